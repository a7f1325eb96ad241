"""What the lane found, written: matches, stories, the order of news, and the index of keys.

The rules of design.md, Order and memory: a live entry takes the next `seq` once; an edit keeps it, and only a topic
that it did not match before gets a new one; first readings have none.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.errors import StaleTopics
from bot.model import Analysis, EntryId, Seq
from bot.store import backmatching, counters
from bot.store.codecs import dump, dump_hits, listed
from bot.store.counters import Counter

_Known = Mapping[int, int | None]  # the topics that an entry matches already, with the `seq` of each match


@dataclass(slots=True)
class _Batch:
    """What a batch comes to, gathered first and written in a few statements."""

    seq: int
    position: int
    stories: set[int]
    unread: Mapping[int, int]  # topics that are being back-matched: entries with a lower id have not been
    founded: list[tuple[int]] = field(default_factory=list)
    raised: list[tuple[int]] = field(default_factory=list)
    entries: list[tuple[int, int | None, int, bytes | None, int]] = field(default_factory=list)
    matches: list[tuple[int, int, int, int | None, int, str]] = field(default_factory=list)
    lost: list[tuple[int, int]] = field(default_factory=list)
    keys: list[tuple[int, str]] = field(default_factory=list)

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq


def record(
    db: sqlite3.Connection,
    analyses: Sequence[Analysis],
    topics_revision: int,
    handed_out: Mapping[EntryId, int],
) -> Seq:
    """See `Entries.record`; `handed_out` says from which edit of each entry its analysis was made, where known."""
    if counters.value(db, Counter.TOPICS) != topics_revision:
        raise StaleTopics(f"topics changed since revision {topics_revision}")
    latest = {analysis.entry_id: analysis for analysis in analyses}
    stored, before = _stored(db, latest), _matches(db, latest)
    batch = _Batch(
        counters.value(db, Counter.SEQ),
        counters.value(db, Counter.POSITION),
        _living(db, latest.values()),
        backmatching.unread_below(db),
    )
    for entry_id, analysis in latest.items():
        row = stored.get(entry_id)
        if row is None or row["revision"] != analysis.revision:
            continue
        if handed_out.get(entry_id, row["edits"]) == row["edits"]:
            _take(batch, analysis, row, before[entry_id])
    _write(db, batch)
    return Seq(batch.seq)


def write_keys(db: sqlite3.Connection, keys: Iterable[tuple[int, str]]) -> None:
    """Put the keys of entries into the index, in the place of those they had.

    One statement whatever the number of entries: FTS5 flushes its pending terms at each.
    """
    pairs = dump(list(keys))
    db.execute(
        "DELETE FROM entry_keys WHERE rowid IN (SELECT json_extract(value, '$[0]') FROM json_each(?))",
        (pairs,),
    )
    db.execute(
        """
        INSERT INTO entry_keys (rowid, keys)
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)
        """,
        (pairs,),
    )


def _stored(db: sqlite3.Connection, ids: Collection[EntryId]) -> dict[int, sqlite3.Row]:
    found = db.execute(
        """
        SELECT id, revision, edits, is_baseline, seq, story_id, position, published_at FROM entries
        WHERE id IN (SELECT value FROM json_each(?))
        """,
        (listed(ids),),
    )
    return {row["id"]: row for row in found}


def _matches(db: sqlite3.Connection, ids: Collection[EntryId]) -> Mapping[int, _Known]:
    known: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
    found = db.execute(
        "SELECT entry_id, topic_id, seq FROM matches WHERE entry_id IN (SELECT value FROM json_each(?))",
        (listed(ids),),
    )
    for row in found:
        known[row["entry_id"]][row["topic_id"]] = row["seq"]
    return known


def _living(db: sqlite3.Connection, analyses: Iterable[Analysis]) -> set[int]:
    """Which of the stories that are named exist."""
    named = listed(analysis.story_id for analysis in analyses if analysis.story_id is not None)
    found = db.execute("SELECT id FROM stories WHERE id IN (SELECT value FROM json_each(?))", (named,))
    return {row["id"] for row in found}


def _take(batch: _Batch, analysis: Analysis, row: sqlite3.Row, before: _Known) -> None:
    """Add one analysis to the batch."""
    is_first, is_baseline = row["story_id"] is None, bool(row["is_baseline"])
    story_id, is_founder = row["story_id"], False
    seq, position = row["seq"], row["position"]
    if is_first:
        story_id, is_founder = _join(batch, analysis)
        batch.position += 1
        position = batch.position
        seq = None if is_baseline else batch.next_seq()
    if analysis.raises_story and not is_baseline and not is_founder:
        batch.raised.append((story_id,))
    # A restart rebuilds the stories from what each entry was when its story was chosen.
    found = analysis.features if is_first else None
    batch.entries.append((story_id, seq, position, found, analysis.entry_id))
    batch.keys.append((analysis.entry_id, " ".join(analysis.keys)))
    matched = {match.topic_id: match.hits for match in analysis.matches}
    for topic_id, hits in matched.items():
        if is_first or (topic_id not in before and analysis.entry_id < batch.unread.get(topic_id, 0)):
            since = seq  # of a topic made since, nobody knows yet whether the former text matched it as well
        else:
            since = before[topic_id] if topic_id in before else batch.next_seq()
        place = (topic_id, analysis.entry_id, story_id, since, row["published_at"])
        batch.matches.append((*place, dump_hits(hits)))
    batch.lost.extend((topic_id, analysis.entry_id) for topic_id in before if topic_id not in matched)


def _join(batch: _Batch, analysis: Analysis) -> tuple[int, bool]:
    """The story of an entry analysed for the first time, and whether it starts it.

    A story that has been let go meanwhile cannot be joined: the entry starts its own.
    """
    if analysis.story_id is not None and analysis.story_id in batch.stories:
        return analysis.story_id, False
    batch.stories.add(analysis.entry_id)
    batch.founded.append((analysis.entry_id,))
    return analysis.entry_id, True


def _write(db: sqlite3.Connection, batch: _Batch) -> None:
    db.executemany("INSERT INTO stories (id) VALUES (?)", batch.founded)
    db.executemany("UPDATE stories SET revision = revision + 1 WHERE id = ?", batch.raised)
    db.executemany(
        """
        UPDATE entries SET story_id = ?, seq = ?, position = ?, features = coalesce(?, features), is_analysed = 1
        WHERE id = ?
        """,
        batch.entries,
    )
    db.executemany("DELETE FROM matches WHERE topic_id = ? AND entry_id = ?", batch.lost)
    db.executemany(
        """
        INSERT INTO matches (topic_id, entry_id, story_id, seq, published_at, hits) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (topic_id, entry_id) DO UPDATE SET hits = excluded.hits
        """,
        batch.matches,
    )
    write_keys(db, batch.keys)
    counters.put(db, Counter.SEQ, batch.seq)
    counters.put(db, Counter.POSITION, batch.position)
