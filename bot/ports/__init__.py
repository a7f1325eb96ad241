"""Protocols of all that is impure, one for each aggregate, and the outside: clock, fetcher, parser, sender.

Services receive these as arguments and import nothing else of the outside. Each docstring is the contract that the
shared store tests check. Unless a method says otherwise: a write is one transaction; a method raises `StoreError`
when the database refuses, and then has written nothing; unknown ids are ignored by writes and absent from reads.
"""

from __future__ import annotations

from bot.ports.access import Access
from bot.ports.audit import Audit
from bot.ports.broadcasts import Broadcasts
from bot.ports.chats import SILENCE, Chats
from bot.ports.destinations import Destinations
from bot.ports.entries import BackMatch, Entries, Mention, News, Place, Tallies, Topics, Unmatched
from bot.ports.feeds import Applied, FeedActivity, Feeds, Shared
from bot.ports.follows import Follows
from bot.ports.house import BACKED_UP, HEARTBEAT, Addition, Additions, Admins, Asked, Asks, House
from bot.ports.nominations import Nominations
from bot.ports.outbox import Outbox
from bot.ports.outside import Clock, ClosableFetcher, Directory, Fetcher, Finder, Parser, Sender
from bot.ports.stewards import Charge, Stewards
from bot.ports.store import Store
from bot.ports.telling import (
    RETURN_KEY,
    AlertsDecided,
    AlertTarget,
    ClaimedDestination,
    DigestRecord,
    HeldAlert,
    Prepared,
)
from bot.ports.watch import FeedReach, Watch
from bot.ports.wishes import Obeyed, Wishes

__all__ = [
    "BACKED_UP",
    "HEARTBEAT",
    "RETURN_KEY",
    "SILENCE",
    "Access",
    "Addition",
    "Additions",
    "Admins",
    "AlertTarget",
    "AlertsDecided",
    "Applied",
    "Asked",
    "Asks",
    "Audit",
    "BackMatch",
    "Broadcasts",
    "Charge",
    "Chats",
    "ClaimedDestination",
    "Clock",
    "ClosableFetcher",
    "Destinations",
    "DigestRecord",
    "Directory",
    "Entries",
    "FeedActivity",
    "FeedReach",
    "Feeds",
    "Fetcher",
    "Finder",
    "Follows",
    "HeldAlert",
    "House",
    "Mention",
    "News",
    "Nominations",
    "Obeyed",
    "Outbox",
    "Parser",
    "Place",
    "Prepared",
    "Sender",
    "Shared",
    "Stewards",
    "Store",
    "Tallies",
    "Topics",
    "Unmatched",
    "Watch",
    "Wishes",
]
