"""One story told at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import DestinationId, Seq, StoryId, Subscription
from bot.views.actions import OpenCard, Why, decode
from bot.views.alert import render_alert
from tests.locale.typography import faults
from tests.views.checks import check
from tests.views.samples import EN, FR, NOW, TRUCE, make

FOLLOWED = Subscription(DestinationId(1), TRUCE, "cessez-le-feu", Seq(0), NOW, 3)
CARD = make(
    "Kiev accepte une trêve de trente jours",
    ("Le Fanal", "Le Quai", "Radio Estuaire", "L’Aube"),
    "2025-03-11T19:12",
    newsrooms=3,
)


def test_an_alert_says_what_who_and_why() -> None:
    message = render_alert(CARD, FOLLOWED, FR, silent=False)
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
    assert render_alert(CARD, FOLLOWED, EN, silent=silent).silent is silent


@pytest.mark.parametrize(
    ("newsrooms", "outlets", "line"), [(1, 1, "12"), (1, 4, "12"), (4, 4, "4 rédactions")]
)
def test_newsrooms_are_counted_from_two_on(newsrooms: int, outlets: int, line: str) -> None:
    card = replace(CARD, newsrooms=newsrooms, sources=CARD.sources[:outlets])
    assert render_alert(card, FOLLOWED, FR, silent=False).html.splitlines()[2].endswith(line)
