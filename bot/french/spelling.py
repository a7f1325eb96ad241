"""Words that a reader may have meant: the nearest of those that the press does use.

Names are what people misspell, and they do it by ear (« Zelenski » for Zelensky, « Poutinne ») or by finger (letters
swapped, a neighbouring key). So what sounds alike costs less than what does not, and a word that the press never used
is compared with those that it did use, not with a dictionary. Accents, case and hyphens are no mistakes: words come
here folded.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.french.tables import document_frequency
from bot.model import Known

SHORTEST = 5  # letters: of shorter words too many are one letter from another
LONGEST = 30  # longer runs are no names, and comparing them costs with the square of their length
NEAR = 1.0  # for a short word: one letter, or two that sound alike
FAR = 2.0
LONG_WORD = 9  # letters, from which two mistakes still leave no doubt about the word
ALIKE = 0.5  # what one letter for another costs where they sound alike, or a letter that is not heard
FINGER = 0.8  # … where the keys are neighbours

# Letters that French readers write for one another in names, by ear.
_BY_EAR = frozenset(
    frozenset(pair) for pair in "iy ck cq kq sz cs sc gj vw bv uw eu dt mn ao oe ae xs yj kh ei".split()
)
_UNHEARD = frozenset("hestx")  # often silent: at the end, or behind another letter
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")  # as French keyboards have them
_NEIGHBOURS = frozenset(frozenset(row[place : place + 2]) for row in _ROWS for place in range(len(row) - 1))


def may_be_misspelt(folded: str) -> bool:
    """Whether a folded word that no article holds may be a mistake: letters alone, long enough, and no known word."""
    return (
        SHORTEST <= len(folded) <= LONGEST
        and folded.isascii()
        and folded.isalpha()
        and document_frequency(folded) == 0
    )


def first_letters(folded: str) -> tuple[str, ...]:
    """With which letters the words begin that are worth comparing: its own, what sounds alike, and two swapped.

    At most a handful, so that only a part of a vocabulary has to be read.
    """
    own = folded[0]
    alike = sorted(other for pair in _BY_EAR if own in pair for other in pair - {own})
    unheard = "h" if own in "aeiouy" else ""
    return tuple(dict.fromkeys([own, *alike, folded[1], *unheard]))


def lengths(folded: str) -> tuple[int, int]:
    """The shortest and the longest word that can be near enough; a letter that is not heard costs half."""
    reach = int(_limit(folded) / ALIKE)
    return len(folded) - reach, len(folded) + reach


def nearest(folded: str, words: Iterable[Known], most: int = 3) -> tuple[Known, ...]:
    """The words near enough to be meant, nearest first, of equals the one in more articles; the word itself apart.

    Only those as near as the nearest by half a letter: what is clearly farther was not meant.
    """
    limit = _limit(folded)
    found = [
        (distance, -each.articles, each)
        for each in words
        if each.word != folded and (distance := _distance(folded, each.word, limit)) <= limit
    ]
    found.sort(key=lambda one: (one[0], one[1], one[2].word))
    return tuple(each for distance, _, each in found[:most] if distance <= found[0][0] + ALIKE)


def _limit(folded: str) -> float:
    return FAR if len(folded) >= LONG_WORD else NEAR


def _distance(typed: str, word: str, limit: float) -> float:
    """Weighted edit distance with swaps of neighbours (optimal string alignment), given up above `limit`.

    Source: Damerau 1964, « A technique for computer detection and correction of spelling errors », with costs by
    ear and by key in the place of ones.
    """
    before: list[float] = []
    row = [0.0]
    for letter in word:
        row.append(row[-1] + _alone(letter, word, len(row) - 1))
    for place, letter in enumerate(typed):
        former, before, row = before, row, [row[0] + _alone(letter, typed, place)]
        for at, other in enumerate(word):
            best = min(
                before[at] + _instead(letter, other),
                before[at + 1] + _alone(letter, typed, place),
                row[at] + _alone(other, word, at),
            )
            if place and at and letter == word[at - 1] and typed[place - 1] == other:
                best = min(best, former[at - 1] + FINGER)
            row.append(best)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _instead(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    pair = frozenset((letter, other))
    return ALIKE if pair in _BY_EAR else FINGER if pair in _NEIGHBOURS else 1.0


def _alone(letter: str, word: str, place: int) -> float:
    """What a letter that only one of the two words has costs: little where it is doubled or not heard."""
    if place and word[place - 1] == letter:
        return ALIKE
    is_last = place == len(word) - 1
    unheard = letter == "h" or (letter in _UNHEARD and is_last)
    return ALIKE if place and unheard else 1.0
