"""The word of return: what a chat is told when its pause is over.

It takes the place of the first digest after the pause and holds the stories of the whole pause that most newsrooms
told, each topic's best among them; the rest of them are behind its button. They count as told by a digest. The cursor
moves to where the next digest begins anyway (48 hours before it, or its own rhythm where that is slower), so that what
is left of those hours is in that one; *Repartir à zéro* moves it to now. All of it is one transaction with the
messages: a crash before it leaves the pause over and the word due, a crash after it leaves it said. Where it is known
never to have arrived, since the chat refused it, it is said anew when the chat is back.

A pause that ends by its date ends so always, one ended by hand only where it was longer than a digest reaches back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import next_due, previous_due
from bot.core.card import brief_card
from bot.core.compose import compose
from bot.core.leaving_out import all_without, covered_without
from bot.core.most_reported import MOST, most_reported
from bot.errors import NotFound
from bot.model import (
    ChatKind,
    Coverage,
    Destination,
    Digest,
    Draft,
    How,
    Kind,
    Message,
    Reader,
    Seq,
    StoryId,
    Told,
    TopicId,
    Window,
)
from bot.ports import RETURN_KEY, ClaimedDestination, DigestRecord, Prepared
from bot.results import FreshStart, WordOfReturn
from bot.services.desk import Desk
from bot.services.morning import REACH
from bot.services.people import destination_of, times_of
from bot.services.reading import MOST_OTHERS, card_of
from bot.views.absence import render_return
from bot.views.voice import Voice

SHOWN = 10  # stories: one screen more than a digest, for what may have been weeks
_INSTANT = timedelta(microseconds=1)


def return_at(destination: Destination, back_at: datetime) -> datetime | None:
    """When the word of return is due after a pause that ends then: at the first of the chat's own times."""
    return next_due(destination.slots, ZoneInfo(destination.zone), back_at - _INSTANT)


async def end_pause(desk: Desk, destination: Destination) -> bool:
    """End a pause by hand; whether its word of return comes at once.

    It does where something is followed and the next digest would not reach back to when the pause began.
    """
    now = desk.clock.now()
    due = next_due(destination.slots, ZoneInfo(destination.zone), now)
    was_long = destination.paused_at is None or (due or now) - destination.paused_at > REACH
    if was_long and await desk.store.destinations.subscriptions(destination.id):
        await desk.store.destinations.resume(destination.id, now, back_at=now)
        return True
    await desk.store.destinations.resume(destination.id, due)
    return False


async def start_afresh(desk: Desk, reader: Reader, at: datetime) -> FreshStart:
    """*Repartir à zéro*, below the word of return said at that instant. Raises `NotFound` once a digest came after."""
    destination = await destination_of(desk, reader)
    last = destination.last_digest_at
    if last is None or int(last.timestamp()) != int(at.timestamp()):
        raise NotFound("word of return")
    await desk.store.destinations.start_afresh(destination.id)
    return FreshStart(times_of(destination).next_at)


async def prepare_return(
    desk: Desk, claim: ClaimedDestination, now: datetime, upto: Seq, coverage: Coverage
) -> Prepared:
    """The word of return, or that it is not yet time for it: a pause ends at midnight, and nobody is woken."""
    destination, back_at = claim.destination, claim.destination.back_at
    if back_at is not None and claim.due_at < back_at:  # due in the midst of the pause, as it began
        first = return_at(destination, back_at)
        if first is None or first > now:
            return _later(claim, first)
    due = next_due(destination.slots, ZoneInfo(destination.zone), max(now, claim.due_at))
    absence = await _look_back(desk, claim, now, upto, coverage, due)
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    messages = render_return(
        absence.word,
        voice,
        desk.rules.spare,
        preview=destination.preferences.previews,
        public=destination.kind is ChatKind.CHANNEL,
    )
    return Prepared(
        claim,
        absence.cursor,
        due,
        _record(absence.word.digest),
        _drafts(claim, messages, absence.told),
        absence.told,
        spoke=bool(messages),
        watch_said=False,
        returned=True,
    )


@dataclass(frozen=True, slots=True)
class _Absence:
    """What a pause comes to."""

    word: WordOfReturn
    told: tuple[Told, ...]
    cursor: Seq


async def _look_back(
    desk: Desk, claim: ClaimedDestination, now: datetime, upto: Seq, coverage: Coverage, due: datetime | None
) -> _Absence:
    destination, left_out = claim.destination, claim.destination.preferences.left_out
    topics = tuple(s.topic for s in claim.subscriptions)
    since = {s.topic.id: Seq(max(destination.cursor, s.since_seq)) for s in claim.subscriptions}
    tallies = await desk.store.entries.tallies(tuple(since.items()), upto, left_out, MOST)
    chosen = most_reported(tallies.most)
    told_before = await desk.store.destinations.told(destination.id, chosen)
    stories = await desk.store.entries.stories(chosen, list(since))
    start = max(_left_at(destination), now - desk.rules.retention)
    digest = compose(
        stories=all_without(stories, left_out),
        topics=topics,
        told=told_before,
        window=Window(start, now),
        coverage=covered_without(coverage, left_out),
        card=card_of(desk, destination.preferences),
        brief=brief_card,
        max_stories=SHOWN,
    )
    told = tuple(
        Told(card.story_id, card.revision, How.DIGEST, now) for card in (*digest.cards, *digest.recalled)
    )
    cursor, begins = await _next_beginning(desk, destination, upto, due)
    is_rest = await _anything_else(
        desk, since, cursor, upto, {*told_before, *(each.story_id for each in told)}
    )
    rest_from = max(begins, start) if begins is not None and is_rest else None
    word = WordOfReturn(digest, tallies.stories, due, rest_from)
    return _Absence(word, told, cursor if is_rest else upto)


def _left_at(destination: Destination) -> datetime:
    """Since when the chat has heard nothing: the last of its times before the pause, said or silent.

    A pause of before its beginning was written down counts from the last word.
    """
    began = destination.paused_at or destination.last_word_at or destination.created_at
    former = previous_due(destination.slots, ZoneInfo(destination.zone), began)
    return began if former is None else max(former, destination.created_at)


async def _next_beginning(
    desk: Desk, destination: Destination, upto: Seq, due: datetime | None
) -> tuple[Seq, datetime | None]:
    """Where the next digest begins: as far back as it will reach, so that it leaves no gap."""
    if due is None:
        return upto, None
    former = previous_due(destination.slots, ZoneInfo(destination.zone), due)
    begins = due - (REACH if former is None else max(REACH, due - former))
    floor = await desk.store.entries.seq_at(begins)
    return max(destination.cursor, min(upto, floor)), begins


async def _anything_else(
    desk: Desk, since: Mapping[TopicId, Seq], cursor: Seq, upto: Seq, told: set[StoryId]
) -> bool:
    """Whether the next digest will find something of these hours."""
    news = await desk.store.entries.news(since.keys(), cursor, upto)
    return any(each.story_id not in told and each.seq > since[each.topic_id] for each in news)


def _record(digest: Digest) -> DigestRecord:
    return DigestRecord(
        at=digest.window.end,
        shown=tuple(card.story_id for card in digest.cards),
        others=digest.others[:MOST_OTHERS],
        topics=tuple(topic.id for topic in digest.topics),
    )


def _drafts(
    claim: ClaimedDestination, messages: Sequence[Message], told: Sequence[Told]
) -> tuple[Draft, ...]:
    stamp = f"{RETURN_KEY}{claim.destination.id}:{int(claim.due_at.timestamp())}"
    stories = tuple(each.story_id for each in told)
    return tuple(
        Draft(claim.destination.id, Kind.DIGEST, f"{stamp}:{n}", message, stories)
        for n, message in enumerate(messages)
    )


def _later(claim: ClaimedDestination, due: datetime | None) -> Prepared:
    said = claim.destination.watch_said
    return Prepared(claim, claim.destination.cursor, due, None, (), (), spoke=False, watch_said=said)
