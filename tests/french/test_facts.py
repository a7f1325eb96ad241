"""Corrections that take back a fact, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.facts import changes_a_fact

TEXT = "Séisme au Népal : 128 morts près de Katmandou\nLe bilan a été annoncé par Ram Bahadur, ministre de l’Intérieur."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("128", "132", id="figure"),
        pytest.param("128 morts", "deux cents morts", id="figure in words"),
        pytest.param("Katmandou", "Pokhara", id="place"),
        pytest.param("Ram Bahadur", "Sher Deuba", id="person"),
        pytest.param("a été annoncé", "n’a pas été annoncé", id="negation"),
        pytest.param("Séisme au Népal", "Séisme en Chine", id="country"),
    ],
)
def test_another_fact_in_the_same_words_is_a_change_both_ways(old: str, new: str) -> None:
    assert old in TEXT
    assert changes_a_fact(TEXT, TEXT.replace(old, new))
    assert changes_a_fact(TEXT.replace(old, new), TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("annoncé", "anoncé", id="typo"),
        pytest.param("Katmandou", "Katmandu", id="name respelt"),
        pytest.param("128", "128", id="nothing"),
        pytest.param("ministre de l’Intérieur", "ministre de l’Intérieur, à Katmandou", id="more is said"),
        pytest.param("Le bilan a", "Le bilan provisoire a", id="word more"),
        pytest.param(" : 128 morts", "", id="less is said"),
        pytest.param("Séisme au Népal", "Tremblement de terre au Népal", id="other word"),
        pytest.param(
            TEXT, "À Doha, les pourparlers entre 2 camps ont repris, sans Le Caire.", id="another text"
        ),
        pytest.param(TEXT, "", id="nothing left"),
    ],
)
def test_what_takes_nothing_back_is_none(old: str, new: str) -> None:
    assert old in TEXT
    assert not changes_a_fact(TEXT, TEXT.replace(old, new))


def test_a_name_that_opens_the_headline_is_a_name() -> None:
    assert changes_a_fact(
        "Moscou accepte une trêve de trente jours", "Kiev accepte une trêve de trente jours"
    )
    assert not changes_a_fact("Hier, une trêve de trente jours", "Mardi, une trêve de trente jours")


@pytest.mark.parametrize(
    ("one", "other"), [("1 200 lits", "1.200 lits"), ("3,5 % de hausse", "3.5 % de hausse")]
)
def test_a_figure_written_otherwise_is_the_same(one: str, other: str) -> None:
    assert not changes_a_fact(one, other)


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_symmetric_and_nothing_changes_itself(one: str, other: str) -> None:
    assert not changes_a_fact(one, one)
    assert changes_a_fact(one, other) == changes_a_fact(other, one)
