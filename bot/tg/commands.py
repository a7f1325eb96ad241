"""The one table of commands: handlers, menus and `/aide` are made from it.

French first; Telegram allows neither accents nor hyphens in a name, so both are ignored in what people type.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.model import Reader
from bot.results import CommandHelp, Help, Result, UnknownCommand
from bot.services import (
    administration,
    admission,
    archive,
    brake,
    broadcast,
    catalogue,
    channels,
    feed_care,
    frontpage,
    journal,
    limits,
    nominations,
    privacy,
    quiet,
    reading,
    rolls,
    schedule,
    settings,
    sources,
    start,
    status,
    subscriptions,
    trend,
    unknown,
    zones,
)
from bot.services.desk import Desk

UseCase = Callable[[Desk, Reader, str], Awaitable[Result]]
Hearing = Callable[[Desk, Reader, str], Awaitable[Result | None]]  # plain words may want no answer
Unknown = Callable[[Desk, Reader, str, str], Awaitable[Result]]


HEAVY = 3.0  # it looks through articles: ten at once are answered, then one every second and a half


class Who(Enum):
    """Who may use a command."""

    EVERYONE = auto()
    CHAT_ADMINS = auto()  # in groups; in a private chat its person, in a channel whoever may write there
    BOT_ADMINS = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name in the French and in the English menu, its other names, and what it runs.

    `key` names its description in `locale`. `right`: works for those without access, being everybody's right.
    `weight`: how many usual messages it counts as, where somebody asks without end.
    """

    name: str
    english: str
    aliases: tuple[str, ...]
    key: str
    run: UseCase
    who: Who
    right: bool = False
    weight: float = 1.0

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the French one first."""
        return tuple(dict.fromkeys((self.name, self.english, *self.aliases)))


async def show_help(desk: Desk, reader: Reader, text: str) -> Help:
    """`/aide`: what there is, and the admin's part for an admin."""
    is_admin = await administration.is_admin(desk, reader.user_id)
    return Help(_lines(for_admins=False), _lines(for_admins=True) if is_admin else (), desk.rules.spare)


async def answer_unknown(desk: Desk, reader: Reader, name: str, argument: str) -> UnknownCommand:
    """What a command that does not exist may have been, among those that this person may use."""
    own, admins = _names(for_admins=False), _names(for_admins=True)
    return await unknown.unknown_command(desk, reader, name, argument, own, admins)


def _names(*, for_admins: bool) -> tuple[str, ...]:
    chosen = (command for command in COMMANDS if (command.who is Who.BOT_ADMINS) is for_admins)
    return tuple(name for command in chosen for name in command.names)


def _lines(*, for_admins: bool) -> tuple[CommandHelp, ...]:
    return tuple(
        CommandHelp(command.name, command.english, command.names[1:], command.key)
        for command in COMMANDS
        if (command.who is Who.BOT_ADMINS) is for_admins
    )


COMMANDS: tuple[Command, ...] = (
    Command("abonner", "subscribe", ("suivre",), "subscribe", subscriptions.subscribe, Who.CHAT_ADMINS),
    Command(
        "desabonner", "unsubscribe", ("arreter",), "unsubscribe", subscriptions.unsubscribe, Who.CHAT_ADMINS
    ),
    Command(
        "abonnements", "subscriptions", (), "subscriptions", subscriptions.list_subscriptions, Who.EVERYONE
    ),
    Command("digest", "digest", ("revue",), "digest", reading.read_digest, Who.EVERYONE, weight=HEAVY),
    Command(
        "une",
        "frontpage",
        ("headlines", "actu"),
        "front_page",
        frontpage.show_front_page,
        Who.EVERYONE,
        weight=HEAVY,
    ),
    Command("cherche", "search", ("chercher",), "search", archive.search, Who.EVERYONE, weight=HEAVY),
    Command("tendance", "trend", ("courbe",), "trend", trend.show_trend, Who.EVERYONE, weight=HEAVY),
    Command("alerte", "alert", (), "alert", subscriptions.set_alert, Who.CHAT_ADMINS),
    Command("horaire", "schedule", (), "schedule", schedule.set_schedule, Who.CHAT_ADMINS),
    Command("fuseau", "timezone", (), "zone", zones.set_zone, Who.CHAT_ADMINS),
    Command("silence", "quiet", ("calme",), "quiet", quiet.set_quiet, Who.CHAT_ADMINS),
    Command("reglages", "settings", ("parametres",), "settings", settings.show_settings, Who.CHAT_ADMINS),
    Command("canal", "channel", (), "channel", channels.show_channels, Who.EVERYONE),
    Command("terminer", "done", (), "channel_done", channels.end_channel, Who.EVERYONE),
    Command("langue", "language", ("lang",), "language", settings.set_language, Who.CHAT_ADMINS),
    Command("pause", "pause", (), "pause", schedule.pause, Who.CHAT_ADMINS),
    Command("reprendre", "resume", (), "resume", schedule.resume, Who.CHAT_ADMINS),
    Command("stop", "stop", (), "stop", schedule.stop, Who.CHAT_ADMINS, right=True),
    Command("start", "start", (), "start", start.start, Who.CHAT_ADMINS),
    Command("confidentialite", "privacy", (), "privacy", privacy.show_privacy, Who.EVERYONE, right=True),
    Command("donnees", "mydata", (), "my_data", privacy.show_data, Who.CHAT_ADMINS, right=True),
    Command("oublier", "forget", (), "forget", privacy.ask_to_erase, Who.CHAT_ADMINS, right=True),
    Command("proposer", "suggest", (), "suggest", nominations.propose, Who.EVERYONE),
    Command("aide", "help", (), "help", show_help, Who.EVERYONE),
    Command("flux", "feeds", (), "feeds", feed_care.list_feeds, Who.BOT_ADMINS),
    Command("ajouterflux", "addfeed", (), "add_feed", sources.add_feed, Who.BOT_ADMINS),
    Command("catalogue", "catalog", (), "catalogue", catalogue.show_catalogue, Who.BOT_ADMINS),
    Command("retenir", "hold", (), "hold", brake.hold, Who.BOT_ADMINS),
    Command("relacher", "release", (), "release", brake.release, Who.BOT_ADMINS),
    Command("etat", "status", (), "status", status.show_status, Who.BOT_ADMINS),
    Command("acces", "access", (), "access", admission.show_access, Who.BOT_ADMINS),
    Command("bloquer", "block", (), "block", rolls.block, Who.BOT_ADMINS),
    Command("debloquer", "unblock", (), "unblock", rolls.unblock, Who.BOT_ADMINS),
    Command("limites", "limits", (), "limits", limits.limits, Who.BOT_ADMINS),
    Command("diffuser", "broadcast", (), "broadcast", broadcast.propose, Who.BOT_ADMINS),
    Command("journal", "log", (), "journal", journal.show_journal, Who.BOT_ADMINS),
    Command("retirerflux", "removefeed", (), "remove_feed", administration.remove_feed, Who.BOT_ADMINS),
)
# What concerns the person or the house, also while they set up a channel.
PERSONAL = frozenset({"channel", "channel_done", "help", "privacy"})
HELP = next(command for command in COMMANDS if command.run is show_help)
START = "start"  # the key of the command that deep links lead to
