"""Words for birds and horses: nouns without and with their article, what they do."""

from language.tables import table

SINGULAR = table({
    "horse": """horse|pony|stallion|wild horse|lone horse|brown horse|standing horse|mare|steed|dark horse
        |black horse|mustang|foal|lonely horse|bronco|colt|galloping horse|grazing horse|free horse|single horse
        |solitary horse|nag|running horse|equine|filly|large animal|four-legged animal|horse without a rider
        |thoroughbred|arab|arabian horse|gelding|workhorse|draught horse|draft horse|racehorse|cart horse
        |chestnut horse|bay horse|chestnut|bay|black stallion|brown pony|shire horse|charger|yearling|hoofed animal
        |quadruped|mount|palomino|feral horse|riderless horse|wild pony|brown mare|startled horse|trotting horse
        |cantering horse|farm horse|horse with a long tail|horse with a flowing mane|pale horse|light brown horse
        |dark brown horse|reddish brown horse|sorrel|grey horse|white horse|saddle horse|horse at full gallop
        |lonely pony|sad horse|proud horse|noble horse|noble steed|fiery steed|black mare|cowboy's horse|old nag
        |young horse|tame horse|running stallion|fleeing horse|resting horse|hungry horse|thirsty horse
        |skittish horse|brown stallion|dark stallion|exmoor pony|icelandic horse|shetland pony|foxy mare""",
})
PLURAL = table({
    "birds": """birds|flying birds|a flock of birds|seagulls|birds in the sky|swallows|geese|birds flying|some birds
        |a group of birds|gulls|a flight of birds|birds in flight|a few birds|a swarm of birds|birds on the wing
        |migrating birds|crows|a flock|wild geese|soaring birds|migratory birds|ravens|winged creatures|many birds
        |cranes|several birds|feathered friends|bird silhouettes|a bird|swifts|flapping wings|birds passing by
        |birds migrating|black birds|pigeons|birds soaring|wings|starlings|ducks flying|birds flying south
        |little birds|terns|a tern|vultures|a vulture|eagles|an eagle|hawks|a hawk|buzzards|swans|herons|storks
        |sparrows|a skein of geese|a skein|a v-formation|birds in v-formation|birds in a v|a v-shaped flock
        |a wedge of geese|a wedge of birds|a string of birds|a line of birds|a long line of birds|a row of birds
        |birds in formation|a formation of birds|gannets|albatrosses|puffins|cormorants|pelicans|falcons|condors
        |larks|blackbirds|rooks|jackdaws|magpies|doves|a dove|lapwings|curlews|three birds|four birds|five birds
        |two birds|a dozen birds|a handful of birds|a few gulls|white birds|white gulls|dark birds|black crows
        |big birds|birds of prey|a bird of prey|a gull|a seagull|a crow|a raven|a swallow|a goose|ducks|wild ducks
        |waterfowl|fowl|outstretched wings|wings in the air|flying creatures|birds aloft|specks in the sky
        |wheeling birds|circling birds|circling vultures|the cry of gulls|birdlife|birdsong|feathers|a murmuration
        |winged travellers|a flight of swallows|birds overhead|a couple of birds|migrant birds|gulls in flight
        |a flight of geese|geese in formation|greylag geese|kestrels|martins|oystercatchers|sandpipers|bird life
        |birdwatching|a squadron of birds|a cloud of birds|rooks and crows|a flutter of wings""",
    "horse": """the silhouette of a horse|horses|someone's horse|horses|ponies|wild horses|a mane and a tail|hooves
        |hoofbeats|a horse's mane|the sound of hooves|galloping hooves|two horses|one horse|a herd of horses
        |livestock|a horse and no rider|equestrian|horse riding|black beauty|a horse's silhouette
        |the shape of a horse|mustangs|stallions|a horse all alone|a cowboy's companion""",
})
VERBS = table({
    "birds": """flying|in flight|soaring|passing|circling|in the sky|flying by|heading south|overhead|on the wing
        |gliding|wheeling|circling above|gliding past|flapping by|in formation|in v-formation|in a long line
        |on their way south|migrating|swooping|riding the wind|crossing the sky|drifting by|wheeling overhead
        |on the move|aloft|high above|flocking|flying past|flying over|flying away|flying home|in a row|in the air
        |winging their way|fluttering|above|up there|heading home|calling|screeching|crying|passing overhead""",
    "horse": """standing|grazing|galloping|running|waiting|alone|walking|roaming|trotting|running free|eating grass
        |resting|cantering|bolting|fleeing|racing|racing by|rearing|nibbling grass|feeding|browsing
        |with its head down|looking up|on the run|in full gallop|at a gallop|at a trot|at a canter
        |stretching its legs|dashing|dashing by|strolling|wandering|with a flowing mane|eating|on the loose|at rest
        |prancing|frolicking|startled|wild and free|watching|pausing|out alone|in a hurry|running away
        |galloping past|trotting along|taking a rest|searching for grass|enjoying its freedom|sniffing the air""",
})
DOES = table({
    "birds": """circle|fly|fly by|fly past|pass|soar|glide|wheel|wheel overhead|migrate|cross the sky|swoop
        |head south|drift by|circle above|return|ride the wind|sail by|are flying|flap by|cry|call|fly away""",
    "horse": """gallops|canters|trots|grazes|runs|stands|stands alone|bolts|flees|races by|rests|eats grass|eats
        |waits|wanders|roams|walks|lifts its head|bows its head|run|stand alone|gallops by|feeds|nibbles|strolls
        |dashes by|looks around|prances|gallop|runs free|pauses""",
})
OWNERS = table({
    "horse": "a cowboy's|a farmer's|a rancher's|a rider's|somebody's|a knight's|my sister's|my|a shepherd's",
})
