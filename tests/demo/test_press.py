"""The sample press itself: how much there is, how it is printed, what it holds for the language work to meet."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest

from bot.demo.press import Format, Item, Outlet, load_press, parse_offset

PRESS = load_press()
ITEMS = [item for outlet in PRESS for item in outlet.items]


def texts(item: Item) -> tuple[str, ...]:
    edit = (item.edit.title, item.edit.extract) if item.edit else ()
    return (item.title, item.extract, re.sub(r"<[^>]+>", "", item.body), *edit)


def test_there_is_enough_to_read_before_and_after_the_clock_is_moved() -> None:
    assert len(PRESS) >= 10
    assert len(ITEMS) >= 150
    assert timedelta(hours=-30) <= min(item.offset for item in ITEMS)
    assert max(item.offset for item in ITEMS) <= timedelta(hours=72)
    days = Counter((item.offset + timedelta(hours=30)) // timedelta(hours=24) for item in ITEMS)
    assert all(days[day] >= 15 for day in range(4))


def test_every_format_and_every_country_is_there() -> None:
    assert {outlet.format for outlet in PRESS} == set(Format)
    assert {"France", "Belgique", "Suisse", "Québec", "Sénégal", "La Réunion"} <= {
        outlet.place for outlet in PRESS
    }
    assert any(outlet.silence for outlet in PRESS)
    assert sum(item.edit is not None for item in ITEMS) >= 3
    assert sum(item.paywalled for item in ITEMS) >= 5


@pytest.mark.parametrize("outlet", PRESS, ids=lambda outlet: outlet.slug)
def test_items_are_in_order_and_have_pages_of_their_own(outlet: Outlet) -> None:
    offsets = [item.offset for item in outlet.items]
    assert offsets == sorted(offsets)
    assert len({item.path for item in outlet.items}) == len(outlet.items)
    assert all(re.fullmatch(r"\d{3}-[a-z0-9-]+\.html", item.path) for item in outlet.items)


@pytest.mark.parametrize("outlet", PRESS, ids=lambda outlet: outlet.slug)
def test_every_word_is_printed_with_care(outlet: Outlet) -> None:
    for text in (text for item in outlet.items for text in texts(item)):
        assert not re.search(r"['\"]| [:;!?»%]|« |\d \d{3}\b|\.\.\.|  |^ | $", text), text
        assert text.count("«") == text.count("»")
        assert not re.search(r"(?<![\u202f\s])[;!?]", text.replace("«\u00a0", "")), text


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.path)
def test_an_extract_is_a_sentence_and_a_title_is_none(item: Item) -> None:
    assert item.extract[-1] in ".?!»"
    assert item.title[-1] != "." or item.title.count(".") > 1
    assert 10 <= len(item.title) <= 130
    assert 20 <= len(item.extract) <= 320


def outlets_with(pattern: str) -> set[str]:
    return {o.slug for o in PRESS for item in o.items if re.search(pattern, " ".join(texts(item)))}


def test_shared_events_are_told_in_different_words() -> None:
    assert len(outlets_with(r"Lavrov")) >= 6
    assert len(outlets_with(r"Djeddah")) >= 5
    assert len(outlets_with(r"SVR")) >= 4
    assert len(outlets_with(r"Sainte-Aldegonde")) >= 4
    for pattern in (r"Lavrov", r"Sainte-Aldegonde", r"Adour"):
        titles = [item.title for item in ITEMS if re.search(pattern, item.title)]
        assert len(set(titles)) == len(titles)


def test_agency_copy_is_the_same_in_three_outlets() -> None:
    copies = Counter(item.extract for item in ITEMS if item.agency)
    assert sorted(copies.values())[-2:] == [3, 3]
    assert all("(AFP)" in item.extract for item in ITEMS if item.agency)


@pytest.mark.parametrize(
    "trap", ["votants", "botanique", "notant", "EN DIRECT", "Météo du jour", "horoscope"]
)
def test_traps_and_noise_are_there(trap: str) -> None:
    assert outlets_with(trap)


def test_hard_neighbours_are_there() -> None:
    assert outlets_with("Gaza.*(cessez-le-feu|trêve)")
    assert outlets_with("M23.*cessez-le-feu")
    assert len(outlets_with(r"[Gg]rève")) >= 5


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("-22h48", timedelta(hours=-22, minutes=-48)),
        ("+3h", timedelta(hours=3)),
        ("2h05", timedelta(hours=2, minutes=5)),
    ],
)
def test_offsets_are_hours_and_minutes(text: str, span: timedelta) -> None:
    assert parse_offset(text) == span


def test_an_edit_changes_what_is_read_from_then_on() -> None:
    live = next(item for item in ITEMS if item.edit and "EN DIRECT" in item.title)
    assert live.edit is not None
    before, after = live.offset + live.edit.after - timedelta(minutes=1), live.offset + live.edit.after
    assert (live.title_at(before), live.extract_at(before)) == (live.title, live.extract)
    assert (live.title_at(after), live.extract_at(after)) == (live.edit.title, live.edit.extract)
