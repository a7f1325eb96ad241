"""What is said in plain words: the answer to a question, a courtesy, or a word to be asked about."""

from __future__ import annotations

from typing import assert_never

from bot.errors import NotFound, NotInCharge, UserError
from bot.french.courtesy import courtesy
from bot.model import GROUPS, Reader, Roll
from bot.results import Courtesy, Result, Wanted
from bot.services import (
    administration,
    archive,
    broadcast,
    channels,
    feed_care,
    nominations,
    publisher_care,
    quiet,
    rolls,
    schedule,
    sources,
    subscriptions,
    topic_page,
    trend,
    zones,
)
from bot.services.desk import Desk
from bot.services.people import destination_of

# What anybody in a group may be asked for, since it changes nothing.
READING = frozenset({Wanted.SEARCH, Wanted.TREND, Wanted.NOMINATE})


async def hear(desk: Desk, reader: Reader, text: str) -> Result | None:
    """A message that is no command: the answer to a question, a courtesy, or a word to be asked about.

    None where nothing is to be said: in a group people talk to one another, and only who was asked is heard, in an
    answer to that very question.
    """
    forwarded = await channels.open_forwarded(desk, reader)
    if forwarded is not None:
        return forwarded
    destination = await destination_of(desk, reader)
    now = desk.clock.now()
    in_group = reader.kind in GROUPS
    waiting = await desk.store.asks.take_waiting(
        destination.id, reader.user_id, now, (reader.answered_id or 0) if in_group else None
    )
    # What is said to all, and who is named by a forwarded message, may well begin with « bonjour ».
    any_words = waiting is not None and (reader.about is not None or waiting.kind == Wanted.BROADCAST.value)
    polite = None if any_words else courtesy(text)
    if waiting is not None and polite in (Courtesy.HELP, Courtesy.ANSWER):
        polite = None  # « non » is a word that some questions want
    if polite is not None and (waiting is not None or reader.is_alone):
        return polite  # also where a word was waited for: nobody follows « merci »
    if waiting is not None:
        wanted = Wanted(waiting.kind)
        if not reader.in_charge and wanted not in READING:
            raise NotInCharge
        try:
            return await carry_out(desk, reader, wanted, text, waiting.text)
        except NotFound:
            raise  # what it was asked of is gone: another word would not bring it back
        except UserError as refusal:
            # What was typed cannot be used: the answer says what can, and the next message is taken again.
            await subscriptions.wait_for(desk, reader, destination, wanted, waiting.text)
            refusal.asks_again = True
            raise
    if not reader.is_alone:
        return None
    if subscriptions.is_address(text) and await administration.is_admin(desk, reader.user_id):
        return await sources.add_feed(desk, reader, text)
    known = await subscriptions.find_followed(desk, reader, text)
    if known is not None:
        return await topic_page.open_topic(desk, reader, known.id)
    return await subscriptions.propose(desk, reader, text)


async def set_aside(desk: Desk, reader: Reader) -> None:
    """Somebody does something else in private: their next words are no answer any more to what was asked before.

    In a group only an answer to the very question counts, which waits on.
    """
    if not reader.is_alone or reader.user_id is None:
        return
    now = desk.clock.now()
    asked = await desk.store.asks.waiting_for(reader.user_id, now)
    if asked is not None:
        await desk.store.asks.take_waiting(asked.destination_id, reader.user_id, now)


async def carry_out(desk: Desk, reader: Reader, wanted: Wanted, text: str, about: str = "") -> Result:
    """Run the command that was waiting for its word; `about` is what it was asked of, where that is one of many."""
    match wanted:
        case Wanted.SUBSCRIBE:
            return await subscriptions.subscribe(desk, reader, text)
        case Wanted.UNSUBSCRIBE:
            return await subscriptions.unsubscribe(desk, reader, text)
        case Wanted.ALERT:
            return await subscriptions.set_alert(desk, reader, text)
        case Wanted.SCHEDULE:
            return await schedule.set_schedule(desk, reader, text)
        case Wanted.ZONE:
            return await zones.set_zone(desk, reader, text)
        case Wanted.QUIET:
            return await quiet.set_quiet(desk, reader, text)
        case Wanted.ADD_FEED:
            return await sources.add_feed(desk, reader, text)
        case Wanted.CHANNEL:
            return await channels.show_channels(desk, reader, text)
        case Wanted.TREND:
            return await trend.show_trend(desk, reader, text)
        case Wanted.SEARCH:
            return await archive.search(desk, reader, text)
        case Wanted.BROADCAST:
            return await broadcast.propose(desk, reader, text)
        case Wanted.REMOVE_FEED:
            return await administration.remove_feed(desk, reader, text)
        case Wanted.ADMIT:
            return await rolls.put_answered(desk, reader, Roll.ADMITTED, text)
        case Wanted.BLOCK:
            return await rolls.put_answered(desk, reader, Roll.BLOCKED, text)
        case Wanted.FEED_NAME:
            return await feed_care.rename_feed(desk, reader, about, text)
        case Wanted.NOMINATE:
            return await nominations.propose(desk, reader, text)
        case Wanted.WISH_NOTE:
            return await publisher_care.note_who(desk, reader, about, text)
        case _:
            assert_never(wanted)
