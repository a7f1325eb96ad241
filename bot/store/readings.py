"""What one reading of a feed brings, written; and what is remembered of a feed's items.

An item is remembered by its key beyond the life of its text, as a tombstone: while it is still in its feed, and for
the retention after that. Of a tombstone's title only a hash stays, which is enough to say that a title is the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.core.edits import title_key
from bot.core.links import host_of, same_feed_key
from bot.model import EditedEntry, EntryId, FeedId, FeedUpdate, KnownEntry, ParsedEntry
from bot.ports import Applied
from bot.store import former
from bot.store.activity import count_readings
from bot.store.codecs import listed
from bot.store.counters import Counter, bump
from bot.store.hosts import pause_host
from bot.store.instants import instant_or_none, micros, micros_or_none, to_micros, to_micros_or_none
from bot.store.obeying import obeying
from bot.store.pulses import dump_pulse
from bot.store.wishes import is_refused, stored

# Feeds are read every few minutes and retention counts days: seeing an item again is written this often only.
SIGHT_GRAIN = timedelta(hours=6)


def known(
    db: sqlite3.Connection,
    feed_id: FeedId,
    keys: Collection[str],
    links: Collection[str],
    titles: Collection[str],
) -> tuple[KnownEntry, ...]:
    """See `Feeds.known`; in order of key. A tombstone's title is given where it was asked about, else it is ""."""
    by_hash = {_digest(title): title for title in titles if title}  # as rows of the first version have it
    by_hash |= {title_hash(title): title for title in titles if title}
    found = db.execute(
        """
        SELECT i.*, e.title, e.extract, e.body FROM items i LEFT JOIN entries e ON e.id = i.entry_id
        WHERE i.feed_id = ?1 AND i.key IN (
            SELECT value FROM json_each(?2)
            UNION SELECT key FROM items WHERE feed_id = ?1 AND link IN (SELECT value FROM json_each(?3))
            UNION SELECT key FROM items WHERE feed_id = ?1 AND title_hash IN (SELECT value FROM json_each(?4))
        )
        ORDER BY i.key
        """,
        (feed_id, listed(keys), listed(link for link in links if link), listed(by_hash)),
    )
    return tuple(_known(row, by_hash.get(row["title_hash"], "")) for row in found)


def _known(row: sqlite3.Row, asked_title: str) -> KnownEntry:
    return KnownEntry(
        entry_id=None if row["entry_id"] is None else EntryId(row["entry_id"]),
        key=row["key"],
        link=row["link"],
        title=asked_title if row["title"] is None else row["title"],
        published_at=instant_or_none(row["published_at"]),
        content_hash=row["content_hash"],
        revision=row["revision"],
        is_tombstone=row["entry_id"] is None,
        text="" if row["entry_id"] is None else f"{row['extract']}\n{row['body']}",
    )


def memory(db: sqlite3.Connection, feed_id: FeedId) -> bytes:
    """See `Feeds.memory`."""
    row = db.execute("SELECT memory FROM item_memories WHERE feed_id = ?", (feed_id,)).fetchone()
    return b"" if row is None else bytes(row["memory"])


def keep_memory(db: sqlite3.Connection, feed_id: FeedId, memory: bytes) -> None:
    """What the next reading of this feed may rely on; b"" for nothing."""
    if memory:
        db.execute("INSERT OR REPLACE INTO item_memories (feed_id, memory) VALUES (?, ?)", (feed_id, memory))
    else:
        db.execute("DELETE FROM item_memories WHERE feed_id = ?", (feed_id,))


def title_hash(title: str) -> int:
    """63 bits of a title's words: among the items of one feed, equal means equal but for spelling (`title_key`)."""
    return _digest(title_key(title))


def _digest(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def apply(db: sqlite3.Connection, updates: Sequence[FeedUpdate]) -> Applied:
    """See `Feeds.apply`."""
    new = edited = 0
    lost: list[FeedId] = []
    wishes = stored(db)
    for update in updates:
        if not _finish(db, update):
            lost.append(update.feed_id)
            continue
        update = obeying(db, update, wishes)
        new += _add_entries(db, update)
        edited += sum(_edit(db, update, edit) for edit in update.edited)
        _see_again(db, update, update.still_there)
        if update.memory is not None:
            keep_memory(db, update.feed_id, update.memory)
    gone = set(lost)
    count_readings(db, (update for update in updates if update.feed_id not in gone))
    return Applied(new, edited, tuple(lost))


def _add_entries(db: sqlite3.Connection, update: FeedUpdate) -> int:
    """Store what is really new; a key that is known after all was only seen again."""
    if not update.new:
        return 0
    keys = listed(parsed.key for parsed in update.new)
    present = db.execute(
        "SELECT key FROM items WHERE feed_id = ? AND key IN (SELECT value FROM json_each(?))",
        (update.feed_id, keys),
    )
    had = {row["key"] for row in present}
    _see_again(db, update, had)
    added = 0
    for parsed in update.new:
        if parsed.key not in had:
            had.add(parsed.key)
            _remember(db, update, parsed, _insert(db, update, parsed), 1)
            added += 1
    return added


def _insert(db: sqlite3.Connection, update: FeedUpdate, parsed: ParsedEntry) -> EntryId:
    seen_at = to_micros(update.read_at)
    published_at = to_micros_or_none(parsed.published_at)
    cursor = db.execute(
        """
        INSERT INTO entries (feed_id, published_at, seen_at, is_baseline, is_paywalled, key, link, title, extract, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            update.feed_id,
            seen_at if published_at is None else min(published_at, seen_at),
            seen_at,
            update.baseline,
            bool(parsed.paywalled),
            parsed.key,
            parsed.link,
            *_texts(parsed),
        ),
    )
    return EntryId(cursor.lastrowid or 0)


def _texts(parsed: ParsedEntry) -> tuple[str, ...]:
    """Title, extract and body; half a surrogate pair, which a feed can write as a character reference, is no text."""
    texts = (parsed.title, parsed.extract, parsed.body)
    return tuple(text.encode("utf-8", "replace").decode("utf-8") for text in texts)


def _remember(
    db: sqlite3.Connection, update: FeedUpdate, parsed: ParsedEntry, entry_id: EntryId, revision: int
) -> None:
    db.execute(
        """
        INSERT INTO items
            (feed_id, key, entry_id, title_hash, published_at, last_seen_at, revision, content_hash, link)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (feed_id, key) DO NOTHING
        """,
        (
            update.feed_id,
            parsed.key,
            entry_id,
            title_hash(parsed.title),
            to_micros_or_none(parsed.published_at),
            to_micros(update.read_at),
            revision,
            parsed.content_hash,
            parsed.link,
        ),
    )


def _edit(db: sqlite3.Connection, update: FeedUpdate, edit: EditedEntry) -> int:
    """Give an entry its new text; its date stays the first one, for publishers date their edits anew."""
    parsed = edit.parsed
    if edit.material:
        former.keep(db, update.feed_id, edit.entry_id, to_micros(update.read_at))
    row = db.execute(
        """
        UPDATE entries SET title = ?, extract = ?, body = ?, link = CASE WHEN ? = '' THEN link ELSE ? END,
            is_paywalled = COALESCE(?, is_paywalled), revision = revision + ?, edits = edits + 1, is_analysed = 0
        WHERE id = ? AND feed_id = ? RETURNING revision, link
        """,
        (
            *(*_texts(parsed), parsed.link, parsed.link, parsed.paywalled),
            *(edit.material, edit.entry_id, update.feed_id),
        ),
    ).fetchone()
    if row is None:
        return 0
    # The item may have come back under another guid: from now on both keys are this entry's.
    _remember(db, update, parsed, edit.entry_id, row["revision"])
    db.execute(
        """
        UPDATE items SET title_hash = ?, content_hash = ?, revision = ?, link = ?, last_seen_at = max(last_seen_at, ?)
        WHERE entry_id = ?
        """,
        (
            *(title_hash(parsed.title), parsed.content_hash, row["revision"], row["link"]),
            *(to_micros(update.read_at), edit.entry_id),
        ),
    )
    return 1


def _see_again(db: sqlite3.Connection, update: FeedUpdate, keys: Collection[str]) -> None:
    if not keys:
        return
    read_at = to_micros(update.read_at)
    db.execute(
        """
        UPDATE items SET last_seen_at = ?
        WHERE feed_id = ? AND key IN (SELECT value FROM json_each(?)) AND last_seen_at <= ?
        """,
        (read_at, update.feed_id, listed(keys), read_at - micros(SIGHT_GRAIN)),
    )


def _finish(db: sqlite3.Connection, update: FeedUpdate) -> bool:
    """How the reading went, when to come back, and the lease given back; False where somebody else has it by now."""
    read_at, fault = to_micros(update.read_at), update.fault
    had_items = bool(update.new or update.edited or update.still_there)
    finished = db.execute(
        """
        UPDATE feeds SET
            next_read_at = max(?, COALESCE((SELECT until FROM host_pauses p WHERE p.host = feeds.host), 0)),
            health = ?, etag = ?, last_modified = ?, body_hash = ?,
            title = COALESCE(?, title), gap = COALESCE(?, gap), moved_to = ?, moved_seen = ?,
            first_read_at = CASE WHEN ? THEN COALESCE(first_read_at, ?) ELSE first_read_at END,
            last_success_at = CASE WHEN ? THEN ? ELSE last_success_at END,
            body_at = CASE WHEN ? THEN ? ELSE body_at END,
            fault_problem = ?, fault_status = ?, fault_since = ?, fault_count = ?, fault_by = ?,
            ttl = ?, skip_hours = ?, skip_days = ?, edition_base = ?, pulse = ?, pace = ?, health_since = ?,
            health_told = CASE WHEN health_told = 'new' AND ? = 'ok' THEN 'ok' ELSE health_told END,
            is_forced = 0, lease_token = NULL, lease_until = NULL
        WHERE id = ? AND lease_token = ?
        """,
        (
            *(to_micros(update.next_read_at), update.health, update.validators.etag),
            *(update.validators.last_modified, update.body_hash, update.title),
            *(micros_or_none(update.gap), update.moved_to, update.moved_seen),
            *(update.baseline, read_at, fault is None, read_at, had_items, read_at),
            *(
                (None, None, None, None, "")
                if fault is None
                else (fault.problem, fault.status, to_micros(fault.since), fault.count, fault.by)
            ),
            *(micros_or_none(update.ttl), update.timetable.skip_hours, update.timetable.skip_days),
            *(
                to_micros_or_none(update.timetable.base),
                dump_pulse(update.pulse),
                micros_or_none(update.pace),
            ),
            *(to_micros_or_none(update.health_since), update.health),
            *(update.feed_id, update.token),
        ),
    ).rowcount
    if not finished:
        return False
    if update.adopt_url is not None:
        _adopt(db, update.feed_id, update.adopt_url)
    if update.host_pause is not None:
        pause_host(db, update.host_pause, read_at)
    return True


def _adopt(db: sqlite3.Connection, feed_id: FeedId, url: str) -> None:
    """Follow a feed to its new address, unless another is followed there, or the publisher does not want to be read."""
    if is_refused(db, url):
        return
    key = same_feed_key(url)
    moved = db.execute(
        """
        UPDATE feeds SET url = ?, same_key = ?, host = ? WHERE id = ? AND NOT EXISTS (
            SELECT 1 FROM feeds WHERE same_key = ? AND removed_at IS NULL AND id <> ?
        )
        """,
        (url, key, host_of(url), feed_id, key, feed_id),
    ).rowcount
    if moved:
        bump(db, Counter.HOUSE)
