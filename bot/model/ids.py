"""The names of rows, so that no function takes one kind for another."""

from __future__ import annotations

from typing import NewType

FeedId = NewType("FeedId", int)
EntryId = NewType("EntryId", int)
TopicId = NewType("TopicId", int)
StoryId = NewType("StoryId", int)  # the id of its first entry, for ever
DestinationId = NewType("DestinationId", int)
DigestId = NewType("DigestId", int)
OutboxId = NewType("OutboxId", int)
ChatId = NewType("ChatId", int)  # Telegram's: positive for people, negative for groups and channels
UserId = NewType("UserId", int)
Seq = NewType("Seq", int)  # order of analysis; what is new is decided by it, never by a clock
Token = NewType("Token", str)  # fencing token of a lease
