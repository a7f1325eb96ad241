"""Both languages say everything, and French says it with its own typography."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    en_channels,
    en_chats,
    en_commands,
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
    fr_channels,
    fr_chats,
    fr_commands,
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
from bot.locale.alerts import Alerts, alerts
from bot.locale.channels import ChannelWords, channels
from bot.locale.chats import ChatWords, chat_words
from bot.locale.commands import CommandWords, command_words
from bot.locale.feeds import FeedWords, feed_words
from bot.locale.house import House, house
from bot.locale.moments import Moments, moments
from bot.locale.nominations import NominationWords, nomination_words
from bot.locale.operator import Operator, operator
from bot.locale.privacy import PrivacyWords, privacy
from bot.locale.reading import Reading, reading
from bot.locale.settings import Settings, settings
from bot.locale.sources import Sources, sources
from bot.locale.talk import Talk, talk
from bot.locale.topics import Topics, topics
from bot.model import AccessMode, ChatKind, Deed, FeedHealth, Roll
from tests.locale.typography import faults

# Every module of words: in French, in English, what both must hold, and what chooses between them.
WORDS: Mapping[str, tuple[ModuleType, ModuleType, type, Callable[[str], object]]] = {
    "talk": (fr, en, Talk, talk),
    "house": (fr_house, en_house, House, house),
    "moments": (fr_moments, en_moments, Moments, moments),
    "sources": (fr_sources, en_sources, Sources, sources),
    "topics": (fr_topics, en_topics, Topics, topics),
    "reading": (fr_reading, en_reading, Reading, reading),
    "alerts": (fr_alerts, en_alerts, Alerts, alerts),
    "settings": (fr_settings, en_settings, Settings, settings),
    "privacy": (fr_privacy, en_privacy, PrivacyWords, privacy),
    "feeds": (fr_feeds, en_feeds, FeedWords, feed_words),
    "nominations": (fr_nominations, en_nominations, NominationWords, nomination_words),
    "operator": (fr_operator, en_operator, Operator, operator),
    "absence": (fr_absence, en_absence, AbsenceWords, absence),
    "commands": (fr_commands, en_commands, CommandWords, command_words),
    "access": (fr_access, en_access, AccessWords, access),
    "chats": (fr_chats, en_chats, ChatWords, chat_words),
    "channels": (fr_channels, en_channels, ChannelWords, channels),
}
SPOKEN = [name for name in WORDS if name != "moments"]  # those are given times, and tested in `test_moments`
every_module = pytest.mark.parametrize("name", WORDS)
every_spoken = pytest.mark.parametrize("name", SPOKEN)
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


@every_module
def test_both_languages_have_every_key(name: str) -> None:
    french, english, protocol, _ = WORDS[name]
    promised = {key for key in vars(protocol) if not key.startswith("_")} | set(protocol.__annotations__)
    assert keys(french) == keys(english) == promised


@every_module
def test_tables_have_the_same_rows(name: str) -> None:
    french, english, *_ = WORDS[name]
    for key in keys(french):
        value = getattr(french, key)
        if isinstance(value, Mapping):
            assert value.keys() == getattr(english, key).keys(), key
        elif isinstance(value, tuple):
            assert len(value) == len(getattr(english, key)), key


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


@every_spoken
def test_french_is_typeset_as_french(name: str) -> None:
    french, *_ = WORDS[name]
    assert {said: faults(said) for said in sentences(french) if faults(said)} == {}


@every_spoken
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_can_be_said(name: str, language: str) -> None:
    french, english, *_ = WORDS[name]
    for said in sentences(french if language == "fr" else english):
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
        *(fr_commands.DESCRIPTIONS[key] for key in fr_commands.DESCRIPTIONS if "feed" in key),
    }
    to_admins.add(fr_commands.DESCRIPTIONS["import"])
    assert [said for said in sentences(fr) if "flux" in said and said not in to_admins] == []


@every_module
def test_french_is_for_french_and_english_for_everybody_else(name: str) -> None:
    french, english, _, chosen = WORDS[name]
    assert chosen("fr") is french
    assert chosen("en") is chosen("de") is chosen("") is english


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
