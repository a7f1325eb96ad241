"""A conversation's file: comments, acts, and what was answered.

> /abonner Otan              the reader types; `\\n` is a new line, `\\u202e` any character
> !Annuler                   the reader taps the last button whose label holds « Annuler »
> +1j   > +13h30             the clock moves
> @admin /flux               somebody else, in their own chat: @admin, @sam (whose Telegram is English), @alix
> @groupe /abonner Otan      the group's creator there; @groupe/sam is a mere member, @groupe/anonyme a hidden admin
> (transfère) /stop          done in another way, see `WAYS`
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.demo.chats import BOT_ID
from bot.demo.scene import ADMIN, CHANNEL, ENGLISH_READER, GROUP, READER

ALIX, FORUM = 1003, -1_000_000_005_002
PERSONS = {"admin": ADMIN, "sam": ENGLISH_READER, "alix": ALIX, "anonyme": None, "lecteur": READER}
CHATS = {
    "lecteur": READER,
    "admin": ADMIN,
    "sam": ENGLISH_READER,
    "alix": ALIX,
    "groupe": GROUP,
    "forum": FORUM,
    "canal": CHANNEL,
}
WAYS = frozenset(
    {
        "transfère",  # forwards the text
        "corrige",  # edits what they wrote last
        "répond",  # answers the bot's last message
        "deux fois",  # taps twice before anything happens
        "trop tard",  # taps, and the answer comes when Telegram takes none any more
        "ancien",  # taps a button that stood there once
        "contrefait",  # sends data of no button of ours
        "autocollant",
        "photo",
        "document",  # NAME CONTENT
        "bloque",
        "débloque",
        "choisit",  # picks a chat in Telegram’s own list of theirs, by the name that it has here
        "ajoute",  # adds the bot to the group
        "renvoie",  # throws it out
        "répète",  # N TEXT: one message of the text so many times
    }
)
_ACT = re.compile(
    r"(?:@(?P<chat>\w+)(?:/(?P<who>\w+))?(?:\s+|$))?(?:\((?P<way>[^)]+)\)(?:\s+|$))?(?P<said>.*)", re.DOTALL
)
_MARK = re.compile(r"\\(?:u([0-9a-f]{4,5})|n)")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: where, by whom (None: nobody whose name is seen), in which way ("": plainly), and what."""

    line: str
    chat_id: int
    user_id: int | None
    way: str
    said: str

    @property
    def taps(self) -> str:
        """The label that is tapped, "" if nothing is."""
        return self.said[1:].strip() if self.said.startswith("!") else ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody does, after what the file says about it, and the answers as they stand in the file."""

    remarks: tuple[str, ...]
    act: Act
    answered: str


def read_turns(path: Path) -> tuple[Turn, ...]:
    """The conversation of a file, in order."""
    turns: list[Turn] = []
    remarks: list[str] = []
    lines: list[str] = []
    act: Act | None = None
    for line in [*path.read_text(encoding="utf-8").split("\n"), "#"]:
        if line.startswith(("#", "> ")) and act is not None:
            turns.append(Turn(tuple(remarks), act, "\n".join(lines).strip("\n")))
            act, remarks, lines = None, [], []
        if line.startswith("#"):
            remarks.append(line)
        elif line.startswith("> "):
            act = parse_act(line[2:])
        else:
            lines.append(line)
    return tuple(turns)


def parse_act(line: str) -> Act:
    """An act as it is written behind `> `."""
    found = _ACT.fullmatch(line)
    assert found is not None, line
    seat = found["chat"] or "lecteur"
    assert seat in CHATS, f"{line}: no such chat"
    chat_id = CHATS[seat]
    who = PERSONS[found["who"]] if found["who"] else chat_id if chat_id > 0 else READER
    way, said = found["way"] or "", found["said"]
    if way not in WAYS:
        way, said = "", f"({way}) {said}".strip() if way else said
    return Act(line, chat_id, who, way, _MARK.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\n", said))


def write_turns(turns: Iterable[Turn]) -> str:
    """The text of a conversation's file."""
    parts = ["\n".join([*turn.remarks, f"> {turn.act.line}"]) + f"\n\n{turn.answered}" for turn in turns]
    parts = [part.replace("\n> ", "\n\n> ", 1) if part.startswith("#") else part for part in parts]
    return "\n\n".join(parts) + "\n"


def nobody_acts(answered: str) -> bool:
    """Whether no line of an answer could be taken for an act or a remark when the file is read again."""
    return not re.search(r"^(?:> |#)", answered, re.MULTILINE)


def name_of(chat_id: int) -> str:
    """What a file calls a chat."""
    return next(name for name, known in CHATS.items() if known == chat_id)


assert BOT_ID not in CHATS.values()
