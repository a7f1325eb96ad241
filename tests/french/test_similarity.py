"""Overlap of what two texts say, and what they count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.french.similarity import content, covered, figures


def test_inflection_does_not_hide_a_word_and_function_words_do_not_count() -> None:
    assert covered(content("les accords nationaux"), content("un accord national")) == 1.0
    assert covered(content("un accord à Genève"), content("un accord à Vienne")) < 1.0


def test_a_text_that_says_nothing_is_covered() -> None:
    assert covered(content("de la"), content("")) == 1.0


def test_figures_are_known_by_what_they_count() -> None:
    assert figures("12 morts, 1 250 blessés et 3 % de pertes en 2026") == {"mort": "12", "blesse": "1250"}


def test_one_thing_counted_in_other_words_is_known_as_one() -> None:
    assert figures("quatorze tués") == {"mort": "14"}
    assert figures("le 12 mars à 20 heures, un homme de 34 ans, 3 millions d’euros") == {}


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_share_covered_is_a_share(part: str, whole: str) -> None:
    assert 0.0 <= covered(content(part), content(whole)) <= 1.0 + 1e-9
    assert covered(content(part), content(f"{part}\n{part}")) >= 1.0 - 1e-9
