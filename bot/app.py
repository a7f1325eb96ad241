"""Builds every object once, and is the only place that knows them all."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import __version__
from bot.clock import SystemClock
from bot.config import FetchSection, Settings
from bot.errors import ConfigError, DeliveryError, NotSent, QueryError
from bot.french.aliases import Aliases, default_aliases, parse_aliases
from bot.ports import Clock, ClosableFetcher
from bot.services import admission
from bot.services.bodies import Bodies
from bot.services.clockwork import plan_anew
from bot.services.delivery import Courier, under_way
from bot.services.desk import Desk, Rules, nobody_listens
from bot.services.publishers import is_refused
from bot.services.reanalysis import needs_reanalysis, reanalyse

if TYPE_CHECKING:
    from bot.fetch.considerate import Refuses
    from bot.tg.bot import Telegram
    from bot.tg.limits import Limits
    from bot.tg.polling import Listener

log = logging.getLogger(__name__)

IN_PLACE = 60  # documents that a short command parses itself, before worker processes are worth their start
LAST_MESSAGES_S = 4.0  # for messages under way when told to stop; what is cut off then is doubtful, not lost


def rules_of(settings: Settings) -> Rules:
    """The house rules that the settings make."""
    quiet_from, quiet_to = settings.quiet_minutes
    return Rules(
        zone=settings.digest.timezone,
        slots=settings.slots,
        max_stories=settings.digest.max_stories,
        max_chars=settings.digest.max_chars,
        max_topics=settings.digest.max_topics,
        max_alerts=settings.alerts.max_per_day,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        min_interval=timedelta(seconds=settings.fetch.min_interval_s),
        max_interval=timedelta(seconds=settings.fetch.max_interval_s),
        retention=settings.retention,
        admins=settings.admins,
        operator=settings.privacy.operator.strip(),
        contact=settings.privacy_contact,
        spare=settings.telegram.spare,
        access=settings.access.mode,
    )


def aliases_of(settings: Settings) -> Aliases:
    """The table of synonyms: the installation's own file, or the one that is shipped."""
    file = settings.french.aliases
    if file is None:
        return default_aliases()
    try:
        return parse_aliases(file.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ConfigError("french.aliases", f"{file} cannot be read: {exc.strerror}") from exc
    except (QueryError, ValueError) as exc:
        raise ConfigError("french.aliases", f"{file}: {exc}") from exc


def _web(fetch: FetchSection, refuses: Refuses, bodies: Bodies) -> ClosableFetcher:
    from bot.fetch.client import HttpFetcher

    return HttpFetcher(
        contact=fetch.contact,
        allow_private=fetch.allow_private_networks,
        per_host=fetch.per_host,
        concurrency=fetch.concurrency,
        timeout=timedelta(seconds=fetch.timeout_s),
        max_bytes=fetch.max_bytes,
        version=__version__,
        refuses=refuses,
        room=bodies.room,
    )


@asynccontextmanager
async def open_desk(
    settings: Settings,
    *,
    url: str | None = None,
    clock: Clock | None = None,
    wake: Callable[[], None] = nobody_listens,
    long_running: bool = False,
    files: bool = False,
) -> AsyncIterator[Desk]:
    """The ports on the real outside, closed in the right order at the end.

    `url` takes another database than the settings' (`sqlite:///:memory:` for one that is thrown away).
    `long_running`: parses in worker processes from the first document on, and checkpoints the database, as only
    `run` does. `files`: feeds may lie on this disk, which is for a person at the terminal only.
    """
    from bot.fetch.considerate import Considerate
    from bot.fetch.discover import FeedFinder
    from bot.fetch.files import FileOrWeb
    from bot.fetch.lazy import LazyFetcher
    from bot.fetch.parser import ParserPool
    from bot.store import SqliteStore

    fetch, clock = settings.fetch, clock or SystemClock()
    store = await SqliteStore.open(url or settings.store.url, checkpoints=long_running)
    refuses = partial(is_refused, store)
    bodies = Bodies()
    web = LazyFetcher(partial(_web, fetch, refuses, bodies))
    parser = ParserPool(fetch.parsers, in_place=0 if long_running else IN_PLACE)
    try:
        yield Desk(
            store=store,
            clock=clock,
            fetcher=FileOrWeb(web) if files else web,
            parser=parser,
            finder=FeedFinder(Considerate(web, refuses), parser, clock),
            aliases=aliases_of(settings),
            rules=rules_of(settings),
            wake=wake,
            bodies=bodies,
        )
    finally:
        await parser.close()
        await web.close()
        await store.close()


@dataclass
class Telephone:
    """Telegram's end of the bot: who listens, and who carries what is owed."""

    application: Telegram
    listener: Listener
    courier: Courier
    failed: asyncio.Future[None]  # raises what Telegram said once nothing can ever work again

    @property
    def is_busy(self) -> bool:
        """Whether an update is being handled."""
        return bool(self.application.update_processor.current_concurrent_updates)


@asynccontextmanager
async def telephone(
    settings: Settings,
    desk: Desk,
    woken: asyncio.Event,
    limits: Limits | None = None,
    seconds: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Telephone]:
    """Listen to Telegram until the end of the block; the courier is made, and left to whoever runs it.

    `seconds` is the clock by which somebody writes too much at once.
    Raises `ConfigError` without a token.
    """
    from bot.tg.bot import build_application
    from bot.tg.handlers import Handlers
    from bot.tg.limits import Limits
    from bot.tg.menu import introduce
    from bot.tg.polling import Listener
    from bot.tg.sender import TelegramSender
    from bot.tg.throttle import Throttle

    section = settings.telegram
    if section.token is None or not section.token.get_secret_value():
        raise ConfigError(
            "telegram.token", "is needed to run: set it in the file, or as VIGIE_TELEGRAM__TOKEN"
        )
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def give_up(error: DeliveryError) -> None:
        if not failed.done():
            failed.set_exception(error)

    application = build_application(section.token.get_secret_value(), section.base_url, section.base_file_url)
    Handlers(desk, throttle=Throttle(seconds)).install(application)
    sender = TelegramSender(application.bot, limits or Limits(section.messages_per_second))
    most = under_way(section.messages_per_second)
    courier = Courier(desk.store, sender, desk.clock, give_up, woken, most)
    listener = Listener(application, give_up, partial(introduce, desk, application.bot))
    await listener.start()
    try:
        yield Telephone(application, listener, courier, failed)
    finally:
        await listener.stop()
        failed.cancel()


async def serve(settings: Settings, stop: asyncio.Event | None = None, clock: Clock | None = None) -> None:
    """`vigie run`: until SIGTERM, SIGINT or `stop`; ends within ten seconds, with nothing half done.

    Raises `StoreUnusable` while another run works on this database, `ConfigError`, `TokenRefused`, and
    `PolledElsewhere`.
    """
    from bot.jobs import Jobs, Nightly
    from bot.store import RunLock
    from bot.vitals import watch_process

    set_up_logs(settings)
    stop = stop or asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    woken = asyncio.Event()
    with RunLock(settings.store.url), watch_process(__version__, datetime.now(UTC)) as vitals:
        async with open_desk(settings, clock=clock, wake=woken.set, long_running=True) as desk:
            await desk.store.house.recover(desk.clock.now())
            await take_over(settings, desk)
            if (kept := await admission.begin(desk)) is not None:
                log.info("access is no longer open: %d chats that were here keep theirs", kept)
            await plan_anew(desk)
            if await needs_reanalysis(desk):
                log.info("synonyms or analyser changed: matching stored articles again")
                await reanalyse(desk)
            async with telephone(settings, desk, woken) as line:
                backups = backup_folder(settings) if settings.store.backups else None
                jobs = Jobs(desk, Nightly(backups, settings.store.backups), vitals)
                jobs.start()
                carrying = asyncio.create_task(line.courier.run(stop))
                warn_of_gaps(settings)
                log.info("ready")
                try:
                    await _until_stopped(stop, line.failed, carrying)
                finally:
                    stop.set()
                    await jobs.stop()
                    await asyncio.wait({carrying}, timeout=LAST_MESSAGES_S)
                    carrying.cancel()
                    await asyncio.gather(carrying, return_exceptions=True)
                    log.info("stopped")


def warn_of_gaps(settings: Settings) -> None:
    """Say once what the law wants said and the configuration does not say."""
    if not settings.privacy.operator.strip() or not settings.privacy_contact:
        log.warning(
            "privacy.operator or privacy.contact is empty: /confidentialite cannot name who keeps data"
        )


async def take_over(settings: Settings, desk: Desk) -> None:
    """Make the database that of this token's bot, once Telegram has confirmed the token: a slip of the pen must not
    make everybody press Start again.

    Raises `TokenRefused`, and `NotSent` where another bot has run here and Telegram cannot be asked about this one.
    """
    token = settings.telegram.token.get_secret_value() if settings.telegram.token else ""
    number, owner = token.partition(":")[0], await desk.store.house.owner()
    if not number.isdecimal() or owner == int(number):
        return  # `telephone` says what is wrong with a token of another shape
    from bot.tg.identity import bot_name

    try:
        await bot_name(token, settings.telegram.base_url)
    except NotSent:
        if owner is None:
            return  # there is time at the next start
        raise
    waiting = await desk.store.house.become(int(number), desk.clock.now())
    if waiting is not None:
        log.warning("another bot than before: %d private chats wait until somebody presses Start", waiting)


async def _until_stopped(
    stop: asyncio.Event, failed: asyncio.Future[None], carrying: asyncio.Task[None]
) -> None:
    """Wait for the end; raises what made it impossible to go on."""
    stopped = asyncio.create_task(stop.wait())
    endings: tuple[asyncio.Future[Any], ...] = (stopped, failed, carrying)
    await asyncio.wait(endings, return_when=asyncio.FIRST_COMPLETED)
    for ended in endings:
        if ended.done():
            ended.result()
    stopped.cancel()


def set_up_logs(settings: Settings) -> None:
    """Logs as the settings want them; the token is known to the redaction even where it has an odd shape."""
    from bot.logs import set_up

    token = settings.telegram.token.get_secret_value() if settings.telegram.token else ""
    as_json = None if settings.log.format == "auto" else settings.log.format == "json"
    set_up(token, logging.getLevelNamesMapping()[settings.log.level.upper()], json_lines=as_json)


def backup_folder(settings: Settings) -> Path:
    """Where nightly backups are kept: beside the database."""
    return database_path(settings).parent / "backups"


def database_path(settings: Settings) -> Path:
    """The file that the settings' `store.url` names."""
    return Path(settings.store.url.removeprefix("sqlite:///"))
