"""Which story an article tells: one streaming pass, in order of analysis, the same on every replay.

An article joins the open story that it resembles most, if it does so enough (`story_guards.bar`), or starts one
that bears its id. Nothing is ever taken back. State is a function of the members alone, which a restart reads back.
Accepted gap: beyond `MAX_STORIES` the stories that would close first are forgotten early.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush, nsmallest
from typing import ClassVar

from bot.core.open_story import MAX_AGE, MAX_SILENCE, OpenStory, Query, Report
from bot.core.story_features import Features, features
from bot.core.story_guards import JOIN, bar
from bot.french.agency import agency
from bot.model import EntryId, StoryId, StoryMember

__all__ = ["Assignment", "Features", "StoryWindow", "agency", "features"]

# Words by which candidates are found, the weightiest first, and how many candidates are compared: of 1,500 varied
# titles six candidates chose the same stories as forty did.
LOOKUP_KEYS = 12
CANDIDATES = 8
# What may be lost in adding up: a likeness equal to the bar passes it.
EXACT = 1e-9
# Bounds memory, at about 1 kB a story.
MAX_STORIES = 50_000


@dataclass(frozen=True, slots=True)
class Assignment:
    """`story_id` None: the entry starts a story. `raises`: it brings new facts to one that existed."""

    story_id: StoryId | None
    raises: bool = False


class StoryWindow:
    """The open stories."""

    # Members that arrived longer ago cannot matter to a restart: the age of a story, and room for a late queue.
    REACH: ClassVar = MAX_AGE + MAX_SILENCE

    def __init__(self) -> None:
        self._clock: datetime | None = None
        self._stories: dict[StoryId, OpenStory] = {}
        self._closing: list[tuple[datetime, StoryId]] = []
        self._by_key: dict[int, list[StoryId]] = {}
        self._by_link: dict[str, StoryId] = {}

    def __len__(self) -> int:
        """How many stories are open."""
        return len(self._stories)

    def assign(
        self,
        *,
        entry_id: EntryId,
        outlet: str,
        link: str,
        title: str,
        published_at: datetime,
        arrived_at: datetime,
        features: Features,
        live: bool,
    ) -> Assignment:
        """Decide the story of one new entry, and remember it. `live` False: a first reading, which raises nothing.

        The same canonical link is the same story. `arrived_at` closes stories; an earlier one than before counts
        as the same instant.
        """
        report = Report.of(features, outlet, title, published_at)
        now = self._move_clock(arrived_at)
        story = self._linked(link) or self._closest(report, now)
        if story is None:
            self._open(StoryId(entry_id), report, link, now)
            return Assignment(None)
        raises = live and story.learns_from(report)
        self._add(story, report, link, now)
        return Assignment(story.id, raises)

    def restore(self, members: Iterable[StoryMember]) -> None:
        """Take up what was assigned before, in order of analysis; decides nothing.

        Members of a story whose first entry is not among them are passed over: that story is closed by now.
        """
        for member in members:
            found = Features.from_bytes(member.features)
            report = Report.of(found, member.outlet, member.title, member.published_at)
            now = self._move_clock(member.arrived_at)
            story = self._stories.get(member.story_id)
            if story is not None:
                self._add(story, report, member.link, now)
            elif int(member.story_id) == int(member.entry_id):
                self._open(member.story_id, report, member.link, now)

    def _move_clock(self, arrived_at: datetime) -> datetime:
        """The present: it never goes back, and closes the stories whose time is over."""
        now = arrived_at if self._clock is None else max(self._clock, arrived_at)
        self._clock = now
        while self._closing and (self._closing[0][0] < now or len(self._stories) > MAX_STORIES):
            due, story_id = heappop(self._closing)
            story = self._stories[story_id]
            if story.closes_at > due:
                heappush(self._closing, (story.closes_at, story_id))
            else:
                self._close(story)
        return now

    def _close(self, story: OpenStory) -> None:
        del self._stories[story.id]
        for link in story.links:
            del self._by_link[link]
        for key in story.posted:
            posted = self._by_key[key]
            posted.remove(story.id)
            if not posted:
                del self._by_key[key]

    def _open(self, story_id: StoryId, report: Report, link: str, now: datetime) -> None:
        story = OpenStory(story_id, now)
        self._stories[story_id] = story
        self._add(story, report, link, now)
        heappush(self._closing, (story.closes_at, story_id))

    def _add(self, story: OpenStory, report: Report, link: str, now: datetime) -> None:
        story.add(report, now)
        if link and link not in self._by_link:
            self._by_link[link] = story.id
            story.links += (link,)
        for key, _ in _lookup(report.features):
            if key not in story.posted:
                story.posted.append(key)
                self._by_key.setdefault(key, []).append(story.id)

    def _linked(self, link: str) -> OpenStory | None:
        story_id = self._by_link.get(link)
        return None if story_id is None else self._stories[story_id]

    def _closest(self, report: Report, now: datetime) -> OpenStory | None:
        """The story that passes its own bar by most; the one with more words in common on a tie."""
        query = Query(report)
        best, best_margin = None, -EXACT
        for story in self._candidates(report):
            affinity = story.affinity(query)
            if affinity < JOIN:
                continue
            required = bar(story, report, now)
            if required is not None and affinity - required > best_margin:
                best, best_margin = story, affinity - required
        return best

    def _candidates(self, report: Report) -> list[OpenStory]:
        shared: dict[StoryId, int] = {}
        for key, weight in _lookup(report.features):
            for story_id in self._by_key.get(key, ()):
                shared[story_id] = shared.get(story_id, 0) + weight
        ranked = nsmallest(CANDIDATES, shared.items(), key=lambda item: (-item[1], item[0]))
        return [self._stories[story_id] for story_id, _ in ranked]


def _lookup(features: Features) -> list[tuple[int, int]]:
    """The weightiest words, as (key, weight), by which a story is found."""
    words = zip(features.keys, features.weights, strict=True)
    return sorted(words, key=lambda word: (-word[1], word[0]))[:LOOKUP_KEYS]
