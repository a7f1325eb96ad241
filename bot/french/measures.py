"""Closed sets of words by which figures, days and places of an event are known."""

from __future__ import annotations

from bot.french.words import word_set

_FROM_TWO = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
NUMBERS = {word: str(value) for value, word in enumerate(_FROM_TWO.split(), start=2)} | {
    "vingt": "20",
    "trente": "30",
}
DAYS = word_set(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre"
    " octobre novembre decembre hier demain"
)
UNITS = word_set(
    "% € $ £ euro euros dollars millions milliards points degrés voix kilomètres mètres ans heures minutes"
)
# What stands right before the name of a place; « maire de », « gare de » and the like before that.
BEFORE_PLACE = word_set("à À a au aux en vers près dans depuis Au Aux En Dans")
BEFORE_OF = word_set(
    "maire mairie ville région préfet préfète gare aéroport tribunal parquet chu hôpital port centre université nord"
    " sud est ouest banlieue large quartier procureur procureure cour prison métropole près côte rue stade"
)
OF = frozenset({"de", "du", "des", "d"})
