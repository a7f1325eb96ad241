"""Turns what went wrong into one line on stderr and an exit status."""

from __future__ import annotations

import sys

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
    """Say what a person can mend in one line; a fault of ours keeps its traceback, redacted."""
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
        case OSError() if exc.filename is not None:
            return say(f"{exc.filename}: {exc.strerror}", BAD)
    raise exc


def say(line: str, status: int) -> int:
    """One line on stderr, whatever it holds."""
    print(f"vigie: {' '.join(line.split())}", file=sys.stderr)
    return status
