"""How the time to read a document made to hurt grows with its size: `python -m tests.bench.hostile [KIND]…`.

CPU seconds of three sizes, each four times the one before, in one run; a ratio near 4 is proportion, near 16 a square.
The last line names the kinds above 6 (where it is more than 0.3 s), of which there should be none.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from bot.core.parse import parse_feed
from bot.errors import ParseError

SIZES = (8_000, 32_000, 128_000)
TOO_STEEP, MEASURABLE_S = 6.0, 0.3


def rss(inside: str, before: str = "") -> str:
    return (
        f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><title>t</title>{inside}</channel></rss>"
    )


def item(inside: str) -> str:
    return rss(f"<item><title>Un</title>{inside}</item>")


def text(inside: str) -> str:
    return item(f"<description><![CDATA[{inside}]]></description>")


def attributes(count: int) -> str:
    return " ".join(f"a{n}='1'" for n in range(count))


def jsonfeed(inside: str) -> str:
    return f'{{"version":"https://jsonfeed.org/version/1","title":"t","items":{inside}}}'


KINDS: dict[str, Callable[[int], str]] = {
    "tags within tags": lambda n: item("<a>" * n),
    "closed tags within tags": lambda n: item("<a>" * n + "</a>" * n),
    "namespaces within tags": lambda n: item("<x:a xmlns:x='u'>" * n),
    "bases within tags": lambda n: item("<a xml:base='http://a/'>" * n),
    "items within items": lambda n: rss("<item>" * n),
    "items never opened": lambda n: rss("</item>" * n),
    "tags never closed": lambda n: rss("<item " * n),
    "attributes": lambda n: rss(f"<item {attributes(n)}></item>"),
    "attributes in text": lambda n: text(f"<a {attributes(n)}>"),
    "ampersands in a link": lambda n: item(f"<link>https://a.example/?a&amp;{'amp;' * n}b</link>"),
    "ampersands in JSON": lambda n: jsonfeed(
        f'[{{"id":"1","url":"http://a.example/?a&{"amp;" * n}","title":"x"}}]'
    ),
    "lists in JSON": lambda n: jsonfeed("[" * n),
    "parameters of a link": lambda n: item(f"<link>https://a.example/?{'a&amp;' * n}</link>"),
    "steps up": lambda n: item(f"<link>https://a.example/{'../' * n}</link>"),
    "accents in a host": lambda n: item(f"<link>https://{'é' * n}/</link>"),
    "less-than in text": lambda n: item(f"<description>{'&lt;' * n}</description>"),
    "open quotes in text": lambda n: text('<a b="' * n),
    "mixed quotes in text": lambda n: text("<a b=\"'>" * n),
    "scripts in text": lambda n: text("<script></script" * n),
    "comments in text": lambda n: text("<!--" * n),
    "ampersands in text": lambda n: text("&" * n),
    "lines in text": lambda n: text("a" + " \n" * n + "b"),
    "spaces in a title": lambda n: item(f"<title>a{' &#160;' * n}b</title>"),
    "half references": lambda n: item(f"<title>{'&#' * n}</title>"),
    "brackets in a title": lambda n: item(f"<title>{'[abonnés ' * n}</title>"),
    "decoded too often": lambda n: item(f"<title>{'Ã' * n}</title>"),
    "CDATA never closed": lambda n: item("<description>" + "<![CDATA[" * n),
    "declarations": lambda n: f"<?xml{' encoding=' * n}",
    "doctypes": lambda n: rss("", "<!DOCTYPE rss [" * n),
    "entities": lambda n: rss("", "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * n + "]>"),
    "one entity very often": lambda n: rss(
        f"<item><title>{'&a;' * n}</title></item>", f"<!DOCTYPE rss [<!ENTITY a '{'x' * n}'>]>"
    ),
    "digits for a date": lambda n: item(f"<pubDate>{'1 ' * n}</pubDate>"),
    "days for a date": lambda n: item(f"<pubDate>{'Mon, ' * n}</pubDate>"),
    "dates never closed": lambda n: rss("<item><pubDate></item>" * n),
    "hours to skip": lambda n: rss(f"<skipHours>{'<hour>1</hour>' * n}</skipHours><item/>"),
    "links": lambda n: item("<link>https://a.example/1</link>" * n),
    "categories": lambda n: item("<category>abonnés</category>" * n),
    "authors": lambda n: item("<author>a@b.example (c)</author>" * n),
    "texts": lambda n: item("<content:encoded>x</content:encoded>" * n),
    "items of one guid": lambda n: rss(
        "".join(f"<item><guid>g</guid><title>{i}</title><link>http://a/{i}</link></item>" for i in range(n))
    ),
}


def main(kinds: list[str]) -> None:
    steep = []
    for kind in kinds or KINDS:
        spent = [seconds(KINDS[kind](size)) for size in SIZES]
        ratio = spent[-1] / max(spent[-2], 0.001)
        print(f"{kind:26}", "".join(f"{each:9.3f} s" for each in spent), f"  x {ratio:.1f}", flush=True)
        if spent[-1] >= MEASURABLE_S and ratio > TOO_STEEP:
            steep.append(kind)
    print("steeper than the document:", ", ".join(steep) or "none")


def seconds(document: str) -> float:
    body, before = document.encode(), time.process_time()
    with suppress(ParseError):
        parse_feed(body, "application/rss+xml", "https://a.example/rss", datetime(2025, 3, 14, tzinfo=UTC))
    return time.process_time() - before


if __name__ == "__main__":
    main(sys.argv[1:])
