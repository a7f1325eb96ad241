"""A feed's pulse as the database holds it: some hundred bytes, since every feed has one and every claim reads it."""

from __future__ import annotations

import struct

from bot.model import Pulse

_HEAD = struct.Struct("<III31e")  # since, learnt_at, lull, 24 hours, 7 days: counts to three digits
_MOMENT = struct.Struct("<I")


def dump_pulse(pulse: Pulse | None) -> bytes | None:
    """The pulse in bytes; None stays None."""
    if pulse is None:
        return None
    head = _HEAD.pack(pulse.since, pulse.learnt_at, pulse.lull, *pulse.hours, *pulse.days)
    return head + struct.pack(f"<{len(pulse.recent)}I", *pulse.recent)


def load_pulse(blob: bytes | None) -> Pulse | None:
    """The pulse as it was, counts to three digits."""
    if blob is None:
        return None
    since, learnt_at, lull, *counts = _HEAD.unpack_from(blob)
    recent = struct.unpack(f"<{(len(blob) - _HEAD.size) // _MOMENT.size}I", blob[_HEAD.size :])
    return Pulse(since, learnt_at, tuple(counts[:24]), tuple(counts[24:]), recent, lull)
