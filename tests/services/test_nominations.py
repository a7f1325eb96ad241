"""Readers propose media: looked up, bounded, told to admins in one message, decided, and answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.catalogue import load_catalogue
from bot.errors import BotError, FetchProblem, InvalidUrl, NoFeedFound, NotAllowed, NotFound
from bot.model import ChatId, FeedOffer, Reader, UserId, Verdict, Wish, WishKind
from bot.results import FeedList, Nominated, NominationChoice, NotNominated, Question, Unfit, Wanted
from bot.services import feed_care, nominations, sources
from bot.services.conversation import hear
from bot.services.delivery import Courier
from bot.services.desk import Desk
from bot.services.people import destination_of
from tests.conftest import RULES, Room
from tests.fakes import FakeSender, Item, reader, rss

SITE = "https://fanal.example"
URL = f"{SITE}/rss"
ADMIN = reader(42)


@pytest.fixture
async def desk(room: Room) -> Desk:
    room.desk = replace(room.desk, rules=replace(RULES, admins=frozenset({UserId(42)})))
    offers = (FeedOffer(f"{SITE}/commentaires", "Commentaires", is_comments=True), FeedOffer(URL, "Le Fanal"))
    room.finder.offers[SITE] = offers
    room.fetcher.pages[URL] = rss([Item("Grève des dockers au Havre")])
    await destination_of(room.desk, ADMIN)
    return room.desk


async def said_to(room: Room, chat_id: int) -> list[str]:
    """What waits for a chat, taken out."""
    sender = FakeSender()
    await Courier(room.store, sender, room.clock, lambda error: None, asyncio.Event()).drain()
    return [sent.text for sent in sender.sent if sent.destination.chat_id == chat_id]


async def test_an_address_is_looked_up_and_waits_for_an_admin(room: Room, desk: Desk) -> None:
    first = await nominations.propose(desk, reader(1), "fanal.example Un autre nom")
    assert first == Nominated("Le Fanal", again=False)
    assert await nominations.propose(desk, reader(1), SITE) == Nominated("Le Fanal", again=True)
    assert await nominations.propose(desk, reader(2), SITE) == Nominated("Le Fanal", again=False)
    (waiting,) = (await nominations.list_waiting(desk, ADMIN)).waiting
    assert (waiting.nominee.url, waiting.times) == (URL, 2)
    assert await room.store.feeds.list_feeds() == ()
    await sources.follow(desk, "https://autre.example/rss", "Autre", "", None)
    listed = await feed_care.list_feeds(desk, ADMIN, "")
    assert isinstance(listed, FeedList)
    assert listed.nominations == 1


async def test_without_a_word_it_is_asked_for(desk: Desk) -> None:
    assert await nominations.propose(desk, reader(1), " ") == Question(Wanted.NOMINATE)
    assert await hear(desk, reader(1), SITE) == Nominated("Le Fanal", again=False)


async def test_a_name_is_looked_up_in_the_catalogue(desk: Desk) -> None:
    assert await nominations.propose(desk, reader(1), "  le temps ") == Nominated("Le Temps", again=False)
    choice = await nominations.propose(desk, reader(1), "le")
    assert isinstance(choice, NominationChoice)
    assert 1 < len(choice.names) <= nominations.MOST_CHOICES
    picked = await nominations.pick(desk, reader(1), choice.ask_id, 1)
    assert picked == Nominated(choice.names[1], again=False)
    for who, ask_id, index in (
        (reader(1), choice.ask_id, 99),
        (reader(1), choice.ask_id, -1),
        (reader(1), 999, 0),
        (reader(2), choice.ask_id, 0),
    ):
        with pytest.raises(NotFound):
            await nominations.pick(desk, who, ask_id, index)


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        (InvalidUrl("x", FetchProblem.REFUSED_ADDRESS), Unfit.PRIVATE),
        (NoFeedFound("x", FetchProblem.REFUSED_ADDRESS), Unfit.PRIVATE),
        (InvalidUrl("x", FetchProblem.UNWANTED), Unfit.UNWANTED),
        (NoFeedFound("x", FetchProblem.UNWANTED), Unfit.UNWANTED),
        (NoFeedFound("x", FetchProblem.NOT_A_FEED), Unfit.NOTHING_THERE),
        (NoFeedFound("x", FetchProblem.BLOCKED, 403), Unfit.UNREACHABLE),
        (NoFeedFound("x", FetchProblem.TIMEOUT), Unfit.UNREACHABLE),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(
    room: Room, desk: Desk, refusal: BotError, why: Unfit
) -> None:
    class Refusing:
        async def find(self, typed: str) -> tuple[FeedOffer, ...]:
            raise refusal

    wary = replace(desk, finder=Refusing())
    refused = await nominations.propose(wary, reader(1), "http://192.168.0.1/rss")
    assert isinstance(refused, NotNominated)
    assert refused.why is why
    assert await room.store.nominations.waiting() == ()


async def test_what_is_read_refused_or_unknown_is_not_proposed(room: Room, desk: Desk) -> None:
    await sources.follow(desk, URL, "Le Fanal", "", None)
    assert await nominations.propose(desk, reader(1), SITE) == NotNominated(Unfit.READ, "Le Fanal")
    unknown = await nominations.propose(desk, reader(1), "La Gazette de l’Atlantide")
    assert unknown == NotNominated(Unfit.UNKNOWN, "La Gazette de l’Atlantide")
    medium = next(medium for medium in load_catalogue() if medium.name == "Le Temps")
    await sources.follow(desk, medium.url, medium.name, "", None)
    read = await nominations.propose(desk, reader(1), "Le Temps")
    assert read == NotNominated(Unfit.READ, "Le Temps")
    await room.store.wishes.note([Wish("letemps.ch", WishKind.REFUSED, room.clock.now())])
    refused = await nominations.propose(desk, reader(1), "Le Temps")
    assert refused == NotNominated(Unfit.UNWANTED, "Le Temps")
    assert await room.store.nominations.waiting() == ()


async def test_each_person_may_try_a_few_times_a_day(room: Room, desk: Desk) -> None:
    for _ in range(nominations.MOST_TRIES):
        await nominations.propose(desk, reader(1), "https://nothing.example/")
    assert await nominations.propose(desk, reader(1), SITE) == NotNominated(Unfit.TOO_MANY, SITE)
    elsewhere = reader(-5, user_id=UserId(1))
    assert await nominations.propose(desk, elsewhere, SITE) == NotNominated(Unfit.TOO_MANY, SITE)
    assert isinstance(await nominations.propose(desk, reader(2), SITE), Nominated)
    room.clock.move(hours=24, seconds=1)
    assert isinstance(await nominations.propose(desk, reader(1), SITE), Nominated)


async def test_a_chat_that_nobody_writes_in_by_name_is_bounded_as_one(desk: Desk) -> None:
    nobody: Reader = reader(-7, user_id=None)
    for _ in range(nominations.MOST_TRIES):
        await nominations.propose(desk, nobody, "https://nothing.example/")
    assert await nominations.propose(desk, nobody, SITE) == NotNominated(Unfit.TOO_MANY, SITE)
    assert isinstance(await nominations.propose(desk, reader(-8, user_id=None), SITE), Nominated)


async def test_admins_get_one_message_for_all_and_not_more_than_one_an_hour(room: Room, desk: Desk) -> None:
    assert await nominations.tell_admins(desk) == 0
    await nominations.propose(desk, reader(1), SITE)
    await nominations.propose(desk, reader(2), "Le Temps")
    assert await nominations.tell_admins(desk) == 1
    (said,) = await said_to(room, 42)
    assert "2 médias proposés par les lecteurs" in said
    assert all(name in said for name in ("Le Fanal", "Le Temps"))
    room.clock.move(hours=1)
    await nominations.propose(desk, reader(3), SITE)  # the same again is no news
    assert await nominations.tell_admins(desk) == 0
    await nominations.propose(desk, reader(3), "Le Devoir")
    assert await nominations.tell_admins(desk) == 1
    await nominations.propose(desk, reader(3), "Libération")
    assert await nominations.tell_admins(desk) == 0
    room.clock.move(hours=1)
    assert await nominations.tell_admins(desk) == 1


async def test_admins_who_never_wrote_are_told_once_they_have(room: Room, desk: Desk) -> None:
    alone = replace(desk, rules=replace(desk.rules, admins=frozenset({UserId(77)})))
    await nominations.propose(alone, reader(1), SITE)
    assert await nominations.tell_admins(alone) == 0
    await destination_of(alone, reader(77))
    assert await nominations.tell_admins(alone) == 1


async def test_whoever_proposed_is_told_what_became_of_it(room: Room, desk: Desk) -> None:
    for chat_id in (1, 2):
        await nominations.propose(desk, reader(chat_id), SITE)
    await nominations.propose(desk, reader(1), "Le Temps")
    fanal, temps = (await nominations.list_waiting(desk, ADMIN)).waiting
    done = await nominations.accept(desk, ADMIN, fanal.id)
    assert done.done == ("Le Fanal", Verdict.ADDED)
    assert [each.nominee.name for each in done.waiting] == ["Le Temps"]
    assert [feed.url for feed in await room.store.feeds.list_feeds()] == [URL]
    assert (await nominations.decline(desk, ADMIN, temps.id)).done == ("Le Temps", Verdict.DECLINED)
    assert await said_to(room, 2) == ["<b>Le Fanal</b>, que vous aviez proposé, est désormais lu. Merci."]
    for decide in (nominations.accept, nominations.decline):
        for gone in (fanal.id, 999):
            with pytest.raises(NotFound):
                await decide(desk, ADMIN, gone)
    assert await nominations.propose(desk, reader(1), "Le Temps") == Nominated("Le Temps", again=True)


async def test_what_was_added_by_another_road_counts_as_added(room: Room, desk: Desk) -> None:
    await nominations.propose(desk, reader(1), SITE)
    await sources.follow(desk, URL, "Fanal", "", None)
    (waiting,) = await room.store.nominations.waiting()
    assert (await nominations.accept(desk, ADMIN, waiting.id)).done == ("Fanal", Verdict.ADDED)


async def test_only_admins_decide(room: Room, desk: Desk) -> None:
    await nominations.propose(desk, reader(1), SITE)
    (waiting,) = await room.store.nominations.waiting()
    for work in (
        nominations.list_waiting(desk, reader(1)),
        nominations.accept(desk, reader(1), waiting.id),
        nominations.decline(desk, reader(1), waiting.id),
    ):
        with pytest.raises(NotAllowed):
            await work
    assert await room.store.feeds.list_feeds() == ()


async def test_a_proposal_goes_with_its_chat_and_with_time(room: Room, desk: Desk) -> None:
    await nominations.propose(desk, reader(1), SITE)
    await nominations.propose(desk, reader(2), SITE)
    await room.store.chats.erase(ChatId(1), room.clock.now())
    (waiting,) = await room.store.nominations.waiting()
    assert waiting.times == 1
    await room.store.house.prune(room.clock.now() + timedelta(days=31), timedelta(days=90))
    assert await room.store.nominations.waiting() == ()
