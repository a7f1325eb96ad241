"""What publishers ask, for those who see to it."""

from __future__ import annotations

from bot.model import WishKind
from bot.results import FeedPurged, WishLifted, WishNoted
from bot.views.html import escape
from bot.views.parts import outlet_name
from bot.views.voice import Voice

NAMED = 5  # outlets that an answer names; their number is small, but a name may be shared by mistake


def wish_said(result: WishNoted, voice: Voice) -> str:
    """What is done now that was not before."""
    words, places = voice.feeds, [escape(place) for place in result.places]
    if result.kind is WishKind.TITLES:
        said = words.titles_only(places, result.entries)
    else:
        said = words.refused(places, [outlet_name(name) for name in result.outlets[:NAMED]], result.entries)
    return f"{said} {words.recalled(result.recalled)}" if result.recalled else said


def lifted_said(result: WishLifted, voice: Voice) -> str:
    """It is forgotten."""
    return voice.feeds.lifted(escape(result.place))


def purged_said(result: FeedPurged, voice: Voice) -> str:
    """What went with a feed."""
    said = voice.feeds.purged(outlet_name(result.feed.outlet), result.entries)
    return f"{said} {voice.feeds.recalled(result.recalled)}" if result.recalled else said
