"""Turns what went wrong into one line on stderr and an exit status."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from typing import TextIO

from bot.errors import (
    BotError,
    ConfigError,
    FeedError,
    FetchProblem,
    NoFeedFound,
    NotSent,
    PolledElsewhere,
    StoreError,
    TokenRefused,
    UserError,
)

NOTHING, BAD, UNREACHED = 1, 2, 3
# What was read and holds no feed; any other problem is that it could not be read.
WITHOUT_FEED = {FetchProblem.NOT_A_FEED: NOTHING, FetchProblem.PARSER_FAILED: BAD}


def complain(exc: Exception) -> int:
    """Say what a person can mend in one line; before the line of a fault of ours stands its traceback, redacted."""
    match exc:
        case PolledElsewhere():
            return say(
                "another program is polling Telegram with this token: stop it, then start again", UNREACHED
            )
        case TokenRefused():
            return say("telegram.token: Telegram does not know this token", BAD)
        case ConfigError() | StoreError():
            return say(str(exc), BAD)
        case NoFeedFound():
            from bot.cli.words import in_words

            return say(in_words(exc), WITHOUT_FEED.get(exc.problem, UNREACHED))
        case UserError():
            from bot.cli.words import in_words

            return say(in_words(exc), BAD)
        case FeedError() | NotSent():
            return say(str(exc), UNREACHED)
        case BotError():
            return say(str(exc), BAD)
        case OSError() if exc.strerror:
            return say(f"{exc.filename}: {exc.strerror}" if exc.filename else exc.strerror, BAD)
    from bot.logs import redact

    _write(redact("".join(traceback.format_exception(exc))))
    return say(f"stopped by a mistake of its own, told above ({type(exc).__name__})", BAD)


def say(line: str, status: int) -> int:
    """One line on stderr, whatever it holds; the status, also where nothing can be written any more."""
    _write(f"vigie: {' '.join(line.split())}\n")
    return status


def let_go_of_output(status: int) -> int:
    """Write out what is still kept back, so that the interpreter finds nothing to fail at when it ends.

    It would end with 120. What was to be printed and cannot be is a failure (2); a reader that went away is none; and
    what a full disk takes no logs of has still done its work.
    """
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except BrokenPipeError:
        _close(sys.stdout)
    except OSError as exc:
        _close(sys.stdout)
        status = say(f"output: {exc.strerror}", BAD)
    _write("")
    return status


def _write(text: str) -> None:
    """On stderr, which may lie on the very disk that is full, or be gone."""
    if sys.stderr is None or sys.stderr.closed:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _close(sys.stderr)


def _close(stream: TextIO) -> None:
    with suppress(OSError):
        stream.close()  # tries once more to write, and is closed all the same
