"""Which of very many stories are read whole."""

from __future__ import annotations

from bot.core.most_reported import most_reported
from bot.model import StoryId, Tally, TopicId


def tally(topic: int, story: int, outlets: int) -> Tally:
    return Tally(TopicId(topic), StoryId(story), outlets)


def test_those_that_most_outlets_tell_and_the_younger_of_equals() -> None:
    tallies = [tally(1, story, outlets) for story, outlets in ((1, 2), (2, 9), (3, 2), (4, 1), (5, 3))]
    assert most_reported(tallies, most=3, of_each=0) == {2, 5, 3}
    assert most_reported(reversed(tallies), most=3, of_each=0) == {2, 5, 3}


def test_a_topic_of_which_few_write_is_among_them() -> None:
    loud = [tally(1, story, 40) for story in range(1, 31)]
    quiet = [tally(2, story, 1) for story in range(31, 36)]
    chosen = most_reported([*loud, *quiet], most=10, of_each=2)
    assert len(chosen) == 12
    assert {34, 35} <= chosen


def test_a_story_of_two_topics_counts_once() -> None:
    assert most_reported([tally(1, 1, 3), tally(2, 1, 3), tally(1, 2, 2)], most=2) == {1, 2}


def test_of_nothing_comes_nothing() -> None:
    assert most_reported(()) == frozenset()
