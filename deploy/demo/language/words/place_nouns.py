"""Noun phrases for the places, with their article."""

from language.tables import table

NOUNS = table({
    "mountains": """mountains|the mountains|a mountain range|mountain peaks|high peaks|the alps|an alpine landscape
        |a mountain valley|rocky summits|high mountains|mountain scenery|tall mountains|a mountain landscape
        |the highlands|mountain tops|a mountain|snow-capped mountains|snowcapped peaks|snow-capped peaks|white peaks
        |a rocky ridge|steep slopes|mountainsides|jagged peaks|a mountain pass|the rockies|the himalayas
        |rugged mountains|mountainous terrain|a peak|summits|cliffs and peaks|grey mountains|distant mountains
        |majestic mountains|mighty peaks|towering peaks|a summit|a mountain view|a mountain panorama
        |an alpine valley|a glen|a dale between mountains|the foot of the mountains|craggy mountains|crags
        |a range of hills and mountains|big mountains|mountainside|mountain ridges|pointed peaks|sharp peaks
        |snowy summits|an alpine meadow|the valley|a valley|a massif|a sierra|foothills|mt everest|the mountain tops
        |huge mountains|an alp|peaks|two mountains|pointy mountains|a high valley|rocks and peaks|a ridge|the ridge
        |scree|scree slopes|a glacier|glaciers|a volcano|a snow-capped volcano|a pyramid-shaped peak
        |a pointed mountain|a giant mountain|a mighty mountain|one big mountain|three peaks|two peaks|blue peaks
        |purple mountains|violet mountains|blue mountains|brown mountains|snow-tipped mountains|snowy tops
        |mountains with snow on top|alpine peaks|mountain slopes|rocky peaks|granite peaks|bare rock|rock faces
        |a mountain wall|a wall of rock|the dolomites|the matterhorn|mount fuji|kilimanjaro|the andes|the pyrenees
        |the caucasus|the carpathians|the tatras|tyrol|patagonia|nepal|snowdonia|a gorge|a ravine
        |a chain of mountains|a mountain chain|mountain crests|needles of rock|pinnacles|spires of rock
        |the high country|high altitude|the tree line|mountain pastures|alpine pastures|a mountain world
        |an alpine world|a hiker's paradise|a climber's dream|mountaineering|climbing|hiking|a trek|heidi country
        |snow-crowned peaks|saw-toothed peaks|toothed ridges|a range|ranges|ridges|a mountain backdrop|heights
        |the heights|rounded mountains|steep mountains|the roof of the world|a vale|a pointed grey mountain
        |a brown valley|mountain country|a hiking trail in the mountains|crests and ridges|an alpine footpath
        |yodelling country|the sound of music|cliffs above a valley|a rocky crest|lofty summits|a summit cross
        |cordillera|mont blanc""",
    "sea": """the sea|the ocean|a seascape|the coast|the waves|a bay|the open sea|ocean water|the seaside|sea|ocean
        |the shore of the sea|a sea view|the coastline|the water|a rocky coast|the seashore|the shore|a shoreline
        |the open water|the deep blue sea|salt water|the atlantic|the pacific|a beach|the beach|an ocean view
        |an ocean scene|marine scenery|a cliff by the sea|the horizon of the sea|the high seas|the waterfront
        |a rocky headland|a cape|a cove|the tide|the surf|the mediterranean|endless water|a coastal landscape
        |a maritime scene|sea and sky|the blue ocean|sea water|rolling waves|an island|waves|the coastal cliffs
        |an empty beach|a sandy beach|the north sea|a strait|a harbour entrance|a cliff|the ocean waves|the wide sea
        |the vast ocean|the infinite sea|the horizon|a gulf|a nautical scene|the main|breakers|surf|the swell
        |heavy swell|whitecaps|sea foam|foaming waves|crashing waves|churning water|a churning sea|a choppy sea
        |salt spray|sea spray|brine|the deep|the blue deep|the seven seas|the baltic|the english channel
        |the adriatic|the aegean|the caribbean|the south seas|cornwall|brittany|the algarve|a headland|the headland
        |a promontory|a peninsula|cliffs by the sea|sea cliffs|steep cliffs|chalk cliffs|a steep coast
        |a rugged coast|a rocky shore|rocks in the surf|rocky islands|islands|an island on the horizon
        |a distant island|isles|an islet|a skerry|an archipelago|a reef|a sandbank|sandy shore|a sandy shore
        |a pebble beach|a palm beach|palm trees on a beach|palm trees|palms|two palm trees|palms on the sand
        |coconut palms|a tropical island|the tropics|a paradise beach|a desert island|a castaway's island
        |a deserted beach|a lonely beach|a seaside resort|the strand|the seafront|a bay with cliffs|an inlet
        |an estuary|a firth|the high sea|blue water|a teal sea|an emerald sea|grey waves|deep water|ocean swell
        |the rolling sea|the rolling ocean|neptune's realm|where land meets sea|land's end|the edge of the land
        |maritime scenery|a seaside scene|a coast path|low tide|high tide|ebb and flow|sea air|a pale blue sea
        |a lonely coast|the sea horizon|towering waves|waves and foam|white horses on the sea|the world's oceans
        |a sailor's world|the sea and nothing else|bathing weather coast|a cliff top|sand and sea|sand and palms
        |a coral island|robinson's island|the sea's edge|the briny|an ocean horizon""",
    "desert": """a desert|the desert|sand dunes|dunes|a sandy desert|arid land|a dry desert|desert|the sahara
        |a desert landscape|sand|a dry wasteland|a sea of sand|golden dunes|barren land|a barren landscape
        |the outback|a dry land|the wild west|arizona|the sands|desert sand|rolling dunes|an arid landscape
        |a dusty plain|a parched landscape|a hot dry place|mesas|red rock mesas|a canyon
        |table mountains in the desert|a sandy plain|the gobi|the mojave|a dry place|a waterless place
        |a desolate plain|sandy hills|a badland|the badlands|scorched earth|an empty desert|endless sand
        |a place without water|the dune sea|desert dunes|a wasteland|the dry sands|an arid plain|mexico|texas
        |the arabian desert|hills of sand|a steppe|the plateau|buttes|desert rocks|a lonely desert|canyon country
        |a gorge in the desert|a rock tower|rock towers|hoodoos|red rocks|red rock|sandstone|sandstone cliffs
        |sandstone towers|table mountains|flat-topped mountains|flat-topped hills|flat-topped rocks|a butte|a mesa
        |mesas and buttes|red buttes|monument valley|utah|nevada|new mexico|the grand canyon|death valley
        |the kalahari|the namib|the negev|the empty quarter|the sinai|egypt|morocco|arabia|wild west scenery
        |a western|cowboy country|a spaghetti western|route 66|ochre dunes|orange dunes|pale dunes|red dunes
        |dune ridges|a dune ridge|dune crests|the crest of a dune|ripples of sand|rippled sand|wind-blown sand
        |a sand sea|drifts of sand|a sandscape|sandy wastes|sandy ground|dust|a dusty canyon|dusty ground|dry earth
        |a lunar landscape|a moonscape|a martian landscape|mars|an oasis|a caravan route|a bedouin's land
        |land of camels|arabian nights|lawrence of arabia|hot sands|sand hills|a dry valley|a dry riverbed|a wadi
        |a plain of sand|a thirsty land|rocky desert|stony desert|a rock formation|rock formations|pillars of rock
        |stone pillars|prospector's country|gunslinger country|no man's land|sun-bleached land|sand everywhere
        |camel country|scrubland|dry grass and sand|tumbleweed|sand and rocks|monument valley style rocks|a dune
        |one big dune|nothing but sand|a land without rain|a fata morgana|tall rocks in the sand|cinnamon dunes
        |sienna sand|a rocky wasteland|cliffs of red stone|the old west|apache country|brown plains of dust
        |an arid valley|a butte and dunes""",
    "meadow": """a meadow|meadows|rolling hills|fields|the countryside|grassland|a pasture|a grassy field|farmland
        |hills|a field|gentle hills|a hillside|a grassy hill|green hills|green fields|a green meadow|the prairie
        |pastures|the plains|a lawn|farm country|a rural landscape|rural scenery|the rural countryside|grassy slopes
        |a hilly field|a hilly landscape|an open field|open country|the fields|rolling countryside|a grassy plain
        |hilly land|hilltops|a knoll|soft hills|green grass|grass|a farm field|the grasslands|country scenery
        |a gentle slope|rolling green hills|the english countryside|the village fields|a hill|a hilly meadow
        |low hills|grazing land|a wide meadow|a paddock|heath|moorland|the moor|the heathland|undulating hills
        |round hills|the downs|a country landscape|ranch land|a grassy meadow|a pastoral landscape|a pastoral scene
        |hilly countryside|the shire|curvy hills|pastureland|a hayfield|hayfields|downland|rolling downs|heath hills
        |a purple heath|purple heath hills|heather hills|a cow pasture|a sheep pasture|shepherd country|cropland
        |cornfields|a cornfield|wheat fields|a wheat field|ploughed fields|furrows|a ploughed field|patchwork fields
        |a patchwork of fields|hedges and fields|hedgerows|a row of poplars|poplars|a line of poplars
        |poplars on a hill|a country lane|a farm track|a lane between fields|a fence|a wooden fence|a fenced pasture
        |a pasture fence|fence posts|a field gate|a pasture gate|tuscany|tuscan hills|the cotswolds
        |the yorkshire dales|the dales|devon|ireland|hobbit country|gentle slopes|waves of hills|hills like waves
        |hill after hill|hillocks|a hillock|a mound|the lowlands|open land|tilled land|a green valley
        |a gentle valley|a grassy valley|pastures and hedges|a lea|the lea|turf|a green sward|the savanna
        |a golf course|agriculture|farming|a farmer's land|bucolic scenery|a bucolic landscape|arcadia
        |a pastoral idyll|little house on the prairie|a picnic spot|cow country|empty fields|open fields
        |a country road|a path through the fields|windows xp hills|a country walk|haystacks and fields|pasture
        |a rolling landscape|soft green hills|empty green hills|a wide pasture|a green hillside|farm fields
        |a steppe of grass|a hill with a path|a fence on a hill|the back forty|a horse pasture|smooth hills
        |grassy mounds|wavy hills""",
    "forest": """a forest|the forest|woods|the woods|woodland|a dense forest|forest|deep woods|a forest clearing
        |many trees|a wood|a pine forest|pine trees|fir trees|tall trees|the trees|trees|evergreens|a grove
        |the woodlands|conifers|a coniferous forest|spruces|a spruce forest|tall pines|the treeline|a wall of trees
        |the wilderness|a clearing|a glade|a forest glade|thick woods|a dark wood|a row of trees|lots of trees
        |a forest of pines|pines|firs|the taiga|timberland|a wooded area|a wooded landscape|a stand of trees
        |the thicket|a thick forest|a fir forest|a deep forest|the heart of the forest|an enchanted forest
        |a fairy tale forest|the black forest|a forest scene|a forest landscape|christmas trees
        |the edge of the forest|the edge of the woods|a jungle|wild woods|woodland scenery|a bunch of trees
        |bushes and trees|birches|birch trees|a birch wood|a birch grove|birch trunks|white trunks|tree trunks
        |trunks|slender trunks|beeches|a beech wood|larches|a larch forest|mixed woodland|a mixed forest|leafy trees
        |deciduous trees|broadleaf trees|undergrowth|the canopy|a leafy canopy|the forest canopy|treetops
        |the treetops|boughs and branches|a copse|a spinney|a coppice|a thicket|a tree plantation|a nature reserve
        |a national park|brushwood|timber|a timber forest|lumberjack country|logging country|firs on both sides
        |tall firs|a row of firs|pines on both sides|an evergreen forest|evergreen trees|cedars|redwoods|sequoias
        |a primeval forest|an ancient forest|old growth|sherwood forest|robin hood's forest
        |little red riding hood's forest|a fairy tale wood|a grimms' fairy tale|a fairy forest|a magic forest
        |a bewitched forest|an elves' wood|a forest path|a woodland path|a path through the trees|a forest trail
        |a forest track|a path between trees|the forest floor|moss and ferns|ferns|forest bathing|dense trees
        |trees in rows|trees and trees|nothing but trees|trees everywhere|tree after tree|a sea of trees
        |a sea of treetops|the backwoods|boreal forest|a siberian forest|a canadian forest|a finnish forest
        |the greenwood|sylvan scenery|a forest edge|the fringe of the forest|an opening in the forest
        |a gap in the trees|big conifers|tall conifers|dark firs|pointed trees|triangular trees
        |a christmas tree farm|tall spruces|a spruce wood|a dark spruce forest|wolves' country|a bear's forest
        |hansel and gretel|slender pines|pine trunks|a stand of firs|a stand of birches|an alder wood|rows of pines
        |poplars and birches|tall pine trees|fir tops|a fir wood|pine scent|lots of firs|lumberjacks at work""",
    "city": """a city|a city skyline|skyscrapers|tall buildings|downtown|an urban skyline|a metropolis
        |high-rise buildings|the big city|a cityscape|city|a town|towers of a city|buildings|the skyline|new york
        |manhattan|an urban scene|high rises|office towers|a modern city|a row of skyscrapers|many buildings
        |big buildings|tower blocks|the city centre|the city center|an urban landscape|office buildings
        |an urban area|the financial district|a busy city|houses and towers|apartment blocks|a big town
        |the concrete jungle|a riverside city|a harbour city|skyline|towers|a capital city|a megacity
        |an urban panorama|city buildings|lots of windows|the urban jungle|urban architecture|chicago|san francisco
        |tower buildings|blocks of flats|a dense city|city towers|the inner city|business district|gotham
        |the town centre|a city by the water|a waterfront city|streets of a city|a street with tall houses
        |a boulevard|a harbour town|a village of skyscrapers|high buildings|tall towers|a huge city
        |downtown buildings|avenues|an avenue|a tree-lined avenue|a street|streets|an empty street
        |a street without cars|a main road|a promenade|a river promenade|the embankment|an embankment|the quayside
        |a riverfront|the riverside|river and towers|office blocks|glass towers|glass and steel|steel and concrete
        |concrete towers|concrete blocks|rooftops|roofs|city roofs|a thousand windows|rows of windows|facades
        |brick buildings|brick-coloured buildings|highrises|a highrise|a skyscraper|a tower block|a high-rise
        |a tv tower|a television tower|spires|city spires|antennas|tall dark towers|slim towers|a glass skyline
        |a jagged skyline|colourless towers|grey towers|a jungle of houses|a sea of houses|a wall of houses
        |a cluster of towers|a forest of towers|london|hong kong|shanghai|tokyo|singapore|dubai|frankfurt|toronto
        |vancouver|sydney|seattle|boston|wall street|fifth avenue|broadway|times square|the big apple|a conurbation
        |an urban centre|a downtown waterfront|city life|urban life|commuters|rush hour|the skyline at rush hour
        |a business centre|a city park|a park with skyscrapers|park and towers|a public park|a harbour skyline
        |a port city|a port|modern architecture|apartment buildings|flats|tenements|a housing estate|a built-up area
        |civilisation|superman's city|king kong's city|batman's city|hustle and bustle|towers of glass
        |office skyscrapers|a road with towers|the big smoke|the empire state building|a space needle|a street scene
        |street life|a business district|city towers by a river|a quiet street|pavements and towers|bankers' towers
        |a stockbroker's view|the city's heart|the urban canyon|a town with towers|twin towers
        |the waterfront of a city""",
    "lake": """a lake|the lake|a lakeside|a still lake|lake|a pond|a lake shore|reflections in a lake
        |a lake landscape|lake water|a mirror lake|a mountain lake|calm water|the lakeshore|a quiet lake|still water
        |the lakeside|a body of water|a reflecting lake|glassy water|the water's edge|a calm lake|the pond
        |smooth water|an inland lake|a forest lake|a loch|a reservoir|a lagoon|a mirror-like lake|flat water
        |placid water|reflections in the water|reflections on the water|a lake with trees on the shore|a tarn
        |a blue lake|a clear lake|a fjord|waterside scenery|a small lake|a big lake|a lake surrounded by trees
        |a lakefront|a reflection in the water|the water like a mirror|a freshwater lake|a tranquil lake|a wide lake
        |trees reflected in the water|the calm surface of the lake|a millpond|a lakescape|the banks of a lake
        |a wooden jetty on a lake|a jetty on a lake|a boat landing|a landing stage|a lake with a jetty
        |a lake with a pier|a lake with a dock|reeds|a reedy shore|reeds at the water's edge|bulrushes
        |a wooded shore|a tree-lined shore|trees along the shore|firs on the shore|firs on both shores
        |birches on the shore|a lakeshore with birches|a lake with birch trees|a lake with birches|a lake with firs
        |a lake between mountains|a lake below the mountains|a lake at the foot of a mountain
        |mountains mirrored in a lake|a mountain upside down in the lake|peaks mirrored in water|a mirrored mountain
        |mirrored hills|mirror-smooth water|water like glass|a sheet of glass|a silver lake|an emerald lake
        |a turquoise lake|a teal lake|an alpine lake|a highland lake|a scottish loch|loch ness|lake como
        |lake constance|lake garda|lake tahoe|the lake district|the great lakes|a finnish lake|a canadian lake
        |a norwegian fjord|walden pond|swan lake|a pool|a backwater|fresh water|a fishing lake|a bathing lake
        |a swimming lake|an angler's lake|a canoe lake|ripples on a lake|rings in the water|the surface of the lake
        |the bank of a lake|the lake's edge|the far shore|the other shore|a glacial lake|a crater lake|a quiet shore
        |quiet waters|still waters|a mirror of water|a double image in water|doubled mountains|a grey lake
        |a frozen-looking lake|a wooden pier|the far bank|a lake in the mountains|perfectly still water
        |a lake like a mirror|ducks' pond|a lily pond|an idyllic lakeside|a lake in the woods|a shore with reeds
        |jetty|a bank with reeds|the boathouse shore|shallow water""",
})
