from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.inflect import is_ambiguous, readings, ruled_stem, stem, stem_of, stems, verb_forms

TOGETHER = """
accord accords | national nationaux nationale nationales | directeur directrice directrices | œil yeux oeil
ciel cieux | travail travaux | bail baux | vieux vieil vieille vieilles | fou folle folles | beau bel belle beaux
maître maîtresse maitre maitresses | acteur actrice | auteur autrice auteure | prêtre prêtresse | chef cheffe
août aout | événement évènements | île iles | clé clef | tué tués tuée tuées | élu élus élue élues | né née nés
mort morte morts mortes | turc turque | grec grecque | public publique | blanc blanche | sec sèche | frais fraîche
heureux heureuse | chanteur chanteuse | agresseur agresseuse | sportif sportives | policier policières
étranger étrangères | européen européennes | premier première | cheval chevaux | drapeau drapeaux | vœu vœux
feu feux | jeu jeux | français française françaises | chinois chinoise | favori favorite | laïc laïque
match matchs matches | taliban talibans | référendum référendums | loi lois | prix | pays | procès | virus
"""
APART = """
port porte | parti partie | mine mini | maire mairie | retraite retraité | marché marche | côte côté cote | tué tue
roi reine | cours cour course | France français | marin marine | armé armée | droit droite | entré entrée
médecin médecine | guerre guerrier | fils fil fille | fois foi | pari parie | vol voile | capital capitale
sens sans | mur mûr | jeune jeûne | pêche péché | balle bal | plan plante | mode modèle | vers vert
"""


def rows(text: str) -> list[list[str]]:
    return [row.split() for line in text.strip().splitlines() for row in line.split(" | ")]


@pytest.mark.parametrize("forms", rows(TOGETHER), ids=" ".join)
def test_number_and_gender_share_a_stem(forms: list[str]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("words", rows(APART), ids=" ".join)
def test_different_words_keep_their_own_stem(words: list[str]) -> None:
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("marche", ("marche",)),
        ("marché", ("marché",)),
        ("MARCHE", ("marche", "marché")),
        ("depute", ("député",)),
        ("hopital", ("hôpital",)),
        ("Etat", ("état",)),
        ("Elevé", ("élevé",)),
        ("Éléve", ("éléve",)),
        ("Erdogân", ("erdogân",)),
        ("xyzzy", ("xyzzy",)),
        ("MARCHÉ", ("marché",)),
    ],
)
def test_missing_accents_are_supplied_where_the_spelling_needs_them(
    word: str, expected: tuple[str, ...]
) -> None:
    assert readings(word) == expected


def test_capitals_leave_both_readings_open() -> None:
    assert set(stems("RETRAITE")) == {stem("retraite"), stem("retraité")}
    assert is_ambiguous("retraite")
    assert not is_ambiguous("xyzzy")


def test_unknown_words_follow_the_rules() -> None:
    assert ruled_stem("influenceuses") == ruled_stem("influenceur")
    assert ruled_stem("covidés") == "covidé"
    assert ruled_stem("g20") == "g20"
    assert ruled_stem("bus") == "bus"


def test_an_infinitive_knows_its_third_persons_and_participles() -> None:
    forms = verb_forms("Négocier")
    assert {"négocie", "négocient", "négociée", "négociait"} <= set(forms)
    assert "négociant" not in forms
    assert verb_forms("ouvrier") == ()


def test_forms_that_are_mostly_nouns_are_no_forms_of_a_verb() -> None:
    assert "porte" not in verb_forms("porter")
    assert "employés" not in verb_forms("employer")


@given(st.text(max_size=30))
def test_every_word_has_a_stem_in_small_letters(word: str) -> None:
    assert readings(word)
    for form in readings(word):
        assert stem_of(form) == stem_of(form).lower()
    assert stem(word) == stems(word)[0]
