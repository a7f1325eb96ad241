"""What is remembered of a feed's items: identity, edits, tombstones."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import EditedEntry, EntryId, KnownEntry
from bot.ports import Applied
from tests.store.making import NOW, House, at, parsed, update

RETENTION = timedelta(days=90)


async def test_new_entries_are_stored_in_order(house: House) -> None:
    feed = await house.feed()
    entries = (parsed("un", at(hours=-2)), parsed("deux", None), parsed("trois", at(hours=3), paywalled=True))
    assert await house.read(feed, *entries) == Applied(new=3)
    first, second, third = await house.waiting()
    assert [first.title, second.title, third.title] == ["Titre un", "Titre deux", "Titre trois"]
    assert (first.outlet, first.key, first.link) == ("Le Fanal", "k-un", "https://fanal.example/un")
    assert (first.published_at, first.seen_at, first.revision) == (at(hours=-2), NOW, 1)
    assert (second.published_at, third.published_at) == (NOW, NOW)  # undated, and from the future
    assert (first.paywalled, third.paywalled, first.baseline) == (False, True, False)
    assert (first.seq, first.story_id) == (None, None)


async def test_a_known_key_is_never_stored_twice(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    assert await house.read(feed, parsed("un", title="Autre"), parsed("deux"), parsed("deux")) == Applied(
        new=1
    )
    assert [entry.title for entry in await house.waiting()] == ["Titre un", "Titre deux"]


async def test_two_feeds_may_use_the_same_key(house: House) -> None:
    await house.read(await house.feed("a"), parsed("un"))
    assert (await house.read(await house.feed("b"), parsed("un"))).new == 1


@pytest.mark.parametrize(
    ("keys", "links", "titles"),
    [
        (["k-un"], [], []),
        ([], ["https://fanal.example/un"], []),
        ([], [], ["Titre un"]),
        (["k-un", "k-autre"], ["https://fanal.example/un", ""], ["Titre un", ""]),
    ],
    ids=["key", "link", "title", "all"],
)
async def test_an_item_is_known_by_key_link_or_title(
    house: House, keys: list[str], links: list[str], titles: list[str]
) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), parsed("vide", link="", title=""))
    (known,) = await house.store.feeds.known(feed.id, keys, links, titles)
    item = parsed("un")
    assert known == KnownEntry(
        entry_id=EntryId(1),
        key="k-un",
        link="https://fanal.example/un",
        title="Titre un",
        published_at=NOW,
        content_hash="hash-un",
        revision=1,
        is_tombstone=False,
        text=f"{item.extract}\n{item.body}",
    )


async def test_items_of_another_feed_are_not_known(house: House) -> None:
    await house.read(await house.feed("a"), parsed("un"))
    other = await house.feed("b")
    assert await house.store.feeds.known(other.id, ["k-un"], ["https://fanal.example/un"], ["Titre un"]) == ()


async def test_an_undated_item_is_known_without_a_date(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un", None))
    (known,) = await house.store.feeds.known(feed.id, ["k-un"], [], [])
    assert known.published_at is None


@pytest.mark.parametrize(("material", "revision"), [(True, 2), (False, 1)], ids=["material", "small"])
async def test_an_edit_changes_the_text_and_has_it_analysed_again(
    house: House, material: bool, revision: int
) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.analyse()
    text = parsed("un", at(hours=1), title="Corrigé", extract="Neuf.", content_hash="h2", paywalled=True)
    assert await house.edit(feed, EntryId(1), text, material=material) == Applied(edited=1)
    (entry,) = await house.waiting()
    assert (entry.title, entry.extract, entry.revision) == ("Corrigé", "Neuf.", revision)
    assert (entry.published_at, entry.seq, entry.story_id, entry.paywalled) == (NOW, 1, 1, True)
    (known,) = await house.store.feeds.known(feed.id, ["k-un"], [], ["Corrigé"])
    assert (known.content_hash, known.revision, known.title) == ("h2", revision, "Corrigé")


async def test_an_edit_without_link_or_mark_keeps_those_it_had(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un", paywalled=True))
    await house.edit(feed, EntryId(1), parsed("un", link="", paywalled=None))
    (entry,) = await house.waiting()
    assert (entry.link, entry.paywalled) == ("https://fanal.example/un", True)


async def test_an_entry_that_comes_back_under_another_guid_answers_to_both(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.edit(feed, EntryId(1), parsed("un", key="k-neuf"))
    assert (await house.read(feed, parsed("un", key="k-neuf"))).new == 0
    known = await house.store.feeds.known(feed.id, ["k-un", "k-neuf"], [], [])
    assert [(each.key, each.entry_id) for each in known] == [("k-neuf", 1), ("k-un", 1)]


async def test_an_edit_of_another_feeds_entry_is_ignored(house: House) -> None:
    feed, other = await house.feed("a"), await house.feed("b")
    await house.read(feed, parsed("un"))
    changed = EditedEntry(EntryId(1), parsed("un", title="Usurpé"), True)
    assert await house.read(other, edited=(changed,)) == Applied()
    assert [entry.title for entry in await house.waiting()] == ["Titre un"]


async def test_half_a_surrogate_pair_does_not_stop_a_feed(house: House) -> None:
    feed = await house.feed()
    broken = parsed("un", title="Météo \ud83d", extract="\udc00")
    assert await house.read(feed, broken) == Applied(new=1)
    assert [entry.title for entry in await house.waiting()] == ["Météo ?"]
    assert len(await house.store.feeds.known(feed.id, [], [], [broken.title])) == 1


async def test_keys_outlive_their_entries_as_tombstones(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), parsed("deux"))
    await house.read(feed, now=at(days=80), still_there=("k-un",))
    assert await house.store.house.prune(at(days=91), RETENTION) == 2
    by_title = await house.store.feeds.known(feed.id, ["k-un"], [], ["Titre un"])
    assert by_title == (
        KnownEntry(
            None, "k-un", "https://fanal.example/un", "Titre un", NOW, "hash-un", 1, is_tombstone=True
        ),
    )
    (by_key,) = await house.store.feeds.known(feed.id, ["k-un"], [], ["Un autre titre"])
    assert by_key.title == ""  # only that it is not this one is known
    assert await house.store.feeds.known(feed.id, ["k-deux"], [], []) == ()
    assert (await house.read(feed, parsed("un"), now=at(days=92))).new == 0


async def test_a_tombstone_goes_when_its_item_has_left_the_feed_for_the_retention(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.read(feed, parsed("deux"), now=at(days=50))  # the body without « un »
    await house.store.house.prune(at(days=91), RETENTION)
    assert await house.store.feeds.known(feed.id, ["k-un"], [], []) == ()
    assert len(await house.store.feeds.known(feed.id, ["k-deux"], [], [])) == 1


async def test_items_of_a_feed_that_never_changes_are_still_there(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    for days in (30, 60, 90, 120, 180):
        await house.read(feed, now=at(days=days))  # not modified
        await house.store.house.prune(at(days=days), RETENTION)
    assert (await house.read(feed, parsed("un"), parsed("deux"), now=at(days=200))).new == 1


async def test_what_was_kept_of_a_document_is_given_to_the_next_reading(house: House) -> None:
    feed = await house.feed()
    assert await house.store.feeds.memory(feed.id) == b""
    for change, kept in ((b"un", b"un"), (None, b"un"), (b"deux", b"deux"), (b"", b"")):
        claim = await house.store.feeds.claim_one(feed.id, NOW, RETENTION)
        assert claim is not None
        await house.store.feeds.apply([update(claim, memory=change)])
        assert await house.store.feeds.memory(feed.id) == kept


async def test_a_feed_that_comes_back_is_read_whole(house: House) -> None:
    feed = await house.feed()
    claim = await house.store.feeds.claim_one(feed.id, NOW, RETENTION)
    assert claim is not None
    await house.store.feeds.apply([update(claim, memory=b"un")])
    await house.store.feeds.remove(feed.id, NOW)
    await house.store.feeds.add(feed.url, "Le Fanal", "", NOW)
    assert await house.store.feeds.memory(feed.id) == b""
