"""The words for a picture of the gallery, from its scene: its tags, its alternative text and its title.

The tags are the words that people type for what it shows, in singular and plural: the place first, then objects,
light, weather and season.
"""

from pathlib import Path

from language.tables import read
from painter import LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS

WORDS = read(Path(__file__).with_suffix(".txt"), [*PLACES, *OBJECTS, *LIGHTS, *WEATHERS, *SEASONS])
_IN_THE_AIR = {"balloon", "moon", "birds"}


def tags(scene):
    """The words for a scene, the place's first, none twice."""
    named = [scene["place"], *(name for name, _ in scene["objects"]), scene["light"], scene["weather"]]
    words = [word for name in named for word in WORDS["tags"][name]]
    if scene["season"]:
        words += WORDS["tags"][scene["season"]]
    if scene["season"] == "winter":
        words.append("snow")  # winter is painted white
    return list(dict.fromkeys(words))


def alt(scene):
    """A sentence for those who cannot see the picture."""
    place, season = scene["place"], f" in {scene['season']}" if scene["season"] else ""
    ((light,), (weather,)) = (WORDS["condition"][scene[kind]] for kind in ("light", "weather"))
    names = [name for name, _ in from_the_ground_up(scene)]
    nouns = [WORDS["object"][name][0].format(colour) for name, colour in from_the_ground_up(scene)]
    seen = f"{nouns[0]} {where(place, names[0])}" if nouns else WORDS["place"][place][0]
    sentence = f"{seen}{season} {light}, {weather}"
    if len(nouns) > 1:
        nearby = ["on the shore" if place in ("sea", "lake") else "nearby"]
        sentence += f", with {nouns[1]} {WORDS['beside'].get(names[1], nearby)[0]}"
    return capitalised(sentence) + "."


def from_the_ground_up(scene):
    """The objects, those in the air last."""
    return sorted(scene["objects"], key=lambda o: o[0] in _IN_THE_AIR)


def where(place, name):
    """Where an object is in a place."""
    _, around, below = WORDS["place"][place]
    if name == "boat":
        return "on the water in front of a city" if place == "city" else around.replace("by", "on", 1)
    return below if name in _IN_THE_AIR or name == "bridge" and place != "city" else around


def capitalised(text):
    return text[0].upper() + text[1:]


def titles(scenes):
    """A title for each scene; no two are the same."""
    taken = set()
    chosen = []
    for scene in scenes:
        choices = _candidates(scene)
        first = scene["seed"] % len(choices)
        title = next((t for t in choices[first:] + choices[:first] if t not in taken), None)
        if title is None:
            raise ValueError(f"all titles are taken for {scene}")
        taken.add(title)
        chosen.append(title)
    return chosen


def _candidates(scene):
    """All titles that fit a scene."""
    place, light, weather, season = (scene[key] for key in ("place", "light", "weather", "season"))
    hour = "".join(WORDS["title hour"][light])
    when = list(WORDS["title when"][f"{light} {weather}"])
    if season:
        when += [f"on {'an' if season == 'autumn' else 'a'} {season} {hour or 'day'}"]
    subjects = _subjects(scene)
    found = [f"{subject} {w}" for subject in subjects for w in when]
    if len(scene["objects"]) == 1:
        found += [f"{subject} {where(place, scene['objects'][0][0])}" for subject in subjects]
    elif not scene["objects"]:
        sky = WORDS["title sky"][light][0] if weather == "clear" else f"{hour} {weather}".strip()
        found += [f"{sky} {WORDS['title over'][place][0]}"]
    else:
        found += subjects
    return [capitalised(title) for title in found]


def _subjects(scene):
    """The ways to name what is to be seen."""
    objects, forms = from_the_ground_up(scene), WORDS["title object"]
    nouns = [[form.format(colour) for form in forms[name]] for name, colour in objects]
    if not nouns:
        return WORDS["title place"][scene["place"]]
    if len(nouns) == 1:
        plain = nouns[0]
        return plain if "the moon" in plain else plain + [f"the {plain[0]}"]
    return [f"{a} and {b}" for a in nouns[0] for b in nouns[1]]
