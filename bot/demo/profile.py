"""The methods of the Bot API by which the bot presents itself and asks who is in a chat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bot.demo.chats import BOT_ID, Chat, Room, Standing
from bot.demo.inbox import Inbox
from bot.demo.methods import Method
from bot.demo.params import Params
from bot.demo.refusals import bad_request
from bot.demo.wire import Json, full_chat_json, is_present, may_post_in, member_json, person_json
from bot.model import ChatKind

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
_COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
_WORDS = {
    "name": ("name", 64),
    "description": ("description", 512),
    "shortdescription": ("short_description", 120),
}
_DONE = ("pinchatmessage", "unpinchatmessage", "setmydefaultadministratorrights", "logout", "close")
_CREATORS = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR})


def _scopes(chat: Chat, user_id: int) -> Iterator[Json]:
    """The scopes that hold for somebody in a chat, the narrowest first."""
    if chat.kind is ChatKind.PRIVATE:
        yield {"type": "chat", "chat_id": chat.id}
        yield {"type": "all_private_chats"}
    else:
        is_admin = chat.standing_of(user_id) in _CREATORS
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": user_id}
        if is_admin:
            yield {"type": "chat_administrators", "chat_id": chat.id}
        yield {"type": "chat", "chat_id": chat.id}
        if is_admin:
            yield {"type": "all_chat_administrators"}
        yield {"type": "all_group_chats"}
    yield {"type": "default"}


class Profile:
    """Methods about the bot and about chats, which change no message."""

    def __init__(self, room: Room, inbox: Inbox, bot: Json) -> None:
        self._room = room
        self._inbox = inbox
        self._bot = bot
        self._commands: dict[tuple[str, str], object] = {}
        self._words: dict[tuple[str, str], str] = {}
        self._menu_buttons: dict[str, object] = {}
        self._webhook = ""

    def table(self) -> Mapping[str, Method]:
        """The methods by lower-case name."""
        words = {f"setmy{name}": self._set_words(name) for name in _WORDS}
        words |= {f"getmy{name}": self._get_words(name) for name in _WORDS}
        done: dict[str, Method] = {name: lambda _: True for name in _DONE}
        return (
            done
            | words
            | {
                "getme": lambda _: self._bot,
                "getchat": lambda params: full_chat_json(self._chat(params)),
                "getchatmember": self.get_member,
                "getchatadministrators": self.get_admins,
                "getchatmembercount": lambda params: len(self._chat(params).members) + 1,
                "leavechat": self.leave,
                "setmycommands": self.set_commands,
                "getmycommands": self.get_commands,
                "deletemycommands": self.delete_commands,
                "setchatmenubutton": self.set_menu_button,
                "getchatmenubutton": self.get_menu_button,
                "setwebhook": self.set_webhook,
                "deletewebhook": self.delete_webhook,
                "getwebhookinfo": self.get_webhook,
            }
        )

    @property
    def has_webhook(self) -> bool:
        """Whether updates go elsewhere, so that polling is refused."""
        return bool(self._webhook)

    def commands(self, scope: str = "default", language: str = "") -> object:
        """The menu set for a scope type and language, as sent."""
        return self._commands.get((json.dumps({"type": scope}, sort_keys=True), language), [])

    def menu(self, chat_id: int, user_id: int) -> object:
        """The menu that somebody sees in a chat: the narrowest scope that has one, in their language first.

        Source: Bot API, « Determining list of commands ».
        """
        chat, language = self._room.chats[chat_id], self._room.people[user_id].language
        for scope in _scopes(chat, user_id):
            for spoken in (language, ""):
                if found := self._commands.get((json.dumps(scope, sort_keys=True), spoken)):
                    return found
        return []

    # --- commands

    def set_commands(self, params: Params) -> object:
        """The command menu for a scope and a language."""
        commands = params.json("commands")
        if not isinstance(commands, list) or len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not isinstance(command, dict) or not _COMMAND_NAME.fullmatch(str(command.get("command", ""))):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= MAX_COMMAND_DESCRIPTION:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands[self._scope(params)] = commands
        self._room.touch()
        return True

    def get_commands(self, params: Params) -> object:
        """The command menu of exactly that scope and language."""
        return self._commands.get(self._scope(params), [])

    def delete_commands(self, params: Params) -> object:
        """No menu for that scope and language."""
        self._commands.pop(self._scope(params), None)
        self._room.touch()
        return True

    def _scope(self, params: Params) -> tuple[str, str]:
        scope = params.mapping("scope") or {"type": "default"}
        return json.dumps(scope, sort_keys=True), params.text("language_code")

    # --- words about the bot

    def _set_words(self, name: str) -> Method:
        field, max_chars = _WORDS[name]

        def set_words(params: Params) -> object:
            if len(params.text(field)) > max_chars:
                raise bad_request(f"{field} is too long")
            self._words[name, params.text("language_code")] = params.text(field)
            return True

        return set_words

    def _get_words(self, name: str) -> Method:
        return lambda params: {_WORDS[name][0]: self._words.get((name, params.text("language_code")), "")}

    def set_menu_button(self, params: Params) -> object:
        """What the button beside the text field opens."""
        self._menu_buttons[params.text("chat_id")] = params.json("menu_button") or {"type": "default"}
        return True

    def get_menu_button(self, params: Params) -> object:
        """The chat's own button, else the one for all."""
        own = self._menu_buttons.get(params.text("chat_id"))
        return own or self._menu_buttons.get("", {"type": "commands"})

    # --- webhook

    def set_webhook(self, params: Params) -> object:
        """Remember the address; nothing is ever sent there."""
        self._webhook = params.text("url")
        return True

    def delete_webhook(self, params: Params) -> object:
        """Back to polling."""
        self._webhook = ""
        if params.flag("drop_pending_updates"):
            self._inbox.drop()
        return True

    def get_webhook(self, _: Params) -> object:
        """The address, and how much waits."""
        return {
            "url": self._webhook,
            "has_custom_certificate": False,
            "pending_update_count": self._inbox.pending,
        }

    # --- who is there

    def get_member(self, params: Params) -> object:
        """What somebody is in a chat."""
        chat, user_id = self._chat(params), params.integer("user_id") or 0
        if user_id not in self._room.people and user_id != BOT_ID:
            raise bad_request("member not found")
        return self._member(chat, user_id)

    def get_admins(self, params: Params) -> object:
        """The admins of a group or channel, the bot among them if it is one."""
        chat = self._chat(params)
        if chat.kind is ChatKind.PRIVATE:
            raise bad_request("there are no administrators in the private chat")
        present = {**chat.members, BOT_ID: chat.standing}
        return [self._member(chat, user) for user, standing in present.items() if standing in _CREATORS]

    def leave(self, params: Params) -> object:
        """The bot goes."""
        self._chat(params).standing = Standing.LEFT
        return True

    def _member(self, chat: Chat, user_id: int) -> Json:
        user = self._bot if user_id == BOT_ID else person_json(self._room.people[user_id])
        private = chat.kind is ChatKind.PRIVATE and user_id == chat.id
        standing = Standing.MEMBER if private else chat.standing_of(user_id)
        return member_json(user, standing, may_post_in(chat))

    def _chat(self, params: Params) -> Chat:
        name = params.text("chat_id").removeprefix("@").casefold()
        named = [chat for chat in self._room.chats.values() if chat.username.casefold() == name != ""]
        chat = named[0] if named else self._room.get_chat(params.chat_id())
        if chat.kind is not ChatKind.PRIVATE and not is_present(chat.standing):
            chat.check_writable(None)
        return chat
