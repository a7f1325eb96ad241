"""Pictures: nothing is written over anything else, nothing beyond the edge, and the columns are as high as they say."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.views.chart import (
    BOTTOM,
    COLOURS,
    EDGE,
    GAP,
    LEFT,
    RIGHT,
    Chart,
    Label,
    Series,
    draw,
    nice_ceiling,
    spread,
)
from bot.views.html import clean
from bot.views.pen import HEIGHT, WIDTH, fitted, text_width, wrapped

TICKS = ((0, "7 mars"), (6, "13 mars"))


def picture(chart: Chart) -> Image.Image:
    return Image.open(BytesIO(draw(chart))).convert("RGB")


def near(pixel: object, colour: str) -> bool:
    wanted = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 24 for a, b in zip(pixel, wanted, strict=True))


def height_of(image: Image.Image, place: int, days: int, colour: str) -> int:
    x = round(LEFT + (place + 0.5) * (RIGHT - LEFT) / days)
    return sum(near(image.getpixel((x, y)), colour) for y in range(200, BOTTOM))


def test_columns_are_as_high_as_their_values() -> None:
    labels = (Label(2, "9 mars", "Kiev accepte une trêve"), Label(5, "12 mars", "Le Kremlin répond"))
    image = picture(Chart("Par jour", 7, (Series("trêve", (0, 0, 8, 0, 0, 4, 0), labels),), TICKS))
    assert image.size == (WIDTH, HEIGHT)
    high, half = height_of(image, 2, 7, COLOURS[0]), height_of(image, 5, 7, COLOURS[0])
    assert abs(high - 2 * half) < 8
    assert height_of(image, 0, 7, COLOURS[0]) == 0


@pytest.mark.parametrize("highest", [60, 400, 1_000, 40_000])
def test_a_column_however_low_is_seen(highest: int) -> None:
    image = picture(Chart("Par jour", 4, (Series("trêve", (1, 2, 3, highest), ()),), TICKS[:1]))
    assert height_of(image, 0, 4, COLOURS[0]) >= 1
    assert height_of(image, 3, 4, COLOURS[0]) > 200


def test_lines_of_several_subjects_have_their_own_colours() -> None:
    series = tuple(Series(f"sujet {n}", (n + 1,) * 7, ()) for n in range(4))
    image = picture(Chart("Par jour", 7, series, TICKS))
    for n in range(4):
        assert height_of(image, 3, 7, COLOURS[n]) >= 3


def test_a_named_day_of_a_line_is_marked_on_it() -> None:
    def painted(*labels: Label) -> int:
        first, second = Series("trêve", (1, 1, 4, 1, 1, 1, 1), labels), Series("loup", (1,) * 7, ())
        return height_of(picture(Chart("Par jour", 7, (first, second), TICKS)), 2, 7, COLOURS[0])

    assert painted(Label(2, "9 mars", "Kiev accepte une trêve")) > painted() + 4


def test_without_a_named_day_every_column_is_of_the_full_colour() -> None:
    image = picture(Chart("Par jour", 7, (Series("trêve", (1,) * 7, ()),), TICKS))
    assert height_of(image, 3, 7, COLOURS[0]) > 50


def test_the_same_chart_is_the_same_picture() -> None:
    chart = Chart("Par jour", 2, (Series("x" * 200, (0, 1), (Label(1, "13 mars", ""),)),), TICKS[:1])
    assert draw(chart) == draw(chart)


@pytest.mark.parametrize(
    ("highest", "ceiling"),
    [(0, 2), (1, 2), (3, 4), (5, 6), (7, 10), (12, 20), (41, 60), (99, 100), (101, 200)],
)
def test_the_scale_ends_at_a_round_number(highest: int, ceiling: int) -> None:
    assert nice_ceiling(highest) == ceiling


@given(st.lists(st.tuples(st.floats(-300, 1400), st.floats(40, 240)), max_size=4))
def test_names_of_days_never_touch_nor_leave_the_picture(wished: list[tuple[float, float]]) -> None:
    lefts, widths = [left for left, _ in sorted(wished)], [width for _, width in sorted(wished)]
    placed = spread(lefts, widths)
    for n, left in enumerate(placed):
        assert left >= EDGE - 0.01
        assert left + widths[n] <= WIDTH - EDGE + 0.01
        assert n == 0 or left - (placed[n - 1] + widths[n - 1]) >= GAP - 0.01


@settings(max_examples=25)
@given(st.text(max_size=120).map(clean), st.integers(60, 400), st.integers(1, 3))
def test_wrapped_text_keeps_its_width(text: str, width: int, most: int) -> None:
    lines = wrapped(text, 30, width, most)
    assert len(lines) <= most
    assert all(text_width(line, 30) <= width for line in lines if line != "…")


def test_a_cut_falls_between_words_where_it_can() -> None:
    assert fitted("Kiev accepte une trêve de trente jours", 30, 330) == "Kiev accepte une trêve…"
    assert fitted("x" * 90, 30, 200).endswith("x…")
    assert fitted("court", 30, 400) == "court"
    assert wrapped("", 30, 400, 3) == []
    assert wrapped("Trêve acceptée", 30, 400, 3) == ["Trêve acceptée"]


def test_french_letters_are_in_the_font() -> None:
    missing = text_width("\uffff", 30)
    assert missing >= 0
    blank = {fitted_pixels("\ue000")}
    assert not {fitted_pixels(letter) for letter in "éèêàçœùîôÉÀÇŒ«»’…–"} & blank


def fitted_pixels(letter: str) -> bytes:
    chart = Chart("", 1, (Series(letter, (0,), ()),), ())
    return picture(chart).crop((30, 30, 120, 100)).tobytes()
