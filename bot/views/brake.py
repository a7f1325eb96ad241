"""What admins are told of messages that are held."""

from __future__ import annotations

from bot.model import Message
from bot.results.brake import Abandoned, Held, Released
from bot.views.actions import AbandonHeld, SendHeld
from bot.views.parts import button
from bot.views.voice import Voice


def held(result: Held, voice: Voice) -> Message:
    """What is held, why, and what can be done about it."""
    hold, house = result.hold, voice.house
    only = hold.kinds == (hold.surge.kind,) if hold.surge is not None else False
    lines = [house.braked(house.KINDS[hold.kinds[0]]) if only else house.HELD]
    if hold.surge is not None:
        lines.append(house.surge(hold.surge.owed, hold.surge.usual))
    lines.append(house.held_now(result.waiting, voice.moment(hold.since)))
    buttons = (
        button(house.SEND_HELD, SendHeld(hold.since)),
        button(house.ABANDON_HELD, AbandonHeld(hold.since)),
    )
    return Message(html="\n".join(lines), buttons=(buttons,))


def released(result: Released, voice: Voice) -> Message:
    """It leaves."""
    waiting = result.waiting
    return Message(html=voice.house.NOTHING_HELD if waiting is None else voice.house.released(waiting))


def abandoned(result: Abandoned, voice: Voice) -> Message:
    """It does not."""
    return Message(html=voice.house.abandoned(result.given_up))
