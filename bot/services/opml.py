"""Lists of feeds, as every reader exports them."""

from __future__ import annotations

from dataclasses import replace

from bot.core.opml import parse_opml
from bot.errors import AlreadyFollowed, InvalidUrl
from bot.model import Deed, FeedId, Reader, UserId
from bot.results import Imported
from bot.services.administration import check_address, demand_admin
from bot.services.catalogue import remember_addition
from bot.services.desk import Desk
from bot.services.journal import names_of


async def import_feeds(desk: Desk, reader: Reader, document: bytes) -> Imported:
    """An OPML document in the chat; what fails when first read is told later. Raises `UserError` if it is none."""
    await demand_admin(desk, reader)
    report, added = await _import(desk, document, reader.user_id)
    if not added:
        return report
    return replace(report, addition_id=await remember_addition(desk, reader, "", added))


async def import_opml(desk: Desk, document: bytes) -> Imported:
    """Follow every feed that an OPML document names; they are read at the next tick."""
    report, _ = await _import(desk, document, None)
    return report


async def _import(desk: Desk, document: bytes, by: UserId | None) -> tuple[Imported, tuple[FeedId, ...]]:
    feeds, added, known, refused = [], [], [], []
    for outline in parse_opml(document):
        try:
            check_address(outline.url)
            feeds.append(
                await desk.store.feeds.add(
                    outline.url, outline.title or outline.url, outline.title, desk.clock.now()
                )
            )
            added.append(outline.url)
        except AlreadyFollowed:
            known.append(outline.url)
        except InvalidUrl as exc:
            refused.append((outline.url, exc.problem))
    if feeds:
        await desk.store.audit.note(Deed.FEEDS_IMPORTED, by, names_of(feeds), desk.clock.now())
    return Imported(tuple(added), tuple(known), tuple(refused)), tuple(feed.id for feed in feeds)
