"""What a headline is made of: the words of the event, and the frame that an outlet puts around them.

The frame (« EN DIRECT – », « VIDÉO. », « | Le Fanal ») is dropped to compare headlines and to print the best one
of a story; the words that stay are the outlet's own, in their own order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.french.normalise import fold, tokenise
from bot.french.tables import is_name
from bot.french.words import word_set
from bot.model import Source

# A headline shorter than this says too little, a longer one is a sentence; neither is chosen while another is there.
MIN_WORDS = 5
MAX_WORDS = 18

_DASH = "-–—|:.·•,"
_LABELS = (
    r"en direct|direct|le direct|en live|live|vid[ée]os?|en vid[ée]o|photos?|en images?|images?|diaporama|podcast|audio"
    r"|exclusif|exclu|exclusivit[ée]|alerte(?: info)?|info [\w’' -]{2,20}?|infographies?|carte|cartes|urgent|flash"
    r"|dernière minute|breaking|replay|en continu|avant/après|mise à jour|màj|actualisé"
)
_PREFIX = re.compile(rf"\s*[\[(]?(?:{_LABELS})[\])]?\s*(?:[{_DASH}!]+|(?<=[\])]))\s*", re.IGNORECASE)
_BARE_PREFIX = re.compile(r"\s*(?:EN DIRECT|DIRECT|VIDÉOS?|VIDEOS?|EXCLUSIF|PHOTOS?|LIVE)\s+(?=\S)")
_SUFFIX = re.compile(
    r"\s*(?:\((?:en )?(?:vid[ée]os?|photos?|direct|audio|images?|podcast|abonnés)\)|\[(?:vid[ée]os?|photos?|direct)\]"
    r"|[-–—|]\s*(?:vid[ée]os?|photos?|en images|podcast|direct))\s*$",
    re.IGNORECASE,
)
_OUTLET_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]{2,30})$")
_LIVE = re.compile(
    r"\ben direct\b|\blive\b|^\s*direct\b|\ben continu\b|\bminute par minute\b|\bheure par heure\b"
    r"|\b(?:suivez|revivez|suivre)\b",
    re.IGNORECASE,
)
_TEASERS = re.compile(
    r"\b(?:voici|découvrez|ce que l[’']on sait|ce qu[’']il faut (?:savoir|retenir)|incroyable|vous n[’']allez pas"
    r"|pourquoi|comment|que sait-on|on vous explique|les images|la raison|cette|ces \w+ qui|le détail qui"
    r"|tout savoir|quiz|test)\b",
    re.IGNORECASE,
)
_OPINION = word_set(
    "édito éditorial chronique tribune billet analyse opinion décryptage entretien interview reportage portrait"
)


def strip_frame(title: str, outlet: str = "") -> str:
    """The headline without labels before and after it, and without the outlet's name behind it.

    Never empty where the title holds a word: a headline that is all frame stays as it is.
    """
    kept, longer = title.strip(), ""
    while kept != longer:
        longer, kept = kept, _without_layer(kept, outlet)
    return kept


def _without_layer(title: str, outlet: str) -> str:
    """One label less on each side; the title itself where nothing would be left."""
    shorter = _SUFFIX.sub("", title)
    match = _PREFIX.match(shorter) or _BARE_PREFIX.match(shorter)
    shorter = shorter[match.end() :] if match else shorter
    tail = _OUTLET_SUFFIX.search(shorter)
    if tail and _names_outlet(tail.group(1), outlet):
        shorter = shorter[: tail.start()]
    return shorter if any(char.isalnum() for char in shorter) else title


def _names_outlet(tail: str, outlet: str) -> bool:
    return (bool(outlet) and fold(tail) in fold(outlet)) or tail.isupper()


def is_live_page(title: str) -> bool:
    """Whether the title announces a page that is written on as things happen (« EN DIRECT »)."""
    return bool(_LIVE.search(title))


def best_headline(sources: Sequence[Source]) -> Source:
    """The source whose title tells the story best: informative, no teaser, not shouting; the first on a tie.

    `sources` must hold at least one. Print `strip_frame(source.title, source.outlet)`.
    """
    return max(sources, key=lambda source: headline_merit(strip_frame(source.title, source.outlet)))


def headline_merit(title: str) -> float:
    """How well a title without its frame tells what happened; higher is better, for comparison only."""
    words = [token.text for token in tokenise(title)]
    letters = [char for char in title if char.isalpha()]
    merit = min(len(words), 12) / 12
    merit += 0.15 * min(2, sum(is_name(word.lower()) and not word.islower() for word in words))
    merit += 0.1 * any(word[0].isdigit() for word in words)
    merit -= 1.0 * (len(words) < MIN_WORDS) + 0.4 * (len(words) > MAX_WORDS)
    merit -= 0.8 * title.rstrip().endswith(("?", "…", "...", ":")) + 0.3 * ("!" in title)
    merit -= 0.6 * bool(_TEASERS.search(title)) + 0.5 * any(word.lower() in _OPINION for word in words[:2])
    merit -= 0.3 * title.lstrip().startswith(("«", '"', "“"))
    merit -= 1.0 * (len(letters) > 0 and sum(char.isupper() for char in letters) > 0.6 * len(letters))
    return merit
