"""grep, summarise, sentences, cluster: what other programs rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Vigie

LINES = """L’OTAN promet une aide durable
Les votants sont attendus dimanche
Plus d’Otan, moins d’Amérique
Un cessez‑le‑feu de trente jours
Le O.T.A.N. d’autrefois
"""
STRIKE_NANTES = {
    "id": "a",
    "title": "Grève à Nantes : aucun tramway vendredi",
    "text": "Les conducteurs de tramway cessent le travail vendredi à Nantes.",
    "source": "Le Fanal",
    "published": "2025-03-12T08:00:00+01:00",
}
STRIKE_AGAIN = {
    "id": "b",
    "title": "Nantes : pas de tramway vendredi, les conducteurs en grève",
    "text": "La grève des conducteurs prive Nantes de tramway vendredi.",
    "source": "Radio Estuaire",
    "published": "2025-03-12T09:00:00+01:00",
}
OTHER = {
    "id": "c",
    "title": "Un nouveau vaccin contre la grippe",
    "text": "",
    "source": "X",
    "published": "2025-03-12",
}


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


# --- grep ----------------------------------------------------------------------------------------------------


def test_grep_prints_the_lines_that_match(vigie: Vigie) -> None:
    said = vigie("grep", "Otan", stdin=LINES)
    assert said.status == 0
    assert said.lines == [LINES.splitlines()[n] for n in (0, 2, 4)]


def test_grep_finds_every_hyphen(vigie: Vigie) -> None:
    assert vigie("grep", "cessez-le-feu", stdin=LINES).lines == ["Un cessez‑le‑feu de trente jours"]


def test_grep_reads_a_file(vigie: Vigie) -> None:
    Path("lines.txt").write_text(LINES, encoding="utf-8")
    assert len(vigie("grep", "Otan", "lines.txt").lines) == 3


def test_options_may_stand_anywhere(vigie: Vigie) -> None:
    Path("lines.txt").write_text(LINES, encoding="utf-8")
    assert len(vigie("grep", "Otan", "--explain", "lines.txt").lines) == 3
    assert len(vigie("grep", "--explain", "Otan", "lines.txt").lines) == 3
    assert vigie("grep", "Otan", "--explain", "lines.txt", "more.txt").status == 2
    assert vigie("grep", "Otan", "lines.txt", "--nonsense").status == 2


def test_grep_says_by_its_status_that_nothing_matches(vigie: Vigie) -> None:
    said = vigie("grep", "hippopotame", stdin=LINES)
    assert (said.status, said.out, said.err) == (1, "", "")


def test_grep_explains_by_the_words_found(vigie: Vigie) -> None:
    (line,) = vigie("grep", "Otan", "--explain", stdin="Le patron de la Nato à Paris\n").lines
    text, _, words = line.partition("\t")
    assert text == "Le patron de la Nato à Paris"
    assert words.startswith("Nato")


@pytest.mark.parametrize("query", ["", "(Otan", "-Otan", "OU", '"Otan', "le la les"])
def test_a_bad_query_is_one_line_and_status_2(vigie: Vigie, query: str) -> None:
    said = vigie("grep", query, stdin=LINES)
    assert said.status == 2
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("vigie")


def test_grep_on_objects_prints_ids_and_a_line_s_own_query_wins(vigie: Vigie) -> None:
    rows = [
        {"id": 1, "title": "L’Otan", "text": ""},
        {"id": 2, "title": "Le tramway", "text": "", "query": "tramway"},
        {"id": 3, "title": "Le tramway", "text": ""},
        {"id": 4, "title": "x", "text": "y", "source": "Otan Matin", "query": "source:Otan"},
    ]
    assert vigie("grep", "Otan", "--jsonl", stdin=jsonl(*rows)).lines == ["1", "2", "4"]
    Path("rows.jsonl").write_text(jsonl(*rows), encoding="utf-8")
    said = vigie("grep", "--jsonl", "rows.jsonl")
    assert said.lines == ["2", "4"]


def test_a_bad_line_is_named_and_skipped(vigie: Vigie) -> None:
    rows = (
        jsonl({"id": 1, "title": "L’Otan"})
        + "{oops\n[1]\n"
        + jsonl({"title": "Otan"}, {"id": 5, "query": "("})
    )
    said = vigie("grep", "Otan", "--jsonl", stdin=rows + jsonl({"id": 6, "title": "Otan"}))
    assert said.lines == ["1", "6"]
    assert [line.split()[2] for line in said.err.splitlines()] == ["2", "3", "4", "5"]


def test_a_missing_file_is_one_line_and_status_2(vigie: Vigie) -> None:
    said = vigie("grep", "Otan", "nowhere.txt")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "nowhere.txt" in said.err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00Otan", b"", b"\n\n\n", b"Otan\r\n"], ids=str)
def test_any_bytes_are_read(vigie: Vigie, content: bytes) -> None:
    assert vigie("grep", "Otan", stdin=content).status in (0, 1)


# --- sentences, summarise ------------------------------------------------------------------------------------


def test_sentences_are_a_json_list_a_line(vigie: Vigie) -> None:
    said = vigie("sentences", stdin="M. Lavrov a parlé. Kiev refuse.\n\nUne seule.\n")
    assert [json.loads(line) for line in said.lines] == [
        ["M. Lavrov a parlé.", "Kiev refuse."],
        [],
        ["Une seule."],
    ]


ARTICLE = (
    "Le conseil municipal a voté mardi la construction d’une école de douze classes. "
    "Le maire s’est dit satisfait. "
    "Les travaux commenceront en septembre et coûteront neuf millions d’euros. "
    "Une pétition de riverains demande un parc. "
    "La réunion a duré trois heures."
)


def test_summarise_prints_sentences_of_the_text_in_its_order(vigie: Vigie) -> None:
    said = vigie("summarise", stdin=ARTICLE)
    assert said.status == 0
    assert len(said.lines) == 2
    places = [ARTICLE.index(line) for line in said.lines]
    assert places == sorted(places)


def test_summarise_prefers_the_query(vigie: Vigie) -> None:
    said = vigie("summarise", "--query", "pétition", "--sentences", "1", stdin=ARTICLE)
    assert said.lines == ["Une pétition de riverains demande un parc."]


def test_summarise_on_objects_answers_each(vigie: Vigie) -> None:
    rows = jsonl({"id": "a", "title": "École", "text": ARTICLE}, {"id": "b", "title": "", "text": ""})
    said = vigie("summarise", "--jsonl", stdin=rows)
    found = [json.loads(line) for line in said.lines]
    assert [row["id"] for row in found] == ["a", "b"]
    assert all(sentence in ARTICLE for sentence in found[0]["summary"])
    assert found[1]["summary"] == []


def test_summarise_of_nothing_finds_nothing(vigie: Vigie) -> None:
    assert vigie("summarise", stdin="").status == 1


@pytest.mark.parametrize("number", ["0", "-1", "deux"])
def test_a_number_of_sentences_that_is_none_is_bad_usage(vigie: Vigie, number: str) -> None:
    assert vigie("summarise", "--sentences", number, stdin=ARTICLE).status == 2


def test_summarise_reads_a_page_without_its_furniture(vigie: Vigie) -> None:
    body = "".join(f"<p>{part}.</p>" for part in ARTICLE.removesuffix(".").split(". "))
    page = (
        "<html><head><title>École : le conseil vote</title></head><body><nav>Accueil &gt; Villes</nav>"
        f"<article><h1>École : le conseil vote</h1>{body}</article>"
        "<aside><h2>Les plus lus</h2><p>Dix recettes de soupe qui réchauffent.</p></aside></body></html>"
    )
    Path("page.html").write_text(page, encoding="utf-8")
    said = vigie("summarise", "--html", "page.html", "--sentences", "5")
    assert said.status == 0
    assert all(line in ARTICLE for line in said.lines)


# --- cluster -------------------------------------------------------------------------------------------------


def test_cluster_gives_each_its_story_in_order(vigie: Vigie) -> None:
    said = vigie("cluster", stdin=jsonl(STRIKE_NANTES, OTHER, STRIKE_AGAIN))
    found = [json.loads(line) for line in said.lines]
    assert found == [{"id": "a", "story": "a"}, {"id": "c", "story": "c"}, {"id": "b", "story": "a"}]


@pytest.mark.parametrize(
    "published",
    [
        None,
        "hier",
        1741766400,
        "2025-03-12T08:00:00Z",
        "2025-03-12",
        {},
        1e300,
        253402300799,
        "9999-12-31T23:59:59-10:00",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59",
    ],
)
def test_cluster_lives_with_any_date(vigie: Vigie, published: object) -> None:
    said = vigie("cluster", stdin=jsonl(STRIKE_NANTES | {"published": published}))
    assert json.loads(said.out) == {"id": "a", "story": "a"}


@pytest.mark.parametrize("command", [("grep", "Otan", "--jsonl"), ("summarise", "--jsonl"), ("cluster",)])
def test_half_a_character_in_an_object_is_printed_as_a_whole_one(
    vigie: Vigie, command: tuple[str, ...]
) -> None:
    """JSON can spell a lone surrogate, which no output can hold."""
    said = vigie(
        *command, stdin=r'{"id": "\ud800é", "title": "Otan \udfff", "text": "L’Otan\ud800 se réunit."}'
    )
    assert (said.status, said.err) == (0, "")
    assert "\ufffdé" in said.out


def test_an_object_nested_without_end_is_named_and_skipped(vigie: Vigie) -> None:
    said = vigie("cluster", stdin="[" * 100_000)
    assert (said.status, said.out, said.err.count("\n")) == (0, "", 1)


def test_a_bad_command_is_bad_usage(vigie: Vigie) -> None:
    assert vigie("grap").status == 2
    assert vigie().status == 2
    assert vigie("--version").status == 0
