"""A channel is set up from its admin's private chat, through the real library; nothing is posted in it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Standing
from bot.demo.faults import Fault, FaultKind
from bot.errors import GoneReason
from bot.locale.house import house
from bot.model import ChatId, ChatKind, Destination, UserId
from bot.tg.handlers import Uses
from bot.tg.rights import FRESH_S, Rights
from tests.conftest import Room
from tests.tg.stage import ADMIN, Notes, Stage, build

CHANNEL, OTHER, GROUP = -100_800, -100_801, -100_802
CAMILLE = 42


@pytest.fixture
async def real(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    people = server.people
    people.add_person(ADMIN, "Alix")
    people.add_person(43, "Alex", language="en")
    members = {CAMILLE: Standing.ADMINISTRATOR, ADMIN: Standing.CREATOR, 43: Standing.ADMINISTRATOR}
    for chat_id, title in ((CHANNEL, "<b>Veille</b>\u202e"), (OTHER, "Autre")):
        people.add_group(chat_id, title, members, ChatKind.CHANNEL, Standing.ADMINISTRATOR)
    server.room.chats[CHANNEL].username = "Veille_presse"
    people.add_group(GROUP, "Groupe", members, ChatKind.SUPERGROUP, Standing.ADMINISTRATOR)
    played = build(server, room.store, room.desk, Notes(), Uses())
    async with played.application:
        yield played


async def place(stage: Stage, chat_id: int) -> Destination:
    found = await stage.store.destinations.find(ChatId(chat_id), None)
    assert found is not None
    return found


async def topics(stage: Stage, chat_id: int) -> list[str]:
    followed = await stage.store.destinations.subscriptions((await place(stage, chat_id)).id)
    return [each.topic.query for each in followed]


async def pick(stage: Stage, chat_id: int = CHANNEL, user_id: int = CAMILLE) -> tuple[str, ...]:
    stage.server.people.share_chat(user_id, chat_id)
    return await stage.play()


async def tap(stage: Stage, label: str, chat_id: int = CAMILLE, user_id: int = CAMILLE) -> str:
    """What the pop-up says."""
    tapped = stage.server.people.tap(chat_id, user_id, label)
    await stage.play()
    assert tapped.answer is not None
    return tapped.answer.text


def silent_channels(stage: Stage) -> bool:
    return not any(post.chat_id in (CHANNEL, OTHER) for post in stage.from_bot())


async def test_telegrams_own_list_is_offered_and_gives_us_the_right_to_post(real: Stage) -> None:
    (asked,) = await real.says("/canal")
    assert "Choisir un canal" in asked
    sent = next(call for call in reversed(real.server.calls) if call.method == "sendMessage")
    ((button,),) = json.loads(sent.params["reply_markup"])["keyboard"]
    assert button["text"] == "Choisir un canal"
    assert button["request_chat"]["chat_is_channel"] is True
    wanted = button["request_chat"]["bot_administrator_rights"]
    assert [right for right, given in wanted.items() if given] == ["can_manage_chat", "can_post_messages"]
    (said,) = await pick(real)
    assert "<b>Veille</b>" in said  # a title, not markup
    assert "\u202e" not in said


async def test_words_commands_and_buttons_are_for_the_channel_until_it_is_ended(real: Stage) -> None:
    await real.says("/abonner football")
    await pick(real)
    (said,) = await real.says("/abonner Otan")
    assert "Pour le canal" in said
    for label in ("Changer l’heure", "En semaine", "9 h", "9 h 30"):
        assert await tap(real, label) == ""
    await real.says("cessez-le-feu")
    await tap(real, "S’abonner à")
    assert await topics(real, CHANNEL) == ["Otan", "cessez-le-feu"]
    (done,) = await real.says("/terminer")
    assert "vaut de nouveau pour vous" in done
    (said,) = await real.says("/abonner budget")
    assert "Pour le canal" not in said
    assert await topics(real, CAMILLE) == ["football", "budget"]
    channel = await place(real, CHANNEL)
    assert sorted(slot.at.isoformat("minutes") for slot in channel.slots) == ["07:30", "09:30"]
    assert (await place(real, CAMILLE)).slots != channel.slots
    (nothing,) = await real.says("/terminer")
    assert "aucun canal" in nothing
    assert silent_channels(real)


async def test_a_button_stays_that_of_its_channel(real: Stage) -> None:
    await pick(real)
    await real.says("/abonner Otan")
    first = real.from_bot()[-1]
    drop = next(b.action for row in first.buttons for b in row if b.label == "Annuler")
    await pick(real, OTHER)
    for text in ("/abonner Otan", "/terminer", "/abonner Otan"):
        await real.says(text)
    real.server.people.press(CAMILLE, CAMILLE, first.id, drop)
    await real.play()
    assert await topics(real, CHANNEL) == []
    assert await topics(real, OTHER) == ["Otan"]
    assert await topics(real, CAMILLE) == ["Otan"]


async def test_an_answer_is_for_whom_the_question_was(real: Stage) -> None:
    await pick(real)
    await real.says("/reglages")
    settings = real.from_bot()[-1].id
    await real.says("/terminer")
    for label in ("Horaires", "Écrire les horaires"):
        real.server.people.tap(CAMILLE, CAMILLE, label, settings if label == "Horaires" else None)
        await real.play()
    (said,) = await real.says("11:00")
    assert "Pour le canal" in said
    assert [slot.at.hour for slot in (await place(real, CHANNEL)).slots] == [11]
    assert (await place(real, CAMILLE)).slots[0].at.hour == 7


async def test_a_channel_may_be_named(real: Stage) -> None:
    for name in ("@veille_presse", "https://t.me/Veille_presse", "t.me/veille_presse/"):
        (said,) = await real.says(f"/canal {name}")
        assert "Vous réglez" in said
    await real.says("/terminer")
    for name in ("@personne", "x", "https://fanal.example/x", "@"):
        (said,) = await real.says(f"/canal {name}")
        assert "Je ne vois pas ce canal" in said
    await real.says("/terminer")
    (listed,) = await real.says("/canal")
    assert "Quel canal" in listed
    await tap(real, "Un autre canal")
    (again,) = await real.says("Veille_presse")  # the question waits for a name
    assert "Vous réglez" in again


async def test_a_post_that_is_forwarded_names_its_channel_while_one_is_asked_for(real: Stage) -> None:
    people = real.server.people
    people.type_text(CAMILLE, CAMILLE, "Otan", forwarded=True, forwarded_from=CHANNEL)
    (said,) = await real.play()
    assert "Faut-il suivre" in said  # nobody asked for a channel
    await real.says("/canal")
    people.type_text(CAMILLE, CAMILLE, "Otan", forwarded=True, forwarded_from=CHANNEL)
    (said,) = await real.play()
    assert "Vous réglez" in said
    await real.says("/terminer")
    real.server.room.chats[OTHER].may_post = False
    for expected in ("donnez-m’en le droit", "Je ne lis que les mots"):
        if expected.startswith("donnez"):
            await real.says("/canal")
            await tap(real, "Un autre canal")
        people.send_file(CAMILLE, CAMILLE, "p.png", b"x", kind="photo", forwarded_from=OTHER)
        (said,) = await real.play()
        assert expected in said


@pytest.mark.parametrize("case", ["member", "stranger", "silent", "gone", "group", "nowhere"])
async def test_what_cannot_be_set_up_says_why_and_nothing_changes(real: Stage, case: str) -> None:
    chat, expected = real.server.room.chats[CHANNEL], "Je ne vois pas ce canal"
    wanted = CHANNEL
    match case:
        case "member":
            chat.members[CAMILLE], expected = Standing.MEMBER, "Seuls ses administrateurs"
        case "stranger":
            del chat.members[CAMILLE]
            expected = "Seuls ses administrateurs"
        case "silent":
            chat.may_post, expected = False, "donnez-m’en le droit"
        case "gone":
            chat.standing = Standing.LEFT
        case "group":
            wanted = GROUP
        case _:
            wanted = -100_999
    (said,) = await pick(real, wanted)
    assert expected in said
    (own,) = await real.says("/abonner Otan")
    assert "Pour le canal" not in own
    assert await real.store.destinations.find(ChatId(CHANNEL), None) is None


async def test_who_is_no_admin_any_more_sets_nothing_up(real: Stage) -> None:
    await pick(real)
    await real.says("/abonner Otan")
    real.server.people.set_member(CHANNEL, CAMILLE, Standing.MEMBER)  # Telegram tells us: nothing is believed
    assert "Vous n’administrez plus" in await tap(real, "Annuler")
    (said,) = await real.says("/abonner budget")
    assert "Vous n’administrez plus" in said
    assert await topics(real, CHANNEL) == ["Otan"]
    (own,) = await real.says("/abonner budget")
    assert "Pour le canal" not in own


async def test_where_telegram_does_not_say_who_is_an_admin_nothing_is_done_and_the_tap_is_answered(
    real: Stage,
) -> None:
    await pick(real)
    await real.says("/abonner Otan")
    real.server.people.set_member(CHANNEL, CAMILLE, Standing.ADMINISTRATOR)  # what was believed is forgotten
    real.server.faults.queue(Fault(FaultKind.CUT), "getChatMember", times=2)
    assert await tap(real, "Annuler") == ""
    (sorry,) = await real.says("/abonner budget")
    assert sorry == house("fr").SOMETHING_ELSE
    assert await topics(real, CHANNEL) == ["Otan"]
    assert await topics(real, CAMILLE) == []


async def test_a_button_is_not_for_somebody_else(real: Stage) -> None:
    await pick(real)
    await real.says("/abonner Otan")
    drop = next(b.action for row in real.from_bot()[-1].buttons for b in row if b.label == "Annuler")
    real.server.room.chats[CHANNEL].members[43] = Standing.LEFT
    await real.says("/help", 43, 43)
    for chat_id in (43, GROUP):
        if chat_id == GROUP:
            await real.says("/aide", GROUP, ADMIN)
        answered, _ = await real.taps(drop, chat_id, 43)
        assert answered is not None
        assert answered.alert
    assert await topics(real, CHANNEL) == ["Otan"]


async def test_an_hour_of_silence_ends_it_and_says_so(real: Stage, room: Room) -> None:
    await pick(real)
    room.clock.move(minutes=59)
    await real.says("/abonner Otan")
    room.clock.move(minutes=61)
    (said,) = await real.says("/abonner budget")
    assert "a pris fin" in said
    assert await topics(real, CAMILLE) == ["budget"]
    (again,) = await real.says("/abonnements")
    assert "a pris fin" not in again


async def test_what_is_the_persons_own_stays_theirs(real: Stage) -> None:
    await pick(real)
    for text in ("/aide", "/confidentialite"):
        assert "Pour le canal" not in (await real.says(text))[-1]
    (said,) = await real.says("https://fanal.example/rss")
    assert "Pour le canal" not in said


async def test_a_channel_is_spoken_of_in_the_language_of_who_sets_it_up(real: Stage) -> None:
    (said,) = await pick(real, CHANNEL, 43)
    assert said.startswith("You are setting up")
    assert (await place(real, CHANNEL)).language == "en"
    (said,) = await real.says("/langue français", 43, 43)
    assert "Language: French" in said
    assert (await place(real, CHANNEL)).language == "fr"
    menus = [json.loads(c.params["scope"]) for c in real.server.calls if c.method == "setMyCommands"]
    assert menus == []  # the person's menu is not the channel's


async def test_a_channels_data_is_handed_out_and_erased_in_private(real: Stage) -> None:
    await pick(real)
    await real.says("/abonner Otan")
    await real.says("/donnees")
    upload = real.from_bot()[-1].upload
    assert upload is not None
    assert json.loads(upload.content)["chat_id"] == CHANNEL
    await real.says("/oublier")
    await tap(real, "Tout effacer")
    assert await real.store.destinations.find(ChatId(CHANNEL), None) is None
    assert await real.store.destinations.find(ChatId(CAMILLE), None) is not None
    (own,) = await real.says("/abonner budget")
    assert "Pour le canal" not in own


async def test_whoever_lets_us_in_is_invited_and_whoever_removes_us_is_told(real: Stage) -> None:
    people, chat = real.server.people, real.server.room.chats[CHANNEL]
    chat.standing = Standing.LEFT
    people.set_standing(CHANNEL, CAMILLE, Standing.ADMINISTRATOR)
    assert await real.play() == ()  # they have never written to us
    await real.says("/aide")
    people.set_standing(CHANNEL, CAMILLE, Standing.LEFT)
    (gone,) = await real.play()
    assert "plus rien n’y paraîtra" in gone
    assert (await place(real, CHANNEL)).closed is GoneReason.KICKED
    people.set_standing(CHANNEL, CAMILLE, Standing.ADMINISTRATOR)
    (ready,) = await real.play()
    assert "Je peux publier" in ready
    assert (await place(real, CHANNEL)).closed is None
    await tap(real, "Régler ce canal")
    assert "Vous réglez" in real.from_bot()[-1].text
    assert silent_channels(real)


async def test_a_channel_is_not_set_up_from_a_group(real: Stage) -> None:
    (said,) = await real.says("/canal", GROUP, ADMIN)
    assert "tête à tête" in said
    assert await real.says("/terminer", GROUP, ADMIN) == (said,)


async def test_what_is_posted_in_a_channel_is_not_obeyed(real: Stage) -> None:
    assert await real.says("/abonner Otan", CHANNEL, None) == ()
    assert await real.store.destinations.find(ChatId(CHANNEL), None) is None


async def test_that_somebody_is_an_admin_is_believed_for_a_minute(real: Stage) -> None:
    now = [0.0]
    rights, chat = Rights(real.application.bot, lambda: now[0]), real.server.room.chats[CHANNEL]
    channel, person = ChatId(CHANNEL), UserId(CAMILLE)
    assert await rights.is_in_charge(channel, person)
    asked = real.called("getChatMember")
    chat.members[CAMILLE] = Standing.MEMBER
    now[0] = FRESH_S - 1
    assert await rights.is_in_charge(channel, person)
    assert real.called("getChatMember") == asked
    now[0] = FRESH_S
    assert not await rights.is_in_charge(channel, person)
    chat.members[CAMILLE] = Standing.ADMINISTRATOR
    assert await rights.is_in_charge(channel, person)  # a refusal is not remembered
    chat.members[CAMILLE] = Standing.MEMBER
    rights.forget(CHANNEL)
    assert not await rights.is_in_charge(channel, person)
