"""What the commands print: digests as text, page and JSON, tables of feeds, health."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.core.catalogue import Medium
from bot.core.links import same_feed_key
from bot.model import Card, Digest, Feed, Wish
from bot.results import FeedAdded, FeedCheck, FeedOption, FirstReadings, HouseState, Refreshed, TerminalDigest
from bot.views.digest import nothing_on
from bot.views.feeds import rhythm
from bot.views.health import health
from bot.views.html import clean, plain_text
from bot.views.parts import coverage_line, story_block
from bot.views.sources import facts, option_titles
from bot.views.sources import feed_added as feed_added_message
from bot.views.sources import first_readings as first_readings_message
from bot.views.status import chat_counts
from bot.views.voice import Voice

MAX_CELL_CHARS = 60


# --- digests ----------------------------------------------------------------------------------------------------


def digest_text(result: TerminalDigest, voice: Voice) -> str:
    """The digest as plain text, each story with its address."""
    blocks = [
        f"{plain_text(story_block(card, voice, number))}\n{card.url}".rstrip()
        for number, card in enumerate(result.digest.cards, 1)
    ]
    return "\n\n".join(
        (*(blocks or [plain_text(_nothing(result.digest, voice))]), plain_text(_frame(result, voice)))
    )


def digest_html(result: TerminalDigest, voice: Voice) -> str:
    """The digest in Telegram's HTML, which a browser reads too."""
    blocks = [story_block(card, voice, number) for number, card in enumerate(result.digest.cards, 1)]
    return "\n\n".join((*(blocks or [_nothing(result.digest, voice)]), f"<i>{_frame(result, voice)}</i>"))


def _nothing(digest: Digest, voice: Voice) -> str:
    if digest.window.start is None:
        return voice.house.NOTHING_FOUND
    return nothing_on(digest.topics, voice.moment(digest.window.start), voice)


def _frame(result: TerminalDigest, voice: Voice) -> str:
    end = result.digest.window.end
    return f"{voice.say.digest_of(voice.date(end), voice.clock(end))} {coverage_line(result.coverage, voice)}"


def digest_json(result: TerminalDigest, voice: Voice) -> str:
    """The digest as other programs rely on it; times are ISO 8601 with the offset of the reader's zone."""
    window = result.digest.window
    document = {
        "window": {
            "start": None if window.start is None else _time(window.start, voice),
            "end": _time(window.end, voice),
        },
        "queries": result.queries,
        "stories": [_story(card, voice) for card in result.digest.cards],
        "coverage": {
            "feeds_read": result.coverage.feeds,
            "feeds_failed": [
                {"url": feed.url, "reason": voice.house.problem(feed.problem, feed.status)}
                for feed in result.coverage.silent
            ],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _story(card: Card, voice: Voice) -> Mapping[str, object]:
    return {
        "id": card.story_id,
        "headline": card.headline,
        "summary": [{"text": q.text, "source": q.outlet, "url": q.url} for q in card.summary],
        "url": card.url,
        "source": card.outlet,
        "published": _time(card.published_at, voice),
        "paywalled": card.paywalled,
        "queries": [topic.query for topic in card.topics],
        "sources": [
            {
                "name": source.outlet,
                "title": source.title,
                "url": source.url,
                "published": _time(source.published_at, voice),
            }
            for source in card.sources
        ],
    }


def _time(at: datetime, voice: Voice) -> str:
    return at.astimezone(voice.zone).isoformat(timespec="seconds")


# --- feeds and health -------------------------------------------------------------------------------------------


def refresh_summary(report: Refreshed, voice: Voice) -> str:
    """What one reading of all that was due brought."""
    return voice.house.refreshed(report.read, report.unchanged, report.failed, report.new, report.edited)


def feeds_table(feeds: Sequence[Feed], voice: Voice) -> str:
    """The feeds with their health, one a line."""
    if not feeds:
        return voice.house.NO_FEEDS
    rows = [
        (
            feed.outlet,
            health(feed, voice),
            "" if feed.last_success_at is None else voice.stamp(feed.last_success_at),
            voice.stamp(feed.next_read_at),
            feed.url,
        )
        for feed in feeds
    ]
    return table((voice.house.FEED_COLUMNS, *rows))


def wishes_table(wishes: Sequence[Wish], voice: Voice) -> str:
    """What publishers have asked, one a line."""
    if not wishes:
        return voice.feeds.NO_WISHES
    rows = [
        (w.place, voice.feeds.WISHES[w.kind], voice.date(w.noted_at), w.outlet, w.requester, clean(w.reason))
        for w in wishes
    ]
    return table((voice.feeds.WISH_COLUMNS, *rows))


def checks_table(checks: Sequence[FeedCheck], voice: Voice) -> str:
    """What came of reading each feed once."""
    if not checks:
        return voice.house.NO_FEEDS
    rows = [
        (
            check.feed.outlet,
            voice.house.problem(check.problem, check.status) if check.problem else voice.sources.READABLE,
            check.version,
            "" if check.problem else voice.moments.number(check.entries),
            "" if check.newest_at is None else voice.stamp(check.newest_at),
            rhythm(check.a_day, voice),
            "" if check.problem else _validators(check, voice),
            voice.stamp(check.feed.next_read_at),
            voice.sources.ADVICE[check.advice] if check.advice else "",
            f"{check.feed.url} → {check.moved_to}" if check.moved_to else check.feed.url,
        )
        for check in checks
    ]
    return table((voice.sources.CHECK_COLUMNS, *rows))


def _validators(check: FeedCheck, voice: Voice) -> str:
    named = (("ETag", check.validators.etag), ("Last-Modified", check.validators.last_modified))
    return " + ".join(name for name, value in named if value) or voice.sources.NO_VALIDATOR


def feed_added(result: FeedAdded, voice: Voice) -> str:
    """The same words as in the chat."""
    return plain_text(feed_added_message(result, voice).html)


def feed_options(options: Sequence[FeedOption], voice: Voice) -> str:
    """The feeds behind an address: number, title, what is in it, address; and the latest titles of an only one."""
    titles = option_titles([option.offer for option in options])
    rows = [
        (f"{place}.", title, facts(option, voice), option.offer.url)
        for place, (option, title) in enumerate(zip(options, titles, strict=True), 1)
    ]
    seen = options[0].offer.glimpse if len(options) == 1 else None
    latest = [f"   {clean(one.title)}" for one in seen.latest] if seen else []
    return "\n".join((table(rows), *latest))


def catalogue_lines(media: Sequence[Medium], followed: Collection[str], voice: Voice) -> str:
    """Media of the catalogue, one a line, for eyes and for `cut`: country, name, section, address, and a mark."""
    return "\n".join(
        "\t".join(
            (
                *(medium.country, medium.name, medium.section, medium.url),
                *((voice.sources.FOLLOWED,) if same_feed_key(medium.url) in followed else ()),
            )
        )
        for medium in media
    )


def first_readings(report: FirstReadings, voice: Voice) -> str:
    """The same words as in the chat."""
    return plain_text(first_readings_message(report, voice).html)


def status_text(state: HouseState, voice: Voice) -> str:
    """What a person asks at 3 in the morning, a line each."""
    counters, vitals = state.counters, state.vitals if state.is_alive else None
    lines = [voice.house.HEALTHY if state.is_well else voice.house.UNHEALTHY]
    values: dict[str, object] = {"alive": state.is_alive} | asdict(counters)
    values["chats"] = ", ".join(chat_counts(counters.chats, voice))
    values["closed"] = sum(each.closed for each in counters.chats)
    values |= {"version": "", "started_at": None, "memory_bytes": None, "troubles": ()}
    if vitals is not None:
        values |= asdict(vitals)
        values["troubles"] = tuple(
            voice.operator.trouble(t.place, t.kind, t.times, voice.stamp(t.at)) for t in vitals.troubles
        )
    values["feeds_health"] = voice.moments.listing(
        [
            f"{voice.house.HEALTH[state]} {voice.moments.number(count)}"
            for state, count in counters.feeds_health
        ]
    )
    for name, label in voice.house.STATUS_ROWS.items():
        if shown := _shown(values[name], voice):
            lines.append(f"{label}\t{shown}")
    return "\n".join(lines).expandtabs(24)


def _shown(value: object, voice: Voice) -> str:
    if isinstance(value, bool):
        return voice.house.YES_NO[0 if value else 1]
    if isinstance(value, int):
        return voice.moments.number(value)
    if isinstance(value, datetime):
        return voice.moment(value)
    if isinstance(value, tuple):
        return " ; ".join(map(str, value))
    return str(value or "")


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the last one is never cut, since it is what gets copied."""
    cells = [[*(clean(cell)[:MAX_CELL_CHARS] for cell in row[:-1]), row[-1]] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )
