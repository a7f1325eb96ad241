"""Digests as they are read: news first, frame last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FetchProblem
from bot.model import Card, Coverage, Quote, SilentFeed, Source, StoryId, Topic, TopicId
from bot.results import DigestOnDemand, Others
from bot.views.actions import MoreStories, OpenCard, decode
from bot.views.digest import render_digest, render_on_demand, render_others, render_watch
from bot.views.html import plain_text
from bot.views.parts import coverage_line
from bot.views.voice import Voice
from tests.locale.typography import faults
from tests.views.checks import check
from tests.views.samples import COVERAGE, EN, FIRST, FR, NOW, OTAN, SECOND, THIRD, TRUCE, digest, local, make

FRENCH = """\
<b>1 · <a href="https://le-fanal.example/a">Pas de soldats de l’Otan en Ukraine, prévient Moscou</a></b>
Une phrase de la presse.
<i>Le Fanal</i>, hier 22_h_40_; <i>Radio Estuaire</i> et 5 autres

<b>2 · <a href="https://la-feuille-du-matin.example/a">Le Kremlin attend de Washington le détail de la trêve</a></b>\
 (suite)
Une phrase de la presse.
<i>La Feuille du matin</i>, 6_h_15_; <i>Le Fanal</i>

<b>3 · <a href="https://radio-estuaire.example/a">Gaza~: les pourparlers ont repris à Doha</a></b>
Une phrase de la presse.
<i>Radio Estuaire</i>, 5_h_50

<i>Revue du jeudi 13 mars, 7_h_30. 62 médias lus sur 63~: La Tribune du Port ne répond pas.</i>"""

ENGLISH_FRAME = (
    "<i>Digest of Thursday 13 March, 7:30_AM. 62 of 63 outlets read: La Tribune du Port does not answer.</i>"
)


def spaces(text: str) -> str:
    return text.replace("_", "\u202f").replace("~", "\u00a0")


def test_a_digest_is_news_first_and_frame_last() -> None:
    (message,) = render_digest(digest(), FR)
    assert message.html == spaces(FRENCH)
    assert not message.silent


def test_the_frame_is_in_the_readers_language() -> None:
    (message,) = render_digest(digest(), EN)
    assert message.html.endswith(spaces(ENGLISH_FRAME))


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_the_frame_names_the_spare_bot_where_there_is_one(voice: Voice) -> None:
    (message,) = render_digest(digest(), voice, "@vigie_bis_bot")
    assert message.html.endswith("@vigie_bis_bot.</i>")


def test_one_row_of_numbers_opens_the_stories_and_another_button_the_rest() -> None:
    (message,) = render_digest(digest(others=(FIRST.story_id, SECOND.story_id)), FR)
    assert [[button.label for button in row] for row in message.buttons] == [
        ["1", "2", "3"],
        ["2 autres sujets"],
        ["Réglages"],
    ]
    assert [decode(button.action) for button in message.buttons[0]] == [
        OpenCard(StoryId(n), NOW) for n in (1, 2, 3)
    ]
    assert decode(message.buttons[1][0].action) == MoreStories(NOW)


def test_more_numbers_than_a_row_holds_take_another_row() -> None:
    cards = tuple(replace(THIRD, story_id=StoryId(n)) for n in range(1, 10))
    (message,) = render_digest(digest(cards), FR)
    assert [len(row) for row in message.buttons] == [7, 2, 1]


def test_what_an_alert_told_is_recalled_in_one_line() -> None:
    (message,) = render_digest(digest((), recalled=(FIRST,)), FR)
    line = plain_text(message.html).splitlines()[0]
    assert line == (
        "Déjà signalé par une alerte\u00a0: «\u00a0Pas de soldats de l’Otan en Ukraine, prévient Moscou\u00a0»."
    )
    (message,) = render_digest(digest((), recalled=(FIRST, SECOND, THIRD, FIRST, SECOND)), FR)
    assert plain_text(message.html).splitlines()[0].endswith("à Doha\u00a0» et 2 autres.")


def test_a_gap_after_downtime_is_said() -> None:
    held = digest((FIRST,), gap_from=NOW - timedelta(days=4))
    (message,) = render_digest(held, FR)
    assert "Dernière revue\u00a0: dimanche, 7\u202fh\u202f30. Celle-ci ne remonte qu’à 24\u00a0heures" in (
        message.html.replace("24 heures", "24\u00a0heures")
    )
    (message,) = render_digest(replace(held, window=replace(held.window, start=None)), FR)
    assert "Dernière revue" not in message.html


def test_words_of_another_article_name_their_outlet_and_link_to_it() -> None:
    quotes = (
        Quote("Première phrase.", "Le Fanal", FIRST.url),
        Quote("Deuxième phrase", "Le Quai", "https://quai.example/b?c=1&d=2", cut=True),
        Quote("Troisième phrase…", "Le Quai", "https://quai.example/b?c=1&d=2", cut=True),
    )
    (message,) = render_digest(digest((replace(FIRST, summary=quotes),)), FR)
    assert message.html.splitlines()[1:3] == [
        "Première phrase.",
        "Deuxième phrase… Troisième phrase… "
        '(<a href="https://quai.example/b?c=1&amp;d=2"><i>Le Quai</i></a>)',
    ]


def test_articles_for_subscribers_are_marked() -> None:
    closed = tuple(replace(source, paywalled=True) for source in SECOND.sources)
    (message,) = render_digest(digest((replace(SECOND, paywalled=True, sources=closed),)), FR)
    assert spaces("<i>La Feuille du matin</i> (abonnés), 6_h_15_; <i>Le Fanal</i> (abonnés)") in message.html


def test_a_story_without_summary_or_link_still_reads() -> None:
    (message,) = render_digest(digest((replace(THIRD, summary=(), url="", headline=""),)), FR)
    assert message.html.splitlines()[:2] == [
        "<b>1 · Radio Estuaire</b>",
        spaces("<i>Radio Estuaire</i>, 5_h_50"),
    ]


def test_titles_from_feeds_cannot_format_or_turn_the_message() -> None:
    evil = make("<b>Gras</b> &amp; \u202edroite\u202c", ("<i>Média</i>",), text="<a href='x'>ici</a>")
    (message,) = render_digest(digest((evil,)), FR)
    check(message)
    assert "&lt;b&gt;Gras&lt;/b&gt; &amp;amp; droite</a>" in message.html


def silent(*outlets: str, problem: FetchProblem = FetchProblem.DNS) -> tuple[SilentFeed, ...]:
    return tuple(SilentFeed(outlet, f"https://{n}.example/rss", problem) for n, outlet in enumerate(outlets))


@pytest.mark.parametrize(
    ("coverage", "french", "english"),
    [
        pytest.param(
            Coverage(0), "Aucun média n’a encore été lu.", "No outlet has been read yet.", id="none yet"
        ),
        pytest.param(Coverage(1), "1 média lu.", "1 outlet read.", id="one"),
        pytest.param(Coverage(63), "63 médias lus.", "63 outlets read.", id="all"),
        pytest.param(
            Coverage(1, silent("A", "B")),
            "1 média lu sur 3~: A et B ne répondent pas.",
            "1 of 3 outlets read: A and B do not answer.",
            id="two silent",
        ),
        pytest.param(
            Coverage(0, silent("A", "A")),
            "0 média lu sur 1~: A ne répond pas.",
            "0 of 1 outlets read: A does not answer.",
            id="two feeds of one outlet",
        ),
        pytest.param(
            Coverage(5, silent("A", "B", "C", "D")),
            "5 médias lus sur 9~: A, B, C et D ne répondent pas.",
            "5 of 9 outlets read: A, B, C, and D do not answer.",
            id="four are named",
        ),
        pytest.param(
            Coverage(5, silent("A", "B", "C", "D", "E")),
            "5 médias lus sur 10~: A, B, C et 2 autres ne répondent pas.",
            "5 of 10 outlets read: A, B, C, and 2 others do not answer.",
            id="five are counted",
        ),
        pytest.param(
            Coverage(5, silent("A", problem=FetchProblem.BLOCKED)),
            "5 médias lus sur 6~: A n’était pas accessible.",
            "5 of 6 outlets read: A could not be read.",
            id="answered, but no",
        ),
        pytest.param(
            Coverage(5, (SilentFeed("A", "x", FetchProblem.TIMEOUT, None, NOW - timedelta(hours=23)),)),
            "5 médias lus sur 6~: A ne répond pas.",
            "5 of 6 outlets read: A does not answer.",
            id="since today",
        ),
        pytest.param(
            Coverage(5, (SilentFeed("A", "x", FetchProblem.TIMEOUT, None, NOW - timedelta(days=2)),)),
            "5 médias lus sur 6~: A ne répond pas depuis mardi.",
            "5 of 6 outlets read: A has not answered since Tuesday.",
            id="since a weekday",
        ),
        pytest.param(
            Coverage(5, (SilentFeed("A", "x", FetchProblem.NOT_A_FEED, None, NOW - timedelta(days=10)),)),
            "5 médias lus sur 6~: A n’est plus accessible depuis le 3 mars.",
            "5 of 6 outlets read: A has not been readable since 3 March.",
            id="since a date",
        ),
        pytest.param(
            Coverage(5, (SilentFeed("A", "x", FetchProblem.BLOCKED, 403, NOW, "cloudflare"),)),
            "5 médias lus sur 6~: l’accès à A est bloqué par Cloudflare.",
            "5 of 6 outlets read: A is blocked by Cloudflare.",
            id="blocked by a service",
        ),
        pytest.param(
            Coverage(
                5, (SilentFeed("A", "x", FetchProblem.BLOCKED, 403, NOW - timedelta(days=2), "datadome"),)
            ),
            "5 médias lus sur 6~: l’accès à A est bloqué par DataDome depuis mardi.",
            "5 of 6 outlets read: A has been blocked by DataDome since Tuesday.",
            id="blocked since",
        ),
        pytest.param(
            Coverage(5, silent("A", "B", problem=FetchProblem.NOT_A_FEED)),
            "5 médias lus sur 7~: A et B n’étaient pas accessibles.",
            "5 of 7 outlets read: A and B could not be read.",
            id="answered, but nothing to read",
        ),
    ],
)
def test_coverage_is_honest(coverage: Coverage, french: str, english: str) -> None:
    assert coverage_line(coverage, FR) == spaces(french)
    assert coverage_line(coverage, EN) == english


def on_demand(
    *cards: Card, hours: int = 24, next_at: datetime | None = None, followed: bool = True
) -> DigestOnDemand:
    return DigestOnDemand(digest(cards), NOW, timedelta(hours=hours), next_at, followed)


def test_nothing_new_says_on_what_since_when_and_what_comes() -> None:
    (message,) = render_on_demand(on_demand(next_at=NOW + timedelta(days=1)), FR)
    assert message.html == spaces(
        "Rien de nouveau sur <b>Otan</b> ni sur <b>cessez-le-feu</b> depuis hier, 7_h_30.\n"
        "62 médias lus sur 63~: La Tribune du Port ne répond pas. Prochaine revue~: demain, 7_h_30."
    )
    assert message.buttons == ()


def test_nothing_new_on_many_topics_counts_the_rest() -> None:
    topics = tuple(Topic(TopicId(n), f"mot{n}") for n in range(1, 8))
    result = on_demand()
    (message,) = render_on_demand(replace(result, digest=replace(result.digest, topics=topics)), FR)
    assert "<b>mot5</b> ni sur vos 2 autres thèmes depuis" in message.html


def test_on_demand_says_over_how_long_and_when_the_next_comes() -> None:
    (message,) = render_on_demand(on_demand(FIRST, hours=168, next_at=NOW + timedelta(days=1)), FR)
    assert message.html.endswith(
        spaces(
            "<i>Revue sur 7 jours, jeudi 13 mars, 7_h_30. 62 médias lus sur 63~: La Tribune du Port ne répond pas. "
            "Prochaine revue~: demain, 7_h_30.</i>"
        )
    )
    (message,) = render_on_demand(on_demand(FIRST, next_at=NOW + timedelta(days=1), followed=False), FR)
    assert "Prochaine" not in message.html
    assert decode(message.buttons[0][0].action) == OpenCard(StoryId(1), NOW)


def test_the_watch_goes_on() -> None:
    message = render_watch(NOW - timedelta(days=3), FR)
    assert message.html == spaces("Rien de nouveau sur vos thèmes depuis lundi, 7_h_30~: la veille continue.")
    assert message.silent
    assert "les thèmes de ce canal" in render_watch(NOW, FR, public=True).html


def test_the_others_are_shown_silently() -> None:
    (message,) = render_others(Others((SECOND, THIRD), NOW), FR)
    assert message.html.startswith("<b>Les autres sujets</b>\n\n<b><a href=")
    assert message.silent


TEXT = st.text(max_size=400) | st.text(st.sampled_from("aé <>&\"'😀\u202e\n"), max_size=6000)
QUOTES = st.builds(Quote, TEXT, TEXT, TEXT, st.booleans())
INSTANTS = st.integers(-40, 400).map(lambda hours: local("2025-03-13T07:30") - timedelta(hours=hours))
SOURCES = st.builds(Source, TEXT, TEXT, TEXT, INSTANTS, st.booleans(), st.sampled_from(["", "AFP"]))
CARDS = st.builds(
    Card,
    st.integers(1, 2**60).map(StoryId),
    st.just(1),
    TEXT,
    TEXT,
    TEXT,
    INSTANTS,
    st.booleans(),
    st.lists(QUOTES, max_size=3).map(tuple),
    st.lists(SOURCES, max_size=5).map(tuple),
    st.just((OTAN, TRUCE)),
    st.booleans(),
)


@given(st.lists(CARDS, min_size=1, max_size=6), st.lists(CARDS, max_size=4), st.sampled_from([FR, EN]))
@settings(max_examples=60, deadline=None)
def test_no_part_is_too_long_or_broken_whatever_the_press_writes(
    cards: list[Card], rest: list[Card], voice: Voice
) -> None:
    held = digest(tuple(cards), recalled=tuple(rest), others=tuple(one.story_id for one in rest))
    for messages in (
        render_digest(held, voice),
        render_on_demand(on_demand(*cards), voice),
        render_others(Others(tuple(cards), NOW), voice),
    ):
        for message in messages:
            check(message)


@pytest.mark.parametrize("voice", [FR, EN], ids=["fr", "en"])
def test_the_frame_of_a_digest_is_typeset(voice: Voice) -> None:
    held = digest(
        (SECOND,),
        others=(FIRST.story_id,),
        recalled=(FIRST,),
        gap_from=NOW - timedelta(days=4),
        coverage=COVERAGE,
    )
    for message in render_digest(held, voice):
        check(message)
        assert voice is EN or faults(message.html) == []


def test_clock_times_do_not_depend_on_the_machine() -> None:
    late = replace(THIRD, published_at=datetime(2025, 3, 12, 23, 30, tzinfo=UTC))
    (message,) = render_digest(digest((late,)), FR)
    assert spaces("<i>Radio Estuaire</i>, 0_h_30") in message.html
