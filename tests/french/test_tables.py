from __future__ import annotations

import pytest

from bot.french import tables
from bot.french.tables import Use


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert (
        0
        <= tables.rarity("de")
        < 0.1
        < tables.rarity("ministre")
        < tables.rarity("otan")
        < tables.rarity("xyzzy")
    )
    assert tables.document_frequency("xyzzy") == 0
    assert tables.document_frequencies()["de"] == tables.document_frequency("de") <= tables.document_count()


@pytest.mark.parametrize(
    ("word", "use"),
    [
        ("zelensky", Use.NAME),
        ("tours", Use.BOTH),
        ("marine", Use.BOTH),
        ("république", Use.COMMON),
        ("grève", Use.COMMON),
    ],
)
def test_names_and_common_words_are_told_apart(word: str, use: Use) -> None:
    assert tables.use_of(word) is use


def test_some_words_of_both_uses_are_mostly_common() -> None:
    assert tables.is_mostly_common("orange")
    assert not tables.is_mostly_common("paris")


def test_names_and_acronyms_are_small_letters() -> None:
    assert tables.is_name("macron")
    assert not tables.is_name("ministre")
    assert "onu" in tables.acronyms()
    assert all(word == word.lower() for word in tables.names() | tables.acronyms())
