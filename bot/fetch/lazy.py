"""A fetcher that is made when it is first asked: what needs no web does not pay for its client."""

from __future__ import annotations

from collections.abc import Callable

from bot.model import Fetched, NotModified, Validators
from bot.ports import ClosableFetcher


class LazyFetcher:
    """`Fetcher`; `make` is called at the first reading, if there is one."""

    def __init__(self, make: Callable[[], ClosableFetcher]) -> None:
        self._make = make
        self._made: ClosableFetcher | None = None

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        """As `Fetcher.fetch`."""
        if self._made is None:
            self._made = self._make()
        return await self._made.fetch(url, validators, body_hash)

    async def close(self) -> None:
        """Close what was made."""
        if self._made is not None:
            await self._made.close()
