from __future__ import annotations

from bot.french.aliases import NO_ALIASES, default_aliases, parse_aliases

TABLE = """
# agencies
Otan = Nato =  Alliance   atlantique   # the treaty
UE = Union européenne
seul
=
Nato = Organisation
"""


def test_every_member_of_a_group_is_a_synonym_of_the_others() -> None:
    aliases = parse_aliases(TABLE)
    assert aliases.groups[0] == ("Otan", "Nato", "Alliance atlantique")
    assert aliases.synonyms(["otan"]) == ("Nato", "Alliance atlantique")
    assert aliases.synonyms(["Atlantique", "Alliance"]) == ("Otan", "Nato")
    assert aliases.synonyms(["nato"]) == ("Otan", "Alliance atlantique", "Organisation")
    assert aliases.synonyms(["seul"]) == ()


def test_names_of_several_words_are_found_among_words() -> None:
    aliases = parse_aliases(TABLE)
    assert aliases.within(frozenset(["union", "europeenne", "budget"])) == (("europeenne", "union"),)
    assert aliases.within(frozenset(["union", "budget"])) == ()


def test_elisions_do_not_count() -> None:
    aliases = parse_aliases("CAN = Coupe d’Afrique des nations\nGroupe = CAN")
    assert aliases.synonyms(["coupe", "d’", "Afrique", "des", "nations"]) == ("CAN",)


def test_the_version_tells_tables_apart_and_ignores_layout() -> None:
    assert parse_aliases("A1=B2").version == parse_aliases("\n A1 =  B2 # x").version
    assert parse_aliases("A1=B2").version != parse_aliases("A1=B3").version
    assert parse_aliases("") == NO_ALIASES


def test_the_shipped_table_knows_the_french_news() -> None:
    aliases = default_aliases()
    assert len(aliases.groups) >= 45
    assert "Nato" in aliases.synonyms(["Otan"])
    assert aliases.synonyms(["eau"]) == ()


def test_a_repeated_group_counts_once() -> None:
    assert parse_aliases("A1 = B2\nA1 = B2").groups == (("A1", "B2"),)
    assert parse_aliases("Le Soir = le soir = Soir").synonyms(["soir"]) == ("Le Soir", "le soir")
