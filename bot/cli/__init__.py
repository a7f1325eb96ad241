"""The commands. Each module holds a few of them and imports what it needs when it runs, so that `--help` is quick.

Exit status: 0 done, something found · 1 nothing found · 2 bad usage, query, configuration or database ·
3 nothing could be produced because something could not be reached.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.cli.arguments import parse_arguments

FOUND, NOTHING, BAD, UNREACHED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. One clear line on stderr for what a person can mend, no traceback."""
    from bot.cli.complain import complain, let_go_of_output

    args = parse_arguments(argv)
    try:
        status = int(args.command(args))
    except BrokenPipeError:
        # The reader of our output went away (`vigie grep … | head`): that is not our failure.
        sys.stderr.close()
        status = FOUND
    except KeyboardInterrupt:
        status = 130
    except Exception as exc:
        status = complain(exc)
    return let_go_of_output(status)
