"""What is kept of a document's items, so that the next document's need not be parsed again: some 24 bytes each.

Only what stands for itself is kept: an item whose key is its own whatever else the document holds, under the frame
(the elements around the items, the base of their links, the version of this program) in which it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from bot import __version__
from bot.core.itemcut import MARK_BYTES
from bot.model import SeenItem

KEY_BYTES = 16
_FRAME_BYTES = 16
_ROW = MARK_BYTES + KEY_BYTES
_RULES = "2"  # how documents are read; raised when the same bytes may give another entry within one version


@dataclass(frozen=True, slots=True)
class Memory:
    """The items of the last document, by mark; `frame` is b"" where nothing is remembered."""

    frame: bytes = b""
    keys: dict[bytes, str] | None = None

    def key_of(self, mark: bytes) -> str | None:
        """The key of the entry that this item gave; None for an item that was not there."""
        return (self.keys or {}).get(mark)


def frame_of(*parts: str | bytes) -> bytes:
    """A digest of what the items of a document depend on beside their own bytes."""
    digest = blake2b(digest_size=_FRAME_BYTES)
    for part in (__version__, _RULES, *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.digest()


def pack(frame: bytes, items: Iterable[SeenItem]) -> bytes:
    """As stored; b"" without frame or items."""
    rows = b"".join(item.mark + bytes.fromhex(item.key) for item in items) if frame else b""
    return frame + rows if rows else b""


def unpack(memory: bytes) -> Memory:
    """What `pack` made; nothing of bytes that cannot be its work."""
    if not memory or (len(memory) - _FRAME_BYTES) % _ROW:
        return Memory()
    rows = (memory[at : at + _ROW] for at in range(_FRAME_BYTES, len(memory), _ROW))
    return Memory(memory[:_FRAME_BYTES], {row[:MARK_BYTES]: row[MARK_BYTES:].hex() for row in rows})
