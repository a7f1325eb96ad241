"""A bot made with the real library, polling the server while people write and tap."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Standing, Toast
from tests.demo.conftest import ADMIN, CHANNEL, FORUM, GROUP, READER, new_client

Context = CallbackContext[Any, Any, Any, Any]


class Ear:
    """What the bot has heard."""

    def __init__(self) -> None:
        self._updates: asyncio.Queue[Update] = asyncio.Queue()
        self._taps: asyncio.Queue[Update] = asyncio.Queue()

    async def remember(self, update: Update, _: Context) -> None:
        self._updates.put_nowait(update)

    async def remember_tap(self, update: Update, _: Context) -> None:
        self._taps.put_nowait(update)

    async def hear_taps(self, count: int) -> list[Update]:
        async with asyncio.timeout(5):
            return [await self._taps.get() for _ in range(count)]

    async def hear(self, count: int) -> list[Update]:
        async with asyncio.timeout(5):
            return [await self._updates.get() for _ in range(count)]


async def start(update: Update, _: Context) -> None:
    assert update.effective_message is not None
    buttons = [[InlineKeyboardButton("Otan", callback_data="s:otan")]]
    await update.effective_message.reply_text("Bonjour.", reply_markup=InlineKeyboardMarkup(buttons))


async def tapped(update: Update, _: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("C’est noté.", show_alert=True)
    await update.callback_query.edit_message_text("Otan, c’est entendu.")


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Ear]:
    ear = Ear()
    builder = ApplicationBuilder().token(server.token).base_url(server.base_url)
    app: Application[Any, Any, Any, Any, Any, Any] = (
        builder.base_file_url(server.base_file_url).job_queue(None).build()
    )
    app.add_handler(MessageHandler(filters.ALL, ear.remember), group=1)
    app.add_handler(ChatMemberHandler(ear.remember, ChatMemberHandler.MY_CHAT_MEMBER), group=1)
    app.add_handler(CallbackQueryHandler(ear.remember_tap), group=1)
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(tapped, pattern="^s:"))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield ear
        await app.updater.stop()
        await app.stop()


@pytest.mark.usefixtures("bot")
async def test_a_conversation_goes_both_ways(server: BotApiServer) -> None:
    server.people.type_text(READER, READER, "/start")
    await server.until(lambda: len(server.messages(READER)) == 2)
    tap = server.people.tap(READER, READER, "Ot")
    await server.until(lambda: server.messages(READER)[-1].edited_at is not None)
    assert tap.answer == Toast("C’est noté.", alert=True)
    assert [post.text for post in server.messages(READER)] == ["/start", "Otan, c’est entendu."]
    with pytest.raises(LookupError):
        server.people.tap(READER, READER, "Otan")
    await server.until(lambda: server.inbox.pending == 0)
    assert server.inbox.confirmed_id == 2


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(server: BotApiServer, bot: Ear) -> None:
    people = server.people
    assert people.type_text(GROUP, READER, "rien pour vous") == 0
    assert people.type_text(GROUP, READER, "/start@autre_bot") == 0
    assert people.type_text(GROUP, READER, "/aide@vigie_demo_bot Otan")
    assert people.type_text(GROUP, READER, "et @vigie_demo_bot ?")
    assert people.type_text(FORUM, None, "admin de ce forum")
    heard = await bot.hear(3)
    last = heard[-1]
    assert last.effective_user is not None
    assert last.effective_user.username == "GroupAnonymousBot"
    assert heard[0].message is not None
    assert [(e.type, e.offset, e.length) for e in heard[0].message.entities] == [("bot_command", 0, 20)]


async def test_an_answer_to_the_bot_is_heard_in_a_group(server: BotApiServer, bot: Ear) -> None:
    server.people.type_text(GROUP, READER, "/start")
    await server.until(lambda: len(server.messages(GROUP)) == 2)
    question = server.messages(GROUP)[-1]
    assert server.people.type_text(GROUP, READER, "Otan", reply_to=question.id)
    update = (await bot.hear(2))[-1]
    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.text == "Bonjour."


async def test_every_kind_of_update_is_understood(server: BotApiServer, bot: Ear) -> None:
    people = server.people
    people.type_text(READER, READER, "un")
    people.edit_text(READER, server.messages(READER)[0].id, "deux")
    people.type_text(CHANNEL, None, "/abonner Otan")
    people.send_file(READER, READER, "flux.opml", b"<opml/>", "text/x-opml", caption="voici")
    people.send_file(READER, READER, "x.webp", b"x", kind="sticker")
    people.send_file(READER, READER, "x.jpg", b"x", kind="photo")
    people.block(READER)
    people.set_standing(GROUP, ADMIN, Standing.KICKED)
    topic = people.open_topic(FORUM, "Presse")
    people.type_text(FORUM, READER, "/start", thread_id=topic)
    updates = await bot.hear(9)
    messages = [update.effective_message for update in updates]
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "deux"
    assert updates[2].channel_post is not None
    assert updates[2].channel_post.sender_chat is not None
    assert messages[3] is not None
    assert messages[3].document is not None
    assert messages[3].caption == "voici"
    assert messages[4] is not None
    assert messages[4].sticker is not None
    assert messages[5] is not None
    assert messages[5].photo
    assert updates[6].my_chat_member is not None
    assert updates[6].my_chat_member.new_chat_member.status == "kicked"
    assert messages[8] is not None
    assert messages[8].message_thread_id == topic


async def test_a_group_that_moves_says_so_in_both_chats(server: BotApiServer, bot: Ear) -> None:
    new_id = server.people.migrate(GROUP)
    first, second = await bot.hear(2)
    assert first.message is not None
    assert second.message is not None
    assert first.message.migrate_to_chat_id == new_id
    assert (second.message.chat.id, second.message.migrate_from_chat_id) == (new_id, GROUP)


async def test_a_label_is_found_as_anybody_would_type_it(server: BotApiServer, client: Bot) -> None:
    rows = [[InlineKeyboardButton("Changer l’heure\u202f?", callback_data="h")]]
    await client.send_message(READER, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert server.people.tap(READER, READER, "changer l'heure ?").label == "Changer l’heure\u202f?"


async def test_a_tap_on_what_is_gone_still_reaches_the_bot(
    server: BotApiServer, bot: Ear, client: Bot
) -> None:
    sent = await client.send_message(READER, "x")
    await client.delete_message(READER, sent.message_id)
    server.people.press(READER, READER, sent.message_id, "old:1")
    (update,) = await bot.hear_taps(1)
    assert update.callback_query is not None
    assert update.callback_query.data == "old:1"
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible


async def test_a_tap_answered_too_late_is_refused(server: BotApiServer, client: Bot) -> None:
    sent = await client.send_message(READER, "x")
    late = server.people.press(READER, READER, sent.message_id, "x")
    server.people.let_taps_expire()
    with pytest.raises(BadRequest, match="too old"):
        await client.answer_callback_query(late.query_id)
    tap = server.people.press(READER, READER, sent.message_id, "x")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await client.answer_callback_query(tap.query_id, "x" * 201)
    await client.answer_callback_query(tap.query_id, "un")
    await client.answer_callback_query(tap.query_id, "deux")
    assert tap.answer == Toast("un", alert=False)


async def test_who_writes_to_a_blocked_bot_unblocks_it(server: BotApiServer, bot: Ear) -> None:
    server.people.block(READER)
    server.people.type_text(READER, READER, "/aide", forwarded=True)
    updates = await bot.hear(3)
    standings = [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member]
    assert standings == ["kicked", "member"]
    assert updates[2].message is not None
    assert updates[2].message.forward_origin is not None


# --- the long poll itself


async def test_updates_come_in_order_until_they_are_confirmed(server: BotApiServer, client: Bot) -> None:
    ids = [server.people.type_text(READER, READER, str(number)) for number in range(5)]
    first = await client.get_updates(limit=2)
    assert [update.update_id for update in first] == ids[:2]
    rest = await client.get_updates(offset=ids[1] + 1)
    assert [update.update_id for update in rest] == ids[2:]
    assert [update.update_id for update in await client.get_updates(offset=-1)] == ids[-1:]
    assert await client.get_updates(offset=ids[-1] + 1) == ()


async def test_only_the_kinds_asked_for_are_kept(server: BotApiServer, client: Bot) -> None:
    assert await client.get_updates(allowed_updates=["message"]) == ()
    assert server.people.block(READER) == 0
    assert server.people.type_text(READER, READER, "x")
    assert len(await client.get_updates()) == 1


async def test_a_second_poller_ends_the_first_with_a_conflict(server: BotApiServer, client: Bot) -> None:
    first = asyncio.create_task(client.get_updates(timeout=30))
    await server.until(lambda: server.inbox.polls == 1)
    async with new_client(server) as other:
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        server.people.type_text(READER, READER, "x")
        assert len(await second) == 1


async def test_a_webhook_and_polling_exclude_each_other(server: BotApiServer, client: Bot) -> None:
    await client.set_webhook("https://vigie.example/hook")
    server.people.type_text(READER, READER, "x")
    assert (await client.get_webhook_info()).pending_update_count == 1
    with pytest.raises(Conflict, match="webhook is active"):
        await client.get_updates()
    await client.delete_webhook(drop_pending_updates=True)
    assert await client.get_updates() == ()


async def test_closing_the_server_ends_a_poll_with_nothing(client: Bot, server: BotApiServer) -> None:
    poll = asyncio.create_task(client.get_updates(timeout=30))
    await server.until(lambda: server.inbox.polls == 1)
    server.inbox.close()
    assert await poll == ()


async def test_waiting_for_what_never_comes_ends_with_an_error(server: BotApiServer) -> None:
    with pytest.raises(TimeoutError):
        await server.until(lambda: False, timeout_s=0.01)
