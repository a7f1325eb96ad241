"""Finds the feeds behind the address that a person typed: often a site's, not a feed's.

The address itself first; then what its page announces; then what its page links to, and a few paths where feeds
usually are. The last two are guesses, and are read before they are offered; their number is small.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from bot.core.charset import decode
from bot.core.feed_links import announced_feeds, linked_feeds
from bot.core.links import same_feed_key
from bot.errors import FetchError, FetchProblem, InvalidUrl, NoFeedFound, ParseError
from bot.model import FeedOffer, Fetched
from bot.ports import Clock, Fetcher, Parser

# Where French sites have their feeds when their pages do not say: WordPress, SPIP, newspaper systems, static sites.
_USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/spip.php?page=backend")
_MAX_GUESSES = 8
# After these the host will not do better at the next guess.
_HOPELESS = frozenset({FetchProblem.DNS, FetchProblem.CONNECT, FetchProblem.TLS, FetchProblem.TIMEOUT})


class FeedFinder:
    """`Finder` over a fetcher and a parser."""

    def __init__(self, fetcher: Fetcher, parser: Parser, clock: Clock) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock

    async def find(self, url: str) -> tuple[FeedOffer, ...]:
        """See `Finder.find`. An announced feed is offered unread, under the name that the page gives it."""
        try:
            page = await self._read(url)
            itself = await self._offer(page, url)
            if itself:
                return (itself,)
            text = decode(page.body, page.content_type)
            announced = announced_feeds(text, page.url)
            return announced or (await self._guess(page.url, linked_feeds(text, page.url)),)
        except FetchError as exc:
            raise NoFeedFound(url, exc.problem, exc.status) from exc

    async def _guess(self, url: str, linked: Iterable[FeedOffer]) -> FeedOffer:
        for guess in _guesses(url, linked):
            try:
                offer = await self._offer(await self._read(guess), guess)
            except InvalidUrl:
                continue
            except FetchError as exc:
                if exc.problem in _HOPELESS:
                    break
                continue
            if offer:
                return offer
        raise NoFeedFound(url, FetchProblem.NOT_A_FEED)

    async def _read(self, url: str) -> Fetched:
        answer = await self._fetcher.fetch(url)
        assert isinstance(answer, Fetched)  # nothing was sent to compare with
        return answer

    async def _offer(self, page: Fetched, url: str) -> FeedOffer | None:
        try:
            feed = await self._parser.parse(page, self._clock.now())
        except ParseError:
            return None
        return FeedOffer(page.moved_to or url, feed.title)


def _guesses(url: str, linked: Iterable[FeedOffer]) -> tuple[str, ...]:
    """Addresses to try, each once: the page's own links first, then below the page, then at the site's root."""
    parts = urlsplit(url)
    below = [f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/feed"]
    usual = [urljoin(url, path) for path in _USUAL_PATHS]
    distinct = {same_feed_key(guess): guess for guess in reversed([*(o.url for o in linked), *below, *usual])}
    return tuple(reversed(distinct.values()))[:_MAX_GUESSES]
