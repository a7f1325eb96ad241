"""Any command of `vigie`, to the letter, on a clock that the campaign moves: `runner CLOCK_FILE COMMAND…`.

The one thing that is put in another's place is the clock that `bot.app` makes; nothing in `bot` knows of it. With
`--each` instead of a command, the command is read from standard input, a line each, and is run in a process of its own
that is forked from this one: an interpreter that has imported everything once starts two hundred others in no time.
Printed are the process id, and the exit status once it has ended.
"""

from __future__ import annotations

import importlib
import os
import sys
from functools import partial
from pathlib import Path

import bot.app
from bot.cli import main
from tests.faults.clock import ShiftedClock

EACH = "--each"
_NEEDED = (
    "bot.cli.service bot.config bot.logs bot.jobs bot.store bot.fetch.client bot.fetch.discover bot.fetch.parser "
    "bot.tg.bot bot.tg.handlers bot.tg.menu bot.tg.polling bot.tg.sender"
).split()


def run_each(log: Path) -> None:
    """Until standard input ends."""
    for name in _NEEDED:
        importlib.import_module(name)
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            for descriptor in (1, 2):
                os.dup2(output, descriptor)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.exit(main(line.split()))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    clock_file = Path(sys.argv[1])
    setattr(bot.app, "SystemClock", partial(ShiftedClock, clock_file))  # noqa: B010 - a type to mypy
    if sys.argv[2] == EACH:
        run_each(Path(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[2:]))
