from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.links import MAX_LINK_CHARS, canonical_link, host_of, same_feed_key

ARTICLE = "https://www.lefanal.example/monde/article-123.html"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param(f"{ARTICLE}?utm_source=rss&utm_medium=feed", ARTICLE, id="utm"),
        pytest.param(f"{ARTICLE}#xtor=RSS-3208", ARTICLE, id="xtor in the fragment"),
        pytest.param(f"{ARTICLE}?xtor=RSS-1&page=2", f"{ARTICLE}?page=2", id="xtor in the query"),
        pytest.param(f"{ARTICLE}?at_medium=RSS&at_campaign=une&at_custom1=x", ARTICLE, id="at_"),
        pytest.param(
            f"{ARTICLE}?fbclid=IwAR&gclid=1&mc_cid=2&mtm_campaign=3&pk_kwd=4&ns_mchannel=rss",
            ARTICLE,
            id="ads",
        ),
        pytest.param(f"{ARTICLE}?srsltid=a&cmpid=b&Echobox=1741", ARTICLE, id="any case"),
        pytest.param(f"{ARTICLE}?ref=rss_feed", ARTICLE, id="ref that says rss"),
        pytest.param(f"{ARTICLE}?ref=4512", f"{ARTICLE}?ref=4512", id="ref that means something"),
        pytest.param(f"{ARTICLE}?source=rss&id=7", f"{ARTICLE}?id=7", id="source that says rss"),
        pytest.param(f"{ARTICLE}?b=2&a=1&b=3", f"{ARTICLE}?b=2&a=1&b=3", id="order and repeats are kept"),
        pytest.param(
            f"{ARTICLE}?a=1&amp;utm_source=x&amp;amp;b=2", f"{ARTICLE}?a=1&b=2", id="escaped too often"
        ),
        pytest.param("HTTP://WWW.LeFanal.Example:80/A", "http://www.lefanal.example/A", id="case and port"),
        pytest.param("https://lefanal.example:443", "https://lefanal.example/", id="empty path"),
        pytest.param("https://lefanal.example:8443/a", "https://lefanal.example:8443/a", id="own port"),
        pytest.param("https://lefanal.example./a", "https://lefanal.example/a", id="final dot"),
        pytest.param("https://moi:secret@lefanal.example/a", "https://lefanal.example/a", id="userinfo goes"),
        pytest.param("https://école.example/été", "https://xn--cole-9oa.example/%C3%A9t%C3%A9", id="accents"),
        pytest.param("https://lefanal.example/a b%20c", "https://lefanal.example/a%20b%20c", id="spaces"),
        pytest.param(
            " https://lefanal.example/a\n/b ", "https://lefanal.example/a/b", id="broken over lines"
        ),
        pytest.param(
            "https://lefanal.example/#!/direct/4", "https://lefanal.example/#!/direct/4", id="hashbang"
        ),
        pytest.param("https://lefanal.example/a#suite", "https://lefanal.example/a", id="fragment"),
        pytest.param("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a", id="ipv6"),
        pytest.param("//lefanal.example/a", "", id="no scheme, no base"),
        pytest.param("javascript:alert(1)", "", id="script"),
        pytest.param("mailto:redaction@lefanal.example", "", id="mail"),
        pytest.param("https://", "", id="no host"),
        pytest.param("https://le fanal.example/", "", id="space in the host"),
        pytest.param("https://lefanal.example:x/", "", id="port without number"),
        pytest.param("https://[::1/", "", id="broken ipv6"),
        pytest.param("https://lefanal.example/" + "a" * MAX_LINK_CHARS, "", id="endless"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_link_loses_what_only_tells_where_the_reader_came_from(url: str, expected: str) -> None:
    assert canonical_link(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/a/1", "https://lefanal.example/a/1"),
        ("1.html", "https://lefanal.example/rss/1.html"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("https://autre.example/a", "https://autre.example/a"),
        ("?p=12", "https://lefanal.example/rss/une.xml?p=12"),
    ],
)
def test_a_relative_link_is_resolved_against_its_base(url: str, expected: str) -> None:
    assert canonical_link(url, "https://lefanal.example/rss/une.xml") == expected


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="abé/?&=#!:%;. +utm_ampxtor20", max_size=60).map("https://lefanal.example/".__add__),
        st.text(alphabet="aé.-@:[]0ß", max_size=20).map("https://{}/x".format),
    )
)
@example("https://lefanal.example/?&&a&utm_x")
@example("https://lefanal.example/a%zz%E9")
def test_a_canonical_link_is_its_own_canonical_link(url: str) -> None:
    once = canonical_link(url)
    assert canonical_link(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.lefanal.example/rss/", "https://lefanal.example/rss"),
        ("https://lefanal.example/rss?a=1", "http://LEFANAL.example:80/rss/?a=1&utm_source=x"),
        ("feed://lefanal.example/rss", "https://lefanal.example/rss"),
        ("feed:https://lefanal.example/rss", "https://lefanal.example/rss"),
        ("lefanal.example/rss", "https://lefanal.example/rss"),
        ("http://feeds.feedburner.com/LeFanal?format=xml", "https://feeds2.feedburner.com/lefanal/"),
        ("http://feedproxy.google.com/~r/lefanal", "https://feeds.feedburner.com/LeFanal"),
        ("  PAS UNE ADRESSE ", "pas une adresse"),
    ],
)
def test_copies_of_a_feed_have_one_key(one: str, other: str) -> None:
    assert same_feed_key(one) == same_feed_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://lefanal.example/rss", "https://lefanal.example/rss2"),
        ("https://lefanal.example/rss?rubrique=1", "https://lefanal.example/rss?rubrique=2"),
        ("https://blog.lefanal.example/rss", "https://lefanal.example/rss"),
        ("https://feeds.feedburner.com/a", "https://feeds.feedburner.com/b"),
    ],
)
def test_different_feeds_have_different_keys(one: str, other: str) -> None:
    assert same_feed_key(one) != same_feed_key(other)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.Fanal.example:8443/rss?x=1#y", "www.fanal.example"),
        ("https://fanal.example./rss", "fanal.example"),
        ("http://[::1]:80/", "::1"),
        ("http://[", ""),
        ("fanal", ""),
    ],
)
def test_a_host_is_named_as_the_address_writes_it(url: str, host: str) -> None:
    assert host_of(url) == host
