"""The answers by which the Bot API says no, in Telegram's own words.

Clients tell them apart by the status and sometimes by the words, so both are kept as Telegram sends them.
"""

from __future__ import annotations

FORBIDDEN = 403
BAD_REQUEST = 400


class Refusal(Exception):
    """A definite no: nothing of the call was done."""

    def __init__(
        self, status: int, description: str, retry_after_s: int | None = None, migrated_to: int | None = None
    ) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.retry_after_s = retry_after_s
        self.migrated_to = migrated_to


def bad_request(reason: str) -> Refusal:
    """A call that Telegram will never take as it is."""
    return Refusal(BAD_REQUEST, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """A chat that will not be written to."""
    return Refusal(FORBIDDEN, f"Forbidden: {reason}")


def too_many(retry_after_s: int) -> Refusal:
    """The flood limit: come back after so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after_s}", retry_after_s=retry_after_s)


def moved(chat_id: int) -> Refusal:
    """A group that became a supergroup with another id."""
    return Refusal(
        BAD_REQUEST,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrated_to=chat_id,
    )


NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
POLLED_ELSEWHERE = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
