"""Small talk is no topic, and a comma proposes two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.courtesy import courtesy, split_topics
from bot.results import Courtesy


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("merci", Courtesy.THANKS),
        ("Merci beaucoup !", Courtesy.THANKS),
        ("MERCI 🙏", Courtesy.THANKS),
        ("Super, merci à toi", Courtesy.THANKS),
        ("non merci", Courtesy.THANKS),
        ("Bonjour merci", Courtesy.THANKS),
        ("ok", Courtesy.THANKS),
        ("d’accord", Courtesy.THANKS),
        ("thanks", Courtesy.THANKS),
        ("thank you very much", Courtesy.THANKS),
        ("bonjour", Courtesy.HELLO),
        ("Bonsoir à tous", Courtesy.HELLO),
        ("salut !", Courtesy.HELLO),
        ("Bonjour, comment allez-vous ?", Courtesy.HELLO),
        ("au revoir", Courtesy.HELLO),
        ("hello", Courtesy.HELLO),
        ("Qu’est-ce que tu sais faire ?", Courtesy.HELP),
        ("aide", Courtesy.HELP),
        ("Comment ça marche ?", Courtesy.HELP),
        ("À quoi servez-vous ?", Courtesy.HELP),
        ("Help me!", Courtesy.HELP),
        ("stop", Courtesy.STOP),
        ("STOP", Courtesy.STOP),
        ("arrête", Courtesy.STOP),
        ("Arrêtez, s’il vous plaît", Courtesy.STOP),
        ("merci, stop", Courtesy.STOP),
        ("", Courtesy.UNREADABLE),
        ("👍", Courtesy.UNREADABLE),
        ("🇫🇷🇺🇦 !!", Courtesy.UNREADABLE),
        ("...", Courtesy.UNREADABLE),
        ("« »", Courtesy.UNREADABLE),
        ("Menu", Courtesy.HELP),
        ("Who are you?", Courtesy.HELP),
        ("ça va ?", Courtesy.HELLO),
        ("How are you?", Courtesy.HELLO),
        ("non non", Courtesy.ANSWER),
    ],
)
def test_small_talk_is_recognised(text: str, kind: Courtesy) -> None:
    assert courtesy(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Otan",
        "merci Macron",
        "stop pub",
        "Nice",
        "le monde",
        "service",
        "qui es-tu Macron",
        "aide alimentaire",
        "non au nucléaire",
        "bonjour tristesse",
        "non-lieu",
        "cessez-le-feu",
        "merci merci merci merci merci merci merci merci merci",
        "2025",
    ],
)
def test_what_may_be_a_subject_is_no_small_talk(text: str) -> None:
    assert courtesy(text) is None


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        pytest.param("Otan", ("Otan",), id="one"),
        pytest.param("  Otan   Ukraine ", ("Otan Ukraine",), id="two words are one topic"),
        pytest.param("Otan, cessez-le-feu", ("Otan", "cessez-le-feu"), id="a comma"),
        pytest.param("Otan ; budget\nGaza", ("Otan", "budget", "Gaza"), id="semicolon and line"),
        pytest.param("Otan,,  ,budget,", ("Otan", "budget"), id="empty parts"),
        pytest.param("Otan, Otan", ("Otan",), id="the same twice"),
        pytest.param('"Paris, Texas", cinéma', ('"Paris, Texas"', "cinéma"), id="inside quotes"),
        pytest.param("« Paris, Texas », cinéma", ("« Paris, Texas »", "cinéma"), id="inside French quotes"),
        pytest.param('Otan", budget', ('Otan"', "budget"), id="a quote that never closes"),
        pytest.param(
            "Otan (Kiev, Moscou), budget", ("Otan (Kiev, Moscou)", "budget"), id="inside parentheses"
        ),
        pytest.param("Otan), budget", ("Otan)", "budget"), id="a parenthesis that never opened"),
        pytest.param("inflation 1,5 %", ("inflation 1,5 %",), id="inside a figure"),
        pytest.param("a,b,c,d,e,f,g", ("a", "b", "c", "d", "e"), id="five at most"),
        pytest.param("👍, 🙏", ("👍, 🙏",), id="no word at all"),
        pytest.param("", ("",), id="nothing"),
    ],
)
def test_a_comma_proposes_two_topics(text: str, topics: tuple[str, ...]) -> None:
    assert split_topics(text) == topics


@given(st.text(max_size=80))
def test_any_text_is_between_one_and_five_topics(text: str) -> None:
    topics = split_topics(text)
    assert 1 <= len(topics) <= 5
    assert len(set(topics)) == len(topics)
    courtesy(text)
