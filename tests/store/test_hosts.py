"""A host that asked for less is left alone: by every feed, every process, and every command."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import HostPause, Pulse, Timetable
from bot.store.pulses import dump_pulse, load_pulse
from tests.store.making import LEASE, NOW, House, at, update

HOUR = timedelta(hours=1)
ASKED = HostPause("fanal.example", NOW + HOUR)


async def due(house: House, hours: float) -> set[str]:
    """Outlets that may be read then."""
    claims = await house.store.feeds.claim_due(at(hours=hours), LEASE, 100)
    await house.store.feeds.release(claims)
    return {claim.feed.outlet for claim in claims}


async def follow(house: House, outlet: str, url: str) -> None:
    await house.store.feeds.add(url, outlet, "", NOW)


async def ask_for_less(house: House) -> None:
    feed = await house.feed()
    await follow(house, "Voisin", "http://FANAL.example:8080/autre")
    await follow(house, "Cousin", "https://www.fanal.example/cousin")
    await follow(house, "Tiers", "https://notfanal.example/rss")
    await house.read(feed, next_read_at=NOW + HOUR, host_pause=ASKED)


async def test_every_feed_of_the_host_waits_and_no_other(house: House) -> None:
    await ask_for_less(house)
    assert await due(house, 0.99) == {"Cousin", "Tiers"}
    assert await due(house, 1.1) == {"Le Fanal", "Voisin", "Cousin", "Tiers"}


async def test_nobody_gets_round_a_pause(house: House) -> None:
    await ask_for_less(house)
    late = await house.store.feeds.add("https://fanal.example/tard", "Tard", "", NOW)
    assert late.next_read_at == NOW + HOUR
    assert await house.store.feeds.claim_one(late.id, at(minutes=30), LEASE) is None
    assert await house.store.feeds.make_due(at(minutes=30)) == 2
    assert await due(house, 0.6) == {"Cousin", "Tiers"}
    assert await house.store.feeds.claim_one(late.id, at(minutes=61), LEASE) is not None


async def test_a_reading_that_ends_during_the_pause_waits_like_the_rest(house: House) -> None:
    feed = await house.feed()
    other = await house.store.feeds.add("https://fanal.example/autre", "Voisin", "", NOW)
    claim = await house.claim(other)
    await house.read(feed, host_pause=ASKED)
    await house.store.feeds.apply([update(claim, next_read_at=at(minutes=5))])
    assert (await house.store.feeds.get(other.id)).next_read_at == NOW + HOUR


async def test_a_longer_pause_stays(house: House) -> None:
    feed = await house.feed()
    other = await house.store.feeds.add("https://fanal.example/autre", "Voisin", "", NOW)
    claim = await house.claim(other)
    await house.read(feed, host_pause=replace(ASKED, until=NOW + 5 * HOUR))
    await house.store.feeds.apply([update(claim, host_pause=ASKED)])
    assert (await house.store.feeds.get(other.id)).next_read_at >= NOW + 5 * HOUR


async def test_feeds_do_not_come_back_all_at_once(house: House) -> None:
    feed = await house.feed()
    for n in range(40):
        await follow(house, f"Rubrique {n}", f"https://fanal.example/{n}")
    await house.read(feed, host_pause=ASKED)
    moments = {each.next_read_at for each in await house.store.feeds.list_feeds() if each.id != feed.id}
    assert len(moments) == 40
    assert min(moments) >= NOW + HOUR
    assert max(moments) <= NOW + 1.1 * HOUR


async def test_what_a_feed_asks_and_how_it_does_is_kept(house: House) -> None:
    feed = await house.feed()
    pulse = Pulse(
        1_742_000_000, 1_742_900_000, (0.5,) * 24, (1.5,) * 7, (1_742_800_000, 1_742_900_000), 99_000
    )
    timetable = Timetable(1 << 23, 1 << 6, NOW - HOUR)
    await house.read(
        feed, ttl=HOUR, timetable=timetable, pulse=pulse, pace=timedelta(seconds=3), health_since=NOW
    )
    kept = await house.store.feeds.get(feed.id)
    assert (kept.ttl, kept.timetable, kept.pulse) == (HOUR, timetable, pulse)
    assert (kept.pace, kept.health_since) == (timedelta(seconds=3), NOW)


@pytest.mark.parametrize("moments", [(), (7,), tuple(range(12))])
def test_a_pulse_is_kept_to_three_digits(moments: tuple[int, ...]) -> None:
    pulse = Pulse(1, 2, tuple(n * 1.2345 for n in range(24)), tuple(n * 99.9 for n in range(7)), moments, 7)
    kept = load_pulse(dump_pulse(pulse))
    assert kept is not None
    assert load_pulse(dump_pulse(kept)) == kept
    assert kept.hours == pytest.approx(pulse.hours, rel=1e-3)
    assert kept.days == pytest.approx(pulse.days, rel=1e-3)
    assert (kept.recent, kept.lull) == (moments, 7)
    assert load_pulse(dump_pulse(None)) is None
