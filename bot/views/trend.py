"""A trend in words and as what is to be drawn."""

from __future__ import annotations

from bot.model import Attachment, Message
from bot.results import Trend, TrendLine
from bot.views.chart import Chart, Label, Series
from bot.views.html import clean, escape, fit, link, shorten
from bot.views.parts import topic_label, topic_name
from bot.views.voice import Voice

MAX_CAPTION = 1_024  # of a photo, https://core.telegram.org/bots/api#sendphoto
MAX_HEADLINE_CHARS = 120
MAX_SUBJECT_CHARS = 34  # of a subject in the picture
TICKS = 5  # dates below the picture


def trend(result: Trend, voice: Voice) -> Message:
    """The picture; its words say all that it shows."""
    span = voice.moments.span(result.span)
    if result.picture is None:
        names = [topic_name(line.topic, voice) for line in result.lines]
        return Message(html=voice.reading.no_trend(names, span), silent=True)
    said = "\n\n".join(_sentence(line, result, voice) for line in result.lines)
    if result.is_cut:
        said = f"{voice.reading.only_first(len(result.lines))}\n\n{said}"
    picture = Attachment("tendance.png", result.picture, "image/png", as_photo=True)
    return Message(html=fit(said, MAX_CAPTION), attachment=picture, silent=True)


def _sentence(line: TrendLine, result: Trend, voice: Voice) -> str:
    """« Otan : 42 sujets en 30 jours, dont 9 le 11 mars, surtout « Kiev accepte une trêve ». »"""
    topic, span = topic_name(line.topic, voice), voice.moments.span(result.span)
    said = voice.reading.trend(topic, sum(line.counts), line.is_exact, span)
    named = [
        (
            voice.moments.day(result.days[peak.place], voice.here.date()),
            line.counts[peak.place],
            link(escape(shorten(peak.headline, MAX_HEADLINE_CHARS)), peak.url),
        )
        for peak in line.peaks
    ]
    match named:
        case []:
            return f"{said}."
        case [(day, stories, headline)] if stories == sum(line.counts):
            return f"{said}{voice.reading.only_peak(day, headline)}"
        case _:
            return f"{said}{voice.reading.peaks([voice.reading.peak(*each) for each in named])}"


def chart_of(result: Trend, voice: Voice) -> Chart:
    """What the picture says, in the reader's language."""
    span = voice.moments.span(result.span)
    return Chart(
        title=voice.reading.trend_title(span),
        days=len(result.days),
        series=tuple(
            Series(_legend(line, voice), line.counts, _labels(line, result, voice)) for line in result.lines
        ),
        ticks=_ticks(result, voice),
    )


def _legend(line: TrendLine, voice: Voice) -> str:
    subject = topic_label(line.topic, voice, MAX_SUBJECT_CHARS)
    return voice.reading.legend(subject, sum(line.counts), line.is_exact)


def _labels(line: TrendLine, result: Trend, voice: Voice) -> tuple[Label, ...]:
    return tuple(
        Label(peak.place, voice.moments.short_date(result.days[peak.place]), clean(peak.headline))
        for peak in line.peaks
    )


def _ticks(result: Trend, voice: Voice) -> tuple[tuple[int, str], ...]:
    """Dates at even distances, today the last."""
    last = len(result.days) - 1
    step = max(1, -(-last // (TICKS - 1)))
    places = sorted(range(last, -1, -step))
    return tuple((place, voice.moments.short_date(result.days[place])) for place in places)
