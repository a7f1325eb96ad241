"""What answer headers say about coming back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.model import NO_HINTS, CacheHints, Validators

_DIRECTIVE = re.compile(r'([a-zA-Z][\w-]*)\s*(?:=\s*(?:"([^"]*)"|([^\s,"]*)))?')
_SECONDS = re.compile(r"\d{1,9}")
_MAX_HINT = timedelta(days=365)  # beyond, it is no answer to when to come back
_MAX_VALIDATOR_CHARS = 1_000
_HINTS = ("Cache-Control", "Expires", "Retry-After")


def validators_of(headers: Mapping[str, str]) -> Validators:
    """ETag and Last-Modified as they are, to be sent back verbatim."""
    return Validators(_short(headers.get("ETag")), _short(headers.get("Last-Modified")))


def hints_of(headers: Mapping[str, str], now: datetime) -> CacheHints:
    """How long the answer holds, and how long to stay away; None where the headers do not say or make no sense."""
    if not any(name in headers for name in _HINTS):
        return NO_HINTS
    return CacheHints(_max_age(headers, now), retry_after_of(headers, now))


def retry_after_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Retry-After in either of its forms: seconds, or a date, which is measured by the sender's own clock."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):  # whole seconds, says RFC 9110; some servers compute
        return min(timedelta(seconds=float(value)), _MAX_HINT)
    return _until(value, headers, now)


def _max_age(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """RFC 9111, as a private cache: max-age, else s-maxage, else Expires.

    For s-maxage seconds a publisher's own CDN gives the same answer. One that is not to be kept says nothing about when
    to come back; `immutable` adds nothing to a max-age.
    """
    control = _directives(headers)
    if "no-store" in control or control.get("no-cache", "set") == "":
        return None
    written = control.get("max-age", control.get("s-maxage"))
    if written is None:
        return _until(headers.get("Expires", ""), headers, now)
    if not _SECONDS.fullmatch(written):
        return None
    age = headers.get("Age", "").strip()
    left = int(written) - (int(age) if _SECONDS.fullmatch(age) else 0)
    return min(timedelta(seconds=left), _MAX_HINT) if left > 0 else None


def _directives(headers: Mapping[str, str]) -> dict[str, str]:
    """Cache-Control by name, in lower case; "" where a directive has no value. Of two alike the first counts."""
    getall = getattr(headers, "getall", None)  # a header may be sent in several lines
    lines: list[str] = getall("Cache-Control", []) if getall else [headers.get("Cache-Control", "")]
    found: dict[str, str] = {}
    for name, quoted, plain in _DIRECTIVE.findall(",".join(lines)):
        found.setdefault(name.lower(), quoted or plain)
    return found


def _until(value: str, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    moment = _http_date(value)
    if moment is None:
        return None
    left = moment - (_http_date(headers.get("Date", "")) or now)
    return min(left, _MAX_HINT) if left > timedelta(0) else None


def _http_date(value: str) -> datetime | None:
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= _MAX_VALIDATOR_CHARS else None
