"""Phrases that mean several attributes at once, by one of these attributes, so that few are looked at for a scene."""

import collections

from language.words import together_objects, together_places, together_times

TOGETHER: dict[str, list[tuple[frozenset, list[str]]]] = collections.defaultdict(list)
for _module in (together_places, together_objects, together_times):
    for _attributes, _phrases in _module.TOGETHER.items():
        TOGETHER[_attributes.split()[0]].append((frozenset(_attributes.split()), _phrases))
