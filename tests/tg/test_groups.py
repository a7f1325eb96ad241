"""Groups and forums with the real use cases: who is asked, whose answer counts, where it stands, in which language."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.demo.bot_api import USERNAME, BotApiServer
from bot.demo.chats import Post, Standing
from bot.locale.house import house
from bot.locale.talk import talk
from bot.model import ChatId, ChatKind, Destination
from bot.tg.handlers import Uses
from tests.conftest import Room
from tests.tg.stage import ADMIN, Notes, Stage, build

GROUP = -100_700
OTHER = 43  # an admin too
MEMBER = 42


@pytest.fixture
async def real(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    server.people.add_person(ADMIN, "Alix")
    server.people.add_person(OTHER, "Alex", language="en")
    members = {MEMBER: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR, OTHER: Standing.ADMINISTRATOR}
    server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP, forum=True)
    played = build(server, room.store, room.desk, Notes(), Uses())
    async with played.application:
        yield played


async def group_of(stage: Stage, thread_id: int | None = None) -> Destination:
    found = await stage.store.destinations.find(ChatId(GROUP), thread_id)
    assert found is not None
    return found


async def answers(stage: Stage, who: int | None, text: str, to: Post) -> tuple[str, ...]:
    stage.server.people.type_text(GROUP, who, text, reply_to=to.id)
    return await stage.play()


async def topics(stage: Stage) -> list[str]:
    followed = await stage.store.destinations.subscriptions((await group_of(stage)).id)
    return [each.topic.query for each in followed]


def last_call(stage: Stage, method: str = "sendMessage") -> dict[str, str]:
    return dict(next(call for call in reversed(stage.server.calls) if call.method == method).params)


async def test_a_question_opens_the_keyboard_of_who_asked_alone(real: Stage) -> None:
    asked = real.server.people.type_text(GROUP, ADMIN, "/abonner")
    assert asked
    await real.play()
    question = real.from_bot()[-1]
    assert json.loads(last_call(real)["reply_markup"]) == {"force_reply": True, "selective": True}
    assert question.reply_to is not None
    assert real.server.messages(GROUP)[-2].id == question.reply_to


async def test_only_the_answer_of_who_asked_to_that_very_question_counts(real: Stage) -> None:
    await real.says("/aide", GROUP, ADMIN)
    help_text = real.from_bot()[-1]
    await real.says("/abonner", GROUP, ADMIN)
    question = real.from_bot()[-1]
    assert await answers(real, MEMBER, "budget", question) == ()
    assert await answers(real, OTHER, "budget", question) == ()
    assert await answers(real, ADMIN, "budget", help_text) == ()
    assert await topics(real) == []
    (said,) = await answers(real, ADMIN, "Otan", question)
    assert said.startswith("Otan")
    assert await topics(real) == ["Otan"]
    assert await answers(real, ADMIN, "budget", question) == ()


async def test_an_anonymous_admin_is_asked_and_heard_and_another_chat_is_not(real: Stage) -> None:
    await real.says("/abonner", GROUP, None)
    question = real.from_bot()[-1]
    assert await answers(real, ADMIN, "budget", question) == ()
    (said,) = await answers(real, None, "Otan", question)
    assert said.startswith("Otan")


async def test_what_cannot_be_used_is_asked_again_in_answer_to_it(real: Stage) -> None:
    await real.says("/horaire", GROUP, ADMIN)
    (refused,) = await answers(real, ADMIN, "99:99", real.from_bot()[-1])
    assert "7:30" in refused
    again = real.from_bot()[-1]
    assert again.ask
    assert again.reply_to == real.server.messages(GROUP)[-2].id
    (said,) = await answers(real, ADMIN, "8:15", again)
    assert "8 h 15" in said.replace("\u00a0", " ").replace("\u202f", " ")


async def test_who_is_no_admin_any_more_is_not_obeyed(real: Stage) -> None:
    await real.says("/abonner", GROUP, ADMIN)
    real.server.room.chats[GROUP].standing = Standing.ADMINISTRATOR
    real.server.people.set_member(GROUP, ADMIN, Standing.MEMBER)
    assert await answers(real, ADMIN, "Otan", real.from_bot()[-1]) == (house("fr").NOT_IN_CHARGE,)
    assert await topics(real) == []


async def test_anybody_may_be_asked_for_what_only_reads(real: Stage) -> None:
    await real.says("/cherche", GROUP, MEMBER)
    (said,) = await answers(real, MEMBER, "Otan", real.from_bot()[-1])
    assert said != house("fr").NOT_IN_CHARGE


async def test_a_tapped_question_mentions_who_tapped(real: Stage) -> None:
    await real.says("/reglages", GROUP, ADMIN)
    for label in ("Horaires", "Écrire les horaires"):
        real.server.people.tap(GROUP, ADMIN, label)
        await real.play()
    question = real.from_bot()[-1]
    assert question.ask
    assert question.formatted.entities[0].url == f"tg://user?id={ADMIN}"
    (said,) = await answers(real, ADMIN, "8:15", question)
    assert said


async def test_a_group_begins_in_french_whoever_speaks_first(real: Stage) -> None:
    (said,) = await real.says("/abonner Otan", GROUP, OTHER)
    assert "c’est entendu" in said
    assert (await group_of(real)).language == "fr"


async def test_a_group_begins_in_the_language_of_who_added_the_bot(real: Stage) -> None:
    real.server.room.chats[GROUP].standing = Standing.LEFT
    real.server.people.set_standing(GROUP, OTHER, Standing.MEMBER)
    await real.play()
    assert (await group_of(real)).language == "en"
    await real.says("/langue français", GROUP, OTHER)
    assert (await group_of(real)).language == "fr"
    thread_id = real.server.people.open_topic(GROUP, "Presse")
    await real.says("/langue english", GROUP, ADMIN)
    real.server.people.type_text(GROUP, ADMIN, f"/Digest@{USERNAME.upper()}", thread_id)
    await real.play()
    assert (await group_of(real, thread_id)).language == "en"  # a new topic of it speaks as the group does


async def test_answers_stay_in_their_forum_topic(real: Stage) -> None:
    thread_id = real.server.people.open_topic(GROUP, "Presse")
    real.server.people.type_text(GROUP, ADMIN, "/ABONNER", thread_id)
    await real.play()
    question = real.from_bot()[-1]
    assert question.thread_id == thread_id
    real.server.people.type_text(GROUP, ADMIN, "Otan", thread_id, question.id)
    await real.play()
    assert real.from_bot()[-1].thread_id == thread_id
    tap = real.server.people.tap(GROUP, ADMIN, "Changer l’heure")
    await real.play()
    assert tap.answer is not None
    assert {post.thread_id for post in real.from_bot()} == {thread_id}
    assert await real.store.destinations.find(ChatId(GROUP), None) is None


async def test_a_courtesy_answers_a_question_too(real: Stage) -> None:
    await real.says("/abonner", GROUP, ADMIN)
    assert await answers(real, ADMIN, "merci", real.from_bot()[-1]) == (talk("fr").THANKS,)
