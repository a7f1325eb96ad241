"""What answer headers say about coming back, and about who refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.model import CacheHints, Validators

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_MAX_HINT = timedelta(days=365)  # beyond, it is no answer to when to come back
_MAX_VALIDATOR_CHARS = 1_000


def validators_of(headers: Mapping[str, str]) -> Validators:
    """ETag and Last-Modified as they are, to be sent back verbatim."""
    return Validators(_short(headers.get("ETag")), _short(headers.get("Last-Modified")))


def hints_of(headers: Mapping[str, str], now: datetime) -> CacheHints:
    """How long the answer holds, and how long to stay away; None where the headers do not say or make no sense."""
    return CacheHints(_max_age(headers, now), retry_after_of(headers, now))


def retry_after_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Retry-After in either of its forms: seconds, or a date, which is measured by the sender's own clock."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return min(timedelta(seconds=int(value)), _MAX_HINT)
    return _until(value, headers, now)


def blocker_of(headers: Mapping[str, str]) -> str:
    """The protection service that refuses in the publisher's place, or ""."""
    server = headers.get("Server", "").lower()
    if "cf-mitigated" in headers or "cf-ray" in headers or "cloudflare" in server:
        return "cloudflare"
    if "x-datadome" in headers or "datadome" in server:
        return "datadome"
    return "akamai" if "akamai" in server else ""


def _max_age(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    control = headers.get("Cache-Control", "")
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return None
    found = _MAX_AGE.search(control)
    if not found:
        return _until(headers.get("Expires", ""), headers, now)
    age = headers.get("Age", "").strip()
    left = int(found[1]) - (int(age) if re.fullmatch(r"\d{1,9}", age) else 0)
    return min(timedelta(seconds=left), _MAX_HINT) if left > 0 else None


def _until(value: str, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    moment = _http_date(value)
    if moment is None:
        return None
    left = moment - (_http_date(headers.get("Date", "")) or now)
    return min(left, _MAX_HINT) if left > timedelta(0) else None


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= _MAX_VALIDATOR_CHARS else None
