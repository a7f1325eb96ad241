from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.french.aliases import parse_aliases
from bot.french.match import Matcher, analyse
from bot.french.query import Query, parse_query
from bot.french.topics import TopicIndex
from bot.model import TopicId
from tests.french.strategies import QUERIES, TEXTS

ALIASES = parse_aliases("Otan = Nato\nUE = Union européenne")


def index_of(*queries: str) -> TopicIndex:
    index = TopicIndex(ALIASES)
    for number, query in enumerate(queries):
        index.add(TopicId(number), parse_query(query))
    return index


def matched(index: TopicIndex, text: str, source: str = "") -> list[int]:
    return [match.topic_id for match in index.match(analyse("", text, source))]


def test_an_entry_finds_its_topics_by_id_with_the_places() -> None:
    index = index_of("Kiev", "Otan ET Kiev", "gaz", "Otan -Kiev")
    found = index.match(analyse("Kiev", "L’Otan y sera"))
    assert [match.topic_id for match in found] == [0, 1]
    assert [hit.term for hit in found[1].hits] == ["Kiev", "Otan"]


def test_synonyms_count() -> None:
    assert matched(index_of("Otan", "Union européenne"), "Nato et UE") == [0, 1]


def test_a_topic_on_a_source_alone_is_found() -> None:
    assert matched(index_of("source:fanal", "source:fanal OU gaz"), "rien", "Le Fanal") == [0, 1]


def test_topics_come_and_go_without_a_rebuild() -> None:
    index = index_of("Otan", "Otan Kiev", "Kiev")
    index.remove(TopicId(0))
    index.remove(TopicId(0))
    assert TopicId(0) not in index
    assert len(index) == 2
    assert matched(index, "Otan, Kiev") == [1, 2]
    index.add(TopicId(2), parse_query("gaz"))
    assert matched(index, "Otan, Kiev, gaz") == [1, 2]
    assert matched(index, "Kiev") == []
    index.remove(TopicId(1))
    index.remove(TopicId(2))
    assert matched(index, "Otan, Kiev, gaz") == []


def parsed(text: str) -> Query | None:
    try:
        return parse_query(text)
    except QueryError:
        return None


@settings(max_examples=100)
@given(st.lists(QUERIES, max_size=8), TEXTS, TEXTS, st.sampled_from(["", "Le Monde"]))
def test_the_index_finds_what_each_matcher_finds(
    queries: list[str], title: str, text: str, source: str
) -> None:
    usable = [query for query in map(parsed, queries) if query is not None]
    index = TopicIndex(ALIASES)
    for number, query in enumerate(usable):
        index.add(TopicId(number), query)
    document = analyse(title, text, source)
    expected = [(n, Matcher(query, ALIASES).find(document)) for n, query in enumerate(usable)]
    found = [(match.topic_id, match.hits) for match in index.match(document)]
    assert found == [(number, hits) for number, hits in expected if hits is not None]
