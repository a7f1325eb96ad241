"""`Destinations`: chats, what they follow, when they are due."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.errors import AlreadySubscribed, GoneReason, LimitReached, NotFound
from bot.model import (
    ChatId,
    ChatKind,
    DestinationId,
    Kind,
    Length,
    Preferences,
    QuietHours,
    QuietMode,
    Seq,
    Slot,
    StoryId,
    TopicId,
)
from bot.ports import DigestRecord
from tests.store.making import (
    LEASE,
    MORNING,
    NOW,
    House,
    analysis,
    at,
    draft,
    parsed,
    prepared,
    reader,
    record_of,
    told,
)

NOBODY = DestinationId(77)


async def test_a_new_destination_is_made_with_the_defaults(house: House) -> None:
    await house.read(await house.feed(), parsed("un"))
    await house.analyse()
    made, is_new = await house.store.destinations.open(
        reader(-100, 5, kind=ChatKind.SUPERGROUP, title="Veille", language="en"), "Europe/Paris", MORNING, NOW
    )
    assert is_new
    assert (made.chat_id, made.thread_id, made.kind, made.title) == (-100, 5, ChatKind.SUPERGROUP, "Veille")
    assert (made.language, made.zone, made.slots, made.cursor) == ("en", "Europe/Paris", MORNING, 1)
    assert (made.created_at, made.next_due_at, made.closed, made.paused) == (NOW, None, None, False)
    assert await house.store.destinations.find(ChatId(-100), 5) == made
    assert await house.store.destinations.find(ChatId(-100), None) is None
    assert await house.store.destinations.get(made.id) == made


async def test_readers_of_other_languages_are_spoken_to_in_french(house: House) -> None:
    made, _ = await house.store.destinations.open(reader(language="de"), "Europe/Paris", MORNING, NOW)
    assert made.language == "fr"


async def test_opening_again_updates_what_telegram_says_and_keeps_the_rest(house: House) -> None:
    made = await house.destination()
    again, is_new = await house.store.destinations.open(
        reader(title="Ada L.", kind=ChatKind.GROUP, language="en"), "Asia/Tokyo", (), at(days=1)
    )
    assert not is_new
    assert (again.id, again.title, again.kind) == (made.id, "Ada L.", ChatKind.GROUP)
    assert (again.language, again.zone, again.slots) == ("fr", "Europe/Paris", MORNING)


async def test_a_closed_destination_is_reopened_with_all_that_it_had(house: House) -> None:
    made = await house.due()
    topic = await house.follow(made)
    await house.read(await house.feed(), parsed("un"))
    await house.analyse(topic)
    await house.store.destinations.close(made.id, GoneReason.BLOCKED, NOW)
    found = await house.store.destinations.find(made.chat_id, None)
    assert found is not None
    assert found.closed is GoneReason.BLOCKED
    again, was_closed = await house.store.destinations.open(reader(), "Europe/Paris", MORNING, at(days=1))
    assert was_closed
    assert (again.id, again.closed, again.cursor, again.next_due_at) == (made.id, None, 0, NOW)
    assert len(await house.store.destinations.subscriptions(made.id)) == 1


async def test_a_subscription_counts_from_the_latest_seq(house: House) -> None:
    made = await house.destination()
    await house.read(await house.feed(), parsed("un"))
    await house.analyse()
    topic = await house.topic("cessez le feu")
    made_of = await house.store.destinations.subscribe(made.id, topic.id, "cessez-le-feu", 30, at(days=1))
    assert (made_of.topic, made_of.typed, made_of.since_seq) == (topic, "cessez-le-feu", 1)
    assert (made_of.destination_id, made_of.created_at, made_of.alert_at) == (made.id, at(days=1), None)
    assert await house.store.destinations.subscriptions(made.id) == (made_of,)


async def test_subscriptions_come_in_the_order_they_were_made(house: House) -> None:
    made = await house.destination()
    late = await house.topic("z")
    for query in ("c", "a", "b"):
        await house.follow(made, query)
    await house.store.destinations.subscribe(made.id, late.id, "z", 30, NOW)
    followed = await house.store.destinations.subscriptions(made.id)
    assert [each.topic.query for each in followed] == ["c", "a", "b", "z"]


async def test_a_topic_is_followed_once_and_up_to_the_limit(house: House) -> None:
    made = await house.destination()
    topic = await house.follow(made)
    with pytest.raises(AlreadySubscribed) as again:
        await house.store.destinations.subscribe(made.id, topic.id, "OTAN", 1, NOW)
    assert again.value.query == "otan"
    with pytest.raises(LimitReached) as full:
        await house.store.destinations.subscribe(made.id, (await house.topic("x")).id, "x", 1, NOW)
    assert full.value.limit == 1
    assert len(await house.store.destinations.subscriptions(made.id)) == 1


async def test_what_is_not_there_cannot_be_changed(house: House) -> None:
    made, topic = await house.destination(), await house.topic()
    with pytest.raises(NotFound):
        await house.store.destinations.subscribe(NOBODY, topic.id, "x", 30, NOW)
    with pytest.raises(NotFound):
        await house.store.destinations.subscribe(made.id, TopicId(77), "x", 30, NOW)
    with pytest.raises(NotFound):
        await house.store.destinations.unsubscribe(made.id, topic.id)
    with pytest.raises(NotFound):
        await house.store.destinations.set_alert(made.id, topic.id, 2)
    with pytest.raises(NotFound):
        await house.store.destinations.get(NOBODY)
    assert await house.store.destinations.subscriptions(NOBODY) == ()


async def test_settings_are_kept(house: House) -> None:
    made = await house.destination()
    slots = (Slot(time(18, 5), frozenset({6})),)
    await house.store.destinations.set_schedule(made.id, slots, "America/Montreal", at(hours=3))
    await house.store.destinations.set_language(made.id, "en")
    topic = await house.follow(made)
    await house.store.destinations.set_alert(made.id, topic.id, 3)
    kept = await house.store.destinations.get(made.id)
    assert (kept.slots, kept.zone, kept.next_due_at) == (slots, "America/Montreal", at(hours=3))
    assert kept.language == "en"
    assert [each.alert_at for each in await house.store.destinations.subscriptions(made.id)] == [3]


async def test_due_destinations_are_claimed_longest_due_first_with_what_they_follow(house: House) -> None:
    ada, bob, eve = [await house.due(n, at(minutes=-m)) for n, m in ((1, 5), (2, 9), (3, 7))]
    await house.due(4, at(minutes=1))
    await house.destination(5)
    topic = await house.follow(bob)
    claims = await house.store.destinations.claim_due(NOW, LEASE, 2)
    assert [claim.destination.id for claim in claims] == [bob.id, eve.id]
    assert [claim.due_at for claim in claims] == [at(minutes=-9), at(minutes=-7)]
    assert [[s.topic.id for s in claim.subscriptions] for claim in claims] == [[topic.id], []]
    assert [c.destination.id for c in await house.store.destinations.claim_due(NOW, LEASE, 9)] == [ada.id]
    assert len(await house.store.destinations.claim_due(at(minutes=1), LEASE, 9)) == 1  # only the fourth
    assert len(await house.store.destinations.claim_due(at(minutes=30), LEASE, 9)) == 4


async def _queue(house: House, due_at: datetime) -> list[int]:
    """Everybody due at that instant, in the order in which they are claimed, seven at a time."""
    destinations = house.store.destinations
    for chat in range(1, 41):
        found = await destinations.find(ChatId(chat), None)
        assert found is not None
        await destinations.set_schedule(found.id, found.slots, found.zone, due_at)
    order: list[int] = []
    while claims := await destinations.claim_due(due_at, LEASE, 7):
        order += [claim.destination.chat_id for claim in claims]
    return order


async def test_nobody_is_always_the_last_of_those_due_at_once(house: House) -> None:
    for chat in range(1, 41):
        await house.destination(chat)
    mornings = [await _queue(house, at(days=day)) for day in range(30)]
    assert all(sorted(order) == list(range(1, 41)) for order in mornings)
    assert len(set(map(tuple, mornings))) == 30
    for chat in range(1, 41):
        places = [order.index(chat) for order in mornings]
        assert 10 < sum(places) / len(places) < 30  # of 40, over a month
        assert sum(place >= 36 for place in places) < 10  # among the last tenth
    assert await _queue(house, at(days=3)) == mornings[3]


async def test_whoever_is_due_longer_is_first_whatever_the_turns(house: House) -> None:
    for minute in range(20):
        await house.due(minute + 1, at(minutes=-minute))
    claims = await house.store.destinations.claim_due(NOW, LEASE, 20)
    assert [claim.destination.chat_id for claim in claims] == list(range(20, 0, -1))


async def test_a_paused_destination_is_due_when_its_pause_ends(house: House) -> None:
    for_a_while, for_good = await house.due(1), await house.due(2)
    await house.store.destinations.pause(for_a_while.id, at(days=2), NOW)
    await house.store.destinations.pause(for_good.id, None, NOW)
    assert (await house.store.destinations.get(for_a_while.id)).paused_until == at(days=2)
    assert await house.store.destinations.claim_due(at(days=1), LEASE, 9) == ()
    (claim,) = await house.store.destinations.claim_due(at(days=2), LEASE, 9)
    assert (claim.destination.id, claim.destination.paused, claim.destination.paused_until) == (
        for_a_while.id,
        False,
        None,
    )
    await house.store.destinations.resume(for_good.id, at(days=3))
    again = await house.store.destinations.get(for_good.id)
    assert (again.paused, again.next_due_at) == (False, at(days=3))


async def test_a_pause_that_is_over_leaves_a_word_of_return_to_be_said(house: House) -> None:
    made, destinations = await house.due(1), house.store.destinations
    await destinations.pause(made.id, at(days=2), NOW)
    await destinations.pause(made.id, at(days=3), at(days=1))
    paused = await destinations.get(made.id)
    assert (paused.paused_at, paused.paused_until, paused.back_at) == (NOW, at(days=3), None)
    (claim,) = await destinations.claim_due(at(days=9), LEASE, 9)
    assert (claim.destination.paused_at, claim.destination.back_at) == (NOW, at(days=3))
    assert await destinations.commit([prepared(claim)], at(days=9))
    assert (await destinations.get(made.id)).back_at == at(days=3)  # nothing was said yet
    await destinations.set_schedule(made.id, made.slots, made.zone, at(days=9))
    (claim,) = await destinations.claim_due(at(days=9), LEASE, 9)
    assert await destinations.commit([prepared(claim, returned=True)], at(days=9))
    said = await destinations.get(made.id)
    assert (said.paused_at, said.back_at) == (NOW, None)
    await destinations.pause(made.id, None, at(days=12))
    assert (await destinations.get(made.id)).paused_at == at(days=12)


async def test_a_pause_upon_a_word_of_return_takes_it_back(house: House) -> None:
    made, destinations = await house.due(1), house.store.destinations
    await destinations.pause(made.id, at(days=2), NOW)
    (claim,) = await destinations.claim_due(at(days=2), LEASE, 9)
    await destinations.pause(made.id, None, at(days=2))
    assert not await destinations.commit([prepared(claim)], at(days=2))
    again = await destinations.get(made.id)
    assert (again.paused_at, again.back_at, again.paused) == (NOW, None, True)


@pytest.mark.parametrize("back_at", [None, at(days=1)])
async def test_resuming_keeps_when_the_pause_began_only_for_a_word_of_return(
    house: House, back_at: datetime | None
) -> None:
    made, destinations = await house.due(1), house.store.destinations
    await destinations.pause(made.id, None, NOW)
    await destinations.resume(made.id, at(days=1), back_at)
    found = await destinations.get(made.id)
    assert (found.paused, found.back_at, found.next_due_at) == (False, back_at, at(days=1))
    assert found.paused_at == (None if back_at is None else NOW)


async def test_a_fresh_start_is_at_the_end_of_the_order_and_never_before(house: House) -> None:
    made, destinations = await house.due(1), house.store.destinations
    topic = await house.topic()
    await house.read(await house.feed(), parsed("un"), parsed("deux"))
    await house.record([analysis(entry, topic) for entry in await house.waiting()])
    (claim,) = await destinations.claim_due(NOW, LEASE, 9)
    await destinations.start_afresh(made.id)
    assert (await destinations.get(made.id)).cursor == 2
    assert not await destinations.commit([prepared(claim)], NOW)  # it was made from what holds no more
    await destinations.start_afresh(made.id)
    await destinations.start_afresh(NOBODY)
    assert (await destinations.get(made.id)).cursor == 2


async def test_a_closed_destination_is_not_due_and_owed_nothing(house: House) -> None:
    made = await house.due()
    await house.store.outbox.enqueue([draft(made, "a")], NOW)
    await house.store.destinations.close(made.id, GoneReason.KICKED, NOW)
    assert await house.store.destinations.claim_due(NOW, LEASE, 9) == ()
    assert await house.claims() == ()
    assert await house.store.outbox.backlog() == 0
    assert await house.store.outbox.enqueue([draft(made, "b")], NOW) == ()


async def test_a_digest_is_written_whole_and_frees_the_lease(house: House) -> None:
    made = await house.due()
    (claim,) = await house.store.destinations.claim_due(NOW, LEASE, 9)
    record = record_of(3, 1)
    ready = prepared(
        claim,
        cursor=Seq(12),
        next_due_at=at(days=1),
        record=record,
        drafts=(draft(made, "d1", stories=[StoryId(3)]), draft(made, "d2")),
        told=(told(3), told(1, 2)),
        spoke=True,
    )
    assert await house.store.destinations.commit([ready], at(seconds=2)) == {made.id}
    kept = await house.store.destinations.get(made.id)
    assert (kept.cursor, kept.next_due_at) == (12, at(days=1))
    assert (kept.last_digest_at, kept.last_word_at, kept.watch_said) == (at(seconds=2), at(seconds=2), False)
    assert await house.store.destinations.find_record(made.id, NOW + timedelta(microseconds=9)) == record
    assert await house.store.destinations.told(made.id, [StoryId(1), StoryId(3), StoryId(4)]) == {
        1: told(1, 2),
        3: told(3),
    }
    (owed,) = await house.claims(at(seconds=2))
    assert (owed.message.html, owed.kind, owed.digest_id) == ("<b>d1</b>", Kind.DIGEST, 1)


async def test_a_silent_digest_moves_the_cursor_all_the_same(house: House) -> None:
    made = await house.due()
    (claim,) = await house.store.destinations.claim_due(NOW, LEASE, 9)
    await house.store.destinations.commit([prepared(claim, cursor=Seq(5), watch_said=True)], NOW)
    kept = await house.store.destinations.get(made.id)
    assert (kept.cursor, kept.last_digest_at, kept.last_word_at, kept.watch_said) == (5, None, None, True)
    assert await house.store.destinations.find_record(made.id, NOW) is None


async def test_a_cursor_never_goes_back(house: House) -> None:
    made = await house.due()
    for cursor in (9, 4):
        (claim,) = await house.store.destinations.claim_due(NOW, LEASE, 9)
        await house.store.destinations.commit([prepared(claim, cursor=Seq(cursor), next_due_at=NOW)], NOW)
    assert (await house.store.destinations.get(made.id)).cursor == 9


@pytest.mark.parametrize("how", ["closed", "paused", "rescheduled", "unsubscribed", "resumed", "taken"])
async def test_digests_whose_lease_was_lost_are_left_out(house: House, how: str) -> None:
    made, other = await house.due(1, at(minutes=-1)), await house.due(2)
    topic = await house.follow(made)
    lost, held = await house.store.destinations.claim_due(NOW, LEASE, 9)
    destinations = house.store.destinations
    match how:
        case "closed":
            await destinations.close(made.id, GoneReason.KICKED, NOW)
        case "paused":
            await destinations.pause(made.id, None, NOW)
        case "rescheduled":
            await destinations.set_schedule(made.id, (), "Europe/Paris", None)
        case "unsubscribed":
            await destinations.unsubscribe(made.id, topic.id)
        case "resumed":
            await destinations.resume(made.id, at(days=3))
        case _:
            await destinations.claim_due(at(hours=1), LEASE, 1)
    ready = [
        prepared(each, drafts=(draft(each.destination, f"d{each.destination.id}"),)) for each in (lost, held)
    ]
    assert await destinations.commit(ready, NOW) == {other.id}
    assert await house.keys_claimed() == [f"d{other.id}"]


async def test_the_record_of_a_digest_on_demand_is_found_to_the_second(house: House) -> None:
    made = await house.destination()
    await house.store.destinations.save_record(made.id, record_of(1, 2))
    later = record_of(5, taken_at=NOW + timedelta(milliseconds=400))
    await house.store.destinations.save_record(made.id, later)
    await house.store.destinations.save_record(NOBODY, record_of(1))
    found = await house.store.destinations.find_record(made.id, NOW)
    assert found is not None
    assert found.at == later.at
    assert await house.store.destinations.find_record(made.id, at(seconds=1)) is None
    assert (await house.store.destinations.get(made.id)).last_digest_at is None


async def test_an_alert_and_a_digest_of_the_same_second_share_a_record(house: House) -> None:
    """The buttons of both know it by the second: each finds its stories, its topics and what was left out."""
    made = await house.destination()
    digest = DigestRecord(NOW, (StoryId(1), StoryId(2)), (StoryId(3),), (TopicId(1), TopicId(2)))
    alert = DigestRecord(at(milliseconds=300), (StoryId(9), StoryId(2)), (), (TopicId(2), TopicId(7)))
    for order in ((digest, alert), (alert, digest)):
        for record in order:
            await house.store.destinations.save_record(made.id, record)
        found = await house.store.destinations.find_record(made.id, NOW)
        assert found is not None
        assert set(found.shown) == {1, 2, 9}
        assert (found.others, set(found.topics), found.at) == ((3,), {1, 2, 7}, order[-1].at)
    search = DigestRecord(NOW, (), (), (), "otan")
    for record in (search, digest):
        await house.store.destinations.save_record(made.id, record)
    found = await house.store.destinations.find_record(made.id, NOW)
    assert found is not None
    assert found.query == "otan"


async def test_a_group_that_moves_keeps_everything_in_all_its_threads(house: House) -> None:
    main, thread = await house.destination(-5), await house.destination(-5, 3)
    await house.store.destinations.open(reader(-5, kind=ChatKind.GROUP), "Europe/Paris", MORNING, NOW)
    await house.follow(main)
    await house.store.outbox.enqueue([draft(main, "a"), draft(thread, "b")], NOW)
    await house.store.destinations.move(main.id, ChatId(-1005))
    moved = [await house.store.destinations.get(each.id) for each in (main, thread)]
    assert [each.chat_id for each in moved] == [-1005, -1005]
    assert moved[0].kind is ChatKind.SUPERGROUP
    assert await house.store.destinations.find(ChatId(-5), None) is None
    assert sorted(await house.keys_claimed()) == ["a", "b"]
    await house.store.destinations.move(main.id, ChatId(-1005))
    await house.store.destinations.move(NOBODY, ChatId(-7))


async def test_a_moved_group_takes_in_what_the_new_chat_already_had(house: House) -> None:
    old, newcomer = await house.destination(-5), await house.destination(-1005)
    shared = await house.follow(old, "otan")
    await house.store.destinations.subscribe(newcomer.id, shared.id, "Otan", 30, NOW)
    await house.follow(newcomer, "climat")
    await house.store.outbox.enqueue([draft(old, "a"), draft(newcomer, "b")], NOW)
    ask = await house.store.asks.put(newcomer.id, None, "zone", "", NOW, waits=True)
    await house.store.destinations.close(old.id, GoneReason.KICKED, NOW)
    await house.store.destinations.move(old.id, ChatId(-1005))
    found = await house.store.destinations.find(ChatId(-1005), None)
    assert found is not None
    assert (found.id, found.closed) == (old.id, None)
    followed = await house.store.destinations.subscriptions(old.id)
    assert [(each.topic.query, each.typed) for each in followed] == [("otan", "otan"), ("climat", "climat")]
    asked = await house.store.asks.get(ask)
    assert asked is not None
    assert asked.destination_id == old.id
    assert await house.keys_claimed() == ["b"]
    with pytest.raises(NotFound):
        await house.store.destinations.get(newcomer.id)


async def test_a_chat_chooses_and_what_it_leaves_alone_stays(house: House) -> None:
    made = await house.destination()
    assert made.preferences == Preferences()
    chosen = Preferences(QuietHours(22 * 60, 7 * 60), QuietMode.HOLD, 3, Length.TITLES, previews=True)
    destinations = house.store.destinations
    assert await destinations.change_preferences(made.id, lambda _: chosen) == chosen
    assert (await destinations.get(made.id)).preferences == chosen
    await destinations.change_preferences(made.id, lambda had: replace(had, quiet=None, previews=False))
    assert (await destinations.get(made.id)).preferences == replace(chosen, quiet=None, previews=False)


async def test_two_people_who_choose_at_once_undo_nothing_of_each_other(house: House) -> None:
    made = await house.destination()
    change = house.store.destinations.change_preferences
    await asyncio.gather(
        change(made.id, lambda had: replace(had, max_alerts=5)),
        change(made.id, lambda had: replace(had, previews=True)),
    )
    assert (await house.store.destinations.get(made.id)).preferences == Preferences(
        max_alerts=5, previews=True
    )


async def test_nobody_has_no_preferences(house: House) -> None:
    with pytest.raises(NotFound):
        await house.store.destinations.change_preferences(NOBODY, lambda had: had)


async def test_a_digest_under_way_is_made_anew_when_the_chat_chooses_otherwise(house: House) -> None:
    made = await house.due()
    (claim,) = await house.store.destinations.claim_due(NOW, LEASE, 10)
    await house.store.destinations.change_preferences(made.id, lambda had: replace(had, length=Length.FULL))
    (again,) = await house.store.destinations.claim_due(NOW, LEASE, 10)
    assert again.destination.preferences.length is Length.FULL
    assert again.token != claim.token


async def test_a_chat_that_wants_no_alert_until_then_says_so_once(house: House) -> None:
    made = await house.destination()
    await house.store.destinations.mute_alerts(made.id, at(hours=3))
    assert (await house.store.destinations.get(made.id)).no_alert_until == at(hours=3)
    await house.store.destinations.mute_alerts(made.id, None)
    assert (await house.store.destinations.get(made.id)).no_alert_until is None
