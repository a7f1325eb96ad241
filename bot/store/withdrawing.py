"""Articles that a publisher does not want kept, or not with their text: found, let go of, and called back.

Found by their feed's address and by where they link to: an aggregator's feed, or a copy on a platform, brings the
same articles under another address.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

from bot.core.links import host_of
from bot.core.wishes import covers, wish_for
from bot.model import DestinationId, Wish, WishKind
from bot.store.closing import take_back
from bot.store.codecs import listed
from bot.store.wishes import stored

BATCH = 1_000  # articles a transaction, as the night's sweep has it
WHY = "withdrawn"  # the detail of messages that were called back
_LINK = re.compile(r"https?://[^\s\"'<>\\]+")
_WAITING = "('pending', 'deferred', 'doubtful')"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Articles to let go of, articles to keep by their headline alone, and the links of all of them."""

    gone: tuple[int, ...]
    bared: tuple[int, ...]
    links: frozenset[str]
    wishes: tuple[Wish, ...]

    def touches(self, url: str) -> bool:
        """Whether that address is one of theirs, or lies where the publisher asked for less."""
        return url in self.links or any(covers(wish.place, url) for wish in self.wishes)


def unwanted(db: sqlite3.Connection) -> Unwanted:
    """Everything stored that a wish, or the purge of a feed, goes for, and that has not been seen to."""
    wishes = stored(db)
    purged = {row["id"] for row in db.execute("SELECT id FROM feeds WHERE purged_at IS NOT NULL")}
    if not wishes and not purged:
        return Unwanted((), (), frozenset(), ())
    has_paths = any("/" in wish.place or ":" in wish.place for wish in wishes)
    by_feed = {row["id"]: wish_for(wishes, row["url"]) for row in db.execute("SELECT id, url FROM feeds")}
    gone, bared, links = [], [], set()

    @cache
    def by_host(host: str) -> Wish | None:
        return wish_for(wishes, f"https://{host}/")

    for id_, feed_id, link, has_text in db.execute(
        "SELECT id, feed_id, link, extract <> '' OR body <> '' FROM entries"
    ):
        of_link = wish_for(wishes, link) if has_paths else by_host(host_of(link))
        kinds = {wish.kind for wish in (by_feed[feed_id], of_link) if wish is not None}
        if feed_id in purged or WishKind.REFUSED in kinds:
            gone.append(id_)
            links.add(link)
        elif kinds:
            links.add(link)
            if has_text:
                bared.append(id_)
    return Unwanted(tuple(gone), tuple(bared), frozenset(links - {""}), wishes)


def forget(db: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Articles with their index, matches, former texts and emptied stories, and what alerts said of those stories."""
    stories = _stories(db, ids)
    wanted = listed(ids)
    db.execute("DELETE FROM entry_keys WHERE rowid IN (SELECT value FROM json_each(?))", (wanted,))
    gone = db.execute("DELETE FROM entries WHERE id IN (SELECT value FROM json_each(?))", (wanted,)).rowcount
    db.execute("DELETE FROM sent_alerts WHERE story_id IN (SELECT value FROM json_each(?))", (stories,))
    db.execute(
        """
        DELETE FROM stories WHERE id IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.story_id = stories.id)
        """,
        (stories,),
    )
    return gone


def bare(db: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Articles without their text, to be matched again by what is left; nothing is news by it."""
    wanted = listed(ids)
    db.execute("DELETE FROM former_texts WHERE entry_id IN (SELECT value FROM json_each(?))", (wanted,))
    db.execute(
        "DELETE FROM sent_alerts WHERE story_id IN (SELECT value FROM json_each(?))", (_stories(db, ids),)
    )
    return db.execute(
        """
        UPDATE entries SET extract = '', body = '', edits = edits + 1, is_analysed = 0
        WHERE id IN (SELECT value FROM json_each(?))
        """,
        (wanted,),
    ).rowcount


def forget_items(db: sqlite3.Connection) -> int:
    """What would know the articles of purged feeds again."""
    purged = "(SELECT id FROM feeds WHERE purged_at IS NOT NULL)"
    db.execute(f"DELETE FROM item_memories WHERE feed_id IN {purged}")  # noqa: S608 - a constant
    return db.execute(f"DELETE FROM items WHERE feed_id IN {purged}").rowcount  # noqa: S608


def recall(db: sqlite3.Connection, found: Unwanted, now: int) -> int:
    """Give up what waits and holds such an article; a digest goes whole, and is made again without it."""
    held: defaultdict[int, set[int]] = defaultdict(set)
    for row in db.execute(
        f"""
        SELECT id, destination_id, digest_id, payload FROM outbox
        WHERE state IN {_WAITING} AND kind <> 'broadcast'
        """  # noqa: S608 - a constant
    ).fetchall():
        if any(found.touches(unescape(link)) for link in set(_LINK.findall(row["payload"]))):
            held[row["destination_id"]].add(row["id"])
            if row["digest_id"] is not None:
                held[row["destination_id"]] |= _parts(db, row["destination_id"], row["digest_id"])
    return sum(take_back(db, DestinationId(where), ids, WHY, now) for where, ids in held.items())


def _parts(db: sqlite3.Connection, destination_id: int, digest_id: int) -> set[int]:
    parts = db.execute(
        f"SELECT id FROM outbox WHERE destination_id = ? AND digest_id = ? AND state IN {_WAITING}",  # noqa: S608
        (destination_id, digest_id),
    )
    return {row["id"] for row in parts}


def _stories(db: sqlite3.Connection, ids: Sequence[int]) -> str:
    found = db.execute(
        """
        SELECT DISTINCT story_id FROM entries
        WHERE id IN (SELECT value FROM json_each(?)) AND story_id IS NOT NULL
        """,
        (listed(ids),),
    )
    return listed(row["story_id"] for row in found)
