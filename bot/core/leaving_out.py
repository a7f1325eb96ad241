"""Stories without the outlets that a chat does not want."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.model import Coverage, Story


def without(story: Story, left_out: Collection[str]) -> Story | None:
    """The story as the other outlets tell it; None where none of them does."""
    kept = tuple(member for member in story.entries if member.entry.outlet not in left_out)
    if len(kept) == len(story.entries):
        return story
    return replace(story, entries=kept) if kept else None


def all_without(stories: Iterable[Story], left_out: Collection[str]) -> tuple[Story, ...]:
    """`without` of each; those that nobody else tells are gone."""
    if not left_out:
        return tuple(stories)
    found = (without(story, left_out) for story in stories)
    return tuple(story for story in found if story is not None)


def has_grown(story: Story, since: datetime) -> bool:
    """Whether what is left of the story has an article that came after that instant."""
    return any(member.entry.seen_at > since for member in story.entries)


def covered_without(coverage: Coverage, left_out: frozenset[str]) -> Coverage:
    """Without the outlets that the chat would not hear anyway, neither among those read nor among the silent."""
    if not left_out:
        return coverage
    read = tuple(outlet for outlet in coverage.read if outlet not in left_out)
    return Coverage(
        outlets=coverage.outlets - len(left_out.intersection(coverage.read)),
        silent=tuple(feed for feed in coverage.silent if feed.outlet not in left_out),
        feeds=coverage.feeds - (len(coverage.read) - len(read)),
        read=read,
    )
