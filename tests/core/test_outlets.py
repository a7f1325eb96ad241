"""What to call who publishes a feed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.catalogue import Medium
from bot.core.outlets import MAX_NAME_CHARS, outlet_of, tidy_name
from bot.model import FeedOffer
from tests.views.samples import feed

MEDIA = (Medium("Le Boréal", "https://www.boreal.example/rss", "une", "CA"),)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Le Fanal", "Le Fanal"),
        ("Le Fanal - Toute l’actualité en continu", "Le Fanal"),
        ("Le Fanal » Flux", "Le Fanal"),
        ("RSS Le Fanal", "Le Fanal"),
        ("Flux RSS de L'Aube", "L’Aube"),
        ("Le Fanal.fr - Actualités et Infos en France", "Le Fanal.fr"),
        ("À la une - Le Fanal", "Le Fanal"),
        ("Actualités | Le Fanal", "Le Fanal"),
        ("Le Point", "Le Point"),
        ("20 Minutes : Une", "20 Minutes"),
        ("LE FANAL: Actualités", "LE FANAL"),
        ("Le Fanal RSS Feed", "Le Fanal"),
        ("Basta !", "Basta !"),
        ("Sciences", "Sciences"),
        ("News", ""),
        ("Flux RSS", ""),
        ("", ""),
    ],
)
def test_a_title_is_tidied_into_a_name(title: str, name: str) -> None:
    assert tidy_name(title) == name


@given(st.text(max_size=300))
def test_a_name_is_short_and_stays_as_it_is(title: str) -> None:
    name = tidy_name(title)
    assert len(name) <= MAX_NAME_CHARS
    assert name == name.strip()


@pytest.mark.parametrize(
    ("offer", "name"),
    [
        (FeedOffer("https://fanal.example/sport", "Sport"), "Le Fanal"),
        (FeedOffer("https://rss.fanal.example/sport", "Sport"), "Le Fanal"),
        (FeedOffer("http://boreal.example/x", "Sport"), "Le Boréal"),
        (FeedOffer("https://aube.example/rss", "Sport", "RSS", "Accueil | L’Aube"), "L’Aube"),
        (FeedOffer("https://aube.example/rss", "L’Aube - Une", "RSS", "Medium"), "L’Aube"),
        (FeedOffer("https://aube.example/rss", "", "RSS", "L’Aube"), "L’Aube"),
        (FeedOffer("https://aube.example/rss", "", "L’Aube", ""), "L’Aube"),
        (FeedOffer("https://aube.example/rss", "News"), "aube.example"),
        (FeedOffer("https://[", ""), "https://["),
        (FeedOffer("https://www.youtube.com/feeds/videos.xml?channel_id=1", "Une chaîne"), "Une chaîne"),
    ],
)
def test_an_outlet_keeps_the_name_it_has(offer: FeedOffer, name: str) -> None:
    assert outlet_of(offer, (feed("Le Fanal"),), MEDIA) == name
