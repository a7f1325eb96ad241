"""Tapped buttons: each is answered within Telegram's time, whatever becomes of it.

Until it is answered the button shows a waiting mark, and after some seconds Telegram takes no answer any more. A
refusal is a pop-up; a result goes out in its own manner (`views.manners`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import CallbackQuery
from telegram.constants import CallbackQueryLimit
from telegram.error import TelegramError

from bot.errors import UserError
from bot.model import Message, Reader
from bot.results import Result
from bot.services.desk import Desk
from bot.tg.answers import owe, tell, voice_for
from bot.tg.plain import popup_text
from bot.views import actions
from bot.views.errors import explain
from bot.views.manners import Manner, manner_of
from bot.views.show import show

Press = Callable[[Desk, Reader, actions.Action], Awaitable[Result]]

# « 0-200 characters »: counted as Telegram counts elsewhere, in UTF-16 units, so that none is too many.
MOST_SHOWN = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
TAP_S = 4.0  # after which the waiting mark is taken away, and the work goes on
# What anybody in a group may tap, since it only reads. Everything else is for the group's admins.
READING = (
    actions.SearchTo,
    actions.OpenCard,
    actions.Why,
    actions.MoreStories,
    actions.ReadDay,
    actions.FeedPage,
    actions.OpenJournal,
    actions.PickNomination,
    actions.ReadAsked,
    actions.ListTopics,
    actions.OpenTopic,
)

RIGHTS = (
    actions.EraseChat,
    actions.DeclineAsk,
)  # what those without access may tap: what `Command.right` asks
SEARCHING = (actions.SearchTo, actions.ReadDay, actions.ReadAsked)  # counts as a heavy command does


async def answer_tap(
    desk: Desk, query: CallbackQuery, reader: Reader, work: Awaitable[Result], tap_s: float = TAP_S
) -> None:
    """Do what the button says, and answer the tap exactly once: in time, also when the work fails."""
    doing = asyncio.ensure_future(_do(desk, reader, work))
    try:
        quick, _ = await asyncio.wait({doing}, timeout=tap_s)
        has_popup = bool(quick) and doing.exception() is None and doing.result() is not None
        arrived = await stop_waiting(query, doing.result() if has_popup else None)
        words = await doing
        if words is not None and not (has_popup and arrived):  # too late for a pop-up
            await owe(desk, reader, (words,))
    finally:
        doing.cancel()


async def refuse(refusal: UserError) -> Result:
    """The work of a tap for which there is nothing to do."""
    raise refusal


async def stop_waiting(query: CallbackQuery, popup: Message | None = None) -> bool:
    """Take the waiting mark away, with a pop-up if there is something to say; False where it was too late for that."""
    text = None if popup is None else popup_text(popup.html, MOST_SHOWN)
    try:
        await query.answer(text, show_alert=text is not None)
    except TelegramError:  # « query is too old », after some seconds: Telegram shows nothing any more
        return False
    return True


async def _do(desk: Desk, reader: Reader, work: Awaitable[Result]) -> Message | None:
    """Owe the words of the result; what is for a pop-up, a refusal above all, is returned in words instead."""
    try:
        result = await work
    except UserError as refusal:
        return explain(refusal, await voice_for(desk, reader))
    if manner_of(result, reader) is Manner.POP_UP:
        return show(result, await voice_for(desk, reader))[0]
    await tell(desk, reader, result)
    return None
