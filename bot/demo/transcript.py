"""A chat as text for the terminal: what the reader types after `> `, what the bot answers, its buttons in brackets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby
from typing import assert_never

from babel.dates import format_datetime

from bot.demo.chats import Post, Toast
from bot.demo.markup import Formatted, utf16_units
from bot.demo.script import Moved, Step, Tapped, Typed, Who

WIDTH = 78
_MOMENT = "EEEE d MMMM y, H'\u202fh\u202f'mm"
_EDITED = "(message modifié)"
_ADMIN = "(admin) "
_CODES = {"bold": "1", "italic": "3", "underline": "4", "strikethrough": "9"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a chat is printed.

    `ansi`: bold and italic by terminal codes, links that can be clicked. `addresses`: each link's address in angle
    brackets under the line that it stands in.
    """

    width: int = WIDTH
    ansi: bool = False
    addresses: bool = False


PLAIN = Look()


def render_step(step: Step, now: datetime, zone: tzinfo) -> str:
    """A line of the script as it was played; `now` is the clock's time after it."""
    match step:
        case Typed(who, text):
            return "\n".join(f"> {line}" for line in f"{_named(who)}{text}".splitlines())
        case Tapped(who, label):
            return f"> {_named(who)}[{label}]"
        case Moved():
            return render_moment(now, zone)
        case _:
            assert_never(step)


def render_moment(now: datetime, zone: tzinfo) -> str:
    """The clock's time in words, as a line of its own."""
    return f"— {format_datetime(now.astimezone(zone), _MOMENT, locale='fr')} —"


def render_toast(toast: Toast) -> str:
    """What a tap was answered with; "" if it was answered in silence."""
    return f"({toast.text})" if toast.text else ""


def render_posts(posts: tuple[Post, ...], look: Look = PLAIN) -> str:
    """Messages one after the other, a blank line between them."""
    return "\n\n".join(render_post(post, look) for post in posts)


def render_post(post: Post, look: Look = PLAIN) -> str:
    """A message: its text wrapped, its file, its rows of buttons, and of keys below the text field."""
    parts = [_EDITED] if post.edited_at is not None else []
    if post.upload is not None:
        kind = {"document": "fichier", "photo": "image"}.get(post.upload.kind, post.upload.kind)
        parts.append(f"[{kind}\u00a0: {post.upload.name}]")
    if post.text:
        parts.extend(_lines(post.formatted, look))
    parts.extend(" ".join(f"[{button.label}]" for button in row) for row in post.buttons)
    parts.extend(" ".join(f"[{key.label}]" for key in row) for row in post.keys)
    return "\n".join(parts)


def _named(who: Who) -> str:
    return _ADMIN if who is Who.ADMIN else ""


def _lines(formatted: Formatted, look: Look) -> list[str]:
    """The text cut into lines, styled, each followed by the addresses of the links that end in it."""
    styles, links = _styles(formatted), _links(formatted)
    lines: list[str] = []
    for start, end in wrap(formatted.text, look.width):
        line = formatted.text[start:end]
        lines.append(_styled(line, styles[start:end]) if look.ansi else line)
        if look.addresses:
            lines.extend(f"<{address}>" for stop, address in links if start < stop <= end)
    return lines


def wrap(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Where each line starts and ends; broken at line ends and ordinary spaces only.

    A no-break space holds its neighbours together, and a word longer than the width stands alone.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        while end - start > width:
            cut = text.rfind(" ", start, start + width + 1)
            if cut <= start:
                cut = text.find(" ", start + width, end)
            if cut < 0:
                break
            spans.append((start, cut))
            start = cut + 1
        spans.append((start, end))
        start = end + 1
    return tuple(spans)


def _links(formatted: Formatted) -> list[tuple[int, str]]:
    """Where each link ends, in characters, and its address."""
    places = _places(formatted.text)
    return [
        (places[entity.offset + entity.length], entity.url) for entity in formatted.entities if entity.url
    ]


def _styles(formatted: Formatted) -> list[tuple[str, str]]:
    """For each character, its terminal codes and the address that it links to."""
    places = _places(formatted.text)
    styles = [("", "")] * len(formatted.text)
    for entity in formatted.entities:
        for place in range(places[entity.offset], places[entity.offset + entity.length]):
            codes, url = styles[place]
            code = _CODES.get(entity.kind, "")
            styles[place] = (";".join(filter(None, (codes, code))), entity.url or url)
    return styles


def _places(text: str) -> list[int]:
    """For each offset in UTF-16 units, the character that it points at."""
    places = [place for place, character in enumerate(text) for _ in range(utf16_units(character))]
    return [*places, len(text)]


def _styled(line: str, styles: list[tuple[str, str]]) -> str:
    parts = []
    for (codes, url), group in groupby(zip(line, styles, strict=True), key=lambda pair: pair[1]):
        run = "".join(character for character, _ in group)
        run = f"\x1b[{codes}m{run}\x1b[0m" if codes else run
        parts.append(f"\x1b]8;;{url}\x1b\\{run}\x1b]8;;\x1b\\" if url else run)
    return "".join(parts)
