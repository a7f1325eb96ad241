"""What a copy that is brought back cannot know, and the database that it replaces does: what has left since.

Only where the one descends from the other: the same chat under the same id since the same moment, the same article
under the same id.
"""

from __future__ import annotations

import sqlite3

_SAME_CHATS = """
    SELECT d.id FROM destinations d
    JOIN live.destinations l ON l.id = d.id AND l.chat_id = d.chat_id AND l.created_at = d.created_at
"""
_SAME_STORIES = "SELECT e.id FROM entries e JOIN live.entries l ON l.id = e.id AND l.link = e.link"


def remember(db: sqlite3.Connection) -> int:
    """Carry over, from the attached `live`, what was sent and told; how many messages need not leave again."""
    spared = db.execute(
        f"""
        UPDATE outbox SET state = l.state, message_id = l.message_id, done_at = l.done_at, detail = l.detail,
            payload = '', lease_token = NULL, lease_until = NULL
        FROM live.outbox l
        WHERE l.id = outbox.id AND l.dedupe_key = outbox.dedupe_key AND l.state IN ('sent', 'dead')
            AND outbox.state NOT IN ('sent', 'dead') AND outbox.destination_id IN ({_SAME_CHATS})
        """  # noqa: S608 - constants
    ).rowcount
    # Nothing that the database still owes: it goes with it, and its stories are to be told.
    db.execute(
        f"""
        INSERT INTO told (destination_id, story_id, how, revision, told_at, message_id)
        SELECT t.destination_id, t.story_id, t.how, t.revision, t.told_at, t.message_id FROM live.told t
        WHERE t.destination_id IN ({_SAME_CHATS}) AND t.story_id IN ({_SAME_STORIES})
            AND NOT EXISTS (
                SELECT 1 FROM live.outbox o JOIN json_each(o.stories) s ON s.value = t.story_id
                WHERE o.destination_id = t.destination_id AND o.kind = t.how AND o.state NOT IN ('sent', 'dead')
            )
        ON CONFLICT (destination_id, story_id, how)
        DO UPDATE SET revision = max(revision, excluded.revision), told_at = max(told_at, excluded.told_at)
        """  # noqa: S608 - constants
    )
    return spared
