"""Addresses that are one feed: `same_feed_key`, and the wider `family_key`."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.feed_family import family_key
from bot.core.links import same_feed_key

HOSTS = st.sampled_from(["lefanal.example", "rss.lefanal.example", "fanal.blogspot.example"])
PATHS = st.lists(st.sampled_from(["rss", "une.xml", "feed", "Monde", "a%20b", "spip.php"]), max_size=3)
QUERIES = st.sampled_from(["", "?page=backend", "?id=3&x=1", "?feed=rss2"])


@given(HOSTS, PATHS, QUERIES)
def test_how_an_address_is_written_makes_no_other_feed(host: str, path: list[str], query: str) -> None:
    base = f"{host}/{'/'.join(path)}"
    key = same_feed_key(f"https://{base}{query}")
    slash = "" if not path else "/"
    tracked = f"{query}{'&' if query else '?'}utm_source=rss"
    for scheme, www, tail in product(("http://", "https://", "", "feed://"), ("", "www."), ("", slash)):
        assert same_feed_key(f"{scheme}{www}{base}{tail}{query}") == key
    for written in (
        f"https://{base}{tracked}",
        f"https://{base}{query}#top",
        f" HTTPS://{host.upper()}/{'/'.join(path)}{query} ",
    ):
        assert same_feed_key(written) == key
    for scheme, port in (("https", 443), ("http", 80)):
        assert same_feed_key(f"{scheme}://{host}:{port}/{'/'.join(path)}{query}") == key


@given(st.one_of(st.text(max_size=40), st.builds("{}{}".format, HOSTS, QUERIES)))
def test_a_key_is_its_own_key(text: str) -> None:
    assert same_feed_key(same_feed_key(text)) == same_feed_key(text)
    assert family_key(family_key(text)) == family_key(text)


@pytest.mark.parametrize(
    "copies",
    [
        ("http://feeds.feedburner.com/LeFanal", "https://feeds.feedburner.com/lefanal?format=xml"),
        (
            "http://feeds2.feedburner.com/LeFanal",
            "http://feedproxy.google.com/LeFanal",
            "feeds.feedburner.com/~r/LeFanal",
        ),
    ],
)
def test_feedburner_copies_are_one_feed(copies: tuple[str, ...]) -> None:
    assert len({same_feed_key(url) for url in copies}) == 1


@pytest.mark.parametrize(
    "family",
    [
        (
            "https://x.example/feed/",
            "x.example/feed/atom/",
            "x.example/feed/rss2",
            "x.example/?feed=rss2",
            "x.example/feed/rdf",
        ),
        ("https://x.example/monde/feed/", "http://www.x.example/monde/feed/atom"),
        ("https://x.example/comments/feed/", "https://x.example/?feed=comments-rss2"),
        ("https://x.example/feeds/posts/default", "https://x.example/feeds/posts/default?alt=rss"),
        ("https://x.example/?format=feed&type=rss", "https://x.example/?format=feed&type=atom"),
    ],
)
def test_the_formats_of_one_feed_are_one_family(family: tuple[str, ...]) -> None:
    assert len({family_key(url) for url in family}) == 1


def test_comments_are_another_family() -> None:
    urls = ("x.example/feed/", "x.example/comments/feed/", "x.example/monde/feed/", "x.example/rss.xml")
    assert len({family_key(url) for url in urls}) == len(urls)
