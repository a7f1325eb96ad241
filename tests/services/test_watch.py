"""Admins are told once of what changes, readers only of what it takes from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import BotError, FetchError, FetchProblem, NotAllowed
from bot.model import ChatId, ChatKind, FeedHealth, TopicId, UserId
from bot.results import FeedRead
from bot.services import schedule, start, subscriptions
from bot.services.desk import Desk
from bot.services.taps import press
from bot.services.watch import watch_over
from bot.views.actions import ReadFeed, decode
from tests.conftest import RULES, Room
from tests.fakes import Item, reader, rss
from tests.services.house import Town

ADMIN = 7
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Tower(Town):
    """The town, and its admin who has written once."""

    @property
    def desk(self) -> Desk:
        return replace(self.room.desk, rules=replace(RULES, admins=frozenset({UserId(ADMIN), UserId(8)})))

    async def hears(self) -> dict[int, list[str]]:
        """One round of the watch: what it says to whom."""
        before = len(self.sender.sent)
        await watch_over(self.desk)
        await self.courier().drain()
        heard: dict[int, list[str]] = {}
        for sent in self.sender.sent[before:]:
            assert sent.message.silent or "connexion" in sent.text or "coupure" in sent.text
            heard.setdefault(sent.destination.chat_id, []).append(sent.text)
        return heard

    def fails(self, name: str, error: BotError | None = None) -> None:
        """From now on that newspaper's site does not answer, or answers with this."""
        self.room.fetcher.pages[self.url(name)] = error or FetchError(self.url(name), FetchProblem.TIMEOUT)

    async def hours(self, hours: int, step: int = 2) -> None:
        """Let hours pass, reading all the while."""
        for _ in range(0, hours, step):
            self.room.clock.move(hours=step)
            await self.read()


@pytest.fixture
async def tower(room: Room) -> Tower:
    tower = Tower(room)
    await start.start(tower.desk, reader(ADMIN), "")
    await tower.tick()
    for name in ("Le Fanal", "Radio Estuaire", "La Tribune"):
        await tower.open_paper(name, Item(f"Grève {name}", at=None))
    return tower


async def test_an_admin_is_told_once_and_once_more_when_it_is_back(tower: Tower) -> None:
    assert await tower.hears() == {}
    tower.fails("Le Fanal")
    await tower.hours(4)
    assert await tower.hears() == {}  # weather
    await tower.hours(6)
    heard = await tower.hears()
    assert list(heard) == [ADMIN]
    (text,) = heard[ADMIN]
    assert text.startswith("<b>Santé des flux</b>\n• <a href=")
    assert (
        "Le Fanal</a>\u00a0: ne répond pas depuis aujourd’hui, 9\u202fh (le site ne répond pas à temps)"
        in text
    )
    await tower.hours(24)
    assert await tower.hears() == {}
    await tower.publish("Le Fanal", Item("Retour"))
    ((text,),) = (await tower.hears()).values()
    assert text.endswith("Le Fanal</a>\u00a0: de nouveau lu")
    assert await tower.hears() == {}


async def test_what_changed_meanwhile_is_one_message_and_each_is_named_for_what_it_is(tower: Tower) -> None:
    tower.fails("Le Fanal", FetchError("x", FetchProblem.BLOCKED, 403, by="cloudflare"))
    tower.fails("Radio Estuaire", FetchError("x", FetchProblem.BLOCKED, 401))
    tower.fails("La Tribune", FetchError("x", FetchProblem.GONE, 410))
    await tower.hours(6)
    ((text,),) = (await tower.hears()).values()
    assert "Le Fanal</a>\u00a0: bloqué par Cloudflare depuis aujourd’hui, 9\u202fh (HTTP 403)" in text
    assert "Radio Estuaire</a>\u00a0: réservé par un mot de passe depuis" in text
    assert "La Tribune</a>\u00a0: supprimé par l’éditeur depuis" in text


async def test_a_wrong_address_is_told_if_it_stays_so(tower: Tower) -> None:
    """Whoever added it was told of the first failure."""
    await tower.room.store.feeds.add("https://erreur.example/rss", "Erreur", "", tower.room.clock.now())
    await tower.read()
    assert await tower.hears() == {}
    await tower.hours(6)
    ((text,),) = (await tower.hears()).values()
    assert "Erreur</a>\u00a0: en panne depuis" in text


async def test_while_there_is_no_admin_to_tell_nothing_is_forgotten(room: Room) -> None:
    tower = Tower(room)
    await tower.open_paper("Le Fanal", Item("Grève"))
    tower.fails("Le Fanal")
    await tower.hours(8)
    assert await tower.hears() == {}
    await start.start(tower.desk, reader(ADMIN), "")
    await tower.tick()
    assert list(await tower.hears()) == [ADMIN]


async def test_an_admin_may_have_a_feed_read_again_at_once(tower: Tower) -> None:
    tower.fails("La Tribune", FetchError("x", FetchProblem.GONE, 410))
    await tower.hours(2)
    await watch_over(tower.desk)
    await tower.courier().drain()
    ((button,),) = tower.sender.sent[-1].message.buttons
    assert button.label == "Relire La Tribune"
    action = decode(button.action)
    assert isinstance(action, ReadFeed)
    still = await press(tower.desk, reader(ADMIN), action)
    assert isinstance(still, FeedRead)
    assert (still.was_read, still.feed.health) == (True, FeedHealth.GONE)
    tower.room.fetcher.pages[tower.url("La Tribune")] = rss(tower.papers["La Tribune"])
    back = await press(tower.desk, reader(ADMIN), action)
    assert isinstance(back, FeedRead)
    assert (back.was_read, back.feed.health) == (True, FeedHealth.OK)
    assert await tower.hears() == {}  # told already
    claims = await tower.room.store.feeds.claim_one(action.feed_id, tower.room.clock.now(), HOUR)
    assert claims is not None
    busy = await press(tower.desk, reader(ADMIN), action)
    assert isinstance(busy, FeedRead)
    assert not busy.was_read
    with pytest.raises(NotAllowed):
        await press(tower.desk, reader(1001), action)


async def test_when_nothing_answers_it_is_us_and_that_is_said_once(tower: Tower) -> None:
    names = [f"Journal {n}" for n in range(6)]
    for name in names:
        await tower.open_paper(name, Item(f"Une de {name}"))
    tower.room.clock.move(minutes=1)
    for name in [*names, "Le Fanal", "Radio Estuaire", "La Tribune"]:
        tower.fails(name)
    await tower.hours(2)
    ((text,),) = (await tower.hears()).values()
    assert text.startswith("Plus aucun site ne répond depuis ")
    await tower.hours(8)
    assert await tower.hears() == {}  # nobody is blamed
    for name in set(tower.papers) - {"Le Fanal"}:
        await tower.replace(name, *tower.papers[name])
    ((text,),) = (await tower.hears()).values()
    assert text.startswith("Les sites répondent de nouveau")
    await tower.read()
    assert await tower.hears() == {}
    await tower.hours(2)
    ((text,),) = (await tower.hears()).values()
    assert "Le Fanal</a>\u00a0: ne répond pas" in text
    assert text.count("•") == 1


async def test_after_an_outage_feeds_are_read_again_soon(tower: Tower) -> None:
    names = [f"Journal {n}" for n in range(6)]
    for name in names:
        await tower.open_paper(name, Item(f"Une de {name}"))
    tower.room.clock.move(minutes=1)
    for name in names:
        tower.fails(name)
    await tower.hours(12)
    await tower.hears()
    # The others were read meanwhile: it was they who failed after all, or the network that is back.
    feeds = await tower.room.store.feeds.list_feeds()
    since = min(feed.fault.since for feed in feeds if feed.fault)
    now = tower.room.clock.now()
    assert await tower.room.store.watch.retry_failing(since, now, 900) == 6
    for feed in await tower.room.store.feeds.list_feeds():
        if feed.fault:
            assert now <= feed.next_read_at <= now + timedelta(minutes=15)


async def matched(tower: Tower, name: str, word: str, count: int = 3) -> None:
    await tower.publish(
        name, *(Item(f"{word} : acte {n} de {name}", at=tower.room.clock.now()) for n in range(count))
    )


async def test_readers_are_told_when_a_topic_of_theirs_loses_all_who_reported_on_it(tower: Tower) -> None:
    for who in (1001, 1002, 1003):
        await tower.follow("dockers", who)
    await tower.follow("budget", 1001)
    await schedule.pause(tower.desk, reader(1003), "")
    await tower.tick()
    await matched(tower, "Le Fanal", "Les dockers")
    await matched(tower, "Radio Estuaire", "Les dockers")
    await matched(tower, "La Tribune", "Le budget")
    await tower.tick()
    tower.fails("Le Fanal")
    await tower.hours(36, 6)
    assert set(await tower.hears()) == {ADMIN}  # one of two still reports on it
    tower.fails("Radio Estuaire")
    await tower.hours(12, 6)
    assert set(await tower.hears()) == {ADMIN}
    await tower.hours(18, 6)
    heard = await tower.hears()
    assert set(heard) == {1001, 1002}
    (text,) = heard[1001]
    assert "<b>docker</b>" in text or "<b>dockers</b>" in text
    assert "Le Fanal et Radio Estuaire, depuis" in text
    assert "budget" not in text
    await tower.hours(24, 6)
    assert await tower.hears() == {}
    await schedule.resume(tower.desk, reader(1003), "")
    assert set(await tower.hears()) == {1003}  # now that they listen
    await tower.follow("dockers", 1004)
    await tower.publish("Radio Estuaire", Item("Retour"))
    heard = await tower.hears()
    assert set(heard) == {ADMIN, 1001, 1002, 1003}
    assert heard[1002][0].startswith("La lecture a repris pour <b>docker")
    assert await tower.hears() == {}


async def test_a_loss_is_not_told_before_all_who_read_a_channel(tower: Tower) -> None:
    await tower.follow("dockers", 1001)
    channel = reader(-5, kind=ChatKind.CHANNEL, via=ChatId(1001))
    await subscriptions.subscribe(tower.desk, channel, "dockers")
    await tower.tick()
    await matched(tower, "Le Fanal", "Les dockers")
    tower.fails("Le Fanal")
    await tower.hours(48, 6)
    assert set(await tower.hears()) == {ADMIN, 1001}


async def test_a_topic_whose_lost_media_are_removed_is_not_said_to_be_back(tower: Tower) -> None:
    await tower.follow("dockers", 1001)
    await matched(tower, "Le Fanal", "Les dockers")
    await matched(tower, "Radio Estuaire", "Les dockers")
    tower.fails("Le Fanal")
    tower.fails("Radio Estuaire")
    await tower.hours(30, 6)
    assert "ne peuvent plus être lus" in (await tower.hears())[1001][0]
    for feed in await tower.room.store.feeds.list_feeds():
        if feed.outlet != "La Tribune":
            await tower.room.store.feeds.remove(feed.id, tower.room.clock.now())
    assert 1001 not in await tower.hears()
    assert await tower.room.store.watch.losses() == {}


async def test_a_topic_that_was_hardly_reported_on_is_not_lost(tower: Tower) -> None:
    await tower.follow("dockers")
    await tower.tick()
    await matched(tower, "Le Fanal", "Les dockers", 2)
    tower.fails("Le Fanal")
    await tower.hours(48, 6)
    assert set(await tower.hears()) == {ADMIN}


async def test_what_is_told_is_remembered_with_the_message(tower: Tower) -> None:
    watch, now = tower.room.store.watch, tower.room.clock.now()
    await tower.follow("dockers")
    found = await tower.room.store.destinations.find(reader(1001).chat_id, None)
    assert found is not None
    ((topic,),) = ((s.topic for s in await tower.room.store.destinations.subscriptions(found.id)),)
    await watch.tell_losses([(found.id, topic.id), (found.id, topic.id)], (), (), now)
    await watch.tell_losses([(found.id, topic.id)], (), (), now + DAY)
    assert await watch.losses() == {topic.id: now}
    ((follower,),) = (await watch.followers([topic.id, TopicId(99)], now),)
    assert (follower.destination.id, follower.lost_at) == (found.id, now)
    await watch.tell_losses((), [topic.id], (), now)
    assert await watch.losses() == {}
