"""A message to every chat: shown before it leaves, and how far it is."""

from __future__ import annotations

from bot.model import Message
from bot.results.broadcast import BroadcastDropped, BroadcastPreview, BroadcastProgress
from bot.views.actions import DropBroadcast, SendBroadcast, StopBroadcast
from bot.views.parts import button
from bot.views.voice import Voice


def preview(result: BroadcastPreview, voice: Voice) -> tuple[Message, Message]:
    """The message itself, then the question; the first button sends."""
    said = voice.operator
    rows = [(button(said.CANCEL, DropBroadcast(result.broadcast_id)),)]
    if result.recipients:
        rows.insert(0, (button(said.send_to(result.recipients), SendBroadcast(result.broadcast_id)),))
    return result.message, Message(said.ask_to_send(result.recipients), tuple(rows), silent=True)


def progress(result: BroadcastProgress, voice: Voice) -> Message:
    """How far it is, with a way to stop it; at the end what became of it."""
    said, tally = voice.operator, result.tally
    rest = [
        said.gone(tally.gone) if tally.gone else "",
        said.failed(tally.failed) if tally.failed else "",
        said.cancelled(tally.cancelled) if tally.cancelled else "",
    ]
    if result.is_over:
        first = said.stopped(tally.sent, tally.total) if result.was_stopped else said.sent_to(tally.sent)
        return Message("\n".join((first, *filter(None, rest))), silent=True)
    if result.was_stopped:
        return Message("\n".join((said.stopping(tally.left), *filter(None, rest))), silent=True)
    stop = (button(said.STOP, StopBroadcast(result.broadcast_id)),)
    return Message(
        "\n".join((said.sending(tally.sent, tally.total), *filter(None, rest))), (stop,), silent=True
    )


def dropped(result: BroadcastDropped, voice: Voice) -> Message:
    """Nothing is sent."""
    return Message(voice.operator.DROPPED)
