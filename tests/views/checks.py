"""What every message must be: whole, within Telegram's limits, with buttons that can be read back."""

from __future__ import annotations

import re

from bot.model import Message
from bot.views.actions import MAX_BYTES, addressed, decode
from bot.views.html import MAX_UNITS, plain_text

_TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z]+(?:=\"[^\"<>]*\")?)*)>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#x27);")
KNOWN_TAGS = {"a", "b", "i", "u", "code", "blockquote"}


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def is_balanced(markup: str) -> bool:
    """Every tag is one that Telegram knows, closed in order; no other < or & stands in the text."""
    is_open: list[str] = []
    for closing, name, _ in _TAG.findall(markup):
        if name not in KNOWN_TAGS:
            return False
        if not closing:
            is_open.append(name)
        elif not is_open or is_open.pop() != name:
            return False
    rest = _ENTITY.sub("", _TAG.sub("", markup))
    return not is_open and not set(rest) & set("<>&")


def check(message: Message) -> None:
    assert is_balanced(message.html), message.html
    assert 0 < utf16(plain_text(message.html)) <= MAX_UNITS
    assert message.html.strip() == message.html
    for row in message.buttons:
        assert 1 <= len(row) <= 8
        for button in row:
            assert 0 < len(button.label) <= 40
            if button.url:
                assert button.url.startswith("https://")
                assert not button.action
                continue
            assert len(button.action.encode()) <= MAX_BYTES
            assert decode(addressed(button.action)[1]) is not None
