"""The arguments of one call of the Bot API: form fields, JSON or multipart, read strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.demo.chats import Key
from bot.demo.markup import Formatted, MarkupError, parse_html, plain, utf16_units
from bot.demo.refusals import bad_request
from bot.model import Button

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BUTTONS = 100
MAX_ACTION_BYTES = 64
_TRUE = frozenset({"true", "1", "True"})


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Markup:
    """What `reply_markup` asks for: buttons under the message, keys below the text field, or an answer."""

    buttons: tuple[tuple[Button, ...], ...] = ()
    keys: tuple[tuple[Key, ...], ...] = ()
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Params:
    """Fields as text (nested values as JSON), and files by the name of their part."""

    fields: Mapping[str, str]
    files: Mapping[str, File]

    def text(self, name: str) -> str:
        """The field, "" if absent."""
        return self.fields.get(name, "")

    def integer(self, name: str) -> int | None:
        """The field as a number, None if absent."""
        value = self.fields.get(name)
        try:
            return None if value in {None, ""} else int(value or 0)
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """Whether the field says yes."""
        return self.text(name) in _TRUE

    def json(self, name: str) -> object:
        """The field's JSON, None if absent."""
        try:
            return json.loads(self.text(name) or "null")
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> Mapping[str, object]:
        """The field's JSON object, empty if absent."""
        value = self.json(name)
        return value if isinstance(value, dict) else {}

    def chat_id(self) -> int:
        """The chat that the call is for."""
        if not self.text("chat_id"):
            raise bad_request("chat_id is empty")
        try:
            return int(self.text("chat_id"))
        except ValueError:
            raise bad_request("chat not found") from None

    def upload(self, name: str) -> File | None:
        """The file of a field, given by name of its part or as the part itself; None if it is an id or absent."""
        return self.files.get(self.text(name).removeprefix("attach://") or name)

    def formatted(self) -> Formatted:
        """The text of a message.

        Refused: empty, longer than 4,096 UTF-16 units once the markup is read, or with markup that Telegram refuses.
        """
        if not self.text("text"):
            raise bad_request("message text is empty")
        formatted = self._parsed("text")
        if not formatted.text:
            raise bad_request("text must be non-empty")
        if utf16_units(formatted.text) > MAX_TEXT:
            raise bad_request("message is too long")
        return formatted

    def caption(self) -> Formatted:
        """The caption of a file, which may be empty."""
        formatted = self._parsed("caption")
        if utf16_units(formatted.text) > MAX_CAPTION:
            raise bad_request("message caption is too long")
        return formatted

    def _parsed(self, name: str) -> Formatted:
        mode = self.text("parse_mode").lower()
        if mode not in {"", "html"}:
            raise bad_request("unsupported parse_mode")
        try:
            return parse_html(self.text(name)) if mode == "html" else plain(self.text(name))
        except MarkupError as exc:
            raise bad_request(f"can't parse entities: {exc}") from exc

    def markup(self) -> Markup:
        """What stands under a message or below the text field, checked."""
        asked = self.mapping("reply_markup")
        buttons = tuple(tuple(_button(each) for each in row) for row in _rows(asked, "inline_keyboard"))
        keys = tuple(tuple(_key(each) for each in row) for row in _rows(asked, "keyboard"))
        return Markup(buttons, keys, asked.get("force_reply") is True)


def _rows(asked: Mapping[str, object], name: str) -> list[list[object]]:
    """A keyboard's rows that hold anything."""
    rows = asked.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup JSON object")
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _key(raw: object) -> Key:
    """A key with words on it; of what a key can ask for, the demo plays a choice of channels."""
    told = {"text": raw} if isinstance(raw, str) else raw
    if not isinstance(told, dict) or not str(told.get("text", "")).strip():
        raise bad_request("can't parse keyboard button: text must be non-empty")
    asked = told.get("request_chat")
    if asked is None:
        return Key(str(told["text"]))
    if not isinstance(asked, dict) or not isinstance(asked.get("request_id"), int):
        raise bad_request("can't parse keyboard button: request_id must be a number")
    return Key(str(told["text"]), asked["request_id"])


def _button(raw: object) -> Button:
    """A button with exactly one thing that it does."""
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or not raw["text"].strip():
        raise bad_request("can't parse inline keyboard button: BUTTON_TEXT_INVALID")
    label = str(raw["text"])
    if len([key for key in raw if key not in {"text", "style", "icon_custom_emoji_id"}]) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in raw:
        action = str(raw["callback_data"])
        if not 1 <= len(action.encode()) <= MAX_ACTION_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(label, action=action)
    url = str(raw.get("url", ""))
    if "url" in raw and not url.startswith(("https://", "http://", "tg://")):
        raise bad_request("inline keyboard button URL is invalid")
    return Button(label, url=url)
