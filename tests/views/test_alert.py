"""One story told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.spikes import Spike
from bot.model import AlertNotes, StoryId
from bot.views.actions import MuteAlerts, NoSpikes, OpenCard, Why, decode
from bot.views.alert import Told, render_alert, render_alerts, render_rectification, render_spike
from bot.views.voice import Voice
from tests.locale.typography import faults
from tests.views.checks import check
from tests.views.samples import EN, FR, NOW, OTAN, TRUCE, make

CARD = make(
    "Kiev accepte une trêve de trente jours",
    ("Le Fanal", "Le Quai", "Radio Estuaire", "L’Aube"),
    "2025-03-11T19:12",
    newsrooms=3,
)


def test_an_alert_says_what_who_and_why() -> None:
    message = render_alert(Told(CARD, TRUCE), FR, silent=False)
    assert message.html == (
        '<b><a href="https://le-fanal.example/a">Kiev accepte une trêve de trente jours</a></b>\n'
        "Une phrase de la presse.\n"
        "<i>Le Fanal</i>, mardi 19\u202fh\u202f12\u202f; 3 rédactions, sans compter les reprises d’agence\n"
        "<i>Alerte\u00a0: cessez-le-feu</i>"
    )
    assert [button.label for button in message.buttons[0]] == ["Sources", "Pourquoi\u202f?"]
    assert [decode(button.action) for button in message.buttons[0]] == [
        OpenCard(StoryId(1), NOW),
        Why(StoryId(1), NOW),
    ]
    assert faults(message.html) == []
    check(message)


@pytest.mark.parametrize("silent", [True, False])
def test_at_night_it_comes_without_a_sound(silent: bool) -> None:
    assert render_alert(Told(CARD, TRUCE), EN, silent=silent).silent is silent


@pytest.mark.parametrize(
    ("newsrooms", "outlets", "line"), [(1, 1, "12"), (1, 4, "12"), (4, 4, "4 rédactions")]
)
def test_newsrooms_are_counted_from_two_on(newsrooms: int, outlets: int, line: str) -> None:
    card = replace(CARD, newsrooms=newsrooms, sources=CARD.sources[:outlets])
    assert render_alert(Told(card, TRUCE), FR, silent=False).html.splitlines()[2].endswith(line)


def test_one_tap_ends_the_alerts_of_the_day() -> None:
    message = render_alert(Told(CARD, TRUCE), FR, silent=False)
    assert [(b.label, decode(b.action)) for b in message.buttons[-1]] == [
        ("Plus d’alerte avant demain", MuteAlerts())
    ]


OTHER = make("Un sommet de l’Otan à Vilnius", ("Radio Estuaire",), "2025-03-13T05:50", story_id=9)


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("last_of", [None, 1, 10])
@pytest.mark.parametrize("was_kept", [False, True])
def test_alerts_that_come_together_are_one_message_of_headlines(
    voice: Voice, last_of: int | None, was_kept: bool
) -> None:
    told = [Told(CARD, TRUCE), Told(OTHER, OTAN)]
    message = render_alerts(told, voice, silent=True, notes=AlertNotes(last_of, was_kept))
    check(message)
    assert message.silent
    assert "1 · <a" in message.html
    assert "2 · <a" in message.html
    assert [decode(b.action) for b in message.buttons[0]] == [
        OpenCard(StoryId(1), voice.now),
        OpenCard(StoryId(9), voice.now),
    ]
    if voice is FR:
        assert faults(message.html) == []
        assert "Alertes\u00a0: cessez-le-feu et Otan" in message.html
        assert ("Retenu pendant" in message.html) is was_kept


def test_the_last_alert_for_a_while_says_so() -> None:
    message = render_alert(Told(CARD, TRUCE), FR, silent=False, notes=AlertNotes(10))
    assert message.html.endswith(
        "<i>Alerte\u00a0: cessez-le-feu. C’est la dernière des 10 alertes prévues en 24 heures\u00a0: "
        "la suite vous attend dans la revue.</i>"
    )


def test_seven_long_headlines_fit_into_one_message() -> None:
    told = [Told(make("Très long titre " * 40, story_id=n), TRUCE) for n in range(1, 8)]
    check(render_alerts(told, FR, silent=False, notes=AlertNotes(10, True)))


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_an_alert_that_was_corrected_says_when(voice: Voice) -> None:
    message = render_alert(Told(CARD, TRUCE), voice, notes=AlertNotes(corrected_at=NOW + timedelta(hours=2)))
    check(message)
    assert ("Mis à jour, 9\u202fh\u202f30." if voice is FR else "Updated, 9:30") in message.html


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("before", ["Kiev refuse <une> trêve", CARD.headline])
def test_a_rectification_says_what_was_said_before(voice: Voice, before: str) -> None:
    message = render_rectification(CARD, before, voice, silent=True)
    check(message)
    assert message.silent
    if voice is FR:
        assert faults(message.html.replace("&lt;une&gt;", "une")) == []
        assert message.html.startswith("Rectification\u00a0: <b><a")
    assert ("&lt;une&gt;" in message.html) is (before != CARD.headline)


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("usual", [0.2, 2.3])
def test_a_spike_says_how_much_and_which_stories(voice: Voice, usual: float) -> None:
    message = render_spike(TRUCE, Spike(14, usual), (CARD, OTHER), voice)
    check(message)
    assert [decode(b.action) for b in message.buttons[1]] == [NoSpikes(TRUCE.id)]
    if voice is FR:
        assert faults(message.html) == []
        assert message.html.startswith("<b>cessez-le-feu\u00a0: 14 articles en une heure</b>\nD’ordinaire, ")
