"""How a time zone is called: by its city, as Unicode’s CLDR names it in each language."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global
from babel.dates import get_timezone_location

# Cities of zones that the CLDR folds into another one.
_NAMES = {"America/Montreal": {"fr": "Montréal", "en": "Montreal"}, "UTC": {"fr": "UTC", "en": "UTC"}}


@lru_cache(512)
def place(zone: str, language: str) -> str:
    """« Montréal » for `America/Montreal`; the last part of its name for a zone that is not known."""
    if zone in _NAMES:
        return _NAMES[zone][language]
    if zone in get_global("zone_territories"):
        city = get_timezone_location(zone, locale=language, return_city=True)
    else:
        city = zone
    return city.rpartition("/")[2].replace("_", " ")
