from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.page import Page, article_lines, read_page
from tests.core.pages import BRIDGE, BRIDGE_TITLE, SAMPLES, SEMANTIC, Sample


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_page_gives_its_article_and_nothing_else(sample: Sample) -> None:
    page = read_page(sample.html.encode(), "https://lefanal.example/a")
    assert page.text.split("\n") == list(sample.paragraphs)
    assert page.title == sample.title


@pytest.mark.parametrize("tag", ["p", "div", "h2"])
def test_a_standfirst_in_the_articles_header_stays_at_its_place(tag: str) -> None:
    html = f"""<html><body><p>Un bandeau de trois lignes que personne ne lit, mais qui défile sur toutes les pages.</p>
    <main><article><header><h1>Le vieux pont fermé</h1><{tag} class="article__chapo">{BRIDGE[0]}</{tag}></header>
    <div class="article-body"><p>{BRIDGE[1]}</p><p>{BRIDGE[2]}</p></div></article></main></body></html>"""
    assert read_page(html).text.split("\n") == list(BRIDGE[:3])


def test_a_label_inside_the_article_takes_nothing_else_with_it() -> None:
    article = f"<h1>Un titre de plusieurs mots</h1><p>{BRIDGE[0]}</p><b>À lire aussi</b><p>{BRIDGE[1]}</p>"
    assert read_page(f"<html><body><div>{article}</div></body></html>").text == f"{BRIDGE[0]}\n{BRIDGE[1]}"


def test_text_and_bytes_of_any_charset_give_the_same() -> None:
    expected = read_page(SEMANTIC)
    latin = SEMANTIC.replace("utf-8", "iso-8859-1").encode("cp1252")
    assert read_page(SEMANTIC.encode()) == read_page(latin) == expected


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "bonjour",
        "<html></html>",
        "\x00",
        "<p></p>",
        "<aside>x</aside>",
        "<div><a>À lire</a></div>",
        b"\xff\xfe",
        b"%PDF-1.4",
    ],
)
def test_what_is_no_article_gives_no_text(html: str | bytes) -> None:
    assert read_page(html).text == ""


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Un accord trouvé – Le Fanal</title>", "Un accord trouvé"),
        ("<meta property='og:title' content='Un accord'><title>x</title>", "Un accord"),
        ("<title>Un accord</title><h1>Monde</h1>", "Un accord"),
        ("<h1>Monde</h1>", "Monde"),
        ("<h1>Un accord enfin trouvé</h1><h1>Un autre titre ici</h1><title>Le bon</title>", "Le bon"),
        ("<h1></h1>", ""),
    ],
)
def test_the_title_is_the_articles_own(head: str, title: str) -> None:
    assert (
        read_page(f"<html><head></head><body>{head}<div><p>{BRIDGE[0]}</p></div></body></html>").title
        == title
    )


def test_lines_under_a_label_are_left_out_until_the_article_goes_on() -> None:
    lines = [
        "Le titre",
        BRIDGE[0],
        "Les plus lus",
        "Un fait divers.",
        "Un autre ?",
        BRIDGE[1],
        "Il reste.",
        BRIDGE[1],
    ]
    assert article_lines(lines, "Le titre") == (BRIDGE[0], BRIDGE[1], "Il reste.")
    assert article_lines([f"{BRIDGE_TITLE}."], BRIDGE_TITLE) == ()
    assert article_lines(["- " + BRIDGE[0]], "") == (BRIDGE[0],)
    assert article_lines(["mot " * 50], "") == (("mot " * 50).strip(),)


@given(st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_no_page_makes_the_reading_fail(html: str) -> None:
    assert isinstance(read_page(html), Page)


def test_the_extractor_is_loaded_only_when_a_page_is_read() -> None:
    code = "import sys, bot.core.page; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
