"""Readings held against what publishers asked: nothing is stored that they do not want kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from bot.core.wishes import wish_for
from bot.model import FeedUpdate, ParsedEntry, Wish, WishKind


def obeying(db: sqlite3.Connection, update: FeedUpdate, wishes: Sequence[Wish]) -> FeedUpdate:
    """The update without what publishers do not want kept. An edit that links where nothing may be kept brings
    nothing new into an article: what it was stays as it is, or goes with the wish itself."""
    if not wishes or not (update.new or update.edited):
        return update
    url = db.execute("SELECT url FROM feeds WHERE id = ?", (update.feed_id,)).fetchone()["url"]

    def allowed(parsed: ParsedEntry) -> ParsedEntry | None:
        asked = wish_for(wishes, url, parsed.link)
        if asked is None:
            return parsed
        return replace(parsed, extract="", body="") if asked.kind is WishKind.TITLES else None

    new = [allowed(parsed) for parsed in update.new]
    edited = [(edit, allowed(edit.parsed)) for edit in update.edited]
    return replace(
        update,
        new=tuple(parsed for parsed in new if parsed is not None),
        edited=tuple(replace(edit, parsed=parsed) for edit, parsed in edited if parsed is not None),
    )
