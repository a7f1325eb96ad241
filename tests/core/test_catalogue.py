"""The media that ship with the bot."""

from __future__ import annotations

import pytest

from bot.core.catalogue import BUNDLES, choose, load_catalogue

MEDIA = load_catalogue()


def test_every_medium_has_a_name_an_address_and_a_country() -> None:
    assert len(MEDIA) > 100
    assert all(medium.name and medium.country and medium.url.startswith("http") for medium in MEDIA)


def test_no_address_stands_twice() -> None:
    assert len({medium.url for medium in MEDIA}) == len(MEDIA)


def test_no_name_means_all() -> None:
    assert choose(MEDIA, ()) == MEDIA


@pytest.mark.parametrize("name", ["le monde", " Le Monde ", "LE MONDE"])
def test_a_medium_is_found_by_its_name(name: str) -> None:
    assert {medium.name for medium in choose(MEDIA, [name])} == {"Le Monde"}


@pytest.mark.parametrize(
    ("name", "country"), [("CH", "CH"), ("suisse", "CH"), ("Belgique", "BE"), ("ca", "CA")]
)
def test_media_are_found_by_country_and_by_bundle(name: str, country: str) -> None:
    assert {medium.country for medium in choose(MEDIA, [name])} == {country}


@pytest.mark.parametrize("bundle", BUNDLES)
def test_every_bundle_holds_something(bundle: str) -> None:
    assert choose(MEDIA, [bundle])


def test_what_is_unknown_finds_nothing() -> None:
    assert choose(MEDIA, ["atlantide"]) == ()
