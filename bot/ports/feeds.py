"""The feeds, their schedule, and what is remembered of their items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import Claimed, Coverage, Feed, FeedId, FeedUpdate, KnownEntry


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch of feed updates brought; `lost` are feeds whose lease had gone to somebody else."""

    new: int = 0
    edited: int = 0
    lost: tuple[FeedId, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A followed feed, and how many of the items that were asked about it holds, or held."""

    feed: Feed
    items: int


@dataclass(frozen=True, slots=True)
class FeedActivity:
    """What a feed brings: articles published since some instant, with the first of them, and those kept in all."""

    recent: int
    kept: int
    oldest_at: datetime | None = None


class Feeds(Protocol):
    """The feeds, their schedule, and what is remembered of their items."""

    async def claim_due(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[str] = ()
    ) -> tuple[Claimed, ...]:
        """Lease feeds with `next_read_at <= now`, longest due first; never one that is leased, removed, paused or
        gone.

        None of the hosts in `busy`, which are written as `core.links.host_of` gives them.
        """
        ...

    async def claim_one(self, feed_id: FeedId, now: datetime, lease: timedelta) -> Claimed | None:
        """Lease this feed, due or not; None while somebody else holds it, its host is paused, or it is
        paused or removed itself."""
        ...

    async def release(self, claims: Sequence[Claimed]) -> None:
        """Give leases back unused: these feeds are due as they were."""
        ...

    async def make_due(self, now: datetime, feed_id: FeedId | None = None) -> int:
        """Have one feed, or every feed not removed (gone ones too), read at the next claim; how many.

        Paused feeds, and those of a host that asked for less (`HostPause`), keep their time.
        """
        ...

    async def bring_forward(self, now: datetime) -> int:
        """Have those read at the next claim that a clock ahead of `now` read last; how many.

        What a publisher asked for by a clock that was right (Retry-After) is kept.
        """
        ...

    async def known(
        self, feed_id: FeedId, keys: Collection[str], links: Collection[str], titles: Collection[str]
    ) -> tuple[KnownEntry, ...]:
        """What is remembered of that feed's items that share a key, a non-empty link or a title with these.

        Titles are one whatever their case, accents and punctuation (`core.edits.title_key`).
        """
        ...

    async def memory(self, feed_id: FeedId) -> bytes:
        """What the last reading of a document kept of its items, as `FeedUpdate.memory` gave it; b"" for nothing."""
        ...

    async def apply(self, updates: Sequence[FeedUpdate]) -> Applied:
        """Store a batch: entries, edits, tombstones' last sight, validators, next reading; frees the leases.

        An update whose token no longer holds the lease is left out whole and named in `lost`. A known key is never
        stored twice, whatever the update says. Edited entries become unanalysed again (their `seq` stays).
        A `host_pause` puts off every feed of that host, whoever reads it. What publishers asked for is kept: see
        `Wishes`.
        """
        ...

    async def add(self, url: str, outlet: str, title: str, now: datetime) -> Feed:
        """A new feed, due at once. Raises `AlreadyFollowed` for an address whose `same_feed_key` is followed,
        `InvalidUrl` (`UNWANTED`) where its publisher has asked not to be read.

        A feed that had been removed, or was gone (410), comes back with its memory: its old items are not news again.
        """
        ...

    async def sharing(self, keys: Collection[str], links: Collection[str]) -> tuple[Shared, ...]:
        """The followed feeds that hold some of these items, by key or by link (whichever finds more); most first."""
        ...

    async def list_feeds(self) -> tuple[Feed, ...]:
        """All that are not removed, by outlet then address."""
        ...

    async def get(self, feed_id: FeedId) -> Feed:
        """Raises `NotFound`."""
        ...

    async def rename(self, feed_id: FeedId, outlet: str) -> None:
        """Give the feed another outlet's name; its stored entries follow.

        Chats that leave the outlet out leave it out by that name, once no other feed has the former one.
        """
        ...

    async def pause(self, feed_id: FeedId, now: datetime) -> None:
        """Read it no more until it is resumed; a reading under way loses its lease."""
        ...

    async def resume(self, feed_id: FeedId, now: datetime) -> None:
        """Read it again, from now on."""
        ...

    async def bring_back(self, feed_id: FeedId, now: datetime) -> Feed:
        """A removed feed, as `add` brings it back. Raises as `add`, and `NotFound`."""
        ...

    async def activity(self, feed_id: FeedId, since: datetime) -> FeedActivity:
        """What it has brought since then."""
        ...

    async def remove(self, feed_id: FeedId, now: datetime) -> None:
        """Softly: it is read no more; stories, told and tombstones stay."""
        ...

    async def coverage(self) -> Coverage:
        """Outlets of which at least one feed was read at its last try, and those of which none was."""
        ...
