"""Matches rebuilt where they were made with another analyser or other synonyms; never news, and never other stories."""

from __future__ import annotations

from bot.errors import LaneBusy
from bot.french.match import ANALYSER_VERSION, analyse, index_keys
from bot.model import EntryId, Token
from bot.services import backmatch
from bot.services.analyse import LANE, LANE_LEASE
from bot.services.desk import Desk
from bot.services.topics import text_of

MADE_FROM = "analyser"  # the note that says which analyser and aliases the stored matches come from
PAGE = 200  # articles analysed between two writes


async def reanalyse(desk: Desk) -> int:
    """Rebuild keys and matches with the present analyser and synonyms; how many topics.

    Never makes news: a match that is found anew takes the place in the order that its entry has. Raises `LaneBusy`
    while another process analyses: what it records meanwhile would be undone here.
    """
    house = desk.store.house
    token = await house.take_lease(LANE, desk.clock.now(), LANE_LEASE)
    if token is None:
        raise LaneBusy("articles are being analysed by another process: try again in a minute")
    try:
        await _reindex(desk, token)
        _, topics = await desk.store.topics.all()
        for topic in topics:
            await desk.store.topics.replace(topic.id, await backmatch.all_matches(desk, topic))
            await house.renew_lease(LANE, token, desk.clock.now(), LANE_LEASE)
        await house.put_note(MADE_FROM, made_from(desk))
        return len(topics)
    finally:
        await house.free_lease(LANE, token)


async def _reindex(desk: Desk, token: Token) -> None:
    """The keys of every article anew, where they come from another analyser."""
    note = await desk.store.house.get_note(MADE_FROM) or ""
    if note.partition("+")[0] == ANALYSER_VERSION:
        return
    after = EntryId(0)
    while page := await desk.store.entries.page(after, PAGE):
        keys = [(e.id, e.revision, index_keys(analyse(e.title, text_of(e), e.outlet))) for e in page]
        await desk.store.entries.reindex(keys)
        await desk.store.house.renew_lease(LANE, token, desk.clock.now(), LANE_LEASE)
        after = page[-1].id


async def needs_reanalysis(desk: Desk) -> bool:
    """Whether stored matches come from another analyser or alias table than the present ones."""
    note = await desk.store.house.get_note(MADE_FROM)
    if note is None:
        await desk.store.house.put_note(MADE_FROM, made_from(desk))
        return False
    return note != made_from(desk)


def made_from(desk: Desk) -> str:
    """What matches made now are stamped with."""
    return f"{ANALYSER_VERSION}+{desk.aliases.version}"
