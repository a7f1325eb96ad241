"""All quality measures on the sets in our own words, beside their floors: `python -m tests.quality`.

`python -m tests.quality.matching`, `.sentences`, `.stories`, `.updates` and `.summaries` print one each, with its
misses, on the set beside them or on a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.quality import (
    matching,
    sentences,
    stories,
    test_matching,
    test_sentences,
    test_stories,
    test_updates,
    updates,
)


@dataclass(frozen=True, slots=True)
class Measure:
    what: str
    figure: float
    floor: float
    size: str


def measures() -> Iterator[Measure]:
    """Each measure, with the floor that the tests hold it to."""
    pairs = matching.load(matching.OWN_SET)
    found = matching.measure(pairs)
    yield Measure("matching: precision", found.precision, test_matching.PRECISION, f"{len(pairs)} pairs")
    yield Measure("matching: recall", found.recall, test_matching.RECALL, f"{len(pairs)} pairs")
    paragraphs = sentences.load(sentences.OWN_SET)
    exact = 1 - len(sentences.misses(paragraphs)) / len(paragraphs)
    yield Measure("sentences: paragraphs exact", exact, test_sentences.FLOOR, f"{len(paragraphs)} paragraphs")
    rows = stories.load(stories.OWN_SET)
    for part, with_text, floor in test_stories.FLOORS:
        members = stories.part_of(rows, part)
        what = f"stories: B-cubed F1, {'titles and extracts' if with_text else 'titles alone'}, {part}"
        events = len({row.event for row in members})
        yield Measure(
            what, stories.score(members, with_text).f1, floor, f"{len(members)} articles of {events} events"
        )
    for part in (stories.DEV, stories.HELD_OUT):
        made = updates.decisions(part=part)
        what = f"updates: decisions right, {part}"
        yield Measure(what, updates.accuracy(made), test_updates.FLOOR, f"{len(made)} decisions")


def main() -> None:
    print(f"{'measure':<56} {'figure':>7} {'floor':>7}  size")
    for one in measures():
        print(f"{one.what:<56} {one.figure:>7.3f} {one.floor:>7.3f}  {one.size}")


if __name__ == "__main__":
    main()
