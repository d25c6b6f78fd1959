"""Titles for the pictures of the gallery, each its own, and true of what its scene says."""

from gallery_words import WORDS, capitalised, from_the_ground_up, where


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
    nouns = [[form.format(colour) for form in WORDS["title object"][name]] for name, colour in from_the_ground_up(scene)]
    if not nouns:
        return WORDS["title place"][scene["place"]]
    if len(nouns) == 1:
        plain = nouns[0]
        return plain if "the moon" in plain else plain + [f"the {plain[0]}"]
    return [f"{a} and {b}" for a in nouns[0] for b in nouns[1]]
