"""`vigie feeds …` and `vigie refresh`, against a feed server on loopback."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.reading import progress_bar
from bot.core.catalogue import Medium
from bot.core.opml import parse_opml
from tests.cli.conftest import Vigie
from tests.fakes import Item, rss
from tests.servers import FeedServer

NEWS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué.", at=datetime.now(UTC))
PAPER = [NEWS, *(Item(f"Titre {n}", at=NEWS.at) for n in range(2))]
PAGE = """<html><head><title>Le Fanal</title>
<link rel="alternate" type="application/rss+xml" title="Une" href="/une.xml">
<link rel="alternate" type="application/rss+xml" title="Monde" href="/monde.xml"></head></html>"""


@pytest.fixture
def press(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """A feed server in a thread of its own: the command has a loop of its own."""
    monkeypatch.setenv("VIGIE_FETCH__ALLOW_PRIVATE_NETWORKS", "true")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = FeedServer()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(5)
    server.serve("/une.xml", rss(PAPER))
    server.serve("/monde.xml", rss([NEWS], "Le Monde du Fanal"))
    server.serve("/", PAGE, content_type="text/html; charset=utf-8")
    server.serve("/vide", "<html><p>Rien ici.</p></html>", content_type="text/html; charset=utf-8")
    yield server
    asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_a_feed_is_added_listed_and_removed(vigie: Vigie, press: FeedServer) -> None:
    assert vigie("feeds", "list").status == 1
    added = vigie("feeds", "add", press.url("/une.xml"))
    assert added.status == 0
    assert NEWS.title in added.out
    listed = vigie("feeds", "list")
    assert listed.status == 0
    assert "Le Fanal" in listed.out
    assert vigie("feeds", "add", press.url("/une.xml")).status == 2
    removed = vigie("feeds", "remove", "fanal")
    assert removed.status == 0
    assert vigie("feeds", "list").status == 1


def test_an_outlet_may_be_named(vigie: Vigie, press: FeedServer) -> None:
    assert vigie("feeds", "add", press.url("/une.xml"), "--outlet", "Fanal du soir").status == 0
    assert "Fanal du soir" in vigie("feeds", "list").out


def test_a_page_with_several_feeds_names_them_and_follows_none(vigie: Vigie, press: FeedServer) -> None:
    said = vigie("feeds", "add", press.url("/"))
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert f"vigie feeds add {press.url('/')} --pick N" in said.err
    assert press.url("/une.xml") in said.out
    found = vigie("feeds", "discover", press.url("/"))
    assert found.status == 0
    assert press.url("/monde.xml") in found.out
    assert "3 articles" in found.out
    assert found.lines == said.lines
    assert vigie("feeds", "list").status == 1


def test_one_of_several_feeds_is_picked_by_its_number(vigie: Vigie, press: FeedServer) -> None:
    assert vigie("feeds", "add", press.url("/"), "--pick", "3").status == 2
    assert vigie("feeds", "add", press.url("/"), "--pick", "2").status == 0
    assert press.url("/monde.xml") in vigie("feeds", "list").out
    assert vigie("feeds", "add", press.url("/"), "--pick", "0").status == 2


def test_on_a_terminal_the_feed_is_asked_for(
    vigie: Vigie, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed, status in (("9\n", 2), ("2\n", 0)):
        screen = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        monkeypatch.setattr(sys, "stdout", screen)
        assert main(["feeds", "add", press.url("/")]) == status
        assert "1-2? " in screen.getvalue()
    monkeypatch.undo()


def test_the_same_articles_at_another_address_are_added_only_if_meant(
    vigie: Vigie, press: FeedServer
) -> None:
    press.serve("/copie.xml", rss(PAPER))
    assert vigie("feeds", "add", press.url("/une.xml")).status == 0
    said = vigie("feeds", "add", press.url("/copie.xml"))
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert press.url("/une.xml") in said.err
    assert vigie("feeds", "add", press.url("/copie.xml"), "--anyway").status == 0


def test_discover_shows_the_latest_titles_of_an_only_feed(vigie: Vigie, press: FeedServer) -> None:
    assert NEWS.title in vigie("feeds", "discover", press.url("/une.xml")).out


@pytest.mark.parametrize("action", ["add", "discover"])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/vide", 1), ("/none.xml", 3)],
    ids=["no feed there", "not there"],
)
def test_an_address_without_a_feed(
    vigie: Vigie, press: FeedServer, action: str, path: str, status: int
) -> None:
    press.forget("/")  # where a page has none, its site's home may have some
    said = vigie("feeds", action, press.url(path))
    assert (said.status, said.err.count("\n")) == (status, 1)
    assert ("ajouter" in said.err) is (action == "add")  # whoever only looks has added nothing


def test_an_address_that_nobody_answers_at_is_status_3(vigie: Vigie, press: FeedServer) -> None:
    said = vigie("feeds", "add", "http://127.0.0.1:9/rss")
    assert (said.status, said.err.count("\n")) == (3, 1)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://fanal.example/rss"])
def test_an_address_that_is_no_web_address_is_status_2(vigie: Vigie, url: str) -> None:
    said = vigie("feeds", "add", url)
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "root:" not in said.out + said.err
    shown = vigie("feeds", "discover", url)
    assert (shown.status, shown.err.count("\n")) == (2, 1)
    assert f"vigie: {url}: " in shown.err


def follow_both(vigie: Vigie, press: FeedServer) -> None:
    for name, path in (("Fanal un", "/une.xml"), ("Fanal deux", "/monde.xml")):
        assert vigie("feeds", "add", press.url(path), "--outlet", name).status == 0


def test_removing_needs_one_feed(vigie: Vigie, press: FeedServer) -> None:
    follow_both(vigie, press)
    several = vigie("feeds", "remove", "fanal")
    assert (several.status, several.err.count("\n")) == (2, 1)
    assert "Fanal un" in several.out
    nobody = vigie("feeds", "remove", "Canal")
    assert (nobody.status, nobody.out) == (1, "")


def test_a_check_reads_every_feed_or_one(vigie: Vigie, press: FeedServer) -> None:
    assert vigie("feeds", "check").status == 1
    follow_both(vigie, press)
    press.answer("/monde.xml", 500)
    both = vigie("feeds", "check")
    assert both.status == 0
    assert "500" in both.out
    assert vigie("feeds", "check", "deux").status == 3
    nobody = vigie("feeds", "check", "Canal")
    assert (nobody.status, nobody.out) == (1, "")
    assert "Canal: no feed goes by that name" in nobody.err


def test_the_catalogue_is_shown_and_followed_by_country(vigie: Vigie) -> None:
    shown = vigie("feeds", "catalogue")
    assert shown.status == 0
    countries = {line.split("\t")[0] for line in shown.lines}
    assert {"FR", "BE", "CH", "CA"} <= countries
    swiss = vigie("feeds", "catalogue", "CH")
    assert {line.split("\t")[0] for line in swiss.lines} == {"CH"}
    assert vigie("feeds", "catalogue", "le temps", "suisse").status == 0
    assert vigie("feeds", "list").status == 1
    assert vigie("feeds", "catalogue", "add", "--later", "suisse").status == 0
    assert len(vigie("feeds", "list").lines) == len(swiss.lines) + 1
    assert all("déjà lu" in line for line in vigie("feeds", "catalogue", "suisse").lines)
    assert vigie("feeds", "catalogue", "add", "ch").status == 1
    for words, status in ((["Gazette de l’Atlantide"], 1), (["add", "Gazette"], 1), (["add"], 2)):
        said = vigie("feeds", "catalogue", *words)
        assert (said.status, said.err.count("\n")) == (status, 1)


def test_a_name_in_the_place_of_an_address_is_looked_up_in_the_catalogue(vigie: Vigie) -> None:
    said = vigie("feeds", "add", "Le Temps")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "vigie feeds catalogue add 'Le Temps'" in said.err
    assert "Le Temps" in said.out
    unknown = vigie("feeds", "add", "Gazette de l’Atlantide")
    assert (unknown.status, unknown.out, unknown.err.count("\n")) == (2, "", 1)


def test_media_of_the_catalogue_are_read_when_they_are_added(
    vigie: Vigie, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {"/une.xml": 0, "/none.xml": 3}
    for path, status in paths.items():
        media = (Medium("Le Fanal", press.url(path), "une", "FR"),)
        monkeypatch.setattr("bot.core.catalogue.load_catalogue", lambda media=media: media)
        said = vigie("feeds", "catalogue", "add", "le fanal")
        assert said.status == status
        assert ("HTTP 404" in said.out) is bool(status)
        assert said.out.startswith("1 feed added")


def test_feeds_leave_and_come_back_as_opml(vigie: Vigie, press: FeedServer) -> None:
    assert vigie("feeds", "export").status == 1
    follow_both(vigie, press)
    exported = vigie("feeds", "export")
    assert exported.status == 0
    both = {press.url("/une.xml"), press.url("/monde.xml")}
    assert {outline.url for outline in parse_opml(exported.out.encode())} == both
    assert vigie("feeds", "remove", "Fanal un").status == 0
    brought = vigie("feeds", "import", "-", stdin=exported.out)
    assert brought.status == 0
    assert brought.out.startswith("1 added, 1 known already, 0 refused")


def test_what_is_refused_of_a_list_is_named(vigie: Vigie) -> None:
    Path("feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="x" xmlUrl="file:///etc/passwd"/>'
        '<outline text="Le Fanal" xmlUrl="https://fanal.example/rss"/></body></opml>'
    )
    said = vigie("feeds", "import", "feeds.opml")
    assert said.status == 0
    assert "refused: file:///etc/passwd" in said.err


@pytest.mark.parametrize(("content", "status"), [(b"%PDF-1.4", 1), (None, 2)], ids=["no list", "no file"])
def test_what_is_no_list_of_feeds_is_one_line(vigie: Vigie, content: bytes | None, status: int) -> None:
    if content is not None:
        Path("feeds.opml").write_bytes(content)
    said = vigie("feeds", "import", "feeds.opml")
    assert (said.status, said.err.count("\n")) == (status, 1)


# --- vigie refresh -------------------------------------------------------------------------------------------


def test_refresh_reads_what_is_due_and_all_when_asked(vigie: Vigie, press: FeedServer) -> None:
    follow_both(vigie, press)
    assert vigie("refresh").status == 1
    asked = len(press.asked("/une.xml"))
    everything = vigie("refresh", "--all")
    assert everything.status == 0
    assert len(everything.lines) == 1
    assert len(press.asked("/une.xml")) == asked + 1
    assert NEWS.title in vigie("digest", "dockers").out


def test_a_refresh_of_which_nothing_came_is_status_3(vigie: Vigie, press: FeedServer) -> None:
    follow_both(vigie, press)
    for path in ("/une.xml", "/monde.xml"):
        press.answer(path, 500)
    assert vigie("refresh", "--all").status == 3


def test_other_synonyms_than_before_are_matched_again_first(
    vigie: Vigie, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert vigie("feeds", "add", press.url("/une.xml")).status == 0
    assert vigie("refresh").status == 1
    Path("mine.txt").write_text("débardeurs = dockers\n", encoding="utf-8")
    monkeypatch.setenv("VIGIE_FRENCH__ALIASES", "mine.txt")
    assert vigie("refresh", "--all").status == 0
    assert vigie("digest", "débardeurs").status == 0


def test_the_same_feed_twice_is_read_once(vigie: Vigie, press: FeedServer) -> None:
    url = press.url("/une.xml")
    assert vigie("digest", "dockers", "--feed", url, "--feed", url).status == 0
    assert len(press.asked("/une.xml")) == 1


class Terminal(io.StringIO):
    """A screen."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_progress_is_shown_and_nothing_is_left_of_it(
    vigie: Vigie, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert vigie("feeds", "add", press.url("/une.xml")).status == 0
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["refresh", "--all"]) == 0
    assert "1/1" in screen.getvalue()


def test_with_nothing_to_read_no_progress_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress_bar(0) as advance:
        assert advance is None
