"""Back-pressure: what waits for the parser is bounded."""

from __future__ import annotations

import asyncio

from bot.services.bodies import Bodies


async def test_there_is_room_until_the_limit_and_again_below_it() -> None:
    bodies = Bodies(100)
    with bodies.held(60):
        await bodies.room()
        with bodies.held(60):
            waiting = asyncio.create_task(bodies.room())
            others = asyncio.create_task(bodies.room())
            await asyncio.sleep(0)
            assert not waiting.done()
        await waiting
        await others


async def test_room_that_is_taken_again_is_waited_for_again() -> None:
    bodies = Bodies(1)
    with bodies.held(5):
        waiting = asyncio.create_task(bodies.room())
        await asyncio.sleep(0)
    with bodies.held(5):
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting


async def test_a_body_that_fails_gives_its_room_back() -> None:
    bodies = Bodies(1)
    try:
        with bodies.held(5):
            raise ValueError
    except ValueError:
        await bodies.room()
