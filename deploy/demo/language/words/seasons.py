"""Words for the seasons and for snow that lies."""

from language.tables import table, words

ADVERBS = table({
    "spring": """in spring|in springtime|in the spring|with fresh spring colours|in april|in may|when spring comes
        |in early spring|with blossoming trees|with pink blossoms|in the springtime|in march|in blossom|at easter
        |with trees in bloom|with cherry blossoms|in early april|in mid-may|when trees bloom|when the cherries bloom
        |when everything blossoms|with blossom on the trees|with pink trees|with trees in pink blossom
        |in cherry blossom time|in blossom season|in the merry month of may|with fresh young green|with young leaves
        |with light green leaves|with fresh green leaves|after the winter|when nature awakes|as nature awakens
        |with spring in the air|in the first days of spring|with rose-coloured blossoms|with light green grass
        |in tender green|in sakura season|on mother's day|on may day|with budding trees|under blossoming branches
        |past the first blossoms|with a pink tree like candyfloss""",
    "summer": """in summer|in summertime|in the summer|with green summer grass|in july|in august|in june
        |in midsummer|on summer holidays|in high summer|on a summer day|with lush green|with green leaves
        |in the height of summer|on a summer's day|in the school holidays|in the summer holidays|in haymaking time
        |during the summer months|with rich green foliage|with deep green foliage|with dark green trees|in full leaf
        |with trees in full leaf|with leafy trees|in the dog days|at midsummer|with juicy green grass
        |with emerald grass|with lush green trees|in holiday season|with thick foliage|with dense foliage
        |in the warm season|with dark green leaves""",
    "autumn": """in autumn|in fall|with autumn colours|with orange leaves|in the fall|with autumn leaves|in october
        |with golden autumn foliage|in november|in september|with autumn colors|with fall colors|with fall foliage
        |with red and orange trees|with orange trees|with golden leaves|in indian summer|with yellow leaves
        |with colourful leaves|with brown leaves|at halloween|at thanksgiving|with red leaves|in the autumn
        |with orange and yellow trees|with rust-coloured trees|during fall|during autumn|in harvest time
        |with russet leaves|with copper leaves|with rusty leaves|with tawny grass|with ochre grass|with amber leaves
        |with fiery foliage|in mid-october|with blazing foliage|with maroon leaves|with dark red leaves
        |with leaves turning|with falling leaves|as leaves fall|when leaves turn red|when leaves turn yellow
        |in late autumn|in early autumn|around halloween|in pumpkin season|at harvest time|after the harvest
        |in russet tones|in earthy autumn tones|in browns and oranges|with golden grass|with brown grass
        |with straw-coloured grass|with bronze leaves|with yellowing leaves|in foliage season|with rust-red trees
        |with orange and red treetops|in brown and gold|in gold and russet|with yellow and brown leaves
        |in the brown season|on a november day|with crimson leaves|in the colours of fall|with tawny hills around
        |in rusty tones|with withered grass""",
    "winter": """in winter|in wintertime|in the winter|in a winter landscape|in january|in december|in february
        |during winter|in the depths of winter|in midwinter|at christmas|on a winter day|at christmas time
        |in deep winter|in the cold season|during the winter months|on christmas eve|on christmas day|at new year
        |on new year's day|at yule|in the bleak midwinter|around christmas|in the festive season|in ski season
        |at advent|like on a christmas card|like a christmas card|on boxing day|in the winter cold|this winter
        |on a winter's day|at yuletide|in the dark season""",
})
ADJECTIVES = table({
    "spring": "spring|springtime|vernal|blossoming|budding|springlike|blossom-filled|spring-green|april|may|easter",
    "summer": "summer|summery|summertime|midsummer|high-summer|july|august|june|summer-green|full-summer",
    "autumn": """autumn|autumnal|fall|autumn-coloured|russet|tawny|autumn-tinted|rust-brown|copper-leaved|october
        |november|september|golden-leaved|fall-coloured|auburn|halloween|rusty|autumn-brown""",
    "winter": "winter|wintry|wintertime|christmassy|december|january|midwinter|yuletide|christmas|hibernal|february",
})
NOUNS = table({
    "spring": """spring|springtime|the spring|spring blossoms|pink blossom|blossoming trees|cherry blossoms
        |early spring|cherry blossom|apple blossom|blossom time|may|april|easter|sakura|pink blossoms|budding trees
        |trees in blossom|trees in bloom|young leaves|fresh green|spring colours|tender green|light green leaves
        |blossoming branches|a spring day|springtide|pink treetops|nature's awakening|a happy spring day
        |pink blossom trees|candyfloss trees""",
    "summer": """summer|summertime|a summer day|midsummer|lush summer green|high summer|july|august|june
        |summer holidays|the dog days|rich green foliage|green leaves|deep green leaves|summer foliage|leafy green
        |the height of summer|emerald grass|summer green|a summer's day|full foliage|midsummer day|rich foliage
        |a splendid summer day""",
    "autumn": """autumn|fall|autumn colours|autumn leaves|fall colors|fall foliage|orange leaves|golden foliage
        |october|orange trees|autumn trees|red leaves|autumn foliage|russet leaves|copper leaves|rusty leaves
        |brown leaves|yellow leaves|dark red leaves|falling leaves|november|september|harvest time|harvest|halloween
        |thanksgiving|pumpkin season|indian summer|autumn tints|amber leaves|turning leaves|golden october
        |ochre grass|tawny grass|late autumn|russet and gold|rust and gold|fiery foliage|bronze leaves
        |the colours of fall|leaf peeping|brown grass|maroon leaves|crimson leaves|red foliage""",
    "winter": """winter|wintertime|a winter landscape|winter scenery|a winter wonderland|christmas|midwinter
        |christmas eve|a christmas card|a christmas scene|december|january|february|yule|yuletide|the cold season
        |winter holidays|a white christmas|the festive season|ski season|deep winter|winter cold|the bleak midwinter
        |a winter's tale|new year|christmas time|a winter postcard""",
})
SNOWY_ADVERBS = words("""covered in snow|with snow on the ground|in the snow|under snow|with snow
    |covered with white snow|in deep snow|under a blanket of snow|blanketed in snow|snowed in|covered by snow
    |all in white|under fresh snow|on snowy ground|dusted with snow|with a white ground|covered in white
    |buried in snow|with lots of snow|snow-clad|on frozen ground|with snowy ground|on a snowy shore
    |in a winter wonderland|in a white landscape|in a snowy landscape|with snow everywhere|on white snow
    |knee-deep in snow|ankle-deep in snow|with snow on top|with a dusting of snow|under a thick coat of snow
    |with a blanket of snow|in powder snow|with snow all around|in a snowscape|in snowdrifts|frosted over
    |sugared with snow|powdered with snow|coated in snow|wrapped in white|cloaked in white|deep in snow
    |surrounded by snow|with snow lying|where snow lies|in a white world|under a white blanket
    |in all-white surroundings|on the snow|in snow|like on a christmas card|with white roofs and white ground
    |with icing sugar snow|through deep snow|in fresh powder|over snow|past snowdrifts|with snow drifts""")
SNOWY_ADJECTIVES = words("""snowy|snow-covered|snowbound|snowed-in|snow covered|snow-laden|snow-dusted
    |snow-blanketed|snow-coated|frosted|snow-clad|deep-frozen|snow-buried|wintry white|all-white wintry|frost-white
    |snowed-under""")
SNOWY_NOUNS = words("""snow|white snow|a snowy landscape|fresh snow|snow-covered ground|a white landscape
    |a snowy scene|a winter wonderland|deep snow|powder snow|a snowscape|snowdrifts|a blanket of snow
    |a dusting of snow|a white world|lots of snow|a coat of snow|snow on the ground|untouched snow|white ground
    |snow cover|a snow landscape|thick snow|a white blanket|virgin snow|winter snow|a snowy christmas card
    |heaps of snow""")
