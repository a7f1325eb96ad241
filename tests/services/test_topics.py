"""Topics and what is stored already: synonyms, and the terminal's digest of several queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import FetchError, FetchProblem, QueryError
from bot.french.aliases import parse_aliases
from bot.french.query import parse_query
from bot.model import EntryId, TopicId, Window
from bot.services.terminal import digest_of, feed_coverage
from bot.services.topics import find_matches, synonyms_of, text_of
from tests.conftest import Room
from tests.fakes import THURSDAY, Item
from tests.services.house import Town

TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah.")
DOCKERS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué, et l’Otan s’en inquiète.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", TRUCE, DOCKERS)
    return town


def test_synonyms_are_those_of_the_table(room: Room) -> None:
    desk = replace(room.desk, aliases=parse_aliases("Otan = Alliance atlantique = NATO\n"))
    assert synonyms_of(desk, parse_query("Otan")) == ("Alliance atlantique", "NATO")
    assert synonyms_of(desk, parse_query("jardin")) == ()
    assert synonyms_of(desk, parse_query("sommet Otan")) == ("Alliance atlantique", "NATO")


async def test_the_text_of_an_article_is_its_extract_and_its_body(town: Town) -> None:
    (entry, *_) = await town.room.store.entries.page(EntryId(0), 1)
    assert text_of(replace(entry, extract="un", body="")) == "un"
    assert text_of(replace(entry, extract="un", body="deux")) == "un\ndeux"


async def test_what_holds_the_words_but_not_the_query_is_not_found(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.topics.BREATH", 1)
    desk = town.room.desk
    assert await find_matches(desk, parse_query('"bloqué du port"'), TopicId(1)) == ()
    (found,) = await find_matches(desk, parse_query('"port du Havre"'), TopicId(1))
    assert found.entry.title == DOCKERS.title


# --- the terminal's digest -----------------------------------------------------------------------------------

WINDOW = Window(THURSDAY - timedelta(days=1), THURSDAY + timedelta(minutes=1))


async def test_several_queries_share_one_digest_in_the_order_typed(town: Town) -> None:
    found = await digest_of(town.room.desk, ["dockers", "cessez-le-feu", "jardin"], WINDOW)
    assert found.queries == ("dockers", "cessez-le-feu", "jardin")
    assert {card.headline for card in found.digest.cards} == {TRUCE.title, DOCKERS.title}
    assert (await town.room.store.topics.all())[1] == ()


async def test_a_story_that_two_queries_match_is_one_card_that_names_both(town: Town) -> None:
    found = await digest_of(town.room.desk, ["dockers", "Otan"], WINDOW)
    (card,) = found.digest.cards
    assert {topic.query for topic in card.topics} == {"dockers", "Otan"}


async def test_a_query_that_cannot_be_used_gives_no_digest(town: Town) -> None:
    with pytest.raises(QueryError):
        await digest_of(town.room.desk, ["dockers", "( OU"], WINDOW)


async def test_a_terminal_is_told_of_every_feed_that_failed(town: Town) -> None:
    await town.room.store.feeds.add("https://canal.example/", "Le Fanal", "", town.room.clock.now())
    town.room.fetcher.pages["https://canal.example/"] = FetchError("", FetchProblem.TIMEOUT)
    await town.read()
    coverage = feed_coverage(await town.room.store.feeds.list_feeds())
    assert (coverage.outlets, coverage.feeds) == (1, 1)
    assert [silent.url for silent in coverage.silent] == ["https://canal.example/"]
