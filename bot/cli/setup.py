"""`vigie init`: a token, a contact, some media, who answers for it; then a one-time link that makes the first admin.

The link is there because nobody knows their own numeric id.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import json
import os
import re
import secrets
import sys
from pathlib import Path

from bot.cli.complain import say
from bot.config import CONFIG_VARIABLE, DEFAULT_FILE, Settings, load_settings
from bot.core.catalogue import BUNDLES, choose, load_catalogue
from bot.errors import BotError

FOUND, BAD = 0, 2
CODE_BYTES = 24
TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
EVERYTHING = "tout"
TEMPLATE = """# Vigie. Every key, with its default and what it does: config.example.toml.

[telegram]
token = "{token}"

[fetch]
# Goes into the User-Agent, so that a publisher can reach you: an e-mail or web address.
contact = "{contact}"

[privacy]
# Who answers for what is kept of readers, and where they are reached: /confidentialite shows both. Where the contact is
# empty the one above stands in its place.
operator = {operator}
contact = {reached}
"""
MAX_NAME_CHARS = 200  # of an operator or a contact, shown to every reader who asks


def init(args: argparse.Namespace) -> int:
    """Ask, check, write, and print the link."""
    target: Path = args.config or Path(os.environ.get(CONFIG_VARIABLE) or DEFAULT_FILE)
    if args.link:
        return _link_anew(args.config)
    if target.exists():
        choices = "move it away, choose another with --config, or print a link for an admin with --link"
        return say(f"{target} exists already: {choices}", BAD)
    token = _ask_secret("Token of the bot, as @BotFather gave it: ")
    if not TOKEN.fullmatch(token):
        return say("telegram.token: that is not a token (it looks like 123456789:AAE…)", BAD)
    contact = _ask("Contact for publishers (e-mail or web address): ")
    if not contact or any(c in contact for c in '"\\\n'):
        return say("fetch.contact: an e-mail or web address is needed", BAD)
    print(f"Bundles of media: {', '.join((*BUNDLES, EVERYTHING))} (empty: none, add feeds later)")
    bundle = _ask("Bundle: ").lower()
    if bundle and bundle not in (*BUNDLES, EVERYTHING):
        return say(f"no such bundle: {bundle}", BAD)
    # Last, since they may be left out: whoever pipes three lines goes on doing so.
    print("Readers can ask who keeps what of them (/confidentialite). Both may stay empty.")
    operator = _ask("Who operates the bot, a person or an organisation: ")
    reached = _ask(f"Where they are reached (empty: {contact}): ")
    for name, said in (("operator", operator), ("contact", reached)):
        if not _is_a_line(said):
            return say(f"privacy.{name}: one line of at most {MAX_NAME_CHARS} characters", BAD)
    text = TEMPLATE.format(token=token, contact=contact, operator=_quoted(operator), reached=_quoted(reached))
    return _set_up(target, token, text, bundle)


def _link_anew(config: Path | None) -> int:
    """Where the first link was lost, has expired, or made somebody else an admin."""
    from bot.app import open_desk
    from bot.services.start import code_hash
    from bot.tg.identity import bot_name

    settings = load_settings(config)
    token = settings.telegram.token
    if token is None or not token.get_secret_value():
        return say(
            "telegram.token: is needed for a link: set it in the file, or as VIGIE_TELEGRAM__TOKEN", BAD
        )

    async def make(code: str) -> None:
        async with open_desk(settings) as desk:
            await desk.store.admins.invite(code_hash(code), desk.clock.now())

    name = asyncio.run(bot_name(token.get_secret_value(), settings.telegram.base_url))
    code = secrets.token_urlsafe(CODE_BYTES)
    asyncio.run(make(code))
    print("Open this link once, within seven days, to become an admin of the bot:")
    _print_link(name, code)
    return FOUND


def _print_link(name: str, code: str) -> None:
    from bot.services.start import INVITATION

    print(f"https://t.me/{name}?start={INVITATION}{code}")


def _is_a_line(text: str) -> bool:
    return len(text) <= MAX_NAME_CHARS and text.isprintable()


def _quoted(text: str) -> str:
    """As TOML writes it: what is printable is escaped there as in JSON."""
    return json.dumps(text, ensure_ascii=False)


def _set_up(target: Path, token: str, text: str, bundle: str) -> int:
    """Check the token, write the file, follow the media, print the link."""
    from bot.tg.identity import bot_name

    name = asyncio.run(bot_name(token, _settings_before().telegram.base_url))
    code, added = _write(target, text, bundle)
    print(f"{target} written, {added} feeds followed. Start the bot with: vigie run")
    print("Then open this link once, within seven days, to become its admin:")
    _print_link(name, code)
    return FOUND


def _write(target: Path, text: str, bundle: str) -> tuple[str, int]:
    """The file and the database it names; the code of the link, and how many feeds are followed."""
    target.touch(mode=0o600)
    target.write_text(text, encoding="utf-8")
    try:
        code, added = asyncio.run(_prepare(load_settings(target), bundle))
    except BotError:
        target.unlink()  # or the next try would stop at a file that is there already, and give no link
        raise
    return code, added


def _settings_before() -> Settings:
    """The settings in force while the file is not there yet: the environment's, and the defaults."""
    return load_settings(environ={key: text for key, text in os.environ.items() if key != CONFIG_VARIABLE})


async def _prepare(settings: Settings, bundle: str) -> tuple[str, int]:
    """The database with its first feeds, and the code of the invitation."""
    from bot.app import open_desk
    from bot.services.catalogue import follow_media
    from bot.services.start import code_hash

    code = secrets.token_urlsafe(CODE_BYTES)
    names = () if bundle == EVERYTHING else (bundle,)
    media = choose(load_catalogue(), names) if bundle else ()
    async with open_desk(settings) as desk:
        await desk.store.admins.invite(code_hash(code), desk.clock.now())
        return code, len(await follow_media(desk, media))


def _ask(prompt: str) -> str:
    print(prompt, end="", flush=True)
    return sys.stdin.readline().strip()


def _ask_secret(prompt: str) -> str:
    return getpass.getpass(prompt).strip() if sys.stdin.isatty() else _ask(prompt)
