"""One topic: what it finds, what others near it would, and how it is handed on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.model import Reader, TopicId
from bot.results import AlertSet, Choices, DigestOnDemand, Proposal, Subscribed, TopicPage, Way, Welcome
from bot.services import conversation, reading, refining, start, subscriptions, taps, topic_page
from bot.views import actions
from bot.views.show import show
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town
from tests.services.test_archive import CITIES
from tests.views.samples import FR

NEWS = (
    Item("L’Otan renforce sa présence à Kiev", "L’Alliance atlantique envoie des conseillers."),
    Item(
        "Radars : les livraisons de l’Otan prennent du retard", "Elles étaient attendues avant l’été à Kiev."
    ),
    Item("Sommet de La Haye : l’Otan fixe un nouvel objectif", "Les dépenses montent."),
    Item("Nato : le commandement change de mains", "Un général turc le prend."),
    Item("Retailleau attendu à Bruxelles", "Bruno Retailleau y rencontrera les Vingt-Sept."),
    Item("Retailleau répond aux critiques", "Le ministre s’est exprimé hier."),
)


@pytest.fixture
async def town(room: Room) -> Town:
    """Stories of this morning, and nobody who follows anything."""
    town = Town(room)
    await town.open_paper("Le Fanal", *NEWS)
    return town


async def followed(town: Town, query: str) -> tuple[Reader, TopicId]:
    who = await town.follow(query)
    topic = await town.room.store.topics.find(query)
    assert topic is not None
    return who, topic.id


async def test_variants_are_shown_with_what_each_finds(town: Town) -> None:
    who, topic_id = await followed(town, "Otan")
    found = await topic_page.refine(town.room.desk, who, topic_id)
    counts = {(choice.way, choice.word): choice.stories for choice in found.choices}
    assert found.week == 4
    assert counts[Way.LITERAL, ""] == 3  # not « Nato »
    assert counts[Way.EXACT, "Otan"] == 3
    assert counts[Way.TITLE, ""] == 4


async def test_a_wider_variant_is_looked_for_anew(town: Town) -> None:
    who, topic_id = await followed(town, "Otan ET Kiev")
    found = await topic_page.refine(town.room.desk, who, topic_id)
    assert found.week == 2
    less = {choice.word: choice.stories for choice in found.choices if choice.way is Way.LESS}
    assert less == {"Kiev": 4, "Otan": 2}


async def test_a_choice_takes_the_place_of_the_topic(town: Town) -> None:
    who = await town.alert("Otan 3")
    desk = town.room.desk
    former = await desk.store.topics.find("Otan")
    assert former is not None
    found = await taps.press(desk, who, actions.Refine(former.id))
    assert isinstance(found, Choices)
    literal = next(choice for choice in found.choices if choice.way is Way.LITERAL)
    swapped = await taps.press(desk, who, actions.Swap(former.id, literal.ask_id))
    assert isinstance(swapped, Subscribed)
    assert swapped.instead
    assert (swapped.topic.query, swapped.week, swapped.alert_at) == ("=Otan", 3, 3)
    destination = await desk.store.destinations.find(who.chat_id, None)
    assert destination is not None
    (subscription,) = await desk.store.destinations.subscriptions(destination.id)
    assert (subscription.topic.query, subscription.alert_at) == ("=Otan", 3)
    with pytest.raises(NotFound):
        await taps.press(desk, who, actions.Swap(former.id, literal.ask_id))  # a second tap


async def test_a_choice_that_is_followed_already_leaves_one(town: Town) -> None:
    who, topic_id = await followed(town, "Otan")
    await subscriptions.subscribe(town.room.desk, who, "=Otan")
    found = await topic_page.refine(town.room.desk, who, topic_id)
    literal = next(choice for choice in found.choices if choice.way is Way.LITERAL)
    await topic_page.swap(town.room.desk, who, topic_id, literal.ask_id)
    listed = await subscriptions.list_subscriptions(town.room.desk, who, "")
    assert [s.topic.query for s in listed.subscriptions] == ["=Otan"]  # type: ignore[union-attr]


async def test_nobody_refines_what_they_do_not_follow(town: Town) -> None:
    _, topic_id = await followed(town, "Otan")
    for action in (actions.Refine(topic_id), actions.OpenTopic(topic_id), actions.Swap(topic_id, 1)):
        with pytest.raises(NotFound):
            await taps.press(town.room.desk, reader(2002), action)


async def test_a_choice_belongs_to_the_chat_that_was_asked(town: Town) -> None:
    who, topic_id = await followed(town, "Otan")
    found = await topic_page.refine(town.room.desk, who, topic_id)
    other = await town.follow("Otan", 2002)
    with pytest.raises(NotFound):
        await topic_page.swap(town.room.desk, other, topic_id, found.choices[0].ask_id)


async def test_a_misspelt_name_is_followed_and_the_right_one_offered(town: Town) -> None:
    who = reader()
    result = await subscriptions.subscribe(town.room.desk, who, "Retaillau")
    assert isinstance(result, Subscribed)
    (meant,) = result.meant
    assert (meant.typed, meant.word, meant.query) == ("retaillau", "Retailleau", "Retailleau")
    assert meant.articles == 2
    swapped = await taps.press(town.room.desk, who, actions.Swap(result.topic.id, meant.ask_id))
    assert isinstance(swapped, Subscribed)
    assert (swapped.topic.query, swapped.week) == ("Retailleau", 2)


async def test_a_misspelt_name_is_corrected_inside_a_query(town: Town) -> None:
    result = await subscriptions.subscribe(town.room.desk, reader(), "Retaillau OU Bruxelles -sport")
    assert isinstance(result, Subscribed)
    assert [each.query for each in result.meant] == ["(Bruxelles OU Retailleau) SAUF sport"]


@pytest.mark.parametrize("typed", ["Retailleau", "Otan", "cerises", '"Retaillau"', "Nato", "zorglub"])
async def test_nothing_is_doubted_that_is_right_or_unlike_anything(town: Town, typed: str) -> None:
    result = await subscriptions.subscribe(town.room.desk, reader(), typed)
    assert isinstance(result, Subscribed)
    assert result.meant == ()


async def test_a_bare_misspelt_name_is_asked_about_with_the_right_one(town: Town) -> None:
    proposal = await conversation.hear(town.room.desk, reader(), "Retaillau")
    assert isinstance(proposal, Proposal)
    assert [choice.query for choice in proposal.choices] == ["Retaillau"]
    assert [each.query for each in proposal.meant] == ["Retailleau"]


async def test_a_search_for_a_misspelt_name_offers_the_right_one(town: Town) -> None:
    who = reader()
    shown = await reading.read_digest(town.room.desk, who, "Retaillau")
    assert isinstance(shown, DigestOnDemand)
    (meant,) = shown.meant
    again = await taps.press(town.room.desk, who, actions.ReadAsked(meant.ask_id))
    assert isinstance(again, DigestOnDemand)
    assert len(again.digest.cards) == 2


async def test_the_list_opens_each_topic(town: Town) -> None:
    who, topic_id = await followed(town, "Otan")
    page = await taps.press(town.room.desk, who, actions.OpenTopic(topic_id))
    assert isinstance(page, TopicPage)
    assert (page.week, page.synonyms[:1]) == (4, ("Nato",))
    assert not isinstance(await taps.press(town.room.desk, who, actions.ListTopics()), AlertSet)


@pytest.mark.parametrize("query", ["Otan", "cessez-le-feu", "(Otan OU OTSC) SAUF sport"])
async def test_a_shared_link_asks_whoever_opens_it(town: Town, query: str) -> None:
    payload = topic_page.payload_of(query)
    assert len(payload) <= topic_page.PAYLOAD_CHARS
    assert payload.replace("_", "").replace("-", "").isalnum()
    answer = await start.start(town.room.desk, reader(3003), payload)
    assert isinstance(answer, Proposal)
    assert [choice.query for choice in answer.choices] == [query]


async def test_a_long_query_is_shared_by_its_digest(town: Town) -> None:
    query = "(Otan OU OTSC OU Ukraine OU Russie OU Washington OU Bruxelles) SAUF sport"
    payload = topic_page.payload_of(query)
    assert len(payload) <= topic_page.PAYLOAD_CHARS
    assert await topic_page.shared_query(town.room.desk, payload) is None  # nobody follows it
    await subscriptions.subscribe(town.room.desk, reader(), query)
    shared = await topic_page.shared_query(town.room.desk, topic_page.payload_of((await only(town)).query))
    assert shared == (await only(town)).query


async def only(town: Town):  # type: ignore[no-untyped-def]
    _, (topic,) = await town.room.store.topics.all()
    return topic


@pytest.mark.parametrize("payload", ["t_", "t_%%%", "t_____", "h_0", "ref_42", "t_" + "A" * 62, "t_LXNwb3J0"])
async def test_a_link_that_says_nothing_is_a_usual_start(town: Town, payload: str) -> None:
    assert isinstance(await start.start(town.room.desk, reader(4004), payload), Welcome)


# --- many stories ------------------------------------------------------------------------------------------------


@pytest.fixture
async def wolves(room: Room, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Forty stories of wolves, a third of which say so in their title; every fourth is read."""
    monkeypatch.setattr(refining, "READ", 10)
    monkeypatch.setattr(refining, "READ_WIDER", 5)
    town = Town(room)
    told = [
        Item(
            f"{city} {'et son loup' if n % 3 == 0 else ''} {n * 7919}",
            f"{' '.join(f'mot{n}x{k}' for k in range(12))}. Un loup à {city}.",
            f"https://f.example/{n}",
            at=THURSDAY - timedelta(hours=1 + n),
        )
        for n, city in enumerate(CITIES[:40])
    ]
    await town.open_paper("Le Fanal", *told)
    return town


async def test_of_many_stories_a_part_judges_what_variants_find(wolves: Town) -> None:
    who, topic_id = await followed(wolves, "loup")
    found = await topic_page.refine(wolves.room.desk, who, topic_id)
    assert (found.week, found.week_is_exact, found.is_exact) == (40, True, False)
    counts = {choice.way: choice.stories for choice in found.choices}
    assert counts[Way.TITLE] == 16  # four of the ten that are read
    assert counts[Way.EXACT] == 40
    (message,) = show(found, FR)
    assert "40 sujets ces sept derniers jours" in message.html
    assert message.html.endswith("Les nombres des boutons sont estimés.")


async def test_a_wider_variant_of_many_stories_is_judged_too(wolves: Town) -> None:
    who = await wolves.follow("loup Lyon")
    (topic,) = (await wolves.room.store.topics.all())[1]
    found = await topic_page.refine(wolves.room.desk, who, topic.id)
    assert (found.week, found.is_exact) == (1, False)
    less = {choice.word: choice.stories for choice in found.choices if choice.way is Way.LESS}
    assert less == {"Lyon": 40, "loup": 1}


async def test_what_the_index_names_and_the_query_does_not_find_is_judged_away(wolves: Town) -> None:
    who = await wolves.follow(f"loup -{CITIES[0]} -{CITIES[4]}")
    (topic,) = (await wolves.room.store.topics.all())[1]
    found = await topic_page.refine(wolves.room.desk, who, topic.id)
    assert (found.week, found.is_exact) == (38, False)
    assert [choice.stories for choice in found.choices if choice.way is Way.TITLE] == [12]
