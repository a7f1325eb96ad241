"""The tables as the first schema made them."""

from __future__ import annotations

FEEDS = (
    """
    CREATE TABLE feeds (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL,
        same_key TEXT NOT NULL,
        outlet TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        added_at INTEGER NOT NULL,
        removed_at INTEGER,
        health TEXT NOT NULL DEFAULT 'new',
        next_read_at INTEGER NOT NULL,
        first_read_at INTEGER,
        last_success_at INTEGER,
        body_at INTEGER,
        etag TEXT,
        last_modified TEXT,
        body_hash BLOB NOT NULL DEFAULT x'',
        gap INTEGER,
        fault_problem TEXT,
        fault_status INTEGER,
        fault_since INTEGER,
        fault_count INTEGER,
        moved_to TEXT NOT NULL DEFAULT '',
        moved_seen INTEGER NOT NULL DEFAULT 0,
        is_forced INTEGER NOT NULL DEFAULT 0 CHECK (is_forced IN (0, 1)),
        lease_token TEXT,
        lease_until INTEGER,
        CHECK ((fault_problem IS NULL) = (fault_since IS NULL))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX feeds_followed ON feeds (same_key) WHERE removed_at IS NULL",
    "CREATE INDEX feeds_due ON feeds (next_read_at) WHERE removed_at IS NULL",
    "CREATE INDEX feeds_same ON feeds (same_key)",
)

ENTRIES = (
    """
    CREATE TABLE stories (
        id INTEGER PRIMARY KEY,
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1)
    ) STRICT
    """,
    """
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feed_id INTEGER NOT NULL REFERENCES feeds (id),
        story_id INTEGER REFERENCES stories (id),
        seq INTEGER,
        position INTEGER,
        published_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        edits INTEGER NOT NULL DEFAULT 0,
        is_baseline INTEGER NOT NULL CHECK (is_baseline IN (0, 1)),
        is_analysed INTEGER NOT NULL DEFAULT 0 CHECK (is_analysed IN (0, 1)),
        is_paywalled INTEGER NOT NULL DEFAULT 0 CHECK (is_paywalled IN (0, 1)),
        key TEXT NOT NULL,
        link TEXT NOT NULL,
        title TEXT NOT NULL,
        features BLOB,
        extract TEXT NOT NULL,
        body TEXT NOT NULL,
        CHECK (published_at <= seen_at),
        CHECK ((story_id IS NULL) = (position IS NULL))
    ) STRICT
    """,
    "CREATE INDEX entries_unanalysed ON entries (is_baseline, id) WHERE is_analysed = 0",
    "CREATE UNIQUE INDEX entries_seq ON entries (seq) WHERE seq IS NOT NULL",
    "CREATE INDEX entries_story ON entries (story_id, id, feed_id)",
    "CREATE INDEX entries_published ON entries (published_at, id, story_id)",
    "CREATE INDEX entries_seen ON entries (seen_at, id)",
    "CREATE INDEX entries_feed ON entries (feed_id)",
    """
    CREATE TABLE items (
        feed_id INTEGER NOT NULL REFERENCES feeds (id),
        key TEXT NOT NULL,
        entry_id INTEGER REFERENCES entries (id) ON DELETE SET NULL,
        title_hash INTEGER NOT NULL,
        published_at INTEGER,
        last_seen_at INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        link TEXT NOT NULL,
        PRIMARY KEY (feed_id, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX items_link ON items (feed_id, link)",
    "CREATE INDEX items_title ON items (feed_id, title_hash)",
    "CREATE INDEX items_entry ON items (entry_id)",
    "CREATE INDEX items_tombstones ON items (last_seen_at) WHERE entry_id IS NULL",
    # Keys hold only [0-9a-z] and non-ASCII characters, which this tokeniser leaves whole; nobody asks where they
    # stand in the text, and nothing is ranked.
    """
    CREATE VIRTUAL TABLE entry_keys USING fts5 (keys, tokenize = "ascii", detail = none, columnsize = 0)
    """,
)

TOPICS = (
    """
    CREATE TABLE topics (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        query TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE matches (
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        seq INTEGER,
        published_at INTEGER NOT NULL,
        hits TEXT NOT NULL,
        PRIMARY KEY (topic_id, entry_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX matches_entry ON matches (entry_id)",
    "CREATE INDEX matches_news ON matches (topic_id, seq, story_id) WHERE seq IS NOT NULL",
    "CREATE INDEX matches_published ON matches (topic_id, published_at, story_id)",
)

DESTINATIONS = (
    """
    CREATE TABLE destinations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat_id INTEGER NOT NULL,
        thread_id INTEGER,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
        zone TEXT NOT NULL,
        slots TEXT NOT NULL,
        cursor INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        next_due_at INTEGER,
        last_digest_at INTEGER,
        last_word_at INTEGER,
        watch_said INTEGER NOT NULL DEFAULT 0 CHECK (watch_said IN (0, 1)),
        is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
        paused_until INTEGER,
        closed TEXT,
        closed_at INTEGER,
        max_topics INTEGER,
        lease_token TEXT,
        lease_until INTEGER
    ) STRICT
    """,
    "CREATE UNIQUE INDEX destinations_chat ON destinations (chat_id, COALESCE(thread_id, 0))",
    """
    CREATE INDEX destinations_due ON destinations (next_due_at)
    WHERE closed IS NULL AND is_paused = 0 AND next_due_at IS NOT NULL
    """,
    "CREATE INDEX destinations_paused ON destinations (paused_until) WHERE is_paused = 1",
    """
    CREATE TABLE subscriptions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        typed TEXT NOT NULL,
        since_seq INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        alert_at INTEGER CHECK (alert_at >= 1),
        UNIQUE (destination_id, topic_id)
    ) STRICT
    """,
    "CREATE INDEX subscriptions_topic ON subscriptions (topic_id)",
    "CREATE INDEX subscriptions_alert ON subscriptions (topic_id) WHERE alert_at IS NOT NULL",
    """
    CREATE TABLE told (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        how TEXT NOT NULL,
        revision INTEGER NOT NULL,
        told_at INTEGER NOT NULL,
        message_id INTEGER,
        PRIMARY KEY (destination_id, story_id, how)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE digests (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        at_second INTEGER NOT NULL,
        shown TEXT NOT NULL,
        others TEXT NOT NULL,
        topics TEXT NOT NULL,
        query TEXT NOT NULL DEFAULT '',
        UNIQUE (destination_id, at_second)
    ) STRICT
    """,
    "CREATE INDEX digests_age ON digests (at)",
)

OUTBOX = (
    """
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        rank INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending',
        due_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        doubts INTEGER NOT NULL DEFAULT 0,
        lease_token TEXT,
        lease_until INTEGER,
        created_at INTEGER NOT NULL,
        done_at INTEGER,
        message_id INTEGER,
        digest_id INTEGER,
        dedupe_key TEXT NOT NULL UNIQUE,
        detail TEXT NOT NULL DEFAULT '',
        stories TEXT NOT NULL,
        payload TEXT NOT NULL,
        CHECK (state IN ('pending', 'sending', 'sent', 'deferred', 'doubtful', 'dead')),
        CHECK (state <> 'sending' OR lease_token IS NOT NULL)
    ) STRICT
    """,
    """
    CREATE INDEX outbox_due ON outbox (rank, due_at, id) WHERE state IN ('pending', 'deferred', 'doubtful')
    """,
    """
    CREATE INDEX outbox_next ON outbox (due_at, id) WHERE state IN ('pending', 'deferred', 'doubtful')
    """,
    """
    CREATE INDEX outbox_line ON outbox (destination_id, rank, id)
    WHERE state IN ('pending', 'deferred', 'doubtful')
    """,
    "CREATE INDEX outbox_blocking ON outbox (destination_id, state, id) WHERE state IN ('sending', 'doubtful')",
    "CREATE INDEX outbox_leased ON outbox (lease_until) WHERE state = 'sending'",
    "CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL",
    "CREATE INDEX outbox_alerts ON outbox (destination_id, created_at) WHERE kind = 'alert'",
    "CREATE INDEX outbox_destination ON outbox (destination_id)",
)

HOUSE = (
    """
    CREATE TABLE asks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        user_id INTEGER,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        asked_at INTEGER NOT NULL,
        waits INTEGER NOT NULL CHECK (waits IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX asks_waiting ON asks (destination_id, user_id) WHERE waits = 1",
    "CREATE INDEX asks_destination ON asks (destination_id)",
    "CREATE INDEX asks_age ON asks (asked_at)",
    "CREATE TABLE admins (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL UNIQUE) STRICT",
    """
    CREATE TABLE invitations (
        code_hash BLOB PRIMARY KEY,
        created_at INTEGER NOT NULL,
        used_by INTEGER
    ) STRICT
    """,
    "CREATE TABLE leases (name TEXT PRIMARY KEY, token TEXT NOT NULL, until INTEGER NOT NULL) STRICT",
    "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
    """
    INSERT INTO counters (name, value)
    VALUES ('seq', 0), ('position', 0), ('topics', 0), ('house', 0), ('alerts', 0)
    """,
)

FIRST = (*FEEDS, *ENTRIES, *TOPICS, *DESTINATIONS, *OUTBOX, *HOUSE)
