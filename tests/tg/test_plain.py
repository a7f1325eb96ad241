"""Telegram's HTML without its markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.markup import utf16_units as counted
from bot.tg.plain import plain_text, popup_text, utf16_units


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<b>gras <i>et</i></b> fin", "gras et fin"),
        ('<a href="https://x.example/?a=1&amp;b=2">ici</a>.', "ici (https://x.example/?a=1&b=2)."),
        ("<a>sans adresse</a>", "sans adresse"),
        ("</a>seul", "seul"),
        ("jamais <b>fermé", "jamais fermé"),
        ("5 &lt; 6\n7", "5 < 6\n7"),
    ],
)
def test_tags_go_and_words_stay(html: str, expected: str) -> None:
    assert plain_text(html, 4096) == expected


def test_addresses_go_where_there_is_no_room() -> None:
    assert plain_text('<a href="https://x.example/">mot</a>', 10) == "mot"


def test_a_cut_never_splits_a_character() -> None:
    assert plain_text("ab😀", 3) == "ab"


@given(st.text(max_size=200), st.integers(0, 60))
def test_the_length_is_kept_as_telegram_counts_it(text: str, most: int) -> None:
    assert utf16_units(plain_text(text, most)) <= most


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=50))
def test_lengths_agree_with_the_server(text: str) -> None:
    assert utf16_units(text) == counted(text)


@pytest.mark.parametrize(
    ("html", "max_units", "expected"),
    [
        ("<b>Otan</b>", 4, "Otan"),
        ('<a href="https://x.example/">ici</a> et là', 9, "ici et là"),
        ("un deux trois", 9, "un deux…"),
        ("un deux trois", 8, "un deux…"),
        ("un deux, trois", 9, "un deux…"),
        ("abcdefghij", 5, "abcd…"),
        ("x" * 9 + " y", 10, "x" * 9 + "…"),
        ("dit «\u00a0un deux trois quatre\u00a0» hier", 20, "dit «\u00a0un deux…\u00a0»"),
        ("dit «\u00a0un\u00a0» puis deux trois", 18, "dit «\u00a0un\u00a0» puis…"),
        ("dit tout «\u00a0deux trois\u00a0»", 13, "dit tout…"),
        ("\U0001f389" * 4, 6, "\U0001f389" * 2 + "…"),
    ],
)
def test_a_pop_up_is_cut_after_a_word(html: str, max_units: int, expected: str) -> None:
    assert popup_text(html, max_units) == expected


@given(st.text(min_size=1), st.integers(2, 60))
def test_a_pop_up_is_never_longer_than_telegram_takes(text: str, max_units: int) -> None:
    assert counted(popup_text(text.replace("<", "").replace("&", ""), max_units)) <= max_units
