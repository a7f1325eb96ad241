from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.parse import parse_feed, rekey
from bot.core.update import MOVES_TO_ADOPT, Bounds, Outcome, Read, plan_update, wanted
from bot.errors import FetchError, FetchProblem, InvalidUrl, ParseError
from bot.model import (
    CacheHints,
    Claimed,
    EntryId,
    Feed,
    FeedFault,
    FeedHealth,
    FeedId,
    FeedUpdate,
    Fetched,
    HostPause,
    KnownEntry,
    NotModified,
    ParsedEntry,
    ParsedFeed,
    Timetable,
    Token,
    Validators,
)

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BOUNDS = Bounds(timedelta(seconds=300), DAY)
URL = "https://lefanal.example/rss"
FEED = Feed(
    id=FeedId(7),
    url=URL,
    outlet="Le Fanal",
    title="Le Fanal",
    added_at=NOW - 90 * DAY,
    health=FeedHealth.OK,
    next_read_at=NOW,
    first_read_at=NOW - 90 * DAY,
    last_success_at=NOW - HOUR,
    validators=Validators('"1"', None),
    body_hash=b"1",
    gap=2 * HOUR,
)
NEW_FEED = replace(FEED, first_read_at=None, last_success_at=None, health=FeedHealth.NEW)


def item(
    guid: str,
    title: str = "",
    *,
    link: str | None = None,
    text: str = "",
    at: datetime | None = NOW - 2 * HOUR,
) -> ParsedEntry:
    """As the parser makes it, by way of the parser."""
    title = title or f"Titre {guid}"
    address = f"https://lefanal.example/{guid}" if link is None else link
    date = f"<pubDate>{at:%Y-%m-%dT%H:%M:%SZ}</pubDate>" if at else ""
    inside = f"<guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>{address}</link>{date}"
    document = (
        f"<rss version='2.0'><channel><title>x</title><item>{inside}<description>{text}</description></item>"
    )
    (entry,) = parse_feed(f"{document}</channel></rss>".encode(), "", URL, NOW).entries
    return entry


def remembered(*entries: ParsedEntry, tombstones: bool = False) -> tuple[KnownEntry, ...]:
    return tuple(
        KnownEntry(
            entry_id=None if tombstones else EntryId(number),
            key=entry.key,
            link=entry.link,
            title="" if tombstones else entry.title,
            published_at=entry.published_at,
            content_hash=entry.content_hash,
            revision=1,
            is_tombstone=tombstones,
            text="" if tombstones else f"{entry.extract}\n{entry.body}",
        )
        for number, entry in enumerate(entries, start=1)
    )


def document(*entries: ParsedEntry, ttl: timedelta | None = None, **fetched: object) -> Read:
    body = Fetched(URL, b"<rss/>", "application/rss+xml", Validators('"2"', None), b"2")
    parsed = ParsedFeed("Le Fanal", "https://lefanal.example/", "fr", "rss20", ttl, entries)
    return Read(replace(body, **fetched), parsed)  # type: ignore[arg-type]


def plan(outcome: Outcome, known: Sequence[KnownEntry] = (), feed: Feed = FEED) -> FeedUpdate:
    """The update, from no more of the memory than was asked for."""
    if isinstance(outcome, Read):
        asked = wanted(outcome.parsed)
        known = [
            row
            for row in known
            if row.key in asked.keys
            or row.link in asked.links
            or row.title in asked.titles
            or row.is_tombstone
        ]
    return plan_update(Claimed(feed, Token("t")), outcome, tuple(known), NOW, BOUNDS)


def titles(update: FeedUpdate) -> list[str]:
    return [entry.title for entry in update.new]


def test_the_first_reading_is_baseline_and_the_second_is_not() -> None:
    first = plan(document(item("1"), item("2")), feed=NEW_FEED)
    assert (first.baseline, len(first.new)) == (True, 2)
    second = plan(document(item("3"), item("1"), item("2")), remembered(*first.new))
    assert (second.baseline, titles(second)) == (False, ["Titre 3"])
    assert set(second.still_there) == {item("1").key, item("2").key}


def test_an_update_carries_what_the_next_request_needs() -> None:
    update = plan(document(item("1")))
    assert (update.feed_id, update.token, update.read_at) == (FEED.id, "t", NOW)
    assert (update.validators, update.body_hash, update.health) == (
        Validators('"2"', None),
        b"2",
        FeedHealth.OK,
    )
    assert (update.title, update.fault, update.gap) == ("Le Fanal", None, FEED.gap)
    assert NOW + BOUNDS.min_interval <= update.next_read_at < NOW + HOUR


def test_new_items_come_oldest_first() -> None:
    entries = [item(str(n), at=NOW - n * HOUR if n != 4 else None) for n in (1, 3, 2, 4, 5)]
    assert titles(plan(document(*entries))) == ["Titre 5", "Titre 3", "Titre 2", "Titre 1", "Titre 4"]
    same_time = [item(str(n), at=NOW - HOUR) for n in range(3)]
    assert titles(plan(document(*same_time))) == ["Titre 2", "Titre 1", "Titre 0"]


def test_the_rhythm_is_learnt_from_the_dates() -> None:
    entries = [item(str(n), at=NOW - n * timedelta(minutes=40)) for n in range(6)]
    assert plan(document(*entries)).gap == timedelta(minutes=40)


def test_an_edited_item_is_an_edit_material_or_not() -> None:
    before = item("1", "Un accord à Genève", text="Les délégués ont signé mardi. Le texte compte 12 pages.")
    typo = item("1", "Un accord à Genève", text="Les délégues ont signés mardi. Le texte compte 12 pages.")
    figure = item("1", "Un accord à Genève", text="Les délégués ont signé mardi. Le texte compte 20 pages.")
    title = item("1", "Pas d’accord à Genève", text="Les délégués ont signé mardi. Le texte compte 12 pages.")
    for after, material in ((typo, False), (figure, True), (title, True)):
        update = plan(document(after), remembered(before))
        assert [(edit.entry_id, edit.parsed, edit.material) for edit in update.edited] == [
            (1, after, material)
        ]
        assert (update.new, update.still_there) == ((), (before.key,))
    assert plan(document(before), remembered(before)).edited == ()


def test_a_text_that_was_not_there_before_is_judged_by_the_title() -> None:
    update = plan(document(item("1", text="Un premier texte de 12 mots.")), remembered(item("1")))
    assert [edit.material for edit in update.edited] == [False]


def test_an_item_that_left_and_returns_is_not_news() -> None:
    update = plan(document(item("1", text="Changé depuis.")), remembered(item("1"), tombstones=True))
    assert (update.new, update.edited, update.still_there) == ((), (), (item("1").key,))


def test_a_guid_reused_with_another_link_and_another_title_is_another_item() -> None:
    old = item("0", "Un accord à Genève", link="https://lefanal.example/a")
    new = item("0", "Incendie à Lyon", link="https://lefanal.example/b")
    update = plan(document(new), remembered(old))
    assert [entry.key for entry in update.new] == [rekey(new).key]
    again = plan(document(new), remembered(old, *update.new))
    assert (again.new, again.edited, again.still_there) == ((), (), (rekey(new).key,))


@pytest.mark.parametrize(
    ("title", "link"),
    [
        ("Un accord à Genève", "https://lefanal.example/b"),
        ("Un accord a été trouvé à Genève", "https://lefanal.example/accord-trouve"),
        ("Incendie à Lyon", "https://lefanal.example/a"),
        ("Incendie à Lyon", ""),
    ],
    ids=["moved", "edited and moved", "renamed", "link gone"],
)
def test_a_guid_with_one_of_both_kept_is_the_same_item(title: str, link: str) -> None:
    old = item("0", "Un accord à Genève", link="https://lefanal.example/a")
    update = plan(document(item("0", title, link=link)), remembered(old))
    assert (update.new, update.still_there) == ((), (old.key,))


def test_a_guid_that_changes_with_each_edit_is_not_news() -> None:
    old = item("a#1", "Un accord", link="https://lefanal.example/a")
    others = [item(str(n)) for n in range(4)]
    for after in (
        item("a#2", "Un accord trouvé", link="https://lefanal.example/a"),
        replace(item("a#2", "Un accord", link="https://lefanal.example/a", at=NOW)),
    ):
        rows = remembered(replace(old, extract="x", content_hash=after.content_hash), *others)
        after = replace(after, extract="x")
        update = plan(document(after, *others), rows)
        assert (update.new, [(edit.entry_id, edit.parsed.key) for edit in update.edited]) == (
            (),
            [(1, after.key)],
        )


def test_a_daily_feature_is_news_each_day() -> None:
    rows = [
        item(f"meteo-{day}", "Météo du jour", link="https://lefanal.example/meteo", at=NOW - day * DAY)
        for day in (1, 2)
    ]
    today = item("meteo-0", "Météo du jour", link="https://lefanal.example/meteo", at=NOW)
    assert plan(document(today, *rows), remembered(*rows)).new == (today,)
    assert plan(document(today), remembered(*rows)).new == (today,)
    linked = [item(f"m{day}", "Météo du jour", at=NOW - day * DAY) for day in range(6)]
    assert titles(plan(document(*linked), remembered(*linked[3:]))) == ["Météo du jour"] * 3


def guids_changed(entry: ParsedEntry) -> ParsedEntry:
    return item(f"v2-{entry.guid}", entry.title, link=entry.link, at=entry.published_at)


def links_changed(entry: ParsedEntry) -> ParsedEntry:
    return item(f"v2-{entry.guid}", entry.title, link=f"{entry.link}.html", at=entry.published_at)


def dates_changed_too(entry: ParsedEntry) -> ParsedEntry:
    return replace(links_changed(item(entry.guid, text="Un texte.")), published_at=NOW, extract="Un texte.")


@pytest.mark.parametrize("change", [guids_changed, links_changed])
@pytest.mark.parametrize("tombstones", [False, True], ids=["stored", "let go"])
def test_a_feed_whose_guids_or_links_change_is_not_news(change: object, tombstones: bool) -> None:
    assert callable(change)
    old = [item(str(n), at=NOW - n * HOUR) for n in range(10)]
    rows = [
        replace(row, title=entry.title)
        for row, entry in zip(remembered(*old, tombstones=tombstones), old, strict=True)
    ]
    fresh = item("99", at=NOW)
    update = plan(document(fresh, *map(change, old)), rows)
    assert update.new == (fresh,)
    assert len(update.still_there) == 10
    assert not update.baseline
    assert len(update.edited) == (0 if tombstones else 10)
    assert not any(edit.material for edit in update.edited)


def test_a_feed_that_is_dated_anew_with_other_guids_and_links_is_not_news() -> None:
    old = [item(str(n), text="Un texte.", at=NOW - n * DAY) for n in range(10)]
    new = [
        item(f"v2-{n}", f"Titre {n}", link=f"https://lefanal.example/v2/{n}", text="Un texte.", at=NOW)
        for n in range(10)
    ]
    assert plan(document(*new), remembered(*old)).new == ()


def test_where_dates_are_missing_titles_alone_hold_a_flood_back() -> None:
    old = [item(str(n), at=NOW - n * HOUR) for n in range(6)]
    undated = [replace(links_changed(entry), published_at=None) for entry in old]
    assert plan(document(*undated), remembered(*old)).new == ()


def test_a_daily_dozen_with_the_titles_of_yesterday_is_news() -> None:
    signs = [f"Horoscope du signe {n}" for n in range(12)]
    old = [item(f"hier-{n}", sign, text=f"Hier {n}.", at=NOW - DAY) for n, sign in enumerate(signs)]
    new = [item(f"jour-{n}", sign, text=f"Ce jour {n}.", at=NOW) for n, sign in enumerate(signs)]
    assert len(plan(document(*new), remembered(*old)).new) == 12


def test_items_that_share_a_link_are_told_apart_in_a_flood() -> None:
    home = "https://lefanal.example/"
    old = [item(f"a{n}", f"Ancien {n}", link=home, at=NOW - DAY) for n in range(6)]
    new = [item(f"b{n}", f"Nouveau {n}", link=home, at=NOW) for n in range(6)]
    assert len(plan(document(*new), remembered(*old)).new) == 6


def test_a_lively_feed_after_a_pause_is_news_through_and_through() -> None:
    old = [item(str(n), at=NOW - 5 * HOUR) for n in range(10)]
    new = [item(str(100 + n), at=NOW - HOUR) for n in range(10)]
    update = plan(document(*new), remembered(*old), replace(FEED, last_success_at=NOW - 3 * HOUR))
    assert (len(update.new), update.baseline) == (10, False)


def test_an_archive_that_appears_is_stored_as_first_reading_and_what_is_new_follows() -> None:
    known = [item(str(n), at=NOW - n * HOUR) for n in range(4)]
    archive = [item(f"a{n}", at=NOW - (10 + n) * DAY) for n in range(30)]
    fresh = item("99", at=NOW)
    update = plan(document(fresh, *known, *archive), remembered(*known))
    assert update.baseline
    assert {entry.key for entry in update.new} == {entry.key for entry in archive}
    assert (update.validators, update.body_hash) == (Validators(), b"")  # so that the document is read again
    assert update.next_read_at == NOW + BOUNDS.min_interval
    after = plan(document(fresh, *known, *archive), remembered(*known, *archive))
    assert (after.new, after.baseline) == ((fresh,), False)


def test_few_items_of_old_date_are_news_like_any_other() -> None:
    known = [item(str(n)) for n in range(5)]
    late = item("99", at=NOW - 30 * DAY)
    update = plan(document(late, *known), remembered(*known))
    assert (update.new, update.baseline) == ((late,), False)


def test_each_known_item_answers_for_one_only() -> None:
    old = [item(str(n), "Titre commun", at=NOW) for n in range(2)]
    new = [item(f"v{n}", "Titre commun", link=f"https://lefanal.example/v{n}", at=NOW) for n in range(6)]
    assert len(plan(document(*new), remembered(*old)).new) == 4


def test_a_guid_that_proves_shared_keeps_its_first_item() -> None:
    first = item("0", "Un accord à Genève", link="https://lefanal.example/a")
    other = item("0", "Incendie à Lyon", link="https://lefanal.example/b")
    update = plan(document(rekey(other), rekey(first)), remembered(first))
    assert update.new == (rekey(other),)
    assert update.still_there == (first.key,)


def test_not_modified_keeps_what_is_known_and_comes_back() -> None:
    update = plan(NotModified(Validators(), CacheHints(max_age=2 * HOUR)))
    assert (update.validators, update.body_hash, update.gap) == (FEED.validators, FEED.body_hash, FEED.gap)
    assert update.next_read_at >= NOW + 2 * HOUR
    assert plan(NotModified(Validators('"9"'))).validators == Validators('"9"')


FAULTY = replace(
    FEED,
    health=FeedHealth.FAILING,
    fault=FeedFault(FetchProblem.TIMEOUT, None, NOW - 7 * HOUR, 3),
    moved_to="x",
    moved_seen=1,
)


@pytest.mark.parametrize("outcome", [document(item("1")), NotModified(Validators())], ids=["read", "304"])
def test_a_success_ends_a_fault(outcome: Outcome) -> None:
    update = plan(outcome, feed=FAULTY)
    assert (update.fault, update.health) == (None, FeedHealth.OK)


@pytest.mark.parametrize(
    ("error", "health", "problem", "status"),
    [
        (FetchError(URL, FetchProblem.TIMEOUT), FeedHealth.FAILING, FetchProblem.TIMEOUT, None),
        (FetchError(URL, FetchProblem.HTTP_STATUS, 500), FeedHealth.FAILING, FetchProblem.HTTP_STATUS, 500),
        (FetchError(URL, FetchProblem.BLOCKED, 403), FeedHealth.BLOCKED, FetchProblem.BLOCKED, 403),
        (FetchError(URL, FetchProblem.GONE, 410), FeedHealth.GONE, FetchProblem.GONE, 410),
        (ParseError(URL, "x"), FeedHealth.FAILING, FetchProblem.NOT_A_FEED, None),
        (
            InvalidUrl(URL, FetchProblem.REFUSED_ADDRESS),
            FeedHealth.FAILING,
            FetchProblem.REFUSED_ADDRESS,
            None,
        ),
    ],
)
def test_a_failure_is_an_update_too(
    error: FetchError | ParseError | InvalidUrl, health: FeedHealth, problem: FetchProblem, status: int | None
) -> None:
    update = plan(error)
    gone = health is FeedHealth.GONE
    assert (update.health, update.fault) == (
        health if gone else FeedHealth.OK,
        FeedFault(problem, status, NOW, 1),
    )
    assert (update.validators, update.body_hash, update.new) == (FEED.validators, FEED.body_hash, ())
    assert NOW + BOUNDS.min_interval <= update.next_read_at <= NOW + DAY
    again = plan(error, feed=FAULTY)
    assert (again.health, again.fault) == (health, FeedFault(problem, status, NOW - 7 * HOUR, 4))
    assert (again.moved_to, again.moved_seen) == ("x", 1)


def test_a_publishers_wish_to_be_left_alone_is_kept_by_all_feeds_of_the_host_that_asked() -> None:
    elsewhere = "https://feeds.fanal.example:8443/rss"  # where a redirect led
    error = FetchError(elsewhere, FetchProblem.HTTP_STATUS, 429, retry_after=3 * HOUR)
    update = plan(error)
    assert update.next_read_at >= NOW + 3 * HOUR
    assert update.host_pause == HostPause("feeds.fanal.example", NOW + 3 * HOUR)
    absurd = plan(FetchError(URL, FetchProblem.HTTP_STATUS, 429, retry_after=90 * DAY)).host_pause
    assert absurd == HostPause("lefanal.example", NOW + DAY)
    bare = plan(FetchError(URL, FetchProblem.HTTP_STATUS, 429))
    assert bare.host_pause == HostPause("lefanal.example", bare.next_read_at)
    unavailable = plan(FetchError(URL, FetchProblem.HTTP_STATUS, 503, retry_after=3 * HOUR))
    assert (unavailable.next_read_at >= NOW + 3 * HOUR, unavailable.host_pause) == (True, None)


def test_a_feed_that_was_not_asked_for_its_hosts_sake_is_not_at_fault() -> None:
    error = FetchError(URL, FetchProblem.HOST_PAUSED, retry_after=HOUR)
    for feed in (FEED, FAULTY):
        update = plan(error, feed=feed)
        assert (update.fault, update.health, update.host_pause) == (feed.fault, feed.health, None)
        assert (update.validators, update.moved_to, update.moved_seen) == (
            feed.validators,
            feed.moved_to,
            feed.moved_seen,
        )
        assert NOW + HOUR <= update.next_read_at <= NOW + 1.1 * HOUR


def test_what_the_document_asks_outlives_a_304() -> None:
    asking = document(item("1"), ttl=3 * HOUR)
    asking = replace(asking, parsed=replace(asking.parsed, timetable=Timetable(skip_hours=1 << 16)))
    read = plan(asking)
    assert (read.ttl, read.timetable) == (3 * HOUR, Timetable(skip_hours=1 << 16))
    feed = replace(FEED, ttl=read.ttl, timetable=read.timetable, pulse=read.pulse)
    for outcome in (NotModified(Validators()), FetchError(URL, FetchProblem.TIMEOUT)):
        after = plan(outcome, feed=feed)
        assert (after.ttl, after.timetable, after.pulse) == (read.ttl, read.timetable, read.pulse)
    assert plan(NotModified(Validators()), feed=feed).next_read_at >= NOW + 3 * HOUR


def test_what_comes_teaches_the_rhythm_and_an_archive_does_not() -> None:
    known = [item(str(n), at=NOW - n * HOUR) for n in range(1, 5)]
    first = plan(document(*known), feed=NEW_FEED).pulse
    assert first is not None
    assert len(first.recent) == 3  # the oldest begins the watch
    feed = replace(FEED, pulse=first, last_success_at=NOW - HOUR)
    fresh, undated, old = item("5", at=NOW - HOUR / 4), item("6", at=None), item("7", at=NOW - DAY)
    assert plan(document(*known), remembered(*known), feed).pulse == first
    for entry, arrival in ((fresh, NOW - HOUR / 4), (undated, NOW - HOUR / 2), (old, NOW - HOUR / 2)):
        learnt = plan(document(entry, *known), remembered(*known), feed).pulse
        assert learnt is not None
        assert learnt.recent == (*first.recent, int(arrival.timestamp()))
    archive = [item(f"a{n}", at=NOW - (10 + n) * DAY) for n in range(30)]
    assert plan(document(*known, *archive), remembered(*known), feed).pulse == first


def test_a_redirect_down_to_plain_http_is_never_adopted() -> None:
    outcome = NotModified(Validators(), moved_to="http://nouveau.example/rss")
    feed = replace(FEED, moved_to="http://nouveau.example/rss", moved_seen=MOVES_TO_ADOPT)
    update = plan(outcome, feed=feed)
    assert (update.adopt_url, update.moved_seen) == (None, 0)
    plain = replace(feed, url="http://lefanal.example/rss")
    assert plan(outcome, feed=plain).adopt_url == "http://nouveau.example/rss"


@pytest.mark.parametrize("is_read", [True, False], ids=["200", "304"])
def test_a_permanent_redirect_is_adopted_once_it_has_repeated(is_read: bool) -> None:
    target, feed = "https://nouveau.example/rss", FEED
    outcome: Outcome = (
        document(item("1"), moved_to=target) if is_read else NotModified(Validators(), moved_to=target)
    )
    for seen in range(1, MOVES_TO_ADOPT):
        update = plan(outcome, feed=feed)
        assert (update.moved_to, update.moved_seen, update.adopt_url) == (target, seen, None)
        feed = replace(feed, moved_to=update.moved_to, moved_seen=update.moved_seen)
    update = plan(outcome, feed=feed)
    assert (update.moved_to, update.moved_seen, update.adopt_url) == ("", 0, target)


def test_a_redirect_elsewhere_counts_from_one_and_none_resets() -> None:
    feed = replace(FEED, moved_to="https://a.example/", moved_seen=2)
    assert plan(document(item("1"), moved_to="https://b.example/"), feed=feed).moved_seen == 1
    assert plan(document(item("1")), feed=feed).moved_seen == 0


@given(st.lists(st.integers(0, 8), unique=True, max_size=9), st.sets(st.integers(0, 8)), st.booleans())
@settings(max_examples=50)
def test_every_item_is_either_new_or_known_and_a_second_reading_brings_nothing(
    order: list[int], before: set[int], tombstones: bool
) -> None:
    entries = {n: ENTRIES[n] for n in order}
    rows = remembered(*(ENTRIES[n] for n in sorted(before)), tombstones=tombstones)
    update = plan(document(*entries.values()), rows)
    assert {entry.key for entry in update.new} == {ENTRIES[n].key for n in set(order) - before}
    assert set(update.still_there) == {ENTRIES[n].key for n in set(order) & before}
    again = plan(document(*entries.values()), (*rows, *remembered(*update.new)))
    assert (again.new, again.edited) == ((), ())


ENTRIES = [item(f"p{n}", f"Sujet numéro {n}", text=f"Texte {n}.", at=NOW - n * HOUR) for n in range(9)]
