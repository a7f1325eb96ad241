from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import DemoClock
from bot.demo.script import Moved, Step, Tapped, Typed, Who, parse_script
from bot.errors import ConfigError


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("/abonner cessez-le-feu", Typed(Who.READER, "/abonner cessez-le-feu")),
        ("  Otan ", Typed(Who.READER, "Otan")),
        ("@admin /flux", Typed(Who.ADMIN, "/flux")),
        ("!Annuler", Tapped(Who.READER, "Annuler")),
        ("! Lire les dernières 24 heures", Tapped(Who.READER, "Lire les dernières 24 heures")),
        ("@admin !Oui", Tapped(Who.ADMIN, "Oui")),
        ("+1j", Moved(timedelta(days=1))),
        ("+90min", Moved(timedelta(minutes=90))),
        ("+2h30", Moved(timedelta(hours=2, minutes=30))),
        ("+2h", Moved(timedelta(hours=2))),
        ("+1j2h", Moved(timedelta(days=1, hours=2))),
        ("+1d", Moved(timedelta(days=1))),
    ],
)
def test_a_line_is_understood(line: str, step: Step) -> None:
    assert parse_script(line) == (step,)


def test_comments_and_blank_lines_are_skipped() -> None:
    text = "\ufeff# bonjour\r\n\n/start\n   \n  # fin\n+1j"
    assert parse_script(text) == (Typed(Who.READER, "/start"), Moved(timedelta(days=1)))


@pytest.mark.parametrize("line", ["+", "+demain", "+1", "+1 j", "!", "@admin", "@admin !", "@lecteur Otan"])
def test_a_line_that_cannot_be_played_is_named(line: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_script(f"/start\n\n{line}\n", "demo.txt")
    assert caught.value.key == "demo.txt:3"
    assert str(caught.value).startswith("demo.txt:3: ")


def test_the_clock_stands_still_until_it_is_moved() -> None:
    clock = DemoClock(datetime(2025, 3, 12, 17, tzinfo=UTC))
    clock.advance(timedelta(hours=14, minutes=30))
    assert clock.now() == clock.now() == datetime(2025, 3, 13, 7, 30, tzinfo=UTC)
    with pytest.raises(AssertionError):
        clock.advance(timedelta(seconds=-1))
