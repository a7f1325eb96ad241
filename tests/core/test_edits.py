from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edits import are_alike, is_material

TEXT = (
    "Le gouvernement a présenté mardi son plan pour l’hôpital. Marie Delorme, ministre de la Santé, promet "
    "1 200 lits de plus d’ici à 2027. Les syndicats jugent la mesure insuffisante et appellent à la grève."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("présenté", "presente", id="accents"),
        pytest.param("syndicats", "syndicast", id="letters swapped"),
        pytest.param("Delorme", "Delormes", id="a name respelt"),
        pytest.param("mesure", "mesures", id="plural"),
        pytest.param("l’hôpital", "l'hôpital", id="apostrophe"),
        pytest.param("1 200", "1\u202f200", id="space in a number"),
        pytest.param("1 200", "1.200", id="point in a number"),
        pytest.param("insuffisante et appellent", "insuffisante, et appellent", id="comma"),
        pytest.param("mesure", "proposition", id="one word for another"),
        pytest.param("ministre de la Santé", "ministre de la santé", id="capital"),
        pytest.param("Le gouvernement", "LE GOUVERNEMENT", id="capitals at the start"),
        pytest.param("Les syndicats", "– Les syndicats", id="dash"),
    ],
)
def test_a_correction_is_not_material(old: str, new: str) -> None:
    assert old in TEXT
    assert not is_material(TEXT, TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("1 200", "1 300", id="figure"),
        pytest.param("2027", "2028", id="year"),
        pytest.param("Delorme", "Vasseur", id="name"),
        pytest.param("jugent la mesure", "ne jugent pas la mesure", id="negation"),
        pytest.param("à la grève.", "à la grève. Une réunion est prévue à Matignon jeudi.", id="a place"),
        pytest.param("lits", "lits dans deux régions", id="number in words"),
        pytest.param(
            "Les syndicats jugent la mesure insuffisante et appellent à la grève.",
            "Une réunion décisive est prévue jeudi matin avec les fédérations hospitalières.",
            id="many words",
        ),
        pytest.param(TEXT, "", id="all gone"),
    ],
)
def test_a_change_of_fact_is_material(old: str, new: str) -> None:
    assert old in TEXT
    assert is_material(TEXT, TEXT.replace(old, new))


@given(st.text(max_size=60), st.text(max_size=60))
def test_materiality_is_symmetric_and_nothing_differs_from_itself(one: str, other: str) -> None:
    assert not is_material(one, one)
    assert is_material(one, other) == is_material(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Un accord trouvé à Genève", "Un accord a été trouvé à Genève", True),
        ("Un accord trouvé à Genève", "UN ACCORD TROUVE A GENEVE", True),
        ("Un accord trouvé à Genève", "Incendie dans un entrepôt lyonnais", False),
        ("…", "…", True),
        ("…", "!", False),
    ],
)
def test_titles_are_alike_when_one_is_an_edit_of_the_other(one: str, other: str, expected: bool) -> None:
    assert are_alike(one, other) is expected
