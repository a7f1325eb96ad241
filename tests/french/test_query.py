from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.errors import QueryError, QueryProblem
from bot.french.query import MAX_CHARS, MAX_TERMS, Query, parse_query
from tests.french.strategies import QUERIES


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("otan", "Otan"),
        ("OTAN", "Otan"),
        ("elections", "élections"),
        ("Élections", "élections"),
        ("onu", "ONU"),
        ("Otan ET (Ukraine OU Kiev)", "Otan ET (Ukraine OU Kiev)"),
        ("otan (kiev OR ukraine)", "Otan ET (Ukraine OU Kiev)"),
        ("Otan AND (Ukraine | Kiev)", "Otan ET (Ukraine OU Kiev)"),
        ("Otan|OTSC", "Otan OU OTSC"),
        ("Otan & Ukraine", "Ukraine ET Otan"),
        ("Otan -sport", "Otan SAUF sport"),
        ("Otan NOT sport", "Otan SAUF sport"),
        ("Otan ET NON sport", "Otan SAUF sport"),
        ("-sport Otan", "Otan SAUF sport"),
        ("Otan OU OTSC -sport", "(Otan OU OTSC) SAUF sport"),
        ("Otan OU (OTSC -sport)", "Otan OU (OTSC SAUF sport)"),
        ("Otan -gaz OU OTSC -sport", "(OTSC SAUF sport) OU (Otan SAUF gaz)"),
        ("gaz -russe OU pétrole -russe", "(gaz SAUF russe) OU (pétrole SAUF russe)"),
        ("Otan -(sport OU météo)", "Otan SAUF (météo OU sport)"),
        ("Otan -(sport -foot)", "Otan SAUF (sport SAUF foot)"),
        ("Otan -(-Kiev)", "Otan ET Kiev"),
        ("« feu vert »", '"feu vert"'),
        ("“feu vert” OU „feu rouge“", '"feu vert" OU "feu rouge"'),
        ('guerre -"guerre des étoiles"', 'guerre SAUF "guerre des étoiles"'),
        ("=Otan", "=Otan"),
        ("=(Corée du Nord)", "=(Corée du Nord)"),
        ("=(Otan OU Kiev -sport)", "(=Otan OU =Kiev) SAUF =sport"),
        ('="feu vert"', '"feu vert"'),
        ("titre:Otan", "titre:Otan"),
        ("title: Otan", "titre:Otan"),
        ("titre:(Otan OU Kiev)", "titre:Otan OU titre:Kiev"),
        ('titre:"feu vert"', 'titre:"feu vert"'),
        ("texte:Otan", "texte:Otan"),
        ("source:Le Fanal Otan", "Otan ET source:(Le Fanal)"),
        ("média:Fanal", "source:fanal"),
        ("-titre:sport Otan", "Otan SAUF titre:sport"),
        ("corée du nord", "Corée du Nord"),
        ("corée du nord missile", "missile ET Corée du Nord"),
        ("liberté et justice", "justice ET liberté"),
        ("pomme de terre", "pomme de terre"),
        ("cessez le feu", "cessez le feu"),
        ("CESSEZ-LE-FEU", "cessez-le-feu"),
        ("guerre en Ukraine", "Ukraine ET guerre"),
        ("mise en examen", "mise en examen"),
        ("état d'urgence", "état d’urgence"),
        ("Côte-d'Or", "côte-d’or"),
        ("Côte-d\u00ad'Or", "côte-d-or"),
        ("rock'n'roll", "rock-n’roll"),
        ("Royaume-uni", "Royaume-Uni"),
        ("ETATS-UNIS", "États-Unis"),
        ("Otan -(Corée du Nord)", "Otan SAUF (Corée du Nord)"),
        ("Otan -Le Monde", "Otan SAUF (Le Monde)"),
        ("Nations Unies", "unies ET nations"),
        ("Le Monde", "Le Monde"),
        ("le monde", "monde"),
        ("L'Équipe", "L’Équipe"),
        ("l'Otan", "Otan"),
        ("procès Le Pen", "procès ET Le Pen"),
        ("Marine Le Pen", "Marine ET Le Pen"),
        ("maire de La Rochelle", "maire de la Rochelle"),
        ("Top 14", "top 14"),
        ("20 Minutes", "20 Minutes"),
        ("budget 2026", "2026 ET budget"),
        ("1 250 emplois", "1250 ET emplois"),
        ("1,5 %", "1,5 %"),
        ("c++ r&d 5g", "R&D ET 5G ET c++"),
        ("R & D", "R&D"),
        ('"l\'état d\'urgence"', '"état d’urgence"'),
        ("Otan Otan OTAN", "Otan"),
        ("(((Otan)))", "Otan"),
        ("Otan - Kiev", "Otan ET Kiev"),
        ("Otan () Kiev", "Otan ET Kiev"),
        ("Otan OU le", "Otan"),
        ('Otan -le "la"', "Otan"),
        ("orange", "orange"),
        ("Orange", "Orange"),
    ],
)  # fmt: skip
def test_a_query_is_written_in_its_canonical_form(typed: str, canonical: str) -> None:
    query = parse_query(typed)
    assert query.canonical == canonical
    assert parse_query(canonical) == query


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Otan Ukraine", "ukraine ET otan"),
        ("a69 OU (b OU c)", "c | b OR A69"),
        ("Otan (Kiev gaz)", "gaz Kiev Otan"),
        ("Otan SAUF (sport)", "-sport OTAN"),
    ],
)
def test_equivalent_queries_are_one(left: str, right: str) -> None:
    assert parse_query(left) == parse_query(right)
    assert len({parse_query(left), parse_query(right)}) == 1


def test_the_words_of_a_query_are_those_that_are_looked_for() -> None:
    query = parse_query('Otan (Kiev OU cessez-le-feu) "coup d’État" titre:gaz -sport')
    assert set(query.words) == {"Otan", "Kiev", "cessez-le-feu", "coup d’état", "gaz"} or set(
        query.words
    ) == {
        "Otan",
        "Kiev",
        "cessez-le-feu",
        "coup d’État",
        "gaz",
    }


@pytest.mark.parametrize(
    ("typed", "problem", "place", "example"),
    [
        ("", QueryProblem.EMPTY, "", "Otan"),
        ("  \n", QueryProblem.EMPTY, "  \n", "Otan"),
        ("😀!", QueryProblem.NO_WORD, "😀!", "Otan"),
        ("le la", QueryProblem.ONLY_STOP_WORDS, "le la", '"le la"'),
        ('"le"', QueryProblem.ONLY_STOP_WORDS, '"le"', ""),
        ("-sport", QueryProblem.ONLY_EXCLUSIONS, "-sport", "cessez-le-feu -sport"),
        ("SAUF sport", QueryProblem.ONLY_EXCLUSIONS, "SAUF sport", "cessez-le-feu SAUF sport"),
        ("Otan OU -sport", QueryProblem.ONLY_EXCLUSIONS, "Otan OU -sport", "Otan OU sport"),
        ('"Otan', QueryProblem.UNBALANCED_QUOTE, '"Otan', '"Otan"'),
        ("Otan «Kiev", QueryProblem.UNBALANCED_QUOTE, "«Kiev", "Otan «Kiev »"),
        ('Otan "', QueryProblem.UNBALANCED_QUOTE, '"', 'Otan ""'),
        ("(Otan", QueryProblem.UNBALANCED_PARENTHESIS, "(", "(Otan)"),
        ("Otan) Kiev", QueryProblem.UNBALANCED_PARENTHESIS, ")", "Otan Kiev"),
        ("Otan ET", QueryProblem.DANGLING_OPERATOR, "ET", "Otan"),
        ("OU Otan", QueryProblem.DANGLING_OPERATOR, "OU", "Otan"),
        ("Otan ET OU Kiev", QueryProblem.DANGLING_OPERATOR, "ET", "Otan OU Kiev"),
        ("Otan (ET Kiev)", QueryProblem.DANGLING_OPERATOR, "ET", "Otan ( Kiev)"),
        ("Otan SAUF", QueryProblem.DANGLING_OPERATOR, "SAUF", "Otan"),
        ("= OU Otan", QueryProblem.DANGLING_OPERATOR, "=", ""),
        ("titre:", QueryProblem.EMPTY_FIELD, "titre:", "titre:Otan"),
        ("Otan source:", QueryProblem.EMPTY_FIELD, "source:", "Otan"),
        ("(" * 60 + "Otan" + ")" * 60, QueryProblem.TOO_MANY_TERMS, "(", ""),
    ],
)
def test_a_query_that_cannot_be_used_names_the_place_and_what_would_do(
    typed: str, problem: QueryProblem, place: str, example: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(typed)
    error = caught.value
    assert (error.problem, typed[error.start : error.end], error.example) == (problem, place, example)


def test_too_long_a_query_is_cut_in_the_example() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("paix " * 101)
    assert caught.value.problem is QueryProblem.TOO_LONG
    assert caught.value.start == MAX_CHARS
    parse_query(caught.value.example)


def test_the_beginning_of_an_endless_word_is_no_example() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("a" * 4096)
    assert caught.value.problem is QueryProblem.TOO_LONG
    assert "aa" not in caught.value.example


def test_too_many_words_are_refused() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("x " * (MAX_TERMS + 1))
    assert caught.value.problem is QueryProblem.TOO_MANY_TERMS
    parse_query(caught.value.example)


def _parsed(text: str) -> Query | None:
    try:
        return parse_query(text)
    except QueryError as refused:
        error = refused
    assert 0 <= error.start <= error.end <= len(text)
    if error.example:
        parse_query(error.example)
    return None


@settings(max_examples=200)
@given(st.text(max_size=60) | st.text("aÉ e\"«»()-=|:,ETOUtitre'’", max_size=40))
def test_whatever_is_typed_is_parsed_or_refused(text: str) -> None:
    query = _parsed(text)
    if query is not None:
        assert parse_query(query.canonical) == query
        assert query.words


@settings(max_examples=200)
@given(QUERIES)
def test_the_canonical_form_means_the_same_query(text: str) -> None:
    query = _parsed(text)
    assume(query is not None)
    assert query is not None
    again = parse_query(query.canonical)
    assert again == query
    assert again.canonical == query.canonical
