"""Titles for the pictures of the gallery, each its own, and true of what its scene says."""

from gallery_words import capitalised, from_the_ground_up, where

# After what is to be seen.
WHEN = {
    ("dawn", "clear"): ["at first light", "at daybreak", "on a clear morning"],
    ("dawn", "clouds"): ["on a cloudy morning", "under morning clouds", "at dawn"],
    ("dawn", "rain"): ["in the morning rain", "on a rainy morning"],
    ("dawn", "snow"): ["in the morning snow", "on a snowy morning"],
    ("dawn", "storm"): ["in the morning storm", "on a stormy morning"],
    ("dawn", "fog"): ["in the morning mist", "on a foggy morning"],
    ("day", "clear"): ["under a blue sky", "on a sunny day", "in the sunshine"],
    ("day", "clouds"): ["under white clouds", "beneath drifting clouds"],
    ("day", "rain"): ["in the rain", "on a rainy day"],
    ("day", "snow"): ["in the falling snow", "on a snowy day"],
    ("day", "storm"): ["in the storm", "under a stormy sky"],
    ("day", "fog"): ["in the fog", "on a misty day"],
    ("sunset", "clear"): ["at sunset", "in the last light", "in the evening glow"],
    ("sunset", "clouds"): ["under evening clouds", "on a cloudy evening", "at dusk"],
    ("sunset", "rain"): ["in the evening rain", "on a rainy evening"],
    ("sunset", "snow"): ["in the evening snow", "on a snowy evening"],
    ("sunset", "storm"): ["in the evening storm", "on a stormy evening"],
    ("sunset", "fog"): ["in the evening mist", "on a foggy evening"],
    ("night", "clear"): ["under the stars", "on a starry night", "on a clear night"],
    ("night", "clouds"): ["on a cloudy night", "under the clouds of night"],
    ("night", "rain"): ["in the night rain", "on a rainy night"],
    ("night", "snow"): ["in the night snow", "on a snowy night"],
    ("night", "storm"): ["in the night storm", "on a stormy night"],
    ("night", "fog"): ["in the fog at night", "on a foggy night"],
}
# Before a place.
HOUR = {"dawn": "morning", "day": "", "sunset": "evening", "night": "night"}
AIR = {
    "clear": {"dawn": "first light", "day": "sunshine", "sunset": "last light", "night": "stars"},
    "clouds": "clouds",
    "rain": "rain",
    "snow": "snow",
    "storm": "storm",
    "fog": "fog",
}
BARE = {
    "mountains": ["the mountains", "high peaks"],
    "sea": ["the sea", "open water"],
    "desert": ["the desert", "the empty desert"],
    "meadow": ["meadows", "quiet fields"],
    "forest": ["the forest", "a clearing in the woods"],
    "city": ["the city", "the skyline"],
    "lake": ["the lake", "the far shore"],
}
OVER = {
    "mountains": "over the mountains",
    "sea": "over the sea",
    "desert": "over the desert",
    "meadow": "over the fields",
    "forest": "over the forest",
    "city": "over the city",
    "lake": "over the lake",
}
OBJECT = {
    "boat": ["{} boat", "{} sail"],
    "house": ["{} house", "little {} house"],
    "tree": ["tree", "lone tree"],
    "flowers": ["{} flowers", "{} blossoms"],
    "balloon": ["{} balloon"],
    "moon": ["the moon"],
    "birds": ["birds", "flock of birds"],
    "lighthouse": ["lighthouse"],
    "horse": ["horse", "lone horse"],
    "cactus": ["cactus", "tall cactus"],
    "bridge": ["bridge", "long bridge"],
}


def titles(scenes):
    """A title for each scene; no two are the same."""
    taken = set()
    chosen = []
    for scene in scenes:
        choices = candidates(scene)
        first = scene["seed"] % len(choices)
        title = next((t for t in choices[first:] + choices[:first] if t not in taken), None)
        if title is None:
            raise ValueError(f"all titles are taken for {scene}")
        taken.add(title)
        chosen.append(title)
    return chosen


def candidates(scene):
    """All titles that fit a scene."""
    when = list(WHEN[scene["light"], scene["weather"]])
    if scene["season"]:
        hour = HOUR[scene["light"]] or "day"
        when += [f"on {'an' if scene['season'] == 'autumn' else 'a'} {scene['season']} {hour}"]
    subjects = subjects_of(scene)
    found = [f"{subject} {w}" for subject in subjects for w in when]
    if len(scene["objects"]) == 1:
        place = where(scene["place"], scene["objects"][0][0])
        found += [f"{subject} {place}" for subject in subjects]
    elif not scene["objects"]:
        air = AIR[scene["weather"]]
        air = air[scene["light"]] if isinstance(air, dict) else f"{HOUR[scene['light']]} {air}".strip()
        found += [f"{air} {OVER[scene['place']]}"]
    else:
        found += subjects
    return [capitalised(title) for title in found]


def subjects_of(scene):
    """The ways to name what is to be seen."""
    nouns = [[form.format(colour) for form in OBJECT[name]] for name, colour in from_the_ground_up(scene)]
    if not nouns:
        return BARE[scene["place"]]
    if len(nouns) == 1:
        plain = nouns[0]
        return plain if "the moon" in plain else plain + [f"the {plain[0]}"]
    return [f"{a} and {b}" for a in nouns[0] for b in nouns[1]]
