"""`vigie digest` and `vigie refresh`, on files and on a real server."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Vigie
from tests.fakes import Item, rss

NOW = datetime.now(UTC)
TRUCE = Item(
    "Kiev accepte un cessez-le-feu de trente jours",
    "L’accord a été donné à Djeddah, en Arabie saoudite.",
    "https://fanal.example/1?utm_source=rss",
    at=NOW - timedelta(hours=2),
)
OLD = Item(
    "L’Otan se réunit",
    "Les ministres parlent du budget.",
    "https://fanal.example/2",
    at=NOW - timedelta(days=4),
)


@pytest.fixture(autouse=True)
def _feed(vigie: Vigie) -> None:
    Path("fanal.xml").write_bytes(rss([TRUCE, OLD]))


def test_digest_of_a_file(vigie: Vigie) -> None:
    said = vigie("digest", "cessez-le-feu", "--feed", "fanal.xml")
    assert said.status == 0
    assert "Kiev accepte un cessez-le-feu de trente jours" in said.out
    assert "https://fanal.example/1" in said.out
    assert "utm_source" not in said.out


def test_the_window_is_by_date_of_publication(vigie: Vigie) -> None:
    assert vigie("digest", "Otan", "--feed", "fanal.xml").status == 1
    assert vigie("digest", "Otan", "--feed", "fanal.xml", "--since", "7j").status == 0
    assert vigie("digest", "Otan", "--feed", "fanal.xml", "--since", "all").status == 0


def test_queries_may_stand_on_both_sides_of_an_option(vigie: Vigie) -> None:
    said = vigie("digest", "Otan", "--feed", "fanal.xml", "cessez-le-feu", "--format", "json")
    assert len(json.loads(said.out)["queries"]) == 2


def test_digest_as_json(vigie: Vigie) -> None:
    said = vigie(
        "digest",
        "otan",
        "cessez-le-feu",
        "--feed",
        "fanal.xml",
        "--feed",
        "none.xml",
        "--since",
        "7j",
        "--format",
        "json",
    )
    assert said.status == 0
    found = json.loads(said.out)
    assert set(found) == {"window", "queries", "stories", "coverage"}
    assert found["queries"] == ["otan", "cessez-le-feu"] or [q.lower() for q in found["queries"]] == [
        "otan",
        "cessez-le-feu",
    ]
    assert {story["headline"] for story in found["stories"]} == {TRUCE.title, OLD.title}
    story = next(story for story in found["stories"] if story["headline"] == TRUCE.title)
    assert set(story) == {
        *("id", "headline", "summary", "url", "source", "published", "paywalled", "queries", "sources"),
    }
    assert story["queries"] == [found["queries"][1]]
    assert story["source"] == "fanal" or story["source"] == "Le Fanal"
    assert datetime.fromisoformat(story["published"]).tzinfo is not None
    assert all(set(quote) == {"text", "source", "url"} for quote in story["summary"])
    assert set(story["sources"][0]) == {"name", "title", "url", "published"}
    assert found["coverage"]["feeds_read"] == 1
    (failed,) = found["coverage"]["feeds_failed"]
    assert set(failed) == {"url", "reason"}
    assert failed["url"].endswith("none.xml")


def test_digest_as_html_is_escaped(vigie: Vigie) -> None:
    item = Item("Otan : <b>Paris</b> & Rome", "Texte <script>alert(1)</script> de l’article.", at=NOW)
    Path("x.xml").write_bytes(rss([item]))
    said = vigie("digest", "Otan", "--feed", "x.xml", "--format", "html")
    assert said.status == 0
    assert "<script>" not in said.out
    assert "&amp; Rome" in said.out


@pytest.mark.parametrize(
    "feed", ["none.xml", "http://127.0.0.1:9/x.xml", "ftp://x.example/", "http://[::1]/"]
)
def test_when_nothing_can_be_reached_the_status_is_3(vigie: Vigie, feed: str) -> None:
    said = vigie("digest", "Otan", "--feed", feed)
    assert said.status == 3
    assert "Traceback" not in said.err


@pytest.mark.parametrize("since", ["hier", "0h", "-3h", ""])
def test_a_window_that_is_none_is_status_2(vigie: Vigie, since: str) -> None:
    said = vigie("digest", "Otan", "--feed", "fanal.xml", f"--since={since}")
    assert (said.status, said.err.count("\n")) == (2, 1)


def test_a_query_that_is_none_is_status_2(vigie: Vigie) -> None:
    said = vigie("digest", "le la", "--feed", "fanal.xml")
    assert (said.status, said.err.count("\n")) == (2, 1)


def test_refresh_with_nothing_to_read_finds_nothing(vigie: Vigie) -> None:
    assert vigie("refresh").status == 1


def test_a_list_of_feeds_cannot_name_a_file_of_this_machine(vigie: Vigie) -> None:
    address = Path("fanal.xml").resolve().as_uri()
    Path("feeds.opml").write_text(
        f'<opml version="2.0"><body><outline text="Le Fanal" xmlUrl="{address}"/></body></opml>'
    )
    assert vigie("feeds", "import", "feeds.opml").status == 1
    assert vigie("feeds", "list").status == 1


def test_bad_configuration_is_one_line(vigie: Vigie) -> None:
    Path("config.toml").write_text("[digest]\nzone = 1\n")
    said = vigie("digest", "Otan")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "digest.zone" in said.err


def test_a_database_that_is_none_is_one_line(vigie: Vigie) -> None:
    Path("vigie.db").write_bytes(b"not a database at all" * 100)
    said = vigie("refresh")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "vigie.db" in said.err
