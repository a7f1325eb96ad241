"""`/tendance`: counted by the same matcher as everything else, each story once, on the day it began."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import QueryError
from bot.results import Question, Trend, Wanted
from bot.services import conversation
from bot.services.trend import MOST_SUBJECTS, show_trend
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town
from tests.services.test_archive import items


def day(title: str, text: str, days: float, n: int) -> Item:
    return Item(title, text, f"https://t.example/{n}", at=THURSDAY - timedelta(days=days))


PAPER = (
    day("Kiev accepte une trêve à Djeddah", "L’accord prévoit trente jours de trêve.", 2, 1),
    day("Gaza : la trêve prolongée d’une semaine", "Le Caire annonce la nouvelle.", 2.1, 2),
    day("Une trêve fragile au Congo", "Les rebelles avancent vers Goma.", 2.2, 3),
    day("La trêve hivernale des expulsions s’achève", "Les associations s’inquiètent.", 9, 4),
    day("Le loup revient dans le Jura", "Les éleveurs veillent.", 2, 5),
)


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", *PAPER)
    return town


async def shown(town: Town, text: str) -> Trend:
    result = await show_trend(town.room.desk, reader(), text)
    assert isinstance(result, Trend)
    return result


async def test_a_story_counts_once_on_its_first_day(town: Town) -> None:
    echo = day("Kiev accepte une trêve à Djeddah", "L’accord prévoit trente jours de trêve.", 1, 6)
    await town.open_paper("Radio Estuaire", echo)
    found = await shown(town, "trêve")
    (line,) = found.lines
    assert (len(found.days), sum(line.counts), line.is_exact) == (30, 4, True)
    assert {found.days[n].day: count for n, count in enumerate(line.counts) if count} == {11: 3, 4: 1}
    (peak,) = line.peaks
    assert (found.days[peak.place].day, peak.headline) == (11, PAPER[0].title)
    assert found.picture is not None
    assert found.picture.startswith(b"\x89PNG")


async def test_subjects_are_compared_over_the_same_days(town: Town) -> None:
    found = await shown(town, "trêve, loup, trêve 7j")
    assert [line.topic.query for line in found.lines] == ["trêve", "loup"]
    assert [sum(line.counts) for line in found.lines] == [3, 1]
    assert len(found.days) == len(found.lines[0].counts) == 7


async def test_too_many_subjects_and_too_long_a_span_are_cut(town: Town) -> None:
    found = await shown(town, "trêve, loup, Gaza, Kiev, Goma 900j")
    assert len(found.lines) == MOST_SUBJECTS
    assert found.span == timedelta(days=90)
    assert (await shown(town, "trêve 1h")).span == timedelta(days=2)


async def test_nothing_makes_no_picture(town: Town) -> None:
    found = await shown(town, "phoque")
    assert (found.picture, found.lines[0].counts[-1], found.lines[0].is_exact) == (None, 0, True)


async def test_many_stories_are_judged_by_a_part(room: Room) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", *items(200))
    found = await shown(town, "loup, Lyon, Lille, Nantes 20j")
    assert not found.lines[0].is_exact
    assert sum(found.lines[0].counts) >= 20
    assert found.lines[0].peaks


async def test_without_a_word_the_next_message_is_it(town: Town) -> None:
    who = reader()
    assert await show_trend(town.room.desk, who, "30j") == Question(Wanted.TREND)
    answered = await conversation.hear(town.room.desk, who, "trêve 7j")
    assert isinstance(answered, Trend)
    with pytest.raises(QueryError):
        await show_trend(town.room.desk, who, "( OU")
