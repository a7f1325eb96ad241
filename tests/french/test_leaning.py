"""Which sentences cannot stand alone."""

from __future__ import annotations

import pytest

from bot.french.leaning import leans


@pytest.mark.parametrize(
    "sentence",
    [
        "Ce canal pourrait servir avant toute discussion.",
        "Ces discussions ont duré huit heures.",
        "Ce dernier a démenti.",
        "Il a ajouté que rien n’était signé.",
        "Mais la pluie a tout changé.",
        "« Nous verrons », répond-elle.",
        "Cela ne suffira pas.",
    ],
)
def test_a_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ce matin, la gare est fermée.",
        "Cette année, la récolte est maigre.",
        "Ces derniers jours, la rivière a monté de deux mètres.",
        "Ce sont trois communes qui sont privées d’eau.",
        "Ce n’est qu’un début, dit le maire.",
        "Il faut deux heures pour rejoindre la vallée.",
        "Il y a deux ans, le pont s’est effondré.",
        "Le maire a démissionné.",
        "Faut-il craindre une crue ?",
    ],
)
def test_a_sentence_that_says_whom_and_when_stands_alone(sentence: str) -> None:
    assert not leans(sentence)
