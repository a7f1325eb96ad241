"""`vigie run`, and what every command does with what goes wrong."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.cli import main
from bot.cli.complain import complain
from bot.errors import (
    AlreadyFollowed,
    BotError,
    ConfigError,
    DoubtfulSend,
    FetchError,
    FetchProblem,
    InvalidUrl,
    LaneBusy,
    NoFeedFound,
    NotSent,
    PolledElsewhere,
    StoreUnusable,
    TokenRefused,
    WindowError,
)
from bot.store import RunLock
from tests.cli.conftest import Vigie

URL = "https://fanal.example/"
FULL = "/dev/full"  # every write to it fails, as on a full disk


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PolledElsewhere(), 3),
        (TokenRefused(), 2),
        (ConfigError("digest.times", "are none"), 2),
        (StoreUnusable("vigie.db", "is damaged"), 2),
        (LaneBusy("another process is at it"), 2),
        (WindowError("hier"), 2),
        (AlreadyFollowed("Le Fanal"), 2),
        (InvalidUrl(URL), 2),
        (NoFeedFound(URL, FetchProblem.NOT_A_FEED), 1),
        (NoFeedFound("OPML", FetchProblem.PARSER_FAILED), 2),
        *((NoFeedFound(URL, problem), 3) for problem in (FetchProblem.DNS, FetchProblem.BLOCKED)),
        (FetchError(URL, FetchProblem.TIMEOUT), 3),
        (NotSent("Telegram cannot be reached"), 3),
        (DoubtfulSend("one\nof ours"), 2),
        (BotError("one\nof ours"), 2),
        (FileNotFoundError(2, "No such file or directory", "x.xml"), 2),
        (OSError(28, "No space left on device"), 2),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_what_a_person_can_mend_is_one_line(
    error: Exception, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert complain(error) == status
    said = capsys.readouterr()
    assert said.err.startswith("vigie: ")
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.mark.parametrize("error", [ZeroDivisionError("a bug"), OSError("nameless")])
def test_a_fault_of_ours_keeps_its_traceback(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    assert complain(error) == 2  # 1 would say that nothing was found
    *trace, last = capsys.readouterr().err.splitlines()
    assert str(error) in trace[-1]
    assert last.startswith("vigie: ")


def test_the_traceback_of_a_fault_of_ours_holds_no_token(capsys: pytest.CaptureFixture[str]) -> None:
    token = "123456789:AAabcdefghijklmnopqrstuvwxyz-_01234"
    complain(ValueError(f"https://api.telegram.org/bot{token}/getMe"))
    assert token not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "stdout", "stderr", "status"),
    [
        pytest.param(("run",), None, FULL, 2, id="what went wrong cannot be said"),
        pytest.param(("grep", "grève", "une.txt"), FULL, None, 2, id="what was found cannot be printed"),
        pytest.param(("grep", "grève", "une.txt"), FULL, FULL, 2, id="neither"),
        pytest.param(("grep", "tramway", "une.txt"), FULL, FULL, 1, id="nothing to say"),
    ],
)
def test_a_full_disk_under_the_output_changes_no_status_into_another(
    arguments: tuple[str, ...], stdout: str | None, stderr: str | None, status: int, tmp_path: Path
) -> None:
    (tmp_path / "une.txt").write_text("La grève continue.\n", encoding="utf-8")
    with Path(stdout or os.devnull).open("wb") as out, Path(stderr or os.devnull).open("wb") as err:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            check=False,
        )
    assert done.returncode == status


def test_a_reader_that_never_looked_at_our_output_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "sentences", "-"],
        input=b"Bien.",
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def raising(error: BaseException) -> Callable[..., Any]:
    def command(_: object) -> int:
        raise error

    return command


def test_interrupted_it_ends_as_a_shell_expects(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.feeds.list_feeds", raising(KeyboardInterrupt()))
    assert vigie("feeds", "list").status == 130


def test_output_that_nobody_reads_any_more_is_the_end(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr("bot.cli.feeds.list_feeds", raising(BrokenPipeError()))
    monkeypatch.setattr(sys, "stderr", screen)
    assert main(["feeds", "list"]) == 0
    assert screen.closed  # or the interpreter would complain of the pipe at its end


def test_a_reader_of_our_output_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    text = tmp_path / "big.txt"
    text.write_text("La grève continue.\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "grep", "grève", str(text)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(10) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("feeds",),
        ("grep",),
        ("digest",),
        ("digest", "Otan", "--format", "pdf"),
        ("demo", "--port", "99999"),
        ("demo", "--port", "-1"),
        ("summarise", "--sentences", "0"),
        ("summarise", "--sentences", "x"),
        ("chats", "export", "camille"),
    ],
    ids=" ".join,
)
def test_bad_usage_is_status_2_and_one_line(vigie: Vigie, arguments: tuple[str, ...]) -> None:
    said = vigie(*arguments)
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "--help" in said.err
    assert " _" not in said.err  # argparse names the function that refused, unless it is told better


def test_the_version_and_the_help_say_themselves(vigie: Vigie) -> None:
    assert vigie("--version").out.strip() == f"vigie {__version__}"
    shown = vigie("--help")
    assert shown.status == 0
    for command in (
        "init",
        "run",
        "demo",
        "digest",
        "refresh",
        "grep",
        "feeds",
        "status",
        "backup",
        "restore",
    ):
        assert command in shown.out


# --- vigie run -----------------------------------------------------------------------------------------------


def test_run_without_a_token_says_where_it_goes(vigie: Vigie) -> None:
    said = vigie("run")
    assert said.status == 2
    assert "VIGIE_TELEGRAM__TOKEN" in said.err.splitlines()[-1]
    assert "Traceback" not in said.err


def test_a_second_run_on_the_same_database_is_refused(vigie: Vigie) -> None:
    with RunLock("sqlite:///vigie.db"):
        said = vigie("run")
    assert said.status == 2
    assert "already running" in said.err.splitlines()[-1]


def test_run_returns_zero_when_it_was_told_to_stop(vigie: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(_: object) -> None:
        return None

    monkeypatch.setattr("bot.app.serve", serve)
    assert vigie("run").status == 0
