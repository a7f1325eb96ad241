"""Time zones as people name them: a city, a country, or the zone itself; in French and in English.

Names come from the Unicode CLDR (through Babel), with the large cities of the French-speaking world that no zone is
named after. A name that is nearly one of these is a guess, to be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from bot.french.clockwords import fold

MOST_PLACES = 8  # buttons on one screen
_MAX_CHARS = 80
_NEARLY = 0.8  # share of letters in common
_LEAD = re.compile(
    r"^(?:(?:l'|the )?heure |time )?(?:locale )?(?:de la |de l'|d'|du |des |de |of |in |at |au |aux |a |en )?"
)
_LOCALES = tuple(Locale(language) for language in ("fr", "en"))
# Countries with many zones, by the ones where most people live.
_MAIN = {
    "CA": "America/Toronto America/Montreal America/Halifax America/Winnipeg America/Edmonton America/Vancouver "
    "America/St_Johns",
    "US": "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage "
    "Pacific/Honolulu",
    "AU": "Australia/Sydney Australia/Brisbane Australia/Adelaide Australia/Darwin Australia/Perth Australia/Hobart",
    "BR": "America/Sao_Paulo America/Manaus America/Fortaleza America/Rio_Branco",
    "RU": "Europe/Moscow Europe/Kaliningrad Europe/Samara Asia/Yekaterinburg Asia/Novosibirsk Asia/Krasnoyarsk "
    "Asia/Irkutsk Asia/Vladivostok",
    "MX": "America/Mexico_City America/Cancun America/Monterrey America/Hermosillo America/Tijuana",
    "CN": "Asia/Shanghai",
    "ES": "Europe/Madrid Atlantic/Canary",
    "PT": "Europe/Lisbon Atlantic/Azores Atlantic/Madeira",
    "DE": "Europe/Berlin",
}
_CITIES = {
    "Europe/Paris": "lyon marseille toulouse nice nantes strasbourg montpellier bordeaux lille rennes reims grenoble "
    "dijon ajaccio brest metropole",
    "Europe/Brussels": "liege namur charleroi mons louvain wallonie anvers gand",
    "Europe/Zurich": "geneve geneva lausanne berne bern fribourg neuchatel bale sion",
    "Europe/Luxembourg": "luxembourg-ville",
    "America/Montreal": "montreal quebec laval gatineau sherbrooke trois-rivieres saguenay levis",
    "America/Toronto": "ottawa ontario",
    "America/Moncton": "nouveau-brunswick fredericton",
    "America/Guadeloupe": "pointe-a-pitre",
    "America/Martinique": "fort-de-france",
    "Indian/Reunion": "saint-denis",
    "America/Cayenne": "guyane",
    "Pacific/Tahiti": "papeete",
    "Indian/Mayotte": "mamoudzou",
    "Africa/Casablanca": "rabat marrakech fes tanger",
    "Africa/Algiers": "oran constantine",
    "Africa/Tunis": "sfax",
    "Africa/Abidjan": "yamoussoukro bouake",
    "Africa/Dakar": "thies saint-louis",
    "Africa/Douala": "yaounde",
    "Africa/Porto-Novo": "cotonou",
    "Africa/Kinshasa": "rdc",
    "Asia/Kolkata": "bombay mumbai delhi pondichery",
    "Asia/Shanghai": "pekin beijing",
    "America/New_York": "washington boston miami",
    "America/Los_Angeles": "san-francisco seattle",
    "Europe/London": "edimbourg",
}


@dataclass(frozen=True, slots=True)
class FoundZones:
    """Zones that a name may mean, likeliest first; `sure` when it is the name of exactly one."""

    zones: tuple[str, ...]
    sure: bool


def find_zones(text: str) -> FoundZones:
    """What place was typed: « Montréal », « heure de Bruxelles », "Canada", `Asia/Tokyo`. None for nothing like one."""
    key = _key(text[:_MAX_CHARS])
    index = _index()
    for name in (key, _key(_LEAD.sub("", fold(text[:_MAX_CHARS])))):
        if found := index.get(name):
            return FoundZones(found[:MOST_PLACES], sure=len(found) == 1)
    near = get_close_matches(key, index, MOST_PLACES, _NEARLY) if key else []
    guesses = dict.fromkeys(zone for name in near for zone in index[name])
    return FoundZones(tuple(guesses)[:MOST_PLACES], sure=False)


def _key(text: str) -> str:
    return " ".join(
        re.split(r"[^a-z0-9+]+", fold(text).replace("saint ", "st ").replace("saint-", "st "))
    ).strip()


@lru_cache(1)
def _index() -> Mapping[str, tuple[str, ...]]:
    """Folded names with the zones that they mean; a city comes before a country of that name."""
    found: dict[str, tuple[str, ...]] = {}
    for names, zones in (*_own_cities(), *_of_zones(), *_of_countries()):
        for name in names:
            found.setdefault(_key(name), tuple(zones))
    return found


def _own_cities() -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for zone, names in _CITIES.items():
        yield names.split(), (zone,)
    yield ("utc", "gmt", "temps universel"), ("UTC",)


def _of_zones() -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Each zone under its own name, that of its city in each language, and its former names."""
    for zone in sorted(get_global("zone_territories")):
        if "/" in zone and not zone.startswith("Etc/"):
            cities = [get_timezone_location(zone, locale=locale, return_city=True) for locale in _LOCALES]
            yield (zone, zone.rpartition("/")[2], *(city.rpartition("/")[2] for city in cities)), (zone,)
    for former, zone in sorted(get_global("zone_aliases").items()):
        if "/" in former and not former.startswith("Etc/"):
            yield (former, former.rpartition("/")[2]), (zone,)


def _of_countries() -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    zones = get_global("territory_zones")
    for code in sorted(zones):
        names = [locale.territories[code] for locale in _LOCALES if code in locale.territories]
        yield names, _MAIN[code].split() if code in _MAIN else zones[code]
