"""What happened hour by hour, and what is late."""

from __future__ import annotations

from datetime import timedelta

from bot.errors import GoneReason
from bot.model import ChatCount, ChatKind, FeedHealth
from bot.ports import BACKED_UP
from tests.store.making import LEASE, NOW, House, at, draft, fault, parsed, reader, update

RETENTION = timedelta(days=90)


async def test_a_day_is_told_in_its_twenty_four_hours(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("old"), now=at(hours=-25))
    await house.read(feed, parsed("first"), now=at(hours=-23, minutes=-30), baseline=True)
    await house.read(feed, parsed("a"), parsed("b"), now=at(hours=-2))
    await house.read(feed, now=at(hours=-2, minutes=10), fault=fault(), health=FeedHealth.FAILING)
    await house.read(feed, parsed("c"), now=NOW)
    made = await house.destination()
    await house.store.outbox.enqueue([draft(made, "x"), draft(made, "y")], NOW)
    for one in await house.store.outbox.claim(NOW, LEASE, 1):
        await house.store.outbox.mark_sent(one, 1, NOW)
    day = await house.store.house.activity(NOW)
    assert len(day.hours) == 24
    assert day.hours[-1] == NOW.replace(minute=0)
    assert day.hours[0] == day.hours[-1] - timedelta(hours=23)
    assert day.readings == (1, *[0] * 20, 2, 0, 1)
    assert day.failures == (0, *[0] * 20, 1, 0, 0)
    assert day.articles == (0, *[0] * 20, 2, 0, 1)
    assert day.messages == (*[0] * 23, 1)


async def test_readings_that_came_too_late_to_count_are_not_counted(house: House) -> None:
    feed = await house.feed()
    claim = await house.claim(feed)
    await house.store.feeds.release([claim])
    await house.claim(feed)

    assert (await house.store.feeds.apply([update(claim)])).lost == (feed.id,)
    assert sum((await house.store.house.activity(NOW)).readings) == 0


async def test_hours_are_forgotten_after_thirty_days(house: House) -> None:
    await house.read(await house.feed(), now=NOW)
    await house.store.house.prune(at(days=29), RETENTION)
    assert sum((await house.store.house.activity(NOW)).readings) == 1
    await house.store.house.prune(at(days=31), RETENTION)
    assert sum((await house.store.house.activity(NOW)).readings) == 0


async def test_chats_are_counted_by_kind_and_a_forum_is_one(house: House) -> None:
    await house.destination(1)
    gone = await house.destination(2)
    await house.store.destinations.close(gone.id, GoneReason.BLOCKED, NOW)
    for thread in (None, 3, 4):
        await house.store.destinations.open(
            reader(-5, thread, kind=ChatKind.SUPERGROUP), "Europe/Paris", (), NOW
        )
    assert (await house.store.house.counters(NOW)).chats == (
        ChatCount(ChatKind.PRIVATE, 1, 1),
        ChatCount(ChatKind.SUPERGROUP, 1, 0),
    )


async def test_what_waits_and_what_is_late_is_counted(house: House) -> None:
    before = await house.store.house.counters(NOW)
    assert (before.oldest_owed_at, before.late_digests, before.backed_up_at) == (None, 0, None)
    due = await house.due(1)
    paused = await house.due(2)
    await house.store.destinations.pause(paused.id, None, NOW)
    await house.read(await house.feed(), parsed("a"), now=at(hours=-30))
    await house.store.outbox.enqueue([draft(due, "a")], at(hours=-2))
    await house.store.outbox.enqueue([draft(due, "b")], NOW)
    await house.store.house.put_note(BACKED_UP, at(hours=-5).isoformat())
    found = await house.store.house.counters(at(minutes=6))
    assert found.oldest_owed_at == at(hours=-2)
    assert found.late_digests == 1
    assert found.backed_up_at == at(hours=-5)
    assert (found.entries, found.entries_day) == (1, 0)
    assert (await house.store.house.counters(at(minutes=4))).late_digests == 0
