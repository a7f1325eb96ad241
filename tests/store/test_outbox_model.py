"""The outbox against a plain model: claims, answers, silence and merges of time in any order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.errors import GoneReason
from bot.model import Destination, Draft, Edit, Editing, Kind, Message, OfDraft, Owed, Part
from bot.store import SqliteStore
from tests.store.making import LEASE, MORNING, NOW, reader

CHATS = 2  # few chats and kinds, so that what is owed meets often
KINDS = [Kind.ANSWER, Kind.DIGEST]
OWED = ("pending", "deferred", "doubtful")


@dataclass
class Row:
    """What the model knows of a message."""

    id: int
    chat: int
    kind: Kind
    due_at: datetime
    state: str = "pending"
    doubts: int = 0
    lease_until: datetime = NOW
    key: str = ""
    edits: Row | None = None


class OutboxMachine(RuleBasedStateMachine):
    """Every claim must bring exactly what the contract says may go."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = self.runner.run(SqliteStore.open(":memory:"))
        self.now = NOW
        self.rows: dict[int, Row] = {}
        self.flying: dict[int, Owed] = {}
        self.chats: list[Destination] = []
        self.sent: list[int] = []
        self.keys = 0

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()

    @initialize()
    def open_chats(self) -> None:
        self.chats = [self._open(n) for n in range(1, CHATS + 1)]

    def _open(self, chat_id: int) -> Destination:
        opening = self.store.destinations.open(reader(chat_id), "Europe/Paris", MORNING, NOW)
        return self.runner.run(opening)[0]

    @rule(chat=st.integers(0, CHATS - 1), kind=st.sampled_from(KINDS))
    def owe(self, chat: int, kind: Kind) -> None:
        self.keys += 1
        draft = Draft(self.chats[chat].id, kind, f"k{self.keys}", Message("x"))
        (id_,) = self.runner.run(self.store.outbox.enqueue([draft, draft], self.now))
        self.rows[id_] = Row(id_, chat, kind, self.now, key=draft.dedupe_key)

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), kind=st.sampled_from(KINDS))
    def owe_an_edit(self, data: st.DataObject, kind: Kind) -> None:
        """Of any message so far, sent or not."""
        edited = self.rows[data.draw(st.sampled_from(sorted(self.rows)))]
        self.keys += 1
        edit = Edit(OfDraft(edited.key))
        draft = Draft(self.chats[edited.chat].id, kind, f"k{self.keys}", Message("y"), way=edit)
        (id_,) = self.runner.run(self.store.outbox.enqueue([draft], self.now))
        self.rows[id_] = Row(id_, edited.chat, kind, self.now, key=draft.dedupe_key, edits=edited)

    @rule(minutes=st.sampled_from([0, 1, 4, 5, 30]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(limit=st.sampled_from([1, 9]), busy=st.sets(st.integers(0, CHATS - 1), max_size=1))
    def claim(self, limit: int, busy: set[int]) -> None:
        for row in self._in_state("sending"):
            if row.lease_until <= self.now:
                row.state, row.doubts, row.due_at = "doubtful", row.doubts + 1, row.lease_until
        may_go = [row for chat in range(CHATS) if chat not in busy for row in self._may_go(chat)]
        owed = self.runner.run(
            self.store.outbox.claim(self.now, LEASE, limit, [self.chats[chat].id for chat in busy])
        )
        expected = {row.id for row in may_go}
        claimed = [each.id for each in owed]
        assert set(claimed) <= expected
        assert len(claimed) == min(limit, len(expected))
        ranks = [KINDS.index(self.rows[id_].kind) for id_ in claimed]
        assert ranks == sorted(ranks)
        assert ranks == sorted(KINDS.index(row.kind) for row in may_go)[:limit]
        for each in owed:
            row = self.rows[each.id]
            assert each.doubts == row.doubts
            assert each.way == self._way(row)
            row.state, row.lease_until = "sending", self.now + LEASE
            self.flying[each.id] = each

    def _way(self, row: Row) -> Editing | None:
        if row.edits is None:
            return None
        return Editing(row.edits.id if row.edits.id in self.sent else None, Part.TEXT, or_new=True)

    def _may_go(self, chat: int) -> list[Row]:
        row = self._next(chat)
        return [row] if row is not None and row.due_at <= self.now else []

    def _next(self, chat: int) -> Row | None:
        """The row of a chat that goes first once it is due, by the contract's own words."""
        mine = [row for row in self.rows.values() if row.chat == chat]
        if any(row.state == "sending" for row in mine):
            return None
        doubtful = [row for row in mine if row.state == "doubtful"]
        if doubtful:
            return doubtful[0]
        heads = [
            min(
                (row for row in mine if row.kind is kind and row.state in OWED),
                key=lambda row: row.id,
                default=None,
            )
            for kind in KINDS
        ]
        waiting = [row for row in heads if row is not None and not self._waits_for_another(row)]
        due = [row for row in waiting if row.due_at <= self.now]
        return next(iter(due), min(waiting, key=lambda row: row.due_at, default=None))

    def _waits_for_another(self, row: Row) -> bool:
        return row.edits is not None and row.edits.state not in ("sent", "dead")

    def _in_state(self, *states: str) -> list[Row]:
        return [row for row in self.rows.values() if row.state in states]

    @precondition(lambda self: self.flying)
    @rule(
        data=st.data(),
        answer=st.sampled_from(["sent", "defer", "doubt", "bury"]),
        minutes=st.sampled_from([0, 2, 10]),
    )
    def answer(self, data: st.DataObject, answer: str, minutes: int) -> None:
        owed = self.flying.pop(data.draw(st.sampled_from(sorted(self.flying))))
        row, outbox = self.rows[owed.id], self.store.outbox
        until = self.now + timedelta(minutes=minutes)
        match answer:
            case "sent":
                done = self.runner.run(outbox.mark_sent(owed, row.id, self.now))
            case "defer":
                done = self.runner.run(outbox.defer(owed, until))
            case "doubt":
                done = self.runner.run(outbox.doubt(owed, until))
            case _:
                done = self.runner.run(outbox.bury(owed, "refused"))
        assert done == (row.state != "dead" or answer in ("sent", "bury"))
        if not done:
            return
        if answer == "sent":
            self.sent.append(row.id)
        if answer == "doubt":
            row.doubts += row.state == "sending"
        row.state = {"sent": "sent", "defer": "deferred", "doubt": "doubtful", "bury": "dead"}[answer]
        row.due_at = until

    @precondition(lambda self: self.flying)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        """The process that claimed it was killed."""
        self.flying.pop(data.draw(st.sampled_from(sorted(self.flying))))

    @rule(chat=st.integers(0, CHATS - 1))
    def close_and_reopen(self, chat: int) -> None:
        closing = self.store.destinations.close(self.chats[chat].id, GoneReason.BLOCKED, self.now)
        self.runner.run(closing)
        self._open(chat + 1)
        for row in self._in_state("sending", *OWED):
            if row.chat == chat:
                row.state = "dead"

    @invariant()
    def nothing_is_lost_or_sent_twice(self) -> None:
        owed = self._in_state("sending", *OWED)
        assert self.runner.run(self.store.outbox.backlog()) == len(owed)
        assert len(self.sent) == len(set(self.sent))

    @invariant()
    def at_most_one_is_in_doubt_or_on_its_way(self) -> None:
        for chat in range(CHATS):
            assert sum(row.chat == chat for row in self._in_state("sending", "doubtful")) <= 1

    @invariant()
    def kinds_keep_their_order(self) -> None:
        for chat in range(CHATS):
            for kind in KINDS:
                sent = [
                    id_ for id_ in self.sent if self.rows[id_].chat == chat and self.rows[id_].kind is kind
                ]
                assert sent == sorted(sent)

    @invariant()
    def the_next_instant_is_told(self) -> None:
        given_up = [row.lease_until for row in self._in_state("sending")]
        firsts = [row for chat in range(CHATS) if (row := self._next(chat)) is not None]
        expected = min([*given_up, *(row.due_at for row in firsts)], default=None)
        told = self.runner.run(self.store.outbox.next_at())
        assert (told is None) == (expected is None)
        if told is not None and expected is not None:
            assert max(told, self.now) == max(expected, self.now)


class TestOutbox(OutboxMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
