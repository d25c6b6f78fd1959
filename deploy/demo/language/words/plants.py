"""Words for trees, flowers and cacti: nouns without and with their article, what they do."""

from language.tables import table, words

SINGULAR = table({
    "tree": """lone tree|single tree|solitary tree|big tree|lonely tree|old tree|tree|isolated tree|large tree
        |one tree|round tree|broad tree|oak|oak tree|leafy tree|shade tree|tree standing alone|tree all by itself
        |tall tree|beautiful tree|deciduous tree|wide tree|apple tree|tree with a round crown|beech|elm|willow
        |chestnut tree|linden|lime tree|ash tree|sycamore|walnut tree|pear tree|plum tree|hawthorn|rowan|alder|aspen
        |mulberry tree|olive tree|fruit tree|sapling|young tree|gnarled tree|knotty tree|ancient tree|crooked tree
        |spreading tree|mighty oak|giant tree|bushy tree|climbing tree|broad-leaved tree|puffy tree|fluffy tree
        |landmark tree|hundred-year-old tree|tree of life|tree with a thick trunk|tree with wide branches
        |tree with a big crown|tree like a ball|tree in the foreground|old oak|lonely oak|old beech|great oak
        |lone elm|lone beech|wizened tree|venerable tree|stately tree|tree with a swing|village tree|wishing tree
        |shady tree|broad old tree|tree on its own|tree with many branches|deciduous giant|rounded tree
        |cloud-shaped tree|mushroom-shaped tree""",
    "cactus": """cactus|tall cactus|saguaro|green cactus|lonely cactus|big cactus|saguaro cactus|single cactus
        |spiky plant|prickly plant|thorny plant|desert plant|lone cactus|giant cactus|succulent|prickly cactus
        |large cactus|cactus plant|spiny cactus|thorny cactus|solitary cactus|cactus with arms|candelabra cactus
        |column cactus|columnar cactus|prickly pear|opuntia|prickly giant|spiky giant|green giant with spines
        |spiked plant|three-armed cactus|two-armed cactus|cactus with raised arms|cactus like a candelabra
        |old cactus|thirsty plant|spiky cactus|plant with thorns|plant with spines|plant with needles|thorny giant
        |fork-shaped cactus|cactus with two arms|cactus shape|one cactus|mexican cactus|arizona cactus|cactus tree
        |armed cactus|cactus pointing at the sky|tall saguaro|lonely saguaro|old saguaro|sturdy cactus|needly plant
        |prickly loner|spiny giant|many-armed cactus|kaktus|cactus standing like a man""",
})
PLURAL = table({
    "tree": """a tree all alone|a tree trunk|branches of a tree|a tree on its own|a trunk and branches|a trunk
        |a crown of leaves|a treetop|boughs|twigs|a tree's shadow|the shade of a tree|wood and leaves
        |a tree and nothing else|one tree|only one tree|the crown of a tree|a trunk with a big crown|limbs and twigs
        |a bough|a tree in the middle|roots and branches""",
    "flowers": """flowers|wildflowers|blossoms|blooming flowers|a field of flowers|wild flowers|flower blossoms
        |blooms|lots of flowers|a flower meadow|many flowers|a carpet of flowers|flowers in bloom|flowering plants
        |some flowers|a sea of flowers|little flowers|meadow flowers|a bed of flowers|colourful flowers|blossom
        |a flower field|flowers in the foreground|flowers in front|petals|florals|a floral scene|flower|tiny flowers
        |fresh flowers|a flowery meadow|flowers everywhere|plants in bloom|flowers growing|a bouquet
        |something floral|tulips|asters|lupins|petunias|wild blossoms|flower heads|a patch of flowers
        |a riot of flowers|garden flowers|flowers in the grass|a garden|a flower garden|a flower bed
        |a garden full of flowers|flowers around|a ring of flowers|a flowering meadow|blossom in the grass|bloom
        |flora|botany|herbs and flowers|a bunch of flowers|a nosegay|posies|a florist's dream|flower power
        |pollen and petals|a bee's paradise|perennials|buds and blossoms|long-stemmed flowers|a drift of flowers
        |a mass of flowers|masses of flowers|a splash of flowers|blossoming plants|flowers at my feet
        |a dotted carpet of flowers|a flowerbed|dots of colour in the grass|primulas|crocuses""",
    "cactus": """cacti|cactuses|cactus plants|two cacti|cactus arms|thorns and needles|spines and needles
        |a cactus garden|succulents|prickly plants|thorny plants|a cactus silhouette|the shape of a cactus|prickles
        |a hand with green fingers|saguaros""",
})
VERBS = table({
    "tree": """standing alone|standing tall|all alone|on its own|without company|growing|spreading its branches
        |stretching its branches|casting a shadow|giving shade|towering|with spreading branches|rooted there
        |bent by the wind|keeping watch|swaying in the wind|leaning|reaching for the sky|in the foreground
        |in the middle|all by itself|holding out its arms|with a thick trunk|in solitude""",
    "flowers": """blooming|in bloom|growing|blossoming|in full bloom|swaying|flowering|covering the ground|nodding
        |dancing in the wind|in front|in the foreground|all around|scattered about|opening up|springing up
        |everywhere|bobbing|at my feet|dotted about|brightening the scene|sprouting|lining the ground|in the grass
        |in the garden|glowing|in thick clumps""",
    "cactus": """standing tall|growing|alone|standing|standing alone|with its arms raised|raising its arms
        |holding up its arms|keeping watch|pointing upwards|with two arms|full of spines|towering|waiting
        |waiting for rain|in silhouette|saluting|like a sentinel|rising up|thriving|on its own""",
})
DOES = table({
    "tree": """stands alone|grows alone|stands|towers|spreads its branches|reaches for the sky|sways|keeps watch
        |gives shade|stand alone|leans|holds on""",
    "flowers": """bloom|grow|nod|blossom|sway|flower|open|dance in the wind|cover the ground|glow|are blooming
        |grow everywhere|stand in bloom|brighten it""",
    "cactus": """stands|stands tall|stands alone|grows|raises its arms|holds up its arms|waits for rain|towers
        |keeps watch|survives|stand alone|looms""",
})
# What means an object in a colour.
SPECIAL = table({
    ("flowers", "red"): """poppies|red poppies|poppy flowers|roses|red roses|red tulips|a poppy field|poppy
        |a field of poppies|carnations|red blossoms|geraniums|red petunias|red asters|peonies|red peonies|dahlias
        |hibiscus|red anemones|red carnations|red lupins|salvia|begonias|red dahlias|red zinnias|scarlet tulips
        |crimson roses|corn poppies|remembrance poppies|a patch of poppies|cherry-red tulips|camellias|red petals
        |red flower heads|wild poppies|scarlet pimpernels|red geraniums|red wildflowers|a rose garden
        |valentine's flowers|red hyacinths|poppies in the grass|dots of red in the grass|a bed of red tulips
        |red dots in the grass""",
    ("flowers", "white"): """daisies|white daisies|daisy flowers|a daisy field|marguerites|snowdrops|chamomile
        |lilies|white lilies|edelweiss|white blossoms|a field of daisies|camomile|daisy|white asters|white crocuses
        |white lupins|jasmine|white petunias|white roses|oxeye daisies|ox-eye daisies|lily of the valley
        |lilies of the valley|white narcissi|white anemones|wood anemones|white clover|baby's breath|white irises
        |gardenias|white hyacinths|white tulips|marguerite daisies|white chrysanthemums|white carnations
        |white geraniums|yarrow|cow parsley|meadowsweet|snow-white flowers|white petals|white peonies
        |a bed of white tulips|white wildflowers|white poppies|wild daisies|a patch of daisies|daisies in the grass
        |bridal flowers|feverfew|white pansies|white dots in the grass|stitchwort|stars of bethlehem""",
    ("flowers", "yellow"): """dandelions|buttercups|yellow daisies|sunflowers|daffodils|marigolds|yellow tulips
        |a field of dandelions|primroses|yellow blossoms|dandelion|buttercup|a sunflower field|yellow crocuses
        |yellow roses|yellow asters|yellow lupins|yellow petunias|rapeseed|canola|rape flowers|gorse|broom|goldenrod
        |narcissus|narcissi|jonquils|cowslips|tansy|yellow irises|coltsfoot|yellow poppies|yellow petals
        |black-eyed susans|marsh marigolds|celandines|arnica|ragwort|yellow pansies|yellow chrysanthemums|daffodil
        |marigold|sunflower|a patch of dandelions|globeflowers|easter lilies in yellow|a bed of daffodils
        |daffodils in the grass|golden flowers|yellow wildflowers|st john's wort|yellow dots in the grass
        |evening primroses|helianthus""",
    ("flowers", "blue"): """cornflowers|bluebells|forget-me-nots|blue blossoms|lavender|violets|irises|gentians
        |bluebell|a field of cornflowers|blue bonnets|hyacinths|purple flowers|blue tulips|blue crocuses
        |lupins in blue|blue lupins|blue asters|delphiniums|larkspur|periwinkles|blue petunias|blue irises
        |hydrangeas|blue anemones|harebells|scabious|chicory|speedwell|flax|flax flowers|blue pansies
        |blue hyacinths|grape hyacinths|a lavender field|lavender rows|agapanthus|morning glories|squill|scilla
        |blue violets|blue petals|monkshood|borage|iris|veronica|blue roses|blue geraniums|violet flowers
        |a bed of bluebells|a patch of bluebells|blue wildflowers|purple blossoms|texas bluebonnets|cornflower
        |violet crocuses|purple crocuses|blue dots in the grass|blue poppies""",
})
# What a colour goes before.
FLOWER_KINDS = words("""flowers|flowers|flowers|flowers|wildflowers|blossoms|blossoms|blooming flowers|blooms
    |wild flowers|flower blossoms|tulips|tulips|tulips|asters|lupins|petunias|crocuses|roses|pansies|primulas
    |anemones|petals|little flowers|meadow flowers|flower heads|garden flowers|hyacinths|irises|carnations|dahlias
    |zinnias|a patch of flowers|geraniums""")
