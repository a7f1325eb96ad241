"""A publisher asks for less: from then on nothing of it is kept or shown, whatever brings it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.core.catalogue import load_catalogue
from bot.errors import FetchProblem, InvalidUrl, NotFound
from bot.model import Deed, WishKind
from bot.results import FeedAdded
from bot.services import catalogue, opml, sources
from bot.services.alerts import prepare_alerts
from bot.services.archive import search
from bot.services.digests import prepare_due
from bot.services.publishers import lift_wish, note_wish, places_named, purge_feed
from bot.services.reading import explain_why, open_card, read_digest
from bot.views.show import show
from tests.conftest import Room
from tests.fakes import Item, reader, rss
from tests.services.house import Town
from tests.views.samples import FR

SECRET = "gabarre"  # stands in the text of one outlet's article, and nowhere else
TRUCE = Item(
    "Kiev accepte un cessez-le-feu de trente jours",
    f"L’accord a été donné à Djeddah, en Arabie saoudite, dit la {SECRET}.",
    "https://le-fanal.example/1",
)
ECHO = Item(
    "Un cessez-le-feu de trente jours est accepté par Kiev",
    "L’accord a été donné à Djeddah, en Arabie saoudite.",
    "https://radio-estuaire.example/1",
)
PLACE = "le-fanal.example"


@pytest.fixture
async def town(room: Room) -> Town:
    made = Town(room)
    await made.open_paper("Le Fanal", Item("Une exposition ouvre à Namur", link="https://le-fanal.example/0"))
    await made.open_paper(
        "Radio Estuaire", Item("Le marché de Noël ferme", link="https://radio-estuaire.example/0")
    )
    await made.follow("cessez-le-feu")
    return made


def kept(town: Town) -> str:
    """Everything that any table of the database holds, as text, and every word of its index."""
    with closing(sqlite3.connect(town.room.store.path)) as db:
        found = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'entry_keys_%'"
        )
        rows = [repr(row) for (table,) in found.fetchall() for row in db.execute(f"SELECT * FROM {table}")]
    return "\n".join(rows)


async def wish(town: Town, kind: WishKind, *places: str) -> object:
    return await note_wish(town.room.desk, kind, places or (PLACE,), "Le Fanal", None)


# --- headlines only ---------------------------------------------------------------------------------------------


async def test_titles_only_takes_the_text_of_what_is_stored_and_shows_it_nowhere(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    assert SECRET in kept(town)
    assert "('gabarr" in kept(town)  # its key, in the index
    noted = await note_wish(town.room.desk, WishKind.TITLES, (PLACE,), "Le Fanal", None)
    assert (noted.entries, noted.outlets) == (1, ())
    await town.read()
    assert "gabarr" not in kept(town)
    who, desk = reader(), town.room.desk
    digest = await read_digest(desk, who, "cessez-le-feu")
    assert [card.headline for card in digest.digest.cards] == [TRUCE.title]  # type: ignore[union-attr]
    at, story = digest.at, digest.digest.cards[0].story_id  # type: ignore[union-attr]
    card, why = await open_card(desk, who, story, at), await explain_why(desk, who, story, at)
    shown = [digest, card, why, await search(desk, who, "cessez-le-feu")]
    said = "\n".join(message.html for result in shown for message in show(result, FR))
    assert "Djeddah" not in said
    assert TRUCE.title in said
    (scheduled,) = await town.next_digest()
    assert TRUCE.title in scheduled
    assert "Djeddah" not in scheduled


async def test_titles_only_goes_for_what_comes_later_and_for_edits(town: Town) -> None:
    await wish(town, WishKind.TITLES)
    await town.publish("Le Fanal", TRUCE)
    assert SECRET not in kept(town)
    edited = Item(f"{TRUCE.title}, Moscou hésite", f"La {SECRET} l’assure : rien n’est signé.", TRUCE.link)
    await town.replace("Le Fanal", edited)
    assert SECRET not in kept(town)
    (said,) = await town.next_digest()
    assert edited.title in said


async def test_titles_only_changes_nothing_for_others_and_makes_no_news(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    await town.publish("Radio Estuaire", ECHO)
    assert len(await town.next_digest()) == 1
    await wish(town, WishKind.TITLES)
    await town.read()
    assert "Djeddah" in kept(town)  # the other outlet's own words
    again = await read_digest(town.room.desk, reader(), "cessez-le-feu 48h")
    assert "Djeddah" in "".join(message.html for message in show(again, FR))
    assert not any(TRUCE.title in text for text in await town.next_digest())


# --- refused ----------------------------------------------------------------------------------------------------


async def test_a_refusal_erases_stops_reading_and_leaves_others_alone(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    await town.publish("Radio Estuaire", ECHO)
    noted = await note_wish(
        town.room.desk, WishKind.REFUSED, (PLACE,), "Le Fanal", None, "droits@", "pas d’accord"
    )
    assert (noted.outlets, noted.entries) == (("Le Fanal",), 2)
    assert [feed.outlet for feed in await town.room.store.feeds.list_feeds()] == ["Radio Estuaire"]
    assert SECRET not in kept(town)
    assert TRUCE.title not in kept(town)
    town.room.fetcher.asked.clear()
    await town.read()
    assert town.room.fetcher.asked == [town.url("Radio Estuaire")]
    (said,) = await town.next_digest()
    assert ECHO.title in said
    assert "Le Fanal" not in said


async def test_articles_that_others_link_there_are_not_kept_either(town: Town) -> None:
    copy = Item("Une gabarre coule", f"La {SECRET} sombre.", "https://m.le-fanal.example/2")
    await town.publish("Radio Estuaire", copy)
    await wish(town, WishKind.REFUSED)
    assert copy.title not in kept(town)
    later = Item("Une gabarre est renflouée", "Elle flotte.", "https://www.le-fanal.example/3")
    await town.publish("Radio Estuaire", later, ECHO)
    assert later.title not in kept(town)
    assert ECHO.title in kept(town)


async def test_a_digest_that_waits_is_made_again_without_what_was_refused(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    await town.publish(
        "Radio Estuaire", Item("Paris salue le cessez-le-feu", link="https://radio-estuaire.example/2")
    )
    town.room.clock.move(minutes=31)
    await prepare_due(town.room.desk)
    noted = await note_wish(town.room.desk, WishKind.REFUSED, (PLACE,), "Le Fanal", None)
    assert noted.recalled == 1
    (said,) = await town.tick()
    assert "Paris salue" in said
    assert TRUCE.title not in said
    assert await town.tick() == []


async def test_an_alert_that_waits_does_not_leave_and_others_are_heard_of_it(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    await town.publish("Radio Estuaire", ECHO)
    await prepare_alerts(town.room.desk)
    noted = await note_wish(town.room.desk, WishKind.REFUSED, (PLACE,), "Le Fanal", None)
    assert noted.recalled == 1
    said = "\n".join(await town.tick())
    assert ECHO.title in said
    assert TRUCE.title not in said
    assert SECRET not in kept(town)


async def test_what_waits_and_holds_nothing_of_it_is_left_alone(town: Town) -> None:
    await town.publish("Radio Estuaire", ECHO)
    town.room.clock.move(minutes=31)
    await prepare_due(town.room.desk)
    noted = await note_wish(town.room.desk, WishKind.REFUSED, (PLACE,), "Le Fanal", None)
    assert noted.recalled == 0
    (said,) = await town.tick()
    assert ECHO.title in said


@pytest.mark.parametrize(
    "host", ["https://le-fanal.example", "http://www.le-fanal.example", "https://rss.le-fanal.example"]
)
async def test_nothing_adds_a_publisher_that_refuses(town: Town, host: str) -> None:
    await wish(town, WishKind.REFUSED)
    desk, url = town.room.desk, f"{host}/rss"
    with pytest.raises(InvalidUrl) as refused:
        await sources.follow(desk, url, "", "", None)
    assert refused.value.problem is FetchProblem.UNWANTED
    document = f'<opml version="2.0"><body><outline xmlUrl="{url}"/></body></opml>'.encode()
    report = await opml.import_opml(desk, document)
    assert report.refused == ((url, FetchProblem.UNWANTED),)
    assert url not in [feed.url for feed in await town.room.store.feeds.list_feeds()]


async def test_the_catalogue_leaves_out_who_refuses(room: Room) -> None:
    medium = load_catalogue()[0]
    (places, _) = await places_named(room.desk, medium.url)
    await note_wish(room.desk, WishKind.REFUSED, places, medium.name, None)
    assert medium not in await catalogue.offered(room.desk)
    assert await catalogue.follow_media(room.desk, [medium]) == ()


async def test_a_feed_that_moves_to_who_refuses_stays_where_it_was(town: Town) -> None:
    from dataclasses import replace

    from bot.services.refresh import LEASE, read

    await wish(town, WishKind.REFUSED)
    (feed,) = await town.room.store.feeds.list_feeds()
    claim = await town.room.store.feeds.claim_one(feed.id, town.room.clock.now(), LEASE)
    assert claim is not None
    reading = await read(town.room.desk, claim)
    moved = replace(reading.update, adopt_url="https://www.le-fanal.example/rss")
    await town.room.store.feeds.apply([moved])
    assert (await town.room.store.feeds.get(feed.id)).url == feed.url


async def test_a_wish_that_is_lifted_lets_the_feed_come_back_as_a_new_one(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    await wish(town, WishKind.REFUSED)
    with pytest.raises(NotFound):
        await lift_wish(town.room.desk, "autre.example", None)
    assert (await lift_wish(town.room.desk, "https://www.le-fanal.example/", None)).place == PLACE
    added = await sources.follow(town.room.desk, town.url("Le Fanal"), "Le Fanal", "", None)
    assert isinstance(added, FeedAdded)
    await town.read()
    assert TRUCE.title in kept(town)
    assert not any(
        TRUCE.title in text for text in await town.next_digest()
    )  # a first reading is never pushed


async def test_wishes_are_noted_in_the_journal(town: Town) -> None:
    await wish(town, WishKind.TITLES)
    await wish(town, WishKind.REFUSED)
    await lift_wish(town.room.desk, PLACE, None)
    deeds = [(line.deed, line.subject) for line in await town.room.store.audit.latest(3)]
    assert deeds == [
        (Deed.WISH_LIFTED, PLACE),
        (Deed.PUBLISHER_REFUSAL, PLACE),
        (Deed.PUBLISHER_WISH, PLACE),
    ]


# --- whose wish ---------------------------------------------------------------------------------------------------


async def test_an_outlet_is_named_by_host_address_or_name(town: Town) -> None:
    await town.room.store.feeds.add(
        "http://feeds.feedburner.com/LeFanal", "Le Fanal", "", town.room.clock.now()
    )
    desk = town.room.desk
    assert await places_named(desk, "www.le-fanal.example") == ((PLACE,), "Le Fanal")
    assert await places_named(desk, "https://rss.inconnu.example/x") == (("inconnu.example",), "")
    places, outlet = await places_named(desk, "le fanal")
    assert (set(places), outlet) == ({PLACE, "feedburner:lefanal"}, "Le Fanal")
    for nobody in ("", "La Gazette", "a"):  # nothing, nobody, several
        with pytest.raises(InvalidUrl):
            await places_named(desk, nobody)


async def test_a_purge_takes_the_articles_and_leaves_the_door_open(town: Town) -> None:
    await town.publish("Le Fanal", TRUCE)
    feed = next(f for f in await town.room.store.feeds.list_feeds() if f.outlet == "Le Fanal")
    purged = await purge_feed(town.room.desk, feed, None)
    assert purged.entries == 2
    assert SECRET not in kept(town)
    assert "le-fanal.example/1" not in kept(town)
    town.room.fetcher.pages[feed.url] = rss([TRUCE])
    await sources.follow(town.room.desk, feed.url, "Le Fanal", "", None)
    assert SECRET in kept(town)
