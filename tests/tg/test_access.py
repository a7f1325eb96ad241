"""At the door, over the real library: who is heard, what others are told, and what they may always ask."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Standing, Toast
from bot.errors import GoneReason
from bot.locale import fr_access
from bot.locale.talk import talk
from bot.model import AccessMode, AccessRule, ChatId, ChatKind, Roll, UserId
from bot.services.topic_page import USERNAME
from bot.tg.commands import HEAVY
from bot.tg.handlers import Uses
from bot.tg.porter import TOLD_EVERY
from bot.tg.throttle import BRIM, Throttle
from tests.conftest import Room
from tests.fakes import FakeClock
from tests.tg.stage import ADMIN, Notes, Stage, build

GROUP, CHANNEL, OTHER = -500, -700, 43
SORRY = fr_access.no_access("@vigie", by_link=False)


@pytest.fixture
async def door(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    """Camille (42), Dominique (43), the admin (99), and the real use cases."""
    server.people.add_person(ADMIN, "Alix")
    server.people.add_person(OTHER, "Dominique", username="Dominique_M")
    rules = replace(room.desk.rules, admins=frozenset({UserId(ADMIN)}), contact="@vigie")
    played = build(server, room.store, replace(room.desk, rules=rules), Notes(), Uses())
    async with played.application:
        await room.store.house.put_note(USERNAME, "vigie_bot")
        yield played


@pytest.fixture
def clock(room: Room) -> FakeClock:
    return room.clock


async def close_door(door: Stage, mode: str = "invitation") -> None:
    await door.says(f"/acces {mode}", ADMIN, ADMIN)


async def kept(door: Stage, chat_id: int) -> bool:
    return bool(await door.store.destinations.of_chat(ChatId(chat_id)))


async def test_a_stranger_is_told_once_an_hour_and_nothing_is_kept_of_them(
    door: Stage, clock: FakeClock
) -> None:
    await close_door(door)
    assert await door.says("/start") == (SORRY,)
    for text in ("/abonner Otan", "Otan", "/inconnu", "/start t_T3Rhbg"):
        assert await door.says(text) == ()
    door.server.people.send_file(42, 42, "liste.opml", b"<opml/>", "text/xml")
    door.server.people.send_file(42, 42, "photo.jpg", b"x", "image/jpeg", "photo")
    assert await door.play() == ()
    assert await door.says("/start", OTHER, OTHER) == (SORRY,)
    assert await door.says("/start i_unknown") == (fr_access.no_access("@vigie", by_link=True),)
    clock.move(seconds=TOLD_EVERY.total_seconds())
    assert await door.says("Otan") == (SORRY,)
    assert not await kept(door, 42)


async def test_a_stranger_without_a_contact_and_in_english(door: Stage) -> None:
    door.desk = replace(door.desk, rules=replace(door.desk.rules, contact=""))
    await close_door(door)
    door.server.people.add_person(44, "Robin", "en")
    (said,) = await door.says("/start", 44, 44)
    assert "open to its guests" in said


async def test_strangers_together_are_told_at_the_pace_of_one(server: BotApiServer, room: Room) -> None:
    played = build(server, room.store, room.desk, Notes(), Uses(), Throttle(lambda: 0.0))
    await room.store.access.choose(AccessMode.LIST, AccessRule(), room.clock.now())
    people = range(1_000, 1_000 + int(BRIM) + 20)
    async with played.application:
        for number in people:
            server.people.add_person(number, "Camille")
            server.people.type_text(number, number, "/start")
        assert len(await played.play()) == BRIM


async def test_a_link_lets_in_once_and_then_says_that_it_no_longer_does(door: Stage) -> None:
    await close_door(door)
    (said,) = await door.says("/acces lien", ADMIN, ADMIN)
    payload = said.partition("https://t.me/vigie_bot?start=")[2].split()[0]
    (hello,) = await door.says(f"/start {payload}")
    assert hello != SORRY
    assert await door.says("/abonnements") == (_plain(talk("fr").FOLLOWS_NOTHING),)
    assert await door.says(f"/start {payload}", OTHER, OTHER) == (
        fr_access.no_access("@vigie", by_link=True),
    )
    assert not await kept(door, OTHER)


async def test_what_is_everybodys_right_is_answered_without_access(door: Stage) -> None:
    await close_door(door)
    (privacy,) = await door.says("/confidentialite")
    assert "Confidentialité" in privacy
    for command in ("/donnees", "/oublier", "/stop"):
        assert await door.says(command) == (fr_access.NOTHING_KEPT,)
    assert not await kept(door, 42)


async def test_whoever_lost_access_may_take_and_erase_what_is_kept(door: Stage) -> None:
    await door.says("/abonner Otan")
    await close_door(door)
    assert (await door.says("/abonnements"))[0] != SORRY  # was here before
    await door.says("/acces retirer 42", ADMIN, ADMIN)
    assert await door.says("/abonnements") == (SORRY,)
    assert await door.says("/stop") == (talk("fr").stopped(1),)
    await door.says("/donnees")
    document = door.from_bot()[-1].upload
    assert document is not None
    assert "Otan" in json.dumps(json.loads(document.content), ensure_ascii=False)
    (place,) = await door.store.destinations.of_chat(ChatId(42))
    assert place.closed is GoneReason.SHUT_OUT
    await door.says("/oublier")
    tap = door.server.people.tap(42, 42, "Tout effacer")
    (said,) = await door.play()
    assert "effacé" in said
    assert tap.answer is not None
    assert not await kept(door, 42)
    again = door.server.people.tap(42, 42, "Tout effacer")
    await door.play()
    assert again.answer is not None


async def test_a_strangers_tap_is_a_pop_up(door: Stage) -> None:
    await door.says("/reglages")
    await close_door(door)
    await door.says("/acces retirer 42", ADMIN, ADMIN)
    answered, said = await door.taps("v1:page:1:0")
    assert said == ()
    assert answered is not None
    assert answered.text == SORRY
    (place,) = await door.store.destinations.of_chat(ChatId(42))
    assert place.closed is GoneReason.SHUT_OUT


async def test_a_blocked_person_is_neither_heard_nor_told_anything(door: Stage) -> None:
    door.server.people.add_group(GROUP, "Veille", {42: Standing.ADMINISTRATOR, OTHER: Standing.ADMINISTRATOR})
    await door.says("/reglages")
    await door.says("/bloquer 42", ADMIN, ADMIN)
    for text in ("/start", "Otan", "/confidentialite", "/donnees", "/oublier"):
        assert await door.says(text) == ()
    assert await door.says("/aide", GROUP, 42) == ()
    assert len(await door.says("/aide", GROUP, OTHER)) == 1
    for data in ("v1:page:1:0", "v1:nonsense"):
        assert await door.taps(data) == (
            Toast("", alert=False),
            (),
        )  # no word, and no button that waits for ever
    door.server.people.send_file(42, 42, "x.opml", b"<opml/>", "text/xml")
    door.server.people.block(42)
    door.server.people.unblock(42)
    assert await door.play() == ()
    (place,) = await door.store.destinations.of_chat(ChatId(42))
    assert place.closed is GoneReason.BARRED
    await door.says("/debloquer 42", ADMIN, ADMIN)
    assert len(await door.says("/aide")) == 1


async def test_a_torrent_from_a_blocked_person_is_not_even_told_so(server: BotApiServer, room: Room) -> None:
    played = build(server, room.store, room.desk, Notes(), Uses(), Throttle(lambda: 0.0))
    await room.store.access.add(Roll.BLOCKED, ChatId(42), AccessRule(), room.clock.now())
    async with played.application:
        for _ in range(60):
            server.people.type_text(42, 42, "/aide")
        assert await played.play() == ()


async def test_an_answer_or_a_forwarded_message_names_who_is_meant(door: Stage) -> None:
    door.server.people.add_group(GROUP, "Veille", {ADMIN: Standing.MEMBER, OTHER: Standing.MEMBER})
    door.server.people.type_text(GROUP, OTHER, "/aide")
    await door.play()
    theirs = max(door.server.messages(GROUP), key=lambda post: post.sender_id == OTHER).id
    door.server.people.type_text(GROUP, ADMIN, "/bloquer", reply_to=theirs)
    (said,) = await door.play()
    assert str(OTHER) in said
    assert await door.says("/aide", OTHER, OTHER) == ()
    door.server.people.type_text(ADMIN, ADMIN, "coucou", forwarded=True, forwarded_from=OTHER)
    await door.play()
    forwarded = max(door.server.messages(ADMIN), key=lambda post: post.forwarded).id
    door.server.people.type_text(ADMIN, ADMIN, "/debloquer", reply_to=forwarded)
    await door.play()
    assert len(await door.says("/aide", OTHER, OTHER)) == 1


async def test_a_forwarded_message_answers_whom_to_let_in_unless_its_author_is_hidden(door: Stage) -> None:
    await close_door(door, "liste")
    await door.says("/acces ajouter", ADMIN, ADMIN)
    door.server.people.type_text(ADMIN, ADMIN, "je voudrais entrer", forwarded=True)
    assert await door.play() == (fr_access.NOBODY_NAMED,)
    door.server.people.type_text(ADMIN, ADMIN, "je voudrais entrer", forwarded=True, forwarded_from=42)
    (said,) = await door.play()
    assert "42" in said
    assert len(await door.says("/aide")) == 1


async def test_a_name_is_known_when_its_bearer_writes(door: Stage) -> None:
    await close_door(door, "liste")
    await door.says("/acces ajouter @dominique_m", ADMIN, ADMIN)
    assert await door.says("/aide") == (SORRY,)
    assert (await door.says("/aide", OTHER, OTHER))[0] != SORRY


async def test_a_group_is_let_in_by_its_adder_or_by_a_start(door: Stage) -> None:
    members = {42: Standing.ADMINISTRATOR, OTHER: Standing.ADMINISTRATOR}
    for chat, kind in ((GROUP, ChatKind.SUPERGROUP), (CHANNEL, ChatKind.CHANNEL)):
        door.server.people.add_group(chat, "Veille", members, kind, Standing.LEFT)
    await close_door(door, "liste")
    await door.says("/acces ajouter 43", ADMIN, ADMIN)
    door.server.people.set_standing(GROUP, 42, Standing.MEMBER)
    assert await door.play() == (SORRY,)
    assert await door.says("/aide", GROUP, OTHER) == ()
    assert not await kept(door, GROUP)
    assert await door.says("/start", GROUP, 42) == ()
    (hello,) = await door.says("/start", GROUP, OTHER)
    assert hello != SORRY
    assert len(await door.says("/aide", GROUP, 42)) == 1
    door.server.people.set_standing(CHANNEL, OTHER, Standing.ADMINISTRATOR)
    assert await door.play() == ()
    assert await kept(door, CHANNEL)


async def test_a_start_by_a_guest_who_is_no_admin_of_the_group_lets_it_not_in(door: Stage) -> None:
    door.server.people.add_group(GROUP, "Veille", {OTHER: Standing.MEMBER})
    await close_door(door, "liste")
    await door.says("/acces ajouter 43", ADMIN, ADMIN)
    assert await door.says("/start", GROUP, OTHER) == (SORRY,)


async def test_the_screens_of_access_change_in_place(door: Stage) -> None:
    await door.says("/start")
    (said,) = await door.says("/acces", ADMIN, ADMIN)
    assert said == _plain(fr_access.MODE_IS[AccessMode.OPEN])
    screen = door.from_bot()[-1].id

    async def tap(label: str) -> str:
        door.server.people.tap(ADMIN, ADMIN, label, screen)
        await door.play()
        return next(post.text for post in door.server.messages(ADMIN) if post.id == screen)

    assert "garde son accès" in await tap("Sur invitation")
    assert "Aucun lien" in await tap("Liens")
    door.server.people.tap(ADMIN, ADMIN, "10 personnes", screen)
    (link,) = await door.play()
    assert "?start=i_" in link
    (buttons,) = door.from_bot()[-1].buttons  # nothing takes the place of the link but its end
    assert [button.label for button in buttons] == ["Révoquer le lien 1"]
    assert "1 venu" not in await tap("‹ Accès")
    assert "0 venu sur 10" in await tap("Liens")
    assert "ne fait plus entrer" in await tap("Révoquer")
    await tap("‹ Accès")
    assert "Ont accès" in await tap("Ont accès")
    assert "n’est plus sur la liste" in await tap("Retirer 42")
    assert await door.says("/aide") == (SORRY,)


async def test_searching_without_end_is_bounded_sooner_than_talking(server: BotApiServer, room: Room) -> None:
    played = build(server, room.store, room.desk, Notes(), Uses(), Throttle(lambda: 0.0))
    async with played.application:
        for _ in range(20):
            server.people.type_text(42, 42, "/cherche Otan")
        said = await played.play()
        assert said.count(talk("fr").TOO_MANY) == 1
        assert len(said) == BRIM // HEAVY + 1


def _plain(html: str) -> str:
    return html.replace("<b>", "").replace("</b>", "")
