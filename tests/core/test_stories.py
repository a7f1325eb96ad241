"""Stories: what joins, what never does, and that a restart changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import stories
from bot.core.stories import Assignment, Features, StoryWindow, features
from bot.model import EntryId, StoryId, StoryMember

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    outlet: str = "Le Fanal"
    after: timedelta = timedelta()
    extract: str = ""
    link: str = ""
    published: timedelta | None = None
    live: bool = True


def put(window: StoryWindow, number: int, article: Article) -> Assignment:
    return window.assign(
        entry_id=EntryId(number),
        outlet=article.outlet,
        link=article.link,
        title=article.title,
        published_at=NOON + (article.after if article.published is None else article.published),
        arrived_at=NOON + article.after,
        features=features(article.title, article.extract, article.outlet),
        live=article.live,
    )


def member(number: int, article: Article, assigned: Assignment) -> StoryMember:
    return StoryMember(
        entry_id=EntryId(number),
        story_id=assigned.story_id or StoryId(number),
        outlet=article.outlet,
        link=article.link,
        title=article.title,
        published_at=NOON + (article.after if article.published is None else article.published),
        features=features(article.title, article.extract, article.outlet).to_bytes(),
        arrived_at=NOON + article.after,
    )


def place(*articles: Article) -> list[int | None]:
    window = StoryWindow()
    return [put(window, number, article).story_id for number, article in enumerate(articles, start=1)]


QUAKE = "Séisme en Turquie : au moins vingt morts à Elazig"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Article(QUAKE), Article("Turquie : un séisme fait 20 morts à Elazig", "Radio Estuaire", HOUR)),
        (
            Article(QUAKE),
            Article("EN DIRECT – Séisme à Elazig en Turquie, le bilan monte à 22 morts", "Canal Nord", HOUR),
        ),
        (
            Article(QUAKE, link="https://a.example/1"),
            Article("Titre refait", link="https://a.example/1", after=HOUR),
        ),
        (Article("Réforme : vote", after=HOUR), Article("Réforme : vote", "Radio Estuaire")),
    ],
    ids=["reworded", "live label", "same link", "late arrival"],
)
def test_one_event_is_one_story(first: Article, second: Article) -> None:
    assert place(first, second) == [None, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            Article("Météo à Lyon : prévisions pour mardi"),
            Article("Météo à Nantes : prévisions pour mardi", after=HOUR),
        ),
        (Article("Le journal de 8 heures"), Article("Le journal de 8 heures", after=DAY)),
        (
            Article("Un incendie ravage un entrepôt à Marseille"),
            Article("Un incendie ravage une école à Strasbourg", "Canal Nord", HOUR),
        ),
        (
            Article("La Bourse de Paris termine en hausse de 1,2 %"),
            Article("La Bourse de Paris termine en baisse de 0,8 %", "Canal Nord", 23 * HOUR),
        ),
        (
            Article("Bourse : le CAC 40 avance de 1,2 % à la clôture à Paris"),
            Article("Bourse : le CAC 40 avance de 0,8 % à la clôture de Paris", after=23 * HOUR),
        ),
        (Article(QUAKE), Article(QUAKE, "Radio Estuaire", 3 * DAY)),
        (Article(QUAKE), Article(QUAKE, "Radio Estuaire", HOUR, published=-30 * DAY)),
        (Article("?!"), Article("…", "Radio Estuaire", HOUR)),
    ],
    ids=[
        "template",
        "column",
        "two places",
        "two closes",
        "one outlet's closes",
        "after two silent days",
        "published long before",
        "no word",
    ],
)
def test_two_events_are_two_stories(first: Article, second: Article) -> None:
    assert place(first, second) == [None, None]


def test_a_story_ends_after_five_days_however_busy() -> None:
    found = place(*(Article(QUAKE, f"Rédaction {day}", day * DAY) for day in range(7)))
    assert found == [None, 1, 1, 1, 1, 1, None]


def test_new_figures_and_names_raise_a_story_and_a_reprint_does_not() -> None:
    window = StoryWindow()
    put(window, 1, Article(QUAKE, extract="La terre a tremblé vendredi soir dans l’est du pays."))
    reprint = Article(QUAKE, "Radio Estuaire", HOUR, "La terre a tremblé vendredi soir dans l’est du pays.")
    assert put(window, 2, reprint) == Assignment(StoryId(1), raises=False)
    growth = Article(
        "Séisme à Elazig : le bilan passe à 41 morts, Ankara demande l’aide de Bruxelles",
        "Canal Nord",
        2 * HOUR,
        "Plus de 1 600 blessés sont soignés, selon le ministre Süleyman Soylu.",
    )
    assert put(window, 3, growth) == Assignment(StoryId(1), raises=True)


def test_a_first_reading_raises_nothing() -> None:
    window = StoryWindow()
    put(window, 1, Article(QUAKE))
    old = Article(
        "Séisme à Elazig, en Turquie : 41 morts, 1 600 blessés, dit Soylu à Ankara", "Canal Nord", live=False
    )
    assert put(window, 2, old) == Assignment(StoryId(1), raises=False)


def test_what_is_over_is_forgotten() -> None:
    window = StoryWindow()
    for number in range(1, 5):
        put(
            window,
            number,
            Article(f"Sujet {'abcdef'[number]} quelconque", link=f"https://a.example/{number}"),
        )
    put(window, 9, Article(QUAKE, after=8 * DAY))
    assert len(window) == 1


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MAX_STORIES", 3)
    window = StoryWindow()
    put(window, 1, Article("Grève des dockers au Havre", link="https://a.example/1"))
    for number in range(2, 9):
        put(window, number, Article("Grève des dockers au Havre", f"Rédaction {number}", number * HOUR))
        put(window, 10 + number, Article(f"{'abcdefghi'[number] * 6}", after=number * HOUR))
    assert len(window) == 4


def test_a_member_of_a_story_that_began_before_memory_is_passed_over() -> None:
    window = StoryWindow()
    window.restore([member(7, Article(QUAKE), Assignment(StoryId(3)))])
    assert len(window) == 0


def test_features_of_another_layout_are_read_as_none() -> None:
    assert Features.from_bytes(b"").to_bytes() == features("", "").to_bytes()
    assert Features.from_bytes(b"\xff" * 30).keys.tolist() == []


@given(st.text(max_size=80), st.text(max_size=200))
def test_features_survive_their_blob(title: str, extract: str) -> None:
    found = features(title, extract)
    assert Features.from_bytes(found.to_bytes()) == found


WORDS = [
    "séisme",
    "Turquie",
    "Elazig",
    "20",
    "morts",
    "grève",
    "Lyon",
    "train",
    "mardi",
    "Macron",
    "réforme",
    "vote",
]
ARTICLES = st.lists(
    st.builds(
        Article,
        title=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
        outlet=st.sampled_from(["Le Fanal", "Radio Estuaire", "Canal Nord"]),
        after=st.integers(0, 14).map(lambda halves: halves * timedelta(hours=12)),
        extract=st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
        link=st.sampled_from(["", "", "https://a.example/1", "https://a.example/2"]),
    ),
    max_size=25,
)


@given(ARTICLES, st.integers(0, 25))
def test_a_restart_in_the_middle_changes_nothing(articles: Sequence[Article], stop: int) -> None:
    steady, assigned = StoryWindow(), []
    for number, article in enumerate(articles, start=1):
        assigned.append(put(steady, number, article))
    restarted = StoryWindow()
    restarted.restore(
        member(n, articles[n - 1], assigned[n - 1]) for n in range(1, min(stop, len(articles)) + 1)
    )
    for number in range(stop + 1, len(articles) + 1):
        assert put(restarted, number, articles[number - 1]) == assigned[number - 1]


@given(ARTICLES)
def test_a_story_bears_the_id_of_its_first_entry(articles: Sequence[Article]) -> None:
    started = set()
    for number, story_id in enumerate(place(*articles), start=1):
        if story_id is None:
            started.add(number)
        assert story_id is None or story_id in started
