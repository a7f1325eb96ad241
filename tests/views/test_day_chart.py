"""The picture of a day: three rows, each on a scale of its own, nothing beyond the edge."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.views.chart import COLOURS, LEFT, RIGHT
from bot.views.day_chart import GROUND, HEAD, ROW, TOP, DayChart, Panel, draw_day, short
from bot.views.pen import HEIGHT, INK, PAPER, WIDTH
from tests.views.test_chart import near

DAY = DayChart(
    "Les dernières 24 heures",
    (
        Panel("Lectures", (1_000, *[0] * 22, 500), (0, *[0] * 22, 250)),
        Panel("Articles", tuple(range(24))),
        Panel("Messages" * 30, (0,) * 24),
    ),
    ((0, "22 h"), (8, "6 h"), (23, "21 h")),
)


def rows_of(image: Image.Image, panel: int, place: int, colour: str) -> int:
    x = round(LEFT + (place + 0.5) * (RIGHT - LEFT) / 24)
    top = TOP + panel * ROW
    return sum(near(image.getpixel((x, y)), colour) for y in range(top + HEAD - 4, top + GROUND - 3))


@pytest.fixture(scope="module")
def image() -> Image.Image:
    return Image.open(BytesIO(draw_day(DAY))).convert("RGB")


def test_columns_are_as_high_as_their_values_and_what_failed_is_another_colour(image: Image.Image) -> None:
    assert image.size == (WIDTH, HEIGHT)
    whole, half = rows_of(image, 0, 0, COLOURS[0]), rows_of(image, 0, 23, COLOURS[0])
    bad = rows_of(image, 0, 23, COLOURS[1])
    assert whole > 110
    assert abs(whole / 4 - half) < 6
    assert abs(half - bad) < 6
    assert rows_of(image, 0, 5, COLOURS[0]) == 0
    assert rows_of(image, 1, 12, COLOURS[0]) > rows_of(image, 1, 6, COLOURS[0]) > 0
    assert rows_of(image, 2, 12, COLOURS[0]) == 0


def test_nothing_is_written_over_the_edge(image: Image.Image) -> None:
    edge = [image.getpixel((x, y)) for y in range(HEIGHT) for x in (0, 1, WIDTH - 2, WIDTH - 1)]
    edge += [image.getpixel((x, y)) for x in range(WIDTH) for y in (0, HEIGHT - 1)]
    assert all(near(pixel, PAPER) for pixel in edge)
    assert any(near(image.getpixel((x, 50)), INK) for x in range(WIDTH))


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (600, "600"), (1_000, "1k"), (6_000, "6k"), (20_000, "20k"), (10**6, "1M"), (4 * 10**6, "4M")],
)
def test_a_scale_is_short(value: int, said: str) -> None:
    assert short(value) == said
