"""Telegram's HTML as plain text: for the message whose markup was refused, and for pop-ups."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.views.html import ELLIPSIS

CLOSING = "\u00a0»"  # a quotation that is cut is closed all the same
LEAST_TO_CLOSE = 2 * len(CLOSING)  # in less room it is not worth it


class _Reader(HTMLParser):
    """Collects text; an address stands in parentheses behind the words that linked to it."""

    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._links = links
        self._open: list[str] = []
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open and (url := self._open.pop()) and self._links:
            self.parts.append(f" ({url})")


def utf16_units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def popup_text(html: str, max_units: int) -> str:
    """The words alone, for where there is little room: cut after a word, with « … »."""
    reader = _Reader(links=False)
    reader.feed(html)
    reader.close()
    text = "".join(reader.parts)
    if utf16_units(text) <= max_units:
        return text
    short = _after_a_word(text, max_units)
    if short.count("«") > short.count("»") and max_units > LEAST_TO_CLOSE:
        if utf16_units(short) + len(CLOSING) > max_units:
            short = _after_a_word(text, max_units - len(CLOSING))
        short += CLOSING if short.count("«") > short.count("»") else ""
    return short


def _after_a_word(text: str, max_units: int) -> str:
    """The beginning of a text that is longer, ended by « … »."""
    kept = _cut(text, max_units - 1)
    whole = kept if text[len(kept)].isspace() else (re.match(r"(.*)\s", kept, re.DOTALL) or [kept, kept])[1]
    if utf16_units(whole) <= max_units // 2:  # one endless word
        whole = kept
    return whole.rstrip(" \n,;:.-–—\u00a0\u202f«(") + ELLIPSIS


def _cut(text: str, max_units: int) -> str:
    return text.encode("utf-16-le")[: 2 * max_units].decode("utf-16-le", "ignore")


def plain_text(html: str, max_units: int) -> str:
    """The text without tags and with its entities read, links kept where they fit.

    Longer than `max_units` even without links, it is cut there.
    """
    for links in (True, False):
        reader = _Reader(links=links)
        reader.feed(html)
        reader.close()
        text = "".join(reader.parts)
        if utf16_units(text) <= max_units:
            return text
    return _cut(text, max_units)
