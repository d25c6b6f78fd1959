"""What follows a noun to tell a mood."""

from language.tables import table

ADVERBS = table({
    "darksky": """with dark skies|under a dark sky|with a dark sky|under dark skies|with a threatening sky
        |under an ominous sky|with dark clouds|under dark clouds|with gloomy skies|under a gloomy sky
        |with black skies|under a black sky|beneath dark clouds|with menacing clouds|beneath a dark sky
        |with ominous clouds|under angry clouds|under threatening clouds|with the sky turning black
        |with darkening skies|with a darkened sky|as the sky darkens|under an angry sky|with a brooding sky
        |with a heavy dark sky|under foreboding skies|under a louring sky|under a charcoal sky|under a slate sky
        |with a coal-black sky|under a sky like ink|with doom in the air|like the end of the world|with an evil sky
        |with the heavens black|with clouds as black as coal|like judgement day|with the sky about to burst
        |under an iron sky|under pitch-dark clouds|many dark clouds|under glowering clouds|as black clouds pile up""",
    "gloomy": """in bad weather|under a grey sky|under grey skies|in gloomy weather|on a gloomy day
        |in terrible weather|in awful weather|under heavy clouds|in nasty weather|on a miserable day
        |under a leaden sky|in horrible weather|under a gray sky|under gray skies|on a grey day|on a dreary day
        |when the weather is bad|in ugly weather|in a sad mood|when you want to stay inside|in foul weather
        |on a bad day|with a grey sky|under a sad sky|under a slate-grey sky|under a steel-grey sky
        |under a pewter sky|under a lead-coloured sky|in a leaden sky|under ashen skies|in dull weather
        |in filthy weather|in lousy weather|in beastly weather|in rotten weather|in dreadful weather|in vile weather
        |in weather for ducks|with an overcast sky|in the gloom|on a day to stay in bed|on a depressing day
        |on a dull day|with no sun|without any sun|with low grey clouds|with heavy grey clouds|when nobody goes out
        |under wet grey clouds|with a gloomy sky|and nasty weather|in weather not fit for a dog|under a dull sky
        |under charcoal skies""",
    "bright": """in bright light|with a blue sky|under a blue sky|on a beautiful day|on a nice day|with blue skies
        |under blue skies|with a bright blue sky|on a pleasant day|on a lovely day|in bright colours|on a happy day
        |against a blue sky|beneath a blue sky|on a perfect day|under a turquoise sky|on a bright day
        |with an azure sky|under a cornflower blue sky|under an azure sky|under a sapphire sky|under a cobalt sky
        |under a brilliant blue sky|with a deep blue sky|with a pale blue sky|on a glorious day|on a splendid day
        |on a gorgeous day|on a fine day|on a bright and breezy day|with the sun high in the sky|under a high sun
        |while the sun stands high|in brilliant light|in dazzling light|in holiday weather|in picnic weather
        |on a carefree day|in fresh colours|in cheerful colours|like in a holiday brochure|like on a postcard
        |against an azure sky|in vivid colours|on a day off|brilliant blue sky|on an ideal day|while the sun is high
        |with blue sky and sun""",
    "sunny": """in the sunshine|on a sunny day|in the sun|in sunny weather|under the bright sun|in bright sunshine
        |with the sun shining|under a shining sun|in full sun|in full sunshine|with a bright sun|when the sun shines
        |under the sun|basking in the sun|with sunshine|in sunlight|with a yellow sun in the sky|under a blazing sun
        |in blazing sunshine|in dazzling sunshine|in glorious sunshine|in brilliant sunshine|bathed in sunlight
        |bathed in sunshine|flooded with sunlight|with the sun out|with the sun beating down|with the sun beaming
        |under a beaming sun|with sun rays|sun shining|when the sun laughs|with lots of sun|in the warm sun
        |in bright sun|with a brilliant sun|with sunbeams|with a smiling sun|in front of the big pale sun
        |soaked in sun|sun out|with sunny intervals""",
    "warm": """with warm light|in golden light|with a glowing sky|in warm colours|with a colourful sky
        |in warm colors|in a golden glow|in warm tones|bathed in golden light|in soft golden light
        |with a colorful sky|in amber light|in honeyed light|in mellow light|in romantic light|with a golden sky
        |under a golden sky|in light like honey|with golden rays|in burnished light|in the warm glow|bathed in gold
        |bathed in amber|with everything glowing|all aglow|for lovers|in cosy light|in warm hues
        |golden light all over|in gilded light|in honey light|with the glow of a fireplace|for two lovers""",
    "low sun": """with a low sun|with the sun on the horizon|with the sun near the horizon
        |with the sun just above the horizon|with the sun touching the horizon|with the sun low in the sky
        |with long shadows|in slanting light|against the light|with a huge sun|in front of the sun
        |with a big pale sun|with the sun half hidden|under a peach sky|under an apricot sky|under a salmon sky
        |under a coral sky|in peach tones|in salmon light|under a violet sky|under a purple sky|under a mauve sky
        |in mauve light|in violet light|in purple light|in plum and gold|with a purple horizon|in pink and gold
        |with a pink and orange sky|in lavender light|with a violet and gold sky|in sherbet colours
        |under a sherbet sky|with fuchsia streaks|backlit by the sun|as a silhouette against the sun
        |lit by a low sun|with the sun behind|with a sun like a peach|lit from the side""",
    "starry": """under the stars|under a starry sky|with stars|with a sky full of stars|with twinkling stars
        |with a starry sky|beneath the stars|under a thousand stars|under a blanket of stars|with stars in the sky
        |on a starry night|on a starlit night|with countless stars|with the milky way|with stars above|stargazing
        |under bright stars|with constellations|under the milky way|under twinkling stars|with glittering stars
        |under glittering stars|with sparkling stars|with a million stars|under countless stars
        |under a dome of stars|under a canopy of stars|with shooting stars|under the constellations
        |with the big dipper|with orion above|with pinpricks of light|with diamonds in the sky
        |like van gogh's starry night|with galaxies above|watched by stars|lit by stars|lit by starlight
        |by starlight|in starlight|for stargazers|for astronomers|when stars come out|a night full of stars
        |with star dust|with many stars|and many stars|beneath a million stars|and stars|with venus above
        |on a night of stars|under sparkling heavens""",
    "dark": """in the dark|in darkness|with little light|in the shadows|in low light|with almost no light|in black
        |in pitch black|with hardly any light|without light|in blackness|when you can hardly see|in deep shadow
        |in near darkness|in inky black|black as coal|in dark tones|in dark colours|black as ink|in gloom and shadow""",
    "cold": """in the cold|on a cold day|in freezing cold|with ice and snow|in freezing temperatures|below zero
        |in the frost|in freezing weather|in icy weather|in the bitter cold|in cold weather|on a freezing day
        |when it is freezing|in arctic conditions|in icy cold|in arctic cold|with ice|with frost|in biting cold
        |in sub-zero temperatures|in the freezing cold|frozen stiff|in the big freeze|in a cold snap|on an icy day
        |where it is freezing|with frosty air|when you need a warm coat|in polar conditions|like in lapland
        |like in siberia|like in the arctic|in hard frost|in frozen silence|with jack frost""",
    "pink sky": """with a pink sky|under a rosy sky|with pastel colours|in pastel colors|with a pink and purple sky
        |with a lavender sky|with a mauve sky|under a lilac sky|under a pinkish sky|in pink light|in pastel tones
        |in soft pink tones|with a candyfloss sky|under a cotton candy sky|with a powder pink sky
        |with a blush pink sky|in shades of pink|in rosy light|with lilac skies|in lilac tones|in lavender tones
        |in pinks and lilacs|in pink and lavender|in pearly pink|with a flamingo sky|in rose and lilac
        |with a pale pink sky|pink sky|with a lilac sky|with rose and lilac light""",
    "orange sky": """with an orange sky|with a red sky|with a fiery sky|under a flaming sky|with an orange glow
        |with a blood red sky|with orange light|in orange tones|in red and orange|with a sky in flames
        |in orange light|with a reddish sky|with a violet evening sky|under a purple evening sky|with an apricot sky
        |against a red sky|with a purple and orange sky|under a copper sky|with a copper sky|under a tangerine sky
        |under a scarlet sky|under a blood-red sky|under a crimson sky|under a vermilion sky
        |under a rust-coloured sky|in copper light|in tangerine light|in scarlet light|in red light|in fiery light
        |with the sky ablaze|under a blazing sky|with a glowing red sky|with a dark red sky|with a ruby sky
        |under an orange and red sky|in shades of orange|in fiery colours|under a lava sky|with an ember sky
        |with a brick-red sky|with flames in the sky|flaming sky|crimson sky|with a rust-red sky
        |against a flaming sky""",
    "hot": """in the heat|in scorching heat|on a hot day|under the burning sun|under the scorching sun
        |in burning heat|under a merciless sun|in hot weather|under the hot sun|when you need water|in extreme heat
        |in the blazing sun|in blistering heat|in blazing heat|in sweltering heat|in the shimmering heat|in dry heat
        |where it is boiling|at forty degrees|in a heatwave|where you get thirsty|with the air shimmering
        |dying of thirst|under a roasting sun|in furnace heat|in the baking heat|in oven heat|in hot dust""",
    "green": """with lush green|with green grass|in lush green nature|with fresh green|in greenery
        |with lots of green|in emerald green|in green surroundings|with emerald grass|on green turf|with rich grass
        |in the green|with juicy grass|among green|in shades of green|with green all around|in bright green
        |on the green grass|with green grass around""",
    "eerie": """like in a ghost story|like in a horror movie|as in a horror film|in a ghostly light|like a mystery
        |as in a ghost story|as in a nightmare|like in a nightmare|like in a gothic novel|full of secrets
        |where ghosts walk|with ghosts about|as if in another world|like in a crime novel|with a spooky feeling
        |as in a dream|like a phantom|like an apparition|like a mirage|for a horror film
        |like the hound of the baskervilles|for a thriller""",
    "calm": """with no wind|in total silence|on a calm day|on a quiet day|with nothing moving|in peace
        |on a windless day|in perfect calm|in silence|in stillness|without a breath of wind|in dead calm
        |with hardly a sound|without a sound|in complete silence|at rest|in harmony|in quiet weather
        |in gentle weather|on a lazy day|on a peaceful day|on a still day|in deep peace|in mild weather
        |with time standing still|for meditation|for relaxing|where nothing happens|to calm down|in perfect peace
        |hushed and still""",
    "water": """by the water|near water|on the water|with water|beside the water|over water|with water in front
        |at the waterside|by the waterside|on the waterfront|along the water|close to the water|above the water
        |by a jetty|by a pier|at the pier|with a jetty|with a pier|at the quay|at the dock|by the dock|at the wharf
        |by the quay|near a wharf|next to a landing stage|at the harbour|in the harbour|in port|with rippling water
        |with glittering water|with shimmering water|over shimmering water|on glittering water|with ripples
        |across the water|right on the water|at an old wharf|near a shore|with a wooden jetty in front|beside a dock
        |at the moorings""",
    "reflection": """with a reflection|with reflections|reflected in water|mirrored in water
        |with a mirror image in the water|with a perfect reflection|doubled in the water|doubled by the water
        |with its mirror image|with its twin in the water|upside down in the water|mirrored upside down
        |standing on its head in the water|with reflections on the surface|shimmering in the water
        |reflecting in the water|reflected on the surface|seen twice|where everything is doubled|with symmetry
        |its reflection makes a full circle|with a double in the water""",
    "city lights": """with city lights|with lit windows|with glowing windows|with illuminated windows|with lights on
        |with bright windows|with lights in the windows|with all the lights on|with glittering lights
        |with golden windows|with a thousand lit windows|with a thousand lights|with twinkling lights
        |with street lamps|all lit up|with streetlights|with lights everywhere|with neon lights|lit up at night
        |with windows aglow|with yellow windows|with light in the offices|with a thousand golden windows
        |with shimmering lights""",
    "flying": """with something flying|with something in the air|with something floating in the sky
        |with something in flight|up in the sky|up in the air|airborne|with something airborne
        |with something drifting overhead|with traffic in the air""",
    "wooded": """with trees|with a tree|with some trees|with birches|with birch trees|with birch trunks
        |with leafy trees|with trunks|with oaks|with beeches|with branches|with foliage|near a birch|past a birch
        |by a birch|with a tree or two|under a tree|under trees|beneath the branches|in the shade of trees
        |among branches|near some trees|with tree trunks|by a beech|past a tree|near an oak|with a birch
        |beside some trunks|next to a poplar|by a larch|near poplars|among larches""",
})
