"""An admin's own words as everybody gets them: their lines, and what of their markup every reader's Telegram shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.views.html import MAX_UNITS, fit, link, piece, plain_text

KEPT = frozenset({"b", "i", "u", "s", "code", "pre", "blockquote"})
# The command itself, perhaps inside the markup of the whole message.
_COMMAND = re.compile(r"^((?:<[^<>]*>)*)/\w[\w-]*(?:@\w+)?\s*")


def announcement(text: str, html: str = "") -> str:
    """The markup of the message; "" where nothing is left to read.

    `text` is what was typed, `html` the whole message with Telegram's own markup where it has any.
    """
    parser = _Kept()
    if html:
        parser.feed(_COMMAND.sub(r"\1", html, count=1))
        parser.close()
    else:
        parser.handle_data(text)
    made = fit(parser.made().strip(), MAX_UNITS)
    return made if plain_text(made).strip() else ""


class _Kept(HTMLParser):
    """Writes again what may stay, escaped; of other tags only what stands between them stays."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[tuple[str, str]] = []  # the tag, and what closes it

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Nothing in a message is a script: what follows is read like anything else."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that stays, or an empty place for one that does not."""
        before, after = "", ""
        if tag in KEPT:
            before, after = f"<{tag}>", f"</{tag}>"
        elif tag == "a":
            linked = link("\x00", dict(attrs).get("href") or "")
            before, _, after = linked.partition("\x00")
        self._parts.append(before)
        self._open.append((tag, after))

    def handle_endtag(self, tag: str) -> None:
        """Close it, and what was left open inside it."""
        if tag not in [name for name, _ in self._open]:
            return
        while self._open:
            name, after = self._open.pop()
            self._parts.append(after)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Text: each line cleaned, the lines kept."""
        self._parts.append("\n".join(piece(line) if line else "" for line in data.split("\n")))

    def made(self) -> str:
        """All of it, closed."""
        return "".join(self._parts) + "".join(after for _, after in reversed(self._open))
