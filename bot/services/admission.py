"""`/acces`: the mode, the links that let people in, and the list of those who are. For admins, in private."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import AccessUnclear, NotFound
from bot.french.orders import Verb, parse_link, parse_order
from bot.model import AccessMode, Deed, Reader, Roll
from bot.results import AccessShown, LinkMade, LinksShown, Question, RollChanged, RollShown
from bot.services import rolls, start
from bot.services.access import ENTRANCE
from bot.services.administration import demand_admin_alone
from bot.services.desk import Desk
from bot.services.topic_page import USERNAME

CODE_BYTES = 18  # 144 bits, of which a deep link has room for more
USUAL_PEOPLE, USUAL_DAYS = 1, 30
MODES = tuple(AccessMode)


async def show_access(
    desk: Desk, reader: Reader, text: str
) -> AccessShown | LinkMade | LinksShown | RollChanged | RollShown | Question:
    """`/acces [ouvert | invitation | liste | lien … | liens | ajouter … | retirer …]`. Raises `AccessUnclear`."""
    await demand_admin_alone(desk, reader)
    order = parse_order(text)
    if order is None:
        raise AccessUnclear(text)
    match order.verb:
        case Verb.MODE:
            return await choose(desk, reader, order.mode)
        case Verb.LINK:
            return await _link_as_typed(desk, reader, order.rest)
        case Verb.LINKS:
            return await show_links(desk, reader)
        case Verb.ADD:
            return await rolls.put(desk, reader, Roll.ADMITTED, order.rest)
        case Verb.REMOVE:
            return await rolls.take_off(desk, reader, Roll.ADMITTED, order.rest)
        case _:
            return await _shown(desk)


async def open_access(desk: Desk, reader: Reader) -> AccessShown:
    """*Accès*: the mode."""
    await demand_admin_alone(desk, reader)
    return await _shown(desk)


async def choose_place(desk: Desk, reader: Reader, place: int) -> AccessShown:
    """A mode by its place. Raises `NotFound`."""
    if not 0 <= place < len(MODES):
        raise NotFound("mode")
    return await choose(desk, reader, MODES[place])


async def choose(desk: Desk, reader: Reader, mode: AccessMode) -> AccessShown:
    """Make it that mode, at once; whoever is here when it closes keeps their access."""
    await demand_admin_alone(desk, reader)
    before, now = await rolls.mode(desk), desk.clock.now()
    kept = await desk.store.access.choose(mode, desk.rules.access_rule, now)
    shown = await _shown(desk)
    if mode is before:
        return shown
    await desk.store.audit.note(Deed.ACCESS_CHANGED, reader.user_id, mode.value, now)
    return replace(shown, kept=kept)


async def make_link(desk: Desk, reader: Reader, people: int | None, until: datetime | None) -> LinkMade:
    """A link for so many people, before that instant. Its code is told this once."""
    await demand_admin_alone(desk, reader)
    now, payload = desk.clock.now(), ENTRANCE + secrets.token_urlsafe(CODE_BYTES)
    code = start.code_hash(payload.removeprefix(ENTRANCE))
    link = await desk.store.access.invite(code, people, until, now)
    await desk.store.audit.note(Deed.LINK_MADE, reader.user_id, str(link.id), now)
    bot = await desk.store.house.get_note(USERNAME) or ""
    return LinkMade(link, bot, payload, await rolls.mode(desk))


async def make_usual_link(desk: Desk, reader: Reader, people: int, days: int) -> LinkMade:
    """A button's link; 0: without that limit."""
    until = desk.clock.now() + timedelta(days=days) if 0 < days <= 3650 else None
    return await make_link(desk, reader, people if people > 0 else None, until)


async def _link_as_typed(desk: Desk, reader: Reader, text: str) -> LinkMade:
    if not text:
        return await make_usual_link(desk, reader, USUAL_PEOPLE, USUAL_DAYS)
    zone = ZoneInfo(desk.rules.zone)
    order = parse_link(text, desk.clock.now().astimezone(zone).date())
    if order is None:
        raise AccessUnclear(text)
    if order.last_day is None:
        return await make_link(desk, reader, order.people, None)
    ends = datetime.combine(order.last_day + timedelta(days=1), time(), zone)
    return await make_link(desk, reader, order.people, ends.astimezone(UTC))


async def show_links(desk: Desk, reader: Reader) -> LinksShown:
    """*Liens*: those that still let somebody in."""
    await demand_admin_alone(desk, reader)
    return LinksShown(await desk.store.access.links(desk.clock.now()), await rolls.mode(desk))


async def revoke_link(desk: Desk, reader: Reader, link_id: int) -> LinksShown:
    """*Révoquer*. Raises `NotFound` for a link that lets nobody in any more."""
    await demand_admin_alone(desk, reader)
    now = desk.clock.now()
    await desk.store.access.revoke(link_id, now)
    await desk.store.audit.note(Deed.LINK_REVOKED, reader.user_id, str(link_id), now)
    return replace(await show_links(desk, reader), revoked=True)


async def begin(desk: Desk) -> int | None:
    """At the start: what follows where the configuration has changed the mode; how many stay where it closed."""
    return await desk.store.access.begin(desk.rules.access_rule, desk.clock.now())


async def _shown(desk: Desk) -> AccessShown:
    access = desk.store.access
    return AccessShown(
        await rolls.mode(desk),
        await access.count(Roll.ADMITTED),
        len(await access.links(desk.clock.now())),
        await access.count(Roll.BLOCKED),
    )
