from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import parse as module
from bot.core.parse import parse_feed, rekey
from bot.errors import FetchProblem, ParseError
from bot.model import ParsedEntry, ParsedFeed

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
URL = "https://lefanal.example/rss/une.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, head: str = "") -> str:
    channel = f"<title>Le Fanal</title><link>https://lefanal.example/</link>{head}"
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {NAMESPACES}><channel>{channel}{inside}</channel></rss>'


def read(document: str | bytes, content_type: str = "application/rss+xml") -> ParsedFeed:
    return parse_feed(document if isinstance(document, bytes) else document.encode(), content_type, URL, NOW)


def only(document: str | bytes) -> ParsedEntry:
    (entry,) = read(document).entries
    return entry


FORMATS = {
    "rss 0.91": (
        "rss091u",
        '<rss version="0.91"><channel><title>Le Fanal</title><link>https://lefanal.example/</link><item>'
        "<title>Un accord</title><link>/a/1</link><description>Le texte.</description></item></channel></rss>",
    ),
    "rss 2.0": (
        "rss20",
        rss("<title>Un accord</title><link>/a/1</link><description>Le texte.</description>"),
    ),
    "rdf": (
        "rss10",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>Le Fanal</title><link>https://lefanal.example/</link></channel>"
        '<item rdf:about="https://lefanal.example/a/1"><title>Un accord</title>'
        "<link>https://lefanal.example/a/1</link><description>Le texte.</description></item></rdf:RDF>",
    ),
    "atom 0.3": (
        "atom03",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Le Fanal</title>'
        '<link rel="alternate" href="https://lefanal.example/"/><entry><title>Un accord</title>'
        '<link rel="alternate" href="/a/1"/><id>1</id><summary>Le texte.</summary></entry></feed>',
    ),
    "atom 1.0": (
        "atom10",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lefanal.example/"><title>Le Fanal</title>'
        '<link href="/"/><entry><title type="html">Un &lt;i&gt;accord&lt;/i&gt;</title><link href="a/1"/>'
        "<id>urn:1</id><summary>Le texte.</summary></entry></feed>",
    ),
    "json feed": (
        "json11",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Le Fanal",
                "home_page_url": "https://lefanal.example/",
                "items": [{"id": 1, "title": "Un accord", "url": "/a/1", "summary": "Le texte."}],
            }
        ),
    ),
}


@pytest.mark.parametrize(("version", "document"), FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_nouns(version: str, document: str) -> None:
    feed = read(document)
    assert (feed.title, feed.link, feed.version, feed.ill_formed) == (
        "Le Fanal",
        "https://lefanal.example/",
        version,
        False,
    )
    (entry,) = feed.entries
    assert (entry.title, entry.link, entry.extract) == (
        "Un accord",
        "https://lefanal.example/a/1",
        "Le texte.",
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param(b"", FetchProblem.NOT_A_FEED, id="empty"),
        pytest.param(b" \n\xef\xbb\xbf ", FetchProblem.NOT_A_FEED, id="blank"),
        pytest.param(b"\x00\x01\x02", FetchProblem.NOT_A_FEED, id="control characters"),
        pytest.param(b"bonjour", FetchProblem.NOT_A_FEED, id="words"),
        pytest.param(b"<html><body><p>Une page</p></body></html>", FetchProblem.NOT_A_FEED, id="page"),
        pytest.param(b"<rss", FetchProblem.NOT_A_FEED, id="cut in its first tag"),
        pytest.param(b"{}", FetchProblem.NOT_A_FEED, id="other json"),
        pytest.param(b'{"items": ', FetchProblem.NOT_A_FEED, id="cut json"),
        pytest.param(b'{"a":' * 100_000, FetchProblem.NOT_A_FEED, id="deep json"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", FetchProblem.NOT_A_FEED, id="image"),
    ],
)
def test_what_is_no_feed_is_refused(body: bytes, problem: FetchProblem) -> None:
    with pytest.raises(ParseError) as caught:
        read(body, "text/html")
    assert (caught.value.problem, caught.value.url) == (problem, URL)


@pytest.mark.parametrize(
    "body",
    [b'<rss version="2.0"><channel></channel></rss>', b'{"version": "https://jsonfeed.org/version/1"}'],
)
def test_a_feed_may_be_empty(body: bytes) -> None:
    assert read(body).entries == ()


def test_a_parser_that_breaks_is_the_documents_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("unexpected declaration")

    monkeypatch.setattr("feedparser.parse", broken)
    with pytest.raises(ParseError) as caught:
        read(rss("<title>a</title>"))
    assert caught.value.problem is FetchProblem.PARSER_FAILED


@pytest.mark.parametrize(
    ("document", "count"),
    [
        pytest.param(rss("<title>R&D et T&Cie</title>", "<title>b</title>"), 2, id="bare ampersand"),
        pytest.param(rss("<title>L&eacute;on</title>", "<title>b</title>"), 2, id="undeclared entity"),
        pytest.param(rss("<title>a</b></title>", "<title>b</title>"), 2, id="mismatched tag"),
        pytest.param(rss("<title>a</title>", "<title>b</title>")[:-20], 2, id="cut off"),
        pytest.param("\n\n  " + rss("<title>a</title>"), 1, id="blank lines before the declaration"),
        pytest.param(
            "<b>Warning</b>: cache.php\n" + rss("<title>a</title>"), 1, id="a warning before the document"
        ),
        pytest.param(rss("<title>a\x0b\x00b</title>"), 1, id="control characters"),
        pytest.param(rss("<title>a</title>").replace("<rss", "<!DOCTYPE rss><rss"), 1, id="doctype"),
    ],
)
def test_an_ill_formed_feed_keeps_its_entries(document: str, count: int) -> None:
    assert len(read(document).entries) == count


def test_entities_from_outside_and_bombs_are_not_expanded() -> None:
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<title>a&x;b</title>")[21:]
    assert "root:" not in only(outside).title
    lol = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    bomb = f'<!DOCTYPE r [<!ENTITY l0 "boum">{lol}]>' + rss("<title>&l9;</title>")[21:]
    assert len(only(bomb).title) < 100


@pytest.mark.parametrize(
    ("item", "title", "extract", "body"),
    [
        pytest.param(
            "<title>T</title><description>Le &lt;b&gt;chapo&lt;/b&gt;.</description>"
            "<content:encoded><![CDATA[<p>Un.</p><p>Deux.</p>]]></content:encoded>",
            *("T", "Le chapo.", "Un.\nDeux."),
            id="standfirst and text",
        ),
        pytest.param(
            "<title>T</title><content:encoded><![CDATA[<p>Un.</p>]]></content:encoded><description>Chapo</description>",
            *("T", "Chapo", "Un."),
            id="the other order",
        ),
        pytest.param(
            "<title>T</title><content:encoded><![CDATA[<p>Tout le texte.</p>]]></content:encoded>",
            *("T", "Tout le texte.", ""),
            id="short text only",
        ),
        pytest.param(
            f"<title>T</title><description>{'mot ' * 700}</description>",
            "T",
            "",
            ("mot " * 700).strip(),
            id="long",
        ),
        pytest.param(
            "<title>T</title><description>{0}</description><content:encoded>{0}</content:encoded>".format(
                "mot " * 700
            ),
            *("T", "", ("mot " * 700).strip()),
            id="long text twice",
        ),
        pytest.param(
            "<title><![CDATA[L&#8217;Otan &amp; l’UE]]></title>",
            "L’Otan & l’UE",
            "",
            "",
            id="cdata with entities",
        ),
        pytest.param("<title>L&amp;amp;eacute;on</title>", "Léon", "", "", id="escaped twice"),
        pytest.param("<title>Un\n  titre</title>", "Un titre", "", "", id="lines in a title"),
        pytest.param(
            "<description>Pas de titre ici.</description>",
            "Pas de titre ici.",
            "Pas de titre ici.",
            "",
            id="untitled",
        ),
        pytest.param("<link>https://a.example/x</link>", "https://a.example/x", "", "", id="a link alone"),
        pytest.param(
            "<title>Blocus levÃ© Ã\u00a0 Gaza</title>", "Blocus levé à Gaza", "", "", id="encoded twice"
        ),
    ],
)
def test_texts_are_plain(item: str, title: str, extract: str, body: str) -> None:
    entry = only(rss(item))
    assert (entry.title, entry.extract, entry.body) == (title, extract, body)


def test_texts_keep_their_caps() -> None:
    words = "été " * 10_000
    entry = only(
        rss(
            f"<title>{words}</title><description>{words}</description><content:encoded>a {words}</content:encoded>"
        )
    )
    assert len(entry.title) <= module.MAX_TITLE_CHARS
    assert len(entry.extract) <= module.MAX_EXTRACT_CHARS
    assert len(entry.body) <= module.MAX_BODY_CHARS


def test_a_title_of_a_megabyte_is_cut() -> None:
    assert len(only(rss(f"<title>{'x' * 1_000_000}</title>")).title) == module.MAX_TITLE_CHARS


@pytest.mark.parametrize("oldest_first", [False, True], ids=["newest first", "oldest first"])
@pytest.mark.parametrize("is_xml", [True, False], ids=["xml", "json"])
def test_of_very_many_items_the_newest_are_read(oldest_first: bool, is_xml: bool) -> None:
    days = sorted(range(3_000), reverse=not oldest_first)  # items of older days stand first, or last
    dates = [(NOW - timedelta(hours=3_000 - day)).strftime("%Y-%m-%dT%H:%M:%SZ") for day in days]
    if is_xml:
        document = rss(
            *(
                f"<guid>{day}</guid><title>t{day}</title><pubDate>{at}</pubDate>"
                for day, at in zip(days, dates, strict=True)
            )
        )
    else:
        items = [
            {"id": day, "title": f"t{day}", "date_published": at} for day, at in zip(days, dates, strict=True)
        ]
        document = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    feed = read(document)
    assert len(feed.entries) == module.MAX_ITEMS
    assert not feed.ill_formed
    assert {entry.guid for entry in feed.entries} == {str(day) for day in range(2_500, 3_000)}


def test_dates_are_utc_believable_and_never_ahead() -> None:
    feed = read(
        rss(
            "<title>a</title><pubDate>mar. 11 mars 2025 10:00:00 +0100</pubDate>",
            "<title>b</title><pubDate>Fri, 14 Mar 2031 10:00:00 GMT</pubDate>",
            "<title>c</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>",
            "<title>d</title>",
            "<title>e</title><dc:date>2025-03-10T08:00:00+01:00</dc:date>",
            "<title>f</title><pubDate>hier</pubDate>",
            "<title>g</title><pubDate>20250312T080000Z</pubDate>",
            "<title>h</title><pubDate>Wed Mar 12 00:00:00 2025</pubDate>",
        )
    )
    assert [entry.published_at for entry in feed.entries] == [
        datetime(2025, 3, 11, 9, tzinfo=UTC),
        NOW,
        None,
        None,
        datetime(2025, 3, 10, 7, tzinfo=UTC),
        None,
        datetime(2025, 3, 12, 8, tzinfo=UTC),
        datetime(2025, 3, 12, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>https://lefanal.example/a?utm_source=rss#xtor=1</link>", "https://lefanal.example/a"),
        ("<link>/a</link>", "https://lefanal.example/a"),
        ("<link>\n https://lefanal.example/a \n</link>", "https://lefanal.example/a"),
        ("<guid>https://lefanal.example/a</guid>", "https://lefanal.example/a"),
        ('<guid isPermaLink="false">https://lefanal.example/a</guid>', "https://lefanal.example/a"),
        ('<guid isPermaLink="false">4512</guid>', ""),
        ('<atom:link rel="alternate" href="https://lefanal.example/a"/>', "https://lefanal.example/a"),
        (
            "<link>https://feeds.feedburner.com/~r/x</link>"
            "<feedburner:origLink>https://lefanal.example/a</feedburner:origLink>",
            "https://lefanal.example/a",
        ),
        ("<link>javascript:alert(1)</link>", ""),
    ],
)
def test_links_are_canonical_and_absolute(item: str, link: str) -> None:
    assert only(rss(f"<title>t</title>{item}")).link == link


def test_the_key_is_the_guid_then_the_link_then_the_title_with_its_date() -> None:
    by_guid = "<guid>1</guid><title>{}</title><link>https://lefanal.example/{}</link>"
    assert only(rss(by_guid.format("a", "x"))).key == only(rss(by_guid.format("b", "y"))).key
    by_link = "<title>{}</title><link>https://lefanal.example/x{}</link>"
    assert only(rss(by_link.format("a", ""))).key == only(rss(by_link.format("b", "?utm_source=rss"))).key
    by_date = "<title>a</title><pubDate>{} Mar 2025 10:00 GMT</pubDate>"
    assert only(rss(by_date.format(12))).key != only(rss(by_date.format(13))).key
    assert only(rss("<guid> </guid><title>a</title>")).guid == ""


def test_items_given_twice_are_kept_once() -> None:
    item = "<guid>1</guid><title>a</title><link>https://lefanal.example/a</link>"
    feed = read(
        rss(
            item,
            "<title>b</title><link>https://lefanal.example/b</link>",
            item,
            item.replace("<title>a", "<title>a2"),
        )
    )
    assert [entry.title for entry in feed.entries] == ["a", "b"]


def test_a_guid_that_several_items_share_identifies_none_of_them() -> None:
    first = "<guid>0</guid><title>a</title><link>https://lefanal.example/a</link>"
    other = "<guid>0</guid><title>b</title><link>https://lefanal.example/b</link>"
    one, two = read(rss(first, other)).entries
    assert one.key != two.key
    assert {one.key, two.key} == {entry.key for entry in read(rss(other, first)).entries}
    assert rekey(only(rss(first))).key == one.key


def test_items_that_all_link_to_the_home_page_are_told_apart_by_title() -> None:
    items = [f"<title>{title}</title><link>https://lefanal.example/</link>" for title in "abc"]
    feed = read(rss(*items))
    assert len({entry.key for entry in feed.entries}) == 3
    assert read(rss(*items[1:])).entries == feed.entries[1:]


def test_the_content_hash_tells_an_edit_and_nothing_else() -> None:
    item = "<guid>1</guid><title>{}</title><description>{}</description><pubDate>{}</pubDate>"
    before = only(rss(item.format("a", "b", "Mon, 10 Mar 2025 10:00:00 GMT")))
    redated = only(rss(item.format("a", "b", "Mon, 10 Mar 2025 11:00:00 GMT")))
    edited = only(rss(item.format("a", "c", "Mon, 10 Mar 2025 10:00:00 GMT")))
    assert before.content_hash == redated.content_hash != edited.content_hash


@pytest.mark.parametrize(
    ("item", "paywalled", "title"),
    [
        ("<title>t</title><category>Abonnés</category>", True, "t"),
        ("<title>t</title><category>Réservé aux abonnés</category>", True, "t"),
        ("<title>t</title><dc:rights>subscribers</dc:rights>", True, "t"),
        ("<title>t</title><access>Premium</access>", True, "t"),
        ("<title>t</title><category>Article gratuit</category>", False, "t"),
        ("<title>t (abonnés)</title>", True, "t"),
        ("<title>[Abonnés] t</title>", True, "t"),
        ("<title>t | Réservé aux abonnés</title>", True, "t"),
        ("<title>t</title><description>Chapo. Cet article est réservé aux abonnés.</description>", True, "t"),
        ("<title>t</title><category>Abonnements</category>", None, "t"),
        (
            "<title>Les abonnés absents</title><category>Open d’Australie</category>",
            None,
            "Les abonnés absents",
        ),
        ("<title>(abonnés)</title>", True, "(abonnés)"),
    ],
)
def test_the_feeds_own_marks_say_what_is_for_subscribers(
    item: str, paywalled: bool | None, title: str
) -> None:
    entry = only(rss(item))
    assert (entry.paywalled, entry.title) == (paywalled, title)


@pytest.mark.parametrize(
    ("head", "ttl"),
    [
        ("<ttl>15</ttl>", timedelta(minutes=15)),
        ("<ttl>0</ttl>", None),
        ("<ttl>demain</ttl>", None),
        ("<ttl>999999</ttl>", None),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            timedelta(minutes=30),
        ),
        ("<sy:updatePeriod>Daily</sy:updatePeriod>", timedelta(days=1)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            timedelta(days=1),
        ),
        ("<sy:updatePeriod>parfois</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_the_feed_says_how_long_it_holds(head: str, ttl: timedelta | None) -> None:
    assert read(rss(head=head)).ttl == ttl


def test_authors_and_language_are_read() -> None:
    feed = read(
        rss("<title>t</title><dc:creator>Anne Le Goff</dc:creator>", head="<language>fr-FR</language>")
    )
    assert (feed.language, feed.entries[0].author) == ("fr-fr", "Anne Le Goff")


def test_json_values_of_the_wrong_type_count_as_absent() -> None:
    items: list[object] = [
        {
            "id": [],
            "title": 5,
            "content_text": "a < b\n\nc",
            "tags": "x",
            "authors": [{"name": "A"}, 3],
            "url": "/a",
        },
        {"id": "2", "title": "t", "tags": ["abonnés"], "author": {"name": "B"}, "date_published": 5},
        "x",
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "title": None, "items": items}))
    first, second = feed.entries
    assert (first.title, first.body, first.author, first.guid) == ("a < b c", "a < b\nc", "A", "")
    assert (second.paywalled, second.author, second.published_at) == (True, "B", None)
    assert read(json.dumps({"items": items})).ill_formed
    assert read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": 5})).entries == ()


def test_half_a_surrogate_pair_is_no_text_anywhere() -> None:
    half = "a\ud800b"
    values = {
        "id": half,
        "url": f"https://a.example/{half}",
        "title": half,
        "summary": half,
        "authors": [{"name": half}],
    }
    document = {"version": "https://jsonfeed.org/version/1", "language": half, "items": [values]}
    assert repr(read(json.dumps(document))).encode()
    assert repr(
        read(rss("<guid>&#xd800;</guid><title>a & &#xd800;&#55296;&#99999999;&#233; b</title>"))
    ).encode()
    assert only(rss("<title>a & &#xD800;&#55296;&#99999999;&#11;&#233; b</title>")).title == "a & é b"


def test_a_parsed_feed_can_be_sent_between_processes() -> None:
    feed = read(rss("<title>a</title><pubDate>Mon, 10 Mar 2025 10:00:00 GMT</pubDate>"))
    assert pickle.loads(pickle.dumps(feed)) == feed


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_accents_survive_every_charset(encoding: str) -> None:
    document = rss("<title>Été à l'Élysée</title>").replace("?>", f' encoding="{encoding}"?>', 1)
    assert only(document.encode(encoding)).title == "Été à l'Élysée"


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60)
def test_the_same_bytes_give_the_same_feed(title: str, text: str) -> None:
    document = rss(
        f"<title>{escape(title)}</title><description>{escape(text)}</description>", "<title>b</title>"
    )
    body = document.encode("utf-8", "replace")
    assert read(body) == read(body)


@given(st.data())
@settings(max_examples=60)
def test_a_mutilated_feed_gives_entries_or_a_parse_error(data: st.DataObject) -> None:
    document = bytearray(rss("<title>é</title><link>/a</link>", "<title>b</title>").encode())
    start = data.draw(st.integers(0, len(document)))
    end = data.draw(st.integers(start, len(document)))
    document[start:end] = data.draw(st.binary(max_size=20))
    try:
        feed = read(bytes(document))
    except ParseError:
        return
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
