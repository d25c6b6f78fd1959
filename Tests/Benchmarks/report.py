"""What was measured against what should be reached, as a table and as JSON."""

import dataclasses
import json
import os
import pathlib
import platform


@dataclasses.dataclass
class Row:
    """A figure with its mark; without a mark it is for information, without a figure it could not be measured."""

    group: str
    name: str
    measured: float | None
    unit: str = "x"
    mark: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def is_met(self):
        if self.measured is None or self.mark is None:
            return None
        return self.measured <= self.mark if self.at_most else self.measured >= self.mark

    def cells(self):
        def number(value):
            return "" if value is None else f"{value:,.{2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0}f}"

        sign = "<=" if self.at_most else ">="
        verdict = {True: "met", False: "NOT met", None: "not measured" if self.measured is None else ""}[self.is_met]
        return [self.group, self.name, f"{number(self.measured)} {self.unit}".strip() if self.measured is not None
                else "", f"{sign} {number(self.mark)}" if self.mark is not None else "", verdict, self.note]


def table(header, rows, right):
    """Rows of text in columns."""
    rows = [header, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.rjust(width) if column in right else cell.ljust(width)
                  for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows)


def text(rows):
    cells = [row.cells() for row in rows]
    met = sum(row.is_met is True for row in rows)
    missed = sum(row.is_met is False for row in rows)
    unknown = sum(row.mark is not None and row.is_met is None for row in rows)
    unmeasured = f", {unknown} not measured" if unknown else ""
    return (table(["group", "what", "measured", "mark", "", "remark"], cells, right={2, 3})
            + f"\n\n{met} met, {missed} not met{unmeasured}")


def machine():
    """What the figures were taken on."""
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return {"processor": model, "cores": len(os.sched_getaffinity(0)), "system": platform.platform(),
            "load_before": round(os.getloadavg()[0], 2)}


def write(path, rows, details):
    path.parent.mkdir(parents=True, exist_ok=True)
    marks = [{**dataclasses.asdict(row), "met": row.is_met} for row in rows]
    path.write_text(json.dumps({**details, "rows": marks}, indent=1) + "\n")
