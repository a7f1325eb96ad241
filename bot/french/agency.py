"""Which news agency wrote an article that a newspaper prints: copies of one agency are one origin."""

from __future__ import annotations

import re

# As agencies sign, and the name that readers know them by.
# As agencies sign, and the name that readers know them by. Case tells: « ap » is no agency.
_AGENCIES = {
    "Agence France-Presse": "AFP",
    "Agence France Presse": "AFP",
    "AFP": "AFP",
    "Reuters": "Reuters",
    "REUTERS": "Reuters",
    "Belga": "Belga",
    "BELGA": "Belga",
    "Keystone-ATS": "ATS",
    "ATS": "ATS",
    "ats": "ATS",
    "Associated Press": "AP",
    "AP": "AP",
    "APS": "APS",
    "La Presse canadienne": "La Presse canadienne",
    "La Presse Canadienne": "La Presse canadienne",
    "Bloomberg": "Bloomberg",
    "DPA": "DPA",
    "ANSA": "ANSA",
    "EFE": "EFE",
    "TASS": "Tass",
    "Tass": "Tass",
    "Xinhua": "Xinhua",
}
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_TOWN = r"[^\W\d_][\w’' .-]{1,40}?(?:/[^\W\d_][\w’' -]{1,30})?,?\s*"
_DATE = r"(?:(?:le\s+)?\d{1,2}(?:er)?\s+\w+\.?(?:\s+\d{4})?)?\s*"
# « PARIS, 12 mars 2026 (AFP) – », « (Belga) », « AFP – » before a text.
_DATELINE = re.compile(
    rf"\s*(?:(?:{_TOWN}{_DATE})?[(\[](?:[Aa]vec\s+)?({_NAMES})(?:[/,]\s*(?:{_NAMES}))*[)\]]\s*[-–—:.]*"
    rf"|({_NAMES})\s*[-–—:]+)\s+"
)
# « (AFP) », « (avec Reuters) », « Source : Belga » behind it.
_SIGNATURE = re.compile(
    rf"(?:[(\[]\s*(?:[Ss]ource\s*:\s*|[Aa]vec\s+|[Dd][’']après\s+|[Pp]ar\s+)?(?:l[’'])?({_NAMES})(?:\s+et\s+\w+)?\s*[)\]]"
    rf"|(?<!\w)(?:[Aa]vec|[Ss]ource\s*:|©|[Pp]ar)\s+(?:l[’'])?({_NAMES}))\s*[.!]?\s*$"
)
_AUTHOR = re.compile(rf"(?<![\w-])({_NAMES})(?![\w-])")
_REACH = 200  # characters: a signature is the last thing of a text


def agency(title: str, text: str, author: str = "") -> str:
    """The agency that the article is copied from, as readers know it, or "".

    By the author's name, a dateline before the text, or a signature behind title, text or its first paragraph. An
    agency that is merely quoted (« a dit à l’AFP ») makes no copy.
    """
    first, _, rest = text.partition("\n")
    endings = (title, first, rest[-_REACH:])
    found = _AUTHOR.search(author) or _DATELINE.match(text[:_REACH])
    for ending in endings:
        found = found or _SIGNATURE.search(ending[-_REACH:])
    return _AGENCIES[next(filter(None, found.groups()))] if found else ""


def after_dateline(text: str) -> str:
    """The text without the dateline of an agency before it."""
    match = _DATELINE.match(text[:_REACH])
    return text[match.end() :] if match else text


def before_signature(text: str) -> str:
    """The text without the signature of an agency behind it."""
    start = max(0, len(text) - _REACH)
    match = _SIGNATURE.search(text, start)
    return text[: match.start()].rstrip() if match else text
