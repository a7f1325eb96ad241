"""The conversations' files, played, and how what is answered differs from what they say."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from tests.conversations.script import Turn, read_turns, write_turns
from tests.conversations.stage import Prepared

FOLDER = Path(__file__).parent
_SHOWN = str.maketrans({"\u202f": "\u2423", "\u00a0": "\u237d"})  # ␣ narrow no-break space, ⍽ no-break space


def files(names: Iterable[str] = ()) -> list[Path]:
    """The files whose name holds one of those; all of them without any."""
    wanted = tuple(names) or ("",)
    return sorted(file for file in FOLDER.glob("*.txt") if any(name in file.stem for name in wanted))


async def play(prepared: Prepared, file: Path) -> tuple[Turn, ...]:
    """The conversation as it goes now; every tap is answered, or came too late to be."""
    async with prepared.stage() as stage:
        turns = await stage.converse(read_turns(file))
        waiting = [tap.label for tap in stage.taps if tap.answer is None and not tap.expired]
        assert not waiting, f"{file.stem}: never answered: {waiting}"
        return turns


def difference(file: Path, turns: tuple[Turn, ...]) -> str:
    """What the file says and what is answered now, side by side; "" where they are the same."""
    was, now = file.read_text(encoding="utf-8"), write_turns(turns)
    if was == now:
        return ""
    lines = difflib.unified_diff(
        was.translate(_SHOWN).splitlines(),
        now.translate(_SHOWN).splitlines(),
        f"{file.name} as written",
        "as answered now",
        lineterm="",
    )
    return "\n".join(lines) + f"\nIf it is meant: python -m tests.conversations --renew {file.stem}"
