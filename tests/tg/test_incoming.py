"""Reading what people type, and who they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import (
    CallbackQuery,
    Chat,
    ForumTopicCreated,
    InaccessibleMessage,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bot.model import ChatKind
from bot.tg.incoming import MAX_CHARS, Typed, bare, clean, parse_command, tapper_of, writer_of
from bot.views.announcement import announcement

NOW = datetime(2026, 3, 12, tzinfo=UTC)
CAMILLE = User(5, "Camille", False, language_code="fr")
ALEX = User(6, "Alex", False, language_code="en-GB")
PRIVATE = Chat(5, "private", first_name="Camille")
GROUP = Chat(-7, "supergroup", title="Veille")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otan", None),
        ("", None),
        ("/aide", Typed("aide", "", "")),
        ("/abonner Otan OU OTSC", Typed("abonner", "", "Otan OU OTSC")),
        ("/abonner  \n Otan ", Typed("abonner", "", "Otan")),
        ("/Désabonner Otan", Typed("desabonner", "", "Otan")),
        ("/DE\u0301SABONNER", Typed("desabonner", "", "")),
        ("/ajouter-flux x", Typed("ajouterflux", "", "x")),
        ("/ajouter_flux x", Typed("ajouterflux", "", "x")),
        ("/abonner@Vigie_Bot Otan", Typed("abonner", "vigie_bot", "Otan")),
        ("/", Typed("", "", "")),
        ("//abonner", Typed("", "", "")),
        ("/!", Typed("", "", "")),
    ],
)
def test_commands_are_read_as_people_type_them(text: str, expected: Typed | None) -> None:
    assert parse_command(clean(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Otan \n", "Otan"),
        ("e\u0301tat", "état"),
        ("\u202eOtan\u202c", "Otan"),
        ("cessez\u00ad-le-feu\ufeff", "cessez-le-feu"),
        ("a\x00b", "a b"),
        ("une\nligne\tde plus", "une\nligne\tde plus"),
        ("l’Otan 👩\u200d🚒", "l’Otan 👩\u200d🚒"),
        ("x" * 5000, "x" * MAX_CHARS),
    ],
)
def test_text_is_cleaned_of_what_nobody_sees(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=100))
def test_any_text_is_a_command_or_is_none(text: str) -> None:
    typed = parse_command(clean("/" + text))
    assert typed is not None
    assert bare(typed.name) == typed.name


def test_a_writer_in_private() -> None:
    reader = writer_of(Message(1, NOW, PRIVATE, from_user=CAMILLE, text="x"), 9)
    assert (reader.chat_id, reader.user_id, reader.kind) == (5, 5, ChatKind.PRIVATE)
    assert (reader.title, reader.language, reader.thread_id, reader.update_id) == ("", "fr", None, 9)


def test_english_is_for_those_whose_telegram_speaks_it() -> None:
    assert writer_of(Message(1, NOW, PRIVATE, from_user=ALEX), 1).language == "en"
    assert writer_of(Message(1, NOW, PRIVATE, from_user=User(7, "Ida", False)), 1).language == "fr"


def test_an_anonymous_admin_is_nobody_in_particular() -> None:
    hidden = User(1087968824, "Group", True)
    reader = writer_of(Message(1, NOW, GROUP, from_user=hidden, sender_chat=GROUP), 1)
    assert (reader.user_id, reader.title) == (None, "Veille")


@pytest.mark.parametrize(("is_topic", "thread_id"), [(True, 3), (None, None)])
def test_only_a_forum_topic_has_a_thread_of_its_own(is_topic: bool | None, thread_id: int | None) -> None:
    message = Message(1, NOW, GROUP, from_user=CAMILLE, message_thread_id=3, is_topic_message=is_topic)
    assert writer_of(message, 1).thread_id == thread_id
    tapper = tapper_of(CallbackQuery("1", CAMILLE, "c", message=message), 1)
    assert tapper is not None
    assert tapper.thread_id == thread_id


def test_a_tap_on_a_message_too_old_to_be_shown_still_has_a_chat() -> None:
    query = CallbackQuery("1", CAMILLE, "c", message=InaccessibleMessage(GROUP, 3))
    reader = tapper_of(query, 4)
    assert reader is not None
    assert (reader.chat_id, reader.user_id, reader.thread_id) == (-7, 5, None)


def test_a_tap_on_a_message_of_no_chat_has_no_reader() -> None:
    assert tapper_of(CallbackQuery("1", CAMILLE, "c", inline_message_id="x"), 1) is None


def said(chat: Chat = GROUP, **changes: object) -> Message:
    """Something Alex wrote."""
    return Message(**{"message_id": 3, "date": NOW, "chat": chat, "from_user": ALEX, **changes})  # type: ignore[arg-type]


PRESS, US = Chat(-9, "channel", title="Presse"), User(1, "Vigie", True)


@pytest.mark.parametrize(
    ("message", "about"),
    [
        pytest.param(said(), None, id="plain"),
        pytest.param(said(reply_to_message=said(from_user=CAMILLE)), 5, id="answers a person"),
        pytest.param(said(reply_to_message=said(from_user=US)), None, id="answers us"),
        pytest.param(said(reply_to_message=said(sender_chat=PRESS)), -9, id="answers a channel"),
        pytest.param(said(reply_to_message=said(sender_chat=GROUP)), None, id="answers a hidden admin"),
        pytest.param(
            said(reply_to_message=said(from_user=CAMILLE, forum_topic_created=ForumTopicCreated("Sport", 1))),
            None,
            id="in a topic that somebody opened",
        ),
        pytest.param(said(forward_origin=MessageOriginUser(NOW, CAMILLE)), 5, id="forwarded"),
        pytest.param(said(forward_origin=MessageOriginHiddenUser(NOW, "Camille")), None, id="author hidden"),
        pytest.param(said(forward_origin=MessageOriginChannel(NOW, PRESS, 1)), -9, id="of a channel"),
        pytest.param(said(forward_origin=MessageOriginChat(NOW, GROUP)), -7, id="of a group"),
        pytest.param(
            said(reply_to_message=said(forward_origin=MessageOriginUser(NOW, CAMILLE))),
            5,
            id="answers a forward",
        ),
        pytest.param(
            said(reply_to_message=said(from_user=CAMILLE, forward_origin=MessageOriginHiddenUser(NOW, "X"))),
            None,
            id="answers a forward whose author is hidden",
        ),
    ],
)
def test_a_message_is_about_whoever_wrote_what_it_answers_or_forwards(
    message: Message, about: int | None
) -> None:
    assert writer_of(message, 1).about == about


def test_names_are_compared_in_small_letters() -> None:
    named = Chat(-7, "supergroup", title="Veille", username="La_Veille")
    reader = writer_of(said(named, from_user=User(6, "Alex", False, username="Alex_P")), 1)
    assert (reader.name, reader.chat_name) == ("alex_p", "la_veille")


def test_markup_is_kept_where_there_is_any_and_becomes_what_everybody_gets() -> None:
    text = "/diffuser Le bot <déménage> \U0001f4e6 ici\nlundi"
    entities = (
        MessageEntity(MessageEntity.BOT_COMMAND, 0, 9),
        MessageEntity(MessageEntity.BOLD, 10, 6),
        MessageEntity(MessageEntity.SPOILER, 17, 10),
        MessageEntity(MessageEntity.TEXT_LINK, 31, 3, url="https://vigie.example/?a=1&b=2"),
        MessageEntity(MessageEntity.ITALIC, 35, 5),
    )
    reader = writer_of(Message(1, NOW, PRIVATE, from_user=CAMILLE, text=text, entities=entities), 1)
    typed = parse_command(clean(text))
    assert typed is not None
    assert announcement(typed.argument, reader.html) == (
        "<b>Le bot</b> &lt;déménage&gt; \U0001f4e6 "
        '<a href="https://vigie.example/?a=1&amp;b=2">ici</a>\n<i>lundi</i>'
    )


def test_what_has_no_markup_of_its_own_is_read_as_text_alone() -> None:
    link = MessageEntity(MessageEntity.URL, 5, 21)
    message = Message(
        1, NOW, PRIVATE, from_user=CAMILLE, text="voir https://vigie.example/", entities=(link,)
    )
    assert writer_of(message, 1).html == ""
