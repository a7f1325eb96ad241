"""Markup to plain text, in one pass over the characters.

Feeds carry HTML of every age, cut anywhere, escaped once, twice or not at all. A browser's parser would be slower
and no wiser: here tags end words or lines, scripts and styles go with what they hold, and entities become
characters. Time grows with the length of the text alone, also for text made to hurt.
"""

from __future__ import annotations

import html
import re

from bot.core.charset import repair_mojibake

_BLOCK_NAMES = (
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACED = frozenset({"td", "th"})  # cells of a row stay on its line, apart
_MARKS = {**dict.fromkeys(_BLOCKS, "\n"), **dict.fromkeys(_SPACED, " ")}  # that stand for tags
# What these hold is never text of the article.
_HIDDEN_NAMES = (
    "applet audio button canvas head iframe math noscript object script select style svg template textarea title "
    "video"
)
_HIDDEN = frozenset(_HIDDEN_NAMES.split())
_PLAIN_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>"
)  # nearly every tag
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]*)")
# Beyond these a quote was never closed, and the tag's first `>` ends it.
_MAX_TAG_CHARS = 4_000
_MAX_QUOTED_ENDS = 8
_ENTITY_LEFT = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")
_TAG_LEFT = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|a|div|span|img|ul|ol|li|h[1-6]|blockquote|figure)(?:\s[^<>]*)?/?>", re.I
)
_UNESCAPES = 3  # escaped twice is common, three times has been seen
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # could turn a line around in a reader's chat
_LINE_SPACE = re.compile(r"[ \t\r\x0b\f\x85\u2028\u2029]+")
_LINE_ENDS = re.compile(r"[\r\n]+")
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n")  # how paragraphs end where there is no markup at all
_EDGES = " \t\r\n\u00a0\u202f\u2009"


def plain_text(markup: str, max_chars: int) -> str:
    """The text of `markup`, a paragraph a line, at most `max_chars` long, cut after a whole word.

    No-break spaces are kept; soft hyphens, zero-width characters and direction marks go.
    """
    text = _without_tags(markup if "<" in markup else _BLANK_LINES.sub("<br>", markup))
    for _ in range(_UNESCAPES):
        if "<" in text and _TAG_LEFT.search(text):
            text = _without_tags(text)
        elif "&" in text and _ENTITY_LEFT.search(text):
            text = html.unescape(text)
        else:
            break
    return cut_text(_folded(repair_mojibake(text)), max_chars)


def one_line(markup: str, max_chars: int) -> str:
    """Like `plain_text`, with a space where a line would end."""
    return cut_text(_join_lines(plain_text(markup, max_chars)), max_chars)


def cut_text(text: str, max_chars: int) -> str:
    """`text` itself where it is short enough, else its beginning up to the end of a word."""
    if len(text) <= max_chars:
        return text
    head = text[:max_chars]
    space = max(head.rfind(" "), head.rfind("\n"))
    return (head[:space] if space > max_chars // 2 else head).rstrip(_EDGES)


def _join_lines(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _folded(text: str) -> str:
    # Nearly all text is of characters that show, which is soon said; none of those to be dropped or folded does.
    if not text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "").isprintable():
        text = _DIRECTION.sub("", _INVISIBLE.sub("", text))
        text = _LINE_SPACE.sub(" ", text)
    elif "  " in text:
        text = _LINE_SPACE.sub(" ", text)
    return "\n".join(line for line in (line.strip(_EDGES) for line in text.split("\n")) if line)


def _without_tags(markup: str) -> str:
    """Text between the tags, entities decoded; source line ends are spaces, block elements line ends."""
    if "<" not in markup:
        return _characters(markup)
    return _without_plain_tags(markup) or _without_any_tags(markup)


def _without_plain_tags(markup: str) -> str:
    """`_without_any_tags` where all tags are plain and hide nothing; "" elsewhere."""
    texts = _PLAIN_TAG.split(markup)  # and between two of them a slash or none, and a name
    tags = [name.lower() for name in texts[2::3]]
    if not _HIDDEN.isdisjoint(tags) or any("<" in text for text in texts[::3]):
        return ""
    marks = [_MARKS.get(tag, "") for tag in tags]
    if "&" in markup or "\n" in markup or "\r" in markup:
        texts[::3] = map(_characters, texts[::3])
    return "".join([part for pair in zip(texts[::3], [*marks, ""], strict=True) for part in pair])


def _without_any_tags(markup: str) -> str:
    pieces: list[str] = []
    at = 0
    while (start := markup.find("<", at)) >= 0:
        pieces.append(_characters(markup[at:start]))
        at = _pass_tag(markup, start, pieces)
    pieces.append(_characters(markup[at:]))
    return "".join(pieces)


def _characters(source: str) -> str:
    flat = _LINE_ENDS.sub(" ", source) if "\n" in source or "\r" in source else source
    return html.unescape(flat) if "&" in flat else flat


def _pass_tag(markup: str, start: int, pieces: list[str]) -> int:
    """Where reading goes on after what begins at `start` with `<`; appends what stands for it."""
    plain = _PLAIN_TAG.match(markup, start)
    if plain:
        return _pass_element(markup, plain[2].lower(), plain[1] == "/", plain.end() - 1, pieces)
    if markup.startswith("<!--", start):
        return _after(markup, "-->", start + 4)
    if markup.startswith("<![CDATA[", start):
        return start + 9
    if markup.startswith(("<!", "<?"), start):
        return _after(markup, ">", start)
    name = _TAG_NAME.match(markup, start + 1)
    if not name:  # « 3 < 5 », « <3 »
        pieces.append("<")
        return start + 1
    end = _tag_end(markup, start)
    if end < 0:  # cut off in the middle of a tag
        return len(markup)
    return _pass_element(markup, name[1].lower(), markup[start + 1] == "/", end, pieces)


def _pass_element(markup: str, tag: str, is_closing: bool, end: int, pieces: list[str]) -> int:
    """Past a tag whose `>` stands at `end`, and past what it hides."""
    if tag in _MARKS:
        pieces.append(_MARKS[tag])
    elif tag in _HIDDEN and not is_closing and markup[end - 1] != "/":
        return _after_hidden(markup, tag, end + 1)
    return end + 1


def _after(markup: str, mark: str, at: int) -> int:
    found = markup.find(mark, at)
    return len(markup) if found < 0 else found + len(mark)


def _tag_end(markup: str, start: int) -> int:
    """Index of the `>` that ends the tag, or -1; one inside a quoted value does not count."""
    first = end = markup.find(">", start)
    for _ in range(_MAX_QUOTED_ENDS):
        if not 0 <= end < start + _MAX_TAG_CHARS:
            break
        if not _is_inside_quotes(markup[start:end]):
            return end
        end = markup.find(">", end + 1)
    return first


def _is_inside_quotes(tag: str) -> bool:
    return tag.count('"') % 2 == 1 or (tag.count("'") % 2 == 1 and "='" in tag)


def _after_hidden(markup: str, tag: str, at: int) -> int:
    """Past the closing tag; where there is none, everything to the end is hidden, as in a browser."""
    found = re.compile(rf"</{tag}\b[^>]{{0,100}}>", re.IGNORECASE).search(markup, at)
    return found.end() if found else len(markup)
