"""Telegram's HTML: escaping, length as Telegram counts it, cutting and splitting without breaking a tag.

What comes from outside passes through `escape` once, and is never parsed again. Length is that of the text after
entity parsing, in UTF-16 units, as the Bot API counts it for the limit of 4,096 and for the offsets of entities.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

MAX_UNITS = 4_096  # of a message, https://core.telegram.org/bots/api#sendmessage
MAX_CAPTION = 1_024  # of a file's words
MAX_ENTITIES = 90  # Telegram keeps 100 and drops the formatting of the rest
ELLIPSIS = "…"

# Controls, and marks that turn the direction of text or take no room: a title may not rearrange a reader's chat.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_JOINED_EMOJI = re.compile("(?<=[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])[\u200d\ufe0f]")
_TOKEN = re.compile(r"<(/?)([a-z]+)[^<>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);|[^<&]")
_TAG = re.compile(r"<[^<>]*>")


def clean(text: str) -> str:
    """One line of visible text, without what could disturb the text around it."""
    kept = _UNSEEN.sub(lambda found: found.group() if _is_in_emoji(text, found.start()) else "", text)
    return " ".join(re.split(r"[ \t\r\n\f\v]+", kept.strip()))


def _is_in_emoji(text: str, place: int) -> bool:
    return _JOINED_EMOJI.match(text, place) is not None


def escape(text: str) -> str:
    """Text from outside, ready to stand in a message."""
    return html.escape(clean(text), quote=False)


def piece(text: str) -> str:
    """`escape` for a part of a line: one space of its kind stays at either end where there was any."""
    return _edge(text[:1]) + escape(text) + ("" if text.isspace() else _edge(text[-1:]))


def _edge(char: str) -> str:
    return char if char in "\u00a0\u202f" else " " * char.isspace()


def shorten(text: str, max_chars: int) -> str:
    """Text from outside of at most `max_chars` characters, cut after a whole word where one ends, with « … »."""
    text = clean(text)
    if len(text) <= max_chars:
        return text
    kept = text[: max_chars - 1]
    head, _, _ = kept.rpartition(" ")
    return (head if len(head) > max_chars // 2 else kept).rstrip(" ,;:.-–—\u00a0\u202f") + ELLIPSIS


def link(label: str, url: str) -> str:
    """A link around escaped text; the text alone where the address is none of the web."""
    if not url.startswith(("http://", "https://")):
        return label
    return f'<a href="{html.escape(_UNSEEN.sub("", url).replace(" ", "%20"))}">{label}</a>'


def bold(label: str) -> str:
    """Around escaped text."""
    return f"<b>{label}</b>"


def italic(label: str) -> str:
    """Around escaped text."""
    return f"<i>{label}</i>"


def plain_text(markup: str) -> str:
    """What a reader sees of a message: the text after entity parsing."""
    return html.unescape(_TAG.sub("", markup))


def units(markup: str) -> int:
    """The length that Telegram counts: UTF-16 units after entity parsing."""
    return len(plain_text(markup).encode("utf-16-le", "surrogatepass")) // 2


def fit(markup: str, max_units: int) -> str:
    """The message cut to `max_units` with « … », every tag closed and no entity broken."""
    if units(markup) <= max_units:
        return markup
    pieces: list[str] = []
    is_open: list[str] = []
    left = max_units - 1
    tokens = _TOKEN.finditer(markup)
    while left >= 0:
        found = next(tokens)
        token = found.group()
        if found[2] is None:
            left -= units(token)
        elif found[1]:
            is_open.pop()
        else:
            is_open.append(found[2])
        if left >= 0:
            pieces.append(token)
    return "".join(pieces).rstrip() + ELLIPSIS + "".join(f"</{name}>" for name in reversed(is_open))


def split(blocks: Sequence[str], separator: str = "\n\n", max_units: int = MAX_UNITS) -> tuple[str, ...]:
    """As few parts as keep the blocks' order and hold each block whole; a block too long by itself is cut."""
    return tuple(_parts([fit(block, max_units) for block in blocks if block], separator, max_units))


def _parts(blocks: Sequence[str], separator: str, max_units: int) -> Iterator[str]:
    part = ""
    for block in blocks:
        longer = f"{part}{separator}{block}" if part else block
        if part and (units(longer) > max_units or longer.count("</") > MAX_ENTITIES):
            yield part
            longer = block
        part = longer
    if part:
        yield part
