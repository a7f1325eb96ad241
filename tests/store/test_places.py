"""`Entries.places`: what `candidates` finds, without reading it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.store.making import NOW, House, analysis, at, parsed


async def _stock(house: House) -> None:
    feed = await house.feed()
    await house.read(
        feed,
        *(parsed(str(n), at(hours=-n)) for n in range(6)),
        parsed("other", at(hours=-2)),
    )
    waiting = await house.waiting()
    await house.record(
        [analysis(e, keys=("loup",) if e.title != "Titre other" else ("phoque",)) for e in waiting]
    )


@pytest.mark.parametrize("keys", [[["loup"]], [["loup", "phoque"]], [["loup"], ["phoque"]], [], [[""]]])
@pytest.mark.parametrize(("start", "end"), [(None, None), (at(hours=-3), at(hours=-1))])
async def test_places_are_those_of_the_candidates(
    house: House, keys: list[list[str]], start: datetime | None, end: datetime | None
) -> None:
    await _stock(house)
    entries = await house.store.entries.candidates(keys, start, end, 100)
    places = await house.store.entries.places(keys, start, end, 100)
    assert {(p.entry_id, p.story_id, p.published_at) for p in places} == {
        (e.id, e.story_id, e.published_at) for e in entries
    }
    assert [p.published_at for p in places] == sorted((p.published_at for p in places), reverse=True)


async def test_the_limit_keeps_what_arrived_last(house: House) -> None:
    await _stock(house)
    assert len(await house.store.entries.places([["loup"]], None, None, 2)) == 2
    assert len(await house.store.entries.places([], at(hours=-9), NOW + timedelta(days=1), 3)) == 3
