"""`/tendance`: how often subjects were told, day by day, as a picture and in words.

As in a search the index names the articles that may match. Of few stories each is read; of many a part, spread over
the whole span, judges how many of them do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.card import brief_card, newsrooms
from bot.core.leaving_out import all_without
from bot.core.trend import days_of, peaks
from bot.french.courtesy import split_topics
from bot.french.match import Matcher, candidate_keys
from bot.french.query import Query, parse_query
from bot.model import Reader, Story, StoryId, Topic
from bot.results import Peak, Question, Trend, TrendLine, Wanted
from bot.services.archive import SPAN
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.reading import split_window
from bot.services.subscriptions import ask_for
from bot.services.topics import ADHOC
from bot.services.windows import matched
from bot.views.trend import chart_of
from bot.views.voice import Voice

MOST_SUBJECTS = 4  # colours that an eye tells apart
MOST_SPAN = timedelta(days=90)
LEAST_SPAN = timedelta(days=2)  # one day makes no trend
MOST_READ = 60  # stories read in all
NAMED = 3  # days named of a single subject; of several, one each
RIVALS = 3  # stories of a named day that are read to find the one most told


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every line shares."""

    start: datetime
    end: datetime
    days: tuple[date, ...]
    instants: tuple[datetime, ...]  # when each of the days begins, and a moment after the end
    read: int  # stories that may be read for one line
    named: int
    left_out: frozenset[str]


async def show_trend(desk: Desk, reader: Reader, text: str) -> Trend | Question:
    """`/tendance Q[, Q2…] [30j]`. Raises `QueryError`."""
    typed, span = split_window(text, SPAN)
    if not typed:
        return await ask_for(desk, reader, Wanted.TREND)
    parts = split_topics(typed)
    queries = [parse_query(part) for part in parts[:MOST_SUBJECTS]]
    queries = list({query.canonical: query for query in queries}.values())
    destination, now = await destination_of(desk, reader), desk.clock.now()
    span, zone = max(LEAST_SPAN, min(span, MOST_SPAN)), ZoneInfo(destination.zone)
    first = (now - span).astimezone(zone).date() + timedelta(days=1)
    days = days_of(first, now.astimezone(zone).date())
    begin = [datetime.combine(day, datetime.min.time(), zone) for day in days]
    asked = _Asked(
        start=begin[0],
        end=now,
        days=days,
        instants=(*begin, now + timedelta(microseconds=1)),
        read=MOST_READ // len(queries),
        named=NAMED if len(queries) == 1 else 1,
        left_out=destination.preferences.left_out,
    )
    lines = tuple([await _line(desk, query, asked) for query in queries])
    found = Trend(asked.days, span, now, lines, is_cut=len(parts) > MOST_SUBJECTS)
    if not any(any(line.counts) for line in lines):
        return found
    chart = chart_of(found, Voice(destination.language, zone, now))
    # Drawing is work for the processor, and its library is loaded by the first who asks.
    return replace(found, picture=await asyncio.to_thread(_draw, chart))


def _draw(chart: object) -> bytes:
    from bot.views.chart import Chart, draw

    assert isinstance(chart, Chart)
    return draw(chart)


async def _line(desk: Desk, query: Query, asked: _Asked) -> TrendLine:
    keys = candidate_keys(query, desk.aliases)
    told = await desk.store.entries.told_between(keys, asked.instants, asked.left_out)
    stories = [story_id for day in told for story_id in day]
    matcher = Matcher(query, desk.aliases)
    sample = stories[:: -(-len(stories) // asked.read)] if stories else ()
    kept = {story.id for story in await _matching(desk, matcher, sample, asked)}
    is_exact = len(sample) == len(stories)
    if is_exact:
        counts = tuple(len(kept.intersection(day)) for day in told)
    else:
        counts = tuple(round(len(day) * len(kept) / len(sample)) for day in told)
    named = [
        peak
        for place in peaks(counts, asked.named)
        if (peak := await _peak(desk, matcher, place, told[place], asked)) is not None
    ]
    return TrendLine(Topic(ADHOC, query.canonical, query.said), counts, is_exact, tuple(named))


async def _matching(desk: Desk, matcher: Matcher, ids: Sequence[StoryId], asked: _Asked) -> list[Story]:
    """Those of the stories of which an article of the span does match, with its matches."""
    found = []
    for story in all_without(await desk.store.entries.stories(ids, ()), asked.left_out):
        within = [m.entry.id for m in story.entries if asked.start <= m.entry.published_at <= asked.end]
        of_query = matched(matcher, story, within)
        if any(member.matches for member in of_query.entries):
            found.append(of_query)
    return found


async def _peak(
    desk: Desk, matcher: Matcher, place: int, of_day: Sequence[StoryId], asked: _Asked
) -> Peak | None:
    """The day with the story that most newsrooms told, of those that began on it."""
    most_told = await desk.store.entries.most_told(of_day, RIVALS, asked.left_out)
    found = await _matching(desk, matcher, most_told, asked)
    if not found:
        return None
    card = brief_card(max(found, key=lambda story: (newsrooms(story), -story.id)), ())
    return Peak(place, card.headline, card.url)
