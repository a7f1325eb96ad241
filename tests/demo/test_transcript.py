from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.chats import BOT_ID, Post, Toast, Upload
from bot.demo.markup import parse_html
from bot.demo.script import Moved, Tapped, Typed, Who
from bot.demo.transcript import (
    WIDTH,
    Look,
    render_moment,
    render_post,
    render_posts,
    render_step,
    render_toast,
    wrap,
)
from bot.model import Button

NOW = datetime(2025, 3, 13, 6, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
LINK = "https://fanal.example/007.html"


def post(html: str, *rows: tuple[str, ...]) -> Post:
    buttons = tuple(tuple(Button(label, action="x") for label in row) for row in rows)
    return Post(1, 42, NOW, BOT_ID, parse_html(html), html=html, buttons=buttons)


def test_a_message_is_its_text_and_its_buttons() -> None:
    message = post("<b>Otan</b>, c’est entendu.\nAussi « Nato ».", ("Lire",), ("Préciser", "Annuler"))
    assert render_post(message) == "Otan, c’est entendu.\nAussi « Nato ».\n[Lire]\n[Préciser] [Annuler]"


def test_an_edited_message_says_so() -> None:
    message = Post(1, 42, NOW, BOT_ID, parse_html("un"), edited_at=NOW)
    assert render_post(message) == "(message modifié)\nun"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("document", "[fichier\u00a0: a.opml]"),
        ("photo", "[image\u00a0: a.opml]"),
        ("sticker", "[sticker\u00a0: a.opml]"),
    ],
)
def test_a_file_is_named(kind: str, shown: str) -> None:
    message = Post(1, 42, NOW, BOT_ID, parse_html(""), upload=Upload("f", kind, "a.opml", "", b""))
    assert render_post(message) == shown


def test_messages_are_set_apart_by_a_blank_line() -> None:
    assert render_posts((post("un"), post("deux"))) == "un\n\ndeux"


def test_what_people_do_is_marked() -> None:
    shown = [
        render_step(step, NOW, PARIS)
        for step in (
            Typed(Who.READER, "un\ndeux"),
            Typed(Who.ADMIN, "/flux"),
            Tapped(Who.READER, "Annuler"),
            Tapped(Who.ADMIN, "Oui"),
            Moved(timedelta(days=1)),
        )
    ]
    moment = "— jeudi 13 mars 2025, 7\u202fh\u202f30 —"
    assert shown == ["> un\n> deux", "> (admin) /flux", "> [Annuler]", "> (admin) [Oui]", moment]
    assert render_moment(NOW, PARIS) == moment


def test_a_toast_is_in_parentheses_and_silence_is_nothing() -> None:
    assert render_toast(Toast("C’est noté.", alert=False)) == "(C’est noté.)"
    assert render_toast(Toast("", alert=False)) == ""


def test_markup_becomes_terminal_codes_when_asked() -> None:
    message = post(f'😀 <b>1 · <a href="{LINK}">Trêve</a></b> <i>Le Fanal</i> <tg-spoiler>x</tg-spoiler>')
    shown = render_post(message, Look(ansi=True))
    link = f"\x1b]8;;{LINK}\x1b\\\x1b[1mTrêve\x1b[0m\x1b]8;;\x1b\\"
    assert shown == f"😀 \x1b[1m1 · \x1b[0m{link} \x1b[3mLe Fanal\x1b[0m x"
    assert render_post(message) == "😀 1 · Trêve Le Fanal x"


def test_addresses_follow_the_line_in_which_their_link_ends() -> None:
    message = post(f'<a href="{LINK}">Un titre assez long</a>\nsuite')
    shown = render_post(message, Look(width=10, addresses=True))
    assert shown == f"Un titre\nassez long\n<{LINK}>\nsuite"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("un deux trois", ["un deux", "trois"]),
        ("un «\u00a0deux\u00a0»", ["un", "«\u00a0deux\u00a0»"]),
        ("extraordinairement long", ["extraordinairement", "long"]),
        ("a extraordinairement", ["a", "extraordinairement"]),
        ("un\n\ndeux", ["un", "", "deux"]),
        ("7\u202fh\u202f30 demain", ["7\u202fh\u202f30", "demain"]),
    ],
)
def test_lines_break_at_ordinary_spaces_only(text: str, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, 8)] == lines


@given(st.text(alphabet="ab \u00a0\u202f\n", max_size=300), st.integers(min_value=1, max_value=WIDTH))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    spans = wrap(text, width)
    joined = text[: spans[0][0]]
    for (start, end), after in zip(spans, [*(start for start, _ in spans[1:]), len(text)], strict=True):
        joined += text[start:end] + text[end:after]
        assert end - start <= width or " " not in text[start:end].strip(" ")
        assert text[end:after] in {"", " ", "\n"}
    assert joined == text
