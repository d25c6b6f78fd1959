"""The words for a picture of the gallery: its tags and its alternative text, from its scene.

The tags are the words that people type for what it shows, in singular and plural: the place first, then objects,
light, weather and season.
"""

PLACE_TAGS = {
    "mountains": ["mountains", "mountain", "peaks", "alps"],
    "sea": ["sea", "ocean", "coast", "beach", "seaside"],
    "desert": ["desert", "deserts", "dunes", "sand"],
    "meadow": ["meadow", "meadows", "fields", "field", "hills", "countryside"],
    "forest": ["forest", "forests", "woods", "wood", "trees"],
    "city": ["city", "cities", "skyline", "skyscrapers", "town"],
    "lake": ["lake", "lakes", "pond"],
}
OBJECT_TAGS = {
    "boat": ["boat", "boats", "sailboat", "ship", "ships"],
    "house": ["house", "houses", "cottage", "cabin"],
    "tree": ["tree", "trees"],
    "flowers": ["flowers", "flower"],
    "balloon": ["balloon", "balloons", "hot air balloon"],
    "moon": ["moon", "moonlight"],
    "birds": ["birds", "bird"],
    "lighthouse": ["lighthouse", "lighthouses"],
    "horse": ["horse", "horses"],
    "cactus": ["cactus", "cacti"],
    "bridge": ["bridge", "bridges"],
}
LIGHT_TAGS = {
    "dawn": ["dawn", "sunrise", "morning"],
    "day": ["day"],
    "sunset": ["sunset", "sunsets", "dusk", "evening"],
    "night": ["night"],
}
WEATHER_TAGS = {
    "clear": [],
    "clouds": ["clouds", "cloud"],
    "rain": ["rain"],
    "snow": ["snow"],
    "storm": ["storm", "storms", "thunderstorm"],
    "fog": ["fog", "mist"],
}
SEASON_TAGS = {None: [], "spring": ["spring"], "summer": ["summer"], "autumn": ["autumn", "fall"], "winter": ["winter"]}

# Each place by itself, around what stands there, and below what flies.
PLACE = {
    "mountains": ("mountains", "in the mountains", "over the mountains"),
    "sea": ("the sea", "by the sea", "over the sea"),
    "desert": ("a desert", "in the desert", "over the desert"),
    "meadow": ("meadows", "in a meadow", "over a meadow"),
    "forest": ("a forest", "in a forest", "over a forest"),
    "city": ("a city", "in front of a city", "over a city"),
    "lake": ("a lake", "by a lake", "over a lake"),
}
OBJECT = {
    "boat": "a {} sailing boat",
    "house": "a {} house",
    "tree": "a lone tree",
    "flowers": "{} flowers",
    "balloon": "a {} hot air balloon",
    "moon": "the moon",
    "birds": "birds in flight",
    "lighthouse": "a lighthouse",
    "horse": "a horse",
    "cactus": "a tall cactus",
    "bridge": "a long bridge",
}
# Where an object is that is named second.
BESIDE = {
    "boat": "on the water",
    "flowers": "in the foreground",
    "balloon": "above",
    "moon": "in the sky",
    "birds": "above",
    "bridge": "across the water",
}
IN_THE_AIR = {"balloon", "moon", "birds"}
LIGHT = {"dawn": "at dawn", "day": "by day", "sunset": "at sunset", "night": "at night"}
WEATHER = {
    "clear": "under a clear sky",
    "clouds": "under scattered clouds",
    "rain": "in the rain",
    "snow": "in falling snow",
    "storm": "under storm clouds",
    "fog": "in fog",
}


def tags(scene):
    """The words for a scene, the place's first, none twice."""
    words = list(PLACE_TAGS[scene["place"]])
    for name, _ in scene["objects"]:
        words += OBJECT_TAGS[name]
    words += LIGHT_TAGS[scene["light"]] + WEATHER_TAGS[scene["weather"]] + SEASON_TAGS[scene["season"]]
    if scene["season"] == "winter":
        words.append("snow")  # winter is painted white
    return list(dict.fromkeys(words))


def alt(scene):
    """A sentence for those who cannot see the picture."""
    objects = from_the_ground_up(scene)
    seen = PLACE[scene["place"]][0]
    if objects:
        seen = f"{noun(*objects[0])} {where(scene['place'], objects[0][0])}"
    season = f" in {scene['season']}" if scene["season"] else ""
    sentence = f"{seen}{season} {LIGHT[scene['light']]}, {WEATHER[scene['weather']]}"
    if len(objects) > 1:
        sentence += f", with {noun(*objects[1])} {beside(scene['place'], objects[1][0])}"
    return capitalised(sentence) + "."


def from_the_ground_up(scene):
    """The objects, those in the air last."""
    return sorted(scene["objects"], key=lambda o: o[0] in IN_THE_AIR)


def noun(name, colour):
    return OBJECT[name].format(colour)


def where(place, name):
    """Where an object is in a place."""
    _, around, below = PLACE[place]
    if name == "boat":
        return "on the water in front of a city" if place == "city" else around.replace("by", "on", 1)
    return below if name in IN_THE_AIR or name == "bridge" and place != "city" else around


def beside(place, name):
    """Where an object is, seen from another in the same place."""
    return BESIDE.get(name) or ("on the shore" if place in ("sea", "lake") else "nearby")


def capitalised(text):
    return text[0].upper() + text[1:]
