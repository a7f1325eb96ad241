"""What entries said before they were edited."""

from __future__ import annotations

from datetime import timedelta

from bot.model import EntryId, FormerText
from bot.store.former import MOST_KEPT
from tests.store.making import NOW, House, at, parsed


async def kept(house: House, *ids: int) -> tuple[FormerText, ...]:
    return await house.port.entries.edits([EntryId(each) for each in ids])


async def test_a_material_edit_leaves_the_former_text_with_its_time(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un", body="x" * 3_000), parsed("deux"))
    assert await kept(house, 1, 2) == ()
    await house.edit(feed, EntryId(1), parsed("un", title="Douze morts"), material=True)
    assert await kept(house, 1, 2) == (
        FormerText(EntryId(1), 1, NOW, "Titre un", "Chapeau un.", "x" * 2_000),
    )


async def test_a_small_edit_leaves_nothing(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.edit(feed, EntryId(1), parsed("un", title="Titre un."), material=False)
    assert await kept(house, 1) == ()


async def test_nothing_is_kept_of_an_edit_by_another_feed(house: House) -> None:
    await house.read(await house.feed("a"), parsed("un"))
    await house.edit(await house.feed("b"), EntryId(1), parsed("un", title="Usurpé"), material=True)
    assert await kept(house, 1) == ()


async def test_of_many_edits_the_first_and_the_latest_are_kept(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    for number in range(1, 30):
        await house.edit(feed, EntryId(1), parsed("un", title=f"Direct {number}"), material=True)
    found = await kept(house, 1)
    assert [each.revision for each in found] == [1, *range(31 - MOST_KEPT, 30)]
    assert (found[0].title, found[-1].title) == ("Titre un", "Direct 28")


async def test_former_texts_go_with_their_entry(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.edit(feed, EntryId(1), parsed("un", title="Neuf"), material=True)
    await house.store.house.prune(at(days=91), timedelta(days=90))
    assert await kept(house, 1) == ()
