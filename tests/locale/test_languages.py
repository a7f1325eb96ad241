"""Both languages say everything, and French says it with its own typography."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import product
from types import ModuleType
from typing import get_type_hints

import pytest

from bot.errors import FetchProblem, GoneReason, PauseProblem, QueryProblem
from bot.locale import (
    en,
    en_absence,
    en_access,
    en_alerts,
    en_chats,
    en_feeds,
    en_house,
    en_moments,
    en_nominations,
    en_operator,
    en_privacy,
    en_reading,
    en_settings,
    en_sources,
    en_topics,
    fr,
    fr_absence,
    fr_access,
    fr_alerts,
    fr_chats,
    fr_feeds,
    fr_house,
    fr_moments,
    fr_nominations,
    fr_operator,
    fr_privacy,
    fr_reading,
    fr_settings,
    fr_sources,
    fr_topics,
)
from bot.locale.absence import AbsenceWords, absence
from bot.locale.access import AccessWords, access
from bot.locale.chats import ChatWords, chat_words
from bot.locale.feeds import FeedWords, feed_words
from bot.locale.languages import (
    Alerts,
    House,
    Moments,
    Sources,
    Talk,
    Topics,
    alerts,
    house,
    moments,
    sources,
    talk,
    topics,
)
from bot.locale.nominations import NominationWords, nomination_words
from bot.locale.operator import Operator, operator
from bot.locale.privacy import PrivacyWords, privacy
from bot.locale.reading import Reading, reading
from bot.locale.settings import Settings, settings
from bot.model import AccessMode, ChatKind, Deed, FeedHealth, Roll
from tests.locale.typography import faults

PAIRS = [
    (fr, en, Talk),
    (fr_house, en_house, House),
    (fr_moments, en_moments, Moments),
    (fr_sources, en_sources, Sources),
    (fr_topics, en_topics, Topics),
    (fr_reading, en_reading, Reading),
    (fr_alerts, en_alerts, Alerts),
    (fr_settings, en_settings, Settings),
    (fr_privacy, en_privacy, PrivacyWords),
    (fr_feeds, en_feeds, FeedWords),
    (fr_nominations, en_nominations, NominationWords),
    (fr_operator, en_operator, Operator),
    (fr_absence, en_absence, AbsenceWords),
    (fr_access, en_access, AccessWords),
    (fr_chats, en_chats, ChatWords),
]
ARGUMENTS: Mapping[object, Sequence[object]] = {
    str: ("Otan",),
    int: (0, 1, 2),
    bool: (False, True),
    Deed: (Deed.BROADCAST_SENT, Deed.HELD_ABANDONED),
    ChatKind: (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL),
    Sequence[tuple[str, int]]: ((("Otan", 1),), (("Otan", 3), ("Oman", 1))),
    Sequence[str]: (("Otan",), ("Otan", "budget"), ("a", "b", "c")),
    FetchProblem: (FetchProblem.TIMEOUT,),
    int | None: (None, 404),
    Roll: tuple(Roll),
}


def keys(module: ModuleType) -> set[str]:
    """What a language offers: its constants and its own public functions."""
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (name.isupper() or (inspect.isfunction(value) and value.__module__ == module.__name__))
    }


def sentences(module: ModuleType) -> Iterator[str]:
    """Everything that a module of sentences can say."""
    for name in sorted(keys(module)):
        value = getattr(module, name)
        if inspect.isfunction(value):
            hints = get_type_hints(value)
            hints.pop("return")
            for arguments in product(*(ARGUMENTS[hint] for hint in hints.values())):
                yield value(*arguments)
        elif isinstance(value, str):
            yield value
        else:
            yield from value.values() if isinstance(value, Mapping) else value


@pytest.mark.parametrize(
    ("french", "english", "protocol"),
    PAIRS,
    ids=[
        "talk",
        "house",
        "moments",
        "sources",
        "topics",
        "reading",
        "alerts",
        "settings",
        "privacy",
        "feeds",
        "nominations",
        "operator",
        "absence",
        "access",
        "chats",
    ],
)
def test_both_languages_have_every_key(french: ModuleType, english: ModuleType, protocol: type) -> None:
    promised = {name for name in vars(protocol) if not name.startswith("_")} | set(protocol.__annotations__)
    assert keys(french) == keys(english) == promised


@pytest.mark.parametrize(
    ("french", "english"),
    [
        (fr, en),
        (fr_house, en_house),
        (fr_sources, en_sources),
        (fr_topics, en_topics),
        (fr_operator, en_operator),
        (fr_absence, en_absence),
        (fr_access, en_access),
        (fr_chats, en_chats),
    ],
    ids=["talk", "house", "sources", "topics", "operator", "absence", "access", "chats"],
)
def test_tables_have_the_same_rows(french: ModuleType, english: ModuleType) -> None:
    for name in keys(french):
        value = getattr(french, name)
        if isinstance(value, Mapping):
            assert value.keys() == getattr(english, name).keys(), name
        elif isinstance(value, tuple):
            assert len(value) == len(getattr(english, name)), name


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("table", "kinds"),
    [("QUERY_PROBLEMS", QueryProblem), ("FETCH_PROBLEMS", FetchProblem), ("HEALTH", FeedHealth)],
)
def test_every_problem_has_its_sentence(language: str, table: str, kinds: type[StrEnum]) -> None:
    assert set(getattr(house(language), table)) == set(kinds)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pause_that_cannot_be_is_explained(language: str) -> None:
    assert set(absence(language).PROBLEMS) == set(PauseProblem)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_of_chat_and_why_it_is_closed_has_a_word(language: str) -> None:
    words = chat_words(language)
    assert set(words.KINDS) == set(ChatKind)
    assert set(words.CLOSED) == set(GoneReason)


@pytest.mark.parametrize(
    "module",
    [
        fr,
        fr_house,
        fr_sources,
        fr_topics,
        fr_reading,
        fr_alerts,
        fr_settings,
        fr_privacy,
        fr_operator,
        fr_absence,
        fr_access,
        fr_feeds,
        fr_nominations,
    ],
    ids=[
        "talk",
        "house",
        "sources",
        "topics",
        "reading",
        "alerts",
        "settings",
        "privacy",
        "operator",
        "absence",
        "access",
        "feeds",
        "nominations",
    ],
)
def test_french_is_typeset_as_french(module: ModuleType) -> None:
    assert {said: faults(said) for said in sentences(module) if faults(said)} == {}


@pytest.mark.parametrize(
    "module",
    [
        fr,
        fr_house,
        fr_sources,
        fr_topics,
        fr_reading,
        fr_alerts,
        fr_settings,
        fr_privacy,
        en,
        en_house,
        en_sources,
        en_topics,
        en_reading,
        en_settings,
        en_privacy,
        en_alerts,
        fr_nominations,
        en_nominations,
        fr_feeds,
        en_feeds,
        fr_operator,
        en_operator,
        fr_absence,
        en_absence,
        fr_access,
        en_access,
    ],
    ids=str,
)
def test_every_sentence_can_be_said(module: ModuleType) -> None:
    for said in sentences(module):
        assert said.strip() == said != ""
        assert "None" not in said
        assert "'" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_deed_has_its_name(language: str) -> None:
    assert set(operator(language).DEEDS) == set(Deed)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mode_and_list_has_its_name(language: str) -> None:
    words = access(language)
    assert set(words.MODES) == set(words.MODE_IS) == set(AccessMode)
    assert set(words.ROLLS) == set(words.EMPTY) == set(Roll)


def test_readers_are_never_told_of_flux() -> None:
    to_admins = {
        fr.ASK_FEED,
        fr.ASK_FEED_TO_REMOVE,
        *(fr.DESCRIPTIONS[key] for key in fr.DESCRIPTIONS if "feed" in key),
    }
    to_admins.add(fr.DESCRIPTIONS["import"])
    assert [said for said in sentences(fr) if "flux" in said and said not in to_admins] == []


def test_french_is_for_french_and_english_for_everybody_else() -> None:
    def chosen(language: str) -> tuple[object, ...]:
        return (
            talk(language),
            house(language),
            moments(language),
            sources(language),
            topics(language),
            reading(language),
            alerts(language),
            settings(language),
            privacy(language),
            feed_words(language),
            nomination_words(language),
            operator(language),
            absence(language),
            access(language),
            chat_words(language),
        )

    assert chosen("fr") == (
        fr,
        fr_house,
        fr_moments,
        fr_sources,
        fr_topics,
        fr_reading,
        fr_alerts,
        fr_settings,
        fr_privacy,
        fr_feeds,
        fr_nominations,
        fr_operator,
        fr_absence,
        fr_access,
        fr_chats,
    )
    assert (
        chosen("en")
        == chosen("de")
        == chosen("")
        == (
            en,
            en_house,
            en_moments,
            en_sources,
            en_topics,
            en_reading,
            en_alerts,
            en_settings,
            en_privacy,
            en_feeds,
            en_nominations,
            en_operator,
            en_absence,
            en_access,
            en_chats,
        )
    )


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 autre"), (1, "1 autre"), (2, "2 autres"), (1250, "1\u202f250 autres")]
)
def test_nought_and_one_are_singular_in_french(count: int, said: str) -> None:
    assert fr.and_others(count) == f"et {said}"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 others"), (1, "1 other"), (2, "2 others"), (1250, "1,250 others")]
)
def test_only_one_is_singular_in_english(count: int, said: str) -> None:
    assert en.and_others(count) == f"and {said}"
