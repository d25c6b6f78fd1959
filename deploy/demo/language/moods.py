"""Words for moods: what several kinds of picture have in common."""

from language.tables import table, words
from language.words.mood_adverbs import ADVERBS

__all__ = ["ADJECTIVES", "ADVERBS", "NOUNS", "THINGS"]

ADJECTIVES = table({
    "gloomy": """gloomy|moody|sombre|dramatic|bleak|brooding|dreary|melancholic|grim|dismal|dull|sad|depressing|grey
        |somber|cheerless|miserable|drab|unhappy|gray|sorrowful|melancholy|sullen|dejected|joyless|mournful|heavy
        |depressive|pessimistic|unfriendly|inhospitable|uninviting|troubled|angry|unpleasant|foul|forlorn|hopeless
        |leaden|lugubrious|morose|dour|glum|sunless|ashen|doleful|downcast|dispiriting|wretched|rotten|lousy|horrid
        |nasty|dire|tragic|gothic|noir|slate-grey|steel-grey|pewter|lead-grey|ash-grey|charcoal-grey|overcast|woeful
        |comfortless|dejecting|blue-mooded|stern|sulky|dreadful|filthy""",
    "darksky": """ominous|menacing|threatening|foreboding|sinister|apocalyptic|doom-laden|frightening|wrathful
        |lowering|louring|glowering|portentous|fateful|biblical|doomsday|hellish|evil|infernal|dystopian
        |end-of-the-world|fierce|furious|intimidating|dangerous|terrifying|black-skied|wild|malevolent|fearsome""",
    "dark": """dark|shadowy|dim|pitch-dark|unlit|dimly lit|lightless|sunless|tenebrous|ill-lit
        |low-key|darkened|unilluminated|darksome""",
    "bright": """bright|cheerful|happy|joyful|pleasant|lively|light|cheery|uplifting|vivid|vibrant|optimistic
        |friendly|radiant|merry|colourful|colorful|joyous|fresh|inviting|welcoming|luminous|brilliant|sparkling|gay
        |jolly|jovial|gleaming|hopeful|carefree|blissful|exuberant|smiling|light-hearted|upbeat|positive|feel-good
        |shiny|dazzling|glorious|breezy|playful|blue-skied|good-humoured|holiday-like|jubilant|sprightly
        |high-spirited""",
    "calm": """calm|peaceful|tranquil|serene|quiet|relaxing|restful|still|soothing|placid|meditative|silent|hushed
        |windless|idyllic|gentle|zen|harmonious|undisturbed|unhurried|lazy|sleepy|drowsy|slumbering|motionless
        |noiseless|unruffled|becalmed|lulling|mindful|untroubled|laid-back|reposeful|pacific|balmy|mild|easy-going
        |sedate|wordless|quietest|composed|contented""",
    "cold": """cold|chilly|icy|freezing|frosty|frozen|arctic|ice-cold|bitterly cold|frigid|polar|nippy|shivery
        |wintery|glacial|perishing|raw|biting|bitter|sub-zero|subzero|siberian|frost-bitten|brisk|ice-covered|iced
        |icebound|shivering|crisp|frozen solid|rimy|hoary|nordic|teeth-chattering|frost-covered|antarctic|lapland
        |gelid|parky""",
    "warm": """warm|romantic|golden|glowing|cosy|cozy|dreamy|warm-toned|warmly lit|mellow|amber|golden-lit|nostalgic
        |honeyed|sentimental|tender|intimate|burnished|aglow|sepia-toned|golden-hued|cosily lit|heart-warming
        |smouldering|wistful|glowy|lovey-dovey|sun-gilded|gilt-edged|bittersweet|snug""",
    "eerie": """mysterious|eerie|spooky|ghostly|haunting|scary|creepy|haunted|uncanny|ghostlike|mystical|mystic
        |spectral|otherworldly|unearthly|horror-film|enigmatic|ethereal|ghoulish|phantom|wraithlike|bewitched|cursed
        |macabre|spine-chilling|hair-raising|surreal|unsettling|unreal|supernatural|secretive|cryptic|witchy
        |chilling|haunted-looking|dreamlike|shadowlike|occult|lost-world|phantasmal|weird""",
    "sunny": """sunny|sunlit|sun-drenched|sun-kissed|sunshiny|sunbathed|sun-filled|sun-soaked|sun-flooded
        |sunshine-filled|sun-bright|sun-bathed|sun-splashed|beaming|sun-warmed|sunshine|sun-blessed""",
    "starry": """starry|starlit|star-filled|star-studded|star-spangled|star-sprinkled|star-spattered|starlight
        |galactic|cosmic|astronomical|stellar|star-strewn|star-dotted|constellation-filled|star-bright""",
    "hot": """hot|scorching|sweltering|blazing|sun-baked|baking|torrid|searing|boiling hot|burning hot|sizzling
        |heated|sultry|broiling|roasting|sun-scorched|fiery hot|oven-like|blistering|scorched|sun-blasted|sweaty
        |searing hot|bone-dry hot|baked|summer-hot""",
    "green": """green|lush|verdant|lush green|leafy|fertile|grass-green|emerald|emerald-green|bright green
        |vivid green|leaf-green|grassy green|juicy green|moss-green|irish-green|apple-green|light green""",
    "water": "watery|aquatic|riparian|waterfront|by-the-water|liquid",
    "reflection": """mirrored|reflected|mirror-like|glassy|doubled|mirroring|reflective|reflecting|upside-down
        |symmetrical|double|twofold|mirror-smooth""",
    "pink sky": """pink|rosy|pastel|pastel-coloured|rose-coloured|pinkish|lilac|rose|blush|blush-pink|candyfloss
        |powder-pink|strawberry-coloured|bubblegum|pearly pink|rose-pink|lilac-tinged|lavender|pale pink|baby-pink
        |flamingo-pink|rose-tinted|cotton-candy|rosy-skied|orchid-coloured""",
    "orange sky": """orange|fiery|red-orange|burning|flaming|reddish|tangerine|copper|coppery|flame-red
        |flame-coloured|blood-orange|rust-coloured|rusty|vermilion|glowing orange|ember-like|marmalade
        |pumpkin-coloured|terracotta|molten|lava-red|ablaze|aflame|fire-red|red and orange|crimson-skied|rust-red""",
    "low sun": """peach|peach-coloured|apricot|salmon|salmon-pink|coral|mauve|violet|purple|magenta|plum-coloured
        |fuchsia|pink and orange|pink and gold|backlit|long-shadowed|iridescent|lilac and gold|coral-coloured
        |dull mauve|plum""",
})
NOUNS = words("""ambiance|atmosphere|mood|feeling|ambience|vibe|look|air|tone|vibes|feel|setting|scenery|spirit
    |impression|aesthetic|sentiment|tint|flavour|character|touch|undertone|colours|light|aura|backdrop|surroundings
    |environment|landscape|world|place|scene|weather|energy|quality|tones""")
THINGS = table({
    "darksky": """dark skies|dark clouds|a black sky|an ominous sky|a threatening sky|gloomy skies|menacing clouds
        |a louring sky|a charcoal sky|a slate sky|doom|dark heavy clouds|a coal-black sky|clouds black as coal
        |an apocalyptic sky|a brooding sky""",
    "gloomy": """bad weather|gloom|a grey sky|grey skies|gloominess|awful weather|sadness|melancholy
        |a depressing day|nasty weather|dull weather|filthy weather|a leaden sky|a slate-grey sky|a pewter sky
        |a steel-grey sky|a dreary day|the blues|misery|grief|despair|a sombre sky|foul weather|an overcast sky
        |rotten weather|a bad mood|sorrow|november weather|heavy grey clouds""",
    "bright": """a blue sky|blue skies|a beautiful day|bright colours|happiness|joy|a nice day|a bright blue sky
        |an azure sky|a cornflower blue sky|a brilliant blue sky|a deep blue sky|a pale blue sky|a glorious day
        |a splendid day|a perfect day|holiday weather|picnic weather|cheerfulness|good mood|a happy day|good vibes
        |a day off|a lucky day|a fine day|brilliant light|happy colours|high spirits""",
    "sunny": """sunshine|a sunny day|bright sun|sunny weather|sunlight|the sun shining|bright sunshine
        |blazing sunshine|dazzling sunshine|brilliant sunshine|glorious sunshine|sunbeams|sun rays|a blazing sun
        |a smiling sun|lots of sun|the sun""",
    "warm": """warm light|golden light|warm colours|a glowing sky|a golden glow|romance|a romantic evening
        |honeyed light|mellow light|a golden sky|romantic light|amber light|a cosy glow|golden rays|warm hues
        |nostalgia|a candlelit mood|tenderness""",
    "starry": """stars|a starry sky|a starry night|twinkling stars|starlight|a sky full of stars|the milky way
        |a million stars|glittering stars|sparkling stars|constellations|shooting stars|the universe|a dome of stars
        |galaxies|the cosmos|many stars|stars above|diamonds in the sky|astronomy|a sky of stars|stardust
        |the big dipper|starry clouds""",
    "dark": """darkness|the dark|blackness|pitch black|shadows|deep shadow|gloom and shadow|hardly any light
        |inky black""",
    "cold": """cold|ice and snow|freezing cold|frost|cold weather|ice|arctic cold|biting cold|icy cold|hoarfrost
        |rime|a cold snap|the big freeze|sub-zero temperatures|jack frost|winter chill|chill|frozen silence""",
    "calm": """silence|peace|tranquility|calmness|stillness|serenity|peace and quiet|quiet|a windless day|dead calm
        |relaxation|meditation|harmony|repose|a lull|rest|slow living|a lazy day|tranquillity|time standing still
        |deep peace""",
    "pink sky": """a pink sky|pastel colours|a rosy sky|a pink and purple sky|pastel tones|a candyfloss sky
        |a blush pink sky|a pale pink sky|a lilac sky|pinks and lilacs|shades of pink|rosy light|rose and lilac
        |a flamingo sky""",
    "orange sky": """an orange sky|a red sky|a fiery sky|orange light|an orange glow|a blood red sky|a copper sky
        |a tangerine sky|a crimson sky|a scarlet sky|a vermilion sky|a rust-coloured sky|a blazing sky|a flaming sky
        |fiery colours|shades of orange|a lava sky|a dark red sky|a sky in flames|a glowing red sky|copper light""",
    "hot": """heat|scorching heat|hot weather|burning sun|a heat wave|blistering heat|a heatwave|dry heat
        |sweltering heat|thirst|oven heat|forty degrees|a furnace|shimmering heat|a scorcher""",
    "water": """water|a pier|a jetty|a quay|a wharf|a dock|a harbour|a waterside|ripples|shimmering water
        |glittering water|a shore|a waterfront|waterways|moorings|a landing place|wet element""",
    "reflection": """reflections|a reflection|water reflections|a mirror image in the water|a mirror image
        |a double image|symmetry|a twin in the water|everything doubled|a mirrored world|a world upside down
        |mirrored clouds""",
    "city lights": """city lights|lit windows|glowing windows|illuminated skyscrapers|windows lit at night
        |night lights|neon lights|street lamps|streetlights|golden windows|a thousand windows lit|glittering lights
        |twinkling lights|a sea of lights|office lights""",
    "flying": """something flying|a flying thing|something floating in the sky|things that fly|flight
        |something airborne|flying|aviators|air traffic|something up in the air""",
    "animal": """an animal|animals|wildlife|an animal outdoors|fauna|a creature|creatures|an animal in the wild
        |a living being|beasts|a beast|wild animals|a wild animal|nature's creatures|some animal|zoology""",
    "vehicle": """a vehicle|a means of transport|transport|a journey|a trip|travelling|a means of travel
        |a way to travel|an excursion|an outing|travellers|a mode of transport|an expedition|tourism|passengers
        |adventurers|a conveyance|a tour|a craft""",
    "building": """a building|architecture|something built by people|a structure|masonry|a facade|an edifice
        |walls and windows|something with windows|construction|bricks and mortar|a man-made thing|built things""",
    "wooded": """trees|a tree|a birch|birches|birch trees|oaks|beeches|larches|leafy trees|trunks|foliage|branches
        |timber|tree trunks|some trees|poplars|elms|a birch trunk|wood""",
    "eerie": """a ghost story|horror|mystery|something spooky|a spooky place|halloween mood|a nightmare|ghosts
        |a phantom|a crime novel|a thriller|a gothic novel|mystique|a haunted place|an apparition|a secret
        |witchcraft|a spooky mood""",
    "green": """lush green nature|greenery|green grass|lush vegetation|green surroundings|emerald grass|juicy grass
        |rich grass|shades of green|green turf|bright green|all green""",
    "low sun": """a low sun|the sun on the horizon|a huge sun|a big pale sun|long shadows|slanting light|a peach sky
        |an apricot sky|a salmon sky|a coral sky|a mauve sky|a violet sky|a purple sky|violet light|purple light
        |mauve light|a sherbet sky|pink and gold|a purple horizon|backlight|lilac and gold|plum and gold""",
})
