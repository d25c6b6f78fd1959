"""Draws a cold search as an SVG of a few kB that is readable on light and on dark backgrounds."""

import re

WIDTH, LEFT, RIGHT = 860, 122, 12
LANE, GAP, REQUEST = 18, 10, 3
CORES_HEIGHT = 44
# Readable on white and on black.
TEXT = "#768390"
COLOURS = {"search": "#768390", "source": "#3b82f6", "decode": "#d97706", "resize": "#ca8a04", "encode": "#16a34a",
           "redis": "#dc2626"}


class Drawing:
    def __init__(self, start, end):
        self.start, self.scale = start, (WIDTH - LEFT - RIGHT) / (end - start)
        self.boxes, self.labels, self.shapes = {}, [], []
        self.y = 26

    def x(self, moment):
        return LEFT + (moment - self.start) * self.scale

    def box(self, kind, start, end, y, height):
        width = max(0.6, (end - start) * self.scale)
        self.boxes.setdefault(kind, []).append(f"M{self.x(start):.1f} {y:.1f}h{width:.1f}v{height}h-{width:.1f}z")

    def text(self, x, y, text, anchor, colour=TEXT):
        self.labels.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{text}</text>')

    def lane(self, name, height=LANE):
        """The top of a new lane."""
        top = self.y
        self.text(LEFT - 8, top + min(height, LANE) / 2 + 4, name, "end")
        self.y += height + GAP
        return top


def kind(name):
    if name.startswith("Redis"):
        return "redis"
    return "encode" if name.startswith("encode") else name if name in COLOURS else None


def lane_of_requests(drawing, requests):
    """One line for each request, as few lines as possible."""
    rows = []
    for start, end in sorted(requests):
        row = next((row for row, last in enumerate(rows) if last <= start), len(rows))
        rows[row:row + 1] = [end]
        drawing.box("source", start, end, drawing.y + row * REQUEST, REQUEST - 1)
    drawing.lane(f"source, {len(requests)} requests", max(LANE, len(rows) * REQUEST))


def lane_of_cores(drawing, samples):
    """How many cores descry, and above it the source, Redis and nginx's master keep busy, averaged over 20 ms."""
    top = drawing.lane("", CORES_HEIGHT)
    points, last = [], None
    for at, times in samples:
        if last and at - last[0] < 20:
            continue
        if last:
            busy = 1000 * (times["descry"] - last[1]["descry"]) / (at - last[0])
            others = sum(times[each] - last[1][each] for each in times if each != "descry") * 1000 / (at - last[0])
            points.append((last[0], at, busy, others))
        last = (at, times)
    unit = CORES_HEIGHT / 2
    bottom = top + CORES_HEIGHT
    for start, end, busy, others in points:
        if end < drawing.start or start > drawing.end:
            continue
        height = min(2, busy) * unit
        drawing.box("encode", start, end, bottom - height, f"{height:.1f}")
        rest = min(2 - min(2, busy), others) * unit
        if rest > 0.5:
            drawing.box("search", start, end, bottom - height - rest, f"{rest:.1f}")
    for cores in (1, 2):
        drawing.shapes.append(f'<path class="grid" d="M{LEFT} {bottom - cores * unit:.1f}H{WIDTH - RIGHT}"/>')
        drawing.text(LEFT - 8, bottom - cores * unit + 4, f"{cores} core{'s' * (cores - 1)} busy", "end")


def draw(search):
    """The SVG of what `timeline.cold_search` found."""
    spans = search["spans"]
    answer = next(span for span in spans if span[0] == "answer")
    start, end = search["start"], search["start"] + search["ms"]
    last = max([end] + [span[3] for span in spans if span[1] == "pool"])
    drawing = Drawing(start, last + 10)
    drawing.end = last

    drawing.box("search", start, end, drawing.y, LANE)
    drawing.text(drawing.x(end) - 6, drawing.y + 13, f"{search['ms']:.0f} ms", "end", "#fff")
    drawing.lane("search")
    lane_of_requests(drawing, [span[2:] for span in spans if span[0] == "request"])
    for name, kinds in [("decode, resize", ("decode", "resize")), ("encode", ("encode",)), ("Redis", ("redis",))]:
        top = drawing.lane(name)
        for span, _, begin, finish in spans:
            if kind(span) in kinds:
                drawing.box(kind(span), begin, finish, top, LANE)
                count = re.match(r"encode (\d+)", span)
                if count and (finish - begin) * drawing.scale > 14:
                    drawing.text((drawing.x(begin) + drawing.x(finish)) / 2, top + 13, count[1], "middle", "#fff")
    lane_of_cores(drawing, search["samples"])

    bottom = drawing.y
    grid = []
    for mark in range(0, int(last - start) + 1, 50):
        x = drawing.x(start + mark)
        grid.append(f"M{x:.1f} 20V{bottom}")
        if mark % 100 == 0:
            drawing.text(x, 14, f"{mark} ms" if mark else "0", "middle")
    paths = "".join(f'<path fill="{COLOURS[name]}" d="{"".join(boxes)}"/>' for name, boxes in drawing.boxes.items())
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom}" font-family="sans-serif" '
            f'font-size="11"><style>.grid{{stroke:{TEXT};stroke-width:.4;fill:none}}</style>'
            f'<path class="grid" d="{"".join(grid)}"/>{paths}{"".join(drawing.shapes)}{"".join(drawing.labels)}</svg>\n')
