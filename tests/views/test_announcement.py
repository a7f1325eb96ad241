"""An admin's words as everybody gets them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.announcement import announcement
from bot.views.html import MAX_UNITS, plain_text, units
from tests.views.checks import is_balanced


@pytest.mark.parametrize(
    ("text", "html", "made"),
    [
        ("Bonjour <à> tous & toutes", "", "Bonjour &lt;à&gt; tous &amp; toutes"),
        ("un\n\ndeux ", "", "un\n\ndeux"),
        ("gras", "/diffuser <b>gras</b> et <i>ital</i>", "<b>gras</b> et <i>ital</i>"),
        ("gras", "/diffuser@vigie_bot\n<b>gras</b>", "<b>gras</b>"),
        ("gras", "<b>/diffuser gras</b> fin", "<b>gras</b> fin"),
        ("lien", '/broadcast <a href="https://x.example/?a=1&amp;b">lien</a>', '<a href="https://x.example/?a=1&amp;b">lien</a>'),
        ("lien", '/diffuser <a href="tg://user?id=42">lien</a>', "lien"),
        ("lien", '/diffuser <a href="javascript:alert(1)">lien</a>', "lien"),
        ("x", '/diffuser <span class="tg-spoiler">caché</span> <tg-emoji emoji-id="5">x</tg-emoji>', "caché x"),
        ("x", "/diffuser <pre>a\n  b</pre>", "<pre>a\n b</pre>"),
        ("x", "la réponse <b>à la question</b>", "la réponse <b>à la question</b>"),
        ("x", "/diffuser <b>a <script>b</b> c", "<b>a b</b> c"),
        ("x", "/diffuser 3 &lt; 4 &amp; 5", "3 &lt; 4 &amp; 5"),
        ("", "", ""),
        (" \u200b\n ", "", ""),
        ("", "/diffuser <b> </b>", ""),
    ],
)  # fmt: skip
def test_what_is_written_is_what_arrives(text: str, html: str, made: str) -> None:
    assert announcement(text, html) == made


TAGS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<a href='https://x.example'>", "</a>", "<x>", "é", "&lt;", " ", "\n"]
)


@given(st.lists(TAGS | st.text(max_size=9), max_size=40).map("".join))
def test_whatever_comes_in_is_well_formed(html: str) -> None:
    made = announcement(html, html)
    assert is_balanced(made)
    assert "\x00" not in made
    assert bool(made) == bool(plain_text(made).strip())


def test_a_message_of_the_greatest_length_stays_whole_and_a_longer_one_is_cut() -> None:
    assert units(announcement("é" * MAX_UNITS)) == MAX_UNITS
    cut = announcement("", f"<b>{'é' * MAX_UNITS}é</b>")
    assert units(cut) == MAX_UNITS
    assert cut.endswith("…</b>")
