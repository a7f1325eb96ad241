"""One synonym fewer: what the topic was found by otherwise still finds it."""

from __future__ import annotations

import pytest

from bot.french.aliases import default_aliases, parse_aliases
from bot.french.match import Matcher, analyse
from bot.french.query import parse_query
from bot.french.without_synonym import without_synonym

ALIASES = default_aliases()


@pytest.mark.parametrize(
    ("query", "term", "synonym", "expected"),
    [
        ("Otan", "Otan", "Alliance atlantique", '=Otan OU "Nato"'),
        ("Otan Ukraine", "Otan", "Nato", 'Ukraine ET (=Otan OU "Alliance atlantique")'),
        ("titre:Otan OU budget", "Otan", "Nato", 'titre:=Otan OU budget OU titre:"Alliance atlantique"'),
        ("Otan -Nato", "Otan", "Nato", '(=Otan OU "Alliance atlantique") SAUF nato'),
        ("Union européenne", "Union européenne", "UE", "=union ET =européenne"),
        ('"Otan"', "Otan", "Nato", '"Otan"'),
    ],
)
def test_the_term_is_followed_by_its_other_names(query: str, term: str, synonym: str, expected: str) -> None:
    found = without_synonym(parse_query(query), term, synonym, ALIASES)
    assert found.canonical == expected
    assert parse_query(expected) == found


def test_a_synonym_in_small_letters_keeps_its_numbers_and_genders() -> None:
    aliases = parse_aliases("essence = carburant = gazole routier")
    found = without_synonym(parse_query("essence"), "essence", "gazole routier", aliases)
    matcher = Matcher(found, aliases)
    assert matcher.find(analyse("Les carburants baissent", "")) is not None
    assert matcher.find(analyse("Les gazoles routiers baissent", "")) is None
