"""What was measured against what should be reached, as a table and as JSON."""

import dataclasses
import json
import os
import pathlib
import platform

import busy
from busy import Figure


@dataclasses.dataclass
class Row:
    """A figure with its mark; without a mark it is for information, without a figure it could not be measured."""

    group: str
    name: str
    measured: Figure | float | None
    unit: str = "x"
    mark: float | None = None
    at_most: bool = False
    note: str = ""
    # The others' share of the processors' time meanwhile; None where no time was measured.
    busy: float | None = None

    def __post_init__(self):
        if isinstance(self.measured, Figure):
            self.measured, self.busy = self.measured.value, self.measured.busy

    @property
    def is_firm(self):
        return self.busy is None or self.busy <= busy.LIMIT

    @property
    def is_met(self):
        """None without a figure or a mark, and where the machine was too busy to say."""
        if self.measured is None or self.mark is None or not self.is_firm:
            return None
        return self.measured <= self.mark if self.at_most else self.measured >= self.mark

    @property
    def verdict(self):
        if self.measured is None:
            return "not measured"
        if self.mark is None:
            return ""
        return {True: "met", False: "NOT met", None: "not firm"}[self.is_met]

    @property
    def figure(self):
        if self.measured is None:
            return ""
        return f"{'' if self.is_firm else '~'}{number(self.measured)} {self.unit}".strip()

    @property
    def limit(self):
        return "" if self.mark is None else f"{'<=' if self.at_most else '>='} {number(self.mark)}"

    def cells(self):
        others = "" if self.busy is None else f"{100 * self.busy:.1f} %"
        return [self.group, self.name, self.figure, self.limit, self.verdict, others, self.note]


def number(value):
    # Cosines.
    if 0.99 <= value < 1:
        return f"{value:.5f}"
    return f"{value:,.{2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0}f}"


def table(header, rows, right):
    """Rows of text in columns."""
    rows = [header, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.rjust(width) if column in right else cell.ljust(width)
                  for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows)


def text(rows):
    cells = [row.cells() for row in rows]
    counts = [(sum(row.is_met is True for row in rows), "met"), (sum(row.is_met is False for row in rows), "not met"),
              (sum(row.mark is not None and row.verdict == "not firm" for row in rows), "not firm"),
              (sum(row.mark is not None and row.measured is None for row in rows), "not measured")]
    summary = ", ".join(f"{count} {what}" for count, what in counts if count or what in ("met", "not met"))
    found = table(["group", "what", "measured", "mark", "", "others", "remark"], cells, right={2, 3, 5})
    return found + f"\n\n{summary}" + ("\n" + unfirm() if not all(row.is_firm for row in rows) else "")


def unfirm():
    return (f"~ not firm: other programs took more than {100 * busy.LIMIT:.0f} % of the processors' time in each of its rounds; "
            "such a figure meets or misses no mark")


def machine(processor):
    """What the figures were taken on."""
    return {"processor": processor.name, "classes": processor.classes, "cores": len(os.sched_getaffinity(0)),
            "system": platform.platform(), "load_before": round(os.getloadavg()[0], 2)}


def as_json(rows):
    return [{**dataclasses.asdict(row), "firm": row.is_firm, "met": row.is_met} for row in rows]


def write(path, results):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n")
