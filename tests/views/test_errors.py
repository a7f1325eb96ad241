"""Every refusal has its sentence, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core.opml import OPML
from bot.errors import (
    AccessUnclear,
    AdminsStay,
    AlreadyFollowed,
    AlreadySubscribed,
    ChannelError,
    ChannelProblem,
    ChatUnknown,
    FetchProblem,
    InvalidUrl,
    LimitReached,
    LimitsUnclear,
    LinkSpent,
    NobodyNamed,
    NoFeedFound,
    NotAllowed,
    NotFound,
    NothingKept,
    NotInCharge,
    PauseError,
    PauseProblem,
    PrivateOnly,
    QueryError,
    QueryProblem,
    QuietError,
    ScheduleError,
    UserError,
    WindowError,
    ZoneError,
)
from bot.views.errors import explain, stale_button
from bot.views.html import plain_text
from tests.locale.typography import faults
from tests.views.checks import check
from tests.views.samples import EN, FR

ERRORS: list[UserError] = [
    *(ChannelError(problem, "a<b") for problem in ChannelProblem),
    *(QueryError(problem, "<sport> ET", 8, 10, "sport") for problem in QueryProblem),
    *(InvalidUrl("ftp://x.example/<b>", problem) for problem in FetchProblem),
    *(NoFeedFound("https://x.example/", problem, 404) for problem in FetchProblem),
    NoFeedFound(OPML, FetchProblem.NOT_A_FEED),
    ScheduleError("25:00"),
    QuietError("la nuit"),
    ZoneError("Nulle part"),
    WindowError("hier"),
    *(PauseError("<b>", problem) for problem in PauseProblem),
    NotFound("story"),
    AlreadySubscribed("Otan ET <b>"),
    LimitReached(30),
    LimitReached(30, "<b>@vigie</b>"),
    NobodyNamed("<b>"),
    ChatUnknown("<b>12"),
    AdminsStay(),
    AccessUnclear("<b>"),
    LimitsUnclear("<b>"),
    PrivateOnly(),
    NothingKept(),
    AlreadyFollowed("<i>Le Fanal</i>"),
    NotAllowed(),
    NotInCharge(),
    LinkSpent(),
]


def kinds(kind: type[UserError]) -> Iterator[type[UserError]]:
    for below in kind.__subclasses__():
        yield below
        yield from kinds(below)


def test_the_table_below_holds_every_user_error() -> None:
    assert {type(error) for error in ERRORS} == {
        kind for kind in kinds(UserError) if kind.__module__.startswith("bot.errors.")
    }


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}-{error.args[:1]}")
def test_every_refusal_has_its_sentence(error: UserError, voice: object) -> None:
    spoken = FR if voice is FR else EN
    message = explain(error, spoken)
    check(message)
    assert message != explain(UserError(), spoken)
    assert spoken is EN or faults(plain_text(message.html)) == []


def test_an_error_that_nobody_foresaw_is_answered_all_the_same() -> None:
    check(explain(UserError(), FR))


@pytest.mark.parametrize("problem", list(QueryProblem))
def test_each_problem_of_a_query_is_told_apart(problem: QueryProblem) -> None:
    others = [explain(QueryError(other, ""), FR) for other in QueryProblem if other is not problem]
    assert explain(QueryError(problem, ""), FR) not in others


def test_a_query_that_cannot_be_parsed_shows_the_place_and_a_better_one() -> None:
    error = QueryError(QueryProblem.DANGLING_OPERATOR, "Otan ET", 5, 7, "Otan")
    assert explain(error, FR).html == (
        "Il manque un mot à côté de ET, OU ou SAUF («\u00a0Otan <u>ET</u>\u00a0»). Par exemple\u00a0: <b>Otan</b>."
    )


def test_of_a_long_query_only_the_place_is_shown() -> None:
    error = QueryError(QueryProblem.TOO_LONG, "x" * 500, 0, 500)
    assert f"<u>{'x' * 79}…</u>" in explain(error, FR).html
    assert explain(error, FR).html.endswith("<b>cessez-le-feu</b>.")


def test_the_reason_of_an_address_is_named_with_its_status() -> None:
    error = NoFeedFound("https://x.example/", FetchProblem.HTTP_STATUS, 404)
    assert explain(error, FR).html == (
        "Je n’ai pas pu ajouter <code>https://x.example/</code>\u00a0: le site répond par une erreur, HTTP 404."
    )


def test_a_button_that_is_too_old_says_so() -> None:
    assert explain(NotFound("digest"), FR).html == stale_button(FR) == "Ce bouton n’est plus actif."


def test_nothing_is_said_about_who_the_admins_are() -> None:
    assert "admin" not in explain(NotAllowed(), FR).html


def test_an_example_is_short_or_none_of_theirs() -> None:
    error = QueryError(QueryProblem.TOO_LONG, "mot " * 200, 500, 800, "mot " * 120)
    assert plain_text(explain(error, FR).html).endswith("Par exemple\u00a0: cessez-le-feu.")


def test_a_link_is_answered_with_where_media_are_proposed() -> None:
    said = plain_text(explain(QueryError(QueryProblem.ADDRESS, "https://x.example/<b>"), FR).html)
    assert "/proposer" in said
    assert "x.example" not in said
