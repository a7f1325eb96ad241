"""A topic that is suddenly everywhere, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.model import TopicId
from bot.results import AlertSet
from bot.services import quiet, schedule, subscriptions, taps
from bot.services.spikes import prepare_spikes
from bot.views import actions
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

PAPERS = ("Le Fanal", "Le Quai", "Radio Estuaire")
WHAT = (
    ("Séisme au Népal : les secours à pied d’œuvre", "Des équipes fouillent les décombres de Katmandou."),
    ("Après le séisme, l’aéroport de Pokhara fermé", "Les vols sont déroutés vers l’Inde, dit la compagnie."),
    ("Le séisme a coupé l’électricité de la vallée", "Un barrage est inspecté, annonce le ministère."),
    ("Des alpinistes bloqués par le séisme à l’Everest", "Une avalanche a touché le camp de base du sommet."),
)


@pytest.fixture
async def town(room: Room) -> Town:
    """Watched for five days, in which the topic was quiet."""
    town = Town(room)
    for paper in PAPERS:
        await town.open_paper(paper, Item("Météo", "Du vent."))
    room.clock.move(days=5, hours=3)
    await subscriptions.set_alert(room.desk, reader(), "séisme pics")
    await town.tick()
    return town


async def rush(town: Town) -> None:
    """Twelve articles in one hour."""
    for nth, paper in enumerate(PAPERS):
        items = [
            Item(
                f"{title} ({paper})",
                text,
                f"https://p{nth}.example/{n}",
                at=town.room.clock.now() - timedelta(minutes=n),
            )
            for n, (title, text) in enumerate(WHAT)
        ]
        await town.publish(paper, *items)


async def test_whoever_wants_it_is_told_once(town: Town) -> None:
    await rush(town)
    assert await prepare_spikes(town.room.desk) == 1
    (text,) = await town.tick()
    assert "<b>séisme\u00a0: 12 articles en une heure</b>" in text
    assert "D’ordinaire, presque rien" in text
    assert "3 · " in text
    town.room.clock.move(minutes=10)
    assert await prepare_spikes(town.room.desk) == 0


async def test_what_it_told_is_recalled_by_the_next_digest(town: Town) -> None:
    await rush(town)
    await prepare_spikes(town.room.desk)
    await town.tick()
    assert "Déjà signalé par une alerte" in "".join(await town.next_digest())


async def test_a_usual_hour_is_no_word(town: Town) -> None:
    await town.publish("Le Fanal", Item("Séisme au Népal", "La terre a tremblé.", at=town.room.clock.now()))
    assert await prepare_spikes(town.room.desk) == 0


async def test_in_quiet_hours_paused_or_muted_nothing_is_said(town: Town) -> None:
    await rush(town)
    await quiet.set_quiet(town.room.desk, reader(), "6h-18h")
    assert await prepare_spikes(town.room.desk) == 0
    await quiet.set_quiet(town.room.desk, reader(), "non")
    await quiet.mute_alerts(town.room.desk, reader())
    assert await prepare_spikes(town.room.desk) == 0
    await quiet.unmute_alerts(town.room.desk, reader())
    await schedule.pause(town.room.desk, reader(), "")
    assert await prepare_spikes(town.room.desk) == 0
    await schedule.resume(town.room.desk, reader(), "")
    assert await prepare_spikes(town.room.desk) == 1


async def test_a_house_that_has_read_nothing_says_nothing(room: Room) -> None:
    await subscriptions.set_alert(room.desk, reader(), "séisme pics")
    assert await prepare_spikes(room.desk) == 0


async def test_a_choice_that_taps_change(room: Room) -> None:
    asked = await subscriptions.set_alert(room.desk, reader(), "séisme Pics")
    assert isinstance(asked, AlertSet)
    assert (asked.topic.query, asked.newsrooms, asked.spikes, asked.new) == ("séisme", None, True, True)
    both = await subscriptions.set_alert(room.desk, reader(), "séisme 2")
    assert isinstance(both, AlertSet)
    assert (both.newsrooms, both.spikes) == (2, True)
    seen = []
    for action in (
        actions.NoSpikes(asked.topic.id),
        actions.WantSpikes(asked.topic.id),
        actions.NoAlert(asked.topic.id),
    ):
        result = await taps.press(room.desk, reader(), action)
        assert isinstance(result, AlertSet)
        seen.append((result.newsrooms, result.spikes))
    assert seen == [(2, False), (2, True), (None, False)]


async def test_a_topic_that_is_not_followed_has_no_alert_to_end(room: Room) -> None:
    await subscriptions.subscribe(room.desk, reader(), "Otan")
    for work in (subscriptions.end_alert,):
        with pytest.raises(NotFound):
            await work(room.desk, reader(), TopicId(77))
    with pytest.raises(NotFound):
        await subscriptions.want_spikes(room.desk, reader(), TopicId(77), wanted=True)
