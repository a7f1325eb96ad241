"""What the page shows: the people, the group and the channel of the demo, and everything said, as one JSON object.

Times are printed here, in the demo's zone, so that the page has nothing to reckon.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import BOT_ID, Post, Standing, Upload
from bot.demo.control import told
from bot.demo.feeds import FeedServer
from bot.demo.wire import Json, keys_json, picture_size
from bot.model import ChatKind

READER, ENGLISH_READER, ADMIN, GROUP, CHANNEL = 1001, 1002, 42, -5001, -1_000_000_005_003
MORNING = time(7, 30)  # when digests come unless somebody chose another time
KEPT_ANSWERS = 50  # answers to taps that are told again; the page needs the one it waits for

_HOUR = "H'\u202fh\u202f'mm"
_DAY = "EEEE d MMMM"


@dataclass(frozen=True, slots=True)
class Seat:
    """A conversation that can be looked at, and who may speak in it; `samples` invite to begin.

    `to_read`: nothing can be written there, for the reason that this gives.
    """

    slug: str
    chat_id: int
    name: str
    about: str
    speakers: tuple[tuple[int, str], ...]
    invitation: str
    samples: tuple[str, ...]
    language: str = "fr"
    to_read: str = ""


_TO_READERS = (
    "Vigie lit la presse francophone et vous dit ce qu’il y a de nouveau sur les sujets de votre choix."
)
SEATS = (
    Seat(
        "camille",
        READER,
        "Camille",
        "lit en français",
        ((READER, "Camille"),),
        _TO_READERS,
        ("cessez-le-feu", "Otan", "budget"),
    ),
    Seat(
        "sam",
        ENGLISH_READER,
        "Sam",
        "lit en anglais",
        ((ENGLISH_READER, "Sam"),),
        "Sam a réglé Telegram en anglais\u00a0: Vigie lui répond dans sa langue.",
        ("Nato", "cessez-le-feu", "/help"),
        "en",
    ),
    Seat(
        "club",
        GROUP,
        "Club de presse",
        "un groupe",
        ((READER, "Camille, admin"), (ENGLISH_READER, "Sam, membre")),
        "Dans un groupe, Vigie n’entend que les commandes et les réponses à ses messages\u202f; "
        "seuls ceux qui l’administrent changent les réglages.",
        ("/abonner cessez-le-feu", "/digest Otan"),
    ),
    Seat(
        "revue",
        CHANNEL,
        "La revue",
        "un canal",
        ((READER, "Camille, admin"), (ENGLISH_READER, "Sam, abonné")),
        "Dans un canal ne paraissent que ses revues et ses alertes. Camille, qui l’administre, le règle dans sa "
        "conversation avec Vigie, par /canal.",
        (),
        to_read="Un canal se lit. Camille le règle dans sa conversation, par /canal.",
    ),
    Seat(
        "dominique",
        ADMIN,
        "Dominique",
        "administre le bot",
        ((ADMIN, "Dominique"),),
        "Dominique administre le bot\u00a0: son menu compte des commandes de plus.",
        ("/flux", "/aide"),
    ),
)


def cast(api: BotApiServer) -> None:
    """Let everybody in: two readers, the bot's admin, a group and a channel of the readers."""
    api.people.add_person(READER, "Camille")
    api.people.add_person(ENGLISH_READER, "Sam", language="en")
    api.people.add_person(ADMIN, "Dominique")
    readers = {READER: Standing.CREATOR, ENGLISH_READER: Standing.MEMBER}
    api.people.add_group(GROUP, "Club de presse", readers, ChatKind.GROUP)
    api.people.add_group(CHANNEL, "La revue", readers, ChatKind.CHANNEL, Standing.ADMINISTRATOR)


def seat_of(chat_id: object, user_id: object) -> Seat | None:
    """The conversation in which that person may act, None if there is none."""
    for seat in SEATS:
        if seat.chat_id == chat_id and any(user_id == speaker for speaker, _ in seat.speakers):
            return seat
    return None


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The next time at which digests come; never `now` itself."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone)


@dataclass
class Scene:
    """The room as the page is told of it; `busy` counts the acts under way in each chat."""

    api: BotApiServer
    press: FeedServer
    zone: ZoneInfo
    run: str
    busy: Counter[int] = field(default_factory=Counter)
    moving: bool = False
    trouble: str = ""

    def state(self, after: int) -> Json:
        """What changed after that revision of the room, and what stands always."""
        room = self.api.room
        return {
            "run": self.run,
            "revision": room.revision,
            "bot": self.api.people.bot,
            "clock": self._clock(),
            "busy": [chat for chat, acts in self.busy.items() if acts] + sorted(room.typing),
            "moving": self.moving,
            "trouble": self.trouble,
            "seats": [self._seat(seat) for seat in SEATS],
            "messages": [self._told(post) for post in room.changed_posts(after)],
            "answers": {
                tap.query_id: {"text": tap.answer.text, "alert": tap.answer.alert}
                for tap in room.taps[-KEPT_ANSWERS:]
                if tap.answer is not None
            },
        }

    def _clock(self) -> Json:
        now = self.api.clock.now()
        morning = next_morning(now, self.zone)
        day = "Aujourd’hui" if morning.date() == now.astimezone(self.zone).date() else "Demain"
        return {
            "day": self._print(now, _DAY),
            "year": self._print(now, "y"),
            "time": self._print(now, _HOUR),
            "morning": f"{day}, {self._print(morning, _HOUR)}",
        }

    def _seat(self, seat: Seat) -> Json:
        return {
            "slug": seat.slug,
            "chat": seat.chat_id,
            "name": seat.name,
            "about": seat.about,
            "invitation": seat.invitation,
            "samples": list(seat.samples),
            "language": seat.language,
            "group": seat.chat_id < 0 and not seat.to_read,
            "toRead": seat.to_read,
            "keys": keys_json(self.api.room.keys(seat.chat_id)),
            "speakers": [
                {"id": user, "name": name, "menu": self._menu(seat, user), "channels": self._channels(user)}
                for user, name in seat.speakers
            ],
        }

    def _menu(self, seat: Seat, user: int) -> object:
        return [] if seat.to_read else self.api.profile.menu(seat.chat_id, user)

    def _channels(self, user: int) -> list[Json]:
        return [{"id": chat.id, "title": chat.title} for chat in self.api.people.channels_of(user)]

    def _told(self, post: Post) -> Json:
        sender = self.api.room.people.get(post.sender_id or 0)
        name = "Vigie" if post.sender_id == BOT_ID else sender.first_name if sender else ""
        return told(post) | {
            "entities": [self._entity(entity) for entity in _list(told(post)["entities"])],
            "sender": name,
            "day": self._print(post.at, _DAY),
            "time": self._print(post.at, _HOUR),
            "file": None if post.upload is None else _file(post.upload),
        }

    def _entity(self, entity: Json) -> Json:
        """Links to the invented papers open their pages on this machine; `shown` is the address as it was sent."""
        url = str(entity.get("url", ""))
        for outlet in self.press.outlets:
            home = f"https://{outlet.slug}.example/"
            if url.startswith(home):
                return entity | {"url": self.press.page_url(outlet) + url.removeprefix(home), "shown": url}
        return entity

    def _print(self, at: datetime, pattern: str) -> str:
        return format_datetime(at.astimezone(self.zone), pattern, locale="fr")


def _list(value: object) -> list[Json]:
    assert isinstance(value, list)
    return value


def _file(upload: Upload) -> Json:
    width, height = picture_size(upload.content)
    return {
        "id": upload.id,
        "kind": upload.kind,
        "name": upload.name,
        "size": _size(len(upload.content)),
        "width": width,
        "height": height,
    }


def _size(size_bytes: int) -> str:
    if size_bytes < 1000:
        return f"{size_bytes} octet{'s' if size_bytes > 1 else ''}"
    return f"{size_bytes / 1000:.0f}\u00a0Ko" if size_bytes < 1_000_000 else f"{size_bytes / 1e6:.0f}\u00a0Mo"
