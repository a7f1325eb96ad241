"""The store on SQLite: every aggregate of one database file behind its port."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from bot.store.access import SqliteAccess
from bot.store.additions import SqliteAdditions
from bot.store.admins import SqliteAdmins
from bot.store.asks import SqliteAsks
from bot.store.audit import SqliteAudit
from bot.store.broadcasts import SqliteBroadcasts
from bot.store.chats import SqliteChats
from bot.store.connection import BUSY_TIMEOUT, Connections
from bot.store.destinations import SqliteDestinations
from bot.store.entries import SqliteEntries
from bot.store.feeds import SqliteFeeds
from bot.store.follows import SqliteFollows
from bot.store.house import SqliteHouse
from bot.store.location import database_path
from bot.store.nominations import SqliteNominations
from bot.store.opening import prepare
from bot.store.outbox import SqliteOutbox
from bot.store.publishers import SqliteWishes
from bot.store.stewards import SqliteStewards
from bot.store.topics import SqliteTopics
from bot.store.watch import SqliteWatch

FILE_NAME = "vigie.db"  # of a throw-away database, in a folder of its own


class SqliteStore:
    """`Store` on SQLite; made by `open`, let go by `close`."""

    def __init__(self, connections: Connections, folder: TemporaryDirectory[str] | None = None) -> None:
        self._connections = connections
        self._folder = folder
        self._feeds = SqliteFeeds(connections)
        self._entries = SqliteEntries(connections)
        self._topics = SqliteTopics(connections)
        self._destinations = SqliteDestinations(connections)
        self._chats = SqliteChats(connections)
        self._outbox = SqliteOutbox(connections)
        self._asks = SqliteAsks(connections)
        self._admins = SqliteAdmins(connections)
        self._house = SqliteHouse(connections)
        self._additions = SqliteAdditions(connections)
        self._audit = SqliteAudit(connections)
        self._broadcasts = SqliteBroadcasts(connections)
        self._watch = SqliteWatch(connections)
        self._access = SqliteAccess(connections)
        self._follows = SqliteFollows(connections)
        self._stewards = SqliteStewards(connections)
        self._wishes = SqliteWishes(connections)
        self._nominations = SqliteNominations(connections)

    @classmethod
    async def open(
        cls,
        url: str | Path,
        *,
        writer: bool = True,
        checkpoints: bool = False,
        busy_timeout: timedelta = BUSY_TIMEOUT,
    ) -> Self:
        """Open the database of an address, made or migrated if need be. Raises `StoreUnusable`.

        `:memory:` is a throw-away one, gone at `close`. Without `writer` nothing is made, migrated or written.
        `checkpoints` is for `vigie run` alone: one process at a time may move the log into the file.
        """
        path = database_path(url)
        folder = None if path is not None else TemporaryDirectory(prefix="vigie-")
        if path is None:
            assert folder is not None
            path = Path(folder.name) / FILE_NAME
        await asyncio.to_thread(prepare, path, busy_timeout, writer=writer or folder is not None)
        checkpoints = checkpoints or folder is not None
        connections = Connections(path, writer=writer, checkpoints=checkpoints, busy_timeout=busy_timeout)
        return cls(connections, folder)

    async def close(self) -> None:
        """Finish what has begun and let go of the file."""
        await self._connections.close()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self._connections.path

    @property
    def feeds(self) -> SqliteFeeds:
        """See `Feeds`."""
        return self._feeds

    @property
    def entries(self) -> SqliteEntries:
        """See `Entries`."""
        return self._entries

    @property
    def topics(self) -> SqliteTopics:
        """See `Topics`."""
        return self._topics

    @property
    def destinations(self) -> SqliteDestinations:
        """See `Destinations`."""
        return self._destinations

    @property
    def chats(self) -> SqliteChats:
        """See `Chats`."""
        return self._chats

    @property
    def outbox(self) -> SqliteOutbox:
        """See `Outbox`."""
        return self._outbox

    @property
    def asks(self) -> SqliteAsks:
        """See `Asks`."""
        return self._asks

    @property
    def admins(self) -> SqliteAdmins:
        """See `Admins`."""
        return self._admins

    @property
    def additions(self) -> SqliteAdditions:
        """See `Additions`."""
        return self._additions

    @property
    def audit(self) -> SqliteAudit:
        """See `Audit`."""
        return self._audit

    @property
    def broadcasts(self) -> SqliteBroadcasts:
        """See `Broadcasts`."""
        return self._broadcasts

    @property
    def watch(self) -> SqliteWatch:
        """See `Watch`."""
        return self._watch

    @property
    def follows(self) -> SqliteFollows:
        """See `Follows`."""
        return self._follows

    @property
    def nominations(self) -> SqliteNominations:
        """See `Nominations`."""
        return self._nominations

    @property
    def wishes(self) -> SqliteWishes:
        """See `Wishes`."""
        return self._wishes

    @property
    def access(self) -> SqliteAccess:
        """See `Access`."""
        return self._access

    @property
    def stewards(self) -> SqliteStewards:
        """See `Stewards`."""
        return self._stewards

    @property
    def house(self) -> SqliteHouse:
        """See `House`."""
        return self._house
