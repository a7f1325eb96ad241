"""The word that was meant, and none where nothing was misspelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.spelling import first_letters, lengths, may_be_misspelt, nearest
from bot.model import Known

PRESS = tuple(
    Known(word, articles)
    for word, articles in (
        ("zelensky", 34), ("poutine", 60), ("netanyahou", 41), ("bruxelles", 80), ("merz", 9), ("khamenei", 4),
        ("erdogan", 17), ("melenchon", 22), ("ouattara", 6), ("ukraine", 90), ("ukrainien", 30), ("lecornu", 12),
        ("barnier", 9), ("bernier", 2), ("retailleau", 15), ("djeddah", 7), ("groenland", 11), ("sarkozy", 8),
        ("ouragan", 3), ("horizon", 5), ("orizaba", 1), ("macron", 99), ("marcon", 1), ("tshisekedi", 3),
    )
)  # fmt: skip
typed_words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zelenski", "zelensky"),
        ("zelinsky", "zelensky"),
        ("zelenskyy", "zelensky"),
        ("poutinne", "poutine"),
        ("potuine", "poutine"),
        ("netanyaou", "netanyahou"),
        ("netaniahou", "netanyahou"),
        ("netanyahu", "netanyahou"),
        ("bruxeles", "bruxelles"),
        ("brusselles", "bruxelles"),
        ("erdoghan", "erdogan"),
        ("melanchon", "melenchon"),
        ("ukranie", "ukraine"),
        ("lecornut", "lecornu"),
        ("retaillau", "retailleau"),
        ("djedda", "djeddah"),
        ("greonland", "groenland"),
        ("sarkosy", "sarkozy"),
        ("sarcozy", "sarkozy"),
        ("orizon", "horizon"),
        ("tchisekedi", "tshisekedi"),
    ],
)
def test_the_word_that_was_meant_comes_first(typed: str, meant: str) -> None:
    assert [known.word for known in nearest(typed, PRESS)][:1] == [meant]
    assert meant[0] in first_letters(typed)


@pytest.mark.parametrize("typed", ["zorglub", "merch", "quantique", "cerises", "zel", "poutrelle", "lecteur"])
def test_nothing_is_proposed_for_another_word(typed: str) -> None:
    assert nearest(typed, PRESS) == ()


def test_of_two_as_near_the_more_reported_comes_first() -> None:
    assert [known.word for known in nearest("bornier", PRESS)] == ["barnier", "bernier"]
    assert [known.word for known in nearest("maxron", PRESS)] == [
        "macron"
    ]  # what is clearly farther is left out


def test_what_the_press_is_known_to_write_is_no_mistake() -> None:
    assert may_be_misspelt("zelenski")
    assert not may_be_misspelt("cerises")
    assert not may_be_misspelt("onu")
    assert not may_be_misspelt("a69bis")
    assert not may_be_misspelt("łodzie")
    assert not may_be_misspelt("z" * 31)


@given(typed_words.filter(lambda word: len(word) > 1), typed_words)
def test_only_a_part_of_the_vocabulary_need_be_read(typed: str, word: str) -> None:
    found = nearest(typed, [Known(word, 1)])
    if found:
        shortest, longest = lengths(typed)
        assert shortest <= len(word) <= longest


@given(typed_words)
def test_a_word_is_not_proposed_for_itself(word: str) -> None:
    assert nearest(word, [Known(word, 5)]) == ()


@given(typed_words.filter(lambda word: len(word) > 1))
def test_few_letters_are_looked_under(word: str) -> None:
    letters = first_letters(word)
    assert letters[0] == word[0]
    assert len(letters) <= 12
