"""Values that the database holds as compact JSON, turned to and from our own types in this one place."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from typing import Any

from bot.model import Attachment, Button, Field, Hit, Message, Slot

SAME_TIMES = 1_024  # most destinations share a few sets of times


def dump(value: object) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """A JSON list for `IN (SELECT value FROM json_each(?))`: one statement whatever the number of values."""
    return dump(list(values))


def numbers(text: str) -> tuple[int, ...]:
    """A stored list of ids."""
    return tuple(json.loads(text))


def dump_hits(hits: Iterable[Hit]) -> str:
    """Hits, a short list each."""
    return dump([[hit.field.value, hit.start, hit.end, hit.term, hit.alias] for hit in hits])


def load_hits(text: str) -> tuple[Hit, ...]:
    """The hits as they were."""
    return tuple(
        Hit(Field(field), start, end, term, alias) for field, start, end, term, alias in json.loads(text)
    )


def dump_slots(slots: Iterable[Slot]) -> str:
    """Times of day with their days in order."""
    return dump([[slot.at.isoformat(), sorted(slot.days)] for slot in slots])


@lru_cache(SAME_TIMES)
def load_slots(text: str) -> tuple[Slot, ...]:
    """The slots as they were."""
    return tuple(Slot(time.fromisoformat(at), frozenset(days)) for at, days in json.loads(text))


def dump_message(message: Message) -> str:
    """A message; what is empty is left out, for most have neither button nor attachment."""
    value: dict[str, Any] = {"html": message.html}
    if message.buttons:
        value["buttons"] = [[[b.label, b.action, b.url] for b in row] for row in message.buttons]
    if message.silent:
        value["silent"] = True
    if message.ask:
        value["ask"] = True
    if message.asked is not None:
        value["asked"] = message.asked
    if message.pick:
        value["pick"] = message.pick
    if message.preview:
        value["preview"] = True
    if (attached := message.attachment) is not None:
        content = base64.b64encode(attached.content).decode("ascii")
        value["photo" if attached.as_photo else "document"] = [attached.name, content, attached.mime]
    return dump(value)


def load_message(text: str) -> Message:
    """The message as it was."""
    value = json.loads(text)
    photo = value.get("photo")
    attached = photo or value.get("document")
    return Message(
        value["html"],
        tuple(tuple(Button(*button) for button in row) for row in value.get("buttons", ())),
        value.get("silent", False),
        value.get("ask", False),
        attached and Attachment(attached[0], base64.b64decode(attached[1]), attached[2], bool(photo)),
        value.get("preview", False),
        value.get("pick", ""),
        value.get("asked"),
    )
