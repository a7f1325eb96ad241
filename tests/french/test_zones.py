"""Places as people name them, and the zones that they mean."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.zones import MOST_PLACES, FoundZones, find_zones

NONE = FoundZones((), sure=False)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Montréal", "America/Montreal"), ("MONTREAL", "America/Montreal"), ("Québec", "America/Montreal"),
        ("heure de Bruxelles", "Europe/Brussels"), ("l’heure d’Alger", "Africa/Algiers"), ("Genève", "Europe/Zurich"),
        ("à Genève", "Europe/Zurich"), ("Belgique", "Europe/Brussels"), ("Switzerland", "Europe/Zurich"),
        ("La Réunion", "Indian/Reunion"), ("Port-au-Prince", "America/Port-au-Prince"),
        ("Haïti", "America/Port-au-Prince"),
        ("Dakar", "Africa/Dakar"), ("Côte d’Ivoire", "Africa/Abidjan"), ("Nouméa", "Pacific/Noumea"),
        ("New York", "America/New_York"), ("new_york", "America/New_York"), ("Londres", "Europe/London"),
        ("London", "Europe/London"), ("Europe/Paris", "Europe/Paris"), ("asia/kathmandu", "Asia/Kathmandu"),
        ("Saint-Jean de Terre-Neuve", "America/St_Johns"), ("St. John’s", "America/St_Johns"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"), ("Calcutta", "Asia/Kolkata"), ("UTC", "UTC"),
        ("time in Tokyo", "Asia/Tokyo"), ("Kiev", "Europe/Kyiv"), ("France", "Europe/Paris"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_any_of_its_names(typed: str, zone: str) -> None:
    assert find_zones(typed) == FoundZones((zone,), sure=True)


@pytest.mark.parametrize(
    ("typed", "first", "count"), [("Canada", "America/Toronto", 7), ("États-Unis", "America/New_York", 7)]
)
def test_a_country_of_many_zones_is_asked_about(typed: str, first: str, count: int) -> None:
    found = find_zones(typed)
    assert (found.zones[0], len(found.zones), found.sure) == (first, count, False)


@pytest.mark.parametrize(
    ("typed", "zone"), [("Montrael", "America/Montreal"), ("Bruxeles", "Europe/Brussels")]
)
def test_a_slip_of_the_pen_is_a_guess_to_be_confirmed(typed: str, zone: str) -> None:
    found = find_zones(typed)
    assert zone in found.zones
    assert not found.sure


@pytest.mark.parametrize("typed", ["", "xyzzy", "7:30", "...", "🙂", "de"])
def test_what_is_no_place_is_none(typed: str) -> None:
    assert find_zones(typed) == NONE


@given(st.text(max_size=200))
def test_no_more_places_than_a_screen_holds(typed: str) -> None:
    assert len(find_zones(typed).zones) <= MOST_PLACES


def test_every_zone_that_people_live_in_is_found_by_its_own_name() -> None:
    lived_in = {
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    }
    missed = {name for name in lived_in if not find_zones(name).sure}
    # Names that the CLDR left out: kept for old systems only, or of no town.
    assert len(missed) <= 0.05 * len(lived_in), sorted(missed)
