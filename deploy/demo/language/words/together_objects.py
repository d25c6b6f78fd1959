"""Objects in a place, light, weather, season or mood, in one phrase."""

from language.tables import table

TOGETHER = table({
    "obj:tree mood:snowy": """a bare tree|a leafless tree|naked branches|a tree without leaves|bare branches
        |a frozen tree|a dead tree|a tree in winter|a tree that lost its leaves|a naked tree
        |one naked tree in the snow|a skeleton of a tree|bare twigs|a frosted tree|a tree with snow on its branches
        |a tree stripped of leaves|a bald tree|a tree without any leaves|a wintry tree|leafless branches
        |a snow-covered tree""",
    "obj:tree season:autumn": """an orange tree|a tree with orange leaves|a maple|a red maple|a colourful tree
        |a tree losing its leaves|a golden tree|a rust-coloured tree|a maple tree|a tree in autumn colours
        |a maroon tree|a rust-red tree|a crimson tree|one crimson tree|a tree with dark red leaves|a russet tree
        |a copper tree|a copper beech|a tree in flames|a tree turning red|a fiery tree|a burning tree|an amber tree
        |a tangerine tree|a tree in fall colors|a red tree|a scarlet tree""",
    "obj:tree season:spring": """a blossoming tree|a cherry tree|a pink tree|a tree in blossom|a flowering tree
        |a pink puffy tree|a pink blossom tree|a tree like candyfloss|an apple tree in bloom
        |a cherry tree in blossom|a blooming tree|a light green tree|a sakura tree|a magnolia
        |a tree with fresh leaves""",
    "obj:tree season:summer": """a leafy green tree|a green tree|a tree with green leaves|a big green tree
        |an emerald tree|a dark green tree|a lush tree|a tree in full leaf|a leafy tree|a tree with rich foliage
        |a green giant|a shady green tree""",
    "obj:house light:night": """a lit window|a warm light in the window|a house with its lights on
        |lights in a cottage|glowing windows of a house|a light left on|somebody is still awake
        |a tiny light in the darkness|warm windows|windows aglow|a light in the darkness|yellow windows in the night
        |a lamp in the window|candlelight in the window|a lamp lit at home|a cosy window at night
        |lamplight from a house|glowing windows|a house lit up|homely light in the dark|a warm light in the night""",
    "obj:house mood:snowy": """a snowed-in cabin|a ski hut|a cottage with snow on its roof|a snow-covered roof
        |santa's house|a log cabin in the snow|a gingerbread house in the snow|an icy hut|a cabin in winter
        |a snowy cottage|a christmas cottage|a snowbound hut|white roof|a snowy roof|a house with a white roof
        |a snowed-up house|a christmas card cottage|a cosy winter hut""",
    "obj:house place:mountains": """a mountain hut|an alpine chalet|a refuge|a chalet|a cabin below the peaks
        |a climbers' hut|a mountain lodge|a dacha below the peaks|a croft in the highlands|an alpine farm
        |heidi's hut|a mountaineers' refuge|a ski chalet|a hut below the summit""",
    "obj:house place:lake": """a lake house|a boathouse|a house on the shore|a lakeside cottage|a waterside cabin
        |a fishing hut by the water|a dacha by the lake|a lakefront home|a boathouse by the lake|a villa on the lake
        |a house right on the water|a holiday home on the shore""",
    "obj:house place:sea": """a beach house|a house by the sea|a fisherman's hut|a seaside cottage
        |a house on a cliff|a keeper's cottage|a smuggler's house|a coastal cottage|a croft above the sea
        |a house on the headland|a cliff house|a seaside villa|a beach hut|a cottage perched on a cliff""",
    "obj:house place:forest": """a cabin in the woods|a witch's house|a hunter's hut|a woodland cottage
        |a forester's house|a ranger's hut|a hovel in the woods|a lodge in the pines|a hermit's hut in the woods
        |hansel and gretel's house|grandmother's house in the forest|a forest lodge|a log cabin among firs
        |a witch's cottage|a woodcutter's hut|a gingerbread house|a dacha in the woods""",
    "obj:house place:meadow": """a farm|a farmhouse in the fields|a ranch|a country cottage|a prairie home
        |a farmstead|a croft on the hills|a manor in the fields|a farm in the fields|a barn on the hill
        |a shepherd's hut|a hobbit's house|a cottage in the country|a house on the prairie|a farm on a hill""",
    "obj:house place:desert": """a desert home|an adobe house|a ranch in the desert|a hut in the dunes|a mud house
        |a hacienda|a saloon|a pueblo|a sheriff's house|a cabin among the mesas|a homestead out west
        |a bungalow in the canyon|a house in the sand|a bedouin's home""",
    "obj:flowers place:mountains": """alpine flowers|mountain flowers|flowers below the peaks
        |an alpine flower meadow|flowers of the alps|blossoms below the peaks|an alpine garden|highland flowers
        |heidi's flowers""",
    "obj:flowers place:forest": """forest flowers|woodland flowers|flowers on the forest floor|flowers in the woods
        |woodland blossoms|a flowery glade|flowers under the trees|blossoms between the trees""",
    "obj:flowers place:meadow": """a flower meadow|a flowery field|a field in bloom|flowers in the grass
        |a meadow full of flowers|fields full of flowers|a hill of flowers|flowery pastures|a flowering hillside
        |a prairie in bloom""",
    "obj:flowers place:lake": """flowers by the water|flowers on the shore|waterside flowers|flowers on the bank
        |blossoms on the bank|flowers along the lakeshore|a flowery shore|a flowering bank|flowers beside the lake""",
    "obj:birds place:sea": """seagulls|gulls|sea birds|seabirds|gulls over the waves|terns over the waves
        |the cry of the gulls|seabirds over the surf|gannets over the sea|pelicans by the coast|gulls by the cliffs
        |a string of gulls over the sea""",
    "obj:birds obj:balloon": "birds and a balloon|things that fly|two ways of flying",
    "obj:boat obj:balloon": "two means of transport|two ways to travel|by air and by water",
    "obj:boat place:sea": """seafaring|a boat at sea|ocean sailing|a sea voyage|an ocean cruise
        |a ship on the high seas|sailors at sea|a ketch at sea|treasure island|a pirate ship at sea|moby dick
        |a sailing trip on the ocean""",
    "obj:boat place:lake": """sailing on a lake|a boat on calm water|lake sailing|a boat trip on the lake
        |a skiff on the lake|a sail on the lake|a sailing dinghy on still water|a boat on a mirror
        |sails mirrored in the lake""",
    "obj:boat place:city": """a harbour|a boat in the harbour|a city harbour|sailing past skyscrapers
        |sails in front of the skyline|a yacht before the skyscrapers|a city marina|a ferry in the city
        |sailing on the river|hudson river sailing""",
    "obj:bridge place:city": """a city bridge|a bridge into the city|a river with a bridge in the city
        |brooklyn bridge and skyline|manhattan bridge|a big city bridge|tower bridge in london|the way into town
        |a cable-stayed bridge before the towers""",
    "obj:horse place:desert": """a western film|the wild west with a horse|a desert horse|a mustang in the wild west
        |a horse in the sand|a cowboy's horse out west|a mustang among the buttes|a bedouin's horse
        |a wild horse on the dunes""",
    "obj:horse place:meadow": """a horse on a pasture|a ranch horse|a horse in the paddock|a grazing horse
        |a pony by the fence|a horse behind the fence|a horse in the fields|a pony on the heath|a foal in the meadow
        |a horse out to grass""",
    "obj:cactus light:night": """a cactus in the moonlight|a cactus in the dark|desert plant at night
        |a cactus at night|a black cactus shape|a cactus silhouette at midnight|a cactus under the night sky""",
    "obj:lighthouse light:night": """a lamp shining over dark water|a lighthouse beam in the dark
        |a light that guides ships|the beam of the lighthouse at night|a beam sweeping the night
        |a light in the dark sea|a night watch at the lighthouse|a lamp for ships in the dark""",
    "obj:lighthouse weather:storm": """a warning light in the storm|a lighthouse in a gale|a beacon in the tempest
        |a lighthouse lashed by waves|lightning behind the lighthouse|a tower braving the storm""",
    "obj:moon place:sea": """moonlight on the waves|moonlit sea|a silver path of moonlight on the sea
        |moonlight on the water|moonlit waves|the moon over the ocean|a moonlit coast|the moon above the tide
        |a silver sea""",
    "obj:moon place:lake": """moonlight on the lake|a moonlit lake|the moon mirrored in the water|a moonlit loch
        |two moons, one in the lake|the moon doubled in the lake|a silver lake""",
    "obj:tree weather:storm": """a tree struck by lightning|a tree bending in the storm|a storm-tossed tree
        |a tree in the gale|a wind-beaten tree""",
    "obj:tree weather:fog": """a ghost of a tree|a tree in the mist|a pale tree in the haze
        |a tree looming in the fog|the shadow of a tree in fog""",
    "obj:tree light:night": "a black tree|a dark tree at night|the outline of a tree in the dark|a tree at midnight",
    "obj:house weather:rain": """rain on the roof|a leaking roof|a house in the wet|water dripping from the eaves
        |a house with wet windows""",
    "obj:house weather:storm": """a house in the storm|lightning above the roof|a cottage in a gale
        |wuthering heights|shelter from the storm""",
    "obj:house weather:fog": """a ghost house|a haunted house|a house in the mist|a cottage veiled in haze
        |the shape of a house in the fog""",
    "obj:flowers weather:rain": """wet flowers|flowers in the rain|dripping blossoms|raindrops on petals
        |blossoms under rain clouds""",
    "obj:flowers light:night": "sleeping flowers|flowers at night|blossoms in the dark|night flowers",
    "obj:flowers:blue place:forest": "a bluebell wood|a wood full of bluebells|bluebells under the trees",
    "obj:flowers:red place:meadow": """a poppy meadow|a field of red|a monet poppy field|hills of poppies
        |poppies in the countryside""",
    "obj:flowers:white place:meadow": "a daisy meadow|a meadow of daisies|a daisy hill|a meadow of white tulips",
    "obj:flowers:yellow place:meadow": """a canola field|a rapeseed field|a dandelion meadow|a buttercup meadow
        |a field of sunflowers|wordsworth's daffodils""",
    "obj:flowers:blue place:meadow": "a lavender hill|provence|a cornflower meadow|a flax field|a lupin field",
    "obj:birds place:desert": """vultures over the desert|circling vultures|vultures above the canyon
        |buzzards over the mesas|desert hawks""",
    "obj:birds place:mountains": """eagles over the peaks|an eagle above the valley|hawks in the mountains
        |condors over the summits|vultures over the valley""",
    "obj:birds place:lake": """swans over the lake|wild geese over the lake|ducks above the pond|herons by the lake
        |waterfowl on the lake|geese above still water""",
    "obj:birds place:city": """pigeons over the roofs|pigeons in the city|a flock over the skyline
        |doves above the rooftops|city pigeons""",
    "obj:birds place:meadow": """larks over the fields|crows over the fields|starlings above the hills
        |rooks over the pasture|swallows over the meadow""",
    "obj:birds place:forest": """birds over the treetops|ravens above the woods|forest birds|woodland birds
        |crows above the firs""",
    "obj:birds season:autumn": """birds going south in autumn|geese leaving for the winter|autumn migration
        |migrating geese in october""",
    "obj:birds light:sunset": """birds against the setting sun|gulls at sunset|birds flying into the sunset
        |birds flying home at dusk|a flock in the evening sky""",
    "obj:birds weather:storm": "birds fleeing the storm|gulls in the gale|stormy petrels|birds tossed by the storm",
    "obj:balloon light:night": """a glowing balloon in the dark|a night flight by balloon
        |a balloon lit up by its burner|a balloon glow|a lantern in the sky""",
    "obj:balloon place:desert": """a balloon ride over the dunes|a balloon over cappadocia
        |a balloon above the canyon|ballooning over the sands""",
    "obj:balloon light:dawn": "a balloon trip at sunrise|an early balloon flight|a morning balloon ride",
    "obj:balloon place:mountains": "a balloon over the alps|crossing the alps by balloon|a balloon between the peaks",
    "obj:balloon place:city": """a balloon over the rooftops|a balloon above the skyline
        |an aerial view of the city by balloon|a balloon between towers""",
    "obj:boat light:sunset": """sailing into the sunset|a sunset cruise|sails in the evening sun
        |coming home at dusk by boat|glowing sails""",
    "obj:boat weather:storm": """a boat in distress|a ship in a gale|the flying dutchman|sails in the storm
        |a ship fighting the waves""",
    "obj:boat weather:fog": "a ghost ship|a ghostly sail|a sail in the mist|a boat lost in fog|a phantom ship",
    "obj:boat light:night": "a sail in the night|a night crossing|a boat at midnight|night sailing",
    "obj:boat obj:moon": "a moonlit sail|a sail in the moonlight|a boat under the moon",
    "obj:bridge place:sea": """the golden gate|a bridge over the bay|a bridge across the strait
        |a bridge to an island|a bridge over the sea""",
    "obj:bridge place:lake": """a stone bridge mirrored in the lake|an arch doubled in the lake
        |arches mirrored in water|a bridge across the lake|a viaduct over the lake""",
    "obj:bridge weather:fog": "the golden gate in fog|a bridge into nowhere|a bridge lost in mist|pylons in the mist",
    "obj:bridge light:night": "a lit bridge|bridge lights|lamps on a bridge|an illuminated bridge",
    "obj:horse place:forest": """a horse in the woods|a horse between the trees|a pony in the glade
        |a steed in the enchanted forest|a unicorn without a horn""",
    "obj:horse mood:snowy": """a horse in deep snow|hooves in the snow|a horse in the cold|a pony in winter
        |a horse galloping through the snow""",
    "obj:horse light:night": """a night mare|a black horse shape in the dark|a horse in the night|a midnight ride
        |a dark horse at night""",
    "obj:horse weather:rain": "a wet horse|a dripping horse|a horse getting soaked",
    "obj:horse weather:fog": """a ghost horse|a horse in the mist|a horse emerging from the fog
        |the headless horseman's horse""",
    "obj:horse light:sunset": """a horse in the evening sun|a horse against the sunset|riding into the sunset
        |lucky luke's horse at sundown""",
    "obj:cactus light:sunset": """a cactus against a burning sky|a cactus in the evening sun
        |a saguaro silhouette against the sunset|a prickly giant against a red sky""",
    "obj:cactus weather:rain": "a wet cactus|a cactus finally getting water|a cactus in the rain",
    "obj:cactus weather:fog": "a cactus in the haze|a cactus in a sandstorm|a cactus in the mist",
    "obj:cactus": """the wild west with a cactus|a tequila label|arizona with a saguaro
        |lucky luke's country with a cactus|an old western with a cactus""",
    "obj:lighthouse weather:fog": """a foghorn|a beam in the mist|a lighthouse in the haze|a beacon in the fog
        |a warning light in the fog""",
    "obj:lighthouse mood:snowy": "a lighthouse in winter|a beam cutting through the snow|a snowy lighthouse",
    "obj:moon place:desert": """moonlit dunes|moonlit canyon country|a moonlit desert|arabian nights with a crescent
        |the moon above the mesas""",
    "obj:moon place:forest": """a moonlit wood|the moon above the firs|moonlit pines|a werewolf forest
        |the moon over the treetops""",
    "obj:moon place:meadow": "moonlit hills|the moon over the fields|moonlit pastures|moonlit blue hills",
    "obj:moon place:mountains": "moonlit peaks|the moon above the summits|moonlit mountains|the moon over the alps",
    "obj:moon place:city": """the moon above the skyscrapers|a moonlit skyline|batman's moon
        |the moon over the rooftops""",
    "obj:moon light:night": """a moonlit night|a full moon night|a bright moonlit night|werewolf night
        |a night with a sickle moon|moonlight in the dark""",
    "obj:moon mood:snowy": "moonlit snow|the moon over white land|moonlight on snow|snow in the moonlight",
    "obj:moon light:dawn": """a morning moon|the moon still up at dawn|a pale moon in the morning
        |a fading moon at sunrise""",
})
