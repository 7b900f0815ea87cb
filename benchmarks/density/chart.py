"""Draws points in panels as SVG text: the first panel wide, the others below it side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, MARGIN = 960, 16
TALL, LOW = 330, 290
"""Heights of the first panel and of those below, labels included, px."""

LEFT, TOP, BOTTOM, RIGHT = 50, 40, 46, 14
"""What a panel's axes and title take around its points."""

CHARACTER, LINE = 6.4, 13
"""Width of a character at most, and height of a line of labels, px."""

STYLE = """\
svg{font:12px system-ui,sans-serif;--ground:#fff;--ink:#1c1c1e;--soft:#6b6b70;--grid:#e4e4e7;\
--dot:#3568b8;--today:#b3480f}
@media(prefers-color-scheme:dark){svg{--ground:#1b1b1d;--ink:#ececee;--soft:#a5a5ab;\
--grid:#38383b;--dot:#7fa9ee;--today:#f39a5b}}
.ground{fill:var(--ground)}
text{fill:var(--ink);paint-order:stroke;stroke:var(--ground);stroke-width:3px}.soft{fill:var(--soft)}.title{font-weight:600;font-size:13px}
.grid{stroke:var(--grid)}.limit{stroke:var(--soft);stroke-dasharray:4 4}
.dot{fill:var(--dot)}.today{fill:var(--today)}text.today{font-weight:600}"""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """One choice: its label, what it costs, and its recall."""

    label: str
    x: float
    y: float
    today: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Points with a title, what x is, and a limit of x that is drawn as a line."""

    title: str
    x: str
    points: tuple[Point, ...]
    limit: float | None = None


def svg(title: str, y: str, panels: Sequence[Panel]) -> str:
    """The picture; recall, `y`, has the same scale in all panels."""
    ys = ticks([point.y for panel in panels for point in panel.points])
    height = TALL + LOW + 2 * MARGIN
    each = (WIDTH - 2 * MARGIN) / max(1, len(panels) - 1)
    boxes: list[Box] = [(MARGIN, MARGIN, WIDTH - 2 * MARGIN, TALL)]
    boxes += [(MARGIN + i * each, MARGIN + TALL, each, LOW) for i in range(len(panels) - 1)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'width="{WIDTH}" height="{height}">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
        f'<circle class="today" cx="{WIDTH - 126}" cy="{MARGIN + 12}" r="5"/>',
        _text(WIDTH - 116, MARGIN + 16, "today's choice", "today"),
    ]
    for panel, box in zip(panels, boxes, strict=False):
        parts += _panel(panel, y, ys, box)
    return "\n".join([*parts, "</svg>", ""])


def ticks(values: Sequence[float], most: int = 6) -> list[float]:
    """Round numbers, evenly spaced, that span all values; at least two."""
    low, high = min(values), max(values)
    raw = max(high - low, 1e-9) / most
    unit: float = 10 ** math.floor(math.log10(raw))
    step = next(unit * k for k in (1, 2, 5, 10) if unit * k >= raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * k, 10) for k in range(first, max(last, first + 1) + 1)]


def _panel(panel: Panel, y: str, ys: Sequence[float], box: Box) -> Iterator[str]:
    x0, y0, width, height = box
    left, right = x0 + LEFT, x0 + width - RIGHT
    top, bottom = y0 + TOP, y0 + height - BOTTOM
    limit = [] if panel.limit is None else [panel.limit]
    xs = ticks([point.x for point in panel.points] + limit, max(3, round(width / 110)))

    def across(value: float) -> float:
        return left + (value - xs[0]) / (xs[-1] - xs[0]) * (right - left)

    def up(value: float) -> float:
        return bottom - (value - ys[0]) / (ys[-1] - ys[0]) * (bottom - top)

    yield _text(x0 + 6, y0 + 16, panel.title, "title")
    yield _text(left - 8, top - 8, y, "soft", "end")
    for value in ys:
        yield _line("grid", left, up(value), right, up(value))
        yield _text(left - 8, up(value) + 4, f"{value:.2f}", "soft", "end")
    for value in xs:
        yield _text(across(value), bottom + 17, f"{value:g}", "soft", "middle")
    yield _text((left + right) / 2, bottom + 36, panel.x, "soft", "middle")
    if panel.limit is not None:
        yield _line("limit", across(panel.limit), top, across(panel.limit), bottom)
    dots = [(across(point.x), up(point.y)) for point in panel.points]
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    for point, (x, at) in zip(panel.points, dots, strict=True):
        kind = "today" if point.today else "dot"
        label, anchor = _free(point.label, x, at, taken, (left, top - LINE, x0 + width, bottom))
        taken.append(label)
        edge = {"start": label[0], "end": label[2], "middle": (label[0] + label[2]) / 2}[anchor]
        yield f'<circle class="{kind}" cx="{x:.1f}" cy="{at:.1f}" r="{5 if point.today else 4}"/>'
        yield _text(edge, label[3] - 3, point.label, kind if point.today else "", anchor)


def _free(label: str, x: float, y: float, taken: Sequence[Box], inside: Box) -> tuple[Box, str]:
    """Where beside a dot its label hides least: its box, and which end of it is fixed."""
    width, half = len(label) * CHARACTER, LINE / 2
    places: list[tuple[Box, str]] = []
    for away in (0, LINE, -LINE, 2 * LINE, -2 * LINE):
        rows = (y - half + away, y + half + away)
        places += [
            ((x + 8, rows[0], x + 8 + width, rows[1]), "start"),
            ((x - 8 - width, rows[0], x - 8, rows[1]), "end"),
        ]
        if away:
            places.append(((x - width / 2, rows[0], x + width / 2, rows[1]), "middle"))
    return min(places, key=lambda place: _hidden(place[0], taken, inside))


def _hidden(box: Box, taken: Sequence[Box], inside: Box) -> float:
    """How much of a box lies on others, or outside."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return area - _shared(box, inside) + sum(_shared(box, other) for other in taken)


def _shared(a: Box, b: Box) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, width) * max(0.0, height)


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {at}>{escape(words)}</text>'
