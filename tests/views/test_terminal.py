"""What the commands print."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.catalogue import Medium
from bot.errors import FetchProblem
from bot.locale import en_sources
from bot.model import (
    ChatCount,
    ChatKind,
    Counters,
    Coverage,
    FeedHealth,
    FeedOffer,
    Glimpse,
    Headline,
    Quote,
    SilentFeed,
    Trouble,
    Validators,
    Vitals,
    Window,
)
from bot.results import (
    Advice,
    FeedAdded,
    FeedCheck,
    FeedOption,
    FirstReadings,
    HouseState,
    Refreshed,
    TerminalDigest,
)
from bot.views.terminal import (
    catalogue_lines,
    checks_table,
    digest_html,
    digest_json,
    digest_text,
    feed_added,
    feed_options,
    feeds_table,
    first_readings,
    refresh_summary,
    status_text,
)
from tests.views.checks import is_balanced
from tests.views.samples import COVERAGE, EN, FIRST, FR, NOW, SECOND, THIRD, WINDOW, digest, feed

QUERIES = ("Otan", "cessez-le-feu")
RESULT = TerminalDigest(digest((FIRST, SECOND)), QUERIES, COVERAGE)
EMPTY = TerminalDigest(digest(()), QUERIES, COVERAGE)
COUNTERS = Counters(63, 1, 12500, 0, 5, 3, 9, 2, 0, NOW, None, 4096, "0007")


def test_the_digest_as_text_has_no_markup_and_every_address() -> None:
    lines = digest_text(RESULT, FR).splitlines()
    assert lines[:4] == [
        "1 · Pas de soldats de l’Otan en Ukraine, prévient Moscou",
        "Une phrase de la presse.",
        "Le Fanal, hier 22\u202fh\u202f40\u202f; Radio Estuaire et 5 autres",
        "https://le-fanal.example/a",
    ]
    assert lines[-1] == (
        "Revue du jeudi 13 mars, 7\u202fh\u202f30. 62 médias lus sur 63\u00a0: La Tribune du Port ne répond pas."
    )
    assert "<" not in digest_text(RESULT, FR)


def test_a_story_without_address_ends_with_its_outlets() -> None:
    alone = TerminalDigest(digest((replace(THIRD, url="", summary=()),)), QUERIES, COVERAGE)
    assert digest_text(alone, EN).splitlines()[:3] == [
        "1 · Gaza\u00a0: les pourparlers ont repris à Doha",
        "Radio Estuaire, 5:50\u202fAM",
        "",
    ]


def test_nothing_found_is_said() -> None:
    for one in (digest_text, digest_html):
        assert one(EMPTY, EN).startswith("Nothing new on ")
    ever = TerminalDigest(replace(EMPTY.digest, window=Window(None, NOW)), QUERIES, COVERAGE)
    assert digest_text(ever, FR).startswith("Rien n’a été trouvé.\n\nRevue du")


def test_the_digest_as_html_is_whole() -> None:
    markup = digest_html(RESULT, FR)
    assert is_balanced(markup)
    assert markup.startswith('<b>1 · <a href="https://le-fanal.example/a">')
    assert markup.endswith("ne répond pas.</i>")


def test_the_digest_as_json_is_what_other_programs_rely_on() -> None:
    quotes = (
        Quote("Une phrase.", "Le Fanal", "https://le-fanal.example/a"),
        Quote("Autre…", "Le Quai", "https://q.example/", cut=True),
    )
    silent = SilentFeed("La Tribune du Port", "https://tribune.example/rss", FetchProblem.HTTP_STATUS, 503)
    card = replace(SECOND, summary=quotes)
    document = json.loads(
        digest_json(TerminalDigest(digest((card,)), QUERIES, Coverage(62, (silent,), 80)), FR)
    )
    assert document == {
        "window": {"start": "2025-03-12T07:30:00+01:00", "end": "2025-03-13T07:30:00+01:00"},
        "queries": ["Otan", "cessez-le-feu"],
        "stories": [
            {
                "id": 2,
                "headline": "Le Kremlin attend de Washington le détail de la trêve",
                "summary": [
                    {"text": "Une phrase.", "source": "Le Fanal", "url": "https://le-fanal.example/a"},
                    {"text": "Autre…", "source": "Le Quai", "url": "https://q.example/"},
                ],
                "url": "https://la-feuille-du-matin.example/a",
                "source": "La Feuille du matin",
                "published": "2025-03-13T06:15:00+01:00",
                "paywalled": False,
                "queries": ["Otan"],
                "sources": [
                    {
                        "name": outlet,
                        "title": "Le Kremlin attend de Washington le détail de la trêve",
                        "url": f"https://{outlet.lower().replace(' ', '-')}.example/a",
                        "published": "2025-03-13T06:15:00+01:00",
                    }
                    for outlet in ("La Feuille du matin", "Le Fanal")
                ],
            }
        ],
        "coverage": {
            "feeds_read": 80,
            "feeds_failed": [
                {"url": "https://tribune.example/rss", "reason": "le site répond par une erreur, HTTP 503"}
            ],
        },
    }


def test_a_window_without_a_beginning_starts_at_null() -> None:
    ever = TerminalDigest(replace(EMPTY.digest, window=replace(WINDOW, start=None)), QUERIES, COVERAGE)
    assert json.loads(digest_json(ever, FR))["window"]["start"] is None


def test_a_refresh_is_one_line() -> None:
    assert refresh_summary(Refreshed(12, 9, 1, 2, 1), FR) == (
        "12 flux lus\u00a0: 9 sans changement, 1 en échec\u202f; 2 articles nouveaux, 1 modifié."
    )
    assert (
        refresh_summary(Refreshed(1, 1, 0, 1, 0), EN)
        == "1 feed read: 1 unchanged, 0 failed; 1 new article, 0 edited."
    )


def test_feeds_stand_in_columns_with_their_whole_address() -> None:
    long_url = replace(
        feed("B" * 80, FeedHealth.FAILING, FetchProblem.DNS), url="https://x.example/" + "a" * 100
    )
    header, first, second = feeds_table((feed(), long_url), FR).splitlines()
    assert header.split() == ["média", "santé", "dernière", "lecture", "prochaine", "adresse"]
    assert first.startswith("Le Fanal ")
    assert "B" * 60 + "  ne répond pas depuis hier" in second
    assert second.endswith("/" + "a" * 100)
    assert first.index("https") == second.index("https") == header.index("adresse")
    assert feeds_table((), EN) == "No feed is read. /addfeed adds one."


def test_checks_say_what_came_of_each_feed() -> None:
    checks = (
        FeedCheck(
            feed(), 30, NOW - timedelta(hours=1), "rss20", a_day=11.7, validators=Validators('"1"', "x")
        ),
        FeedCheck(feed("B"), problem=FetchProblem.HTTP_STATUS, status=503, advice=Advice.WAIT),
        FeedCheck(feed("C"), 3, a_day=0.4, advice=Advice.MOVED, moved_to="https://x.example/"),
        FeedCheck(feed("D"), 3, a_day=0.01, validators=Validators(last_modified="x")),
    )
    header, good, bad, moved, slow = (line.split("  ") for line in checks_table(checks, EN).splitlines())
    columns = [[cell.strip() for cell in row if cell.strip()] for row in (good, bad, moved, slow)]
    assert [cell.strip() for cell in header if cell.strip()] == list(en_sources.CHECK_COLUMNS)
    assert columns[0][1:4] == ["readable", "rss20", "30"]
    assert columns[0][5:7] == ["12 a day", "ETag + Last-Modified"]
    assert "503" in columns[1][1]
    assert columns[1][-2:] == ["will pass: nothing to do", "https://fanal.example/rss"]
    assert columns[2][3:5] == ["3 a week", "none"]
    assert columns[2][-1] == "https://fanal.example/rss → https://x.example/"
    assert columns[3][3:5] == ["1 a month", "Last-Modified"]
    assert checks_table((), EN) == "No feed is read. /addfeed adds one."


def test_adding_and_discovering_feeds_in_a_terminal() -> None:
    assert (
        feed_added(FeedAdded(feed(), 2, (Headline("Un titre"),)), FR)
        == "Le Fanal est ajouté\u00a0: 2 articles lus. Les derniers\u00a0:\n• Un titre"
    )
    seen = Glimpse(2, None, (Headline("Un\ntitre"),))
    une = FeedOption(FeedOffer("https://x.example/rss", "À la\nune", glimpse=seen), "X")
    monde = FeedOption(FeedOffer("https://x.example/monde", "Monde"), "X", feed())
    assert feed_options((une,), FR) == "1.  À la une  2 articles  https://x.example/rss\n   Un titre"
    assert feed_options((une, monde), FR).splitlines()[1].split("  ")[-1] == "https://x.example/monde"
    assert "déjà lu, sous le nom Le Fanal" in feed_options((une, monde), FR)


def test_the_catalogue_and_its_first_readings_in_a_terminal() -> None:
    media = [Medium("Le Fanal", f"https://fanal.example/{n}", "une", "FR") for n in range(2)]
    assert catalogue_lines(media, {"fanal.example/1"}, EN).splitlines() == [
        "FR\tLe Fanal\tune\thttps://fanal.example/0",
        "FR\tLe Fanal\tune\thttps://fanal.example/1\tread already",
    ]
    assert (
        first_readings(FirstReadings("suisse", 12, (), 0), EN) == "Switzerland, first reading: 12 feeds read."
    )


@pytest.mark.parametrize(("alive", "said"), [(True, "healthy"), (False, "needs a look")])
def test_health_begins_with_its_verdict(alive: bool, said: str) -> None:
    text = status_text(HouseState(COUNTERS, alive, None), EN)
    lines = text.splitlines()
    assert lines[0] == said
    assert lines[1].split() == ["bot", "running", "yes" if alive else "no"]
    assert "articles                12,500" in lines
    assert "latest article          today, 7:30\u202fAM" in lines
    assert not any(line.startswith("latest tick") for line in lines)
    assert "health of feeds" not in text


@pytest.mark.parametrize(
    ("counters", "well"),
    [
        (replace(COUNTERS, feeds=12, feeds_failing=11), True),
        (replace(COUNTERS, feeds=12, feeds_failing=12), False),
        (replace(COUNTERS, feeds=0, feeds_failing=0), True),
        (replace(COUNTERS, late_digests=1), False),
    ],
    ids=["one is read", "none is read", "no feeds yet", "a digest is late"],
)
def test_a_bot_that_lives_and_does_not_do_its_work_is_not_well(counters: Counters, well: bool) -> None:
    assert HouseState(counters, True, None).is_well is well


def test_feeds_that_are_not_well_are_counted_by_what_is_wrong() -> None:
    ill = replace(COUNTERS, feeds_health=((FeedHealth.SILENT, 2), (FeedHealth.BLOCKED, 1)))
    text = status_text(HouseState(ill, True, None), FR)
    assert "santé des flux          silencieux 2 et refusé par l’éditeur 1" in text.splitlines()


def test_a_running_process_says_how_it_does_and_one_that_is_gone_says_nothing() -> None:
    counters = replace(
        COUNTERS,
        entries_day=830,
        oldest_owed_at=NOW - timedelta(hours=2),
        late_digests=2,
        backed_up_at=NOW - timedelta(hours=4),
        chats=(ChatCount(ChatKind.PRIVATE, 63, 5), ChatCount(ChatKind.SUPERGROUP, 1, 0)),
    )
    vitals = Vitals(
        NOW - timedelta(hours=9), "0.1.0", 5_000_000, (Trouble(NOW, "services.delivery:9", "KeyError", 3),)
    )
    rows = dict(
        re.split(r"  +", line, maxsplit=1)
        for line in status_text(HouseState(counters, True, vitals), FR).splitlines()[1:]
    )
    assert rows["version"] == "0.1.0"
    assert rows["articles en 24 h".replace(" h", "\u202fh")] == "830"
    assert rows["conversations"] == "63 privées, 1 groupe"
    assert rows["fermées"] == "5"
    assert rows["revues en retard"] == "2"
    assert rows["dernières erreurs"].startswith("services.delivery:9\u00a0: KeyError, 3 fois")
    gone = status_text(HouseState(counters, False, vitals), FR)
    assert "0.1.0" not in gone
    assert "KeyError" not in gone
