"""Times, days and spans, as people type them."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ScheduleError
from bot.french.hours import parse_schedule, parse_window
from bot.model import Slot

ALL, WEEK, WEEKEND = "lmMjvsd", "lmMjv", "sd"


def slots(text: str) -> list[str]:
    return [
        f"{slot.at:%H:%M} {''.join(ALL[day] for day in sorted(slot.days))}" for slot in parse_schedule(text)
    ]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("7h", "07:00"),
        ("7 h", "07:00"),
        ("7h30", "07:30"),
        ("7:30", "07:30"),
        ("7 h 30", "07:30"),
        ("7\u202fh\u202f30", "07:30"),
        ("07.30", "07:30"),
        ("7H30.", "07:30"),
        ("8", "08:00"),
        ("0h", "00:00"),
        ("23:59", "23:59"),
        ("18:30h", "18:30"),
        ("midi", "12:00"),
        ("Midi et demi", "12:30"),
        ("minuit", "00:00"),
        ("minuit et quart", "00:15"),
        ("7 heures et demie", "07:30"),
        ("sept heures et demie", "07:30"),
        ("Sept heures trente", "07:30"),
        ("huit heures du soir", "20:00"),
        ("dix-huit heures quarante-cinq", "18:45"),
        ("vingt et une heures", "21:00"),
        ("vingt-deux heures cinq", "22:05"),
        ("une heure du matin", "01:00"),
        ("à 9 heures", "09:00"),
        ("7h du matin", "07:00"),
        ("8h du soir", "20:00"),
        ("20h le soir", "20:00"),
        ("3 heures de l’après-midi", "15:00"),
        ("tous les jours à 8h", "08:00"),
        ("tous les matins à 8 heures", "08:00"),
        ("chaque matin, 7h", "07:00"),
        ("tous les soirs à 20h", "20:00"),
        ("noon", "12:00"),
        ("at midnight", "00:00"),
        ("8am", "08:00"),
        ("8:15 p.m.", "20:15"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("7 in the evening", "19:00"),
        ("every day at 6 pm", "18:00"),
    ],
)
def test_a_time_alone_is_for_every_day(text: str, at: str) -> None:
    assert slots(text) == [f"{at} {ALL}"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("en semaine", WEEK),
        ("jours ouvrés", WEEK),
        ("weekdays", WEEK),
        ("le week-end", WEEKEND),
        ("weekends", WEEKEND),
        ("fin de semaine", WEEKEND),
        ("tous les jours", ALL),
        ("daily", ALL),
        ("lundi", "l"),
        ("les Samedis", "s"),
        ("every sunday", "d"),
        ("lun-ven", WEEK),
        ("lun.–ven.", WEEK),
        ("du lundi au vendredi", WEEK),
        ("lundi à jeudi", "lmMj"),
        ("mon to wed", "lmM"),
        ("sam-lun", "lsd"),
        ("lun/mer/ven", "lMv"),
        ("mardi et jeudi", "mj"),
        ("sauf dimanche", "lmMjvs"),
        ("tous les jours sauf le week-end", WEEK),
        ("lun-ven sauf mercredi", "lmjv"),
        ("every day except for monday", "mMjvsd"),
    ],
)
def test_days_alone_are_for_the_usual_times(text: str, days: str) -> None:
    assert slots(text) == [f"07:30 {days}"]


def test_the_usual_times_may_be_the_readers_own() -> None:
    assert parse_schedule("dimanche", (time(9), time(19))) == (
        Slot(time(9), frozenset((6,))),
        Slot(time(19), frozenset((6,))),
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("18:00 lun-ven", ["18:00 lmMjv"], id="days after"),
        pytest.param("week-end 10:00", ["10:00 sd"], id="days before"),
        pytest.param("le samedi à 9h", ["09:00 s"], id="French order"),
        pytest.param("7:30 18:00", ["07:30 lmMjvsd", "18:00 lmMjvsd"], id="two times"),
        pytest.param("7h30 18h00", ["07:30 lmMjvsd", "18:00 lmMjvsd"], id="two times with h"),
        pytest.param("7h 18h", ["07:00 lmMjvsd", "18:00 lmMjvsd"], id="hours only"),
        pytest.param("7h, 12 h et 18:30", ["07:00 lmMjvsd", "12:00 lmMjvsd", "18:30 lmMjvsd"], id="a list"),
        pytest.param("7:30 18:00 lun-ven", ["07:30 lmMjv", "18:00 lmMjv"], id="both times on those days"),
        pytest.param(
            "7:30 18:00 lun-ven week-end 10:00",
            ["07:30 lmMjv", "18:00 lmMjv", "10:00 sd"],
            id="the last days go to the time left alone",
        ),
        pytest.param("7h30 en semaine, 10h le week-end", ["07:30 lmMjv", "10:00 sd"], id="times first"),
        pytest.param("lun-ven 7:30, week-end 10:00", ["07:30 lmMjv", "10:00 sd"], id="days first"),
        pytest.param("lun-ven 7:30 10:00 week-end", ["07:30 lmMjv", "10:00 sd"], id="the time left is taken"),
        pytest.param("8h lun mar 9h sam 10h", ["08:00 l", "09:00 m", "10:00 s"], id="passed on twice"),
        pytest.param(
            "du lundi au vendredi à 7 h et le samedi à midi", ["07:00 lmMjv", "12:00 s"], id="words"
        ),
        pytest.param("weekdays 8am saturday noon", ["08:00 lmMjv", "12:00 s"], id="English"),
        pytest.param("9h lundi 9h mardi", ["09:00 lm"], id="one time of day is one slot"),
        pytest.param("8h sauf samedi et dimanche", ["08:00 lmMjv"], id="two exceptions"),
    ],
)
def test_times_and_days_go_together(text: str, wanted: list[str]) -> None:
    assert slots(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "25:00",
        "24h",
        "7h60",
        "7h5",
        "730",
        "demain peut-être",
        "demain 8h",
        "lundi 13 mars",
        "2 fois par jour",
        "7h-9h",
        "de 7h à 9h",
        "18h du matin",
        "et demie",
        "lundi du soir",
        "23h45 et demie",
        "sauf",
        "8h sauf",
        "sauf tous les jours",
        "sauf 8h lundi",
        "lun sauf mar 8h",
        "week-end-lundi 8h",
        "lundi-week-end 8h",
        "7:30 lun-ven 10:00",
        "samedi 9h dimanche",
        "🙂",
        "7h " * 400,
        " ".join(f"{hour}h{minute}" for hour in (7, 8) for minute in range(10, 40)),
    ],
)
def test_what_is_not_understood_to_the_last_word_changes_nothing(text: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        parse_schedule(text)
    assert caught.value.text == text


@given(st.text(st.sampled_from("78h:30 lunvedimacr-àsf,et."), max_size=40) | st.text(max_size=60))
def test_any_text_is_a_schedule_or_a_schedule_error(text: str) -> None:
    try:
        found = parse_schedule(text)
    except ScheduleError:
        return
    assert found
    assert all(slot.days for slot in found)
    assert len({slot.at for slot in found}) == len(found)


@given(
    st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=5, unique=True),
    st.sampled_from(["{}h{:02}", "{}:{:02}", "{} h {:02}", "{:02}.{:02}"]),
)
def test_times_are_read_back_in_their_order(times: list[tuple[int, int]], shape: str) -> None:
    found = parse_schedule(" ".join(shape.format(hour, minute) for hour, minute in times))
    assert [(slot.at.hour, slot.at.minute) for slot in found] == times


@pytest.mark.parametrize(
    ("word", "hours"),
    [
        ("24h", 24),
        ("24 heures", 24),
        ("7j", 168),
        ("7d", 168),
        ("30 jours", 720),
        ("2 sem", 336),
        ("2 semaines", 336),
        ("1w", 168),
        ("une semaine", 168),
        ("deux jours", 48),
    ],
)
def test_a_window_is_a_number_and_a_unit(word: str, hours: int) -> None:
    assert parse_window(word) == timedelta(hours=hours)


@pytest.mark.parametrize("word", ["", "Otan", "24", "h", "0h", "7jh", "G7", "j7", "7" * 600])
def test_other_words_are_no_window(word: str) -> None:
    assert parse_window(word) is None
