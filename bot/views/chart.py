"""Stories a day, drawn: bars for one subject, lines for several, with the days that stand out named.

Drawn on a light card of its own, which reads the same in a light and in a dark chat, in letters that are still read
when a phone shows the picture a third as wide. The names of days stand in a band above the columns, where nothing else
is, so that they can cover neither a column nor one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.pen import (
    BOLD,
    GRID,
    PALE,
    REGULAR,
    SOFT,
    WIDTH,
    Pen,
    as_png,
    fitted,
    paper,
    text_width,
    wrapped,
)

LEFT, RIGHT, BOTTOM = 92, 1_040, 730  # of the columns' own ground
EDGE = 24  # nothing is written nearer to the picture's sides
COLOURS = ("#1F5C99", "#C8501E", "#2E7D4F", "#7A3E9D")  # told apart in any eye, blue and orange first
GAP = 24  # between two names of days
LINE = 36  # height of one of their lines


@dataclass(frozen=True, slots=True)
class Label:
    """A day that is named: its date, and what happened, "" for the date alone."""

    place: int
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """One subject: what it is called, its values from the first day to the last, and its named days."""

    name: str
    values: tuple[int, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn; `ticks` are dates below days, by their place. At least one series, and one day.

    Every text is one line without controls (`html.clean`).
    """

    title: str
    days: int
    series: tuple[Series, ...]
    ticks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the names of days stand, how wide and in how many lines, and where the columns' ground begins."""

    band: int
    top: int
    label_width: int
    label_lines: int


ONE = _Layout(band=150, top=338, label_width=328, label_lines=3)
SEVERAL = _Layout(band=206, top=350, label_width=240, label_lines=2)


def draw(chart: Chart) -> bytes:
    """The picture, as PNG."""
    image, pen = paper()
    layout = ONE if len(chart.series) == 1 else SEVERAL
    scale = _Scale(chart.days, nice_ceiling(max(max(series.values) for series in chart.series)), layout.top)
    _heading(pen, chart)
    _ground(pen, chart, scale)
    if layout is ONE:
        _bars(pen, chart, scale)
    else:
        _lines(pen, chart, scale)
    _names(pen, chart, scale, layout)
    return as_png(image)


def nice_ceiling(highest: int) -> int:
    """The least of 2, 4, 6, 10, 20, 40, 60, 100, … that holds the highest value: its half is a round number too."""
    ten = 1
    while True:
        for step in (2, 4, 6, 10):
            if step * ten >= highest:
                return step * ten
        ten *= 10


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and values to places in the picture."""

    days: int
    ceiling: int
    top: int

    def x(self, place: float) -> float:
        """The middle of a day."""
        return LEFT + (place + 0.5) * (RIGHT - LEFT) / self.days

    def y(self, value: float) -> float:
        """The height of a value."""
        return BOTTOM - value * (BOTTOM - self.top) / self.ceiling


def _heading(pen: Pen, chart: Chart) -> None:
    if len(chart.series) == 1:
        pen.text(40, 34, fitted(chart.series[0].name, 48, WIDTH - 80, BOLD), 48, weight=BOLD)
        pen.text(40, 96, chart.title, 32, SOFT)
        return
    pen.text(40, 34, chart.title, 38, weight=BOLD)
    for n, series in enumerate(chart.series):
        x, y = 40 + (n % 2) * 510, 96 + (n // 2) * 50
        pen.dot(x + 12, y + 22, 12, COLOURS[n])
        pen.text(x + 36, y, fitted(series.name, 34, 460, REGULAR), 34)


def _ground(pen: Pen, chart: Chart, scale: _Scale) -> None:
    for value in (0, scale.ceiling // 2, scale.ceiling):
        y = scale.y(value)
        pen.line(((LEFT, y), (RIGHT, y)), GRID if value else SOFT, 2)
        pen.text(LEFT - 16, y, str(value), 30, SOFT, anchor="rm")
    for place, date in chart.ticks:
        half = text_width(date, 30) / 2
        x = min(max(scale.x(place), half + EDGE), WIDTH - EDGE - half)
        pen.text(x, BOTTOM + 20, date, 30, SOFT, anchor="ma")


def _bars(pen: Pen, chart: Chart, scale: _Scale) -> None:
    (series,) = chart.series
    named = {label.place for label in series.labels}
    half = (RIGHT - LEFT) / chart.days * 0.36
    for place, value in enumerate(series.values):
        if value:
            colour = COLOURS[0] if place in named or not named else PALE
            pen.bar(scale.x(place) - half, scale.y(value), scale.x(place) + half, BOTTOM, colour)


def _lines(pen: Pen, chart: Chart, scale: _Scale) -> None:
    for n, series in reversed(list(enumerate(chart.series))):  # the first lies on top
        points = [(scale.x(place), scale.y(value)) for place, value in enumerate(series.values)]
        pen.line(points, COLOURS[n], 5)
        for label in series.labels:
            pen.dot(*points[label.place], 9, COLOURS[n])


def _names(pen: Pen, chart: Chart, scale: _Scale, layout: _Layout) -> None:
    """The named days, each above its place as far as the others let it."""
    named = sorted(
        ((label, n) for n, series in enumerate(chart.series) for label in series.labels),
        key=lambda each: (each[0].place, each[1]),
    )
    texts = [wrapped(label.text, 30, layout.label_width, layout.label_lines) for label, _ in named]
    widths = [
        max([text_width(label.date, 30, BOLD), *(text_width(line, 30) for line in lines)])
        for (label, _), lines in zip(named, texts, strict=True)
    ]
    middles = [scale.x(label.place) for label, _ in named]
    wished = [middle - width / 2 for middle, width in zip(middles, widths, strict=True)]
    lefts = spread(wished, widths)
    for (label, n), lines, x, left, width in zip(named, texts, middles, lefts, widths, strict=True):
        head = scale.y(chart.series[n].values[label.place]) - 12
        foot = layout.band + LINE * (len(lines) + 1) + 8
        pen.line(((min(max(x, left), left + width), foot), (x, max(head, foot))), SOFT, 2)
        pen.text(left, layout.band, label.date, 30, COLOURS[n], BOLD)
        for row, line in enumerate(lines, 1):
            pen.text(left, layout.band + LINE * row, line, 30)


def spread(lefts: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Left edges, in order, near those that are wished, with a gap between two and all inside the picture.

    What does not fit at all goes over the left edge; with as many names of the widths of `_Layout` that cannot be.
    """
    placed: list[float] = []
    edge = float(EDGE)
    for left, width in zip(lefts, widths, strict=True):
        placed.append(max(left, edge))
        edge = placed[-1] + width + GAP
    edge = float(WIDTH - EDGE)
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], edge - widths[n])
        edge = placed[n] - GAP
    return placed
