"""The server as the real client library sees it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    ChatMemberAdministrator,
    ChatMemberLeft,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, InvalidToken

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import BOT_ID, Key, Standing
from bot.demo.clock import DemoClock
from bot.model import Button
from tests.demo.conftest import ADMIN, CHANNEL, FORUM, GROUP, NOW, READER, new_client

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4)


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"do:{label}")] for label in labels]
    )


async def test_the_bot_knows_who_it_is(client: Bot) -> None:
    me = await client.get_me()
    assert (me.username, me.is_bot) == ("vigie_demo_bot", True)


async def test_a_message_arrives_as_it_was_sent(server: BotApiServer, client: Bot) -> None:
    sent = await client.send_message(
        READER,
        '<b>Otan</b> &amp; <a href="https://fanal.example/1">la suite</a>',
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton("Oui", callback_data="y"),
                    InlineKeyboardButton("Lire", url="https://a.example"),
                ]
            ]
        ),
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    (post,) = server.messages(READER)
    assert (sent.message_id, sent.text, sent.date) == (post.id, "Otan & la suite", NOW)
    assert [entity.type for entity in sent.entities] == ["bold", "text_link"]
    assert post.buttons == ((Button("Oui", action="y"), Button("Lire", url="https://a.example")),)
    assert (post.silent, post.preview, post.ask) == (True, False, False)
    assert (server.calls[-1].method, server.calls[-1].status) == ("sendMessage", 200)


async def test_an_edit_is_applied_in_place(server: BotApiServer, client: Bot) -> None:
    first = await client.send_message(READER, "un", reply_markup=keyboard("Oui"))
    assert isinstance(server.clock, DemoClock)
    server.clock.advance(timedelta(minutes=5))
    await client.edit_message_text("deux", READER, first.message_id)
    (post,) = server.messages(READER)
    assert (post.text, post.buttons, post.edited_at) == ("deux", (), NOW + timedelta(minutes=5))
    await client.edit_message_reply_markup(READER, first.message_id, reply_markup=keyboard("Non"))
    assert server.messages(READER)[0].buttons[0][0].label == "Non"
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await client.edit_message_text("deux", READER, first.message_id, reply_markup=keyboard("Non"))


async def test_a_deleted_message_is_gone(server: BotApiServer, client: Bot) -> None:
    sent = await client.send_message(READER, "un")
    assert await client.delete_message(READER, sent.message_id)
    assert server.messages(READER) == ()
    assert [post.deleted for post in server.room.changed_posts(0)] == [True]
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await client.delete_message(READER, sent.message_id)


async def test_files_go_out_and_come_back(server: BotApiServer, client: Bot) -> None:
    sent = await client.send_document(
        READER, b"<opml/>", filename="flux.opml", caption="<i>Flux</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("flux.opml", "Flux")
    file = await client.get_file(sent.document.file_id)
    assert await file.download_as_bytearray() == b"<opml/>"
    again = await client.send_document(READER, sent.document.file_id)
    assert again.document is not None
    photo = await client.send_photo(READER, PNG)
    assert [(size.width, size.height) for size in photo.photo] == [(640, 480)]
    await client.edit_message_caption(READER, photo.message_id, caption="Une courbe")
    assert server.messages(READER)[-1].text == "Une courbe"
    with pytest.raises(BadRequest, match=r"(?i)no text in the message"):
        await client.edit_message_text("x", READER, photo.message_id)
    text = await client.send_message(READER, "x")
    with pytest.raises(BadRequest, match=r"(?i)no caption in the message"):
        await client.edit_message_caption(READER, text.message_id, caption="x")
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await client.get_file("nothing")
    with pytest.raises(BadRequest, match=r"(?i)no document in the request"):
        await client.send_document(READER, "unknown-id")


async def test_a_file_that_is_too_big_cannot_be_fetched(
    server: BotApiServer, client: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.demo.methods.MAX_DOWNLOAD_BYTES", 3)
    sent = await client.send_document(READER, b"1234")
    assert sent.document is not None
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await client.get_file(sent.document.file_id)


async def test_the_menu_is_kept_for_each_scope_and_language(server: BotApiServer, client: Bot) -> None:
    menu = [BotCommand("aide", "Ce que je sais faire")]
    scope = BotCommandScopeAllPrivateChats()
    assert await client.set_my_commands(menu, scope=scope, language_code="fr")
    assert await client.get_my_commands(scope=scope, language_code="fr") == tuple(menu)
    assert await client.get_my_commands() == ()
    assert server.profile.commands("all_private_chats", "fr") == [menu[0].to_dict()]
    assert await client.delete_my_commands(scope=scope, language_code="fr")
    assert await client.get_my_commands(scope=scope, language_code="fr") == ()
    await client.set_my_commands(menu, scope=BotCommandScopeDefault())
    assert server.profile.commands() == [menu[0].to_dict()]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (BotCommand("Aide", "x"), "BOT_COMMAND_INVALID"),
        (BotCommand("aide", "x" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
    ids=["upper case", "long description"],
)
async def test_a_bad_menu_is_refused(client: Bot, command: BotCommand, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){re.escape(reason)}"):
        await client.set_my_commands([command])


async def test_too_many_commands_are_refused(client: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMANDS_TOO_MUCH"):
        await client.set_my_commands([BotCommand(f"c{i}", "x") for i in range(101)])


async def test_the_bot_presents_itself(client: Bot) -> None:
    await client.set_my_description("Une veille de la presse.", language_code="fr")
    await client.set_my_short_description("Veille")
    await client.set_my_name("Vigie")
    assert (await client.get_my_description("fr")).description == "Une veille de la presse."
    assert (await client.get_my_short_description()).short_description == "Veille"
    assert (await client.get_my_name()).name == "Vigie"
    await client.set_chat_menu_button(READER, MenuButtonCommands())
    assert await client.get_chat_menu_button(READER) == MenuButtonCommands()
    assert (await client.get_chat_menu_button()).type == "commands"
    with pytest.raises(BadRequest, match=r"(?i)too long"):
        await client.set_my_short_description("x" * 121)


async def test_chats_and_members_can_be_asked_about(client: Bot) -> None:
    assert (await client.get_chat(READER)).first_name == "Camille"
    assert (await client.get_chat_member(GROUP, ADMIN)).user.username == "dominique"
    assert (await client.get_chat(FORUM)).is_forum
    assert (await client.get_chat_member(GROUP, ADMIN)).status == "creator"
    assert (await client.get_chat_member(READER, READER)).status == "member"
    assert (await client.get_chat_member(GROUP, BOT_ID)).status == "member"
    admins = await client.get_chat_administrators(FORUM)
    assert sorted(admin.status for admin in admins) == ["administrator", "creator"]
    assert any(isinstance(admin, ChatMemberAdministrator) for admin in admins)
    assert await client.get_chat_member_count(GROUP) == 3
    with pytest.raises(BadRequest, match=r"(?i)member not found"):
        await client.get_chat_member(GROUP, 999)
    with pytest.raises(BadRequest, match=r"(?i)no administrators"):
        await client.get_chat_administrators(READER)


@pytest.mark.parametrize("standing", list(Standing), ids=str)
async def test_every_standing_is_one_that_the_library_knows(
    server: BotApiServer, client: Bot, standing: Standing
) -> None:
    server.room.chats[GROUP].members[READER] = standing
    assert (await client.get_chat_member(GROUP, READER)).status == standing


async def test_a_stranger_has_left(server: BotApiServer, client: Bot) -> None:
    server.people.add_person(99, "Inconnu")
    assert isinstance(await client.get_chat_member(GROUP, 99), ChatMemberLeft)


# --- what Telegram refuses


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>Otan", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("<p>Otan</p>", 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
        ("é<b>x</i>", "can't parse entities: Unmatched end tag at byte offset 6"),
        (" <b> </b> ", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
    ids=["unclosed", "unknown", "unmatched", "blank", "long", "long in UTF-16"],
)
async def test_a_bad_text_is_refused(server: BotApiServer, client: Bot, text: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){re.escape(reason)}"):
        await client.send_message(READER, text, parse_mode="HTML")
    assert server.messages(READER) == ()


@pytest.mark.parametrize("text", ["x" * 4096, "<b>" + "😀" * 2048 + "</b>"], ids=["plain", "UTF-16 and tags"])
async def test_the_longest_text_passes(client: Bot, text: str) -> None:
    assert await client.send_message(READER, text, parse_mode="HTML")


async def test_other_refusals_are_telegrams(server: BotApiServer, client: Bot) -> None:
    refused: dict[str, Callable[[], Awaitable[object]]] = {
        "message text is empty": lambda: client.send_message(READER, ""),
        "unsupported parse_mode": lambda: client.send_message(READER, "x", parse_mode="Markdown"),
        "chat not found": lambda: client.send_message(12345, "x"),
        "message caption is too long": lambda: client.send_document(READER, b"x", caption="x" * 1025),
        "message to edit not found": lambda: client.edit_message_text("x", READER, 999),
        "query is too old": lambda: client.answer_callback_query("999"),
        "message to be replied not found": lambda: client.send_message(READER, "x", reply_to_message_id=999),
        "message thread not found": lambda: client.send_message(FORUM, "x", message_thread_id=999),
    }
    for reason, call in refused.items():
        with pytest.raises(BadRequest, match=f"(?i){re.escape(reason)}"):
            await call()
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await client.send_message("@nobody", "x")
    assert server.messages(READER) == ()


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        ({"text": "x", "url": "ftp://x"}, "URL is invalid"),
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": "x", "url": "https://x.example", "callback_data": "x"}, "Text buttons are unallowed"),
    ],
    ids=["long data", "no data", "no label", "bad address", "no action", "two actions"],
)
async def test_a_bad_button_is_refused(server: BotApiServer, button: dict[str, str], reason: str) -> None:
    call = {"chat_id": READER, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}
    status, said = await post(server, "sendMessage", call)
    assert status == 400
    assert reason in said


async def test_a_hundred_buttons_pass_and_one_more_does_not(client: Bot) -> None:
    assert await client.send_message(READER, "x", reply_markup=keyboard(*map(str, range(100))))
    with pytest.raises(BadRequest, match=r"(?i)reply markup is too long"):
        await client.send_message(READER, "x", reply_markup=keyboard(*map(str, range(101))))


async def test_a_button_of_another_kind_is_shown_but_leads_nowhere(client: Bot) -> None:
    switch = InlineKeyboardMarkup([[InlineKeyboardButton("Partager", switch_inline_query="Otan")]])
    sent = await client.send_message(READER, "x", reply_markup=switch)
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].url == "tg://unsupported"


@pytest.mark.parametrize("token", ["123456:" + "x" * 35, "nonsense"], ids=["other bot's", "malformed"])
async def test_a_wrong_token_opens_nothing(server: BotApiServer, token: str) -> None:
    stranger = new_client(server, token)
    with pytest.raises(InvalidToken):
        await stranger.get_me()
    await stranger.request.shutdown()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.origin}/file/bot{token}/documents/file-1") as answer:
            assert answer.status in {401, 404}
        async with session.get(f"{server.origin}/file/bot{server.token}/documents/file-1") as answer:
            assert answer.status == 404


async def test_a_method_that_does_not_exist_is_not_found(client: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await client.do_api_request("sendCake")


async def test_json_bodies_and_query_strings_are_read_too(server: BotApiServer) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{server.base_url}{server.token}/sendMessage"
        markup = {"force_reply": True}
        async with session.post(
            url, json={"chat_id": READER, "text": "un", "reply_markup": markup}
        ) as answer:
            assert (await answer.json())["ok"]
        async with session.get(url, params={"chat_id": READER, "text": "deux"}) as answer:
            assert (await answer.json())["result"]["text"] == "deux"
    assert [(post.text, post.ask) for post in server.messages(READER)] == [("un", True), ("deux", False)]


async def test_keys_stay_below_the_text_field_until_they_have_served(
    server: BotApiServer, client: Bot
) -> None:
    ask = KeyboardButtonRequestChat(7, chat_is_channel=True)
    keys = ReplyKeyboardMarkup([["/aide"], [KeyboardButton("Choisir", request_chat=ask)]])
    await client.send_message(READER, "un", reply_markup=keys)
    await client.send_message(READER, "deux")
    assert server.room.keys(READER) == ((Key("/aide"),), (Key("Choisir", 7),))
    assert server.people.find_key(READER, "choisir") == Key("Choisir", 7)
    before = server.room.revision
    server.people.share_chat(READER, CHANNEL, 7)
    assert server.room.keys(READER) == ()
    assert server.room.changed_posts(before) == ()  # the message itself stays as it was read
    with pytest.raises(LookupError):
        server.people.find_key(READER, "choisir")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"chat_id": READER, "message_thread_id": "x"}, "invalid message_thread_id specified"),
        ({}, "chat_id is empty"),
        ({"chat_id": READER, "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        (
            {"chat_id": READER, "reply_markup": {"inline_keyboard": "x"}},
            "can't parse reply keyboard markup JSON object",
        ),
        (
            {"chat_id": READER, "reply_markup": {"keyboard": [[{"text": " "}]]}},
            "can't parse keyboard button: text must be non-empty",
        ),
        (
            {"chat_id": READER, "reply_markup": {"keyboard": [[{"text": "x", "request_chat": {}}]]}},
            "can't parse keyboard button: request_id must be a number",
        ),
    ],
    ids=[
        "not a number",
        "no chat",
        "no JSON",
        "no rows",
        "a key with no words",
        "a key that asks for nothing",
    ],
)
async def test_bad_arguments_are_refused(
    server: BotApiServer, fields: dict[str, object], reason: str
) -> None:
    assert await post(server, "sendMessage", {"text": "x", **fields}) == (400, f"Bad Request: {reason}")


async def post(server: BotApiServer, method: str, fields: dict[str, object]) -> tuple[int, str]:
    url = f"{server.base_url}{server.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=fields) as answer:
        return answer.status, (await answer.json()).get("description", "")


# --- who can be written to


async def test_who_refuses_the_bot_is_told_apart(server: BotApiServer, client: Bot) -> None:
    people = server.people
    people.add_person(1, "Jamais", started=False)
    with pytest.raises(Forbidden, match=r"(?i)can't initiate conversation"):
        await client.send_message(1, "x")
    people.type_text(1, 1, "/start")
    assert await client.send_message(1, "x")
    people.block(READER)
    with pytest.raises(Forbidden, match=r"(?i)blocked by the user"):
        await client.send_message(READER, "x")
    people.unblock(READER)
    assert await client.send_message(READER, "x")
    people.deactivate(READER)
    with pytest.raises(Forbidden, match=r"(?i)deactivated"):
        await client.send_chat_action(READER, "typing")


@pytest.mark.parametrize(
    ("chat_id", "standing", "reason"),
    [
        (GROUP, Standing.KICKED, "kicked from the group chat"),
        (FORUM, Standing.KICKED, "kicked from the supergroup chat"),
        (CHANNEL, Standing.LEFT, "not a member of the channel chat"),
        (CHANNEL, Standing.MEMBER, "need administrator rights"),
        (GROUP, Standing.RESTRICTED, "not enough rights"),
    ],
)
async def test_a_group_that_does_not_let_the_bot_write_says_why(
    server: BotApiServer, client: Bot, chat_id: int, standing: Standing, reason: str
) -> None:
    server.people.set_standing(chat_id, ADMIN, standing)
    with pytest.raises((Forbidden, BadRequest), match=f"(?i){re.escape(reason)}"):
        await client.send_message(chat_id, "x")


async def test_a_group_that_was_left_tells_nothing_more(client: Bot) -> None:
    assert await client.leave_chat(GROUP)
    with pytest.raises(Forbidden):
        await client.get_chat_administrators(GROUP)


async def test_a_group_that_moved_gives_its_new_id(server: BotApiServer, client: Bot) -> None:
    new_id = server.people.migrate(GROUP)
    with pytest.raises(ChatMigrated) as caught:
        await client.send_message(GROUP, "x")
    assert caught.value.new_chat_id == new_id
    assert await client.send_message(new_id, "x")


async def test_topics_of_a_forum_open_and_close(server: BotApiServer, client: Bot) -> None:
    topic = server.people.open_topic(FORUM, "Presse")
    sent = await client.send_message(FORUM, "x", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    server.people.close_topic(FORUM, topic)
    with pytest.raises(BadRequest, match=r"(?i)TOPIC_CLOSED"):
        await client.send_message(FORUM, "x", message_thread_id=topic)
    server.people.delete_topic(FORUM, topic)
    with pytest.raises(BadRequest, match=r"(?i)thread not found"):
        await client.send_message(FORUM, "x", message_thread_id=topic)


async def test_an_answer_points_at_what_it_answers(server: BotApiServer, client: Bot) -> None:
    first = await client.send_message(CHANNEL, "un")
    assert first.sender_chat is not None
    second = await client.send_message(CHANNEL, "deux", reply_parameters=ReplyParameters(first.message_id))
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "un"
    lost = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await client.send_message(CHANNEL, "trois", reply_parameters=lost)).reply_to_message is None
    await client.send_message(GROUP, "Quel mot ?", reply_markup=ForceReply())
    assert server.messages(GROUP)[0].ask


async def test_only_its_own_messages_can_be_edited(server: BotApiServer, client: Bot) -> None:
    server.people.type_text(GROUP, READER, "/aide")
    typed = server.messages(GROUP)[0]
    with pytest.raises(BadRequest, match=r"(?i)can't be edited"):
        await client.edit_message_text("x", GROUP, typed.id)
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        await client.delete_message(GROUP, typed.id)
