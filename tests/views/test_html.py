"""Escaping, counting, cutting and splitting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.html import bold, clean, escape, fit, italic, link, piece, plain_text, shorten, split, units
from tests.views.checks import is_balanced, utf16

TEXTS = st.text(max_size=60) | st.text(st.sampled_from("ab <>&\"'\u202e\u200b😀é\u00a0\n"), max_size=60)
MARKUP = st.recursive(
    TEXTS.map(escape),
    lambda inner: st.one_of(
        inner.map(bold),
        inner.map(italic),
        inner.map(lambda label: link(label, "https://x.example/?a=1&b=2")),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("a < b & c > d", "a &lt; b &amp; c &gt; d", id="markup"),
        pytest.param("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", id="a tag"),
        pytest.param("Tom &amp; Léa", "Tom &amp;amp; Léa", id="no second reading"),
        pytest.param("l’« État »\u202f!", "l’« État »\u202f!", id="French"),
        pytest.param("abc\u202edef\u2066g\u200fh", "abcdefgh", id="direction marks"),
        pytest.param("a\u200bb\u00adc\ufeffd", "abcd", id="what takes no room"),
        pytest.param("a\x00b\x1bc\ud800d", "abcd", id="controls and halves of characters"),
        pytest.param("un\n\tdeux   trois ", "un deux trois", id="lines and runs of spaces"),
        pytest.param("👩‍🚀 en orbite ❤️", "👩‍🚀 en orbite ❤️", id="emoji stay whole"),
    ],
)
def test_what_comes_from_outside_is_escaped_and_made_visible(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(TEXTS)
def test_escaped_text_reads_back_as_it_was_cleaned(text: str) -> None:
    assert is_balanced(escape(text))
    assert plain_text(escape(text)) == clean(text)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        ("https://x.example/a?b=1&c=2", '<a href="https://x.example/a?b=1&amp;c=2">L</a>'),
        ('https://x.example/"><b>', '<a href="https://x.example/&quot;&gt;&lt;b&gt;">L</a>'),
        ("https://x.example/a b", '<a href="https://x.example/a%20b">L</a>'),
        ("javascript:alert(1)", "L"),
        ("tg://user?id=1", "L"),
        ("", "L"),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, markup: str) -> None:
    assert link("L", url) == markup


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Otan", 10, "Otan"),
        ("un deux trois", 13, "un deux trois"),
        ("un deux trois", 12, "un deux…"),
        ("un deux, trois", 12, "un deux…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("un anticonstitutionnellement", 12, "un anticons…"),
    ],
)
def test_a_long_text_is_cut_after_a_word(text: str, most: int, short: str) -> None:
    assert shorten(text, most) == short
    assert len(short) <= most


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        (" a < b ", " a &lt; b "),
        ("a", "a"),
        ("", ""),
        (" ", " "),
        ("\u00a0!\u202f", "\u00a0!\u202f"),
        ("a\n", "a "),
        ("\n b", " b"),
    ],
)
def test_a_piece_keeps_a_space_at_its_ends(text: str, escaped: str) -> None:
    assert piece(text) == escaped


def test_length_is_counted_as_telegram_does() -> None:
    assert units(f"<b>é😀</b> {escape('<')}") == 5
    assert units(link("abc", "https://x.example/" + "x" * 500)) == 3


@given(MARKUP, st.integers(1, 60))
def test_what_is_cut_fits_and_keeps_its_tags(markup: str, most: int) -> None:
    cut = fit(markup, most)
    assert units(cut) <= most
    assert is_balanced(cut)
    if units(markup) <= most:
        assert cut == markup
    else:
        assert plain_text(cut).endswith("…")
        assert plain_text(markup).startswith(plain_text(cut)[:-1])


@given(st.lists(MARKUP, max_size=12), st.integers(20, 200))
def test_parts_keep_every_block_in_order_and_within_the_limit(blocks: list[str], most: int) -> None:
    parts = split(blocks, max_units=most)
    kept = [fit(block, most) for block in blocks if block]
    assert "\n\n".join(parts) == "\n\n".join(kept)
    for part in parts:
        assert is_balanced(part)
        assert 0 <= utf16(plain_text(part)) <= most


def test_as_few_parts_as_hold_the_blocks() -> None:
    assert split(["a" * 10, "b" * 10, "c" * 10], max_units=22) == ("a" * 10 + "\n\n" + "b" * 10, "c" * 10)
    assert split([]) == ()
    assert split(["", "a"]) == ("a",)


def test_a_part_holds_no_more_entities_than_telegram_keeps() -> None:
    parts = split([bold(f"{n}") for n in range(200)])
    assert len(parts) == 3
    assert all(part.count("</") <= 100 for part in parts)
