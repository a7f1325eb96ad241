"""Another bot's token on the same database, and what a copy that is brought back must not repeat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import GoneReason
from bot.model import ChatKind, Destination, How, Kind, StoryId
from bot.store import SqliteStore, restore
from tests.store.making import MORNING, NOW, House, at, draft, parsed, prepared, reader, record_of, told

FORMER, NEW = 7_000_000_001, 7_000_000_002


async def group(house: House) -> Destination:
    who = reader(-7, kind=ChatKind.GROUP)
    return (await house.store.destinations.open(who, "Europe/Paris", MORNING, NOW))[0]


async def a_digest_is_owed(house: House, chat: Destination) -> StoryId:
    """One story, told by a digest that has not left; its id."""
    topic = await house.follow(chat)
    feed = await house.feed()
    await house.read(feed)
    await house.read(feed, parsed("un"))
    await house.analyse(topic)
    (claim,) = await house.store.destinations.claim_due(NOW, at(minutes=5) - NOW, 9)
    seq = await house.store.entries.latest_seq()
    (news,) = await house.store.entries.news({topic.id}, chat.cursor, seq)
    owed = draft(chat, "d", kind=Kind.DIGEST, stories=(news.story_id,))
    written = prepared(
        claim, cursor=seq, record=record_of(news.story_id), drafts=(owed,), told=(told(news.story_id),)
    )
    assert await house.store.destinations.commit([written], NOW)
    return news.story_id


async def test_the_first_bot_changes_nothing(house: House) -> None:
    await house.due()
    assert await house.store.house.owner() is None
    assert await house.store.house.become(FORMER, NOW) is None
    assert await house.store.house.become(FORMER, NOW) is None
    assert await house.store.house.owner() == FORMER
    assert len(await house.store.destinations.claim_due(NOW, at(minutes=5) - NOW, 9)) == 1


async def test_private_chats_wait_for_start_and_keep_what_they_follow(house: House) -> None:
    chat, other = await house.due(), await group(house)
    await house.follow(chat)
    await house.store.house.become(FORMER, NOW)
    assert await house.store.house.become(NEW, NOW) == 1
    assert (await house.store.destinations.get(chat.id)).closed is GoneReason.WAITING
    assert (await house.store.destinations.get(other.id)).closed is None
    assert await house.store.destinations.claim_due(NOW, at(minutes=5) - NOW, 9) == ()
    back, returned = await house.store.destinations.open(reader(42), "Europe/Paris", MORNING, NOW)
    assert (back.id, returned, back.closed) == (chat.id, True, None)
    assert len(await house.store.destinations.subscriptions(chat.id)) == 1


async def test_what_a_private_chat_was_owed_comes_with_the_digest_after_its_return(house: House) -> None:
    chat = await house.due()
    story = await a_digest_is_owed(house, chat)
    await house.store.house.become(FORMER, NOW)
    await house.store.house.become(NEW, NOW)
    assert await house.store.outbox.backlog() == 0
    assert await house.store.destinations.told(chat.id, [story]) == {}
    (kept,) = await house.store.destinations.subscriptions(chat.id)
    cursor = (await house.store.destinations.get(chat.id)).cursor
    upto = await house.store.entries.latest_seq()
    assert [n.story_id for n in await house.store.entries.news({kept.topic.id}, cursor, upto)] == [story]


async def test_what_was_told_stays_told_and_its_message_is_void(house: House) -> None:
    chat = await house.due()
    story = await a_digest_is_owed(house, chat)
    (owed,) = await house.claims()
    await house.store.outbox.mark_sent(owed, 99, NOW)
    assert await house.told_messages() == {(story, How.DIGEST.value): 99}
    await house.store.house.become(FORMER, NOW)
    await house.store.house.become(NEW, NOW)
    assert set(await house.store.destinations.told(chat.id, [story])) == {story}
    assert await house.told_messages() == {(story, How.DIGEST.value): None}


async def test_a_group_gets_what_it_is_owed_from_the_new_bot(house: House) -> None:
    other = await group(house)
    await house.store.outbox.enqueue([draft(other, "g", kind=Kind.DIGEST)], NOW)
    await house.store.house.become(FORMER, NOW)
    await house.store.house.become(NEW, NOW)
    assert await house.keys_claimed() == ["g"]


async def test_the_new_bots_updates_are_answered_though_they_have_the_former_bots_numbers(
    house: House,
) -> None:
    other = await group(house)
    await house.store.outbox.enqueue([draft(other, "answer:5:0", kind=Kind.ANSWER)], NOW)
    await house.store.house.become(FORMER, NOW)
    for bot in (NEW, FORMER, NEW):
        await house.store.house.become(bot, NOW)
        assert await house.store.outbox.backlog() == 0
        assert len(await house.store.outbox.enqueue([draft(other, "answer:5:0", kind=Kind.ANSWER)], NOW)) == 1


# --- brought back


async def test_what_left_since_the_backup_is_neither_sent_nor_told_again(
    store_file: House, tmp_path: Path
) -> None:
    house, copy = store_file, tmp_path / "copie.db"
    chat = await house.due()
    story = await a_digest_is_owed(house, chat)
    await house.store.house.backup(copy)
    (owed,) = await house.claims()
    await house.store.outbox.mark_sent(owed, 99, NOW)
    done = await restore(copy, house.store.path)
    assert (done.spared, done.owed, done.chats, done.topics) == (1, 0, 1, 1)
    assert set(await house.store.destinations.told(chat.id, [story])) == {story}


async def test_what_was_told_after_the_backup_stays_told(store_file: House, tmp_path: Path) -> None:
    house, copy = store_file, tmp_path / "copie.db"
    chat = await house.due()
    topic = await house.follow(chat)
    feed = await house.feed()
    await house.read(feed)
    await house.read(feed, parsed("un"))
    await house.analyse(topic)
    await house.store.house.backup(copy)
    (claim,) = await house.store.destinations.claim_due(NOW, at(minutes=5) - NOW, 9)
    (news,) = await house.store.entries.news({topic.id}, chat.cursor, await house.store.entries.latest_seq())
    owed = draft(chat, "d", kind=Kind.DIGEST, stories=(news.story_id,))
    written = prepared(claim, drafts=(owed,), told=(told(news.story_id),))
    await house.store.destinations.commit([written], NOW)
    assert (await restore(copy, house.store.path)).owed == 0  # still owed when it was given up: to be told
    assert await house.store.destinations.told(chat.id, [news.story_id]) == {}
    (claim,) = await house.store.destinations.claim_due(NOW, at(minutes=5) - NOW, 9)
    await house.store.destinations.commit([prepared(claim, drafts=(owed,), told=(told(news.story_id),))], NOW)
    (sent,) = await house.claims()
    await house.store.outbox.mark_sent(sent, 99, NOW)
    await restore(copy, house.store.path)
    assert set(await house.store.destinations.told(chat.id, [news.story_id])) == {news.story_id}


async def test_another_houses_ids_mean_nothing(store_file: House, tmp_path: Path) -> None:
    other = await SqliteStore.open(tmp_path / "autre.db")
    theirs = House(other)
    chat = (await other.destinations.open(reader(43), "Europe/Paris", MORNING, NOW))[0]
    await other.outbox.enqueue([draft(chat, "d")], NOW)
    await other.house.backup(tmp_path / "copie.db")
    mine = await store_file.destination()
    await store_file.store.outbox.enqueue([draft(mine, "d")], NOW)
    (owed,) = await store_file.claims()
    await store_file.store.outbox.mark_sent(owed, 99, NOW)
    assert (await restore(tmp_path / "copie.db", store_file.store.path)).spared == 0
    assert await store_file.keys_claimed() == ["d"]
    await theirs.store.close()


@pytest.mark.parametrize(("here", "waits"), [(NEW, True), (FORMER, False), (None, False)])
async def test_a_copy_becomes_the_bots_that_has_run_here(
    store_file: House, tmp_path: Path, here: int | None, waits: bool
) -> None:
    other, copy = await SqliteStore.open(tmp_path / "autre.db"), tmp_path / "copie.db"
    chat = await House(other).due()
    await other.house.become(FORMER, NOW)
    await other.house.backup(copy)
    await other.close()
    if here is not None:
        await store_file.store.house.become(here, NOW)
    done = await restore(copy, store_file.store.path)
    assert (done.bot_id, done.chats) == (here or FORMER, 0 if waits else 1)
    assert (await store_file.store.destinations.get(chat.id)).closed is (
        GoneReason.WAITING if waits else None
    )
