"""Documents made to hurt: what is done with them stays in proportion to their size, and has one clear reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.links import canonical_link
from bot.core.parse import MAX_ITEMS, MAX_TITLE_CHARS, parse_feed
from bot.core.xmlfeed import _WIDE_TAG
from bot.errors import FetchProblem, ParseError
from bot.model import ParsedFeed

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
URL = "https://lefanal.example/rss"


def read(document: str | bytes) -> ParsedFeed:
    body = document if isinstance(document, bytes) else document.encode("utf-8", "surrogatepass")
    return parse_feed(body, "application/rss+xml", URL, NOW)


def rss(inside: str, before: str = "") -> str:
    return (
        f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><title>t</title>{inside}</channel></rss>"
    )


def item(inside: str) -> str:
    return rss(f"<item><title>Un</title>{inside}</item>")


def entity_bomb(levels: int) -> str:
    rows = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, levels))
    return rss(f"<item><title>&e{levels - 1};</title></item>", f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{rows}]>")


def test_a_link_escaped_very_often_is_one_ampersand() -> None:
    link = f"https://lefanal.example/?a=1&{'amp;' * 1_000_000}b=2"
    assert canonical_link(link) == "https://lefanal.example/?a=1&b=2"


def test_of_absurdly_many_attributes_none_is_read() -> None:
    attributes = " ".join(f'attribut{n}="1"' for n in range(100_000))
    assert not _WIDE_TAG.search(f"<a {'x' * 50_000}")
    feed = read(
        rss(f"<item {attributes}><title>Un</title></item><item><title>Deux</title><b {attributes}/></item>")
    )
    assert [entry.title for entry in feed.entries] == ["Un", "Deux"]
    long_value = f"<item><title>Un</title><enclosure url='data:{'x' * 60_000}' type='a'/></item>"
    assert [entry.title for entry in read(rss(long_value)).entries] == ["Un"]


@pytest.mark.parametrize("document", [item("<a>" * 600_000), rss("<item>" * 600_000), rss("<a/>" * 600_000)])
def test_a_document_of_half_a_million_elements_is_refused(document: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(document)
    assert caught.value.problem is FetchProblem.TOO_LARGE


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(entity_bomb(12), id="entities of entities"),
        pytest.param(
            rss(
                f"<item><title>{'&a;' * 50_000}</title></item>",
                f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]>",
            ),
            id="quadratic",
        ),
        pytest.param(
            rss(
                "<item><title>&b;</title></item>",
                "<!DOCTYPE rss [<!ENTITY % a '<!ENTITY b \"secret\">'> %a;]>",
            ),
            id="parameter entities",
        ),
        pytest.param(
            rss(
                "<item><title>&a;</title></item>",
                "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
            ),
            id="a file",
        ),
        pytest.param(
            rss("<item><title>&a;</title></item>", "<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>"),
            id="entities in a circle",
        ),
        pytest.param(item(f"<description><![CDATA[{'x' * 3_000_000}"), id="CDATA without end"),
        pytest.param(item(f"<title>{'é' * 1_000_000}</title>"), id="a title of a megabyte"),
        pytest.param(item(f"<link>https://a.example/{'é' * 1_000_000}</link>"), id="a link of a megabyte"),
        pytest.param(item(f"<guid>{'x' * 1_000_000}</guid>"), id="a guid of a megabyte"),
        pytest.param(
            rss("<item><title>x</title><link>https://a.example/1</link></item>" * 10_000), id="10,000 items"
        ),
        pytest.param(item("<pubDate>9999-12-31T23:59:59-14:00</pubDate>"), id="the last year"),
        pytest.param(item("<pubDate>0001-01-01T00:00:00+14:00</pubDate>"), id="the first year"),
        pytest.param(item("<pubDate>Mon, 99 Foo 99999 25:61:61 +9999</pubDate>"), id="no date at all"),
        pytest.param(
            item("<description>\ud800 \udfff &#xd800;&#0;\x00</description>"), id="surrogates and zeros"
        ),
    ],
)
def test_what_is_kept_of_a_hostile_document_is_bounded(document: str) -> None:
    try:
        feed = read(document)
    except ParseError:
        return
    assert len(feed.entries) <= MAX_ITEMS
    for entry in feed.entries:
        texts = (entry.key, entry.guid, entry.link, entry.title, entry.extract, entry.body, entry.author)
        assert sum(map(len, texts)) < 40_000
        assert len(entry.title) <= MAX_TITLE_CHARS
        assert not any("\ud800" <= char <= "\udfff" or char == "\0" for text in texts for char in text)
        assert "secret" not in entry.title
        assert "hahaha" not in entry.title
        assert entry.published_at is None or entry.published_at <= NOW
