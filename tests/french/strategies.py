"""Queries and texts made up of the same few words, so that they often meet."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "Otan otan OTAN Ukraine Kiev cessez-le-feu cessez feu le la de des du et ou d’urgence état ÉTAT retraite"
    " retraité retraites Paris paris Tours tours Orange orange marine Marine négocier négocient 49.3 A69 A 69 C++"
    " R&D week-end weekend Nations unies Union européenne L’Équipe Le Monde du Monde 20 Minutes 1,5 % Top 14"
).split(" ")
_SIMPLE = st.sampled_from(
    [*WORDS, "Corée du Nord", "réforme des retraites", "Le Monde", "20 Minutes", "Union européenne"]
)
_TERMS = st.one_of(
    _SIMPLE,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
    _SIMPLE.map(lambda word: "=" + word.split(" ")[0]),
    st.sampled_from(WORDS).map(lambda word: "titre:" + word),
    st.sampled_from(WORDS).map(lambda word: "source:" + word),
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda both: f"{both[0]} ET {both[1]}"),
        pairs.map(lambda both: f"{both[0]} {both[1]}"),
        pairs.map(lambda both: f"{both[0]} OU {both[1]}"),
        pairs.map(lambda both: f"{both[0]} SAUF {both[1]}"),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"-({one})"),
    )


QUERIES = st.recursive(_TERMS, _grown, max_leaves=6)
TEXTS = st.lists(st.sampled_from([*WORDS, ".", ",", ":", "nord", "Corée", "unie", "Nato"]), max_size=14).map(
    " ".join
)
