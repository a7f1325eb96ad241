"""What happened when nobody asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One polling of what was due."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    edited: int = 0

    def __add__(self, other: Refreshed) -> Refreshed:
        return Refreshed(
            self.read + other.read,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
            self.new + other.new,
            self.edited + other.edited,
        )


@dataclass(frozen=True, slots=True)
class Delivered:
    """One pass over the outbox."""

    sent: int = 0
    deferred: int = 0
    doubtful: int = 0
    buried: int = 0
    closed: int = 0

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(
            self.sent + other.sent,
            self.deferred + other.deferred,
            self.doubtful + other.doubtful,
            self.buried + other.buried,
            self.closed + other.closed,
        )

    def __sub__(self, other: Delivered) -> Delivered:
        return Delivered(
            self.sent - other.sent,
            self.deferred - other.deferred,
            self.doubtful - other.doubtful,
            self.buried - other.buried,
            self.closed - other.closed,
        )
