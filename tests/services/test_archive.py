"""`/cherche` and `/une`: found by the same matcher, counted honestly, the same page whenever it is turned to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotFound, QueryError
from bot.french.query import parse_query
from bot.model import Reader, Window
from bot.results import Others, Question, SearchPage, StoryCard, Subscribed, Wanted
from bot.services import conversation
from bot.services.archive import PAGE, search, turn_page
from bot.services.frontpage import show_front_page
from bot.services.reading import more_stories, open_card
from bot.services.taps import press
from bot.services.windows import of_query
from bot.views import actions
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town

CITIES = (
    "Lyon Lille Nantes Rennes Brest Metz Nancy Dijon Tours Orléans Limoges Pau Nîmes Toulon Grenoble Amiens Rouen Caen"
    " Angers Reims Troyes Bourges Auxerre Vannes Quimper Lorient Bayonne Tarbes Albi Rodez Aurillac Gap Digne Valence"
    " Annecy Colmar Mulhouse Belfort Épinal Verdun Laon Beauvais Évreux Chartres Blois Niort Saintes Cahors"
).split()
DEEDS = (
    "un pont s’effondre sur la rivière|la mairie vote son budget|les éboueurs cessent le travail|une école ferme ses"
    " portes|le musée retrouve un tableau volé|des agriculteurs bloquent l’autoroute|un incendie ravage une usine|"
    "le tramway déraille sans blessés|une pharmacie manque de vaccins|l’orchestre part en tournée au Japon|un drone"
    " survole la prison|la piscine rouvre après trois ans|le procès du notaire commence"
).split("|")


def items(count: int) -> list[Item]:
    """Stories that have nothing in common but their « loup », an hour apart, the newest first."""
    return [
        Item(
            f"{CITIES[n % len(CITIES)]} : {DEEDS[n % len(DEEDS)]}",
            f"Un loup a été vu près de {CITIES[n % len(CITIES)]} dans la nuit numéro {n * 7919}.",
            f"https://f.example/{n}",
            at=THURSDAY - timedelta(hours=1 + n),
        )
        for n in range(count)
    ]


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", *items(12))
    return town


async def found(town: Town, text: str, who: Reader | None = None) -> SearchPage:
    result = await search(town.room.desk, who or reader(), text)
    assert isinstance(result, SearchPage)
    return result


async def test_a_search_is_paged_and_every_story_shown_once(town: Town) -> None:
    who = reader()
    page = await found(town, "loup", who)
    assert (page.stories, page.is_exact, page.first) == (12, True, 1)
    seen = list(page.cards)
    for number in range(1, page.pages):
        page = await turn_page(town.room.desk, who, page.ask_id, number)
        assert page.first == number * PAGE + 1
        seen += page.cards
    assert len({card.story_id for card in seen}) == 12
    dates = [max(source.published_at for source in card.sources) for card in seen]
    assert dates == sorted(dates, reverse=True)


async def test_what_is_published_meanwhile_moves_no_page(town: Town) -> None:
    who = reader()
    first = await found(town, "loup", who)
    town.room.clock.move(minutes=30)
    await town.publish("Le Fanal", Item("Le loup à Paris, cette fois", "Il court.", at=town.room.clock.now()))
    assert (await turn_page(town.room.desk, who, first.ask_id, 0)).cards == first.cards
    assert (await found(town, "loup", who)).stories == 13


async def test_the_window_is_the_last_word(town: Town) -> None:
    assert (await found(town, "loup 6h")).stories == 6
    assert (await found(town, "loup -Lyon")).stories == 11


async def test_a_card_opens_with_why_and_can_be_followed(town: Town) -> None:
    who = reader()
    page = await found(town, "loup", who)
    opened = await press(town.room.desk, who, actions.OpenCard(page.cards[0].story_id, page.at))
    assert isinstance(opened, StoryCard)
    assert opened.matches
    followed = await press(town.room.desk, who, actions.ConfirmAsk(page.subscribe))
    assert isinstance(followed, Subscribed)
    assert (await found(town, "loup", who)).subscribe == 0


async def test_nothing_found_offers_a_longer_span_or_another_word(town: Town) -> None:
    who = reader()
    old = Item("Un phoque à Calais", "Il dort.", "https://f.example/p", at=THURSDAY - timedelta(days=5))
    await town.publish("Le Fanal", old)
    none = await found(town, "phoque 24h", who)
    assert (none.stories, none.cards, bool(none.subscribe)) == (0, (), True)
    assert none.wider is not None
    wider = await press(town.room.desk, who, actions.SearchTo(none.wider.ask_id, 0))
    assert isinstance(wider, SearchPage)
    assert [card.headline for card in wider.cards] == [old.title]
    misspelt = await found(town, "Nanntes", who)
    rather = await press(town.room.desk, who, actions.SearchTo(misspelt.meant[0].ask_id, 0))
    assert isinstance(rather, SearchPage)
    assert rather.topic.query == "Nantes"
    assert rather.cards


async def test_many_stories_are_judged_by_a_part(room: Room) -> None:
    town = Town(room)
    half = [
        replace(item, title=f"{item.title}, le loup rôde") if n % 2 else item
        for n, item in enumerate(items(len(CITIES) * 2))
    ]
    await town.open_paper("Le Fanal", *half)
    judged = await found(town, "titre:loup")
    assert not judged.is_exact
    window = Window(THURSDAY - timedelta(days=30), THURSDAY)
    counted = await of_query(town.room.desk, parse_query("titre:loup"), window)
    assert counted.is_exact
    assert abs(judged.stories - len(counted.stories)) <= 0.25 * len(counted.stories)


async def test_a_page_beyond_the_last_is_empty_and_leads_back(town: Town) -> None:
    who = reader()
    page = await found(town, "loup", who)
    beyond = await turn_page(town.room.desk, who, page.ask_id, 9)
    assert (beyond.cards, beyond.page) == ((), 9)


async def test_a_search_of_another_chat_or_one_forgotten_is_refused(town: Town) -> None:
    page = await found(town, "loup")
    with pytest.raises(NotFound):
        await turn_page(town.room.desk, reader(2002), page.ask_id, 0)
    with pytest.raises(NotFound):
        await turn_page(town.room.desk, reader(), 999, 0)


async def test_without_a_word_the_next_message_is_it(town: Town) -> None:
    who = reader()
    assert await search(town.room.desk, who, "") == Question(Wanted.SEARCH)
    answered = await conversation.hear(town.room.desk, who, "loup 6h")
    assert isinstance(answered, SearchPage)
    assert answered.stories == 6
    with pytest.raises(QueryError):
        await search(town.room.desk, who, "( OU")


async def test_the_front_page_needs_no_subscription(town: Town) -> None:
    who = reader()
    crash = Item("Lyon : un pont s’effondre sur la rivière", "Un loup a été vu.", "https://e.example/1")
    await town.open_paper("Radio Estuaire", crash)
    page = await show_front_page(town.room.desk, who, "")
    assert len(page.digest.cards) == 7
    assert page.digest.cards[0].headline == crash.title
    opened = await open_card(town.room.desk, who, page.digest.cards[0].story_id, page.at)
    assert (opened.matches, opened.may_exclude) == (False, False)
    others = await more_stories(town.room.desk, who, page.at)
    assert isinstance(others, Others)
    assert len(others.cards) == len(page.digest.others) > 0


async def test_the_front_page_of_an_empty_house_says_so(room: Room) -> None:
    page = await show_front_page(room.desk, reader(), "")
    assert page.digest.cards == ()
