"""`/proposer`: readers propose media, admins decide, and whoever proposed is told.

What is proposed is looked up at once, so that an admin has but to say yes, and a reader is told what cannot be. That
asks the web on a stranger's word: a few times a day for each person, behind the same guards as every address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.addresses import is_address, split_name
from bot.core.catalogue import Medium, load_catalogue
from bot.core.links import same_feed_key
from bot.core.wishes import refuses
from bot.errors import AlreadyFollowed, FetchProblem, InvalidUrl, NoFeedFound, NotFound
from bot.french.normalise import fold
from bot.model import ChatKind, Destination, Draft, Kind, Message, Nominee, Reader, Verdict
from bot.results import Nominated, NominationChoice, NominationList, NotNominated, Question, Unfit, Wanted
from bot.services.administration import demand_admin
from bot.services.catalogue import followed_keys
from bot.services.desk import Desk
from bot.services.people import admin_chats, destination_of
from bot.services.sources import find_options, follow
from bot.services.subscriptions import ask_for
from bot.views.nominations import nomination_list, verdict_said
from bot.views.voice import Voice

TRIED = "nominate_try"
PICK = "nominate_pick"
NOTE = "nominations_told"  # the note of when admins were told last
A_DAY = timedelta(days=1)
MOST_TRIES = 5  # a person and day, found or not: each may ask a site up to ten times
BETWEEN_NOTICES = timedelta(hours=1)
MOST_CHOICES = 8
MAX_TYPED_CHARS = 200
_PRIVATE = (FetchProblem.REFUSED_ADDRESS,)
_NOTHING = (FetchProblem.NOT_A_FEED, FetchProblem.BAD_URL, FetchProblem.PARSER_FAILED)


async def propose(
    desk: Desk, reader: Reader, text: str
) -> Nominated | NotNominated | NominationChoice | Question:
    """`/proposer ADDRESS|NAME`."""
    typed = text.strip()[:MAX_TYPED_CHARS]
    if not typed:
        return await ask_for(desk, reader, Wanted.NOMINATE)
    destination, now = await destination_of(desk, reader), desk.clock.now()
    if await desk.store.asks.count(destination.id, reader.user_id, TRIED, now - A_DAY) >= MOST_TRIES:
        return NotNominated(Unfit.TOO_MANY, typed)
    await desk.store.asks.put(destination.id, reader.user_id, TRIED, "", now, waits=False)
    address, _ = split_name(typed)  # the name that readers see is not a stranger's to choose
    if is_address(address):
        return await _by_address(desk, destination, address)
    return await _by_name(desk, reader, destination, typed)


async def pick(desk: Desk, reader: Reader, ask_id: int, index: int) -> Nominated | NotNominated:
    """One of the media that bear the name. Raises `NotFound` when that is forgotten."""
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != PICK or asked.destination_id != destination.id:
        raise NotFound(PICK)
    names = json.loads(asked.text)
    if not 0 <= index < len(names):
        raise NotFound(PICK)
    media = [medium for medium in load_catalogue() if medium.name == names[index]]
    if not media:
        raise NotFound(PICK)
    return await _medium(desk, destination, media)


async def list_waiting(desk: Desk, reader: Reader) -> NominationList:
    """What waits for an admin."""
    await demand_admin(desk, reader)
    return NominationList(await desk.store.nominations.waiting())


async def accept(desk: Desk, reader: Reader, nomination_id: int) -> NominationList:
    """*Ajouter*: followed, and whoever proposed it is told. Raises `NotFound` once it is decided, `InvalidUrl`."""
    await demand_admin(desk, reader)
    nominee = await _nominee(desk, nomination_id)
    try:
        added = await follow(desk, nominee.url, nominee.name, nominee.title, reader.user_id)
        name = added.feed.outlet
    except AlreadyFollowed as known:  # by another road meanwhile: what was wished for is so
        name = known.outlet
    return await _decide(desk, nominee, name, Verdict.ADDED)


async def decline(desk: Desk, reader: Reader, nomination_id: int) -> NominationList:
    """*Refuser*. Raises `NotFound` once it is decided."""
    await demand_admin(desk, reader)
    nominee = await _nominee(desk, nomination_id)
    return await _decide(desk, nominee, nominee.name, Verdict.DECLINED)


async def tell_admins(desk: Desk) -> int:
    """Tell admins what was proposed since they were told last, at most once an hour; how many were told."""
    if not await desk.store.nominations.untold():
        return 0
    now, last = desk.clock.now(), await desk.store.house.get_note(NOTE)
    if last is not None and now - datetime.fromisoformat(last) < BETWEEN_NOTICES:
        return 0
    admins, waiting = await admin_chats(desk), await desk.store.nominations.waiting()
    if not admins:
        return 0  # they are told once there is one
    said = NominationList(waiting)
    key = f"nominations:{now.isoformat()}"
    drafts = [_draft(admin, key, now, lambda voice: nomination_list(said, voice)) for admin in admins]
    await desk.store.nominations.mark_told(drafts, now)
    await desk.store.house.put_note(NOTE, now.isoformat())
    desk.wake()
    return len(admins)


async def _by_address(desk: Desk, destination: Destination, address: str) -> Nominated | NotNominated:
    try:
        options = await find_options(desk, address)
    except AlreadyFollowed as known:
        return NotNominated(Unfit.READ, known.outlet)
    except (InvalidUrl, NoFeedFound) as exc:
        return NotNominated(_unfit(exc.problem), address, exc.problem)
    news = [option for option in options if not option.offer.is_comments] or list(options)
    best = news[0]
    if best.known is not None:
        return NotNominated(Unfit.READ, best.known.outlet)
    return await _propose(desk, destination, best.name, best.offer.url, best.offer.title)


def _unfit(problem: FetchProblem) -> Unfit:
    if problem is FetchProblem.UNWANTED:
        return Unfit.UNWANTED
    if problem in _PRIVATE:
        return Unfit.PRIVATE
    return Unfit.NOTHING_THERE if problem in _NOTHING else Unfit.UNREACHABLE


async def _by_name(
    desk: Desk, reader: Reader, destination: Destination, typed: str
) -> Nominated | NotNominated | NominationChoice:
    words = fold(typed).split()
    media = [medium for medium in load_catalogue() if _bears(medium.name, words)]
    exact = [medium for medium in media if fold(medium.name) == " ".join(words)]
    names = tuple(dict.fromkeys(medium.name for medium in exact or media))
    if not exact and (read := await _read_as(desk, words)):
        return NotNominated(Unfit.READ, read)
    if not names:
        return NotNominated(Unfit.UNKNOWN, typed)
    if len(names) == 1:
        return await _medium(desk, destination, exact or media)
    names = names[:MOST_CHOICES]
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, PICK, json.dumps(names), desk.clock.now(), waits=False
    )
    return NominationChoice(typed, ask_id, names)


async def _read_as(desk: Desk, words: Sequence[str]) -> str:
    """What of that very name is read already, though no catalogue knows it; "" for nothing."""
    outlets = (feed.outlet for feed in await desk.store.feeds.list_feeds())
    return next((outlet for outlet in outlets if fold(outlet).split() == words), "")


def _bears(name: str, words: Sequence[str]) -> bool:
    """Whether each word begins one of the name's."""
    own = fold(name).split()
    return all(any(each.startswith(word) for each in own) for word in words)


async def _medium(desk: Desk, destination: Destination, media: Sequence[Medium]) -> Nominated | NotNominated:
    """The first section that the catalogue has of a medium; none where one of them is read already, or refused."""
    wishes = await desk.store.wishes.list_wishes()
    if any(refuses(wishes, medium.url) for medium in media):
        return NotNominated(Unfit.UNWANTED, media[0].name)
    followed = await followed_keys(desk)
    if any(same_feed_key(medium.url) in followed for medium in media):
        return NotNominated(Unfit.READ, media[0].name)
    return await _propose(desk, destination, media[0].name, media[0].url, media[0].section)


async def _propose(desk: Desk, destination: Destination, name: str, url: str, title: str) -> Nominated:
    nominee = Nominee(same_feed_key(url), name, url, title)
    is_new = await desk.store.nominations.propose(destination.id, nominee, desk.clock.now())
    return Nominated(name, again=not is_new)


async def _nominee(desk: Desk, nomination_id: int) -> Nominee:
    found = await desk.store.nominations.get(nomination_id)
    if found is None:
        raise NotFound(str(nomination_id))
    return found.nominee


async def _decide(desk: Desk, nominee: Nominee, name: str, verdict: Verdict) -> NominationList:
    now = desk.clock.now()
    drafts = []
    for destination_id in await desk.store.nominations.proposers(nominee.key):
        destination = await desk.store.destinations.get(destination_id)
        if destination.kind is ChatKind.CHANNEL:  # its readers proposed nothing
            continue
        key = f"nominated:{nominee.key}:{now.isoformat()}"
        drafts.append(_draft(destination, key, now, lambda voice: verdict_said(name, verdict, voice)))
    if not await desk.store.nominations.decide(nominee.key, verdict, drafts, now):
        raise NotFound(nominee.key)
    desk.wake()
    return NominationList(await desk.store.nominations.waiting(), (name, verdict))


def _draft(destination: Destination, key: str, now: datetime, render: Callable[[Voice], Message]) -> Draft:
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    return Draft(destination.id, Kind.BROADCAST, f"{key}:{destination.id}", render(voice))
