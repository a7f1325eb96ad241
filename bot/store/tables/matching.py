"""What matching and search need beside the articles: their words, an index, what is still to be looked at."""

from __future__ import annotations

# The words of the index, each with the number of articles that hold it: what a misspelt word is compared with.
WORDS = ("CREATE VIRTUAL TABLE entry_words USING fts5vocab (entry_keys, row)",)

# Articles with a lower id than `below` are still to be matched against the topic; `looked_at` of those that the index
# named have been, `matched` of them match it.
BACK_MATCHING = (
    """
    CREATE TABLE back_matching (
        topic_id INTEGER PRIMARY KEY REFERENCES topics (id),
        below INTEGER NOT NULL,
        looked_at INTEGER NOT NULL,
        matched INTEGER NOT NULL
    ) STRICT
    """,
)

# All that is asked of articles that the index of keys names, beside it: their rows hold their texts, and to find some
# ten thousand of them took twice as long.
NAMED_ENTRIES = ("CREATE INDEX entries_named ON entries (id, story_id, published_at, feed_id)",)
