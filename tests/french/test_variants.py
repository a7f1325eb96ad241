"""The other ways to ask, each a query that reads back as itself."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.errors import QueryError
from bot.french.query import parse_query
from bot.french.variants import Variant, variants
from bot.results import Way
from tests.french.strategies import QUERIES


def made(text: str, *, has_synonyms: bool = False, more: tuple[str, ...] = ()) -> dict[Way, list[str]]:
    found: dict[Way, list[str]] = {}
    for variant in variants(parse_query(text), has_synonyms=has_synonyms, more=more):
        found.setdefault(variant.way, []).append(variant.query.canonical)
    return found


def test_a_word_can_be_meant_exactly_without_synonyms_in_titles_or_with_another() -> None:
    assert made("Otan", has_synonyms=True, more=("Kiev", "trêve", "Washington")) == {
        Way.LITERAL: ["=Otan"],
        Way.EXACT: ['"Otan"'],
        Way.TITLE: ["titre:Otan"],
        Way.MORE: ["Otan ET Kiev", "Otan ET trêve"],
    }


def test_what_was_narrowed_can_be_widened_again() -> None:
    assert made("=Otan", has_synonyms=True)[Way.SYNONYMS] == ["Otan"]
    assert made("(=Otan OU =OTSC) -=sport", has_synonyms=True)[Way.SYNONYMS] == ["(Otan OU OTSC) SAUF sport"]


def test_each_of_two_words_can_be_left_out() -> None:
    assert made("Otan Ukraine")[Way.LESS] == ["Otan", "Ukraine"]
    assert Way.LESS not in made("Otan -sport")


def test_what_is_excluded_is_so_anywhere() -> None:
    assert made("Otan OU OTSC -sport")[Way.TITLE] == ["(titre:Otan OU titre:OTSC) SAUF sport"]


def test_a_query_of_titles_has_no_narrower_title() -> None:
    assert Way.TITLE not in made("titre:Otan")


def test_only_what_may_find_more_is_wider() -> None:
    query = parse_query("Otan")
    assert {way for way in Way if Variant(way, query).is_wider} == {Way.LESS, Way.SYNONYMS}


@given(QUERIES)
def test_a_variant_is_another_query_and_reads_back(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError:
        return
    found = variants(query, has_synonyms=True, more=("Kiev",))
    canonical = [variant.query.canonical for variant in found]
    assert query.canonical not in canonical
    assert len(set(canonical)) == len(canonical)
    for variant in found:
        assert parse_query(variant.query.canonical) == variant.query


@pytest.mark.parametrize("text", ['"Otan"', '"réforme des retraites"'])
def test_a_quotation_is_exact_already(text: str) -> None:
    assert Way.EXACT not in made(text)
