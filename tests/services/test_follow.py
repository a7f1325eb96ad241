"""A story that is followed: told of as it grows, also where it matches no topic; never more than is told anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.model import ChatId, ChatKind, How, Kind, Reader, Replying, StoryId
from bot.results import DigestOnDemand
from bot.services.follow import APART, SPAN, end_follow, follow_story, prepare_follow_ups, unfollow_story
from bot.services.reading import open_card, read_digest
from bot.services.subscriptions import drop
from bot.services.taps import press
from bot.views import actions
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town

TEXT = "L’accord a été donné à Djeddah, en Arabie saoudite. Moscou n’a pas encore répondu à la proposition."
FIRST = Item("Kiev accepte une trêve de trente jours à Djeddah", TEXT, at=THURSDAY - timedelta(hours=2))
SECOND = Item(
    "Kiev accepte une trêve de trente jours à Djeddah, Moscou réserve sa réponse",
    TEXT + " Vladimir Poutine recevra jeudi l’émissaire Steve Witkoff, annonce Dmitri Peskov depuis Koursk.",
    "https://estuaire.example/2",
)
THIRD = Item(
    "Trêve de trente jours acceptée par Kiev à Djeddah : douze pays saluent l’accord",
    TEXT + " Emmanuel Macron, Keir Starmer et Donald Tusk préparent un sommet de douze pays à Varsovie.",
    "https://quai.example/3",
)


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Radio Estuaire")
    await town.open_paper("Le Quai")
    await town.open_paper("Le Fanal")
    await town.publish("Le Fanal", FIRST)
    return town


async def follow(town: Town, message_id: int | None = 77) -> tuple[Reader, StoryId]:
    who = replace(reader(), message_id=message_id, tapped=True)
    shown = await read_digest(town.room.desk, who, "trêve 48h")
    assert isinstance(shown, DigestOnDemand)
    (card,) = shown.digest.cards
    changed = await follow_story(town.room.desk, who, card.story_id, shown.at)
    assert changed.card.followed_until == town.room.clock.now() + SPAN
    return who, card.story_id


async def test_news_of_a_followed_story_answers_its_card(town: Town) -> None:
    _, story = await follow(town)
    assert await prepare_follow_ups(town.room.desk) == 0
    town.room.clock.move(hours=1)
    await town.publish("Radio Estuaire", SECOND)
    assert await prepare_follow_ups(town.room.desk) == 1
    assert await prepare_follow_ups(town.room.desk) == 0
    (text,) = await town.tick()
    assert "Suite du sujet que vous suivez depuis aujourd’hui, 7\u202fh." in text
    assert town.sender.sent[-1].way == Replying(77)
    told = await town.room.store.destinations.told(town.sender.sent[-1].destination.id, [story])
    assert told[story].how is How.ALERT
    assert [b.label for b in town.sender.sent[-1].message.buttons[0]] == ["Sources", "Ne plus suivre"]


async def test_the_sources_of_a_follow_up_open(town: Town) -> None:
    who, story = await follow(town)
    town.room.clock.move(hours=1)
    await town.publish("Radio Estuaire", SECOND)
    await prepare_follow_ups(town.room.desk)
    opened = await open_card(town.room.desk, who, story, town.room.clock.now())
    assert {source.outlet for source in opened.card.sources} == {"Le Fanal", "Radio Estuaire"}
    assert not opened.matches
    assert opened.followed_until is not None


async def test_what_comes_soon_after_is_one_follow_up(town: Town) -> None:
    await follow(town)
    town.room.clock.move(hours=1)
    await town.publish("Radio Estuaire", SECOND)
    assert await prepare_follow_ups(town.room.desk) == 1
    town.room.clock.move(hours=1)
    await town.publish("Le Quai", THIRD)
    assert await prepare_follow_ups(town.room.desk) == 0
    town.room.clock.move(seconds=APART.total_seconds())
    assert await prepare_follow_ups(town.room.desk) == 1


async def test_what_a_digest_has_told_is_not_told_again(town: Town) -> None:
    who, story = await follow(town)
    await town.follow("trêve", who.chat_id)
    await town.publish("Radio Estuaire", SECOND)
    destination = await town.room.store.destinations.find(who.chat_id, None)
    assert destination is not None
    (grown,) = await town.room.store.follows.grown(town.room.clock.now(), 9)
    town.room.clock.move(minutes=30)
    await town.room.store.destinations.set_alert(
        destination.id, (await town.room.store.topics.all())[1][0].id, 1
    )
    assert len(await town.tick()) >= 1
    told = await town.room.store.destinations.told(destination.id, [story])
    assert told[story].revision == grown.revision
    assert await town.room.store.follows.grown(town.room.clock.now(), 9) == ()


async def test_a_follow_ends_by_itself_after_seven_days(town: Town) -> None:
    who, story = await follow(town)
    town.room.clock.move(seconds=SPAN.total_seconds() + 1)
    destination = await town.room.store.destinations.find(who.chat_id, None)
    assert destination is not None
    assert await town.room.store.follows.find(destination.id, story, town.room.clock.now()) is None
    assert await town.room.store.house.prune(town.room.clock.now(), timedelta(days=90)) == 0
    assert not await town.room.store.follows.drop(destination.id, story)


async def test_what_is_followed_no_more_is_not_told(town: Town) -> None:
    who, story = await follow(town)
    await end_follow(town.room.desk, who, story)
    await end_follow(town.room.desk, who, story)
    await town.publish("Radio Estuaire", SECOND)
    assert await prepare_follow_ups(town.room.desk) == 0


async def test_a_card_follows_and_unfollows_in_its_place(town: Town) -> None:
    who = reader()
    shown = await read_digest(town.room.desk, who, "trêve 48h")
    assert isinstance(shown, DigestOnDemand)
    story = shown.digest.cards[0].story_id
    assert (await open_card(town.room.desk, who, story, shown.at)).followed_until is None
    await follow_story(town.room.desk, who, story, shown.at)
    assert (await open_card(town.room.desk, who, story, shown.at)).followed_until is not None
    assert (await unfollow_story(town.room.desk, who, story, shown.at)).card.followed_until is None


async def test_a_sequel_of_an_alert_says_of_which(town: Town) -> None:
    who = await town.alert("blocus")
    town.room.clock.move(minutes=20)
    await town.publish(
        "Le Fanal", Item("Blocus du port : les dockers votent", "Le port reste fermé mardi.", at=None)
    )
    assert len(await town.tick()) == 1
    at, destination = town.room.clock.now(), town.sender.sent[-1].destination
    (story,) = (await town.room.store.destinations.find_record(destination.id, at)).shown  # type: ignore[union-attr]
    town.room.clock.move(minutes=20)
    await follow_story(town.room.desk, who, story, at)
    follow_ = await town.room.store.follows.find(destination.id, story, town.room.clock.now())
    assert follow_ is not None
    assert follow_.alert_at == at


async def test_a_forgotten_story_cannot_be_followed(town: Town) -> None:
    who = await town.follow("trêve")
    topic = (await town.room.store.topics.all())[1][0]
    await drop(town.room.desk, who, topic.id)
    with pytest.raises(NotFound):
        await follow_story(town.room.desk, who, StoryId(1), town.room.clock.now())


async def test_a_follow_up_passes_as_an_alert_does(town: Town) -> None:
    await follow(town, message_id=None)
    await town.publish("Radio Estuaire", SECOND)
    await prepare_follow_ups(town.room.desk)
    (owed,) = await town.room.store.outbox.claim(town.room.clock.now(), timedelta(minutes=1), 9)
    assert owed.kind is Kind.ALERT
    assert not owed.message.silent


async def test_follow_ups_wait_as_alerts_do(town: Town) -> None:
    who, _ = await follow(town)
    store, clock = town.room.store, town.room.clock
    destination = await store.destinations.find(who.chat_id, None)
    assert destination is not None
    await press(town.room.desk, who, actions.HoldAlerts())
    clock.move(hours=16)  # 23:00 in Paris
    await town.publish("Radio Estuaire", SECOND)
    assert await prepare_follow_ups(town.room.desk) == 0
    clock.move(hours=8, minutes=5)
    assert await prepare_follow_ups(town.room.desk) == 1
    await press(town.room.desk, who, actions.MuteAlerts())
    clock.move(hours=4)
    await town.publish("Le Quai", THIRD)
    assert await prepare_follow_ups(town.room.desk) == 0
    clock.move(hours=13)
    await press(town.room.desk, who, actions.SilenceAlerts())
    assert await prepare_follow_ups(town.room.desk) == 1


async def test_what_is_followed_for_a_channel_answers_no_message_of_another_chat(town: Town) -> None:
    speaker = replace(
        reader(), chat_id=ChatId(-9), kind=ChatKind.CHANNEL, via=ChatId(1001), message_id=77, tapped=True
    )
    shown = await read_digest(town.room.desk, speaker, "trêve 48h")
    assert isinstance(shown, DigestOnDemand)
    story = shown.digest.cards[0].story_id
    card = (await follow_story(town.room.desk, speaker, story, shown.at)).card
    destination = await town.room.store.destinations.find(ChatId(-9), None)
    assert destination is not None
    follow_ = await town.room.store.follows.find(destination.id, story, town.room.clock.now())
    assert follow_ is not None
    assert (follow_.message_id, card.of_channel) == (None, True)
