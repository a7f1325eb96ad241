"""Destinations and readers as the tests need them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model import ChatId, ChatKind, Destination, DestinationId, Seq

NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)


def destination(
    chat_id: int = 42, kind: ChatKind = ChatKind.PRIVATE, thread_id: int | None = None, language: str = "fr"
) -> Destination:
    """An open destination with no times."""
    return Destination(
        id=DestinationId(1),
        chat_id=ChatId(chat_id),
        thread_id=thread_id,
        kind=kind,
        title="",
        language=language,
        zone="Europe/Paris",
        slots=(),
        cursor=Seq(0),
        created_at=NOW,
        next_due_at=None,
    )
