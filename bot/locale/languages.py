# ruff: noqa: D102 -- the sentences say what they are; see `fr` for each
"""What every language must be able to say, so that a missing sentence is a type error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.errors import FetchProblem, QueryProblem
from bot.locale import (
    en,
    en_alerts,
    en_house,
    en_moments,
    en_sources,
    en_topics,
    fr,
    fr_alerts,
    fr_house,
    fr_moments,
    fr_sources,
    fr_topics,
)
from bot.model import FeedHealth, Kind, Slot
from bot.results import Advice


class Moments(Protocol):
    """Numbers, times, dates and spans as they are said, all in the reader’s own zone."""

    def number(self, value: int) -> str: ...

    def listing(self, names: Sequence[str]) -> str: ...

    def quoted(self, text: str) -> str: ...

    def clock(self, at: time) -> str: ...

    def long_date(self, day: date, today: date) -> str: ...

    def short_date(self, day: date) -> str: ...

    def stamp(self, at: datetime, now: datetime) -> str: ...

    def moment(self, at: datetime, now: datetime) -> str: ...

    def day(self, day: date, today: date) -> str: ...

    def until(self, day: date, today: date) -> str: ...

    def span(self, window: timedelta) -> str: ...

    def place(self, zone: str) -> str: ...

    def schedule(self, slots: Sequence[Slot]) -> str: ...


class Talk(Protocol):
    """What readers are told."""

    EXAMPLES: tuple[str, ...]
    HELLO_AGAIN: str
    THANKS: str
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
    ADMIN_COMMANDS: str
    CATCH_UP: str
    DESCRIPTIONS: Mapping[str, str]
    HELP_INTRO: str
    SEE_HELP: str
    HELP_QUERIES: str
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

    def greeting(self, times: str) -> str: ...

    def welcome_follower(self, topics: Sequence[str]) -> str: ...

    def welcome_back(self, topics: Sequence[str]) -> str: ...

    def ask_times(self, times: str, place: str) -> str: ...

    def ask_to_follow(self, topics: Sequence[str]) -> str: ...

    def follow_button(self, topic: str) -> str: ...

    def command_line(self, names: str, description: str) -> str: ...

    def unknown_command(self, typed: str) -> str: ...

    def meant_command(self, command: str) -> str: ...

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

    def watch_goes_on(self, since: str) -> str: ...

    def alert_line(self, topic: str) -> str: ...

    def newsrooms(self, count: int, reprints: bool) -> str: ...

    def reprinted(self, agency: str, outlets: Sequence[str]) -> str: ...

    def why(self, topics: Sequence[str], articles: int, followed: bool) -> str: ...

    def reason(self, outlet: str, field: str, excerpt: str) -> str: ...


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


class Sources(Protocol):
    """What admins are told of adding feeds."""

    COMMENTS: str
    NOT_READ: str
    FOLLOWED: str
    ADD_ANYWAY: str
    BUNDLES: Mapping[str, str]
    SHOW_CATALOGUE: str
    CHECK_COLUMNS: tuple[str, ...]
    READABLE: str
    NO_VALIDATOR: str
    ADVICE: Mapping[Advice, str]
    IMPORTED: str

    def country(self, code: str) -> str: ...

    def feed_added(self, outlet: str, entries: int) -> str: ...

    def feed_added_empty(self, outlet: str) -> str: ...

    def feed_added_unread(self, outlet: str, problem: str) -> str: ...

    def dated(self, title: str, at: str) -> str: ...

    def feed_choice(self, count: int) -> str: ...

    def feed_facts(self, entries: int, newest: str) -> str: ...

    def followed_as(self, outlet: str) -> str: ...

    def feed_repeats(self, found: str, outlet: str, known: str) -> str: ...

    def catalogue(self, feeds: int, outlets: int) -> str: ...

    def bundle_button(self, name: str, feeds: int, followed: int) -> str: ...

    def media_found(self, typed: str, feeds: int, page: int, pages: int) -> str: ...

    def no_media(self, typed: str) -> str: ...

    def medium(self, name: str, sections: Sequence[str], place: str) -> str: ...

    def partly_followed(self, followed: int, feeds: int) -> str: ...

    def add_all(self, feeds: int) -> str: ...

    def add_medium(self, name: str) -> str: ...

    def media_added(self, name: str, feeds: int, outlets: Sequence[str], more: int, known: int) -> str: ...

    def nothing_added(self, name: str) -> str: ...

    def media_removed(self, feeds: int) -> str: ...

    def first_readings(self, name: str, read: int, total: int) -> str: ...

    def failed(self, outlet: str, address: str, problem: str) -> str: ...

    def and_more(self, count: int) -> str: ...

    def still_waiting(self, count: int) -> str: ...

    def a_day(self, count: int) -> str: ...

    def a_week(self, count: int) -> str: ...

    def a_month(self, count: int) -> str: ...


class Topics(Protocol):
    """What readers are told of one topic."""

    REFINE: str
    SHARE: str
    BACK: str
    ALL: str
    DROP: str
    KEEP: str
    LITERALLY: str
    WITH_SYNONYMS: str
    IN_TITLES: str
    NAMED_LITERALLY: str
    NAMED_IN_TEXT: str
    NAMED_IN_SOURCE: str
    NAMED_EXACT_WORD: str
    NAMED_EXACT_WORDS: str
    AND: str
    OR: str
    EXCEPT: str
    ESTIMATED: str
    NAMED_IN_TITLES: str

    def refine(self, topic: str, stories: int, exact: bool) -> str: ...

    def choice(self, label: str, stories: int) -> str: ...

    def exactly(self, word: str) -> str: ...

    def less(self, word: str) -> str: ...

    def more(self, word: str) -> str: ...

    def page(self, topic: str) -> str: ...

    def unknown_word(self, typed: str, words: Sequence[tuple[str, int]]) -> str: ...

    def follow_rather(self, word: str) -> str: ...

    def search_rather(self, word: str) -> str: ...

    def many(self, stories: int) -> str: ...

    def invitation(self, topic: str) -> str: ...


class Alerts(Protocol):
    """What readers are told of alerts, quiet hours and time zones."""

    NO_MORE_TODAY: str
    ALERTS_AGAIN: str
    MUTED: str
    NOT_MUTED: str
    WAS_KEPT: str
    NO_SOUND: str
    NEVER_QUIET: str
    TO_CHANGE_QUIET: str

    def alerts_line(self, topics: str) -> str: ...

    SPIKES_TOO: str
    NO_SPIKES: str
    NO_ALERT: str
    WITH_SPIKES: str

    def spike(self, topic: str, articles: int) -> str: ...

    def usually(self, articles: int) -> str: ...

    def spikes_set(self, topic: str) -> str: ...

    def alert_ended(self, topic: str) -> str: ...

    def corrected(self, clock: str) -> str: ...

    def rectification(self, headline: str) -> str: ...

    def was_said(self, outlet: str, headline: str) -> str: ...

    def now_says(self, outlet: str, clock: str) -> str: ...

    def last_alert(self, count: int) -> str: ...

    BAD_QUIET: str
    ASK_ZONE: str
    UNKNOWN_PLACE: str

    def zone_is(self, place: str, clock: str) -> str: ...

    def zone_set(self, place: str, clock: str) -> str: ...

    def zone_restored(self, place: str, clock: str) -> str: ...

    def which_zone(self, typed: str) -> str: ...

    def quiet_hours(self, start: str, end: str, held: bool) -> str: ...

    def hold_until(self, end: str) -> str: ...


def talk(language: str) -> Talk:
    """French for « fr », English for everything else."""
    return fr if language == "fr" else en


def house(language: str) -> House:
    """The same choice as `talk`."""
    return fr_house if language == "fr" else en_house


def moments(language: str) -> Moments:
    """The same choice as `talk`."""
    return fr_moments if language == "fr" else en_moments


def sources(language: str) -> Sources:
    """The same choice as `talk`."""
    return fr_sources if language == "fr" else en_sources


def topics(language: str) -> Topics:
    """The same choice as `talk`."""
    return fr_topics if language == "fr" else en_topics


def alerts(language: str) -> Alerts:
    """The same choice as `talk`."""
    return fr_alerts if language == "fr" else en_alerts
