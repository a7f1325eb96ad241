"""Publishers who have asked not to be read: nothing is asked of them, wherever an address or a redirect leads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.errors import FetchProblem, InvalidUrl
from bot.model import Fetched, NotModified, Validators
from bot.ports import Fetcher

Refuses = Callable[[str], Awaitable[bool]]  # whether the publisher of an address has asked not to be read


async def nobody_refuses(url: str) -> bool:
    """For a fetcher that serves no store."""
    return False


class Considerate:
    """A fetcher for addresses that people name or pages announce; what is followed has been asked about already."""

    def __init__(self, web: Fetcher, refuses: Refuses) -> None:
        self._web = web
        self._refuses = refuses

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        """As `Fetcher.fetch`; raises `InvalidUrl` (`UNWANTED`) without asking."""
        if await self._refuses(url):
            raise InvalidUrl(url, FetchProblem.UNWANTED)
        return await self._web.fetch(url, validators, body_hash)
