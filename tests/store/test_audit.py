"""`Audit`: what admins changed, newest first, for a year; whom it names can be erased."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.model import AuditLine, ChatId, ChatKind, Deed, UserId
from tests.store.making import NOW, House, at, reader

RETENTION = timedelta(days=90)


async def subjects(house: House, limit: int = 10, before: int | None = None) -> list[str]:
    return [line.subject for line in await house.store.audit.latest(limit, before)]


async def test_deeds_come_newest_first_a_page_at_a_time(house: House) -> None:
    for name in ("a", "b", "c"):
        await house.store.audit.note(Deed.FEED_ADDED, UserId(7), name, NOW)
    first, *_ = await house.store.audit.latest(2)
    assert first == AuditLine(3, NOW, UserId(7), False, Deed.FEED_ADDED, "c", None)
    assert await subjects(house, 2) == ["c", "b"]
    assert await subjects(house, 2, 2) == ["a"]
    assert await subjects(house, 2, 1) == []


async def test_a_terminal_is_nobody(house: House) -> None:
    await house.store.audit.note(Deed.FEED_REMOVED, None, "Le Fanal", NOW)
    [line] = await house.store.audit.latest(1)
    assert (line.by, line.from_terminal) == (None, True)


async def test_a_long_subject_is_cut(house: House) -> None:
    await house.store.audit.note(Deed.FEEDS_ADDED, None, "Le Fanal, " * 90, NOW)
    [line] = await house.store.audit.latest(1)
    assert len(line.subject) <= 200
    assert line.subject.endswith("Le Fanal…")


async def test_a_deed_is_kept_for_a_year(house: House) -> None:
    await house.store.audit.note(Deed.SENDING_HELD, UserId(7), "", NOW)
    await house.store.house.prune(at(days=364), RETENTION)
    assert await house.store.audit.latest(1)
    await house.store.house.prune(at(days=366), RETENTION)
    assert not await house.store.audit.latest(1)


async def test_erasing_a_person_empties_their_id_and_the_deed_stays(house: House) -> None:
    await house.destination(7)
    await house.store.audit.note(Deed.CHAT_BLOCKED, UserId(7), "", NOW, ChatId(43))
    await house.store.audit.note(Deed.CHAT_BLOCKED, UserId(8), "", NOW, ChatId(7))
    await house.store.chats.erase(ChatId(7), at(hours=1))
    about_me, mine = await house.store.audit.latest(9)
    assert (mine.by, mine.from_terminal, mine.about) == (None, False, 43)
    assert (about_me.by, about_me.about) == (8, None)


async def test_a_document_shows_what_is_mine_and_nobody_else(house: House) -> None:
    mine = await house.destination(7)
    group = (await house.store.destinations.open(reader(-5, kind=ChatKind.GROUP), "Europe/Paris", (), NOW))[0]
    await house.store.audit.note(Deed.CHAT_BLOCKED, UserId(7), "", NOW, ChatId(-5))
    await house.store.audit.note(Deed.CHAT_UNBLOCKED, UserId(88), "", NOW, ChatId(7))
    shown = json.loads(await house.store.chats.export(mine.chat_id, NOW) or b"")["audit"]
    assert [row["deed"] for row in shown] == ["chat_blocked", "chat_unblocked"]
    assert [(row.get("doer_id"), row.get("about_id")) for row in shown] == [(7, None), (None, 7)]
    [row] = json.loads(await house.store.chats.export(group.chat_id, NOW) or b"")["audit"]
    assert (row.get("doer_id"), row.get("about_id")) == (None, -5)


async def test_a_group_that_gets_another_id_keeps_what_was_noted_about_it(house: House) -> None:
    old = await house.destination(-5)
    await house.store.audit.note(Deed.CHAT_BLOCKED, UserId(7), "", NOW, ChatId(-5))
    await house.store.destinations.move(old.id, ChatId(-1005))
    [line] = await house.store.audit.latest(1)
    assert line.about == -1005
