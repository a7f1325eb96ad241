"""Questions, additions, admins, and the database as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.model import Activity, Counters, DestinationId, FeedId, Token, UserId

HEARTBEAT = "heartbeat"  # the note in which `run` writes when it last ticked, in ISO 8601
BACKED_UP = "backed_up"  # the note that says when the last copy was made, in ISO 8601


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands: what was asked (`kind`), about what (`text`), of whom."""

    id: int
    destination_id: DestinationId
    user_id: UserId | None
    kind: str
    text: str
    asked_at: datetime


class Asks(Protocol):
    """Questions that the bot put to somebody, and that a button or the next message answers."""

    async def put(
        self,
        destination_id: DestinationId,
        user_id: UserId | None,
        kind: str,
        text: str,
        now: datetime,
        waits: bool,
        update: int | None = None,
    ) -> int:
        """Remember a question; its id. `waits`: the person's next message answers it (replaces an earlier one).

        `update` is the one whose answer puts the question.
        """
        ...

    async def get(self, ask_id: int) -> Asked | None:
        """The question, while it is remembered (30 days)."""
        ...

    async def count(
        self, destination_id: DestinationId, user_id: UserId | None, kind: str, since: datetime
    ) -> int:
        """How many of that kind were remembered of this person, wherever they were; of the chat for nobody."""
        ...

    async def take_waiting(
        self,
        destination_id: DestinationId,
        user_id: UserId | None,
        now: datetime,
        answered: int | None = None,
    ) -> Asked | None:
        """The question that this person's next message answers, if asked in the last hour; it waits no more.

        `answered`: only if that message of ours put it; else it waits on.
        """
        ...

    async def waiting_for(self, user_id: UserId, now: datetime) -> Asked | None:
        """The question that this person's next private message answers, for their own private chat or for a channel
        that they set up from it; the latest of several. It waits on."""
        ...


@dataclass(frozen=True, slots=True)
class Addition:
    """Feeds that an admin added together, under the name of what was chosen."""

    id: int
    destination_id: DestinationId
    name: str
    feeds: tuple[FeedId, ...]
    added_at: datetime


class Additions(Protocol):
    """Feeds that were added together: to be undone together, and whose first reading is reported once."""

    async def remember(
        self, destination_id: DestinationId, name: str, feeds: Sequence[FeedId], now: datetime
    ) -> int:
        """Its id; kept for 30 days."""
        ...

    async def get(self, addition_id: int) -> Addition | None:
        """The addition, while it is remembered."""
        ...

    async def list_untold(self) -> tuple[Addition, ...]:
        """Those whose first reading has not been reported, oldest first."""
        ...

    async def mark_told(self, addition_id: int, now: datetime) -> None:
        """Its first reading is reported, or needs no report."""
        ...


class Admins(Protocol):
    """Who may change the feeds."""

    async def is_admin(self, user_id: UserId) -> bool:
        """Those who claimed an invitation; the configuration's own list is not the store's affair."""
        ...

    async def list_admins(self) -> tuple[UserId, ...]:
        """In the order they came."""
        ...

    async def invite(self, code_hash: bytes, now: datetime) -> None:
        """A one-time invitation, by the hash of its code; earlier unused ones are void."""
        ...

    async def is_invited(self, code_hash: bytes, now: datetime) -> bool:
        """Whether `claim` would take that code now."""
        ...

    async def claim(self, code_hash: bytes, user_id: UserId, now: datetime) -> bool:
        """Make that person an admin if the invitation stands (seven days) and is unused."""
        ...


class House(Protocol):
    """The database as a whole."""

    async def take_lease(self, name: str, now: datetime, lease: timedelta) -> Token | None:
        """A named lease (the analysis lane, a nightly job), or None while somebody else holds it."""
        ...

    async def renew_lease(self, name: str, token: Token, now: datetime, lease: timedelta) -> bool:
        """False when it was lost."""
        ...

    async def free_lease(self, name: str, token: Token) -> None:
        """Give it back."""
        ...

    async def recover(self, now: datetime) -> None:
        """Void every lease of a process that died: for the one `run` of a database, at its start.

        Messages that were being sent are doubtful, and due. Whoever else holds a lease loses its turn, no more.
        """
        ...

    async def revision(self) -> int:
        """Rises with each change of feeds, topics, aliases or admins by any process."""
        ...

    async def get_note(self, name: str) -> str | None:
        """A small named fact (analyser version, heartbeat)."""
        ...

    async def put_note(self, name: str, value: str) -> None:
        """Remember it."""
        ...

    async def owner(self) -> int | None:
        """Telegram's id of the bot whose database this is; None as long as none has run on it."""
        ...

    async def become(self, bot_id: int, now: datetime) -> int | None:
        """The database is this bot's from now on. How many private chats wait for Start; None where nothing changed.

        Chats, topics and what was told stay. What belonged to the former bot is void: ids of its messages, answers not
        given yet; private chats are closed as `WAITING`, and what they were owed comes with their next digest.
        """
        ...

    async def counters(self, now: datetime) -> Counters:
        """What `status` shows."""
        ...

    async def activity(self, now: datetime) -> Activity:
        """What happened in each of the last 24 hours, the present one included; hours of UTC."""
        ...

    async def prune(self, now: datetime, retention: timedelta) -> int:
        """Let go of what is past retention: entries with their index, matches and features (keys stay as tombstones
        for `retention` after they were last seen in their feed), empty stories, sent and dead outbox rows after 30
        days, answered questions, digests' records; in short transactions. How many entries went."""
        ...

    async def backup(self, target: Path) -> None:
        """A consistent copy while others write; replaces `target` only when it is whole."""
        ...
