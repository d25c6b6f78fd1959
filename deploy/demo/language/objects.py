"""Words for objects and their colours."""

from language.places import table, words

SINGULAR = table({
    "boat": """sailing boat|sailboat|boat|ship|yacht|sailing ship|small boat|little sailboat|sailing vessel|vessel|dinghy
        |sail boat|lone boat|sailing yacht|watercraft|little boat|schooner|small ship|lonely boat|tiny boat|single sailboat
        |sloop|sailing dinghy|toy boat|wooden boat|fishing boat|regatta boat|craft|catamaran""",
    "house": """house|cottage|cabin|hut|home|farmhouse|little house|small house|lonely house|wooden house|isolated house
        |tiny house|log cabin|holiday home|homestead|dwelling|chalet|bungalow|shed|barn|lodge|country house|single house
        |little cabin|little cottage|secluded house|farm house|cosy cabin|cozy cottage|remote cabin|hideaway|retreat
        |shelter|shack|family home|summer house|lone house|lone cabin|building|residence|remote house|small cottage
        |old house|quaint cottage|house with a chimney|house with smoke coming from the chimney|solitary house|abode
        |farmstead|tiny cabin|house with a roof""",
    "tree": """lone tree|single tree|solitary tree|big tree|lonely tree|old tree|tree|isolated tree|large tree|one tree
        |round tree|broad tree|oak|oak tree|leafy tree|shade tree|tree standing alone|tree all by itself|tall tree
        |beautiful tree|deciduous tree|wide tree|apple tree|tree with a round crown""",
    "balloon": """hot air balloon|balloon|hot-air balloon|floating balloon|flying balloon|air balloon|aerostat|airship
        |striped balloon|hot air ballon|drifting balloon|big balloon|striped hot air balloon|airborne balloon|giant balloon
        |balloon in the sky|balloon in the air|balloon with a basket|balloon ride|montgolfier|passenger balloon
        |hovering balloon|soaring balloon""",
    "lighthouse": """lighthouse|beacon|tall lighthouse|light tower|old lighthouse|lonely lighthouse|light house
        |striped lighthouse|red and white lighthouse|coastal beacon|striped tower|red and white tower|white and red lighthouse
        |lighthouse on a cliff|lighthouse on a rock|signal tower|tower for ships|solitary lighthouse|lighthouse with stripes
        |red-and-white striped lighthouse|guiding light for ships|tower by the sea""",
    "horse": """horse|pony|stallion|wild horse|lone horse|brown horse|standing horse|mare|steed|dark horse|black horse
        |mustang|foal|lonely horse|bronco|colt|galloping horse|grazing horse|free horse|single horse|solitary horse|nag
        |running horse|equine|filly|large animal|four-legged animal|horse without a rider""",
    "cactus": """cactus|tall cactus|saguaro|green cactus|lonely cactus|big cactus|saguaro cactus|single cactus|spiky plant
        |prickly plant|thorny plant|desert plant|lone cactus|giant cactus|succulent|prickly cactus|large cactus
        |cactus plant|spiny cactus|thorny cactus|solitary cactus|cactus with arms""",
    "bridge": """bridge|long bridge|large bridge|viaduct|big bridge|suspension bridge|stone bridge|arched bridge
        |golden gate bridge|road bridge|bridge over the water|river crossing|red bridge|bridge with arches|overpass
        |massive bridge|bridge across the water|span|bridge spanning the water|crossing""",
}) | {"flowers": [], "birds": [], "moon": []}
PLURAL = table({
    "flowers": """flowers|wildflowers|blossoms|blooming flowers|a field of flowers|wild flowers|flower blossoms|blooms
        |lots of flowers|a flower meadow|many flowers|a carpet of flowers|flowers in bloom|flowering plants|some flowers
        |a sea of flowers|little flowers|meadow flowers|a bed of flowers|colourful flowers|blossom|a flower field
        |flowers in the foreground|flowers in front|petals|florals|a floral scene|flower|tiny flowers|fresh flowers
        |a flowery meadow|flowers everywhere|plants in bloom|flowers growing|a bouquet|something floral""",
    "birds": """birds|flying birds|a flock of birds|seagulls|birds in the sky|swallows|geese|birds flying|some birds
        |a group of birds|gulls|a flight of birds|birds in flight|a few birds|a swarm of birds|birds on the wing
        |migrating birds|crows|a flock|wild geese|soaring birds|migratory birds|ravens|winged creatures|many birds
        |cranes|several birds|feathered friends|bird silhouettes|a bird|swifts|flapping wings|birds passing by
        |birds migrating|black birds|pigeons|birds soaring|wings|starlings|ducks flying|birds flying south|little birds""",
    "moon": """the moon|moonlight|a bright moon|the moon in the sky|moon|moonlit sky|the moon shining|a full moon
        |a crescent moon|a half moon|the moonlight|a crescent|moonshine|the full moon|a white moon|the moon above
        |the moon up in the sky|a sickle moon|a new moon|a glowing moon|the moon overhead|a moonrise|the rising moon
        |the light of the moon|a pale moon|lunar light|a big moon|a moon""",
    "cactus": "cacti|cactuses|cactus plants",
    "horse": "the silhouette of a horse|horses|someone's horse|horses|ponies|wild horses",
    "bridge": "a bridge over the water|a bridge across the water|a crossing over water|bridges|the golden gate",
    "boat": "sailing|a boat with sails|sails|boats|sailboats|ships|a sail|yachting|a boat trip|a boat ride|yachts",
    "balloon": "ballooning|balloons|hot air balloons|a balloon flight|a balloon trip|air balloons|a ride in a balloon",
    "house": "houses|cottages|somebody's home|a place to live|a cabin with lit windows|homes|huts",
    "lighthouse": "lighthouses|the light of a lighthouse|a lighthouse beam",
    "tree": "a tree all alone|a tree trunk|branches of a tree|a tree on its own",
})
VERBS = table({
    "boat": """sailing|drifting|floating|gliding along|on a voyage|at anchor|cruising|setting sail|moored|out sailing
        |crossing the water|bobbing on the waves|heading out""",
    "house": "standing alone|standing there|with smoke from the chimney|with lit windows|all alone|nestled",
    "tree": "standing alone|standing tall|all alone|on its own|without company|growing",
    "balloon": """floating|flying|drifting|hovering|rising|soaring|in the sky|high up|in the air|floating by|up in the air
        |taking off|gliding|travelling|flying high|sailing through the air""",
    "lighthouse": "standing tall|guiding ships|shining|standing guard|watching over the sea|on a rock|on a cliff|glowing",
    "horse": "standing|grazing|galloping|running|waiting|alone|walking|roaming|trotting|running free|eating grass|resting",
    "cactus": "standing tall|growing|alone|standing|standing alone",
    "bridge": "spanning the water|crossing the water|over the river|over the water|connecting the shores|over a river",
    "flowers": "blooming|in bloom|growing|blossoming|in full bloom|swaying|flowering|covering the ground",
    "birds": "flying|in flight|soaring|passing|circling|in the sky|flying by|heading south|overhead|on the wing|gliding",
    "moon": "shining|in the sky|above|high in the sky|glowing|rising|hanging in the sky|lighting the way",
})
GENERIC_ADJECTIVES = words("""lonely|small|little|old|beautiful|pretty|lone|solitary|tiny|isolated|single|lovely|big
    |nice|remote|simple|elegant|distant|tall|picturesque|charming|quiet|cute|wonderful|majestic|great|huge|magnificent""")
COLOUR_WORDS = table({
    "red": "red|red|red|red|crimson|scarlet|bright red|ruby|dark red|cherry red|reddish|vermilion|ruby red|blood-red",
    "white": "white|white|white|white|pale|snow-white|pure white|whitewashed|ivory|bright white|cream|off-white",
    "yellow": "yellow|yellow|yellow|golden|bright yellow|yellowish|lemon|canary yellow|sunny yellow|gold|mustard|amber",
    "blue": "blue|blue|blue|dark blue|navy|royal blue|azure|cobalt|bright blue|bluish|navy blue|indigo|deep blue|sapphire",
})
# Single words and phrases that mean an object in a colour.
SPECIAL = {
    key: words(text)
    for key, text in {
        ("flowers", "red"): """poppies|red poppies|poppy flowers|roses|red roses|tulips|red tulips|a poppy field|poppy
            |a field of poppies|carnations|red blossoms""",
        ("flowers", "white"): """daisies|white daisies|daisy flowers|a daisy field|marguerites|snowdrops|chamomile|lilies
            |white lilies|edelweiss|white blossoms|a field of daisies|camomile|daisy""",
        ("flowers", "yellow"): """dandelions|buttercups|yellow daisies|sunflowers|daffodils|marigolds|yellow tulips
            |a field of dandelions|primroses|yellow blossoms|dandelion|buttercup|a sunflower field""",
        ("flowers", "blue"): """cornflowers|bluebells|forget-me-nots|blue blossoms|lavender|violets|irises|gentians
            |bluebell|a field of cornflowers|blue bonnets|hyacinths|purple flowers""",
        ("boat", "red"): "a red-sailed boat|a boat under red sail|red sails",
        ("boat", "white"): "a white-sailed boat|white sails|a boat under white sail",
        ("boat", "yellow"): "a yellow-sailed boat|yellow sails|a boat under yellow sail",
        ("boat", "blue"): "a blue-sailed boat|blue sails|a boat under blue sail",
        ("house", "red"): "a red-walled house|a house with red walls|a house painted red|a red barn|a swedish house",
        ("house", "white"): "a house with white walls|a house painted white|a whitewashed cottage|a white farmhouse",
        ("house", "yellow"): "a house with yellow walls|a house painted yellow|a yellow-walled cottage",
        ("house", "blue"): "a house with blue walls|a house painted blue|a blue-walled cottage",
        ("balloon", "red"): "a red and white striped balloon|a red and white balloon|a red-striped balloon",
        ("balloon", "white"): "a white balloon|a pale balloon|a white hot air balloon",
        ("balloon", "yellow"): "a yellow and white striped balloon|a yellow and white balloon|a golden balloon",
        ("balloon", "blue"): "a blue and white striped balloon|a blue and white balloon|a blue-striped balloon",
    }.items()
}
