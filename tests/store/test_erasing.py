"""A chat erased: nothing of it stays anywhere, others lose nothing, and no copy brings it back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import GoneReason
from bot.model import ChatKind, Draft, Kind, Message, UserId
from bot.ports import SILENCE
from bot.store import SqliteStore, erasures, restore
from bot.store.personal import BY_CHAT, BY_DESTINATION, BY_PERSON, EMPTIED, tables
from tests.store.making import LEASE, MORNING, NOW, House, at, draft, parsed, reader, record_of

MINE, OTHER = 42, 43
WORD = "estuaire"  # what only this chat follows
LATER = NOW + timedelta(hours=1)
# Columns with an id of something that is nobody's. A new column with an id stands here, or among those of `personal`.
OF_NOBODY = frozenset(
    {"id", "feed_id", "story_id", "entry_id", "topic_id", "message_id", "thread_id", "digest_id"}
)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        yield db


def fill(path: Path, chat_id: int, destination: int) -> None:
    """A row of this chat in every table that can hold one, whatever tables the schema has."""
    with opened(path) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA ignore_check_constraints=ON")
        for table in tables(db):
            columns = {row["name"]: row for row in db.execute(f"PRAGMA table_info({table})")}
            whose = {name: destination for name in columns if name == BY_DESTINATION}
            whose |= {name: chat_id for name in columns if name in (*BY_CHAT, *BY_PERSON, *EMPTIED)}
            if not whose or table == "destinations":
                continue
            values = {
                name: whose.get(
                    name, b"x" if row["type"] == "BLOB" else f"{chat_id}" if row["type"] == "TEXT" else 7
                )
                for name, row in columns.items()
                if name != "id"
            }
            if "topic_id" in values:
                values["topic_id"] = 1
            marks = ", ".join("?" * len(values))
            db.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({marks})",
                tuple(values.values()),
            )
        db.commit()


def rows_of(path: Path, chat_id: int, destinations: set[int]) -> dict[str, int]:
    """How many rows of each table are this chat's, by the schema as it stands in the file."""
    found: dict[str, int] = {}
    with opened(path) as db:
        for table in tables(db):
            columns = [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]
            for row in db.execute(f"SELECT * FROM {table}"):
                ids = {row[name] for name in columns if name in (*BY_CHAT, *BY_PERSON, *EMPTIED)}
                places = {row[name] for name in columns if name == BY_DESTINATION}
                if chat_id in ids or places & destinations:
                    found[table] = found.get(table, 0) + 1
    return found


def test_every_column_with_an_id_is_known_to_be_somebodys_or_nobodys(tmp_path: Path) -> None:
    """Whoever adds a column decides here whether it goes when a chat is erased."""
    from bot.store.opening import prepare

    prepare(tmp_path / "vigie.db", timedelta(seconds=1), writer=True)
    known = {BY_DESTINATION, *BY_CHAT, *BY_PERSON, *EMPTIED} | OF_NOBODY
    with opened(tmp_path / "vigie.db") as db:
        for table in tables(db):
            columns = {row["name"] for row in db.execute(f"PRAGMA table_info({table})")}
            assert {name for name in columns if name.endswith(("_id", "_by")) or name == "id"} <= known | {
                "fault_by"
            }, table


async def test_no_table_keeps_a_row_and_others_keep_theirs(store_file: House) -> None:
    mine, other = await store_file.due(MINE), await store_file.due(OTHER)
    shared = await store_file.follow(other)
    assert shared.id == 1
    await store_file.follow(mine, WORD)
    fill(store_file.store.path, MINE, mine.id)
    fill(store_file.store.path, OTHER, other.id)
    before = rows_of(store_file.store.path, OTHER, {other.id})
    assert len(rows_of(store_file.store.path, MINE, {mine.id})) >= 10
    assert len(before) >= 10
    revision, _ = await store_file.store.topics.all()

    assert await store_file.store.chats.erase(reader(MINE).chat_id, LATER) == 1

    assert rows_of(store_file.store.path, MINE, {mine.id}) == {}
    assert rows_of(store_file.store.path, OTHER, {other.id}) == before
    assert await store_file.store.topics.find(WORD) is None
    raised, topics = await store_file.store.topics.all()
    assert raised > revision
    assert [topic.id for topic in topics] == [shared.id]
    with opened(store_file.store.path) as db:
        assert db.execute("PRAGMA foreign_key_check(topics)").fetchall() == []


async def test_topics_nobody_follows_go_with_their_matches_and_leave_no_trace_in_the_file(
    store_file: House,
) -> None:
    mine, feed = await store_file.due(MINE), await store_file.feed()
    topic = await store_file.follow(mine, WORD)
    await store_file.read(feed, parsed("un"))
    await store_file.analyse(topic)
    await store_file.store.chats.erase(reader(MINE).chat_id, LATER)
    with opened(store_file.store.path) as db:
        assert db.execute("SELECT count(*) FROM matches").fetchone()[0] == 0
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await store_file.store.close()
    assert WORD.encode() not in store_file.store.path.read_bytes()


async def test_a_chat_goes_with_its_forum_topics(house: House) -> None:
    for thread in (None, 7, 8):
        await house.destination(MINE, thread)
    await house.destination(OTHER)
    assert await house.store.chats.erase(reader(MINE).chat_id, LATER) == 3
    assert await house.store.chats.erase(reader(MINE).chat_id, LATER) == 0
    assert await house.store.destinations.of_chat(reader(MINE).chat_id) == ()
    assert await house.store.destinations.count_open() == 1


async def leave(house: House) -> tuple[int, int]:
    """A chat that asked to be erased; the ids of its former and of its bare destination."""
    former = await house.due(MINE)
    await house.follow(former, WORD)
    await house.store.outbox.enqueue([draft(former, "owed")], NOW)
    who = reader(MINE, update_id=900)
    await house.store.chats.erase_for(who, LATER)
    bare = await house.store.destinations.find(who.chat_id, None)
    assert bare is not None
    assert (bare.leaving, bare.title, bare.slots, bare.next_due_at) == (900, "", (), None)
    return former.id, bare.id


async def test_the_last_message_leaves_and_with_it_the_last_row(house: House) -> None:
    former, _ = await leave(house)
    bare = await house.store.destinations.find(reader(MINE).chat_id, None)
    assert bare is not None
    await house.store.outbox.enqueue([draft(bare, "last", Kind.ANSWER)], LATER)
    [owed] = await house.claims(LATER)
    assert owed.message.html == "<b>last</b>"
    assert await house.store.outbox.mark_sent(owed, 5, LATER)
    assert rows_of(house.store.path, MINE, {former, bare.id}) == {}


@pytest.mark.parametrize("ending", ["bury", "turn_away", "late"])
async def test_a_last_message_that_cannot_leave_goes_as_well(house: House, ending: str) -> None:
    former, bare = await leave(house)
    found = await house.store.destinations.find(reader(MINE).chat_id, None)
    assert found is not None
    await house.store.outbox.enqueue([draft(found, "last", Kind.ANSWER)], LATER)
    [owed] = await house.claims(LATER)
    if ending == "bury":
        await house.store.outbox.bury(owed, "refused")
    elif ending == "turn_away":
        await house.store.outbox.turn_away(owed, GoneReason.BLOCKED, LATER)
    else:
        assert await house.store.chats.end_farewells(LATER + timedelta(hours=23)) == 0
        assert await house.store.chats.end_farewells(LATER + timedelta(hours=24)) == 1
    assert rows_of(house.store.path, MINE, {former, bare}) == {}


async def test_whoever_comes_back_before_it_left_begins_anew_and_stays(house: House) -> None:
    await leave(house)
    back = await house.destination(MINE)
    assert (back.leaving, back.title) == (None, reader(MINE).title)
    await house.store.outbox.enqueue([draft(back, "last", Kind.ANSWER)], LATER)
    [owed] = await house.claims(LATER)
    await house.store.outbox.mark_sent(owed, 5, LATER)
    assert await house.store.chats.end_farewells(LATER + timedelta(days=9)) == 0
    assert await house.store.destinations.subscriptions(back.id) == ()


async def test_what_was_on_its_way_is_let_go_of(house: House) -> None:
    made = await house.due(MINE)
    await house.store.outbox.enqueue([draft(made, "a"), draft(made, "b")], NOW)
    [owed] = await house.claims()
    await house.store.chats.erase(made.chat_id, LATER)
    assert not await house.store.outbox.mark_sent(owed, 5, LATER)
    assert not await house.store.outbox.doubt(owed, LATER)
    assert await house.store.outbox.claim(at(days=1), LEASE, 9) == ()


# --- copies ------------------------------------------------------------------------------------------------------


async def test_a_copy_that_is_brought_back_does_not_bring_the_chat_back(
    store_file: House, tmp_path: Path
) -> None:
    store, backup = store_file.store, tmp_path / "copie.db"
    mine, other = await store_file.due(MINE), await store_file.due(OTHER)
    await store_file.follow(mine, WORD)
    await store_file.follow(other)
    await store.outbox.enqueue([draft(mine, "a"), draft(other, "b")], NOW)
    await store.house.backup(backup)
    await store.chats.erase(mine.chat_id, LATER)

    done = await restore(backup, store.path)

    assert (done.erased, done.chats, done.owed) == (1, 1, 1)
    assert rows_of(store.path, MINE, {mine.id}) == {}
    assert await store.topics.find(WORD) is None
    assert await store_file.keys_claimed() == ["b"]


async def test_the_file_alone_is_enough_on_another_disk(store_file: House, tmp_path: Path) -> None:
    store, backup, fresh = store_file.store, tmp_path / "copie.db", tmp_path / "neuf.db"
    await store_file.due(MINE)
    await store_file.due(OTHER)
    await store.house.backup(backup)
    await store.chats.erase(reader(MINE).chat_id, LATER)
    file = erasures.path_of(store.path)
    assert file.stat().st_mode & 0o777 == 0o600
    assert not re.search(rf"\b{MINE}\b", file.read_text())
    # A line that a crash cut short, and one of somebody else.
    text = file.read_text() + "2025-01-01T00:00:00+00:00 ab"
    erasures.path_of(fresh).write_text(text)
    assert (await restore(backup, fresh)).erased == 1
    # Once more, from the copy's own list: the database that was restored knows.
    erasures.path_of(fresh).unlink()
    assert (await restore(backup, fresh)).erased == 1
    second = await SqliteStore.open(fresh)
    await second.chats.erase(reader(OTHER).chat_id, LATER)
    await second.close()
    assert (await restore(backup, fresh)).erased == 2


async def test_a_chat_that_came_back_after_its_erasure_is_restored(store_file: House, tmp_path: Path) -> None:
    store, backup = store_file.store, tmp_path / "copie.db"
    await store_file.due(MINE)
    await store.chats.erase(reader(MINE).chat_id, NOW - timedelta(days=1))
    back = await store_file.due(MINE)
    await store_file.follow(back, WORD)
    await store.house.backup(backup)
    assert (await restore(backup, store.path)).erased == 0
    assert await store.topics.find(WORD) is not None


# --- those who are silent ----------------------------------------------------------------------------------------


async def test_what_has_been_closed_for_six_months_is_erased(house: House) -> None:
    gone = await house.due(MINE)
    await house.follow(gone, WORD)
    kept = await house.due(OTHER)
    await house.store.destinations.close(gone.id, GoneReason.BLOCKED, NOW)
    await house.store.destinations.close(kept.id, GoneReason.BLOCKED, at(days=1))
    assert await house.store.chats.erase_silent(NOW + SILENCE - timedelta(seconds=1), ()) == 0
    assert await house.store.chats.erase_silent(NOW + SILENCE, ()) == 1
    assert [each.chat_id for each in await house.store.chats.list_chats()] == [OTHER]
    assert await house.store.topics.find(WORD) is None


async def test_a_forum_topic_that_is_closed_goes_alone_and_stays_gone(
    store_file: House, tmp_path: Path
) -> None:
    store, backup = store_file.store, tmp_path / "copie.db"
    await store_file.destination(MINE)
    for thread in (7, 8):
        place = await store_file.destination(MINE, thread)
        await store_file.follow(place)
        if thread == 7:
            await store.destinations.close(place.id, GoneReason.TOPIC_CLOSED, NOW)
    await store.house.backup(backup)
    assert await store.chats.erase_silent(NOW + SILENCE, (UserId(MINE),)) == 1
    assert (await restore(backup, store.path)).erased == 1
    assert [d.thread_id for d in await store.destinations.of_chat(reader(MINE).chat_id)] == [None, 8]


async def test_who_only_said_start_is_erased_after_six_months_of_silence(house: House) -> None:
    await house.destination(1)
    follower = await house.destination(2)
    await house.follow(follower)
    asking = await house.destination(3)
    await house.store.asks.put(asking.id, None, "alert", "", NOW, waits=True)
    await house.destination(4)  # an admin of the configuration
    await house.destination(5)  # one by invitation
    await house.store.admins.invite(b"code", NOW)
    await house.store.admins.claim(b"code", UserId(5), NOW)
    assert await house.store.chats.erase_silent(NOW + SILENCE, (UserId(4),)) == 1
    assert [each.chat_id for each in await house.store.chats.list_chats()] == [2, 3, 4, 5]


# --- lists and copies for people ---------------------------------------------------------------------------------


async def test_a_list_counts_and_names_no_topic(house: House) -> None:
    made = await house.due(MINE)
    await house.destination(MINE, 7)
    await house.follow(made, WORD)
    await house.store.outbox.enqueue([draft(made, "a")], NOW)
    [summary] = await house.store.chats.list_chats()
    assert (summary.chat_id, summary.places, summary.topics, summary.owed) == (MINE, 2, 1, 1)
    assert (summary.created_at, summary.last_word_at, summary.closed) == (NOW, None, None)
    assert WORD not in repr(summary)


async def test_a_copy_for_the_chat_holds_everything_of_it_and_nothing_of_others(store_file: House) -> None:
    mine, other = await store_file.due(MINE), await store_file.due(OTHER)
    await store_file.follow(mine, WORD)
    await store_file.follow(other, "secret")
    fill(store_file.store.path, MINE, mine.id)
    fill(store_file.store.path, OTHER, other.id)
    await store_file.store.destinations.save_record(mine.id, record_of(1, 2))
    content = await store_file.store.chats.export(mine.chat_id, LATER)
    assert content is not None
    document = json.loads(content)
    assert (document["format"], document["version"], document["chat_id"]) == ("vigie-chat", 1, MINE)
    assert document["made_at"] == LATER.isoformat()
    rows = rows_of(store_file.store.path, MINE, {mine.id})
    assert {name: len(document[name]) for name in rows} == rows
    assert document["subscriptions"][0]["topic"] == WORD
    assert document["subscriptions"][0]["created_at"] == NOW.isoformat()
    assert document["destinations"][0]["slots"][0][0] == "07:30:00"
    assert document["digests"][-1]["shown"] == [1, 2]
    assert "lease_token" not in content.decode()
    assert "secret" not in content.decode()
    assert str(OTHER) not in re.findall(r"\d+", content.decode())
    assert await store_file.store.chats.export(reader(99).chat_id, LATER) is None


async def test_nobody_is_named_in_the_copy_of_a_group(house: House) -> None:
    made, _ = await house.store.destinations.open(
        reader(-100, kind=ChatKind.GROUP), "Europe/Paris", MORNING, NOW
    )
    await house.store.asks.put(made.id, UserId(77), "alert", "", NOW, waits=True)
    content = await house.store.chats.export(made.chat_id, NOW)
    assert content is not None
    assert [sorted(row) for row in json.loads(content)["asks"]] == [
        ["asked_at", "destination_id", "id", "kind", "text", "waits"]
    ]


async def test_who_is_asked_is_not_named_in_the_copy_of_a_group(house: House) -> None:
    made, _ = await house.store.destinations.open(
        reader(-100, kind=ChatKind.GROUP), "Europe/Paris", MORNING, NOW
    )
    question = Message("?", ask=True, asked=UserId(77))
    await house.store.outbox.enqueue([Draft(made.id, Kind.ANSWER, "answer:1:0", question)], NOW)
    content = await house.store.chats.export(made.chat_id, NOW)
    assert content is not None
    assert json.loads(content)["outbox"][0]["payload"] == {"html": "?", "ask": True}
