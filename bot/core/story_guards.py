"""How much likeness is enough: the bar that an article must pass to join a story.

One bar for all would merge what usually goes wrong: two uses of one template (« Météo à Lyon : … »), two events of
a kind in two places or with other figures, two articles of one publisher, topics so large that all resembles them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from bot.core.open_story import OpenStory, Report
from bot.core.story_features import DAY, FIGURE, MEASURE, NAME, PLACE, SLOT, TITLE

# Likeness from which two texts tell one event; the plateau reaches from .28 to .32.
JOIN = 0.29
# Added to it where a mistake is likelier.
SAME_OUTLET = 0.10  # a publisher rarely tells one event twice, and has its own set phrases
CROWDED = 0.08  # rather a topic than an event
OTHER_PLACE = 0.25
OTHER_FIGURES = 0.02  # a toll that grows is one event
OTHER_MEASURE = 0.15  # another percentage, price or score is rather another
OTHER_NAMES = 0.06
OPPOSED = 0.15  # up against down
ONLY_NAMES = 0.08  # what is common are people and places, not what happened
CROWD = 25  # articles
OLD = timedelta(hours=36)
# Two articles of one outlet with the same title, published this far apart, are two issues of a column.
COLUMN_GAP = timedelta(hours=6)


_DIRECTIONS = frozenset(crc32(word.encode()) for word in ("hausse", "baisse"))  # as `concept` names them


def bar(story: OpenStory, report: Report, now: datetime) -> float | None:
    """The likeness that lets this article join that story, or None when nothing does."""
    if not story.is_near(report.published_at) or any(_is_other_use(past, report) for past in story.reports):
        return None
    required = JOIN
    if any(past.outlet == report.outlet for past in story.reports):
        required += SAME_OUTLET
    if story.count > CROWD or now - story.started_at > OLD:
        required += CROWDED
    return required + _difference(story, report)


def _is_other_use(past: Report, report: Report) -> bool:
    """Whether both titles are one template filled in differently, or two issues of one column."""
    gap = abs(past.published_at - report.published_at)
    if past.title == report.title:
        return past.outlet == report.outlet and gap >= COLUMN_GAP
    if past.outlet == report.outlet and gap >= COLUMN_GAP and _measures_differ(past, report):
        return True
    if not report.features.template or past.features.template != report.features.template:
        return False
    before, after = past.title_keys(SLOT), report.title_keys(SLOT)
    return bool(before - after) and bool(after - before)


def _measures_differ(past: Report, report: Report) -> bool:
    before, after = past.title_keys(MEASURE), report.title_keys(MEASURE)
    return bool(before) and bool(after) and before.isdisjoint(after)


def _difference(story: OpenStory, report: Report) -> float:
    """What the article contradicts the story in, as likeness that must make up for it."""
    penalty = 0.0
    if _conflict(story, report, PLACE):
        penalty += OTHER_PLACE
    elif _conflict(story, report, NAME):
        penalty += OTHER_NAMES
    if _conflict(story, report, MEASURE):
        penalty += OTHER_MEASURE
    elif _conflict(story, report, FIGURE):
        penalty += OTHER_FIGURES
    if _is_opposed(story, report):
        penalty += OPPOSED
    if _shares_only_names(story, report):
        penalty += ONLY_NAMES
    return penalty


def _conflict(story: OpenStory, report: Report, mark: int) -> bool:
    """Whether both have such words in titles, and neither has one of the other's anywhere."""
    after = report.title_keys(mark)
    if not after or not after.isdisjoint(story.known_keys()):
        return False
    before = frozenset[int]().union(*(past.title_keys(mark) for past in story.reports))
    return bool(before) and before.isdisjoint(report.features.keys)


def _is_opposed(story: OpenStory, report: Report) -> bool:
    """Whether one says that something rises and the other that it falls."""
    after = _DIRECTIONS.intersection(report.title_keys(TITLE))
    before = _DIRECTIONS & frozenset[int]().union(*(past.title_keys(TITLE) for past in story.reports))
    return bool(after) and bool(before) and before.isdisjoint(after)


def _shares_only_names(story: OpenStory, report: Report) -> bool:
    known, features = story.known_keys(), report.features
    return all(
        marks & (NAME | DAY) or key not in known
        for key, marks in zip(features.keys, features.marks, strict=True)
    )
