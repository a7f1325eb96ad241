"""`House`, `Asks` and `Admins`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import GoneReason, StoreError
from bot.model import DestinationId, Draft, FeedHealth, Kind, Message, Seq, StoryId, UserId
from bot.ports import AlertsDecided
from bot.store import SqliteStore, pruning, schema
from tests.store.making import LEASE, NOW, House, at, draft, fault, names, parsed, record_of, told

ADA, BOB = UserId(1), UserId(2)
RETENTION = timedelta(days=90)


async def test_a_named_lease_has_one_holder(house: House) -> None:
    keep = house.store.house
    first = await keep.take_lease("lane", NOW, LEASE)
    assert first is not None
    assert await keep.take_lease("lane", at(minutes=4), LEASE) is None
    assert await keep.take_lease("nightly", NOW, LEASE) is not None
    assert await keep.renew_lease("lane", first, at(minutes=4), LEASE)
    assert await keep.take_lease("lane", at(minutes=8), LEASE) is None
    second = await keep.take_lease("lane", at(minutes=9), LEASE)
    assert second is not None
    assert not await keep.renew_lease("lane", first, at(minutes=9), LEASE)
    await keep.free_lease("lane", first)
    assert await keep.take_lease("lane", at(minutes=9), LEASE) is None
    await keep.free_lease("lane", second)
    assert await keep.take_lease("lane", at(minutes=9), LEASE) is not None


async def test_a_lease_that_ran_out_is_renewed_while_nobody_took_it(house: House) -> None:
    token = await house.store.house.take_lease("lane", NOW, LEASE)
    assert token is not None
    assert await house.store.house.renew_lease("lane", token, at(minutes=30), LEASE)


async def test_notes_are_remembered(house: House) -> None:
    assert await house.store.house.get_note("analyser") is None
    for value in ("3", "4"):
        await house.store.house.put_note("analyser", value)
    assert await house.store.house.get_note("analyser") == "4"


async def test_the_revision_rises_with_feeds_topics_and_admins(house: House) -> None:
    seen = [await house.store.house.revision()]

    async def rose() -> bool:
        seen.append(await house.store.house.revision())
        return seen[-1] > seen[-2]

    feed = await house.feed()
    assert await rose()
    await house.store.feeds.rename(feed.id, "Autre")
    assert await rose()
    await house.read(feed, adopt_url="https://neuf.example/rss")
    assert await rose()
    await house.store.feeds.remove(feed.id, NOW)
    assert await rose()
    made = await house.destination()
    await house.store.house.put_note("a", "b")
    assert not await rose()
    topic = await house.follow(made)
    assert await rose()
    await house.store.destinations.unsubscribe(made.id, topic.id)
    assert await rose()
    await house.store.admins.invite(b"hash", NOW)
    await house.store.admins.claim(b"hash", ADA, NOW)
    assert await rose()


async def test_counters_count(house: House) -> None:
    empty = await house.store.house.counters(NOW)
    assert (empty.feeds, empty.entries, empty.last_entry_at, empty.last_tick_at) == (0, 0, None, None)
    feed, broken, gone = await house.feed("a"), await house.feed("b"), await house.feed("c")
    await house.feed("d")
    await house.read(feed, parsed("un"))
    await house.analyse()
    await house.read(feed, parsed("deux"), now=at(hours=1))
    await house.read(broken, fault=fault(), health=FeedHealth.FAILING)
    await house.store.feeds.remove(gone.id, NOW)
    ada, bob = await house.destination(1), await house.destination(2)
    for made in (ada, bob):
        await house.follow(made)
    await house.store.outbox.enqueue([draft(ada, "a"), draft(ada, "b")], NOW)
    (owed,) = await house.claims()
    await house.store.outbox.doubt(owed, at(hours=1))
    await house.store.destinations.close(bob.id, GoneReason.BLOCKED, NOW)
    await house.store.house.put_note("heartbeat", at(minutes=3).isoformat())
    found = await house.store.house.counters(NOW)
    assert (found.feeds, found.feeds_failing, found.entries, found.unanalysed) == (3, 1, 2, 1)
    assert found.feeds_health == ((FeedHealth.FAILING, 1),)
    assert (found.topics, found.destinations, found.subscriptions) == (1, 1, 2)
    assert (found.owed, found.doubtful) == (2, 1)
    assert (found.last_entry_at, found.last_tick_at) == (at(hours=1), at(minutes=3))
    assert found.size_bytes > 4096
    assert found.schema == schema.MIGRATIONS[-1].name


@pytest.mark.parametrize("note", ["", "hier", "2026-03-20T06:30:00"], ids=["empty", "words", "no zone"])
async def test_a_heartbeat_that_is_no_instant_is_none(house: House, note: str) -> None:
    await house.store.house.put_note("heartbeat", note)
    assert (await house.store.house.counters(NOW)).last_tick_at is None


async def test_entries_past_retention_go_with_all_that_hangs_on_them(house: House) -> None:
    topic = await house.topic()
    feed = await house.feed()
    await house.read(feed, parsed("un"), parsed("deux"))
    await house.read(feed, parsed("trois"), now=at(days=60))
    await house.analyse(topic, story_id=StoryId(1))
    await house.read(feed, parsed("quatre"), now=at(days=60))
    await house.analyse(topic)
    assert await house.store.house.prune(at(days=91), RETENTION) == 2
    assert await house.store.house.prune(at(days=91), RETENTION) == 0
    assert [e.key for e in await house.store.entries.candidates([["otan"]], None, None, 9)] == [
        "k-quatre",
        "k-trois",
    ]
    (kept, _) = await house.store.entries.stories([StoryId(1), StoryId(4)], [topic.id])
    assert [matched.entry.key for matched in kept.entries] == ["k-trois"]
    assert await house.store.entries.published([topic.id], None, at(days=91)) == (4, 1)
    assert await house.store.entries.latest_seq() == 4
    assert await house.store.house.prune(at(days=200), RETENTION) == 2
    assert await house.store.entries.stories([StoryId(1), StoryId(4)], []) == ()
    await house.read(feed, parsed("cinq"), now=at(days=200))
    assert [entry.id for entry in await house.waiting()] == [5]  # ids are never given twice


async def test_pruning_goes_on_until_nothing_is_left(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    await house.read(await house.feed(), *(parsed(str(n)) for n in range(5)))
    await house.analyse()
    assert await house.store.house.prune(at(days=91), RETENTION) == 5


async def test_what_was_sent_asked_and_shown_goes_after_thirty_days(house: House) -> None:
    made, gone = await house.destination(1), await house.destination(2)
    await house.store.outbox.enqueue([draft(made, "sent"), draft(made, "owed"), draft(gone, "dead")], NOW)
    owed, _ = await house.claims()
    await house.store.outbox.mark_sent(owed, 1, NOW)
    await house.store.destinations.close(gone.id, GoneReason.BLOCKED, NOW)
    ask = await house.store.asks.put(made.id, ADA, "bare", "otan", NOW, waits=False)
    await house.store.destinations.save_record(made.id, record_of(1))
    await house.store.house.prune(at(days=29), RETENTION)
    assert await house.store.asks.get(ask) is not None
    assert await house.store.destinations.find_record(made.id, NOW) is not None
    assert _count(house, "outbox") == 3
    await house.store.house.prune(at(days=31), RETENTION)
    assert await house.store.asks.get(ask) is None
    assert await house.store.destinations.find_record(made.id, NOW) is None
    assert _count(house, "outbox") == 1
    assert await house.store.outbox.backlog() == 1


async def test_what_was_told_goes_with_the_oldest_story(house: House) -> None:
    made = await house.destination()
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.read(feed, parsed("deux"), now=at(days=60))
    await house.analyse()
    rows = [(made.id, told(n)) for n in (1, 2)]
    await house.store.destinations.commit_alerts(AlertsDecided((), tuple(rows), Seq(0)), NOW)
    await house.store.house.prune(at(days=91), RETENTION)
    assert list(await house.store.destinations.told(made.id, [StoryId(1), StoryId(2)])) == [2]


def _count(house: House, table: str) -> int:
    with closing(sqlite3.connect(house.store.path)) as db:
        number: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return number


async def test_a_backup_is_a_whole_database(house: House, tmp_path: Path) -> None:
    await house.feed()
    target = tmp_path / "copie.db"
    target.write_text("older")
    await house.store.house.backup(target)
    copy = await SqliteStore.open(target)
    assert [feed.outlet for feed in await copy.feeds.list_feeds()] == ["Le Fanal"]
    await copy.close()
    assert not [name for name in names(tmp_path) if "partial" in name]


async def test_a_backup_that_fails_leaves_what_was_there(house: House, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        await house.store.house.backup(tmp_path / "missing" / "copie.db")
    with pytest.raises(StoreError, match="is the database itself"):
        await house.store.house.backup(house.store.path)
    await house.feed()


async def test_a_question_is_answered_by_its_button_or_the_next_message(house: House) -> None:
    made = await house.destination()
    asks = house.store.asks
    button = await asks.put(made.id, ADA, "bare", "otan", NOW, waits=False)
    first = await asks.put(made.id, ADA, "zone", "", NOW, waits=True)
    second = await asks.put(made.id, ADA, "subscribe", "x", at(minutes=1), waits=True)
    other = await asks.put(made.id, BOB, "subscribe", "y", NOW, waits=True)
    nobody = await asks.put(made.id, None, "subscribe", "z", NOW, waits=True)
    assert len({button, first, second, other, nobody}) == 5
    taken = await asks.take_waiting(made.id, ADA, at(minutes=30))
    assert taken is not None
    assert (taken.id, taken.kind, taken.text, taken.user_id) == (second, "subscribe", "x", ADA)
    assert (taken.destination_id, taken.asked_at) == (made.id, at(minutes=1))
    assert await asks.take_waiting(made.id, ADA, at(minutes=30)) is None
    channel = await asks.take_waiting(made.id, None, at(minutes=30))
    assert channel is not None
    assert (channel.id, channel.user_id) == (nobody, None)
    assert await asks.take_waiting(made.id, BOB, at(minutes=61)) is None
    assert await asks.take_waiting(made.id, BOB, at(minutes=1)) is None  # it waits no more
    kept = await asks.get(other)
    assert kept is not None
    assert kept.text == "y"
    assert await asks.get(77) is None
    assert await asks.put(DestinationId(77), ADA, "bare", "", NOW, waits=True) == 0


async def test_an_invitation_makes_one_admin(house: House) -> None:
    admins = house.store.admins
    await admins.invite(b"one", NOW)
    assert not await admins.claim(b"other", ADA, NOW)
    assert await admins.claim(b"one", ADA, at(days=6))
    assert not await admins.claim(b"one", BOB, at(days=6))
    await admins.invite(b"two", NOW)
    await admins.invite(b"three", NOW)
    assert not await admins.claim(b"two", BOB, NOW)
    assert not await admins.claim(b"three", BOB, at(days=7))
    await admins.invite(b"four", NOW)
    assert await admins.claim(b"four", BOB, NOW)
    assert await admins.list_admins() == (ADA, BOB)
    assert await admins.is_admin(BOB)
    assert not await admins.is_admin(UserId(3))


async def test_the_store_is_what_services_ask_for(house: House) -> None:
    port = house.port
    await port.outbox.enqueue([Draft(DestinationId(7), Kind.ANSWER, "k", Message("x"))], NOW)
