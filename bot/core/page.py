"""The article of a web page: its headline and its paragraphs, and nothing of what stands around them.

Used where a reader hands in a page (`vigie summarise --html`); pages of articles are never fetched. Three sieves, each
for what the others let through: boxes are taken out of the tree by what they are and how they are named; trafilatura
finds the article in the rest; lines that are labels, captions or notices go last (`bot.french.page_noise`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.charset import decode
from bot.core.text import one_line
from bot.french.page_noise import is_box, is_heading, is_noise, is_notice

MAX_PAGE_CHARS = 3_000_000
_MAX_TITLE_CHARS = 500
_MAX_TEXT_CHARS = 200_000
_NEVER_ARTICLE = (
    *(
        "aside",
        "audio",
        "button",
        "dialog",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "iframe",
        "input",
    ),
    *("nav", "noscript", "script", "select", "style", "svg", "template", "textarea", "video"),
)
_NEVER_BOXES = frozenset({"html", "body", "main", "article", "head"})
_ROLES = frozenset(
    {"navigation", "banner", "complementary", "contentinfo", "dialog", "alertdialog", "search", "note"}
)
# A box that holds more than this share of the page's text is a wrapper with an unlucky name.
_WRAPPER_SHARE = 0.5
_LINKED_SHARE = 0.6  # of a list's text inside links: a list of other articles
_FULLY_LINKED_SHARE = 0.95  # of a paragraph's: a pointer to another article
_SENTENCE_END = re.compile(r"[.!?:;\u2026\u00bb\u201d\")]\s*$")
_LONG_WORDS = 40  # a paragraph even without a full stop
_SHORT_WORDS = 14  # a headline that happens to end in a question mark
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:chapo|chapeau|standfirst|accroche|lead|intro)(?:$|[\s_-])", re.IGNORECASE
)
_RECOGNISED_CHARS = 60  # of a line, to find its place
_SITE_NAME = re.compile(r"\s+[-\u2013\u2014|\u2022]\s+([^-\u2013\u2014|\u2022]{2,40})$")


@dataclass(frozen=True, slots=True)
class Page:
    """An article: `text` is a paragraph a line, "" where no article was found."""

    title: str
    text: str


def read_page(html: bytes | str, url: str = "") -> Page:
    """The article in a page; never raises for what the page is."""
    from trafilatura import (
        bare_extraction,
        load_html,
    )  # half a second to load, and wanted by one command only

    markup = (decode(html) if isinstance(html, bytes) else html)[:MAX_PAGE_CHARS]
    tree: Any = load_html(markup) if markup.strip() else None
    if tree is None:
        return Page("", "")
    title = _title(tree)
    _take_out_boxes(tree)
    paragraphs, whole = _paragraphs(tree), _squeezed(_text(tree))  # before the tree is consumed
    found: Any = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=False,
        include_images=False,
        with_metadata=False,
    )
    extracted = article_lines(found.text.split("\n"), title) if found is not None and found.text else ()
    text = "\n".join(_completed(extracted, article_lines(paragraphs, title), whole, title))
    return Page(title, text[:_MAX_TEXT_CHARS])


def article_lines(lines: Iterable[str], title: str) -> tuple[str, ...]:
    """The lines that are the article's own text, each once, in order."""
    kept: list[str] = []
    in_list = False  # under « À lire aussi » and its like, until a real paragraph
    for line in (raw.strip() for raw in lines):
        if is_heading(line):
            in_list = True
        elif _ends_sentence(line) and not (in_list and _is_short(line)) and not is_noise(line):
            in_list = False
            if line not in kept and not _is_title(line, title):
                kept.append(line.removeprefix("- "))
    return tuple(kept)


def _completed(found: Sequence[str], paragraphs: Sequence[str], whole: str, title: str) -> Sequence[str]:
    """What trafilatura found, in the order of the page, with the paragraphs that it left out on the way.

    It takes a standfirst under the headline for a header, or puts what a second look finds at the end. Where it found
    nothing (a very short page), the paragraphs are all there is.
    """
    if not found:
        return paragraphs
    places = {line: whole.find(_squeezed(line)[:_RECOGNISED_CHARS]) for line in (*paragraphs, *found)}
    known = _squeezed("".join(found))
    start, end = whole.rfind(_squeezed(title), 0, max(places.values())), max(places[line] for line in found)
    left_out = [line for line in paragraphs if start <= places[line] <= end and _squeezed(line) not in known]
    return sorted([*found, *left_out], key=lambda line: places[line])


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _ends_sentence(line: str) -> bool:
    """What does not is a label, a subheading or a headline."""
    return _SENTENCE_END.search(line) is not None or len(line.split()) > _LONG_WORDS


def _is_short(line: str) -> bool:
    return len(line.split()) <= _SHORT_WORDS


def _is_title(line: str, title: str) -> bool:
    return line.casefold().rstrip(" .") == title.casefold().rstrip(" .")


def _title(tree: Any) -> str:
    """The only `h1`, else what the page tells others its title is, without the name of the site."""
    headings = [one_line(_text(h1), _MAX_TITLE_CHARS) for h1 in tree.iter("h1")]
    shared = [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:title"]
    named = [_text(title) for title in tree.iter("title")]
    candidates = [heading for heading in headings if heading]
    if (
        len(candidates) == 1 and len(candidates[0].split()) > 2
    ):  # a lone word is the name of a section or site
        return candidates[0]
    given = [one_line(title, _MAX_TITLE_CHARS) for title in (*shared, *named) if title and title.strip()]
    return _SITE_NAME.sub("", given[0]) if given else "".join(candidates[:1])


def _take_out_boxes(tree: Any) -> None:
    for element in [found for name in _NEVER_ARTICLE for found in tree.iter(name)]:
        _drop(element)
    total = _own_chars(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER_BOXES:
            continue
        if _is_pointer(element) or (_is_box(element) and not _is_wrapper(element, total)):
            _drop(element)
        elif len(element) == 0 and is_heading(_text(element)):
            _drop_labelled_box(element, total)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _drop_labelled_box(label: Any, total: int) -> None:
    """Drop what « Les plus lus » stands over: the nearest element around it that holds more than the label.

    Where that is the article itself the label stays, and the lines under it are judged one by one.
    """
    title = _text(label).strip()
    around = [found for found in label.iterancestors() if _text(found).strip() != title][:1]
    for box in around:
        if box.tag not in _NEVER_BOXES and not _is_wrapper(box, total):
            _drop(box)


def _names(element: Any) -> tuple[str, str]:
    return element.get("class") or "", element.get("id") or ""


def _is_box(element: Any) -> bool:
    if (
        element.get("role") in _ROLES
        or element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
    ):
        return True
    return any(map(is_box, _names(element)))


def _is_wrapper(element: Any, total: int) -> bool:
    """A box by name only: the article is in it. Notices may be longer than the article that they hide."""
    if any(map(is_notice, _names(element))):
        return any(True for _ in element.iter("h1", "article", "main"))
    return _own_chars(element) > _WRAPPER_SHARE * total or any(True for _ in element.iter("h1", "main"))


def _is_pointer(element: Any) -> bool:
    """A list of links, or a paragraph that is one link, to other articles."""
    if element.tag not in ("ul", "ol", "p"):
        return False
    chars = len(_text(element).strip())
    linked = sum(len(_text(link).strip()) for link in element.iter("a"))
    return linked > 0 and linked >= chars * (_FULLY_LINKED_SHARE if element.tag == "p" else _LINKED_SHARE)


def _own_chars(element: Any) -> int:
    """Characters of text that is not inside links."""
    return len(_text(element)) - sum(len(_text(link)) for link in element.iter("a"))


def _paragraphs(tree: Any) -> list[str]:
    """All paragraphs of the page, and standfirsts that are none."""
    found = [
        element
        for element in tree.iter()
        if element.tag == "p"
        or (_STANDFIRST.search(" ".join(_names(element))) and not any(element.iter("p", "h1")))
    ]
    return [one_line(_text(element).replace("<", "&lt;"), _MAX_TEXT_CHARS) for element in found]


def _text(element: Any) -> str:
    return str(element.text_content())
