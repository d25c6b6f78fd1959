"""Light, weather, season and mood in one phrase."""

from language.tables import table

TOGETHER = table({
    "light:night weather:clear": "a clear night|a cloudless night",
    "light:night weather:storm": """a stormy night|pitch black|nothing but darkness|lightning in the dark
        |almost black|a wild night|midnight thunder|lightning at midnight|a night of thunder|a stormy midnight
        |a thunderstorm at night""",
    "light:night weather:rain": """a rainy night|rain in the dark|a wet night|midnight rain|rain all night
        |a black rainy night|rain at midnight|cold night rain|a drenched night""",
    "light:night mood:snowy": """a winter night|a frozen night|a cold night|christmas eve|a silent night
        |a white night in winter|a snowy night|the holy night|midnight snow|a blue winter night|a polar night
        |santa's night""",
    "light:night weather:fog": """a foggy night|night mist|fog in the dark|midnight mist|a ghostly night
        |jack the ripper weather|night fog|a misty night|blue mist at night""",
    "light:dawn weather:fog": """morning mist|a misty morning|a foggy morning|early haze|dawn fog|haze at dawn
        |pastel mist|a pale pink haze|lilac haze|a hazy morning|mist at sunrise|pink fog|dawn mist|rosy mist""",
    "light:dawn weather:rain": """a rainy morning|rain at breakfast time|a wet morning|morning rain|drizzle at dawn
        |a damp morning|rain at sunrise|a drizzly morning|pale lilac rain""",
    "light:dawn mood:snowy": """a winter morning|a frosty morning|a cold morning|morning snow|snow at dawn|pink snow
        |rosy snow|lilac snow|a lavender snowscape|a crisp winter dawn|frost at sunrise""",
    "light:sunset mood:snowy": """a winter evening|winter twilight|a cold evening|snow in the evening light
        |a snowy evening|lavender snow|violet snow|a lavender snowscape|snow at dusk|mauve snow|rosy evening snow
        |a winter sunset|blushing snow""",
    "light:sunset weather:fog": """evening haze|a hazy evening|apricot mist|orange fog|golden mist|orange haze
        |lilac evening haze|tangerine mist|copper mist|mist at dusk|a hazy orange evening|salmon fog|peach haze
        |glowing mist|rust-coloured haze""",
    "light:sunset weather:rain": """a rainy evening|evening rain|a wet evening|red rain|a red rainstorm|rain at dusk
        |drizzle in the evening|a dark red rainy sky|copper rain|orange rain|a soggy evening|rain after supper""",
    "light:sunset weather:storm": """a stormy evening|an evening storm|thunder at dusk|a crimson storm
        |a red thunderstorm|lightning at dusk|a thunderstorm at sundown|purple storm clouds|dark red storm clouds
        |a storm at sunset|an apocalyptic sunset|maroon thunderclouds""",
    "light:sunset weather:clouds": """pink clouds|orange clouds|glowing clouds|clouds lit by the sunset
        |violet clouds|burning clouds|fiery clouds|coral clouds|salmon clouds|lilac clouds|lavender clouds
        |red clouds|flaming clouds|rosy evening clouds|purple clouds|mauve clouds|evening clouds|fluffy pink clouds
        |apricot clouds|crimson clouds|copper clouds""",
    "light:sunset season:summer": """a warm summer evening|a summer evening|a summer night's beginning
        |a july evening|a mild summer evening|a midsummer evening|a barbecue evening|a summer sunset""",
    "light:day season:summer": """a summer day|a perfect summer day|a hot summer afternoon|a picnic day
        |a midsummer day|a july afternoon|an august noon|a lazy summer afternoon|summer at noon""",
    "light:day mood:snowy": """a winter day|a snowy day|a white winter day|a skiing day|a bright winter day
        |white winter noon|dazzling snow|glaring white snow|a white day""",
    "light:day weather:rain": """a rainy afternoon|a grey wet day|a rainy day|a grey rainy day|slate-grey rain
        |steel-grey rain clouds|gray rainy weather|grey drizzle|a wet afternoon|pewter rain clouds""",
    "light:day weather:fog": """pale fog|white fog|a pale misty day|white haze|everything white and hazy
        |pale grey fog|colourless haze|a white-grey world|milk-white fog|grey mist|a white foggy day|everything pale
        |a faint pale sun|thin white mist""",
    "light:day weather:storm": """dark clouds at noon|a dark afternoon|black clouds in daytime|slate clouds
        |steel-grey storm clouds|charcoal storm clouds|a storm at noon|an afternoon thunderstorm
        |lead-grey thunderclouds|iron clouds""",
    "season:autumn weather:rain": """typical november weather|autumn rain|a wet autumn day|november rain
        |october rain|a wet november day|rain on fallen leaves|rain on russet leaves|dreich november""",
    "season:autumn weather:fog": """autumn mist|a foggy october day|november fog|october mist
        |mists and mellow fruitfulness|a misty october|brown woods in haze|a misty brown landscape
        |fog and yellow leaves""",
    "season:summer weather:storm": """a summer storm|a summer thunderstorm|thunder in july|summer lightning
        |an august thunderstorm|a july storm|a storm in high summer""",
    "season:spring weather:rain": """april showers|spring rain|may rain|april rain|a spring shower
        |typical april weather|may showers|rain on the blossoms""",
    "mood:starry weather:clear": """a clear starry night|a cloudless starry sky|a sky crowded with stars
        |countless stars on a clear night""",
    "light:night weather:clouds": """night clouds|clouds in the night sky|dark blue clouds|a cloudy night
        |drifting clouds at night|starry clouds""",
    "light:dawn weather:storm": "thunder at dawn|a stormy morning|a morning storm|lightning at daybreak",
    "light:dawn weather:clouds": """lilac clouds|rosy clouds|pink clouds at dawn|lavender clouds|fluffy pink clouds
        |morning clouds|pale pink clouds|candyfloss clouds""",
    "light:dawn weather:clear": "a clear morning|a cloudless morning|a clear pink sky|a pure morning sky",
    "light:dawn season:spring": "a spring morning|a may morning|an april dawn|easter morning",
    "light:dawn season:summer": "a summer morning|a july morning|a midsummer dawn|a fresh summer sunrise",
    "light:dawn season:autumn": "an autumn morning|an october morning|an autumn sunrise|a november dawn",
    "light:sunset weather:snow": """snowfall in the evening|a rosy evening with snow|snow at twilight
        |an evening snowstorm|pink snow clouds""",
    "light:sunset weather:clear": "a clear evening|a cloudless evening|a clear orange sky|a pure red sky",
    "light:sunset season:autumn": """an autumn evening|an october evening|an autumn sunset|golden hour in autumn
        |a november evening|halloween evening""",
    "light:sunset season:spring": "a spring evening|an evening in may|an april sunset|a mild spring evening",
    "light:day season:spring": "a spring day|a may afternoon|an april day|a fresh spring afternoon",
    "light:day season:autumn": """an autumn day|an october afternoon|an autumn afternoon|a november day
        |golden october afternoon""",
    "light:day weather:clouds": """white clouds in a blue sky|white cumulus on blue|blue and white sky
        |a few white clouds|fair weather clouds|white cotton clouds|bavarian sky""",
    "light:day weather:clear": """nothing but blue sky|a cloudless blue sky|a spotless blue sky|a clear blue sky
        |pure azure|blue all over|endless blue sky|a pure blue sky""",
    "light:day weather:snow": "snow in the afternoon|a white snowy day|daytime snowfall|pale blue snow light",
    "season:autumn weather:storm": """an autumn gale|autumn storms|an october storm|leaves blown by the storm
        |a november storm""",
    "season:autumn mood:bright": """golden october weather|a golden autumn day|an indian summer day
        |blue sky and orange leaves""",
    "season:summer weather:rain": "summer rain|warm summer rain|july rain|a rained-off picnic|a wet summer",
    "season:summer mood:sunny": "a sunny summer day|summer sun|midsummer sunshine|july sun|a sun-drenched summer day",
    "season:spring mood:bright": "a happy spring day|a bright spring day|spring under a blue sky|a cheerful may day",
    "season:spring weather:fog": "blossom in the mist|pink trees in the mist|a misty spring day|april mist",
    "mood:snowy mood:bright": """bright snow|snow and a brilliant blue sky|dazzling snow under a blue sky
        |a bright snowy day|kaiserwetter in winter""",
    "mood:snowy mood:starry": "snow under the stars|a starry winter night|stars above the snow",
    "mood:snowy weather:rain": "snow turning to slush|rain on snow|slush|rain on frozen ground|a thaw|winter rain",
    "mood:snowy weather:storm": """a winter storm|thundersnow|thunder above the snow|lightning over white land
        |a winter gale""",
    "mood:snowy weather:fog": """white fog over snow|freezing fog|everything white in white|winter mist|ice fog
        |a white haze over snow""",
})
