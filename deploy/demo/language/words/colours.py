"""Words for the colours of objects, and how a colour is said of each kind of object."""

from language.tables import table

COLOUR_WORDS = table({
    "red": """red|red|red|red|red|red|red|red|red|red|crimson|scarlet|bright red|ruby|dark red|cherry red|reddish
        |vermilion|ruby red|blood-red|brick-red|brick|wine-red|maroon|burgundy|cherry|tomato-red|poppy red
        |fire-engine red|rust-red|carmine|rose-red|deep red|signal red|fiery red|blood red|claret|garnet|lobster-red
        |postbox red|strawberry red|raspberry|chilli red|lipstick red|barn red|oxblood|cardinal red|rusty red
        |vivid red|wine-coloured|terracotta|rouge|ketchup-red""",
    "white": """white|white|white|white|white|white|white|white|white|white|pale|snow-white|pure white|whitewashed
        |ivory|bright white|cream|off-white|chalk-white|chalky|pearl|pearly|pearl white|milk-white|milky|alabaster
        |eggshell|lily-white|cream-coloured|bone-white|whitish|bleached|all-white|plain white|ghost-white|swan-white
        |paper-white|porcelain|marble-white|linen|vanilla|light-coloured|creamy|chalk|silvery white""",
    "yellow": """yellow|yellow|yellow|yellow|yellow|yellow|yellow|yellow|yellow|golden|bright yellow|yellowish|lemon
        |canary yellow|sunny yellow|gold|mustard|amber|daffodil-yellow|daffodil|lemon-yellow|saffron|honey
        |honey-coloured|sunflower yellow|butter-yellow|buttery|ochre|canary|corn-yellow|banana yellow|straw-coloured
        |straw-yellow|sun-yellow|custard yellow|mustard-yellow|golden yellow|primrose yellow|maize|sulphur yellow
        |pale yellow|gilded|topaz|turmeric|gold-coloured|egg-yolk yellow|sand-yellow|dandelion yellow""",
    "blue": """blue|blue|blue|blue|blue|blue|blue|blue|blue|dark blue|navy|royal blue|azure|cobalt|bright blue
        |bluish|navy blue|indigo|deep blue|sapphire|cobalt blue|sky-blue|sky blue|azure blue|ultramarine|cerulean
        |navy-blue|light blue|midnight blue|ink-blue|peacock blue|cornflower blue|steel blue|electric blue
        |prussian blue|lapis|denim|sapphire blue|marine blue|ocean blue|petrol blue|vivid blue|blueberry|delft blue
        |pale blue|inky blue|sea-blue|baltic blue|aquamarine""",
})
# {c}: the colour's word, {a}: with its article, {n}: a noun.
PATTERNS = table({
    "boat": """a boat with {c} sails|a sailboat with {c} sails|a ship with {c} sails|a yacht with {c} sails|{c} sails
        |{a}-sailed boat|{a}-hulled boat|{a}-hulled yacht|a boat under {c} sails|{a} sail|a boat with {a} sail
        |{a} mainsail|a little sail of {c}|a {n} in {c}|a {n} with {c} sails|a {n} with {a} hull|the {n} with {c} sails
        |a {n} painted {c}|{c} canvas on the water|a {n} under {c} canvas|{a} jib and mainsail|{a} spinnaker""",
    "house": """a house with {c} walls|a {n} with {c} walls|{a}-painted house|{a}-painted {n}|{a}-walled {n}|{c} walls
        |a house whose walls are {c}|a {n} painted {c}|a {n} in {c}|{c} walls and a dark roof|the {n} with {c} walls
        |{a} {n} with a pointed roof|{a} {n} with a chimney|{a} {n} with smoke rising|a {n} whose walls are {c}""",
    "balloon": """a balloon with {c} stripes|{a}-striped balloon|{a} and white striped balloon|{a} and white balloon
        |{a} striped balloon|a {n} in {c}|a balloon striped in {c}|a {n} with {c} bands|{a} balloon with white bands
        |{a} canopy|{a} canopy and a basket|{c} silk in the sky|{a} balloon with a basket|{a} envelope
        |a {n} with {c} panels""",
    "flowers": """flowers in {c}|{c} petals|a carpet of {c} flowers|{c} dots in the grass|{c} flowers everywhere
        |flowers of {c}|{c} blossoms in the grass|a bed of {c} flowers|a patch of {c} tulips|{c} flower heads
        |a field full of {c} flowers|{c} tulips in the garden|lots of {c} flowers|a sea of {c} blossoms
        |{c} flowers in the foreground|{c} flowers all around|a garden of {c} flowers|blossoms in {c}""",
})
