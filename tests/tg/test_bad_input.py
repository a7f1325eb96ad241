"""Whatever people send: an answer or none, and never an error, a button without an answer, or markup on screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from telegram.ext import CallbackContext

from bot.demo.bot_api import USERNAME, BotApiServer
from bot.demo.chats import Standing
from bot.locale.house import house
from bot.locale.talk import talk
from bot.model import ChatKind
from bot.tg.handlers import Uses
from bot.tg.throttle import BRIM, Throttle
from bot.views import actions
from bot.views.html import plain_text
from tests.conftest import Room
from tests.tg.stage import ADMIN, Notes, Stage, build

GROUP = -100_600
STALE = house("fr").STALE_BUTTON


@pytest.fixture
async def real(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    async with _opened(server, room, None) as played:
        yield played


@pytest.fixture
async def hurried(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    """Nothing but real time passes between messages."""
    async with _opened(server, room, Throttle()) as played:
        yield played


@asynccontextmanager
async def _opened(server: BotApiServer, room: Room, throttle: Throttle | None) -> AsyncIterator[Stage]:
    server.people.add_person(ADMIN, "<b>Alix</b>")
    played = build(server, room.store, room.desk, Notes(), Uses(), throttle)
    played.application.add_error_handler(_fail)
    async with played.application:
        yield played


FAILED: list[BaseException | None] = []


async def _fail(update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
    FAILED.append(context.error)


async def test_a_torrent_from_one_is_told_so_once_and_others_are_heard(hurried: Stage) -> None:
    for number in range(200):
        hurried.server.people.type_text(42, 42, f"/abonnements {number}")
    hurried.server.people.type_text(ADMIN, ADMIN, "/aide")
    answers: list[str] = []
    for _ in range(4):  # Telegram hands out a hundred at a time
        answers += await hurried.play()
    assert answers.count(talk("fr").TOO_MANY) == 1
    assert len(answers) < BRIM + 40
    assert any("/abonner" in said for said in answers)


async def test_a_torrent_of_taps_is_answered_tap_by_tap(hurried: Stage) -> None:
    await hurried.says("/reglages")
    taps = [hurried.server.people.tap(42, 42, "Horaires", hurried.from_bot()[-1].id) for _ in range(60)]
    await hurried.play()
    assert all(tap.answer is not None for tap in taps)
    assert sum(bool(tap.answer and tap.answer.alert) for tap in taps) > 0


async def test_a_forwarded_command_is_not_obeyed(real: Stage) -> None:
    await real.says("/abonner Otan")
    real.server.people.type_text(42, 42, "/stop", forwarded=True)
    assert await real.play() == (talk("fr").FORWARDED,)
    real.server.people.add_group(GROUP, "Veille", {ADMIN: Standing.ADMINISTRATOR}, ChatKind.SUPERGROUP)
    real.server.people.type_text(GROUP, ADMIN, "/stop", forwarded=True)
    assert await real.play() == ()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 4096,
        "/abonner " + "a" * 4000,
        "/abonner <b>gras</b> &amp; <script>",
        "\u202e/abonner otan\u200b",
        "\u200b\u200e",
        "🎉" * 100,
        "/abonner 🎉",
        "/",
        "//",
        f"/abonner@{USERNAME}",
        "merci",
        "/digest " + "(" * 500,
        "/horaire 99:99",
        "/pause jamais",
        "/silence <i>",
    ],
)
async def test_any_words_get_an_answer_without_markup(real: Stage, text: str) -> None:
    FAILED.clear()
    said = await real.says(text)
    assert FAILED == []
    for each in said:
        assert "&lt;" not in each
        assert "</b>" not in each or "</b>" in text
    assert said or not text.strip("\u200b\u200e")


@pytest.mark.parametrize(
    "data",
    ["", "v1:drop:999", "v1:topic:999", "v1:card:1:1", "v1:yes:9", "v9:x", "v1:page:99:0", "v1:set:8:7:0"]
    + [f"v1:{verb}:{10**30}" for verb in ("drop", "yes", "undo", "rm")],
)
async def test_a_button_of_something_gone_is_no_longer_active(real: Stage, data: str) -> None:
    FAILED.clear()
    await real.says("/aide")
    answered, said = await real.taps(data or "v1")
    assert FAILED == []
    assert said == ()
    assert answered is not None
    assert answered.text == STALE


NAMES = (
    "abonner",
    "desabonner",
    "alerte",
    "horaire",
    "fuseau",
    "silence",
    "pause",
    "reglages",
    "langue",
    "digest",
)
WORDS = st.one_of(
    st.text(max_size=60), st.builds("/{} {}".format, st.sampled_from(NAMES), st.text(max_size=40))
)
DATA = st.builds(
    lambda verb, numbers: ":".join(("v1", verb, *map(str, numbers)))[:64],
    st.sampled_from(sorted(actions.VERBS.values())),
    st.lists(st.integers(-3, 2**40), max_size=3),
)


@trying(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, DATA)
async def test_nothing_that_is_typed_or_tapped_fails(real: Stage, text: str, data: str) -> None:
    FAILED.clear()
    if text.strip():
        await real.says(text)
    if not real.server.messages(42):
        await real.says("/aide")
    real.server.people.press(42, 42, real.server.messages(42)[-1].id, data)
    await real.play()
    assert FAILED == []


# --- what is not words, and what comes late


THINGS: dict[str, dict[str, object]] = {
    "poll": {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
    "location": {"latitude": 48.8, "longitude": 2.3},
    "contact": {"phone_number": "+33100000000", "first_name": "<b>"},
    "voice": {"file_id": "f", "file_unique_id": "u", "duration": 1},
    "dice": {"emoji": "\U0001f3b2", "value": 6},
    "video_note": {"file_id": "f", "file_unique_id": "u", "duration": 1, "length": 10},
}


def _sends(stage: Stage, chat_id: int, kind: str) -> None:
    chat = stage.server.room.chats[chat_id]
    where = {"id": chat_id, "type": chat.kind.value, "title": chat.title, "first_name": "Camille"}
    person = {"id": 42, "is_bot": False, "first_name": "Camille", "language_code": "fr"}
    stage.server.inbox.push(
        "message",
        {
            "message_id": stage.server.room.next_id(),
            "date": 0,
            "chat": where,
            "from": person,
            kind: THINGS[kind],
        },
    )


@pytest.mark.parametrize("kind", THINGS)
async def test_what_holds_no_words_is_answered_in_private_and_left_alone_in_a_group(
    real: Stage, kind: str
) -> None:
    FAILED.clear()
    _sends(real, 42, kind)
    assert await real.play() == (plain_text(talk("fr").UNREADABLE),)
    real.server.people.add_group(GROUP, "Veille", {42: Standing.MEMBER}, ChatKind.SUPERGROUP)
    _sends(real, GROUP, kind)
    assert await real.play() == ()
    assert FAILED == []


async def test_an_edited_command_is_not_obeyed_twice(real: Stage) -> None:
    await real.says("/abonner Otan")
    typed = next(post for post in real.server.messages(42) if post.text == "/abonner Otan")
    real.server.people.edit_text(42, typed.id, "/abonner budget")
    assert await real.play() == ()
    (said,) = await real.says("/abonnements")
    assert "budget" not in said


@pytest.mark.parametrize("data", ["v1:drop:999", "v1:unknown", "v1:drop:1"])
async def test_of_a_tap_that_is_too_old_to_be_answered_the_words_still_arrive(
    real: Stage, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    FAILED.clear()
    await real.says("/abonner Otan")
    post = real.from_bot()[-1]
    tap = real.server.people.press(42, 42, post.id, data)
    real.server.people.let_taps_expire()
    (said,) = await real.play()
    assert tap.answer is None
    assert said == STALE or "retiré" in said
    assert FAILED == []
    assert "Traceback" not in caplog.text


async def test_a_button_of_a_topic_that_is_gone_is_no_longer_active(real: Stage) -> None:
    await real.says("/abonner Otan")
    first = real.from_bot()[-1]
    await real.says("/desabonner Otan")
    for row in first.buttons:
        for button in row:
            if button.label in ("Préciser", "Annuler"):
                tap = real.server.people.press(42, 42, first.id, button.action)
                assert await real.play() == ()
                assert tap.answer is not None
                assert tap.answer.text == STALE


@pytest.mark.parametrize("name", [USERNAME, USERNAME.upper(), USERNAME.title()])
async def test_a_command_may_name_the_bot_in_any_case_and_another_bot_is_not_us(
    real: Stage, name: str
) -> None:
    real.server.people.add_group(GROUP, "Veille", {42: Standing.ADMINISTRATOR}, ChatKind.SUPERGROUP)
    (said,) = await real.says(f"/Abonner@{name} Otan", GROUP, 42)
    assert said.startswith("Otan")
    assert await real.says(f"/abonner@{name}x budget", GROUP, 42) == ()
