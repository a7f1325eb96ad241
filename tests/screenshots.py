"""`python -m tests.screenshots`: take README's pictures of the demo's page anew, into `tests/screenshots/`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser

from bot.demo.play import open_demo
from tests.browser import CHROMIUM, MISSING, PHONE, Chat, chromium, opened

FOLDER = Path(__file__).parent / "screenshots"


async def evening(chat: Chat) -> None:
    """A reader's first evening: two subjects chosen."""
    await chat.page.get_by_role("button", name="Démarrer").click()
    await chat.more_than(0)
    await chat.say("/abonner cessez-le-feu")
    await chat.say("/abonner Otan")


async def take(browser: Browser, address: str, folder: Path) -> None:
    """Light, dark and phone, each as far into the same story as shows it best."""
    async with opened(browser, address) as chat:
        await evening(chat)
        await chat.move("Demain")
        await chat.page.mouse.move(0, 0)  # no button looks pressed
        await chat.page.screenshot(path=folder / "light.png")
        await chat.press("1")
        await chat.press("Pourquoi")
        await chat.page.mouse.move(0, 0)
        await chat.page.emulate_media(color_scheme="dark")
        await chat.page.screenshot(path=folder / "dark.png")
    async with opened(browser, address, PHONE) as phone:
        await phone.page.locator("#log").evaluate(
            "log => { log.scrollTop = [...log.querySelectorAll('.day')].at(-1).offsetTop - log.offsetTop }"
        )
        await phone.page.screenshot(path=folder / "phone.png")


async def take_all(folder: Path) -> None:
    """A demo and a browser for the pictures alone."""
    async with open_demo() as demo, chromium() as browser:
        await take(browser, demo.api.origin, folder)


def sizes(folder: Path) -> dict[str, int]:
    """How many bytes each picture has."""
    return {file.name: file.stat().st_size for file in sorted(folder.glob("*.png"))}


def main(folder: Path = FOLDER) -> int:
    """Take them, and print how large they are."""
    if not CHROMIUM:
        print(MISSING, file=sys.stderr)
        return 3
    folder.mkdir(exist_ok=True)
    asyncio.run(take_all(folder))
    for name, size_bytes in sizes(folder).items():
        print(f"{name}: {size_bytes / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
