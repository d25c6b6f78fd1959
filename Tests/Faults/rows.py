"""What a row is: a fault, what was done, and how it ended."""

import collections
import dataclasses
import typing

ROWS = {}
QUICK_LIMIT, LONG_LIMIT = 120, 1800


@dataclasses.dataclass
class Row:
    name: str
    what: str
    is_long: bool
    function: typing.Callable

    @property
    def limit(self):
        """Seconds after which it counts as hanging."""
        return LONG_LIMIT if self.is_long else QUICK_LIMIT


def row(name, what, long=False):
    """Registers a function of an Attempt under a name; `what` says what it does, for the table."""
    def register(function):
        if name in ROWS:
            raise ValueError(f"two rows are named {name}")
        ROWS[name] = Row(name, what, long, function)
        return function
    return register


class Skipped(Exception):
    """This machine lacks what the row needs; the text says what."""


class Attempt:
    """One run of a row: counts requests, and collects what was wrong and what was measured."""

    def __init__(self, name):
        self.name = name
        self.requests = 0
        self.failed = 0
        self.slowest = 0.0
        self.wrong = []
        self.notes = []
        self.statuses = collections.Counter()

    def count(self, answer, *statuses, what=""):
        """Counts an answer; it failed if it has none of these statuses (200 if none is named)."""
        self.requests += 1
        self.slowest = max(self.slowest, answer.seconds)
        self.statuses[answer.status] += 1
        if answer.status not in (statuses or (200,)):
            self.fail(f"{what or 'a request'}: answered with {answer.status}: {answer.text[:200]}")
        return answer

    def count_error(self, error, what=""):
        """Counts a request without an answer."""
        self.requests += 1
        self.statuses[type(error).__name__] += 1
        self.fail(f"{what or 'a request'}: no answer: {type(error).__name__}: {error}")

    def fail(self, sentence):
        self.failed += 1
        self.wrong.append(sentence)

    def check(self, condition, sentence):
        """Notes what is wrong unless the condition holds; it is no failed request."""
        if not condition:
            self.wrong.append(sentence)
        return condition

    def note(self, sentence):
        """A figure to print with the row."""
        self.notes.append(sentence)
