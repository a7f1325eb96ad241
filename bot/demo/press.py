"""The sample press: invented outlets with news in our own words, dated relative to the moment at which a demo begins.

Many facts are those of the second week of March 2025; the outlets, the sentences and the local news are invented.
One TOML file an outlet, in `press/`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

# A Wednesday, 18:00 in Paris: yesterday's accord, today's reactions, and what follows when the clock is moved.
DEMO_START = datetime(2025, 3, 12, 17, 0, tzinfo=UTC)

_OFFSET = re.compile(r"([+-]?)(\d+)h(\d{2})?")
_MAX_PATH_WORDS = 8


class Format(StrEnum):
    """In which shape an outlet publishes its feed."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"
    LATIN = "latin"  # RSS in ISO-8859-15
    BROKEN = "broken"  # RSS that is not well-formed XML


@dataclass(frozen=True, slots=True)
class Edit:
    """What an item says from some time after its publication."""

    after: timedelta
    title: str
    extract: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `offset` is from the start of the demo, `body` HTML or "" where the feed carries the extract only."""

    offset: timedelta
    title: str
    extract: str
    path: str
    body: str = ""
    paywalled: bool = False
    agency: bool = False
    edit: Edit | None = None

    def title_at(self, elapsed: timedelta) -> str:
        """The title as it reads so long after the start."""
        return self.edit.title if self.edit and self.is_edited(elapsed) else self.title

    def extract_at(self, elapsed: timedelta) -> str:
        """The extract as it reads so long after the start."""
        return self.edit.extract if self.edit and self.is_edited(elapsed) else self.extract

    def is_edited(self, elapsed: timedelta) -> bool:
        """Whether the edit has been made."""
        return self.edit is not None and self.offset + self.edit.after <= elapsed


@dataclass(frozen=True, slots=True)
class Outlet:
    """One newspaper or radio; `silence` is when its server does not answer, from and until, after the start."""

    slug: str
    name: str
    place: str
    format: Format
    items: tuple[Item, ...]
    silence: tuple[timedelta, timedelta] | None = None

    def is_silent(self, elapsed: timedelta) -> bool:
        """Whether its server refuses to answer so long after the start."""
        return self.silence is not None and self.silence[0] <= elapsed < self.silence[1]


@cache
def load_press() -> tuple[Outlet, ...]:
    """All outlets, by slug; the items of each from oldest to newest."""
    folder = resources.files("bot.demo") / "press"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(
        _outlet(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))) for file in files
    )


def _outlet(slug: str, raw: Mapping[str, object]) -> Outlet:
    rows = raw["item"]
    assert isinstance(rows, list)
    items = sorted((_item(number, row) for number, row in enumerate(rows, 1)), key=lambda item: item.offset)
    silence = (
        (parse_offset(str(raw["silent_from"])), parse_offset(str(raw["silent_until"])))
        if "silent_from" in raw
        else None
    )
    return Outlet(
        slug, str(raw["name"]), str(raw["place"]), Format(str(raw["format"])), tuple(items), silence
    )


def _item(number: int, row: Mapping[str, object]) -> Item:
    title, text = str(row["title"]), str(row["text"])
    edit = None
    if "edited_after" in row:
        after = parse_offset(str(row["edited_after"]))
        edit = Edit(after, str(row.get("edited_title", title)), str(row.get("edited_text", text)))
    return Item(
        offset=parse_offset(str(row["at"])),
        title=title,
        extract=text,
        path=f"{number:03d}-{_path_words(title)}.html",
        body=str(row.get("body", "")),
        paywalled=row.get("paywalled") is True,
        agency=row.get("agency") is True,
        edit=edit,
    )


def parse_offset(text: str) -> timedelta:
    """`-22h48`, `+3h`, `2h` as a span of time; anything else is a mistake in our own files."""
    found = _OFFSET.fullmatch(text)
    assert found is not None, text
    span = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -span if found[1] == "-" else span


def _path_words(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:_MAX_PATH_WORDS])
