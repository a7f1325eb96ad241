"""Every command, and the taps that matter, on a full database (20 topics): CPU of the use case and its view.

The commands are those of the table: one without a case here is named, and nothing is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import open_desk
from bot.config import settings_of
from bot.errors import UserError
from bot.model import ChatId, ChatKind, Message, Reader, UserId
from bot.results import Result
from bot.services import subscriptions
from bot.services.conversation import hear
from bot.services.desk import Desk
from bot.services.taps import press
from bot.tg.commands import COMMANDS, Command
from bot.views import actions
from bot.views.errors import explain
from bot.views.show import show
from bot.views.voice import Voice
from tests.bench.measure import row
from tests.bench.stock import COMMON, fill
from tests.fakes import FakeFetcher, FakeFinder

BOUND_MS = 100.0
USUAL, WIDE, FRESH, GOING = 1, 2, 3, 4  # chats: usual topics, the commonest words, nothing, whatever is lost
MANY_WORDS = "Kremlin OU Kiev OU budget 90j"  # most articles of the corpus have one of them
FOUR_LINES = "Kiev, Otan, budget, loup 90j"

Step = Callable[[Desk, Reader, int], Awaitable[object]]


async def nothing(desk: Desk, reader: Reader, run: int) -> None:
    """No preparation."""


async def follow_fresh(desk: Desk, reader: Reader, run: int) -> None:
    """Let the chat follow what nobody has followed before."""
    await subscriptions.subscribe(desk, reader, fresh(run))


async def leave_fresh(desk: Desk, reader: Reader, run: int) -> None:
    """Make room for the next run's topic."""
    await subscriptions.unsubscribe(desk, reader, fresh(run))


def fresh(run: int) -> str:
    """A query that no run before has made a topic of: words of the corpus, so that there is much to match."""
    return f'({COMMON[run % len(COMMON)]} OU {COMMON[(run + 1) % len(COMMON)]}) -"{run}"'


@dataclass(frozen=True)
class Case:
    """What is typed behind a command, in which chat; `taps` are kinds of buttons tapped one after the other.

    Only the last act is measured. `before`, the taps of `undo` and `after` put the chat into the same state each time.
    """

    text: str | Callable[[int], str] = ""
    chat: int = USUAL
    taps: tuple[type, ...] = ()
    undo: tuple[type, ...] = ()
    before: Step = nothing
    after: Step = nothing
    note: str = ""


CASES: Mapping[str, tuple[Case, ...]] = {
    "start": (Case(), Case(chat=FRESH, note="new chat")),
    "help": (Case(),),
    "subscribe": (
        Case(fresh, FRESH, after=leave_fresh, note="fresh topic of common words"),
        Case(fresh, FRESH, (actions.Refine,), after=leave_fresh),
        Case(fresh, FRESH, (actions.Refine, actions.OpenTopic), after=leave_fresh),
        Case(fresh, FRESH, (actions.ReadDay,), after=leave_fresh),
        Case(fresh, FRESH, (actions.Unsubscribe,)),
    ),
    "unsubscribe": (Case(), Case(fresh, FRESH, before=follow_fresh, note="one of them")),
    "subscriptions": (Case(), Case("", WIDE), Case("", WIDE, (actions.OpenTopic,))),
    "digest": (
        Case(),
        Case("", WIDE, note="topics that are in most articles"),
        Case("Otan Kiev 7j"),
        Case("xylophone"),
        Case("", USUAL, (actions.OpenCard,)),
        Case("", USUAL, (actions.OpenCard, actions.Why)),
        Case("", USUAL, (actions.OpenCard, actions.ProposeExclusion)),
        Case(
            "", USUAL, (actions.OpenCard, actions.ProposeExclusion, actions.Exclude), (actions.RestoreTopic,)
        ),
        Case("", USUAL, (actions.OpenCard, actions.FollowStory), (actions.UnfollowStory,)),
        Case("", USUAL, (actions.MoreStories,)),
    ),
    "front_page": (Case(), Case("", USUAL, (actions.OpenCard,))),
    "search": (
        Case("Kiev"),
        Case(MANY_WORDS, note="words of most articles"),
        Case(MANY_WORDS, USUAL, (actions.SearchTo,)),
        Case("xylophone"),
    ),
    "trend": (Case("Kiev"), Case(FOUR_LINES, note="words of most articles")),
    "alert": (Case(fresh, FRESH, after=leave_fresh), Case("", USUAL)),
    "schedule": (Case("7:30 18:00"), Case("", USUAL)),
    "zone": (Case("Montréal"), Case("Canada")),
    "quiet": (Case("22h-7h"), Case("", USUAL)),
    "settings": (Case(), Case("", USUAL, (actions.OpenSettings,))),
    "language": (Case("français"),),
    "channel": (Case(),),
    "channel_done": (Case(),),
    "pause": (Case("25 août"),),
    "resume": (Case("", USUAL, before=lambda desk, reader, run: run_command(desk, reader, "pause", "")),),
    "stop": (Case("", GOING),),
    "privacy": (Case(),),
    "my_data": (Case(),),
    "forget": (
        Case(),
        Case("", GOING, (actions.EraseChat,), before=follow_fresh, note="and everything erased"),
    ),
    "feeds": (Case(), Case("10"), Case("", USUAL, (actions.OpenFeed,))),
    "add_feed": (Case("https://j7.example/rss"), Case("", USUAL)),
    "catalogue": (Case(), Case("suisse")),
    "hold": (Case("", USUAL, after=lambda desk, reader, run: run_command(desk, reader, "release", "")),),
    "release": (Case(),),
    "status": (Case(),),
    "suggest": (Case("Le Canard enchaîné"), Case("", USUAL)),
    "broadcast": (Case("Le bot s’arrête ce soir pour une heure."),),
    "access": (Case(),),
    "block": (Case("5550001"),),
    "unblock": (Case("5550001"),),
    "limits": (Case("2 thèmes 30 alertes 10"),),
    "journal": (Case(),),
    "remove_feed": (Case(), Case("Journal", note="several of that name")),
}
WORDS: tuple[tuple[str, int], ...] = (("tramway", FRESH), ("xilophone", FRESH), ("Otan Kiev", USUAL))


def uncovered(commands: Sequence[Command] = COMMANDS) -> tuple[str, ...]:
    """Commands of the table without a case."""
    return tuple(command.name for command in commands if not CASES.get(command.key))


async def run_command(desk: Desk, reader: Reader, key: str, text: str) -> Result:
    """The use case that stands in the table under that key."""
    return await next(c for c in COMMANDS if c.key == key).run(desk, reader, text)


def reader_of(chat: int, update: int) -> Reader:
    """Who speaks in that chat; each update has a number of its own."""
    return Reader(ChatId(chat), None, ChatKind.PRIVATE, "", UserId(chat), "fr", update)


class Bench:
    """Measures the acts of a conversation one by one."""

    def __init__(self, desk: Desk, voice: Voice) -> None:
        self._desk = desk
        self._voice = voice
        self._done = 0
        self._refused = False
        self.slow: list[str] = []

    async def command(self, command: Command, case: Case, runs: int) -> None:
        """The median of so many runs, printed."""
        taps = "".join(f" → {tap.__name__}" for tap in case.taps)
        text = case.text if isinstance(case.text, str) else "…"
        note = f" ({case.note})" if case.note else ""
        name = f"/{command.name} {text}".rstrip() + taps + note
        try:
            self._report(name, [await self._once(command, case) for _ in range(runs)])
        except LookupError as exc:  # so few articles that there is nothing to tap
            print(f"{name}: not measured, nothing shows a button {exc}")
            self.slow.append(name)

    async def words(self, text: str, chat: int, runs: int) -> None:
        """Plain words, which are asked about."""
        costs = []
        for _ in range(runs):
            self._done += 1
            reader = reader_of(chat, self._done)
            cost, _ = await self._cost(hear(self._desk, reader, text))
            costs.append(cost)
        self._report(f"« {text} »", costs)

    async def _once(self, command: Command, case: Case) -> float:
        self._done += 1
        run, reader = self._done, reader_of(case.chat, self._done)
        text = case.text if isinstance(case.text, str) else case.text(run)
        await case.before(self._desk, reader, run)
        cost, messages = await self._cost(command.run(self._desk, reader, text))
        tapper = replace(reader, tapped=True, message_id=run)
        for kind in case.taps:
            cost, messages = await self._cost(press(self._desk, tapper, _find(messages, kind)))
        undone = messages
        for kind in case.undo:
            _, undone = await self._cost(press(self._desk, tapper, _find(undone, kind)))
        refused = self._refused and not case.undo
        await case.after(self._desk, reader, run)
        self._refused = refused
        return cost

    async def _cost(self, work: Awaitable[Result | None]) -> tuple[float, tuple[Message, ...]]:
        begun, self._refused = time.process_time(), False
        try:
            result = await work
            messages = () if result is None else show(result, self._voice)
        except UserError as refusal:
            messages, self._refused = (explain(refusal, self._voice),), True
        return time.process_time() - begun, messages

    def _report(self, name: str, costs: Sequence[float]) -> None:
        median = statistics.median(costs) * 1000
        if median >= BOUND_MS:
            self.slow.append(name)
        refused = " refused" if self._refused else ""  # a refusal is an answer too, but says so
        row(name[:58], median, "ms", f"{'SLOW' if median >= BOUND_MS else ''}{refused}")


def _find(messages: Sequence[Message], kind: type) -> actions.Action:
    """The last button of that kind: the furthest page, the longest list."""
    found: list[actions.Action] = []
    for button in (button for message in messages for buttons in message.buttons for button in buttons):
        action = actions.decode(button.action)
        if action is not None and isinstance(action, kind):
            found.append(action)
    if not found:
        raise LookupError(kind.__name__)
    return found[-1]


async def measure(entries: int, runs: int, only: str) -> int:
    """Print a row for each case; how many are over the bound."""
    now = datetime.now(UTC)
    settings = settings_of(telegram={"admins": [USUAL]})
    async with open_desk(settings, url="sqlite:///:memory:") as opened:
        await fill(opened, 100, entries, now, timedelta(days=90))
        desk = replace(opened, fetcher=FakeFetcher(), finder=FakeFinder())
        bench = Bench(desk, Voice("fr", ZoneInfo("Europe/Paris"), now))
        for command in COMMANDS:
            for case in CASES[command.key]:
                if only in command.name:
                    await bench.command(command, case, runs)
        for text, chat in WORDS:
            if not only:
                await bench.words(text, chat, runs)
        print(f"over {BOUND_MS:.0f} ms or not measured: {', '.join(bench.slow) or 'none'}")
        return len(bench.slow)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="", help="commands whose name holds this")
    asked = parser.parse_args()
    if missing := uncovered():
        print(f"no case for /{', /'.join(missing)}: add one to CASES", file=sys.stderr)
        return 2
    asyncio.run(measure(asked.entries, asked.runs, asked.only))
    return 0


if __name__ == "__main__":
    sys.exit(main())
