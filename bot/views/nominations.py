"""Media that readers propose, in words: to them, and to admins."""

from __future__ import annotations

from bot.model import Message, Nomination, Verdict
from bot.results import Nominated, NominationChoice, NominationList, NotNominated, Unfit
from bot.views.actions import AcceptNomination, DeclineNomination, FeedsTo, PickNomination
from bot.views.html import MAX_UNITS, escape, fit, link, shorten
from bot.views.parts import MAX_QUERY_CHARS, button, outlet_name
from bot.views.voice import Voice

MAX_LISTED = 8  # with two buttons each; those decided make room
MAX_LABEL = 24  # of a name beside « Ajouter »


def nominated(result: Nominated, voice: Voice) -> Message:
    """An admin decides, and the answer comes."""
    words, name = voice.nominations, outlet_name(result.name)
    return Message(html=words.already_proposed(name) if result.again else words.proposed(name))


def not_nominated(result: NotNominated, voice: Voice) -> Message:
    """Why not, and what may be done instead."""
    words = voice.nominations
    said = escape(shorten(result.said, MAX_QUERY_CHARS))
    match result.why:
        case Unfit.READ:
            return Message(html=words.already_read(outlet_name(result.said)))
        case Unfit.UNKNOWN:
            return Message(html=words.unknown(said))
        case Unfit.UNREACHABLE:
            assert result.problem is not None
            return Message(html=words.unreachable(said, voice.house.problem(result.problem, None)))
        case Unfit.NOTHING_THERE:
            return Message(html=words.nothing_there(said))
        case Unfit.UNWANTED:
            return Message(html=words.UNWANTED)
        case Unfit.PRIVATE:
            return Message(html=words.PRIVATE)
        case Unfit.TOO_MANY:
            return Message(html=words.TOO_MANY)


def nomination_choice(result: NominationChoice, voice: Voice) -> Message:
    """Which of them is meant."""
    rows = tuple(
        (button(name, PickNomination(result.ask_id, index)),) for index, name in enumerate(result.names)
    )
    return Message(html=voice.nominations.which(escape(shorten(result.typed, MAX_QUERY_CHARS))), buttons=rows)


def nomination_list(result: NominationList, voice: Voice) -> Message:
    """What waits for an admin, and what has just been decided; arrives silently."""
    words = voice.nominations
    lines = []
    if result.done is not None:
        name, verdict = result.done
        decided = words.is_added if verdict is Verdict.ADDED else words.is_declined
        lines.append(decided(outlet_name(name)))
    if not result.waiting:
        lines.append(words.NOTHING_WAITS)
        return Message(html="\n".join(lines), buttons=((button(voice.feeds.BACK, FeedsTo(0, 0)),),))
    shown = result.waiting[:MAX_LISTED]
    lines += [words.waiting(len(result.waiting)), *(_line(each, voice) for each in shown)]
    if len(result.waiting) > len(shown):
        lines.append(words.more(len(result.waiting) - len(shown)))
    rows = tuple(
        (
            button(words.accept(shorten(each.nominee.name, MAX_LABEL)), AcceptNomination(each.id)),
            button(words.DECLINE, DeclineNomination(each.id)),
        )
        for each in shown
    )
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=rows, silent=True)


def _line(nomination: Nomination, voice: Voice) -> str:
    nominee = nomination.nominee
    name = link(outlet_name(nominee.name), nominee.url)
    return (
        f"• {voice.nominations.line(name, escape(shorten(nominee.title, MAX_QUERY_CHARS)), nomination.times)}"
    )


def verdict_said(name: str, verdict: Verdict, voice: Voice) -> Message:
    """What became of it, to whoever proposed it; arrives silently."""
    words = voice.nominations
    said = words.was_added if verdict is Verdict.ADDED else words.was_declined
    return Message(html=said(outlet_name(name)), silent=True)
