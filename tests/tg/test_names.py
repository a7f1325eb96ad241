"""Names and titles with markup, right-to-left marks and emoji: on no screen more than names."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Post, Standing
from bot.model import ChatId, ChatKind, UserId
from bot.tg.handlers import Uses
from tests.conftest import Room
from tests.fakes import Item
from tests.services.house import Town
from tests.tg.stage import ADMIN, Notes, Stage, build

RLO, PDI, ZWSP = "\u202e", "\u2069", "\u200b"
OUTLET = f"<b>L’Étrange</b> & {RLO}fils\u2067 \U0001f5de\ufe0f"
HEADLINE = f"<i>Otan</i> &amp; {RLO}tnemelrap{PDI} \U0001f389: <a href='x'>grève</a>{ZWSP}"
TEXT = f"L’Otan{RLO} a <b>répondu</b> \U0001f389 mardi &lt;script&gt; à Moscou, qui l’avait interrogée lundi soir."
TITLE = f"</b><u>Veille{RLO}\U0001f468\u200d\U0001f469"
GROUP, CHANNEL = -100_900, -100_901
KINDS = frozenset(
    {"bold", "italic", "underline", "code", "text_link", "blockquote", "expandable_blockquote", "bot_command"}
)
TURNS = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
async def real(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    people, members = server.people, {ADMIN: Standing.CREATOR}
    people.add_person(ADMIN, TITLE)
    people.add_group(GROUP, TITLE, members, ChatKind.SUPERGROUP, Standing.ADMINISTRATOR)
    people.add_group(CHANNEL, TITLE, members, ChatKind.CHANNEL, Standing.ADMINISTRATOR)
    town = Town(room)
    for name in (OUTLET, "La Tribune"):
        room.fetcher.pages.clear()
        await town.open_paper(name, Item("Météo", "Du vent.", link=f"https://fanal.example/{len(name)}"))
    await town.publish(OUTLET, Item(HEADLINE, TEXT, link='https://fanal.example/otan?a=<b>&c="d"'))
    desk = replace(room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)})))
    played = build(server, room.store, desk, Notes(), Uses())
    async with played.application:
        yield played


def labels(post: Post) -> Iterator[str]:
    yield from (button.label for row in post.buttons for button in row)


def check(post: Post) -> None:
    """The server has read the markup as strictly as Telegram: what is left of any stands in the text as typed."""
    for text in (post.text, *labels(post)):
        assert not TURNS.search(text), text
        assert "&lt;" not in text.replace("&lt;script", ""), text  # the feed itself wrote that one
        assert "&amp;amp" not in text
    kinds = {entity.kind for entity in post.formatted.entities}
    assert kinds <= KINDS


async def test_every_screen_shows_them_as_names(real: Stage) -> None:
    asked = (
        "/start",
        "/abonner Otan",
        f"/abonner <b>gras</b> & {RLO}otan \U0001f389",
        "/abonner \U0001f389",
        "/abonnements",
        "/une",
        "/cherche Otan",
        "/tendance Otan",
        "/digest",
        "/reglages",
        "/flux",
        f"/flux {OUTLET}",
        "/retirerflux fanal",
        f"/fuseau <b>{RLO}",
        f"/<b>{RLO}",
        "/journal",
        "/etat",
    )
    for text in asked:
        assert await real.says(text, ADMIN, ADMIN), text
    for label in ("Médias écartés", "Écarter <b>L’Étrange"):
        real.server.people.tap(ADMIN, ADMIN, label)
        await real.play()
    said = [post for post in real.from_bot() if post.chat_id == ADMIN]
    assert len(said) >= len(asked)
    for post in said:
        check(post)
    seen = "\n".join([post.text for post in said])
    assert "<b>L’Étrange</b> & fils" in seen  # as it is written, not as markup


async def test_a_card_its_sources_and_its_reasons_too(real: Stage) -> None:
    await real.says("/abonner Otan", ADMIN, ADMIN)
    await real.says("/digest", ADMIN, ADMIN)
    digest = real.from_bot()[-1]
    for label in ("1", "Pourquoi", "Écarter", "Suivre"):
        real.server.people.tap(ADMIN, ADMIN, label)
        await real.play()
    assert len(real.from_bot()) >= 4
    assert digest.buttons
    for post in real.from_bot():
        check(post)


async def test_the_title_of_a_group_and_of_a_channel_is_only_a_title(real: Stage) -> None:
    await real.says("/abonner Otan", GROUP, ADMIN)
    await real.says("/digest", GROUP, ADMIN)
    real.server.people.tap(GROUP, ADMIN, "1")
    await real.play()
    tap = real.server.people.tap(GROUP, ADMIN, "Pourquoi")
    await real.play()
    assert tap.answer is not None
    assert not TURNS.search(tap.answer.text)
    real.server.people.share_chat(ADMIN, CHANNEL)
    (said,) = await real.play()
    assert "</b><u>Veille" in said
    await real.says("/canal", ADMIN, ADMIN)
    for post in real.from_bot():
        check(post)
    for chat_id in (GROUP, CHANNEL):
        found = await real.store.destinations.find(ChatId(chat_id), None)
        assert found is not None
