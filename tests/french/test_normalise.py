from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.normalise import MAX_WORD, clean, fold, pieces, raw_matches, spans_from, ties, tokenise

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=200)
PRESS = st.text("aéœLO’'-‑.,; \n0123456789%&+#\u00ad\u00a0\u202f\u0301", max_size=60)


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("L’Otan, d'Otan, qu’Otan, Jusqu’Otan", ["Otan"] * 4, id="elisions are cut"),
        pytest.param(
            "O.T.A.N. et O.N.U dans l’U.E.", ["OTAN", "et", "ONU", "dans", "UE"], id="dotted acronyms"
        ),
        pytest.param("J.D. Vance et J.-P. Dupont", ["JD", "Vance", "et", "J", "P", "Dupont"], id="initials"),
        pytest.param("cessez‑le‑feu", ["cessez", "le", "feu"], id="any hyphen parts words"),
        pytest.param("ces\u00adsez\u200b-le-feu", ["cessez", "le", "feu"], id="invisible characters"),
        pytest.param(
            "aujourd’hui, prud’hommes, O’Brien", ["aujourdhui", "prudhommes", "OBrien"], id="kept apostrophes"
        ),
        pytest.param("Côte-d’Or, N’Djamena", ["Côte", "Or", "Djamena"], id="elision inside"),
        pytest.param("Trump’s", ["Trump", "s"], id="other apostrophes part words"),
        pytest.param("1 250, 1\u202f250, 1.250, 1’250", ["1250"] * 4, id="grouped figures"),
        pytest.param("12 500,50 €", ["12500,50", "€"], id="grouped and decimal"),
        pytest.param("1,5 % ou 49.3", ["1,5", "%", "ou", "49.3"], id="decimals"),
        pytest.param("le 12.03.2025", ["le", "12", "03", "2025"], id="a date is no decimal"),
        pytest.param("2024 300", ["2024", "300"], id="a year groups nothing"),
        pytest.param("5G, A69, 19e", ["5G", "A69", "19e"], id="letters and digits"),
        pytest.param("R&D, R & D, R&amp;D, AT&T", ["R&D", "R&D", "R&D", "AT&T"], id="ampersands"),
        pytest.param("C++, C#, Canal+, bac+5", ["C++", "C#", "Canal+", "bac", "5"], id="signs in names"),
        pytest.param("mot#, snake_case", ["mot", "snake", "case"], id="signs outside names"),
        pytest.param("11-Septembre", ["11", "Septembre"], id="a figure tied to a word"),
        pytest.param("E\u0301lyse\u0301e", ["Élysée"], id="decomposed accents"),
        pytest.param("😀 — … «»", [], id="nothing but signs"),
        pytest.param("", [], id="empty"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_run_that_is_no_word_is_cut() -> None:
    (token,) = tokenise("x" * 1000)
    assert token == ("x" * MAX_WORD, 0, 1000)


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "À l’O.T.A.N., ces\u00adsez-le-feu de 1 250 jours"
    assert [text[token.start : token.end] for token in tokenise(text)] == [
        "À",
        "O.T.A.N.",
        "ces\u00adsez",
        "le",
        "feu",
        "de",
        "1 250",
        "jours",
    ]


@given(ANY_TEXT | PRESS)
def test_tokens_stand_in_order_and_apart_whatever_the_text(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        end = token.end


@given(PRESS)
def test_words_can_be_placed_without_their_text(text: str) -> None:
    assert list(spans_from(text, 0)) == [(token.start, token.end) for token in tokenise(text)]


@given(PRESS)
def test_raw_parts_hold_the_very_tokens(text: str) -> None:
    found = [token.text for raw in raw_matches(text) for token in pieces(raw.group())]
    assert found == words(text)


@pytest.mark.parametrize(
    "unit",
    ["a", "a-", "1.1", "1 111", "a.b.", "'", "l'", "\ud800", "é\u0301", "a&", "a+", "שלום ", "1", ".", "\n"],
)
def test_a_megabyte_on_one_line_is_read_in_one_pass(unit: str) -> None:
    tokenise(unit * (100_000 // len(unit)))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Šefčovič", "sefcovic"),
        ("Erdoğan", "erdogan"),
        ("ŒUVRE", "oeuvre"),
        ("Ås", "as"),
        ("Curaçao", "curacao"),
        ("straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Chișinău", "chisinau"),
        ("plain", "plain"),
    ],
)
def test_folding_leaves_plain_small_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_cleaning_unifies_punctuation_and_accents() -> None:
    assert clean("l’a\u00ad\u202fb‑c e\u0301") == "l'a b-c é"


@settings(max_examples=50)
@given(ANY_TEXT)
def test_clean_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


def test_only_hyphens_tie() -> None:
    assert ties("week-end")
    assert not ties("R & D")
