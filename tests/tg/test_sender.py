"""The sender through the real library against the loopback server: what arrives, and what each failure means."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.chats import Standing
from bot.demo.faults import (
    CUT,
    CUT_AFTER,
    HANG,
    HANG_AFTER,
    MALFORMED,
    NOT_STARTED,
    SERVER_ERROR,
    SERVER_ERROR_AFTER,
    Fault,
    FaultKind,
    flood,
    refused,
)
from bot.errors import (
    BotError,
    ChatGone,
    ChatMoved,
    DoubtfulSend,
    GoneReason,
    MessageRejected,
    NotSent,
    RetryLater,
    TargetGone,
    TokenRefused,
)
from bot.model import Attachment, Button, ChatKind, Dress, Editing, Message, Part, Replying
from bot.tg.limits import STORM_CHATS, Limits
from bot.tg.sender import TelegramSender
from tests.tg.people import destination

HELLO = Message("<b>Otan</b> &amp; Kiev")


async def test_a_message_arrives_as_html_without_preview(
    server: BotApiServer, sender: TelegramSender
) -> None:
    rows = ((Button("Lire", action="v1:x"), Button("Page", url="https://fanal.example/a")),)
    sent = await sender.send(destination(), Message(HELLO.html, rows, silent=True))
    post = server.messages(42)[-1]
    assert (post.id, post.text, post.silent, post.preview) == (sent, "Otan & Kiev", True, False)
    assert post.buttons == rows


async def test_a_message_may_show_what_its_first_link_leads_to(
    server: BotApiServer, sender: TelegramSender
) -> None:
    await sender.send(destination(), replace(HELLO, preview=True))
    assert server.messages(42)[-1].preview


async def test_a_message_without_buttons_has_none(server: BotApiServer, sender: TelegramSender) -> None:
    await sender.send(destination(), HELLO)
    assert server.messages(42)[-1].buttons == ()
    assert "reply_markup" not in server.calls[-1].params


@pytest.mark.parametrize(
    ("kind", "chat_id", "asked"),
    [(ChatKind.GROUP, -5, True), (ChatKind.SUPERGROUP, -6, True), (ChatKind.PRIVATE, 42, False)],
)
async def test_a_question_opens_the_keyboard_in_groups_only(
    server: BotApiServer, sender: TelegramSender, kind: ChatKind, chat_id: int, asked: bool
) -> None:
    if kind is not ChatKind.PRIVATE:
        server.people.add_group(chat_id, "Veille", kind=kind)
    await sender.send(destination(chat_id, kind), Message("Quel mot ?", ask=True))
    assert server.messages(chat_id)[-1].ask is asked


async def test_a_forum_topic_gets_its_own_message(server: BotApiServer, sender: TelegramSender) -> None:
    server.people.add_group(-5, "Veille", kind=ChatKind.SUPERGROUP, forum=True)
    thread_id = server.people.open_topic(-5, "Presse")
    await sender.send(destination(-5, ChatKind.SUPERGROUP, thread_id), HELLO)
    assert server.messages(-5)[-1].thread_id == thread_id


@pytest.mark.parametrize("dress", [Dress.FULL, Dress.PLAIN])
@pytest.mark.parametrize("as_photo", [False, True])
async def test_a_document_carries_its_caption(
    server: BotApiServer, sender: TelegramSender, dress: Dress, as_photo: bool
) -> None:
    paper = Attachment("flux.opml", b"<opml/>", "text/x-opml", as_photo)
    message = Message(HELLO.html, attachment=paper, silent=True)
    await sender.send(destination(), message, dress=dress)
    post = server.messages(42)[-1]
    assert post.upload is not None
    assert post.upload.kind == ("photo" if as_photo else "document")
    assert (post.upload.name, post.upload.content, post.text) == ("flux.opml", b"<opml/>", "Otan & Kiev")
    assert post.silent


async def test_plain_text_keeps_words_addresses_and_actions(
    server: BotApiServer, sender: TelegramSender
) -> None:
    rows = ((Button("Lire", action="v1:x"), Button("Page", url="ftp://x")), (Button("Page", url="ftp://x"),))
    await sender.send(
        destination(),
        Message('<b>Un <a href="https://fanal.example/a">titre</a> &lt;3', rows),
        dress=Dress.PLAIN,
    )
    post = server.messages(42)[-1]
    assert post.text == "Un titre (https://fanal.example/a) <3"
    assert post.formatted.entities == ()
    assert post.buttons == ((Button("Lire", action="v1:x"),),)


async def test_bare_words_have_neither_button_nor_attachment(
    server: BotApiServer, sender: TelegramSender
) -> None:
    paper = Attachment("flux.opml", b"<opml/>", "text/x-opml")
    message = Message("é" * 5_000, ((Button("Lire", action="v1:x"),),), attachment=paper)
    await sender.send(destination(), message, dress=Dress.BARE)
    post = server.messages(42)[-1]
    assert (post.text, post.buttons, post.upload) == ("é" * 4_096, (), None)


# --- what concerns an earlier message -------------------------------------------------------------------------

ROWS = ((Button("Lire", action="v1:x"),),)
PAPER = Attachment("carte.png", b"png", "image/png", as_photo=True)


async def test_an_answer_names_the_message_or_goes_without(
    server: BotApiServer, sender: TelegramSender
) -> None:
    first = await sender.send(destination(), HELLO)
    await sender.send(destination(), HELLO, Replying(first))
    assert server.messages(42)[-1].reply_to == first
    await sender.send(destination(), HELLO, Replying(987_654))
    assert server.messages(42)[-1].reply_to is None


@pytest.mark.parametrize(
    ("before", "part", "after"),
    [
        (HELLO, Part.TEXT, Message("<i>Kiev</i>", ROWS)),
        (Message("Otan", ROWS), Part.TEXT, Message("Kiev")),
        (Message("Otan", attachment=PAPER), Part.CAPTION, Message("Kiev", ROWS)),
        (Message("Kiev", ROWS), Part.BUTTONS, Message("Kiev")),
    ],
    ids=["text", "buttons go", "caption", "buttons only"],
)
async def test_an_edit_changes_the_message_in_place_however_often(
    server: BotApiServer, sender: TelegramSender, before: Message, part: Part, after: Message
) -> None:
    first = await sender.send(destination(), before)
    for _ in range(2):  # the second finds nothing to change, which is as good as done
        assert await sender.send(destination(), after, Editing(first, part, or_new=True)) == first
    (post,) = server.messages(42)
    assert (post.text, post.buttons) == ("Kiev", after.buttons)
    assert (post.upload is None) is (before.attachment is None)


@pytest.mark.parametrize(
    "fault",
    [refused("message to edit not found"), refused("message can't be edited"), refused("MESSAGE_ID_INVALID")],
    ids=lambda fault: fault.description,
)
async def test_a_message_that_cannot_be_edited_is_known(
    server: BotApiServer, sender: TelegramSender, fault: Fault
) -> None:
    first = await sender.send(destination(), HELLO)
    server.faults.queue(fault, "editMessageText")
    with pytest.raises(TargetGone):
        await sender.send(destination(), Message("x"), Editing(first, Part.TEXT, or_new=True))
    with pytest.raises(TargetGone):
        await sender.send(destination(), Message("x"), Editing(first + 1, Part.TEXT, or_new=True))
    with pytest.raises(TargetGone):
        await sender.send(destination(), Message("x"), Editing(None, Part.TEXT, or_new=True))


@pytest.mark.parametrize(
    "fault",
    [
        refused("not enough rights to send photos to the chat"),
        refused("IMAGE_PROCESS_FAILED"),
        refused("PHOTO_INVALID_DIMENSIONS"),
    ],
    ids=lambda fault: fault.description,
)
async def test_a_photo_that_is_refused_closes_no_chat(
    server: BotApiServer, sender: TelegramSender, fault: Fault
) -> None:
    server.faults.queue(fault, "sendPhoto")
    with pytest.raises(MessageRejected) as caught:
        await sender.send(destination(), Message("Otan", attachment=PAPER))
    assert caught.value.attachment


def forbidden(reason: str) -> Fault:
    return failure(403, f"Forbidden: {reason}")


def failure(status: int, description: str) -> Fault:
    return Fault(FaultKind.ERROR, status=status, description=description)


GONE = [
    ("blocked", forbidden("bot was blocked by the user"), GoneReason.BLOCKED),
    ("kicked", forbidden("bot was kicked from the supergroup chat"), GoneReason.KICKED),
    ("not a member", forbidden("bot is not a member of the channel chat"), GoneReason.KICKED),
    ("deactivated", forbidden("user is deactivated"), GoneReason.DEACTIVATED),
    ("group deleted", forbidden("the group chat was deleted"), GoneReason.NOT_FOUND),
    ("never started", NOT_STARTED, GoneReason.WAITING),
    ("another 403", forbidden("something new"), GoneReason.NO_RIGHT),
    ("chat not found", refused("chat not found"), GoneReason.NOT_FOUND),
    ("peer", refused("PEER_ID_INVALID"), GoneReason.NOT_FOUND),
    ("thread", refused("message thread not found"), GoneReason.TOPIC_CLOSED),
    ("topic closed", refused("TOPIC_CLOSED"), GoneReason.TOPIC_CLOSED),
    ("topic deleted", refused("TOPIC_DELETED"), GoneReason.TOPIC_CLOSED),
    ("rights", refused("not enough rights to send text messages to the chat"), GoneReason.NO_RIGHT),
    ("no rights", refused("have no rights to send a message"), GoneReason.NO_RIGHT),
    ("write forbidden", refused("CHAT_WRITE_FORBIDDEN"), GoneReason.NO_RIGHT),
    ("blocked, in a 400", refused("USER_IS_BLOCKED"), GoneReason.BLOCKED),
    ("kicked, in a 400", refused("bot was kicked from the channel chat"), GoneReason.KICKED),
    ("private channel", refused("CHANNEL_PRIVATE"), GoneReason.KICKED),
    ("moved who knows where", refused("group chat was upgraded to a supergroup chat"), GoneReason.NOT_FOUND),
    ("channel", refused("need administrator rights in the channel chat"), GoneReason.NO_RIGHT),
]


@pytest.mark.parametrize(("fault", "reason"), [row[1:] for row in GONE], ids=[row[0] for row in GONE])
async def test_a_closed_door_says_why(
    server: BotApiServer, sender: TelegramSender, fault: Fault, reason: GoneReason
) -> None:
    server.faults.queue(fault)
    with pytest.raises(ChatGone) as caught:
        await sender.send(destination(), HELLO)
    assert caught.value.reason is reason


DESCRIBED: list[tuple[str, Fault, type[BotError], dict[str, object]]] = [
    ("markup", refused("can't parse entities: Unsupported tag"), MessageRejected, {"markup": True}),
    ("button", refused("BUTTON_URL_INVALID"), MessageRejected, {"markup": True}),
    ("too long", refused("message is too long"), MessageRejected, {"markup": True}),
    ("another 400", refused("something new"), MessageRejected, {"markup": False}),
    ("413", failure(413, "Request Entity Too Large"), MessageRejected, {"attachment": True}),
    ("moved", replace(refused("upgraded"), migrated_to=-100777), ChatMoved, {"chat_id": -100777}),
    ("flood", flood(17), RetryLater, {"after": timedelta(seconds=17), "everywhere": False}),
    ("flood without a time", failure(429, "Too Many Requests"), RetryLater, {"everywhere": False}),
    ("401", failure(401, "Unauthorized"), TokenRefused, {}),
    ("404", failure(404, "Not Found"), TokenRefused, {}),
    ("500", failure(500, "Internal Server Error"), DoubtfulSend, {}),
    ("502", SERVER_ERROR, DoubtfulSend, {}),
    ("502 after accepting", SERVER_ERROR_AFTER, DoubtfulSend, {}),
    ("504", failure(504, "Gateway Timeout"), DoubtfulSend, {}),
    ("hang", HANG, DoubtfulSend, {}),
    ("hang after accepting", HANG_AFTER, DoubtfulSend, {}),
    ("cut", CUT, DoubtfulSend, {}),
    ("cut after accepting", CUT_AFTER, DoubtfulSend, {}),
    ("malformed", MALFORMED, DoubtfulSend, {}),
]


@pytest.mark.parametrize(
    ("fault", "kind", "data"), [row[1:] for row in DESCRIBED], ids=[row[0] for row in DESCRIBED]
)
async def test_each_failure_says_what_to_do_about_the_message(
    server: BotApiServer, sender: TelegramSender, fault: Fault, kind: type[BotError], data: dict[str, object]
) -> None:
    server.faults.queue(fault)
    with pytest.raises(kind) as caught:
        await sender.send(destination(), HELLO)
    assert {name: getattr(caught.value, name) for name in data} == data
    assert caught.value.__cause__ is not None


async def test_what_the_server_itself_refuses_is_understood(
    server: BotApiServer, sender: TelegramSender
) -> None:
    server.people.add_group(-5, "Veille", standing=Standing.RESTRICTED)
    with pytest.raises(ChatGone) as caught:
        await sender.send(destination(-5, ChatKind.GROUP), HELLO)
    assert caught.value.reason is GoneReason.NO_RIGHT
    new_id = server.people.migrate(-5)
    with pytest.raises(ChatMoved) as moved:
        await sender.send(destination(-5, ChatKind.GROUP), HELLO)
    assert moved.value.chat_id == new_id
    with pytest.raises(MessageRejected) as broken:
        await sender.send(destination(), Message("<b>jamais fermé"))
    assert broken.value.markup
    with pytest.raises(MessageRejected) as long:
        await sender.send(destination(), Message("x" * 4_097))
    assert long.value.markup


async def test_a_refused_token_is_known(server: BotApiServer) -> None:
    other = "7000000001:another-token-that-nobody-gave-out-00"
    await with_bot(server.base_url, other, TokenRefused)


async def test_a_server_that_is_not_there_got_nothing() -> None:
    async with BotApiServer() as gone:
        base_url = gone.base_url
    await with_bot(base_url, DEMO_TOKEN, NotSent)


async def with_bot(base_url: str, token: str, expected: type[BotError]) -> None:
    request = HTTPXRequest(read_timeout=1, httpx_kwargs={"trust_env": False})
    bot = Bot(token, base_url=base_url, request=request)
    with pytest.raises(expected):
        await TelegramSender(bot, Limits()).send(destination(), HELLO)
    await request.shutdown()


async def test_no_free_connection_means_not_sent(server: BotApiServer) -> None:
    server.people.add_person(43, "Alix")
    server.faults.queue(HANG, chat_id=42)
    request = HTTPXRequest(
        connection_pool_size=1, read_timeout=5, pool_timeout=0.01, httpx_kwargs={"trust_env": False}
    )
    sender = TelegramSender(Bot(server.token, base_url=server.base_url, request=request), Limits())
    hanging = asyncio.ensure_future(sender.send(destination(42), HELLO))
    await server.until(lambda: server.faults.hits[FaultKind.HANG] == 1)
    with pytest.raises(NotSent):
        await sender.send(destination(43), HELLO)
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    await request.shutdown()


async def test_the_whole_send_has_an_end(server: BotApiServer, bot: Bot) -> None:
    server.faults.queue(HANG)
    with pytest.raises(DoubtfulSend):
        await TelegramSender(bot, Limits(), total_s=0.05).send(destination(), HELLO)


async def test_an_answer_without_a_message_is_doubtful(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nonsense(*_: object, **__: object) -> object:
        raise KeyError("result")

    sender = TelegramSender(bot, Limits())
    monkeypatch.setattr(sender, "_hand_over", nonsense)
    with pytest.raises(DoubtfulSend):
        await sender.send(destination(), HELLO)


async def test_a_flooded_chat_is_not_asked_again_before_its_time(
    server: BotApiServer, sender: TelegramSender
) -> None:
    server.people.add_person(43, "Alix")
    server.faults.queue(flood(30), chat_id=42)
    with pytest.raises(RetryLater):
        await sender.send(destination(42), HELLO)
    asked = len(server.calls)
    with pytest.raises(RetryLater) as caught:
        await sender.send(destination(42), HELLO)
    assert len(server.calls) == asked
    assert timedelta(seconds=25) < caught.value.after <= timedelta(seconds=30)
    await sender.send(destination(43), HELLO)


async def test_a_storm_of_refusals_silences_the_bot(server: BotApiServer, sender: TelegramSender) -> None:
    for chat_id in range(50, 50 + STORM_CHATS):
        server.people.add_person(chat_id, "Alix")
        server.faults.queue(flood(30), chat_id=chat_id)
        with pytest.raises(RetryLater) as caught:
            await sender.send(destination(chat_id), HELLO)
    assert caught.value.everywhere
    with pytest.raises(RetryLater) as silenced:
        await sender.send(destination(42), HELLO)
    assert silenced.value.everywhere
