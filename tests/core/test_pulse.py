from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pulse import RECENT, expected, first_pulse, forecast, learn, usual_gap, usual_silence

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)  # a Friday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ago(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=each) for each in hours]


@pytest.mark.parametrize(
    ("hours_ago", "gap"),
    [
        ([], None),
        ([1, 2], None),
        ([1, 1, 1, 2], None),
        ([1, 2, 3, 4], HOUR),
        ([1, 2, 3, 4, 3_000], HOUR),
        ([5, 1, 9, 13], 4 * HOUR),
        ([*range(20), *range(100, 2_000, 100)], HOUR),
        ([1, 1.001, 1.002, 2, 2.001, 3, 4], HOUR),
    ],
)
def test_the_usual_gap_is_that_of_the_latest_moments(hours_ago: list[float], gap: timedelta | None) -> None:
    found = usual_gap(first_pulse(ago(*hours_ago), NOW))
    assert found == gap or (found is not None and gap is not None and abs(found - gap) < MINUTE)


def test_the_usual_silence_is_that_in_which_an_instant_lies() -> None:
    clock = usual_silence(first_pulse(ago(*range(20)), NOW))
    assert clock == (HOUR, 1.0)
    heaps = usual_silence(
        first_pulse(ago(*(168 * week + n / 2 for week in range(1, 9) for n in range(4))), NOW)
    )
    assert heaps is not None
    assert heaps[0] > 6 * DAY
    assert heaps[1] > 3
    assert usual_silence(None) is None
    assert usual_silence(first_pulse(ago(1, 2), NOW)) is None


def test_nothing_is_known_of_a_feed_never_read() -> None:
    assert usual_gap(None) is None
    assert forecast(None, NOW).rate(NOW.timestamp()) == pytest.approx(0.5)  # an hour


def test_a_pinned_item_of_long_ago_does_not_slow_a_busy_feed() -> None:
    busy = first_pulse(ago(*(n / 2 for n in range(40))), NOW)
    pinned = first_pulse(ago(*(n / 2 for n in range(40)), 2_000, 9_999), NOW)
    assert pinned == busy


def test_the_hours_and_days_that_bring_something_are_known() -> None:
    mornings = [NOW.replace(hour=6) - DAY * n for n in range(60) if (NOW - DAY * n).weekday() < 5]
    view = forecast(first_pulse(mornings, NOW), NOW)
    friday, saturday = NOW.replace(hour=6) + 7 * DAY, NOW.replace(hour=6) + DAY
    rates = {hour: view.rate(friday.replace(hour=hour).timestamp()) for hour in range(24)}
    assert max(rates, key=lambda hour: rates[hour]) == 6
    assert rates[6] > 5 * rates[12]
    assert rates[6] > 5 * view.rate(saturday.timestamp())


def test_hours_not_watched_yet_are_taken_for_any_other() -> None:
    view = forecast(first_pulse(ago(*(n / 4 for n in range(12))), NOW), NOW)
    assert view.hours[NOW.hour + 4 : NOW.hour + 9] == (1.0,) * 5


def test_what_comes_is_learnt_and_old_habits_fade() -> None:
    pulse = first_pulse([NOW.replace(hour=6) - DAY * n for n in range(28)], NOW)
    for day in range(1, 85):
        at = NOW.replace(hour=18) + DAY * day
        pulse = learn(pulse, [at, at], at + HOUR)
    later = NOW + 85 * DAY
    view = forecast(pulse, later)
    assert view.hours[18] > 4 * view.hours[6]
    assert 0.7 < view.mean * 24 < 1.3  # two at once are one moment


def test_silence_slows_a_feed_down() -> None:
    pulse = first_pulse(ago(*(n * 6 for n in range(30))), NOW)
    rates = [forecast(pulse, NOW + DAY * days).mean for days in (0, 3, 10, 60, 400)]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] < rates[0] / 100


def test_moments_that_are_known_are_not_counted_again() -> None:
    pulse = first_pulse(ago(1, 2, 3), NOW)
    assert learn(pulse, ago(1, 2), NOW) is pulse
    assert learn(pulse, [], NOW) is pulse
    grown = learn(pulse, [NOW + HOUR * n for n in range(40)], NOW + 40 * HOUR)
    assert len(grown.recent) == RECENT


def test_what_was_to_be_expected_counts_nights_and_weekends_for_less() -> None:
    office = [
        NOW.replace(hour=hour) - DAY * n
        for n in range(1, 28)
        for hour in (8, 10, 12, 14)
        if (NOW - DAY * n).weekday() < 5
    ]
    pulse = first_pulse(office, NOW)
    friday_noon = NOW
    weekend = expected(pulse, friday_noon + 8 * HOUR, friday_noon + 64 * HOUR)
    week = expected(pulse, friday_noon + 68 * HOUR, friday_noon + 124 * HOUR)
    assert weekend < 2 < 6 < week
    assert expected(pulse, NOW, NOW) == 0
    assert expected(pulse, NOW, NOW + 21 * DAY) == pytest.approx(3 * expected(pulse, NOW, NOW + 7 * DAY))


@given(
    st.lists(st.floats(-500, 10_000), max_size=40),
    st.lists(st.floats(0, 48), max_size=10),
    st.floats(0, 10_000),
)
def test_a_forecast_is_always_a_rate(first: list[float], then: list[float], later: float) -> None:
    pulse = first_pulse(ago(*first), NOW)
    pulse = learn(pulse, [NOW + HOUR * each for each in then], NOW + 48 * HOUR)
    assert list(pulse.recent) == sorted(set(pulse.recent))
    assert 0 <= pulse.lull <= 10_000 * 3_600
    at = NOW + 48 * HOUR + HOUR * later
    view = forecast(pulse, at)
    assert all(0 < view.rate(at.timestamp() + 3_600 * hour) < 100 for hour in range(200))
    assert expected(pulse, NOW, at) >= 0
