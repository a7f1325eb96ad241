"""`Additions`: what was added together; and `Feeds.sharing`: which followed feeds hold the same items."""

from __future__ import annotations

from datetime import timedelta

from bot.model import ChatId, FeedId
from tests.store.making import NOW, House, at, parsed

RETENTION = timedelta(days=90)


async def test_an_addition_waits_until_it_is_told(house: House) -> None:
    made = await house.destination(1)
    first = await house.store.additions.remember(made.id, "suisse", [FeedId(1), FeedId(2)], NOW)
    second = await house.store.additions.remember(made.id, "", [FeedId(3)], at(minutes=-1))
    untold = await house.store.additions.list_untold()
    assert [addition.id for addition in untold] == [second, first]
    found = await house.store.additions.get(first)
    assert found == untold[1]
    assert (found.name, found.feeds, found.destination_id, found.added_at) == ("suisse", (1, 2), made.id, NOW)
    await house.store.additions.mark_told(second, NOW)
    assert [addition.id for addition in await house.store.additions.list_untold()] == [first]
    assert await house.store.additions.get(second) is not None
    assert await house.store.additions.get(99) is None


async def test_an_addition_is_forgotten_after_thirty_days(house: House) -> None:
    made = await house.destination(1)
    addition = await house.store.additions.remember(made.id, "suisse", [FeedId(1)], NOW)
    await house.store.house.prune(at(days=29), RETENTION)
    assert await house.store.additions.get(addition) is not None
    await house.store.house.prune(at(days=31), RETENTION)
    assert await house.store.additions.get(addition) is None


async def test_an_addition_moves_with_its_chat(house: House) -> None:
    old, newcomer = await house.destination(-5), await house.destination(-1005)
    addition = await house.store.additions.remember(newcomer.id, "suisse", [FeedId(1)], NOW)
    await house.store.destinations.move(old.id, ChatId(-1005))
    found = await house.store.additions.get(addition)
    assert found is not None
    assert found.destination_id == old.id


async def test_feeds_that_hold_the_same_items_are_found_by_key_or_by_link(house: House) -> None:
    une, monde, sport, gone = [await house.feed(name) for name in ("une", "monde", "sport", "gone")]
    await house.feed("unread")
    await house.read(une, parsed("a"), parsed("b"), parsed("c"))
    await house.read(monde, parsed("a", key="k-1"), parsed("x"))
    await house.read(sport, parsed("s", link=""))
    await house.read(gone, parsed("a"), parsed("b"))
    await house.store.feeds.remove(gone.id, NOW)
    links = [f"https://fanal.example/{name}" for name in "abc"]
    shared = await house.store.feeds.sharing(["k-a", "k-b"], [*links, ""])
    assert [(one.feed.id, one.items) for one in shared] == [(une.id, 3), (monde.id, 1)]
    assert [one.items for one in await house.store.feeds.sharing(["k-a", "k-b"], [])] == [2]
    assert await house.store.feeds.sharing([], []) == ()
