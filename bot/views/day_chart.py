"""The last day of the bot, drawn: readings, new articles and messages by hour, a row of columns each.

Each row has a scale of its own, since a bot reads a thousand times for one message; the hours are the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.views.chart import COLOURS, EDGE, LEFT, RIGHT, nice_ceiling
from bot.views.pen import BOLD, GRID, HEIGHT, SOFT, WIDTH, Pen, as_png, fitted, paper, text_width

TOP, ROW = 96, 216  # of the first row, and from one to the next
GROUND, HEAD = 186, 56  # of a row's columns, below its top
TICKS_AT = HEIGHT - 60


@dataclass(frozen=True, slots=True)
class Panel:
    """A row of columns: what it shows, its values, and how much of each is to be seen as bad."""

    name: str
    values: tuple[int, ...]
    bad: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DayChart:
    """Everything that is drawn; all panels have as many values, at least one. `ticks` are hours by their place."""

    title: str
    panels: tuple[Panel, ...]
    ticks: tuple[tuple[int, str], ...]


def draw_day(chart: DayChart) -> bytes:
    """The picture, as PNG."""
    image, pen = paper()
    pen.text(40, 28, chart.title, 40, weight=BOLD)
    for n, panel in enumerate(chart.panels):
        _panel(pen, panel, TOP + n * ROW)
    count = len(chart.panels[0].values)
    for place, said in chart.ticks:
        half = text_width(said, 30) / 2
        x = min(max(LEFT + (place + 0.5) * (RIGHT - LEFT) / count, half + EDGE), WIDTH - EDGE - half)
        pen.text(x, TICKS_AT, said, 30, SOFT, anchor="ma")
    return as_png(image)


def _panel(pen: Pen, panel: Panel, top: int) -> None:
    pen.text(40, top, fitted(panel.name, 32, WIDTH - 80, BOLD), 32, weight=BOLD)
    ceiling, ground, head = nice_ceiling(max(panel.values)), top + GROUND, top + HEAD
    for value, y in ((0, ground), (ceiling, head)):
        pen.line(((LEFT, y), (RIGHT, y)), GRID if value else SOFT, 2)
        pen.text(LEFT - 14, y, short(value), 26, SOFT, anchor="rm")
    width = (RIGHT - LEFT) / len(panel.values)
    for place, value in enumerate(panel.values):
        left = LEFT + (place + 0.14) * width
        for part, colour in ((value, COLOURS[0]), (panel.bad[place] if panel.bad else 0, COLOURS[1])):
            if part:
                pen.bar(left, ground - part * (ground - head) / ceiling, left + 0.72 * width, ground, colour)


def short(value: int) -> str:
    """A number at the scale, in at most four signs: « 600 », « 6k », « 20k »."""
    return str(value) if value < 1_000 else f"{value / 1_000:g}k" if value < 10**6 else f"{value / 10**6:g}M"
