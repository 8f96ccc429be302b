"""Plots of points with a line, as SVG."""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

from .numbers import significant

WIDTH, HEIGHT = 460, 380
LEFT, RIGHT, TOP, BOTTOM = 62, 24, 64, 84

BACKGROUND, INK, FAINT, GRID = "#ffffff", "#1f2933", "#5f6c7b", "#e4e7eb"
POINTS, LINE = "#0b6bcb", "#e07a1f"


class Point(NamedTuple):
    """A median and the range around it."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class Panel:
    title: str
    subtitle: str
    x_label: str
    y_label: str
    caption: str
    points: list
    #: Slope and intercept.
    line: tuple


class _Axis:
    """Values from 0 up to a round number, to pixels from `start` to `end`."""

    def __init__(self, largest, start, end):
        rough = largest / 4
        unit = 10 ** floor(log10(rough))
        step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= rough)
        count = ceil(largest / step)
        self.ticks = [step * n for n in range(count + 1)]
        self._start, self._scale = start, (end - start) / (step * count)

    def __call__(self, value):
        return round(self._start + value * self._scale, 2)


def draw(panels):
    """The panels side by side."""
    width = WIDTH * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}" font-family="Helvetica, Arial, sans-serif" '
        f'font-size="12">',
        f'<rect width="{width}" height="{HEIGHT}" fill="{BACKGROUND}"/>',
    ]
    for index, panel in enumerate(panels):
        parts += [f'<g transform="translate({index * WIDTH} 0)">', *_panel(panel), "</g>"]
    return "\n".join(parts + ["</svg>", ""])


def _panel(panel):
    x = _Axis(max(point.x for point in panel.points), LEFT, WIDTH - RIGHT)
    y = _Axis(max(point.high for point in panel.points), HEIGHT - BOTTOM, TOP)
    yield _text(LEFT, 26, panel.title, size=15, weight="bold")
    yield _text(LEFT, 46, panel.subtitle, fill=FAINT)
    yield from _axes(panel, x, y)
    yield from _fit(panel, x, y)
    for point in panel.points:
        at = x(point.x)
        yield _line(at, y(point.low), at, y(point.high), POINTS, 1.5)
        yield f'<circle cx="{at}" cy="{y(point.y)}" r="4.5" fill="{POINTS}"/>'
    yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, panel.caption, anchor="middle")


def _axes(panel, x, y):
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for tick in y.ticks:
        yield _line(LEFT, y(tick), right, y(tick), GRID, 1)
        yield _text(LEFT - 8, y(tick) + 4, _number(tick), fill=FAINT, anchor="end")
    yield _line(LEFT, bottom, right, bottom, INK, 1)
    for point in panel.points:
        yield _line(x(point.x), bottom, x(point.x), bottom + 5, INK, 1)
        yield _text(x(point.x), bottom + 19, _number(point.x), fill=FAINT, anchor="middle")
    middle = (TOP + bottom) / 2
    yield _text((LEFT + right) / 2, bottom + 38, panel.x_label, anchor="middle")
    yield (
        f'<g transform="translate(16 {middle}) rotate(-90)">'
        f'{_text(0, 0, panel.y_label, anchor="middle")}</g>')


def _fit(panel, x, y):
    """The line from where it is above zero to the end of the axis."""
    slope, intercept = panel.line
    start = max(0, -intercept / slope) if slope > 0 else 0
    end = max(point.x for point in panel.points)
    yield _line(
        x(start), y(intercept + slope * start), x(end), y(intercept + slope * end), LINE, 2)


def _number(value):
    text = significant(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _line(x1, y1, x2, y2, colour, width):
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" '
        f'stroke-width="{width}"/>')


def _text(x, y, text, size=12, fill=INK, anchor="start", weight="normal"):
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(text)}</text>')
