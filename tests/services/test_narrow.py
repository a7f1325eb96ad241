"""*Écarter* and *Retirer ce synonyme*: what they would cost is true, and what they do can be undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.model import Reader, StoryId
from bot.results import DigestOnDemand, Exclusions, TopicSwapped
from bot.services.narrow import drop_synonym, exclude, propose_exclusion, restore
from bot.services.reading import explain_why, open_card, read_digest
from bot.services.taps import press
from bot.views import actions
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town

PAPER = (
    Item(
        "Montréal : le club de hockey cherche un gardien",
        "Le hockey manque de gardiens au Québec.",
        "https://f.example/1",
    ),
    Item(
        "Le budget de Montréal voté de justesse",
        "Les élus ont adopté la taxe foncière.",
        "https://f.example/2",
    ),
    Item(
        "Une tempête de neige paralyse Montréal", "Les écoles restent fermées lundi.", "https://f.example/3"
    ),
    Item(
        "Les patineuses de Montréal sacrées en finale",
        "Au hockey féminin, un titre attendu depuis dix ans.",
        "https://f.example/4",
    ),
)
ALLIANCE = Item(
    "L’Alliance atlantique se réunit à Bruxelles",
    "Les ministres parlent des dépenses.",
    "https://f.example/5",
)


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", *PAPER, ALLIANCE)
    return town


async def story_of(town: Town, who: Reader, headline: str) -> tuple[StoryId, DigestOnDemand]:
    shown = await read_digest(town.room.desk, who, "48h")
    assert isinstance(shown, DigestOnDemand)
    return next(c.story_id for c in shown.digest.cards if c.headline == headline), shown


async def proposed(town: Town, who: Reader, headline: str) -> Exclusions:
    story, shown = await story_of(town, who, headline)
    return await propose_exclusion(town.room.desk, who, story, shown.at)


async def test_a_proposal_names_the_word_and_all_that_would_go(town: Town) -> None:
    who = await town.follow("Montréal")
    result = await proposed(town, who, PAPER[0].title)
    assert (result.topic.query, result.stories) == ("Montréal", 4)
    by_words = {each.words: each for each in result.choices}
    hockey = next((each for words, each in by_words.items() if words == ("hockey",)), None)
    assert hockey is not None
    assert set(hockey.headlines) == {PAPER[0].title, PAPER[3].title}
    assert hockey.headlines[0] == PAPER[0].title


async def test_what_is_confirmed_is_done_as_it_was_said(town: Town) -> None:
    who = await town.follow("Montréal")
    result = await proposed(town, who, PAPER[0].title)
    for choice in result.choices:
        swapped = await exclude(town.room.desk, who, choice.ask_id)
        shown = await read_digest(town.room.desk, who, "48h")
        assert isinstance(shown, DigestOnDemand)
        left = {card.headline for card in shown.digest.cards}
        assert left == {item.title for item in PAPER} - set(choice.headlines)
        back = await restore(town.room.desk, who, swapped.undo)
        assert (back.topic.query, back.undo) == ("Montréal", 0)
        (subscription,) = await town.room.store.destinations.subscriptions(
            (await town.room.store.destinations.find(who.chat_id, None)).id  # type: ignore[union-attr]
        )
        assert subscription.topic.query == "Montréal"


async def test_an_exclusion_keeps_the_alert(town: Town) -> None:
    who = await town.alert("Montréal 2")
    result = await proposed(town, who, PAPER[0].title)
    await exclude(town.room.desk, who, result.choices[0].ask_id)
    destination = await town.room.store.destinations.find(who.chat_id, None)
    assert destination is not None
    (subscription,) = await town.room.store.destinations.subscriptions(destination.id)
    assert subscription.alert_at == 2
    assert subscription.topic.query.startswith("Montréal SAUF ")


async def test_a_synonym_is_dropped_and_the_others_stay(town: Town) -> None:
    who = await town.follow("Otan")
    story, shown = await story_of(town, who, ALLIANCE.title)
    why = await explain_why(town.room.desk, who, story, shown.at)
    assert why.at == shown.at
    swapped = await drop_synonym(town.room.desk, who, story, shown.at)
    assert swapped.topic.query == '=Otan OU "Nato"'
    after = await read_digest(town.room.desk, who, "48h")
    assert isinstance(after, DigestOnDemand)
    assert after.digest.cards == ()
    back = await press(town.room.desk, who, actions.RestoreTopic(swapped.undo))
    assert isinstance(back, TopicSwapped)
    assert back.topic.query == "Otan"


async def test_what_was_typed_but_not_followed_has_nothing_to_narrow(town: Town) -> None:
    who = reader()
    shown = await read_digest(town.room.desk, who, "Montréal 48h")
    assert isinstance(shown, DigestOnDemand)
    story = shown.digest.cards[0].story_id
    opened = await open_card(town.room.desk, who, story, shown.at)
    assert (opened.matches, opened.may_exclude) == (True, False)
    assert (await explain_why(town.room.desk, who, story, shown.at)).at is None
    for act in (propose_exclusion, drop_synonym):
        with pytest.raises(NotFound):
            await act(town.room.desk, who, story, shown.at)


async def test_a_proposal_of_another_chat_is_not_taken(town: Town) -> None:
    who = await town.follow("Montréal")
    result = await proposed(town, who, PAPER[0].title)
    with pytest.raises(NotFound):
        await exclude(town.room.desk, reader(2002), result.choices[0].ask_id)
    with pytest.raises(NotFound):
        await restore(town.room.desk, who, result.choices[0].ask_id)


async def test_buttons_of_a_topic_that_is_gone_say_so(town: Town) -> None:
    who = await town.follow("Montréal")
    result = await proposed(town, who, PAPER[0].title)
    first, second = (each.ask_id for each in result.choices)
    await press(town.room.desk, who, actions.Exclude(first))
    with pytest.raises(NotFound):
        await press(town.room.desk, who, actions.Exclude(second))


async def test_only_the_last_seven_days_are_counted(town: Town) -> None:
    who = await town.follow("Montréal")
    await town.publish(
        "Le Fanal", Item("Montréal en mars", "Rien.", "https://f.example/9", at=THURSDAY - timedelta(days=9))
    )
    assert (await proposed(town, who, PAPER[0].title)).stories == 4
