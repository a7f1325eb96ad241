"""What a process knows of itself: where errors were logged and of what kind, never what they said."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import vitals
from bot.errors import StoreError
from bot.vitals import MOST, memory_bytes, watch_process

STARTED = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
log = logging.getLogger("bot.services.delivery")


def fail(error: Exception) -> None:
    try:
        raise error
    except Exception:
        log.exception("somebody follows %s", "Otan")


def test_errors_are_counted_by_place_and_kind_without_their_words() -> None:
    with watch_process("0.1.0", STARTED) as state:
        log.warning("no error")
        for _ in range(3):
            fail(KeyError("Otan"))
        log.error("a second place about Otan")
        found = state()
    assert [(trouble.kind, trouble.times) for trouble in found.troubles] == [("error", 1), ("KeyError", 3)]
    assert all(trouble.place.startswith("services.delivery:") for trouble in found.troubles)
    assert "Otan" not in repr(found)
    assert (found.version, found.started_at) == ("0.1.0", STARTED)


def test_an_error_that_is_only_named_in_the_line_is_of_its_kind() -> None:
    """« jobs:138 : error » sends nobody to the disk."""
    with watch_process("0.1.0", STARTED) as state:
        log.error("%s: refused: %s", "poll", StoreError("disk is full"))
        log.error("%(place)s: refused", {"place": "poll"})
        assert {trouble.kind for trouble in state().troubles} == {"StoreError", "error"}


def test_the_latest_kinds_are_kept_and_the_count_ends_with_the_block() -> None:
    with watch_process("0.1.0", STARTED) as state:
        for n in range(MOST + 5):
            fail(type(f"Error{n}", (Exception,), {})())
        fail(type("Error9", (Exception,), {})())
    kinds = [trouble.kind for trouble in state().troubles]
    assert kinds[:2] == ["Error9", f"Error{MOST + 4}"]
    assert len(kinds) == MOST
    fail(ValueError())
    assert len(state().troubles) == MOST
    assert state().troubles[0].kind == "Error9"


def test_memory_is_known_also_without_proc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    now = memory_bytes()
    assert 10**6 < now < 10**11
    monkeypatch.setattr(vitals, "STATM", tmp_path / "none")
    assert memory_bytes() >= now // 2
