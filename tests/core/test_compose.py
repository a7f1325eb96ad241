"""Which stories a digest holds, in which order, and what the card of each shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.card import brief_card, make_card, newsrooms
from bot.core.compose import choose, compose, compose_on_demand, rank
from bot.model import Card, Coverage, How, Story, StoryId, Told, Topic, Window
from tests.core.samples import BUDGET, OTAN, START, TOPICS, TRUCE, entry, simple, story

WINDOW = Window(START, START + timedelta(days=1))
COVERAGE = Coverage(3)


def anything(_: str) -> bool:
    return False


def told(story_id: int, revision: int = 1, how: How = How.DIGEST) -> dict[StoryId, Told]:
    return {StoryId(story_id): Told(StoryId(story_id), revision, how, START)}


# --- cards


def test_the_headline_and_the_link_are_one_outlets_own() -> None:
    card = make_card(
        story(
            entry("Le Quai", "Ukraine : ce que l’on sait", number=1),
            entry("Le Fanal", "Pas de soldats de l’Otan en Ukraine, prévient Moscou", number=2, hours=1),
        ),
        TOPICS,
        anything,
    )
    assert (card.outlet, card.headline) == (
        "Le Fanal",
        "Pas de soldats de l’Otan en Ukraine, prévient Moscou",
    )
    assert card.url == "https://le-fanal.example/2"
    assert card.published_at == START + timedelta(hours=1)


def test_an_open_article_goes_before_one_for_subscribers() -> None:
    card = make_card(
        story(entry("Le Quai", number=1, paywalled=True), entry("Le Fanal", "L’Otan en Ukraine ?", number=2)),
        TOPICS,
        anything,
    )
    assert (card.outlet, card.paywalled) == ("Le Fanal", False)


def test_an_article_that_matches_goes_before_one_that_does_not() -> None:
    card = make_card(
        story(entry("Le Quai", number=1, topics=()), entry("Le Fanal", "L’Otan en Ukraine", number=2)),
        TOPICS,
        anything,
    )
    assert card.outlet == "Le Fanal"


def test_where_all_is_for_subscribers_the_card_says_so() -> None:
    assert make_card(story(entry(paywalled=True)), TOPICS, anything).paywalled


def test_sources_are_one_an_outlet_in_order_of_arrival_the_leads_first() -> None:
    card = make_card(
        story(
            entry("Le Quai", "Ukraine : l’Otan", number=1),
            entry("Radio Estuaire", "L’Otan, encore", number=2),
            entry("Le Fanal", number=3),
            entry("Le Quai", "Encore l’Otan", number=4),
        ),
        TOPICS,
        anything,
    )
    assert [source.outlet for source in card.sources] == ["Le Fanal", "Le Quai", "Radio Estuaire"]
    assert card.sources[1].title == "Ukraine : l’Otan"


def test_the_card_names_the_topics_that_any_of_its_articles_matches() -> None:
    card = make_card(story(entry(topics=(3,)), entry("Le Quai", number=2, topics=(1,))), TOPICS, anything)
    assert card.topics == (OTAN, BUDGET)


def test_the_summary_is_verbatim_and_within_the_cap() -> None:
    extract = (
        "La présence de soldats occidentaux ne sera pas tolérée, a déclaré le ministre à des blogueurs américains. "
        "L’entretien a duré près de deux heures et portait aussi sur les relations avec Washington."
    )
    card = make_card(story(entry(extract=extract)), TOPICS, anything, max_chars=120, max_sentences=1)
    assert len(card.summary) == 1
    assert card.summary[0].text in extract
    assert (card.summary[0].outlet, card.summary[0].url) == ("Le Fanal", "https://le-fanal.example/1")


def test_a_follow_up_is_told_by_its_latest_articles() -> None:
    grown = story(
        entry("Le Fanal", "Le premier ministre présente son budget aux députés de l’Assemblée", number=1),
        entry(
            "Le Quai",
            "Le budget est adopté",
            "Les députés ont adopté le texte par 284 voix.",
            number=2,
            hours=20,
        ),
    )
    card = make_card(grown, TOPICS, anything, told_at=grown.entries[0].entry.seen_at)
    assert card.follow_up
    assert card.outlet == "Le Quai"
    assert [quote.outlet for quote in card.summary] == ["Le Quai"]
    assert [source.outlet for source in card.sources] == ["Le Quai", "Le Fanal"]


def test_a_follow_up_leads_with_what_is_new() -> None:
    first = "Les députés ont adopté le budget de la Défense par 284 voix."
    second = "Le Conseil constitutionnel est saisi par soixante sénateurs de droite."
    grown = story(
        entry("Le Fanal", "Le budget est adopté à l’Assemblée", first, number=1),
        entry("Le Quai", "Le budget devant les Sages", f"{first} {second}", number=2, hours=20),
    )
    at = grown.entries[0].entry.seen_at
    assert make_card(grown, TOPICS, lambda text: "Défense" in text).summary[0].text == first
    assert make_card(grown, TOPICS, lambda text: "Défense" in text, told_at=at).summary[0].text == second


def test_of_open_links_that_of_a_mostly_open_publisher_is_taken() -> None:
    walled = entry("Le Coffre", number=1)
    walled = replace(walled, entry=replace(walled.entry, link="https://www.mediapart.fr/1"))
    card = make_card(story(walled, entry("Le Fanal", "L’Otan en Ukraine ?", number=2)), TOPICS, anything)
    assert (card.outlet, card.paywalled) == ("Le Fanal", False)
    assert not any(source.paywalled for source in card.sources)


def test_a_story_that_grew_by_an_edit_is_told_by_what_there_is() -> None:
    one = story(entry("Le Fanal", "Le budget est adopté", number=1))
    assert make_card(one, TOPICS, anything, told_at=one.entries[0].entry.seen_at).outlet == "Le Fanal"


def test_a_story_of_several_days_is_told_by_its_last() -> None:
    old = entry("Le Fanal", "Le premier ministre présente son budget aux députés de l’Assemblée", number=1)
    new = entry("Le Quai", "Le budget est adopté", "Les députés ont adopté le texte.", number=2, hours=40)
    assert make_card(story(old, new), TOPICS, anything).outlet == "Le Quai"


def test_a_brief_card_is_the_card_without_its_summary() -> None:
    whole = make_card(story(entry(extract="Une phrase assez longue pour être un résumé.")), TOPICS, anything)
    assert (
        brief_card(story(entry(extract="Une phrase assez longue pour être un résumé.")), TOPICS).sources
        == whole.sources
    )
    assert brief_card(story(), TOPICS).summary == ()


@pytest.mark.parametrize(
    ("members", "count"),
    [
        pytest.param([("Le Fanal", "Un texte.")], 1, id="one"),
        pytest.param([("Le Fanal", "Un texte."), ("Le Quai", "Un autre.")], 2, id="two"),
        pytest.param([("Le Fanal", "Un texte."), ("Le Fanal", "La suite.")], 1, id="one outlet twice"),
        pytest.param([("Le Fanal", "Un texte. (AFP)"), ("Le Quai", "Un texte. (AFP)")], 1, id="one agency"),
        pytest.param(
            [("Le Fanal", "Un texte. (AFP)"), ("Le Quai", "Un texte. (Reuters)")], 2, id="two agencies"
        ),
        pytest.param(
            [("Le Fanal", "Un texte. (AFP)"), ("Le Quai", "Un texte.")], 2, id="an agency and an outlet"
        ),
        pytest.param(
            [("Le Fanal", "Un texte. (AFP)"), ("Le Fanal", "Un texte.")], 1, id="an outlet's own as well"
        ),
    ],
)
def test_agency_copy_counts_once(members: list[tuple[str, str]], count: int) -> None:
    told_by = [entry(outlet, extract=text, number=n) for n, (outlet, text) in enumerate(members)]
    assert newsrooms(story(*told_by)) == count
    assert brief_card(story(*told_by), TOPICS).newsrooms == count


# --- choosing


def test_more_newsrooms_go_first_then_the_latest() -> None:
    stories = [simple(1), simple(2, hours=2), simple(3, outlets=3), simple(4, hours=1), simple(5, hours=1)]
    assert [pick.story.id for pick in rank(stories)] == [3, 2, 4, 5, 1]


def test_a_story_that_matches_nothing_is_no_candidate() -> None:
    assert rank([simple(1, topics=())]) == ()


@pytest.mark.parametrize(
    ("before", "shown", "follow_up", "recalled"),
    [
        pytest.param({}, [1], False, [], id="untold"),
        pytest.param(told(1, 2), [], False, [], id="told at this revision"),
        pytest.param(told(1, 1), [1], True, [], id="told, grown since"),
        pytest.param(told(1, 2, How.ALERT), [], False, [1], id="alerted"),
        pytest.param(told(1, 1, How.ALERT), [1], True, [], id="alerted, grown since"),
    ],
)
def test_what_was_told_decides_what_is_shown(
    before: dict[StoryId, Told], shown: list[int], follow_up: bool, recalled: list[int]
) -> None:
    chosen = choose(rank([simple(1, revision=2)]), before)
    assert [pick.story.id for pick in chosen.shown] == shown
    assert all((pick.told_at is not None) is follow_up for pick in chosen.shown)
    assert [pick.story.id for pick in chosen.recalled] == recalled
    assert chosen.others == ()


def test_every_topic_is_represented_within_the_maximum() -> None:
    big = [simple(n, outlets=5) for n in range(1, 11)]
    small = [simple(20, topics=(2,)), simple(21, topics=(3,))]
    chosen = choose(rank([*big, *small]), {}, 7)
    assert [pick.story.id for pick in chosen.shown] == [1, 2, 3, 4, 5, 20, 21]
    assert [pick.story.id for pick in chosen.others] == [6, 7, 8, 9, 10]


def test_one_story_may_stand_for_several_topics_where_room_is_short() -> None:
    stories = [simple(1, 5, topics=(1,)), simple(2, 4, topics=(2,)), simple(3, 1, topics=(1, 2, 3))]
    assert [pick.story.id for pick in choose(rank(stories), {}, 1).shown] == [3]


def test_more_topics_than_room_shows_the_best() -> None:
    stories = [simple(n, outlets=n, topics=(n,)) for n in range(1, 10)]
    assert [pick.story.id for pick in choose(rank(stories), {}, 3).shown] == [9, 8, 7]


def test_room_left_by_topics_told_together_is_filled_with_the_best() -> None:
    stories = [simple(1, 3, (1,)), simple(2, 2, (2,)), simple(3, 2, (3,)), simple(4, 1, (1, 2, 3))]
    assert [pick.story.id for pick in choose(rank(stories), {}, 2).shown] == [1, 4]


@given(
    st.lists(st.tuples(st.integers(1, 4), st.frozensets(st.integers(1, 5), min_size=1)), max_size=20),
    st.integers(1, 7),
)
def test_choosing_loses_nothing_and_forgets_no_topic(
    specs: list[tuple[int, frozenset[int]]], most: int
) -> None:
    stories = [simple(n, outlets, sorted(topics)) for n, (outlets, topics) in enumerate(specs, 1)]
    chosen = choose(rank(stories), {}, most)
    assert len(chosen.shown) == min(most, len(stories))
    assert {pick.story.id for pick in (*chosen.shown, *chosen.others)} == {one.id for one in stories}
    present = {topic for _, topics in specs for topic in topics}
    shown = {topic for pick in chosen.shown for topic in pick.topics}
    if len(present) <= most:
        assert shown == present


@given(st.permutations(range(1, 9)))
def test_the_order_of_candidates_plays_no_part(order: list[int]) -> None:
    stories = {n: simple(n, outlets=1 + n % 3, topics=(1 + n % 2,), hours=n // 4) for n in range(1, 9)}
    expected = choose(rank(list(stories.values())), {}, 3)
    assert choose(rank([stories[n] for n in order]), {}, 3) == expected


# --- digests


def test_a_digest_makes_whole_cards_only_of_what_it_shows() -> None:
    made: list[tuple[int, bool]] = []

    def card(one: Story, topics: Sequence[Topic], told_at: datetime | None) -> Card:
        made.append((one.id, told_at is not None))
        return make_card(one, topics, anything, told_at=told_at)

    stories = [simple(n, revision=2) for n in range(1, 6)]
    digest = compose(
        stories=stories,
        topics=TOPICS,
        told=told(2, 1) | told(3, 2, How.ALERT) | told(4, 2),
        window=WINDOW,
        coverage=COVERAGE,
        card=card,
        max_stories=2,
        gap_from=START,
    )
    assert made == [(1, False), (2, True)]
    assert [one.story_id for one in digest.cards] == [1, 2]
    assert [one.story_id for one in digest.recalled] == [3]
    assert digest.others == (5,)
    assert (digest.window, digest.coverage, digest.gap_from) == (WINDOW, COVERAGE, START)
    assert digest.topics == (OTAN, TRUCE, BUDGET)


def test_on_demand_shows_also_what_was_told() -> None:
    def card(one: Story, topics: Sequence[Topic], told_at: datetime | None) -> Card:
        return make_card(one, topics, anything, told_at=told_at)

    digest = compose_on_demand(
        stories=[simple(1), simple(2)], topics=[OTAN], window=WINDOW, coverage=COVERAGE, card=card
    )
    assert [one.story_id for one in digest.cards] == [1, 2]
    assert not any(one.follow_up for one in digest.cards)
    assert digest.recalled == ()
