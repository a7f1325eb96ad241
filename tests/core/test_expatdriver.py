"""Our way of driving expat tells feedparser what the standard library's tells it."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any
from unittest.mock import patch

import feedparser
import feedparser.api
import pytest

from bot.core.expatdriver import create_parser
from bot.core.xmlfeed import read_document
from tests.core.mutations import bent, usual

DOCUMENTS = 150
XHTML = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x" xml:lang="fr"><title>Fanal</title><entry>'
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\n  Un &amp; <b x:y="1">deux</b>\n\n</div></title>'
    '<x:note>a\nb</x:note><content type="xhtml">\n<div xmlns="http://www.w3.org/1999/xhtml"><p>l\n&lt;</p>\n'
    '<svg xmlns="http://www.w3.org/2000/svg"><x:g/></svg></div>\n</content></entry></feed>'
)
ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY a "Fanal"><!ENTITY e SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>'
    "<title>&a; &eacute; &e;</title><item><title>&a;</title></item></channel></rss>"
)


def parsed(document: bytes) -> dict[str, Any]:
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as exc:  # as it does for some, see `xmlfeed`
        return {"raised": type(exc)}
    # The error keeps a parser, which is equal to itself alone.
    return {**found, "bozo_exception": str(found.get("bozo_exception"))}


def documents() -> list[bytes]:
    made = (XHTML, ENTITIES, f"<rss><channel><title>{'é&amp;' * 90_000}</title></channel></rss>")
    found = [document.encode() for document in made]
    for seed in range(DOCUMENTS):
        r = Random(seed)
        document = usual(r)
        for _ in range(seed % 3):
            document = bent(document, r)
        found.append(document.body())
    return found


def test_feedparser_finds_the_same_with_either() -> None:
    assert (
        read_document("<rss><channel/></rss>", "", 1).version == "rss"
    )  # the module tells feedparser of ours
    assert feedparser.api.PREFERRED_XML_PARSERS == ["bot.core.expatdriver"]
    for document in documents():
        ours = parsed(document)
        with patch.object(feedparser.api, "PREFERRED_XML_PARSERS", []):
            assert parsed(document) == ours


def test_it_reads_text_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[str] = []

    class Noting(feedparser.api.StrictFeedParser):  # type: ignore[misc]
        def characters(self, text: str) -> None:
            pieces.append(text)
            super().characters(text)

    monkeypatch.setattr(feedparser.api, "StrictFeedParser", Noting)
    parsed(b"<rss><channel><title>a\nb &amp; c\n&#233;</title></channel></rss>")
    assert pieces == ["a\nb & c\né"]


def test_it_opens_no_outer_entity() -> None:
    assert not create_parser().getFeature("http://xml.org/sax/features/external-general-entities")
