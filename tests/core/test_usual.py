"""What a tick usually owes, and when it owes too much."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.usual import DAYS, FACTOR, FLOOR, LEARNT, Usual

DAY = date(2025, 3, 13)


def learnt(*owed: int, chats: int = 1_000) -> Usual:
    usual = Usual()
    for n, number in enumerate(owed):
        usual = usual.after(number, chats, DAY + timedelta(days=n))
    return usual


def test_nothing_is_too_much_while_nobody_knows_what_is_usual() -> None:
    assert not learnt(*[10] * (LEARNT - 1)).is_too_much(10**6, 1_000)
    assert learnt(*[10] * LEARNT).is_too_much(10**6, 1_000)


def test_several_times_the_busiest_tick_is_too_much() -> None:
    usual = learnt(100, 900, 300)
    assert usual.messages(1_000) == 900
    assert not usual.is_too_much(FACTOR * 900, 1_000)
    assert usual.is_too_much(FACTOR * 900 + 1, 1_000)


def test_a_small_house_never_brakes() -> None:
    assert not learnt(1, 1, 1, chats=40).is_too_much(FLOOR, 40)


def test_a_house_that_grows_stays_usual() -> None:
    usual = learnt(90, 90, 90, chats=100)
    assert usual.messages(3_000) == 2_700
    assert not usual.is_too_much(2_800, 3_000)


def test_a_busy_day_is_forgotten_after_fourteen_that_were_not() -> None:
    assert learnt(900, *[10] * (DAYS - 1)).messages(1_000) == 900
    assert learnt(900, *[10] * DAYS).messages(1_000) == 10


def test_of_a_day_the_busiest_tick_counts() -> None:
    usual = Usual().after(10, 1_000, DAY).after(500, 1_000, DAY).after(20, 1_000, DAY)
    assert usual.days == ((DAY, 0.5),)


@given(st.lists(st.integers(1, 10**6), max_size=40), st.integers(0, 10**5))
def test_what_was_usual_once_is_not_too_much_the_same_day(owed: list[int], chats: int) -> None:
    usual = Usual()
    for number in owed:
        usual = usual.after(number, chats, DAY)
        assert not usual.is_too_much(number, max(chats, 1))
