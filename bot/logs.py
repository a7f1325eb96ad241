"""Logging for the whole program: one handler, whose output never holds a bot token.

Redaction works on the finished line, tracebacks and chained exceptions included, since a filter sees neither; and on
whatever has a token's shape, not only on the one configured. Libraries that would write addresses (with the token in
them), updates or answers (with what people typed) are kept to what they say of themselves.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TextIO

REDACTED = "[token]"
# A bot's id, a colon (as it stands in an address, or encoded), and the secret. No word boundary in front: the
# Bot API's addresses read « …/bot123456:secret/… ».
TOKEN_SHAPE = re.compile(r"(?<!\d)\d{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
SHORTEST_SECRET = (
    4  # a configured « token » shorter than that is a placeholder, and every letter would match it
)
SILENT = logging.CRITICAL + 1  # what these log holds what people wrote; their exceptions reach us anyway
QUIET = {
    "httpx": logging.WARNING,  # at INFO it logs every address, token included
    "httpcore": logging.WARNING,
    "apscheduler": logging.WARNING,
    "apscheduler.scheduler": logging.ERROR,  # a beat that comes while the last one works is no news
    "aiohttp.access": logging.WARNING,
    "telegram": logging.WARNING,  # below that it logs updates
    "telegram.request": SILENT,  # it logs whole answers that it cannot read
    "telegram.Bot": SILENT,  # and whole updates
    "telegram.ext.ExtBot": SILENT,
}
PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def redact(text: str, token: str = "") -> str:
    """The text without anything of a token's shape, and without that very token."""
    if len(token) >= SHORTEST_SECRET:
        text = text.replace(token, REDACTED).replace(token.replace(":", "%3A"), REDACTED)
    return TOKEN_SHAPE.sub(REDACTED, text)


class PlainFormatter(logging.Formatter):
    """Lines for people; times in UTC."""

    def __init__(self, token: str = "") -> None:
        super().__init__(PLAIN)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry, redacted."""
        return redact(super().format(record), self._token)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """ISO 8601, to the millisecond."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class JsonFormatter(PlainFormatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry with its traceback as one field, redacted."""
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            entry["stack"] = record.stack_info
        return redact(json.dumps(entry, ensure_ascii=False), self._token)


def set_up(
    token: str = "",
    level: int = logging.INFO,
    stream: TextIO | None = None,
    *,
    json_lines: bool | None = None,
) -> None:
    """Log to the stream (standard error), replacing whatever was set up before; warnings are logged too.

    `json_lines` None: plain lines on a terminal, JSON anywhere else.
    """
    out = sys.stderr if stream is None else stream
    as_json = not out.isatty() if json_lines is None else json_lines
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter(token) if as_json else PlainFormatter(token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, level))
    logging.captureWarnings(True)
