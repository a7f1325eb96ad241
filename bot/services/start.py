"""The first minute: `/start`, with today's most reported subjects, and the admin's one-time link."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from datetime import timedelta

from bot.core.leaving_out import all_without
from bot.core.subjects import subjects
from bot.errors import LinkSpent
from bot.french.query import parse_query
from bot.model import GROUPS, Deed, Destination, Reader
from bot.results import AdminWelcomed, Proposal, Suggestion, Wanted, Welcome
from bot.services.absence import end_pause
from bot.services.desk import Desk
from bot.services.people import greet, times_of
from bot.services.subscriptions import propose
from bot.services.topic_page import shared_query
from bot.views.start import examples

INVITATION = "admin_"  # deep link payload: t.me/NAME?start=admin_CODE
SUGGESTIONS = 3
REPORTED = 40  # stories looked at to find that many words


def code_hash(code: str) -> bytes:
    """What is stored of an invitation's code."""
    return hashlib.blake2b(code.encode(), digest_size=32).digest()


async def start(desk: Desk, reader: Reader, text: str) -> Welcome | AdminWelcomed | Proposal:
    """`/start`, also with an invitation or a shared topic, which is asked about; ends a pause and welcomes back.

    Raises `LinkSpent` for an invitation that does not stand.
    """
    destination, returning = await greet(desk, reader)
    if text.startswith(INVITATION):
        return await _claim(desk, reader, text.removeprefix(INVITATION))
    shared = await shared_query(desk, text)
    if shared is not None:
        return await propose(desk, reader, shared)
    after_pause = destination.paused and await end_pause(desk, destination)
    if destination.paused:
        destination, returning = await desk.store.destinations.get(destination.id), True
    followed = await desk.store.destinations.subscriptions(destination.id)
    due_at = destination.next_due_at
    catches_up = due_at is not None and due_at <= desk.clock.now()
    return Welcome(
        times=times_of(destination),
        suggestions=await _suggest(desk, destination, reader, {s.topic.query for s in followed}),
        returning=returning and bool(followed),
        topics=tuple(s.topic for s in followed),
        catches_up=catches_up,
        after_pause=after_pause or (catches_up and destination.back_at is not None),
        in_group=reader.kind in GROUPS,
    )


async def _claim(desk: Desk, reader: Reader, code: str) -> AdminWelcomed:
    if reader.user_id is None or not await desk.store.admins.claim(
        code_hash(code), reader.user_id, desk.clock.now()
    ):
        raise LinkSpent
    await desk.store.audit.note(Deed.ADMIN_ADDED, reader.user_id, "", desk.clock.now())
    return AdminWelcomed(feeds=len(await desk.store.feeds.list_feeds()))


async def _suggest(
    desk: Desk, destination: Destination, reader: Reader, followed: Set[str]
) -> tuple[Suggestion, ...]:
    """Words that are followed already would be no suggestion."""
    now = desk.clock.now()
    left_out = destination.preferences.left_out
    reported = await desk.store.entries.reported(now - timedelta(hours=24), REPORTED, left_out)
    stories = all_without(reported, left_out)
    words = subjects(stories, SUGGESTIONS + len(followed)) or examples(destination.language)
    fresh = [word for word in words if parse_query(word).canonical not in followed][:SUGGESTIONS]
    return tuple(
        [
            Suggestion(
                word,
                await desk.store.asks.put(
                    destination.id, reader.user_id, Wanted.SUBSCRIBE.value, word, now, waits=False
                ),
            )
            for word in fresh
        ]
    )
