"""How busy other programs kept the machine while something was measured, and figures that know it."""

import dataclasses
import os
import pathlib
import time

# The share of the processors' time that others may take before a figure is no longer firm. An idle machine's own
# services take 0.1 to 1 %.
LIMIT = 0.03
# How often a disturbed round is repeated, and for how many seconds in one run.
REPETITIONS, PATIENCE = 2, 150
TICK = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass(frozen=True)
class Figure:
    """A number, and the others' share of the processors' time while it was measured."""

    value: float
    busy: float

    @property
    def is_firm(self):
        return self.busy <= LIMIT

    def __truediv__(self, other):
        if isinstance(other, (int, float)):
            return Figure(self.value / other, self.busy)
        return Figure(self.value / other.value, max(self.busy, other.busy))

    def __sub__(self, other):
        return Figure(self.value - other.value, max(self.busy, other.busy))

    def text(self, decimals):
        """With a tilde if it is not firm."""
        return f"{'' if self.is_firm else '~'}{self.value:,.{decimals}f}"


@dataclasses.dataclass(frozen=True)
class Turn:
    """What one round found, whatever it is, and how busy others were meanwhile."""

    value: object
    busy: float


def best(turns, number, choose=min):
    """The number of the least disturbed round: the smallest (or what `choose` says) of the quiet ones, or of all if no
    round was quiet."""
    quiet = [turn for turn in turns if turn.busy <= LIMIT] or turns
    chosen = choose(quiet, key=lambda turn: number(turn.value))
    return Figure(number(chosen.value), chosen.busy)


def middle(turns, number):
    """The median of the quiet rounds, or of all: for quotients, which can be disturbed either way."""
    quiet = sorted([turn for turn in turns if turn.busy <= LIMIT] or turns, key=lambda turn: number(turn.value))
    chosen = quiet[(len(quiet) - 1) // 2:len(quiet) // 2 + 1]
    return Figure(sum(number(turn.value) for turn in chosen) / len(chosen), max(turn.busy for turn in chosen))


class Watch:
    """Measures, and repeats what others disturbed, but not without end."""

    def __init__(self, say, repetitions=REPETITIONS, patience=PATIENCE):
        self.say, self.repetitions, self.patience = say, repetitions, patience

    def measure(self, function):
        """The turn that others disturbed least, of one or, if that was disturbed, some more."""
        turns = []
        while True:
            before, start = Sample(), time.monotonic()
            value = function()
            turns.append(Turn(value, Sample().others_since(before)))
            if turns[-1].busy <= LIMIT or len(turns) > self.repetitions or self.patience <= 0:
                return min(turns, key=lambda turn: turn.busy)
            self.say(f"others took {100 * turns[-1].busy:.0f} % of the processors meanwhile: once more")
            self.patience -= time.monotonic() - start


class Sample:
    """The processors' time until now: all that was used, and what this process and its descendants used of it."""

    def __init__(self, proc=pathlib.Path("/proc")):
        self.at = time.monotonic()
        self.cores = os.cpu_count()
        self.total = busy_seconds((proc / "stat").read_text())
        self.own = tree_seconds(proc, os.getpid())

    def others_since(self, before):
        """The others' share of all processors' time, 0 to 1; what a hypervisor took away counts as theirs."""
        elapsed = max(self.at - before.at, 1 / TICK)
        used = self.total - before.total - (self.own - before.own)
        return min(1.0, max(0.0, used / elapsed / self.cores))


def busy_seconds(stat):
    """Of all processors, from /proc/stat (proc(5)): user, nice, system, irq, softirq and steal."""
    fields = [int(field) for field in stat.splitlines()[0].split()[1:]]
    return sum(fields[index] for index in (0, 1, 2, 5, 6, 7)) / TICK


def tree_seconds(proc, root):
    """Of a process, of its living descendants, and of those that ended and were waited for."""
    seconds, parents = {}, {}
    for folder in proc.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The name in brackets may hold blanks and brackets.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        seconds[int(folder.name)] = sum(int(field) for field in fields[11:15]) / TICK

    def belongs(process):
        while process not in (0, root):
            process = parents.get(process, 0)
        return process == root

    return sum(spent for process, spent in seconds.items() if belongs(process))
