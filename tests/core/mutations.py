"""Feed documents that are bent the way publishers bend them, two editions of each: seeded, the same at every run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

WORDS = "grève port Havre été œuvre budget « Otan » l’eau maire tram €50 hausse IRM loup naïf vote".split()
RSS = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"'


@dataclass(frozen=True)
class Document:
    """One edition of a feed, in pieces that can be bent one by one."""

    kind: str  # "rss", "rdf" or "atom"
    items: tuple[str, ...]
    head: str = ""
    root: str = ""  # attributes
    gap: str = "\n"
    tail: str = ""
    before: str = ""
    bend: tuple[Callable[[str], str], ...] = field(default=())
    encode: Callable[[str], bytes] = str.encode

    def body(self) -> bytes:
        items = self.gap.join(self.items)
        link = "" if "<link" in self.head else "<link>https://fanal.example/une/</link>"
        match self.kind:
            case "rss":
                text = f"{RSS}{self.root}><channel><title>Le Fanal</title>{link}{self.head}"
                text += f"{items}{self.tail}</channel></rss>"
            case "rdf":
                text = f"{RDF}{self.root}><channel><title>Le Fanal</title>{link}{self.head}</channel>"
                text += f"{items}{self.tail}</rdf:RDF>"
            case _:
                text = f"{ATOM}{self.root}><title>Le Fanal</title>{self.head}{items}{self.tail}</feed>"
        text = self.before + text
        for bent in self.bend:
            text = bent(text)
        return self.encode(text)


def item(kind: str, number: int, r: Random) -> str:
    """One item; most have all that a usual one has."""
    title = " ".join(r.choices(WORDS, k=4)) + f" {number}"
    text = " ".join(r.choices(WORDS, k=9))
    link = f"https://fanal.example/{number}" if r.random() < 0.8 else f"/{number}.html"
    marked = f"&lt;p&gt;{text}&lt;/p&gt;" if r.random() < 0.5 else f"<![CDATA[<p>{text} & co</p>]]>"
    day = f"{1 + number % 27:02}"
    if kind == "atom":
        return (
            f'<entry><title>{title}</title><id>tag:fanal.example,2026:{number}</id><link href="{link}"/>'
            f"<updated>2026-01-{day}T10:00:00Z</updated><content type='html'>{marked}</content></entry>"
        )
    about = f' rdf:about="https://fanal.example/{number}"' if kind == "rdf" else ""
    guid = f"<guid isPermaLink='false'>{number}</guid>" if r.random() < 0.7 else ""
    date = (
        f"<pubDate>{day} Jan 2026 10:00:00 GMT</pubDate>"
        if kind == "rss"
        else f"<dc:date>2026-01-{day}</dc:date>"
    )
    return (
        f"<item{about}><title>{title}</title><link>{link}</link>{guid}{date}<dc:creator>Zoé L.</dc:creator>"
        f"<description>{marked}</description></item>"
    )


def usual(r: Random) -> Document:
    """A document that nothing is wrong with."""
    kind = r.choice(("rss", "rss", "rdf", "atom"))
    first = r.randrange(100)
    return Document(kind, tuple(item(kind, first + n, r) for n in range(r.randrange(3, 8))))


def bent(document: Document, r: Random) -> Document:
    """The document with one thing out of the usual."""
    return r.choice(BENDS)(document, r)


def next_edition(document: Document, r: Random) -> Document:
    """What the feed may say at the next reading: news on top, an edit, the oldest gone, a head of its own."""
    items = list(document.items)
    for _ in range(r.choice((0, 1, 1, 2))):
        items.insert(
            0 if r.random() < 0.8 else r.randrange(len(items) + 1),
            item(document.kind, 200 + r.randrange(99), r),
        )
    if r.random() < 0.3:
        at = r.randrange(len(items))
        items[at] = items[at].replace("</title>", " (actualisé)</title>", 1)
    if r.random() < 0.4:
        items.pop()
    if r.random() < 0.1:
        r.shuffle(items)
    if r.random() < 0.05:
        items = [item(document.kind, 300 + n, r) for n in range(6)]
    head = document.head
    if r.random() < 0.5:
        head += f"<lastBuildDate>Thu, 01 Jan 2026 10:{r.randrange(60):02}:00 GMT</lastBuildDate>"
    return replace(document, items=tuple(items), head=head)


def _in_an_item(change: Callable[[str, Random], str]) -> Callable[[Document, Random], Document]:
    def bend(document: Document, r: Random) -> Document:
        items = list(document.items)
        at = r.randrange(len(items))
        items[at] = change(items[at], r)
        return replace(document, items=tuple(items))

    return bend


def _text(change: Callable[[str], str]) -> Callable[[Document, Random], Document]:
    return lambda document, r: replace(document, bend=(*document.bend, change))


def _name(document: Document) -> str:
    return "entry" if document.kind == "atom" else "item"


def _repeat(document: Document, r: Random) -> Document:
    return replace(document, items=(*document.items, r.choice(document.items)))


def _share(pattern: str) -> Callable[[Document, Random], Document]:
    """Several items under one guid or link."""

    def bend(document: Document, r: Random) -> Document:
        shared = [one.replace("</title>", f"</title>{pattern}", 1) for one in document.items[:2]]
        return replace(document, items=(*shared, *document.items[2:]))

    return bend


def _nest(document: Document, r: Random) -> Document:
    name = _name(document)
    return replace(
        document,
        items=(
            *document.items[1:],
            document.items[0].replace(f"</{name}>", f"{document.items[-1]}</{name}>"),
        ),
    )


BENDS: tuple[Callable[[Document, Random], Document], ...] = (
    lambda d, r: d,
    _text(lambda text: text[: len(text) * 2 // 3]),
    _text(lambda text: text.replace("port", "port & gare", 2)),
    _text(lambda text: text.replace("</title>", "</titre>", 2)),
    _text(lambda text: text.replace("tram", "tram&nbsp;!", 2)),
    _text(lambda text: text.replace("</description>", "")),
    _text(lambda text: "<!DOCTYPE rss [<!ENTITY une 'à la une'>]>" + text.replace("vote", "&une;", 1)),
    _text(lambda text: text.replace("<item", "<ITEM").replace("</item", "</ITEM")),
    _text(lambda text: text.replace("<item>", "<item >").replace("</item>", "</item\n>")),
    _text(lambda text: text.replace("été", "Ã©tÃ©")),
    _text(lambda text: text.replace("dc:creator", "un:creator")),
    _text(lambda text: text.replace("maire", "maire\x0b&#0;&#xD800;", 1)),
    _in_an_item(
        lambda one, r: one.replace("<title>", "<title><![CDATA[</item><item><title>faux</title>]]>", 1)
    ),
    _in_an_item(lambda one, r: one.replace("<title>", "<!-- <item><title>faux</title></item> --><title>", 1)),
    _in_an_item(lambda one, r: one.replace("<title>", '<title xml:base="https://ailleurs.example/">', 1)),
    _in_an_item(
        lambda one, r: one.replace("<title>", '<m:texte xmlns:m="http://un.example/">a</m:texte><title>', 1)
    ),
    _in_an_item(
        lambda one, r: one.replace(
            "<title>", '<dc:title xmlns:dc="http://un.example/">a</dc:title><title>', 1
        )
    ),
    _in_an_item(lambda one, r: one.replace("<title>", '<title xmlns="http://www.w3.org/1999/xhtml">', 1)),
    _in_an_item(lambda one, r: one.replace("<title>", '<title xml:lang="en">', 1)),
    _in_an_item(
        lambda one, r: one.replace("<title>", "<source url='https://un.example'>Un</source><title>", 1)
    ),
    _in_an_item(lambda one, r: one.replace("<title>", "<media:title>autre</media:title><title>", 1)),
    _in_an_item(
        lambda one, r: one.replace("</title>", "</title><title>second</title><summary>s</summary>", 1)
    ),
    _in_an_item(lambda one, r: one.replace("2026", "2027")),
    _in_an_item(lambda one, r: "<item></item>"),
    _in_an_item(lambda one, r: "<item/>"),
    _in_an_item(lambda one, r: "<entry><title>une autre sorte</title></entry>"),
    _in_an_item(lambda one, r: f"<![CDATA[ ]]>{one}"),
    _repeat,
    _nest,
    _share("<guid>7</guid>"),
    _share("<guid isPermaLink='true'>https://fanal.example/7</guid>"),
    _share("<link>https://fanal.example/</link>"),
    _share("<id>7</id>"),
    lambda d, r: replace(d, root=' xml:base="https://un.example/"'),
    lambda d, r: replace(d, root=f' xmlns:n{r.randrange(3)}="http://un.example/"'),
    lambda d, r: replace(d, root=' xml:lang="be"'),
    lambda d, r: replace(d, head=f"<link>https://fanal.example/{r.randrange(3)}/</link>"),
    lambda d, r: replace(
        d, head="<image><title>i</title><link>https://i.example</link></image><ttl>15</ttl>"
    ),
    lambda d, r: replace(
        d, head='<a:link xmlns:a="http://www.w3.org/2005/Atom" href="https://un.example/rss"/>'
    ),
    lambda d, r: replace(d, head="<item><title>dans la tête</title></item><description>d</description>"),
    lambda d, r: replace(d, head="<author><name>Zoé</name></author><category term='une'/>"),
    lambda d, r: replace(d, tail="<textinput><title>t</title><link>https://t.example</link></textinput>"),
    lambda d, r: replace(d, tail="<title>Le Fanal, suite</title><language>fr</language><!-- fin -->"),
    lambda d, r: replace(d, gap="<!-- pub -->"),
    lambda d, r: replace(d, gap="<?php ?>"),
    lambda d, r: replace(d, gap=" texte "),
    lambda d, r: replace(d, gap="<title>entre deux</title>"),
    lambda d, r: replace(d, gap=""),
    lambda d, r: replace(d, before='<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="a.css"?>'),
    lambda d, r: replace(d, before="Warning: mysql_connect() on line 3\n"),
    lambda d, r: replace(d, encode=lambda text: text.encode("cp1252", "xmlcharrefreplace")),
    lambda d, r: replace(d, encode=lambda text: b"\xef\xbb\xbf" + text.encode()),
    lambda d, r: replace(d, encode=lambda text: text.encode("utf-16")),
    lambda d, r: replace(d, encode=lambda text: text.encode().replace("œ".encode(), b"\x9c", 1)),
)
