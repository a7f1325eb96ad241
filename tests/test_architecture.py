"""The arrows of the house point one way, and the outside stays in its rooms. Read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "bot"
MODULES = sorted(HOUSE.rglob("*.py"))

# What each room may import of the house. `model` and `errors` are below everything.
GROUND = {"bot", "model", "errors"}
ALLOWED: dict[str, set[str]] = {
    "errors": {"errors"},
    "model": GROUND,
    "results": GROUND | {"results"},
    "ports": GROUND | {"ports"},
    "clock": set(),
    "logs": set(),
    "vitals": GROUND,
    "french": GROUND | {"french", "results"},
    "core": GROUND | {"core", "french", "results"},
    "locale": GROUND | {"locale", "results"},
    "views": GROUND | {"views", "locale", "results", "core", "french"},
    "services": GROUND | {"services", "ports", "views", "core", "french", "results"},
    "config": GROUND | {"french"},
    "store": GROUND | {"store", "ports", "core"},
    "fetch": GROUND | {"fetch", "ports", "core", "results"},
    "tg": GROUND | {"tg", "services", "ports", "views", "locale", "results"},
    "jobs": GROUND | {"services", "ports", "results"},
    "demo": GROUND
    | {"demo", "app", "config", "jobs", "services", "ports", "results", "tg", "core", "french", "clock"},
    "app": GROUND
    | {
        "clock",
        "config",
        "fetch",
        "french",
        "jobs",
        "logs",
        "ports",
        "services",
        "store",
        "tg",
        "views",
        "vitals",
    },
    "cli": {"*"},
    "__main__": {"*"},
}
PURE = ("core", "french", "views", "locale")
IMPURE = {
    "asyncio",
    "aiohttp",
    "httpx",
    "requests",
    "random",
    "logging",
    "socket",
    "urllib.request",
    "subprocess",
}
SQL = {"sqlite3", "sqlite_utils"}
CLOCK_CALLS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _room(path: Path) -> str:
    first = path.relative_to(HOUSE).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "bot":
                yield from (f"bot.{alias.name}" for alias in node.names)


def _name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_arrow_points_up(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    allowed = ALLOWED[room]
    if "*" in allowed:
        return
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "bot" and len(parts) > 1 and not parts[1].startswith("__"):
            assert parts[1] in allowed, f"{_name(path)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_telegram_stays_in_its_room(path: Path) -> None:
    if _room(path) not in ("tg", "demo", "app"):
        assert not any(name.split(".")[0] == "telegram" for name in _imports(path))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_sql_stays_in_the_store(path: Path) -> None:
    if _room(path) != "store":
        assert not any(name.split(".")[0] in SQL for name in _imports(path))


@pytest.mark.parametrize("path", [p for p in MODULES if _room(p) in PURE], ids=_name)
def test_decisions_and_words_know_no_outside(path: Path) -> None:
    names = set(_imports(path))
    assert not names & IMPURE
    tree = _tree(path)
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    clocks = [
        f
        for f in calls
        if isinstance(f, ast.Attribute)
        and f.attr in CLOCK_CALLS
        and isinstance(f.value, ast.Name)
        and f.value.id in ("datetime", "date", "time")
    ]
    assert not clocks, f"{_name(path)} reads a clock"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_french_words_stand_where_words_are_kept(path: Path) -> None:
    if _room(path) in ("french", "locale", "demo"):
        return
    tree = _tree(path)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            accented = [c for c in node.value if c in "àâäéèêëîïôöùûüçœÀÂÉÈÊËÎÏÔÙÛÜÇŒ"]
            assert not accented, f"{_name(path)}:{node.lineno}: {node.value!r}"
