"""What is known is never news again, whatever a publisher changes of it; what is new stays news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.edits import title_key
from bot.core.memory import Recognised, recognise, wanted
from bot.core.parse import parse_feed
from bot.model import EntryId, KnownEntry, ParsedFeed

NOW = datetime(2025, 3, 14, 12, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://lefanal.example/rss"
PLACES = ("Lyon", "Brest", "Liège", "Dakar", "Genève", "Québec", "Nouméa", "Arras")
DOINGS = ("grève des bus", "budget voté", "forêt en feu", "école fermée", "port bloqué", "pont rouvert")


class Item:
    """An item as a publisher writes it; `but` gives one with something else in it."""

    def __init__(self, number: int, at: datetime | None = NOW, **changes: str) -> None:
        place, doing = PLACES[number % len(PLACES)], DOINGS[number // len(PLACES) % len(DOINGS)]
        self.at = at
        self.parts = {
            "guid": f"id-{number}",
            "link": f"https://lefanal.example/articles/{number}",
            "title": f"{place} : {doing}, l’épisode {number}",
            "text": f"À {place}, {doing} depuis l’aube, le dossier {number} revient devant les élus.",
        } | changes

    def but(self, at: datetime | None = None, **changes: str) -> Item:
        made = Item(0, at or self.at)
        made.parts = self.parts | changes
        return made

    def undated(self) -> Item:
        made = self.but()
        made.at = None
        return made

    def xml(self) -> str:
        guid, link, title, text = (escape(self.parts[name]) for name in ("guid", "link", "title", "text"))
        date = f"<pubDate>{self.at:%Y-%m-%dT%H:%M:%SZ}</pubDate>" if self.at else ""
        guid = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
        return f"<item>{guid}<link>{link}</link><title>{title}</title>{date}<description>{text}</description></item>"


Change = Callable[[Item], Item]


def parsed(items: Sequence[Item]) -> ParsedFeed:
    document = (
        f"<rss version='2.0'><channel><title>x</title>{''.join(item.xml() for item in items)}</channel></rss>"
    )
    return parse_feed(document.encode(), "", URL, NOW + 9 * DAY)


def memory(items: Sequence[Item], tombstones: bool = False) -> list[KnownEntry]:
    return [
        KnownEntry(
            entry_id=None if tombstones else EntryId(number),
            key=entry.key,
            link=entry.link,
            title=entry.title,
            published_at=entry.published_at,
            content_hash=entry.content_hash,
            revision=1,
            is_tombstone=tombstones,
            text="" if tombstones else f"{entry.extract}\n{entry.body}",
        )
        for number, entry in enumerate(parsed(items).entries, start=1)
    ]


def compared(items: Sequence[Item], rows: Sequence[KnownEntry]) -> Recognised:
    """With no more of the memory than was asked for, as the store gives it."""
    feed = parsed(items)
    asked = wanted(feed)
    titles = {title_key(title) for title in asked.titles}
    found = [
        row if not row.is_tombstone or title_key(row.title) in titles else replace(row, title="")
        for row in rows
        if row.key in asked.keys or row.link in asked.links or title_key(row.title) in titles
    ]
    return recognise(feed.entries, found)


def news(items: Sequence[Item], rows: Sequence[KnownEntry]) -> set[str]:
    return {entry.title for entry in compared(items, rows).unknown}


def feed_of(count: int, step: timedelta = HOUR) -> list[Item]:
    return [Item(number, NOW - number * step) for number in range(count)]


def secure(link: str) -> str:
    return link.replace("https://", "http://www.")


def moved(item: Item, at: datetime | None = None, **changes: str) -> Item:
    return item.but(at, guid="", link=f"{item.parts['link']}-s", **changes)


CHANGES: dict[str, Change] = {
    "another guid": lambda item: item.but(guid=f"v2-{item.parts['guid']}"),
    "no guid": lambda item: item.but(guid=""),
    "http and www": lambda item: item.but(link=secure(item.parts["link"])),
    "the link is the guid": lambda item: item.but(guid=secure(item.parts["link"]), link=secure(item.parts["link"])),
    "tracking": lambda item: item.but(link=f"{item.parts['link']}?utm_source=rss"),
    "unknown tracking": lambda item: item.but(guid="", link=f"{item.parts['link']}?suivi=12"),
    "another slug": lambda item: item.but(guid=f"v2-{item.parts['guid']}", link=f"{item.parts['link']}-slug"),
    "another domain": lambda item: item.but(guid="", link=item.parts["link"].replace("lefanal", "lefanal-info")),
    "title respelt": lambda item: moved(item, title=item.parts["title"].upper() + " !"),
    "text edited": lambda item: moved(item, text=item.parts["text"] + " Mis à jour."),
    "one guid for all": lambda item: item.but(guid="lefanal"),
    "the home page for guid": lambda item: item.but(guid="https://lefanal.example/"),
    "the home page for link": lambda item: item.but(link="https://lefanal.example/"),
    "neither guid nor link": lambda item: item.but(guid="", link=""),
}  # fmt: skip
FLOODS: dict[str, Change] = {
    "dated now": lambda item: moved(item, NOW + HOUR),
    "dated now and edited": lambda item: moved(item, NOW + HOUR, text=item.parts["text"] + " Mis à jour."),
    "no dates any more": lambda item: moved(item).undated(),
    "another title": lambda item: item.but(
        guid=f"v2-{item.parts['guid']}", title=f"Direct {item.parts['guid']}"
    ),
}


@pytest.mark.parametrize("tombstones", [False, True], ids=["stored", "let go"])
@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_known_is_news_again_however_few_change(change: str, count: int, tombstones: bool) -> None:
    old = feed_of(30)
    changed = [CHANGES[change](item) for item in old[:count]]
    fresh = [Item(100 + number, NOW + number * HOUR) for number in range(3)]
    rows = memory(old, tombstones)
    assert news([*fresh, *changed], rows) == {item.parts["title"] for item in fresh}


@pytest.mark.parametrize("tombstones", [False, True], ids=["stored", "let go"])
@pytest.mark.parametrize("change", FLOODS)
def test_a_document_that_changes_whole_is_no_news_and_what_is_new_in_it_is(
    change: str, tombstones: bool
) -> None:
    old = feed_of(30, 5 * HOUR)
    fresh = [Item(100 + number, NOW + number * HOUR) for number in range(5)]
    rows = memory(old, tombstones)
    assert news([*fresh, *(FLOODS[change](item) for item in old)], rows) == {
        item.parts["title"] for item in fresh
    }


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_mixture_of_changes_in_any_order_is_no_news(data: st.DataObject) -> None:
    old = feed_of(data.draw(st.integers(1, 12)))
    per_item = [name for name in CHANGES if name not in ("one guid for all", "the home page for guid")]
    changed = [CHANGES[data.draw(st.sampled_from(per_item))](item) for item in old]
    fresh = [Item(100 + number, NOW + number * HOUR) for number in range(data.draw(st.integers(0, 4)))]
    document = data.draw(st.permutations([*fresh, *changed]))
    result = compared(document, memory(old, data.draw(st.booleans())))
    assert {entry.title for entry in result.unknown} == {item.parts["title"] for item in fresh}
    assert len({row.key for _, row in result.known}) == len(result.known) == len(old)  # each answers for one


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 20), st.integers(0, 20))
def test_what_is_really_new_is_news_however_much_it_is(fresh: int, stayed: int) -> None:
    old = feed_of(20)
    new = [Item(200 + number, NOW + 7 * DAY + number * HOUR) for number in range(fresh)]
    assert len(compared([*new, *old[:stayed]], memory(old)).unknown) == fresh


@pytest.mark.parametrize(
    "text", ["L’essentiel de l’actualité.", "Aujourd’hui : {}."], ids=["boilerplate", "its own"]
)
@pytest.mark.parametrize("apart", [1, 7])
def test_editions_under_the_titles_of_the_last_ones_are_news(apart: int, text: str) -> None:
    shows = [
        Item(n, NOW - 3 * n * HOUR, title=f"Le journal de {n} h", text=text.format(PLACES[n]))
        for n in range(8)
    ]
    next_ones = [
        Item(
            50 + n,
            show.at + apart * DAY + n * timedelta(minutes=5),
            title=show.parts["title"],
            text=text.format(n),
        )
        for n, show in enumerate(shows)
        if show.at
    ]
    assert len(compared(next_ones, memory(shows)).unknown) == 8


def test_a_title_that_comes_back_now_and_then_is_news_in_a_flood() -> None:
    old = [Item(n, NOW - (3 + 2 * n) * DAY - n * HOUR, title="Les photos de la semaine") for n in range(3)]
    new = [Item(100 + n, NOW) for n in range(6)]
    again = Item(99, NOW, title="Les photos de la semaine", text="L’essentiel.")
    assert len(compared([again, *new], memory(old)).unknown) == 7


def test_two_items_of_one_instant_and_one_title_are_two_where_their_texts_differ() -> None:
    old = Item(1, title="Accident mortel", text="Deux voitures se sont heurtées près de Brest.")
    other = Item(2, title="Accident mortel", text="Un alpiniste a chuté au-dessus de Chamonix.")
    assert news([other], memory([old])) == {"Accident mortel"}
    midnight = NOW.replace(hour=0, minute=0)
    bare, twin = (Item(n, midnight, title="Accident mortel", text="") for n in (1, 2))
    assert news([twin], memory([bare])) == {"Accident mortel"}  # many items have a date without a time


def test_without_dates_and_texts_that_differ_a_flood_of_known_titles_is_news() -> None:
    signs = [Item(n, title=f"Horoscope {n}", text="La chance vous sourit.").undated() for n in range(8)]
    today = [
        Item(50 + n, title=sign.parts["title"], text="Un voyage vous attend.").undated()
        for n, sign in enumerate(signs)
    ]
    assert len(compared(today, memory(signs)).unknown) == 8


def test_the_nearest_of_several_known_items_is_taken() -> None:
    old = [
        Item(n, NOW - n * timedelta(minutes=10), title="Le point sur la grève", text="") for n in range(1, 4)
    ]
    moved = [item.but(guid="", link=f"{item.parts['link']}-s") for item in old]
    others = [Item(50 + n) for n in range(2)]
    pairs = compared([*moved, *others], memory(old)).known
    assert all(entry.published_at == row.published_at for entry, row in pairs)
    assert len(pairs) == 3


def test_very_many_items_of_one_title_are_compared_with_few_each() -> None:
    old = [Item(n, title="Direct", text=f"Texte {n}.") for n in range(120)]
    new = [Item(1_000 + n, title="Direct", text=f"Autre {n} ici.") for n in range(120)]
    seen: list[int] = []
    rows = memory(old)

    class Counting(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            seen.append(1)
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    compared(new, [replace(row, content_hash=Counting(row.content_hash)) for row in rows])
    assert len(seen) < 120 * 120 / 2
