"""What an admin of the bot does with the feeds that are followed, with what their
publishers ask, and with what readers propose.

`ask_id` and `page` say from which list a feed was opened (0: all feeds), so that *Retour* leads back there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import FeedId


@dataclass(frozen=True, slots=True)
class FeedsTo:
    """Show a page (from 0) of the feeds that a search found, or of all of them."""

    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """Show one feed in the place of the list."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class PauseFeed:
    """Read it no more until it is resumed."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ResumeFeed:
    """Read it again."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class RereadFeed:
    """Read it now, and show how it does."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class RenameFeed:
    """Let the next message be its name."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class AskRemoval:
    """Say what would be lost with it, and ask."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class PurgeFeed:
    """Remove it with all that it brought."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class BringBackFeed:
    """Undo a removal."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class OpenWish:
    """Show what the publisher of a feed asks."""

    feed_id: FeedId
    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class AskWish:
    """Say what headlines only (`kind` 0) or a refusal (1) would do, and ask."""

    feed_id: FeedId
    kind: int


@dataclass(frozen=True, slots=True)
class MakeWish:
    """Note it, and obey."""

    feed_id: FeedId
    kind: int


@dataclass(frozen=True, slots=True)
class ListWishes:
    """Show what all publishers have asked."""


@dataclass(frozen=True, slots=True)
class LiftWish:
    """Forget one of the wishes that were listed: 0 for all, else its place from 1."""

    ask_id: int
    place: int


@dataclass(frozen=True, slots=True)
class DescribeWish:
    """Let the next message say who asked, and why."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class ExportFeeds:
    """Hand out the list of feeds as OPML."""


@dataclass(frozen=True, slots=True)
class PickNomination:
    """Propose the medium of that place (from 0) among those that bear a name."""

    ask_id: int
    index: int


@dataclass(frozen=True, slots=True)
class ListNominations:
    """Show what readers have proposed."""


@dataclass(frozen=True, slots=True)
class AcceptNomination:
    """Follow what was proposed."""

    nomination_id: int


@dataclass(frozen=True, slots=True)
class DeclineNomination:
    """Do not."""

    nomination_id: int


Action = (
    FeedsTo
    | OpenFeed
    | PauseFeed
    | ResumeFeed
    | RereadFeed
    | RenameFeed
    | AskRemoval
    | PurgeFeed
    | BringBackFeed
    | OpenWish
    | AskWish
    | MakeWish
    | ListWishes
    | LiftWish
    | DescribeWish
    | ExportFeeds
    | PickNomination
    | ListNominations
    | AcceptNomination
    | DeclineNomination
)

VERBS: Mapping[type[Action], str] = {
    FeedsTo: "flist",
    OpenFeed: "feed",
    PauseFeed: "fpause",
    ResumeFeed: "fresume",
    RereadFeed: "freread",
    RenameFeed: "frename",
    AskRemoval: "fremove",
    PurgeFeed: "fpurge",
    BringBackFeed: "fback",
    OpenWish: "fwish",
    AskWish: "faskwish",
    MakeWish: "fmakewish",
    ListWishes: "wishes",
    LiftWish: "wishlift",
    DescribeWish: "wishwho",
    ExportFeeds: "opml",
    PickNomination: "propose",
    ListNominations: "proposed",
    AcceptNomination: "accept",
    DeclineNomination: "decline",
}
