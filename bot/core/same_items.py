"""Whether two feeds hold the same articles, whatever their addresses: by what their items are called and linked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import FeedOffer, Glimpse

SAME_SHARE = 0.8  # of a feed's items found in another: an item or two come between two readings
FEWEST_ITEMS = 3  # below, two young blogs that link to one page would be one


def holds(known: int, glimpse: Glimpse) -> bool:
    """Whether so many known items make what was seen no news: nearly all of them are known."""
    return glimpse.entries >= FEWEST_ITEMS and known >= SAME_SHARE * glimpse.entries


def are_same(one: Glimpse, other: Glimpse) -> bool:
    """Whether each holds nearly all of the other's items; never where there are too few to tell. Symmetric."""
    shared = max(len(one.keys & other.keys), len(one.links & other.links))
    return holds(shared, one) and holds(shared, other)


def without_copies(offers: Sequence[FeedOffer]) -> tuple[FeedOffer, ...]:
    """The offers, each content once: the first of those that are the same stays, in the order given."""
    kept: list[FeedOffer] = []
    for offer in offers:
        if not any(_are_copies(offer, other) for other in kept):
            kept.append(offer)
    return tuple(kept)


def _are_copies(one: FeedOffer, other: FeedOffer) -> bool:
    return one.glimpse is not None and other.glimpse is not None and are_same(one.glimpse, other.glimpse)
