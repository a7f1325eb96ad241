"""How a topic is called in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model import Topic, TopicId
from bot.views.parts import topic_name
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
        ("=Otan ET budget", "=Otan ET budget"),
        ('titre:"a <b>"', 'titre:"a &lt;b&gt;"'),
    ],
)
def test_signs_of_a_query_are_said_in_words(query: str, name: str) -> None:
    assert topic_name(Topic(TopicId(1), query), VOICE) == name


def test_a_topic_goes_by_the_words_of_its_reader() -> None:
    assert topic_name(Topic(TopicId(1), "loi ET duplomb", "loi ET Duplomb"), VOICE) == "loi ET Duplomb"
