"""The numbering of news against a plain model: readings, edits and analyses in any order."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.model import EntryId, Feed, Seq, StoryId, Topic
from bot.store import SqliteStore
from tests.store.making import House, analysis, parsed

T = TypeVar("T")
TOPICS = ("otan", "climat", "sport")
WANTED = st.sets(st.integers(0, len(TOPICS) - 1))


@dataclass
class Article:
    """What the model knows of an entry."""

    name: str
    is_baseline: bool
    revision: int = 1
    waits: bool = True
    story: int | None = None
    seq: int | None = None
    matches: dict[int, int | None] = field(default_factory=dict)


class NumberingMachine(RuleBasedStateMachine):
    """`seq`, stories and matches, as design.md says them."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.house = House(self.run(SqliteStore.open(":memory:")))
        self.topics: list[Topic] = []
        self.feed: Feed | None = None
        self.articles: dict[int, Article] = {}
        self.stories: dict[int, int] = {}
        self.seq = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.house.store.close())
        self.runner.close()

    @initialize()
    def begin(self) -> None:
        self.feed = self.run(self.house.feed())
        self.topics = [self.run(self.house.topic(query)) for query in TOPICS]

    @rule(baseline=st.booleans(), number=st.integers(1, 3))
    def read(self, baseline: bool, number: int) -> None:
        assert self.feed is not None
        names = [str(len(self.articles) + n) for n in range(1, number + 1)]
        self.run(self.house.read(self.feed, *(parsed(name) for name in names), baseline=baseline))
        for name in names:
            self.articles[int(name)] = Article(name, baseline)

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), material=st.booleans())
    def edit(self, data: st.DataObject, material: bool) -> None:
        assert self.feed is not None
        id_ = data.draw(st.sampled_from(sorted(self.articles)))
        article = self.articles[id_]
        self.run(
            self.house.edit(self.feed, EntryId(id_), parsed(article.name, title="Autre"), material=material)
        )
        article.revision += material
        article.waits = True

    @rule(data=st.data())
    def analyse(self, data: st.DataObject) -> None:
        waiting = self.run(self.house.waiting())
        order = sorted((a.is_baseline, id_) for id_, a in self.articles.items() if a.waits)
        assert [entry.id for entry in waiting] == [id_ for _, id_ in order]
        made = []
        for entry in waiting[: data.draw(st.integers(0, 4))]:
            matched = sorted(data.draw(WANTED))
            story = data.draw(st.sampled_from([None, *sorted(self.stories)]))
            raises = data.draw(st.booleans())
            topics = [self.topics[n] for n in matched]
            joins = None if story is None else StoryId(story)
            made.append(analysis(entry, *topics, story_id=joins, raises_story=raises))
            self._number(entry.id, [topic.id for topic in topics], story, raises)
        assert self.run(self.house.record(made)) == self.seq

    def _number(self, id_: int, topics: list[int], story: int | None, raises: bool) -> None:
        article = self.articles[id_]
        article.waits = False
        is_first = article.story is None
        is_founder = is_first and story is None
        if is_first:
            article.story = id_ if story is None else story
            self.stories.setdefault(article.story, 1)
            if not article.is_baseline:
                self.seq += 1
                article.seq = self.seq
        if raises and not article.is_baseline and not is_founder:
            assert article.story is not None
            self.stories[article.story] += 1
        before, article.matches = article.matches, {}
        for topic in topics:
            if is_first:
                article.matches[topic] = article.seq
            elif topic in before:
                article.matches[topic] = before[topic]
            else:
                self.seq += 1
                article.matches[topic] = self.seq

    @invariant()
    def news_is_as_numbered(self) -> None:
        topics = [topic.id for topic in self.topics]
        found = self.run(self.house.store.entries.news(topics, Seq(0), Seq(10**6)))
        assert [(n.seq, n.topic_id, n.entry_id, n.story_id) for n in found] == sorted(
            (seq, topic, id_, article.story)
            for id_, article in self.articles.items()
            for topic, seq in article.matches.items()
            if seq is not None
        )

    @invariant()
    def stories_are_as_told(self) -> None:
        found = self.run(self.house.store.entries.stories([StoryId(s) for s in self.stories], []))
        assert {story.id: story.revision for story in found} == self.stories
        members = {matched.entry.id: story.id for story in found for matched in story.entries}
        assert members == {id_: a.story for id_, a in self.articles.items() if a.story is not None}
        seqs = {matched.entry.id: matched.entry.seq for story in found for matched in story.entries}
        assert seqs == {id_: a.seq for id_, a in self.articles.items() if a.story is not None}


class TestNumbering(NumberingMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(max_examples=15, stateful_step_count=16, deadline=None)
