"""Sentences about scenes. A sentence comes with its meaning, so for any sentence and any picture it is known whether
it is true of it."""

import random

from language import noise, words
from language.attributes import INDEX, attributes
from language.parts import TINTS, Parts, qualified, without_article
from language.words import GRAMMAR
from painter import sample_scene


class Writer(Parts):
    """Writes sentences about one scene."""

    def plan(self) -> tuple[list, bool, list[str]]:
        """What to speak of: objects, whether the place, and which conditions."""
        thorough = self.chance(0.3)  # long sentences tell nearly all that there is to see
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
        kinds = {0.13: self.with_verb, 0.28: self.keywords, 0.43: self.together, 0.49: self.two_parts, 0.55: self.items}
        for limit, write in kinds.items():
            if draw < limit and (text := write()):
                return text
        return self.phrase()

    def together(self) -> str | None:
        """"A frozen lake": a phrase that means several things at once, often with something more."""
        true = self.true
        candidates = [entry for a in sorted(true) for entry in words.TOGETHER.get(a, []) if entry[0] <= true]
        if not candidates:
            return None
        attributes_, phrases = self.choice(candidates)
        self.meaning |= attributes_
        text = self.choice(phrases)
        if self.chance(0.3):
            text = without_article(text)
        left = [o for o in self.objects if f"obj:{o[0]}" not in attributes_]
        if left and self.chance(0.4):
            more = self.object_phrase(*self.choice(left))
            joint = self.choice([" with ", " and ", ", ", " with ", ": ", ", with ", " behind ", " before "])
            text = f"{text}{joint}{more}" if self.chance(0.6) else f"{more}{joint}{text}"
        if self.chance(0.35):
            text += self.trailing(self.choice(["light", "weather", "season", "mood"]))
        if self.chance(0.2) and not any(a.startswith("place:") for a in attributes_):
            text += f" {self.location()}"
        return text

    def two_parts(self) -> str:
        """"It is night. A boat on the lake": two things said one after the other."""
        joint = self.choice([". ", ", ", " and ", " while ", ", and ", " - ", ": ", " but ", "; ", " as ", " where "])
        parts = [self.phrase(), self.choice([self.with_verb, self.phrase, self.keywords])()]
        self.rng.shuffle(parts)
        return joint.join(parts)

    def with_verb(self) -> str:
        """"Fog hides the mountains": a condition's sentence about the place or an object."""
        about_place = not self.objects or self.chance(0.5)
        subject = self.place_noun() if about_place else self.object_noun(*self.choice(self.objects))
        if subject.split()[0] not in ("a", "an", "the") and self.chance(0.5):
            subject = f"the {subject}"
        kind = self.choice(("light", "weather"))
        value = getattr(self, kind)
        self.meaning.add(f"{kind}:{value}")
        text = self.one_of(words.CONDITION[kind], "sentences", value).format(subject)
        if about_place and self.objects and self.chance(0.45):
            text += self.choice([" with ", " and ", ", "]) + self.object_noun(*self.choice(self.objects))
        elif not about_place and self.chance(0.4):
            text += f" {self.location()}"
        if self.chance(0.3):
            others = [k for k in ("light", "weather", "season", "mood") if k != kind]
            text += self.trailing(self.choice(others))
        return text

    def trailing(self, kind: str) -> str:
        found = self.condition(kind)
        if found is None:
            return ""
        form, text = found
        if text in TINTS:
            form, text = "adverb", self.tinted(text)
        return {"adverb": f" {text}", "adjective": f", {text}",
                "noun": f" {self.choice(['with', 'and', 'in'])} {text}"}[form]

    def keywords(self) -> str:
        """"boat sunset red": what matters, in any order."""
        chosen, with_place, kinds = self.plan()
        parts = [self.object_noun(*o) for o in chosen]
        if with_place:
            parts.append(self.place_noun())
        for kind in kinds:
            if found := self.condition(kind):
                parts.append(self.tinted(found[1]) if found[1] in TINTS else found[1])
        parts = [without_article(part) for part in parts or [self.place_noun()]]
        self.rng.shuffle(parts)
        return self.choice([" ", " ", ", ", " and ", " + ", "; ", ". "]).join(parts)

    def items(self) -> str:
        """"cold rain, warm windows: a yellow hut": things and conditions in a row, with their articles."""
        chosen, with_place, kinds = self.plan()
        parts = [self.object_phrase(*o) for o in chosen]
        if with_place:
            parts.append(self.place_noun() if self.chance(0.6) else self.location())
        tinted = [found[1] for kind in kinds if (found := self.condition(kind))]
        parts += [self.tinted(part) if part in TINTS else part for part in tinted]
        self.rng.shuffle(parts)
        if len(parts) < 2:
            return parts[0] if parts else self.place_noun()
        text = self.choice((", ", ", ", ", ", " and ", "; ")).join(parts[:-1])
        text += self.choice((", ", ": ", " and ", ", and ", " - ", ". ")) + parts[-1]
        return text + self.detail() if self.chance(0.08) else text

    def phrase(self) -> str:
        """"a red boat on a lake at dawn": a head with adjectives before it and adverbs behind it."""
        chosen, with_place, kinds = self.plan()
        before, behind, nouns = [], [], []
        for kind in kinds:
            if found := self.condition(kind):
                {"adjective": before, "adverb": behind, "noun": nouns}[found[0]].append(found[1])
        head = self.head(chosen, with_place, nouns, bool(before or behind))
        for adjective in before:
            if adjective in TINTS and chosen and chosen[0][1]:
                behind.append(self.tinted(adjective))
            else:
                head = qualified(adjective, head) if head else adjective
        if with_place and not before and self.chance(0.04):
            head = qualified(self.one_of(words.PLACE, "adjectives", self.place), head)
        for noun in nouns:
            joint = self.choice(["with", "in", "and", "during"])
            head = f"{head} {joint} {noun}" if self.chance(0.75) else f"{noun}, {head}"
        self.rng.shuffle(behind)
        if self.chance(0.08):
            behind.append(self.detail().lstrip(" ,"))
        if behind and self.chance(0.16):
            return self.choice([" ", ", "]).join([behind[0], " ".join([head, *behind[1:]])])
        return self.choice([" ", " ", " ", ", "]).join([head, *behind])

    def head(self, chosen: list, with_place: bool, nouns: list[str], has_more: bool) -> str:
        """What a phrase is about: objects, the place, or one of the conditions' nouns, which is then taken out."""
        if chosen:
            head = self.object_phrase(*chosen[0])
            for o in chosen[1:]:
                head += f" {self.choice(GRAMMAR['joint'])} ".replace(" ,", ",") + self.object_phrase(*o)
            return self.placed(head) if with_place else head
        if with_place:
            if nouns and self.chance(0.5):
                return f"{nouns.pop()} {self.location()}"
            place = self.place_noun()
            return self.choice(("nothing but", "only", "just", "all")) + f" {place}" if self.chance(0.06) else place
        if nouns:
            return nouns.pop()
        if has_more:
            return self.choice(GRAMMAR["nowhere"]) if self.chance(0.7) else ""
        return self.place_noun()

    def placed(self, head: str) -> str:
        draw = self.rng.random()
        if draw >= 0.88:
            return f"{head}, {self.place_noun()}"
        if draw >= 0.62:
            return self.place_noun() + self.choice([" with ", ", ", " and ", " where there is "]) + head
        location = self.location()
        if draw < 0.1 and location.split(" ", 1)[0] in GRAMMAR["preposition"]:
            location = self.choice(GRAMMAR["relative"]) + f" {location}"
        return f"{head} {location}"


def sentence(rng: random.Random, scene: dict) -> tuple[str, set[str]]:
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
        text = " ".join(w for w in text.split() if w not in GRAMMAR["stop word"]) or text
    text = " ".join(text.replace(" ,", ",").split()).strip(" ,")
    if rng.random() < 0.18:
        text = noise.mistype(rng, text)
        if rng.random() < 0.2:
            text = noise.mistype(rng, text)
    return text


def check_sentences(count: int = 20_000) -> None:
    """Raises if a sentence is false of the scene that it was written about, or has no meaning."""
    rng = random.Random(3)
    for _ in range(count):
        scene = sample_scene(rng)
        text, meaning = sentence(rng, scene)
        if not text or not meaning or not meaning <= attributes(scene) or not meaning <= INDEX.keys():
            raise AssertionError((text, meaning, scene))
