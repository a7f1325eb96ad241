"""What is tapped is answered where it belongs; what is typed gets a message of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.model import ChatId, ChatKind, QuietHours, QuietMode
from bot.results import Courtesy, Declined, QuietSet, Result, StoryCard, Why
from bot.views.manners import Manner, manner_of
from tests.fakes import reader
from tests.views.samples import make

AT = datetime(2025, 3, 13, 6, 30, tzinfo=UTC)
CARD = StoryCard(make("Kiev accepte une trêve"), AT)
WHY = Why((), 0, ())
TAPPED = replace(reader(), message_id=12, tapped=True)


@pytest.mark.parametrize("result", [CARD, WHY, Declined(), Courtesy.THANKS])
def test_what_is_typed_is_answered_by_a_message_of_its_own(result: Result) -> None:
    assert manner_of(result, replace(reader(), message_id=12)) is Manner.NEW


def test_a_card_stands_below_its_digest() -> None:
    assert manner_of(CARD, TAPPED) is Manner.BELOW
    assert manner_of(CARD, replace(TAPPED, message_id=None)) is Manner.NEW


@pytest.mark.parametrize("kind", list(ChatKind))
def test_a_reason_is_told_to_one_person_in_a_group(kind: ChatKind) -> None:
    among_others = kind is not ChatKind.PRIVATE
    expected = Manner.POP_UP if among_others else Manner.BELOW
    assert manner_of(WHY, replace(TAPPED, kind=kind)) is expected


def test_quiet_hours_change_in_place_but_are_asked_for_anew() -> None:
    shown = QuietSet(QuietHours(1320, 420), QuietMode.SILENT)
    assert manner_of(shown, TAPPED) is Manner.IN_PLACE
    assert manner_of(replace(shown, asks=True), TAPPED) is Manner.NEW


def test_in_a_channel_nothing_is_said_and_its_admin_is_answered_in_private_as_ever() -> None:
    in_channel = replace(TAPPED, kind=ChatKind.CHANNEL)
    assert manner_of(CARD, in_channel) is Manner.POP_UP
    assert manner_of(CARD, replace(in_channel, via=ChatId(42))) is Manner.BELOW
