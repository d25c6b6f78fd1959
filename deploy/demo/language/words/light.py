"""Words for the light, by time of day."""

from language.tables import table

ADVERBS = table({
    "dawn": """at dawn|at sunrise|in the early morning|at daybreak|in the morning light|at first light
        |in the morning|with the sun rising|in pink morning light|as the sun comes up|under a pink sky
        |at the break of day|at sunup|in the early hours|as day breaks|as the sun rises|early in the morning
        |at the crack of dawn|when the day begins|before breakfast|with a rising sun|in the soft morning light
        |in the dawn light|under a pastel sky|in the glow of dawn|at the start of the day|as the day begins
        |in early light|as morning comes|this morning|at 6 am|when the sun comes up|as a new day begins
        |with a morning sky|on an early morning|just after sunrise|at cockcrow|at six in the morning|at 5 am
        |at 6 a.m.|at 7 in the morning|while the world wakes up|with the first rays of the sun|in rosy light
        |under a pink and lilac sky|with a pink horizon|in pinks and lilacs|in the blush of morning
        |under a blushing sky|with the sun just up|as the night ends|as the cock crows|when the birds wake
        |before work|for early risers|in the pale morning|in pale early light|with morning dew|in candyfloss colours
        |under a candyfloss sky|in rose and lavender|at the first glimmer|as the sky turns pink|over breakfast
        |in the morn|bright and early|under a sky of pink and cream|before anyone is awake|at first light of day
        |in the rosy dawn|under a lilac morning sky|in pastel pink|in the early sun|in the faint morning sun
        |with peach and lilac light|when the cock crows|with the sun coming up|in the violet dawn|in the a.m.""",
    "day": """during the day|in daylight|at noon|in the middle of the day|by day|in broad daylight|in the afternoon
        |at midday|at lunchtime|in the daytime|under the midday sun|in full daylight|at noontime|around noon
        |on a regular day|at twelve o'clock|in the bright of day|at high noon|in day light|in plain daylight
        |at day time|daytime|at 12 o'clock|in the noonday sun|at twelve noon|in the early afternoon
        |at two in the afternoon|by daylight|in the full light of day|in the light of day|at siesta time
        |during lunch break|after lunch|in plain day|at 1 pm|at noonday|at the height of the day|on an ordinary day
        |in the day|during daylight hours|in the middle of the afternoon|at lunch|in the daylight|around midday
        |on a normal day|in ordinary daylight|by light of day""",
    "sunset": """at sunset|at dusk|in the evening|with an orange sky|under a red sky|at the end of the day
        |in the evening glow|with the sun setting|at golden hour|in the evening light|as the sun goes down
        |at sundown|in the twilight|at twilight|as evening falls|as the day ends|with a setting sun
        |under an orange sky|during sunset|during golden hour|with the sun low on the horizon|in the last light
        |in the last rays of the sun|when the sun goes down|as the sun sets|under a burning sky|under a fiery sky
        |with a red evening sky|against an orange sky|in the sunset|in the glow of the setting sun|with a sunset
        |with a sunset sky|at the close of day|late in the day|in the late evening|at eventide|as dusk settles
        |in front of the setting sun|with the sky on fire|after the sun has gone down|before nightfall
        |in the gloaming|at the golden hour|during the sunset|under a purple and orange sky|with a crimson sky
        |at day's end|at eve|after work|after supper|before supper|at the cocktail hour|at happy hour|at 8 pm
        |at 7 in the evening|at eight in the evening|in the dying light|in the fading light|as the light fades
        |in the last glow of the day|in the afterglow|under a copper sky|under a rust-red sky|under a tangerine sky
        |under a flaming sky|in copper light|under an amber sky|in ruby light|under a blood-red sky
        |under a scarlet sky|in crimson light|with a vermilion sky|in the red glow|with the sun sinking
        |with the sun going down|with a sinking sun|with the sun dipping below the horizon|as the sun dips
        |as the day dies|as darkness approaches|before dark|before it gets dark|shortly before night
        |when the day is done|with a burning horizon|with the horizon ablaze|under a sky ablaze|in maroon and gold
        |in magenta and orange|under a magenta sky|against a burning sky|against a flaming sky
        |against the setting sun|in rust-coloured light|under a plum-coloured sky|in the evening sun|this evening
        |towards evening|with a blazing sky|in plum light|with a molten sky|with the sun as an orange ball
        |in the orange evening|at suppertime|with the sun like a ball of fire|in violet evening light|at evening
        |with the sun going down behind|after a long day|under a blazing red sky|in the p.m.|at knocking-off time
        |under a dark red sky|with an orange horizon""",
    "night": """at night|by night|after dark|at midnight|in the middle of the night|late at night|during the night
        |in the night|at nightfall|at nighttime|in the dead of night|when night has fallen|in the small hours
        |under a night sky|under the night sky|in the darkness of the night|through the night|with a night sky
        |as night falls|while everyone sleeps|at bedtime|when it is dark outside|in the nighttime|on a dark night
        |in the dark of night|against the night sky|after nightfall|once it is dark|in the late night|at 2 am
        |at 3 a.m.|at eleven at night|at the witching hour|in the wee hours|in pitch darkness
        |under cover of darkness|in the blue night|in the blue hour|in midnight blue|under an indigo sky
        |under a navy blue sky|under an inky sky|while the world sleeps|long after sunset|long after dark
        |when lamps are lit|in the black of night|in the still of the night|deep in the night
        |under a black velvet sky|in blue darkness|in the night hours|all night long|tonight|overnight
        |after lights out|after midnight|around midnight|in the night-time|when owls fly|at this late hour
        |on a blue night|under a dark blue sky|in deep blue night|when night lies on the land|by lamplight
        |in nocturnal blue|while all are asleep|one night""",
})
ADJECTIVES = table({
    "dawn": """morning|sunrise|dawn|early morning|daybreak|first-light|early-morning|dawn-lit|sunrise-coloured
        |matinal|sun-up|breakfast-time|waking""",
    "day": "daytime|daylight|midday|noon|noonday|daylit|afternoon|lunchtime|day-time|noontide",
    "sunset": """sunset|evening|dusk|twilight|golden hour|sundown|copper|copper-coloured|rust-coloured|tangerine
        |vermilion|flame-coloured|late-evening|crepuscular|sunset-coloured|blood-orange|sunset-lit|end-of-day|twilit
        |ember-coloured|maroon|duskily lit|after-work""",
    "night": """night|nighttime|nocturnal|midnight|night-time|midnight-blue|indigo|nightly|night-dark|late-night
        |inky|after-dark|navy-blue|nighted|sleeping""",
})
NOUNS = table({
    "dawn": """sunrise|dawn|a sunrise|daybreak|early morning|morning light|the rising sun|the first light of day
        |sunup|the break of day|a new day|morning|the morning|the morning sun|a pink sunrise|morning glow
        |the first rays|cockcrow|the blush of dawn|aurora|the morning hour|a new dawn|first light|early light
        |the early hours|a rosy dawn|a lilac dawn|a pink morning|a blush sky|a pastel sunrise|the early sun
        |the crack of dawn|breakfast time|an early start|a lilac sunrise|a pastel morning|a lilac morning
        |the dawn of a new day|pink and lilac light|a candyfloss sky|a rising sun|an early morning
        |a faint morning sun|hazy morning sun|morning colours""",
    "day": """daylight|midday|noon|daytime|broad daylight|a summer noon|noontime|the afternoon|an afternoon
        |high noon|midday light|daylight hours|plain daylight|the light of day|a day scene|siesta time|noontide""",
    "sunset": """sunset|a sunset|dusk|evening|twilight|the setting sun|golden hour|nightfall approaching
        |evening light|the evening sun|an orange sunset|a red sunset|a fiery sunset|a beautiful sunset
        |the last light|sundown|an evening sky|an orange sky|a red sky|the evening|evening glow|a blazing sunset
        |the end of the day|the gloaming|eventide|day's end|afterglow|the dying light|the fading light|a copper sky
        |a tangerine sky|a scarlet sky|a crimson sky|a flaming sky|a burning sky|a sky on fire|the last rays
        |the last rays of the sun|a sinking sun|the sinking sun|a red sun|a big orange sun|an orange sun
        |the cocktail hour|a vermilion sky|a rust-red sky|a blood-orange sky|sunset colours|sunset glow|sunset light
        |an ember glow|evening colours|red sky at night|a shepherd's delight|a sailor's delight|a red evening
        |an amber sky|an orange evening|dusk light|a huge setting sun|a maroon sky|evening red|the close of day
        |nightfall soon|rust and orange light|a magenta sky|an evening in flames""",
    "night": """night|the night|nightfall|midnight|night sky|a dark night|nighttime|darkness|night time
        |a night scene|deep night|the dark of night|the dead of night|the witching hour|the small hours|a blue night
        |midnight blue|an indigo sky|an inky sky|a navy blue sky|bedtime|a night view|night-time|a quiet night
        |a nocturne|a night shot|the night hours|blue darkness|the blue hour|the black of night|a dark blue sky
        |night and darkness|the still of the night|a long night|night colours|a midnight scene""",
})
SENTENCES = table({
    "dawn": """sunrise over {}|the sun rises over {}|dawn over {}|morning at {}|a new day begins over {}
        |dawn breaks over {}|day breaks over {}|the sun comes up over {}|early morning at {}|morning light on {}
        |first light over {}|the sun is rising over {}|{} waking up|{} in the first light|the rising sun above {}
        |the morning sun shines on {}|dawn creeps over {}|the sun peeks over {}|the sun peeps over {}
        |morning breaks over {}|sunrise at {}|dawn at {}|the sky turns pink over {}|morning comes to {}
        |{} greets the morning|{} wakes up|pink light on {}|a rosy sky above {}|the first rays touch {}
        |dawn paints {}|{} at daybreak|{} blushing at sunrise|a lilac sky above {}|the early sun lights {}
        |daybreak at {}|{} before breakfast|{} when the day begins|the rising sun greets {}""",
    "day": """midday at {}|noon at {}|daylight on {}|{} in the middle of the day|bright noon over {}|afternoon at {}
        |noon over {}|midday over {}|{} by daylight|{} in plain daylight|an afternoon at {}|high noon at {}
        |lunchtime at {}|the light of day on {}|{} during the day|day over {}|{} at lunchtime""",
    "sunset": """sunset over {}|the sun sets behind {}|the sun going down over {}|evening at {}|dusk over {}
        |dusk at {}|twilight over {}|the sun is setting over {}|evening falls over {}|the setting sun behind {}
        |the sun sinks behind {}|evening light on {}|an orange sky over {}|a red sky above {}|golden hour at {}
        |the day ends at {}|the sun disappears behind {}|a fiery sky above {}|sundown at {}|the last sunlight on {}
        |the sun drops behind {}|the sun dips behind {}|the day dies over {}|the sky burns over {}
        |the sky is on fire above {}|sunset at {}|sunset behind {}|the last rays touch {}|evening settles over {}
        |dusk falls on {}|twilight at {}|{} against a burning sky|{} against a red sky|{} against the sunset
        |{} blushing at sunset|{} glowing at sundown|{} in the last light|copper light on {}|a crimson sky over {}
        |an orange sun behind {}|a tangerine sky above {}|the evening sun warms {}|the light fades over {}
        |the sun says goodbye to {}|orange light over {}|{} in red and orange|{} aglow|a blood-red sky above {}
        |{} on fire in the evening|the sun going down behind {}|the sky glows red behind {}
        |{} before a huge setting sun""",
    "night": """night over {}|night falls over {}|{} sleeping at night|nightfall over {}|midnight at {}|{} sleeps
        |a night sky over {}|darkness over {}|{} asleep|night has come to {}|{} in the middle of the night
        |a dark night at {}|night settles over {}|the night hides {}|the night sky above {}|midnight over {}
        |{} by night|{} after dark|{} lost in the night|{} in the blue night|{} in the dark of night|night at {}
        |night lies on {}|the night wraps {}|{} dreams|{} dozes in the dark|an indigo sky above {}
        |{} under the night sky|all is dark around {}|late at night at {}|the whole world sleeps, only {}
        |{} at 3 a.m.|good night, {}""",
})
