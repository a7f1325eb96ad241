"""What README, the example configuration and the change log say is what the code does."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot import __version__
from bot.cli.arguments import build_parser
from bot.config import config_keys, load_settings
from bot.tg.commands import COMMANDS, Command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "config.example.toml"


def block(name: str) -> str:
    """What stands between two markers of README."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README, re.DOTALL)
    assert found is not None
    return found[1].strip().strip("`").strip()


def terminal_commands() -> set[str]:
    """Every command of the terminal, `feeds list` and the like included."""
    names = set()
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            names |= set(action.choices)
    return names


def test_the_example_loads_and_holds_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(EXAMPLE) == load_settings()


def test_the_example_has_every_key_and_no_other() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE))
    assert {f"{section}.{key}" for section, keys in shown.items() for key in keys} == set(config_keys())


@pytest.mark.parametrize("name", sorted(terminal_commands()))
def test_readme_names_every_command_of_the_terminal(name: str) -> None:
    assert re.search(rf"`(?:vigie )?{name}\b", README)


def test_readme_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"`vigie ([a-z]+)", README)) <= terminal_commands()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_readme_names_every_command_of_the_conversation(command: Command) -> None:
    assert all(f"/{name}" in README for name in command.names)


def test_readme_names_no_command_of_the_conversation_that_is_not_there() -> None:
    known = {name for command in COMMANDS for name in command.names}
    assert set(re.findall(r"`/([a-z]+)", README)) <= known


def test_the_change_log_knows_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_readme_shows_what_the_demo_prints() -> None:
    """The demo's own short conversation, played anew, word for word."""
    played = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        timeout=60,
        encoding="utf-8",
    )
    assert played.stdout.strip() == block("demo")


def test_the_dockerfile_passes_the_linter() -> None:
    linter = Path(sys.executable).parent / "hadolint"
    result = subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, check=False, text=True)
    assert result.returncode == 0, result.stdout


def test_ci_runs_the_line_that_readme_gives() -> None:
    assert block("tests").startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_nothing_names_a_machine_or_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, check=True, cwd=ROOT, text=True)
    for name in tracked.stdout.split():
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".txt", ".tsv", ""}:
            text = path.read_text(encoding="utf-8")
            for word in ("/work" + "/", "/root" + "/", "pypi" + ".org", "files.python" + "hosted"):
                assert word not in text, f"{name}: {word}"
