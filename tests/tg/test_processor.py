"""Chats side by side, each in its own order."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, Update, User
from telegram.ext import Application

from bot.tg.processor import ChatByChat

NOW = datetime(2026, 3, 12, tzinfo=UTC)


def update(number: int, chat_id: int) -> Update:
    return Update(number, message=Message(number, NOW, Chat(chat_id, "private"), text="x"))


class Kitchen:
    """Jobs that note when they begin, and end when they are told to."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.may_end = asyncio.Event()

    def job(self, number: int) -> Coroutine[Any, Any, None]:
        async def work() -> None:
            self.begun.append(number)
            await self.may_end.wait()

        return work()


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chat_is_served_in_order_and_others_beside_it() -> None:
    processor, kitchen = ChatByChat(), Kitchen()
    plan = [(1, 7), (2, 7), (3, 8), (4, 7), (5, 9)]
    tasks = [asyncio.ensure_future(processor.process_update(update(n, c), kitchen.job(n))) for n, c in plan]
    await settle()
    assert kitchen.begun == [1, 3, 5]
    assert processor.busy_chats == 3
    kitchen.may_end.set()
    await asyncio.gather(*tasks)
    assert kitchen.begun == [1, 3, 5, 2, 4]
    assert processor.busy_chats == 0


async def test_one_chat_that_writes_a_lot_leaves_room_for_others() -> None:
    processor, kitchen = ChatByChat(side_by_side=4), Kitchen()
    flood = [
        asyncio.ensure_future(processor.process_update(update(n, 7), kitchen.job(n))) for n in range(200)
    ]
    await settle()
    other = asyncio.ensure_future(processor.process_update(update(999, 8), kitchen.job(999)))
    await settle()
    assert kitchen.begun == [0, 999]
    kitchen.may_end.set()
    await asyncio.gather(*flood, other)
    assert kitchen.begun[2:] == list(range(1, 200))


async def test_so_many_are_handled_at_a_time() -> None:
    processor, kitchen = ChatByChat(side_by_side=3), Kitchen()
    tasks = [
        asyncio.ensure_future(processor.process_update(update(n, n), kitchen.job(n))) for n in range(1, 9)
    ]
    await settle()
    assert kitchen.begun == [1, 2, 3]
    kitchen.may_end.set()
    await asyncio.gather(*tasks)
    assert len(kitchen.begun) == 8


async def test_a_failure_frees_its_chat() -> None:
    async def fail() -> None:
        raise ValueError("lost")

    processor = ChatByChat()
    with pytest.raises(ValueError, match="lost"):
        await processor.process_update(update(1, 7), fail())
    assert processor.busy_chats == 0


async def test_what_is_cancelled_while_waiting_never_begins() -> None:
    processor, kitchen = ChatByChat(), Kitchen()
    tasks = [asyncio.ensure_future(processor.process_update(update(n, 7), kitchen.job(n))) for n in (1, 2)]
    await settle()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert kitchen.begun == [1]
    assert processor.busy_chats == 0


async def test_updates_of_no_chat_are_handled_too() -> None:
    processor, kitchen = ChatByChat(), Kitchen()
    kitchen.may_end.set()
    await processor.process_update(object(), kitchen.job(1))
    await processor.process_update(Update(2), kitchen.job(2))
    await processor.process_update(Update(3, callback_query=_tap()), kitchen.job(3))
    await processor.process_update(update(4, 7), asyncio.ensure_future(kitchen.job(4)))
    assert kitchen.begun == [1, 2, 3, 4]


def _tap() -> Any:
    from telegram import CallbackQuery

    return CallbackQuery("1", User(5, "Camille", False), "chat", inline_message_id="x", data="y")


async def test_it_fits_into_the_application() -> None:
    application = Application.builder().token("1:x").concurrent_updates(ChatByChat()).updater(None).build()
    async with application.update_processor as processor:
        assert isinstance(processor, ChatByChat)
