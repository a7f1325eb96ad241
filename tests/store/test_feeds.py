"""`Feeds`: who is followed, and when each is read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import AlreadyFollowed, FetchProblem, NotFound
from bot.model import Coverage, FeedHealth, FeedId, HostPause, Preferences, SilentFeed, Token, Validators
from bot.ports import Applied, FeedActivity
from tests.store.making import LEASE, NOW, House, at, fault, parsed, update


async def test_a_new_feed_is_due_at_once(house: House) -> None:
    feed = await house.feed()
    assert (feed.health, feed.first_read_at, feed.next_read_at) == (FeedHealth.NEW, None, NOW)
    (claim,) = await house.store.feeds.claim_due(NOW, LEASE, 10)
    assert claim.feed == feed


async def test_feeds_are_claimed_longest_due_first_up_to_the_limit(house: House) -> None:
    feeds = [await house.feed(name) for name in "abc"]
    for feed, minutes in zip(feeds, (3, 1, 2), strict=True):
        await house.read(feed, next_read_at=at(minutes=minutes))
    assert await house.store.feeds.claim_due(NOW, LEASE, 10) == ()
    claims = await house.store.feeds.claim_due(at(minutes=9), LEASE, 2)
    assert [claim.feed.id for claim in claims] == [feeds[1].id, feeds[2].id]


async def test_a_leased_feed_is_claimed_again_only_when_the_lease_has_run_out(house: House) -> None:
    await house.feed()
    (first,) = await house.store.feeds.claim_due(NOW, LEASE, 10)
    assert await house.store.feeds.claim_due(at(minutes=4), LEASE, 10) == ()
    (second,) = await house.store.feeds.claim_due(at(minutes=5), LEASE, 10)
    assert second.token != first.token


async def test_a_reading_whose_lease_was_lost_is_left_out_whole(house: House) -> None:
    feed = await house.feed()
    lost = await house.claim(feed)
    held = await house.claim(feed, at(hours=1))
    applied = await house.store.feeds.apply(
        [update(lost, new=(parsed("tardif"),)), update(held, at(hours=1), new=(parsed("frais"),))]
    )
    assert applied == Applied(new=1, lost=(feed.id,))
    assert [entry.title for entry in await house.waiting()] == ["Titre frais"]


async def test_a_feed_that_ended_is_read_only_when_asked_for(house: House) -> None:
    feed, health = await house.feed(), FeedHealth.GONE
    await house.read(feed, health=health)
    assert await house.store.feeds.claim_due(at(days=9), LEASE, 10) == ()
    assert await house.store.feeds.make_due(at(days=9), feed.id) == 1
    (claim,) = await house.store.feeds.claim_due(at(days=9), LEASE, 10)
    await house.store.feeds.apply([update(claim, at(days=9), health=health)])
    assert await house.store.feeds.claim_due(at(days=99), LEASE, 10) == ()


async def test_a_paused_feed_is_not_read_until_it_is_resumed(house: House) -> None:
    feed = await house.feed()
    claim = await house.claim(feed)
    await house.store.feeds.pause(feed.id, NOW)
    applied = await house.store.feeds.apply([update(claim, new=(parsed("tardif"),))])
    assert applied.lost == (feed.id,)  # it was paused while it was being read
    assert (await house.store.feeds.get(feed.id)).paused_at == NOW
    assert await house.store.feeds.make_due(at(days=9)) == 0
    assert await house.store.feeds.claim_due(at(days=9), LEASE, 10) == ()
    assert await house.store.feeds.claim_one(feed.id, at(days=9), LEASE) is None
    await house.store.feeds.pause(feed.id, at(days=9))
    assert (await house.store.feeds.get(feed.id)).paused_at == NOW
    await house.store.feeds.resume(feed.id, at(days=9))
    (claim,) = await house.store.feeds.claim_due(at(days=9), LEASE, 10)
    assert claim.feed.paused_at is None
    await house.store.feeds.resume(feed.id, at(days=9))  # it holds its lease still
    assert await house.store.feeds.claim_one(feed.id, at(days=9), LEASE) is None


async def test_a_paused_feed_is_no_news_and_no_weather(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, health=FeedHealth.FAILING, fault=fault(3))
    assert len(await house.store.watch.health_changes()) == 1
    await house.store.feeds.pause(feed.id, NOW)
    assert await house.store.watch.health_changes() == ()
    assert (await house.store.watch.weather(NOW)).hosts == 0
    assert (await house.store.house.counters(NOW)).feeds_failing == 0


async def test_a_feed_resumed_waits_for_the_end_of_its_hosts_pause(house: House) -> None:
    feed, sister = (
        await house.feed(),
        await house.store.feeds.add("https://fanal.example/2", "Fanal", "", NOW),
    )
    await house.store.feeds.pause(feed.id, NOW)
    await house.read(sister, host_pause=HostPause("fanal.example", at(hours=2)))
    await house.store.feeds.resume(feed.id, NOW)
    assert (await house.store.feeds.get(feed.id)).next_read_at == at(hours=2)


async def test_a_removed_feed_is_brought_back_by_its_number(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), baseline=True)
    await house.store.feeds.pause(feed.id, NOW)
    await house.store.feeds.remove(feed.id, NOW)
    back = await house.store.feeds.bring_back(feed.id, at(hours=1))
    assert (back.id, back.outlet, back.paused_at, back.first_read_at) == (feed.id, feed.outlet, None, NOW)
    with pytest.raises(AlreadyFollowed):
        await house.store.feeds.bring_back(feed.id, at(hours=1))
    with pytest.raises(NotFound):
        await house.store.feeds.bring_back(FeedId(77), NOW)


async def test_what_a_feed_brings_is_counted(house: House) -> None:
    feed, other = await house.feed(), await house.feed("autre")
    await house.read(feed, parsed("un"), parsed("deux", at(days=-8)))
    await house.read(other, parsed("trois"))
    assert await house.store.feeds.activity(feed.id, at(days=-7)) == FeedActivity(1, 2, NOW)
    assert await house.store.feeds.activity(FeedId(77), NOW) == FeedActivity(0, 0)


async def test_chats_leave_a_renamed_outlet_out_by_its_new_name(house: House) -> None:
    first, second = await house.feed("a", "Le Fanal"), await house.feed("b", "Le Fanal")
    chat = await house.due()
    unwanted = Preferences(left_out=frozenset({"Le Fanal", "Autre"}))
    await house.store.destinations.change_preferences(chat.id, lambda _: unwanted)

    async def left_out() -> frozenset[str]:
        return (await house.store.destinations.get(chat.id)).preferences.left_out

    await house.store.feeds.rename(first.id, "Fanal")
    assert await left_out() == {"Le Fanal", "Autre"}  # another of its feeds still has the former name
    await house.store.feeds.rename(second.id, "Fanal")
    assert await left_out() == {"Fanal", "Autre"}


async def test_all_feeds_but_removed_ones_can_be_made_due(house: House) -> None:
    for name in "abc":
        await house.read(await house.feed(name))
    removed = await house.feed("d")
    await house.store.feeds.remove(removed.id, NOW)
    assert await house.store.feeds.make_due(NOW) == 3
    assert await house.store.feeds.make_due(NOW, removed.id) == 0
    assert len(await house.store.feeds.claim_due(NOW, LEASE, 10)) == 3


async def test_making_a_feed_due_does_not_put_it_behind_others(house: House) -> None:
    early, late = await house.feed("early"), await house.feed("late")
    await house.read(early, next_read_at=at(minutes=1))
    await house.read(late, next_read_at=at(minutes=2))
    await house.store.feeds.make_due(at(minutes=5), early.id)
    claims = await house.store.feeds.claim_due(at(minutes=5), LEASE, 10)
    assert [claim.feed.id for claim in claims] == [early.id, late.id]


async def test_one_feed_is_leased_due_or_not_unless_held_or_removed(house: House) -> None:
    feed = await house.feed()
    await house.read(feed)
    assert await house.store.feeds.claim_one(feed.id, NOW, LEASE) is not None
    assert await house.store.feeds.claim_one(feed.id, NOW, LEASE) is None
    await house.store.feeds.remove(feed.id, NOW)
    assert await house.store.feeds.claim_one(feed.id, at(days=1), LEASE) is None


async def test_released_feeds_are_due_as_they_were(house: House) -> None:
    await house.feed()
    claims = await house.store.feeds.claim_due(NOW, LEASE, 10)
    await house.store.feeds.release(claims)
    again = await house.store.feeds.claim_due(NOW, LEASE, 10)
    assert [claim.feed for claim in again] == [claim.feed for claim in claims]
    await house.store.feeds.release(claims)  # no longer ours: the present holder keeps it
    assert await house.store.feeds.claim_due(NOW, LEASE, 10) == ()


async def test_a_reading_is_remembered_on_the_feed(house: House) -> None:
    feed = await house.feed()
    await house.read(
        feed,
        parsed("un"),
        baseline=True,
        title="Le Fanal — À la une",
        gap=timedelta(hours=2),
        moved_to="https://n.example/rss",
        moved_seen=1,
    )
    kept = await house.store.feeds.get(feed.id)
    assert kept.validators == Validators('"e1"', "Fri, 20 Mar 2026 06:00:00 GMT")
    assert (kept.body_hash, kept.title, kept.gap) == (b"body", "Le Fanal — À la une", timedelta(hours=2))
    assert (kept.first_read_at, kept.last_success_at, kept.health) == (NOW, NOW, FeedHealth.OK)
    assert (kept.moved_to, kept.moved_seen) == ("https://n.example/rss", 1)
    assert kept.next_read_at == at(minutes=30)


async def test_a_failure_keeps_what_was_learnt_before(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, baseline=True, title="Fanal", gap=timedelta(hours=2))
    broken = fault(3, since=at(hours=1))
    await house.read(feed, now=at(hours=2), fault=broken, health=FeedHealth.FAILING)
    kept = await house.store.feeds.get(feed.id)
    assert (kept.title, kept.gap, kept.last_success_at) == ("Fanal", timedelta(hours=2), NOW)
    assert (kept.fault, kept.health, kept.first_read_at) == (broken, FeedHealth.FAILING, NOW)
    await house.read(feed, now=at(hours=3))
    assert (await house.store.feeds.get(feed.id)).fault is None


async def test_the_same_address_is_followed_once(house: House) -> None:
    await house.feed()
    with pytest.raises(AlreadyFollowed) as caught:
        await house.store.feeds.add("http://www.fanal.example/rss/", "Autre", "", NOW)
    assert caught.value.outlet == "Le Fanal"
    assert len(await house.store.feeds.list_feeds()) == 1


async def test_a_removed_feed_is_read_no_more(house: House) -> None:
    feed = await house.feed()
    claim = await house.claim(feed)
    await house.store.feeds.remove(feed.id, NOW)
    assert await house.store.feeds.list_feeds() == ()
    assert await house.store.feeds.claim_due(at(days=1), LEASE, 10) == ()
    assert (await house.store.feeds.apply([update(claim, new=(parsed("un"),))])).lost == (feed.id,)
    with pytest.raises(NotFound):
        await house.store.feeds.get(feed.id)


async def test_a_feed_added_again_comes_back_with_its_memory(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), baseline=True)
    await house.store.feeds.remove(feed.id, NOW)
    back = await house.store.feeds.add("https://fanal.example/rss", "Fanal Nouveau", "", at(days=3))
    assert (back.id, back.outlet, back.first_read_at) == (feed.id, "Fanal Nouveau", NOW)
    assert (back.next_read_at, back.health, back.validators) == (at(days=3), FeedHealth.OK, Validators())
    (known,) = await house.store.feeds.known(back.id, ["k-un"], [], [])
    assert not known.is_tombstone


async def test_a_feed_never_read_is_still_new_when_added_again(house: House) -> None:
    feed = await house.feed()
    await house.store.feeds.remove(feed.id, NOW)
    back = await house.feed()
    assert (back.id, back.first_read_at, back.health) == (feed.id, None, FeedHealth.NEW)


async def test_a_feed_whose_memory_has_faded_gets_a_first_reading_again(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), baseline=True)
    await house.store.feeds.remove(feed.id, NOW)
    await house.store.house.prune(at(days=200), timedelta(days=90))
    assert (await house.feed()).first_read_at is None


async def test_feeds_are_listed_by_outlet_then_address(house: House) -> None:
    for name, outlet in (("b", "Zénith"), ("c", "Aube"), ("a", "Zénith")):
        await house.feed(name, outlet)
    assert [feed.url[8] for feed in await house.store.feeds.list_feeds()] == ["c", "a", "b"]


async def test_renaming_an_outlet_renames_it_on_stored_entries(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.store.feeds.rename(feed.id, "Le Nouveau Fanal")
    assert [entry.outlet for entry in await house.waiting()] == ["Le Nouveau Fanal"]


async def test_a_permanent_move_is_followed_unless_somebody_is_there(house: House) -> None:
    feed, other = await house.feed(), await house.feed("autre")
    await house.read(feed, adopt_url="https://neuf.example/rss")
    assert (await house.store.feeds.get(feed.id)).url == "https://neuf.example/rss"
    with pytest.raises(AlreadyFollowed):
        await house.store.feeds.add("https://neuf.example/rss", "Neuf", "", NOW)
    await house.read(feed, adopt_url=other.url)
    assert (await house.store.feeds.get(feed.id)).url == "https://neuf.example/rss"


async def test_coverage_counts_outlets_and_names_silent_ones_once(house: House) -> None:
    half_read = [await house.feed("half-a", "Moitié"), await house.feed("half-b", "Moitié")]
    silent = [await house.feed("mute-a", "Muet"), await house.feed("mute-b", "Muet")]
    await house.feed("never", "Jamais lu")
    paused = await house.feed("paused", "En pause")
    await house.read(half_read[0])
    await house.read(half_read[1], fault=fault(), health=FeedHealth.FAILING)
    for feed in silent:
        await house.read(feed, fault=fault(2, FetchProblem.BLOCKED), health=FeedHealth.BLOCKED)
    await house.read(paused)
    await house.store.feeds.pause(paused.id, NOW)
    assert await house.store.feeds.coverage() == Coverage(
        outlets=1,
        silent=(SilentFeed("Muet", "https://mute-a.example/rss", FetchProblem.BLOCKED, None, NOW),),
        feeds=1,
        read=("Moitié",),
    )


async def test_unknown_feeds_are_ignored(house: House) -> None:
    nobody = FeedId(77)
    await house.store.feeds.rename(nobody, "X")
    await house.store.feeds.remove(nobody, NOW)
    assert await house.store.feeds.known(nobody, ["k"], ["l"], ["t"]) == ()
    assert await house.store.feeds.claim_one(nobody, NOW, LEASE) is None
    with pytest.raises(NotFound):
        await house.store.feeds.get(nobody)


async def test_a_token_of_another_claim_writes_nothing(house: House) -> None:
    feed = await house.feed()
    claim = await house.claim(feed)
    stolen = update(claim, new=(parsed("un"),), token=Token("wrong"))
    assert (await house.store.feeds.apply([stolen])).lost == (feed.id,)
    assert await house.waiting() == ()
