"""How well stories are told apart: `python -m tests.quality.stories [PATH]`.

PATH is JSON lines of `{"title", "event", "text"?, "source"?, "published"?, "part"?}` in order of arrival; by default
the set beside this file, which is in our own words: bars are chosen on its part « dev » and proved on « held-out ».
Prints B-cubed precision, recall and F1 of each part, with titles alone and with extracts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from bot.core.stories import StoryWindow, features
from bot.model import EntryId

OWN_SET = Path(__file__).with_name("stories.jsonl")
START = datetime(2026, 3, 12, 6, tzinfo=UTC)
STEP = timedelta(minutes=1)  # between two rows that bear no time
DEV, HELD_OUT = "dev", "held-out"


@dataclass(frozen=True, slots=True)
class Row:
    event: str
    outlet: str
    title: str
    text: str
    published_at: datetime
    part: str


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"B-cubed P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def load(path: Path) -> tuple[Row, ...]:
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        time = row.get("published")
        at = datetime.fromisoformat(time) if time else START + number * STEP
        outlet = row.get("source") or f"Rédaction {number}"
        rows.append(
            Row(str(row["event"]), outlet, row["title"], row.get("text", ""), at, row.get("part", HELD_OUT))
        )
    return tuple(rows)


def part_of(rows: Sequence[Row], part: str) -> tuple[Row, ...]:
    """The rows of one part, which never share an event with the other."""
    return tuple(row for row in rows if row.part == part)


def group(rows: Sequence[Row], with_text: bool = True) -> tuple[int, ...]:
    """The story of each row, in order."""
    window, found = StoryWindow(), []
    for number, row in enumerate(rows, start=1):
        assigned = window.assign(
            entry_id=EntryId(number),
            outlet=row.outlet,
            link="",
            title=row.title,
            published_at=row.published_at,
            arrived_at=row.published_at,
            features=features(row.title, row.text if with_text else "", row.outlet),
            live=True,
        )
        found.append(int(assigned.story_id or number))
    return tuple(found)


def b_cubed(found: Sequence[int], events: Sequence[str]) -> Score:
    both = Counter(zip(found, events, strict=True))
    stories, wanted = Counter(found), Counter(events)
    precision = sum(n * n / stories[story] for (story, _), n in both.items()) / len(events)
    recall = sum(n * n / wanted[event] for (_, event), n in both.items()) / len(events)
    return Score(precision, recall)


def score(rows: Sequence[Row], with_text: bool = True) -> Score:
    return b_cubed(group(rows, with_text), [row.event for row in rows])


def main(path: Path) -> None:
    rows = load(path)
    for part, with_text in product((DEV, HELD_OUT), (False, True)):
        if members := part_of(rows, part):
            found = group(members, with_text)
            what = "titles and extracts" if with_text else "titles alone"
            print(f"{part}, {what}:", b_cubed(found, [row.event for row in members]))
            _print_mistakes(members, found)


def _print_mistakes(rows: Sequence[Row], found: Sequence[int]) -> None:
    stories: dict[int, list[Row]] = defaultdict(list)
    where: dict[str, set[int]] = defaultdict(set)
    for row, story in zip(rows, found, strict=True):
        stories[story].append(row)
        where[row.event].add(story)
    for members in stories.values():
        if len({row.event for row in members}) > 1:
            print("  merged:", " / ".join(row.title for row in members))
    for event, parts in where.items():
        if len(parts) > 1:
            print("  parted:", event, " / ".join(stories[part][0].title for part in sorted(parts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else OWN_SET)
