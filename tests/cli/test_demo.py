"""`vigie demo`: the whole bot with no token and no network, played, typed to or served."""

from __future__ import annotations

import asyncio
import io
import socket
import sys
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import demo as command
from bot.cli import main
from bot.demo.press import DEMO_START
from tests.cli.conftest import Vigie


def test_a_script_is_played_as_text(vigie: Vigie) -> None:
    script = "# a comment\n/abonner cessez-le-feu\n!Annuler\n@admin /flux\n+90min\nmerci\n"
    said = vigie("demo", "--script", "-", stdin=script)
    assert said.status == 0, said.err
    assert said.err == ""
    assert "cessez-le-feu" in said.out
    assert "19" in said.out  # from 18:00, an hour and a half later
    assert "<b>" not in said.out
    assert "\x1b" not in said.out


def test_the_same_script_reads_the_same_each_time(vigie: Vigie) -> None:
    Path("play.txt").write_text("/start\n/abonner Otan\n+2h\n", encoding="utf-8")
    first, second = vigie("demo", "--script", "play.txt"), vigie("demo", "--script", "play.txt")
    assert first.status == 0
    assert first.out == second.out


def test_a_message_that_changes_in_place_is_printed_again(vigie: Vigie) -> None:
    said = vigie("demo", "--script", "-", stdin="/abonner Otan\n!Préciser\n!titres\n")
    assert said.status == 0, said.err
    *_, refined, swapped = said.out.split("(message modifié)\n")
    assert "Que faut-il suivre plutôt" in refined
    assert swapped.startswith("Otan (dans les titres), c’est entendu.")


def test_a_channel_is_picked_with_the_key_below_the_field_and_read(vigie: Vigie) -> None:
    said = vigie("demo", "--script", "-", stdin="/canal\n!Choisir un canal\n/abonner cessez-le-feu\n+14h\n")
    assert said.status == 0, said.err
    assert said.out.count("[Choisir un canal]") == 2  # below the question, and as it is tapped
    assert "Vous réglez le canal La revue" in said.out
    assert "(La revue)\n1" in said.out
    assert vigie("demo", "--script", "-", stdin="!Choisir un canal\n").status == 2


def test_a_long_script_is_answered_to_its_end(vigie: Vigie) -> None:
    """It is typed at once, and is no torrent: the reader of the script is a person who waits for each answer."""
    said = vigie("demo", "--script", "-", stdin="merci\n" * 50)
    assert said.out.count("Avec plaisir.") == 50


def test_with_nobody_there_it_plays_a_conversation_of_its_own(vigie: Vigie) -> None:
    said = vigie("demo")
    assert said.status == 0
    assert "/start" in said.out
    assert "/digest" in said.out


def test_a_button_that_is_not_there_is_one_line(vigie: Vigie) -> None:
    said = vigie("demo", "--script", "-", stdin="/abonner Otan\n!Lune\nmerci\n")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "Lune" in said.err
    assert "merci" not in said.out


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"/start\n@nobody bonjour\n", "bad.txt:2"),
        (b"+bientot\n", "bad.txt:1"),
        (b"!\n", "bad.txt:1"),
        (b"\xff\xfe/\x00", "bad.txt"),
        (None, "bad.txt"),
    ],
    ids=["who", "when", "what", "no text", "no file"],
)
def test_a_script_that_cannot_be_played_is_one_line(vigie: Vigie, content: bytes | None, named: str) -> None:
    if content is not None:
        Path("bad.txt").write_bytes(content)
    said = vigie("demo", "--script", "bad.txt")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert named in said.err


@pytest.mark.parametrize("at", ["hier", "2025-13-01", "0001-01-01T00:00+14:00"])
def test_a_time_that_is_none_is_one_line(vigie: Vigie, at: str) -> None:
    said = vigie("demo", "--at", at, "--script", "-")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "--at" in said.err


@pytest.mark.parametrize("at", ["2025-03-12T18:00+01:00", "2025-03-12T17:00"], ids=["zone", "none is UTC"])
def test_the_clock_starts_where_it_is_told(vigie: Vigie, at: str) -> None:
    assert command._start(at) == datetime(2025, 3, 12, 17, tzinfo=UTC)


def test_the_clock_may_start_now(vigie: Vigie) -> None:
    said = vigie("demo", "--at", "now", "--script", "-")
    assert said.status == 0
    assert str(datetime.now(ZoneInfo("Europe/Paris")).year) in said.lines[0]


def test_a_port_that_is_taken_is_one_line(vigie: Vigie) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = vigie("demo", "--port", str(taken.getsockname()[1]), "--script", "-")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "--port" in said.err


def test_another_refusal_of_the_system_is_not_blamed_on_the_port(
    vigie: Vigie, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(command, "open_demo", refuse)
    said = vigie("demo")
    assert (said.status, said.err) == (2, "vigie: Too many open files\n")


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_lines_are_answered_until_the_end(
    vigie: Vigie, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "/abonner Otan\n\n!Lune\n@nobody bonjour\n+90min\n"
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    shown = Terminal()
    monkeypatch.setattr(sys, "stdout", shown)
    assert main(["demo"]) == 0
    text = shown.getvalue()
    assert "Ctrl-D" in text
    assert "Otan" in text
    assert "Lune" in text
    assert "@nobody" in text
    assert "http://127.0.0.1:" in text


@pytest.mark.parametrize(
    ("display", "arguments", "opens"),
    [(":0", [], True), ("", [], False), (":0", ["--no-browser"], False)],
    ids=["a screen", "no screen", "not wanted"],
)
def test_a_browser_is_opened_only_where_it_is_seen_and_wanted(
    vigie: Vigie, monkeypatch: pytest.MonkeyPatch, display: str, arguments: list[str], opens: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(["demo", *arguments]) == 0
    assert [address.startswith("http://127.0.0.1:") for address in opened] == [True] * opens


def test_no_browser_is_opened_when_the_words_go_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not command.has_display()


async def test_with_a_port_it_serves_until_it_is_ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rested = asyncio.Event()
    original = asyncio.sleep

    async def sleep(delay: float) -> None:
        if delay == command.IDLE_S:
            rested.set()
        await original(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    serving = asyncio.create_task(command._serve(DEMO_START, 0))
    await asyncio.wait_for(rested.wait(), 10)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    printed = capsys.readouterr().out
    assert "Bot API on http://127.0.0.1:" in printed
    assert "Page on http://127.0.0.1:" in printed


def test_a_port_alone_is_served(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    async def serve(_: object, port: int) -> int:
        asked.append(port)
        return 0

    monkeypatch.setattr(command, "_serve", serve)
    assert vigie("demo", "--port", "0").status == 0
    assert asked == [0]
