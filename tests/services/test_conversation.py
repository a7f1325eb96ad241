"""What is said in plain words, and what every button means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotAllowed, NotFound, QueryError, QueryProblem, ScheduleError
from bot.model import ChatKind, FeedOffer, Message, Reader, UserId
from bot.results import (
    AlertSet,
    Catalogue,
    Courtesy,
    Declined,
    DigestOnDemand,
    FeedAdded,
    FeedChoice,
    FeedList,
    FeedRemoved,
    MediaAdded,
    MediaFound,
    MediaRemoved,
    NothingFollowed,
    Others,
    Proposal,
    Result,
    ScheduleSet,
    SearchPage,
    SettingsShown,
    StoryCard,
    Subscribed,
    TopicPage,
    Unsubscribed,
    Wanted,
    WhichFeed,
    Why,
)
from bot.services import archive, catalogue, schedule, subscriptions
from bot.services.conversation import carry_out, hear
from bot.services.desk import Desk
from bot.services.people import answer, destination_of
from bot.services.reading import read_digest
from bot.services.taps import press
from bot.views import actions
from tests.conftest import Room
from tests.fakes import Item, reader, rss
from tests.services.house import Town

DOCKERS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué depuis lundi matin.")


async def topics(room: Room, chat_id: int = 1001) -> list[str]:
    destination = await destination_of(room.desk, reader(chat_id))
    return [s.topic.query for s in await room.store.destinations.subscriptions(destination.id)]


# --- words ---------------------------------------------------------------------------------------------------


async def test_a_bare_word_is_asked_about_and_nothing_is_done(room: Room) -> None:
    result = await hear(room.desk, reader(), "cessez-le-feu")
    assert isinstance(result, Proposal)
    assert len(result.choices) == 1
    assert await topics(room) == []


@pytest.mark.parametrize("say", [hear, subscriptions.subscribe], ids=["bare", "/abonner"])
async def test_a_comma_proposes_two_subjects(
    room: Room, say: Callable[[Desk, Reader, str], Awaitable[Result | None]]
) -> None:
    result = await say(room.desk, reader(), "Otan, budget")
    assert isinstance(result, Proposal)
    assert [choice.query for choice in result.choices] == ["Otan", "budget"]
    confirmed = await press(room.desk, reader(), actions.ConfirmAsk(result.choices[1].ask_id))
    assert isinstance(confirmed, Subscribed)
    assert await topics(room) == ["budget"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("merci", Courtesy.THANKS),
        ("Bonjour !", Courtesy.HELLO),
        ("stop", Courtesy.STOP),
        ("🙏", Courtesy.UNREADABLE),
    ],
)
@pytest.mark.parametrize("waiting", [False, True], ids=["unasked", "asked"])
async def test_a_courtesy_never_becomes_a_topic(room: Room, text: str, kind: Courtesy, waiting: bool) -> None:
    if waiting:
        await subscriptions.subscribe(room.desk, reader(), "")
    assert await hear(room.desk, reader(), text) is kind
    assert await topics(room) == []


async def test_the_next_message_answers_the_question(room: Room) -> None:
    await subscriptions.subscribe(room.desk, reader(), "")
    assert isinstance(await hear(room.desk, reader(), "Otan"), Subscribed)
    assert isinstance(await hear(room.desk, reader(), "budget"), Proposal)  # one answer a question


async def test_a_later_question_takes_the_place_of_an_earlier_one(room: Room) -> None:
    await subscriptions.subscribe(room.desk, reader(), "")
    await schedule.set_schedule(room.desk, reader(), "")
    assert isinstance(await hear(room.desk, reader(), "18:00"), ScheduleSet)
    assert isinstance(await hear(room.desk, reader(), "Otan"), Proposal)


async def test_after_an_answer_that_cannot_be_used_the_next_is_taken_again(room: Room) -> None:
    await schedule.set_schedule(room.desk, reader(), "")
    with pytest.raises(ScheduleError):
        await hear(room.desk, reader(), "25:00")
    assert isinstance(await hear(room.desk, reader(), "18:00"), ScheduleSet)


async def test_a_question_is_forgotten_after_an_hour(room: Room) -> None:
    await subscriptions.subscribe(room.desk, reader(), "")
    room.clock.move(hours=1, seconds=1)
    assert isinstance(await hear(room.desk, reader(), "Otan"), Proposal)


async def test_in_a_group_people_talk_to_one_another(room: Room) -> None:
    group = {"kind": ChatKind.GROUP}
    assert await hear(room.desk, reader(-5, **group), "Otan") is None
    assert await hear(room.desk, reader(-5, **group), "merci") is None
    asking = reader(-5, **group, user_id=UserId(1))
    await subscriptions.subscribe(room.desk, asking, "")
    question = await _put_to(room, asking)
    to_it = {**group, "answered_id": question}
    assert await hear(room.desk, reader(-5, **to_it, user_id=UserId(2)), "budget") is None
    assert await hear(room.desk, reader(-5, **group, user_id=UserId(1)), "budget") is None
    assert isinstance(await hear(room.desk, reader(-5, **to_it, user_id=UserId(1)), "Otan"), Subscribed)


async def _put_to(room: Room, asking: Reader) -> int:
    """Telegram takes the question; its id."""
    now, destination = room.clock.now(), await destination_of(room.desk, asking)
    await answer(room.desk, destination, asking.update_id, (Message("?"),))
    (owed,) = await room.store.outbox.claim(now, timedelta(minutes=1), 1)
    assert await room.store.outbox.mark_sent(owed, 77, now)
    return 77


async def test_in_a_group_who_is_no_admin_any_more_may_still_be_asked_what_only_reads(room: Room) -> None:
    for use, allowed in ((subscriptions.subscribe, False), (archive.search, True)):
        asking = reader(-5, kind=ChatKind.GROUP, user_id=UserId(1))
        await use(room.desk, asking, "")
        answering = replace(asking, answered_id=await _put_to(room, asking), in_charge=False)
        if allowed:
            assert isinstance(await hear(room.desk, answering, "Otan"), SearchPage)
        else:
            with pytest.raises(NotAllowed):
                await hear(room.desk, answering, "Otan")


async def test_a_word_that_is_no_query_is_refused(room: Room) -> None:
    with pytest.raises(QueryError):
        await hear(room.desk, reader(), "le la les")


async def test_an_address_is_a_feed_for_admins_and_no_subject_for_others(room: Room) -> None:
    admin = await make_admin(room)
    url = "https://fanal.example/rss"
    room.finder.offers[url] = (FeedOffer(url, "Le Fanal"),)
    room.fetcher.pages[url] = rss([DOCKERS])
    with pytest.raises(QueryError) as caught:
        await hear(room.desk, reader(2), url)
    assert caught.value.problem is QueryProblem.ADDRESS
    assert isinstance(await hear(room.desk, reader(admin), url), FeedAdded)


async def make_admin(room: Room, user_id: int = 42) -> int:
    now = room.clock.now()
    await room.store.admins.invite(b"code", now)
    assert await room.store.admins.claim(b"code", UserId(user_id), now)
    return user_id


@pytest.mark.parametrize(
    ("wanted", "text", "kind"),
    [
        (Wanted.SUBSCRIBE, "Otan", Subscribed),
        (Wanted.UNSUBSCRIBE, "Otan", NothingFollowed),
        (Wanted.ALERT, "Otan 2", AlertSet),
        (Wanted.SCHEDULE, "18:00", ScheduleSet),
        (Wanted.ADD_FEED, "https://fanal.example/rss", FeedAdded),
        (Wanted.REMOVE_FEED, "Le Fanal", WhichFeed),
    ],
    ids=lambda value: value.value if isinstance(value, Wanted) else None,
)
async def test_what_waited_for_its_word_is_carried_out(
    room: Room, wanted: Wanted, text: str, kind: type[object]
) -> None:
    url = "https://fanal.example/rss"
    room.finder.offers[url] = (FeedOffer(url, "Le Fanal"),)
    admin = await make_admin(room)
    assert isinstance(await carry_out(room.desk, reader(admin), wanted, text), kind)


# --- buttons -------------------------------------------------------------------------------------------------


@pytest.fixture
async def read(room: Room) -> DigestOnDemand:
    """A digest on demand whose buttons stand there."""
    town = Town(room)
    await town.open_paper("Le Fanal", DOCKERS)
    await town.follow("dockers")
    result = await read_digest(room.desk, reader(), "")
    assert isinstance(result, DigestOnDemand)
    return result


async def test_the_buttons_of_a_digest(room: Room, read: DigestOnDemand) -> None:
    story = read.digest.cards[0].story_id
    card = await press(room.desk, reader(), actions.OpenCard(story, read.at))
    assert isinstance(card, StoryCard)
    assert card.card.headline == DOCKERS.title
    why = await press(room.desk, reader(), actions.Why(story, read.at))
    assert isinstance(why, Why)
    assert why.articles == 1
    assert isinstance(await press(room.desk, reader(), actions.MoreStories(read.at)), Others)


async def test_the_buttons_of_a_subscription(room: Room, read: DigestOnDemand) -> None:
    topic_id = read.digest.topics[0].id
    day = await press(room.desk, reader(), actions.ReadDay(topic_id))
    assert isinstance(day, DigestOnDemand)
    assert (len(day.digest.cards), day.asked) == (1, timedelta(hours=24))
    times = await press(room.desk, reader(), actions.ChangeTime())
    assert isinstance(times, SettingsShown)
    assert times.fresh  # an old message: nothing says where to go back
    assert isinstance(await press(room.desk, reader(), actions.Unsubscribe(topic_id)), Unsubscribed)
    assert await topics(room) == []


async def test_declining_does_nothing(room: Room) -> None:
    proposal = await hear(room.desk, reader(), "Otan")
    assert isinstance(proposal, Proposal)
    declined = await press(room.desk, reader(), actions.DeclineAsk(proposal.choices[0].ask_id))
    assert declined == Declined()
    assert await topics(room) == []


async def test_a_schedule_is_undone_by_its_button(room: Room) -> None:
    result = await schedule.set_schedule(room.desk, reader(), "18:00")
    assert isinstance(result, ScheduleSet)
    assert result.undo_id is not None
    undone = await press(room.desk, reader(), actions.UndoSchedule(result.undo_id))
    assert isinstance(undone, ScheduleSet)
    assert undone.restored


async def test_the_buttons_of_feeds(room: Room) -> None:
    admin = await make_admin(room)
    site, url = "https://fanal.example", "https://fanal.example/monde"
    room.finder.offers[site] = (FeedOffer("https://fanal.example/une", "Une"), FeedOffer(url, "Monde"))
    room.fetcher.pages[url] = rss([DOCKERS])
    choice = await hear(room.desk, reader(admin), site)
    assert isinstance(choice, FeedChoice)
    added = await press(room.desk, reader(admin), actions.PickFeed(choice.ask_id, 1))
    assert isinstance(added, FeedAdded)
    assert (added.feed.url, [one.title for one in added.latest]) == (url, [DOCKERS.title])
    assert isinstance(await press(room.desk, reader(admin), actions.FeedPage(0)), FeedList)
    removed = await press(room.desk, reader(admin), actions.RemoveFeed(added.feed.id))
    assert isinstance(removed, FeedRemoved)
    assert await room.store.feeds.list_feeds() == ()


async def test_the_buttons_of_the_catalogue(room: Room) -> None:
    admin = await make_admin(room)
    assert isinstance(await press(room.desk, reader(admin), actions.ShowCatalogue()), Catalogue)
    added = await press(room.desk, reader(admin), actions.AddBundle(4))
    assert isinstance(added, MediaAdded)
    assert len(await room.store.feeds.list_feeds()) == len(added.feeds) > 0
    undone = await press(room.desk, reader(admin), actions.UndoAddition(added.addition_id))
    assert undone == MediaRemoved(len(added.feeds))
    found = await catalogue.find_media(room.desk, reader(admin), "Le Temps")
    assert isinstance(await press(room.desk, reader(admin), actions.MediaPage(found.ask_id, 0)), MediaFound)
    one = await press(room.desk, reader(admin), actions.AddMedia(found.ask_id, 1))
    assert isinstance(one, MediaAdded)
    assert [feed.outlet for feed in one.feeds] == ["Le Temps"]


async def test_a_proposal_is_confirmed_where_it_was_made_only(room: Room) -> None:
    proposal = await hear(room.desk, reader(), "Otan")
    assert isinstance(proposal, Proposal)
    confirm = actions.ConfirmAsk(proposal.choices[0].ask_id)
    with pytest.raises(NotFound):
        await press(room.desk, reader(2), confirm)
    with pytest.raises(NotFound):
        await press(room.desk, reader(), actions.ConfirmAsk(999))
    undo = await schedule.set_schedule(room.desk, reader(), "18:00")
    assert isinstance(undo, ScheduleSet)
    with pytest.raises(NotFound):
        await press(room.desk, reader(), actions.ConfirmAsk(undo.undo_id or 0))
    assert isinstance(await press(room.desk, reader(), confirm), Subscribed)


async def test_a_command_that_lists_topics_takes_the_next_message_for_one(room: Room) -> None:
    who = reader()
    await subscriptions.subscribe(room.desk, who, "budget")
    await subscriptions.subscribe(room.desk, who, "Otan")
    await subscriptions.unsubscribe(room.desk, who, "")
    assert isinstance(await hear(room.desk, who, "budget"), Unsubscribed)
    assert await topics(room) == ["Otan"]


async def test_a_word_that_is_followed_already_opens_its_page(room: Room) -> None:
    who = reader()
    await subscriptions.subscribe(room.desk, who, "cessez-le-feu")
    page = await hear(room.desk, who, "Cessez-le-feu")
    assert isinstance(page, TopicPage)
    assert page.topic.query == "cessez-le-feu"
    assert isinstance(await hear(room.desk, who, "Cessez-le-feu, Otan"), Proposal)


async def test_a_longer_span_is_a_tap_away_from_nothing(room: Room) -> None:
    town, who = Town(room), reader()
    await town.open_paper("Le Fanal", replace(DOCKERS, at=room.clock.now() - timedelta(days=3)))
    none = await read_digest(town.room.desk, who, "Havre")
    assert isinstance(none, DigestOnDemand)
    assert none.wider is not None
    assert none.wider.span == timedelta(days=7)
    week = await press(town.room.desk, who, actions.ReadAsked(none.wider.ask_id))
    assert isinstance(week, DigestOnDemand)
    assert (len(week.digest.cards), week.asked, week.wider) == (1, timedelta(days=7), None)
    month = await read_digest(town.room.desk, who, "xylophone 30j")
    assert isinstance(month, DigestOnDemand)
    assert month.wider is None
