"""Sentences about scenes. A sentence comes with its meaning, so for any sentence and any picture it is known whether
it is true of it."""

import random

from language import conditions, moods, noise, objects, places
from language.attributes import INDEX, attributes
from language.together import TOGETHER

STOP_WORDS = {"a", "an", "the", "of", "with", "in", "at", "on", "and", "is", "it", "by", "to", "some"}
NOWHERE = ["a landscape", "landscape", "a scene", "nature", "scenery", "a place", "a view", "a picture", "the world"]


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


class Writer:
    """Writes sentences about one scene."""

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

    # Parts: each adds what it says to the meaning.

    def object_noun(self, name: str, colour: str | None) -> str:
        rng = self.rng
        if colour and self.chance(0.6):
            self.meaning.add(f"obj:{name}:{colour}")
            if self.chance(0.2):
                return rng.choice(objects.SPECIAL[name, colour])
            word = rng.choice(objects.COLOUR_WORDS[colour])
            if name == "boat" and self.chance(0.15):
                return f"{with_article(rng.choice(['boat', 'sailboat', 'ship', 'yacht']))} with {word} sails"
            if name == "flowers":
                return qualified(word, rng.choice(objects.PLURAL["flowers"][:16]))
            noun = rng.choice(objects.SINGULAR[name])
            if self.chance(0.1):
                return f"{with_article(noun)} that is {word}"
            return with_article(f"{word} {noun}") if self.chance(0.9) else f"{word} {noun}"
        self.meaning.add(f"obj:{name}")
        if not objects.SINGULAR[name] or self.chance(0.14):
            noun = rng.choice(objects.PLURAL[name])
            return noun
        noun = rng.choice(objects.SINGULAR[name])
        if self.chance(0.12):
            noun = f"{rng.choice(objects.GENERIC_ADJECTIVES)} {noun}"
        return with_article(noun) if self.chance(0.85) else noun

    def object_phrase(self, name: str, colour: str | None) -> str:
        noun = self.object_noun(name, colour)
        return f"{noun} {self.rng.choice(objects.VERBS[name])}" if self.chance(0.22) else noun

    def place_noun(self) -> str:
        self.meaning.add(f"place:{self.place}")
        return self.rng.choice(places.NOUNS[self.place])

    def location(self) -> str:
        self.meaning.add(f"place:{self.place}")
        return self.rng.choice(places.LOCATIONS[self.place])

    def condition(self, kind: str) -> tuple[str, str] | None:
        """A condition's words as ("adverb" | "adjective" | "noun", text); None if the scene has none of the kind."""
        rng = self.rng
        if kind == "light":
            self.meaning.add(f"light:{self.light}")
            return self.choose(conditions.LIGHT_ADVERBS, conditions.LIGHT_ADJECTIVES, conditions.LIGHT_NOUNS, self.light)
        if kind == "weather":
            if self.weather == "snow" and self.chance(0.3):
                return self.snowy()
            self.meaning.add(f"weather:{self.weather}")
            return self.choose(
                conditions.WEATHER_ADVERBS, conditions.WEATHER_ADJECTIVES, conditions.WEATHER_NOUNS, self.weather)
        if kind == "season":
            if not self.season:
                return None
            if self.season == "winter" and self.chance(0.5):
                return self.snowy()
            self.meaning.add(f"season:{self.season}")
            return self.choose(
                conditions.SEASON_ADVERBS, conditions.SEASON_ADJECTIVES, conditions.SEASON_NOUNS, self.season)
        mood = self.a_mood()
        if mood is None:
            return None
        if mood == "snowy":
            return self.snowy()
        self.meaning.add(f"mood:{mood}")
        kinds = [k for k, t in (("adverb", moods.ADVERBS), ("adjective", moods.ADJECTIVES), ("noun", moods.THINGS)) if mood in t]
        kind = rng.choice(kinds)
        if kind == "adjective" and self.chance(0.45):
            adjective, noun = rng.choice(moods.ADJECTIVES[mood]), rng.choice(moods.NOUNS)
            pattern = rng.choice(["with {} {}", "with {a} {}", "in {a} {}", "{} {}", "with {a} {}", "of {a} {}"])
            return "adverb", pattern.format(adjective, noun, a=with_article(adjective))
        source = {"adverb": moods.ADVERBS, "adjective": moods.ADJECTIVES, "noun": moods.THINGS}[kind]
        return kind, rng.choice(source[mood])

    def a_mood(self) -> str | None:
        # "calm" is true of most pictures and so says little: taken less often.
        weights = [0.4 if mood in ("calm", "building", "animal", "flying", "water") else 1 for mood in self.moods]
        return self.rng.choices(self.moods, weights)[0] if self.moods else None

    def snowy(self) -> tuple[str, str]:
        self.meaning.add("mood:snowy")
        kind, source = self.rng.choice([
            ("adverb", conditions.SNOWY_ADVERBS), ("adjective", conditions.SNOWY_ADJECTIVES), ("noun", conditions.SNOWY_NOUNS)])
        return kind, self.rng.choice(source)

    def choose(self, adverbs: dict, adjectives: dict, nouns: dict, key: str) -> tuple[str, str]:
        draw = self.rng.random()
        if draw < 0.55:
            return "adverb", self.rng.choice(adverbs[key])
        if draw < 0.78:
            return "adjective", self.rng.choice(adjectives[key])
        return "noun", self.rng.choice(nouns[key])

    # Whole sentences.

    def plan(self) -> tuple[list, bool, list[str]]:
        """What to speak of: objects, whether the place, and which conditions."""
        thorough = self.chance(0.2)  # long sentences tell nearly all that there is to see
        chosen = [o for o in self.objects if self.chance(0.9 if thorough else 0.62)]
        self.rng.shuffle(chosen)
        with_place = self.chance(0.64)
        shares = (("light", 0.4), ("weather", 0.4), ("season", 0.2), ("mood", 0.34))
        kinds = [k for k, share in shares if self.chance(2 * share if thorough else share)]
        self.rng.shuffle(kinds)
        if not thorough:
            kinds = kinds[: 2 if chosen or self.chance(0.7) else 3]
        if not (chosen or kinds):
            with_place = True
        return chosen, with_place, kinds

    def sentence(self) -> str:
        draw = self.rng.random()
        if draw < 0.14:
            return self.with_verb()
        if draw < 0.31:
            return self.keywords()
        if draw < 0.42 and (together := self.together()):
            return together
        if draw < 0.48:
            return self.two_parts()
        return self.phrase()

    def together(self) -> str | None:
        """"A frozen lake": a phrase that means several things at once, often with something more."""
        candidates = [entry for entry in TOGETHER if entry[0] <= self.true]
        if not candidates:
            return None
        attributes_, phrases = self.rng.choice(candidates)
        self.meaning |= attributes_
        text = self.rng.choice(phrases)
        left = [o for o in self.objects if f"obj:{o[0]}" not in attributes_]
        if left and self.chance(0.4):
            more = self.object_phrase(*self.rng.choice(left))
            joint = self.rng.choice([" with ", " and ", ", ", " with "])
            text = f"{text}{joint}{more}" if self.chance(0.6) else f"{more}{joint}{text}"
        if self.chance(0.35):
            text += self.trailing(self.rng.choice(["light", "weather", "season", "mood"]))
        if self.chance(0.2) and not any(a.startswith("place:") for a in attributes_):
            text += f" {self.location()}"
        return text

    def two_parts(self) -> str:
        """"It is night. A boat on the lake": two things said one after the other."""
        joint = self.rng.choice([". ", ", ", " and ", " while ", ", and ", " - ", ": ", " but "])
        parts = [self.phrase(), self.rng.choice([self.with_verb, self.phrase, self.keywords])()]
        self.rng.shuffle(parts)
        return joint.join(parts)

    def with_verb(self) -> str:
        """"Fog hides the mountains": a condition's sentence about the place or an object."""
        rng = self.rng
        about_place = not self.objects or self.chance(0.5)
        subject = self.place_noun() if about_place else self.object_noun(*rng.choice(self.objects))
        if subject.split()[0] not in ("a", "an", "the") and self.chance(0.5):
            subject = f"the {subject}"
        choices = [("light", self.light, conditions.LIGHT_SENTENCES), ("weather", self.weather, conditions.WEATHER_SENTENCES)]
        kind, value, source = rng.choice(choices)
        self.meaning.add(f"{kind}:{value}")
        text = rng.choice(source[value]).format(subject)
        if about_place and self.objects and self.chance(0.45):
            text += rng.choice([" with ", " and ", ", "]) + self.object_noun(*rng.choice(self.objects))
        elif not about_place and self.chance(0.4):
            text += f" {self.location()}"
        if self.chance(0.3):
            text += self.trailing([k for k in ("light", "weather", "season", "mood") if k != kind][rng.randrange(3)])
        return text

    def trailing(self, kind: str) -> str:
        found = self.condition(kind)
        if found is None:
            return ""
        form, text = found
        return {"adverb": f" {text}", "adjective": f", {text}", "noun": f" {self.rng.choice(['with', 'and', 'in'])} {text}"}[form]

    def keywords(self) -> str:
        """"boat sunset red": what matters, in any order."""
        chosen, with_place, kinds = self.plan()
        parts = [self.object_noun(*o) for o in chosen]
        if with_place:
            parts.append(self.place_noun())
        parts += [found[1] for kind in kinds if (found := self.condition(kind))]
        if not parts:
            parts = [self.place_noun()]
        parts = [without_article(part) for part in parts]
        self.rng.shuffle(parts)
        return self.rng.choice([" ", " ", ", ", " and ", " + ", "; ", ". "]).join(parts)

    def phrase(self) -> str:
        """"a red boat on a lake at dawn": a head with adjectives before it and adverbs behind it."""
        rng = self.rng
        chosen, with_place, kinds = self.plan()
        before, behind, nouns = [], [], []
        for kind in kinds:
            if found := self.condition(kind):
                {"adjective": before, "adverb": behind, "noun": nouns}[found[0]].append(found[1])
        if chosen:
            head = self.object_phrase(*chosen[0])
            for o in chosen[1:]:
                head += rng.choice([" and ", " with ", ", ", " near ", " beside ", " next to ", " under "]) + self.object_phrase(*o)
            if with_place:
                draw = rng.random()
                if draw < 0.62:
                    head = f"{head} {self.location()}"
                elif draw < 0.88:
                    head = self.place_noun() + rng.choice([" with ", ", ", " and ", " where there is "]) + head
                else:
                    head = f"{head}, {self.place_noun()}"
        elif with_place:
            if nouns and self.chance(0.5):
                head = f"{nouns.pop()} {self.location()}"
            else:
                head = self.place_noun()
        elif nouns:
            head = nouns.pop()
        elif before or behind:
            head = rng.choice(NOWHERE) if self.chance(0.7) else ""
        else:
            head = self.place_noun()
        for adjective in before:
            head = qualified(adjective, head) if head else adjective
        if with_place and not before and self.chance(0.04):
            head = qualified(rng.choice(places.ADJECTIVES[self.place]), head)
        for noun in nouns:
            joint = rng.choice(["with", "in", "and", "during"])
            head = f"{head} {joint} {noun}" if self.chance(0.75) else f"{noun}, {head}"
        rng.shuffle(behind)
        if behind and self.chance(0.16):
            return rng.choice([" ", ", "]).join([behind[0], " ".join([head, *behind[1:]])])
        return rng.choice([" ", " ", " ", ", "]).join([head, *behind])


def sentence(rng: random.Random, scene: dict) -> tuple[str, Meaning]:
    """A sentence that is true of the scene, as somebody might type it, and its meaning."""
    writer = Writer(rng, scene)
    text = writer.sentence()
    if not writer.meaning:
        text = writer.place_noun()
    return as_typed(rng, text), writer.meaning


def as_typed(rng: random.Random, text: str) -> str:
    """The sentence with filler, without its small words, or with a typing mistake, each in some cases."""
    if rng.random() < 0.3:
        text = noise.add_filler(rng, text)
    if rng.random() < 0.1:
        text = " ".join(w for w in text.split() if w not in STOP_WORDS) or text
    text = " ".join(text.replace(" ,", ",").split()).strip(" ,")
    if rng.random() < 0.18:
        text = noise.mistype(rng, text)
        if rng.random() < 0.2:
            text = noise.mistype(rng, text)
    return text


def check(sentences: int = 20_000) -> None:
    """Raises if a sentence is false of the scene that it was written about, or has no meaning."""
    from painter import sample_scene

    rng = random.Random(3)
    for _ in range(sentences):
        scene = sample_scene(rng)
        text, meaning = sentence(rng, scene)
        if not text or not meaning or not meaning <= attributes(scene) or not meaning <= INDEX.keys():
            raise AssertionError((text, meaning, scene))


if __name__ == "__main__":
    from painter import sample_scene

    check()
    rng = random.Random(3)
    for _ in range(40):
        print("%s | %s" % ((found := sentence(rng, sample_scene(rng)))[0], " ".join(sorted(found[1]))))
