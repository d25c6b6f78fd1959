"""The parts of sentences about a scene: things, places, conditions."""

import random

from language import words
from language.attributes import MOODS, attributes
from language.tables import Tables

FORMS = ("adverb", "adjective", "noun")  # of a condition's words
_MOOD_FORMS = {mood: [form for form in FORMS if mood in words.MOOD[f"{form}s"]] for mood in MOODS}
# Adjectives that would tell the colour of a boat or a house if they stood before it.
TINTS = {word for colour in words.COLOUR["words"].values() for word in colour}
TINTS |= {word for mood in ("pink sky", "orange sky", "low sun", "green") for word in words.MOOD["adjectives"][mood]}
TINTS |= {*words.LIGHT["adjectives"]["sunset"], *words.LIGHT["adjectives"]["night"]} & {
    "copper", "copper-coloured", "rust-coloured", "tangerine", "vermilion", "flame-coloured", "blood-orange",
    "ember-coloured", "maroon", "midnight-blue", "indigo", "navy-blue", "inky",
}


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


class Meaning(set):
    """The attributes that a sentence asks for."""


class Parts:
    """Writes the parts of sentences about one scene; each part adds what it says to the meaning."""

    def __init__(self, rng: random.Random, scene: dict):
        self.rng = rng
        self.place, self.light, self.weather = scene["place"], scene["light"], scene["weather"]
        self.season = scene["season"]
        self.objects = list(scene["objects"])
        self.true = attributes(scene)
        self.moods = [a.removeprefix("mood:") for a in self.true if a.startswith("mood:")]
        self.meaning = Meaning()

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one_of(self, tables: Tables, title: str, key: str) -> str:
        return self.rng.choice(tables[title][key])

    def object_noun(self, name: str, colour: str | None) -> str:
        rng = self.rng
        if colour and self.chance(0.6):
            self.meaning.add(f"obj:{name}:{colour}")
            return self.coloured(name, colour)
        self.meaning.add(f"obj:{name}")
        if name not in words.OBJECT["singular"] or self.chance(0.2):
            return self.one_of(words.OBJECT, "plural", name)
        noun = self.one_of(words.OBJECT, "singular", name)
        draw = rng.random()
        if draw < 0.12:
            noun = self.one_of(words.OBJECT, "adjectives", words.ANY) + f" {noun}"
        elif draw < 0.15 and name in words.OBJECT["owners"]:
            return self.one_of(words.OBJECT, "owners", name) + f" {noun}"
        return with_article(noun) if self.chance(0.85) else noun

    def coloured(self, name: str, colour: str) -> str:
        rng = self.rng
        draw = rng.random()
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
            return f"{noun} " + self.rng.choice(("", "", "that ", "which ")) + self.one_of(words.OBJECT, "does", name)
        return noun

    def place_noun(self) -> str:
        self.meaning.add(f"place:{self.place}")
        return self.one_of(words.PLACE, "nouns", self.place)

    def location(self) -> str:
        self.meaning.add(f"place:{self.place}")
        return self.one_of(words.PLACE, "locations", self.place)

    def condition(self, kind: str) -> tuple[str, str] | None:
        """A condition's words as ("adverb" | "adjective" | "noun", text); None if the scene has none of the kind."""
        rng = self.rng
        if kind == "light":
            self.meaning.add(f"light:{self.light}")
            return self.choose(words.LIGHT, self.light)
        if kind == "weather":
            if self.weather == "snow" and self.chance(0.3):
                return self.snowy()
            self.meaning.add(f"weather:{self.weather}")
            return self.choose(words.WEATHER, self.weather)
        if kind == "season":
            if not self.season:
                return None
            if self.season == "winter" and self.chance(0.5):
                return self.snowy()
            self.meaning.add(f"season:{self.season}")
            return self.choose(words.SEASON, self.season)
        mood = self.a_mood()
        if mood is None:
            return None
        if mood == "snowy":
            return self.snowy()
        self.meaning.add(f"mood:{mood}")
        form = rng.choice(_MOOD_FORMS[mood])
        if form == "adjective" and self.chance(0.45):
            adjective = self.one_of(words.MOOD, "adjectives", mood)
            noun = self.one_of(words.MOOD, "adjective and noun", words.ANY)
            pattern = rng.choice(["with {} {}", "with {a} {n}", "in {a} {n}", "{} {}", "of {a} {n}", "in {} {}"])
            return "adverb", pattern.format(adjective, noun, n=noun, a=with_article(adjective))
        return form, self.one_of(words.MOOD, f"{form}s", mood)

    def a_mood(self) -> str | None:
        # "calm" is true of most pictures and so says little: taken less often.
        weights = [0.4 if mood in ("calm", "building", "animal", "flying", "water") else 1 for mood in self.moods]
        return self.rng.choices(self.moods, weights)[0] if self.moods else None

    def snowy(self) -> tuple[str, str]:
        self.meaning.add("mood:snowy")
        form = self.rng.choice(FORMS)
        return form, self.one_of(words.SEASON, f"{form}s", "snowy")

    def choose(self, tables: Tables, key: str) -> tuple[str, str]:
        draw = self.rng.random()
        form = FORMS[(draw >= 0.55) + (draw >= 0.78)]
        return form, self.one_of(tables, f"{form}s", key)

    def detail(self) -> str:
        """Something small beside what the sentence names: " with a path"."""
        named = {":".join(a.split(":")[:2]) for a in self.meaning} & words.DETAILS.keys()
        about = self.rng.choice(sorted(named)) if named and self.chance(0.75) else None
        phrase = self.rng.choice(words.DETAILS[about or words.ANY])
        joint = self.rng.choice((" with ", " with ", ", ")) if not phrase.startswith(("in ", "nobody ")) else ", "
        return joint + phrase

    def tinted(self, adjective: str) -> str:
        """An adjective of a colour that is not the colour of a thing, as an adverb."""
        if adjective in words.MOOD["adjectives"]["green"]:
            return f"on {adjective} grass"
        return self.rng.choice(("in {} light", "under {a} sky", "with {a} sky", "{} light")).format(
            adjective, a=with_article(adjective))
