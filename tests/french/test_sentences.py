"""What the splitter promises on any text, and what it decides where French press text is hard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.sentences import split_sentences

PIECES = st.sampled_from(
    [
        *'«»“”"()[].!?…-–\n \u00a0aéAÉ1,;:',
        "M. ",
        "etc. ",
        "J.-C. ",
        "plan B. ",
        "Le ",
        "a-t-il ",
        "[…]",
        "Yahoo! ",
        "fin.Au ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join)


@given(TEXTS)
def test_every_sentence_stands_in_the_text_in_order_and_nothing_is_lost(text: str) -> None:
    start = 0
    for sentence in split_sentences(text):
        assert sentence
        assert sentence == sentence.strip()
        found = text.index(sentence, start)
        assert not text[start:found].strip()
        start = found + len(sentence)
    assert not text[start:].strip()


@given(TEXTS)
def test_a_sentence_alone_with_what_follows_removed_starts_the_same(text: str) -> None:
    assert split_sentences(text) == split_sentences(text)
    assert split_sentences(text.strip()) == split_sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0",
        "\x00\x01",
        "." * 1000,
        "« " * 1000,
        '"' * 1001,
        "((((" + ")" * 1000,
        "مرحبا. كيف",
        "!" * 9,
    ],
    ids=["empty", "blank", "binary", "dots", "open", "quotes", "closers", "arabic", "marks"],
)
def test_odd_text_is_no_accident(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Un titre\nUn texte.", ("Un titre", "Un texte.")),
        ("Un texte\n\nUn autre", ("Un texte", "Un autre")),
        (
            "La réunion\nsera tenue à\nParis lundi. Elle\ndurera peu.",
            ("La réunion\nsera tenue à\nParis lundi.", "Elle\ndurera peu."),
        ),
        ("Une ligne\nsans fin", ("Une ligne\nsans fin",)),
        ("Fini : www.a.example.Le reste", ("Fini : www.a.example.Le reste",)),
        ("Il joue chez Yahoo! Le Japon suit.", ("Il joue chez Yahoo!", "Le Japon suit.")),
        ("Il joue chez Yahoo! Japon.", ("Il joue chez Yahoo! Japon.",)),
        ("Il joue chez Yahoo! – 12", ("Il joue chez Yahoo! – 12",)),
        ("Un crochet). Le reste.) Puis rien.", ("Un crochet).", "Le reste.)", "Puis rien.")),
        ("Le vaccin de J. Dupont.Le reste", ("Le vaccin de J. Dupont.", "Le reste")),
        ("Il lit S.A.S. Paul aussi.", ("Il lit S.A.S.", "Paul aussi.")),
        (
            "Au C.A. Paul siège. Au C.A. Le reste attend.",
            ("Au C.A. Paul siège.", "Au C.A.", "Le reste attend."),
        ),
        ("Un point. –", ("Un point. –",)),
        ("« Je dis (oui. Et non », dit-il. Puis rien.", ("« Je dis (oui. Et non », dit-il.", "Puis rien.")),
        ("Il est « là. – Oui", ("Il est « là.", "– Oui")),
        ("Le prix : 5 $. Rien d’autre.", ("Le prix : 5 $.", "Rien d’autre.")),
    ],
)
def test_hard_places(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences


def test_a_quotation_that_never_ends_is_cut_like_ordinary_text() -> None:
    long = "« " + "Il pleut encore sur la ville. " * 40 + "»"
    assert len(split_sentences(long)) == 40


def test_a_megabyte_on_one_line_is_split_in_one_pass() -> None:
    assert len(split_sentences("Il pleut. " * 20_000)) == 20_000
    assert len(split_sentences("« ( “ " * 20_000)) == 1
