"""Alerts whose story was corrected since: edited in place, and answered where a fact was taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.corrections import REACH, Correction, judge, known_then, may_correct, said_in
from bot.core.leaving_out import without
from bot.model import (
    Card,
    Destination,
    Draft,
    Edit,
    Kind,
    Message,
    OfDraft,
    Reply,
    SentAlert,
    Story,
    StoryId,
    Topic,
    TopicId,
)
from bot.services.alerts import card_of, is_quiet_for
from bot.services.desk import Desk
from bot.views.alert import Told, render, render_rectification
from bot.views.voice import Voice


@dataclass(frozen=True, slots=True)
class _Anew:
    """One story of an alert as it would be told now, and what is to be done about it."""

    before: SentAlert
    after: SentAlert
    card: Card
    topic: Topic
    verdict: Correction


async def correct_alerts(desk: Desk) -> int:
    """Owe the corrections of the alerts of the last 24 hours; how many messages.

    Edits, answers and what the alerts say from now on are one transaction.
    """
    now = desk.clock.now()
    found = await desk.store.destinations.edited_alerts(now - REACH)
    if not found:
        return 0
    every = [sent for _, message in found for sent in message]
    topics = {topic_id: await desk.store.topics.get(topic_id) for topic_id in {s.topic_id for s in every}}
    stories = await desk.store.entries.stories({s.story_id for s in every}, set(topics))
    by_id = {story.id: story for story in stories}
    drafts: list[Draft] = []
    corrected: list[SentAlert] = []
    for destination, message in found:
        if not may_correct(max(s.corrections for s in message), message[0].notes.corrected_at, now):
            continue
        if all(sent.story_id in by_id for sent in message):
            followed = await desk.store.destinations.subscriptions(destination.id)
            theirs = topics | {each.topic.id: each.topic for each in followed}  # in the chat's own words
            anew = [_anew(desk, destination, sent, by_id, theirs) for sent in message]
            drafts += _drafts(desk, destination, anew, now)
            corrected += _remembered(anew, now)
    await desk.store.destinations.commit_corrections(drafts, corrected, now)
    if drafts:
        desk.wake()
    return len(drafts)


def _anew(
    desk: Desk,
    destination: Destination,
    sent: SentAlert,
    stories: Mapping[StoryId, Story],
    topics: Mapping[TopicId, Topic],
) -> _Anew:
    story, topic = known_then(stories[sent.story_id], sent.said.last_entry), topics[sent.topic_id]
    # As it was told; where the chat has left out all who told it since, as they told it.
    story = without(story, destination.preferences.left_out) or story
    card = card_of(desk, story, topic)
    said = said_in(card, story)
    return _Anew(sent, replace(sent, said=said), card, topic, judge(sent.said, said))


def _remembered(anew: Sequence[_Anew], now: datetime) -> list[SentAlert]:
    """What the message says from now on. A typo leaves what it said: typos that add up are an edit one day."""
    if all(each.verdict is Correction.NONE for each in anew):
        return [
            replace(each.before, said=replace(each.before.said, revisions=each.after.said.revisions))
            for each in anew
        ]
    return [
        replace(
            each.after,
            notes=replace(each.before.notes, corrected_at=now),
            corrections=each.before.corrections + 1,
        )
        for each in anew
    ]


def _drafts(desk: Desk, destination: Destination, anew: Sequence[_Anew], now: datetime) -> list[Draft]:
    """The edit of the message, and an answer for each fact that was taken back."""
    if all(each.verdict is Correction.NONE for each in anew):
        return []
    first = anew[0].before
    # Its times are read as they were, and its buttons look up the record of then.
    voice = Voice(destination.language, ZoneInfo(destination.zone), first.at)
    notes = replace(first.notes, corrected_at=now)
    number = first.corrections + 1
    edit = render([Told(each.card, each.topic) for each in anew], voice, notes)
    edit = replace(edit, preview=destination.preferences.previews)
    target = OfDraft(first.key)
    drafts = [_draft(destination, f"corrected:{first.key}:{number}", edit, Edit(target, or_new=False))]
    silent = is_quiet_for(desk, destination, now)
    for each in anew:
        if each.verdict is Correction.RECTIFY:
            said = render_rectification(
                each.card, each.before.said.headline, replace(voice, now=now), silent=silent
            )
            key = f"rectified:{first.key}:{each.before.story_id}:{number}"
            drafts.append(_draft(destination, key, said, Reply(target)))
    return drafts


def _draft(destination: Destination, key: str, message: Message, way: Edit | Reply) -> Draft:
    return Draft(destination.id, Kind.ALERT, key, message, way=way)
