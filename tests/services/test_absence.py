"""Coming back after a pause: one message with what was missed, whatever happened meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ChatGone, GoneReason, NotFound, PauseError
from bot.jobs import Nightly, sweep
from bot.model import Destination, Kind, QuietHours
from bot.results import FreshStart
from bot.services import absence, membership
from bot.services.digests import prepare_due
from bot.services.people import destination_of
from bot.services.reading import more_stories
from bot.services.schedule import pause, resume, set_schedule, stop
from bot.services.start import start
from bot.services.subscriptions import subscribe
from bot.services.taps import press
from bot.views.actions import StartAfresh
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

WELCOME = "<b>Bon retour.</b>"
PORTS = ("Havre", "Brest", "Marseille", "Dunkerque", "Lorient", "Rouen", "Nantes", "Calais", "Dieppe", "Toulon",
         "Bayonne", "Cherbourg", "Saint-Malo", "Fécamp", "Boulogne")  # fmt: skip


def strike(port: str) -> Item:
    """One story each: another place, other words."""
    facts = {port: f"{port} {' '.join(f'{port}{n}' for n in range(12))}"}
    return Item(f"Dockers {port} : {facts[port]}", f"Les dockers de {port} {facts[port]}.")


async def three_papers(town: Town) -> None:
    for name in ("Fanal", "Estuaire", "Quai"):
        await town.open_paper(name, Item("Rien de neuf"))


async def wait(town: Town, **span: float) -> list[str]:
    """Time passes; a tick at its end."""
    town.room.clock.move(**span)
    return await town.tick()


async def chat(room: Room) -> Destination:
    return await destination_of(room.desk, reader())


async def test_a_pause_comes_back_by_itself_with_the_biggest_stories_of_all_of_it(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    assert (await pause(room.desk, reader(), "20 mars")).back_at == datetime(2025, 3, 20, 6, 30, tzinfo=UTC)
    for n, port in enumerate(PORTS[:12]):  # the first two days: nothing that a digest after 48 hours reaches
        for name in ("Fanal", "Estuaire", "Quai")[: 3 if n == 1 else 1]:
            await town.publish(name, strike(port))
    assert await wait(town, days=6, hours=17) == []  # midnight in Paris: nobody is woken
    assert await wait(town, hours=7) == []
    said = await wait(town, minutes=30)
    assert len(said) == 1
    assert said[0].startswith(f"{WELCOME} Depuis le 13 mars, 12 sujets sur vos thèmes")
    assert "<b>1 · " in said[0]
    assert "<b>10 · " in said[0]
    assert "<b>11 · " not in said[0]
    assert said[0].index("Brest") < said[0].index("<b>2 · ")  # told by three newsrooms
    assert (await chat(room)).back_at is None
    assert await wait(town, minutes=1) == []


async def test_what_was_told_is_not_repeated_and_the_rest_of_the_last_hours_follows(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "20 mars")
    await wait(town, days=6, hours=20)
    for port in PORTS[:12]:
        await town.publish("Fanal", strike(port))
    (said,) = await wait(town, hours=4, minutes=30)
    shown = {port for port in PORTS if f"Dockers {port}" in said}
    assert len(shown) == 10
    assert "La prochaine (demain, 7\u202fh\u202f30) dira ce qui reste depuis hier, 7\u202fh\u202f30" in said
    (then,) = await wait(town, days=1)
    assert {port for port in PORTS if f"Dockers {port}" in then} == set(PORTS[:12]) - shown
    assert "ne remonte qu’à" not in then
    assert "(suite)" not in then


async def test_a_fresh_start_tells_only_what_comes_after_it(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "20 mars")
    await wait(town, days=6, hours=20)
    for port in PORTS[:12]:
        await town.publish("Fanal", strike(port))
    await wait(town, hours=4, minutes=30)
    at = room.clock.now()
    tomorrow = at + timedelta(days=1)
    assert await press(room.desk, reader(), StartAfresh(at)) == FreshStart(tomorrow)
    assert await press(room.desk, reader(), StartAfresh(at)) == FreshStart(tomorrow)  # a double tap
    await town.publish("Quai", strike("Bayonne"))
    (then,) = await wait(town, days=1)
    assert "Bayonne" in then
    assert not any(f"Dockers {port}" in then for port in PORTS[:10])
    with pytest.raises(NotFound):  # the button of a week ago would hide news
        await press(room.desk, reader(), StartAfresh(at))
    with pytest.raises(NotFound):
        await press(room.desk, reader(7), StartAfresh(at))


async def test_the_button_stands_only_where_something_is_left(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "20 mars")
    await town.publish("Fanal", strike("Brest"))
    await wait(town, days=7, minutes=30)
    message = town.sender.sent[-1].message
    assert message.html.startswith(f"{WELCOME} Depuis le 13 mars, 1 sujet sur vos thèmes.")
    assert "Prochaine revue" in message.html
    assert "Repartir à zéro" not in {button.label for row in message.buttons for button in row}


async def test_where_nothing_came_that_is_said(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "une semaine")
    (said,) = await wait(town, days=7, minutes=30)
    assert said.startswith(f"{WELCOME} Rien de nouveau sur vos thèmes depuis le 13 mars.")
    assert "Prochaine revue" in said
    assert await wait(town, minutes=5) == []


async def test_who_follows_nothing_is_welcomed_all_the_same(room: Room) -> None:
    town = Town(room)
    await pause(room.desk, reader(), "demain")
    (said,) = await wait(town, days=1, minutes=30)
    assert said.startswith(f"{WELCOME} Vous ne suivez encore aucun thème.")


async def test_a_bot_that_was_down_welcomes_back_late_and_once(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await town.publish("Fanal", strike("Brest"))
    said = await wait(town, days=9, hours=5)
    assert [text.startswith(f"{WELCOME} Depuis le 13 mars") for text in said] == [True]
    assert await wait(town, minutes=5) == []


async def test_a_crash_before_the_word_is_written_leaves_it_due(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(days=2, minutes=30)
    # Claimed, and then the process dies: the lease runs out.
    await room.store.destinations.claim_due(room.clock.now(), timedelta(minutes=2), 10)
    assert await town.tick() == []
    assert (await chat(room)).back_at is not None
    assert [text.startswith(WELCOME) for text in await wait(town, minutes=3)] == [True]
    assert await town.tick() == []


async def test_resumed_meanwhile_the_digest_under_way_is_dropped(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(days=2, minutes=30)
    (claim,) = await room.store.destinations.claim_due(room.clock.now(), timedelta(minutes=2), 10)
    seq = await room.store.entries.latest_seq()
    coverage = await room.store.feeds.coverage()
    prepared = await absence.prepare_return(room.desk, claim, room.clock.now(), seq, coverage)
    await pause(room.desk, reader(), "18 mars")
    assert not await room.store.destinations.commit([prepared], room.clock.now())
    assert await town.tick() == []


async def test_a_longer_pause_upon_a_pause_counts_from_the_first(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await town.publish("Fanal", strike("Brest"))
    await wait(town, days=1, hours=20)  # past midnight, before the word
    await pause(room.desk, reader(), "20 mars")
    assert await wait(town, days=2) == []
    (said,) = await wait(town, days=4)
    assert said.startswith(f"{WELCOME} Depuis le 13 mars, 1 sujet")


async def test_times_changed_in_the_pause_are_those_of_the_return(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "20 mars")
    await wait(town, days=1)
    await set_schedule(room.desk, reader(), "18:00")
    assert await wait(town, days=6, hours=9) == []  # 16:00 in Paris
    assert [text.startswith(WELCOME) for text in await wait(town, hours=2)] == [True]


async def test_who_reads_on_mondays_is_back_on_monday(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await set_schedule(room.desk, reader(), "lundi 8:00")
    paused = await pause(room.desk, reader(), "20 mars")  # a Thursday
    assert paused.back_at == datetime(2025, 3, 24, 7, 0, tzinfo=UTC)
    for port in PORTS[:12]:
        await town.publish("Fanal", strike(port))
    assert await wait(town, days=8) == []
    (said,) = await wait(town, days=3, hours=1)
    assert said.startswith(WELCOME)
    assert "La prochaine" not in said  # the next one begins now: the others are behind the button
    others = await more_stories(room.desk, reader(), room.clock.now())
    assert len(others.cards) == 2


async def test_a_blocked_chat_is_welcomed_when_it_is_back(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    who = await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await membership.leave(room.desk, who, GoneReason.BLOCKED)
    await town.publish("Fanal", strike("Brest"))
    assert await wait(town, days=5) == []
    await start(room.desk, reader(), "")
    assert [text.startswith(f"{WELCOME} Depuis jeudi") for text in await town.tick()] == [True]


async def test_a_chat_that_refuses_the_word_gets_it_when_it_is_back(room: Room) -> None:
    """Nothing is sent in a pause, so that the word itself is what finds the door shut."""
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "20 mars")
    await town.publish("Fanal", strike("Brest"))
    town.sender.errors = [ChatGone(GoneReason.BLOCKED)]
    assert await wait(town, days=7, minutes=30) == []
    await town.publish("Fanal", strike("Rouen"))
    assert await wait(town, days=5) == []
    back = await start(room.desk, reader(), "")
    assert back.after_pause  # type: ignore[union-attr]
    (said,) = await town.tick()
    assert said.startswith(f"{WELCOME} Depuis le 13 mars, 2 sujets")
    assert await wait(town, minutes=5) == []
    assert (await chat(room)).back_at is None


async def test_what_came_between_the_last_digest_and_the_pause_is_in_it_and_said_so(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await wait(town, days=1, minutes=30)  # Friday's digest: nothing to tell
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(hours=20)
    await pause(room.desk, reader(), "20 mars")  # on Saturday
    (said,) = await wait(town, days=5, hours=4)
    assert said.startswith(f"{WELCOME} Depuis vendredi, 1 sujet")


async def test_a_new_pause_counts_from_its_own_beginning(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await town.publish("Fanal", strike("Brest"))
    assert len(await wait(town, days=2, minutes=30)) == 1
    await wait(town, days=20)
    await pause(room.desk, reader(), "10 avril")
    await town.publish("Fanal", strike("Rouen"))
    (said,) = await wait(town, days=6)
    assert said.startswith(f"{WELCOME} Depuis vendredi, 1 sujet")


async def test_a_stop_has_no_end_and_start_brings_what_was_missed(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await stop(room.desk, reader(), "")
    await town.publish("Fanal", strike("Brest"))
    assert await wait(town, days=20) == []
    assert (await start(room.desk, reader(), "")).after_pause  # type: ignore[union-attr]
    assert [text.startswith(f"{WELCOME} Depuis le 13 mars") for text in await town.tick()] == [True]
    assert not (await start(room.desk, reader(), "")).after_pause  # type: ignore[union-attr]


async def test_resuming_after_long_offers_the_same_at_once(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(hours=49)
    assert (await resume(room.desk, reader(), "")).catches_up
    assert [text.startswith(f"{WELCOME} Depuis jeudi") for text in await town.tick()] == [True]
    assert not (await resume(room.desk, reader(), "")).was_paused


async def test_resuming_soon_is_the_next_digest_as_ever(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(hours=20)
    assert not (await resume(room.desk, reader(), "")).catches_up
    assert (await chat(room)).paused_at is None
    assert await town.tick() == []
    (said,) = await town.next_digest()
    assert WELCOME not in said
    assert "Brest" in said


async def test_resuming_where_the_next_digest_would_not_reach_brings_the_word(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(hours=40)  # and eight more until the digest
    assert (await resume(room.desk, reader(), "")).catches_up
    assert ["Brest" in text for text in await town.tick()] == [True]


async def test_resuming_with_nothing_followed_promises_nothing(room: Room) -> None:
    await pause(room.desk, reader(), "")
    room.clock.move(days=9)
    assert not (await resume(room.desk, reader(), "")).catches_up


async def test_what_an_alert_told_is_one_line(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.alert("dockers")
    await town.publish("Fanal", strike("Brest"))
    assert len(await town.tick()) == 1
    await pause(room.desk, reader(), "15 mars")
    (said,) = await wait(town, days=2, minutes=30)
    assert said.startswith(f"{WELCOME}\n\nDéjà signalé par une alerte")


async def test_outlets_left_out_stay_out(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    found = await chat(room)
    await room.store.destinations.change_preferences(
        found.id, lambda had: replace(had, left_out=frozenset({"Quai"}), quiet=QuietHours(0, 0))
    )
    await pause(room.desk, reader(), "20 mars")
    await town.publish("Fanal", strike("Brest"))
    await town.publish("Quai", strike("Rouen"))
    (said,) = await wait(town, days=7, minutes=30)
    assert said.startswith(f"{WELCOME} Depuis le 13 mars, 1 sujet sur vos thèmes.")
    assert "Rouen" not in said


async def test_a_pause_beyond_what_is_kept_says_since_when(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "200 jours")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(days=199)
    await sweep(room.desk, Nightly(None, 0), room.clock.now())
    await town.publish("Fanal", replace(strike("Rouen"), at=room.clock.now()))
    room.clock.move(days=1)
    (said,) = await town.next_digest()
    assert said.startswith(f"{WELCOME} Depuis le 1er juillet, 1 sujet")
    assert "Brest" not in said


@pytest.mark.parametrize("text", ["bientôt", "hier", "dans dix ans", "2 janvier 2031", "<b>", "x" * 4_000])
async def test_a_pause_until_nobody_knows_when_changes_nothing(room: Room, text: str) -> None:
    await subscribe(room.desk, reader(), "Otan")
    before = await chat(room)
    with pytest.raises(PauseError):
        await pause(room.desk, reader(), text)
    assert await chat(room) == before


async def test_the_word_is_a_digest_in_the_outbox_with_what_it_tells(room: Room) -> None:
    town = Town(room)
    await three_papers(town)
    await town.follow("dockers")
    await pause(room.desk, reader(), "15 mars")
    await town.publish("Fanal", strike("Brest"))
    room.clock.move(days=2, minutes=30)
    await prepare_due(room.desk)
    (owed,) = await room.store.outbox.claim(room.clock.now(), timedelta(minutes=1), 9)
    assert owed.kind is Kind.DIGEST
    assert owed.digest_id is not None
    found = await chat(room)
    assert found.last_digest_at == room.clock.now()
    assert found.next_due_at == datetime(2025, 3, 16, 6, 30, tzinfo=UTC)
