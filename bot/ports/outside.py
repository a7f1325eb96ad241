"""The outside that is not the store: clock, web, parser, Telegram."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.model import (
    ChannelSeen,
    ChatId,
    Destination,
    Dress,
    Editing,
    FeedOffer,
    Fetched,
    Message,
    NotModified,
    ParsedFeed,
    Replying,
    UserId,
    Validators,
)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class Fetcher(Protocol):
    """Reads one address of the web, with manners and behind the address guard."""

    async def fetch(
        self, url: str, validators: Validators = ..., body_hash: bytes = b""
    ) -> Fetched | NotModified:
        """Bytes, or word that nothing changed (304, or the same hash). Raises `FetchError` or `InvalidUrl`."""
        ...


class ClosableFetcher(Fetcher, Protocol):
    """A fetcher that holds connections."""

    async def close(self) -> None:
        """Let go of them."""
        ...


class Parser(Protocol):
    """Turns fetched bytes into entries, off the loop where that matters."""

    async def parse(self, fetched: Fetched, now: datetime, memory: bytes = b"") -> ParsedFeed:
        """Raises `ParseError`; a document that crashes or hangs the parser is one too.

        With the `memory` of the feed's last document, items that it held need not be parsed: see `ParsedFeed`.
        """
        ...


class Finder(Protocol):
    """Finds the feeds behind an address that a person typed."""

    async def find(self, typed: str) -> tuple[FeedOffer, ...]:
        """The address itself if it is a feed, else those behind it; each content once, comment feeds last, never empty.

        The scheme of the address may be missing. Raises `NoFeedFound` with the reason, or `InvalidUrl`.
        """
        ...


class Directory(Protocol):
    """What Telegram knows of chats and their admins."""

    async def see(self, chat: ChatId | str, user_id: UserId) -> ChannelSeen | None:
        """A channel by its id or « @name », as that person stands in it; None for what is none, or not seen by us."""
        ...

    async def is_in_charge(self, chat_id: ChatId, user_id: UserId) -> bool:
        """Whether that person is one of the chat's admins; may be as old as a minute."""
        ...


class Sender(Protocol):
    """Hands one message to Telegram, within its limits."""

    async def send(
        self,
        destination: Destination,
        message: Message,
        way: Replying | Editing | None = None,
        dress: Dress = Dress.FULL,
    ) -> int:
        """The id that Telegram gave it, or that of the message edited, also where nothing was to change.

        Raises a `DeliveryError`; `TargetGone` where the message to edit is not there.
        """
        ...
