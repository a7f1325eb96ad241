"""How much likeness is enough: the bar that an article must pass to join a story.

One bar for all would merge what usually goes wrong: two uses of one template (« Météo à Lyon : … »), two events of
a kind in two places or with other figures, two articles of one publisher, topics so large that all resembles them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.open_story import OpenStory, Telling
from bot.core.story_features import FIGURE, NAME, PLACE, SLOT

# Likeness from which two texts tell one event; the plateau reaches from .28 to .32 on a real news day.
JOIN = 0.30
# Added to it where a mistake is likelier.
SAME_OUTLET = 0.08  # a publisher rarely tells one event twice, and has its own set phrases
CROWDED = 0.08  # rather a topic than an event
OTHER_PLACE = 0.25
OTHER_FIGURES = 0.05
OTHER_NAMES = 0.06
ONLY_NAMES = 0.08  # what is common are people and places, not what happened
CROWD = 25  # articles
OLD = timedelta(hours=36)
# Two articles of one outlet with the same title, published this far apart, are two issues of a column.
COLUMN_GAP = timedelta(hours=6)


def bar(story: OpenStory, telling: Telling, now: datetime) -> float | None:
    """The likeness that lets this article join that story, or None when nothing does."""
    if not story.is_near(telling.published_at) or any(
        _is_other_use(past, telling) for past in story.tellings
    ):
        return None
    required = JOIN
    if any(past.outlet == telling.outlet for past in story.tellings):
        required += SAME_OUTLET
    if story.count > CROWD or now - story.started_at > OLD:
        required += CROWDED
    return required + min(_difference(past, telling) for past in story.tellings)


def _is_other_use(past: Telling, telling: Telling) -> bool:
    """Whether both titles are one template filled in differently, or two issues of one column."""
    if past.title == telling.title:
        gap = abs(past.published_at - telling.published_at)
        return past.outlet == telling.outlet and gap >= COLUMN_GAP
    if not telling.features.template or past.features.template != telling.features.template:
        return False
    before, after = past.title_keys(SLOT), telling.title_keys(SLOT)
    return bool(before - after) and bool(after - before)


def _difference(past: Telling, telling: Telling) -> float:
    """What the two tellings contradict each other in, as likeness that must make up for it."""
    penalty = 0.0
    if _conflict(past, telling, PLACE):
        penalty += OTHER_PLACE
    elif _conflict(past, telling, NAME):
        penalty += OTHER_NAMES
    if _conflict(past, telling, FIGURE):
        penalty += OTHER_FIGURES
    shared = frozenset(past.features.keys) & frozenset(telling.features.keys)
    if shared <= past.keys(NAME) | telling.keys(NAME):
        penalty += ONLY_NAMES
    return penalty


def _conflict(past: Telling, telling: Telling, mark: int) -> bool:
    """Whether both titles have such words, and neither title has one of the other's anywhere in its text."""
    before, after = past.title_keys(mark), telling.title_keys(mark)
    if not before or not after:
        return False
    return not (before & set(telling.features.keys)) and not (after & set(past.features.keys))
