"""How feeds do, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import FetchProblem
from bot.fetch import blockers
from bot.model import Feed, FeedFault, FeedHealth, HealthChange, TopicLoss
from bot.results import FeedRead
from bot.views.health import (
    MAX_BUTTONS,
    MAX_CHANGES,
    feed_read,
    health,
    health_notice,
    outage_notice,
    outage_over,
    topics_back,
    topics_lost,
)
from bot.views.parts import SERVICES
from bot.views.show import show
from tests.core.test_update import FEED
from tests.views.checks import check
from tests.views.samples import EN, FR, NOW, OTAN, TRUCE

TUESDAY = NOW - timedelta(days=2)


def faulty(problem: FetchProblem, status: int | None = None, by: str = "") -> Feed:
    return replace(FEED, health=FeedHealth.FAILING, fault=FeedFault(problem, status, TUESDAY, 3, by))


@pytest.mark.parametrize(
    ("feed", "french", "english"),
    [
        (FEED, "lu", "read"),
        (replace(FEED, health=FeedHealth.SLOW), "lent à répondre", "slow to answer"),
        (replace(FEED, health=FeedHealth.SILENT), "silencieux", "silent"),
        (
            replace(FEED, health=FeedHealth.SILENT, health_since=NOW - timedelta(days=10)),
            "silencieux depuis le 3 mars, 7_h_30",
            "silent since 3 March, 7:30_AM",
        ),
        (
            faulty(FetchProblem.DNS),
            "ne répond pas depuis mardi, 7_h_30 (ce nom de site est introuvable)",
            "does not answer since Tuesday, 7:30_AM (no site has this name)",
        ),
        (
            faulty(FetchProblem.HTTP_STATUS, 500),
            "en panne depuis mardi, 7_h_30 (le site répond par une erreur, HTTP 500)",
            "failing since Tuesday, 7:30_AM (the site answers with an error, HTTP 500)",
        ),
        (
            faulty(FetchProblem.BLOCKED, 403, "cloudflare"),
            "bloqué par Cloudflare depuis mardi, 7_h_30 (HTTP 403)",
            "blocked by Cloudflare since Tuesday, 7:30_AM (HTTP 403)",
        ),
        (
            faulty(FetchProblem.BLOCKED, 403, "inconnu"),
            "refusé par l’éditeur depuis mardi, 7_h_30 (HTTP 403)",
            "refused by the publisher since Tuesday, 7:30_AM (HTTP 403)",
        ),
        (
            faulty(FetchProblem.BLOCKED, 451),
            "interdit pour une raison juridique depuis mardi, 7_h_30 (HTTP 451)",
            "forbidden for a legal reason since Tuesday, 7:30_AM (HTTP 451)",
        ),
        (
            faulty(FetchProblem.BLOCKED),
            "refusé par l’éditeur depuis mardi, 7_h_30",
            "refused by the publisher since Tuesday, 7:30_AM",
        ),
    ],
)
def test_each_state_has_its_words(feed: Feed, french: str, english: str) -> None:
    assert health(feed, FR).replace("\u202f", "_") == french
    assert health(feed, EN).replace("\u202f", "_") == english


def test_every_service_that_may_be_named_has_a_name() -> None:
    named = {
        *blockers._BY_HEADER.values(),
        *blockers._BY_SERVER.values(),
        *(name for name, _ in blockers._BY_PAGE),
    }
    assert set(SERVICES) == named


def test_a_notice_names_some_and_counts_the_rest() -> None:
    changes = [HealthChange(replace(FEED, outlet="<b>&" * 40), FeedHealth.OK)] * (MAX_CHANGES + 2)
    message = health_notice(changes, FR)
    check(message)
    assert message.html.endswith("et 2 autres\u00a0: /flux")
    assert message.html.count("de nouveau lu") == MAX_CHANGES


def test_what_has_ended_may_be_read_again_at_once() -> None:
    gone = HealthChange(replace(faulty(FetchProblem.GONE, 410), health=FeedHealth.GONE), FeedHealth.OK)
    slow = HealthChange(replace(FEED, health=FeedHealth.SLOW), FeedHealth.OK)
    message = health_notice([slow, *[gone] * 9], EN)
    check(message)
    assert [row[0].label for row in message.buttons] == ["Read Le Fanal now"] * MAX_BUTTONS


def test_how_it_went_is_said() -> None:
    assert feed_read(FeedRead(FEED, True), FR).html == "Le Fanal\u00a0: lu"
    assert feed_read(FeedRead(FEED, False), FR).html.startswith("<b>Le Fanal</b> n’a pas été relu")
    assert show(FeedRead(FEED, True), EN) == (feed_read(FeedRead(FEED, True), EN),)


def test_a_reader_is_told_what_is_lost_and_when_it_is_back() -> None:
    losses = [
        TopicLoss(OTAN, ("Le Fanal", "Radio Estuaire"), TUESDAY),
        TopicLoss(TRUCE, ("A", "B", "C", "D", "E"), NOW - timedelta(days=10)),
    ]
    message = topics_lost(losses, FR)
    check(message)
    assert message.silent
    assert message.html == (
        "Les médias qui parlaient de certains de vos thèmes ne peuvent plus être lus.\n"
        "• <b>Otan</b>\u00a0: Le Fanal et Radio Estuaire, depuis mardi\n"
        f"• <b>{TRUCE.query}</b>\u00a0: A, B, C et 2 autres, depuis le 3 mars\n"
        "Je vous préviendrai de leur retour."
    )
    assert "one of your topics" in topics_lost(losses[:1], EN).html
    assert topics_back([OTAN, TRUCE], FR).html == (
        f"La lecture a repris pour <b>Otan</b> et <b>{TRUCE.query}</b>."
    )


def test_an_outage_is_ours() -> None:
    assert outage_notice(TUESDAY, FR).html.startswith(
        "Plus aucun site ne répond depuis mardi, 7\u202fh\u202f30\u00a0: "
    )
    assert outage_over(TUESDAY, EN).html.startswith("Sites answer again")
