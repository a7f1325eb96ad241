"""design.md, Order and memory: every row of its tables, on the real store, with the outside played."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.french.aliases import parse_aliases
from bot.model import Reader
from bot.results import DigestOnDemand
from bot.services import schedule, subscriptions
from bot.services.reading import read_digest
from bot.services.reanalysis import needs_reanalysis, reanalyse
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

TRUCE = Item(
    "Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah, en Arabie saoudite."
)
NATO = Item(
    "L’Otan exclut d’envoyer des soldats",
    "Le secrétaire général s’exprimait à Bruxelles devant les ministres.",
)
WEATHER = Item("Météo : retour de la pluie sur la moitié nord", "Les températures baissent de quatre degrés.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", WEATHER)
    return town


async def on_demand(town: Town, who: Reader, text: str = "") -> DigestOnDemand:
    result = await read_digest(town.room.desk, who, text)
    assert isinstance(result, DigestOnDemand)
    return result


# --- seq decides what is new ---------------------------------------------------------------------------------


async def test_a_followed_story_is_told_once_at_the_next_time(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    (first,) = await town.next_digest()
    assert "Kiev accepte" in first
    assert await town.next_digest() == []


async def test_nothing_is_sent_before_its_time(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    assert await town.tick() == []


async def test_an_entry_analysed_a_second_after_the_digest_is_told_by_the_next(town: Town) -> None:
    await town.follow("cessez-le-feu OU Otan")
    await town.publish("Le Fanal", TRUCE)
    (first,) = await town.next_digest()
    town.room.clock.move(seconds=1)
    # Published hours before the digest, read only now: its date would hide it, its place in the order does not.
    await town.publish("Le Fanal", replace(NATO, at=town.room.clock.now() - timedelta(hours=3)))
    assert "Otan" not in first
    (second,) = await town.next_digest()
    assert "L’Otan exclut" in second
    assert "Kiev accepte" not in second


async def test_the_first_reading_of_a_feed_is_found_but_never_pushed(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    await town.open_paper("Radio Estuaire", TRUCE)
    assert await town.next_digest() == []
    assert len((await on_demand(town, who)).digest.cards) == 1


async def test_a_topic_made_today_finds_what_is_stored_and_pushes_none_of_it(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    who = await town.follow("cessez-le-feu")
    assert len((await on_demand(town, who)).digest.cards) == 1
    assert await town.next_digest() == []


async def test_a_second_chat_on_the_same_topic_counts_from_its_own_subscription(town: Town) -> None:
    await town.follow("cessez-le-feu", 1)
    await town.publish("Le Fanal", TRUCE)
    await town.follow("cessez-le-feu", 2)
    await town.next_digest()
    assert [sent.destination.chat_id for sent in town.sender.sent] == [1]


# --- identity and edits --------------------------------------------------------------------------------------


async def test_a_recurring_title_is_news_each_day(town: Town) -> None:
    await town.follow("météo")
    for day in range(2):
        town.room.clock.move(days=day)
        item = Item(
            "Météo du jour",
            f"Prévisions du jour numéro {day}.",
            f"https://fanal.example/{day}",
            at=town.room.clock.now(),
        )
        await town.publish("Le Fanal", item)
        (text,) = await town.next_digest()
        assert "Météo du jour" in text


async def test_a_corrected_title_is_not_news(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    await town.next_digest()
    corrected = replace(
        TRUCE,
        title="Kiev accepte un cessez-le-feu de trente jours.",
        link="https://fanal.example/t",
        guid="t",
    )
    await town.replace("Le Fanal", replace(TRUCE, link="https://fanal.example/t", guid="t"), WEATHER)
    await town.replace("Le Fanal", corrected, WEATHER)
    assert await town.next_digest() == []


async def test_an_edit_that_newly_matches_is_news_for_that_topic(town: Town) -> None:
    await town.follow("cessez-le-feu")
    before = Item(
        "Pourparlers à Djeddah", "Les délégations se sont vues deux heures.", "https://fanal.example/p", "p"
    )
    await town.publish("Le Fanal", before)
    assert await town.next_digest() == []
    after = replace(
        before, text="Les délégations se sont vues deux heures et ont conclu un cessez-le-feu de 30 jours."
    )
    await town.replace("Le Fanal", after, WEATHER)
    (text,) = await town.next_digest()
    assert "Pourparlers" in text


async def test_a_removed_and_re_added_feed_repeats_nothing(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    await town.next_digest()
    (feed,) = await town.room.store.feeds.list_feeds()
    await town.room.store.feeds.remove(feed.id, town.room.clock.now())
    await town.room.store.feeds.add(feed.url, feed.outlet, "", town.room.clock.now())
    await town.read()
    assert await town.next_digest() == []


async def test_an_edit_of_the_synonyms_rebuilds_matches_and_makes_no_news(town: Town) -> None:
    who = await town.follow("Otan")
    item = Item("L’Alliance nord rassemble ses ministres", "La réunion dure deux jours à Bruxelles.")
    await town.publish("Le Fanal", item)
    await town.next_digest()
    assert not await needs_reanalysis(town.room.desk)
    assert (await on_demand(town, who)).digest.cards == ()
    desk = replace(town.room.desk, aliases=parse_aliases("Otan = Alliance nord\n"))
    town.room.desk = desk
    assert await needs_reanalysis(desk)
    await reanalyse(desk)
    assert not await needs_reanalysis(desk)
    assert len((await on_demand(town, who)).digest.cards) == 1
    assert await town.next_digest() == []


# --- told ----------------------------------------------------------------------------------------------------


async def test_a_story_that_grew_comes_back_as_a_follow_up(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    await town.next_digest()
    town.room.clock.move(hours=2)
    await town.open_paper("Radio Estuaire", WEATHER)
    grown = Item(
        "Cessez-le-feu de trente jours accepté par Kiev : le Kremlin attend les explications de Washington",
        "Kiev accepte un cessez-le-feu ; Moscou réclame 3 garanties, dit Dmitri Peskov, et cite 12 points du plan.",
        at=town.room.clock.now(),
    )
    await town.publish("Radio Estuaire", grown)
    (text,) = await town.next_digest()
    assert "suite" in text


async def test_a_reprint_is_not_a_follow_up(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    await town.next_digest()
    await town.open_paper("Radio Estuaire", WEATHER)
    await town.publish("Radio Estuaire", replace(TRUCE, link="https://estuaire.example/1"))
    assert await town.next_digest() == []


async def test_digest_on_demand_repeats_itself_and_moves_nothing(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    first, second = await on_demand(town, who), await on_demand(town, who)
    assert first.digest.cards == second.digest.cards
    (text,) = await town.next_digest()
    assert "Kiev accepte" in text


async def test_an_alert_is_one_message_and_one_line_of_the_next_digest(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await town.follow("Otan")
    await town.publish("Le Fanal", TRUCE, NATO)
    (alert,) = await town.tick()
    assert "Kiev accepte" in alert
    assert await town.tick() == []
    (digest,) = await town.next_digest()
    assert "L’Otan exclut" in digest
    assert digest.index("L’Otan exclut") < digest.index("Kiev accepte")
    assert "Djeddah" not in digest


async def test_an_alert_waits_for_its_newsrooms(town: Town) -> None:
    await town.open_paper("Radio Estuaire", replace(WEATHER, link="https://estuaire.example/m"))
    await town.alert("cessez-le-feu 2")
    await town.publish("Le Fanal", TRUCE)
    assert await town.tick() == []
    await town.publish("Radio Estuaire", replace(TRUCE, link="https://estuaire.example/1"))
    (alert,) = await town.tick()
    assert "2" in alert


async def test_alerts_stop_at_the_daily_maximum(town: Town) -> None:
    await town.alert("grève")
    places = [
        "Lyon",
        "Lille",
        "Nantes",
        "Brest",
        "Metz",
        "Dijon",
        "Nice",
        "Tours",
        "Rouen",
        "Caen",
        "Pau",
        "Sète",
    ]
    items = [
        Item(
            f"{place} : grève de {n + 3} jours {what}", f"Le conflit touche {n * 7 + 11} personnes à {place}."
        )
        for n, (place, what) in enumerate(zip(places, _strikers(), strict=True))
    ]
    told = []
    for item in items:
        await town.publish("Le Fanal", item)
        told += await town.tick()
    assert len(told) == town.room.desk.rules.max_alerts
    assert [text for text in told if "la suite vous attend dans la revue" in text] == told[-1:]
    (digest,) = await town.next_digest()
    assert "Pau" in digest
    assert "Sète" in digest


def _strikers() -> list[str]:
    return [
        "dans les crèches", "des éboueurs", "au théâtre", "des dockers", "à l’aéroport", "des pompiers",
        "des bibliothécaires", "des conducteurs", "à l’hôpital", "des boulangers", "au tribunal", "des pêcheurs",
    ]  # fmt: skip


@pytest.mark.parametrize(("hour", "silent"), [(12, False), (21, True), (23, True), (5, True)])
async def test_alerts_are_silent_in_quiet_hours(town: Town, hour: int, silent: bool) -> None:
    town.room.clock.move_to(town.room.clock.now().replace(hour=hour))  # UTC, one hour behind Paris
    await town.alert("cessez-le-feu")
    await town.publish("Le Fanal", replace(TRUCE, at=town.room.clock.now()))
    await town.tick()
    assert town.sender.sent[0].message.silent is silent


# --- pauses, downtime, silence -------------------------------------------------------------------------------


async def test_after_a_long_pause_the_word_of_return_holds_all_of_it(town: Town) -> None:
    who = await town.follow("cessez-le-feu OU Otan")
    await schedule.pause(town.room.desk, who, "")
    await town.publish("Le Fanal", TRUCE)
    town.room.clock.move(days=5)
    await town.publish("Le Fanal", replace(NATO, at=town.room.clock.now()))
    assert await town.next_digest() == []
    await schedule.resume(town.room.desk, reader(), "")
    (text,) = await town.tick()
    assert "L’Otan exclut" in text
    assert "Kiev accepte" in text
    assert "ne remonte" not in text
    assert await town.next_digest() == []


async def test_after_long_downtime_the_digest_reaches_two_days_back_and_says_so(town: Town) -> None:
    await town.follow("cessez-le-feu OU Otan")
    await town.publish("Le Fanal", TRUCE)
    town.room.clock.move(days=5)
    await town.publish("Le Fanal", replace(NATO, at=town.room.clock.now()))
    (text,) = await town.tick()
    assert "L’Otan exclut" in text
    assert "Kiev accepte" not in text
    assert "ne remonte qu’à 2" in text


async def test_after_downtime_one_digest_covers_the_gap(town: Town) -> None:
    await town.follow("cessez-le-feu OU Otan")
    await town.publish("Le Fanal", TRUCE)
    town.room.clock.move(hours=40)
    await town.publish("Le Fanal", replace(NATO, at=town.room.clock.now()))
    (text,) = await town.tick()
    assert "Kiev accepte" in text
    assert "L’Otan exclut" in text


async def test_a_digest_after_silent_days_claims_no_gap(town: Town) -> None:
    await town.follow("cessez-le-feu")
    for day in range(6):
        at = town.room.clock.now()
        await town.publish(
            "Le Fanal", Item(f"Marché du jour {day}", "Les prix montent.", f"https://f.example/{day}", at=at)
        )
        await town.next_digest()
    await town.publish("Le Fanal", replace(TRUCE, at=town.room.clock.now()))
    (text,) = await town.next_digest()
    assert "Kiev accepte" in text
    assert "ne remonte" not in text


async def test_a_weekly_digest_covers_its_week(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    await schedule.set_schedule(town.room.desk, who, "jeudi 7:30")
    await town.next_digest()
    town.room.clock.move(hours=1)
    await town.publish("Le Fanal", replace(TRUCE, at=town.room.clock.now()))
    town.room.clock.move(days=7, hours=-1)
    (text,) = await town.tick()
    assert "Kiev accepte" in text


async def test_an_empty_digest_is_not_sent_and_silence_is_broken_once(town: Town) -> None:
    await town.follow("cessez-le-feu")
    said = [await town.next_digest() for _ in range(8)]
    spoken = [n for n, texts in enumerate(said) if texts]
    assert len(spoken) == 1
    assert spoken[0] in (2, 3)


async def test_a_chat_that_follows_nothing_gets_nothing(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    topic = (await subscriptions.list_subscriptions(town.room.desk, who, "")).subscriptions[0].topic  # type: ignore[union-attr]
    await subscriptions.drop(town.room.desk, who, topic.id)
    await town.publish("Le Fanal", TRUCE)
    assert all([await town.next_digest() == [] for _ in range(5)])
