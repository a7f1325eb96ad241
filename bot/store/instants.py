"""Instants as the database holds them: whole microseconds since 1970 in UTC, exact and in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(span: timedelta) -> int:
    """A span in whole microseconds."""
    return span // _MICROSECOND


def micros_or_none(span: timedelta | None) -> int | None:
    """As `micros`; None stays None."""
    return None if span is None else micros(span)


def to_micros(when: datetime) -> int:
    """An aware instant as microseconds since 1970."""
    return micros(when - _EPOCH)


def to_micros_or_none(when: datetime | None) -> int | None:
    """As `to_micros`; None stays None."""
    return None if when is None else to_micros(when)


def instant(value: int) -> datetime:
    """The aware UTC datetime of a stored instant."""
    return _EPOCH + timedelta(microseconds=value)


def instant_or_none(value: int | None) -> datetime | None:
    """As `instant`; None stays None."""
    return None if value is None else instant(value)


def to_seconds(when: datetime) -> int:
    """An aware instant to the second, as seconds since 1970."""
    return (when - _EPOCH) // timedelta(seconds=1)
