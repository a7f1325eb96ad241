"""What is said to those who come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Message, StoryId
from bot.results import FreshStart, Paused, Resumed, WordOfReturn
from bot.views.absence import render_return
from bot.views.actions import Settings, StartAfresh, decode
from bot.views.html import plain_text
from bot.views.show import show
from bot.views.voice import Voice
from tests.views.checks import check
from tests.views.samples import EN, FIRST, FR, NOW, SECOND, TIMES, WINDOW, digest, make

DAY = timedelta(days=1)
FORTNIGHT = replace(digest(), window=replace(WINDOW, start=NOW - 14 * DAY))
WORD = WordOfReturn(FORTNIGHT, 143, NOW + DAY, NOW - DAY)
ODD = "<b>&</b>\u202e" * 300


def text(messages: tuple[Message, ...]) -> str:
    return plain_text("\n".join(message.html for message in messages))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            WORD,
            "Bon retour. Depuis le 27 février, 143 sujets sur vos thèmes\u202f; en voici 3, parmi les plus rapportés.",
        ),
        (replace(WORD, stories=3), "Bon retour. Depuis le 27 février, 3 sujets sur vos thèmes."),
        (
            replace(WORD, digest=replace(digest((FIRST,)), window=replace(WINDOW, start=NOW - 2 * DAY)), stories=1),
            "Bon retour. Depuis mardi, 1 sujet sur vos thèmes.",
        ),
    ],
)  # fmt: skip
def test_the_first_line_says_since_when_and_how_much(word: WordOfReturn, said: str) -> None:
    assert text(render_return(word, FR)).splitlines()[0] == said


def test_english_says_the_same() -> None:
    said = text(render_return(WORD, EN))
    assert said.startswith(
        "Welcome back. Since 27 February, 143 stories on your topics; here are 3 of the most"
    )
    assert (
        "The next one (tomorrow, 7:30\u202fAM) tells what is left since yesterday, 7:30\u202fAM, unless you"
        in said
    )


def test_the_frame_says_what_the_next_one_tells_and_the_button_skips_it() -> None:
    (message,) = render_return(WORD, FR)
    said = "La prochaine (demain, 7\u202fh\u202f30) dira ce qui reste depuis hier, 7\u202fh\u202f30, sauf si"
    assert said in message.html
    deeds = [[decode(button.action) for button in row] for row in message.buttons]
    assert deeds[-2:] == [[StartAfresh(NOW)], [Settings()]]
    assert [button.label for button in message.buttons[-2]] == ["Repartir à zéro"]


@pytest.mark.parametrize("word", [replace(WORD, rest_from=None), replace(WORD, rest_from=None, next_at=None)])
def test_without_a_rest_there_is_nothing_to_skip(word: WordOfReturn) -> None:
    (message,) = render_return(word, FR)
    assert "Repartir" not in str(message)
    assert ("Prochaine revue" in message.html) is (word.next_at is not None)


def test_only_what_an_alert_told_is_not_counted_as_nought() -> None:
    (message,) = render_return(
        replace(WORD, digest=replace(FORTNIGHT, cards=(), recalled=(SECOND,)), stories=0), FR
    )
    assert plain_text(message.html).startswith("Bon retour.\n\nDéjà signalé")


def test_nothing_new_and_nothing_followed() -> None:
    (nothing,) = render_return(
        replace(WORD, digest=replace(FORTNIGHT, cards=()), stories=0, rest_from=None), FR
    )
    assert plain_text(nothing.html).startswith(
        "Bon retour. Rien de nouveau sur vos thèmes depuis le 27 février.\n"
    )
    (bare,) = render_return(replace(WORD, digest=replace(FORTNIGHT, cards=(), topics=())), FR)
    assert "aucun thème" in bare.html


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_ten_long_stories_are_whole_messages(voice: Voice) -> None:
    cards = tuple(make(ODD, (ODD,) * 9, text="Une phrase. " * 50, story_id=n) for n in range(1, 11))
    odd = replace(FORTNIGHT, cards=cards, others=tuple(map(StoryId, range(11, 31))))
    for message in render_return(replace(WORD, digest=odd), voice, "@autre<b>", preview=True):
        check(message)


def test_a_pause_says_when_it_is_over() -> None:
    (message,) = show(Paused(NOW + DAY, NOW + DAY + timedelta(hours=7)), FR)
    assert message.html == (
        "C’est entendu, aucune revue jusqu’à demain. Retour\u00a0: demain, 14\u202fh\u202f30, avec les sujets les plus "
        "rapportés de votre absence. /reprendre fait revenir les revues plus tôt."
    )


def test_resuming_after_long_says_what_comes() -> None:
    (message,) = show(Resumed(TIMES, True, catches_up=True), FR)
    assert "arrivent dans un instant" in message.html
    assert "Prochaine revue" not in message.html


def test_a_fresh_start_says_what_the_next_one_tells() -> None:
    (message,) = show(FreshStart(NOW + DAY), FR)
    assert message.html == (
        "C’est entendu\u00a0: la prochaine revue (demain, 7\u202fh\u202f30) ne dira que ce qui paraît désormais."
    )


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_the_readers_of_a_channel_were_not_away(voice: Voice) -> None:
    """Nor is there a button below a channel's post by which to start afresh, nor a topic that they could choose."""
    (message,) = render_return(WORD, voice, public=True)
    for said in (voice.absence.WELCOME_BACK, "vos thèmes", "your topics", "zéro", "afresh"):
        assert said not in message.html
    (nothing,) = render_return(
        replace(WORD, digest=replace(FORTNIGHT, cards=(), recalled=())), voice, public=True
    )
    assert voice.absence.WELCOME_BACK not in nothing.html
    check(nothing)
    assert (
        render_return(replace(WORD, digest=replace(FORTNIGHT, cards=(), topics=())), voice, public=True) == ()
    )
