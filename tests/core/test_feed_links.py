from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.feed_links import read_links

URL = "https://lefanal.example/monde/"


KIND = 'rel="alternate" type="application/rss+xml"'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f'<link {KIND} title="Une" href="/rss">', [("/rss", "Une")]),
        ("<LINK TYPE='application/atom+xml' HREF=atom.xml REL='ALTERNATE'>", [("/monde/atom.xml", "")]),
        (
            '<link rel="alternate" type="application/feed+json" href="//cdn.example/f.json"/>',
            [("https://cdn.example/f.json", "")],
        ),
        ('<link rel="alternate" type="application/rdf+xml" href="/r.rdf">', [("/r.rdf", "")]),
        ('<link rel="feed" href="https://autre.example/f">', [("https://autre.example/f", "")]),
        ('<link rel="alternate home" type="application/rss+xml" href="/x">', [("/x", "")]),
        ('<link rel="alternate" type="text/xml; charset=utf-8" href="/x?a=1&amp;b=2">', [("/x?a=1&b=2", "")]),
        ('<link rel="alternate" type="Application/RSS+XML " href="/x">', [("/x", "")]),
        (f'<base href="/fr/"><link {KIND} href="rss">', [("/fr/rss", "")]),
        (f'<link {KIND} href="rss"><base href="/fr/"><base href="/en/">', [("/fr/rss", "")]),
        (f'<base target="_top"><link {KIND} href="rss">', [("/monde/rss", "")]),
        (f'<base href="javascript:x"><link {KIND} href="rss">', [("/monde/rss", "")]),
        ('<link rel=alternate type=application/rss+xml href=/r title="L&#039;actu">', [("/r", "L'actu")]),
        (f'<link href="/r" href="/s" {KIND}>', [("/r", "")]),
        (f'<link\n  {KIND}\n  href=" /r\n"\n/>', [("/r", "")]),
        (f'<link {KIND} title="a > b" href="/r">', [("/r", "a > b")]),
        (f'<link {KIND} href="feed:https://lefanal.example/r">', [("/r", "")]),
        (f'<link {KIND} href="feed://lefanal.example/r">', [("/r", "")]),
        ('<link rel="alternate" href="/rss.xml" title="RSS">', [("/rss.xml", "RSS")]),
        (f"<noscript><link {KIND} href='/r'></noscript>", [("/r", "")]),
        (f'<body><p><link {KIND} href="/r">', [("/r", "")]),
        ('<link rel="alternate" hreflang="en" href="/en/rss">', []),
        ('<link rel="alternate" media="handheld" href="/rss">', []),
        ('<link rel="alternate stylesheet" href="/rss">', []),
        ('<link rel="alternate" type="application/json" href="/wp-json/1">', []),
        ('<link rel="alternate" type="text/xml+oembed" href="/oembed">', []),
        ('<link rel="stylesheet" type="text/css" href="/rss.css">', []),
        (f"<link {KIND}>", []),
        (f'<link {KIND} href="">', []),
        (f'<link {KIND} href="javascript:void(0)">', []),
        (f'<link {KIND} href="http://[">', []),
        (f'<!-- <link {KIND} href="/rss"> -->', []),
        (f"<script>'<link {KIND} href=/rss>'</script>", []),
        (f"<template><link {KIND} href='/rss'></template>", []),
    ],
)
def test_a_page_announces_its_feeds(page: str, expected: list[tuple[str, str]]) -> None:
    offers = read_links(f"<html><head>{page}</head></html>", URL).announced
    full = [(url if "://" in url else f"https://lefanal.example{url}", title) for url, title in expected]
    assert [(offer.url, offer.label) for offer in offers] == full


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('</rss>; rel="alternate"; type="application/rss+xml"; title="Une, ici"', [("/rss", "Une, ici")]),
        ("<a.xml>;rel=alternate;type=application/atom+xml", [("/monde/a.xml", "")]),
        (
            '</style.css>; rel=preload, </r>; type="application/rss+xml"; rel="alternate", </f>; rel=feed',
            [("/r", ""), ("/f", "")],
        ),
        ('<https://api.example/>; rel="https://api.w.org/"', []),
        ("<", []),
        ("", []),
    ],
)
def test_the_link_header_announces_feeds_too(header: str, expected: list[tuple[str, str]]) -> None:
    links = read_links("<html></html>", URL, header)
    assert [(offer.url, offer.label) for offer in links.announced] == [
        (f"https://lefanal.example{url}", label) for url, label in expected
    ]


def test_french_feeds_stand_before_other_languages_and_comments_behind_all() -> None:
    page = "".join(
        f'<link {KIND} href="/{name}" {more}>'
        for name, more in (
            ("comments/feed", ""),
            ("en", 'hreflang="en"'),
            ("une", ""),
            ("fr", 'hreflang="fr-CA"'),
            ("r", 'title="Commentaires sur : Le port"'),
            ("comment-voter", 'title="Comment voter"'),
        )
    )
    offers = read_links(page, URL).announced
    assert [offer.url.rpartition("/")[2] for offer in offers] == [
        "une",
        "fr",
        "comment-voter",
        "en",
        "feed",
        "r",
    ]
    assert [offer.is_comments for offer in offers] == [False] * 4 + [True] * 2


def test_one_feed_in_several_formats_is_named_once() -> None:
    page = f'<link {KIND} href="/feed/"><link rel=alternate type=application/atom+xml href="/feed/atom/">'
    assert [offer.url for offer in read_links(page, URL).announced] == ["https://lefanal.example/feed/"]


@pytest.mark.parametrize(
    ("head", "site", "generator"),
    [
        ("<title>\n Le  Fanal &amp; Cie</title>", "Le Fanal & Cie", ""),
        ('<title>Un article</title><meta property="og:site_name" content="Le Fanal">', "Le Fanal", ""),
        (
            '<meta name="generator" content="SPIP 4.3"><meta name="application-name" content="Fanal">',
            "Fanal",
            "SPIP 4.3",
        ),
        ('<meta content="WordPress" name="Generator">', "", "WordPress"),
        ("", "", ""),
    ],
)
def test_a_page_says_who_it_is_and_what_made_it(head: str, site: str, generator: str) -> None:
    page = f"<html><head>{head}</head></html>"
    links = read_links(page, "https://lefanal.example/")
    assert (links.site, links.generator) == (site, generator)
    assert read_links(page, URL).site == (site if "<meta" in head else "")


def test_links_of_the_site_itself_stand_before_those_of_others() -> None:
    hrefs = ("https://podcast.example/rss/1", "https://flux.lefanal.example/rss", "/feed")
    page = "".join(f'<a href="{href}">ici</a>' for href in hrefs)
    assert [offer.url for offer in read_links(page, URL).linked] == [
        "https://flux.lefanal.example/rss",
        "https://lefanal.example/feed",
        "https://podcast.example/rss/1",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<link " * 50_000,
        "<!--" * 50_000,
        '<a href="' * 50_000,
        "<a " + 'x="y" ' * 50_000 + ">",
        "<link " + "<" * 99_999,
    ],
    ids=["open tags", "open comments", "open quotes", "many attributes", "many brackets"],
)
def test_pages_made_to_hurt_are_read_like_others(page: str) -> None:
    assert read_links(page, URL, "<" * 8_000).announced == ()


@given(st.text(alphabet="<>=\"' /abhrefliknt&;:!-", max_size=300))
def test_any_page_can_be_read(page: str) -> None:
    for offer in (*read_links(page, URL).announced, *read_links(page, URL).linked):
        assert offer.url.startswith(("http://", "https://"))


def test_comment_feeds_stand_last_and_copies_are_named_once() -> None:
    page = (
        f'<link {KIND} title="Le Fanal » Flux des commentaires" href="/comments/feed/">'
        f'<link {KIND} title="Le Fanal" href="https://lefanal.example/feed/">'
        f'<link {KIND} title="Copie" href="http://www.lefanal.example/feed">'
    )
    assert [offer.label for offer in read_links(page, URL).announced] == [
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
    assert bool(read_links(f'<p><a class="x" href="{href}">ici</a>', URL).linked) is looks_like_feed


def test_a_page_of_feeds_does_not_name_itself() -> None:
    assert read_links('<a href="/rss">', "https://lefanal.example/rss/").linked == ()
