"""How much one person may ask at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.tg.throttle import A_SECOND, BRIM, Throttle, Verdict


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_torrent_is_told_so_once_and_heard_again_after_a_calm() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    verdicts = []
    for _ in range(200):  # in ten seconds
        verdicts.append(throttle.take(42))
        clock.now += 0.05
    assert verdicts.count(Verdict.TOO_MANY) == 1
    assert verdicts.count(Verdict.HEARD) <= BRIM + 10 * A_SECOND
    assert throttle.take(43) is Verdict.HEARD
    clock.now += BRIM / 2 / A_SECOND + 1
    assert throttle.take(42) is Verdict.HEARD


def test_only_so_many_people_are_remembered() -> None:
    throttle = Throttle(Clock(), most_kept=100)
    for whom in range(1_000):
        assert throttle.take(whom) is Verdict.HEARD
    assert throttle.people == 100


@given(st.lists(st.floats(0, 30), max_size=200))
def test_never_told_twice_without_having_been_heard_between(waits: list[float]) -> None:
    clock = Clock()
    throttle = Throttle(clock)
    told = False
    for wait in waits:
        clock.now += wait
        verdict = throttle.take(1)
        assert not (told and verdict is Verdict.TOO_MANY)
        told = verdict is not Verdict.HEARD


@given(st.lists(st.floats(1 / A_SECOND, 30), max_size=100))
def test_whoever_writes_slowly_is_always_heard(waits: list[float]) -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for wait in waits:
        clock.now += wait
        assert throttle.take(1) is Verdict.HEARD
