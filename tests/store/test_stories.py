"""The reading side of `Entries`: stories by span, cursor and number of newsrooms; candidates of a query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from bot.model import EntryId, Seq, StoryId, TopicId
from bot.store import candidates
from tests.store.making import House, analysis, at, parsed


async def test_news_is_what_lies_past_a_cursor_in_order(house: House) -> None:
    otan, climat, sport = [await house.topic(query) for query in ("otan", "climat", "sport")]
    await house.read(await house.feed(), *(parsed(str(n)) for n in range(4)))
    entries = await house.waiting()
    wanted = [(otan,), (climat, otan), (sport,), (climat,)]
    await house.record([analysis(entry, *topics) for entry, topics in zip(entries, wanted, strict=True)])
    found = await house.store.entries.news([climat.id, otan.id], Seq(1), Seq(4))
    assert [(each.seq, each.topic_id) for each in found] == [(2, otan.id), (2, climat.id), (4, climat.id)]
    assert await house.store.entries.news([otan.id], Seq(2), Seq(4)) == ()
    assert await house.store.entries.news([], Seq(0), Seq(4)) == ()


async def test_stories_past_a_cursor_of_each_topic_are_counted_by_outlets(house: House) -> None:
    otan, climat = await house.topic("otan"), await house.topic("climat")
    await house.read(await house.feed("a", "Aube"), parsed("1"), parsed("2"), parsed("3"))
    await house.read(await house.feed("b", "Brise"), parsed("4"), parsed("5"))
    await house.read(await house.feed("c", "Brise"), parsed("6"))
    a, b, c, d, e, f = await house.waiting()
    first = StoryId(1)
    await house.record(
        [
            analysis(a, otan),
            analysis(b, otan, climat),
            analysis(c, otan),
            analysis(d, story_id=first),
            analysis(e, otan),
            analysis(f, otan, story_id=first),
        ]
    )

    async def tally(
        *left_out: str, after: int = 0, upto: int = 6, most: int = 9
    ) -> dict[tuple[int, int], int]:
        wanted = ((otan.id, Seq(after)), (climat.id, Seq(1)))
        stories, found = await house.store.entries.tallies(wanted, Seq(upto), left_out, most)
        assert len({each[:2] for each in found}) == len(found)
        assert stories == len({each.story_id for each in found}) or most < 9
        return {(each.topic_id, each.story_id): each.outlets for each in found}

    weather = {(climat.id, 2): 1}
    assert await tally() == {(otan.id, 1): 2, (otan.id, 2): 1, (otan.id, 3): 1, (otan.id, 5): 1} | weather
    assert await tally(after=3) == {(otan.id, 1): 2, (otan.id, 5): 1} | weather  # an old story that goes on
    assert await tally(after=3, upto=5) == {(otan.id, 5): 1} | weather
    assert await tally("Brise", after=2) == {(otan.id, 1): 1, (otan.id, 3): 1} | weather
    assert await tally(most=2) == {(otan.id, 1): 2, (otan.id, 5): 1} | weather  # of equals the younger
    assert await house.store.entries.tallies((), Seq(9), (), 9) == (0, ())


async def test_stories_of_a_span_are_found_by_publication_newest_first_each_once(house: House) -> None:
    otan, climat = await house.topic("otan"), await house.topic("climat")
    hours = (-30, -3, -1, -2)
    await house.read(await house.feed(), *(parsed(str(h), at(hours=h)) for h in hours))
    a, b, c, d = await house.waiting()
    await house.record(
        [
            analysis(a, otan),
            analysis(b, otan),
            analysis(c, climat, otan),
            analysis(d, climat, story_id=StoryId(1)),
        ]
    )
    topics = [otan.id, climat.id]
    published = house.store.entries.published
    assert await published(topics, at(hours=-24), at()) == (3, 1, 2)
    assert await published(topics, None, at()) == (3, 1, 2)
    assert await published([climat.id], at(hours=-2), at(hours=-2)) == (1,)
    assert await published([otan.id], None, at(hours=-25)) == (1,)
    assert await published([TopicId(77)], None, at()) == ()


async def test_a_story_holds_all_its_entries_and_the_matches_asked_about(house: House) -> None:
    otan, climat = await house.topic("otan"), await house.topic("climat")
    await house.read(await house.feed("a", "Aube"), parsed("un"))
    await house.read(await house.feed("b", "Brise"), parsed("deux"), parsed("trois"))
    a, b, c = await house.waiting()
    await house.record([analysis(a, otan), analysis(b, climat), analysis(c, story_id=StoryId(1))])
    later, first = (
        await house.store.entries.stories([StoryId(2), StoryId(1), StoryId(55)], [otan.id]),
        StoryId(1),
    )
    assert [story.id for story in later] == [first, 2]
    assert [matched.entry.outlet for matched in later[0].entries] == ["Aube", "Brise"]
    assert [[m.topic_id for m in matched.matches] for matched in later[0].entries] == [[otan.id], []]
    assert later[1].entries[0].matches == ()


async def test_touched_stories_come_in_order_of_their_latest_entry(house: House) -> None:
    await house.read(await house.feed(), *(parsed(str(n)) for n in range(4)))
    a, b, c, d = await house.waiting()
    await house.record([analysis(a), analysis(b), analysis(c), analysis(d, story_id=StoryId(1))])
    assert await house.store.entries.touched(Seq(0), Seq(4)) == ((2, 2), (3, 3), (1, 4))
    assert await house.store.entries.touched(Seq(2), Seq(3)) == ((3, 3),)


async def test_most_reported_stories_come_first_then_newest(house: House) -> None:
    a, b = await house.feed("a", "Aube"), await house.feed("b", "Brise")
    same = await house.feed("c", "Aube")
    await house.read(a, parsed("vieux", at(days=-3)), parsed("seul", at(hours=-5)))
    await house.read(same, parsed("encore", at(hours=-4)), parsed("neuf", at(hours=-1)))
    await house.read(b, parsed("aussi", at(hours=-6)))
    vieux, seul, encore, neuf, aussi = await house.waiting()
    await house.record(
        [
            analysis(vieux),
            analysis(seul),
            analysis(encore, story_id=StoryId(2)),
            analysis(neuf),
            analysis(aussi, story_id=StoryId(1)),
        ]
    )
    found = await house.store.entries.reported(at(days=-1), 10)
    assert [story.id for story in found] == [1, 4, 2]
    assert [len(story.entries) for story in found] == [2, 1, 2]
    assert [story.id for story in await house.store.entries.reported(at(hours=-5), 1)] == [4]


KEYS = {"a": ("otan", "été"), "b": ("otan", "sommet"), "c": ("œuvre",), "d": ("otan", "été", "sommet")}
HOURS = {"a": -1, "b": -4, "c": -2, "d": -3}


async def _fill(house: House) -> None:
    await house.read(await house.feed(), *(parsed(name, at(hours=HOURS[name])) for name in KEYS))
    await house.record([analysis(entry, keys=KEYS[entry.key[2:]]) for entry in await house.waiting()])


@pytest.mark.parametrize("page", [1, 1_000])
@pytest.mark.parametrize(
    ("groups", "start", "end", "limit", "expected"),
    [
        ([], None, None, 10, "acdb"),
        ([], None, None, 2, "ac"),
        ([], at(hours=-3), at(hours=-2), 10, "cd"),
        ([["otan"]], None, None, 10, "adb"),
        ([["otan"]], None, None, 1, "a"),
        ([["otan"]], at(hours=-3), None, 10, "ad"),
        ([["otan"]], at(hours=-4), at(hours=-3), 10, "db"),
        ([["otan"], ["été", "sommet"]], None, None, 10, "adb"),
        ([["œuvre", "sommet"]], None, None, 10, "cdb"),
        ([["otan"], ["œuvre"]], None, None, 10, ""),
        ([["otan"], []], None, None, 10, ""),
        ([["otan"], [""]], None, None, 10, ""),
        ([["AND"], ['"']], None, None, 10, ""),
        ([["otan"]], at(days=1), None, 10, ""),
    ],
)
async def test_candidates_hold_a_key_of_every_group_newest_first(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    page: int,
    groups: Sequence[Sequence[str]],
    start: datetime | None,
    end: datetime | None,
    limit: int,
    expected: str,
) -> None:
    monkeypatch.setattr(candidates, "PAGE", page)
    await _fill(house)
    found = await house.store.entries.candidates(groups, start, end, limit)
    assert "".join(entry.key[2:] for entry in found) == expected


async def test_the_walk_stops_where_nothing_older_could_be_newer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "PAGE", 1)
    feed = await house.feed()
    for day in range(5):
        await house.read(feed, parsed(str(day), at(days=day)), now=at(days=day))
    await house.analyse()
    found = await house.store.entries.candidates([["otan"]], None, None, 2)
    assert [entry.key for entry in found] == ["k-4", "k-3"]


async def test_only_analysed_entries_are_candidates(house: House) -> None:
    await _fill(house)
    await house.read(await house.feed("b"), parsed("neuf"))
    assert len(await house.store.entries.candidates([], None, None, 10)) == 4


async def test_an_edited_entry_is_found_by_its_new_keys_only(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.analyse(keys=("otan",))
    await house.edit(feed, EntryId(1), parsed("un", title="Corrigé"))
    await house.analyse(keys=("climat",))
    assert await house.store.entries.candidates([["otan"]], None, None, 10) == ()
    assert len(await house.store.entries.candidates([["climat"]], None, None, 10)) == 1


async def test_a_new_analyser_can_give_entries_other_keys(house: House) -> None:
    await house.read(await house.feed(), parsed("un"), parsed("deux"))
    await house.analyse(keys=("otan",))
    await house.store.entries.reindex(
        [(EntryId(1), 1, ["nato"]), (EntryId(2), 9, ["nato"]), (EntryId(7), 1, ["x"])]
    )
    assert [e.id for e in await house.store.entries.candidates([["nato"]], None, None, 10)] == [1]
    assert [e.id for e in await house.store.entries.candidates([["otan"]], None, None, 10)] == [2]
