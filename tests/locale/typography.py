"""What French typography asks of a text."""

from __future__ import annotations

import re

_WRONG = (
    re.compile(r"'"),  # ’ is the apostrophe
    re.compile(r"[ \w>][;!?](?=[\s<]|$)"),  # a narrow no-break space stands before them
    re.compile(r"(?<!\u00a0)(?<!titre)(?<!source):(?=[\s<]|$)"),  # a no-break space stands before it
    re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    re.compile(r"\d[ \u00a0]h\b|\bh[ \u00a0]\d"),  # narrow ones stand in times
    re.compile(r"\.\.\."),
    re.compile(r"  "),
)


def faults(text: str) -> list[str]:
    """Places of a French text that are not typeset as they should be."""
    return [
        text[max(0, found.start() - 12) : found.end() + 5]
        for wrong in _WRONG
        for found in wrong.finditer(text)
    ]
