"""Words for houses, lighthouses and bridges: nouns without and with their article, what they do."""

from language.tables import table

SINGULAR = table({
    "house": """house|cottage|cabin|hut|home|farmhouse|little house|small house|lonely house|wooden house
        |isolated house|tiny house|log cabin|holiday home|homestead|dwelling|chalet|bungalow|shed|barn|lodge
        |country house|single house|little cabin|little cottage|secluded house|farm house|cosy cabin|cozy cottage
        |remote cabin|hideaway|retreat|shelter|shack|family home|summer house|lone house|lone cabin|building
        |residence|remote house|small cottage|old house|quaint cottage|house with a chimney
        |house with smoke coming from the chimney|solitary house|abode|farmstead|tiny cabin|house with a roof|villa
        |croft|dacha|hovel|mansion|farm|adobe|gatehouse|manor|manor house|hunting lodge|shanty|hermitage|stable
        |stone house|brick house|timber house|half-timbered house|weekend house|holiday cottage|guest house|inn|mill
        |vicarage|bothy|log house|blockhouse|gingerbread house|fairy tale house|fairy tale cottage|toy house
        |doll's house|dollhouse|detached house|two-storey house|thatched cottage|gabled house|house with a gable
        |steep-roofed house|outpost|hostel|hideout|refuge|hacienda|dream house|ranch house|outbuilding|tiny home
        |wee house|wee cottage|house with a pointed roof|house with a steep roof|house with a smoking chimney
        |house with a dormer|cabin with a chimney|hut with a smoking chimney
        |cottage with smoke rising from the chimney|house with small windows|house where smoke rises|keeper's house
        |stone cottage|wooden cabin|wooden hut|timber cabin|crofter's cottage|lonely farm|lonely hut|lonely cabin
        |forgotten house|little farm|old farm|old barn|granary|storybook cottage|summer cottage|plank house
        |homey cottage|chocolate box cottage|pretty cottage|vacation home|vacation cabin|pied-à-terre
        |homestead house|squat house|house on its own|humble home|humble cottage""",
    "lighthouse": """lighthouse|beacon|tall lighthouse|light tower|old lighthouse|lonely lighthouse|light house
        |striped lighthouse|red and white lighthouse|coastal beacon|striped tower|red and white tower
        |white and red lighthouse|lighthouse on a cliff|lighthouse on a rock|signal tower|tower for ships
        |solitary lighthouse|lighthouse with stripes|red-and-white striped lighthouse|guiding light for ships
        |tower by the sea|seamark|sea mark|light station|lighthouse tower|navigation light|leading light|lamp tower
        |blue and white lighthouse|navy and white lighthouse|red-striped lighthouse|white lighthouse|red lighthouse
        |banded lighthouse|tower with a lantern|tower with a lamp|lantern tower|old beacon|keeper's tower
        |lighthouse on a headland|lighthouse on the rocks|lighthouse on a crag|warning light|guiding light
        |striped beacon|candy-striped lighthouse|tower with a beam|lonely beacon|beacon for sailors|red-banded tower
        |white tower with red bands|striped sea tower|round tower with a light|lighthouse with red bands
        |stripy lighthouse|tall beacon|harbour light|coast light|blue-striped lighthouse|rotating light|pharos
        |tower that guides sailors|lonely tower|sentinel of the coast""",
    "bridge": """bridge|long bridge|large bridge|viaduct|big bridge|suspension bridge|stone bridge|arched bridge
        |golden gate bridge|road bridge|bridge over the water|river crossing|red bridge|bridge with arches|overpass
        |massive bridge|bridge across the water|span|bridge spanning the water|crossing|cable-stayed bridge
        |cable bridge|truss bridge|steel bridge|iron bridge|steel arch bridge|arch bridge|bow bridge|footbridge
        |railway bridge|rail bridge|pedestrian bridge|highway bridge|hanging bridge|aqueduct|old bridge|roman bridge
        |concrete bridge|humpback bridge|modern bridge|motorway bridge|bridge with tall pylons
        |bridge with two towers|bridge with cables|bridge with piers|bridge with several arches
        |bridge with stone arches|harbour bridge|toll bridge|road across the water|link between two shores
        |steel span|stone span|drawbridge|causeway|river bridge|brooklyn bridge|tower bridge|grey bridge
        |white bridge|scarlet bridge|orange bridge|arched stone bridge|old stone bridge|golden gate style bridge
        |modern cable bridge|wide bridge|elegant bridge|slender bridge|bridge held by cables|mighty bridge
        |many-arched bridge|masonry bridge|brick bridge|iron arch|steel arch|flyover|passage over the water
        |bridge from shore to shore|pale arch bridge|pont""",
})
PLURAL = table({
    "house": """houses|cottages|somebody's home|a place to live|a cabin with lit windows|homes|huts
        |a roof and a chimney|four walls and a roof|smoke rising from a chimney|smoke from a chimney
        |smoke from the chimney|a smoking chimney|a chimney|a gable|home sweet home|somebody's house|a place to stay
        |a roof over one's head|a house all alone|a warm home|a farm building|a neighbour's house
        |shelter for the night|a hermit's home|one house|two windows and a door|somewhere to live|my dream home
        |walls and a roof|the little house|a family's home|a homely place|a hearth and home|an overnight stay
        |an airbnb|lodgings|a getaway|a holiday let""",
    "lighthouse": """lighthouses|the light of a lighthouse|a lighthouse beam|the beam of a lighthouse
        |a sweeping beam|the lamp of a lighthouse|a lighthouse keeper|a light for ships|a guiding beam
        |a lighthouse lantern|the lighthouse's beam|a beam across the water|rays from a lighthouse
        |a light for sailors|a lighthouse keeper's home|the lamp of the tower|the light of the beacon
        |a sailor's hope""",
    "bridge": """a bridge over the water|a bridge across the water|a crossing over water|bridges|the golden gate
        |arches of stone|stone arches|pylons and cables|piers and arches|bridge piers|a bridge deck|steel cables
        |a row of arches|a way across the water|the golden gate bridge|a bridge's arches|arches over the water
        |the arches of a bridge|an arch over the water|a link across the water|viaducts|bridge building
        |cables and pylons|a traffic link""",
})
VERBS = table({
    "house": """standing alone|standing there|with smoke from the chimney|with lit windows|all alone|nestled
        |nestled there|huddled there|tucked away|perched there|hidden away|waiting|with a smoking chimney
        |smoke curling from its chimney|with smoke rising|with a pointed roof|with a steep roof|with a chimney
        |with small windows|dozing|sheltering|crouching|peeking out|on its own|miles from anywhere|clinging on
        |with a garden|with a path to the door|with a winding path to the door|keeping a lamp lit|all by itself
        |huddling|lying there|with a light on|inviting you in""",
    "lighthouse": """standing tall|guiding ships|shining|standing guard|watching over the sea|on a rock|on a cliff
        |glowing|towering|rising up|sending out its beam|with its lamp lit|with its light on|casting its beam
        |blinking|flashing|sweeping its beam|watching|keeping watch|on the rocks|on a headland|on a crag
        |showing the way|warning sailors|guiding sailors home|looming|looking out|throwing its light|alight|lit
        |standing firm|defying the elements|with a rotating beam""",
    "bridge": """spanning the water|crossing the water|over the river|over the water|connecting the shores
        |over a river|leading across|stretching across|arching over the water|linking the shores|linking two shores
        |with many arches|with two towers|hanging from cables|held up by cables|doubled in the water
        |from shore to shore|looming|across the river|across the bay|on piers|reaching the other side
        |carrying a road|leading to the other side|between the banks""",
})
DOES = table({
    "house": """stands alone|stands there|nestles|huddles|sits there|crouches|waits|dozes|hides|peeks out
        |clings to the ground|looks out|sleeps|shelters|stand alone|keeps a lamp lit|smokes from its chimney
        |is waiting for you|stands all by itself""",
    "lighthouse": """shines|stands guard|guides ships|towers|sends out its beam|keeps watch|blinks|flashes
        |warns sailors|stands tall|looms|glows|watches over the water|throws its beam|stand high|shows the way""",
    "bridge": """spans the water|crosses the water|leads across|links the shores|stretches across
        |arches over the water|hangs over the water|reaches the other shore|connects the banks|looms|carries a road
        |goes over water|spans everything""",
})
OWNERS = table({
    "house": """a witch's|a farmer's|a shepherd's|grandmother's|a hermit's|a lumberjack's|a forester's|a hunter's
        |somebody's|a painter's|a writer's|my|our|a ranger's|an old woman's|a family's""",
})
# What means an object in a colour.
SPECIAL = table({
    ("house", "red"): """a red-walled house|a house with red walls|a house painted red|a red barn|a swedish house
        |red walls|a house whose walls are red|a falun red cottage|a brick-red house|a barn-red cabin
        |a scandinavian red house|a red-painted cabin|a red brick house|a house in red|a swedish cottage
        |a little red barn|a norwegian red cabin""",
    ("house", "white"): """a house with white walls|a house painted white|a whitewashed cottage|a white farmhouse
        |white walls|a house whose walls are white|a whitewashed house|a whitewashed cabin|a white-painted cottage
        |a house in white|a greek house|a chalk-white cottage|a limewashed cottage|a white villa|white plaster walls""",
    ("house", "yellow"): """a house with yellow walls|a house painted yellow|a yellow-walled cottage|yellow walls
        |a house whose walls are yellow|an ochre house|a mustard house|a yellow-painted cottage|a house in yellow
        |a lemon-coloured cottage|a sunshine-yellow house|a honey-coloured house|a saffron cottage
        |a straw-yellow cabin""",
    ("house", "blue"): """a house with blue walls|a house painted blue|a blue-walled cottage|blue walls
        |a house whose walls are blue|a sky-blue house|a blue-painted cottage|a house in blue|a navy cabin
        |a cobalt cottage|an azure house|a smurf's house|an indigo cabin""",
})
