"""Words for the places. Phrases are separated by bars; those of NOUNS are noun phrases with their article."""


def words(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


def table(entries: dict) -> dict:
    return {key: words(text) for key, text in entries.items()}


NOUNS = table({
    "mountains": """mountains|the mountains|a mountain range|mountain peaks|high peaks|the alps|an alpine landscape
        |a mountain valley|rocky summits|high mountains|mountain scenery|tall mountains|a mountain landscape
        |the highlands|mountain tops|a mountain|snow-capped mountains|snowcapped peaks|snow-capped peaks|white peaks
        |a rocky ridge|steep slopes|mountainsides|jagged peaks|a mountain pass|the rockies|the himalayas
        |rugged mountains|mountainous terrain|a peak|summits|cliffs and peaks|grey mountains|distant mountains
        |majestic mountains|mighty peaks|towering peaks|a summit|a mountain view|a mountain panorama|an alpine valley|a glen|a dale between mountains
        |the foot of the mountains|craggy mountains|crags|a range of hills and mountains|big mountains|mountainside
        |mountain ridges|pointed peaks|sharp peaks|snowy summits|an alpine meadow|the valley|a valley
        |a massif|a sierra|foothills|mt everest|the mountain tops|huge mountains|an alp|peaks|two mountains
        |pointy mountains|a high valley|rocks and peaks""",
    "sea": """the sea|the ocean|a seascape|the coast|the waves|a bay|the open sea|ocean water|the seaside|sea|ocean
        |the shore of the sea|a sea view|the coastline|the water|a rocky coast|the seashore|the shore|a shoreline
        |the open water|the deep blue sea|salt water|the atlantic|the pacific|a beach|the beach|an ocean view
        |an ocean scene|marine scenery|a cliff by the sea|the horizon of the sea|the high seas|the waterfront
        |a rocky headland|a cape|a cove|the tide|the surf|the mediterranean|endless water|a coastal landscape
        |a maritime scene|sea and sky|the blue ocean|sea water|rolling waves|an island|waves|the coastal cliffs
        |an empty beach|a sandy beach|the north sea|a strait|a harbour entrance|a cliff|the ocean waves|the wide sea
        |the vast ocean|the infinite sea|the horizon|a gulf|a nautical scene|the main""",
    "desert": """a desert|the desert|sand dunes|dunes|a sandy desert|arid land|a dry desert|desert|the sahara
        |a desert landscape|sand|a dry wasteland|a sea of sand|golden dunes|barren land|a barren landscape|the outback
        |a dry land|the wild west|arizona|the sands|desert sand|rolling dunes|an arid landscape|a dusty plain
        |a parched landscape|a hot dry place|mesas|red rock mesas|a canyon|table mountains in the desert|a sandy plain
        |the gobi|the mojave|a dry place|a waterless place|a desolate plain|sandy hills|a badland|the badlands
        |scorched earth|an empty desert|endless sand|a place without water|the dune sea|desert dunes|a wasteland
        |the dry sands|an arid plain|mexico|texas|the arabian desert|hills of sand|a steppe|the plateau|buttes
        |desert rocks|a lonely desert""",
    "meadow": """a meadow|meadows|rolling hills|fields|the countryside|grassland|a pasture|a grassy field|farmland|hills
        |a field|gentle hills|a hillside|a grassy hill|green hills|green fields|a green meadow|the prairie|pastures
        |the plains|a lawn|farm country|a rural landscape|rural scenery|the rural countryside|grassy slopes|a hilly field
        |a hilly landscape|an open field|open country|the fields|rolling countryside|a grassy plain|hilly land
        |hilltops|a knoll|soft hills|green grass|grass|a farm field|the grasslands|country scenery|a gentle slope
        |rolling green hills|the english countryside|the village fields|a hill|a hilly meadow|low hills|grazing land
        |a wide meadow|a paddock|heath|moorland|the moor|the heathland|undulating hills|round hills|the downs
        |a country landscape|ranch land|a grassy meadow|a pastoral landscape|a pastoral scene|hilly countryside
        |the shire|curvy hills""",
    "forest": """a forest|the forest|woods|the woods|woodland|a dense forest|forest|deep woods|a forest clearing
        |many trees|a wood|a pine forest|pine trees|fir trees|tall trees|the trees|trees|evergreens|a grove|the woodlands
        |conifers|a coniferous forest|spruces|a spruce forest|tall pines|the treeline|a wall of trees|the wilderness
        |a clearing|a glade|a forest glade|thick woods|a dark wood|a row of trees|lots of trees|a forest of pines
        |pines|firs|the taiga|timberland|a wooded area|a wooded landscape|a stand of trees|the thicket|a thick forest
        |a fir forest|a deep forest|the heart of the forest|an enchanted forest|a fairy tale forest|the black forest
        |a forest scene|a forest landscape|christmas trees|the edge of the forest|the edge of the woods|a jungle
        |wild woods|woodland scenery|a bunch of trees|bushes and trees""",
    "city": """a city|a city skyline|skyscrapers|tall buildings|downtown|an urban skyline|a metropolis|high-rise buildings
        |the big city|a cityscape|city|a town|towers of a city|buildings|the skyline|new york|manhattan|an urban scene
        |high rises|office towers|a modern city|a row of skyscrapers|many buildings|big buildings|tower blocks
        |the city centre|the city center|an urban landscape|office buildings|an urban area|the financial district
        |a busy city|houses and towers|apartment blocks|a big town|the concrete jungle|a riverside city|a harbour city
        |skyline|towers|a capital city|a megacity|an urban panorama|city buildings|lots of windows|the urban jungle
        |urban architecture|chicago|san francisco|tower buildings|blocks of flats|a dense city|city towers
        |the inner city|business district|gotham|the town centre|a city by the water|a waterfront city|streets of a city|a street with tall houses|a boulevard|a harbour town|a village of skyscrapers
        |high buildings|tall towers|a huge city|downtown buildings""",
    "lake": """a lake|the lake|a lakeside|a still lake|lake|a pond|a lake shore|reflections in a lake|a lake landscape
        |lake water|a mirror lake|a mountain lake|calm water|the lakeshore|a quiet lake|still water|the lakeside
        |a body of water|a reflecting lake|glassy water|the water's edge|a calm lake|the pond|smooth water
        |an inland lake|a forest lake|a loch|a reservoir|a lagoon|a mirror-like lake|flat water|placid water
        |reflections in the water|reflections on the water|a lake with trees on the shore|a tarn|a blue lake
        |a clear lake|a fjord|waterside scenery|a small lake|a big lake|a lake surrounded by trees|a lakefront
        |a reflection in the water|the water like a mirror|a freshwater lake|a tranquil lake|a wide lake
        |trees reflected in the water|the calm surface of the lake|a millpond|a lakescape|the banks of a lake""",
})

LOCATIONS = table({
    "mountains": """in the mountains|in front of mountains|below high peaks|near the mountains|with mountains behind
        |in the alps|among the peaks|in a mountain valley|and mountains|over the mountains|at the foot of the mountains
        |beneath the summits|with peaks in the background|with mountains in the background|up in the highlands
        |high up in the mountains|in the hills and mountains|between the mountains|above the peaks|on a mountainside
        |in an alpine valley|with snow-capped peaks behind|under the peaks|amid mountains|against the mountains
        |before the mountains|in a mountainous area|beside the mountains|with big mountains|surrounded by mountains
        |in the rockies|in the himalayas|on the mountain|by the mountains|facing the mountains|in the valley
        |below the mountains|above a valley|under snowy peaks|beyond the mountains|in a mountain landscape""",
    "sea": """at sea|on the sea|by the sea|on the ocean|on the coast|at the seaside|near the ocean|by the ocean|and the sea
        |over the sea|over the ocean|on the waves|out at sea|on the open water|on the shore|along the coast|off the coast
        |at the coast|next to the sea|overlooking the sea|above the waves|beside the ocean|on the seashore|at the shore
        |on the high seas|on the water|on open water|in the bay|on a cliff by the sea|facing the ocean|in the ocean
        |in the sea|on the beach|at the beach|above the sea|near the sea|by the shore|near the shore|by the water
        |looking out to sea|far out at sea|in the middle of the ocean|with the sea behind|with waves|on a cliff
        |on the rocks by the sea|on a rocky shore|against the sea|with the ocean in the background""",
    "desert": """in the desert|in a sandy desert|among the dunes|in the sand|between sand dunes|over the desert|on the dunes
        |across the desert|in the middle of the desert|in the dunes|in a dry land|in the sahara|on the sand|over the dunes
        |amid the dunes|in arid land|surrounded by sand|in the wasteland|in a barren land|in the wild west|in arizona
        |above the desert|above the dunes|in the outback|in a dry place|in the sands|in a desert landscape
        |with dunes behind|with mesas in the background|near the mesas|on a sandy plain|in the hot sand
        |in the middle of nowhere with sand|among rocks and sand|in the dry wilderness|through the desert""",
    "meadow": """in a meadow|in the fields|in the countryside|on a hill|in the grass|on a green hill|over the fields
        |on a pasture|on the hills|in a field|over the hills|on the farm|on grassland|amid rolling hills|among the hills
        |on a grassy hill|in the middle of a field|across the fields|on the prairie|over the meadows|in the meadows
        |in rural land|in the open country|in a grassy field|on a hillside|on the plains|in the pasture|on green grass
        |above the hills|between the hills|in farmland|in hilly country|on the slope of a hill|with hills behind
        |with hills in the background|on top of a hill|over the countryside|in a green field|out in the country
        |on the meadow|on the grass|over green fields|on the moor""",
    "forest": """in the forest|in the woods|in a forest clearing|among the trees|deep in the woods|over the forest
        |surrounded by trees|in a wood|between the trees|among pines|in the pine forest|at the edge of the forest
        |in a clearing|by the woods|near the forest|above the trees|above the treetops|under the trees|in woodland
        |amid fir trees|between tall trees|hidden in the woods|deep in the forest|in the middle of the forest
        |over the treetops|with trees all around|among fir trees|amongst the trees|in the wilderness
        |in a glade|in a dense forest|in front of the forest|with a forest behind|with pine trees behind|next to the trees
        |beside the trees|at the edge of the woods|lost in the woods|in the thick of the forest|through the woods""",
    "city": """in the city|in front of skyscrapers|over the city|in town|near tall buildings|with a skyline behind|downtown
        |and a city skyline|above the city|in front of the skyline|between skyscrapers|over the skyline|in an urban area
        |over downtown|above the buildings|against the skyline|with skyscrapers behind|with the city in the background
        |in the big city|above the skyscrapers|among the buildings|by the city|in a metropolis|in front of a city
        |beside the city|in new york|over the rooftops|above the rooftops|with tall buildings in the background
        |near the city|in front of buildings|at the city waterfront|between the buildings|flying over the city
        |in an urban setting|with many buildings behind""",
    "lake": """on a lake|by the lake|at the lake|on the lake shore|near a lake|over the lake|by a pond|on a still lake
        |and a lake|on the water|at the water's edge|beside a lake|on the lakeshore|on calm water|at the lakeside
        |above the lake|on a mountain lake|across the lake|on a quiet lake|on glassy water|reflected in the lake
        |next to a lake|on the bank of a lake|mirrored in the lake|by still water|by the water|near the water
        |on a pond|reflected in the water|above still water|along the lake|over calm water|in the lake
        |with a lake|overlooking a lake|on smooth water|with its reflection in the water|at the pond|next to the water
        |on the shore of a lake|with reflections in the lake""",
})

ADJECTIVES = table({
    "mountains": "alpine|mountainous|rocky|mountain|himalayan|highland",
    "sea": "coastal|maritime|marine|ocean|seaside|nautical|oceanic|sea",
    "desert": "desert|arid|sandy|dry|barren|parched|dusty",
    "meadow": "rural|pastoral|grassy|country|countryside|agricultural|hilly|farm",
    "forest": "forest|wooded|woodland|forested|sylvan|woodsy",
    "city": "urban|city|metropolitan|downtown|big city|big-city",
    "lake": "lakeside|lake|lakeshore|lakefront|waterside",
})
