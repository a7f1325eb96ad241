"""What becomes of alerts: told, kept, or left to the digest; and quiet hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerting import MOST_TOGETHER, Alerting, AlertRules, most_alerts, plan_alerts
from bot.core.quiet import is_quiet, next_midnight, quiet_end
from bot.model import (
    ChatId,
    ChatKind,
    Destination,
    DestinationId,
    Preferences,
    QuietHours,
    QuietMode,
    Seq,
    StoryId,
)

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 3, 20, 11, tzinfo=UTC)  # 12 h in Paris
NIGHT = datetime(2026, 3, 20, 22, 30, tzinfo=UTC)  # 23 h 30 in Paris
RULES = AlertRules(QuietHours(22 * 60, 7 * 60), 10)
STORIES = tuple(StoryId(n) for n in (3, 5, 8))


NOTHING_CHOSEN = Preferences()


def chat(preferences: Preferences = NOTHING_CHOSEN, no_alert_until: datetime | None = None) -> Destination:
    return Destination(
        DestinationId(1), ChatId(1), None, ChatKind.PRIVATE, "Ada", "fr", "Europe/Paris", (), Seq(0), NOON, None,
        preferences=preferences, no_alert_until=no_alert_until,
    )  # fmt: skip


def test_by_day_they_are_told_aloud_together() -> None:
    assert plan_alerts(STORIES, chat(), RULES, 0, NOON) == Alerting(send=STORIES)


def test_at_night_they_come_without_a_sound() -> None:
    assert plan_alerts(STORIES, chat(), RULES, 0, NIGHT) == Alerting(send=STORIES, silent=True)


def test_a_chat_that_wants_it_gets_them_in_the_morning() -> None:
    plan = plan_alerts(STORIES, chat(Preferences(quiet_mode=QuietMode.HOLD)), RULES, 0, NIGHT)
    assert plan == Alerting(hold=STORIES, hold_until=datetime(2026, 3, 21, 6, tzinfo=UTC))


def test_a_chats_own_hours_come_before_those_of_the_house() -> None:
    never = chat(Preferences(quiet=QuietHours(0, 0), quiet_mode=QuietMode.HOLD))
    assert plan_alerts(STORIES, never, RULES, 0, NIGHT) == Alerting(send=STORIES)
    at_noon = chat(Preferences(quiet=QuietHours(11 * 60, 13 * 60)))
    assert plan_alerts(STORIES, at_noon, RULES, 0, NOON).silent


@pytest.mark.parametrize(
    ("sent", "own", "count", "is_last"),
    [(8, None, 3, False), (9, None, 3, True), (10, None, 0, False), (0, 0, 0, False), (2, 3, 3, True)],
)
def test_what_is_over_the_days_maximum_waits_for_the_digest(
    sent: int, own: int | None, count: int, is_last: bool
) -> None:
    plan = plan_alerts(STORIES, chat(Preferences(max_alerts=own)), RULES, sent, NOON)
    assert (len(plan.send), plan.is_last) == (count, is_last)


def test_whoever_wants_no_more_today_gets_no_more_today() -> None:
    muted = chat(Preferences(quiet_mode=QuietMode.HOLD), NOON + timedelta(hours=12))
    assert plan_alerts(STORIES, muted, RULES, 0, NOON) == Alerting()
    assert plan_alerts(STORIES, muted, RULES, 0, NIGHT) == Alerting()
    assert plan_alerts(STORIES, muted, RULES, 0, NOON + timedelta(hours=20)).send == STORIES


def test_one_message_holds_so_many_headlines_and_the_oldest_first() -> None:
    many = tuple(StoryId(n) for n in range(20))
    assert plan_alerts(many, chat(), RULES, 0, NOON).send == many[:MOST_TOGETHER]


# --- quiet hours ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "minute", "quiet"),
    [
        (1320, 420, 1319, False), (1320, 420, 1320, True), (1320, 420, 0, True), (1320, 420, 419, True),
        (1320, 420, 420, False), (60, 120, 59, False), (60, 120, 60, True), (60, 120, 120, False),
        (0, 0, 0, False), (600, 600, 600, False),
    ],
)  # fmt: skip
def test_quiet_hours_hold_their_start_and_not_their_end(
    start: int, end: int, minute: int, quiet: bool
) -> None:
    local = datetime(2026, 3, 20, minute // 60, minute % 60, tzinfo=PARIS)
    assert is_quiet(QuietHours(start, end), local) is quiet


def test_they_end_at_the_shown_time_on_the_day_the_clocks_change() -> None:
    before = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight in Paris; at 2 h it will be 3 h
    assert quiet_end(QuietHours(22 * 60, 7 * 60), PARIS, before) == datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert quiet_end(QuietHours(22 * 60, 150), PARIS, before) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert next_midnight(PARIS, before) == datetime(2026, 3, 29, 22, tzinfo=UTC)


@given(
    st.integers(0, 1439),
    st.integers(1, 20 * 60),
    st.integers(0, 365 * 24 * 60),
    st.sampled_from(
        ("Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca")
    ),
)
def test_what_is_kept_is_let_go_when_it_is_quiet_no_more(start: int, span: int, at: int, name: str) -> None:
    quiet, zone = QuietHours(start, (start + span) % 1440), ZoneInfo(name)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    over = quiet_end(quiet, zone, now)
    assert now < over <= now + timedelta(hours=26)
    assert not is_quiet(quiet, over.astimezone(zone))


@pytest.mark.parametrize(
    ("own", "cap", "most"),
    [
        (None, None, 10),
        (3, None, 3),
        (20, None, 20),
        (None, 5, 5),
        (None, 15, 15),
        (3, 5, 3),
        (20, 5, 5),
        (3, 0, 0),
    ],
)
def test_what_an_admin_allows_goes_before_what_a_chat_chose(
    own: int | None, cap: int | None, most: int
) -> None:
    assert most_alerts(replace(chat(Preferences(max_alerts=own)), alert_cap=cap), 10) == most
