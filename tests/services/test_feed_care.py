"""Looking after the feeds: listed, searched, opened, paused, renamed, removed and brought back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.opml import parse_opml
from bot.errors import AlreadyFollowed, FetchError, FetchProblem, InvalidUrl, NotAllowed, NotFound
from bot.model import Deed, FeedId, Reader, UserId, WishKind
from bot.results import FeedCard, FeedList, FeedPlace, Question, Wanted, WishList
from bot.services import administration, feed_care, publisher_care
from bot.services.conversation import hear
from bot.services.desk import Desk
from bot.services.refresh import refresh_due
from tests.conftest import RULES, Room
from tests.fakes import THURSDAY, Item, reader, rss
from tests.services.house import Town

ADMIN = reader(42)
HERE = FeedPlace(0, 0)


@pytest.fixture
def desk(room: Room) -> Desk:
    room.desk = replace(room.desk, rules=replace(RULES, admins=frozenset({UserId(42)})))
    return room.desk


async def follow(room: Room, *names: str) -> list[FeedId]:
    now = room.clock.now()
    return [(await room.store.feeds.add(f"https://{n.lower()}.example/rss", n, "", now)).id for n in names]


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, who: feed_care.list_feeds(desk, who, "x"),
        lambda desk, who: feed_care.turn_page(desk, who, HERE),
        lambda desk, who: feed_care.open_feed(desk, who, FeedId(1), HERE),
        lambda desk, who: feed_care.pause_feed(desk, who, FeedId(1), HERE),
        lambda desk, who: feed_care.resume_feed(desk, who, FeedId(1), HERE),
        lambda desk, who: feed_care.reread(desk, who, FeedId(1), HERE),
        lambda desk, who: feed_care.ask_name(desk, who, FeedId(1)),
        lambda desk, who: feed_care.rename_feed(desk, who, "1", "x"),
        lambda desk, who: feed_care.ask_removal(desk, who, FeedId(1), HERE),
        lambda desk, who: feed_care.purge(desk, who, FeedId(1)),
        lambda desk, who: feed_care.bring_back(desk, who, FeedId(1)),
        lambda desk, who: feed_care.export_feeds(desk, who),
        lambda desk, who: publisher_care.open_wish(desk, who, FeedId(1), HERE),
        lambda desk, who: publisher_care.ask_wish(desk, who, FeedId(1), 0),
        lambda desk, who: publisher_care.make_wish(desk, who, FeedId(1), 1),
        lambda desk, who: publisher_care.list_wishes(desk, who),
        lambda desk, who: publisher_care.lift(desk, who, 1, 0),
        lambda desk, who: publisher_care.ask_who(desk, who, 1),
        lambda desk, who: publisher_care.note_who(desk, who, "[]", "x"),
    ],
)
async def test_only_admins_look_after_the_feeds(
    room: Room, desk: Desk, act: Callable[[Desk, Reader], Awaitable[object]]
) -> None:
    await follow(room, "Fanal")
    for who in (reader(1), reader(42, user_id=None)):
        with pytest.raises(NotAllowed):
            await act(desk, who)
    (feed,) = await room.store.feeds.list_feeds()
    assert (feed.outlet, feed.paused_at) == ("Fanal", None)
    assert room.fetcher.asked == []


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "page", "first", "shown"),
    [("", 0, 1, 10), ("2", 1, 11, 3), ("99", 1, 11, 3), ("0", 0, 1, 10), ("9" * 30, 1, 11, 3)],
)
async def test_feeds_are_listed_by_page(
    room: Room, desk: Desk, text: str, page: int, first: int, shown: int
) -> None:
    await follow(room, *(f"Journal{n}" for n in range(13)))
    listed = await feed_care.list_feeds(desk, ADMIN, text)
    assert isinstance(listed, FeedList)
    assert (listed.page, listed.first, len(listed.feeds)) == (page, first, shown)
    assert (listed.pages, listed.total) == (2, 13)


async def test_no_feeds_are_one_empty_page(desk: Desk) -> None:
    listed = await feed_care.list_feeds(desk, ADMIN, "")
    assert isinstance(listed, FeedList)
    assert (listed.feeds, listed.pages) == ((), 1)


async def test_words_search_names_titles_and_addresses_and_keep_their_pages(room: Room, desk: Desk) -> None:
    await follow(room, *(f"Monde{n}" for n in range(12)), "Estuaire")
    found = await feed_care.list_feeds(desk, ADMIN, " MONDE example ")
    assert isinstance(found, FeedList)
    assert (found.total, found.pages, found.typed) == (12, 2, "MONDE example")
    second = await feed_care.turn_page(desk, ADMIN, FeedPlace(found.ask_id, 1))
    assert (second.page, len(second.feeds), second.typed) == (1, 2, found.typed)
    forgotten = await feed_care.turn_page(desk, ADMIN, FeedPlace(9_999, 1))
    assert (forgotten.total, forgotten.page, forgotten.typed) == (13, 0, "")
    nothing = await feed_care.list_feeds(desk, ADMIN, "gazette")
    assert isinstance(nothing, FeedList)
    assert (nothing.feeds, nothing.typed) == ((), "gazette")


async def test_the_only_feed_that_words_name_is_opened(room: Room, desk: Desk) -> None:
    await follow(room, "Fanal", "Estuaire")
    card = await feed_care.list_feeds(desk, ADMIN, "estu")
    assert isinstance(card, FeedCard)
    assert card.feed.outlet == "Estuaire"


# --- one feed -----------------------------------------------------------------------------------------------------


async def test_a_card_counts_what_the_feed_brings(room: Room, desk: Desk) -> None:
    (feed_id,) = await follow(room, "Fanal")
    old = Item("Vieux", at=THURSDAY - timedelta(days=60))
    news = [Item(f"Titre {n}", at=THURSDAY - timedelta(hours=12 * n)) for n in range(9)]
    room.fetcher.pages["https://fanal.example/rss"] = rss([*news, old])
    unread = await feed_care.open_feed(desk, ADMIN, feed_id, HERE)
    assert (unread.a_day, unread.kept) == (None, 0)
    card = await feed_care.reread(desk, ADMIN, feed_id, HERE)
    assert (card.was_read, card.kept, card.a_day) == (True, 10, 9 / 4)
    assert card.feed.last_success_at == room.clock.now()


async def test_a_feed_read_in_vain_shows_why(room: Room, desk: Desk) -> None:
    (feed_id,) = await follow(room, "Fanal")
    room.fetcher.pages["https://fanal.example/rss"] = FetchError("x", FetchProblem.TIMEOUT)
    card = await feed_care.reread(desk, ADMIN, feed_id, HERE)
    assert card.was_read
    assert card.feed.fault is not None
    with pytest.raises(NotFound):
        await feed_care.reread(desk, ADMIN, FeedId(99), HERE)


async def test_a_paused_feed_is_not_read_by_anything_until_resumed(room: Room, desk: Desk) -> None:
    (feed_id,) = await follow(room, "Fanal")
    room.fetcher.pages["https://fanal.example/rss"] = rss([Item("Titre")])
    paused = await feed_care.pause_feed(desk, ADMIN, feed_id, HERE)
    assert paused.feed.paused_at == room.clock.now()
    assert (await feed_care.pause_feed(desk, ADMIN, feed_id, HERE)).feed == paused.feed
    await room.store.feeds.make_due(room.clock.now())
    await refresh_due(desk)
    assert not (await feed_care.reread(desk, ADMIN, feed_id, HERE)).was_read
    assert room.fetcher.asked == []
    resumed = await feed_care.resume_feed(desk, ADMIN, feed_id, HERE)
    assert resumed.feed.paused_at is None
    await refresh_due(desk)
    assert len(room.fetcher.asked) == 1
    deeds = [line.deed for line in await room.store.audit.latest(9)]
    assert deeds == [Deed.FEED_RESUMED, Deed.FEED_PAUSED]


async def test_the_name_that_was_asked_for_is_taken_from_the_next_message(room: Room, desk: Desk) -> None:
    (feed_id,) = await follow(room, "Fanal")
    asked = await feed_care.ask_name(desk, ADMIN, feed_id)
    assert asked == Question(Wanted.FEED_NAME, about="Fanal")
    card = await hear(desk, ADMIN, "  Le  Fanal <b>du soir</b> ")
    assert isinstance(card, FeedCard)
    assert card.feed.outlet == "Le Fanal <b>du soir</b>"
    (line,) = await room.store.audit.latest(9)
    assert (line.deed, line.subject) == (Deed.FEED_RENAMED, "Fanal → Le Fanal <b>du soir</b>")
    assert len((await feed_care.rename_feed(desk, ADMIN, str(feed_id), "x" * 4_000)).feed.outlet) <= 80


async def test_a_name_for_a_feed_that_went_meanwhile_is_not_waited_for_for_ever(
    room: Room, desk: Desk
) -> None:
    (feed_id,) = await follow(room, "Fanal")
    await feed_care.ask_name(desk, ADMIN, feed_id)
    await administration.drop_feed(desk, ADMIN, feed_id)
    with pytest.raises(NotFound):
        await hear(desk, ADMIN, "Le Fanal du soir")
    await hear(desk, ADMIN, "cessez-le-feu")  # a word like any other again
    with pytest.raises(NotFound):
        await feed_care.rename_feed(desk, ADMIN, "oups", "x")


# --- removing -----------------------------------------------------------------------------------------------------


async def test_a_removal_says_which_topics_lose_by_it_and_can_be_undone(room: Room, desk: Desk) -> None:
    town = Town(room)
    await town.open_paper("Fanal", Item("Namur"))
    await town.open_paper("Estuaire", Item("Mons"))
    for topic in ("cessez-le-feu", "dockers", "climat"):
        await town.follow(topic)
    await town.publish(
        "Fanal", Item("Un cessez-le-feu à Kiev"), Item("Grève des dockers"), Item("Le lynx revient")
    )
    await town.publish("Estuaire", Item("Un cessez-le-feu fragile"), Item("Le climat change"))
    fanal = next(f for f in await room.store.feeds.list_feeds() if f.outlet == "Fanal")
    asked = await feed_care.ask_removal(desk, ADMIN, fanal.id, HERE)
    assert (asked.topics, asked.alone, asked.kept) == (2, 1, 4)
    room.clock.move(days=31)
    later = await feed_care.ask_removal(desk, ADMIN, fanal.id, HERE)
    assert (later.topics, later.alone) == (0, 0)
    await administration.drop_feed(desk, ADMIN, fanal.id)
    back = await feed_care.bring_back(desk, ADMIN, fanal.id)
    assert (back.feed.id, back.kept) == (fanal.id, 4)
    with pytest.raises(AlreadyFollowed):
        await feed_care.bring_back(desk, ADMIN, fanal.id)
    assert (await feed_care.purge(desk, ADMIN, fanal.id)).entries == 4
    for gone in (fanal.id, FeedId(99)):
        with pytest.raises(NotFound):
            await feed_care.purge(desk, ADMIN, gone)


async def test_what_nobody_follows_or_only_paused_feeds_bring_is_counted_as_it_is(
    room: Room, desk: Desk
) -> None:
    town = Town(room)
    await town.open_paper("Fanal", Item("Namur"))
    await town.open_paper("Estuaire", Item("Mons"))
    await town.follow("dockers")
    await town.publish("Fanal", Item("Grève des dockers"))
    await town.publish("Estuaire", Item("Les dockers reprennent"))
    fanal, estuaire = sorted(await room.store.feeds.list_feeds(), key=lambda f: f.outlet != "Fanal")
    assert (await feed_care.ask_removal(desk, ADMIN, fanal.id, HERE)).alone == 0
    await feed_care.pause_feed(desk, ADMIN, estuaire.id, HERE)
    assert (await feed_care.ask_removal(desk, ADMIN, fanal.id, HERE)).alone == 1


# --- the list as a document ---------------------------------------------------------------------------------------


async def test_the_list_is_handed_out_as_opml(room: Room, desk: Desk) -> None:
    with pytest.raises(NotFound):
        await feed_care.export_feeds(desk, ADMIN)
    await follow(room, "Fanal", "Estuaire")
    handed = await feed_care.export_feeds(desk, ADMIN)
    assert handed.feeds == 2
    assert {outline.url for outline in parse_opml(handed.content)} == {
        "https://fanal.example/rss",
        "https://estuaire.example/rss",
    }


# --- what publishers ask ------------------------------------------------------------------------------------------


async def test_a_wish_is_asked_about_made_described_and_lifted(room: Room, desk: Desk) -> None:
    feed_id, _ = await follow(room, "Fanal", "Estuaire")
    page = await publisher_care.open_wish(desk, ADMIN, feed_id, HERE)
    assert (page.places, page.wish) == (("fanal.example",), None)
    question = await publisher_care.ask_wish(desk, ADMIN, feed_id, 0)
    assert (question.kind, question.outlets, question.kept) == (WishKind.TITLES, ("Fanal",), 0)
    noted = await publisher_care.make_wish(desk, ADMIN, feed_id, 0)
    again = await publisher_care.open_wish(desk, ADMIN, feed_id, HERE)
    assert again.wish is not None
    await publisher_care.ask_who(desk, ADMIN, noted.ask_id)
    listed = await hear(desk, ADMIN, "la rédaction : pas d’extraits : jamais")
    assert isinstance(listed, WishList)
    assert (listed.wishes[0].requester, listed.wishes[0].reason) == (
        "la rédaction",
        "pas d’extraits : jamais",
    )
    assert (await publisher_care.lift(desk, ADMIN, listed.ask_id, 1)).place == "fanal.example"
    for ask_id, place in ((listed.ask_id, 1), (listed.ask_id, 7), (listed.ask_id, -1), (999, 0)):
        with pytest.raises(NotFound):
            await publisher_care.lift(desk, ADMIN, ask_id, place)
    with pytest.raises(NotFound):  # nothing is asked there any more
        await publisher_care.note_who(desk, ADMIN, '["fanal.example"]', "x")
    assert await room.store.wishes.list_wishes() == ()


async def test_a_refusal_takes_every_feed_of_the_outlet_and_the_site(room: Room, desk: Desk) -> None:
    feed_id, other = await follow(room, "Fanal", "Estuaire")
    now = room.clock.now()
    await room.store.feeds.add("https://feeds.feedburner.com/LeFanal", "Fanal", "", now)
    await room.store.feeds.add("https://sport.fanal.example/rss", "Fanal Sport", "", now)
    question = await publisher_care.ask_wish(desk, ADMIN, feed_id, 1)
    assert set(question.outlets) == {"Fanal", "Fanal Sport"}
    noted = await publisher_care.make_wish(desk, ADMIN, feed_id, 1)
    assert set(noted.outlets) == {"Fanal", "Fanal Sport"}
    assert [feed.id for feed in await room.store.feeds.list_feeds()] == [other]
    with pytest.raises(InvalidUrl):
        await feed_care.bring_back(desk, ADMIN, feed_id)
    assert (
        await publisher_care.lift(desk, ADMIN, noted.ask_id, 0)
    ).place == "fanal.example, feedburner:lefanal"
    with pytest.raises(NotFound):
        await publisher_care.ask_wish(desk, ADMIN, other, 2)
