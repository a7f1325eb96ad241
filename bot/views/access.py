"""Who may use the bot: for admins, and the one sentence for those who are kept out."""

from __future__ import annotations

from datetime import timedelta

from bot.model import AccessLink, AccessMode, Button, ChatId, Listed, Message, Roll
from bot.results.access import AccessShown, LimitsShown, LinkMade, LinksShown, RollChanged, RollShown
from bot.views.actions import (
    AddToRoll,
    ChooseAccess,
    MakeLink,
    RevokeLink,
    ShowAccess,
    ShowLinks,
    ShowRoll,
    TakeOffRoll,
)
from bot.views.html import escape, shorten
from bot.views.parts import button
from bot.views.voice import Voice

USUAL_LINKS = ((1, 30), (10, 30), (100, 30))  # people, days
MODES, ROLLS = tuple(AccessMode), tuple(Roll)
MAX_CONTACT_CHARS = 200
MAX_TITLE_CHARS = 60


def no_access(contact: str, voice: Voice, *, by_link: bool = False) -> Message:
    """What somebody without access reads; `by_link`: they came by a link that lets nobody in (any more)."""
    return Message(html=voice.access.no_access(escape(shorten(contact, MAX_CONTACT_CHARS)), by_link))


def access_shown(result: AccessShown, voice: Voice) -> Message:
    """The mode, the others a tap away."""
    say = voice.access
    lines = [say.MODE_IS[result.mode]]
    if result.kept is not None:
        lines.append(say.kept(result.kept))
    modes = tuple(
        button(
            voice.settings.chosen(say.MODES[mode]) if mode is result.mode else say.MODES[mode],
            ChooseAccess(n),
        )
        for n, mode in enumerate(MODES)
    )
    rolls = tuple(
        button(say.roll_button(roll, count), ShowRoll(ROLLS.index(roll), 0))
        for roll, count in ((Roll.ADMITTED, result.admitted), (Roll.BLOCKED, result.blocked))
    )
    links = (button(say.links_button(result.links), ShowLinks()),)
    return Message(html="\n".join(lines), buttons=(modes, (*links, *rolls)))


def link_made(result: LinkMade, voice: Voice) -> Message:
    """The link itself, to be copied, and how to take it back."""
    say, link = voice.access, result.link
    address = (
        f"https://t.me/{result.bot}?start={result.payload}" if result.bot else f"/start {result.payload}"
    )
    lines = [
        say.link_made(link.id, link.people, _until(link, voice)),
        f"<code>{escape(address)}</code>",
        say.SHOWN_ONCE,
    ]
    if result.mode is not AccessMode.INVITATION:
        lines.append(say.LINK_USELESS)
    # No way back from here: it would take the place of the only message that shows the link.
    return Message(html="\n".join(lines), buttons=((button(say.revoke(link.id), RevokeLink(link.id)),),))


def links_shown(result: LinksShown, voice: Voice) -> Message:
    """Every link that still lets somebody in, and the usual ones to make."""
    say = voice.access
    lines = [say.LINK_REVOKED] if result.revoked else []
    lines.append(say.LINKS if result.links else say.NO_LINKS)
    lines += [f"• {_link_line(link, voice)}" for link in result.links[: len(USUAL_LINKS) * 5]]
    lines.append(say.LINK_HOW)
    revoking = tuple(
        (button(say.revoke(link.id), RevokeLink(link.id)),) for link in result.links[: len(USUAL_LINKS) * 5]
    )
    making = tuple(
        (button(say.link_for(people, days), MakeLink(people, days)),) for people, days in USUAL_LINKS
    )
    return Message(html="\n".join(lines), buttons=(*making, *revoking, (_back(voice),)))


def roll_shown(result: RollShown, voice: Voice) -> Message:
    """A page of a list; a tap takes a line off it."""
    say, place = voice.access, ROLLS.index(result.roll)
    lines = []
    if result.gone is not None:
        lines.append(say.roll_changed(result.roll, _line_name(result.gone), on=False, changed=True))
    lines.append(
        say.roll_title(result.roll, result.total, result.page + 1, result.pages)
        if result.entries
        else say.EMPTY[result.roll]
    )
    lines += [f"• {_line(entry, voice)}" for entry in result.entries]
    if result.roll is Roll.ADMITTED and result.mode is AccessMode.OPEN:
        lines.append(say.ON_LIST_OPEN)
    rows: list[tuple[Button, ...]] = [
        (button(say.take_off(result.roll, _bare_name(entry)), TakeOffRoll(place, entry.id)),)
        for entry in result.entries
    ]
    turns = tuple(
        button(label, ShowRoll(place, page))
        for label, page in ((voice.house.PREVIOUS, result.page - 1), (voice.house.NEXT, result.page + 1))
        if 0 <= page < result.pages
    )
    if turns:
        rows.append(turns)
    rows.append((button(say.ADD, AddToRoll(place)), _back(voice)))
    return Message(html="\n".join(lines), buttons=tuple(rows))


def roll_changed(result: RollChanged, voice: Voice) -> Message:
    """Somebody put on a list or taken off it; a tap leads to the list."""
    say = voice.access
    said = say.roll_changed(result.roll, _who(result.who), result.on, result.changed)
    if result.roll is Roll.ADMITTED and result.mode is AccessMode.OPEN:
        said = f"{said} {say.ON_LIST_OPEN}"
    return Message(
        html=said,
        buttons=((button(say.ROLLS[result.roll], ShowRoll(ROLLS.index(result.roll), 0)), _back(voice)),),
    )


def limits_shown(result: LimitsShown, voice: Voice) -> Message:
    """What one chat is allowed, and how to change it."""
    say, own, house = voice.access, result.limits, result.house
    chat = f"<code>{result.chat_id}</code>"
    topics = house.max_topics if own.max_topics is None else own.max_topics
    alerts = house.max_alerts if own.max_alerts is None else own.max_alerts
    lines = [
        say.limits(chat, result.changed),
        f"• {say.topics_limit(topics or 0, own.max_topics is not None)}",
        f"• {say.alerts_limit(alerts or 0, own.max_alerts is not None)}",
    ]
    if not result.changed:
        lines.append(say.limits_how(str(result.chat_id)))
    return Message(html="\n".join(lines))


def _until(link: AccessLink, voice: Voice) -> str:
    return "" if link.until is None else voice.until(link.until - timedelta(seconds=1))


def _link_line(link: AccessLink, voice: Voice) -> str:
    return voice.access.link_line(
        link.id, voice.moment(link.made_at), link.used, link.people, _until(link, voice)
    )


def _line(entry: Listed, voice: Voice) -> str:
    title = escape(shorten(entry.title, MAX_TITLE_CHARS))
    said = [_line_name(entry), *([title] if title else [])]
    if entry.name and entry.chat_id is not None:
        said.append(f"<code>{entry.chat_id}</code>")
    if entry.chat_id is None:
        said.append(voice.access.NOT_SEEN)
    return f"{', '.join(said)} ({voice.day(entry.at)})"


def _line_name(entry: Listed) -> str:
    return f"@{escape(entry.name)}" if entry.name else f"<code>{entry.chat_id}</code>"


def _bare_name(entry: Listed) -> str:
    return f"@{entry.name}" if entry.name else shorten(entry.title, MAX_TITLE_CHARS) or str(entry.chat_id)


def _who(who: ChatId | str) -> str:
    return f"@{escape(who)}" if isinstance(who, str) else f"<code>{who}</code>"


def _back(voice: Voice) -> Button:
    return button(voice.access.BACK, ShowAccess())
