"""The schema and how it grows: migrations that only go forward, each whole or not at all.

A database that holds something is copied beside itself before it is migrated. One that a newer version wrote, or that
another program made, is refused before anything is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.links import host_of
from bot.errors import StoreUnusable
from bot.store import turns
from bot.store.connection import transaction
from bot.store.copying import copy_database
from bot.store.tables import access, alerts, chats, feeds, first, matching, operator, outbox

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATION_SET = "vigie"
MIGRATIONS_TABLE = "_sqlite_migrations"  # the name is sqlite-utils'


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; its name stays for ever."""

    name: str
    apply: Callable[[sqlite3.Connection], None]


def _run(statements: Sequence[str]) -> Callable[[sqlite3.Connection], None]:
    def run(db: sqlite3.Connection) -> None:
        for statement in statements:
            db.execute(statement)

    return run


def _manners(db: sqlite3.Connection) -> None:
    _run(feeds.MANNERS)(db)
    addresses = db.execute("SELECT id, url FROM feeds").fetchall()
    db.executemany(
        "UPDATE feeds SET host = ? WHERE id = ?", [(host_of(row["url"]), row["id"]) for row in addresses]
    )


MIGRATIONS: tuple[Migration, ...] = (
    Migration("m001_first", _run(first.FIRST)),
    Migration("m002_manners", _manners),
    Migration("m003_ways", _run(outbox.WAYS)),
    Migration("m004_additions", _run(feeds.ADDITIONS)),
    Migration("m005_memories", _run(feeds.MEMORIES)),
    Migration("m006_holds", _run(outbox.HOLDS)),
    Migration("m007_words", _run(matching.WORDS)),
    Migration("m008_follows", _run(alerts.FOLLOWS)),
    Migration("m009_preferences", _run(chats.PREFERENCES)),
    Migration("m010_held_alerts", _run(alerts.HELD_ALERTS)),
    Migration("m011_sent_alerts", _run(alerts.SENT_ALERTS)),
    Migration("m012_spikes", _run(alerts.SPIKES)),
    Migration("m013_former_texts", _run(alerts.FORMER_TEXTS)),
    Migration("m014_left_out", _run(chats.LEFT_OUT)),
    Migration("m015_erasures", _run(chats.ERASURES)),
    Migration("m016_audit", _run(operator.AUDIT)),
    Migration("m017_questions", _run(chats.QUESTIONS)),
    Migration("m018_wishes", _run(feeds.WISHES)),
    Migration("m019_back_matching", _run(matching.BACK_MATCHING)),
    Migration("m020_reading_hours", _run(operator.READING_HOURS)),
    Migration("m021_absences", _run(chats.ABSENCES)),
    Migration("m022_standings", _run(access.STANDINGS)),
    Migration("m023_named_entries", _run(matching.NAMED_ENTRIES)),
    Migration("m024_broadcasts", _run(operator.BROADCASTS)),
    Migration("m025_stewards", _run(chats.STEWARDS)),
    Migration("m026_nominations", _run(feeds.NOMINATIONS)),
    Migration("m027_turns", _run(turns.TURNS)),
)


def applied(db: sqlite3.Connection) -> tuple[str, ...]:
    """Names of the migrations that this database has had, in order."""
    if not _has_table(db, MIGRATIONS_TABLE):
        return ()
    rows = db.execute(
        f"SELECT name FROM {MIGRATIONS_TABLE} WHERE migration_set = ? ORDER BY id",  # noqa: S608 - a constant
        (MIGRATION_SET,),
    )
    return tuple(row["name"] for row in rows)


def check(db: sqlite3.Connection, path: Path, steps: Sequence[Migration] = MIGRATIONS) -> tuple[str, ...]:
    """Names of the migrations still to be applied. Raises `StoreUnusable` for a database that is not for us.

    Reads only.
    """
    had = applied(db)
    known = [step.name for step in steps]
    unknown = [name for name in had if name not in known]
    if unknown:
        raise StoreUnusable(str(path), f"was written by a newer version of Vigie ({unknown[-1]})")
    if not had and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreUnusable(str(path), "is not a database of Vigie")
    return tuple(name for name in known if name not in had)


def migrate(db: sqlite3.Connection, path: Path, steps: Sequence[Migration] = MIGRATIONS) -> tuple[str, ...]:
    """Bring the database to the present schema; the names of what was applied.

    Two processes may try at once: the second finds nothing left to do. Raises `StoreUnusable` as `check`.
    """
    if not check(db, path, steps):
        return ()
    with transaction(db):
        pending = check(db, path, steps)  # somebody may have migrated while we waited for the lock
        if pending and applied(db):
            copy_database(path, backup_path(path, pending[0]))
        if pending:
            _apply(db, steps)
    return pending


def backup_path(path: Path, migration: str) -> Path:
    """Where the copy made before a migration lies."""
    return path.with_name(f"{path.name}.before-{migration}")


def _apply(db: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    # Imported here: it costs a tenth of a second, and a database needs it once a release.
    from sqlite_utils import Database, Migrations

    migrations = Migrations(MIGRATION_SET)
    for step in steps:
        migrations(name=step.name)(_adapted(step))
    migrations.apply(Database(db, recursive_triggers=False, execute_plugins=False))


def _adapted(step: Migration) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        step.apply(database.conn)

    return run


def _has_table(db: sqlite3.Connection, name: str) -> bool:
    row = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    return row is not None
