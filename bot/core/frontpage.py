"""The front page: what most newsrooms report now, each event once, and not one event seven times over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.card import newsrooms
from bot.core.subjects import subjects
from bot.model import Story

SPAN = timedelta(hours=24)  # what was published in it counts
HALF_LIFE = timedelta(hours=12)  # of a story's weight since its latest article
SAME_SUBJECT = 0.6  # of its weight a story keeps for each one before it that has its subject
MIN_NEWSROOMS = 2  # one newsroom alone makes no front page, while there is anything else


def front_page(stories: Sequence[Story], now: datetime) -> tuple[Story, ...]:
    """The stories in the order of a front page; those without an article of the last 24 hours are left out.

    More independent newsrooms (an agency's copy once) first, the fresher of equals, and the second story on a
    subject after others of nearly its weight.
    """
    weights = {story.id: _weight(story, now) for story in stories}
    about = {story.id: "".join(subjects([story], 1)) for story in stories}
    left = [story for story in stories if weights[story.id] > 0]
    seen: Counter[str] = Counter()
    page: list[Story] = []
    while left:
        best = max(left, key=lambda s: (weights[s.id] * _novelty(about[s.id], seen), s.id))
        left.remove(best)
        page.append(best)
        seen[about[best.id]] += 1
    return tuple(page)


def _novelty(subject: str, seen: Counter[str]) -> float:
    return SAME_SUBJECT ** seen[subject] if subject else 1.0


def _weight(story: Story, now: datetime) -> float:
    recent = tuple(member for member in story.entries if now - SPAN <= member.entry.published_at <= now)
    if not recent:
        return 0.0
    heads = newsrooms(Story(story.id, story.revision, recent))
    age = now - max(member.entry.published_at for member in recent)
    alone = 1.0 if heads >= MIN_NEWSROOMS else 0.25
    return float(heads * alone * 0.5 ** (age / HALF_LIFE))
