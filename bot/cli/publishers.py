"""`vigie feeds refuse|allow|refusals`: what publishers ask, from a terminal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.complain import say
from bot.cli.feeds import BAD, FOUND, NOTHING, with_desk

if TYPE_CHECKING:
    from bot.services.desk import Desk
    from bot.views.voice import Voice


def refuse(args: argparse.Namespace) -> int:
    """Note that a publisher does not want to be read, or wants headlines shown alone; and obey."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.errors import InvalidUrl
        from bot.model import WishKind
        from bot.services.publishers import note_wish, places_named
        from bot.views.html import plain_text
        from bot.views.publishers import wish_said

        try:
            places, outlet = await places_named(desk, args.place)
        except InvalidUrl:
            return say(f"{args.place}: neither a host, nor an address, nor an outlet that is read", BAD)
        kind = WishKind.TITLES if args.titles_only else WishKind.REFUSED
        noted = await note_wish(desk, kind, places, outlet, None, args.by, args.why)
        print(plain_text(wish_said(noted, voice)))
        return FOUND

    return with_desk(args, work)


def allow(args: argparse.Namespace) -> int:
    """Forget what a publisher asked."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.errors import NotFound
        from bot.services.publishers import lift_wish
        from bot.views.html import plain_text
        from bot.views.publishers import lifted_said

        try:
            print(plain_text(lifted_said(await lift_wish(desk, args.place, None), voice)))
        except NotFound:
            return say(f"{args.place}: nothing was asked for it (see vigie feeds refusals)", NOTHING)
        return FOUND

    return with_desk(args, work)


def refusals(args: argparse.Namespace) -> int:
    """Print what publishers have asked, with its date."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.views.terminal import wishes_table

        wishes = await desk.store.wishes.list_wishes()
        print(wishes_table(wishes, voice))
        return FOUND if wishes else NOTHING

    return with_desk(args, work)
