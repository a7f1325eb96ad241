"""The sentence of a follow-up that the articles before it did not have."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.novelty import new_sentence

BRIDGE = "Un pont s’est effondré jeudi à Mirepoix. Deux voitures sont tombées dans la rivière."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Un pont s’est effondré jeudi à Mirepoix. Un rapport recommandait sa fermeture dès 2022.",
            "Un rapport recommandait sa fermeture dès 2022.",
        ),
        (
            "Il dénonce une négligence grave. Le procureur de Foix ouvre une enquête pour homicide involontaire.",
            "Le procureur de Foix ouvre une enquête pour homicide involontaire.",
        ),
        ("À Mirepoix, jeudi, un pont s’est effondré.", ""),
        (BRIDGE, ""),
        ("", ""),
        ("?! …", ""),
    ],
    ids=["fact", "the one that says most", "reworded", "reprint", "nothing", "no word"],
)
def test_the_new_sentence_is_found(text: str, expected: str) -> None:
    assert new_sentence(text, [BRIDGE]) == expected


def test_a_sentence_that_leans_gives_way_to_one_that_stands() -> None:
    text = "Le maire accuse la préfecture. Il réclame une expertise judiciaire indépendante."
    assert new_sentence(text, [BRIDGE]) == "Le maire accuse la préfecture."


def test_where_nothing_was_told_all_is_new() -> None:
    assert new_sentence("Un séisme frappe le Chili.", []) == "Un séisme frappe le Chili."


@given(st.text(max_size=200), st.lists(st.text(max_size=100), max_size=3))
def test_it_stands_in_its_text_and_a_text_has_nothing_new_over_itself(
    text: str, earlier: Sequence[str]
) -> None:
    assert new_sentence(text, earlier) in text
    assert new_sentence(text, [*earlier, text]) == ""
