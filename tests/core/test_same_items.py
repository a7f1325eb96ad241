"""Two feeds that hold the same articles."""

from __future__ import annotations

import pytest

from bot.core.glimpse import glimpse_of
from bot.core.parse import parse_feed
from bot.core.same_items import are_same, holds, without_copies
from bot.model import FeedOffer, Glimpse
from tests.fakes import THURSDAY, Item, rss


def glimpse(*names: str, keys: str = "") -> Glimpse:
    links = frozenset(f"https://x.example/{name}" for name in names)
    return Glimpse(len(names), None, (), frozenset(f"{keys}{name}" for name in names), links)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (glimpse(*"abcde"), glimpse(*"abcde"), True),
        (glimpse(*"abcde", keys="1"), glimpse(*"abcde", keys="2"), True),
        (glimpse(*"abcde"), glimpse(*"bcdef"), True),
        (glimpse(*"abcde"), glimpse(*"defgh"), False),
        (glimpse(*"abcdefghij"), glimpse(*"abc"), False),
        (glimpse(*"ab"), glimpse(*"ab"), False),
        (glimpse(), glimpse(), False),
    ],
    ids=["same", "other keys", "one newer", "overlap", "a part", "too few", "empty"],
)
def test_feeds_are_one_by_nearly_all_of_their_items(one: Glimpse, other: Glimpse, same: bool) -> None:
    assert are_same(one, other) is are_same(other, one) is same


def test_items_that_all_link_to_one_page_tell_nothing() -> None:
    home = frozenset({"https://x.example/"})
    one, other = (Glimpse(9, None, (), frozenset(map(str, keys)), home) for keys in (range(9), range(20, 29)))
    assert not are_same(one, other)
    assert holds(8, one)
    assert not holds(7, one)


def test_the_first_of_copies_stays() -> None:
    offers = [
        FeedOffer("rss", "", glimpse=glimpse(*"abc")),
        FeedOffer("unread", ""),
        FeedOffer("atom", "", glimpse=glimpse(*"abc", keys="x")),
        FeedOffer("monde", "", glimpse=glimpse(*"xyz")),
    ]
    assert [offer.url for offer in without_copies(offers)] == ["rss", "unread", "monde"]


def test_a_glimpse_shows_the_newest_first() -> None:
    items = [Item("hier", at=None), Item("matin", at=THURSDAY.replace(hour=3)), Item("midi", at=THURSDAY)]
    seen = glimpse_of(parse_feed(rss(items), "", "https://x.example/rss", THURSDAY))
    assert [one.title for one in seen.latest] == ["midi", "matin", "hier"]
    assert (seen.entries, seen.newest_at, len(seen.keys), len(seen.links)) == (3, THURSDAY, 3, 3)
    assert glimpse_of(parse_feed(rss([]), "", "https://x.example/rss", THURSDAY)).newest_at is None
