"""Feeds that lie in files, for `vigie digest --feed FILE`: a person at the terminal may read their own disk.

Addresses that come from a chat never get here as files: the finder and the address guard refuse every scheme but
http and https before a feed is followed.
"""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import FetchError, FetchProblem
from bot.model import Fetched, NotModified, Validators
from bot.ports import Fetcher


def file_url(path: Path) -> str:
    """The address under which a file is followed."""
    return path.resolve().as_uri()


class FileOrWeb:
    """A fetcher that reads `file:` addresses itself and leaves all others to the web's."""

    def __init__(self, web: Fetcher) -> None:
        self._web = web

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        """As `Fetcher.fetch`; a file that cannot be read is a `FetchError` like any other."""
        if not url.startswith("file:"):
            return await self._web.fetch(url, validators, body_hash)
        path = Path(unquote(urlsplit(url).path))
        try:
            body = await asyncio.to_thread(path.read_bytes)
        except OSError as exc:
            raise FetchError(url, FetchProblem.CONNECT, detail=exc.strerror or "") from exc
        digest = hashlib.blake2b(body, digest_size=16).digest()
        if digest == body_hash:
            return NotModified(validators)
        return Fetched(url, body, "", Validators(), digest)
