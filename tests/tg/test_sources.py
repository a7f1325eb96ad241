"""An admin adds feeds through the real library: what is said, which buttons do what, and how it is taken back."""

from __future__ import annotations

from bot.model import FeedOffer
from bot.services.catalogue import report_first_readings
from bot.services.refresh import refresh_due
from tests.conftest import Room
from tests.fakes import Item, rss
from tests.tg.stage import ADMIN, Stage

SITE = "https://fanal.example"


async def tap(stage: Stage, label: str) -> tuple[str, ...]:
    stage.server.people.tap(ADMIN, ADMIN, label)
    return await stage.play()


async def followed(stage: Stage) -> list[str]:
    return [feed.url for feed in await stage.store.feeds.list_feeds()]


async def test_a_site_with_two_feeds_is_a_choice_then_a_preview_then_undone(real: Stage, room: Room) -> None:
    offers = tuple(FeedOffer(f"{SITE}/{name}", name.capitalize()) for name in ("une", "monde"))
    room.finder.offers[SITE] = offers
    for offer in offers:
        room.fetcher.pages[offer.url] = rss([Item("Grève des dockers au Havre")], offer.title)
    (asked,) = await real.says("/ajouterflux fanal.example", ADMIN, ADMIN)
    assert "mène à 2 flux" in asked
    (added,) = await tap(real, "2. Monde")
    assert "Grève des dockers au Havre" in added
    assert await followed(real) == [f"{SITE}/monde"]
    await tap(real, "Annuler")
    assert await followed(real) == []


async def test_a_bundle_is_tapped_read_reported_and_undone(real: Stage, room: Room) -> None:
    (shelf,) = await real.says("/catalogue", ADMIN, ADMIN)
    assert "Le catalogue" in shelf
    (added,) = await tap(real, "Outre-mer")
    assert "La première lecture commence" in added
    assert len(await followed(real)) == 4
    await refresh_due(room.desk)
    await report_first_readings(real.desk)
    await real.deliver()
    report = real.server.messages(ADMIN)[-1].text
    assert "0 flux lu sur 4" in report
    assert report.count("HTTP 404") == 4
    post = real.server.messages(ADMIN)[-2].id
    real.server.people.tap(ADMIN, ADMIN, "Annuler", post)
    (undone,) = await real.play()
    assert undone.startswith("C’est annulé")
    assert await followed(real) == []


async def test_the_catalogue_is_for_admins(real: Stage) -> None:
    (refused,) = await real.says("/catalogue suisse")
    assert refused == "Cette commande ne vous est pas ouverte."
