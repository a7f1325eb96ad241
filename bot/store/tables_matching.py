"""What is still to be looked at for topics that were made lately."""

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
