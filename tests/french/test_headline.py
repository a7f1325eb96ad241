"""Headlines: their frame, and the best of several."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.headline import best_headline, is_live_page, strip_frame
from bot.model import Source

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "title",
    [
        "Séisme à Elazig : vingt morts",
        "EN DIRECT – Séisme à Elazig : vingt morts",
        "VIDÉO. Séisme à Elazig : vingt morts",
        "DIRECT Séisme à Elazig : vingt morts",
        "[Exclusif] Séisme à Elazig : vingt morts",
        "Info Le Fanal : Séisme à Elazig : vingt morts",
        "Séisme à Elazig : vingt morts (vidéo)",
        "Séisme à Elazig : vingt morts | LCN",
        "EN DIRECT - VIDÉO. Séisme à Elazig : vingt morts - Le Fanal",
    ],
)
def test_the_frame_is_dropped(title: str) -> None:
    assert strip_frame(title, "Le Fanal") == "Séisme à Elazig : vingt morts"


@pytest.mark.parametrize(
    "title", ["VIDÉO.", "En direct", "Paris – Marseille – Nice", "Un mot | Un autre mot", ""]
)
def test_a_title_never_loses_its_words(title: str) -> None:
    assert strip_frame(title, "Le Fanal") == title


@given(st.text(max_size=60), st.text(max_size=20))
def test_what_is_left_stands_in_the_title(title: str, outlet: str) -> None:
    assert strip_frame(title, outlet) in title
    assert bool(strip_frame(title, outlet)) == bool(title.strip())


def test_pages_written_on_as_things_happen_are_known() -> None:
    assert is_live_page("EN DIRECT – Séisme")
    assert is_live_page("Suivez Lyon-Lille en direct")
    assert not is_live_page("Le directeur en a direct besoin")


@pytest.mark.parametrize(
    "worse",
    [
        "Séisme en Turquie",
        "SÉISME : AU MOINS VINGT MORTS À ELAZIG EN TURQUIE",
        "Séisme en Turquie : ce que l’on sait du drame d’Elazig",
        "Pourquoi la terre a tremblé dans l’est de la Turquie ?",
        "« Tout s’est écroulé » : à Elazig, les survivants racontent",
        "Édito. Elazig, le séisme et les vingt leçons de la Turquie",
        "Incroyable ! La terre tremble encore à Elazig en Turquie !",
    ],
)
def test_an_informative_headline_is_preferred(worse: str) -> None:
    good = Source("Le Fanal", "Séisme en Turquie : au moins 20 morts dans la province d’Elazig", "u", NOON)
    bad = Source("Canal Nord", worse, "u", NOON)
    assert best_headline([bad, good]) is good
    assert best_headline([good, bad]) is good


def test_of_equals_the_first_is_taken() -> None:
    one, two = (Source(outlet, "Le pont tournant ferme lundi à Vallin", "u", NOON) for outlet in ("A", "B"))
    assert best_headline([one, two]) is one
