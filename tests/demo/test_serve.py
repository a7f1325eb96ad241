"""The server in a process of its own, driven through its control addresses."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import Forbidden, InvalidToken

from bot.demo import serve
from bot.demo.bot_api import BotApiServer
from tests.demo.conftest import CHANNEL, FORUM, GROUP, READER

TOKEN = "123456789:" + "t" * 35


@dataclass
class Remote:
    """The control addresses of one server."""

    session: aiohttp.ClientSession
    origin: str

    async def get(self, path: str, **query: str | int) -> Any:
        async with self.session.get(f"{self.origin}/_control/{path}", params=query) as answer:
            return await answer.json()

    async def post(self, path: str, body: object) -> Any:
        async with self.session.post(f"{self.origin}/_control/{path}", json=body) as answer:
            return await answer.json()


@pytest.fixture
async def remote(server: BotApiServer) -> AsyncIterator[Remote]:
    async with aiohttp.ClientSession() as session:
        yield Remote(session, server.origin)


async def test_people_act_from_another_process(remote: Remote, client: Bot) -> None:
    await remote.post("person", {"id": 1, "first_name": "Alix", "started": False})
    with pytest.raises(Forbidden):
        await client.send_message(1, "x")
    typed = await remote.post("type", {"chat_id": 1, "user_id": 1, "text": "/start"})
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Otan", callback_data="o")]])
    sent = await client.send_message(1, "<b>Bonjour</b>", parse_mode="HTML", reply_markup=markup)
    tapped = await remote.post("tap", {"chat_id": 1, "user_id": 1, "label": "Otan"})
    assert tapped["post_id"] == sent.message_id
    assert "error" in await remote.post("tap", {"chat_id": 1, "user_id": 1, "label": "Rien"})
    await client.answer_callback_query(tapped["query_id"], "Noté.")
    changes = await remote.get("changes", after=0)
    assert [message["text"] for message in changes["messages"]] == ["/start", "Bonjour"]
    assert changes["messages"][1]["buttons"] == [[{"text": "Otan", "callback_data": "o"}]]
    assert changes["answers"] == {tapped["query_id"]: {"text": "Noté.", "alert": False}}
    assert (await remote.get("changes", after=changes["revision"]))["messages"] == []
    updates = await client.get_updates()
    assert [update.update_id for update in updates] == [typed["update_id"], typed["update_id"] + 1]


async def test_groups_standings_and_moves_from_another_process(remote: Remote, client: Bot) -> None:
    await remote.post("group", {"id": -9, "title": "Nouveau", "members": {str(READER): "creator"}})
    moved = await remote.post("migrate", {"chat_id": -9})
    assert await client.send_message(moved["chat_id"], "x")
    await remote.post("standing", {"chat_id": READER, "by": READER, "standing": "kicked"})
    with pytest.raises(Forbidden):
        await client.send_message(READER, "x")


async def test_faults_from_another_process(remote: Remote, client: Bot) -> None:
    answer = await remote.post(
        "faults", [{"kind": "error", "status": 403, "method": "sendMessage", "times": None}]
    )
    assert answer == {"queued": 1}
    with pytest.raises(Forbidden):
        await client.send_message(READER, "x")
    async with remote.session.delete(f"{remote.origin}/_control/faults"):
        pass
    assert await client.send_message(READER, "x")
    stats = await remote.get("stats")
    assert (stats["statuses"]["403"], stats["faults"], stats["pending"]) == (1, {"error": 1}, 0)
    assert "share" in (await remote.post("faults", [{"kind": "error", "chance": 1}]))["fields"]


async def test_messages_are_listed_by_chat_or_all_in_order(remote: Remote, client: Bot) -> None:
    for chat_id in (GROUP, READER, CHANNEL, FORUM):
        await client.send_document(chat_id, b"x", filename=f"{chat_id}.txt")
    everything = (await remote.get("messages"))["messages"]
    assert [message["chat_id"] for message in everything] == [GROUP, READER, CHANNEL, FORUM]
    (one,) = (await remote.get("messages", chat_id=READER))["messages"]
    assert (one["file"]["name"], one["from_bot"]) == (f"{READER}.txt", True)


async def test_who_waits_for_changes_gets_the_first(server: BotApiServer, remote: Remote) -> None:
    waiting = asyncio.create_task(remote.get("changes", after=0, timeout=10))
    await asyncio.sleep(0)
    server.people.type_text(READER, READER, "x")
    assert len((await waiting)["messages"]) == 1


async def test_it_runs_in_a_process_of_its_own() -> None:
    command = (sys.executable, "-m", "bot.demo.bot_api", "--token", TOKEN, "--max-seconds", "60")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    word, port = (await process.stdout.readline()).split()
    origin = f"http://127.0.0.1:{int(port)}"
    try:
        assert word == b"ready"
        async with Bot(TOKEN, base_url=f"{origin}/bot") as bot, aiohttp.ClientSession() as session:
            remote = Remote(session, origin)
            await remote.post("person", {"id": READER})
            assert await bot.send_message(READER, "x")
    finally:
        process.kill()
        await process.wait()


def test_it_stops_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(["--max-seconds", "0", "--flood-limits"]) == 0
    assert capsys.readouterr().out.startswith("ready ")


async def test_another_token_is_refused(server: BotApiServer) -> None:
    bot = Bot(TOKEN, base_url=server.base_url)
    with pytest.raises(InvalidToken):
        await bot.get_me()
    await bot.request.shutdown()
