"""Thrown out, let in, moved: the chat's subscriptions are kept, and nobody is written to who said no."""

from __future__ import annotations

import pytest

from bot.demo.chats import Standing
from bot.errors import GoneReason
from bot.model import ChatId, ChatKind, Destination
from tests.tg.stage import ADMIN, Stage

GROUP = -500


async def found(stage: Stage, chat_id: int) -> Destination:
    destination = await stage.store.destinations.find(ChatId(chat_id), None)
    assert destination is not None
    return destination


@pytest.fixture
def group(stage: Stage) -> int:
    members = {ADMIN: Standing.ADMINISTRATOR}
    return stage.server.people.add_group(GROUP, "Veille", members, ChatKind.GROUP)


async def test_whoever_blocks_us_is_left_alone_and_welcomed_back(stage: Stage) -> None:
    await stage.says("Otan")
    stage.server.people.block(42)
    assert await stage.play() == ()
    assert (await found(stage, 42)).closed is GoneReason.BLOCKED
    stage.server.people.unblock(42)
    (said,) = await stage.play()
    assert said
    assert (await found(stage, 42)).closed is None


async def test_a_block_by_somebody_unknown_is_nothing(stage: Stage) -> None:
    stage.server.people.block(42)
    stage.server.people.unblock(42)
    assert await stage.play() == ()
    assert await stage.store.destinations.find(ChatId(42), None) is None


async def test_a_new_group_is_greeted(stage: Stage, group: int) -> None:
    stage.server.room.chats[group].standing = Standing.LEFT
    stage.server.people.set_standing(group, ADMIN, Standing.MEMBER)
    (said,) = await stage.play()
    assert said
    assert (await found(stage, group)).kind is ChatKind.GROUP


@pytest.mark.parametrize("standing", [Standing.KICKED, Standing.LEFT])
async def test_a_group_that_throws_us_out_is_closed(stage: Stage, group: int, standing: Standing) -> None:
    await stage.says("/digest", group, ADMIN)
    stage.server.people.set_standing(group, ADMIN, standing)
    assert await stage.play() == ()
    assert (await found(stage, group)).closed is GoneReason.KICKED
    stage.server.people.set_standing(group, ADMIN, Standing.RESTRICTED)
    stage.server.people.set_standing(group, ADMIN, Standing.MEMBER)
    assert len(await stage.play()) == 1
    assert (await found(stage, group)).closed is None


async def test_other_rights_in_a_group_are_no_reason_to_speak(stage: Stage, group: int) -> None:
    await stage.says("/digest", group, ADMIN)
    stage.server.people.set_standing(group, ADMIN, Standing.ADMINISTRATOR)
    assert await stage.play() == ()


async def test_the_right_to_write_brings_a_closed_group_back(stage: Stage, group: int) -> None:
    await stage.says("/digest", group, ADMIN)
    destination = await found(stage, group)
    await stage.store.destinations.close(destination.id, GoneReason.NO_RIGHT, stage.desk.clock.now())
    stage.server.people.set_standing(group, ADMIN, Standing.ADMINISTRATOR)
    assert len(await stage.play()) == 1
    assert (await found(stage, group)).closed is None


async def test_a_channel_is_opened_again_without_a_word(stage: Stage) -> None:
    stage.server.people.add_group(-600, "Canal", kind=ChatKind.CHANNEL, standing=Standing.ADMINISTRATOR)
    stage.server.people.set_standing(-600, ADMIN, Standing.ADMINISTRATOR)
    await stage.play()
    stage.server.people.set_standing(-600, ADMIN, Standing.KICKED)
    await stage.play()
    assert (await found(stage, -600)).closed is GoneReason.KICKED
    stage.server.people.set_standing(-600, ADMIN, Standing.ADMINISTRATOR)
    assert await stage.play() == ()
    assert (await found(stage, -600)).closed is None


async def test_what_is_thrown_out_twice_stays_closed_for_the_first_reason(stage: Stage, group: int) -> None:
    await stage.says("/digest", group, ADMIN)
    destination = await found(stage, group)
    await stage.store.destinations.close(destination.id, GoneReason.NOT_FOUND, stage.desk.clock.now())
    stage.server.people.set_standing(group, ADMIN, Standing.KICKED)
    await stage.play()
    assert (await found(stage, group)).closed is GoneReason.NOT_FOUND
    stage.server.people.set_standing(group, ADMIN, Standing.LEFT)
    assert await stage.play() == ()


async def test_a_group_that_becomes_a_supergroup_keeps_everything(stage: Stage, group: int) -> None:
    await stage.says("/digest", group, ADMIN)
    before = await found(stage, group)
    new_id = stage.server.people.migrate(group)
    assert await stage.play() == ()
    assert (await found(stage, new_id)).id == before.id
    assert await stage.store.destinations.find(ChatId(group), None) is None


async def test_a_group_nobody_knows_may_move_too(stage: Stage, group: int) -> None:
    stage.server.people.migrate(group)
    assert await stage.play() == ()


async def test_a_forum_topic_that_is_opened_again_is_welcomed_back(stage: Stage) -> None:
    people = stage.server.people
    people.add_group(-700, "Forum", {ADMIN: Standing.ADMINISTRATOR}, ChatKind.SUPERGROUP, forum=True)
    thread_id = people.open_topic(-700, "Presse")
    people.type_text(-700, ADMIN, "/digest", thread_id)
    await stage.play()
    topic = await stage.store.destinations.find(ChatId(-700), thread_id)
    assert topic is not None
    people.close_topic(-700, thread_id)
    await stage.store.destinations.close(topic.id, GoneReason.TOPIC_CLOSED, stage.desk.clock.now())
    people.reopen_topic(-700, thread_id)
    assert len(await stage.play()) == 1
    assert stage.server.messages(-700)[-1].thread_id == thread_id
    people.reopen_topic(-700, thread_id)
    assert await stage.play() == ()
