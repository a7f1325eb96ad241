"""Sentences that say too little without the one before: « Ce dernier… », « Il a ajouté… », « …, poursuit-elle »."""

from __future__ import annotations

import re

_CONNECTIVES = (
    "mais",
    "et",
    "or",
    "car",
    "donc",
    "puis",
    "ensuite",
    "ainsi",
    "aussi",
    "en effet",
    "en outre",
    "par ailleurs",
    "de plus",
    "du coup",
    "de même",
    "pour autant",
    "pourtant",
    "toutefois",
    "cependant",
    "néanmoins",
    "en revanche",
    "au contraire",
    "à l[’']inverse",
    "d[’']ailleurs",
    "de son côté",
    "de leur côté",
    "résultat",
    "même chose",
    "conséquence",
    "ce qu[ie]",
    "ce que",
    "c[’']est (?:ce|aussi|pourquoi|ainsi|donc|d[’']ailleurs|le cas)",
)
_POINTERS = (
    # « Ce canal », « Cette décision » are of the sentence before; « Ce matin », « Cette année » are not.
    "(?:ce|ces|cette|cet) (?!matin|soir|midi|week|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|mois"
    "|année|an\\b|ann|été|hiver|printemps|automne|saison|nuit|jour|journée|après|fois|sont|n|fut|sera|était|serait"
    "|(?:derni[eè]r|prochain)\\w* (?:jour|semaine|mois|heure|année|an))"
    "\\w+",
    "(?:celui|celle|ceux|celles)(?:-ci|-là)?",
    "cela",
    "ceci",
    "l[’']autre",
    "une? autre",
    "l[ea]s? mêmes?",
    "tous deux",
    "toutes deux",
    "(?:selon|d[’']après|pour) (?:lui|elle|eux|elles)",
    "(?:y|en) (?:a|avait)",
)
# « il » that stands for nobody: « il faut », « il y a », « il est urgent de », « il pleut ».
_IMPERSONAL = (
    r"il (?:n[’'])?(?:y a|y av|y aura|faut|faudra|fallait|s[’']agi|suffi|reste|pleu|neig|fait (?:froid|chaud|nuit)"
    r"|(?:est|était|sera) (?:\d|(?:\w+ ){1,2}(?:que|de)\b|\w+ (?:qu|d)[’']))"
)
_START = re.compile(
    rf"\W*(?:(?:{'|'.join((*_CONNECTIVES, *_POINTERS))})\b|(?!{_IMPERSONAL})(?:ils?|elles?)\b)", re.IGNORECASE
)
_SPEAKER = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b")


def leans(sentence: str) -> bool:
    """Whether the sentence needs the one before to be understood.

    By its first words (a pronoun for somebody named before, a connective), or because whoever speaks in it is only
    a pronoun. Impersonal « il » does not count, nor does a question.
    """
    if _START.match(sentence):
        return True
    return bool(_SPEAKER.search(sentence)) and "?" not in sentence[-4:]
