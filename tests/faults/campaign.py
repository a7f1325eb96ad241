"""Rounds of news and weather until there were enough kills and messages; then calm, and the account."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.demo.bot_api import BotApiServer
from bot.demo.faults import FloodRules
from tests.faults import ledger
from tests.faults.clock import ShiftedClock
from tests.faults.keeper import Keeper
from tests.faults.ledger import Account, Spell
from tests.faults.town import STEP, Town
from tests.faults.weather import KINDS, Sky
from tests.servers import FeedServer

LOOK_S = 0.1
QUIET_LOOKS = 10
USUAL_ENDS = frozenset(
    {0, 2, 3}
)  # stopped, and what could not start: the database or Telegram was out of reach
READ_WITHIN_S = 12.0
ARRIVE_WITHIN_S = 90.0
NUDGE = timedelta(seconds=5)  # the bot's clock hurries on while something is waited for: back-offs end sooner


@dataclass(frozen=True)
class Plan:
    """How much of what; the campaign ends at the latest after `minutes`, and then says what it has."""

    chats: int = 100
    kills: int = 200
    messages: int = 5_000
    seed: int = 1
    minutes: float = 15.0
    spell_s: float = 5.0
    kinds: Sequence[str] = tuple(KINDS)


@dataclass
class Outcome:
    """What came of it."""

    account: Account
    kills: int
    rounds: int
    ends: dict[int, int]
    commands: list[tuple[str, int]]
    seconds: float
    hits: dict[str, int]


@dataclass
class Campaign:
    """One campaign, played once."""

    plan: Plan
    say: Callable[[str], None] = print
    _spells: list[Spell] = field(default_factory=list)

    async def play(self) -> Outcome:
        """All of it; nothing is left running."""
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="vigie-faults-") as name:
            folder = Path(name)
            clock = ShiftedClock(folder / "clock")
            async with FeedServer() as feeds, BotApiServer(flood=FloodRules(), seed=self.plan.seed) as api:
                town = Town(folder, api, feeds, clock, random.Random(self.plan.seed))
                await town.settle(self.plan.chats)
                ledger.start_noting(town.database)
                async with Keeper(
                    town, random.Random(self.plan.seed + 1), most_kills=self.plan.kills
                ) as keeper:
                    sky = Sky(town, keeper, self.plan.spell_s, [])
                    rounds = await self._rounds(town, keeper, sky, begun)
                    keeper.most_kills = 0
                    await self._arrive(town, ARRIVE_WITHIN_S)
                with town.reading() as db:
                    result = ledger.account(db, api, town.expected(), town.alerted, self._spells)
                if result.faults or set(keeper.ends) - USUAL_ENDS:
                    self._keep_log(town)
                hits = {kind.value: count for kind, count in api.faults.hits.items()}
            return Outcome(
                result, keeper.kills, rounds, dict(keeper.ends), sky.outcomes, time.monotonic() - begun, hits
            )

    async def _rounds(self, town: Town, keeper: Keeper, sky: Sky, begun: float) -> int:
        played = 0
        while time.monotonic() - begun < self.plan.minutes * 60:
            taken = self._taken(town)
            if played >= len(self.plan.kinds) and taken >= self.plan.messages and not keeper.may_kill:
                break
            name = self.plan.kinds[played % len(self.plan.kinds)]
            await self._round(town, sky, name)
            played += 1
            self.say(
                f"round {played:3} {name:<18} taken {self._taken(town):6}  kills {keeper.kills:4}  "
                f"{time.monotonic() - begun:5.0f} s"
            )
        return played

    async def _round(self, town: Town, sky: Sky, name: str) -> None:
        start = time.time()
        town.publish()
        await self._until(town.has_read_all, READ_WITHIN_S)
        town.clock.jump(STEP)  # everybody's next digest is due
        await KINDS[name](sky)
        await self._arrive(town, ARRIVE_WITHIN_S)
        self._spells.append(Spell(name, start, time.time()))

    async def _arrive(self, town: Town, within_s: float) -> None:
        """Until every story has reached everybody and nothing is owed; hurried on by the clock."""
        end, quiet = time.monotonic() + within_s, 0
        while time.monotonic() < end and not (self._nothing_owed(town) and self._all_there(town)):
            town.clock.jump(NUDGE)
            await asyncio.sleep(LOOK_S * 3)
            quiet = quiet + 1 if self._nothing_owed(town) else 0
            if quiet > QUIET_LOOKS and town.has_read_all():
                town.clock.jump(STEP)  # what was read after the last time waits for the next
                quiet = 0

    def _nothing_owed(self, town: Town) -> bool:
        with town.reading() as db:
            query = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE state NOT IN ('sent', 'dead'))"
            return bool(db.execute(query).fetchone()[0])

    def _all_there(self, town: Town) -> bool:
        recent = {told.mark for told in town.news[-40:]}
        texts = {
            chat_id: "".join(p.html.lower() for p in town.api.room.posts(chat_id)[-60:])
            for chat_id in town.follows
        }
        return all(mark in texts[chat_id] for chat_id, mark in town.expected() if mark in recent)

    async def _until(self, condition: Callable[[], bool], within_s: float) -> None:
        end = time.monotonic() + within_s
        while not condition() and time.monotonic() < end:  # noqa: ASYNC110 - of another process: nobody rings
            await asyncio.sleep(LOOK_S)

    def _taken(self, town: Town) -> int:
        return sum(1 for chat_id in town.follows for post in town.api.room.posts(chat_id) if post.html)

    def _keep_log(self, town: Town) -> None:
        """What the bot said, where something was broken: the folder is thrown away."""
        kept = Path(tempfile.gettempdir()) / f"vigie-faults-{self.plan.seed}"
        kept.mkdir(exist_ok=True)
        for file in ("run.log", "vigie.db", "vigie.db-wal"):
            if (town.folder / file).exists():
                (kept / file).write_bytes((town.folder / file).read_bytes())
        self.say(f"log and database kept in {kept}")
