from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.opml import MAX_OUTLINES, Outline, parse_opml, render_opml
from bot.errors import FetchProblem, NoFeedFound
from bot.model import Feed, FeedHealth, FeedId

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)


def opml(body: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{declaration}<opml version="2.0"><head><title>Flux</title></head><body>{body}</body></opml>'


def read(body: str) -> list[tuple[str, str, str]]:
    return [(found.url, found.title, found.folder) for found in parse_opml(opml(body).encode())]


def feed(url: str, outlet: str = "Le Fanal", title: str = "Le Fanal - Une") -> Feed:
    return Feed(FeedId(1), url, outlet, title, NOW, FeedHealth.OK, NOW, None, None)


A = "https://a.example/rss"


def test_folders_are_kept_however_deep() -> None:
    body = (
        '<outline text="Presse"><outline text="Monde" title="Monde">'
        f'<outline type="rss" xmlUrl="{A}" text="A"/></outline>'
        '<outline xmlUrl="https://b.example/rss" text="B"/></outline><outline xmlUrl="https://c.example/rss" text="C"/>'
    )
    assert read(body) == [
        (A, "A", "Presse / Monde"),
        ("https://b.example/rss", "B", "Presse"),
        ("https://c.example/rss", "C", ""),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f'<outline xmlUrl="{A}"/>', [(A, "", "")], id="no title"),
        pytest.param(f'<outline text="t" title="T" xmlUrl="{A}"/>', [(A, "t", "")], id="text before title"),
        pytest.param(f'<outline TEXT="t" XMLURL=" {A} "/>', [(A, "t", "")], id="capitals and spaces"),
        pytest.param(f'<outline text="t" xmlUrl="feed:{A}"/>', [(A, "t", "")], id="feed:https:"),
        pytest.param(
            '<outline text="t" xmlUrl="feed://a.example/r"/>', [("http://a.example/r", "t", "")], id="feed://"
        ),
        pytest.param(
            f'<outline text="t" xmlUrl="{A}"/><outline text="u" xmlUrl="http://www.a.example/rss/"/>',
            [(A, "t", "")],
            id="copies",
        ),
        pytest.param(
            f'<outline text="R&D &amp; Cie" xmlUrl="{A}?a=1&b=2"/>',
            [(f"{A}?a=1&b=2", "R&D & Cie", "")],
            id="bare &",
        ),
        pytest.param(
            f'<outline text="L&eacute;on &nbsp;&lt;3" xmlUrl="{A}"/>',
            [(A, "Léon \u00a0<3", "")],
            id="entities",
        ),
        pytest.param(
            f'<outline text="a&fichtre;b" xmlUrl="{A}"/>', [(A, "a&fichtre;b", "")], id="unknown entity"
        ),
        pytest.param(f'<outline text="deux\nlignes" xmlUrl="{A}"/>', [(A, "deux lignes", "")], id="lines"),
        pytest.param(
            f'<outline text="a < b" xmlUrl="{A}"/><outline text="c" xmlUrl="https://c.example/"',
            [("https://c.example/", "c", "")],
            id="a broken outline among others",
        ),
        pytest.param(f"<outline text='a' xmlUrl='{A}'><p>", [(A, "a", "")], id="not closed"),
        pytest.param(f"<!-- x --><outline text='a' xmlUrl='{A}'/>", [(A, "a", "")], id="comment"),
    ],
)
def test_lists_are_read_as_readers_export_them(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<outline text='Dossier vide'/>", id="no address"),
        pytest.param("<outline>" * 60 + f"<outline xmlUrl='{A}'/>" + "</outline>" * 60, id="absurdly deep"),
    ],
)
def test_a_list_without_feeds_is_said_to_be_none(body: str) -> None:
    with pytest.raises(NoFeedFound):
        read(body)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_the_charset_may_be_another_than_declared(encoding: str) -> None:
    document = opml(f'<outline text="Été à l’Élysée" xmlUrl="{A}"/>').encode(encoding)
    assert parse_opml(document) == (Outline(A, "Été à l’Élysée", ""),)


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        pytest.param("", FetchProblem.NOT_A_FEED, id="empty"),
        pytest.param("<html><body>page</body></html>", FetchProblem.NOT_A_FEED, id="page"),
        pytest.param(
            '<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
            + opml(f'<outline text="&b;" xmlUrl="{A}"/>', ""),
            FetchProblem.PARSER_FAILED,
            id="entities",
        ),
        pytest.param(
            '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + opml(f'<outline text="&x;" xmlUrl="{A}"/>', ""),
            FetchProblem.PARSER_FAILED,
            id="external entity",
        ),
    ],
)
def test_what_is_no_list_or_declares_entities_is_refused(document: str, problem: FetchProblem) -> None:
    with pytest.raises(NoFeedFound) as caught:
        parse_opml(document.encode())
    assert caught.value.problem is problem


def test_very_long_lists_are_cut() -> None:
    body = "".join(f'<outline xmlUrl="https://a{n}.example/"/>' for n in range(MAX_OUTLINES + 10))
    assert len(read(body)) == MAX_OUTLINES


texts = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Zs")),
    min_size=1,
    max_size=30,
)


@given(st.lists(texts, max_size=5))
def test_what_is_written_can_be_read_again(names: list[str]) -> None:
    feeds = [feed(f"https://a{n}.example/rss?a=1&b=2", name, "") for n, name in enumerate(names)]
    document = render_opml(feeds, "Vigie & compagnie")
    if feeds:
        found = parse_opml(document)
        assert [outline.url for outline in found] == [feed.url for feed in feeds]
    assert document.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">')


def test_a_list_keeps_outlet_and_title() -> None:
    document = render_opml([feed(A, 'Le "Fanal" <R&D>', "Une")], "Mes flux").decode()
    assert "<title>Mes flux</title>" in document
    assert parse_opml(document.encode()) == (Outline(A, 'Le "Fanal" <R&D>', ""),)
    assert "text='Le \"Fanal\" &lt;R&amp;D&gt;'" in document
