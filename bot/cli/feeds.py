"""`vigie feeds …`: the admin's use cases from a terminal."""

from __future__ import annotations

import argparse
import asyncio
import shlex
import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.cli.complain import WITHOUT_FEED, say
from bot.cli.text import read_bytes

if TYPE_CHECKING:
    from bot.core.catalogue import Medium
    from bot.model import Feed
    from bot.results import FeedOption
    from bot.services.desk import Desk
    from bot.views.voice import Voice

FOUND, NOTHING, BAD, UNREACHED = 0, 1, 2, 3


def with_desk(args: argparse.Namespace, work: Callable[[Desk, Voice], Awaitable[int]]) -> int:
    """Do the work on the configured desk, in the language of the terminal."""

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

    return with_desk(args, work)


def add(args: argparse.Namespace) -> int:
    """Follow one feed; where an address leads to several, the one that is picked."""
    from bot.core.addresses import is_address

    if not is_address(args.url):
        return _no_address(args.url)

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.sources import find_options, follow_option
        from bot.views.terminal import feed_added

        options = await find_options(desk, args.url, args.outlet)
        option = _picked(options, args, voice)
        if isinstance(option, int):
            return option
        if option.known is not None and not args.anyway:
            line = f"{option.offer.url}: its articles are read already, as {option.known.outlet} ({option.known.url})"
            return say(f"{line}; to add it all the same: --anyway", BAD)
        print(feed_added(await follow_option(desk, option), voice))
        return FOUND

    return with_desk(args, work)


def _no_address(name: str) -> int:
    """A name where an address was wanted: the catalogue may have it."""
    from bot.cli.words import in_words
    from bot.core.catalogue import load_catalogue, search
    from bot.errors import InvalidUrl

    found = search(load_catalogue(), name)
    if not found:
        return say(in_words(InvalidUrl(name)), BAD)
    for medium in found:
        print(f"{medium.name}\t{medium.section}\t{medium.url}")
    return say(
        f"{name} is no address; the catalogue has it: vigie feeds catalogue add {shlex.quote(name)}", BAD
    )


def _picked(options: Sequence[FeedOption], args: argparse.Namespace, voice: Voice) -> FeedOption | int:
    """The one that is meant, or the exit status of a command that cannot tell."""
    from bot.services.sources import the_only_one
    from bot.views.terminal import feed_options

    if args.pick is not None:
        if args.pick <= len(options):
            picked: FeedOption = options[args.pick - 1]
            return picked
        return say(f"--pick {args.pick}: {args.url} leads to {len(options)} feeds", BAD)
    only = the_only_one(options)
    if only is not None:
        return only
    print(feed_options(options, voice))
    if sys.stdin.isatty() and sys.stdout.isatty():
        print(f"1-{len(options)}? ", end="", flush=True)
        typed = sys.stdin.readline().strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(options):
            return options[int(typed) - 1]
    command = f"vigie feeds add {shlex.quote(args.url)} --pick N"
    return say(f"{args.url} leads to {len(options)} feeds; choose one: {command}", BAD)


def remove(args: argparse.Namespace) -> int:
    """Stop reading one feed."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import find_feeds, named_wholly, take_away
        from bot.views.terminal import feeds_table

        named = find_feeds(await desk.store.feeds.list_feeds(), args.feed)
        if len(named) != 1:
            if named:
                print(feeds_table(named, voice))
                return say(f"{args.feed}: {len(named)} feeds go by that name", BAD)
            return say(f"{args.feed}: no feed goes by that name", NOTHING)
        if args.purge:
            if named[0] not in named_wholly(named, args.feed):
                line = f"{args.feed}: what is erased is given by its whole name, address or number"
                return say(f"{line}: {named[0].outlet} ({named[0].id})?", BAD)
            from bot.services.publishers import purge_feed
            from bot.views.html import plain_text
            from bot.views.publishers import purged_said

            print(plain_text(purged_said(await purge_feed(desk, named[0], None), voice)))
            return FOUND
        await take_away(desk, named[0], None)
        print(feeds_table(named, voice))
        return FOUND

    return with_desk(args, work)


def check(args: argparse.Namespace) -> int:
    """Read feeds once, now, and print what came of each."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.administration import check_feed, find_feeds
        from bot.views.terminal import checks_table

        feeds: tuple[Feed, ...] = await desk.store.feeds.list_feeds()
        if args.feed:
            feeds = find_feeds(feeds, args.feed)
            if not feeds:
                return say(f"{args.feed}: no feed goes by that name", NOTHING)
        checks = await asyncio.gather(*(check_feed(desk, feed) for feed in feeds))
        print(checks_table(checks, voice))
        if not checks:
            return NOTHING
        return UNREACHED if all(check.problem for check in checks) else FOUND

    return with_desk(args, work)


def discover(args: argparse.Namespace) -> int:
    """Print the feeds behind an address, following none."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.errors import InvalidUrl, NoFeedFound
        from bot.results import FeedOption
        from bot.views.html import plain_text
        from bot.views.terminal import feed_options

        try:
            offers = await desk.finder.find(args.url)
        except (InvalidUrl, NoFeedFound) as exc:  # whose sentence is about adding
            http, status = None, BAD
            if isinstance(exc, NoFeedFound):
                http, status = exc.status, WITHOUT_FEED.get(exc.problem, UNREACHED)
            return say(f"{args.url}: {plain_text(voice.house.problem(exc.problem, http))}", status)
        print(feed_options([FeedOption(offer, "") for offer in offers], voice))
        return FOUND

    return with_desk(args, work)


def catalogue(args: argparse.Namespace) -> int:
    """Print the media that ship with the bot, those that words name, or follow them."""
    from bot.core.catalogue import load_catalogue, pick

    adding = args.names[:1] == ["add"]
    names = args.names[1:] if adding else args.names
    if adding and not names:
        return say("which ones? vigie feeds catalogue add BUNDLE|COUNTRY|MEDIUM…", BAD)
    media = load_catalogue()
    if names:
        media = pick(media, names)
    if not media:
        return say(f"no such media: {' '.join(names)}", NOTHING)
    return with_desk(args, partial(_add_media if adding else _show_media, media, args))


async def _show_media(media: Sequence[Medium], args: argparse.Namespace, desk: Desk, voice: Voice) -> int:
    from bot.services.catalogue import followed_keys
    from bot.views.terminal import catalogue_lines

    media = await _offered(desk, media)
    print(catalogue_lines(media, await followed_keys(desk), voice))
    return FOUND if media else NOTHING


async def _offered(desk: Desk, media: Sequence[Medium]) -> list[Medium]:
    """Those of them whose publishers have not asked not to be read; the others are named."""
    from bot.core.wishes import refuses

    wishes = await desk.store.wishes.list_wishes()
    refused = [medium for medium in media if refuses(wishes, medium.url)]
    for name in dict.fromkeys(medium.name for medium in refused):
        say(f"{name}: its publisher has asked not to be read (see vigie feeds refusals)", BAD)
    return [medium for medium in media if medium not in refused]


async def _add_media(media: Sequence[Medium], args: argparse.Namespace, desk: Desk, voice: Voice) -> int:
    """Follow them, and read what is new at once, to say which addresses fail."""
    from bot.cli.reading import progress_bar
    from bot.services.catalogue import first_readings_of, follow_media
    from bot.services.refresh import read_these
    from bot.views.terminal import first_readings

    media = await _offered(desk, media)
    added = await follow_media(desk, media)
    print(f"{len(added)} feed{'s' * (len(added) != 1)} added, {len(media) - len(added)} known already")
    if not added:
        return NOTHING
    if args.later:
        return FOUND
    with progress_bar(len(added)) as advance:
        await read_these(desk, added, advance)
    now = [await desk.store.feeds.get(feed.id) for feed in added]
    report = first_readings_of(" ".join(args.names[1:]), now)
    print(first_readings(report, voice))
    return FOUND if report.read else UNREACHED


def import_feeds(args: argparse.Namespace) -> int:
    """Follow the feeds of an OPML document."""
    document = read_bytes(args.file)

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.opml import import_opml

        report = await import_opml(desk, document)
        for url, problem in report.refused:
            say(f"refused: {url}: {voice.house.problem(problem, None)}", BAD)
        print(f"{len(report.added)} added, {len(report.known)} known already, {len(report.refused)} refused")
        return FOUND if report.added or report.known else NOTHING

    return with_desk(args, work)


def export(args: argparse.Namespace) -> int:
    """Print the feeds as OPML 2.0."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.core.opml import render_opml

        feeds = await desk.store.feeds.list_feeds()
        sys.stdout.buffer.write(render_opml(feeds, "Vigie"))
        return FOUND if feeds else NOTHING

    return with_desk(args, work)
