"""What has come of a followed story."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Follow, StoryId
from bot.views.actions import EndFollow, OpenCard, decode
from bot.views.follow_up import render_follow_up
from bot.views.voice import Voice
from tests.locale.typography import faults
from tests.views.checks import check
from tests.views.samples import EN, FR, NOW, SECOND, local, make

FOLLOW = Follow(StoryId(2), 1, NOW, NOW, NOW, NOW + timedelta(days=7))
OF_ALERT = replace(FOLLOW, alert_at=local("2025-03-11T19:12"))


def test_a_follow_up_says_of_which_alert_it_is_the_sequel() -> None:
    message = render_follow_up(SECOND, OF_ALERT, FR, silent=False)
    assert message.html == (
        '<b><a href="https://la-feuille-du-matin.example/a">'
        "Le Kremlin attend de Washington le détail de la trêve</a></b>\n"
        "<i>Suite de votre alerte de mardi, 19\u202fh\u202f12.</i> Une phrase de la presse.\n"
        "<i>La Feuille du matin</i>, 6\u202fh\u202f15\u202f; <i>Le Fanal</i>"
    )
    assert [decode(button.action) for button in message.buttons[0]] == [
        OpenCard(StoryId(2), NOW),
        EndFollow(StoryId(2)),
    ]
    check(message)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2025-03-13T07:12", "Suite de votre alerte d’aujourd’hui, 7\u202fh\u202f12."),
        ("2025-03-12T22:40", "Suite de votre alerte d’hier, 22\u202fh\u202f40."),
        ("2025-03-01T08:00", "Suite de votre alerte du 1er mars, 8\u202fh."),
    ],
)
def test_the_day_of_the_alert_is_said_as_french_says_it(at: str, said: str) -> None:
    html = render_follow_up(SECOND, replace(FOLLOW, alert_at=local(at)), FR, silent=True).html
    assert said in html
    assert faults(html.replace('"', "")) == []


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_a_story_without_words_of_its_own_is_told_all_the_same(voice: Voice) -> None:
    message = render_follow_up(make("Un titre", text=""), FOLLOW, voice, silent=True)
    assert message.silent
    check(message)


@pytest.mark.parametrize(("follow", "said"), [(FOLLOW, "d’un sujet suivi"), (OF_ALERT, "de l’alerte")])
def test_who_reads_a_channel_asked_for_nothing(follow: Follow, said: str) -> None:
    message = render_follow_up(SECOND, follow, FR, silent=True, public=True)
    assert f"<i>Suite {said} " in message.html
    assert "vo" not in message.html.partition("<i>")[2].partition("</i>")[0]
    check(message)
