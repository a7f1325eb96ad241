"""Stories, cards and digests of invented outlets, as the views meet them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import FetchProblem
from bot.model import (
    Card,
    Coverage,
    Digest,
    Feed,
    FeedFault,
    FeedHealth,
    FeedId,
    Quote,
    SilentFeed,
    Slot,
    Source,
    StoryId,
    Topic,
    TopicId,
    Window,
)
from bot.results import Times
from bot.views.voice import Voice

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2025, 3, 13, 7, 30, tzinfo=PARIS).astimezone(UTC)  # a Thursday
FR = Voice("fr", PARIS, NOW)
EN = Voice("en", PARIS, NOW)
EVERY_DAY = frozenset(range(7))
TIMES = Times((Slot(time(7, 30), EVERY_DAY),), "Europe/Paris", NOW + timedelta(days=1))
NO_TIMES = Times(TIMES.slots, TIMES.zone, None)
OTAN = Topic(TopicId(1), "Otan")
TRUCE = Topic(TopicId(2), "cessez-le-feu")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def source(outlet: str, title: str = "Titre", at: str = "2025-03-12T22:40", *, agency: str = "") -> Source:
    url = f"https://{outlet.lower().replace(' ', '-')}.example/a"
    return Source(outlet, title, url, local(at), agency=agency)


def make(
    headline: str,
    outlets: tuple[str, ...] = ("Le Fanal",),
    at: str = "2025-03-12T22:40",
    text: str = "Une phrase de la presse.",
    *,
    story_id: int = 1,
    follow_up: bool = False,
    paywalled: bool = False,
    newsrooms: int = 1,
) -> Card:
    sources = tuple(source(outlet, headline, at) for outlet in outlets)
    return Card(
        story_id=StoryId(story_id),
        revision=1,
        headline=headline,
        url=sources[0].url,
        outlet=outlets[0],
        published_at=local(at),
        paywalled=paywalled,
        summary=(Quote(text, outlets[0], sources[0].url),) if text else (),
        sources=sources,
        topics=(OTAN,),
        follow_up=follow_up,
        newsrooms=newsrooms,
    )


SEVEN = ("Le Fanal", "Radio Estuaire", "La Feuille du matin", "Le Quai", "L’Aube", "Midi Presse", "Le Phare")
FIRST = make("Pas de soldats de l’Otan en Ukraine, prévient Moscou", SEVEN, newsrooms=6)
SECOND = make(
    "Le Kremlin attend de Washington le détail de la trêve",
    ("La Feuille du matin", "Le Fanal"),
    "2025-03-13T06:15",
    story_id=2,
    follow_up=True,
)
THIRD = make(
    "Gaza\u00a0: les pourparlers ont repris à Doha", ("Radio Estuaire",), "2025-03-13T05:50", story_id=3
)
SILENT = SilentFeed("La Tribune du Port", "https://tribune.example/rss", FetchProblem.TIMEOUT)
COVERAGE = Coverage(62, (SILENT,), 80)
WINDOW = Window(NOW - timedelta(days=1), NOW)


def digest(
    cards: tuple[Card, ...] = (FIRST, SECOND, THIRD),
    *,
    recalled: tuple[Card, ...] = (),
    others: tuple[StoryId, ...] = (),
    coverage: Coverage = COVERAGE,
    gap_from: datetime | None = None,
) -> Digest:
    return Digest(WINDOW, (OTAN, TRUCE), cards, recalled, others, coverage, gap_from)


def feed(
    outlet: str = "Le Fanal", health: FeedHealth = FeedHealth.OK, problem: FetchProblem | None = None
) -> Feed:
    fault = None if problem is None else FeedFault(problem, 503, local("2025-03-12T07:30"), 3)
    return Feed(
        id=FeedId(4),
        url="https://fanal.example/rss",
        outlet=outlet,
        title="À la une",
        added_at=NOW,
        health=health,
        next_read_at=NOW + timedelta(minutes=10),
        first_read_at=None,
        last_success_at=NOW if fault is None else None,
        fault=fault,
    )
