"""Telegram's HTML, read as strictly as Telegram reads it.

What the Bot API refuses is refused here with the same words, so that markup which passes the demo passes Telegram.
Accepted gap: custom emoji are kept as plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_ENTITIES = 100  # Telegram silently drops the entities after the hundredth

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}  # the only names Telegram decodes
_CHARACTER = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
_ATTRIBUTE = re.compile(r"""\s+([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_START = re.compile(rf"<([^\s>]*)((?:{_ATTRIBUTE.pattern})*)\s*>")
_END = re.compile(r"</\s*([^\s>]*)\s*>")
_ADDRESS = re.compile(r"(?:https?|tg|mailto):\S+")
_LARGEST_CODE_POINT = 0x10FFFF


class MarkupError(ValueError):
    """Markup that Telegram does not take; the message is Telegram's own reason."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch; `offset` and `length` count UTF-16 units of the text, as Telegram counts."""

    kind: str
    offset: int
    length: int
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text without markup, and its entities in order of offset, the wider first."""

    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    offset: int
    entity_kind: str
    url: str
    language: str


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    text: list[str] = field(default_factory=list)
    units: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.text.append(text)
        self.units += utf16_units(text)


def utf16_units(text: str) -> int:
    """The length of a text as Telegram counts it: characters outside the basic plane count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(html: str) -> Formatted:
    """The text and entities of Telegram HTML, trimmed at both ends.

    Raises MarkupError for a tag that is unknown, unclosed, unmatched or closed out of order.
    """
    reading, position = _Reading(), 0
    while position < len(html):
        position = _read_one(html, position, reading)
    if reading.opened:
        raise MarkupError(
            f'Can\'t find end tag corresponding to start tag "{reading.opened[-1].name}"',
        )
    return _trimmed("".join(reading.text), reading.entities)


def plain(text: str) -> Formatted:
    """A text sent without markup, trimmed as Telegram trims it."""
    return _trimmed(text, [])


def _read_one(html: str, position: int, reading: _Reading) -> int:
    """Read a tag, a character reference or a run of text; returns where to go on."""
    if html.startswith("</", position):
        return _read_end(html, position, reading)
    if html[position] == "<":
        return _read_start(html, position, reading)
    if (reference := _CHARACTER.match(html, position)) and (decoded := _decode(reference[1])):
        reading.add(decoded)
        return reference.end()
    stop = min(
        (at for at in (html.find("<", position), html.find("&", position + 1)) if at >= 0), default=len(html)
    )
    reading.add(html[position:stop])
    return stop


def _decode(name: str) -> str:
    if not name.startswith("#"):
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(code) if 0 < code <= _LARGEST_CODE_POINT else ""


def _read_start(html: str, position: int, reading: _Reading) -> int:
    found = _START.match(html, position)
    where = f"at byte offset {len(html[:position].encode())}"
    if found is None:
        raise MarkupError(f"Unclosed start tag {where}")
    name = found[1].lower()
    if name not in _KINDS:
        raise MarkupError(f'Unsupported start tag "{name}" {where}')
    attributes = {
        attribute[1].lower(): _unquoted(attribute[2] or "") for attribute in _ATTRIBUTE.finditer(found[2])
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" {where}')
    kind = "expandable_blockquote" if name == "blockquote" and "expandable" in attributes else _KINDS[name]
    language = attributes.get("class", "").removeprefix("language-") if name == "code" else ""
    reading.opened.append(_Open(name, reading.units, kind, attributes.get("href", ""), language))
    return found.end()


def _unquoted(value: str) -> str:
    bare = value[1:-1] if value[:1] in {'"', "'"} else value
    return _CHARACTER.sub(lambda reference: _decode(reference[1]) or reference[0], bare)


def _read_end(html: str, position: int, reading: _Reading) -> int:
    found = _END.match(html, position)
    where = f"at byte offset {len(html[:position].encode())}"
    if found is None or not reading.opened:
        raise MarkupError(f"Unexpected end tag {where}")
    last, name = reading.opened.pop(), found[1].lower()
    if name not in {"", last.name}:
        raise MarkupError(f'Unmatched end tag {where}, expected "</{last.name}>", found "</{name}>"')
    length = reading.units - last.offset
    if length and last.entity_kind and (last.name != "a" or _ADDRESS.fullmatch(last.url)):
        reading.entities.append(Entity(last.entity_kind, last.offset, length, last.url, last.language))
    return found.end()


def _trimmed(text: str, entities: list[Entity]) -> Formatted:
    """Without the spaces at both ends, the entities moved and cut accordingly."""
    kept = text.strip(" \n\t\r")
    start = utf16_units(text[: len(text) - len(text.lstrip(" \n\t\r"))])
    end = start + utf16_units(kept)
    moved = (
        Entity(
            e.kind,
            max(e.offset, start) - start,
            min(e.offset + e.length, end) - max(e.offset, start),
            e.url,
            e.language,
        )
        for e in reversed(entities)
    )
    inside = sorted((e for e in moved if e.length > 0), key=lambda e: (e.offset, -e.length))
    return Formatted(kept, tuple(inside[:MAX_ENTITIES]))
