"""`vigie feeds …`: the admin's use cases from a terminal."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.cli.complain import say
from bot.cli.text import read_bytes

if TYPE_CHECKING:
    from bot.model import Feed
    from bot.services.desk import Desk
    from bot.views.voice import Voice

FOUND, NOTHING, BAD, UNREACHED = 0, 1, 2, 3


def _with_desk(args: argparse.Namespace, work: Callable[[Desk, Voice], Awaitable[int]]) -> int:
    async def inside() -> int:
        from bot.app import open_desk
        from bot.cli.words import terminal_voice
        from bot.config import load_settings

        settings = load_settings(args.config)
        async with open_desk(settings) as desk:
            return await work(desk, terminal_voice(settings.digest.timezone))

    return asyncio.run(inside())


def list_feeds(args: argparse.Namespace) -> int:
    """Print the feeds with their health."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.views.terminal import feeds_table

        feeds = await desk.store.feeds.list_feeds()
        print(feeds_table(feeds, voice))
        return FOUND if feeds else NOTHING

    return _with_desk(args, work)


def add(args: argparse.Namespace) -> int:
    """Follow one feed, or say which ones the page names."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import follow, full_address
        from bot.views.terminal import feed_added, feed_offers

        offers = await desk.finder.find(full_address(args.url))
        if len(offers) > 1:
            print(feed_offers(offers, voice))
            return say(f"{args.url} names {len(offers)} feeds: give the address of one", BAD)
        print(feed_added(await follow(desk, offers[0].url, args.outlet, offers[0].title), voice))
        return FOUND

    return _with_desk(args, work)


def remove(args: argparse.Namespace) -> int:
    """Stop reading one feed."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import find_feeds
        from bot.views.terminal import feeds_table

        named = find_feeds(await desk.store.feeds.list_feeds(), args.feed)
        if len(named) != 1:
            if named:
                print(feeds_table(named, voice))
            return say(f"{args.feed}: {len(named)} feeds go by that name", BAD if named else NOTHING)
        await desk.store.feeds.remove(named[0].id, desk.clock.now())
        print(feeds_table(named, voice))
        return FOUND

    return _with_desk(args, work)


def check(args: argparse.Namespace) -> int:
    """Read feeds once, now, and print what came of each."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import check_feed, find_feeds
        from bot.views.terminal import checks_table

        feeds: tuple[Feed, ...] = await desk.store.feeds.list_feeds()
        if args.feed:
            feeds = find_feeds(feeds, args.feed)
        checks = await asyncio.gather(*(check_feed(desk, feed) for feed in feeds))
        print(checks_table(checks, voice))
        if not checks:
            return NOTHING
        return UNREACHED if all(check.problem for check in checks) else FOUND

    return _with_desk(args, work)


def discover(args: argparse.Namespace) -> int:
    """Print the feeds that a page names, following none."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import full_address
        from bot.views.terminal import feed_offers

        print(feed_offers(await desk.finder.find(full_address(args.url)), voice))
        return FOUND

    return _with_desk(args, work)


def catalogue(args: argparse.Namespace) -> int:
    """Print the media that ship with the bot, or follow some of them."""
    from bot.core.catalogue import choose, load_catalogue

    media = choose(load_catalogue(), args.names)
    if not args.names:
        for medium in media:
            print(f"{medium.country}\t{medium.name}\t{medium.section}\t{medium.url}")
        return FOUND
    if not media:
        return say(f"no such media: {', '.join(args.names)}", NOTHING)

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import follow_all

        added = await follow_all(desk, media)
        print(f"{added} feeds added, {len(media) - added} known already; read at the next refresh")
        return FOUND if added else NOTHING

    return _with_desk(args, work)


def import_feeds(args: argparse.Namespace) -> int:
    """Follow the feeds of an OPML document."""
    document = read_bytes(args.file)

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import import_opml

        report = await import_opml(desk, document)
        for url, reason in report.refused:
            say(f"refused: {url}: {reason}", BAD)
        print(f"{len(report.added)} added, {len(report.known)} known already, {len(report.refused)} refused")
        return FOUND if report.added or report.known else NOTHING

    return _with_desk(args, work)


def export(args: argparse.Namespace) -> int:
    """Print the feeds as OPML 2.0."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.core.opml import render_opml

        feeds = await desk.store.feeds.list_feeds()
        sys.stdout.buffer.write(render_opml(feeds, "Vigie"))
        return FOUND if feeds else NOTHING

    return _with_desk(args, work)
