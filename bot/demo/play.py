"""The whole bot on loopback: the real one, with a clock that stands still until somebody moves it.

Everything is what `vigie run` uses (fetcher, store, analysis, digests, outbox, Telegram library) but the ticks: after
each act the house is brought to rest by hand, so that a conversation reads the same at every run.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.app import Telephone, open_desk, telephone
from bot.config import Settings, settings_of
from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.chats import Tap
from bot.demo.clock import DemoClock
from bot.demo.feeds import FeedServer
from bot.demo.page import Page
from bot.demo.press import DEMO_START
from bot.demo.scene import ADMIN, CHANNEL, READER, cast
from bot.demo.script import Moved, Step, Tapped, Typed, Who
from bot.demo.transcript import PLAIN, Look, render_moment, render_posts, render_step, render_toast
from bot.model import ChatId
from bot.services.alerts import prepare_alerts
from bot.services.analyse import Lane, analyse_new
from bot.services.broadcast import tend_broadcasts
from bot.services.catalogue import report_first_readings
from bot.services.corrections import correct_alerts
from bot.services.delivery import Courier
from bot.services.desk import Desk
from bot.services.digests import prepare_due
from bot.services.follow import prepare_follow_ups
from bot.services.nominations import tell_admins
from bot.services.refresh import refresh_due
from bot.services.spikes import prepare_spikes
from bot.services.status import beat
from bot.services.watch import watch_over
from bot.tg.limits import Limits

PATIENCE_S = 30.0  # for one act to be answered; it takes hundredths of that
STEP = timedelta(minutes=30)  # how the clock moves: feeds are read on the way, not all at the end
MANY = timedelta(days=40)  # a longer way is gone in one step a day


@dataclass
class Pace:
    """Seconds as whoever plays here lives them: a script is typed at once, and read as if by somebody who types."""

    acts: int = 0

    def seconds(self) -> float:
        """A clock that never goes back, and that goes on by a second an act."""
        return time.monotonic() + self.acts


@dataclass
class Demo:
    """The bot and everybody who talks to it; `turn` is held by whoever acts, since one act at a time reads the same."""

    desk: Desk
    clock: DemoClock
    api: BotApiServer
    line: Telephone
    courier: Courier
    lane: Lane = field(default_factory=Lane)
    seen: dict[int, int] = field(default_factory=dict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    pace: Pace = field(default_factory=Pace)

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are printed in."""
        return ZoneInfo(self.desk.rules.zone)

    async def play(self, step: Step, look: Look = PLAIN) -> str:
        """Carry out one step; what there is to read afterwards, the step itself included."""
        async with self.turn:
            return await self._play(step, look)

    async def _play(self, step: Step, look: Look) -> str:
        self.pace.acts += 1
        toast = ""
        match step:
            case Moved(by):
                return await self._move(by, look)
            case Typed(who, text):
                self.api.people.type_text(chat_of(who), chat_of(who), text)
                await self.settle()
            case Tapped(who, label):
                tap = self._tap(chat_of(who), label)
                await self.settle()
                toast = render_toast(tap.answer) if tap and tap.answer else ""
        parts = (render_step(step, self.clock.now(), self.zone), toast, self.unread(look))
        return "\n\n".join(part for part in parts if part)

    def _tap(self, person: int, label: str) -> Tap | None:
        """A button, or else a key below the field: of their channels the first is picked."""
        people = self.api.people
        try:
            return people.tap(person, person, label)
        except LookupError:
            key, channels = people.find_key(person, label), people.channels_of(person)
            if key.request_id is None:
                people.type_text(person, person, key.label)
            elif channels:
                people.share_chat(person, channels[0].id, key.request_id)
            return None

    def unread(self, look: Look = PLAIN) -> str:
        """What the bot has written or changed since the last time, in both chats and in the channel, as text."""
        parts = [self._unread(chat, look) for chat in (READER, ADMIN)]
        if posted := self._unread(CHANNEL, look):
            parts.append(f"({self.api.room.chats[CHANNEL].title})\n{posted}")
        return "\n\n".join(filter(None, parts))

    async def settle(self) -> None:
        """Bring the house to rest: updates handled, feeds read, news analysed, digests made, messages delivered."""
        await self.api.until(lambda: self.api.inbox.pending == 0 and not self.line.is_busy, PATIENCE_S)
        await refresh_due(self.desk, most=1)
        await analyse_new(self.desk, self.lane)
        await prepare_alerts(self.desk)
        await prepare_follow_ups(self.desk)
        await correct_alerts(self.desk)
        await prepare_spikes(self.desk)
        await prepare_due(self.desk)
        await report_first_readings(self.desk)
        await tell_admins(self.desk)
        await watch_over(self.desk)
        await tend_broadcasts(self.desk)
        await beat(self.desk, None)
        await self.courier.drain()
        await beat(self.desk, None)  # without memory and uptime: a script reads the same at every run

    async def let_pass(self, by: timedelta, step: timedelta = STEP) -> AsyncIterator[None]:
        """Move the clock in steps, each digest leaving at its time; yields at rest after each step."""
        step = step if by <= MANY else timedelta(days=1)
        target = self.clock.now() + by
        while (now := self.clock.now()) < target:
            stop = min(now + step, target, *await self._due_after(now))
            self.clock.advance(stop - now)
            await self.settle()
            yield

    async def _due_after(self, now: datetime) -> list[datetime]:
        """When somebody here is owed a digest next."""
        known = [await self.desk.store.destinations.find(ChatId(chat), None) for chat in self.api.room.chats]
        times = [destination.next_due_at for destination in known if destination is not None]
        return [at for at in times if at is not None and at > now]

    async def _move(self, by: timedelta, look: Look) -> str:
        """Let the time pass; what came meanwhile, each under the time it came at, and what time it is now."""
        target, parts = self.clock.now() + by, list[str]()
        async for _ in self.let_pass(by):
            came = self.unread(look)
            if came or self.clock.now() == target:
                parts += filter(None, (render_moment(self.clock.now(), self.zone), came))
        return "\n\n".join(parts)

    def _unread(self, chat: int, look: Look) -> str:
        """New messages, and those that changed in place, in the order in which that happened."""
        before = self.seen.get(chat, 0)
        posts = sorted(
            (post for post in self.api.messages(chat) if post.revision > before),
            key=lambda post: post.revision,
        )
        if posts:
            self.seen[chat] = posts[-1].revision
        return render_posts(tuple(post for post in posts if post.html), look)


def chat_of(who: Who) -> int:
    """The private chat of whoever acts; a person's chat has the person's id."""
    return ADMIN if who is Who.ADMIN else READER


@asynccontextmanager
async def open_demo(start: datetime = DEMO_START, port: int = 0) -> AsyncIterator[Demo]:
    """The bot with its press read once, at rest; the press is dated from `start`, whose weekday its texts fit."""
    clock, page = DemoClock(start), Page()
    async with (
        FeedServer(clock, clock.now(), public_links=True) as press,
        BotApiServer(clock, port=port, more_routes=page.add_routes) as api,
    ):
        settings = demo_settings(api)
        async with open_desk(settings, url="sqlite:///:memory:", clock=clock) as desk:
            cast(api)
            for outlet in press.outlets:
                await desk.store.feeds.add(press.feed_url(outlet), outlet.name, "", clock.now())
            pace = Pace()
            async with telephone(settings, desk, asyncio.Event(), no_limits(), pace.seconds) as line:
                demo = Demo(desk, clock, api, line, line.courier, pace=pace)
                await demo.settle()
                page.show(demo, press)
                try:
                    yield demo
                finally:
                    await page.close()


def no_limits() -> Limits:
    """Limits for which an hour passes between two messages: the demo's clock stands still."""
    return Limits(clock=count(step=3600.0).__next__)


def demo_settings(api: BotApiServer) -> Settings:
    """The defaults, on loopback; nothing of the environment or of a file plays a part."""
    return settings_of(
        telegram={
            "token": DEMO_TOKEN,
            "base_url": api.base_url,
            "base_file_url": api.base_file_url,
            "admins": [ADMIN],
            "messages_per_second": 1000,
        },
        fetch={"allow_private_networks": True, "max_interval_s": 3600},
    )
