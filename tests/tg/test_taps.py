"""Every tap is answered exactly once, in time, whatever becomes of it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import pytest
from telegram import CallbackQuery, Update, User

from bot.demo.chats import Standing, Toast
from bot.errors import AlreadySubscribed, NotFound, StoreError
from bot.locale.house import house
from bot.locale.talk import talk
from bot.model import ChatKind, StoryId, TopicId
from bot.results import Courtesy, Result, StoryCard, Why
from bot.tg import taps
from bot.views.actions import (
    Action,
    ChangeTime,
    ConfirmAsk,
    FeedPage,
    MoreStories,
    OpenCard,
    ReadDay,
    UndoSchedule,
    Unsubscribe,
    encode,
)
from bot.views.actions import (
    Why as WhyAction,
)
from tests.fakes import THURSDAY
from tests.tg.stage import ADMIN, Stage
from tests.views.samples import make

GROUP = -500
STALE = house("fr").STALE_BUTTON
SORRY = house("fr").SOMETHING_ELSE
DECLINED = talk("fr").DECLINED
QUIET = Toast("", alert=False)
YES = encode(ConfirmAsk(7))

Failing = Callable[[], Awaitable[Result]]


def raising(error: Exception) -> Failing:
    async def fail() -> Result:
        raise error

    return fail


@pytest.fixture
async def stage_(stage: Stage) -> Stage:
    """With something said, so that there is a message to tap on."""
    await stage.says("Otan")
    stage.notes.calls.clear()
    return stage


async def test_a_tap_does_what_the_button_says(stage_: Stage) -> None:
    assert await stage_.taps(YES) == (QUIET, (DECLINED,))
    ((key, reader, action),) = stage_.notes.calls
    assert (key, reader.user_id, action) == ("press", 42, ConfirmAsk(7))
    assert stage_.called("answerCallbackQuery") == 1


@pytest.mark.parametrize("data", ["v1:unknown:1", "v0:yes:1", "garbage", "v1:yes:one", "é" * 20])
async def test_a_button_that_nobody_knows_any_more_says_so(stage_: Stage, data: str) -> None:
    assert await stage_.taps(data) == (Toast(STALE, alert=True), ())
    assert not stage_.notes.calls


async def test_a_button_of_something_forgotten_says_so(stage_: Stage) -> None:
    stage_.notes.instead = raising(NotFound("ask"))
    assert await stage_.taps(YES) == (Toast(STALE, alert=True), ())


async def test_a_refusal_is_a_pop_up_without_markup(stage_: Stage) -> None:
    stage_.notes.instead = raising(AlreadySubscribed("a<b"))
    popup, said = await stage_.taps(YES)
    assert popup is not None
    assert popup.alert
    assert "a<b" in popup.text
    assert said == ()


async def test_a_long_refusal_fits_into_the_pop_up(stage_: Stage) -> None:
    stage_.notes.instead = raising(AlreadySubscribed("mot " * 100))
    popup, _ = await stage_.taps(YES)
    assert popup is not None
    assert len(popup.text) <= 200


async def test_a_slow_button_stops_waiting_and_is_answered_later(
    stage_: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = asyncio.Event()
    real = CallbackQuery.answer

    async def answer(self: CallbackQuery, *args: object, **kwargs: object) -> bool:
        done = await real(self, *args, **kwargs)  # type: ignore[arg-type]
        answered.set()
        return done

    async def slow() -> Result:
        await answered.wait()
        return Courtesy.HELLO

    monkeypatch.setattr(CallbackQuery, "answer", answer)
    monkeypatch.setattr(taps.answer_tap, "__defaults__", (0.0,))
    stage_.notes.instead = slow
    assert await stage_.taps(YES) == (QUIET, (talk("fr").HELLO_AGAIN,))
    answered.clear()

    async def slow_refusal() -> Result:
        await answered.wait()
        raise AlreadySubscribed("otan")

    stage_.notes.instead = slow_refusal
    popup, said = await stage_.taps(YES)
    assert popup == QUIET
    assert len(said) == 1
    assert "otan" in said[0]
    assert stage_.called("answerCallbackQuery") == 2


async def test_a_failing_button_is_answered_and_apologised_for(
    stage_: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage_.notes.instead = raising(ValueError("secret"))
    with caplog.at_level(logging.DEBUG, logger="bot"):
        assert await stage_.taps(YES) == (QUIET, (SORRY,))
    assert "secret" not in caplog.text
    assert stage_.called("answerCallbackQuery") == 1


async def test_a_button_is_answered_when_the_database_fails(
    stage_: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr("bot.services.people.answer", full)
    assert await stage_.taps(YES) == (QUIET, (SORRY,))


async def test_a_tap_too_late_to_be_answered_still_does_its_work(stage_: Stage) -> None:
    post = stage_.server.messages(42)[-1]
    stage_.server.people.press(42, 42, post.id, YES)
    stage_.server.people.let_taps_expire()
    assert await stage_.play() == (DECLINED,)


async def test_a_tap_on_a_message_that_is_gone_is_answered(stage_: Stage) -> None:
    stage_.server.people.press(42, 42, 999_999, YES)
    assert await stage_.play() == (DECLINED,)


async def test_a_double_tap_is_answered_twice(stage_: Stage) -> None:
    post = stage_.server.messages(42)[-1]
    first = stage_.server.people.press(42, 42, post.id, YES)
    second = stage_.server.people.press(42, 42, post.id, YES)
    await stage_.play()
    assert first.answer == second.answer == QUIET


async def test_a_tap_outside_any_chat_is_answered(stage_: Stage) -> None:
    query = CallbackQuery("1", User(42, "Camille", False), "c", inline_message_id="x", data=YES)
    query.set_bot(stage_.application.bot)
    await stage_.application.process_update(Update(9_999, callback_query=query))
    assert stage_.called("answerCallbackQuery") == 1
    assert not stage_.notes.calls


async def test_a_failure_before_the_chat_is_known_is_logged_only(
    stage_: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    query = CallbackQuery("1", User(42, "Camille", False), "c", inline_message_id="x", data=YES)
    before = len(stage_.from_bot())
    await stage_.application.process_error(Update(9_999, callback_query=query), ValueError())
    assert "could not be handled" in caplog.text
    assert len(stage_.from_bot()) == before


READS: list[Action] = [
    OpenCard(StoryId(1), THURSDAY),
    WhyAction(StoryId(1), THURSDAY),
    MoreStories(THURSDAY),
    ReadDay(TopicId(1)),
    FeedPage(0),
]
CHANGES: list[Action] = [ConfirmAsk(1), Unsubscribe(TopicId(1)), ChangeTime(), UndoSchedule(1)]


async def test_where_many_read_everybody_opens_and_admins_change(stage: Stage) -> None:
    members = {42: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR}
    stage.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP, Standing.ADMINISTRATOR)
    await stage.says("/digest", GROUP, None)
    for action in READS + CHANGES:
        assert await stage.taps(encode(action), GROUP, ADMIN) == (QUIET, (DECLINED,))
    for action in READS:
        assert await stage.taps(encode(action), GROUP, 42) == (QUIET, (DECLINED,))
    for action in CHANGES:
        assert await stage.taps(encode(action), GROUP, 42) == (
            Toast(house("fr").NOT_IN_CHARGE, alert=True),
            (),
        )


async def test_in_a_channel_whoever_taps_reads_a_pop_up_and_nobody_changes_anything(stage: Stage) -> None:
    members = {ADMIN: Standing.ADMINISTRATOR}
    stage.server.people.add_group(GROUP, "Veille", members, ChatKind.CHANNEL, Standing.ADMINISTRATOR)
    stage.server.people.type_text(GROUP, None, "Bonjour")
    await stage.play()
    for action in READS:
        assert await stage.taps(encode(action), GROUP, 42) == (Toast(DECLINED, alert=True), ())
    reached = len(stage.notes.calls)
    for action in CHANGES:
        popup, said = await stage.taps(encode(action), GROUP, ADMIN)
        assert popup is not None
        assert "/canal" in popup.text
        assert said == ()
    assert len(stage.notes.calls) == reached


async def test_a_card_answers_the_message_that_was_tapped(stage_: Stage) -> None:
    stage_.notes.instead = showing(StoryCard(make("Kiev accepte une trêve"), THURSDAY))
    tapped = stage_.from_bot()[-1].id
    _, said = await stage_.taps(YES)
    assert len(said) == 1
    sent = next(call for call in reversed(stage_.server.calls) if call.method == "sendMessage")
    assert json.loads(sent.params["reply_parameters"])["message_id"] == tapped


async def test_in_a_group_a_reason_is_a_pop_up_for_who_tapped(stage: Stage) -> None:
    members = {ADMIN: Standing.ADMINISTRATOR}
    stage.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP, Standing.ADMINISTRATOR)
    await stage.says("/digest", GROUP, ADMIN)
    stage.notes.instead = showing(Why((), 0, ()))
    popup, said = await stage.taps(encode(WhyAction(StoryId(1), THURSDAY)), GROUP)
    assert popup is not None
    assert popup.alert
    assert popup.text.startswith("Pourquoi ce sujet")
    assert said == ()


def showing(result: Result) -> Failing:
    async def show() -> Result:
        return result

    return show
