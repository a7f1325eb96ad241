"""What people write: which use case it reaches, and that it is answered, always in words."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User

from bot.demo.bot_api import USERNAME
from bot.demo.chats import Standing
from bot.demo.faults import BLOCKED, refused
from bot.errors import LimitReached, StoreError
from bot.locale.commands import command_words
from bot.locale.house import house
from bot.locale.talk import talk
from bot.model import ChatId, ChatKind
from bot.results import AdminWelcomed, Result
from bot.tg.commands import COMMANDS, Who
from bot.tg.incoming import MAX_OPML_BYTES
from tests.tg.stage import ADMIN, SAID_DONE, SAID_HEARD, Stage

GROUP = -500
REFUSED, NOT_IN_CHARGE = house("fr").NOT_ALLOWED, house("fr").NOT_IN_CHARGE
SORRY = house("fr").SOMETHING_ELSE
UNREADABLE = talk("fr").UNREADABLE.replace("<b>", "").replace("</b>", "")
NOW = datetime(2026, 3, 12, tzinfo=UTC)

CONTRACT = {
    "start": "start",
    "confidentialite privacy": "privacy",
    "donnees mydata": "my_data",
    "oublier forget": "forget",
    "aide help": "help",
    "abonner subscribe suivre": "subscribe",
    "desabonner unsubscribe arreter": "unsubscribe",
    "abonnements subscriptions": "subscriptions",
    "digest revue": "digest",
    "une frontpage headlines actu": "front_page",
    "cherche search chercher": "search",
    "tendance trend courbe": "trend",
    "alerte alert": "alert",
    "horaire schedule": "schedule",
    "fuseau timezone": "zone",
    "silence quiet calme": "quiet",
    "proposer suggest": "suggest",
    "reglages settings parametres": "settings",
    "langue language lang": "language",
    "canal channel": "channel",
    "terminer done": "channel_done",
    "pause": "pause",
    "reprendre resume": "resume",
    "stop": "stop",
    "ajouterflux addfeed": "add_feed",
    "catalogue catalog": "catalogue",
    "retenir hold": "hold",
    "relacher release": "release",
    "acces access": "access",
    "bloquer block": "block",
    "debloquer unblock": "unblock",
    "limites limits": "limits",
    "journal log": "journal",
    "diffuser broadcast": "broadcast",
    "etat status": "status",
    "retirerflux removefeed": "remove_feed",
    "flux feeds": "feeds",
}
NAMES = [(name, key) for names, key in CONTRACT.items() for name in names.split() if key != "help"]


@pytest.fixture
def group(stage: Stage) -> int:
    members = {42: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR}
    return stage.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP, forum=True)


def test_the_table_holds_what_was_promised() -> None:
    assert {" ".join(c.names): c.key for c in COMMANDS} == CONTRACT


async def test_every_name_reaches_its_use_case(stage: Stage) -> None:
    for name, _ in NAMES:
        assert await stage.says(f"/{name} Otan 24h", ADMIN, ADMIN) == (SAID_DONE,)
    assert [(name, key) for (name, _), key in zip(NAMES, stage.notes.keys, strict=True)] == NAMES
    _, reader, text = stage.notes.calls[0]
    assert (reader.chat_id, reader.user_id, reader.language, text) == (ADMIN, ADMIN, "fr", "Otan 24h")


@pytest.mark.parametrize(
    ("typed", "argument"),
    [
        ("/désabonner Otan", "Otan"),
        ("/DÉSABONNER", ""),
        (f"/desabonner@{USERNAME} Otan", "Otan"),
        (f"/desabonner@{USERNAME.upper()}", ""),
        ("/arrêter \u202eOtan\n", "Otan"),
    ],
)
async def test_commands_are_taken_as_people_type_them(stage: Stage, typed: str, argument: str) -> None:
    await stage.says(typed)
    assert [(key, what) for key, _, what in stage.notes.calls] == [("unsubscribe", argument)]


async def test_a_command_for_another_bot_is_not_ours(stage: Stage) -> None:
    assert await stage.says("/abonner@another_bot Otan") == ()
    assert not stage.notes.calls


async def test_help_shows_the_table_and_admins_their_part(stage: Stage) -> None:
    (for_reader,), (for_admin,) = await stage.says("/aide"), await stage.says("/help", ADMIN, ADMIN)
    for command in COMMANDS:
        assert (f"/{command.name}" in for_reader) is (command.who is not Who.BOT_ADMINS)
        assert f"/{command.name}" in for_admin
        assert command_words("fr").DESCRIPTIONS[command.key] in for_admin


@pytest.mark.parametrize("typed", ["/", "/ abonner", "/<b>"])
async def test_a_slash_without_a_name_is_answered_with_help(stage: Stage, typed: str) -> None:
    (said,) = await stage.says(typed)
    assert command_words("fr").DESCRIPTIONS["subscribe"] in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/abonne", "Je ne connais pas /abonne. Vouliez-vous dire /abonner\u202f?"),
        (
            "/Abonné Otan & <b>co</b>",
            "Je ne connais pas /abonne. Vouliez-vous dire /abonner Otan & <b>co</b>\u202f?",
        ),
        (f"/abonne {'mot ' * 40}", "Je ne connais pas /abonne. Vouliez-vous dire /abonner\u202f?"),
        ("/42", "Je ne connais pas /42."),
        ("/xyz", "Je ne connais pas /xyz."),
        ("/" + "x" * 200, "Je ne connais pas /" + "x" * 31 + "…."),
        ("/ajouterfux", "Je ne connais pas /ajouterfux."),  # no admin: not told of what is not theirs
    ],
)
async def test_an_unknown_command_is_named_with_the_nearest(stage: Stage, typed: str, said: str) -> None:
    assert await stage.says(typed) == (f"{said} {command_words('fr').SEE_HELP}",)
    assert not stage.notes.calls


async def test_admins_are_told_of_their_commands_too(stage: Stage) -> None:
    (said,) = await stage.says("/ajouterfux", ADMIN, ADMIN)
    assert "/ajouterflux" in said


async def test_in_a_group_an_unknown_command_gets_no_answer(stage: Stage, group: int) -> None:
    assert await stage.says("/abonne", group) == ()


async def test_plain_words_are_heard_in_private(stage: Stage) -> None:
    assert await stage.says(" cessez\u00ad-le-feu ") == (SAID_HEARD,)
    assert [(key, what) for key, _, what in stage.notes.calls] == [("hear", "cessez-le-feu")]


async def test_words_in_a_row_are_answered_in_order(stage: Stage) -> None:
    for n in range(20):
        stage.server.people.type_text(42, 42, f"mot {n}")
    assert len(await stage.play()) == 20
    assert [what for _, _, what in stage.notes.calls] == [f"mot {n}" for n in range(20)]


async def test_an_edited_message_is_not_a_new_one(stage: Stage) -> None:
    await stage.says("Otan")
    post = stage.server.messages(42)[0]
    stage.server.people.edit_text(42, post.id, "/stop")
    assert await stage.play() == ()
    edited = Message(1, NOW, Chat(42, "private"), from_user=User(42, "C", False), text="/stop")
    await stage.application.process_update(Update(9_999, edited_message=edited))
    assert stage.notes.keys == ["hear"]


async def test_english_is_spoken_to_those_who_read_it(stage: Stage) -> None:
    stage.server.people.add_person(43, "Alex", language="en-GB")
    assert await stage.says("hello", 43, 43) == (talk("en").THANKS,)


async def test_a_chat_keeps_the_language_that_it_chose(stage: Stage) -> None:
    await stage.says("Otan")
    destination = await stage.store.destinations.find(ChatId(42), None)
    assert destination is not None
    await stage.store.destinations.set_language(destination.id, "en")
    assert await stage.says("Otan") == (talk("en").THANKS,)


# --- groups, channels, forum topics


@pytest.mark.parametrize(
    ("command", "who", "allowed"),
    [
        ("/abonner Otan", 42, False),
        ("/abonner Otan", ADMIN, True),
        ("/abonner Otan", None, True),
        ("/start", 42, False),
        ("/horaire 8:00", 42, False),
        ("/digest", 42, True),
        ("/abonnements", 42, True),
        ("/flux", None, False),
    ],
)
async def test_a_group_is_changed_by_its_admins_only(
    stage: Stage, group: int, command: str, who: int | None, allowed: bool
) -> None:
    refused = REFUSED if command == "/flux" else NOT_IN_CHARGE
    assert await stage.says(command, group, who) == ((SAID_DONE,) if allowed else (refused,))
    assert bool(stage.notes.calls) is allowed


async def test_whoever_writes_in_the_name_of_a_channel_is_no_admin(stage: Stage, group: int) -> None:
    message = Message(
        1,
        NOW,
        Chat(group, "supergroup", title="Veille"),
        from_user=User(136817688, "Channel", True),
        sender_chat=Chat(-900, "channel", title="Autre"),
        text="/stop",
    )
    message.set_bot(stage.application.bot)
    await stage.application.process_update(Update(9_999, message=message))
    await stage.deliver()
    assert [post.text for post in stage.from_bot()] == [NOT_IN_CHARGE]


async def test_somebody_who_is_not_in_the_group_is_no_admin(stage: Stage, group: int) -> None:
    stage.server.faults.queue(refused("user not found"), "getChatMember")
    assert await stage.says("/stop", group, 42) == (NOT_IN_CHARGE,)


async def test_a_channels_post_copied_into_its_group_is_nobodys_command(stage: Stage, group: int) -> None:
    channel = Chat(-900, "channel", title="Canal")
    message = Message(
        1,
        NOW,
        Chat(group, "supergroup", title="Veille"),
        sender_chat=channel,
        is_automatic_forward=True,
        text="/digest",
    )
    await stage.application.process_update(Update(9_999, message=message))
    assert not stage.notes.calls


async def test_talk_in_a_group_is_not_ours(stage: Stage, group: int) -> None:
    stage.server.people.set_standing(group, ADMIN, Standing.ADMINISTRATOR)
    await stage.play()
    stage.notes.calls.clear()
    assert await stage.says("Otan", group, 42) == ()
    assert await stage.says("/inconnu", group, 42) == ()
    assert await stage.says("/digest@another_bot", group, 42) == ()
    assert not stage.notes.calls


async def test_an_answer_to_our_question_is_heard_in_a_group(stage: Stage, group: int) -> None:
    await stage.says("/abonner", group, ADMIN)
    question = stage.from_bot()[-1]
    stage.server.people.type_text(group, ADMIN, "Otan", reply_to=question.id)
    assert await stage.play() == (SAID_HEARD,)
    assert stage.notes.calls[-1][2] == "Otan"


async def test_a_forum_topic_is_answered_in_the_topic(stage: Stage, group: int) -> None:
    thread_id = stage.server.people.open_topic(group, "Presse")
    stage.server.people.type_text(group, ADMIN, "/abonner Otan", thread_id=thread_id)
    assert await stage.play() == (SAID_DONE,)
    assert stage.from_bot()[-1].thread_id == thread_id
    assert stage.notes.calls[-1][1].thread_id == thread_id


async def test_what_is_posted_in_a_channel_is_not_for_us(stage: Stage) -> None:
    stage.server.people.add_group(-600, "Canal", kind=ChatKind.CHANNEL, standing=Standing.ADMINISTRATOR)
    assert await stage.says("Bonjour à tous", -600, None) == ()
    assert await stage.says("/inconnu", -600, None) == ()
    assert await stage.says("/abonner Otan", -600, None) == ()
    assert not stage.notes.calls


# --- what is not text


@pytest.mark.parametrize("kind", ["photo", "sticker", "document"])
async def test_what_holds_no_words_gets_one_friendly_line(stage: Stage, kind: str) -> None:
    stage.server.people.send_file(42, 42, "vacances.jpg", b"x", kind=kind)
    assert await stage.play() == (UNREADABLE,)


async def test_pictures_in_a_group_are_not_for_us(stage: Stage, group: int) -> None:
    stage.server.people.set_standing(group, ADMIN, Standing.ADMINISTRATOR)
    await stage.play()
    stage.server.people.send_file(group, ADMIN, "flux.opml", b"<opml/>")
    stage.server.people.send_file(group, 42, "x.jpg", b"x", kind="photo")
    assert await stage.play() == ()


async def test_an_album_is_answered_once(stage: Stage) -> None:
    def photo(number: int, album: str) -> Update:
        message = Message(
            number, NOW, Chat(42, "private"), from_user=User(42, "C", False), media_group_id=album
        )
        return Update(9_000 + number, message=message)

    for number, album in enumerate("aaab"):
        await stage.application.process_update(photo(number, album))
    await stage.deliver()
    assert [post.text for post in stage.from_bot()] == [UNREADABLE, UNREADABLE]


async def test_an_admins_list_of_feeds_is_imported(stage: Stage) -> None:
    stage.server.people.send_file(ADMIN, ADMIN, "Flux.OPML", b"<opml/>")
    assert await stage.play() == (house("fr").imported(0, 0, 0),)
    ((key, reader, document),) = stage.notes.calls
    assert (key, reader.user_id, document) == ("import", ADMIN, b"<opml/>")


@pytest.mark.parametrize(
    ("user_id", "name", "mime", "size"),
    [
        (42, "flux.opml", "", 7),
        (ADMIN, "notes.txt", "text/plain", 7),
        (ADMIN, "flux.opml", "text/x-opml", MAX_OPML_BYTES + 1),
    ],
    ids=["not an admin", "not a list of feeds", "too large"],
)
async def test_other_documents_are_not_read(
    stage: Stage, user_id: int, name: str, mime: str, size: int
) -> None:
    stage.server.people.send_file(user_id, user_id, name, b"x" * size, mime)
    assert await stage.play() == (UNREADABLE,)
    assert not stage.notes.calls


# --- what goes wrong


async def test_a_refusal_is_answered_in_words(stage: Stage) -> None:
    async def refuse() -> Result:
        raise LimitReached(30)

    stage.notes.instead = refuse
    (said,) = await stage.says("/abonner Otan")
    assert "30" in said
    assert said != SORRY


async def test_a_fault_of_ours_is_apologised_for_and_logged_without_words(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> Result:
        try:
            raise KeyError("Otan")
        except KeyError as exc:
            raise ValueError("secret de Camille") from exc

    stage.notes.instead = fail
    with caplog.at_level(logging.DEBUG, logger="bot"):
        assert await stage.says("/abonner Otan") == (SORRY,)
    (record,) = (r for r in caplog.records if r.name.startswith("bot."))
    assert "ValueError" in record.getMessage()
    assert "KeyError" in record.getMessage()
    assert "Otan" not in caplog.text
    assert "Camille" not in caplog.text


async def test_the_apology_goes_out_even_when_the_outbox_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr("bot.services.people.answer", full)
    assert await stage.says("/abonner Otan") == (SORRY,)
    stage.server.faults.queue(BLOCKED)
    assert await stage.says("/abonner Otan") == ()


async def test_a_fault_outside_any_chat_is_logged_only(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    for update in (None, Update(1)):
        await stage.application.process_error(update, ValueError("x"))
    assert caplog.text.count("could not be handled") == 2
    assert not stage.from_bot()


async def test_a_fault_in_a_channel_is_not_told_to_its_readers(stage: Stage) -> None:
    async def fail() -> Result:
        raise ValueError

    stage.server.people.add_group(-600, "Canal", kind=ChatKind.CHANNEL, standing=Standing.ADMINISTRATOR)
    stage.server.people.type_text(-600, None, "Bonjour")
    await stage.play()
    stage.notes.instead = fail
    answered, said = await stage.taps("v1:more:1741847400", -600)
    assert answered is not None
    assert said == ()


async def test_an_update_handed_out_twice_is_answered_once(stage: Stage) -> None:
    stage.server.people.type_text(42, 42, "Otan")
    assert len(await stage.play()) == 1
    again = stage.notes.calls[0][1]
    message = Message(1, NOW, Chat(42, "private"), from_user=User(42, "C", False), text="Otan")
    await stage.application.process_update(Update(again.update_id, message=message))
    await stage.deliver()
    assert stage.notes.keys == ["hear", "hear"]
    assert len(stage.from_bot()) == 1


async def test_a_new_admin_gets_the_admins_menu(stage: Stage) -> None:
    async def claim() -> Result:
        return AdminWelcomed(3)

    stage.notes.instead = claim
    await stage.says("/start admin_code")
    sent = [call for call in stage.server.calls if call.method == "setMyCommands"]
    assert len(sent) == 2
    assert all('"chat_id": 42' in call.params["scope"] for call in sent)
    assert "ajouterflux" in sent[0].params["commands"]
    assert "addfeed" in sent[1].params["commands"]
