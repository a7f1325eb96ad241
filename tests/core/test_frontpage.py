"""The front page: newsrooms, freshness, and not one event seven times over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.frontpage import SPAN, front_page
from bot.model import Entry, EntryId, FeedId, MatchedEntry, Story, StoryId

NOW = datetime(2025, 3, 13, 7, 0, tzinfo=UTC)
AFP = "L’information est rapportée mercredi soir à Djeddah. (AFP)"


def story(number: int, title: str, outlets: Sequence[str], hours: float = 1, text: str = "") -> Story:
    entries = (
        Entry(
            id=EntryId(number * 100 + n),
            feed_id=FeedId(n),
            outlet=outlet,
            key=f"{number}-{n}",
            link=f"https://{n}.example/{number}",
            title=title,
            extract=text,
            body="",
            published_at=NOW - timedelta(hours=hours),
            seen_at=NOW,
            revision=1,
            baseline=False,
        )
        for n, outlet in enumerate(outlets)
    )
    return Story(StoryId(number), 1, tuple(MatchedEntry(entry, ()) for entry in entries))


def order(*stories: Story) -> list[int]:
    return [each.id for each in front_page(stories, NOW)]


def test_what_more_newsrooms_report_comes_first() -> None:
    assert order(story(1, "Un vol à Lyon", "ab"), story(2, "Une grève à Lille", "abcd")) == [2, 1]


def test_an_agency_counts_once_whoever_reprints_it() -> None:
    copies = story(1, "Une trêve à Kiev", "abcde", text=AFP)
    assert order(copies, story(2, "Une grève à Lille", "abc")) == [2, 1]


def test_the_fresher_of_equals_comes_first() -> None:
    assert order(story(1, "Un vol à Lyon", "abc", 20), story(2, "Une grève à Lille", "abc", 1)) == [2, 1]


def test_the_second_story_on_a_subject_makes_room_for_others() -> None:
    first, second = story(1, "Séisme au Népal", "abcdef"), story(2, "Népal, le séisme filmé", "abcde")
    assert order(first, second, story(3, "Une grève à Lille", "abcd")) == [1, 3, 2]


def test_one_newsroom_alone_comes_last_and_only_the_last_day_counts() -> None:
    alone, old = story(1, "Un vol à Lyon", "a", 0), story(2, "Une grève à Lille", "abcd", 25)
    assert order(alone, old, story(3, "Une crue à Tours", "ab", 8)) == [3, 1]
    assert order() == []


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(-1, 30)), max_size=8))
def test_every_story_of_the_last_day_is_there_once(made: list[tuple[int, float]]) -> None:
    stories = [story(n, f"Sujet {n} à Lille", "abcdef"[:heads], age) for n, (heads, age) in enumerate(made)]
    expected = {s.id for s in stories if timedelta() <= NOW - s.entries[0].entry.published_at <= SPAN}
    found = order(*stories)
    assert set(found) == expected
    assert len(found) == len(expected)
