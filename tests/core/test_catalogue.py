"""The media that ship with the bot."""

from __future__ import annotations

import pytest

from bot.core.catalogue import BUNDLES, bundle_numbered, bundle_of, choose, load_catalogue, pick, search

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


def test_the_catalogue_covers_the_french_speaking_world() -> None:
    countries = {medium.country for medium in MEDIA}
    assert {"FR", "FR-outre-mer", "BE", "CH", "CA", "Afrique", "SN", "MA", "CI", "CD", "INT"} <= countries
    assert {key for medium in MEDIA for key in medium.bundles} <= set(BUNDLES)


def test_no_name_is_written_with_a_straight_apostrophe() -> None:
    assert not any("'" in medium.name + medium.section for medium in MEDIA)


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("essentiel", 1),
        ("france", 2),
        ("regions", 3),
        ("outre-mer", 4),
        ("belgique", 5),
        ("suisse", 6),
        ("canada", 7),
        ("afrique", 8),
        ("monde", 9),
        ("enquete", 10),
        ("economie", 11),
        ("sciences", 12),
    ],
)
def test_the_number_of_a_bundle_never_changes(key: str, number: int) -> None:
    assert bundle_numbered(number) is BUNDLES[key]
    assert bundle_of(key) is BUNDLES[key]


def test_a_number_that_no_bundle_has_is_none() -> None:
    assert bundle_numbered(99) is None
    assert bundle_of("atlantide") is None


def test_the_essentials_are_one_front_page_a_medium() -> None:
    essentials = choose(MEDIA, ["essentiel"])
    assert 15 <= len(essentials) <= 25
    assert len({medium.name for medium in essentials}) == len(essentials)
    assert {"FR", "BE", "CH", "CA", "Afrique"} <= {medium.country for medium in essentials}


def test_an_address_of_the_catalogue_chooses_it() -> None:
    assert choose(MEDIA, [MEDIA[3].url, "le temps"])[0] == MEDIA[3]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Le Monde", {"Le Monde"}),
        ("l'humanite", {"L’Humanité"}),
        ("SÉNÉGAL", {"Seneweb", "Le Quotidien", "Senego", "Dakaractu"}),
        ("Morocco", {"Le360 Afrique", "Médias24", "TelQuel"}),
        ("cote d’ivoire", {"Fraternité Matin", "KOACI"}),
        ("rts", {"RTS Info"}),
        ("monde diplo", {"Le Monde diplomatique"}),
        ("défense", {"Zone militaire – Opex360"}),
        ("temps monde", {"Le Temps"}),
        ("atlantide", set()),
    ],
)
def test_a_search_finds_what_is_meant(typed: str, names: set[str]) -> None:
    assert {medium.name for medium in search(MEDIA, typed)} == names


@pytest.mark.parametrize(
    ("typed", "key"), [("québec", "canada"), ("presse régionale", "regions"), ("Outre mer", "outre-mer")]
)
def test_a_bundle_has_other_names(typed: str, key: str) -> None:
    assert search(MEDIA, typed) == choose(MEDIA, [key])


@pytest.mark.parametrize(
    ("words", "countries", "names"),
    [
        (["le", "monde"], {"FR"}, {"Le Monde"}),
        (["Le Temps"], {"CH"}, {"Le Temps"}),
        (["suisse", "BE"], {"CH", "BE"}, None),
        (["temps", "monde"], {"CH"}, {"Le Temps"}),
        (["suisse", "atlantide"], set(), set()),
        ([], set(), set()),
    ],
)
def test_words_of_a_terminal_are_one_name_or_several(
    words: list[str], countries: set[str], names: set[str] | None
) -> None:
    found = pick(MEDIA, words)
    assert {medium.country for medium in found} == countries
    assert names is None or {medium.name for medium in found} == names


def test_an_empty_search_finds_nothing() -> None:
    assert search(MEDIA, " ") == ()
