"""Every command of the table is found wherever people look for one, and only by whom it is for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import NotAllowed
from bot.locale.commands import command_words
from bot.model import GROUPS, ChatKind
from bot.tg.commands import COMMANDS, Command, Who, show_help
from bot.tg.incoming import bare
from bot.views.html import plain_text, units
from bot.views.show import show
from tests.bench.conversation import CASES, uncovered
from tests.conftest import Room
from tests.fakes import reader
from tests.locale.typography import faults
from tests.views.samples import EN, FR

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
NAME = re.compile(r"[a-z0-9_]{1,32}")  # https://core.telegram.org/bots/api#botcommand
MAX_DESCRIPTION = 256

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
both_languages = pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])


async def helped(room: Room, voice: object, *, as_admin: bool) -> str:
    """`/aide` as it is read."""
    if as_admin:
        await room.store.admins.invite(b"hash", room.clock.now())
        who = reader().user_id
        assert who is not None
        await room.store.admins.claim(b"hash", who, room.clock.now())
    (message,) = show(await show_help(room.desk, reader(), ""), EN if voice is EN else FR)
    assert units(message.html) <= 4_096
    return plain_text(message.html)


@both_languages
@every_command
def test_every_command_is_described(command: Command, voice: object) -> None:
    said = command_words("en" if voice is EN else "fr").DESCRIPTIONS[command.key]
    assert 3 <= len(said) <= MAX_DESCRIPTION
    assert not said.endswith(".")
    assert said[0].islower()
    assert voice is EN or faults(said) == []


@every_command
def test_its_languages_describe_it_in_their_own_words(command: Command) -> None:
    assert command_words("fr").DESCRIPTIONS[command.key] != command_words("en").DESCRIPTIONS[command.key]


@every_command
def test_every_name_is_one_that_telegram_takes_and_people_reach(command: Command) -> None:
    for name in command.names:
        assert NAME.fullmatch(name)
        assert bare(name) == name  # as it is looked up, whatever accents are typed


def test_no_name_is_of_two_commands() -> None:
    names = [name for command in COMMANDS for name in command.names]
    assert len(names) == len(set(names))
    for language in ("name", "english"):
        assert len({getattr(command, language) for command in COMMANDS}) == len(COMMANDS)


@both_languages
async def test_help_names_every_command_to_whom_it_is_for(room: Room, voice: object) -> None:
    for_all = await helped(room, voice, as_admin=False)
    for_admins = await helped(room, voice, as_admin=True)
    for command in COMMANDS:
        described = command_words("en" if voice is EN else "fr").DESCRIPTIONS[command.key]
        own = command.english if voice is EN else command.name
        begins = re.compile(rf"/{own}\b")
        line = next(line for line in for_admins.splitlines() if begins.match(line))
        assert line.endswith(described)
        assert set(re.findall(r"/(\w+)", line.removesuffix(described))) == set(command.names)
        assert (line in for_all.splitlines()) is (command.who is not Who.BOT_ADMINS)


@every_command
def test_readme_says_for_whom_it_is(command: Command) -> None:
    rows = [line for line in README.splitlines() if line.startswith("|") and f"`/{command.name}" in line]
    assert rows, command.name
    cells = rows[0].split("|")
    assert cells[2].lstrip().startswith("admins:") is (command.who is Who.BOT_ADMINS)


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if c.who is Who.BOT_ADMINS], ids=lambda command: command.name
)
async def test_what_is_for_admins_is_demanded_where_it_is_done(room: Room, command: Command) -> None:
    """Not by the table alone: buttons, answers to questions and tests reach the use case by other ways."""
    for kind in (ChatKind.PRIVATE, *GROUPS):
        with pytest.raises(NotAllowed):
            await command.run(room.desk, reader(kind=kind), "Otan")


def test_every_command_is_measured() -> None:
    """`python -m tests.bench.conversation` has a case for each row of the table, and none besides."""
    assert uncovered() == ()
    assert set(CASES) == {command.key for command in COMMANDS}
