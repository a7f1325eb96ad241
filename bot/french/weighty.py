"""Words that change what a text says all alone: numbers in words, and negations; accents folded."""

from __future__ import annotations

WEIGHTY = frozenset(
    (
        *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
        *(
            "quatorze",
            "quinze",
            "seize",
            "vingt",
            "trente",
            "quarante",
            "cinquante",
            "soixante",
            "cent",
            "cents",
        ),
        *(
            "mille",
            "million",
            "millions",
            "milliard",
            "milliards",
            "dizaine",
            "centaine",
            "millier",
            "milliers",
        ),
        *("pas", "non", "aucun", "aucune", "jamais", "sans", "ni"),
    )
)
