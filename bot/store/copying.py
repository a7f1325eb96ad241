"""Whole copies of a database through SQLite's online backup: consistent while others write."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StoreUnusable


def copy_database(source: Path, target: Path) -> None:
    """Copy what is committed now to `target`, which is replaced only when the copy is whole and on disk.

    Writers are not held up: in WAL mode the copy reads its own snapshot, in one step.
    """
    if target.exists() and target.samefile(source):
        raise StoreUnusable(str(target), "is the database itself")
    if target.is_dir():
        raise StoreUnusable(str(target), "is a folder: name a file in it")
    if not target.parent.is_dir():
        raise StoreUnusable(str(target), "its folder does not exist")
    partial = target.with_name(f"{target.name}.partial-{os.getpid()}")
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(partial)) as copy,
        ):
            live.backup(copy)
            # A single file, complete without a log beside it, wherever it is carried to.
            copy.execute("PRAGMA journal_mode=DELETE")
        partial.chmod(0o600)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
