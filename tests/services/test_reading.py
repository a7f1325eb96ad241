"""Reading on demand: `/digest`, and what the buttons of a digest open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotFound, QueryError
from bot.model import Reader, StoryId, TopicId
from bot.results import DigestOnDemand, NothingFollowed
from bot.services.reading import explain_why, more_stories, open_card, read_day, read_digest, split_window
from bot.services.subscriptions import drop
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town

DAY = timedelta(hours=24)
TRUCE = Item(
    "Kiev accepte un cessez-le-feu de trente jours",
    "L’accord a été donné à Djeddah, en Arabie saoudite. Moscou n’a pas encore répondu à la proposition.",
    at=THURSDAY - timedelta(hours=2),
)
OLD = Item(
    "L’Otan se réunit à Bruxelles",
    "Les ministres de la défense parlent du budget.",
    at=THURSDAY - timedelta(hours=40),
)


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", TRUCE, OLD)
    return town


async def digest(town: Town, text: str, who: Reader | None = None) -> DigestOnDemand:
    result = await read_digest(town.room.desk, who or reader(), text)
    assert isinstance(result, DigestOnDemand)
    return result


@pytest.mark.parametrize(
    ("typed", "query", "window"),
    [
        ("", "", DAY),
        ("48h", "", timedelta(hours=48)),
        ("Otan 48h", "Otan", timedelta(hours=48)),
        ("Otan  OU  OTSC 7j", "Otan OU OTSC", timedelta(days=7)),
        ("24h du Mans", "24h du Mans", DAY),
        ('"24h"', '"24h"', DAY),
        ("24h 7j", "24h", timedelta(days=7)),
    ],
)
def test_a_window_is_the_last_word_only(typed: str, query: str, window: timedelta) -> None:
    assert split_window(typed) == (query, window)


async def test_a_query_is_read_without_being_followed(town: Town) -> None:
    result = await digest(town, "cessez-le-feu")
    assert [card.headline for card in result.digest.cards] == [TRUCE.title]
    assert not result.followed
    assert (await town.room.store.topics.all())[1] == ()


async def test_the_window_is_by_date_of_publication(town: Town) -> None:
    assert (await digest(town, "Otan")).digest.cards == ()
    assert len((await digest(town, "Otan 48h")).digest.cards) == 1


async def test_with_no_word_the_followed_topics_are_read(town: Town) -> None:
    assert await read_digest(town.room.desk, reader(), "") == NothingFollowed()
    who = await town.follow("Otan OU cessez-le-feu")
    assert len((await digest(town, "", who)).digest.cards) == 1
    both = await digest(town, "48h", who)
    assert (len(both.digest.cards), both.followed) == (2, True)


async def test_a_query_that_cannot_be_used_is_refused(town: Town) -> None:
    with pytest.raises(QueryError):
        await digest(town, "( OU")


async def test_the_card_of_a_typed_query_names_its_sources_and_why(town: Town) -> None:
    result = await digest(town, "cessez-le-feu")
    story = result.digest.cards[0].story_id
    card = (await open_card(town.room.desk, reader(), story, result.at)).card
    assert [source.outlet for source in card.sources] == ["Le Fanal"]
    assert card.summary
    why = await explain_why(town.room.desk, reader(), story, result.at)
    assert [topic.query for topic in why.topics] == ["cessez-le-feu"]
    (hit, *_) = why.reasons[0].hits
    assert TRUCE.title[hit.start : hit.end].lower() == "cessez-le-feu"


async def test_a_card_shows_also_the_articles_that_do_not_match(town: Town) -> None:
    echo = Item(
        "Kiev accepte une trêve de trente jours",
        "L’accord a été donné à Djeddah, en Arabie saoudite. Moscou n’a pas encore répondu à la proposition.",
        "https://estuaire.example/1",
        at=TRUCE.at,
    )
    await town.open_paper("Radio Estuaire", echo)
    result = await digest(town, '"cessez-le-feu"')
    story = result.digest.cards[0].story_id
    card = (await open_card(town.room.desk, reader(), story, result.at)).card
    assert {source.outlet for source in card.sources} == {"Le Fanal", "Radio Estuaire"}
    assert (await explain_why(town.room.desk, reader(), story, result.at)).articles == 1


async def test_the_buttons_of_a_digest_at_its_time_work_too(town: Town) -> None:
    who = await town.follow("dockers")
    await town.publish("Le Fanal", Item("Grève des dockers au Havre", "Le port est bloqué depuis lundi."))
    await town.next_digest()
    destination = town.sender.sent[0].destination
    at = town.room.clock.now()
    record = await town.room.store.destinations.find_record(destination.id, at)
    assert record is not None
    card = await open_card(town.room.desk, who, record.shown[0], at)
    assert card.card.headline == "Grève des dockers au Havre"
    assert (await explain_why(town.room.desk, who, record.shown[0], at)).articles == 1


async def test_the_buttons_of_an_alert_work_too(town: Town) -> None:
    who = await town.alert("dockers")
    await town.publish("Le Fanal", Item("Grève des dockers au Havre", "Le port est bloqué depuis lundi."))
    assert len(await town.tick()) == 1
    at, destination = town.room.clock.now(), town.sender.sent[0].destination
    record = await town.room.store.destinations.find_record(destination.id, at)
    assert record is not None
    assert (await explain_why(town.room.desk, who, record.shown[0], at)).articles == 1


async def test_what_the_maximum_left_out_is_one_tap_away(town: Town) -> None:
    town.room.desk = replace(town.room.desk, rules=replace(town.room.desk.rules, max_stories=1))
    who = await town.follow("Otan OU cessez-le-feu")
    result = await digest(town, "48h", who)
    assert (len(result.digest.cards), len(result.digest.others)) == (1, 1)
    others = await more_stories(town.room.desk, who, result.at)
    shown = {result.digest.cards[0].headline, *(card.headline for card in others.cards)}
    assert shown == {TRUCE.title, OLD.title}


async def test_reading_the_day_of_a_topic(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    (topic,) = (await town.room.store.topics.all())[1]
    assert len((await read_day(town.room.desk, who, topic.id)).digest.cards) == 1
    with pytest.raises(NotFound):
        await read_day(town.room.desk, who, TopicId(999))


async def test_a_button_of_what_is_forgotten_is_no_longer_active(town: Town) -> None:
    result = await digest(town, "cessez-le-feu")
    story, later = result.digest.cards[0].story_id, result.at + timedelta(seconds=5)
    for refused in (
        open_card(town.room.desk, reader(), story, later),
        explain_why(town.room.desk, reader(), story, later),
        more_stories(town.room.desk, reader(), later),
        open_card(town.room.desk, reader(), StoryId(999), result.at),
        open_card(town.room.desk, reader(2), story, result.at),
    ):
        with pytest.raises(NotFound):
            await refused


async def test_why_is_not_answered_when_the_words_are_gone(town: Town) -> None:
    gone = Item("Réunion à Bruxelles sur les dockers", "Rien de plus.", "https://fanal.example/9", "9")
    await town.publish("Le Fanal", gone)
    who = await town.follow("dockers")
    result = await digest(town, "", who)
    story = result.digest.cards[0].story_id
    edited = replace(
        gone, title="Réunion à Bruxelles sur les marins", text="Une tout autre histoire de marins."
    )
    await town.replace("Le Fanal", edited, TRUCE, OLD)
    with pytest.raises(NotFound):
        await explain_why(town.room.desk, who, story, result.at)


async def test_the_buttons_outlive_the_subscription(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    result = await digest(town, "", who)
    await drop(town.room.desk, who, result.digest.topics[0].id)
    card = await open_card(town.room.desk, who, result.digest.cards[0].story_id, result.at)
    assert card.card.headline == TRUCE.title
