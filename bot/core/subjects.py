"""Today's most reported subjects, a word each, for whoever does not know yet what to type.

The word is the one that most outlets put into their titles of the story and that says most: a name before a noun,
a rare word before a common one, and never a word that a reader would not follow by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.french.clockwords import DAY_NUMBERS, MONTH_NUMBERS
from bot.french.headline import strip_frame
from bot.french.normalise import APOSTROPHES, HYPHENS, fold
from bot.french.tables import document_count, document_frequency, is_name, rarity
from bot.french.words import word_set
from bot.model import Story

MAX_CHARS = 24  # of a word on a button, three of which share a row on a phone
MIN_CHARS = 4  # shorter words are followed only where they are acronyms: « UE », « ONU »
MAX_FREQUENCY_SHARE = 0.04  # a noun in more than one article in 25 is no subject: « président », « ministre »
MAX_NAME_SHARE = 0.10  # nor is a name in one of ten: « France », « Paris »
NAME_MERIT = 1.6  # people follow names, and what has a compound of its own: « cessez-le-feu »
MAX_RARITY = 7.0  # beyond, it is a misprint as often as a rare name
LEAST_SHARE, MOST_SHARE = 0.1, 0.7  # of a topic’s stories that a word must hold to part them
MIN_STORIES = 2
MIN_OUTLETS = 2  # that use a word before it counts as the story's own, not as one outlet's wording

_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(HYPHENS)}][^\W_]+)*")
_BEFORE_NOUN = word_set(
    "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs sur en entre contre pour sans avec"
)
_NEVER = word_set(
    "direct live video videos photos podcast edito analyse entretien reportage selon apres avant pourquoi comment"
    " ans mort morts blesse blesses premier premiere nouveau nouvelle nouvelles nouveaux monsieur madame aujourd hui"
    " nord sud ouest nord-est nord-ouest sud-est sud-ouest centre-est mi-journee week-end meteo horoscope"
)
# How titles begin that serve and tell no news: nobody follows the wind of one day.
_SERVICE = word_set("meteo horoscope loto tirage programme mots-croises sudoku")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a title that a reader could follow."""

    text: str
    is_name: bool


def subjects(stories: Sequence[Story], count: int) -> tuple[str, ...]:
    """At most `count` distinct words, one a story, in the order of the stories, written as in the titles."""
    outlets = {word for story in stories for member in story.entries for word in _folded(member.entry.outlet)}
    found: dict[str, str] = {}
    for story in stories:
        word = _subject(story, outlets | found.keys())
        if word:
            found[fold(word)] = word
        if len(found) == count:
            break
    return tuple(found.values())[:count]


def _subject(story: Story, taken: set[str]) -> str | None:
    titles = [(m.entry.outlet, strip_frame(m.entry.title, m.entry.outlet)) for m in story.entries]
    if any(_first_word(title) in _SERVICE for _, title in titles):
        return None
    merits: dict[str, float] = {}
    forms: dict[str, Counter[str]] = {}
    for _, title in titles:
        for word in _candidates(title):
            key = fold(word.text)
            if key not in taken and not taken & set(_folded(word.text)):
                forms.setdefault(key, Counter())[word.text] += 1
                merits[key] = max(merits.get(key, 0.0), _merit(key, word))
    outlets = {key: len({outlet for outlet, title in titles if key in _words(title)}) for key in merits}
    best = max(
        merits,
        key=lambda key: (outlets[key] >= MIN_OUTLETS, outlets[key] * merits[key], len(key), key),
        default=None,
    )
    return None if best is None else forms[best].most_common(1)[0][0]


def _first_word(title: str) -> str:
    found = _WORD.search(title)
    return fold(found.group()) if found else ""


def _words(title: str) -> set[str]:
    return {fold(match.group()) for match in _WORD.finditer(title)}


def _merit(key: str, word: _Word) -> float:
    rare = min(rarity(key), MAX_RARITY)
    return rare * NAME_MERIT if word.is_name or "-" in word.text else rare


def _candidates(title: str) -> Iterator[_Word]:
    """Names and nouns of a title; of a person only the family name, which stands last."""
    shouts = title.isupper()
    found = list(_WORD.finditer(title))
    for place, match in enumerate(found):
        text, before = match.group(), found[place - 1].group() if place else ""
        follows = found[place + 1].group() if place + 1 < len(found) else ""
        tied = follows and title[match.end() : match.end() + 1] == " " and follows[:1].isupper()
        name = _is_name(text, capital_says=bool(place) and not shouts)
        if name and tied and not shouts and _is_name(follows, capital_says=True):
            continue
        noun = (
            fold(before) in _BEFORE_NOUN or title[: match.start()].endswith(tuple(APOSTROPHES)) or "-" in text
        )
        if not name and not (noun and text[:1].islower()):
            continue
        if _can_be_followed(text, MAX_NAME_SHARE if name else MAX_FREQUENCY_SHARE):
            yield _Word(text, name)


def _is_name(text: str, *, capital_says: bool) -> bool:
    parts = re.split(rf"[{re.escape(HYPHENS)}]", text.lower())
    known = all(is_name(part) for part in parts)
    is_acronym = capital_says and len(text) > 1 and text.isupper()
    is_new = capital_says and document_frequency(fold(text)) == 0
    return text[:1].isupper() and (known or is_acronym or is_new)


def _can_be_followed(text: str, max_share: float) -> bool:
    folded = fold(text)
    is_acronym = text.isupper() and 2 <= len(text) < MIN_CHARS
    return (
        (MIN_CHARS <= len(text) <= MAX_CHARS or is_acronym)
        and not any(char.isdigit() for char in text)
        and folded not in _NEVER
        and folded not in DAY_NUMBERS
        and folded not in MONTH_NUMBERS
        and document_frequency(folded) <= max_share * document_count()
    )


def _folded(text: str) -> list[str]:
    return [fold(word) for word in re.findall(r"[^\W_]{3,}", text)]


def narrowing(stories: Sequence[Story], taken: Iterable[str], count: int) -> tuple[str, ...]:
    """At most `count` words that would part these stories best: each in a fair share of their titles, not in most.

    `taken` are words that the query has already, as written; the best first.
    """
    left_out = {part for word in taken for part in (fold(word), *_folded(word))}
    left_out |= {
        word for story in stories for member in story.entries for word in _folded(member.entry.outlet)
    }
    held: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for story in stories:
        words = {fold(w.text): w.text for m in story.entries for w in _candidates(m.entry.title)}
        held.update(words.keys())
        for key, text in words.items():
            forms.setdefault(key, Counter())[text] += 1
    fair = [
        key
        for key, stories_held in held.items()
        if LEAST_SHARE <= stories_held / len(stories) <= MOST_SHARE
        and stories_held >= MIN_STORIES
        and key not in left_out
        and not left_out & set(_folded(key))
    ]
    fair.sort(key=lambda key: (-held[key], -rarity(key), key))
    return tuple(forms[key].most_common(1)[0][0] for key in fair[:count])
