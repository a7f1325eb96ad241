"""Bad weather on demand: what the Bot API server answers, or fails to answer, instead of the truth.

A fault is queued for a method and a chat (or any), a number of times; whether the call was accepted before the answer
went wrong is part of it, since that is what a client cannot know.
"""

from __future__ import annotations

import math
import random
from collections import Counter, deque
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.demo.refusals import too_many


class FaultKind(StrEnum):
    """What happens to the call."""

    ERROR = "error"  # a definite answer with `status` and `description`
    HANG = "hang"  # no answer until the server closes
    CUT = "cut"  # the connection is closed without an answer
    MALFORMED = "malformed"  # 200, and JSON that breaks off


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of failure; `accepted`: the call takes effect before the answer fails.

    Applies to calls of `method` ("" any but getUpdates) for `chat_id` (None any), `times` times (None for ever), each
    with the probability `share` after the first `skip` calls that it could have hit.
    """

    kind: FaultKind
    accepted: bool = False
    status: int = 500
    description: str = ""
    retry_after_s: int | None = None
    migrated_to: int | None = None
    method: str = ""
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    share: float = 1.0

    def concerns(self, method: str, chat_id: int | None) -> bool:
        """Whether a call is one that it hits."""
        called, wanted = method.lower(), self.method.lower()  # Telegram ignores case in names of methods
        right_method = called == wanted if wanted else called != "getupdates"
        return right_method and self.chat_id in {None, chat_id}


BLOCKED = Fault(FaultKind.ERROR, status=403, description="Forbidden: bot was blocked by the user")
NOT_STARTED = Fault(
    FaultKind.ERROR, status=403, description="Forbidden: bot can't initiate conversation with a user"
)
SERVER_ERROR = Fault(FaultKind.ERROR, status=502, description="Bad Gateway")
SERVER_ERROR_AFTER = replace(SERVER_ERROR, accepted=True)
HANG = Fault(FaultKind.HANG)
HANG_AFTER = Fault(FaultKind.HANG, accepted=True)
CUT = Fault(FaultKind.CUT)
CUT_AFTER = Fault(FaultKind.CUT, accepted=True)
MALFORMED = Fault(FaultKind.MALFORMED, accepted=True)


def flood(retry_after_s: int) -> Fault:
    """429 with that many seconds to wait."""
    refusal = too_many(retry_after_s)
    return Fault(FaultKind.ERROR, status=429, description=refusal.description, retry_after_s=retry_after_s)


def refused(reason: str) -> Fault:
    """400 with that reason."""
    return Fault(FaultKind.ERROR, status=400, description=f"Bad Request: {reason}")


class Faults:
    """The faults that are waiting, in the order in which they were queued; the first that concerns a call hits it."""

    def __init__(self, seed: int = 0) -> None:
        self._waiting: list[Fault] = []
        self._dice = random.Random(seed)  # noqa: S311 - repeatable campaigns, not secrets
        self.hits: Counter[FaultKind] = Counter()
        self.hits_accepted = 0

    def queue(
        self,
        fault: Fault,
        method: str = "sendMessage",
        chat_id: int | None = None,
        times: int | None = 1,
        share: float = 1.0,
        skip: int = 0,
    ) -> None:
        """Let the fault hit the next calls of `method` ("" any but getUpdates) to `chat_id`."""
        self.add(replace(fault, method=method, chat_id=chat_id, times=times, share=share, skip=skip))

    def add(self, fault: Fault) -> None:
        """Queue a fault as it stands."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Good weather again."""
        self._waiting.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call, used up by it."""
        for place, fault in enumerate(self._waiting):
            if not fault.concerns(method, chat_id):
                continue
            if fault.skip:
                self._waiting[place] = replace(fault, skip=fault.skip - 1)
            elif self._dice.random() < fault.share:
                self._use(place, fault)
                return fault
        return None

    def _use(self, place: int, fault: Fault) -> None:
        self.hits[fault.kind] += 1
        self.hits_accepted += fault.accepted
        if fault.times == 1:
            del self._waiting[place]
        elif fault.times is not None:
            self._waiting[place] = replace(fault, times=fault.times - 1)


@dataclass(frozen=True, slots=True)
class FloodRules:
    """Telegram's documented limits: a number of messages within a number of seconds."""

    overall: int = 30
    overall_s: float = 1.0
    private: int = 3  # one a second, short bursts allowed
    private_s: float = 3.0
    group: int = 20
    group_s: float = 60.0


class FloodLimit:
    """Counts messages against FloodRules; times are seconds of any clock that only goes forward."""

    def __init__(self, rules: FloodRules) -> None:
        self._rules = rules
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def wait_s(self, chat_id: int, now_s: float) -> int:
        """0 if a message to the chat may pass now, which counts it; else the whole seconds to wait."""
        rules = self._rules
        count, window_s = (rules.group, rules.group_s) if chat_id < 0 else (rules.private, rules.private_s)
        chat = self._chats.setdefault(chat_id, deque())
        wait_s = max(
            _over(self._all, rules.overall, rules.overall_s, now_s), _over(chat, count, window_s, now_s)
        )
        if wait_s <= 0:
            self._all.append(now_s)
            chat.append(now_s)
            return 0
        return max(1, math.ceil(wait_s))


def _over(times: deque[float], count: int, window_s: float, now_s: float) -> float:
    """How long until one more fits into the window; 0.0 if it fits now. Forgets what left the window."""
    while times and times[0] <= now_s - window_s:
        times.popleft()
    return times[0] + window_s - now_s if len(times) >= count else 0.0
