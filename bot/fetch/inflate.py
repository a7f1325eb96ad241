"""Compressed bodies, unpacked in bounded steps, so that a small answer cannot become a large one in memory."""

from __future__ import annotations

import zlib

_GZIP_MAGIC = b"\x1f\x8b"
_STEP_BYTES = 65_536
_GZIP_OR_ZLIB = 47  # window bits: either header is recognised
_RAW_DEFLATE = -15  # what some servers mean by "deflate"


class BadEncoding(Exception):
    """The body is not compressed the way it says, or in a way that was not asked for."""


class TooMuch(Exception):
    """More than was allowed, on the wire or unpacked."""


class Truncated(Exception):
    """The compressed stream ends early."""


class Body:
    """Collects a body as it arrives; both its sizes, as sent and unpacked, stay within `max_bytes`."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._received = 0
        self._chunks: list[bytes] = []
        self._size = 0
        self._encoding = encoding.strip().lower()
        self._inflater: zlib._Decompress | None = None
        if self._encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BadEncoding(self._encoding)

    @property
    def size_bytes(self) -> int:
        """What is held, unpacked."""
        return self._size

    def feed(self, data: bytes) -> None:
        """Take what came in; raises `TooMuch` or `BadEncoding`."""
        if self._received == 0:
            self._begin(data)
        self._received += len(data)
        if self._received > self._max_bytes:
            raise TooMuch
        if self._inflater is None:
            self._keep(data)
        else:
            self._inflate(data)

    def finish(self) -> bytes:
        """The whole body, unpacked; raises `Truncated`."""
        if self._inflater is not None and not self._inflater.eof:
            raise Truncated
        return b"".join(self._chunks)

    def start(self) -> bytes:
        """What has been unpacked so far, whether or not that is all."""
        return b"".join(self._chunks)

    def _begin(self, data: bytes) -> None:
        """The bytes decide: gzip is recognised unannounced, and what is only announced is taken as it is."""
        if data.startswith(_GZIP_MAGIC):
            self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
        elif self._encoding == "deflate":
            has_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB if has_header else _RAW_DEFLATE)

    def _inflate(self, data: bytes) -> None:
        assert self._inflater is not None
        while data:
            if self._inflater.eof:  # another member, or padding
                if not data.startswith(_GZIP_MAGIC):
                    return
                self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            try:
                self._keep(self._inflater.decompress(data, _STEP_BYTES))
            except zlib.error as exc:
                raise BadEncoding(str(exc)) from exc
            data = self._inflater.unconsumed_tail or self._inflater.unused_data

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._max_bytes:
            raise TooMuch
        self._chunks.append(data)
