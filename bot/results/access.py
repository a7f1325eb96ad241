"""What admins are told of who may use the bot."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import AccessLink, AccessMode, ChatId, ChatLimits, Listed, Roll


@dataclass(frozen=True, slots=True)
class AccessShown:
    """`/acces`: the mode, and how many stand where. `kept`: chats that keep their access, where it just closed."""

    mode: AccessMode
    admitted: int
    links: int
    blocked: int
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class LinkMade:
    """A link, shown this once; `bot` is our name, "" where Telegram has not told it yet."""

    link: AccessLink
    bot: str
    payload: str
    mode: AccessMode


@dataclass(frozen=True, slots=True)
class LinksShown:
    """The links that still let somebody in; `revoked`: one that no longer does."""

    links: tuple[AccessLink, ...]
    mode: AccessMode
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class RollShown:
    """A page of a list, from 0; `gone` was just taken off it."""

    roll: Roll
    entries: tuple[Listed, ...]
    page: int
    pages: int
    total: int
    mode: AccessMode
    gone: Listed | None = None


@dataclass(frozen=True, slots=True)
class RollChanged:
    """A chat or a name put on a list (`on`) or taken off; `changed`: it was not so before."""

    roll: Roll
    who: ChatId | str
    on: bool
    changed: bool
    mode: AccessMode


@dataclass(frozen=True, slots=True)
class LimitsShown:
    """What one chat is allowed; `house`: what everybody is. `changed`: it was just set."""

    chat_id: ChatId
    limits: ChatLimits
    house: ChatLimits
    changed: bool
