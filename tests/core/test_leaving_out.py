"""Stories without the outlets that a chat does not want."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.leaving_out import all_without, covered_without, has_grown, without
from bot.errors import FetchProblem
from bot.model import Coverage, Entry, EntryId, FeedId, MatchedEntry, SilentFeed, Story, StoryId

NOW = datetime(2025, 3, 13, tzinfo=UTC)


def story(*outlets: str) -> Story:
    entries = tuple(
        MatchedEntry(entry(outlet, NOW + timedelta(hours=n)), ()) for n, outlet in enumerate(outlets)
    )
    return Story(StoryId(1), 1, entries)


def entry(outlet: str, seen_at: datetime) -> Entry:
    return Entry(
        id=EntryId(1),
        feed_id=FeedId(1),
        outlet=outlet,
        title="Titre",
        link="https://x.example/1",
        published_at=seen_at,
        seen_at=seen_at,
        revision=1,
        extract="",
        body="",
        key="1",
        baseline=False,
    )


@given(st.lists(st.sampled_from("ABC"), min_size=1), st.frozensets(st.sampled_from("ABC")))
def test_only_the_others_tell_it(outlets: list[str], left_out: frozenset[str]) -> None:
    kept = all_without([story(*outlets)], left_out)
    assert [m.entry.outlet for each in kept for m in each.entries] == [
        o for o in outlets if o not in left_out
    ]


def test_a_story_that_loses_nobody_is_the_same_one() -> None:
    whole = story("A", "B")
    assert without(whole, {"C"}) is whole
    assert without(whole, {"A", "B"}) is None


def test_growth_is_counted_by_who_is_left() -> None:
    left = without(story("A", "B"), {"B"})
    assert left is not None
    assert not has_grown(left, NOW)
    assert has_grown(story("A", "B"), NOW)


def test_the_silence_of_who_is_left_out_is_not_told() -> None:
    silent = tuple(SilentFeed(name, "https://x.example", FetchProblem.TIMEOUT) for name in "AB")
    coverage = Coverage(3, silent)
    assert covered_without(coverage, frozenset()) is coverage
    assert covered_without(coverage, frozenset("A")) == replace(coverage, silent=silent[1:])


def test_who_is_left_out_is_not_counted_among_those_that_were_read() -> None:
    coverage = Coverage(3, (), 4, ("A", "B", "B", "C"))
    assert covered_without(coverage, frozenset("BZ")) == Coverage(2, (), 2, ("A", "C"))
