"""The outside, played: a clock moved by hand, a web of documents, a sender that takes or refuses."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.core.addresses import addresses_of
from bot.errors import BotError, FetchError, FetchProblem, NoFeedFound, TargetGone
from bot.model import (
    ChatId,
    ChatKind,
    Destination,
    Dress,
    Editing,
    FeedOffer,
    Fetched,
    Message,
    NotModified,
    Reader,
    Replying,
    UserId,
    Validators,
)

THURSDAY = datetime(2025, 3, 13, 6, 0, tzinfo=UTC)  # 7:00 in Paris, half an hour before the default digest


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, start: datetime = THURSDAY) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move(self, **span: float) -> None:
        self._now += timedelta(**span)

    def move_to(self, instant: datetime) -> None:
        self._now = instant


class RunningClock(FakeClock):
    """Runs as the real time does, from another start, and can be moved forward besides."""

    def __init__(self, start: datetime = THURSDAY) -> None:
        super().__init__(start)
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return self._now + timedelta(seconds=time.monotonic() - self._begun)

    def move_to(self, instant: datetime) -> None:
        self._now, self._begun = instant, time.monotonic()


@dataclass
class FakeFetcher:
    """A web of documents by address; `asked` records every reading."""

    pages: dict[str, bytes | BotError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        self.asked.append(url)
        found = self.pages.get(url)
        if found is None:
            raise FetchError(url, FetchProblem.HTTP_STATUS, status=404)
        if isinstance(found, BotError):
            raise found
        digest = hashlib.blake2b(found, digest_size=16).digest()
        if digest == body_hash:
            return NotModified(validators)
        return Fetched(url, found, "application/rss+xml; charset=utf-8", Validators(), digest)


@dataclass
class FakeFinder:
    """Knows which feeds stand behind which address."""

    offers: dict[str, tuple[FeedOffer, ...]] = field(default_factory=dict)

    async def find(self, typed: str) -> tuple[FeedOffer, ...]:
        for url in addresses_of(typed):
            if url in self.offers:
                return self.offers[url]
        raise NoFeedFound(typed, FetchProblem.NOT_A_FEED)


@dataclass
class Sent:
    """One message as it left."""

    destination: Destination
    message: Message
    dress: Dress = Dress.FULL
    way: Replying | Editing | None = None

    @property
    def plain(self) -> bool:
        return self.dress is not Dress.FULL

    @property
    def text(self) -> str:
        return self.message.html


@dataclass
class FakeSender:
    """Takes every message, after raising what is queued in `errors`, one for each attempt."""

    errors: list[Exception] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    attempts: int = 0
    gone: set[int] = field(default_factory=set)  # messages that cannot be edited

    async def send(
        self,
        destination: Destination,
        message: Message,
        way: Replying | Editing | None = None,
        dress: Dress = Dress.FULL,
    ) -> int:
        self.attempts += 1
        if self.errors:
            raise self.errors.pop(0)
        if isinstance(way, Editing) and (way.message_id is None or way.message_id in self.gone):
            raise TargetGone
        self.sent.append(Sent(destination, message, dress, way))
        return way.message_id or 0 if isinstance(way, Editing) else len(self.sent)


@dataclass(frozen=True)
class Item:
    """One item of a feed made by `rss`."""

    title: str
    text: str = ""
    link: str = ""
    guid: str = ""
    at: datetime | None = THURSDAY


def rss(items: Sequence[Item], title: str = "Le Fanal") -> bytes:
    """A plain RSS document."""
    from email.utils import format_datetime
    from html import escape

    rows = []
    for item in items:
        link = item.link or f"https://fanal.example/{abs(hash_of(item.title)) % 10**8}"
        date = f"<pubDate>{format_datetime(item.at)}</pubDate>" if item.at else ""
        rows.append(
            f"<item><title>{escape(item.title)}</title><link>{escape(link)}</link>"
            f"<guid isPermaLink='false'>{escape(item.guid or link)}</guid>{date}"
            f"<description>{escape(item.text)}</description></item>"
        )
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
        f"<title>{escape(title)}</title><link>https://fanal.example/</link>{''.join(rows)}</channel></rss>"
    ).encode()


def hash_of(text: str) -> int:
    """A number that stays the same from run to run."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest())


_updates = iter(range(1, 10**9))


def reader(chat_id: int = 1001, **changes: object) -> Reader:
    """Somebody who writes, with a new update id each time."""
    base = Reader(
        ChatId(chat_id), None, ChatKind.PRIVATE, "Camille", UserId(abs(chat_id)), "fr", next(_updates)
    )
    return replace(base, **changes)  # type: ignore[arg-type]
