"""A query in the capitals of whoever typed it."""

from __future__ import annotations

import pytest
from hypothesis import given, reject

from bot.errors import QueryError
from bot.french.query import parse_query
from tests.french.strategies import QUERIES


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Zelenski", "Zelenski"),
        ("zelenski", "zelenski"),
        ("Duterté", "Duterté"),
        ("loi Duplomb", "loi ET Duplomb"),
        ("DUPLOMB -Djeddah", "DUPLOMB SAUF Djeddah"),
        ("otan", "Otan"),
        ("OTAN", "Otan"),
        ("Budget", "budget"),
        ("BUDGET", "budget"),
        ("=Djeddah", "=Djeddah"),
        ("titre:Djeddah", "titre:Djeddah"),
        ("Duplomb OU duplomb", "Duplomb"),
    ],
)
def test_unknown_names_keep_the_capitals_that_were_typed(typed: str, shown: str) -> None:
    assert parse_query(typed).said == shown


@given(QUERIES)
def test_it_reads_back_as_the_same_query(typed: str) -> None:
    try:
        query = parse_query(typed)
    except QueryError:
        reject()
    assert parse_query(query.said) == query
    assert query.said.lower() == query.canonical.lower()
