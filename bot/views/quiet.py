"""When alerts keep quiet."""

from __future__ import annotations

from datetime import time

from bot.model import Button, Message, QuietMode
from bot.results import AlertsMuted, QuietSet
from bot.views.actions import HoldAlerts, MuteAlerts, SilenceAlerts, UndoQuiet, UnmuteAlerts
from bot.views.parts import button
from bot.views.voice import Voice


def quiet_set(result: QuietSet, voice: Voice) -> Message:
    """The quiet hours as they are now, with what may become of alerts in them."""
    say, quiet = voice.alerts, result.quiet
    rows: list[tuple[Button, ...]] = []
    if quiet.start == quiet.end:
        said = say.NEVER_QUIET
    else:
        end = _clock(quiet.end, voice)
        held = result.mode is QuietMode.HOLD
        said = say.quiet_hours(_clock(quiet.start, voice), end, held)
        silent, kept = say.NO_SOUND, say.hold_until(end)
        rows.append(
            (
                button(silent if held else voice.settings.chosen(silent), SilenceAlerts()),
                button(voice.settings.chosen(kept) if held else kept, HoldAlerts()),
            )
        )
    if result.undo_id is not None:
        rows.append((button(voice.say.CANCEL, UndoQuiet(result.undo_id)),))
    if result.asks:
        said = f"{said} {say.TO_CHANGE_QUIET}"
    return Message(html=said, buttons=tuple(rows), ask=result.asks and not rows)


def alerts_muted(result: AlertsMuted, voice: Voice) -> Message:
    """That no alert comes before tomorrow, or that they come again; the other is a tap away."""
    if result.muted:
        return Message(
            html=voice.alerts.MUTED, buttons=((button(voice.alerts.ALERTS_AGAIN, UnmuteAlerts()),),)
        )
    return Message(
        html=voice.alerts.NOT_MUTED, buttons=((button(voice.alerts.NO_MORE_TODAY, MuteAlerts()),),)
    )


def _clock(minutes: int, voice: Voice) -> str:
    return voice.moments.clock(time(minutes // 60, minutes % 60))
