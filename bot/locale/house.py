# ruff: noqa: D102 -- the sentences say what they are; see `fr_house` for each
"""What every language must be able to say to admins and in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.errors import FetchProblem, QueryProblem
from bot.locale import en_house, fr_house
from bot.model import FeedHealth, Kind


class House(Protocol):
    """What admins and terminals are told, and why something could not be done."""

    HEALTH: Mapping[FeedHealth, str]
    PAUSED: str
    NO_FEEDS: str
    WHICH_FEED: str
    PREVIOUS: str
    NEXT: str
    HELD: str
    NOTHING_HELD: str
    SEND_HELD: str
    ABANDON_HELD: str
    KINDS: Mapping[Kind, str]
    STALE_BUTTON: str
    NOT_ALLOWED: str
    NOT_IN_CHARGE: str
    LINK_SPENT: str
    OPML_LIST: str
    BAD_SCHEDULE: str
    BAD_WINDOW: str
    QUERY_PROBLEMS: Mapping[QueryProblem, str]
    QUERY_EXAMPLE: str
    SUGGEST_RATHER: str
    FETCH_PROBLEMS: Mapping[FetchProblem, str]
    SOMETHING_ELSE: str
    NOTHING_FOUND: str
    HEALTHY: str
    UNHEALTHY: str
    FEED_COLUMNS: tuple[str, ...]
    NO_ANSWER: str
    READ_AGAIN: str
    HEALTH_NOTICE: str
    TOPICS_LOST_END: str
    STATUS_ROWS: Mapping[str, str]
    YES_NO: tuple[str, str]

    def feed_page(self, total: int, page: int, pages: int) -> str: ...

    def since(self, at: str) -> str: ...

    def blocked(self, service: str, status: int | None) -> str: ...

    def named(self, outlet: str, said: str) -> str: ...

    def read_now(self, outlet: str) -> str: ...

    def busy(self, outlet: str) -> str: ...

    def more_changes(self, count: int) -> str: ...

    def outage(self, since: str) -> str: ...

    def outage_over(self, since: str) -> str: ...

    def topics_lost(self, topics: int) -> str: ...

    def topic_lost(self, topic: str, outlets: Sequence[str], more: int, since: str) -> str: ...

    def topics_back(self, topics: Sequence[str]) -> str: ...

    def one_silent(self, outlet: str, answered: bool, since: str, service: str) -> str: ...

    def no_such_feed(self, typed: str) -> str: ...

    def feed_removed(self, outlet: str) -> str: ...

    def imported(self, added: int, known: int, refused: int) -> str: ...

    def problem(self, kind: FetchProblem, status: int | None) -> str: ...

    def braked(self, kind: str) -> str: ...

    def surge(self, owed: int, usual: int) -> str: ...

    def held_now(self, waiting: int, since: str) -> str: ...

    def released(self, waiting: int) -> str: ...

    def abandoned(self, given_up: int) -> str: ...

    def bad_address(self, url: str, problem: str) -> str: ...

    def quoted(self, text: str) -> str: ...

    def try_instead(self, example: str) -> str: ...

    def already_subscribed(self, topic: str) -> str: ...

    def limit_reached(self, limit: int) -> str: ...

    def already_followed(self, outlet: str) -> str: ...

    def refreshed(self, read: int, unchanged: int, failed: int, new: int, edited: int) -> str: ...

    def admin_welcome(self, feeds: int) -> str: ...


def house(language: str) -> House:
    """French for « fr », English for everything else."""
    return fr_house if language == "fr" else en_house
