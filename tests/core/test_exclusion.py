"""Words that would have kept a story away: what is proposed removes it, whatever the articles say."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.exclusion import MOST_WORDS, Told, exclusions
from bot.french.aliases import default_aliases
from bot.french.match import Matcher, analyse
from bot.french.query import parse_query
from bot.model import Entry, EntryId, FeedId, StoryId

AT = datetime(2025, 3, 13, tzinfo=UTC)
ALIASES = default_aliases()
WORDS = (
    "Montréal hockey patinoire gardien budget taxe Toronto le la du Kremlin neige école L’Otan et 12".split()
)


def entry(title: str, text: str = "", outlet: str = "Le Fanal") -> Entry:
    return Entry(
        id=EntryId(1),
        feed_id=FeedId(1),
        outlet=outlet,
        key="a",
        link="https://f.example/a",
        title=title,
        extract=text,
        body="",
        published_at=AT,
        seen_at=AT,
        revision=1,
        baseline=False,
    )


def told(number: int, *entries: Entry) -> Told:
    return Told(StoryId(number), tuple(analyse(e.title, e.extract, e.outlet) for e in entries))


def test_a_word_that_all_articles_hold_comes_before_what_costs_more() -> None:
    own = (entry("Hockey : Montréal battu à Toronto"), entry("Le hockey à Montréal", "Défaite à Toronto."))
    others = (told(2, entry("Montréal : budget à Toronto")), told(3, entry("Toronto et Montréal s’allient")))
    first, *_ = exclusions(parse_query("Montréal"), own, told(1, *own), others, ALIASES, 2)
    assert first.words == ("hockey",)
    assert first.removed == (1,)
    assert first.query.canonical == "Montréal SAUF hockey"


def test_where_no_word_covers_all_several_do() -> None:
    own = (entry("Montréal : le hockey"), entry("Montréal : la patinoire"))
    (only,) = exclusions(parse_query("Montréal"), own, told(1, *own), (), ALIASES, 2)
    assert set(only.words) == {"hockey", "patinoire"}
    assert only.removed == (1,)


def test_an_alternative_is_narrowed_as_a_whole() -> None:
    own = (entry("Montréal : le hockey"),)
    first, *_ = exclusions(parse_query("Montréal OU Toronto"), own, told(1, *own), (), ALIASES, 1)
    assert first.query.canonical == "(Toronto OU Montréal) SAUF hockey"


def test_where_no_three_words_would_do_nothing_is_proposed() -> None:
    own = tuple(entry(f"Montréal : {word}") for word in ("hockey", "budget", "patinoire", "taxe foncière"))
    assert exclusions(parse_query("Montréal"), own, told(1, *own), (), ALIASES, 2) == ()


def test_the_topic_its_synonyms_and_the_outlet_are_never_left_out() -> None:
    own = (entry("L’Otan, ou Alliance atlantique, au Fanal", outlet="Le Fanal"),)
    assert exclusions(parse_query("Otan"), own, told(1, *own), (), ALIASES, 2) == ()


def test_a_word_that_says_nothing_is_no_proposal() -> None:
    own = (entry("Montréal SAUF ET OU, cette semaine en direct"),)
    words = {
        w
        for each in exclusions(parse_query("Montréal"), own, told(1, *own), (), ALIASES, 9)
        for w in each.words
    }
    assert not words & {"SAUF", "ET", "OU", "direct", "cette"}


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)
)
def test_whatever_is_proposed_removes_what_it_says_and_nothing_else(titles: list[str]) -> None:
    own = tuple(entry(f"Montréal {title}") for title in titles)
    story, other = told(1, *own), told(2, entry("Montréal : budget, neige et gardien à Toronto"))
    for each in exclusions(parse_query("Montréal"), own, story, (other,), ALIASES, 3):
        matcher = Matcher(each.query, ALIASES)
        left = [t.id for t in (story, other) if any(matcher.find(d) is not None for d in t.documents)]
        assert story.id in each.removed
        assert set(left) | set(each.removed) == {1, 2}
        assert not set(left) & set(each.removed)
        assert 1 <= len(each.words) <= MOST_WORDS
        assert parse_query(each.query.canonical) == each.query
