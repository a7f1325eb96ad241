"""A story told in a few sentences of the press, from the outlets that tell it best.

Every sentence is verbatim and attributed. Taken in turn: the one that says most of what all the outlets together
hold important and that answers the reader's query, then those that add to it, as long as the cap allows. Sentences
that repeat the headline or one another are passed over; where outlets disagree about a figure, both are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.french.agency import after_dateline
from bot.french.headline import headline_merit
from bot.french.importance import Outline
from bot.french.leaning import leans
from bot.french.novelty import new_sentence
from bot.french.sentences import split_sentences
from bot.french.similarity import content, covered, figures
from bot.french.standfirst import cleaned, standfirst
from bot.model import Quote

# More tellings than this say nothing more; the bound keeps a story of a hundred articles cheap.
MAX_TELLINGS = 8
MAX_SENTENCES_EACH = 6
MIN_CHARS = 25

# Worth of a sentence is about 0.2 to 0.6: what is added to it or taken from it.
STANDFIRST_BONUS = 0.15  # written by a journalist to tell the article
LATER_COST = 0.02  # for each place later in its own text
LEANING_COST = 0.5  # only where nothing else is left
AGREEMENT_SHARE = 0.2  # of how much of it the other outlets say too
WANTED_BONUS = 1.0  # above all else
OTHER_OUTLET_BONUS = 0.15  # two voices are worth more than one
NEWS_BONUS = 2.0  # above that, in a follow-up: the sentence that tells what is new
DISPUTED_BONUS = 0.15  # a figure that another outlet gives otherwise, and that both can be shown
DISPUTE_BONUS = 1.5  # that other figure, once the first is shown
# A sentence this much of which was said already repeats it.
REPEATS = 0.7
REPEATS_HEADLINE = 0.75
# The least of a cut sentence that is worth printing.
MIN_CUT_CHARS = 40

_CLAUSE = re.compile(r"(?=[,;:]\s|\s[–—-]\s|\s\()")


@dataclass(frozen=True, slots=True)
class Telling:
    """One outlet's article about the story, as plain text; paragraphs of `body` on lines of their own."""

    outlet: str
    url: str
    title: str
    extract: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    telling: Telling
    place: int  # in its own text
    is_standfirst: bool
    content: Mapping[str, float]
    figures: Mapping[str, str]


def summarise_story(
    tellings: Sequence[Telling],
    wanted: Callable[[str], bool],
    max_chars: int = 280,
    max_sentences: int = 2,
    headline: str = "",
    earlier: Sequence[str] = (),
) -> tuple[Quote, ...]:
    """The story in at most `max_sentences` sentences of together at most `max_chars`, best first.

    Of the sentences that fit the best are taken; when none fits, the best is cut at a clause and closed with « … ».
    Where outlets count one thing differently and a sentence of each fits, both are given. `earlier` are the texts that
    the reader has been told: the first sentence is then one that says what they do not, where there is one.
    `()` where nobody says more than the headline (by default the most informative title).
    """
    told = tellings[:MAX_TELLINGS]
    title = headline or max((telling.title for telling in told), key=headline_merit, default="")
    said = content(title)
    candidates = [one for one in _candidates(told) if covered(one.content, said) < REPEATS_HEADLINE]
    if not candidates:
        return ()
    merits = _merits(candidates, title, wanted)
    if earlier:
        news = {new_sentence(_text(telling), earlier) for telling in told}
        told_news = zip(merits, candidates, strict=True)
        merits = tuple(merit + NEWS_BONUS * (one.text in news) for merit, one in told_news)
    chosen = _take(candidates, merits, max_chars, max_sentences)
    if chosen:
        return tuple(_quote(candidates[place]) for place in chosen)
    best = max(range(len(candidates)), key=lambda place: merits[place])
    return _cut(candidates[best], max_chars)


def _candidates(tellings: Sequence[Telling]) -> list[_Candidate]:
    found = []
    for telling in tellings:
        lead = standfirst(telling.extract, telling.title)
        text = lead or _best_text(telling)
        for place, sentence in enumerate(split_sentences(text)[:MAX_SENTENCES_EACH]):
            if len(sentence) >= MIN_CHARS and "\n" not in sentence and _is_balanced(sentence):
                said, counted = content(sentence), figures(sentence)
                found.append(_Candidate(sentence, telling, place, bool(lead), said, counted))
    return found


def _text(telling: Telling) -> str:
    return standfirst(telling.extract, telling.title) or _best_text(telling)


def _best_text(telling: Telling) -> str:
    """The body where there is one; else whole sentences of an extract that is no standfirst."""
    if telling.body.strip():
        return after_dateline(telling.body.strip())
    text, is_cut = cleaned(telling.extract, telling.title)
    if not is_cut:
        return text
    *whole, last = split_sentences(text) or ("",)
    return text[: text.rindex(last)] if whole else ""


def _is_balanced(sentence: str) -> bool:
    """Whether no quotation opens without closing, or the other way round."""
    same = sentence.count("«") == sentence.count("»") and sentence.count("“") == sentence.count("”")
    return same and sentence.count('"') % 2 == 0 and sentence.count("(") == sentence.count(")")


def _merits(candidates: Sequence[_Candidate], title: str, wanted: Callable[[str], bool]) -> tuple[float, ...]:
    outline = Outline([candidate.text for candidate in candidates], title)
    return tuple(
        outline.worth((place,))
        + AGREEMENT_SHARE * _agreement(candidate, candidates)
        + STANDFIRST_BONUS * candidate.is_standfirst
        - LATER_COST * candidate.place
        - LEANING_COST * (leans(candidate.text) and candidate.place > 0)
        + WANTED_BONUS * wanted(candidate.text)
        for place, candidate in enumerate(candidates)
    )


def _agreement(candidate: _Candidate, candidates: Sequence[_Candidate]) -> float:
    """How much of the sentence other outlets say too, on average; 0.0 where there is none."""
    others: dict[str, dict[str, float]] = {}
    for other in candidates:
        if other.telling.outlet != candidate.telling.outlet:
            others.setdefault(other.telling.outlet, {}).update(other.content)
    shares = [covered(candidate.content, whole) for whole in others.values()]
    return sum(shares) / len(shares) if shares else 0.0


def _take(
    candidates: Sequence[_Candidate], merits: Sequence[float], max_chars: int, max_sentences: int
) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < max_sentences:
        left = max_chars - sum(len(candidates[place].text) for place in chosen)
        taken = [candidates[place] for place in chosen]
        open_places = [
            place
            for place, candidate in enumerate(candidates)
            if place not in chosen and len(candidate.text) <= left and _adds(candidate, taken)
        ]
        if not open_places:
            break
        is_last = len(chosen) + 1 == max_sentences
        rivals = () if taken or is_last else [candidates[place] for place in open_places]
        worth = {
            place: merits[place]
            + _variety(candidates[place], taken)
            + DISPUTED_BONUS * _is_disputed(candidates[place], rivals, left)
            for place in open_places
        }
        chosen.append(max(open_places, key=lambda place: worth[place]))
    return chosen


def _is_disputed(candidate: _Candidate, rivals: Sequence[_Candidate], max_chars: int) -> bool:
    """Whether another outlet counts otherwise what this sentence counts, and a sentence of each fits."""
    room = max_chars - len(candidate.text)
    return any(len(rival.text) <= room and _dispute(candidate, [rival]) > 0 for rival in rivals)


def _adds(candidate: _Candidate, taken: Sequence[_Candidate]) -> bool:
    """Whether the sentence says something new, or another figure."""
    if not taken:
        return True
    if leans(candidate.text) and candidate.place > 0:
        return any(one.telling == candidate.telling and one.place == candidate.place - 1 for one in taken)
    if _dispute(candidate, taken):
        return True
    said = {word: weight for one in taken for word, weight in one.content.items()}
    return covered(candidate.content, said) < REPEATS


def _variety(candidate: _Candidate, taken: Sequence[_Candidate]) -> float:
    """What the sentence is worth more for coming from elsewhere than those taken."""
    is_other = all(one.telling.outlet != candidate.telling.outlet for one in taken)
    return OTHER_OUTLET_BONUS * (bool(taken) and is_other) + _dispute(candidate, taken)


def _dispute(candidate: _Candidate, taken: Sequence[_Candidate]) -> float:
    """Bonus where the sentence counts differently what another outlet's sentence counts."""
    counted = candidate.figures
    for one in taken:
        if one.telling.outlet != candidate.telling.outlet:
            past = one.figures
            if any(what in past and past[what] != number for what, number in counted.items()):
                return DISPUTE_BONUS
    return 0.0


def _quote(candidate: _Candidate) -> Quote:
    return Quote(candidate.text, candidate.telling.outlet, candidate.telling.url)


def _cut(candidate: _Candidate, max_chars: int) -> tuple[Quote, ...]:
    """The beginning of a sentence up to a clause that fits, else up to a word; none where hardly anything fits."""
    room = max_chars - 1
    ends = [
        match.start() for match in _CLAUSE.finditer(candidate.text, 0, max_chars + 1) if match.start() <= room
    ]
    end = max((end for end in ends if end >= MIN_CUT_CHARS), default=candidate.text.rfind(" ", 0, room + 1))
    kept = candidate.text[: max(end, 0)].rstrip(" ,;:–—-\u00a0\u202f")
    if len(kept) < MIN_CUT_CHARS:
        return ()
    return (Quote(kept + "…", candidate.telling.outlet, candidate.telling.url, cut=True),)
