"""How a topic is called in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model import Topic, TopicId
from bot.views.parts import address, topic_name
from bot.views.voice import Voice

VOICE = Voice("fr", ZoneInfo("Europe/Paris"), datetime(2025, 3, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Otan", "Otan"),
        ("=Otan", "Otan (sans synonymes)"),
        ("titre:Otan", "Otan (dans les titres)"),
        ("titre:=Otan", "Otan (dans les titres, sans synonymes)"),
        ("titre:(réforme des retraites)", "réforme des retraites (dans les titres)"),
        ("=Otan ET budget", "Otan (sans synonymes) ET budget"),
        ("titre:Otan ET titre:Kiev", "Otan ET Kiev (dans les titres)"),
        (
            "titre:Otan ET titre:Kiev SAUF sport",
            "Otan (dans les titres) ET Kiev (dans les titres) SAUF sport",
        ),
        ('=Otan OU "Nato"', "Otan (sans synonymes) OU Nato (mot exact)"),
        ('"Corée du Nord" SAUF "Top 14"', "Corée du Nord (mots exacts) SAUF Top 14 (mots exacts)"),
        ('source:"Le Monde"', "Le Monde (dans le nom du média, mots exacts)"),
        ("Otan ET (Kiev OU Moscou) SAUF sport", "Otan ET (Kiev OU Moscou) SAUF sport"),
        ("=(réforme des retraites)", "réforme des retraites (sans synonymes)"),
        ('titre:"a <b>"', "a &lt;b&gt; (dans les titres, mots exacts)"),
        ('"', '"'),
    ],
)
def test_signs_of_a_query_are_said_in_words(query: str, name: str) -> None:
    assert topic_name(Topic(TopicId(1), query), VOICE) == name


def test_a_topic_goes_by_the_words_of_its_reader() -> None:
    assert topic_name(Topic(TopicId(1), "loi ET duplomb", "loi ET Duplomb"), VOICE) == "loi ET Duplomb"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Otan ET (Kiev OU Moscou) SAUF sport", "Otan AND (Kiev OR Moscou) NOT sport"),
        ('=Otan OU "OU"', "Otan (without synonyms) OR OU (exact word)"),
    ],
)
def test_english_readers_have_their_own_operators(query: str, name: str) -> None:
    assert topic_name(Topic(TopicId(1), query), Voice("en", VOICE.zone, VOICE.now)) == name


def test_an_address_is_shown_without_its_password() -> None:
    assert address("https://lea:secret@a.example/rss?x=1@2") == "<code>https://a.example/rss?x=1@2</code>"
    assert address("https://a.example/@lea") == "<code>https://a.example/@lea</code>"
