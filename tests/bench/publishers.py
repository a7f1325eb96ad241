"""A thousand publishers on one loopback port, to poll and measure: `python -m tests.bench.publishers --feeds 1000`.

Feed n lies at `/n.xml`, the same address whatever mood the publishers are in; `/_mood?NAME` changes it for all:
`same` (200, no validators, nothing changes), `etag` (304 to who asks so, and something new to who does not, since some
programs keep validators only of what changed), `delta` (one or two new items at every answer), `mix` (60 % of the
feeds etag, 25 % same, 15 % delta), `faults` (as etag, but 5 % answer 500, 2 % never, 2 % with a document cut off).
`+lat` has each answer take 50 to 300 ms, always the same for a feed. `/_again` forgets what was published.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from datetime import timedelta
from email.utils import format_datetime
from html import escape

from tests.bench.corpus import EPOCH, sentence

ITEMS = 30
SHARES = ((0.60, "etag"), (0.85, "same"), (1.0, "delta"))
FAULTS = ((0.05, "500"), (0.07, "hang"), (0.09, "cut off"))


class Press:
    """The documents: a function of feed number and edition, of 25 to 45 KB, a quarter of them Atom."""

    def __init__(self) -> None:
        self._items: dict[tuple[int, int], str] = {}
        self._bodies: dict[int, tuple[int, bytes]] = {}

    def body(self, feed: int, newest: int) -> bytes:
        """The document whose newest item has that number."""
        kept = self._bodies.get(feed)
        if kept is None or kept[0] != newest:
            items = "".join(self._item(feed, n) for n in range(newest, newest - ITEMS, -1))
            kept = self._bodies[feed] = newest, self._document(feed, items).encode()
            self._items.pop((feed, newest - ITEMS), None)
        return kept[1]

    def _document(self, feed: int, items: str) -> str:
        title, site = f"Le Journal n° {feed}", f"https://journal-{feed}.example/"
        if feed % 4 == 0:
            return (
                '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">'
                f'<title>{title}</title><id>{site}</id><link href="{site}"/>\n{items}</feed>\n'
            )
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:media="http://search.yahoo.com/mrss/">\n<channel>'
            f"<title>{title}</title><link>{site}</link><language>fr-FR</language><ttl>15</ttl>\n{items}"
            "</channel></rss>\n"
        )

    def _item(self, feed: int, number: int) -> str:
        if (feed, number) not in self._items:
            self._items[feed, number] = _item(feed, number)
        return self._items[feed, number]


def _item(feed: int, number: int) -> str:
    r = random.Random(feed * 100_000 + number)
    at = EPOCH + timedelta(minutes=47 * number + feed % 47)
    title = sentence(r).removesuffix(".")
    link = f"https://journal-{feed}.example/{at:%Y/%m/%d}/{number}.html"
    texts = "".join(
        f"<p>{escape(sentence(r))}&nbsp;<em>{r.randrange(99)}</em></p>" for _ in range(r.randrange(3, 7))
    )
    html = f'<p><img src="{link}.jpg" alt="" width="640"/></p>{texts}<p><a href="{link}?utm_source=rss">Lire</a></p>'
    if feed % 4 == 0:
        return (
            f'<entry><title>{escape(title)}</title><link rel="alternate" href="{link}"/><id>{link}</id>'
            f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated><author><name>Zoé L.</name>"
            f'</author><category term="Société"/><content type="html">{escape(html)}</content></entry>\n'
        )
    text = f"<![CDATA[{html}]]>" if feed % 2 else escape(html)
    return (
        f"<item><title>{escape(title)}</title><link>{link}?utm_campaign=flux</link>"
        f'<guid isPermaLink="false">{feed}-{number}</guid><pubDate>{format_datetime(at)}</pubDate>'
        f"<dc:creator>Zoé L.</dc:creator><category>Société</category><description>{text}</description>"
        f'<media:content url="{link}.jpg" type="image/jpeg" medium="image"/></item>\n'
    )


class Publishers:
    """What they answer."""

    def __init__(self) -> None:
        self.press = Press()
        self.mood, self.is_slow = "same", False
        self.newest: dict[int, int] = {}

    def answer(self, path: str, etag: str) -> tuple[float | None, bytes]:
        """How long it takes, None for ever, and what it is."""
        if path.startswith("/_"):
            self._order(path)
            return 0.0, _response("200 OK", b"ok")
        feed = int(path[1:].partition(".")[0])
        r = random.Random(feed)
        wait, chance, share = r.uniform(0.05, 0.3), r.random(), r.random()
        wait = wait if self.is_slow else 0.0
        mood = self.mood
        if mood == "faults":
            mood = next((name for limit, name in FAULTS if chance < limit), "etag")
        elif mood == "mix":
            mood = next(name for limit, name in SHARES if share < limit)
        if mood == "hang":
            return None, b""
        if mood == "500":
            return wait, _response("500 Internal Server Error", b"")
        if mood == "delta" or (mood == "etag" and not etag):
            before = self.newest.get(feed, ITEMS)
            self.newest[feed] = before + random.Random(feed * 1_000 + before).choice((1, 2))
        newest = self.newest.get(feed, ITEMS)
        body = self.press.body(feed, newest)
        if mood == "cut off":
            return wait, _response("200 OK", body[: len(body) * 2 // 3])
        own = f'"{feed}-{newest}"'
        if mood != "etag":
            return wait, _response("200 OK", body)
        if etag == own:
            return wait, f"HTTP/1.1 304 Not Modified\r\nETag: {own}\r\n\r\n".encode()
        return wait, _response("200 OK", body, f"ETag: {own}\r\n")

    def _order(self, path: str) -> None:
        if path == "/_again":
            self.newest.clear()
        else:
            self.mood, _, slow = path.partition("?")[2].partition("+")
            self.is_slow = slow == "lat"


def _response(status: str, body: bytes, extra: str = "") -> bytes:
    kind = "Content-Type: application/xml; charset=utf-8\r\n"
    return f"HTTP/1.1 {status}\r\n{kind}Content-Length: {len(body)}\r\n{extra}\r\n".encode() + body


class _Line(asyncio.Protocol):
    """One connection; requests have no body, and one is answered at a time."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            wait, answer = self._publishers.answer(first.split(" ")[1], headers.get("if-none-match", ""))
            if wait:
                asyncio.get_running_loop().call_later(wait, self._transport.write, answer)
            elif wait is not None:
                self._transport.write(answer)


async def serve(port: int, feeds: int) -> None:
    """Until the process is ended."""
    publishers = Publishers()
    for feed in range(feeds):
        publishers.press.body(feed, ITEMS)
    server = await asyncio.get_running_loop().create_server(
        lambda: _Line(publishers), "127.0.0.1", port, backlog=2_048
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--feeds", type=int, default=1_000)
    asked = parser.parse_args()
    asyncio.run(serve(asked.port, asked.feeds))


if __name__ == "__main__":
    main()
