"""What admins changed, a line each."""

from __future__ import annotations

from bot.model import AuditLine, Deed, Message
from bot.results.journal import Journal
from bot.views.actions import OpenJournal
from bot.views.html import MAX_UNITS, escape, fit
from bot.views.parts import button
from bot.views.voice import Voice

COUNTED = frozenset(
    {Deed.SENDING_RELEASED, Deed.HELD_ABANDONED, Deed.BROADCAST_SENT}
)  # what they name is a number


def journal(result: Journal, voice: Voice) -> Message:
    """One page; older ones and the way back to the latest are a tap away."""
    said = voice.operator
    if not result.lines:
        return Message(html=said.NO_DEEDS)
    lines = [said.JOURNAL, *(f"• {_line(line, result, voice)}" for line in result.lines)]
    turns = [] if result.is_latest else [button(said.LATEST, OpenJournal(0))]
    if result.older is not None:
        turns.append(button(said.OLDER, OpenJournal(result.older)))
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(tuple(turns),) if turns else ())


def _line(line: AuditLine, result: Journal, voice: Voice) -> str:
    said = voice.operator
    if line.from_terminal:
        who = said.IN_TERMINAL
    elif line.by is None:
        who = said.ERASED_ADMIN
    else:
        who = said.YOU if line.by == result.reader else f"<code>{line.by}</code>"
    subject = line.subject
    if line.deed in COUNTED and subject.isdecimal():
        subject = said.amount(line.deed, int(subject))
    what = [escape(subject)] if subject else []
    if line.about is not None:
        what.append(f"<code>{line.about}</code>")
    return said.deed_line(voice.stamp(line.at), said.DEEDS[line.deed], ", ".join(what), who)
