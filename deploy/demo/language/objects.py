"""Words for objects and their colours, put together from a module for each kind."""

from language.tables import joined, words
from language.words import animals, buildings, moon, plants, vehicles
from language.words.colours import COLOUR_WORDS, PATTERNS
from language.words.plants import FLOWER_KINDS

__all__ = ["COLOUR_WORDS", "FLOWER_KINDS", "PATTERNS"]

_KINDS = (vehicles, buildings, animals, plants, moon)
SINGULAR = joined("SINGULAR", *_KINDS) | {"flowers": [], "birds": [], "moon": []}
PLURAL = joined("PLURAL", *_KINDS)
VERBS = joined("VERBS", *_KINDS)
DOES = joined("DOES", *_KINDS)
OWNERS = joined("OWNERS", *_KINDS)
SPECIAL = joined("SPECIAL", *_KINDS)
GENERIC_ADJECTIVES = words("""lonely|small|little|old|beautiful|pretty|lone|solitary|tiny|isolated|single|lovely|big
    |nice|remote|simple|elegant|distant|tall|picturesque|charming|quiet|cute|wonderful|majestic|great|huge
    |magnificent|modest|humble|sturdy|weathered|splendid|faraway|graceful|slender|wee|petite|stately|mighty|proud
    |forlorn|odd|modern|rustic|plain|handsome|dark|shadowy|curious|ancient|far-off|peaceful|silent|unknown
    |mysterious|second|other|one|this|another""")
