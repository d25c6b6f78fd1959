"""Places in a light, weather, season or mood, in one phrase."""

from language.tables import table

TOGETHER = table({
    "place:forest season:spring": """blossoming trees|pink trees|cherry trees|an orchard in bloom|flowering trees
        |a forest in blossom|trees in pink|a cherry orchard|pink blossom trees in the woods|blossoming woodland
        |trees in bloom|candyfloss trees|an apple orchard in bloom|trees pink like candyfloss|a light green wood""",
    "place:forest season:autumn": """colourful trees|a golden forest|an autumn forest|orange trees|autumn woodland
        |trees in fall colors|red and yellow trees|rusty woods|maple trees|golden birches|birches in gold
        |russet woods|copper beeches|a rusty forest|brown woods|yellow birches|a fiery autumn forest
        |big brown conifers|an october forest|tawny woods|a forest on fire with colour|leaf-peeping in the woods
        |amber woodland""",
    "place:forest mood:snowy": """snowy trees|snow-laden firs|frosted pines|white trees|snow-covered pines
        |evergreens covered with snow|a winter forest|firs under snow|trees heavy with snow|icy woods|a winter wood
        |snow-laden spruces|snowy spruces|snowy fir trees|white firs|frosted birches|a christmas forest
        |a snow-covered wood|snow covered pines|sugared pines|narnia|a white forest|lapland's forest
        |snow-clad conifers""",
    "place:forest season:summer": """green trees|a green forest|a lush forest|leafy woods|green woodland
        |emerald woods|summer woodland with rich foliage|leafy green woods|woods in full leaf|a green canopy
        |deep green trees""",
    "place:forest weather:fog": """misty woods|ghostly trees|pines in the mist|trees disappearing in fog|hazy pines
        |a misty wood|a ghostly forest|trunks in the mist|pale trees|birches in the fog|a veiled forest
        |silhouettes of firs in haze""",
    "place:forest light:night": """dark woods|a forest at night|black trees|the woods after dark|a dark wood
        |a wood at midnight|black firs|nocturnal woods|the forest asleep|owl country by night|a pitch-dark forest""",
    "place:meadow mood:snowy": """white fields|a snowfield|snowy hills|a white meadow|frozen fields
        |bare white fields|snow-covered hills|winter fields|an empty white field|a snowy field|white hills
        |a winter pasture|snowbound pastures|snowy pastures|a field under snow|hills in white|sledging hills
        |nothing but white hills|a snow-covered meadow""",
    "place:meadow season:autumn": """brown hills|golden fields|autumn fields|ochre hills|harvest fields|yellow grass
        |tawny fields|stubble fields|straw-coloured hills|russet hills|brown pastures|tawny autumn fields
        |harvested fields|ochre fields|red poplars|yellow poplars|golden hills|rusty poplars|copper-coloured hills
        |thanksgiving countryside""",
    "place:meadow season:spring": """fresh green meadows|spring fields|an orchard|blossoming countryside
        |spring hills|light green hills|lambing season|fresh pastures|apple blossom countryside|tender green fields
        |may meadows""",
    "place:mountains mood:snowy": """snowy mountains|white mountains|a ski resort|frozen peaks|icy mountains
        |winter mountains|an alpine snowscape|ski slopes|a winter sports region|snowbound mountains
        |white peaks in winter|alpine snow|polar mountains|the mountains in winter|skiing weather in the alps
        |snowed-in valley""",
    "place:mountains season:autumn": """mountains in fall colors|an autumn valley|golden valley below the peaks
        |a brown valley in autumn|tawny slopes|russet mountainsides|october in the alps|ochre mountain slopes
        |brown pastures below the peaks""",
    "place:mountains light:sunset": """alpenglow|glowing peaks|peaks in the last light|mountains on fire
        |mountains aglow|mountains blushing at sunset|burning peaks|copper peaks|red peaks|summits in evening red
        |mountains in fiery light""",
    "place:mountains weather:fog": """misty mountains|peaks in the mist|hazy mountains|mountains lost in fog
        |a misty valley|peaks above the mist|veiled mountains|valley fog|a valley in haze|ghostly peaks""",
    "place:city light:night": """city lights|lit skyscrapers|glowing windows of a city|the city that never sleeps
        |illuminated buildings|nightlife|lights of the city|a nocturnal skyline|sleeping skyscrapers
        |a glittering skyline|a city of lights|midnight in manhattan|a lit-up skyline|towers with golden windows
        |times square at night|lit office blocks|a sea of lights|neon city|a shining skyline|night owls' city
        |las vegas nights|streetlights and lit windows|glittering towers""",
    "place:city mood:snowy": """white christmas in the city|a snowy town|skyscrapers in winter|a cold city
        |a snowy city|snowy roofs|snowy streets|a snowbound metropolis|christmas in new york|white rooftops
        |a wintry skyline|winter in the city""",
    "place:city weather:fog": """a ghost city|skyscrapers swallowed by fog|smog|a smoggy city|a hazy skyline
        |a misty skyline|towers in the mist|colourless towers in smog|london fog|smog over the city
        |an industrial haze|faded towers|pale skyscrapers""",
    "place:sea weather:storm": """rough sea|a raging sea|high seas in a gale|a wild ocean|shipwreck weather
        |huge waves|towering waves|heavy seas|a boiling sea|mountainous waves|heavy swell and storm|a stormy coast
        |force ten at sea|angry waves|white-crested breakers|perfect storm""",
    "place:sea mood:calm": """calm sea|a still ocean|smooth sea|quiet ocean|gentle sea|a flat calm sea
        |a sea like glass|a placid ocean|a sleepy sea|a windless sea|a serene seascape|a gentle swell""",
    "place:sea mood:sunny": """a tropical beach|beach weather|a summer beach|a beach holiday|golden sand by the sea
        |a holiday brochure|a beach in blazing sunshine|palms and sunshine|a bounty beach|a sunny coast
        |sunbathing weather|a summer holiday by the sea|sunscreen and sand|a beach paradise in the sun""",
    "place:sea mood:bright": """a tropical sea|turquoise water|summer at the seaside|a blue lagoon by the sea
        |a turquoise sea|azure water|a cobalt sea|a sapphire sea|caribbean blue|aquamarine water|a sea of azure
        |sparkling water|sea blue and sky blue|a day at the beach""",
    "place:sea light:night": """the dark ocean|black water|the sea in the dark|dark waves|a midnight sea
        |an ink-blue sea|a black sea at night|the ocean after dark|a sleeping sea|nocturnal waves""",
    "place:lake mood:snowy": """a frozen lake|an icy lake|a lake in winter|a snowy shore|a winter lake|a snowy lake
        |a wintry shore|a white shore|a frozen pond|skating weather|an ice-cold lake|a lake in the snow
        |a white winter lake""",
    "place:lake mood:calm": """mirror-calm water|a glassy lake|a calm mere|an unruffled lake|a mere
        |a perfect reflection|perfectly still water|a lake without a ripple|mirror-smooth lake|a sleeping lake
        |a motionless lake|a sheet of glass|silent water""",
    "place:lake season:autumn": """an autumn lake|autumn trees reflected in water|orange trees along the shore
        |autumn colours along the shore|russet trees on the bank|golden trees mirrored in water|a copper shore
        |red trees along the lake|an october lake|an indian summer lake""",
    "place:lake season:spring": """blossoming trees by the water|pink trees on the shore|a lake in spring
        |pink trees by the lake|a lake in blossom|a fresh green shore|blossom mirrored in water|may at the lake""",
    "place:desert light:night": """a cold desert night|the desert in the dark|dunes in the moonlight|dark dunes
        |a desert after dark|black buttes|blue sand at night|dunes at midnight|a bedouin night
        |a campfire night in the desert|cold sand""",
    "place:desert mood:bright": """hot sand|a hot desert|sun-baked dunes|glaring sand|a blazing desert
        |golden sand under a blue sky|sand and blue sky|glaring dunes|red rocks and blue sky|sahara heat""",
    "place:desert weather:rain": """rare rain in the dry land|the desert finally gets rain|wet sand|a wet desert
        |rain in the dry country|a wet canyon|rain on the dunes|wet dunes|flash flood weather in the canyon
        |a rainy desert""",
    "place:forest mood:green": "light green woods|a fresh green forest|an emerald forest|moss-green woods",
    "place:forest weather:rain": """wet woods|dripping trees|a dripping forest|a wet forest|rain-soaked pines
        |a rainforest mood|a gloomy wet forest""",
    "place:forest weather:storm": """lightning over the treetops|a storm in the woods|trees bending in the gale
        |a thunderstorm over the pines|storm-tossed trees""",
    "place:forest light:dawn": """morning in the woods|first light between the trees|dawn among pines
        |the woods waking up""",
    "place:forest light:sunset": """pines glowing at sundown|glowing trees at dusk|the last sun between the trunks
        |a forest in copper light|evening woods""",
    "place:meadow season:summer": """summer hills|summer pastures|deep green hills|a summer meadow|lush pastures
        |haymaking in the fields|deep green fields""",
    "place:meadow mood:green": """soft green hills in the sun|emerald hills|an emerald pasture|irish green hills
        |juicy green pastures|windows wallpaper hills""",
    "place:meadow weather:fog": """misty fields|misty hills|hazy pastures|a foggy moor|the moor in the mist
        |baskerville moor|hills lost in haze""",
    "place:meadow weather:rain": """wet fields|rain over the pastures|a wet pasture|a soggy meadow|dripping hedges
        |rainy hills|a wet moor""",
    "place:meadow weather:storm": """lightning over the hills|a storm over the fields|thunder over the pastures
        |a prairie thunderstorm|tornado alley""",
    "place:meadow light:sunset": """hills in the evening sun|fields at dusk|copper hills|the heath at sundown
        |glowing fields|burning hills""",
    "place:meadow light:dawn": "morning pastures|dewy meadows|fields at first light|dew on the grass|rosy hills",
    "place:meadow light:night": """sleeping fields|dark hills|the moor at night|night over the fields
        |blue hills at night""",
    "place:mountains season:summer": """summer in the alps|green alpine pastures|alpine summer|hiking season
        |green valley below the peaks""",
    "place:mountains season:spring": """spring in the alps|fresh green valley below the peaks|alpine spring
        |may in the mountains""",
    "place:mountains light:dawn": """rosy peaks|peaks blushing at dawn|pink summits|mountain morning
        |lilac mountains at sunrise|an alpine sunrise""",
    "place:mountains light:night": """dark blue mountains|black peaks|the mountains at night|sleeping mountains
        |a blue mountain night|night in the alps""",
    "place:mountains weather:storm": """lightning over the peaks|thunder over the peaks|a storm in the mountains
        |thunderclouds over the summits|a mountain storm""",
    "place:mountains weather:rain": """wet mountains|rain in the valley|a rainy valley|rainy highlands
        |a wet alpine day|dripping crags""",
    "place:city light:sunset": """a skyline at dusk|towers in evening light|evening rush hour|after work in the city
        |red skyscrapers at sundown|copper towers|an urban sunset""",
    "place:city light:dawn": """morning rush hour|the city wakes up|a skyline at dawn|towers in rosy light
        |early commuters|the city before it wakes""",
    "place:city light:day": """office hours|a working day in the city|downtown at noon|lunch break downtown
        |business hours""",
    "place:city weather:rain": """wet streets|a wet city|rain on the windows of the city|rainy downtown
        |umbrella weather downtown|blade runner|wet asphalt|a rainy metropolis""",
    "place:city weather:storm": """a city thunderstorm|lightning over the skyscrapers|lightning hits a tower
        |a storm downtown|gotham in a storm""",
    "place:city mood:bright": """a bright skyline|blue sky over the towers|sunny downtown with blue sky
        |a cheerful city|a fine day in the city""",
    "place:sea weather:rain": """rain at sea|a rainy coast|a wet beach|a churning sea in the rain|a rainy seaside
        |wet coast""",
    "place:sea weather:fog": """sea mist|a foggy sea|haar|an endless foggy sea|a misty coast|fog at sea|a hazy shore
        |a sea lost in mist""",
    "place:sea light:sunset": """a copper sea|a sea of copper|a rust-coloured sea|an orange sea|a crimson sea
        |burning water|a sundowner on the beach|golden waves|a molten sea|evening at the seaside""",
    "place:sea light:dawn": """a rosy sea|a lilac sea|a pink sea|a pastel sea|dawn by the ocean
        |a sunrise over the waves|morning at the seaside""",
    "place:sea mood:snowy": """a winter sea|a snowy coast|snow over the sea|a wintry beach|the arctic ocean
        |a polar sea""",
    "place:lake season:summer": """a summer lake|a green shore|swimming weather|a bathing day at the lake
        |summer at the lake|a lush green bank""",
    "place:lake weather:fog": """a misty lake|fog on the water|a foggy loch|mist over the lake|a veiled lake|avalon
        |steam over the lake|a ghostly lake""",
    "place:lake weather:rain": """a rainy lake|rain rings on the lake|drops on the lake|a wet lakeside
        |rain on the pond|a grey rainy lake""",
    "place:lake weather:storm": """a stormy lake|lightning over the lake|a storm on the lake|thunder over the water
        |a lake whipped by the storm""",
    "place:lake light:sunset": """a lake on fire|a copper lake|an orange lake|a burning lake
        |evening mirrored in the lake|golden pond|a red lake""",
    "place:lake light:dawn": """a rosy lake|a pink lake|a lilac lake|a pastel lake|morning by the lake
        |dawn mirrored in water""",
    "place:lake light:night": """a dark lake|a midnight lake|a black lake|a lake asleep|the lake after dark
        |an ink-blue lake""",
    "place:lake mood:bright": """a blue lake under a blue sky|a blue lake day|an azure lake|a sparkling blue lake
        |a turquoise lake in the sun""",
    "place:desert light:sunset": """burning dunes|red dunes at dusk|copper sand|crimson mesas|the desert on fire
        |a red desert evening|riding into the sunset out west|glowing red rocks""",
    "place:desert light:dawn": "rosy dunes|pink dunes|lilac sand|dawn over the dunes|a desert morning|pastel dunes",
    "place:desert weather:fog": """misty dunes|a sandstorm|a dust storm|dust in the air|pale misty dunes|hazy dunes
        |dusty canyon fog|hazy mesas|sand haze|a mirage|a dust haze""",
    "place:desert weather:storm": """lightning in the desert|a desert thunderstorm|lightning hits a rock tower
        |thunder over the mesas|a storm over the dunes""",
    "place:desert mood:starry": """stars over the dunes|the desert under the stars|stars above the mesas
        |stargazing in the desert|a sahara night sky""",
})
