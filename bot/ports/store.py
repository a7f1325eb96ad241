"""All aggregates together."""

from __future__ import annotations

from typing import Protocol

from bot.ports.access import Access
from bot.ports.audit import Audit
from bot.ports.broadcasts import Broadcasts
from bot.ports.chats import Chats
from bot.ports.destinations import Destinations
from bot.ports.entries import Entries, Topics
from bot.ports.feeds import Feeds
from bot.ports.follows import Follows
from bot.ports.house import Additions, Admins, Asks, House
from bot.ports.nominations import Nominations
from bot.ports.outbox import Outbox
from bot.ports.stewards import Stewards
from bot.ports.watch import Watch
from bot.ports.wishes import Wishes


class Store(Protocol):
    """All aggregates of one database."""

    @property
    def feeds(self) -> Feeds:
        """See `Feeds`."""
        ...

    @property
    def entries(self) -> Entries:
        """See `Entries`."""
        ...

    @property
    def topics(self) -> Topics:
        """See `Topics`."""
        ...

    @property
    def destinations(self) -> Destinations:
        """See `Destinations`."""
        ...

    @property
    def chats(self) -> Chats:
        """See `Chats`."""
        ...

    @property
    def outbox(self) -> Outbox:
        """See `Outbox`."""
        ...

    @property
    def asks(self) -> Asks:
        """See `Asks`."""
        ...

    @property
    def admins(self) -> Admins:
        """See `Admins`."""
        ...

    @property
    def additions(self) -> Additions:
        """See `Additions`."""
        ...

    @property
    def audit(self) -> Audit:
        """See `Audit`."""
        ...

    @property
    def broadcasts(self) -> Broadcasts:
        """See `Broadcasts`."""
        ...

    @property
    def watch(self) -> Watch:
        """See `Watch`."""
        ...

    @property
    def follows(self) -> Follows:
        """See `Follows`."""
        ...

    @property
    def nominations(self) -> Nominations:
        """See `Nominations`."""
        ...

    @property
    def wishes(self) -> Wishes:
        """See `Wishes`."""
        ...

    @property
    def access(self) -> Access:
        """See `Access`."""
        ...

    @property
    def stewards(self) -> Stewards:
        """See `Stewards`."""
        ...

    @property
    def house(self) -> House:
        """See `House`."""
        ...
