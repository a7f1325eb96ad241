"""The page's addresses: what they give, and whom they refuse."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatMember,
)
from telegram.constants import ChatAction

from bot.demo import page as page_module
from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.chats import Standing
from bot.demo.page import STATIC, Page
from bot.demo.play import Demo, open_demo
from bot.demo.scene import ADMIN, CHANNEL, ENGLISH_READER, GROUP, READER

pytestmark = pytest.mark.asyncio(loop_scope="module")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo() -> AsyncIterator[Demo]:
    async with open_demo() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def act(
    session: aiohttp.ClientSession, demo: Demo, name: str, body: object, **headers: str
) -> tuple[int, Any]:
    origin = {"Origin": demo.api.origin} | headers
    async with session.post(f"{demo.api.origin}/page/{name}", json=body, headers=origin) as answer:
        is_json = answer.content_type == "application/json"
        return answer.status, await (answer.json() if is_json else answer.text())


async def next_state(
    session: aiohttp.ClientSession, demo: Demo, last: str = ""
) -> tuple[str, dict[str, Any]]:
    """The first event of a new stream: its id, and what it tells."""
    headers = {"Last-Event-ID": last} if last else {}
    async with session.get(f"{demo.api.origin}/page/events", headers=headers) as stream:
        assert stream.content_type == "text/event-stream"
        marker = (await stream.content.readline()).decode().removeprefix("id: ").strip()
        told = (await stream.content.readline()).decode().removeprefix("data: ")
    return marker, json.loads(told)


async def rest(demo: Demo) -> None:
    """Until no act is under way."""
    await asyncio.sleep(0)
    async with demo.turn:
        pass


@pytest.mark.parametrize("name", STATIC)
async def test_every_file_comes_with_headers_that_let_nothing_in(
    demo: Demo, session: aiohttp.ClientSession, name: str
) -> None:
    async with session.get(f"{demo.api.origin}/{name}") as answer:
        assert (answer.status, answer.content_type) == (200, STATIC[name][1])
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", sorted({file for file, _ in STATIC.values()}))
async def test_the_files_name_no_other_place_and_write_no_markup(name: str) -> None:
    """Nothing is fetched from elsewhere; what the bot says is never read as HTML."""
    text = (files("bot.demo") / "static" / name).read_text(encoding="utf-8")
    foreign = re.findall(r"(?:https?:)?//[a-z][\w.-]+", text.replace("http://www.w3.org/2000/svg", ""))
    assert foreign == []
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|style=|onclick=", text
    )


async def test_every_file_of_the_folder_is_served() -> None:
    lying = {file.name for file in (files("bot.demo") / "static").iterdir()}
    assert lying == {file for file, _ in STATIC.values()}


@pytest.mark.parametrize("path", ["/", "/page/events", f"/bot{DEMO_TOKEN}/getMe", "/_control/messages"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "", "[::1"])
async def test_another_name_for_this_machine_is_refused(
    demo: Demo, session: aiohttp.ClientSession, path: str, host: str
) -> None:
    """A site that lets its own name point here (DNS rebinding)."""
    async with session.get(f"{demo.api.origin}{path}", headers={"Host": host}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
async def test_this_machines_own_names_are_answered(
    demo: Demo, session: aiohttp.ClientSession, name: str
) -> None:
    headers = {"Host": f"{name}:{demo.api.port}"}
    async with session.get(f"{demo.api.origin}/", headers=headers) as answer:
        assert answer.status == 200


async def test_another_site_may_not_act(demo: Demo, session: aiohttp.ClientSession) -> None:
    body = {"chat": READER, "user": READER, "text": "/start"}
    before = demo.api.messages(READER)
    assert (await act(session, demo, "say", body, Origin="https://evil.example"))[0] == 403
    assert (await act(session, demo, "say", body, Origin="null"))[0] == 403
    for path, sent in (("page/say", body), ("page/send?chat=1001&user=1001", {}), ("page/move", {})):
        async with session.post(f"{demo.api.origin}/{path}", json=sent) as answer:  # no origin at all
            assert answer.status == 403
    headers = {"Origin": "https://evil.example"}
    async with session.post(f"{demo.api.origin}/_control/type", json=body, headers=headers) as answer:
        assert answer.status == 403
    assert demo.api.messages(READER) == before


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("say", {"chat": READER, "user": ADMIN, "text": "x"}, 404),
        ("say", {"chat": 5, "user": 5, "text": "x"}, 404),
        ("say", {"chat": [], "user": {}, "text": "x"}, 404),
        ("say", {"chat": READER, "user": READER, "text": " \n"}, 400),
        ("say", {"chat": READER, "user": READER, "text": "é" * 4097}, 400),
        ("say", {"chat": READER, "user": READER, "text": "😀" * 2049}, 400),
        ("say", [], 400),
        ("say", {"chat": CHANNEL, "user": READER, "text": "x"}, 403),
        ("share", {"chat": READER, "user": READER, "channel": -1, "request": 1}, 400),
        ("share", {"chat": READER, "user": READER, "channel": CHANNEL, "request": "1"}, 400),
        ("share", {"chat": GROUP, "user": READER, "channel": CHANNEL, "request": 1}, 400),
        ("share", {"chat": ENGLISH_READER, "user": ENGLISH_READER, "channel": CHANNEL, "request": 1}, 400),
        ("press", {"chat": READER, "user": READER, "post": "1", "action": "x"}, 400),
        ("press", {"chat": READER, "user": READER, "post": 1, "action": ""}, 400),
        ("press", {"chat": READER, "user": READER, "post": 1, "action": "é" * 33}, 400),
        ("move", {"to": "yesterday"}, 400),
        ("move", {}, 400),
        ("send?chat=x&user=1001", {}, 400),
        ("send?chat=1001&user=42", {}, 404),
    ],
)
async def test_an_act_that_makes_no_sense_is_refused(
    demo: Demo, session: aiohttp.ClientSession, name: str, body: object, status: int
) -> None:
    revision = demo.api.room.revision
    assert (await act(session, demo, name, body))[0] == status
    assert demo.api.room.revision == revision


async def test_what_is_no_json_is_refused(demo: Demo, session: aiohttp.ClientSession) -> None:
    headers = {"Origin": demo.api.origin}
    async with session.post(f"{demo.api.origin}/page/say", data=b"{", headers=headers) as answer:
        assert answer.status == 400
    async with session.post(
        f"{demo.api.origin}/page/send?chat=1001&user=1001", data=b"", headers=headers
    ) as answer:
        assert answer.status == 400


async def test_a_text_is_answered_by_the_stream(demo: Demo, session: aiohttp.ClientSession) -> None:
    marker, before = await next_state(session, demo)
    assert [seat["name"] for seat in before["seats"]] == [
        "Camille",
        "Sam",
        "Club de presse",
        "La revue",
        "Dominique",
    ]
    assert (before["clock"]["time"], before["clock"]["morning"]) == ("18 h 00", "Demain, 7 h 30")
    status, _ = await act(session, demo, "say", {"chat": READER, "user": READER, "text": "/abonner Otan"})
    assert status == 200
    await rest(demo)
    _, after = await next_state(session, demo, marker)
    typed, answer = after["messages"]
    assert (typed["text"], typed["sender"], answer["sender"]) == ("/abonner Otan", "Camille", "Vigie")
    assert after["trouble"] == ""
    assert DEMO_TOKEN not in json.dumps(after)
    again = await next_state(session, demo, "another-run 9999")
    assert [message["text"] for message in again[1]["messages"][:2]] == ["/abonner Otan", answer["text"]]


async def test_links_of_the_invented_papers_open_their_pages_here(
    demo: Demo, session: aiohttp.ClientSession
) -> None:
    await act(session, demo, "say", {"chat": READER, "user": READER, "text": "/digest cessez-le-feu"})
    await rest(demo)
    _, state = await next_state(session, demo)
    links = [one for post in state["messages"] for one in post["entities"] if one["type"] == "text_link"]
    assert links
    for link in links:
        assert re.fullmatch(r"https://\w+\.example/.+\.html", link["shown"])
        async with session.get(link["url"]) as article:
            assert article.status == 200


async def test_a_tap_is_answered_under_its_number(demo: Demo, session: aiohttp.ClientSession) -> None:
    body = {"chat": READER, "user": READER, "post": 1, "action": "nothing-of-ours"}
    status, told = await act(session, demo, "press", body)
    assert status == 200
    await rest(demo)
    _, state = await next_state(session, demo)
    assert state["answers"][told["query"]] == {"text": "Ce bouton n’est plus actif.", "alert": True}


async def test_a_file_is_sent_and_what_is_no_picture_is_only_saved(
    demo: Demo, session: aiohttp.ClientSession
) -> None:
    headers = {"Origin": demo.api.origin}
    address = f"{demo.api.origin}/page/send?chat={ADMIN}&user={ADMIN}&name=a.html"
    async with session.post(address, data=b"<script>1</script>", headers=headers) as answer:
        assert answer.status == 200
    await rest(demo)
    bot = demo.line.application.bot
    await bot.send_photo(ADMIN, PNG, caption="une courbe")
    await bot.send_photo(ADMIN, b"<svg>", caption="no picture at all")
    _, state = await next_state(session, demo)
    named = {post["file"]["name"]: post["file"] for post in state["messages"] if post["file"]}
    assert named["a.html"]["size"] == "18 octets"
    photo, other = [post["file"] for post in state["messages"] if post["file"] and post["from_bot"]][-2:]
    assert (photo["width"], photo["height"]) == (640, 480)
    for file, mime in ((photo, "image/png"), (other, None), (named["a.html"], None)):
        async with session.get(f"{demo.api.origin}/page/files/{file['id']}") as answer:
            assert answer.content_type == (mime or "application/octet-stream")
            assert ("attachment" in answer.headers.get("Content-Disposition", "")) is (mime is None)
    async with session.get(f"{demo.api.origin}/page/files/none") as answer:
        assert answer.status == 404


async def test_the_clock_is_moved_once_at_a_time(demo: Demo, session: aiohttp.ClientSession) -> None:
    async with demo.turn:  # somebody acts
        assert (await act(session, demo, "move", {"to": "hour"}))[0] == 200
        assert (await act(session, demo, "move", {"to": "hour"}))[0] == 409
        _, state = await next_state(session, demo)
        assert state["moving"]
    await rest(demo)
    for to, day, time, morning in (
        ("morning", "jeudi 13 mars", "7 h 30", "Demain, 7 h 30"),
        ("day", "vendredi 14 mars", "7 h 30", "Demain, 7 h 30"),
    ):
        assert (await act(session, demo, "move", {"to": to}))[0] == 200
        await rest(demo)
        clock = (await next_state(session, demo))[1]["clock"]
        assert (clock["day"], clock["time"], clock["morning"]) == (day, time, morning)


async def test_an_act_that_takes_too_long_is_told(
    demo: Demo, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never() -> None:
        raise TimeoutError

    monkeypatch.setattr(demo, "settle", never)
    await act(session, demo, "say", {"chat": ADMIN, "user": ADMIN, "text": "merci"})
    await rest(demo)
    assert (await next_state(session, demo))[1]["trouble"] == page_module.TROUBLE


async def test_the_bot_is_seen_writing_until_it_has_written(
    demo: Demo, session: aiohttp.ClientSession
) -> None:
    bot = demo.line.application.bot
    await bot.send_chat_action(ENGLISH_READER, ChatAction.TYPING)
    assert ENGLISH_READER in (await next_state(session, demo))[1]["busy"]
    await bot.send_message(ENGLISH_READER, "done")
    assert ENGLISH_READER not in (await next_state(session, demo))[1]["busy"]


async def test_everybody_has_the_menu_of_their_language_and_rank(
    demo: Demo, session: aiohttp.ClientSession
) -> None:
    _, state = await next_state(session, demo)
    menus = {
        (seat["slug"], speaker["id"]): [command["command"] for command in speaker["menu"]]
        for seat in state["seats"]
        for speaker in seat["speakers"]
    }
    assert "abonner" in menus["camille", READER]
    assert "subscribe" in menus["sam", ENGLISH_READER]
    assert "ajouterflux" in menus["dominique", ADMIN]
    assert "ajouterflux" not in menus["camille", READER]
    assert menus["club", READER] == menus["camille", READER]


async def test_the_narrowest_menu_wins_and_its_language_first() -> None:
    async with BotApiServer() as server:
        server.people.add_person(1, "Alix", language="en")
        server.people.add_group(-1, "Groupe", {1: Standing.CREATOR})
        async with Bot(DEMO_TOKEN, base_url=server.base_url) as bot:
            seen: list[list[str]] = []
            for scope, language in (
                (None, ""),
                (BotCommandScopeAllGroupChats(), "de"),
                (BotCommandScopeAllGroupChats(), ""),
                (BotCommandScopeAllChatAdministrators(), ""),
                (BotCommandScopeAllChatAdministrators(), "en"),
                (BotCommandScopeChatMember(-1, 1), ""),
                (BotCommandScopeAllPrivateChats(), ""),
            ):
                command = BotCommand(f"c{len(seen)}", "x")
                await bot.set_my_commands([command], scope, language_code=language or None)
                menus = server.profile.menu(-1, 1), server.profile.menu(1, 1)
                seen.append([menu[0]["command"] for menu in menus if isinstance(menu, list)])
    assert seen == [
        ["c0", "c0"],
        ["c0", "c0"],
        ["c2", "c0"],
        ["c3", "c0"],
        ["c4", "c0"],
        ["c5", "c0"],
        ["c5", "c6"],
    ]


async def test_a_page_that_is_opened_too_early_is_told_so() -> None:
    early = Page()
    async with (
        BotApiServer(more_routes=early.add_routes) as server,
        aiohttp.ClientSession() as session,
        session.get(f"{server.origin}/page/events") as answer,
    ):
        assert answer.status == 503
    await early.close()


async def test_a_stream_ends_with_the_demo(session: aiohttp.ClientSession) -> None:
    async with open_demo() as demo:
        stream = await session.get(f"{demo.api.origin}/page/events")
        await stream.content.readline()
    assert (await stream.read()).startswith(b"data: ")


COLOURS = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})")


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark by system", "dark by choice"])
async def test_every_word_stands_out_from_its_ground(scheme: int) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    css = (files("bot.demo") / "static" / "style.css").read_text(encoding="utf-8")
    block = [part for part in css.split("}") if "--paper:" in part][scheme]
    colours = dict(COLOURS.findall(block))
    for text, grounds in {
        "ink": ("paper", "sheet", "mine", "hover", "code"),
        "soft": ("paper", "sheet", "mine", "hover"),
        "accent": ("paper", "sheet", "hover"),
        "link": ("sheet", "mine"),
        "on-accent": ("accent",),
    }.items():
        for ground in grounds:
            light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
            ratio = (light + 0.05) / (dark + 0.05)
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"
