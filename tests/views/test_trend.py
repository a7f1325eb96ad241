"""A trend in words: they say all that the picture shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.trend import days_of
from bot.model import Topic, TopicId
from bot.results import Peak, Trend, TrendLine
from bot.views.html import plain_text
from bot.views.trend import MAX_CAPTION, chart_of, trend
from bot.views.voice import Voice
from tests.locale.typography import faults
from tests.views.checks import check, utf16
from tests.views.samples import EN, FR, NOW

DAYS = days_of(date(2025, 2, 12), date(2025, 3, 13))
PEAKS = (
    Peak(20, "Kiev accepte une trêve de trente jours", "https://f.example/1"),
    Peak(28, "Le Kremlin attend", "https://f.example/2"),
)
COUNTS = (*(1,) * 20, 9, *(0,) * 7, 6, 1)
LINE = TrendLine(Topic(TopicId(0), "cessez-le-feu"), COUNTS, True, PEAKS)
OTHER = TrendLine(Topic(TopicId(0), "<b>Otan"), (2,) * 30, False, ())
TREND = Trend(DAYS, timedelta(days=30), NOW, (LINE,), b"png")


def test_the_sentence_names_the_days_that_stand_out() -> None:
    message = trend(TREND, FR)
    assert plain_text(message.html) == (
        "cessez-le-feu\u00a0: 36 sujets en 30 jours, dont 9 le 4 mars, surtout «\u00a0Kiev accepte une trêve "
        "de trente jours\u00a0»\u202f; 6 hier, surtout «\u00a0Le Kremlin attend\u00a0»."
    )
    assert message.attachment is not None
    assert (message.attachment.as_photo, message.attachment.content) == (True, b"png")
    check(message)


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        (FR, "cessez-le-feu\u00a0: 9 sujets en 30 jours, tous le 4 mars, surtout «\u00a0Kiev\u00a0»."),
        (EN, "cessez-le-feu: 9 stories in 30 days, all on 4 March, above all “Kiev”."),
    ],
    ids=["fr", "en"],
)
def test_a_day_that_has_them_all_is_not_counted_apart(voice: Voice, said: str) -> None:
    line = replace(LINE, counts=(*(0,) * 20, 9, *(0,) * 9), peaks=(replace(PEAKS[0], headline="Kiev"),))
    assert plain_text(trend(replace(TREND, lines=(line,)), voice).html) == said


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_several_subjects_are_said_one_after_the_other(voice: Voice) -> None:
    message = trend(replace(TREND, lines=(LINE, OTHER)), voice)
    check(message)
    assert "&lt;b&gt;Otan" in message.html
    if voice is FR:
        assert "environ 60 sujets en 30 jours." in message.html
        assert faults(plain_text(message.html)) == []


def test_a_caption_never_grows_over_what_telegram_takes() -> None:
    long = replace(LINE, peaks=tuple(replace(peak, headline="très long " * 40) for peak in PEAKS * 3))
    message = trend(replace(TREND, lines=(long,) * 4), FR)
    assert utf16(plain_text(message.html)) <= MAX_CAPTION
    check(message)


def test_without_anything_to_show_it_says_so() -> None:
    message = trend(replace(TREND, lines=(LINE, OTHER), picture=None), FR)
    assert message.attachment is None
    assert message.html.startswith("Rien sur <b>cessez-le-feu</b> et <b>&lt;b&gt;Otan</b> en 30 jours")


def test_the_picture_speaks_the_readers_language() -> None:
    chart = chart_of(replace(TREND, lines=(LINE, OTHER)), FR)
    assert chart.title == "Sujets par jour dans la presse, 30 jours"
    assert [series.name for series in chart.series] == [
        "cessez-le-feu\u00a0: 36 sujets",
        "<b>Otan\u00a0: environ 60 sujets",
    ]
    assert [label.date for label in chart.series[0].labels] == ["4 mars", "12 mars"]
    assert chart.ticks[-1] == (29, "13 mars")
    assert [place for place, _ in chart.ticks] == [5, 13, 21, 29]
    assert chart_of(TREND, EN).ticks[-1] == (29, "13 Mar")
    assert len(chart_of(replace(TREND, days=DAYS[:2], lines=(OTHER,)), FR).ticks) == 2
