"""Rendered parts, and what is owed until Telegram has taken it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto

from bot.model.destinations import Destination, How
from bot.model.ids import DestinationId, DigestId, OutboxId, StoryId, Token, UserId


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `action` (callback data, at most 64 bytes) or `url`, one of them."""

    label: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is sent with a message, whose words are then its caption (at most 1,024 units)."""

    name: str
    content: bytes
    mime: str
    as_photo: bool = False  # shown in the chat, at Telegram's own quality; else a file to keep


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered part: escaped HTML of at most 4,096 UTF-16 units after entity parsing, and its rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    ask: bool = False  # in groups: opens the keyboard of whoever is asked on an answer
    attachment: Attachment | None = None
    preview: bool = False  # the first link is shown with its picture
    pick: str = (
        ""  # in private: the label of a button that opens Telegram's own list of the person's channels
    )
    asked: UserId | None = (
        None  # who is asked, where no message of theirs is answered: only their keyboard opens
    )


@dataclass(frozen=True, slots=True)
class OfMessage:
    """A message by the id that Telegram gave it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class OfDraft:
    """The message that the draft of this `dedupe_key` becomes, perhaps not sent yet."""

    dedupe_key: str


@dataclass(frozen=True, slots=True)
class OfStory:
    """The message by which the destination was last told a story that way, perhaps not sent yet."""

    story_id: StoryId
    how: How


Target = OfMessage | OfDraft | OfStory  # an earlier message of the same destination


class Part(StrEnum):
    """What of a message is edited: Telegram has a method for each."""

    TEXT = "text"  # words and buttons
    CAPTION = "caption"  # words and buttons of one with an attachment
    BUTTONS = "buttons"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to an earlier message; where that is gone, a message of its own."""

    to: Target


@dataclass(frozen=True, slots=True)
class Edit:
    """Takes the place of an earlier message, and notifies nobody. Doing it twice changes nothing.

    Where that message is gone, or Telegram lets nobody edit it any more: a message of its own, or with
    `or_new=False` nothing.
    """

    of: Target
    part: Part = Part.TEXT
    or_new: bool = True


@dataclass(frozen=True, slots=True)
class Replying:
    """A `Reply` whose target is known by now."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Editing:
    """An `Edit` whose target is known by now; None where there is no such message."""

    message_id: int | None
    part: Part
    or_new: bool


class Dress(Enum):
    """How much of a message is sent; what Telegram refuses is tried once more with less."""

    FULL = auto()
    PLAIN = auto()  # no markup and no buttons that are links: an address may be what is refused
    BARE = auto()  # the words alone, without buttons or attachment


class Kind(StrEnum):
    """What a message in the outbox is; the order is the order in which they pass."""

    ANSWER = "answer"
    ALERT = "alert"
    DIGEST = "digest"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True)
class Surge:
    """A tick that owed several times its usual number of messages."""

    kind: Kind
    owed: int
    usual: int  # the busiest tick of the last weeks


@dataclass(frozen=True, slots=True)
class Hold:
    """Kinds of messages that do not leave until an admin says so; `surge` is why, None where an admin wanted it."""

    since: datetime
    kinds: tuple[Kind, ...]
    surge: Surge | None = None


class State(StrEnum):
    """Where a message in the outbox stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"  # Telegram asked to wait, or it is known not to have left
    DOUBTFUL = "doubtful"  # may have arrived; tried again until there is a definite answer
    DEAD = "dead"  # refused for ever, or its destination is gone


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be owed. `dedupe_key` makes it unique for ever: the same key is never enqueued twice."""

    destination_id: DestinationId
    kind: Kind
    dedupe_key: str
    message: Message
    stories: tuple[StoryId, ...] = ()  # whose `told` row gets the message id once it is sent
    way: Reply | Edit | None = None  # None: a message of its own


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed message on its way out."""

    id: OutboxId
    token: Token
    destination: Destination
    kind: Kind
    message: Message
    attempts: int  # before this one
    doubts: int  # earlier attempts that may have arrived
    created_at: datetime
    digest_id: DigestId | None = None
    way: Replying | Editing | None = None
