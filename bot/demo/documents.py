"""The sample press as documents: feeds in every format, front pages, article pages. Pure: same moment, same bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import assert_never

from bot.demo.press import Format, Item, Outlet

MAX_ITEMS = 20
MIME = {
    Format.RSS: "application/rss+xml",
    Format.ATOM: "application/atom+xml",
    Format.RDF: "application/rdf+xml",
    Format.JSON: "application/feed+json",
    Format.LATIN: "application/xml",
    Format.BROKEN: "application/rss+xml",
}
_SUBSCRIBERS = "Abonnés"
_AGENCY = "AFP"


@dataclass(frozen=True, slots=True)
class Edition:
    """An outlet as it stands at a moment: where its pages are, when the demo began, how long ago that was."""

    outlet: Outlet
    home: str  # address of the front page, with its final slash
    start: datetime
    elapsed: timedelta

    def items(self) -> tuple[Item, ...]:
        """What is published, the newest twenty, newest first."""
        published = [item for item in self.outlet.items if item.offset <= self.elapsed]
        return tuple(reversed(published[-MAX_ITEMS:]))

    def link(self, item: Item) -> str:
        """The address of an item's page."""
        return self.home + item.path

    def published_at(self, item: Item) -> datetime:
        """When the item appeared."""
        return self.start + item.offset

    def updated_at(self, item: Item) -> datetime:
        """When the item was last touched."""
        edited = item.edit.after if item.edit and item.is_edited(self.elapsed) else timedelta(0)
        return self.published_at(item) + edited

    def changed_at(self) -> datetime:
        """When anything last changed; the start of the demo for an outlet that has published nothing yet."""
        return max((self.updated_at(item) for item in self.items()), default=self.start)

    def title(self, item: Item) -> str:
        """The item's title as it now reads, escaped."""
        return escape(item.title_at(self.elapsed), quote=False)

    def extract(self, item: Item) -> str:
        """The item's extract as it now reads, escaped."""
        return escape(item.extract_at(self.elapsed), quote=False)


def render_feed(edition: Edition) -> bytes:
    """The feed in the outlet's own format and encoding."""
    match edition.outlet.format:
        case Format.ATOM:
            return _atom(edition).encode()
        case Format.RDF:
            return _rdf(edition).encode()
        case Format.JSON:
            return _json(edition).encode()
        case Format.LATIN:
            return _rss(edition, "ISO-8859-15").encode("iso-8859-15", "xmlcharrefreplace")
        case Format.BROKEN:
            return _broken(_rss(edition, "UTF-8")).encode()
        case Format.RSS:
            return _rss(edition, "UTF-8").encode()
        case _:
            assert_never(edition.outlet.format)


def _rss(edition: Edition, encoding: str) -> str:
    outlet = edition.outlet
    items = "".join(_rss_item(edition, item) for item in edition.items())
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n'
        f"<title>{escape(outlet.name)}</title>\n<link>{edition.home}</link>\n"
        f"<description>{escape(outlet.name)}, {escape(outlet.place)}</description>\n<language>fr</language>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _rss_item(edition: Edition, item: Item) -> str:
    link = edition.link(item)
    paid = f"<category>{_SUBSCRIBERS}</category>\n" if item.paywalled else ""
    author = f"<dc:creator>{_AGENCY}</dc:creator>\n" if item.agency else ""
    body = f"<content:encoded><![CDATA[{item.body}]]></content:encoded>\n" if item.body else ""
    return (
        f"<item>\n<title>{edition.title(item)}</title>\n<link>{link}?utm_source=rss&amp;utm_medium=flux</link>\n"
        f'<guid isPermaLink="false">{edition.outlet.slug}-{item.path}</guid>\n'
        f"<pubDate>{format_datetime(edition.published_at(item))}</pubDate>\n{author}{paid}"
        f"<description>{edition.extract(item)}</description>\n{body}</item>\n"
    )


def _broken(rss: str) -> str:
    """Two faults often met: an entity of HTML that XML does not know, and an end that is missing."""
    return rss.replace("\u00a0", "&nbsp;").removesuffix("</channel>\n</rss>\n")


def _atom(edition: Edition) -> str:
    outlet, entries = edition.outlet, "".join(_atom_entry(edition, item) for item in edition.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">\n'
        f'<title>{escape(outlet.name)}</title>\n<id>{edition.home}</id>\n<link href="{edition.home}"/>\n'
        f"<updated>{edition.changed_at().isoformat()}</updated>\n{entries}</feed>\n"
    )


def _atom_entry(edition: Edition, item: Item) -> str:
    paid = f'<category term="{_SUBSCRIBERS}"/>\n' if item.paywalled else ""
    return (
        f"<entry>\n<title>{edition.title(item)}</title>\n<id>tag:{edition.outlet.slug},2025:{item.path}</id>\n"
        f'<link rel="alternate" type="text/html" href="{edition.link(item)}"/>\n'
        f"<published>{edition.published_at(item).isoformat()}</published>\n"
        f"<updated>{edition.updated_at(item).isoformat()}</updated>\n"
        f'{paid}<summary type="html">{escape(f"<p>{edition.extract(item)}</p>")}</summary>\n</entry>\n'
    )


def _rdf(edition: Edition) -> str:
    outlet, items = edition.outlet, edition.items()
    listed = "".join(f'<rdf:li rdf:resource="{edition.link(item)}"/>' for item in items)
    told = "".join(
        f'<item rdf:about="{edition.link(item)}">\n<title>{edition.title(item)}</title>\n'
        f"<link>{edition.link(item)}</link>\n<description>{edition.extract(item)}</description>\n"
        f"<dc:date>{edition.published_at(item).isoformat()}</dc:date>\n</item>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{edition.home}">\n<title>{escape(outlet.name)}</title>\n<link>{edition.home}</link>\n'
        f"<description>{escape(outlet.place)}</description>\n<items><rdf:Seq>{listed}</rdf:Seq></items>\n</channel>\n"
        f"{told}</rdf:RDF>\n"
    )


def _json(edition: Edition) -> str:
    items = [
        {
            "id": f"{edition.outlet.slug}-{item.path}",
            "url": edition.link(item),
            "title": item.title_at(edition.elapsed),
            "summary": item.extract_at(edition.elapsed),
            "content_html": f"<p>{edition.extract(item)}</p>",
            "date_published": edition.published_at(item).isoformat(),
            "date_modified": edition.updated_at(item).isoformat(),
        }
        for item in edition.items()
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.outlet.name,
        "home_page_url": edition.home,
        "language": "fr",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def render_front_page(edition: Edition, feed_url: str) -> str:
    """A front page from which the feed can be discovered."""
    outlet = edition.outlet
    listed = "\n".join(
        f'<li><a href="{edition.link(item)}">{edition.title(item)}</a></li>' for item in edition.items()
    )
    alternate = (
        f'<link rel="alternate" type="{MIME[outlet.format]}" title="{escape(outlet.name)}" href="{feed_url}">'
    )
    return _page(outlet.name, alternate, f"<h1>{escape(outlet.name)}</h1>\n<ul>\n{listed}\n</ul>")


def render_article(edition: Edition, item: Item) -> str:
    """The page of one item; that of a paywalled one says so in its structured data."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.title_at(edition.elapsed),
        "datePublished": edition.published_at(item).isoformat(),
        "isAccessibleForFree": not item.paywalled,
    }
    data = f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'
    body = item.body or f"<p>{edition.extract(item)}</p>"
    name = f'<p><a href="{edition.home}">{escape(edition.outlet.name)}</a></p>'
    return _page(
        edition.title(item), data, f"{name}\n<article>\n<h1>{edition.title(item)}</h1>\n{body}\n</article>"
    )


def _page(title: str, head: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
