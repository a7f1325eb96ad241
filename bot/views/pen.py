"""A picture to draw on, in its own units and letters: what every chart shares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1_080, 810
FINE = 2  # drawn at twice its size and halved, which takes the steps out of slanting lines
PAPER, INK, SOFT, GRID, PALE = "#F6F3EC", "#1C1B19", "#6B665C", "#DAD4C7", "#7FA3C6"
PALETTE = 64  # colours of the picture: its own and what lies between them at edges
COMPRESSION = 4  # half the work of zlib's usual 6, and an eighth more bytes
FONT = ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf")
REGULAR, BOLD = 400, 650
CORNERED = 14  # height from which a column has round corners


def paper() -> tuple[Image, Pen]:
    """An empty picture, and what draws on it."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    return image, Pen(ImageDraw.Draw(image))


def as_png(image: Image) -> bytes:
    """The finished picture."""
    from PIL.Image import Quantize

    made = BytesIO()
    small = image.reduce(FINE).quantize(PALETTE, Quantize.FASTOCTREE)
    small.save(made, "PNG", compress_level=COMPRESSION)
    return made.getvalue()


class Pen:
    """Draws in the picture's own units."""

    def __init__(self, image: ImageDraw) -> None:
        self._image = image

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        """A row of straight lines."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._image.line(scaled, fill=colour, width=round(width * FINE), joint="curve")

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A column, its upper corners round where it is high enough; never lower than a line."""
        box = (left * FINE, min(top, bottom - 2) * FINE, right * FINE, bottom * FINE)
        radius = min(6 * FINE, (right - left) * FINE / 2)
        upper = bottom - top >= CORNERED  # Pillow refuses corners that leave no side
        self._image.rounded_rectangle(box, radius, fill=colour, corners=(upper, upper, False, False))

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A disc."""
        box = ((x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE)
        self._image.ellipse(box, fill=colour)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        colour: str = INK,
        weight: int = REGULAR,
        anchor: str = "la",
    ) -> None:
        """A line of text; `anchor` as Pillow has it."""
        self._image.text((x * FINE, y * FINE), text, fill=colour, font=_font(size, weight), anchor=anchor)


def text_width(text: str, size: int, weight: int = REGULAR) -> float:
    """How wide a line of text is."""
    return _font(size, weight).getlength(text) / FINE


@lru_cache(maxsize=16)
def _font(size: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont

    package, name = FONT
    # The other layout engine refuses text that mixes directions, and French needs no shaping.
    basic = ImageFont.Layout.BASIC
    file = BytesIO(files(package).joinpath(name).read_bytes())
    font = ImageFont.truetype(file, size * FINE, layout_engine=basic)
    font.set_variation_by_axes([weight])
    return font


def fitted(text: str, size: int, width: float, weight: int = REGULAR) -> str:
    """The text, cut with « … » where it is wider: after a whole word, unless that leaves less than half of it."""
    if text_width(text, size, weight) <= width:
        return text
    # To measure is the most of the work of a picture: a longer beginning is wider, so that few need to be.
    too_long = bisect_right(
        range(len(text)), width, lo=1, key=lambda chars: text_width(text[:chars] + "…", size, weight)
    )
    kept = text[: too_long - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > len(kept) // 2 else kept).rstrip(" ,;:.") + "…"


def wrapped(text: str, size: int, width: float, most: int) -> list[str]:
    """The text in at most so many lines, the last cut with « … » where there is more; none for no text."""
    lines: list[str] = []
    words = text.split(" ") if text else []
    while words and len(lines) < most:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size) <= width:
            count += 1
        if len(lines) == most - 1:
            count = len(words)
        lines.append(fitted(" ".join(words[:count]), size, width))
        words = words[count:]
    return lines
