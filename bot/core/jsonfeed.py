"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to our own types; values of the wrong type count as absent."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.core.dates import parse_date
from bot.core.rawfeed import RawFeed, RawItem
from bot.errors import ParseError

_VERSION_MARK = "jsonfeed.org/version/"


def looks_like_json(text: str) -> bool:
    """Whether a document can only be JSON."""
    return text.startswith("{")


def read_json_feed(text: str, url: str, max_items: int) -> RawFeed:
    """Raises `ParseError` where the text is no JSON, or JSON of another kind."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise ParseError(url, "no valid JSON") from exc
    version = _text(document.get("version"))
    if _VERSION_MARK not in version and not isinstance(document.get("items"), list):
        raise ParseError(url, "JSON, but no JSON Feed")
    return RawFeed(
        title=_text(document.get("title")),
        link=_text(document.get("home_page_url")),
        language=_text(document.get("language")),
        version="json" + version.rpartition("/")[2].replace(".", "").ljust(2, "0")[:2],
        ttl=None,
        items=_newest([_item(item) for item in _dicts(document.get("items"))], max_items),
        ill_formed=_VERSION_MARK not in version,
    )


def _newest(items: list[RawItem], max_items: int) -> tuple[RawItem, ...]:
    """The first ones, or the last where the oldest stand first."""
    dates = [item.published_at for item in (*items[:1], *items[-1:]) if item.published_at]
    return tuple(items[-max_items:] if len(dates) == 2 and dates[0] < dates[1] else items[:max_items])


def _item(item: dict[str, object]) -> RawItem:
    identity = item.get("id")
    tags = item.get("tags")
    authors = [
        _text(author.get("name")) for author in [*_dicts(item.get("authors")), *_dicts([item.get("author")])]
    ]
    return RawItem(
        guid=str(identity) if isinstance(identity, int) else _text(identity),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        summary=_text(item.get("summary")),
        content=_text(item.get("content_html")) or _text(item.get("content_text")).replace("<", "&lt;"),
        published_at=parse_date(_text(item.get("date_published"))),
        updated_at=parse_date(_text(item.get("date_modified"))),
        author=", ".join(dict.fromkeys(filter(None, authors))),
        marks=tuple(_text(tag) for tag in tags) if isinstance(tags, list) else (),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _dicts(values: object) -> list[dict[str, object]]:
    return [value for value in values if isinstance(value, dict)] if isinstance(values, Iterable) else []
