"""What was measured as Markdown, for README: columns for the processor as it is, and for what is held to AVX2."""

import dataclasses

import processor
import report

CASES = {"a picture alone": ("picture", 1), "each of 30": ("picture", 30), "a sentence": ("text", 1)}
NAMES = {"descry": "Descry", "openvino": "OpenVINO", "transformers": "Hugging Face transformers"}


@dataclasses.dataclass
class Run:
    processor: processor.Processor
    rows: list = dataclasses.field(default_factory=list)
    # Of each contender and case, from the group encoder.
    figures: dict = dataclasses.field(default_factory=dict)


def tables(runs):
    """The times of the encoders, all rows with their marks, and what the headings and signs mean."""
    remarks = [f"{run.processor.best}: {run.processor.label}" + (f"; {run.processor.remark}" if run.processor.remark else "")
               for run in runs]
    if any(not row.is_firm for run in runs for row in run.rows):
        remarks.append(report.unfirm())
    return "\n\n".join(part for part in [times(runs), marks(runs), *(f"{remark}." for remark in remarks)] if part)


def markdown(header, rows):
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, ["---"] * len(header), *rows])


def times(runs):
    """Milliseconds of each contender; empty if the encoder was not measured."""
    runs = [run for run in runs if run.figures]
    if not runs:
        return ""
    names = dict.fromkeys(name for run in runs for name in run.figures)
    columns = [(run, case) for run in runs for case in CASES]
    rows = [[spelled(name), *((run.figures[name][CASES[case]] / CASES[case][1]).text(1) if name in run.figures else "–"
                              for run, case in columns)] for name in names]
    return markdown(["ms", *(f"{run.processor.best}: {case}" for run, case in columns)], rows)


def spelled(name):
    library, number = name.split()
    return f"{NAMES.get(library, library)}, {number}"


def marks(runs):
    """All rows of all groups, whether met or not."""
    names = dict.fromkeys((row.group, row.name) for run in runs for row in run.rows)
    found = [{(row.group, row.name): row for row in run.rows} for run in runs]
    header = ["", *(heading for run in runs for heading in [run.processor.best, "mark"])]
    return markdown(header, [[name[1], *(cell for rows in found for cell in cells(rows.get(name)))] for name in names])


def cells(row):
    """The figure with what belongs to it, and the mark; two empty cells where the row does not apply."""
    if row is None:
        return ["", ""]
    if row.measured is None:
        return ["not measured", row.limit]
    others = "" if row.is_firm else f", others took {100 * row.busy:.0f} %"
    note = f" ({row.note}{others})" if row.note else f" ({others[2:]})" if others else ""
    missed = ", **not met**" if row.is_met is False else ""
    return [row.figure + note, row.limit + missed]
