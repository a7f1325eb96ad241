"""Debian's chromium over the demo's page, headless: for the page's tests and for README's pictures."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from playwright.async_api import Browser, Locator, Page, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
MISSING = "no chromium here: `apt-get install chromium` (.ci/run does) to test the demo's page in a browser"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = (1080, 720), (390, 780)
PATIENCE_MS = 15_000.0


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser of its own, closed at the end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS), headless=True
        )
        try:
            yield browser
        finally:
            await browser.close()


class Chat:
    """The page as somebody uses it; `problems` is what the browser complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self.addresses.append(request.url))
        self.addresses: list[str] = []

    async def rest(self) -> None:
        """Until the bot has nothing more to do."""
        await self.page.evaluate("() => new Promise((done) => setTimeout(done, 0))")
        await self.page.wait_for_selector("body[data-ready=yes]")

    async def look(self, name: str) -> None:
        """Go to somebody's conversation."""
        await self.page.get_by_role("navigation").get_by_role("button", name=name).click()

    async def say(self, text: str, answers: int = 1) -> None:
        """Write, and wait for that many messages of the bot."""
        before = await self.bot.count()
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")
        await self.more_than(before + answers - 1)

    async def more_than(self, count: int) -> None:
        """Until the bot has written more than that many messages here."""
        await self.bot.nth(count).wait_for()
        await self.rest()

    async def press(self, label: str, answers: int = 1) -> None:
        """Tap the last button of that label, and wait for that many messages of the bot."""
        before = await self.bot.count()
        await self.button(label).click()
        if answers:
            await self.more_than(before + answers - 1)

    async def move(self, label: str) -> None:
        """Move the clock, and wait until it stands."""
        before = await self.page.locator("#now").inner_text()
        await (
            self.page.get_by_role("group", name="Avancer l’horloge").get_by_role("button", name=label).click()
        )
        await self.page.wait_for_function(
            "before => document.querySelector('#now').innerText !== before", arg=before
        )
        await self.rest()

    def button(self, label: str) -> Locator:
        """The last button of that label under a message."""
        return self.page.locator(".keyboard").get_by_role("button", name=label).last

    @property
    def bot(self) -> Locator:
        """The messages of the bot in the conversation that is looked at."""
        return self.page.locator(".post.bot")

    @property
    def last(self) -> Locator:
        """Its last one."""
        return self.bot.last


@asynccontextmanager
async def opened(
    browser: Browser,
    address: str,
    size: tuple[int, int] = WIDE,
    scheme: Literal["light", "dark"] = "light",
    seat: str = "",
) -> AsyncIterator[Chat]:
    """The page in a window of that size, in a profile of its own, once it shows something."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="fr-FR"
    )
    try:
        chat = Chat(await context.new_page())
        await chat.page.goto(f"{address}/#{seat}")
        await chat.rest()
        yield chat
    finally:
        await context.close()
