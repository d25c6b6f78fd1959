"""The parts of sentences about a scene: things, places, conditions."""

import random

from language import words
from language.attributes import MOODS, attributes
from language.tables import Tables

FORMS = ("adverb", "adjective", "noun")  # of a condition's words
_SNOWY = {"snow": 0.3, "winter": 0.5}  # how often each is told by what it looks like
_MOOD_FORMS = {mood: [form for form in FORMS if mood in words.MOOD[f"{form}s"]] for mood in MOODS}
# Adjectives that would tell the colour of a boat or a house if they stood before it.
TINTS = {word for colour in words.COLOUR["words"].values() for word in colour}
TINTS |= {word for mood in ("pink sky", "orange sky", "low sun", "green") for word in words.MOOD["adjectives"][mood]}
TINTS |= set(words.COLOUR["tints of light"][words.ANY])


def with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def without_article(noun: str) -> str:
    first, _, rest = noun.partition(" ")
    return rest if first in ("a", "an", "the") and rest else noun


def qualified(adjective: str, noun: str) -> str:
    """An adjective put into a noun phrase, with the article that fits."""
    first, _, rest = noun.partition(" ")
    if first in ("a", "an") and rest:
        return f"{with_article(adjective)} {rest}"
    if first == "the" and rest:
        return f"the {adjective} {rest}"
    return f"{adjective} {noun}"


class Parts:
    """Writes the parts of sentences about one scene; each part adds what it says to the meaning."""

    def __init__(self, rng: random.Random, scene: dict):
        self.rng, self.choice = rng, rng.choice
        self.place, self.light, self.weather, self.season = (scene[k] for k in ("place", "light", "weather", "season"))
        self.objects = list(scene["objects"])
        self.true = attributes(scene)
        self.moods = [a.removeprefix("mood:") for a in self.true if a.startswith("mood:")]
        self.meaning: set[str] = set()

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one_of(self, tables: Tables, title: str, key: str) -> str:
        return self.choice(tables[title][key])

    def object_noun(self, name: str, colour: str | None) -> str:
        if colour and self.chance(0.6):
            self.meaning.add(f"obj:{name}:{colour}")
            return self.coloured(name, colour)
        self.meaning.add(f"obj:{name}")
        if name not in words.OBJECT["singular"] or self.chance(0.2):
            return self.one_of(words.OBJECT, "plural", name)
        noun = self.one_of(words.OBJECT, "singular", name)
        draw = self.rng.random()
        if draw < 0.12:
            noun = self.one_of(words.OBJECT, "adjectives", words.ANY) + f" {noun}"
        elif draw < 0.15 and name in words.OBJECT["owners"]:
            return self.one_of(words.OBJECT, "owners", name) + f" {noun}"
        return with_article(noun) if self.chance(0.85) else noun

    def coloured(self, name: str, colour: str) -> str:
        draw = self.rng.random()
        if draw < 0.2:
            return self.one_of(words.OBJECT, "special", f"{name} {colour}")
        word = self.one_of(words.COLOUR, "words", colour)
        noun = self.one_of(words.OBJECT, "singular", name) if name != "flowers" else ""
        if draw < 0.36:
            if " with " in noun or " where " in noun:
                noun = name
            pattern = self.one_of(words.COLOUR, "patterns", name)
            if colour == "white" and "white" in pattern:
                pattern = "{a} {n}"
            return pattern.format(c=word, a=with_article(word), n=noun)
        if name == "flowers":
            return qualified(word, self.one_of(words.OBJECT, "flower kinds", "flowers"))
        if draw < 0.42:
            return f"{with_article(noun)} that is {word}"
        return with_article(f"{word} {noun}") if draw < 0.92 else f"{word} {noun}"

    def object_phrase(self, name: str, colour: str | None) -> str:
        noun = self.object_noun(name, colour)
        draw = self.rng.random()
        if draw < 0.2:
            return f"{noun} " + self.one_of(words.OBJECT, "verbs", name)
        if draw < 0.28:
            return f"{noun} " + self.choice(("", "", "that ", "which ")) + self.one_of(words.OBJECT, "does", name)
        return noun

    def place_noun(self) -> str:
        self.meaning.add(f"place:{self.place}")
        return self.one_of(words.PLACE, "nouns", self.place)

    def location(self) -> str:
        self.meaning.add(f"place:{self.place}")
        return self.one_of(words.PLACE, "locations", self.place)

    def condition(self, kind: str) -> tuple[str, str] | None:
        """A condition's words as (form, text); None if the scene has none of the kind."""
        if kind == "mood":
            return self.mood()
        value = getattr(self, kind)
        if value is None:
            return None
        if value in _SNOWY and self.chance(_SNOWY[value]):
            return self.snowy()
        self.meaning.add(f"{kind}:{value}")
        draw = self.rng.random()
        form = FORMS[(draw >= 0.55) + (draw >= 0.78)]
        return form, self.one_of(words.CONDITION[kind], f"{form}s", value)

    def mood(self) -> tuple[str, str] | None:
        if not self.moods:
            return None
        # "calm" is true of most pictures and so says little: taken less often.
        weights = [0.4 if mood in ("calm", "building", "animal", "flying", "water") else 1 for mood in self.moods]
        (mood,) = self.rng.choices(self.moods, weights)
        if mood == "snowy":
            return self.snowy()
        self.meaning.add(f"mood:{mood}")
        form = self.choice(_MOOD_FORMS[mood])
        if form == "adjective" and self.chance(0.45):
            adjective = self.one_of(words.MOOD, "adjectives", mood)
            noun = self.one_of(words.MOOD, "adjective and noun", words.ANY)
            pattern = self.choice(["with {} {}", "with {a} {n}", "in {a} {n}", "{} {}", "of {a} {n}", "in {} {}"])
            return "adverb", pattern.format(adjective, noun, n=noun, a=with_article(adjective))
        return form, self.one_of(words.MOOD, f"{form}s", mood)

    def snowy(self) -> tuple[str, str]:
        self.meaning.add("mood:snowy")
        form = self.choice(FORMS)
        return form, self.one_of(words.CONDITION["season"], f"{form}s", "snowy")

    def detail(self) -> str:
        """Something small beside what the sentence names: " with a path"."""
        named = {":".join(a.split(":")[:2]) for a in self.meaning} & words.DETAILS.keys()
        about = self.choice(sorted(named)) if named and self.chance(0.75) else None
        phrase = self.choice(words.DETAILS[about or words.ANY])
        joint = self.choice((" with ", " with ", ", ")) if not phrase.startswith(("in ", "nobody ")) else ", "
        return joint + phrase

    def tinted(self, adjective: str) -> str:
        """An adjective of a colour that is not the colour of a thing, as an adverb."""
        if adjective in words.MOOD["adjectives"]["green"]:
            return f"on {adjective} grass"
        pattern = self.choice(("in {} light", "under {a} sky", "with {a} sky", "{} light"))
        return pattern.format(adjective, a=with_article(adjective))
