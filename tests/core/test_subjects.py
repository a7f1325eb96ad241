"""The words that /start proposes."""

from __future__ import annotations

import pytest

from bot.core.subjects import subjects
from bot.model import Story
from tests.core.samples import entry, story

OUTLETS = ("Le Fanal", "Radio Estuaire", "Le Quai", "La Feuille du matin")


def reported(*titles: str, story_id: int = 1) -> Story:
    members = [entry(OUTLETS[n % 4], title, number=story_id * 10 + n) for n, title in enumerate(titles)]
    return story(*members, story_id=story_id)


@pytest.mark.parametrize(
    ("titles", "word"),
    [
        pytest.param(
            (
                "Pas de soldats de l’Otan en Ukraine, prévient Moscou",
                "Lavrov : aucune troupe de l’Otan ne sera tolérée en Ukraine",
                "L’Otan en Ukraine ? « Jamais », répond Sergueï Lavrov",
            ),
            "Otan",
            id="a name",
        ),
        pytest.param(
            (
                "Kiev accepte un cessez-le-feu de trente jours",
                "Un cessez-le-feu accepté par Kiev, selon Washington",
            ),
            "cessez-le-feu",
            id="a compound",
        ),
        pytest.param(
            (
                "Le budget de la Sécurité sociale adopté par l’Assemblée",
                "Budget : l’Assemblée adopte le texte de la Sécurité sociale",
                "Ce que change le budget de la Sécu",
            ),
            "budget",
            id="a noun in more titles than a rare word",
        ),
        pytest.param(
            ("Jeudi noir : la grève s’étend", "La grève de jeudi très suivie"),
            "grève",
            id="never a day",
        ),
        pytest.param(
            ("Donald Trump à Paris pour deux jours", "Donald Trump est arrivé à Paris"),
            "Trump",
            id="of a person the family name",
        ),
        pytest.param(
            ("L’UE adopte de nouvelles règles", "Nouvelles règles dans l’UE dès 2026"),
            "UE",
            id="a short acronym",
        ),
    ],
)
def test_the_word_is_one_that_a_reader_would_follow(titles: tuple[str, ...], word: str) -> None:
    assert subjects([reported(*titles)], 3) == (word,)


def test_words_are_distinct_and_in_the_order_of_the_stories() -> None:
    found = subjects(
        [
            reported("Kiev accepte la trêve", "La trêve acceptée par Kiev", story_id=1),
            reported("La trêve en question", "Que vaut la trêve ?", story_id=2),
            reported("Le séisme en Turquie", "Turquie : après le séisme", story_id=3),
            reported("La grève des éboueurs", "Une grève des éboueurs", story_id=4),
        ],
        3,
    )
    assert len(set(found)) == len(found) == 3
    assert "Turquie" in found or "séisme" in found


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("", id="no title"),
        pytest.param("Que faire mardi", id="nothing to follow"),
        pytest.param("Le Fanal en direct", id="only an outlet"),
        pytest.param("2025 : 12 % de plus", id="figures"),
        pytest.param("Les internationalisationnalismes-extraordinaires", id="too long for a button"),
        pytest.param("ALERTE : TOUT SAVOIR", id="shouted"),
    ],
)
def test_a_story_without_such_a_word_gives_none(title: str) -> None:
    assert subjects([reported(title, title)], 3) == ()


def test_no_more_than_asked_for_and_nothing_from_nothing() -> None:
    stories = [reported("L’Otan", "L’Otan", story_id=1), reported("Le séisme", "Le séisme", story_id=2)]
    assert subjects(stories, 1) == ("Otan",)
    assert subjects([], 3) == ()
