"""What a chat follows: `/abonner`, `/desabonner`, `/abonnements`, `/alerte`."""

from __future__ import annotations

import pytest

from bot.errors import AlreadySubscribed, LimitReached, NotFound, QueryError, QueryProblem
from bot.model import Destination
from bot.results import (
    AlertSet,
    NothingFollowed,
    Question,
    Subscribed,
    Subscriptions,
    Unsubscribed,
    Wanted,
    WhichTopic,
)
from bot.services import subscriptions
from bot.services.conversation import hear
from bot.services.people import destination_of
from bot.services.subscriptions import (
    is_address,
    list_subscriptions,
    set_alert,
    split_number,
    subscribe,
    unsubscribe,
)
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town


async def followed(room: Room, chat_id: int = 1001) -> list[str]:
    found = await list_subscriptions(room.desk, reader(chat_id), "")
    return [s.topic.query for s in found.subscriptions] if isinstance(found, Subscriptions) else []


async def here(room: Room) -> Destination:
    return await destination_of(room.desk, reader())


async def test_subscribing_acts_at_once_and_says_when_the_digest_comes(room: Room) -> None:
    result = await subscribe(room.desk, reader(), "  cessez-le-feu ")
    assert isinstance(result, Subscribed)
    assert await followed(room) == [result.topic.query]
    assert result.times.next_at is not None
    assert (result.times.next_at.hour, result.times.next_at.minute) == (6, 30)
    assert result.week == 0


async def test_the_preview_counts_the_stories_of_the_week(room: Room) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", Item("Grève des dockers au Havre", "Le port est bloqué."))
    result = await subscribe(room.desk, reader(), "dockers")
    assert isinstance(result, Subscribed)
    assert result.week == 1


async def test_the_synonyms_under_which_a_topic_is_found_are_named(room: Room) -> None:
    result = await subscribe(room.desk, reader(), "OTAN")
    assert isinstance(result, Subscribed)
    assert result.synonyms


async def test_a_topic_is_called_as_each_chat_typed_it(room: Room) -> None:
    """A name that no table knows has one canonical form, and in each chat the capitals of that chat."""
    for chat, typed in ((1, " loi  Duplomb "), (2, "LOI duplomb")):
        await subscribe(room.desk, reader(chat), typed)
    found = [await list_subscriptions(room.desk, reader(chat), "") for chat in (1, 2)]
    names = [each.subscriptions[0].topic.name for each in found if isinstance(each, Subscriptions)]
    assert names == ["loi ET Duplomb", "loi ET duplomb"]
    with pytest.raises(AlreadySubscribed) as again:
        await subscribe(room.desk, reader(1), "DUPLOMB loi")
    assert again.value.query == "loi ET Duplomb"


@pytest.mark.parametrize(
    ("first", "second"),
    [("Otan OU OTSC", "OTAN OU otsc"), ("Élysée", "elysee"), ("grève -sport", "  grève   -sport")],
    ids=["case", "accents", "spaces"],
)
async def test_equivalent_queries_of_two_chats_share_a_topic(room: Room, first: str, second: str) -> None:
    one = await subscribe(room.desk, reader(1), first)
    other = await subscribe(room.desk, reader(2), second)
    assert isinstance(one, Subscribed)
    assert isinstance(other, Subscribed)
    assert one.topic == other.topic
    assert len((await room.store.topics.all())[1]) == 1


async def test_an_equivalent_query_is_followed_already(room: Room) -> None:
    await subscribe(room.desk, reader(), "Élysée")
    with pytest.raises(AlreadySubscribed):
        await subscribe(room.desk, reader(), "elysee")
    assert len(await followed(room)) == 1


async def test_a_name_that_finds_the_very_same_is_followed_already(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    with pytest.raises(AlreadySubscribed) as same:
        await subscribe(room.desk, reader(), "nato")
    assert same.value.query == "Otan"
    for other in ("=Nato", "titre:Nato", "Nato budget"):  # these find something else
        await subscribe(room.desk, reader(), other)
    alert = await set_alert(room.desk, reader(), "Nato 2")
    assert isinstance(alert, AlertSet)
    assert (alert.topic.name, alert.newsrooms, alert.new) == ("Otan", 2, False)
    gone = await unsubscribe(room.desk, reader(), "Nato")
    assert isinstance(gone, Unsubscribed)
    assert gone.topic.name == "Otan"


async def test_a_query_that_cannot_be_used_changes_nothing(room: Room) -> None:
    with pytest.raises(QueryError):
        await subscribe(room.desk, reader(), "le la les")
    assert await followed(room) == []


async def test_a_chat_follows_thirty_topics_and_no_more(room: Room) -> None:
    for n in range(30):
        await subscribe(room.desk, reader(), f"sujet{n}")
    with pytest.raises(LimitReached) as caught:
        await subscribe(room.desk, reader(), "Otan")
    assert caught.value.limit == 30
    await subscribe(room.desk, reader(2), "Otan")


async def test_a_command_without_its_word_asks_for_it(room: Room) -> None:
    assert await subscribe(room.desk, reader(), " ") == Question(Wanted.SUBSCRIBE)
    assert await set_alert(room.desk, reader(), "") == Question(Wanted.ALERT)


# --- alerts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "query", "newsrooms"),
    [
        ("Otan 3", "Otan", 3),
        ("Otan", "Otan", 1),
        ("42", "42", 1),
        ('"G 20"', '"G 20"', 1),
        ("loi 1905", "loi 1905", 1),
        ("Otan 0", "Otan 0", 1),
        ("Otan 51", "Otan 51", 1),
        (" réforme des retraites  2 ", "réforme des retraites", 2),
    ],
)
def test_a_last_small_number_is_that_of_newsrooms(typed: str, query: str, newsrooms: int) -> None:
    assert split_number(typed) == (query, newsrooms)


async def test_an_alert_on_a_new_topic_follows_it(room: Room) -> None:
    result = await set_alert(room.desk, reader(), "Otan 3")
    assert isinstance(result, AlertSet)
    assert (result.newsrooms, result.new) == (3, True)
    found = await list_subscriptions(room.desk, reader(), "")
    assert isinstance(found, Subscriptions)
    assert [s.alert_at for s in found.subscriptions] == [3]


async def test_an_alert_on_a_followed_topic_changes_its_number_only(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    result = await set_alert(room.desk, reader(), "OTAN 2")
    assert isinstance(result, AlertSet)
    assert (result.newsrooms, result.new) == (2, False)
    assert len(await followed(room)) == 1
    again = await set_alert(room.desk, reader(), "otan")
    assert isinstance(again, AlertSet)
    assert again.newsrooms == 1


# --- leaving -------------------------------------------------------------------------------------------------


async def test_unsubscribing_takes_any_equivalent_query(room: Room) -> None:
    await subscribe(room.desk, reader(), "Élysée")
    await subscribe(room.desk, reader(), "Otan")
    result = await unsubscribe(room.desk, reader(), "elysee")
    assert isinstance(result, Unsubscribed)
    assert [topic.query for topic in result.left] == await followed(room)
    assert len(result.left) == 1


@pytest.mark.parametrize("typed", ["", "Mars", "( OU"], ids=["nothing", "not followed", "no query"])
async def test_unsubscribing_from_what_is_not_followed_offers_what_is(room: Room, typed: str) -> None:
    await subscribe(room.desk, reader(), "Otan")
    result = await unsubscribe(room.desk, reader(), typed)
    assert isinstance(result, WhichTopic)
    assert (len(result.topics), result.typed) == (1, typed)


async def test_a_chat_that_follows_nothing_is_told_so(room: Room) -> None:
    assert await unsubscribe(room.desk, reader(), "Otan") == NothingFollowed()
    assert await list_subscriptions(room.desk, reader(), "") == NothingFollowed()


async def test_dropping_a_topic_twice_finds_it_gone(room: Room) -> None:
    result = await subscribe(room.desk, reader(), "Otan")
    assert isinstance(result, Subscribed)
    await subscriptions.drop(room.desk, reader(), result.topic.id)
    with pytest.raises(NotFound):
        await subscriptions.drop(room.desk, reader(), result.topic.id)


async def test_a_topic_followed_again_finds_what_was_published_meanwhile(room: Room) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", Item("Une exposition ouvre à Namur", "Deux cents pièces."))
    await town.follow("dockers")
    await unsubscribe(room.desk, reader(), "dockers")
    await town.publish("Le Fanal", Item("Grève des dockers au Havre", "Le port est bloqué."))
    result = await subscribe(room.desk, reader(), "dockers")
    assert isinstance(result, Subscribed)
    assert result.week == 1
    assert await town.next_digest() == []


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example/",
        " HTTP://journal.example/une ",
        "www.journal.example",
        "journal.example/une?a=b#c",
    ],
)
async def test_an_address_is_no_subject(room: Room, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        await subscribe(room.desk, reader(), text)
    assert caught.value.problem is QueryProblem.ADDRESS
    await subscribe(room.desk, reader(), "")
    with pytest.raises(QueryError):
        await hear(room.desk, reader(), text)
    assert await followed(room) == []


@pytest.mark.parametrize("typed", ["Otan non", "otan NON", "Otan off"])
async def test_no_behind_a_followed_topic_ends_its_alerts(room: Room, typed: str) -> None:
    who = reader()
    await set_alert(room.desk, who, "Otan 3")
    ended = await set_alert(room.desk, who, typed)
    assert isinstance(ended, AlertSet)
    assert (ended.topic.query, ended.newsrooms) == ("Otan", None)


async def test_no_behind_any_other_word_is_a_word(room: Room) -> None:
    told = await set_alert(room.desk, reader(), "Kiev non")
    assert isinstance(told, AlertSet)
    assert told.topic.query == "Kiev ET non"


@pytest.mark.parametrize(
    "text", ["SNCF/RATP", "Booking.com", "U.E./Otan", "24/7", "et/ou", "wwwf", "titre:Otan"]
)
def test_names_with_dots_and_strokes_are_subjects(text: str) -> None:
    assert not is_address(text)
