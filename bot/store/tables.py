"""The tables as the first schema made them, with their constraints and the indexes that the store's queries walk.

Instants are whole microseconds (see `instants`), JSON is compact, and ids are never given twice (AUTOINCREMENT):
what was told outlives the stories it names. Large columns stand last, so that reading the others skips their pages.
"""

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

# What good manners need: the publisher's wishes outlive a « not modified », the rhythm and the health are kept.
MANNERS = (
    "ALTER TABLE feeds ADD COLUMN host TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feeds ADD COLUMN ttl INTEGER",
    "ALTER TABLE feeds ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN edition_base INTEGER",
    "ALTER TABLE feeds ADD COLUMN pace INTEGER",
    "ALTER TABLE feeds ADD COLUMN fault_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feeds ADD COLUMN health_since INTEGER",
    "ALTER TABLE feeds ADD COLUMN health_told TEXT NOT NULL DEFAULT 'new'",
    "ALTER TABLE feeds ADD COLUMN pulse BLOB",
    "UPDATE feeds SET health_told = health",
    "CREATE INDEX feeds_host ON feeds (host) WHERE removed_at IS NULL",
    "CREATE INDEX feeds_untold ON feeds (id) WHERE health <> health_told AND removed_at IS NULL",
    "CREATE TABLE host_pauses (host TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE topic_losses (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        lost_at INTEGER NOT NULL,
        PRIMARY KEY (destination_id, topic_id)
    ) STRICT, WITHOUT ROWID
    """,
)

# A message may edit or answer an earlier one: the row that becomes it, and the id it has had so far.
WAYS = (
    "ALTER TABLE outbox ADD COLUMN way TEXT NOT NULL DEFAULT 'new' CHECK (way IN ('new', 'reply', 'edit'))",
    "ALTER TABLE outbox ADD COLUMN part TEXT",
    "ALTER TABLE outbox ADD COLUMN or_new INTEGER",
    "ALTER TABLE outbox ADD COLUMN target_row INTEGER",
    "ALTER TABLE outbox ADD COLUMN target_message INTEGER",
)

# Feeds that an admin added together: undone together, and their first reading reported once.
ADDITIONS = (
    """
    CREATE TABLE additions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        feeds TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        told_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX additions_untold ON additions (added_at) WHERE told_at IS NULL",
    "CREATE INDEX additions_age ON additions (added_at)",
    "CREATE INDEX additions_destination ON additions (destination_id)",
)

# Messages that an admin gave up are counted.
HOLDS = ("INSERT INTO counters (name, value) VALUES ('abandoned', 0)",)
# The words of the index, each with the number of articles that hold it: what a misspelt word is compared with.
WORDS = ("CREATE VIRTUAL TABLE entry_words USING fts5vocab (entry_keys, row)",)

# Stories that a chat has asked to be told more of.
FOLLOWS = (
    """
    CREATE TABLE follows (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        followed_at INTEGER NOT NULL,
        told_at INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        until INTEGER NOT NULL,
        message_id INTEGER,
        alert_at INTEGER,
        PRIMARY KEY (destination_id, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX follows_until ON follows (until)",
)

# What a chat chooses for itself; NULL: the rules of the house.
PREFERENCES = (
    "ALTER TABLE destinations ADD COLUMN quiet_from INTEGER CHECK (quiet_from BETWEEN 0 AND 1439)",
    "ALTER TABLE destinations ADD COLUMN quiet_to INTEGER CHECK (quiet_to BETWEEN 0 AND 1439)",
    """
    ALTER TABLE destinations ADD COLUMN quiet_mode TEXT NOT NULL DEFAULT 'silent'
    CHECK (quiet_mode IN ('silent', 'hold'))
    """,
    "ALTER TABLE destinations ADD COLUMN max_alerts INTEGER CHECK (max_alerts >= 0)",
    """
    ALTER TABLE destinations ADD COLUMN length TEXT NOT NULL DEFAULT 'brief'
    CHECK (length IN ('titles', 'brief', 'full'))
    """,
    "ALTER TABLE destinations ADD COLUMN previews INTEGER NOT NULL DEFAULT 0 CHECK (previews IN (0, 1))",
    "ALTER TABLE destinations ADD COLUMN no_alert_until INTEGER",
)

# Alerts that wait for the end of a chat's quiet hours; `until` 0: decide again, the chat chose otherwise.
HELD_ALERTS = (
    """
    CREATE TABLE held_alerts (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        until INTEGER NOT NULL,
        held_at INTEGER NOT NULL,
        PRIMARY KEY (destination_id, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX held_alerts_until ON held_alerts (until)",
)

# What alerts said, while it may have to be corrected.
SENT_ALERTS = (
    """
    CREATE TABLE sent_alerts (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        key TEXT NOT NULL,
        place INTEGER NOT NULL,
        at INTEGER NOT NULL,
        lead INTEGER NOT NULL,
        headline TEXT NOT NULL,
        shown TEXT NOT NULL,
        facts TEXT NOT NULL,
        last_entry INTEGER NOT NULL,
        revisions INTEGER NOT NULL,
        last_of INTEGER,
        was_kept INTEGER NOT NULL CHECK (was_kept IN (0, 1)),
        corrected_at INTEGER,
        corrections INTEGER NOT NULL,
        PRIMARY KEY (destination_id, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sent_alerts_age ON sent_alerts (at, story_id, last_entry, revisions)",
    "CREATE INDEX sent_alerts_key ON sent_alerts (key, place)",
)

# Who wants to know when a topic is suddenly everywhere, and when they last did.
SPIKES = (
    "ALTER TABLE subscriptions ADD COLUMN spikes INTEGER NOT NULL DEFAULT 0 CHECK (spikes IN (0, 1))",
    "ALTER TABLE subscriptions ADD COLUMN spiked_at INTEGER",
    "CREATE INDEX subscriptions_spikes ON subscriptions (topic_id) WHERE spikes = 1",
)

# Outlets whose articles a chat does not want: a JSON list of names.
LEFT_OUT = ("ALTER TABLE destinations ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]'",)

# Since when a chat has paused, and since when that is over while its word of return is still to be said.
ABSENCES = (
    "ALTER TABLE destinations ADD COLUMN paused_at INTEGER",
    "ALTER TABLE destinations ADD COLUMN back_at INTEGER",
)

# Which chats were erased, by hash, so that no copy brings them back; and the update that asked for it, where a last
# message is still to leave.
ERASURES = (
    """
    CREATE TABLE erasures (
        salt BLOB NOT NULL,
        digest BLOB NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (salt, digest)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE destinations ADD COLUMN leaving INTEGER",
    "CREATE INDEX destinations_leaving ON destinations (created_at) WHERE leaving IS NOT NULL",
)

FIRST = (*FEEDS, *ENTRIES, *TOPICS, *DESTINATIONS, *OUTBOX, *HOUSE)

# What an entry said before each material edit, so that a correction can say what was wrong.
FORMER_TEXTS = (
    """
    CREATE TABLE former_texts (
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        replaced_at INTEGER NOT NULL,
        title TEXT NOT NULL,
        extract TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (entry_id, revision)
    ) STRICT, WITHOUT ROWID
    """,
)

# Beside the feeds, not in them: it is read only where a document changed, and its size would slow every walk.
MEMORIES = (
    """
    CREATE TABLE item_memories (
        feed_id INTEGER PRIMARY KEY REFERENCES feeds (id),
        memory BLOB NOT NULL
    ) STRICT
    """,
)

# By the update that a question answers its message is found: in a group only an answer to that one counts.
QUESTIONS = ("ALTER TABLE asks ADD COLUMN update_number INTEGER",)
