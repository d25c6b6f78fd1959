"""Words for the weather."""

from language.tables import table

ADVERBS = table({
    "clear": """with a clear sky|under a cloudless sky|in fine weather|in good weather|with no clouds
        |under a clear sky|in clear weather|without clouds|without a cloud in the sky|with not a cloud in the sky
        |in nice weather|in perfect weather|in great weather|with clear skies|under clear skies
        |when the sky is clear|with an empty sky|on a clear day|with a spotless sky|in lovely weather
        |without any clouds|under a spotless sky|under an unclouded sky|under an immaculate sky|in settled weather
        |under a pure sky|without one cloud|with no cloud in sight|under an empty sky|in glorious weather
        |in dry weather|in crystal clear air|with a crystal clear sky|with perfect visibility|with good visibility
        |under a crisp clear sky|not a single cloud|with an open sky|with a smooth sky|with a perfectly clear sky
        |with a cloud-free sky|and not a cloud|without a single cloud|no clouds anywhere|under a stainless sky
        |in splendid weather|with the sky swept clean|when there are no clouds|in clear air""",
    "clouds": """with clouds|with a cloudy sky|under fluffy clouds|under drifting clouds|with clouds in the sky
        |under cloudy skies|with big clouds|with puffy clouds|with white clouds|with some clouds|on a cloudy day
        |with cotton clouds|beneath the clouds|under the clouds|with passing clouds|with soft clouds
        |under a cloudy sky|with clouds overhead|with a few clouds|partly cloudy|with clouds above
        |with cumulus clouds|with billowing clouds|with fluffy clouds|with scattered clouds|with clouds floating by
        |under cumulus|with woolly clouds|with cauliflower clouds|with clouds like sheep
        |with clouds like cotton wool|under cotton wool clouds|with puffs of cloud|in fair-weather cumulus
        |under a mackerel sky|with wispy clouds|with clouds on the move|under sailing clouds|with towering clouds
        |with heaps of cloud|with rounded clouds|with lots of clouds|with many clouds|with clouds all over
        |under broken clouds|with broken cloud|with clouds rolling by|with clouds drifting past
        |with marshmallow clouds|under candyfloss clouds|with cloud cover|with a cloud or two|partly clouded
        |with cloudlets|with clouds sailing by|below the clouds|under heaped clouds|with clouds like whipped cream
        |amid clouds|with sheep in the sky|and some clouds|under puffy clouds|under an overcast sky
        |with an overcast sky|with a big cloud above|with a sky full of clouds|and drifting clouds""",
    "rain": """in the rain|in rainy weather|while it rains|in a downpour|with rain falling|in a drizzle
        |in wet weather|with raindrops|in heavy rain|in a rain shower|while it is raining|on a rainy day
        |in the pouring rain|in a shower|with pouring rain|when it rains|getting wet|in the drizzling rain
        |soaked by rain|with rain pouring down|under the rain|in the wet|during a rain shower|during rain
        |with drizzle|in rainfall|with falling rain|in a cloudburst|it's raining|rain coming down|bring an umbrella
        |in a rainstorm|with rain|on a wet day|on a drizzly day|drenched in rain|while it is raining cats and dogs
        |in pelting rain|getting soaked|with raindrops falling|in torrential rain|in a deluge|in sheets of rain
        |while it pours|while it pours down|while it is pouring|while it drizzles|with rain pelting down
        |with rain lashing down|in lashing rain|in driving rain|in streaming rain|in a soft rain|in a light rain
        |in fine rain|in cold rain|in slanting rain|in steady rain|with hail|in hail|in a passing shower
        |in dreich weather|in umbrella weather|dripping wet|soaking wet|wet through|under rain clouds
        |with rain clouds|in sleet|with sleet|while the heavens open|as rain patters down|with the patter of rain
        |in monsoon rain|during the monsoon|under weeping skies|as the sky weeps|when it pours|without an umbrella
        |in soggy weather|in mizzle|with rain streaks|with puddles|in a spell of rain|bucketing down|it rains hard
        |it is raining hard|and it rains|while raining|through the rain|past in the rain|caught in the rain
        |in wellies weather|in buckets of rain|with rain streaming down|in a curtain of rain|in a wall of rain
        |when rain falls|amid showers|in damp weather|and rain|and it is pouring|rain all day""",
    "snow": """with snow falling|while it is snowing|with falling snowflakes|in a snowfall|in a snowstorm
        |in snowy weather|with snowflakes|in a blizzard|while it snows|in falling snow|during a snowfall
        |as snow falls|with flurries|in a snow flurry|in a winter storm with snow|with snow coming down
        |in the snowfall|in thick snow|snow coming down|as snowflakes fall|when it snows|with snow in the air
        |during a blizzard|in drifting snow|with flakes of snow|with snow falling from the sky|with light snow
        |in heavy snow|with snowflakes in the air|amid falling snow|under falling snow|in sleet|in a whiteout
        |in flurries|with flurries in the air|with whirling flakes|with dancing flakes|with big flakes
        |in swirling snow|in whirling snow|with snow swirling|as flakes drift down|while flakes fall|in driving snow
        |in blowing snow|in snow showers|in a snow shower|in a snow squall|in thick snowfall|with white flakes
        |with snow drifting down|with tumbling flakes|as it snows|while snow falls|in a snow globe
        |in a flurry of snow|with feathery flakes|through snowflakes|through the falling snow|in wintry showers
        |snow still falling|and it snows|with flakes in the air|with sleet|under a snow-filled sky
        |while it keeps snowing|when snowflakes fall|flurries|amid whirling snow|with new snow coming down
        |in a white storm|caught in the snow""",
    "storm": """in a storm|under black clouds|with a stormy sky|with heavy dark clouds|in a thunderstorm
        |under storm clouds|before a storm|in stormy weather|with thunder clouds|during a tempest|with lightning
        |with a bolt of lightning|during a storm|in a tempest|as lightning strikes|with thunder and lightning
        |with a lightning bolt|in a lightning storm|during a thunderstorm|in a gale|with a storm brewing
        |with a storm approaching|with storm clouds|under a stormy sky|with a storm coming|in thunder and lightning
        |in rough weather|in wild weather|with lightning in the sky|under thunderclouds|in severe weather
        |while a storm rages|with a lightning strike|with lightning flashing|in a hurricane|with a lightning flash
        |as a storm rolls in|in a violent storm|in a raging storm|in a squall|under a thunderbolt
        |with forked lightning|with sheet lightning|as thunder rolls|as thunder rumbles|with rumbling thunder
        |with rolling thunder|with flashes of lightning|as lightning flashes|as lightning tears the sky
        |while lightning flashes|while lightning strikes|while it thunders|struck by lightning|lit by lightning
        |in the flash of lightning|beneath thunderheads|under thunderheads|under a thundercloud
        |in tempestuous weather|in extreme weather|in a typhoon|in a cyclone|in howling wind|in gale-force winds
        |before the storm breaks|as the storm breaks|as the storm closes in|with a storm gathering
        |under boiling clouds|in the teeth of a storm|in the eye of the storm|under charcoal clouds
        |under coal-black clouds|under slate-black clouds|with crashing thunder|with electricity in the air
        |with a crack of thunder|with a flash in the sky|with a zigzag of lightning|when thunder roars
        |in an electrical storm|in a hailstorm|thunder rolling|with a thunderclap|with zeus in a rage
        |under a storm front|with lightning behind|with thunder over it|caught in a thunderstorm|in squally weather
        |with a threatening storm|while thunder growls|as the tempest rages|and lightning""",
    "fog": """in the fog|in the mist|in a haze|with fog|with mist|shrouded in fog|in foggy weather|covered by mist
        |lost in the fog|veiled in haze|in thick fog|hidden in fog|in dense fog|in the haze|through the fog
        |hidden by mist|barely visible in the mist|fading into the mist|surrounded by fog|wrapped in fog
        |with morning mist|with haze|disappearing in the fog|in low visibility|with poor visibility|on a foggy day
        |on a misty day|covered in fog|in a thick mist|behind a veil of mist|in pale mist|with fog everywhere
        |when it is foggy|blurred by fog|swallowed by the fog|barely visible|hard to see in the fog
        |emerging from the mist|through a haze|in murky air|with hazy air|engulfed in fog|blanketed in fog
        |in pea soup fog|with a pale sun behind the mist|in a white haze|under a blanket of fog|in smog|in thin mist
        |in light fog|in milky air|in milky fog|in milky light|in a pea souper|in whitish haze|in grey haze
        |half hidden in fog|half hidden by mist|dissolving in fog|dissolving in the mist|melting into the haze
        |vanishing in the fog|in a veil of mist|under a veil of fog|behind fog|behind mist|peeking out of the fog
        |looming out of the mist|looming through the fog|in drifting mist|in swirling mist|in drifting fog
        |in rolling fog|with fog banks|with banks of fog|with wisps of mist|with ground fog|with low-lying mist
        |with a faint sun in the haze|with a veiled sun|with a hazy sun|under a milky sun
        |where you can hardly see anything|with blurred outlines|with faint outlines|in dusty haze|in muted colours
        |in washed-out colours|as if behind frosted glass|out of focus|clouded in mist|steeped in mist
        |in vaporous air|in the murk|when mist lies low|in brume|in thick white fog|in the white fog|in white fog
        |and haze|and fog|and mist|in dreamy haze|with thin mist|as through gauze|in a pale haze|clothed in mist
        |in a soup of fog|in vapour|in a sea of fog|in sfumato|amid mist""",
})
ADJECTIVES = table({
    "clear": "clear|cloudless|unclouded|fine-weather|cloud-free|crystal clear|spotless|crystal-clear|crisp and clear",
    "clouds": """cloudy|partly cloudy|cloud-covered|clouded|overcast|partly clouded|cloud-dotted|cloud-strewn
        |cloud-filled|cumulus|lightly clouded|clouded over""",
    "rain": """rainy|wet|drizzly|rain-soaked|rainswept|showery|pouring|soggy|damp|drenched|raining|rain-lashed
        |rain-washed|rain-drenched|sodden|dripping|soaked|dreich|drizzling|dank|rain-swept|pelting|sleety
        |waterlogged|wringing wet|streaming wet|mizzly|dripping-wet|rain-streaked""",
    "snow": "snowing|snow-swept|snow-blown|snow-flecked|sleety|blizzardy|flake-filled|snow-speckled|snow-whirled",
    "storm": """stormy|thundery|tempestuous|storm-lashed|thunderous|lightning|squally|gale-swept|storm-tossed
        |lightning-lit|thunder-dark|storm-beaten|blustery|turbulent|electric|thundering|storm-swept|thunderstruck
        |storm-torn|gusty|windswept|storm-dark|hurricane""",
    "fog": """foggy|misty|hazy|murky|fog-covered|fogbound|mist-covered|vaporous|blurry|faded|washed-out|fog-shrouded
        |mist-shrouded|mist-veiled|fog-bound|smoggy|brumous|milky|hazed|veiled|blurred|fog-wrapped|faint|soft-focus
        |nebulous|steamy|muted|shrouded|fog-hidden|indistinct|dim and hazy|misted|half-hidden|vague""",
})
NOUNS = table({
    "clear": """a clear sky|clear skies|a cloudless sky|fine weather|good weather|no clouds|a spotless sky
        |an empty sky|not a cloud in sight|not a single cloud|a cloud-free sky|perfect weather|nice weather
        |dry weather|good visibility|a crystal clear sky|an unclouded sky|a sky without clouds|zero clouds
        |an immaculate sky|a smooth sky|crisp air|lovely weather|clear air""",
    "clouds": """clouds|white clouds|fluffy clouds|puffy clouds|a cloudy sky|big clouds|drifting clouds
        |cloudy weather|cloudy skies|cotton candy clouds|cumulus|cumulus clouds|fair-weather clouds
        |fair weather cumulus|woolly clouds|cotton wool clouds|cotton clouds|sheep clouds|a mackerel sky|cloudlets
        |wisps of cloud|wispy clouds|cloud puffs|puffs of cloud|a few clouds|many clouds|a cloudscape
        |billowing clouds|drifting cloud|scattered clouds|marshmallow clouds|cloud cover|passing clouds
        |a sky full of clouds|broken cloud|an overcast sky|soft clouds|clouds like sheep|some clouds|a cloud
        |clouds on the move|heaps of cloud|cauliflower clouds""",
    "rain": """rain|a downpour|pouring rain|heavy rain|rainy weather|drizzle|a rain shower|rainfall|raindrops
        |wet weather|a rainy day|showers|a shower|light rain|a rainstorm|a deluge|a cloudburst|sheets of rain
        |lashing rain|driving rain|streaming rain|steady rain|cold rain|fine rain|soft rain|slanting rain
        |rain clouds|a wet day|monsoon|monsoon rain|mizzle|dreich weather|umbrella weather|the patter of rain
        |precipitation|torrents of rain|torrential rain|a soaking|hail|drops of rain|rain streaks|rain drops|puddles
        |sleet|a spell of rain|curtains of rain|a wall of rain|tears from the sky|damp weather|drizzling rain
        |cats and dogs|heavy showers|rainfall all day|nasty wet weather|a rain squall|rain and more rain""",
    "snow": """falling snow|snowfall|a snowstorm|a blizzard|snowflakes|heavy snowfall|flurries|a snow flurry
        |flying snow|snow falling|snow flakes|light snowfall|a whiteout|whirling snow|swirling snow|blowing snow
        |driving snow|dancing snowflakes|whirling flakes|flakes|big flakes|snow showers|a snow shower|sleet
        |a snow globe|a snow squall|drifting flakes|a flurry|feathery flakes|wintry showers|soft snowfall
        |snow in the air|white flakes|thick snowfall|falling flakes|gentle snowfall|tumbling snowflakes""",
    "storm": """a storm|a thunderstorm|lightning|storm clouds|thunder and lightning|a lightning bolt
        |a lightning strike|a tempest|stormy weather|thunder|a stormy sky|thunderclouds|a bolt of lightning
        |an approaching storm|a gale|black storm clouds|a flash of lightning|a storm front|a squall|a thunderbolt
        |a thunderclap|forked lightning|a fork of lightning|flashes of lightning|thunderheads|a thundercloud
        |rolling thunder|rumbling thunder|an electrical storm|a typhoon|a hurricane|a cyclone|gale-force winds
        |a raging storm|a gathering storm|black clouds|charcoal clouds|coal-black clouds|boiling clouds
        |a bolt from the blue|a zigzag of lightning|storm weather|a storm sky|severe weather|wild weather
        |a violent storm|a hailstorm|lightning bolts|thunder clouds|a lightning flash|a flash in the sky|a supercell
        |a bad thunderstorm|wind and thunder|slate-black clouds|the wrath of zeus|the storm|the tempest
        |sheet lightning|tearing lightning|a sky ripped by lightning""",
    "fog": """fog|mist|haze|thick fog|dense fog|foggy weather|morning mist|a veil of mist|low fog|drifting mist
        |misty air|heavy fog|brume|smog|murk|vapour|a fog bank|fog banks|swirling mist|wisps of mist|rolling fog
        |ground fog|pea soup|a pea souper|milky haze|milky air|a white haze|a curtain of fog|a wall of fog
        |a blanket of mist|thin mist|a haze|poor visibility|low visibility|a foggy day|a misty day
        |a faint sun in the mist|steam|drifting fog|a sea of fog|a veil of haze|dense mist|thick mist
        |blurred outlines|light haze|a hazy sun|pale shapes in the mist|white mist|grey mist""",
})
SENTENCES = table({
    "clear": """a clear sky over {}|cloudless sky above {}|not a cloud over {}|clear skies above {}
        |an empty sky over {}|the sky is clear over {}|the sky is empty above {}|no clouds over {}
        |not a single cloud above {}|clear weather at {}|a spotless sky over {}|fine weather at {}
        |{} under a cloudless sky|{} beneath an empty sky|no cloud hides {}""",
    "clouds": """clouds over {}|clouds drifting over {}|fluffy clouds above {}|white clouds above {}
        |clouds float over {}|clouds pass over {}|puffy clouds over {}|big clouds hang over {}|clouds sail over {}
        |clouds roll over {}|clouds gather over {}|clouds drift past {}|cumulus over {}|woolly clouds above {}
        |clouds tower above {}|{} under cotton clouds|{} beneath drifting clouds|a cloudy sky above {}
        |clouds wander over {}|heaps of cloud over {}|clouds hang above {}|a few clouds above {}
        |cloud puffs float above {}|cotton wool clouds over {}|a mackerel sky over {}""",
    "rain": """rain falling on {}|rain over {}|it is raining on {}|rain and {}|a rainy day at {}|rain pours on {}
        |rain pouring down on {}|a downpour over {}|raindrops fall on {}|it rains at {}|drizzle over {}
        |a wet day at {}|showers over {}|heavy rain at {}|the rain falls on {}|a shower over {}|rain lashes {}
        |rain pelts {}|rain drums on {}|rain patters on {}|rain weeps on {}|the rain weeps on {}|rain soaks {}
        |rain drenches {}|it pours on {}|it drizzles on {}|it is pouring at {}|the heavens open over {}
        |rain streams down on {}|sheets of rain over {}|a cloudburst over {}|rain clouds over {}
        |a curtain of rain before {}|{} drenched by rain|{} getting wet|{} soaked to the skin|a deluge at {}
        |rain sweeps over {}|rain veils {}|cold rain on {}|drizzle on {}|sleet over {}|the sky weeps over {}
        |{} while it rains hard|{} past in the rain""",
    "snow": """snow falling on {}|snowflakes over {}|snow is falling over {}|it snows on {}|falling snow and {}
        |a snowstorm over {}|a blizzard at {}|snow drifting over {}|snowflakes fall on {}|it is snowing at {}
        |flurries over {}|snowfall over {}|snow falls softly on {}|snow swirls around {}|snow whirls over {}
        |flakes dance around {}|flakes drift down on {}|snow drifts down on {}|a whiteout at {}
        |it keeps snowing on {}|snowflakes whirl around {}|snow showers over {}|the snow falls on {}|snowfall at {}
        |snow is coming down on {}|{} in a snow globe|{} behind whirling snow|flurries around {}|sleet over {}
        |{} while it snows|it snows and snows on {}""",
    "storm": """a storm over {}|a storm is coming over {}|storm clouds over {}|a thunderstorm above {}
        |black clouds above {}|lightning over {}|lightning strikes {}|thunder over {}|a bolt of lightning above {}
        |a tempest at {}|a storm is brewing over {}|lightning flashes above {}|a lightning bolt hits {}
        |thunder and lightning over {}|a storm rages over {}|a storm rolls over {}|thunderclouds gather over {}
        |a storm approaching {}|lightning striking near {}|a storm hits {}|thunder rolls over {}
        |thunder rumbles over {}|thunder growls above {}|lightning tears the sky above {}
        |lightning rips the sky over {}|lightning splits the sky above {}|lightning lights up {}
        |a thunderbolt strikes {}|a thunderbolt above {}|the storm lashes {}|a gale blows over {}|a squall hits {}
        |a storm breaks over {}|a storm gathers above {}|the storm howls around {}|thunderclouds tower above {}
        |{} struck by lightning|{} in the storm|{} defies the storm|lightning behind {}|thunder behind {}
        |lightning hits {}|lightning zigzags above {}|{} under a thundercloud|the tempest rages over {}
        |a thunderhead above {}|{} lit by lightning|a gale shakes {}|{} caught in a storm|lightning strikes near {}""",
    "fog": """fog over {}|mist above {}|fog hides {}|mist rising over {}|fog and {}|fog rolls over {}|mist covers {}
        |haze over {}|fog swallows {}|mist hangs over {}|{} disappearing in the mist|a blanket of fog over {}
        |{} fading into the fog|thick fog around {}|fog drifting over {}|{} behind a curtain of mist|mist veils {}
        |{} barely visible through the fog|fog creeps over {}|fog lies on {}|fog wraps {}|mist wraps {}
        |mist lies on {}|mist swirls around {}|mist drifts over {}|mist clings to {}|fog clings to {}|fog blurs {}
        |fog shrouds {}|fog blankets {}|haze hides {}|{} looms in the fog|{} looms out of the mist
        |{} swallowed by fog|{} dissolves in the haze|{} vanishes in the fog|{} peeks out of the mist
        |{} half hidden by fog|smog over {}|a veil of mist before {}|a fog bank over {}|{} wrapped in mist
        |{} lost in haze|brume around {}|a faint sun behind mist over {}|{} in pea soup""",
})
