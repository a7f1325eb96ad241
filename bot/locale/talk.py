# ruff: noqa: D102 -- the sentences say what they are; see `fr` for each
"""What every language must be able to say to readers, the first words to the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.locale import en, fr


class Talk(Protocol):
    """What readers are told."""

    EXAMPLES: tuple[str, ...]
    HELLO_AGAIN: str
    THANKS: str
    HELP_ASKED: str
    YES_OR_NO: str
    UNREADABLE: str
    FORWARDED: str
    TOO_MANY: str
    STOPPING: str
    DECLINED: str
    ASK_TOPIC: str
    ASK_TOPIC_TO_LEAVE: str
    ASK_ALERT: str
    ASK_TIMES: str
    ASK_FEED: str
    ASK_FEED_TO_REMOVE: str
    CATCH_UP: str
    FOLLOWS_NOTHING: str
    LEAVES_NOTHING: str
    PAUSED: str
    CHOOSE_A_TOPIC: str
    READ_DAY: str
    CHANGE_TIME: str
    CANCEL: str
    NO: str
    PAUSED_FOR_NOW: str
    RESUMED: str
    WAS_NOT_PAUSED: str
    FOLLOW_UP: str
    FOR_SUBSCRIBERS: str
    NO_COVERAGE: str
    SOURCES: str
    WHY: str
    WHY_THIS: str
    IN_TITLE: str
    IN_TEXT: str
    IN_SOURCE: str
    AS_SYNONYM: str
    OTHERS: str

    def greeting(self, times: str, in_group: bool) -> str: ...

    def welcome_follower(self, topics: Sequence[str], in_group: bool) -> str: ...

    def welcome_back(self, topics: Sequence[str]) -> str: ...

    def ask_times(self, times: str, place: str) -> str: ...

    def ask_to_follow(self, topics: Sequence[str]) -> str: ...

    def follow_button(self, topic: str) -> str: ...

    def subscribed(self, topic: str) -> str: ...

    def synonyms(self, names: Sequence[str]) -> str: ...

    def week(self, stories: int, exact: bool) -> str: ...

    def first_digest(self, at: str) -> str: ...

    def next_digest(self, at: str) -> str: ...

    def unsubscribed(self, topic: str) -> str: ...

    def still_followed(self, topics: Sequence[str]) -> str: ...

    def not_followed(self, typed: str) -> str: ...

    def followed(self, count: int) -> str: ...

    def with_alert(self, newsrooms: int) -> str: ...

    def alert_set(self, topic: str, newsrooms: int) -> str: ...

    def times_are(self, times: str) -> str: ...

    def schedule_set(self, times: str) -> str: ...

    def schedule_restored(self, times: str) -> str: ...

    def paused_until(self, until: str) -> str: ...

    def stopped(self, topics: int) -> str: ...

    def and_others(self, count: int) -> str: ...

    def apart(self, first: str, then: str) -> str: ...

    def recalled(self, links: Sequence[str], more: int) -> str: ...

    def digest_of(self, date: str, clock: str) -> str: ...

    def on_demand_of(self, span: str, date: str, clock: str) -> str: ...

    def spare(self, name: str) -> str: ...

    def gap(self, since: str, span: str) -> str: ...

    def read_all(self, outlets: int) -> str: ...

    def read_but_one(self, read: int, total: int, said: str) -> str: ...

    def read_some(self, read: int, total: int, silent: Sequence[str], more: int, answered: bool) -> str: ...

    def more_stories(self, count: int, exact: bool) -> str: ...

    def nothing_new(self, topics: Sequence[str], more: int, since: str) -> str: ...

    def nothing_on(self, topic: str, since: str) -> str: ...

    def watch_goes_on(self, since: str, public: bool) -> str: ...

    def alert_line(self, topic: str) -> str: ...

    def newsrooms(self, count: int, reprints: bool) -> str: ...

    def reprinted(self, agency: str, outlets: Sequence[str]) -> str: ...

    def why(self, topics: Sequence[str], articles: int, followed: bool) -> str: ...

    def reason(self, outlet: str, field: str, excerpt: str) -> str: ...


def talk(language: str) -> Talk:
    """French for « fr », English for everything else."""
    return fr if language == "fr" else en
