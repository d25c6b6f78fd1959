"""Where something is, by place."""

from language.tables import table

LOCATIONS = table({
    "mountains": """in the mountains|in front of mountains|below high peaks|near the mountains|with mountains behind
        |in the alps|among the peaks|in a mountain valley|and mountains|over the mountains
        |at the foot of the mountains|beneath the summits|with peaks in the background
        |with mountains in the background|up in the highlands|high up in the mountains|in the hills and mountains
        |between the mountains|above the peaks|on a mountainside|in an alpine valley|with snow-capped peaks behind
        |under the peaks|amid mountains|against the mountains|before the mountains|in a mountainous area
        |beside the mountains|with big mountains|surrounded by mountains|in the rockies|in the himalayas
        |on the mountain|by the mountains|facing the mountains|in the valley|below the mountains|above a valley
        |under snowy peaks|beyond the mountains|in a mountain landscape|on a ridge|below the ridge
        |on a mountain pass|at high altitude|at the foot of a mountain|under a giant mountain|below a volcano
        |with a volcano behind|beneath towering peaks|beneath snowy summits|in front of a pointed mountain
        |in front of three peaks|between two peaks|between the peaks|past the peaks|behind it two mountains
        |with two big mountains behind|with snow-tipped mountains behind|against purple mountains
        |against blue mountains|on the slopes|on an alpine pasture|on an alp|in a high valley|over a mountain valley
        |through the valley|down in the valley|in a gorge|in the dolomites|in tyrol|in the andes|in nepal
        |in the tatras|in the pyrenees|near a glacier|in the high country|on the heights|up in the mountains
        |with a mountain backdrop|with alpine scenery|among crags|below the crags|facing the summit
        |in the shadow of the mountain|where the mountains rise|in an alpine world|over the valley
        |in front of a dark blue mountain|beneath two purple mountains|with a pointed mountain behind
        |with snowy peaks behind|below misty peaks|above a brown valley|behind it the peaks|in heidi's world
        |with big mountains with snow on top|past a pointed mountain|below grey mountains|among rocks and peaks
        |in the mountain night|with jagged peaks|before a mountain wall|under rocky walls""",
    "sea": """at sea|on the sea|by the sea|on the ocean|on the coast|at the seaside|near the ocean|by the ocean
        |and the sea|over the sea|over the ocean|on the waves|out at sea|on the open water|on the shore
        |along the coast|off the coast|at the coast|next to the sea|overlooking the sea|above the waves
        |beside the ocean|on the seashore|at the shore|on the high seas|on the water|on open water|in the bay
        |on a cliff by the sea|facing the ocean|in the ocean|in the sea|on the beach|at the beach|above the sea
        |near the sea|by the shore|near the shore|by the water|looking out to sea|far out at sea
        |in the middle of the ocean|with the sea behind|with waves|on a cliff|on the rocks by the sea
        |on a rocky shore|against the sea|with the ocean in the background|in the surf|in the swell|above the surf
        |above the breakers|among whitecaps|on foaming waves|on the headland|on a headland|on a rocky headland
        |on a promontory|on a crag by the sea|on the cliff top|on top of a cliff|at the edge of a cliff
        |at the cliff's edge|under the cliffs|below the cliffs|near the cliffs|near cliffs
        |between two cliffs over the sea|off a rocky coast|near an island|with islands on the horizon
        |with an island on the horizon|on a sandy shore|on a sandy beach|on a tropical beach|under palm trees
        |under palms|near the palms|on the strand|by the seafront|on the tide|on the ocean swell|on the seven seas
        |in the atlantic|in the north sea|in the baltic|in the caribbean|in the mediterranean|on salt water
        |on the deep|over the deep|far from land|with nothing but sea|where the land ends|at land's end|in cornwall
        |in a bay|across the bay|over the bay|past the cliffs|past the headland|along the beach|above crashing waves
        |on the blue ocean|on a blue sea|on a teal sea|on the rolling sea|amid the waves|in the waves
        |between the waves|against the waves|over the waves|with crashing surf|with breakers|with foam
        |in the salt spray|facing the sea|high above the sea|towering over the sea|in the strait
        |at the harbour mouth|perched on a cliff above the sea|towering waves|with a long coast|by the salty water
        |over the open sea|over the islands|on a crag|on the reef|with seaweed and salt""",
    "desert": """in the desert|in a sandy desert|among the dunes|in the sand|between sand dunes|over the desert
        |on the dunes|across the desert|in the middle of the desert|in the dunes|in a dry land|in the sahara
        |on the sand|over the dunes|amid the dunes|in arid land|surrounded by sand|in the wasteland|in a barren land
        |in the wild west|in arizona|above the desert|above the dunes|in the outback|in a dry place|in the sands
        |in a desert landscape|with dunes behind|with mesas in the background|near the mesas|on a sandy plain
        |in the hot sand|in the middle of nowhere with sand|among rocks and sand|in the dry wilderness
        |through the desert|in canyon country|in a canyon|in the canyon|among mesas|among the mesas|between mesas
        |below a butte|below red rocks|among red rocks|in front of red rocks|in front of buttes|in front of mesas
        |in monument valley|in utah|in nevada|in new mexico|in texas|in mexico|in death valley|in the mojave
        |in the gobi|in the kalahari|in morocco|in egypt|in arabia|in the badlands|in a moonscape|like on mars
        |on a dune|on a dune ridge|on the crest of a dune|over orange dunes|over pale dunes|behind the dunes
        |below the dunes|past the dunes|over the sand|across the sand|across the sands|in deep sand|through the sand
        |with sand all around|with nothing but sand|surrounded by dunes|in the dust|on dry ground|on the dry plain
        |out west|in cowboy country|like in a western|in a spaghetti western|on route 66|where nothing grows
        |where it never rains|far from any water|near a rock tower|beside a rock tower|under sandstone cliffs
        |at an oasis|in the land of camels|in the empty quarter|in the sandy wastes|in scrubland|in sand and dust
        |with red buttes|with rock towers behind|near hoodoos|on sand|in the wild wild west|over sand dunes
        |between the rocks and dunes|near a butte|with a mesa behind|in the shade of a mesa""",
    "meadow": """in a meadow|in the fields|in the countryside|on a hill|in the grass|on a green hill|over the fields
        |on a pasture|on the hills|in a field|over the hills|on the farm|on grassland|amid rolling hills
        |among the hills|on a grassy hill|in the middle of a field|across the fields|on the prairie|over the meadows
        |in the meadows|in rural land|in the open country|in a grassy field|on a hillside|on the plains
        |in the pasture|on green grass|above the hills|between the hills|in farmland|in hilly country
        |on the slope of a hill|with hills behind|with hills in the background|on top of a hill|over the countryside
        |in a green field|out in the country|on the meadow|on the grass|over green fields|on the moor|behind a fence
        |by the fence|by a fence|at the fence|near a fence|beside a wooden fence|with a fence|with a fence in front
        |beyond the fence|at the pasture gate|on a country lane|along a country lane|by a country road
        |along a farm track|near the poplars|with poplars behind|before a row of poplars|with hedges|among hedgerows
        |between hedges|on the downs|on the heath|over the heath|on soft hills|over soft hills|over gentle hills
        |over rolling hills|over green hills|across rolling hills|below a hill|behind the hill|atop a hill
        |on a knoll|on a hillock|on a slope|in the hayfield|in a hayfield|in the wheat|in a cornfield
        |in ploughed fields|amid ploughed fields|in a patchwork of fields|on farmland|in a gentle valley
        |in a green valley|in tuscany|in the dales|in ireland|in the shire|in the lowlands|on the savanna
        |like the savanna|in grassland|in tall grass|through the grass|in the high grass|across the meadow
        |through the meadow|through the fields|at the edge of a field|on a green lawn|out in the fields
        |down on the farm|in cow country|where cows graze|where sheep graze|in bucolic scenery
        |in the rolling countryside|in open fields|with fields all around|with soft hills behind|over blue hills
        |over a fenced pasture|past a fence|over the pasture|fence in front|on a green hillside|in a fenced pasture
        |in shepherd country|by a hedge|in the turf|on a hill with poplars|on wavy hills""",
    "forest": """in the forest|in the woods|in a forest clearing|among the trees|deep in the woods|over the forest
        |surrounded by trees|in a wood|between the trees|among pines|in the pine forest|at the edge of the forest
        |in a clearing|by the woods|near the forest|above the trees|above the treetops|under the trees|in woodland
        |amid fir trees|between tall trees|hidden in the woods|deep in the forest|in the middle of the forest
        |over the treetops|with trees all around|among fir trees|amongst the trees|in the wilderness|in a glade
        |in a dense forest|in front of the forest|with a forest behind|with pine trees behind|next to the trees
        |beside the trees|at the edge of the woods|lost in the woods|in the thick of the forest|through the woods
        |among birches|between birches|among birch trees|between birch trunks|past a birch|past the birches
        |between the trunks|among the trunks|behind the trunks|between the firs|among the firs|between fir trees
        |between pine trees|among pine trees|under the pines|beneath the pines|under tall firs|between conifers
        |framed by trees|framed by birches|framed by pines|at the forest edge|at the forest's edge
        |on the forest floor|in the undergrowth|in the thicket|in a copse|in a grove|in mixed woodland
        |in a birch wood|in a birch grove|in a spruce forest|in a fir forest|in a pine wood|in dark woods
        |in the dark wood|in deep woods|in the greenwood|in sherwood forest|in the black forest|in the taiga
        |in a fairy tale forest|in an enchanted forest|in the backwoods|on a forest path|on a woodland path
        |on a path through the trees|along a forest trail|with a path between the trees|path between the trees
        |beneath the canopy|under a leafy canopy|over the canopy|above the canopy|over the wood|over the woods
        |over a sea of trees|over the pines|above the pines|past the trees|behind the trees|behind fir trees
        |before the trees|in front of the trees|in front of dark firs|in front of pines|inside the forest
        |within the forest|where wolves live|where elves live|in lumberjack country|with conifers|with firs
        |with firs behind|with birches|with tall trees|with tree trunks|with trees on both sides
        |in the forest clearing|through a wood|through the wood|at the edge of the wood|with birch trunks
        |among larches|among spruces|beneath tall beeches|with trees left and right""",
    "city": """in the city|in front of skyscrapers|over the city|in town|near tall buildings|with a skyline behind
        |downtown|and a city skyline|above the city|in front of the skyline|between skyscrapers|over the skyline
        |in an urban area|over downtown|above the buildings|against the skyline|with skyscrapers behind
        |with the city in the background|in the big city|above the skyscrapers|among the buildings|by the city
        |in a metropolis|in front of a city|beside the city|in new york|over the rooftops|above the rooftops
        |with tall buildings in the background|near the city|in front of buildings|at the city waterfront
        |between the buildings|flying over the city|in an urban setting|with many buildings behind|on the avenue
        |on a tree-lined avenue|in the street|in the streets|on the street|along the street|on the promenade
        |along the promenade|by the embankment|at the quayside|on the waterfront of the city|on the riverfront
        |on the river|along the river|over the river|by the river|in the river|past the towers|past the skyscrapers
        |past the skyline|past office blocks|past brick-coloured buildings|in front of office blocks
        |in front of glass towers|in front of towers|before the skyline|before a skyline|before skyscrapers
        |before the city|behind the towers|between the towers|between office towers|between tower blocks
        |among towers|among high-rises|among skyscrapers|amid skyscrapers|over the towers|above the towers
        |over the streets|above the streets|over the roofs|over the roofs of the city|over new york|over manhattan
        |in manhattan|in london|in hong kong|in chicago|in tokyo|in singapore|in a big town|in a town|in the town
        |in the city centre|in the city park|in a city park|in the financial district|in midtown|uptown
        |in the urban jungle|in the concrete jungle|big town behind|with towers behind|with a city behind
        |with the town behind|with a skyline|with high-rises|with office blocks|with towers|in the heart of the city
        |through the city|through town|across town|at rush hour in the city|over the city rooftops|above city roofs
        |in front of a skyline|in front of a glass skyline|in a metropolis by the water|on a city river
        |amid glass and steel|below the skyscrapers""",
    "lake": """on a lake|by the lake|at the lake|on the lake shore|near a lake|over the lake|by a pond
        |on a still lake|and a lake|on the water|at the water's edge|beside a lake|on the lakeshore|on calm water
        |at the lakeside|above the lake|on a mountain lake|across the lake|on a quiet lake|on glassy water
        |reflected in the lake|next to a lake|on the bank of a lake|mirrored in the lake|by still water|by the water
        |near the water|on a pond|reflected in the water|above still water|along the lake|over calm water
        |in the lake|with a lake|overlooking a lake|on smooth water|with its reflection in the water|at the pond
        |next to the water|on the shore of a lake|with reflections in the lake|by the jetty|at the jetty
        |at the end of the jetty|near the jetty|with a wooden jetty|with a wooden jetty in front
        |with a jetty in front|at the boat landing|on the landing stage|in the reeds|among the reeds|by the reeds
        |behind the reeds|with reeds|on the bank|on the banks|on the far bank|on the far shore|on the other shore
        |on the opposite shore|along the lakeshore|along a lakeshore|around the lake|at the edge of the lake
        |on the edge of a lake|at a mountain lake|by a mountain lake|above a mountain lake|over a mountain lake
        |on an alpine lake|over the still lake|over glassy water|over mirror-smooth water|on mirror-smooth water
        |on still water|across still water|on a forest lake|on a loch|by a loch|over the loch|on a fjord|in a fjord
        |on a silver lake|on an emerald lake|in the lake district|in finland|by the pond|over the pond
        |doubled in the lake|mirrored upside down in the lake|upside down in the lake|mirrored in still water
        |mirrored in calm water|reflected in calm water|reflected in glassy water|shimmering in the lake
        |with the mountain upside down in the lake|with mirrored peaks|with mirrored trees|with a lake in front
        |with a lake behind|facing the lake|in front of a lake|in the middle of the lake|out on the lake
        |on a small lake|with trees on the far shore|with firs on both shores|with birches on the bank
        |with birch trees at the side|on a lake at the foot of a mountain|on loch ness|on lake constance
        |where anglers sit|with a wooden pier on the lake|along the shore of the lake|beside a calm lake
        |beside the still lake|on a calm lake|on the big lake""",
})
