"""The lines that digests, alerts and cards are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from bot.errors import FetchProblem
from bot.model import Button, Card, Coverage, Quote, SilentFeed, Source, Topic
from bot.views.actions import Action, encode
from bot.views.html import ELLIPSIS, bold, escape, italic, link, shorten
from bot.views.query_words import in_words
from bot.views.voice import Voice

MAX_HEADLINE_CHARS = 300  # some feeds put a whole paragraph into a title
MAX_OUTLET_CHARS = 60
MAX_URL_CHARS = 200
MAX_QUERY_CHARS = 80  # of a topic inside a sentence
MAX_LABEL_CHARS = 40  # what a phone shows of a button that has the row for itself
NAMED_SILENT = 3  # outlets named in the coverage line; more are counted

_A_DAY = timedelta(days=1)
# As they call themselves; whatever `fetch.blockers` may name.
SERVICES = {
    "akamai": "Akamai",
    "aws": "AWS WAF",
    "cloudflare": "Cloudflare",
    "datadome": "DataDome",
    "imperva": "Imperva",
    "perimeterx": "PerimeterX",
    "sucuri": "Sucuri",
    "vercel": "Vercel",
}
_ANSWERED = frozenset(
    {
        FetchProblem.REFUSED_ADDRESS,
        FetchProblem.BAD_URL,
        FetchProblem.TOO_LARGE,
        FetchProblem.TOO_MANY_REDIRECTS,
        FetchProblem.CUT_OFF,
        FetchProblem.HTTP_STATUS,
        FetchProblem.BLOCKED,
        FetchProblem.GONE,
        FetchProblem.BAD_ENCODING,
        FetchProblem.NOT_A_FEED,
        FetchProblem.PARSER_FAILED,
        FetchProblem.UNWANTED,
    }
)


_SECRET = re.compile(r"(?<=//)[^/?#\s]*@")


def button(label: str, action: Action) -> Button:
    """A button whose label fits."""
    return Button(shorten(label, MAX_LABEL_CHARS), encode(action))


def topic_name(topic: Topic, voice: Voice) -> str:
    """A topic inside a sentence, escaped."""
    return escape(topic_label(topic, voice))


def topic_label(topic: Topic, voice: Voice, room: int = MAX_QUERY_CHARS) -> str:
    """A topic as a button or a picture shows it, in at most `room` characters."""
    return shorten(in_words(topic.name, voice), room)


def address(url: str) -> str:
    """An address of the web as it is shown, escaped; what stands before « @ » may be a password, and is not."""
    return f"<code>{escape(shorten(_SECRET.sub('', url), MAX_URL_CHARS))}</code>"


def outlet_name(name: str) -> str:
    """Who publishes, escaped."""
    return escape(shorten(name, MAX_OUTLET_CHARS))


def headline(card: Card, voice: Voice, number: int | None = None) -> str:
    """« 1 · Headline (suite) », bold and linked."""
    title = link(escape(shorten(card.headline, MAX_HEADLINE_CHARS)) or outlet_name(card.outlet), card.url)
    marked = bold(title if number is None else f"{number} · {title}")
    return f"{marked} {voice.say.FOLLOW_UP}" if card.follow_up else marked


def summary_lines(card: Card) -> tuple[str, ...]:
    """The words of the press; whoever wrote them is named behind them, unless it is the headline's own article."""
    return tuple(
        " ".join(escape(_closed(quote)) for quote in quotes) + _attribution(outlet, url, card)
        for (outlet, url), quotes in groupby(card.summary, key=lambda quote: (quote.outlet, quote.url))
    )


def _closed(quote: Quote) -> str:
    text = quote.text.rstrip()
    return text + ELLIPSIS if quote.cut and not text.endswith(ELLIPSIS) else text


def _attribution(outlet: str, url: str, card: Card) -> str:
    return "" if (outlet, url) == (card.outlet, card.url) else f" ({link(italic(outlet_name(outlet)), url)})"


def outlets_line(card: Card, voice: Voice) -> str:
    """« Le Fanal, hier 22 h 40 ; Radio Estuaire et 5 autres »."""
    line = f"{by(card.outlet, card.paywalled, voice)}, {voice.stamp(card.published_at)}"
    others = [source for source in card.sources if source.outlet != card.outlet]
    if others:
        second = by(others[0].outlet, others[0].paywalled, voice)
        rest = f" {voice.say.and_others(len(others) - 1)}" if len(others) > 1 else ""
        line = voice.say.apart(line, second + rest)
    return line


def by(outlet: str, paywalled: bool, voice: Voice) -> str:
    """An outlet's name, and whether its article is for subscribers."""
    name = italic(outlet_name(outlet))
    return f"{name} {voice.say.FOR_SUBSCRIBERS}" if paywalled else name


def story_block(card: Card, voice: Voice, number: int | None = None) -> str:
    """Headline, summary, outlets: one story of a digest."""
    return "\n".join((headline(card, voice, number), *summary_lines(card), outlets_line(card, voice)))


def source_line(source: Source, voice: Voice) -> str:
    """An outlet's own headline and link."""
    title = link(escape(shorten(source.title, MAX_HEADLINE_CHARS)) or outlet_name(source.outlet), source.url)
    return f"{by(source.outlet, source.paywalled, voice)}, {voice.stamp(source.published_at)} · {title}"


def coverage_line(coverage: Coverage, voice: Voice) -> str:
    """« 62 médias lus sur 63 : La Tribune du Port ne répond pas. »"""
    names = list(dict.fromkeys(outlet_name(feed.outlet) for feed in coverage.silent))
    if not names:
        return voice.say.read_all(coverage.outlets) if coverage.outlets else voice.say.NO_COVERAGE
    shown = names if len(names) <= NAMED_SILENT + 1 else names[:NAMED_SILENT]
    answered = any(feed.problem in _ANSWERED for feed in coverage.silent)
    total = coverage.outlets + len(names)
    if len(names) == 1:
        return voice.say.read_but_one(coverage.outlets, total, _one_silent(coverage.silent[0], voice))
    return voice.say.read_some(coverage.outlets, total, shown, len(names) - len(shown), answered)


def _one_silent(feed: SilentFeed, voice: Voice) -> str:
    """« La Tribune du Port ne répond pas depuis mardi »; nothing of since when, where it is today."""
    lasts = feed.since is not None and voice.now - feed.since >= _A_DAY
    since = voice.day(feed.since) if lasts and feed.since else ""
    answered = feed.problem in _ANSWERED
    return voice.house.one_silent(outlet_name(feed.outlet), answered, since, SERVICES.get(feed.by, ""))


def topic_names(topics: Sequence[Topic], voice: Voice) -> list[str]:
    """Topics inside a sentence, escaped."""
    return [topic_name(topic, voice) for topic in topics]
