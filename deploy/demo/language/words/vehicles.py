"""Words for boats and balloons: nouns without and with their article, what they do."""

from language.tables import table

SINGULAR = table({
    "boat": """sailing boat|sailboat|boat|ship|yacht|sailing ship|small boat|little sailboat|sailing vessel|vessel
        |dinghy|sail boat|lone boat|sailing yacht|watercraft|little boat|schooner|small ship|lonely boat|tiny boat
        |single sailboat|sloop|sailing dinghy|toy boat|wooden boat|fishing boat|regatta boat|craft|catamaran|ketch
        |junk|chinese junk|gondola|skiff|cutter|galleon|caravel|barque|brig|brigantine|clipper|dhow|lugger
        |rowing boat|ferry|wherry|smack|fishing smack|yawl|cog|pirate ship|frigate|windjammer|tall ship|trimaran
        |two-master|two-masted ship|three-master|trawler|canoe|barge|punt|felucca|sampan|racing yacht|old ship
        |pleasure boat|excursion boat|galley|longship|viking ship|square-rigger|merchant ship|keelboat|raft|steamer
        |motorboat|cruise ship|freighter|model boat|paper boat|boat with two masts|boat with a tall mast
        |boat with a mast|ship with two masts|ship with full sails|boat under full sail|sailer|day sailer
        |old fishing boat|wee boat|houseboat|jolly boat|rowboat|row boat|longboat|cockleshell|yacht with three sails
        |little yacht|lonely sail|single sail|little sail""",
    "balloon": """hot air balloon|balloon|hot-air balloon|floating balloon|flying balloon|air balloon|aerostat
        |airship|striped balloon|hot air ballon|drifting balloon|big balloon|striped hot air balloon
        |airborne balloon|giant balloon|balloon in the sky|balloon in the air|balloon with a basket|balloon ride
        |montgolfier|passenger balloon|hovering balloon|soaring balloon|montgolfiere|dirigible|zeppelin|blimp
        |airship balloon|gas balloon|sky balloon|striped canopy|patterned balloon|round balloon|ballon
        |balloon with passengers|balloon with a wicker basket|balloon with a gondola|balloon with its burner lit
        |balloon with its burner on|balloon with stripes|balloon with bands|banded balloon|panelled balloon
        |plain balloon|silk balloon|sightseeing balloon|fire balloon|flying machine|balloon aloft|lone balloon
        |tiny balloon|lonely balloon|lofty balloon|hot air ballooon|drifting air balloon|balloon up high
        |two-tone balloon|stripy balloon|stripey balloon|gondola with a canopy|basket and canopy|tourist balloon
        |pleasure balloon|weather balloon|bulb-shaped balloon|floating globe|balloon over the land""",
})
PLURAL = table({
    "boat": """sailing|a boat with sails|sails|boats|sailboats|ships|a sail|yachting|a boat trip|a boat ride|yachts
        |a sail on the horizon|a lonely sail|a lone sail|one small sail|a little sail|one sail|the masts of a boat
        |masts|a mast and sails|a hull and sails|a mainsail and a jib|the boat's sails|a spinnaker|a jib|a hull
        |rigging|billowing sails|full sails|canvas in the wind|a flotilla|a regatta|a fleet of boats|a skipper
        |a sailor|sailors|a captain and his ship|a sailing trip|two boats|one boat|boating|a sailor's life
        |a sailing holiday|wind in the sails|sailcloth|a boatman|a crew|three sails|hulls|a fisherman
        |a fisherman's boat|pirates|seafarers|shipping|a sailing regatta|a voyage""",
    "balloon": """ballooning|balloons|hot air balloons|a balloon flight|a balloon trip|air balloons
        |a ride in a balloon|a basket under a balloon|a wicker basket in the air|a gondola and canopy
        |a gondola in the sky|an aeronaut|aeronauts|a balloonist|balloonists|a burner flame in the sky
        |around the world in eighty days|a balloon festival|a silent flight|lighter than air|one balloon
        |a striped canopy in the sky|two balloons|a flight in a basket|hot air|up in a balloon|a ballooning trip
        |a sky ride|a canopy and a basket|a flame under a canopy|a gas burner in the sky|passengers in a basket
        |a balloon pilot|a bird's eye trip|stripes in the sky|montgolfiers""",
})
VERBS = table({
    "boat": """sailing|drifting|floating|gliding along|on a voyage|at anchor|cruising|setting sail|moored
        |out sailing|crossing the water|bobbing on the waves|heading out|tacking|heeling over
        |running before the wind|under full sail|with full sails|with billowing sails|with sails set|gliding past
        |passing by|fighting the wind|lying at anchor|anchored|becalmed|leaving the harbour|coming home
        |returning to harbour|racing|rocking gently|rolling|tied up|docked|heading home|alone on the water
        |ploughing on|scudding along|skimming the water|caught in the wind|fighting past|with a single mast
        |with two masts|in the middle|on its way|far from home|slipping by|riding the waves""",
    "balloon": """floating|flying|drifting|hovering|rising|soaring|in the sky|high up|in the air|floating by
        |up in the air|taking off|gliding|travelling|flying high|sailing through the air|gliding past|passing
        |passing by|drifting past|drifting away|sailing by|climbing|ascending|descending|landing|aloft|going up
        |with its burner lit|lit from inside|glowing|lit up|with a basket below|floating high|floating high above
        |in mid-air|on a silent flight|carried by the wind|suspended in the air|drifting slowly|up above
        |on its travels|high above|looking down on it all""",
})
DOES = table({
    "boat": """sails|sails by|drifts|floats|glides past|glides along|passes|lies at anchor|crosses the water
        |heads home|comes home|rocks|tacks|heels|sets sail|rides the waves|waits|bobs|cruises|leaves the harbour
        |sail|drift alone|sails away|goes by""",
    "balloon": """floats|flies|drifts|drifts by|rises|soars|hovers|hangs in the air|passes|sails through the air
        |glides|floats by|climbs|takes off|fly high|travels|hangs in the sky""",
})
OWNERS = table({
    "boat": "a sailor's|a fisherman's|grandfather's|somebody's|a pirate's|a captain's|the skipper's|my|my uncle's",
    "balloon": "an aeronaut's|somebody's|a tourist's|a pilot's|an adventurer's",
})
# What means an object in a colour.
SPECIAL = table({
    ("boat", "red"): """a red-sailed boat|a boat under red sail|red sails|a red-hulled boat|a boat with a red hull
        |a boat with rust-red sails|a ship with scarlet sails|a red spinnaker|a crimson sail|a scarlet sail
        |a red sail|scarlet sails|a red junk|a boat painted red""",
    ("boat", "white"): """a white-sailed boat|white sails|a boat under white sail|a white-hulled boat
        |a boat with a white hull|a white sail|one white sail|a boat with snow-white sails|a ship with white canvas
        |a white spinnaker|a boat painted white|sails as white as swans|a boat with cream sails
        |a white wing on the water""",
    ("boat", "yellow"): """a yellow-sailed boat|yellow sails|a boat under yellow sail|a yellow-hulled boat
        |a boat with a yellow hull|a yellow sail|a gold sail|a golden sail|a boat with golden sails|golden sails
        |a ship with mustard sails|a yellow spinnaker|a boat painted yellow|saffron sails""",
    ("boat", "blue"): """a blue-sailed boat|blue sails|a boat under blue sail|a blue-hulled boat
        |a boat with a blue hull|a blue sail|a sail of blue|a boat with navy sails|a ship with azure sails
        |azure sails|a blue spinnaker|a boat painted blue|cobalt sails|a ship under blue canvas""",
    ("balloon", "red"): """a red and white striped balloon|a red and white balloon|a red-striped balloon
        |a balloon with red stripes|a balloon with red bands|a red white balloon|a red and white canopy
        |a red-and-white balloon|red silk|a scarlet envelope|a balloon striped in red|a red-banded balloon
        |a strawberry-coloured balloon|a cherry in the sky|a balloon like a tomato""",
    ("balloon", "white"): """a white balloon|a pale balloon|a white hot air balloon|a balloon as white as snow
        |a pearl-white balloon|an ivory balloon|a balloon striped in white and grey|a ghost-white balloon
        |a plain white balloon|a white canopy|white silk in the sky|a balloon in white|a pale canopy""",
    ("balloon", "yellow"): """a yellow and white striped balloon|a yellow and white balloon|a golden balloon
        |a balloon with yellow stripes|a balloon with yellow bands|a yellow white balloon|a yellow and white canopy
        |a yellow balloon with white bands|a yellow-striped balloon|a balloon like a lemon|a lemon in the sky
        |a second sun, a yellow balloon|yellow silk|a saffron balloon|a balloon striped in yellow""",
    ("balloon", "blue"): """a blue and white striped balloon|a blue and white balloon|a blue-striped balloon
        |a balloon with blue stripes|a balloon with blue bands|a blue white balloon|a blue and white canopy
        |a blue-and-white balloon|a blue-banded balloon|a balloon striped in blue|an azure envelope|blue silk
        |a cobalt balloon|a navy balloon""",
})
