"""What is found in all that is stored: a front page, pages of a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Card, Digest, Topic
from bot.results.subscriptions import Meant


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`/une`: what most newsrooms report now. `at` names the record its buttons look up."""

    digest: Digest
    at: datetime
    span: timedelta


@dataclass(frozen=True, slots=True)
class Wider:
    """The same over a longer span, as a button remembers it."""

    span: timedelta
    ask_id: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page (from 0) of what a query finds, newest first; `at` names the record of its buttons.

    `stories` counts all that is found: by counting where `is_exact`, else judged by a part;
    `at_least` where even the index was not read to its end. `first` is the place of
    the first card, from 1. `wider` is a search of a longer span; `subscribe` follows the query, 0 where it is
    followed already.
    """

    topic: Topic
    span: timedelta
    at: datetime
    ask_id: int
    cards: tuple[Card, ...]
    first: int
    page: int
    pages: int
    stories: int
    is_exact: bool
    at_least: bool = False
    subscribe: int = 0
    wider: Wider | None = None
    meant: tuple[Meant, ...] = ()  # what to search for rather; their asks are searches
