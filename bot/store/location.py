"""Where a database lies: addresses of the configuration turned into paths."""

from __future__ import annotations

from pathlib import Path

from bot.errors import StoreUnusable

SCHEME = "sqlite:///"
MEMORY = ":memory:"


def database_path(url: str | Path) -> Path | None:
    """The file that an address names; None for a throw-away database (`:memory:`).

    `sqlite:///relative.db` and `sqlite:////absolute.db`, or a plain path. Raises `StoreUnusable` for another scheme.
    """
    if isinstance(url, Path):
        return url
    name = url.removeprefix(SCHEME)
    if name in {MEMORY, "sqlite://"}:
        return None
    if not name or "://" in name:
        raise StoreUnusable(url, "is not an address of a database: sqlite:///file.db is expected")
    return Path(name)
