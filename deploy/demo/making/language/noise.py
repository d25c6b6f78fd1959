"""What people type around the words that matter, and the mistakes that they make in them."""

import random
from string import ascii_lowercase

from language.words import FILLER, KEYBOARD

BEFORE, BEHIND, PRAISE, NEUTRAL = (FILLER[kind] for kind in ("before", "behind", "praise", "neutral"))


def mistype(rng: random.Random, text: str) -> str:
    """The text with one typing mistake in one of its longer words: a letter left out, doubled, swapped or mistaken."""
    places = [i for i in range(1, len(text)) if text[i].isalpha() and text[i - 1].isalpha()]
    if not places:
        return text
    i = rng.choice(places)
    kind = rng.randrange(5)
    if kind == 0:
        return text[:i] + text[i + 1 :]
    if kind == 1:
        return text[: i - 1] + text[i] + text[i - 1] + text[i + 1 :]
    if kind == 2:
        return text[:i] + text[i] + text[i:]
    if kind == 3:
        return text[:i] + rng.choice(KEYBOARD.get(text[i], ascii_lowercase)) + text[i + 1 :]
    return text[:i] + rng.choice(ascii_lowercase) + text[i:]


def unknown_word(rng: random.Random) -> str:
    """A word that nobody knows, of syllables."""
    ends = ["", "", "n", "r", "s", "l", "t"]
    syllables = range(rng.randint(1, 3))
    return "".join(rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") + rng.choice(ends) for _ in syllables)


def add_filler(rng: random.Random, text: str) -> str:
    """Filler before, behind or within the text, that leaves its meaning as it is."""
    if rng.random() < 0.03:  # very much of it
        parts = text.split(" ")
        for _ in range(rng.randint(6, 30)):
            parts.insert(rng.choice([0, len(parts)]), rng.choice(NEUTRAL))
        return " ".join(parts)
    kind = rng.random()
    if kind < 0.38:
        text = f"{rng.choice(BEFORE)} {text}"
        return f"{text} {rng.choice(BEHIND)}" if rng.random() < 0.3 else text
    if kind < 0.62:
        return f"{text} {rng.choice(BEHIND)}"
    if kind < 0.78:
        return f"{rng.choice(PRAISE)} {text}"
    parts = text.split(" ")
    for _ in range(rng.randint(1, 3)):
        word = unknown_word(rng) if rng.random() < 0.2 else rng.choice(NEUTRAL)
        parts.insert(rng.randint(0, len(parts)), word)
    return " ".join(parts)
