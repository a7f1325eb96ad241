"""`vigie init`, against a Bot API server on loopback."""

from __future__ import annotations

import asyncio
import getpass
import io
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.clock import SystemClock
from bot.config import load_settings
from bot.demo.bot_api import DEMO_TOKEN, USERNAME, BotApiServer
from bot.model import UserId
from bot.services.start import code_hash
from bot.store import SqliteStore
from tests.cli.conftest import Vigie

ANSWERS = f"{DEMO_TOKEN}\nvigie@example.org\n"
OTHER_TOKEN = "7000000002:another-token-of-the-right-shape-0000"


@pytest.fixture
def telegram(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApiServer]:
    """A Bot API server in a thread of its own: the command has a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = BotApiServer()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(5)
    monkeypatch.setenv("VIGIE_TELEGRAM__BASE_URL", server.base_url)
    yield server
    asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def claim(code: str) -> bool:
    async def inside() -> bool:
        store = await SqliteStore.open("sqlite:///vigie.db")
        try:
            return await store.admins.claim(code_hash(code), UserId(42), SystemClock().now())
        finally:
            await store.close()

    return asyncio.run(inside())


def test_init_writes_the_file_follows_a_bundle_and_prints_a_link_that_works(
    vigie: Vigie, telegram: BotApiServer
) -> None:
    said = vigie("init", stdin=f"{ANSWERS}suisse\n")
    assert said.status == 0
    assert Path("config.toml").stat().st_mode & 0o077 == 0
    settings = load_settings(Path("config.toml"))
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == DEMO_TOKEN
    assert settings.fetch.contact == "vigie@example.org"
    listed = vigie("feeds", "list")
    assert listed.status == 0
    link = said.lines[-1]
    assert link.startswith(f"https://t.me/{USERNAME}?start=admin_")
    code = link.partition("start=admin_")[2]
    assert len(f"admin_{code}") <= 64  # Telegram's, for what follows start=
    assert claim(code)
    assert not claim(code)


@pytest.mark.parametrize(
    ("typed", "operator", "reached"),
    [
        ("", "", "vigie@example.org"),
        ("\n\n\n", "", "vigie@example.org"),
        ("\nLe Fanal\n", "Le Fanal", "vigie@example.org"),
        ("\n\nvie-privee@fanal.example\n", "", "vie-privee@fanal.example"),
        (
            '\n  Association « Le Fanal », dite "L\'Éclair" \\ Brest {x} \nhttps://fanal.example/vie?a=b#c\n',
            'Association « Le Fanal », dite "L\'Éclair" \\ Brest {x}',
            "https://fanal.example/vie?a=b#c",
        ),
    ],
    ids=["end of input", "empty lines", "operator", "contact", "odd signs"],
)
def test_who_answers_for_it_is_asked_and_may_be_left_out(
    vigie: Vigie, telegram: BotApiServer, typed: str, operator: str, reached: str
) -> None:
    said = vigie("init", stdin=f"{ANSWERS}{typed}")
    assert (said.status, said.err) == (0, "")
    settings = load_settings(Path("config.toml"))
    assert settings.privacy.operator == operator
    assert settings.privacy_contact == reached
    assert vigie("feeds", "list").status == 1


@pytest.mark.parametrize(("bundle", "feeds"), [("", False), ("afrique", True), ("tout", True)])
def test_bundles_of_media(vigie: Vigie, telegram: BotApiServer, bundle: str, feeds: bool) -> None:
    assert vigie("init", stdin=f"{ANSWERS}{bundle}\n").status == 0
    assert (vigie("feeds", "list").status == 0) is feeds


@pytest.mark.parametrize(
    ("stdin", "named"),
    [
        ("", "telegram.token"),
        ("123:short\n", "telegram.token"),
        (f"{DEMO_TOKEN}\n\n", "fetch.contact"),
        (f'{DEMO_TOKEN}\na"b\n', "fetch.contact"),
        (f"{ANSWERS}atlantide\n", "atlantide"),
        (f"{OTHER_TOKEN}\nvigie@example.org\n\n", "telegram.token"),
        (f"{ANSWERS}\n{'x' * 201}\n", "privacy.operator"),
        (f"{ANSWERS}\nLe\x07Fanal\n", "privacy.operator"),
        (f"{ANSWERS}\n\n{'x' * 201}\n", "privacy.contact"),
    ],
    ids=[
        "nothing",
        "no token",
        "no contact",
        "bad contact",
        "no bundle",
        "unknown token",
        "long operator",
        "odd operator",
        "long contact",
    ],
)
def test_what_cannot_be_used_is_one_line_and_nothing_is_written(
    vigie: Vigie, telegram: BotApiServer, stdin: str, named: str
) -> None:
    said = vigie("init", stdin=stdin)
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert named in said.err
    assert not Path("config.toml").exists()
    assert OTHER_TOKEN not in said.err


def test_a_file_that_is_there_is_not_overwritten(vigie: Vigie) -> None:
    Path("config.toml").write_text("# mine\n")
    said = vigie("init")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert Path("config.toml").read_text() == "# mine\n"


def test_telegram_that_cannot_be_reached_is_status_3(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_TELEGRAM__BASE_URL", "http://127.0.0.1:9/bot")
    said = vigie("init", stdin=f"{ANSWERS}\n")
    assert (said.status, said.err.count("\n")) == (3, 1)
    assert not Path("config.toml").exists()


def test_a_database_that_cannot_be_used_leaves_no_file_behind(vigie: Vigie, telegram: BotApiServer) -> None:
    Path("vigie.db").write_bytes(b"not a database at all" * 100)
    said = vigie("init", stdin=f"{ANSWERS}\n")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert not Path("config.toml").exists()


def test_the_file_is_written_where_the_environment_says(
    vigie: Vigie, telegram: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_CONFIG", "mine.toml")
    assert vigie("init", stdin=f"{ANSWERS}\n").status == 0
    assert Path("mine.toml").is_file()
    assert vigie("--config", "other.toml", "init", stdin=f"{ANSWERS}\n").status == 0
    assert Path("other.toml").is_file()


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_token_is_not_shown(
    vigie: Vigie, telegram: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed_unseen(_: str) -> str:
        return DEMO_TOKEN

    monkeypatch.setattr(getpass, "getpass", typed_unseen)
    monkeypatch.setattr(sys, "stdin", Terminal("vigie@example.org\n\n"))
    assert main(["init"]) == 0


def test_a_lost_link_is_printed_anew(vigie: Vigie, telegram: BotApiServer) -> None:
    assert vigie("init", "--link").status == 2  # nothing is set up yet
    vigie("init", stdin=ANSWERS)
    again = vigie("init", stdin=ANSWERS)
    assert (again.status, "--link" in again.err) == (2, True)
    before = Path("config.toml").read_text(encoding="utf-8")
    said = vigie("init", "--link")
    assert said.status == 0
    assert Path("config.toml").read_text(encoding="utf-8") == before
    code = said.lines[-1].partition("start=admin_")[2]
    assert claim(code)
    assert not claim(code)
