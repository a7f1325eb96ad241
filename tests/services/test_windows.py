"""What a window holds is read as far as a digest needs it, and counted in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.french.query import parse_query
from bot.model import Window
from bot.results import DigestOnDemand
from bot.services import reading, windows
from bot.services.windows import of_query
from bot.views.show import show
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town
from tests.services.test_archive import CITIES, items
from tests.views.samples import EN, FR

WEEK = Window(THURSDAY - timedelta(days=7), THURSDAY)
BUDGET = Item(
    "Le budget de la Wallonie est adopté", "Le parlement l’a voté à Namur.", at=THURSDAY - timedelta(days=2)
)


@pytest.fixture
async def town(room: Room, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Twelve stories of wolves, of which the oldest is told by two papers; an older one of a budget."""
    monkeypatch.setattr(windows, "MOST_READ", 4)
    town = Town(room)
    wolves = items(12)
    await town.open_paper("Le Fanal", *wolves, BUDGET)
    await town.open_paper("La Tribune", replace(wolves[-1], link="https://t.example/1"))
    return town


async def read(town: Town, text: str) -> DigestOnDemand:
    found = await reading.read_digest(town.room.desk, reader(), text)
    assert isinstance(found, DigestOnDemand)
    return found


async def test_the_stories_that_most_tell_are_read_and_the_others_counted(town: Town) -> None:
    await town.follow("loup")
    digest = (await read(town, "7j")).digest
    assert digest.cards[0].newsrooms == 2
    assert len(digest.cards) + len(digest.others) == 4
    assert (digest.more, digest.more_is_exact) == (8, True)


async def test_every_topic_has_its_best_story_among_them(town: Town) -> None:
    await town.follow("loup")
    await town.follow("Wallonie")
    digest = (await read(town, "7j")).digest
    assert BUDGET.title in [card.headline for card in digest.cards]
    assert len(digest.cards) + len(digest.others) + digest.more == 13


async def test_few_stories_are_all_read(town: Town) -> None:
    await town.follow("loup")
    digest = (await read(town, "4h")).digest
    assert (len(digest.cards) + len(digest.others), digest.more) == (4, 0)


async def test_of_a_query_enough_stories_are_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FEWEST_READ", 4), ("ENOUGH", 3), ("BATCH", 2)):
        monkeypatch.setattr(windows, name, value)
    held = await of_query(town.room.desk, parse_query("loup"), WEEK)
    assert (len(held.stories), held.more, held.is_exact) == (4, 8, False)
    assert max(len(story.entries) for story in held.stories) == 2  # the one that most tell
    some = await of_query(town.room.desk, parse_query(f"loup -{CITIES[11]}"), WEEK)
    assert (len(some.stories), some.more, some.is_exact) == (3, 6, False)
    whole = await of_query(town.room.desk, parse_query("loup"), WEEK, frozenset({"La Tribune"}))
    assert max(len(story.entries) for story in whole.stories) == 1


async def test_it_is_read_on_until_there_are_enough(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index names all of the wolves, and only the last that is read is the one."""
    for name, value in (("FEWEST_READ", 2), ("ENOUGH", 1), ("BATCH", 2)):
        monkeypatch.setattr(windows, name, value)
    held = await of_query(town.room.desk, parse_query(f'"loup a été vu près de {CITIES[0]}"'), WEEK)
    assert len(held.stories) == 1
    nothing = await of_query(town.room.desk, parse_query('"nuit loup"'), WEEK)
    assert (nothing.stories, nothing.more, nothing.is_exact) == ((), 0, True)


async def test_a_button_says_where_the_others_are_only_about_so_many(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEWEST_READ", 10), ("ENOUGH", 3), ("BATCH", 5)):
        monkeypatch.setattr(windows, name, value)
    found = await read(town, "loup 7j")
    left = 12 - len(found.digest.cards)
    for voice, label in ((FR, f"environ {left} autres sujets"), (EN, f"about {left} more stories")):
        (message,) = show(found, voice)
        assert label in [button.label for row in message.buttons for button in row]
    shown = [button.label for row in show(await read(town, "loup 4h"), FR)[0].buttons for button in row]
    assert not any(label.startswith("environ") for label in shown)
