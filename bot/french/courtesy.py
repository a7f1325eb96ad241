"""Small talk: what people say to a bot that is not a subject of the news."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.french.clockwords import fold
from bot.french.words import word_set
from bot.results import Courtesy

_THANKS = word_set(
    "merci mercii thanks thank thx cimer super parfait genial excellent top bravo cool formidable impeccable nickel"
    " great perfect ok okay d'accord dac compris entendu"
)
_HELLO = word_set("bonjour bonsoir salut coucou hello hi hey yo slt bjr bsr allo revoir bye")
_STOP = word_set("stop arrete arretez arreter stopper stoppe basta assez tais unsubscribe quit")
_HELP = word_set("aide help menu commandes commande commands")
_ANSWERS = word_set("oui ouais non nan yes yep no nope rien nothing")  # to a question whose buttons answer it
# Said around the others, and meaning nothing by themselves.
_AROUND = word_set(
    "a beaucoup bien tout tous toute toutes le la les monde de vous vous-meme toi tu ca va comment allez-vous vas-tu"
    " oui non yes no mille fois et au pour oui non yes no c'est est tres c ton votre service aide infos"
    " you so much very the there bot vigie please"
    " s'il te plait stp svp moi vas journee bonne soiree reponse maintenant d'ecrire now that's it's"
)
# What asks what the bot can do, whole: each of its words may be a subject elsewhere.
_ASKS_WHAT = re.compile(
    r"a l'aide|aidez?[ -]moi|aide|mode d'emploi|help(?: me)?|what can you do|how does (?:it|this) work"
    r"|comment (?:ca (?:marche|fonctionne)|(?:tu|vous) (?:marche[sz]|fonctionne[sz])|t'utiliser|vous utiliser)"
    r"|qui (?:es-tu|etes-vous|est-ce)|tu es qui|vous etes qui|who are you|c'est quoi(?: ce bot)?"
    r"|(?:qu'est-ce que|que) (?:tu|vous) (?:sais|savez|peux|pouvez|fais|faites)(?: faire)?"
    r"|que (?:sais-tu|savez-vous|peux-tu|pouvez-vous|fais-tu|faites-vous)(?: faire)?"
    r"|(?:tu|vous) (?:sers|servez) a quoi|a quoi (?:sers-tu|servez-vous|tu sers|vous servez)"
)
# A greeting, whole: « Le Monde » shows why words of _AROUND alone are none.
_ASKS_HOW = re.compile(
    r"(?:comment )?ca va(?: bien)?|comment (?:allez-vous|vas-tu|tu vas|vous allez)|how are you(?: doing)?"
)
_LONGEST = 8  # words: whoever says more may be asking for something

_WORD = re.compile(r"[^\W_](?:[\w'-]*[^\W_])?")
_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“"}
_MAX_TOPICS = 5  # that one message proposes


def courtesy(text: str) -> Courtesy | None:
    """What kind of small talk the whole text is; None where a word of it may be a subject.

    UNREADABLE where it has no letter or digit at all: emoji, punctuation, nothing.
    """
    words = _WORD.findall(fold(text))
    if not words:
        return Courtesy.UNREADABLE
    if _ASKS_WHAT.fullmatch(" ".join(words)):
        return Courtesy.HELP
    if _ASKS_HOW.fullmatch(" ".join(words)):
        return Courtesy.HELLO
    for kind, said in ((Courtesy.HELP, _HELP), (Courtesy.ANSWER, _ANSWERS)):
        if all(word in said for word in words):
            return kind
    if len(words) > _LONGEST or not all(word in _SMALL_TALK for word in words):
        return None
    for kind, said in ((Courtesy.STOP, _STOP), (Courtesy.THANKS, _THANKS), (Courtesy.HELLO, _HELLO)):
        if any(word in said for word in words):
            return kind
    return None


_SMALL_TALK = _THANKS | _HELLO | _STOP | _AROUND


def split_topics(text: str) -> tuple[str, ...]:
    """The subjects that commas and line ends part; a comma inside quotes, parentheses or a figure parts nothing.

    Empty parts and repetitions are dropped, and what comes after the fifth; a text without a comma is one subject.
    """
    parts = (" ".join(part.split()) for part in _parts(text))
    first = dict.fromkeys(part for part in parts if _WORD.search(part))
    return tuple(first)[:_MAX_TOPICS] or (" ".join(text.split()),)


def _parts(text: str) -> Iterator[str]:
    start = depth = 0
    closing = ""
    for place, char in enumerate(text):
        if closing:
            closing = "" if char == closing else closing
        elif char in _QUOTES and _QUOTES[char] in text[place + 1 :]:
            closing = _QUOTES[char]
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char in ",;\n" and depth <= 0 and not text[place - 1 : place + 2 : 2].isdigit():
            yield text[start:place]
            start = place + 1
    yield text[start:]
