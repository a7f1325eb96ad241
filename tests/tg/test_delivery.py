"""Courier and sender together, through the real library against the loopback server: what stands in the chat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from telegram import Bot

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Standing
from bot.demo.faults import CUT_AFTER, SERVER_ERROR, SERVER_ERROR_AFTER, Fault, refused
from bot.errors import GoneReason
from bot.model import (
    Attachment,
    Button,
    ChatId,
    ChatKind,
    DestinationId,
    Draft,
    Edit,
    How,
    Kind,
    Message,
    OfDraft,
    OfStory,
    Part,
    Reply,
    StoryId,
)
from bot.results import Delivered
from bot.services.delivery import Courier
from bot.services.people import destination_of
from bot.tg.limits import Limits
from bot.tg.sender import TelegramSender
from tests.conftest import Room
from tests.fakes import reader

CAMILLE = 42
GROUP = -500
LINK = Button("Lire", url="https://fanal.example/a")
PHOTO = Attachment("a.png", b"png", "image/png", as_photo=True)
ACTION = Button("Pourquoi ?", action="v1:why:1:2")


@dataclass
class Line:
    """What is owed on one side, what stands in the chats on the other."""

    room: Room
    server: BotApiServer
    sender: TelegramSender
    keys: list[str] = field(default_factory=list)

    async def owe(
        self, message: Message | str, way: Edit | Reply | None = None, chat_id: int = CAMILLE, story: int = 0
    ) -> DestinationId:
        kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP
        destination = await destination_of(self.room.desk, reader(chat_id, kind=kind))
        self.keys.append(f"k{len(self.keys)}")
        words = Message(message) if isinstance(message, str) else message
        stories = (StoryId(story),) if story else ()
        draft = Draft(destination.id, Kind.ALERT, self.keys[-1], words, stories, way)
        await self.room.store.outbox.enqueue([draft], self.room.clock.now())
        return destination.id

    async def carry(self, **later: float) -> Delivered:
        self.room.clock.move(**later)
        courier = Courier(self.room.store, self.sender, self.room.clock, _never, asyncio.Event())
        return await courier.drain()

    def texts(self, chat_id: int = CAMILLE) -> list[str]:
        return [post.text for post in self.server.messages(chat_id)]


def _never(error: Exception) -> None:
    raise AssertionError(error)


@pytest.fixture
def line(room: Room, server: BotApiServer, bot: Bot) -> Line:
    async def wait(seconds: float) -> None:
        room.clock.move(seconds=seconds)

    limits = Limits(clock=lambda: room.clock.now().timestamp(), sleep=wait)
    return Line(room, server, TelegramSender(bot, limits))


# --- what Telegram refuses -----------------------------------------------------------------------------------

REFUSED = [
    ("a tag left open", Message("<b>Otan", ((ACTION,),)), "Otan", ((ACTION,),)),
    ("a tag of no kind", Message("<h1>Otan</h1>"), "Otan", ()),
    ("too long", Message("<b>" + "é" * 4_200 + "</b>", ((ACTION,),)), "é" * 4_096, ((ACTION,),)),
    ("a bad address", Message("Otan", ((Button("Lire", url="ftp:/x"), ACTION),)), "Otan", ((ACTION,),)),
    ("data too long", Message("<b>Otan</b>", ((Button("Lire", action="x" * 65),),)), "Otan", ()),
    ("all of it", Message("<b>Otan", ((Button("Lire", action="x" * 65), LINK),)), "Otan", ()),
]


@pytest.mark.parametrize(
    ("message", "text", "buttons"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_what_is_refused_for_its_form_goes_out_with_less_of_it_and_blocks_nothing(
    line: Line,
    caplog: pytest.LogCaptureFixture,
    message: Message,
    text: str,
    buttons: tuple[tuple[Button, ...], ...],
) -> None:
    await line.owe(message)
    await line.owe("<i>suivant</i>")
    done = (await line.carry()) + (await line.carry(seconds=3))  # three tries are a chat's burst
    assert (done.sent, done.buried, done.doubtful) == (2, 0, 0)
    assert line.texts() == [text, "suivant"]
    assert line.server.messages(CAMILLE)[0].buttons == buttons
    assert "of digest" in caplog.text
    assert "Otan" not in caplog.text  # logs hold no one's topics


async def test_a_caption_that_is_too_long_is_cut_under_its_photo(line: Line) -> None:
    await line.owe(
        Message(
            "<b>" + "é" * 1_100 + "</b>", attachment=Attachment("a.png", b"png", "image/png", as_photo=True)
        )
    )
    assert await line.carry() == Delivered(sent=1)
    (post,) = line.server.messages(CAMILLE)
    assert post.upload is not None
    assert post.text == "é" * 1_024


# --- an alert that changes -----------------------------------------------------------------------------------


async def test_an_alert_is_edited_in_place_and_answered_also_while_it_waits(line: Line) -> None:
    await line.owe(Message("Dix blessés", ((ACTION,),)), story=5)
    await line.owe(
        Message("Douze blessés, mis à jour, 14 h 05", ((ACTION,),)), Edit(OfStory(StoryId(5), How.ALERT))
    )
    await line.owe("<b>Rectification</b>", Reply(OfDraft("k0")))
    line.server.faults.queue(SERVER_ERROR)
    assert await line.carry() == Delivered(doubtful=1)
    assert (await line.carry(seconds=5)) + (await line.carry(seconds=3)) == Delivered(sent=3)
    first, answer = line.server.messages(CAMILLE)
    assert (first.text, first.buttons) == ("Douze blessés, mis à jour, 14 h 05", ((ACTION,),))
    assert (answer.text, answer.reply_to) == ("Rectification", first.id)


async def test_an_edit_in_doubt_is_done_again_and_nothing_is_repeated(line: Line) -> None:
    await line.owe("Dix blessés")
    await line.carry()
    await line.owe("Douze blessés", Edit(OfDraft("k0")))
    line.server.faults.queue(CUT_AFTER, "editMessageText")
    assert await line.carry() == Delivered(doubtful=1)
    assert await line.carry(seconds=5) == Delivered(sent=1)
    assert line.texts() == ["Douze blessés"]


@pytest.mark.parametrize(("or_new", "texts"), [(True, ["Douze blessés"]), (False, [])])
async def test_an_alert_that_was_deleted_is_told_anew_or_not_at_all(
    line: Line, or_new: bool, texts: list[str]
) -> None:
    await line.owe("Dix blessés")
    await line.carry()
    (post,) = line.server.messages(CAMILLE)
    line.server.room.chats[CAMILLE].posts.pop(post.id)
    await line.owe("Douze blessés", Edit(OfDraft("k0"), Part.TEXT, or_new))
    await line.carry()
    assert line.texts() == texts


# --- doubt, moves and refusals -------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [CUT_AFTER, SERVER_ERROR_AFTER], ids=["cut", "502"])
async def test_doubt_holds_up_its_own_chat_alone_and_repeats_at_most_once(line: Line, fault: Fault) -> None:
    line.server.people.add_person(43, "Alix")
    line.server.faults.queue(fault, chat_id=CAMILLE)
    for text in ("un", "deux"):
        await line.owe(text)
        await line.owe(text, chat_id=43)
    assert await line.carry() == Delivered(sent=2, doubtful=1)
    assert line.texts(43) == ["un", "deux"]
    assert await line.carry(seconds=4) == Delivered()
    assert await line.carry(seconds=1) == Delivered(sent=2)
    assert line.texts() == ["un", "un", "deux"]


async def test_what_is_owed_to_a_group_arrives_where_it_moved_to(line: Line) -> None:
    line.server.people.add_group(GROUP, "Veille", kind=ChatKind.GROUP)
    await line.owe("un", chat_id=GROUP)
    await line.owe("deux", chat_id=GROUP)
    new_id = line.server.people.migrate(GROUP)
    assert await line.carry() == Delivered(sent=2, deferred=1)
    assert line.texts(new_id) == ["un", "deux"]


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (Standing.KICKED, GoneReason.KICKED),
        (Standing.LEFT, GoneReason.KICKED),
        (Standing.RESTRICTED, GoneReason.NO_RIGHT),
    ],
)
async def test_a_group_that_refuses_us_is_asked_once(
    line: Line, standing: Standing, reason: GoneReason
) -> None:
    line.server.people.add_group(GROUP, "Veille", kind=ChatKind.GROUP, standing=standing)
    for text in ("un", "deux", "trois"):
        await line.owe(text, chat_id=GROUP)
    assert await line.carry() == Delivered(closed=1)
    assert await line.carry(days=1) == Delivered()
    assert [call.method for call in line.server.calls].count("sendMessage") == 1
    found = await line.room.store.destinations.find(ChatId(GROUP), None)
    assert found is not None
    assert found.closed is reason


async def test_who_never_pressed_start_is_waited_for(line: Line) -> None:
    line.server.room.chats[CAMILLE].started = False
    destination_id = await line.owe("un")
    assert await line.carry() == Delivered(closed=1)
    found = await line.room.store.destinations.get(destination_id)
    assert found.closed is GoneReason.WAITING


async def test_a_photo_where_only_words_are_allowed_closes_nothing(line: Line) -> None:
    photo = Message(
        "<b>Carte</b>", ((ACTION,),), attachment=Attachment("a.png", b"png", "image/png", as_photo=True)
    )
    await line.owe(photo)
    line.server.faults.queue(refused("not enough rights to send photos to the chat"), "sendPhoto")
    assert await line.carry() == Delivered(sent=1)
    (post,) = line.server.messages(CAMILLE)
    assert (post.text, post.upload, post.buttons) == ("Carte", None, ((ACTION,),))
