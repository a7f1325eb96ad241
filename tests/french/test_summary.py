"""Summaries: verbatim whatever the text, within the cap, and the sentence that a reader wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.leaning import leans
from bot.french.standfirst import standfirst
from bot.french.summary import Telling, summarise, summarise_story
from bot.model import Quote

ARTICLE = (
    "Le conseil municipal de Port-Vallin a voté lundi la fermeture du pont tournant pour dix-huit mois de travaux. "
    "Il a ajouté que rien ne pressait. "
    "Les commerçants du quai redoutent une chute de leur chiffre d’affaires et réclament des indemnités. "
    "Une navette gratuite traversera le bassin toutes les dix minutes, a promis le maire. "
    "Le pont, construit en 1904, laisse passer neuf mille voitures par jour. "
    "Lire aussi : les ponts de la région. "
    "Ce dernier n’avait pas été réparé depuis trente ans."
)
TITLE = "Port-Vallin : le pont tournant ferme pour dix-huit mois"


def nothing(_: str) -> bool:
    return False


def test_two_sentences_are_taken_in_text_order() -> None:
    first, second = summarise(ARTICLE, title=TITLE)
    assert first.startswith("Le conseil municipal")
    assert ARTICLE.index(first) < ARTICLE.index(second)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 9])
def test_never_more_sentences_than_asked_for(count: int) -> None:
    assert len(summarise(ARTICLE, title=TITLE, count=count)) == min(count, 6)


def test_the_query_s_sentence_is_among_them() -> None:
    assert any(
        "navette" in sentence
        for sentence in summarise(ARTICLE, title=TITLE, wanted=lambda text: "navette" in text)
    )


def test_a_leaning_sentence_comes_with_the_one_before_it() -> None:
    found = summarise(ARTICLE, title=TITLE, wanted=lambda text: "pressait" in text)
    assert [sentence[:10] for sentence in found] == ["Le conseil", "Il a ajout"]


def test_words_are_bounded() -> None:
    assert len(" ".join(summarise(ARTICLE, title=TITLE, count=4, max_words=30)).split()) <= 30
    assert len(summarise(ARTICLE, title=TITLE, max_words=1)) == 1


def test_furniture_of_a_page_is_not_text() -> None:
    assert not any("Lire aussi" in sentence for sentence in summarise(ARTICLE, count=9))
    assert summarise("Lire aussi : un texte.") == ("Lire aussi : un texte.",)
    assert summarise(" \n") == ()


@given(st.text(max_size=400), st.text(max_size=40), st.integers(1, 4))
def test_every_sentence_stands_in_its_text(text: str, title: str, count: int) -> None:
    found = summarise(text, title=title, count=count)
    assert len(found) <= count
    assert all(sentence in text for sentence in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ce dernier a démissionné.", True),
        ("Il a ajouté que non.", True),
        ("« Non », a-t-il dit.", True),
        ("Elle gagne enfin.", True),
        ("Mais rien n’y fait.", True),
        ("Selon lui, tout va bien.", True),
        ("Il faut partir.", False),
        ("Il y a du monde.", False),
        ("Il est urgent de partir.", False),
        ("Que va-t-il se passer ?", False),
        ("Etienne Morin part.", False),
        ("Le maire a dit oui.", False),
    ],
)
def test_what_leans_on_the_sentence_before(sentence: str, expected: bool) -> None:
    assert leans(sentence) is expected


LEAD = "Le gouvernement présente mercredi son projet de budget, avec trente milliards d’euros d’économies."


@pytest.mark.parametrize(
    "extract",
    [
        LEAD,
        f"PARIS (AFP) – {LEAD}",
        f"Bruxelles, 12 mars 2026 (Belga) - {LEAD} (Belga)",
        f"AFP – {LEAD}",
        f"[Vidéo] {LEAD}",
        f"EN DIRECT – {LEAD}",
        f"{LEAD} Lire la suite…",
        f"{LEAD} Lire la suite de l’article >",
        f"{LEAD} […]",
        f"{LEAD} Le détail sera donné par le ministre dans la matiné…",
        f"{LEAD} The post Budget appeared first on Le Fanal.",
        f"{LEAD} L’article Budget 2027 est apparu en premier sur Le Fanal.",
        f"Budget : ce qui attend la France. {LEAD}",
        f"Publié le 12 mars 2026 à 7 h. {LEAD}",
        f"{LEAD} (avec Reuters)",
    ],
)
def test_a_standfirst_is_freed_of_what_surrounds_it(extract: str) -> None:
    assert standfirst(extract, "Budget : ce qui attend la France") == LEAD


@pytest.mark.parametrize(
    "extract",
    [
        "",
        "Politique",
        "Le projet de budget du gouvernement !",
        LEAD[:60] + "…",
        LEAD * 12,
        "Lire la suite",
        "….." * 9,
    ],
    ids=["empty", "label", "title", "cut", "article", "invitation", "dots"],
)
def test_what_is_no_standfirst(extract: str) -> None:
    assert standfirst(extract, "Le projet de budget du gouvernement présenté mercredi") == ""


def test_the_title_said_again_is_no_standfirst() -> None:
    title = "Le gouvernement présente mercredi son projet de budget à l’Assemblée"
    assert (
        standfirst("Le gouvernement présente mercredi son projet de budget à l’Assemblée nationale", title)
        == ""
    )


@given(st.text(max_size=300), st.text(max_size=60))
def test_a_standfirst_stands_in_its_extract(extract: str, title: str) -> None:
    assert standfirst(extract, title) in extract


FANAL = Telling(
    "Le Fanal",
    "https://fanal.example/1",
    "Séisme dans l’est de la Turquie : au moins vingt morts à Elazig",
    "La terre a tremblé vendredi soir dans la province d’Elazig. Les secours cherchent des survivants par grand froid.",
)
CANAL = Telling(
    "Canal Nord",
    "https://canal.example/1",
    "À Elazig, les secouristes sous les décombres",
    "",
    "ELAZIG (Reuters) – Le bilan provisoire est de 22 morts, selon le ministère de l’Intérieur. Il va s’alourdir.",
)
ESTUAIRE = Telling(
    "Radio Estuaire",
    "https://estuaire.example/1",
    "Turquie : un séisme meurtrier",
    "Le bilan provisoire est de 29 morts, selon l’agence des situations d’urgence. Ankara demande de l’aide à ses voi…",
)


def test_a_story_is_told_by_several_outlets_each_named() -> None:
    found = summarise_story((FANAL, CANAL), nothing)
    assert {quote.outlet for quote in found} == {"Le Fanal", "Canal Nord"}
    assert all(quote.url.endswith(".example/1") and not quote.cut for quote in found)


def test_the_sentence_about_the_query_comes_first() -> None:
    (first, *_) = summarise_story((FANAL, CANAL), lambda sentence: "froid" in sentence)
    assert first == Quote(
        "Les secours cherchent des survivants par grand froid.", "Le Fanal", "https://fanal.example/1"
    )


def test_outlets_that_count_differently_are_both_quoted() -> None:
    found = summarise_story((CANAL, ESTUAIRE), nothing)
    assert [quote.outlet for quote in found] in (
        ["Canal Nord", "Radio Estuaire"],
        ["Radio Estuaire", "Canal Nord"],
    )
    assert "22 morts" in found[0].text + found[1].text
    assert "29 morts" in found[0].text + found[1].text


def test_a_figure_in_words_that_another_outlet_gives_otherwise_goes_before_what_all_agree_on() -> None:
    found = summarise_story(
        (
            FANAL,
            Telling(
                "Canal Nord", "u", "", "L’accident du car a fait quatorze blessés, d’après les pompiers."
            ),
            Telling("Le Quai", "v", "", "On compte 12 blessés dans l’accident, selon la préfecture du Lot."),
        ),
        nothing,
        headline="Un car scolaire se renverse dans le Lot",
    )
    assert {quote.outlet for quote in found} == {"Canal Nord", "Le Quai"}


def test_where_both_figures_do_not_fit_the_best_sentence_stands_alone() -> None:
    assert len(summarise_story((CANAL, ESTUAIRE), nothing, max_chars=120)) == 1


def test_a_follow_up_starts_with_what_was_not_told() -> None:
    (first, *_) = summarise_story((FANAL, CANAL), nothing, earlier=[FANAL.title, FANAL.extract])
    assert first.outlet == "Canal Nord"


def test_nothing_is_said_twice_nor_what_the_headline_says() -> None:
    again = Telling(
        "Canal Nord",
        "u",
        "Titre",
        "La terre a tremblé vendredi soir dans la province d’Elazig, en Turquie, dit-on.",
    )
    texts = [quote.text for quote in summarise_story((FANAL, again), nothing)]
    assert len([text for text in texts if "tremblé" in text]) == 1
    echo = Telling(
        "Canal Nord",
        "u",
        "Le pont tournant ferme dix-huit mois",
        "Le pont tournant ferme dix-huit mois, le pont.",
    )
    assert summarise_story((echo,), nothing) == ()


def test_the_headline_given_is_the_one_not_repeated() -> None:
    headline = "La terre a tremblé vendredi soir dans la province d’Elazig"
    texts = [quote.text for quote in summarise_story((FANAL,), nothing, headline=headline)]
    assert texts == ["Les secours cherchent des survivants par grand froid."]


@pytest.mark.parametrize(
    ("max_chars", "expected"),
    [
        (79, "La communauté de communes, qui gère le port, a choisi une entreprise danoise…"),
        (48, "La communauté de communes, qui gère le port…"),
        (20, None),
    ],
)
def test_when_no_sentence_fits_one_is_cut_at_a_clause(max_chars: int, expected: str | None) -> None:
    long = (
        "La communauté de communes, qui gère le port, a choisi une entreprise danoise, spécialiste des grues."
    )
    found = summarise_story((Telling("Le Fanal", "u", "Port", long),), nothing, max_chars=max_chars)
    assert found == (() if expected is None else (Quote(expected, "Le Fanal", "u", cut=True),))


def test_a_sentence_without_clauses_is_cut_at_a_word() -> None:
    long = "Le navire danois affrété par la communauté de communes du littoral arrivera lundi."
    (quote,) = summarise_story((Telling("Le Fanal", "u", "Port", long),), nothing, max_chars=60)
    assert quote.text == "Le navire danois affrété par la communauté de communes du…"


def test_an_extract_that_is_no_standfirst_serves_where_there_is_no_other_text() -> None:
    (quote,) = summarise_story((Telling("Le Fanal", "u", "Port", "Le navire arrivera lundi."),), nothing)
    assert quote.text == "Le navire arrivera lundi."


def test_a_leaning_sentence_is_told_after_the_one_it_leans_on_only() -> None:
    body = "Le maire de Port-Vallin a inauguré le pont tournant lundi matin. Il a promis une fête pour juin."
    found = summarise_story((Telling("Le Fanal", "u", "Pont", "", body),), nothing)
    assert [quote.text[:8] for quote in found] == ["Le maire", "Il a pro"]
    assert len(summarise_story((Telling("Le Fanal", "u", "Pont", "", body),), nothing, max_chars=70)) == 1


def test_a_story_without_text_has_no_summary() -> None:
    assert summarise_story((), nothing) == ()
    assert summarise_story((Telling("Le Fanal", "u", "Un titre", "", ""),), nothing) == ()


TEXTS = st.lists(
    st.sampled_from(
        [
            "Le pont ferme lundi pour travaux.",
            "Il a ajouté que non.",
            "« Jamais",
            "12 morts et 3 blessés à Lyon.",
            "Lyon…",
            "\n",
            "a b",
        ]
    )
    | st.text(max_size=30),
    max_size=8,
).map(" ".join)
TELLINGS = st.lists(
    st.builds(
        Telling, st.sampled_from(["Le Fanal", "Canal Nord"]), st.just("u"), st.text(max_size=20), TEXTS, TEXTS
    ),
    max_size=5,
)


@given(TELLINGS, st.integers(20, 300), st.integers(1, 3), st.lists(TEXTS, max_size=2))
def test_a_story_s_summary_is_verbatim_attributed_and_within_the_cap(
    tellings: list[Telling], max_chars: int, max_sentences: int, earlier: list[str]
) -> None:
    found = summarise_story(tellings, lambda text: "pont" in text, max_chars, max_sentences, earlier=earlier)
    assert len(found) <= max_sentences
    assert sum(len(quote.text) for quote in found) <= max_chars
    for quote in found:
        said = quote.text[:-1] if quote.cut else quote.text
        assert any(said in f"{one.extract}\n{one.body}" and one.outlet == quote.outlet for one in tellings)


@pytest.mark.parametrize(
    "text", ["a" + " " * 1_000_000 + "b", "mot " * 250_000, "…" * 1_000_000, "é" * 1_000_000]
)
def test_a_megabyte_on_one_line_is_no_accident(text: str) -> None:
    assert standfirst(text, "Un titre") == ""
    assert all(sentence in text for sentence in summarise(text))
    assert (
        summarise_story((Telling("Le Fanal", "u", "Un titre", text, text),), nothing, max_chars=60)
        is not None
    )
