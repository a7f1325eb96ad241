"""A feed document cut into its items, so that only those that are new need the tolerant, slow parser.

Exact or not at all: the document is read by expat, which is strict and some fifty times faster than feedparser. Where
it is not well-formed XML, or where an item could mean something else beside other neighbours (a DOCTYPE, `xml:base`,
namespaces declared inside of items, items at several depths, other elements behind or between them), there is
no cut, and the document is parsed whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from xml.parsers import expat

MARK_BYTES = 8  # of an item: among the hundreds of one feed, equal means equal
_FRAME_BYTES = 16
_ITEM_OF = {"rss": "item", "rdf": "item", "feed": "entry"}
_ITEMS = frozenset({"item", "entry"})
_WHITE = b" \t\r\n"
_ITEM_DEPTHS = (2, 3)  # `feed/entry` and `rdf/item`; `rss/channel/item`


@dataclass(frozen=True, slots=True)
class Cut:
    """UTF-8, in order: head, items and tail, joined, are the document but for white space between items."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes
    marks: tuple[bytes, ...]  # a digest of each item, `MARK_BYTES` long
    frame: bytes  # digest of what of the head reaches into items: the elements around them, and namespaces

    def only(self, marks: frozenset[bytes]) -> str:
        """The document with the items of these marks alone."""
        kept = (item for item, mark in zip(self.items, self.marks, strict=True) if mark in marks)
        return b"".join((self.head, *kept, self.tail)).decode()


class _Doubt(Exception):
    """Something stands in the document that may make items depend on one another."""


def cut_items(document: str) -> Cut | None:
    """The items of an XML feed that begins with its root; None wherever cutting could change what it says."""
    if "xml:base" in document:
        return None
    try:
        cutter = _Cutter(document.encode())
        cutter.run()
    except (_Doubt, expat.ExpatError, UnicodeEncodeError):
        return None
    return cutter.cut() if cutter.spans else None


@dataclass(slots=True)
class _Cutter:
    """Notes where items begin and end while expat reads."""

    data: bytes
    spans: list[tuple[int, int]] = field(default_factory=list)
    _depth: int = 0  # elements around the present place
    _root: str = ""
    _around: list[str] = field(default_factory=list)  # their names and attributes, until the first item
    _namespaces: list[str] = field(default_factory=list)
    _plain: set[str] = field(default_factory=set)  # names met inside of items, which are not those of items
    _item_depth: int = 0
    _start: int = -1  # of the item that is being read
    _parser: expat.XMLParserType = field(
        default_factory=lambda: expat.ParserCreate("utf-8", namespace_separator=" ")
    )

    def run(self) -> None:
        parser = self._parser
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(self.data, True)

    def cut(self) -> Cut:
        frame = blake2b(
            "\x1f".join((*self._around, *self._namespaces)).encode(), digest_size=_FRAME_BYTES
        ).digest()
        items = tuple(self.data[start:end] for start, end in self.spans)
        marks = tuple(blake2b(item, digest_size=MARK_BYTES).digest() for item in items)
        return Cut(self.data[: self.spans[0][0]], items, self.data[self.spans[-1][1] :], marks, frame)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._start < 0 or name not in self._plain:
            self._look(name, attributes)
        self._depth += 1

    def _look(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        if local in _ITEMS:
            self._begin_item(local)
        elif self._start >= 0:
            self._plain.add(name)
        elif self.spans:
            raise _Doubt  # behind an item: feedparser has a title there replace the head's, but only there
        elif self._depth < _ITEM_DEPTHS[1]:
            self._root = self._root or local
            del self._around[self._depth :]
            self._around.append(repr((name, attributes)))

    def _begin_item(self, local: str) -> None:
        """One more item, which must stand right behind the one before."""
        depth, at = self._depth + 1, self._parser.CurrentByteIndex
        self._item_depth = self._item_depth or depth
        if self._start >= 0 or depth != self._item_depth or depth not in _ITEM_DEPTHS:
            raise _Doubt
        if _ITEM_OF.get(self._root) != local:
            raise _Doubt
        if self.spans and self.data[self.spans[-1][1] : at].strip(_WHITE):
            raise _Doubt
        if not self.spans:
            del self._around[self._depth :]  # elements that ended before the first item are not around it
        self._start = at

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._start < 0 or self._depth >= self._item_depth:
            return
        at = self._parser.CurrentByteIndex
        end = self.data.index(b">", at) + 1
        written = self.data[at:end].rstrip(b" \t\r\n>").lower()
        if not written.startswith(b"</") or written[2:].rpartition(b":")[2].decode() not in _ITEMS:
            raise _Doubt  # an empty element: expat tells its end as the place behind it
        self.spans.append((self._start, end))
        self._start = -1

    def _namespace(self, prefix: str | None, address: str) -> None:
        """feedparser keeps a namespace beyond the element that declares it."""
        if self.spans or self._start >= 0:
            raise _Doubt
        self._namespaces.append(f"{prefix}={address}")

    def _doctype(self, *_: object) -> None:
        raise _Doubt
