"""`Wishes`: noted with date and place, and obeyed also by a night after a crash."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from bot.core.wishes import named_place
from bot.model import Wish, WishKind
from bot.ports import Obeyed
from tests.store.making import NOW, House, at, parsed

REFUSAL = Wish("fanal.example", WishKind.REFUSED, NOW, "Le Fanal", "droits@fanal.example", "pas de robots")
YEARS = timedelta(days=9_999)


async def test_wishes_are_listed_by_day_and_one_place_has_one(house: House) -> None:
    early = Wish("z.example", WishKind.TITLES, at(days=-1))
    assert await house.store.wishes.note([REFUSAL, early]) == Obeyed()
    assert await house.store.wishes.list_wishes() == (early, REFUSAL)
    milder = Wish(REFUSAL.place, WishKind.TITLES, at(days=1))
    await house.store.wishes.note([milder])
    assert await house.store.wishes.list_wishes() == (early, milder)
    assert await house.store.wishes.note([]) == Obeyed()


async def test_who_asked_can_be_said_later(house: House) -> None:
    await house.store.wishes.note([REFUSAL])
    assert await house.store.wishes.describe(REFUSAL.place, "la rédaction", "")
    assert not await house.store.wishes.describe("autre.example", "x", "")
    (wish,) = await house.store.wishes.list_wishes()
    assert (wish.requester, wish.reason) == ("la rédaction", "")


async def test_a_lifted_wish_is_gone(house: House) -> None:
    await house.store.wishes.note([REFUSAL])
    revision = await house.store.house.revision()
    assert await house.store.wishes.lift(named_place("www.fanal.example")) == REFUSAL
    assert await house.store.wishes.lift("fanal.example") is None
    assert await house.store.wishes.list_wishes() == ()
    assert await house.store.house.revision() > revision


async def test_the_night_does_what_a_crash_left_undone(store_file: House) -> None:
    feed, other = await store_file.feed(), await store_file.feed("estuaire", "Radio Estuaire")
    await store_file.read(feed, parsed("un"))
    await store_file.read(other, parsed("deux", link="https://estuaire.example/2"))
    with closing(sqlite3.connect(store_file.store.path)) as db:  # noted, and nothing more
        db.execute("INSERT INTO wishes VALUES ('fanal.example', 'refused', 1, '', '', '')")
        db.execute("INSERT INTO wishes VALUES ('estuaire.example', 'titles', 1, '', '', '')")
        db.commit()
    await store_file.store.house.prune(NOW, YEARS)
    assert [(entry.title, entry.extract) for entry in await store_file.waiting()] == [("Titre deux", "")]


async def test_nothing_is_withdrawn_where_nothing_was_asked(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.store.wishes.note([Wish("autre.example", WishKind.REFUSED, NOW)])
    await house.store.house.prune(NOW, YEARS)
    assert [entry.extract for entry in await house.waiting()] == ["Chapeau un."]


async def test_a_purged_feed_leaves_no_keys_of_articles_that_are_long_gone(store_file: House) -> None:
    feed = await store_file.feed()
    await store_file.read(feed, parsed("un"), baseline=True)
    await store_file.store.house.prune(at(days=400), timedelta(days=90))  # the key stays as a tombstone
    assert len(await store_file.store.feeds.known(feed.id, ["k-un"], [], [])) == 1
    assert (await store_file.store.wishes.purge(feed, NOW)).entries == 0
    assert await store_file.store.feeds.known(feed.id, ["k-un"], [], []) == ()
