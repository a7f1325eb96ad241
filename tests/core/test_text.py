from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import cut_text, one_line, plain_text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>Un.</p><p>Deux.<br/>Trois.</p>", "Un.\nDeux.\nTrois.", id="blocks end lines"),
        pytest.param("l’<em>Otan</em> et <b>l’UE</b>", "l’Otan et l’UE", id="inline tags leave no trace"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", "a\nb", id="lists"),
        pytest.param("<tr><td>a</td><td>b</td></tr>", "a b", id="cells"),
        pytest.param("un\ntexte\r\nsur des lignes<br>fin", "un texte sur des lignes\nfin", id="source lines"),
        pytest.param("Premier.\n\nSecond.", "Premier.\nSecond.", id="blank lines, no markup"),
        pytest.param("<a>\n\n Un \n\n</a> mot", "Un mot", id="blank lines inside markup"),
        pytest.param("L&eacute;on &amp; L&#233;a &#xE9;", "Léon & Léa é", id="entities"),
        pytest.param("L&amp;eacute;on", "Léon", id="escaped twice"),
        pytest.param("L&amp;amp;eacute;on", "Léon", id="escaped three times"),
        pytest.param("&amp;lt;p&amp;gt;Bonjour&amp;lt;/p&amp;gt;", "Bonjour", id="tags escaped twice"),
        pytest.param(
            "AT&T, R&D, 3 < 5, <3 et a<", "AT&T, R&D, 3 < 5, <3 et a<", id="signs that are no markup"
        ),
        pytest.param("a<script>if (x<y) {}</script>b<STYLE>p{}</style >c", "abc", id="scripts and styles"),
        pytest.param("a<script src='x'/>b", "ab", id="closed at once"),
        pytest.param("a<script>b", "a", id="script never closed"),
        pytest.param("a</script>b", "ab", id="script never opened"),
        pytest.param("a<!-- <p>b --><!doctype x><?php y ?>c<!-- d", "ac", id="comments"),
        pytest.param("<![CDATA[a <b>b</b>]]", "a b]]", id="cdata left over"),
        pytest.param("<img alt=\"a > b\" title='c > d'>e", "e", id="brackets inside quotes"),
        pytest.param('<a title="jamais fermé>lien</a> fin', "lien fin", id="quote never closed"),
        pytest.param('<a t="' + ">" * 20 + '">fin', ">" * 19 + '">fin', id="brackets beyond counting"),
        pytest.param("fin <a href='x", "fin", id="cut inside a tag"),
        pytest.param(
            "soft\u00adhyphen\u200b\ufeff \u202ertl\u202c", "softhyphen rtl", id="invisible characters"
        ),
        pytest.param("Paris\u00a0: 10\u202f%&nbsp;", "Paris\u00a0: 10\u202f%", id="no-break spaces are kept"),
        pytest.param("dÃ©jÃ\u00a0 vu", "déjà vu", id="decoded once too often"),
        pytest.param("d&Atilde;&copy;but", "début", id="the same, as entities"),
        pytest.param("a&#13;b&#0;c", "a b\ufffdc", id="control characters"),
        pytest.param("", "", id="empty"),
    ],
)
def test_markup_becomes_text(markup: str, expected: str) -> None:
    assert plain_text(markup, 1_000) == expected


def test_a_title_is_one_line() -> None:
    assert one_line("<p>Un\ntitre</p><p>en deux</p>", 100) == "Un titre en deux"


@pytest.mark.parametrize(
    ("text", "max_chars", "expected"),
    [
        ("court", 10, "court"),
        ("un mot entier", 8, "un mot"),
        ("indivisiblement", 6, "indivi"),
        ("a bcdefgh", 6, "a bcde"),
    ],
)
def test_a_cut_falls_after_a_word_where_one_ends_in_reach(text: str, max_chars: int, expected: str) -> None:
    assert cut_text(text, max_chars) == expected


@given(st.text(alphabet="ab é\n\t&;<>/p\"'=!-#amplt0", max_size=200), st.integers(1, 50))
def test_text_keeps_its_cap_and_has_no_ragged_edges(markup: str, max_chars: int) -> None:
    text = plain_text(markup, max_chars)
    assert len(text) <= max_chars
    assert all(line == line.strip() and line for line in text.split("\n")) or not text
    assert "\n" not in one_line(markup, max_chars)


@given(
    st.lists(st.sampled_from(["Le", "chat", "« dort »", "à", "l’ombre.", "Oui", "10 %", "R&D"]), max_size=20)
)
def test_plain_text_without_markup_is_left_alone(words: list[str]) -> None:
    assert plain_text(" ".join(words), 1_000) == " ".join(words)


ODDS = (
    *(
        "<!-- ",
        "a<b",
        "&lt;p&gt;",
        "&amp;eacute;",
        "é",
        "  ",
        "\n",
        "\r\n\n",
        "\t",
        "\u00a0",
        "\u200b",
        "Ã©",
        "mot",
    ),
)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</P>",
                "<b>",
                "</b>",
                "<td>",
                "<br/>",
                '<a t=">">',
                "<script>",
                "</script>",
                "<a t='",
                *ODDS,
            ]
        ),
        max_size=12,
    )
)
def test_what_is_read_fast_is_what_is_read_with_care(pieces: list[str]) -> None:
    markup = "<i>" + "".join(pieces)
    careful = "<!>\ufeff" + markup  # neither says anything, and both keep the whole from being read fast
    assert plain_text(markup, 1_000) == plain_text(careful, 1_000)


@pytest.mark.parametrize(
    "hurt",
    ["<", '<a "', "<a '=>", "<!--", "<script>", "</p", "&amp;", "â€", "\n \n", "<p>", "&lt;", "<![CDATA["],
)
def test_hostile_text_is_read_to_its_end(hurt: str) -> None:
    assert len(plain_text(hurt * 30_000, 500)) <= 500
