"""What to do about a feed that was read once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.advice import OLD, a_day, advise, advise_failure, dates_of
from bot.core.parse import parse_feed
from bot.errors import FetchProblem
from bot.model import Fetched, Validators
from bot.results import Advice
from tests.fakes import THURSDAY, Item, rss

URL = "https://fanal.example/rss"
FRESH = Item("a", at=THURSDAY - timedelta(hours=1))


@pytest.mark.parametrize(
    ("body", "validators", "moved_to", "advice"),
    [
        (rss([FRESH]), Validators('"1"'), "", None),
        (rss([FRESH]), Validators(last_modified="x"), "", None),
        (rss([FRESH]), Validators(), "", Advice.NO_VALIDATORS),
        (rss([FRESH]), Validators(), "https://x.example/", Advice.MOVED),
        (rss([]), Validators('"1"'), "", Advice.EMPTY),
        (rss([Item("a", at=THURSDAY - OLD - timedelta(days=1))]), Validators('"1"'), "", Advice.OLD),
        (rss([Item("a", at=None)]), Validators('"1"'), "", Advice.UNDATED),
        (rss([FRESH]).replace(b"</rss>", b"<oops>"), Validators('"1"'), "", Advice.ILL_FORMED),
    ],
    ids=["well", "dated", "whole", "moved", "empty", "old", "undated", "ill-formed"],
)
def test_the_weightiest_thing_is_said(
    body: bytes, validators: Validators, moved_to: str, advice: Advice | None
) -> None:
    fetched = Fetched(URL, body, "", validators, b"", moved_to=moved_to)
    assert advise(fetched, parse_feed(body, "", URL, THURSDAY), THURSDAY) is advice


@pytest.mark.parametrize(
    ("problem", "status", "advice"),
    [
        (FetchProblem.BLOCKED, 403, Advice.ASK_PUBLISHER),
        (FetchProblem.HTTP_STATUS, 404, Advice.LOOK_FOR_ANOTHER),
        (FetchProblem.GONE, 410, Advice.LOOK_FOR_ANOTHER),
        (FetchProblem.NOT_A_FEED, None, Advice.LOOK_FOR_ANOTHER),
        (FetchProblem.HTTP_STATUS, 503, Advice.WAIT),
        (FetchProblem.TIMEOUT, None, Advice.WAIT),
    ],
)
def test_a_failure_says_who_can_mend_it(problem: FetchProblem, status: int | None, advice: Advice) -> None:
    assert advise_failure(problem, status) is advice


def test_the_rhythm_is_that_of_the_dates() -> None:
    items = [Item(str(n), at=THURSDAY - timedelta(hours=6 * n)) for n in range(9)] + [Item("x", at=None)]
    dates = dates_of(parse_feed(rss(items), "", URL, THURSDAY))
    assert (len(dates), dates[-1]) == (9, THURSDAY)
    assert a_day(dates) == 4
    assert a_day(dates[:1]) is None
    assert a_day((THURSDAY, THURSDAY)) is None
