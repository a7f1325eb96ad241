from __future__ import annotations

import sqlite3

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.french import chunks, keys
from bot.french.aliases import Aliases, default_aliases, parse_aliases
from bot.french.document import HOLES
from bot.french.match import MAX_HITS, Matcher, analyse, candidate_keys, index_keys
from bot.french.normalise import MAX_WORD, fold, tokenise
from bot.french.query import parse_query
from bot.model import Field, Hit
from tests.french.strategies import QUERIES, TEXTS

ALIASES = parse_aliases(
    "Otan = Nato = Alliance atlantique\nONU = Nations unies\nUE = Union européenne\ntrêve = pause"
)


def find(
    query: str, text: str, title: str = "", source: str = "", aliases: Aliases = ALIASES
) -> tuple[Hit, ...] | None:
    return Matcher(parse_query(query), aliases).find(analyse(title, text, source))


def shown(query: str, text: str, title: str = "", source: str = "") -> list[str]:
    """What a reader would see marked."""
    fields = {Field.TITLE: title, Field.TEXT: text, Field.SOURCE: source}
    return [fields[hit.field][hit.start : hit.end] for hit in find(query, text, title, source) or ()]


@pytest.mark.parametrize(
    ("query", "title", "text", "expected"),
    [
        ("Otan", "Sommet de l’O.T.A.N.", "Moscou accuse l’Otan.", ["O.T.A.N.", "Otan"]),
        ("cessez-le-feu", "", "Un ces\u00adsez‑le‑feu fragile", ["ces\u00adsez‑le‑feu"]),
        ("week-end", "", "Le weekend et le week-end", ["weekend", "week-end"]),
        ("weekend", "", "Le weekend et le week-end", ["weekend", "week-end"]),
        ("plateforme", "", "Deux plates-formes", ["plates-formes"]),
        ("A69", "", "L’A 69, puis l’A69", ["A 69", "A69"]),
        ("5G", "", "La 5 G, puis la 5G", ["5 G", "5G"]),
        ("49.3", "", "Le 49.3 ou 49-3", ["49.3", "49-3"]),
        ("réforme des retraites", "", "La réforme très contestée des retraites", []),
        ("réforme des retraites", "", "La réforme contestée de la retraite", ["réforme contestée de la retraite"]),
        ("réforme des retraites", "", "La réforme ! Des retraites", []),
        ("Corée du Nord", "", "La Corée et le Nord, la Corée du nord", ["Corée du nord"]),
        ("Le Monde", "", "Un journaliste du Monde lit Le Monde dans le monde", ["du Monde", "Le Monde"]),
        ("L'Équipe", "", "L’équipe lit L’Équipe", ["Équipe"]),
        ("20 Minutes", "", "Durant 20 minutes, il lit 20 Minutes", ["20 Minutes"]),
        ("Union européenne", "", "L’UE, soit l’Union européenne", ["UE", "Union", "européenne"]),
        ("négocier", "", "Ils négocient un accord négocié", ["négocient", "négocié"]),
        ('"feu vert"', "Le feu", "Vert de rage, il a le feu vert", ["feu vert"]),
        ('"M. Macron"', "", "Selon M. Macron. Macron part", ["M. Macron"]),
        ("Otan ET Kiev", "Kiev", "l’Otan", ["Kiev", "Otan"]),
        ("titre:Otan", "L’Otan", "L’Otan", ["Otan"]),
        ("texte:Otan", "L’Otan", "L’Otan", ["Otan"]),
        ('titre:"feu vert"', "Feu vert", "feu vert", ["Feu vert"]),
        ("rock'n'roll", "", "Le rock’n’roll", ["rock’n’roll"]),
        ("Canal", "", "Le groupe Canal+", ["Canal+"]),
        ("Côte-d'Or", "", "En Côte-d’Or", ["Côte-d’Or"]),
    ],
)  # fmt: skip
def test_what_matched_is_shown_at_its_place(query: str, title: str, text: str, expected: list[str]) -> None:
    assert shown(query, text, title) == expected


def test_a_hit_names_the_word_typed_and_the_synonym_found() -> None:
    assert find("otan", "NATO chief") == (Hit(Field.TEXT, 0, 4, "Otan", "Nato"),)
    assert find("otan", "L’Otan") == (Hit(Field.TEXT, 2, 6, "Otan", ""),)
    assert find("UE", "L’Union européenne") == (Hit(Field.TEXT, 2, 18, "UE", "Union européenne"),)
    assert find("Nations unies", "L’ONU") == (Hit(Field.TEXT, 2, 5, "nations unies", "ONU"),)


@pytest.mark.parametrize("query", ["=Otan", '"Otan"', "=(Otan OU ONU)"])
def test_synonyms_can_be_switched_off(query: str) -> None:
    assert find(query, "L’Alliance atlantique") is None


def test_words_switched_off_make_no_name_of_several_words() -> None:
    assert find("=Union =européenne", "L’UE") is None
    assert find("Union européenne budget", "Le budget de l’UE") is not None
    assert find("Union européenne budget", "Le budget de l’ONU") is None


def test_a_word_goes_with_one_name_of_several_words() -> None:
    aliases = parse_aliases("Union européenne = UE\nBanque européenne = BCE")
    assert find("Union Banque européenne", "L’UE et sa banque", aliases=aliases) is None
    assert find("Union Banque européenne", "La BCE et l’union", aliases=aliases) is not None


def test_a_synonym_in_small_letters_inflects() -> None:
    assert find("trêve", "Deux pauses") is not None
    assert find("Otan", "Des alliances atlantiques") is None


@pytest.mark.parametrize("source", ["Le Fanal", "LE FANAL", "lefanal", "Le Fanal du soir"])
@pytest.mark.parametrize("query", ["source:(Le Fanal)", "source:lefanal", "source:Le Fanal"])
def test_a_source_is_known_by_its_name(query: str, source: str) -> None:
    marked = shown(query, "texte", source=source)
    assert marked == (
        [] if query == "source:lefanal" and "soir" in source else [source.removesuffix(" du soir")]
    )


def test_a_source_is_no_word_of_the_text() -> None:
    assert find("Fanal", "texte", source="Le Fanal") is None
    assert shown("source:fanal texte", "texte", source="Le Fanal") == ["texte", "Fanal"]


def test_exclusions_leave_no_hit() -> None:
    assert find("Otan -sport", "L’Otan et le sport") is None
    assert shown("Otan -sport", "L’Otan") == ["Otan"]
    assert shown("Otan SAUF (sport -foot)", "L’Otan, le sport et le foot") == ["Otan"]


def test_hits_that_overlap_are_told_once() -> None:
    assert shown('feu "feu vert"', "le feu vert") == ["feu vert"]


def test_a_long_text_is_told_by_its_first_hits() -> None:
    hits = find("Otan", "Otan " * 1000)
    assert hits is not None
    assert len(hits) == MAX_HITS
    assert hits[0].start == 0


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("Tours", "Tours : un incendie", True),
        ("Tours", "Les tours de la ville", False),
        ("tours", "Un incendie à Tours", True),
        ("Paris", "Paris sportifs : la fièvre", False),
        ("Paris", "Paris toujours", True),
        ("paris sportifs", "Paris sportifs : la fièvre", True),
        ("marine", "Le procès de Marine Le Pen", False),
        ("marine", "Marine Le Pen jugée", False),
        ("marine", "La Marine nationale", True),
        ("Marine", "la marine", False),
        ("MARINE", "LA MARINE NATIONALE", True),
        ("Macron", "« Macrons » et financiers", False),
    ],
)
def test_capitals_tell_names_from_common_words(query: str, text: str, expected: bool) -> None:
    assert (find(query, text) is not None) is expected


@settings(max_examples=150)
@given(QUERIES, TEXTS, TEXTS, st.sampled_from(["", "Le Monde", "20 Minutes"]))
def test_an_index_of_keys_never_misses_a_match(query: str, title: str, text: str, source: str) -> None:
    try:
        parsed = parse_query(query)
    except QueryError:
        assume(False)
    document = analyse(title, text, source)
    if Matcher(parsed, ALIASES).find(document) is not None:
        held = set(index_keys(document))
        for group in candidate_keys(parsed, ALIASES):
            assert group
            assert not held.isdisjoint(group)


def test_nothing_is_required_where_the_source_alone_decides() -> None:
    assert candidate_keys(parse_query("source:fanal")) == ()
    assert candidate_keys(parse_query("source:fanal OU Otan")) == ()
    assert candidate_keys(parse_query("source:fanal Otan")) == (("otan",),)


def test_an_alternative_that_is_an_exclusion_requires_nothing() -> None:
    query = parse_query("Otan (Kiev OU -sport)")
    assert candidate_keys(query) == (("otan",),)
    assert shown(query.canonical, "L’Otan") == ["Otan"]
    assert shown(query.canonical, "L’Otan, Kiev et le sport") == ["Otan", "Kiev"]
    assert shown(query.canonical, "L’Otan et le sport") == []


def test_every_word_of_a_phrase_is_required() -> None:
    assert candidate_keys(parse_query("cessez-le-feu OU Otan"), ALIASES)
    assert len(candidate_keys(parse_query('"feu vert" gaz'))) == 3


@given(st.text(max_size=80), st.text("aéÉ.’'-1,%+&#C R", max_size=40))
def test_index_keys_are_single_words_for_a_full_text_index(title: str, text: str) -> None:
    for key in index_keys(analyse(title, text, "Le Fanal")):
        assert key
        assert all(not char.isascii() or char.isdecimal() or "a" <= char <= "z" for char in key)
        assert key == key.lower()


def test_the_index_of_the_store_finds_keys_as_they_are() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table texts using fts5(keys, tokenize = 'ascii')")
    document = analyse("C++, R&D, 49.3", "Łódź, œuvre, 1,5 % à l’Élysée, un retraité, l’O.T.A.N., ½ ㈠ ª")
    database.execute("insert into texts values (?)", (" ".join(index_keys(document)),))
    for word in ("C++", "R&D", "49.3", "Lodz", "œuvres", "1,5 %", "Elysee", "retraitée", "Otan"):
        groups = candidate_keys(parse_query(word), default_aliases())
        asked = " AND ".join("(" + " OR ".join(f'"{key}"' for key in group) + ")" for group in groups)
        assert database.execute("select count(*) from texts where texts match ?", (asked,)).fetchone() == (
            1,
        ), word
    database.close()


@pytest.mark.parametrize(
    "unit", ["Otan ", "a", "é", "\ud800", "l’", "a-", "Marine ", ". ", "1 000 ", "𝔸", "ﷺ", "שלום "]
)
def test_any_text_is_analysed(unit: str) -> None:
    document = analyse(unit, unit * (100_000 // len(unit)), unit)
    Matcher(parse_query("Otan OU Marine SAUF xyz")).find(document)
    index_keys(document)


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=[]), max_size=100), QUERIES)
def test_hits_lie_within_their_field(text: str, query: str) -> None:
    try:
        hits = find(query, text + " " + query, query, query)
    except QueryError:
        assume(False)
    for hit in hits or ():
        length = {Field.TITLE: len(query), Field.TEXT: len(text) + 1 + len(query), Field.SOURCE: len(query)}
        assert 0 <= hit.start < hit.end <= length[hit.field]


def test_fields_are_too_far_apart_for_any_phrase() -> None:
    document = analyse("a", "b", "c")
    assert document.text_at == 1 + HOLES
    assert document.source_at == document.text_at + 1 + HOLES


def test_runs_of_characters_are_let_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_KEPT", 2)
    kept = type(chunks.CHUNKS)()
    for run in ("un", "deux", "trois", "x" * 100):
        found = kept[run]
        assert isinstance(found, keys.Word)
        assert found.folded == run[:MAX_WORD]
    assert set(kept) == {"trois"}


@given(TEXTS | st.text("aé’.-1 ,R&\n\u00a0", max_size=50))
def test_a_text_cut_at_its_spaces_holds_the_same_words(text: str) -> None:
    document = analyse("", text)
    found = [word for word in document.row[document.text_at : document.source_at] if word is not None]
    tokens = tokenise(text)
    assert [word.folded for word in found] == [fold(token.text) for token in tokens]
    places = [place for place, word in enumerate(document.row) if word is not None]
    for place, token in zip(places, tokens, strict=True):
        hit = document.hit(place, place, "", "")
        assert (hit.start, hit.end) == (token.start, token.end)
