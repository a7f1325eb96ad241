"""Media that a chat leaves out are left out of every count and every page, and only of its own."""

from __future__ import annotations

import pytest

from bot.model import Reader
from bot.results import (
    Choices,
    DigestOnDemand,
    Exclusions,
    SearchPage,
    Subscribed,
    Trend,
    Way,
    Welcome,
)
from bot.results.settings import Setting
from bot.services import narrow, reading, start, subscriptions, topic_page
from bot.services.archive import search, turn_page
from bot.services.frontpage import show_front_page
from bot.services.people import destination_of
from bot.services.settings import choose
from bot.services.trend import show_trend
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

TRUCE = Item(
    "Kiev accepte une trêve à Djeddah", "L’accord prévoit trente jours de trêve.", "https://f.example/1"
)
ECHO = Item(
    "Kiev accepte une trêve à Djeddah", "L’accord prévoit trente jours de trêve.", "https://t.example/1"
)
GAZA = Item("Gaza : la trêve est prolongée", "Le Caire annonce une semaine de plus.", "https://f.example/2")
CONGO = Item(
    "Les rebelles avancent vers Goma au Congo",
    "La trêve n’a pas tenu, disent les habitants.",
    "https://t.example/2",
)
# The same event, without the word.
GOMA = Item(
    "Les rebelles avancent vers Goma au Congo",
    "Ils sont à ses portes, disent les habitants.",
    "https://f.example/3",
)
OTHER, ALL = reader(1002), reader(1001)


@pytest.fixture
async def town(room: Room) -> Town:
    """Three stories of a truce: one told by both papers, one by each alone."""
    town = Town(room)
    await town.open_paper("Le Fanal", TRUCE, GAZA)
    await town.open_paper("La Tribune", ECHO, CONGO)
    await leave_out(town, OTHER, "La Tribune")
    return town


async def leave_out(town: Town, who: Reader, name: str) -> None:
    await destination_of(town.room.desk, who)
    (feed,) = [each for each in await town.room.store.feeds.list_feeds() if each.outlet == name]
    await choose(town.room.desk, who, Setting.LEAVE_OUT, feed.id, 0)


async def test_the_front_page_and_its_coverage(town: Town) -> None:
    mine, all_of_it = [await show_front_page(town.room.desk, who, "") for who in (OTHER, ALL)]
    assert {(card.outlet, card.newsrooms) for card in mine.digest.cards} == {("Le Fanal", 1)}
    assert {"Le Fanal", "La Tribune"} == {card.outlet for card in all_of_it.digest.cards}
    assert len(all_of_it.digest.cards) == 3
    assert (mine.digest.coverage.outlets, all_of_it.digest.coverage.outlets) == (1, 2)


async def test_what_most_others_report_is_looked_at(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newsroom that tells of many things alone must not fill what the page is made from."""
    monkeypatch.setattr("bot.services.frontpage.LOOKED_AT", 1)
    for name in ("Radio Estuaire", "Le Quotidien"):
        wolf = Item(
            "Le loup revient dans le Jura", "Les éleveurs veillent.", f"https://{name[-3:]}.example/1"
        )
        await town.open_paper(name, wolf)
        await leave_out(town, OTHER, name)
    found = await show_front_page(town.room.desk, OTHER, "")
    assert [card.outlet for card in found.digest.cards] == ["Le Fanal"]


async def test_a_trend_counts_what_the_others_told(town: Town) -> None:
    for who, told in ((OTHER, 2), (ALL, 3)):
        found = await show_trend(town.room.desk, who, "trêve")
        assert isinstance(found, Trend)
        assert sum(found.lines[0].counts) == told


async def test_a_peak_is_named_by_who_is_left(town: Town) -> None:
    found = await show_trend(town.room.desk, OTHER, "Congo")
    assert isinstance(found, Trend)
    assert found.picture is None
    assert found.lines[0].peaks == ()


async def test_a_search_finds_and_counts_the_others(town: Town) -> None:
    for who, told in ((OTHER, 2), (ALL, 3)):
        found = await search(town.room.desk, who, "trêve")
        assert isinstance(found, SearchPage)
        assert (found.stories, len(found.cards)) == (told, told)
        again = await turn_page(town.room.desk, who, found.ask_id, 0)
        assert len(again.cards) == told


@pytest.mark.parametrize("text", ["trêve", ""])
async def test_a_digest_on_demand_holds_no_story_that_nobody_left_matches(town: Town, text: str) -> None:
    """The other paper tells the story too, but not with the word that is followed."""
    await town.publish("Le Fanal", GOMA)
    for who, told in ((OTHER, 2), (ALL, 3)):
        await town.follow("trêve", who.chat_id)
        found = await reading.read_digest(town.room.desk, who, text)
        assert isinstance(found, DigestOnDemand)
        assert len(found.digest.cards) == told
        assert all(card.topics for card in found.digest.cards)
        goma = [card.newsrooms for card in found.digest.cards if "Goma" in card.headline]
        assert goma == ([] if who is OTHER else [2])


async def test_the_week_of_a_topic(town: Town) -> None:
    for who, told in ((OTHER, 2), (ALL, 3)):
        followed = await subscriptions.subscribe(town.room.desk, who, "trêve")
        assert isinstance(followed, Subscribed)
        assert followed.week == told
        assert (await topic_page.open_topic(town.room.desk, who, followed.topic.id)).week == told


async def test_variants_of_a_topic(town: Town) -> None:
    for who, told in ((OTHER, 1), (ALL, 1)):
        followed = await subscriptions.subscribe(town.room.desk, who, "trêve ET Kiev")
        assert isinstance(followed, Subscribed)
        found = await topic_page.refine(town.room.desk, who, followed.topic.id)
        assert isinstance(found, Choices)
        assert found.week == told
        wider = {choice.word: choice.stories for choice in found.choices if choice.way is Way.LESS}
        assert wider["Kiev"] == (2 if who is OTHER else 3)


async def test_what_an_exclusion_would_remove(town: Town) -> None:
    await town.publish("Le Fanal", GOMA)
    for who, told in ((OTHER, 2), (ALL, 3)):
        await town.follow("trêve", who.chat_id)
        found = await reading.read_digest(town.room.desk, who, "")
        assert isinstance(found, DigestOnDemand)
        story = next(card for card in found.digest.cards if "Gaza" in card.headline)
        proposed = await narrow.propose_exclusion(town.room.desk, who, story.story_id, found.at)
        assert isinstance(proposed, Exclusions)
        assert proposed.stories == told


async def test_a_spelling_that_only_they_use_is_not_proposed(town: Town) -> None:
    await town.publish(
        "La Tribune",
        Item("Retailleau attendu à Bruxelles", "Bruno Retailleau y rencontrera les Vingt-Sept."),
        Item("Retailleau répond aux critiques", "Le ministre s’est exprimé hier."),
    )
    for who, words in ((OTHER, []), (ALL, [("Retailleau", 2)])):
        found = await subscriptions.subscribe(town.room.desk, who, "Retaileau")
        assert isinstance(found, Subscribed)
        assert [(each.word, each.articles) for each in found.meant] == words
    await town.publish("Le Fanal", Item("Retailleau reçu à Lyon", "Bruno Retailleau y a parlé."))
    (meant,) = await subscriptions.corrections(town.room.desk, OTHER, subscriptions.followable("Retaileau"))
    assert meant.articles == 1


async def test_the_subjects_of_the_first_minute(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.start.REPORTED", 1)
    for name in ("Radio Estuaire", "Le Quotidien", "Nord"):
        wolf = Item(
            "Le loup revient dans le Jura", "Les éleveurs veillent.", f"https://{name[-3:]}.example/1"
        )
        await town.open_paper(name, wolf)
        await leave_out(town, OTHER, name)
    for who, words in ((OTHER, {"Djeddah", "Kiev", "trêve", "Gaza", "Goma"}), (ALL, {"loup", "Jura"})):
        found = await start.start(town.room.desk, who, "")
        assert isinstance(found, Welcome)
        assert {each.query for each in found.suggestions} <= words


async def test_leaving_everybody_out_is_an_empty_page(town: Town) -> None:
    await leave_out(town, OTHER, "Le Fanal")
    found = await show_front_page(town.room.desk, OTHER, "")
    assert (found.digest.cards, found.digest.coverage.outlets) == ((), 0)
    nothing = await search(town.room.desk, OTHER, "trêve")
    assert isinstance(nothing, SearchPage)
    assert (nothing.stories, nothing.cards) == (0, ())
