"""Channels, as their admins set them up from a private chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import DestinationId, Topic
from bot.results.schedule import Times


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """A channel that may be set up."""

    destination_id: DestinationId
    title: str


@dataclass(frozen=True, slots=True)
class ChannelList:
    """`/canal`: those that are known to be this person's."""

    channels: tuple[ChannelChoice, ...]


@dataclass(frozen=True, slots=True)
class ChannelOpened:
    """From now on what the person writes is for that channel."""

    destination_id: DestinationId
    title: str
    topics: tuple[Topic, ...]
    times: Times


@dataclass(frozen=True, slots=True)
class ChannelEnded:
    """`/terminer`: what they write is for themselves again. `title` "" where nothing was being set up."""

    title: str


@dataclass(frozen=True, slots=True)
class ChannelReady:
    """Somebody has let us publish in a channel, and may set it up."""

    destination_id: DestinationId
    title: str


@dataclass(frozen=True, slots=True)
class ChannelGone:
    """We were removed from a channel."""

    title: str
