"""Words for moods: what several kinds of picture have in common."""

from language.places import table, words

ADJECTIVES = table({
    "gloomy": """gloomy|moody|sombre|dramatic|bleak|brooding|dreary|melancholic|grim|dismal|dull|sad|depressing|grey
        |somber|cheerless|miserable|drab|unhappy|gray|sorrowful|melancholy|sullen|dejected|joyless|mournful|heavy
        |depressive|pessimistic|unfriendly|inhospitable|uninviting|troubled|angry|unpleasant|foul""",
    "darksky": "ominous|menacing|threatening|foreboding|sinister|apocalyptic|doom-laden|frightening|wrathful",
    "dark": "dark|shadowy|dim|pitch-dark|unlit|dimly lit",
    "bright": """bright|cheerful|happy|joyful|pleasant|lively|light|cheery|uplifting|vivid|vibrant|optimistic|friendly
        |radiant|merry|colourful|colorful|joyous|fresh|inviting|welcoming""",
    "calm": """calm|peaceful|tranquil|serene|quiet|relaxing|restful|still|soothing|placid|meditative|silent|hushed
        |windless|idyllic|gentle|zen|harmonious|undisturbed""",
    "cold": """cold|chilly|icy|freezing|frosty|frozen|arctic|ice-cold|bitterly cold|frigid|polar|nippy|shivery|wintery
        |snow-white|glacial""",
    "warm": "warm|romantic|golden|glowing|cosy|cozy|dreamy|warm-toned|warmly lit|mellow|amber|golden-lit|nostalgic",
    "eerie": """mysterious|eerie|spooky|ghostly|haunting|scary|creepy|haunted|uncanny|ghostlike|mystical|mystic|spectral
        |otherworldly|unearthly|horror-film|enigmatic|ethereal""",
    "sunny": "sunny|sunlit|sun-drenched|sun-kissed|sunshiny|sunbathed",
    "starry": "starry|starlit|star-filled|star-studded|star-spangled",
    "hot": "hot|scorching|sweltering|blazing|sun-baked|baking|torrid|searing|boiling hot|burning hot|sizzling|heated",
    "green": "green|lush|verdant|lush green|leafy|fertile",
    "water": "watery|aquatic",
    "reflection": "mirrored|reflected|mirror-like|glassy",
    "pink sky": "pink|rosy|pastel|pastel-coloured|rose-coloured|pinkish|lilac",
    "orange sky": "orange|fiery|red-orange|burning|flaming|reddish",
})
NOUNS = words("""ambiance|atmosphere|mood|feeling|ambience|vibe|look|air|tone|vibes|feel|setting|scenery|spirit|impression
    |aesthetic|sentiment""")
ADVERBS = table({
    "darksky": """with dark skies|under a dark sky|with a dark sky|under dark skies|with a threatening sky
        |under an ominous sky|with dark clouds|under dark clouds|with gloomy skies|under a gloomy sky|with black skies
        |under a black sky|beneath dark clouds|with menacing clouds|beneath a dark sky|with ominous clouds
        |under angry clouds|under threatening clouds|with the sky turning black|with darkening skies|with a darkened sky
        |as the sky darkens|under an angry sky|with a brooding sky|with a heavy dark sky|under foreboding skies""",
    "gloomy": """in bad weather|under a grey sky|under grey skies|in gloomy weather|on a gloomy day|in terrible weather
        |in awful weather|under heavy clouds|in nasty weather|on a miserable day|under a leaden sky|in horrible weather
        |under a gray sky|under gray skies|on a grey day|on a dreary day|when the weather is bad|in ugly weather
        |in a sad mood|when you want to stay inside|in foul weather|on a bad day|with a grey sky|under a sad sky""",
    "bright": """in bright light|with a blue sky|under a blue sky|on a beautiful day|on a nice day|with blue skies
        |under blue skies|with a bright blue sky|on a pleasant day|on a lovely day|in bright colours|on a happy day
        |against a blue sky|beneath a blue sky|on a perfect day|under a turquoise sky|on a bright day|with an azure sky""",
    "sunny": """in the sunshine|on a sunny day|in the sun|in sunny weather|under the bright sun|in bright sunshine
        |with the sun shining|under a shining sun|in full sun|in full sunshine|with a bright sun|when the sun shines
        |under the sun|basking in the sun|with sunshine|in sunlight|with a yellow sun in the sky""",
    "warm": """with warm light|in golden light|with a glowing sky|in warm colours|with a colourful sky|in warm colors
        |in a golden glow|in warm tones|bathed in golden light|in soft golden light|with a colorful sky|in amber light""",
    "low sun": """with a low sun|with the sun on the horizon|with the sun near the horizon|with the sun just above the horizon
        |with the sun touching the horizon|with the sun low in the sky""",
    "starry": """under the stars|under a starry sky|with stars|with a sky full of stars|with twinkling stars
        |with a starry sky|beneath the stars|under a thousand stars|under a blanket of stars|with stars in the sky
        |on a starry night|on a starlit night|with countless stars|with the milky way|with stars above|stargazing
        |under bright stars|with constellations""",
    "dark": "in the dark|in darkness|with little light|in the shadows|in low light|with almost no light|in black",
    "cold": """in the cold|on a cold day|in freezing cold|with ice and snow|in freezing temperatures|below zero
        |in the frost|in freezing weather|in icy weather|in the bitter cold|in cold weather|on a freezing day
        |when it is freezing|in arctic conditions""",
    "pink sky": """with a pink sky|under a rosy sky|with pastel colours|in pastel colors|with a pink and purple sky|with a lavender sky|with a mauve sky
        |under a lilac sky|under a pinkish sky|in pink light|in pastel tones|in soft pink tones""",
    "orange sky": """with an orange sky|with a red sky|with a fiery sky|under a flaming sky|with an orange glow
        |with a blood red sky|with orange light|in orange tones|in red and orange|with a sky in flames|in orange light
        |with a reddish sky|with a violet evening sky|under a purple evening sky|with an apricot sky|against a red sky|with a purple and orange sky""",
    "hot": """in the heat|in scorching heat|on a hot day|under the burning sun|under the scorching sun|in burning heat
        |under a merciless sun|in hot weather|under the hot sun|when you need water|in extreme heat|in the blazing sun""",
    "green": "with lush green|with green grass|in lush green nature|with fresh green|in greenery|with lots of green",
    "eerie": """like in a ghost story|like in a horror movie|as in a horror film|in a ghostly light|like a mystery""",
    "calm": """with no wind|in total silence|on a calm day|on a quiet day|with nothing moving|in peace|on a windless day
        |in perfect calm|in silence|in stillness""",
    "water": "by the water|near water|on the water|with water|beside the water|over water|with water in front",
    "reflection": """with a reflection|with reflections|reflected in water|mirrored in water|with a mirror image in the water
        |with a perfect reflection""",
    "city lights": """with city lights|with lit windows|with glowing windows|with illuminated windows|with lights on
        |with bright windows|with lights in the windows|with all the lights on""",
    "flying": "with something flying|with something in the air|with something floating in the sky",
    "wooded": "with trees|with a tree|with some trees",
})
THINGS = table({
    "darksky": "dark skies|dark clouds|a black sky|an ominous sky|a threatening sky|gloomy skies|menacing clouds",
    "gloomy": "bad weather|gloom|a grey sky|grey skies|gloominess|awful weather|sadness|melancholy|a depressing day",
    "bright": "a blue sky|blue skies|a beautiful day|bright colours|happiness|joy|a nice day|a bright blue sky",
    "sunny": "sunshine|a sunny day|bright sun|sunny weather|sunlight|the sun shining|bright sunshine",
    "warm": "warm light|golden light|warm colours|a glowing sky|a golden glow|romance|a romantic evening",
    "starry": "stars|a starry sky|a starry night|twinkling stars|starlight|a sky full of stars|the milky way",
    "dark": "darkness|the dark",
    "cold": "cold|ice and snow|freezing cold|frost|cold weather|ice",
    "calm": "silence|peace|tranquility|calmness|stillness|serenity|peace and quiet|quiet",
    "pink sky": "a pink sky|pastel colours|a rosy sky|a pink and purple sky|pastel tones",
    "orange sky": "an orange sky|a red sky|a fiery sky|orange light|an orange glow|a blood red sky",
    "hot": "heat|scorching heat|hot weather|burning sun|a heat wave",
    "water": "water",
    "reflection": "reflections|a reflection|water reflections|a mirror image in the water",
    "city lights": "city lights|lit windows|glowing windows|illuminated skyscrapers|windows lit at night|night lights",
    "flying": "something flying|a flying thing|something floating in the sky|things that fly",
    "animal": "an animal|animals|wildlife|an animal outdoors|fauna",
    "vehicle": "a vehicle|a means of transport|transport|a journey|a trip|travelling|a means of travel",
    "building": "a building|architecture|something built by people",
    "wooded": "trees|a tree",
    "eerie": "a ghost story|horror|mystery|something spooky|a spooky place|halloween mood",
    "green": "lush green nature|greenery|green grass|lush vegetation",
    "low sun": "a low sun|the sun on the horizon",
})
