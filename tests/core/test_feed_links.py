from __future__ import annotations

import pytest

from bot.core.feed_links import announced_feeds, linked_feeds
from bot.model import FeedOffer

URL = "https://lefanal.example/monde/"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<link rel="alternate" type="application/rss+xml" title="Une" href="/rss">', [("/rss", "Une")]),
        ("<LINK TYPE='application/atom+xml' HREF=atom.xml REL='ALTERNATE'>", [("/monde/atom.xml", "")]),
        (
            '<link rel="alternate" type="application/feed+json" href="//cdn.example/f.json"/>',
            [("//cdn.example/f.json", "")],
        ),
        ('<link rel="feed" href="https://autre.example/f">', [("https://autre.example/f", "")]),
        ('<link rel="alternate" type="text/xml; charset=utf-8" href="/x?a=1&amp;b=2">', [("/x?a=1&b=2", "")]),
        ('<base href="/fr/"><link rel="alternate" type="application/rss+xml" href="rss">', [("/fr/rss", "")]),
        ('<link rel=alternate type=application/rss+xml href=/r title="L&#039;actu">', [("/r", "L'actu")]),
        ('<link rel="alternate" hreflang="en" href="/en">', []),
        ('<link rel="alternate" type="application/json" href="/wp-json/1">', []),
        ('<link rel="stylesheet" type="text/css" href="/rss.css">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">', []),
        ('<link rel="alternate" type="application/rss+xml" href="http://[">', []),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/rss"> -->', []),
        ("<script>'<link rel=alternate type=application/rss+xml href=/rss>'</script>", []),
    ],
)
def test_a_page_announces_its_feeds(page: str, expected: list[tuple[str, str]]) -> None:
    offers = [
        FeedOffer(url if "//" in url[:8] else f"https://lefanal.example{url}", title)
        for url, title in expected
    ]
    if expected and expected[0][0].startswith("//"):
        offers = [FeedOffer(f"https:{expected[0][0]}", "")]
    assert announced_feeds(f"<html><head>{page}</head></html>", URL) == tuple(offers)


def test_comment_feeds_stand_last_and_copies_are_named_once() -> None:
    kind = 'rel="alternate" type="application/rss+xml"'
    page = (
        f'<link {kind} title="Le Fanal » Flux des commentaires" href="/comments/feed/">'
        f'<link {kind} title="Le Fanal" href="https://lefanal.example/feed/">'
        f'<link {kind} title="Copie" href="http://www.lefanal.example/feed">'
    )
    assert [offer.title for offer in announced_feeds(page, URL)] == [
        "Le Fanal",
        "Le Fanal » Flux des commentaires",
    ]


@pytest.mark.parametrize(
    ("href", "looks_like_feed"),
    [
        ("/rss/une.xml", True),
        ("https://rss.lefanal.example/monde", True),
        ("/flux.xml", True),
        ("?feed=rss2", True),
        ("/atom", True),
        ("/monde/", False),
        ("/rss.png", False),
        ("/presse", False),
        ("/afflux-de-touristes", False),
    ],
)
def test_links_that_look_like_feeds_are_told_from_others(href: str, looks_like_feed: bool) -> None:
    assert bool(linked_feeds(f'<p><a class="x" href="{href}">ici</a>', URL)) is looks_like_feed


def test_a_page_of_feeds_does_not_name_itself() -> None:
    assert linked_feeds('<a href="/rss">', "https://lefanal.example/rss/") == ()
