"""What a corrected article changes for those whom an alert told of it: nothing, the alert, or the alert and a word.

Edits of a message notify nobody: where a fact was taken back, a short answer says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.core.edits import is_material
from bot.french.facts import changes_a_fact
from bot.french.sentences import split_sentences
from bot.model import Card, EntryId, Said, Story

REACH = timedelta(hours=24)  # after which nobody looks at the alert any more
MOST_CORRECTIONS = 3  # of one story in one chat; a page that is edited all day is no correction
PAUSE = timedelta(minutes=5)  # between two of them: what is edited twice in a hurry is corrected once


class Correction(Enum):
    """What becomes of an alert."""

    NONE = auto()
    EDIT = auto()  # in place, without a sound
    RECTIFY = auto()  # and a short answer


def known_then(story: Story, last_entry: EntryId) -> Story:
    """The story without the articles that came after that one: they correct nothing."""
    return replace(story, entries=tuple(m for m in story.entries if m.entry.id <= last_entry))


def said_in(card: Card, story: Story) -> Said:
    """What the card of a story says."""
    entries = [member.entry for member in story.entries]
    lead = next((e for e in entries if e.link == card.url and e.outlet == card.outlet), entries[0])
    first = split_sentences(lead.extract or lead.body)[:1]
    return Said(
        lead.id,
        card.headline,
        "\n".join((card.headline, *(quote.text for quote in card.summary))),
        "\n".join((lead.title, *first)),
        max(entry.id for entry in entries),
        sum(entry.revision for entry in entries),
    )


def judge(before: Said, after: Said) -> Correction:
    """What to do about an alert that said one thing and would now say the other."""
    if before.lead == after.lead and changes_a_fact(before.facts, after.facts):
        return Correction.RECTIFY
    return Correction.EDIT if is_material(before.shown, after.shown) else Correction.NONE


def may_correct(corrections: int, corrected_at: datetime | None, now: datetime) -> bool:
    """Whether an alert may be corrected once more at this moment."""
    return corrections < MOST_CORRECTIONS and (corrected_at is None or now - corrected_at >= PAUSE)
