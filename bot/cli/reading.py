"""`vigie digest` and `vigie refresh`: the road of an entry from a terminal, without Telegram."""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import AlreadyFollowed, WindowError
from bot.french.hours import parse_window
from bot.french.query import parse_query
from bot.model import Window

if TYPE_CHECKING:
    from bot.results import Refreshed
    from bot.services.desk import Desk

FOUND, NOTHING, UNREACHED = 0, 1, 3
THROW_AWAY = "sqlite:///:memory:"


def digest(args: argparse.Namespace) -> int:
    """Print one digest; with `--feed` of those feeds, read now into a store that is thrown away."""
    for query in args.queries:
        parse_query(query)  # a query that cannot be used is said before anything is read
    since = None if args.since.lower() in ("all", "tout") else parse_window(args.since)
    if since is None and args.since.lower() not in ("all", "tout"):
        raise WindowError(args.since)
    with spared_collector():
        return asyncio.run(_digest(args, since))


async def _digest(args: argparse.Namespace, since: timedelta | None) -> int:
    from bot.app import open_desk
    from bot.cli.words import terminal_voice
    from bot.config import load_settings
    from bot.services.terminal import digest_of
    from bot.views.terminal import digest_html, digest_json, digest_text

    settings = load_settings(args.config)
    async with open_desk(settings, url=THROW_AWAY if args.feed else None, files=True) as desk:
        for address in args.feed:
            await _follow(desk, address)
        await read_and_analyse(desk)
        now = desk.clock.now()
        result = await digest_of(desk, args.queries, Window(now - since if since else None, now))
    render = {"text": digest_text, "html": digest_html, "json": digest_json}[args.format]
    print(render(result, terminal_voice(settings.digest.timezone)))
    if result.digest.cards:
        return FOUND
    return UNREACHED if result.coverage.silent and not result.coverage.feeds else NOTHING


async def _follow(desk: Desk, address: str) -> None:
    """Follow one feed of the command line; one that cannot be read is named in the coverage."""
    from bot.fetch.files import file_url

    url = address if "://" in address else file_url(Path(address))
    name = Path(address).stem if "://" not in address else ""
    with suppress(AlreadyFollowed):
        await desk.store.feeds.add(url, name or url, "", desk.clock.now())


@contextmanager
def spared_collector() -> Iterator[None]:
    """A short command makes hundreds of thousands of objects that live to its end: a tenth of its time is saved."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def read_and_analyse(desk: Desk, *, all_of_them: bool = False) -> Refreshed:
    """Read what is due (or every feed) and analyse what came, with a progress bar on a terminal."""
    from bot.services.analyse import Lane, analyse_new
    from bot.services.reanalysis import needs_reanalysis, reanalyse
    from bot.services.refresh import refresh_due

    if await needs_reanalysis(desk):
        await reanalyse(desk)
    if all_of_them:
        await desk.store.feeds.make_due(desk.clock.now())
    due = sum(feed.next_read_at <= desk.clock.now() for feed in await desk.store.feeds.list_feeds())
    with progress_bar(due) as advance:
        report = await refresh_due(desk, advance)
    await analyse_new(desk, Lane())
    return report


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr while feeds are read, on a terminal only."""
    if not sys.stderr.isatty() or not total:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("feeds", total=total)
        yield lambda done: progress.advance(task, done)


def refresh(args: argparse.Namespace) -> int:
    """Read every due feed once; a summary line at the end."""
    with spared_collector():
        return asyncio.run(_refresh(args))


async def _refresh(args: argparse.Namespace) -> int:
    from bot.app import open_desk
    from bot.cli.words import terminal_voice
    from bot.config import load_settings
    from bot.views.terminal import refresh_summary

    settings = load_settings(args.config)
    async with open_desk(settings, files=True) as desk:
        report = await read_and_analyse(desk, all_of_them=args.all)
    print(refresh_summary(report, terminal_voice(settings.digest.timezone)))
    if not report.read:
        return NOTHING
    return UNREACHED if report.failed == report.read else FOUND
