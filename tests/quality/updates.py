"""How well what is new in a known story is told from what repeats it: `python -m tests.quality.updates [PATH]`.

PATH is JSON lines of `{"story", "source", "title", "text", "new"?, "kind"?, "part"?}`: the articles of each story in
order, all but the first with the decision of a reader who has read those before. By default the set beside this
file, which is in our own words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from bot.core.open_story import OpenStory, Report
from bot.core.story_features import features
from bot.model import StoryId
from tests.quality.stories import DEV, HELD_OUT

OWN_SET = Path(__file__).with_name("updates.jsonl")
START = datetime(2026, 3, 12, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Article:
    story: str
    outlet: str
    title: str
    text: str
    is_new: bool | None  # None for the first of a story, which is no decision
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Decision:
    article: Article
    found: bool

    @property
    def is_right(self) -> bool:
        return self.found == self.article.is_new


def load(path: Path) -> tuple[Article, ...]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(
        Article(
            row["story"],
            row["source"],
            row["title"],
            row["text"],
            row.get("new"),
            row.get("kind", ""),
            row.get("part", HELD_OUT),
        )
        for row in rows
    )


def decide(articles: Sequence[Article]) -> Iterator[Decision]:
    """What the rules say of each article, given those before it in its story, whatever they said of those."""
    for _, members in groupby(articles, key=lambda article: article.story):
        story = OpenStory(StoryId(1), START)
        for hours, article in enumerate(members):
            at = START + timedelta(hours=hours)
            report = Report.of(
                features(article.title, article.text, article.outlet), article.outlet, article.title, at
            )
            if article.is_new is not None:
                yield Decision(article, story.learns_from(report))
            story.add(report, at)


def decisions(path: Path = OWN_SET, part: str = HELD_OUT) -> tuple[Decision, ...]:
    return tuple(decide([article for article in load(path) if article.part == part]))


def accuracy(made: Sequence[Decision]) -> float:
    return sum(decision.is_right for decision in made) / len(made)


def main(path: Path) -> None:
    for part in (DEV, HELD_OUT):
        made = decisions(path, part)
        for decision in made:
            if not decision.is_right:
                said = "new" if decision.found else "nothing new"
                article = decision.article
                print(f"  {said}: {article.title} | {article.text} ({article.kind})")
        print(f"{part}: {accuracy(made):.3f} of {len(made)} decisions right")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else OWN_SET)
