"""The commands as a person types them: in a folder of their own, with nothing of this machine's environment."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.clock import SystemClock
from bot.store import SqliteStore


@dataclass
class Said:
    """What one command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Vigie = Callable[..., Said]


@pytest.fixture
def vigie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Vigie:
    """Run one command; `stdin` is its standard input."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("VIGIE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def run(*arguments: str, stdin: str | bytes = "") -> Said:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        source = tmp_path / ".stdin"
        source.write_bytes(content)
        with source.open("rb") as raw:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))
            capfdbinary.readouterr()
            try:
                status = main(list(arguments))
            except SystemExit as exc:
                status = int(exc.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
            out, err = capfdbinary.readouterr()
        return Said(status, out.decode(), err.decode())

    return run


def in_store(work: Callable[[SqliteStore, datetime], Awaitable[object]]) -> None:
    """Work on the database beside the commands, at the present instant."""

    async def inside() -> None:
        store = await SqliteStore.open("sqlite:///vigie.db")
        try:
            await work(store, SystemClock().now())
        finally:
            await store.close()

    asyncio.run(inside())
