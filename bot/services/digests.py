"""Digests at their time: what each due destination is told, against what it has been told already.

News, stories and cards are shared between destinations that follow the same topics from the same place in the
order; choosing is each one's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.model import (
    ChatKind,
    DestinationId,
    Digest,
    Draft,
    How,
    Kind,
    Message,
    StoryId,
    Told,
)
from bot.ports import ClaimedDestination, DigestRecord, Prepared
from bot.services.absence import prepare_return
from bot.services.brake import Tick
from bot.services.desk import Desk
from bot.services.morning import Morning, voice_at
from bot.services.reading import MOST_OTHERS
from bot.views.digest import render_watch

LEASE = timedelta(minutes=2)
BATCH = 200  # destinations a transaction: sending the former batch takes longer than composing the next
SILENCE = timedelta(days=3)  # after so long without a word, one line says that the watch goes on


async def prepare_due(desk: Desk) -> int:
    """Owe every due destination its digest; how many digests were written (silent ones apart)."""
    morning: Morning | None = None
    written, tick = 0, Tick(desk, Kind.DIGEST, desk.clock.now())
    while claims := await desk.store.destinations.claim_due(desk.clock.now(), LEASE, BATCH):
        morning = morning if morning and morning.serves(desk.clock.now()) else await Morning.open(desk)
        prepared = await _prepare_all(morning, claims)
        await tick.about_to_owe(sum(len(each.drafts) for each in prepared))
        done = await desk.store.destinations.commit(prepared, morning.now)
        written += sum(1 for p in prepared if p.drafts and p.claim.destination.id in done)
        desk.wake()
        if len(claims) < BATCH:
            break
    await tick.is_over()
    return written


async def _prepare_all(morning: Morning, claims: Sequence[ClaimedDestination]) -> list[Prepared]:
    """The digest of each destination, or the silence it keeps."""
    new = {
        claim.destination.id: await morning.new_stories(claim)
        for claim in claims
        if claim.subscriptions and claim.destination.back_at is None
    }
    told: dict[DestinationId, dict[StoryId, Told]] = defaultdict(dict)
    for (chat, story_id), before in (await morning.desk.store.destinations.told_among(new)).items():
        told[chat][story_id] = before
    return [
        await _prepare(morning, claim, new.get(claim.destination.id, ()), told[claim.destination.id])
        if claim.destination.back_at is None
        else await prepare_return(morning.desk, claim, morning.now, morning.upto, morning.coverage)
        for claim in claims
    ]


async def _prepare(
    morning: Morning, claim: ClaimedDestination, ids: tuple[StoryId, ...], told: Mapping[StoryId, Told]
) -> Prepared:
    destination = claim.destination
    digest = await morning.digest(claim, ids, told)
    if digest is not None and (digest.cards or digest.recalled):
        return _spoken(morning, claim, digest)
    last = destination.last_word_at or destination.created_at
    say = bool(claim.subscriptions) and not destination.watch_said and morning.now - last >= SILENCE
    public = destination.kind is ChatKind.CHANNEL
    word = render_watch(last, voice_at(destination, morning.now), public=public) if say else None
    drafts = () if word is None else _drafts(claim, (word,))
    return _prepared(morning, claim, None, drafts, (), spoke=False, watch_said=say or destination.watch_said)


def _spoken(morning: Morning, claim: ClaimedDestination, digest: Digest) -> Prepared:
    shown = tuple(card.story_id for card in digest.cards)
    record = DigestRecord(
        at=digest.window.end,
        shown=shown,
        others=digest.others[:MOST_OTHERS],
        topics=tuple(topic.id for topic in digest.topics),
    )
    told = tuple(
        Told(card.story_id, card.revision, How.DIGEST, morning.now)
        for card in (*digest.cards, *digest.recalled)
    )
    # Also those recalled in a line: what this message tells, and untells should it never arrive.
    tells = tuple(each.story_id for each in told)
    drafts = _drafts(claim, morning.words_of(claim.destination, digest), tells)
    return _prepared(morning, claim, record, drafts, told, spoke=True, watch_said=False)


def _prepared(
    morning: Morning,
    claim: ClaimedDestination,
    record: DigestRecord | None,
    drafts: tuple[Draft, ...],
    told: tuple[Told, ...],
    *,
    spoke: bool,
    watch_said: bool,
) -> Prepared:
    due = morning.next_due(claim)
    return Prepared(claim, morning.upto, due, record, drafts, told, spoke=spoke, watch_said=watch_said)


def _drafts(
    claim: ClaimedDestination, messages: Sequence[Message], stories: tuple[StoryId, ...] = ()
) -> tuple[Draft, ...]:
    stamp = f"digest:{claim.destination.id}:{int(claim.due_at.timestamp())}"
    return tuple(
        Draft(claim.destination.id, Kind.DIGEST, f"{stamp}:{n}", message, stories)
        for n, message in enumerate(messages)
    )
