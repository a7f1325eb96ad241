"""Dates as feeds write them, to aware UTC.

RSS asks for RFC 822 and Atom for RFC 3339; feeds also write « mar. 12 nov. 2024 14:05 », two-digit years, zones by
name, and no zone at all. A date without a zone is UTC, as feed readers take it, unless it is written in French: then
a clock in Paris wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")
# First three letters, accents folded; « juin » and « juillet » share theirs and are told apart by the fourth.
_FRENCH_MONTHS = "jan fev mar avr mai juin juil aou sep oct nov dec"
_ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {
    name: number
    for names in (_FRENCH_MONTHS, _ENGLISH_MONTHS)
    for number, name in enumerate(names.split(), start=1)
}
_FRENCH_DAYS = re.compile(r"(?:lun|mar|mer|jeu|ven|sam|dim)")  # none begins an English day
_FRENCH_ONLY_MONTHS = re.compile(r"(?:janv|fev|mars|avr|mai|juin|juil|aou)|.*bre$")
_HOURS_FROM_UTC = (
    (0.0, "ut utc gmt z wet"),
    (1.0, "west bst met cet"),
    (2.0, "mest cest eet"),
    (3.0, "eest msk"),
    (-3.0, "adt haa"),
    (-3.5, "hnt nst"),
    (-4.0, "ast hna edt hae"),
    (-5.0, "est hne cdt"),
    (-6.0, "cst mdt"),
    (-7.0, "mst pdt"),
    (-8.0, "pst"),
)
_ZONES = {
    name: timezone(timedelta(hours=hours)) for hours, names in _HOURS_FROM_UTC for name in names.split()
}
_TIME = r"(?:(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2}))(?::?(?P<second>\d{2})(?:[.,]\d+)?)?)?"
_ZONE = r"(?:\(?(?:gmt|utc)?(?P<sign>[+-])(?P<zone_hour>\d{1,2}):?(?P<zone_minute>\d{2})?|\(?(?P<zone>[a-z]{1,5}))?\)?"
_WORDS = re.compile(
    r"(?:(?P<weekday>[a-z]+)\.?,?\s+)?(?:(?:le\s+)?(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[\s-]+(?P<month>[a-z]+)\.?|"
    r"(?P<month2>[a-z]+)\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?)[\s,-]+(?P<year>\d{4}|\d{2})(?:\s*,)?"
    rf"(?:\s+(?:a\s+|at\s+|-\s+)?{_TIME})?\s*{_ZONE}(?:\s.*)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    rf"(?:(?:t|\s)\s*{_TIME})?\s*{_ZONE}"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
    + _ZONE
)
_NUMERIC = re.compile(
    rf"(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>\d{{4}})(?:[\s,-]+(?:a\s+)?{_TIME})?\s*{_ZONE}"
)
_MAX_CHARS = 100
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: a counter that was never set


def parse_date(text: str) -> datetime | None:
    """The moment that `text` names, or None where it names none that can be believed."""
    plain = _fold(text[:_MAX_CHARS])
    for pattern, is_local in ((_ISO, False), (_WORDS, False), (_NUMERIC, True), (_COMPACT, False)):
        found = pattern.fullmatch(plain)
        if found:
            return _moment(found.groupdict(), is_local)
    return None


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """`moment` where it can be true: None before the web, `now` where it lies ahead (embargoes, wrong clocks)."""
    if moment is None or moment < EARLIEST:
        return None
    return min(moment, now)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return re.sub(r"\s+", " ", "".join(char for char in decomposed if not unicodedata.combining(char)))


def _moment(parts: dict[str, str | None], is_local: bool) -> datetime | None:
    month_name = parts.get("month2") or parts["month"] or ""
    is_paris = is_local or _is_french(parts.get("weekday") or "", month_name)
    default = _PARIS if is_paris and parts["hour"] else UTC  # a day alone stays that day everywhere
    try:
        moment = datetime(
            _year(parts["year"] or ""),
            int(month_name) if month_name.isdigit() else _month(month_name),
            int(parts.get("day2") or parts["day"] or "0"),
            int(parts["hour"] or "0"),
            int(parts["minute"] or "0"),
            min(int(parts["second"] or "0"), 59),  # leap seconds exist, not in datetime
            tzinfo=_zone(parts, default),
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= EARLIEST.year % 100 else 2000)
    return year


def _is_french(weekday: str, month: str) -> bool:
    """Whether words tell the language; « 12 nov » alone is as English as French."""
    return bool(_FRENCH_DAYS.match(weekday) or _FRENCH_ONLY_MONTHS.match(month))


def _month(name: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    return _MONTHS.get(name[:4], 0) or _MONTHS.get(name[:3], 0)


def _zone(parts: dict[str, str | None], default: tzinfo) -> tzinfo:
    if parts["sign"]:
        offset = timedelta(hours=int(parts["zone_hour"] or "0"), minutes=int(parts["zone_minute"] or "0"))
        return timezone(offset if parts["sign"] == "+" else -offset)  # ValueError past 24 hours
    return _ZONES.get(parts["zone"] or "", default)
