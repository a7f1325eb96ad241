"""Finds the feeds behind the address that a person typed: often a site's, not a feed's.

The address itself first; then what its page announces; then what its page links to, its site's home announces, and
the few places where feeds usually are. Everything is read before it is offered, as far as the requests suffice: a
site is asked for at most `MAX_REQUESTS` documents, and for none more once it refuses or does not answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from bot.core.addresses import addresses_of
from bot.core.charset import decode
from bot.core.feed_links import PageLinks, ranked, read_links
from bot.core.glimpse import glimpse_of
from bot.core.links import same_feed_key
from bot.core.same_items import without_copies
from bot.core.usual_places import home_of, usual_places
from bot.errors import FetchError, FetchProblem, InvalidUrl, NoFeedFound, ParseError
from bot.model import FeedOffer, Fetched
from bot.ports import Clock, Fetcher, Parser

MAX_REQUESTS = 10  # of one search, redirects apart
MAX_OFFERS = 8  # announced feeds that are read; the page itself was one request
MAX_LINKED = 3  # links that look like feeds; the page of a newspaper has hundreds of links
PATIENCE_S = (
    45.0  # of the person who waits for the answer; what is not read by then is offered unread, or not at all
)
# After these the host will not do better at the next address.
_HOPELESS = frozenset({FetchProblem.DNS, FetchProblem.CONNECT, FetchProblem.TLS, FetchProblem.TIMEOUT})
_ASKS_FOR_PEACE = frozenset({429, 503})
_OTHER_SCHEME_HELPS = frozenset(
    {FetchProblem.CONNECT, FetchProblem.TLS, FetchProblem.TIMEOUT, FetchProblem.CUT_OFF}
)


class FeedFinder:
    """`Finder` over a fetcher and a parser."""

    def __init__(
        self, fetcher: Fetcher, parser: Parser, clock: Clock, patience_s: float = PATIENCE_S
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._patience_s = patience_s

    async def find(self, typed: str) -> tuple[FeedOffer, ...]:
        """See `Finder.find`."""
        addresses = addresses_of(typed)
        search = _Search(self._fetcher, self._parser, self._clock)
        try:
            async with asyncio.timeout(self._patience_s):
                await search.run(addresses)
        except FetchError as exc:
            raise NoFeedFound(typed.strip(), exc.problem, exc.status) from exc
        except TimeoutError as exc:
            if not search.offers:
                raise NoFeedFound(typed.strip(), FetchProblem.TIMEOUT) from exc
        offers = without_copies(ranked(search.offers))
        if not offers:
            raise search.failure(typed.strip())
        return offers


@dataclass
class _Search:
    """One search: what was found so far, and what it may still ask for.

    What a page announces stands in `found` before it is read, so that it is offered also where time runs out.
    """

    fetcher: Fetcher
    parser: Parser
    clock: Clock
    found: list[FeedOffer | None] = field(default_factory=list)  # None: announced, and no feed
    left: int = MAX_REQUESTS
    _tried: set[str] = field(default_factory=set)
    _closed_hosts: set[str] = field(default_factory=set)
    _refusal: FetchError | None = None  # the first of a feed that its page promised
    _side_by_side: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    @property
    def offers(self) -> tuple[FeedOffer, ...]:
        """Everything that was found."""
        return tuple(offer for offer in self.found if offer)

    async def run(self, addresses: Sequence[str]) -> None:
        """Fill `found`. Raises `FetchError` where the address itself cannot be read."""
        url, page = await self._first(addresses)
        if itself := await self._offer(page, FeedOffer(url, "")):
            self.found.append(itself)
            return
        text = decode(page.body, page.content_type)
        links = read_links(text, page.url, page.link_header)
        await self._read_announced(links)
        if not self._has_news():
            await self._look_around(text, page, links)

    def failure(self, typed: str) -> NoFeedFound:
        """Why nothing was found: what a promised feed answered, else that there is none."""
        if self._refusal is not None:
            return NoFeedFound(self._refusal.url, self._refusal.problem, self._refusal.status)
        return NoFeedFound(typed, FetchProblem.NOT_A_FEED)

    async def _first(self, addresses: Sequence[str]) -> tuple[str, Fetched]:
        """The first address that answers, and what it answered."""
        url, *others = addresses
        try:
            return url, await self._ask(url)
        except FetchError as exc:
            if not others or exc.problem not in _OTHER_SCHEME_HELPS:
                raise
            self._closed_hosts.clear()
            try:
                return others[0], await self._ask(others[0])
            except FetchError as other:
                if other.status is not None:  # somebody is there, and says why not
                    raise
                raise exc from None  # what is wrong with the address that people mean today

    async def _read_announced(self, links: PageLinks) -> None:
        """Offer what the page announces, and read as much of it as may be asked for."""
        start = len(self.found)
        self.found += links.announced

        async def read(place: int, offer: FeedOffer) -> None:
            self.found[place] = await self._read_promised(offer)

        await asyncio.gather(
            *(read(start + n, offer) for n, offer in enumerate(links.announced[:MAX_OFFERS]))
        )

    async def _look_around(self, text: str, page: Fetched, links: PageLinks) -> None:
        """What the page does not say: its links, a page of feeds among them, its home, the usual places."""
        for offer in links.linked[:MAX_LINKED]:
            if await self._visit(offer):
                return
        if self._has_news():
            return
        home = home_of(page.url)
        if home and await self._visit(FeedOffer(home, "", site=links.site)):
            return
        for place in usual_places(text, page.url, links.generator):
            if offer_there := await self._read(FeedOffer(place, "", site=links.site)):
                self.found.append(offer_there)
                return

    async def _visit(self, offer: FeedOffer) -> bool:
        """Read what a link leads to: a feed is kept, a page is asked for its own feeds.

        Whether the search is over: a link that is a feed may have sisters, a page of feeds has them all.
        """
        page = await self._get(offer.url)
        if page is None:
            return False
        if itself := await self._offer(page, offer):
            self.found.append(itself)
            return False
        links = read_links(decode(page.body, page.content_type), page.url, page.link_header)
        await self._read_announced(links)
        if not self._has_news():
            for linked in links.linked[:MAX_OFFERS]:
                self.found.append(await self._read(linked))
        return self._has_news()

    def _has_news(self) -> bool:
        return any(not offer.is_comments for offer in self.offers)

    async def _read_promised(self, offer: FeedOffer) -> FeedOffer | None:
        """As it was read; as its page says where nothing more may be asked; None where it is no feed."""
        async with self._side_by_side:
            if self.left <= 0:
                return offer
            try:
                page = await self._get(offer.url, promised=True)
            except FetchError as exc:
                self._refusal = self._refusal or exc
                return None
            return await self._offer(page, offer) if page else None

    async def _read(self, offer: FeedOffer) -> FeedOffer | None:
        page = await self._get(offer.url)
        return await self._offer(page, offer) if page else None

    async def _get(self, url: str, *, promised: bool = False) -> Fetched | None:
        """None where it cannot be had, was tried already, or may not be asked for; `promised`: raises `FetchError`."""
        if self.left <= 0 or same_feed_key(url) in self._tried or urlsplit(url).netloc in self._closed_hosts:
            return None
        try:
            return await self._ask(url)
        except InvalidUrl:
            return None
        except FetchError:
            if promised:
                raise
            return None

    async def _ask(self, url: str) -> Fetched:
        self.left -= 1
        self._tried.add(same_feed_key(url))
        try:
            answer = await self.fetcher.fetch(url)
        except FetchError as exc:
            if exc.problem in _HOPELESS or exc.status in _ASKS_FOR_PEACE:
                self._closed_hosts.add(urlsplit(url).netloc)
            raise
        assert isinstance(answer, Fetched)  # nothing was sent to compare with
        return answer

    async def _offer(self, page: Fetched, offer: FeedOffer) -> FeedOffer | None:
        """A temporary detour is the publisher's affair; an address that has moved for good is offered where it is."""
        try:
            feed = await self.parser.parse(page, self.clock.now())
        except ParseError:
            return None
        return replace(
            offer,
            url=page.moved_to or offer.url,
            title=feed.title,
            language=feed.language or offer.language,
            glimpse=glimpse_of(feed),
        )
