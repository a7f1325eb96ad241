"""Bytes to text, whatever the publisher says they are.

What is declared is often wrong, and what is wrong shows as « Ã© » in a title. So evidence goes before declarations:
byte order mark; then text that *is* valid UTF-8 with accents in it (by chance that does not happen in French);
then the header's charset, the XML declaration's, and windows-1252. UTF-8 with some stray bytes of windows-1252
(an item pasted from elsewhere) is read as that mixture.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (  # the longer ones first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 2_048  # where a declaration must stand
_WIDE_SHARE = 0.8  # of a French document in UTF-16: letters below U+0100
_ASCII_HIGH = re.compile(rb"[\x80-\xff]")
# Python also knows codings that are no charsets ("rot13", "idna"). UTF-8 needs no declaration; and where no zeros are
# seen, a declared UTF-16 was left from another copy.
_CHARSETS = re.compile(r"iso|cp|mac|koi8|gb|big5|euc|shift_jis")
# Declared, these mean windows-1252 on the web (WHATWG Encoding Standard, section 4.2).
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})

# Text decoded once too often: a UTF-8 sequence, each byte shown as a character of windows-1252 or of Latin-1. The
# lead bytes are those of French letters, quotes and spaces. (Written as escapes: this is data, not words.)
_UNUSED_CP1252 = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_LAYERS = 3  # an export of an import of an export
_CP1252_BYTES = {
    bytes([value]).decode("cp1252"): value for value in range(0x80, 0xA0) if value not in _UNUSED_CP1252
}
_HIGH = r"\x80-\x9f\xa1-\xbf" + "".join(_CP1252_BYTES)
# A capital before a no-break space may end a word of another language, as in « IRM\xc3 » ».
_RUN = re.compile(rf"[\x80-\xff{''.join(_CP1252_BYTES)}]{{4,}}")
_LEADS = tuple(map(chr, (0xC2, 0xC3, 0xC5, 0xE2)))  # which all of it has, however often decoded
_MOJIBAKE = re.compile(rf"[\xc2\xc3\xc5][{_HIGH}]|(?<![A-Z])[\xc2\xc3]\xa0|\xe2[{_HIGH}\xa0]{{2}}")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a document; never fails: what cannot be read becomes U+FFFD."""
    for bom, encoding in _BOMS:
        if body.startswith(bom) and encoding != "utf-8":
            return body[len(bom) :].decode(encoding, "replace")
    body = body.removeprefix(codecs.BOM_UTF8)  # no proof: some programs put it before whatever they have
    wide = _without_bom(body)
    if wide:
        return body.decode(wide, "replace")
    declared = _declared(body, content_type)
    if declared.startswith("iso2022"):  # seven-bit codings look like valid UTF-8
        return body.decode(declared, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)


def repair_mojibake(text: str) -> str:
    """Mend « Ã©tÃ© » into « été », sequence by sequence; text that was right stays as it is."""
    if not any(lead in text for lead in _LEADS):
        return text
    return _MOJIBAKE.sub(_mend, _RUN.sub(_unwrap, text))


def _without_bom(body: bytes) -> str:
    """UTF-16 and UTF-32 documents without a mark betray themselves by the zeros around their first letters."""
    head = body[:4]
    if head == b"<\x00\x00\x00":
        return "utf-32-le"
    if head == b"\x00\x00\x00<":
        return "utf-32-be"
    start = body[:_HEAD_BYTES]
    even, odd = start[::2], start[1::2]
    if len(odd) > 1 and 0 not in even and odd.count(0) >= _WIDE_SHARE * len(odd):
        return "utf-16-le"
    return "utf-16-be" if len(even) > 1 and 0 not in odd and even.count(0) >= _WIDE_SHARE * len(even) else ""


def _declared(body: bytes, content_type: str) -> str:
    """The first declared encoding that exists and could have written these bytes, as Python names it; or ""."""
    head = body[:_HEAD_BYTES]
    names = [found[1] for found in [_HEADER.search(content_type)] if found]
    names += [found[1].decode("ascii") for found in (_DECLARATION.search(head), _META.search(head)) if found]
    for name in names:
        try:
            codec = codecs.lookup(name).name
        except LookupError:
            continue
        if _CHARSETS.match(codec):
            return codec
    return ""


def _not_utf8(body: bytes, declared: str) -> str:
    readable = body.decode("utf-8", "ignore")
    accents = sum(map(len, re.findall(r"[^\x00-\x7f]", readable)))
    stray = len(_ASCII_HIGH.findall(body)) - len(_ASCII_HIGH.findall(readable.encode()))
    if accents >= stray:  # mostly UTF-8: a few bytes pasted from elsewhere, or a cut character
        return body.decode("utf-8", _STRAY_BYTES)
    if declared and declared not in _LATIN:
        return body.decode(declared, "replace")
    return body.decode("cp1252", "replace")


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


_STRAY_BYTES = "vigie-stray-bytes"
codecs.register_error(_STRAY_BYTES, _stray_byte)


def _unwrap(found: re.Match[str]) -> str:
    """What a run spells that was decoded twice or three times too often; the run itself where it was not."""
    for run in (
        found[0],
        found[0].rstrip("\xa0"),
    ):  # a no-break space may stand behind it, or be part of an « à »
        text, layers = _inner(run)
        if layers > 1 and all(map(_is_french, text)):
            return text + found[0][len(run) :]
    return found[0]


def _inner(text: str) -> tuple[str, int]:
    """The text below, and how many layers down."""
    for layer in range(_LAYERS):
        try:
            text = bytes(map(_byte, text)).decode()
        except ValueError:  # no bytes, or no UTF-8
            return text, layer
    return text, _LAYERS


def _mend(found: re.Match[str]) -> str:
    """The one character that the sequence spells, where it is one that French text holds."""
    char = bytes(map(_byte, found[0])).decode("utf-8")
    return char if _is_french(char) else found[0]


def _byte(char: str) -> int:
    """The byte that was shown as this character; more than a byte where none was."""
    return _CP1252_BYTES.get(char, ord(char))


def _is_french(char: str) -> bool:
    # Up to the signs « № ™ »; of what lies beyond, « â » before two ellipses would be the first.
    return "\xa0" <= char <= "\u017f" or "\u2000" <= char <= "\u213f"
