"""Channels that are set up from a private chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import DestinationId


@dataclass(frozen=True, slots=True)
class OpenChannel:
    """Set up that channel from here."""

    destination_id: DestinationId


@dataclass(frozen=True, slots=True)
class OtherChannel:
    """Be asked for a channel that is not among those offered."""


@dataclass(frozen=True, slots=True)
class EndChannel:
    """Set up no channel any more."""


Action = OpenChannel | OtherChannel | EndChannel

VERBS: Mapping[type[Action], str] = {
    OpenChannel: "channel",
    OtherChannel: "channels",
    EndChannel: "done",
}
