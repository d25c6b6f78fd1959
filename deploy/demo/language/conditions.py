"""Words for light, weather, season and mood: phrases that follow (ADVERBS), adjectives, noun phrases, and sentences
with a verb in which {} is what they speak of."""

from language.places import table, words

LIGHT_ADVERBS = table({
    "dawn": """at dawn|at sunrise|in the early morning|at daybreak|in the morning light|at first light|in the morning
        |with the sun rising|in pink morning light|as the sun comes up|under a pink sky|at the break of day|at sunup
        |in the early hours|as day breaks|as the sun rises|early in the morning|at the crack of dawn|when the day begins
        |before breakfast|with a rising sun|in the soft morning light|in the dawn light|under a pastel sky
        |in the glow of dawn|at the start of the day|as the day begins|in early light|as morning comes|this morning
        |at 6 am|when the sun comes up|as a new day begins|with a morning sky|on an early morning|just after sunrise""",
    "day": """during the day|in daylight|at noon|in the middle of the day|by day|in broad daylight|in the afternoon
        |at midday|at lunchtime|in the daytime|under the midday sun|in full daylight|at noontime|around noon
        |on a regular day|at twelve o'clock|in the bright of day|at high noon|in day light|in plain daylight|at day time
        |daytime""",
    "sunset": """at sunset|at dusk|in the evening|with an orange sky|under a red sky|at the end of the day
        |in the evening glow|with the sun setting|at golden hour|in the evening light|as the sun goes down|at sundown
        |in the twilight|at twilight|as evening falls|as the day ends|with a setting sun|under an orange sky
        |during sunset|during golden hour|with the sun low on the horizon|in the last light|in the last rays of the sun
        |when the sun goes down|as the sun sets|under a burning sky|under a fiery sky|with a red evening sky
        |against an orange sky|in the sunset|in the glow of the setting sun|with a sunset|with a sunset sky
        |at the close of day|late in the day|in the late evening|at eventide|as dusk settles|in front of the setting sun
        |with the sky on fire|after the sun has gone down|before nightfall|in the gloaming|at the golden hour
        |during the sunset|under a purple and orange sky|with a crimson sky""",
    "night": """at night|by night|after dark|at midnight|in the middle of the night|late at night|during the night
        |in the night|at nightfall|at nighttime|in the dead of night|when night has fallen|in the small hours
        |under a night sky|under the night sky|in the darkness of the night|through the night|with a night sky
        |as night falls|while everyone sleeps|at bedtime|when it is dark outside|in the nighttime|on a dark night
        |in the dark of night|against the night sky|after nightfall|once it is dark|in the late night""",
})
LIGHT_ADJECTIVES = table({
    "dawn": "morning|sunrise|dawn|early morning|daybreak",
    "day": "daytime|daylight|midday|noon",
    "sunset": "sunset|evening|dusk|twilight|golden hour|sundown",
    "night": "night|nighttime|nocturnal|midnight|night-time",
})
LIGHT_NOUNS = table({
    "dawn": """sunrise|dawn|a sunrise|daybreak|early morning|morning light|the rising sun|the first light of day|sunup
        |the break of day|a new day|morning|the morning|the morning sun|a pink sunrise|morning glow""",
    "day": "daylight|midday|noon|daytime|broad daylight|a summer noon",
    "sunset": """sunset|a sunset|dusk|evening|twilight|the setting sun|golden hour|nightfall approaching|evening light
        |the evening sun|an orange sunset|a red sunset|a fiery sunset|a beautiful sunset|the last light|sundown
        |an evening sky|an orange sky|a red sky|the evening|evening glow|a blazing sunset""",
    "night": """night|the night|nightfall|midnight|night sky|a dark night|nighttime|darkness|night time|a night scene
        |deep night|the dark of night""",
})
LIGHT_SENTENCES = table({
    "dawn": """sunrise over {}|the sun rises over {}|dawn over {}|morning at {}|a new day begins over {}|dawn breaks over {}
        |day breaks over {}|the sun comes up over {}|early morning at {}|morning light on {}|first light over {}
        |the sun is rising over {}|{} waking up|{} in the first light|the rising sun above {}|the morning sun shines on {}""",
    "day": "midday at {}|noon at {}|daylight on {}|{} in the middle of the day|bright noon over {}",
    "sunset": """sunset over {}|the sun sets behind {}|the sun going down over {}|evening at {}|dusk over {}|dusk at {}
        |twilight over {}|the sun is setting over {}|evening falls over {}|the setting sun behind {}|the sun sinks behind {}
        |evening light on {}|an orange sky over {}|a red sky above {}|golden hour at {}|the day ends at {}
        |the sun disappears behind {}|a fiery sky above {}|sundown at {}|the last sunlight on {}""",
    "night": """night over {}|night falls over {}|{} sleeping at night|nightfall over {}|midnight at {}|{} sleeps
        |a night sky over {}|darkness over {}|{} asleep|night has come to {}|{} in the middle of the night
        |a dark night at {}""",
})
WEATHER_ADVERBS = table({
    "clear": """with a clear sky|under a cloudless sky|in fine weather|in good weather|with no clouds|under a clear sky
        |in clear weather|without clouds|without a cloud in the sky|with not a cloud in the sky|in nice weather
        |in perfect weather|in great weather|with clear skies|under clear skies|when the sky is clear|with an empty sky
        |on a clear day|with a spotless sky|in lovely weather|without any clouds""",
    "clouds": """with clouds|with a cloudy sky|under fluffy clouds|under drifting clouds|with clouds in the sky
        |under cloudy skies|with big clouds|with puffy clouds|with white clouds|with some clouds|on a cloudy day
        |with cotton clouds|beneath the clouds|under the clouds|with passing clouds|with soft clouds|under a cloudy sky
        |with clouds overhead|with a few clouds|partly cloudy|with clouds above|with cumulus clouds|with billowing clouds
        |with fluffy clouds|with scattered clouds|with clouds floating by""",
    "rain": """in the rain|in rainy weather|while it rains|in a downpour|with rain falling|in a drizzle|in wet weather
        |with raindrops|in heavy rain|in a rain shower|while it is raining|on a rainy day|in the pouring rain
        |in a shower|with pouring rain|when it rains|getting wet|in the drizzling rain|soaked by rain|with rain pouring down
        |under the rain|in the wet|during a rain shower|during rain|with drizzle|in rainfall|with falling rain
        |in a cloudburst|it's raining|rain coming down|bring an umbrella|in a rainstorm|with rain|on a wet day
        |on a drizzly day|drenched in rain|while it is raining cats and dogs|in pelting rain|getting soaked|with raindrops falling|in torrential rain""",
    "snow": """with snow falling|while it is snowing|with falling snowflakes|in a snowfall|in a snowstorm|in snowy weather
        |with snowflakes|in a blizzard|while it snows|in falling snow|during a snowfall|as snow falls|with flurries
        |in a snow flurry|in a winter storm with snow|with snow coming down|in the snowfall|in thick snow
        |snow coming down|as snowflakes fall|when it snows|with snow in the air|during a blizzard|in drifting snow
        |with flakes of snow|with snow falling from the sky|with light snow|in heavy snow|with snowflakes in the air
        |amid falling snow|under falling snow""",
    "storm": """in a storm|under black clouds|with a stormy sky|with heavy dark clouds|in a thunderstorm|under storm clouds
        |before a storm|in stormy weather|with thunder clouds|during a tempest|with lightning|with a bolt of lightning
        |during a storm|in a tempest|as lightning strikes|with thunder and lightning|with a lightning bolt
        |in a lightning storm|during a thunderstorm|in a gale|with a storm brewing|with a storm approaching
        |with storm clouds|under a stormy sky|with a storm coming|in thunder and lightning|in rough weather
        |in wild weather|with lightning in the sky|under thunderclouds|in severe weather|while a storm rages
        |with a lightning strike|with lightning flashing|in a hurricane|with a lightning flash|as a storm rolls in
        |in a violent storm|in a raging storm""",
    "fog": """in the fog|in the mist|in a haze|with fog|with mist|shrouded in fog|in foggy weather|covered by mist
        |lost in the fog|veiled in haze|in thick fog|hidden in fog|in dense fog|in the haze|through the fog|hidden by mist
        |barely visible in the mist|fading into the mist|surrounded by fog|wrapped in fog|with morning mist|with haze
        |disappearing in the fog|in low visibility|with poor visibility|on a foggy day|on a misty day|covered in fog
        |in a thick mist|behind a veil of mist|in pale mist|with fog everywhere|when it is foggy|blurred by fog
        |swallowed by the fog|barely visible|hard to see in the fog|emerging from the mist|through a haze|in murky air
        |with hazy air|engulfed in fog|blanketed in fog|in pea soup fog|with a pale sun behind the mist|in a white haze|under a blanket of fog""",
})
WEATHER_ADJECTIVES = table({
    "clear": "clear|cloudless|unclouded|fine-weather",
    "clouds": "cloudy|partly cloudy|cloud-covered|clouded",
    "rain": "rainy|wet|drizzly|rain-soaked|rainswept|showery|pouring|soggy|damp|drenched|raining",
    "snow": "snowing|snow-swept",
    "storm": "stormy|thundery|tempestuous|storm-lashed|thunderous|lightning",
    "fog": "foggy|misty|hazy|murky|fog-covered|fogbound|mist-covered|vaporous|blurry|faded|washed-out",
})
WEATHER_NOUNS = table({
    "clear": "a clear sky|clear skies|a cloudless sky|fine weather|good weather|no clouds",
    "clouds": """clouds|white clouds|fluffy clouds|puffy clouds|a cloudy sky|big clouds|drifting clouds|cloudy weather
        |cloudy skies|cotton candy clouds""",
    "rain": """rain|a downpour|pouring rain|heavy rain|rainy weather|drizzle|a rain shower|rainfall|raindrops|wet weather
        |a rainy day|showers|a shower|light rain|a rainstorm""",
    "snow": """falling snow|snowfall|a snowstorm|a blizzard|snowflakes|heavy snowfall|flurries|a snow flurry|flying snow
        |snow falling|snow flakes|light snowfall""",
    "storm": """a storm|a thunderstorm|lightning|storm clouds|thunder and lightning|a lightning bolt|a lightning strike
        |a tempest|stormy weather|thunder|a stormy sky|thunderclouds|a bolt of lightning|an approaching storm|a gale
        |black storm clouds|a flash of lightning|a storm front""",
    "fog": """fog|mist|haze|thick fog|dense fog|foggy weather|morning mist|a veil of mist|low fog|drifting mist|misty air
        |heavy fog|brume""",
})
WEATHER_SENTENCES = table({
    "clear": "a clear sky over {}|cloudless sky above {}|not a cloud over {}|clear skies above {}|an empty sky over {}",
    "clouds": """clouds over {}|clouds drifting over {}|fluffy clouds above {}|white clouds above {}|clouds float over {}
        |clouds pass over {}|puffy clouds over {}|big clouds hang over {}""",
    "rain": """rain falling on {}|rain over {}|it is raining on {}|rain and {}|a rainy day at {}|rain pours on {}
        |rain pouring down on {}|a downpour over {}|raindrops fall on {}|it rains at {}|drizzle over {}|a wet day at {}
        |showers over {}|heavy rain at {}|the rain falls on {}|a shower over {}""",
    "snow": """snow falling on {}|snowflakes over {}|snow is falling over {}|it snows on {}|falling snow and {}
        |a snowstorm over {}|a blizzard at {}|snow drifting over {}|snowflakes fall on {}|it is snowing at {}
        |flurries over {}|snowfall over {}|snow falls softly on {}""",
    "storm": """a storm over {}|a storm is coming over {}|storm clouds over {}|a thunderstorm above {}|black clouds above {}
        |lightning over {}|lightning strikes {}|thunder over {}|a bolt of lightning above {}|a tempest at {}
        |a storm is brewing over {}|lightning flashes above {}|a lightning bolt hits {}|thunder and lightning over {}
        |a storm rages over {}|a storm rolls over {}|thunderclouds gather over {}|a storm approaching {}
        |lightning striking near {}|a storm hits {}""",
    "fog": """fog over {}|mist above {}|fog hides {}|mist rising over {}|fog and {}|fog rolls over {}|mist covers {}
        |haze over {}|fog swallows {}|mist hangs over {}|{} disappearing in the mist|a blanket of fog over {}
        |{} fading into the fog|thick fog around {}|fog drifting over {}|{} behind a curtain of mist|mist veils {}
        |{} barely visible through the fog""",
})
SEASON_ADVERBS = table({
    "spring": """in spring|in springtime|in the spring|with fresh spring colours|in april|in may|when spring comes
        |in early spring|with blossoming trees|with pink blossoms|in the springtime|in march|in blossom|at easter
        |with trees in bloom|with cherry blossoms""",
    "summer": """in summer|in summertime|in the summer|with green summer grass|in july|in august|in june|in midsummer
        |on summer holidays|in high summer|on a summer day|with lush green|with green leaves""",
    "autumn": """in autumn|in fall|with autumn colours|with orange leaves|in the fall|with autumn leaves|in october
        |with golden autumn foliage|in november|in september|with autumn colors|with fall colors|with fall foliage
        |with red and orange trees|with orange trees|with golden leaves|in indian summer|with yellow leaves
        |with colourful leaves|with brown leaves|at halloween|at thanksgiving|with red leaves|in the autumn
        |with orange and yellow trees|with rust-coloured trees|during fall|during autumn|in harvest time""",
    "winter": """in winter|in wintertime|in the winter|in a winter landscape|in january|in december|in february
        |during winter|in the depths of winter|in midwinter|at christmas|on a winter day|at christmas time|in deep winter""",
})
SEASON_ADJECTIVES = table({
    "spring": "spring|springtime|vernal",
    "summer": "summer|summery|summertime|midsummer",
    "autumn": "autumn|autumnal|fall|autumn-coloured",
    "winter": "winter|wintry|wintertime",
})
SEASON_NOUNS = table({
    "spring": "spring|springtime|the spring|spring blossoms|pink blossom|blossoming trees|cherry blossoms",
    "summer": "summer|summertime|a summer day|midsummer|lush summer green",
    "autumn": """autumn|fall|autumn colours|autumn leaves|fall colors|fall foliage|orange leaves|golden foliage|october
        |orange trees|autumn trees|red leaves|autumn foliage""",
    "winter": "winter|wintertime|a winter landscape|winter scenery|a winter wonderland|christmas|midwinter",
})
SNOWY_ADVERBS = words("""covered in snow|with snow on the ground|in the snow|under snow|with snow|covered with white snow
    |in deep snow|under a blanket of snow|blanketed in snow|snowed in|covered by snow|all in white|under fresh snow
    |on snowy ground|dusted with snow|with a white ground|covered in white|buried in snow|with lots of snow
    |snow-clad|on frozen ground|with snowy ground|on a snowy shore|in a winter wonderland|in a white landscape|in a snowy landscape|with snow everywhere|on white snow""")
SNOWY_ADJECTIVES = words("snowy|snow-covered|snowbound|snowed-in|snow covered|snow-laden|white")
SNOWY_NOUNS = words("""snow|white snow|a snowy landscape|fresh snow|snow-covered ground|a white landscape
    |a snowy scene|a winter wonderland""")
