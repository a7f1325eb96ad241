"""Sentences that ask for a subject, and subjects that look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.asking import subject_of
from bot.french.normalise import clean


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Je voudrais suivre l’actualité de l’Ukraine", "Ukraine"),
        (
            "Bonjour, je voudrais recevoir les nouvelles sur la guerre au Soudan s’il vous plaît",
            "la guerre au Soudan",
        ),
        ("abonne-moi à la réforme des retraites", "la réforme des retraites"),
        ("L'actualité du Tibet", "Tibet"),
        ("quoi de neuf en Syrie ?", "Syrie"),
        ("quoi de neuf à propos de Renault", "Renault"),
        ("parle-moi de l'Otan", "Otan"),
        ("suivre Otan", "Otan"),
        ("Otan svp", "Otan"),
        ("pouvez-vous m'envoyer les infos sur le Bayern", "le Bayern"),
        ("what's new in Ukraine?", "Ukraine"),
        ("I'd like to follow the news about climate change", "climate change"),
        ("news about Gaza", "Gaza"),
    ],
)
def test_what_only_asks_is_taken_away(text: str, subject: str) -> None:
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "Otan",
        "Suivre",
        "La presse",
        "L’actualité",
        "Les dernières nouvelles",
        "nouvelles routes de la soie",
        "information judiciaire",
        "l’info de 20 h",
        "articles de presse",
        "Tout sur ma mère",
        "merci Patron",
        "Je suis Charlie",
        "suivre OU surveiller",
        '"suivre Otan"',
    ],
)
def test_a_subject_stays_as_it_is(text: str) -> None:
    assert subject_of(text) == text


@given(st.text(max_size=250) | st.text("suivre l’actualité de la du Otan merci,.!-OU ", max_size=80))
def test_what_is_left_was_there_and_is_something(text: str) -> None:
    left = subject_of(text)
    if left != text:
        assert left in " ".join(clean(text).split())
        assert any(char.isalnum() for char in left)
