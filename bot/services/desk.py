"""What every use case works with: the ports, the language tables, and the house rules of this installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.french.aliases import Aliases
from bot.model import AccessMode, AccessRule, ChannelSeen, ChatId, Slot, UserId
from bot.ports import Clock, Directory, Fetcher, Finder, Parser, Store
from bot.services.bodies import Bodies


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings that use cases decide by; validated by the configuration, never changed while running."""

    zone: str
    slots: tuple[Slot, ...]
    max_stories: int
    max_chars: int  # of extract a story
    max_topics: int  # a chat
    max_alerts: int  # a chat in 24 hours
    quiet_from: int  # minutes after local midnight from which alerts arrive silently
    quiet_to: int
    min_interval: timedelta
    max_interval: timedelta
    retention: timedelta
    admins: frozenset[UserId] = frozenset()
    operator: str = ""  # who answers for what is kept of people; empty where nobody said
    contact: str = ""  # where they are reached
    spare: str = ""  # « @name » of the bot that would go on in this one's place
    access: AccessMode = AccessMode.OPEN  # where no admin chose otherwise

    @property
    def access_rule(self) -> AccessRule:
        """What the configuration says of who may use the bot."""
        return AccessRule(self.access, self.admins)


class NoDirectory:
    """The `directory` of a desk without Telegram."""

    async def see(self, chat: ChatId | str, user_id: UserId) -> ChannelSeen | None:
        """Nothing."""
        return None

    async def is_in_charge(self, chat_id: ChatId, user_id: UserId) -> bool:
        """Nobody."""
        return False


def nobody_listens() -> None:
    """The `wake` of a desk whose outbox nobody drains beside it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The ports and rules together; one for each process, built by `app`.

    `wake` tells the delivery loop that something is owed, so that an answer does not wait for its next tick.
    """

    store: Store
    clock: Clock
    fetcher: Fetcher
    parser: Parser
    finder: Finder
    aliases: Aliases
    rules: Rules
    wake: Callable[[], None] = field(default=nobody_listens)
    directory: Directory = field(default_factory=NoDirectory)
    bodies: Bodies = field(default_factory=Bodies)
