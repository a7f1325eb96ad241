"""What a client meets when something goes wrong, and what stands in the chat afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.demo import faults
from bot.demo.bot_api import BotApiServer
from bot.demo.clock import DemoClock
from bot.demo.faults import Fault, FaultKind, Faults, FloodLimit, FloodRules
from tests.demo.conftest import GROUP, NOW, READER, new_client


@pytest.mark.parametrize(
    ("fault", "error", "delivered"),
    [
        (faults.BLOCKED, Forbidden, False),
        (faults.NOT_STARTED, Forbidden, False),
        (faults.flood(7), RetryAfter, False),
        (faults.refused("TOPIC_CLOSED"), BadRequest, False),
        (Fault(FaultKind.ERROR, status=400, migrated_to=-100), ChatMigrated, False),
        (faults.SERVER_ERROR, NetworkError, False),
        (faults.SERVER_ERROR_AFTER, NetworkError, True),
        (faults.CUT, NetworkError, False),
        (faults.CUT_AFTER, NetworkError, True),
        (faults.MALFORMED, TelegramError, True),
    ],
    ids=[
        "blocked",
        "not started",
        "flood",
        "refused",
        "moved",
        "5xx",
        "5xx after accepting",
        "cut",
        "cut after accepting",
        "malformed",
    ],
)
async def test_a_fault_hits_one_call_and_the_next_passes(
    server: BotApiServer, client: Bot, fault: Fault, error: type[TelegramError], delivered: bool
) -> None:
    server.faults.queue(fault)
    with pytest.raises(error):
        await client.send_message(READER, "un")
    assert [post.text for post in server.messages(READER)] == ["un"] * delivered
    assert await client.send_message(READER, "deux")
    assert server.faults.hits == {fault.kind: 1}
    assert server.faults.hits_accepted == delivered
    assert [call.fault for call in server.calls if call.method == "sendMessage"] == [fault.kind, None]


@pytest.mark.parametrize("fault", [faults.HANG, faults.HANG_AFTER], ids=["before", "after accepting"])
async def test_a_call_that_is_never_answered_times_out(server: BotApiServer, fault: Fault) -> None:
    async with new_client(server, read_timeout=0.05) as client:
        server.faults.queue(fault)
        with pytest.raises(TimedOut):
            await client.send_message(READER, "un")
    assert len(server.messages(READER)) == fault.accepted


async def test_a_fault_hits_only_its_method_and_chat(server: BotApiServer, client: Bot) -> None:
    server.faults.queue(faults.BLOCKED, chat_id=READER, times=2)
    assert await client.send_message(GROUP, "x")
    assert await client.get_me()
    for _ in range(2):
        with pytest.raises(Forbidden):
            await client.send_message(READER, "x")
    assert await client.send_message(READER, "x")


async def test_any_method_means_any_but_the_poll(server: BotApiServer, client: Bot) -> None:
    server.faults.queue(faults.SERVER_ERROR, method="", times=None)
    assert await client.get_updates() == ()
    for call in (client.get_me, client.get_my_commands):
        with pytest.raises(NetworkError):
            await call()
    server.faults.clear()
    assert await client.get_me()


def test_a_fault_can_wait_for_its_turn_and_hit_a_share() -> None:
    waiting = Faults(seed=1)
    waiting.queue(faults.CUT, skip=2)
    assert [waiting.take("sendMessage", 1) is not None for _ in range(4)] == [False, False, True, False]
    waiting.queue(faults.CUT, times=None, share=0.25)
    hits = sum(waiting.take("sendMessage", 1) is not None for _ in range(1000))
    assert 200 < hits < 300


def test_the_same_seed_gives_the_same_weather() -> None:
    def weather(seed: int) -> list[bool]:
        one = Faults(seed)
        one.queue(faults.CUT, times=None, share=0.5)
        return [one.take("sendMessage", 1) is not None for _ in range(50)]

    assert weather(3) == weather(3) != weather(4)


async def test_who_does_not_wait_out_the_latency_may_have_been_heard_all_the_same() -> None:
    async with BotApiServer(DemoClock(NOW), latency_s=0.3) as slow:
        slow.people.add_person(READER, "Camille")
        async with Bot(slow.token, base_url=slow.base_url) as client:
            with pytest.raises(TimedOut):
                await client.send_message(READER, "x", read_timeout=0.02)
        await slow.until(lambda: len(slow.messages(READER)) == 1)


async def test_strict_limits_answer_with_429_and_count_it() -> None:
    async with BotApiServer(DemoClock(NOW), flood=FloodRules(private=1, private_s=60)) as strict:
        strict.people.add_person(READER, "Camille")
        async with new_client(strict) as client:
            await client.send_message(READER, "un")
            with pytest.raises(RetryAfter) as caught:
                await client.send_message(READER, "deux")
            await client.send_chat_action(READER, "typing")
        assert timedelta(seconds=55) < caught.value._retry_after <= timedelta(seconds=60)
        assert strict.statuses[429] == 1


@pytest.mark.parametrize(
    ("chats", "allowed"),
    [((1,) * 10, 3), ((-1,) * 30, 20), (tuple(range(1, 50)), 30)],
    ids=["one private chat", "one group", "overall"],
)
def test_the_documented_limits_hold_within_their_window(chats: tuple[int, ...], allowed: int) -> None:
    limit = FloodLimit(FloodRules())
    assert sum(limit.wait_s(chat, 0.5) == 0 for chat in chats) == allowed


def test_who_waits_as_long_as_asked_may_send() -> None:
    limit = FloodLimit(FloodRules())
    for second in range(3):
        assert limit.wait_s(1, second) == 0
    wait_s = limit.wait_s(1, 2.5)
    assert wait_s == 1
    assert limit.wait_s(1, 2.5 + wait_s) == 0
