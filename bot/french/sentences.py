"""Cuts French press text into sentences.

First stage of a summary. Rules of its own, because none of the general splitters knows both « quotes that hold
several sentences » and the abbreviations of the press. A closed quotation or parenthesis is never cut inside, up
to a length; a full stop after an abbreviation or an initial ends a sentence only where what follows says so.
Paragraphs glued without a space (« américains.Au ») are parted. Accepted gap: sentences that start with a
lower-case letter stay with the one before.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from bot.french.words import word_set

# A quotation longer than this is cut like ordinary text: its closing mark may well belong to another one.
MAX_SHIELDED_CHARS = 450

# A parenthesis that stands alone and is as short as « (Avec AFP.) » is a credit, kept with what follows.
MAX_CREDIT_WORDS = 3

# Open marks remembered at once: nesting in print stops at three, and the bound keeps the scan linear.
MAX_OPEN_MARKS = 8

# How far the neighbourhood of a full stop is looked at: longer than any word that decides.
REACH_CHARS = 40

# From this share of lines that start in lower case, the text was wrapped by hand: a line break is a space.
WRAPPED_SHARE = 0.3

# Never the last word before a capital: titles, first names, streets, « cf. », « éd. ».
_TITLES = word_set(
    "m mm mme mmes mlle mlles mgr dr drs pr prof me gal gén cdt cne lt sgt cpl adj vve st ste sts mt ft cf bd bld boul"
    " av ap apr env hab éd trad dir vs ph th chr sén dép ing arch"
)
# The same, but words of their own in lower case (« pour vol. », « au col. »).
_CAPITAL_TITLES = word_set("Mes Col Cap Ch Cl Fr Gl Ed Alex Hon Rev Gen Sen Amb Br Jr")
# Not the last word before a number: « p. 12 », « art. 49 », « oct. 2020 », « 14 h. 30 ».
_COUNTED = word_set(
    "p pp art al chap vol fig n no nos num tél t éd ed h §"
    " janv jan févr fév avr juil juill sept oct nov déc lot col ligne parag max min env"
)
_STARTERS = word_set(
    "les un une ce cet cette ces il elle ils elles on nous vous je tu et mais ou or car donc ni en dans à a au aux"
    " par pour sur sous avec sans selon après avant depuis pendant lors lorsque quand si comme puis ainsi alors aussi"
    " cependant pourtant toutefois enfin ensuite malgré outre parmi plusieurs quelques chaque tous toutes tout toute"
    " aucun aucune mon ma mes son sa ses notre nos votre vos leur leurs qui que quoi où dont pourquoi comment combien"
    " quel quelle quels quelles interrogé interrogée hier aujourd demain lundi mardi mercredi jeudi vendredi samedi"
    " dimanche jamais rien personne certains certaines beaucoup trop plus moins très face contre entre vers chez"
    " l c j n s qu y bref celui celle ceux celles deux trois quatre cinq"
)
# Also particles of family names, so that after an initial they prove nothing: « N. Le Pen ».
_PARTICLES = word_set("le la de du des d")
# After these a single letter is a label, not an initial: « le plan B. Le gouvernement… ».
_LETTERED = word_set(
    "plan hépatite hépatites catégorie catégories groupe vitamine type série classe option étape annexe lettre point"
    " zone ligue bloc division formule grippe bac niveau porte hall salle terminal bâtiment ligne rer virus influenza"
    " phase poule section colonne facteur planète monsieur madame m mme me génération malcolm article"
)
_NAMED_WITH_MARK = frozenset({"yahoo", "jeopardy", "joomla"})

_ENDS = re.compile(r"[.!?…]++")
_SPACE = re.compile(r"\s*+")
_OPENERS = re.compile(r"[«“\"(\[–—•▪→*\s-]*+")
_MARKS = re.compile(r"[«»“”\"()\[\]]")
_WORD_BEFORE = re.compile(r"(?:([^\W_]+)[.]?[\s’'(«“\"]+)?([\w°§.-]+)$")
_WORD = re.compile(r"\w+")
_LINE_BREAK = re.compile(r"\n\s*+")
_ACRONYM = re.compile(r"(?:[^\W\d_][.])+[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]h?[.]-?)*[^\W\d_]")
_GLUED_NEXT = re.compile(r"[«“\"]?\s?[^\W\d_]['’ \w]|[-–—]\s+\w")
_ADDRESS = re.compile(r"www|://|@")
_ROMAN = re.compile(r"[IVX]+")
_LABEL_NUMBER = re.compile(
    r"\W*(?:(?:article|chapitre|titre)\s)?(?:\d{1,3}|[IVX]{1,5}|[a-zA-Z])\W*", re.IGNORECASE
)
# « art. L. 121-1 » of a code.
_OF_A_CODE = re.compile(r"[ADLR]\W{0,2}\d")
_CLOSED_BY = {"»": "«", "”": "“", ")": "(", "]": "["}
_NOT_A_START = frozenset(",;:!?.…%)]»”")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, each stripped and verbatim.

    Every character that is not white space stands in exactly one sentence. Empty text gives none; a paragraph
    without punctuation is one sentence. Linear in the length of the text.
    """
    return tuple(sentence for paragraph in _paragraphs(text) for sentence in _split_paragraph(paragraph))


def _paragraphs(text: str) -> Iterator[str]:
    """Lines of their own, but for lines that a hand-wrapped text or a lower-case start joins again."""
    breaks = list(_LINE_BREAK.finditer(text))
    runs_on = [match.end() < len(text) and text[match.end()].islower() for match in breaks]
    wrapped = sum(runs_on) > WRAPPED_SHARE * len(breaks)
    start = 0
    for match, runs in zip(breaks, runs_on, strict=True):
        if runs or (wrapped and match.group().count("\n") == 1):
            continue
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _split_paragraph(text: str) -> Iterator[str]:
    marks = _pair_marks(text)
    start = 0
    for match in _ENDS.finditer(text):
        place = _Place.after(text, start, match, marks)
        if place is not None and _is_boundary(place):
            yield text[start : place.end].strip()
            start = place.end
    if rest := text[start:].strip():
        yield rest


@dataclass(frozen=True, slots=True)
class _Marks:
    """What quotation marks and brackets enclose: where each closing one was opened, and what they shield."""

    opened_at: dict[int, int]
    shield: bytearray  # 1 for each character inside a closed pair


def _pair_marks(text: str) -> _Marks:
    open_marks: deque[tuple[str, int]] = deque(maxlen=MAX_OPEN_MARKS)
    marks = _Marks({}, bytearray(len(text)))
    for match in _MARKS.finditer(text):
        mark, place = match.group(), match.start()
        opener = _CLOSED_BY.get(mark, "")
        if mark == '"':
            is_open = any(kind == '"' for kind, _ in open_marks)
            opener = '"' if _closes(text, place, is_open) else ""
        if not opener:
            open_marks.append((mark, place))
            continue
        if all(kind != opener for kind, _ in open_marks):
            continue
        while (last := open_marks.pop())[0] != opener:
            pass
        marks.opened_at[place] = last[1]
        if place - last[1] <= MAX_SHIELDED_CHARS:
            marks.shield[last[1] + 1 : place] = b"\1" * (place - last[1] - 1)
    return marks


def _closes(text: str, place: int, is_open: bool) -> bool:
    """Whether a straight quotation mark closes: by turns, unless the spaces around it plainly say otherwise."""
    space_before = place == 0 or text[place - 1] in " \u00a0\u202f(’'"
    space_after = place + 1 == len(text) or text[place + 1] in " \u00a0\u202f,.;:)!?…"
    if space_before != space_after:
        return space_after
    return is_open


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of stops with what stands around it: all that decides whether a sentence ends there."""

    text: str
    start: int  # of the sentence
    stops: str
    stops_at: int
    end: int  # after the stops and the marks that close behind them
    next_at: int  # first character after white space
    closer: str  # last of those marks, or ""
    opened_at: int  # where that mark was opened, -1 unknown

    @classmethod
    def after(cls, text: str, start: int, match: re.Match[str], marks: _Marks) -> _Place | None:
        """None where nothing follows, or where what follows is still inside a quotation or bracket."""
        end, closer_at = match.end(), -1
        while True:
            next_at = _end_of_space(text, end)
            if next_at == len(text):
                return None
            if text[next_at] not in _CLOSED_BY and not (text[next_at] == '"' and next_at in marks.opened_at):
                break
            end, closer_at = next_at + 1, next_at
        if marks.shield[next_at]:
            return None
        closer = text[closer_at] if closer_at >= 0 else ""
        opened_at = marks.opened_at.get(closer_at, -1)
        return cls(text, start, match.group(), match.start(), end, next_at, closer, opened_at)

    @property
    def ahead(self) -> str:
        return self.text[self.next_at : self.next_at + REACH_CHARS]

    @property
    def behind(self) -> str:
        return self.text[max(self.start, self.stops_at - REACH_CHARS) : self.stops_at]


def _end_of_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    assert match is not None
    return match.end()


def _is_boundary(place: _Place) -> bool:
    if not _can_start(place.ahead) or not _holds_words(place):
        return False
    if place.closer in (")", "]") and not _stands_alone(place):
        return False
    if place.next_at == place.end and not _is_glued(place):
        return False
    if place.closer:
        return True
    if place.stops == ".":
        return _full_stop_ends(place)
    return not _belongs_to_a_name(place)


def _can_start(ahead: str) -> bool:
    """Whether a sentence may start so: not in lower case (« iPhone » apart), not with closing punctuation."""
    if ahead[0] in _NOT_A_START:
        return False
    match = _OPENERS.match(ahead)
    assert match is not None
    first = ahead[match.end() : match.end() + 2]
    return bool(first) and (not first[0].islower() or first[1:].isupper())


def _holds_words(place: _Place) -> bool:
    """Whether the sentence so far says anything: not only dots, not only the number of a list."""
    if place.stops_at - place.start > REACH_CHARS:
        return True
    so_far = place.text[place.start : place.stops_at]
    return bool(_WORD.search(so_far)) and not (place.stops == "." and _LABEL_NUMBER.fullmatch(so_far))


def _stands_alone(place: _Place) -> bool:
    """Whether a bracket that ends in a stop is a sentence: « (Il avait 12 ans.) », not « (2e s.) » nor « [...] »."""
    if place.opened_at < 0:
        return True
    is_first = not place.text[place.start : place.opened_at].strip()
    return is_first and place.text[place.opened_at : place.stops_at].count(" ") >= MAX_CREDIT_WORDS


def _is_glued(place: _Place) -> bool:
    """Whether two paragraphs were glued here (« américains.Au »); addresses and initials were not."""
    ahead, behind = place.ahead, place.behind
    if not _GLUED_NEXT.match(ahead) or _ADDRESS.search(behind.rpartition(" ")[2] + ahead.partition(" ")[0]):
        return False
    return bool(place.closer) or not behind[-1:].isupper() or behind[-2:].isupper()


def _full_stop_ends(place: _Place) -> bool:
    match = _WORD_BEFORE.search(place.behind)
    if match is None:
        return True
    before, word = match.group(1) or "", match.group(2)
    ahead = place.ahead.lstrip('«“"([–—•- \u00a0\u202f')
    following = _WORD.match(ahead)
    name = following.group() if following else ""
    if word.lower() in _TITLES or word in _CAPITAL_TITLES:
        return False
    if word.lower() in _COUNTED and (name[:1].isdigit() or _ROMAN.fullmatch(name) or _OF_A_CODE.match(ahead)):
        return False
    if _INITIALS.fullmatch(word) and word[0].isupper():
        return _letters_end(word, before, name)
    return True


def _letters_end(word: str, before: str, name: str) -> bool:
    """Whether a sentence ends after letters and dots: initials, a label (« plan B »), an acronym, « J.-C. »."""
    start = name.lower()
    if before.lower() in _LETTERED or (word == "J.-C" and before.lower() in ("av", "ap", "apr")):
        return True
    if "-" in word:
        return False
    if start in _STARTERS:
        return True
    if _ACRONYM.fullmatch(word) and word.count(".") > 1:
        return True
    return start in _PARTICLES and bool(_ACRONYM.fullmatch(word) or (before[:1].isupper() and word in "IVX"))


def _belongs_to_a_name(place: _Place) -> bool:
    """« Yahoo! Japon »: the mark is part of the name, unless a sentence plainly starts after it."""
    match = _WORD_BEFORE.search(place.behind)
    following = _WORD.match(place.ahead)
    if place.stops != "!" or match is None or match.group(2).lower() not in _NAMED_WITH_MARK:
        return False
    return following is None or following.group().lower() not in _STARTERS | _PARTICLES
