"""Parsing only what is new comes to the same as parsing the whole document, or is not done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from bot.core.itemcut import cut_items
from bot.core.itemmemory import pack, unpack
from bot.core.parse import parse_feed
from bot.core.pulse import first_pulse
from bot.core.update import Bounds, Read, plan_update, wanted
from bot.demo.documents import Edition, render_feed
from bot.demo.press import Outlet, load_press
from bot.errors import ParseError
from bot.model import (
    Claimed,
    EntryId,
    FeedUpdate,
    Fetched,
    KnownEntry,
    ParsedEntry,
    ParsedFeed,
    SeenItem,
    Token,
    Validators,
)
from tests.core.mutations import Document, bent, item, next_edition, usual
from tests.core.test_update import FEED

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
URL = "https://fanal.example/rss"
READ_FEED = replace(FEED, pulse=first_pulse([NOW - timedelta(hours=hours) for hours in range(9)], NOW))
BOUNDS = Bounds(timedelta(seconds=300), timedelta(days=1))
DOCUMENTS = 2_000
PARTS = 8  # so that both cores have a share
ITEM = "<item><title>{0}</title><guid>{0}</guid><link>https://fanal.example/{0}</link></item>"


def known(entry: ParsedEntry, number: int) -> KnownEntry:
    return KnownEntry(
        EntryId(number),
        entry.key,
        entry.link,
        entry.title,
        entry.published_at,
        entry.content_hash,
        1,
        is_tombstone=False,
        text=f"{entry.extract}\n{entry.body}",
    )


def asked(parsed: ParsedFeed, rows: tuple[KnownEntry, ...]) -> tuple[KnownEntry, ...]:
    """What the store would answer."""
    want = wanted(parsed)
    return tuple(
        row for row in rows if row.key in want.keys or row.link in want.links or row.title in want.titles
    )


def plan(body: bytes, parsed: ParsedFeed, rows: tuple[KnownEntry, ...]) -> FeedUpdate:
    fetched = Fetched(URL, body, "", Validators(), b"x")
    return plan_update(
        Claimed(READ_FEED, Token("t")), Read(fetched, parsed), asked(parsed, rows), NOW, BOUNDS
    )


def differences(first: bytes, second: bytes) -> tuple[bool, list[str]]:
    """Whether items were spared, and in what the plans and entries of a second edition differ from a full run's."""
    before = parse_feed(first, "", URL, NOW)
    memory = plan(first, before, ()).memory or b""
    rows = tuple(known(entry, number) for number, entry in enumerate(before.entries, 1))
    full = parse_feed(second, "", URL, NOW)
    spared = parse_feed(second, "", URL, NOW, memory)
    found = [
        name
        for name in ("title", "link", "language", "version", "ttl", "timetable", "ill_formed", "frame")
        if getattr(full, name) != getattr(spared, name)
    ]
    old = {entry.key: entry for entry in before.entries}
    seen = {kept.key for kept in spared.unchanged}
    if [entry for entry in full.entries if entry.key not in seen] != list(spared.entries):
        found.append("entries")
    if any(entry != old[entry.key] for entry in full.entries if entry.key in seen):
        found.append("an unchanged entry")
    if len(full.entries) != len(spared.entries) + len(spared.unchanged):
        found.append("the number of entries")
    whole, cut = plan(second, full, rows), plan(second, spared, rows)
    found += [
        f"plan.{name}"
        for name in ("new", "edited", "baseline", "title", "body_hash", "validators", "health")
        if getattr(whole, name) != getattr(cut, name)
    ]
    if sorted(whole.still_there) != sorted(cut.still_there):
        found.append("plan.still_there")
    if unpack(whole.memory or b"") != unpack(cut.memory or b""):
        found.append("plan.memory")
    return bool(spared.unchanged), found


@pytest.mark.parametrize("part", range(PARTS))
def test_thousands_of_bent_documents_come_to_the_same(part: int) -> None:
    spared = read = 0
    for seed in range(part, DOCUMENTS, PARTS):
        r = Random(seed)
        document = usual(r)
        for _ in range(r.choice((0, 1, 1, 2))):
            document = bent(document, r)
        later = next_edition(document, r)
        if r.random() < 0.25:
            later = bent(later, r)
        try:
            saved, found = differences(document.body(), later.body())
        except ParseError:
            continue
        read += 1
        spared += saved
        assert not found, (seed, found, later.body())
    assert read > 0.9 * DOCUMENTS / PARTS
    assert spared > 0.35 * DOCUMENTS / PARTS, spared


@pytest.mark.parametrize("outlet", load_press(), ids=lambda outlet: outlet.slug)
def test_the_feeds_of_the_demo_come_to_the_same(outlet: Outlet) -> None:
    """Whatever their format, as they change over a week."""
    editions = [
        render_feed(
            Edition(outlet, "https://fanal.example/", NOW - timedelta(days=7), timedelta(hours=hours))
        )
        for hours in (0, 6, 24, 72, 168)
    ]
    for first, second in pairwise(editions):
        _, found = differences(first, second)
        assert not found


def test_a_cut_document_is_the_document() -> None:
    r = Random(1)
    for kind in ("rss", "rdf", "atom"):
        document = Document(kind, tuple(item(kind, number, r) for number in range(4)), gap="")
        text = document.body().decode()
        cut = cut_items(text)
        assert cut is not None
        assert b"".join((cut.head, *cut.items, cut.tail)).decode() == text
        assert len(cut.items) == 4
        assert cut.only(frozenset(cut.marks)) == text


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>a</title></item>",
        "<!DOCTYPE rss><rss><channel><item><title>a</title></item></channel></rss>",
        "<rss><channel xml:base='https://un.example'><item><title>a</title></item></channel></rss>",
        "<rss><channel><item><title>a</title></item><title>t</title><item><title>b</title></item></channel></rss>",
        "<rss><channel><item><title>a</title></item></channel><item><title>b</title></item></rss>",
        "<rss><channel><item><item><title>a</title></item></item></channel></rss>",
        "<rss><channel><item/></channel></rss>",
        "<rss><channel><entry><title>a</title></entry></channel></rss>",
        "<rss><channel><item><m:a xmlns:m='urn:m'/></item></channel></rss>",
        "<rss><channel><item><m:a/></item></channel></rss>",
        "<rss><a><b><item><title>a</title></item></b></a></rss>",
        "<item><title>a</title></item>",
        "<html><body><item><title>a</title></item></body></html>",
        "<rss><channel><title>rien</title></channel></rss>",
        "<rss><channel><item><title>&nbsp;</title></item></channel></rss>",
        "<rss><channel><item><title>\ud800</title></item></channel></rss>",
    ],
)
def test_what_leaves_a_doubt_is_not_cut(text: str) -> None:
    assert cut_items(text) is None


def feed(*items: str, head: str = "") -> bytes:
    title = "<title>Le Fanal</title><link>https://fanal.example/</link>"
    return f"<rss version='2.0'><channel>{title}{head}{''.join(items)}</channel></rss>".encode()


def memory_of(body: bytes) -> bytes:
    parsed = parse_feed(body, "", URL, NOW)
    return pack(parsed.frame, [SeenItem(entry.mark, entry.key) for entry in parsed.entries if entry.mark])


def test_only_what_is_new_is_parsed() -> None:
    one, two, three = (ITEM.format(name) for name in ("un", "deux", "trois"))
    parsed = parse_feed(feed(three, two, one), "", URL, NOW, memory_of(feed(two, one)))
    assert [entry.title for entry in parsed.entries] == ["trois"]
    assert len(parsed.unchanged) == 2


@pytest.mark.parametrize(
    "later",
    [
        feed(ITEM.format("trois"), ITEM.format("quatre"), ITEM.format("cinq"), ITEM.format("un")),
        feed(ITEM.format("trois").replace("<guid>trois", "<guid>un"), ITEM.format("deux"), ITEM.format("un")),
        feed(ITEM.format("deux"), ITEM.format("un"), head="<link>https://autre.example/</link>"),
        feed("<item></item>", ITEM.format("deux"), ITEM.format("un")),
        feed(ITEM.format("un"), ITEM.format("un"), ITEM.format("deux")),
    ],
    ids=["mostly new", "a guid of before", "another base", "an item that says nothing", "an item twice"],
)
def test_any_doubt_is_a_whole_reading(later: bytes) -> None:
    memory = memory_of(feed(ITEM.format("deux"), ITEM.format("un")))
    if b"autre" in later:
        later = later.replace(b"<link>https://fanal.example/</link>", b"", 1)
    assert parse_feed(later, "", URL, NOW, memory).unchanged == ()


def test_a_feed_for_its_items_alone_is_read_whole() -> None:
    body = b"<rdf><item><title>a</title><guid>1</guid></item></rdf>"
    parsed = parse_feed(body, "", URL, NOW)
    memory = pack(parsed.frame, [SeenItem(entry.mark, entry.key) for entry in parsed.entries])
    assert len(parse_feed(body, "", URL, NOW, memory).entries) == 1


def test_a_memory_is_what_was_packed() -> None:
    items = (SeenItem(b"12345678", "ab" * 16), SeenItem(b"abcdefgh", "cd" * 16))
    packed = pack(b"f" * 16, items)
    assert unpack(packed).frame == b"f" * 16
    assert [unpack(packed).key_of(one.mark) for one in items] == [one.key for one in items]
    assert unpack(packed).key_of(b"00000000") is None
    assert pack(b"", items) == pack(b"f" * 16, ()) == b""


@pytest.mark.parametrize("memory", [b"", b"x", b"x" * 41])
def test_a_damaged_memory_is_none(memory: bytes) -> None:
    assert unpack(memory).key_of(b"x" * 8) is None
