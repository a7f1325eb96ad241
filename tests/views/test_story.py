"""One story opened, and why it was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Entry, EntryId, FeedId, Field, Hit, MatchedEntry, StoryId, Topic, TopicId
from bot.results import Reason, StoryCard, Why
from bot.views import actions
from bot.views.actions import decode
from bot.views.html import plain_text
from bot.views.story import opened, why
from tests.locale.typography import faults
from tests.views.checks import check
from tests.views.samples import EN, FIRST, FR, NOW, OTAN, SECOND, TRUCE, source


def test_a_card_lists_each_outlets_own_headline_and_link() -> None:
    message = opened(StoryCard(SECOND, NOW), FR)
    assert message.html.splitlines()[3:] == [
        "<i>La Feuille du matin</i>, 6\u202fh\u202f15 · "
        '<a href="https://la-feuille-du-matin.example/a">Le Kremlin attend de Washington le détail de la trêve</a>',
        "<i>Le Fanal</i>, 6\u202fh\u202f15 · "
        '<a href="https://le-fanal.example/a">Le Kremlin attend de Washington le détail de la trêve</a>',
    ]
    assert message.silent
    assert decode(message.buttons[0][0].action) == actions.Why(StoryId(2), NOW)
    check(message)


def test_many_sources_are_folded() -> None:
    message = opened(StoryCard(FIRST, NOW), FR)
    assert "\n\n<blockquote expandable><i>Le Fanal</i>" in message.html
    assert message.html.endswith("</blockquote>")
    check(message)


def test_copies_of_one_agency_share_a_line() -> None:
    copies = (
        source("Le Fanal"),
        source("Le Quai", agency="AFP"),
        source("L’Aube", agency="AFP"),
        source("Le Phare", agency="ATS"),
    )
    lines = plain_text(opened(StoryCard(replace(FIRST, sources=copies), NOW), FR).html).splitlines()
    assert len(lines) == 6
    assert lines[-2].startswith("Le Quai, hier")
    assert lines[-2].endswith("(AFP, aussi chez L’Aube)")
    assert lines[-1].endswith("(ATS)")


def entry(title: str = "Pas de soldats de l’Otan en Ukraine", extract: str = "", body: str = "") -> Entry:
    return Entry(
        id=EntryId(1),
        feed_id=FeedId(1),
        outlet="Le Fanal",
        key="a",
        link="https://fanal.example/a",
        title=title,
        extract=extract,
        body=body,
        published_at=NOW,
        seen_at=NOW,
        revision=1,
        baseline=False,
    )


def reason(made: Entry, *hits: Hit, topic: Topic = OTAN) -> Reason:
    return Reason(MatchedEntry(made, ()), topic, hits)


def hit(text: str, word: str, field: Field = Field.TITLE, alias: str = "") -> Hit:
    start = text.index(word)
    return Hit(field, start, start + len(word), "otan", alias)


def test_why_shows_the_words_in_their_context() -> None:
    title = "Pas de soldats de l’Otan en Ukraine"
    extract = (
        "Le ministre a parlé pendant deux heures devant des blogueurs venus de loin. Selon lui, les troupes de "
        "l’Alliance atlantique ne seront pas tolérées sur ce sol, quel que soit le drapeau qu’elles portent."
    )
    message = why(
        Why(
            (OTAN,),
            7,
            (
                reason(entry(title), hit(title, "Otan")),
                reason(
                    entry(extract=extract),
                    hit(extract, "Alliance atlantique", Field.TEXT, "Alliance atlantique"),
                ),
            ),
        ),
        FR,
    )
    assert message.html.splitlines() == [
        "<b>Pourquoi ce sujet\u202f?</b>",
        "Vous suivez <b>Otan</b>, trouvé dans 7 articles, dont\u00a0:",
        "<i>Le Fanal</i>, titre\u00a0: «\u00a0Pas de soldats de l’<b>Otan</b> en Ukraine\u00a0»",
        "<i>Le Fanal</i>, texte\u00a0: «\u00a0…des blogueurs venus de loin. Selon lui, les troupes de l’"
        "<b>Alliance atlantique</b> ne seront pas tolérées sur ce sol, quel que soit le…\u00a0», tenu pour un synonyme",
    ]
    assert faults(message.html) == []
    check(message)


def test_why_names_the_outlet_that_matched_and_a_query_that_is_not_followed() -> None:
    source_hit = Hit(Field.SOURCE, 3, 8, "fanal")
    typed = Topic(TopicId(0), "source:fanal")
    message = why(Why((typed,), 1, (reason(entry(), source_hit, topic=typed),)), FR)
    assert message.html.splitlines()[1:] == [
        "<b>fanal (dans le nom du média)</b>, trouvé dans 1 article\u00a0:",
        "<i>Le Fanal</i>, nom du média\u00a0: «\u00a0Le <b>Fanal</b>\u00a0»",
    ]
    assert "found in 1 article:" in why(Why((OTAN, TRUCE), 1, ()), EN).html


def test_every_hit_in_the_excerpt_is_bold_and_hits_elsewhere_are_left_out() -> None:
    title = "Otan : l’Otan répond"
    twice = reason(
        entry(title),
        Hit(Field.TITLE, 9, 13, "otan"),
        Hit(Field.TITLE, 0, 4, "otan"),
        Hit(Field.TITLE, 2, 4, "otan"),
        Hit(Field.TEXT, 0, 4, "otan"),
    )
    assert "«\u00a0<b>Otan</b> : l’<b>Otan</b> répond\u00a0»" in why(Why((OTAN,), 1, (twice,)), FR).html


@pytest.mark.parametrize(
    ("extract", "excerpt"),
    [
        pytest.param("L’Otan\u00a0!", "L’<b>Otan</b>\u00a0!", id="short"),
        pytest.param(
            "x" * 200 + "Otan" + "y" * 200, f"…{'x' * 60}<b>Otan</b>{'y' * 60}…", id="no space to cut at"
        ),
        pytest.param(
            "Avant.\nAprès la ligne, l’Otan", "Avant. Après la ligne, l’<b>Otan</b>", id="over a line end"
        ),
        pytest.param("a < b & Otan", "a &lt; b &amp; <b>Otan</b>", id="markup"),
    ],
)
def test_excerpts_are_cut_at_words_and_escaped(extract: str, excerpt: str) -> None:
    made = entry(extract=extract)
    message = why(Why((OTAN,), 1, (reason(made, hit(extract, "Otan", Field.TEXT)),)), FR)
    assert message.html.splitlines()[2] == f"<i>Le Fanal</i>, texte\u00a0: «\u00a0{excerpt}\u00a0»"


@given(
    st.text(max_size=400),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60)), min_size=1, max_size=4),
)
def test_any_text_and_hits_make_a_whole_message(text: str, places: list[tuple[int, int]]) -> None:
    hits = tuple(Hit(Field.TEXT, start, start + length, "x") for start, length in places)
    check(why(Why((OTAN,), 1, (reason(entry(extract=text), *hits),)), FR))


def test_the_buttons_of_a_card_are_those_that_can_do_something() -> None:
    def deeds(card: StoryCard) -> list[actions.Action | None]:
        (row,) = opened(card, FR).buttons
        return [decode(each.action) for each in row]

    place = (StoryId(2), NOW)
    assert deeds(StoryCard(SECOND, NOW)) == [actions.Why(*place), actions.FollowStory(*place)]
    assert deeds(StoryCard(SECOND, NOW, matches=False)) == [actions.FollowStory(*place)]
    followed = StoryCard(SECOND, NOW, may_exclude=True, followed_until=NOW + timedelta(days=7))
    assert deeds(followed) == [
        actions.Why(*place),
        actions.UnfollowStory(*place),
        actions.ProposeExclusion(*place),
    ]
    assert "<i>Suivi jusqu’au jeudi 20 mars\u00a0: la suite viendra" in opened(followed, FR).html


def test_a_reason_can_be_taken_away_where_the_topic_is_the_chats_own() -> None:
    extract = "Les troupes de l’Alliance atlantique."
    found = reason(
        entry(extract=extract), hit(extract, "Alliance atlantique", Field.TEXT, "Alliance atlantique")
    )
    asked = Why((OTAN,), 1, (found,), StoryId(2), NOW)
    assert [decode(row[0].action) for row in why(asked, FR).buttons] == [
        actions.DropSynonym(StoryId(2), NOW),
        actions.ProposeExclusion(StoryId(2), NOW),
    ]
    title = "L’Otan s’agrandit"
    plain = Why((OTAN,), 1, (reason(entry(title), hit(title, "Otan")),), StoryId(2), NOW)
    assert [decode(row[0].action) for row in why(plain, FR).buttons] == [
        actions.ProposeExclusion(StoryId(2), NOW)
    ]
    assert why(Why((OTAN,), 1, (found,), StoryId(2), None), FR).buttons == ()


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=60))
def test_a_long_card_is_cut_with_its_quotation_closed(titles: list[str]) -> None:
    sources = tuple(source(f"Média {n}", title) for n, title in enumerate(titles))
    check(opened(StoryCard(replace(FIRST, sources=sources), NOW, may_exclude=True), FR))
