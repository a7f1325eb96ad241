from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.markup import MAX_ENTITIES, Entity, Formatted, MarkupError, parse_html, plain, utf16_units


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("un", Formatted("un")),
        (
            "a &lt; b &amp;amp; &#233;&#xe9; &nbsp; &#0; & &#9999999;",
            Formatted("a < b &amp; éé &nbsp; &#0; & &#9999999;"),
        ),
        ("<B>x</b>", Formatted("x", (Entity("bold", 0, 1),))),
        ("😀<i>x</i>", Formatted("😀x", (Entity("italic", 2, 1),))),
        ("  <b> x </b>\n", Formatted("x", (Entity("bold", 0, 1),))),
        ("<b><i>x</i>y</b>", Formatted("xy", (Entity("bold", 0, 2), Entity("italic", 0, 1)))),
        (
            "<a href='https://a.example?x=1&amp;y=2'>x</a>",
            Formatted("x", (Entity("text_link", 0, 1, "https://a.example?x=1&y=2"),)),
        ),
        ('<a href="nowhere">x</a><a>y</a>', Formatted("xy")),
        ("<b></b>x", Formatted("x")),
        ('<span class="tg-spoiler">x</span>', Formatted("x", (Entity("spoiler", 0, 1),))),
        ("<blockquote expandable>x</blockquote>", Formatted("x", (Entity("expandable_blockquote", 0, 1),))),
        (
            '<pre><code class="language-py">x</code></pre>',
            Formatted("x", (Entity("pre", 0, 1), Entity("code", 0, 1, language="py"))),
        ),
        ('<tg-emoji emoji-id="1">👍</tg-emoji>', Formatted("👍")),
        ("<u>x</><s>y</s>", Formatted("xy", (Entity("underline", 0, 1), Entity("strikethrough", 1, 1)))),
    ],
)
def test_markup_is_read_as_telegram_reads_it(html: str, expected: Formatted) -> None:
    assert parse_html(html) == expected


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("é<p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b><i>x</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unexpected end tag at byte offset 4"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a " + "b" * 5000, "Unclosed start tag at byte offset 0"),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ],
)
def test_markup_that_telegram_refuses_is_refused_in_its_words(html: str, reason: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_html(html)
    assert str(caught.value) == reason


def test_entities_after_the_hundredth_are_dropped() -> None:
    assert len(parse_html("<b>x</b> " * 150).entities) == MAX_ENTITIES


@given(st.text())
def test_an_escaped_text_is_the_text_itself(text: str) -> None:
    assert parse_html(f"x{escape(text)}x").text == f"x{text}x"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        formatted = parse_html(text)
    except MarkupError:
        return
    assert all(
        e.offset >= 0 and e.offset + e.length <= utf16_units(formatted.text) for e in formatted.entities
    )


@given(st.text())
def test_units_are_those_of_utf_16(text: str) -> None:
    assert utf16_units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert plain(text).entities == ()
