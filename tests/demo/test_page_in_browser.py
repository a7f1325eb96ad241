"""The demo's page in a browser: what a reader does there, with a mouse, with keys alone, on a phone, in the dark."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from telegram import Bot, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from bot.demo.play import Demo, open_demo
from bot.demo.scene import ADMIN, GROUP, READER
from tests import screenshots
from tests.browser import CHROMIUM, MISSING, PHONE, WIDE, Chat, chromium, opened

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM, reason=MISSING),
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened_browser:
        yield opened_browser


@pytest_asyncio.fixture(loop_scope="module")
async def demo() -> AsyncIterator[Demo]:
    async with open_demo() as opened_demo:
        yield opened_demo


@pytest_asyncio.fixture(loop_scope="module")
async def chat(browser: Browser, demo: Demo) -> AsyncIterator[Chat]:
    """Camille's conversation; nothing may be asked of another place, nor may the browser complain."""
    async with opened(browser, demo.api.origin) as page:
        yield page
        assert page.problems == []
        assert {url for url in page.addresses if not url.startswith(f"{demo.api.origin}/")} == set()


def bot_of(demo: Demo) -> Bot:
    return demo.line.application.bot


async def is_wider_than_its_window(chat: Chat) -> bool:
    return bool(
        await chat.page.evaluate(
            "() => [document.documentElement, document.body, document.querySelector('#log')]"
            ".some((box) => box.scrollWidth > box.clientWidth)"
        )
    )


async def test_a_reader_subscribes_by_button_and_reads_tomorrows_digest(chat: Chat) -> None:
    await chat.page.get_by_role("button", name="Démarrer").click()
    await chat.more_than(0)
    await expect(chat.last).to_contain_text("Bonjour")
    subject = await chat.page.locator(".keyboard button").first.inner_text()
    await chat.press(subject)
    await expect(chat.last).to_contain_text("c’est entendu")
    for label in ("Changer l’heure", "En semaine", "8\u202fh", "8\u202fh\u202f15"):  # all in place
        await chat.page.locator(".keyboard").get_by_role("button", name=label, exact=True).last.click()
    await expect(chat.last).to_contain_text("8\u202fh\u202f15")
    before = await chat.bot.count()
    await chat.move("Demain")
    await expect(chat.page.locator("#time")).to_have_text("7\u202fh\u202f30")
    assert await chat.bot.count() == before  # not yet: the hour was changed
    await chat.move("d’une heure")
    await chat.more_than(before)
    await expect(chat.last).to_contain_text("Revue du jeudi 13 mars, 8\u202fh\u202f15")
    await expect(chat.page.locator(".day").last).to_have_text("jeudi 13 mars")
    await chat.press("1")
    await chat.press("Pourquoi")
    await expect(chat.last).to_contain_text("Pourquoi ce sujet")
    await expect(chat.last.locator(".meta")).to_contain_text("sans son")


async def test_keys_alone_are_enough(chat: Chat, demo: Demo) -> None:
    keys = chat.page.keyboard
    await keys.press("Tab")
    await expect(chat.page.get_by_role("link", name="Aller à la saisie")).to_be_focused()
    await keys.press("Enter")
    field = chat.page.get_by_label("Message", exact=True)
    await expect(field).to_be_focused()
    await keys.type("/")
    options = chat.page.get_by_role("option")
    assert await options.count() > 5
    await keys.press("Escape")
    await expect(chat.page.locator("#commands")).to_be_hidden()
    await keys.press("Backspace")
    await keys.type("/ab")
    await keys.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = await options.nth(1).get_attribute("id")
    await expect(field).to_have_attribute("aria-activedescendant", chosen or "")
    await keys.press("ArrowUp")
    await keys.press("Tab")
    await expect(field).to_have_value("/abonner ")
    await keys.type("Otan")
    await keys.press("Enter")
    await chat.more_than(0)
    for _ in range(20):  # back from the field to the last button of the answer
        await keys.press("Shift+Tab")
        if await chat.page.evaluate("() => document.activeElement.textContent") == "Annuler":
            break
    outline = await chat.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    await keys.press("Enter")
    await chat.more_than(1)
    await bot_of(demo).send_message(READER, "vieux", reply_markup=rows("Ancien"))
    await chat.button("Ancien").focus()
    await keys.press("Enter")
    alert = chat.page.get_by_role("dialog")
    await expect(alert).to_contain_text("Ce bouton n’est plus actif.")
    await keys.press("Escape")
    await expect(alert).to_be_hidden()
    await expect(chat.button("Ancien")).to_be_focused()
    await expect(chat.page.locator(".waits")).to_have_count(0)


def rows(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


MARKUP = (
    "<b>gras</b> <i>italique</i> <u>souligné</u> <s>barré</s> <code>code</code> <pre>bloc</pre>"
    '<a href="https://fanal.example/001-x.html">titre</a> <tg-spoiler>secret</tg-spoiler> /aide '
    '<a href="tg://user?id=1">personne</a> &lt;img src=x onerror=alert(1)&gt; 😀<b>après</b>'
    "<blockquote expandable>" + "une ligne\n" * 9 + "</blockquote>fin"
)


async def test_all_of_telegrams_markup_is_shown_and_none_of_the_webs(chat: Chat, demo: Demo) -> None:
    await bot_of(demo).send_message(READER, MARKUP, parse_mode="HTML", disable_notification=True)
    text = chat.last.locator(".text")
    for tag, words in {"b": "gras", "i": "italique", "u": "souligné", "s": "barré", "code": "code"}.items():
        await expect(text.locator(tag).first).to_have_text(words)
    await expect(text.locator("pre")).to_have_text("bloc")
    await expect(text.locator("b").nth(1)).to_have_text("après")
    await expect(text).to_contain_text("<img src=x onerror=alert(1)>")
    assert await text.locator("img").count() == 0
    link = text.get_by_role("link", name="titre")
    assert (await link.get_attribute("href") or "").startswith("http://127.0.0.1:")
    assert await link.get_attribute("title") == "https://fanal.example/001-x.html"
    assert await text.get_by_role("link").count() == 1  # a client follows no other scheme than the web's
    await text.get_by_role("button", name="Texte masqué").click()
    await expect(text.locator(".spoiler")).to_have_class("spoiler shown")
    folded = text.locator("blockquote > div")
    before = (await folded.bounding_box() or {"height": 0})["height"]
    await text.get_by_role("button", name="Tout lire").click()
    assert (await folded.bounding_box() or {"height": 0})["height"] > 2 * before
    await text.get_by_role("button", name="Replier").click()
    await text.get_by_role("button", name="/aide").click()
    await chat.more_than(1)


async def test_edits_answers_files_and_questions(chat: Chat, demo: Demo) -> None:
    bot = bot_of(demo)
    sent = await bot.send_message(READER, "un", reply_markup=rows("Oui", "Non"))
    await chat.button("Non").focus()
    await bot.edit_message_text("deux", READER, sent.message_id, reply_markup=rows("Peut-être", "Non"))
    await expect(chat.last).to_contain_text("deux")
    await expect(chat.last.locator(".meta")).to_contain_text("modifié")
    await expect(chat.button("Non")).to_be_focused()
    assert await chat.bot.count() == 1
    await bot.send_message(READER, "suite", reply_parameters=ReplyParameters(sent.message_id))
    await expect(chat.last.locator(".quoted")).to_contain_text("deux")
    await bot.delete_message(READER, sent.message_id)
    await expect(chat.bot).to_have_count(1)
    picture = await chat.page.screenshot()
    await bot.send_photo(READER, picture, caption="<b>La courbe</b>", parse_mode="HTML")
    image = chat.last.get_by_role("img")
    await expect(image).to_have_attribute("width", str(WIDE[0]))
    await chat.page.wait_for_function("() => document.querySelector('.photo img').naturalWidth > 0")
    await bot.send_document(READER, b'{"topics": []}', filename="mes données.json")
    await expect(chat.last).to_contain_text("mes données.json")  # till then the last link is the picture's
    async with chat.page.expect_download() as downloading:
        await chat.last.get_by_role("link").click()
    assert (await downloading.value).suggested_filename == "mes données.json"
    await bot.send_message(READER, "Quel thème ?", reply_markup=ForceReply())
    await expect(chat.page.locator("#reply")).to_contain_text("Quel thème")
    await expect(chat.page.get_by_label("Message", exact=True)).to_be_focused()
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.locator("#reply")).to_be_hidden()


async def test_a_group_an_admin_and_a_reader_of_english(chat: Chat, demo: Demo) -> None:
    await chat.look("Club de presse")
    await chat.say("/abonner Otan")
    await expect(chat.last).to_contain_text("c’est entendu")
    await expect(chat.page.locator(".sender").last).to_have_text("Vigie")
    await chat.page.get_by_label("Vous êtes").select_option(label="Sam, membre")
    await expect(chat.page.locator(".mine")).to_have_count(0)
    await chat.say("/abonner budget")
    await expect(chat.last).to_contain_text("administrateurs du groupe")
    await chat.last.get_by_role("button", name="Répondre").click()
    await chat.page.keyboard.type("/digest Otan")
    await chat.page.keyboard.press("Enter")
    await chat.more_than(2)
    await expect(chat.page.locator(".mine .quoted")).to_contain_text("Vigie")
    assert {post.chat_id for post in demo.api.messages(GROUP)} == {GROUP}
    await chat.look("Dominique")
    await chat.page.get_by_role("button", name="Menu des commandes").click()
    await expect(chat.page.get_by_role("option", name="/ajouterflux")).to_have_count(1)
    await chat.page.get_by_role("option", name="/flux").click()
    await chat.more_than(0)
    async with chat.page.expect_file_chooser() as choosing:
        await chat.page.get_by_role("button", name="Joindre un fichier").click()
    await (await choosing.value).set_files(
        {"name": "flux.opml", "mimeType": "text/xml", "buffer": b"<opml version='2.0'><body/></opml>"}
    )
    await chat.more_than(1)
    assert any(post.upload and post.upload.name == "flux.opml" for post in demo.api.messages(ADMIN))
    await chat.look("Sam")
    await chat.page.get_by_role("button", name="cessez-le-feu").click()
    await chat.more_than(0)
    assert await chat.last.locator(".text").get_attribute("lang") == "en"


async def test_a_channel_is_chosen_by_keys_alone_and_read_by_all(chat: Chat) -> None:
    keys = chat.page.keyboard
    await chat.say("/canal")
    key = chat.page.get_by_role("group", name="Clavier de Vigie").get_by_role("button")
    await expect(key).to_have_text("Choisir un canal")
    await chat.page.reload()
    await chat.rest()
    await key.focus()
    await keys.press("Enter")
    dialog = chat.page.get_by_role("dialog")
    await expect(dialog.get_by_role("heading")).to_have_text("Vos canaux")
    await keys.press("Escape")
    await expect(key).to_be_focused()  # nothing was chosen: it can be used again
    await keys.press("Enter")
    await expect(dialog.get_by_role("button", name="La revue")).to_be_focused()
    await keys.press("Enter")
    await chat.more_than(1)
    await expect(chat.last).to_contain_text("Vous réglez le canal La revue")
    await expect(key).to_have_count(0)
    await expect(chat.page.get_by_label("Message", exact=True)).to_be_focused()
    await chat.say("/abonner cessez-le-feu")
    await chat.look("La revue")
    await expect(chat.page.locator("#to-read")).to_contain_text("Un canal se lit")
    await expect(chat.page.get_by_label("Message", exact=True)).to_be_hidden()
    await chat.page.get_by_label("Vous êtes").select_option(label="Sam, abonné")
    await chat.move("Demain")
    await expect(chat.last).to_contain_text("Revue du jeudi 13 mars")
    await chat.press("1", answers=0)
    await expect(dialog).to_contain_text("le Kremlin attend")


async def test_whoever_begins_by_keyboard_goes_on_where_they_were(chat: Chat) -> None:
    await chat.look("Dominique")
    await chat.page.get_by_role("button", name="/flux").focus()
    await chat.page.keyboard.press("Enter")
    await chat.more_than(0)
    await expect(chat.page.locator("#log")).to_be_focused()
    await chat.page.keyboard.press("Tab")
    assert await chat.page.evaluate("() => document.querySelector('#log').contains(document.activeElement)")


async def test_a_question_opens_the_keyboard_of_whoever_asked(chat: Chat) -> None:
    await chat.look("Club de presse")
    await chat.say("/abonner")
    await expect(chat.page.locator("#reply")).to_be_visible()
    await chat.page.get_by_label("Vous êtes").select_option(label="Sam, membre")
    await expect(chat.page.locator("#reply")).to_be_hidden()


async def test_what_comes_elsewhere_is_counted_and_kept_on_reload(chat: Chat, demo: Demo) -> None:
    await bot_of(demo).send_message(ADMIN, "à l’admin")
    other = chat.page.get_by_role("navigation").get_by_role("button", name="Dominique")
    await expect(other).to_have_attribute("aria-label", "Dominique, administre le bot, 1 non lu")
    await other.click()
    await expect(chat.last).to_contain_text("à l’admin")
    await expect(other).to_have_attribute("aria-label", "Dominique, administre le bot")
    await chat.page.reload()
    await expect(chat.last).to_contain_text("à l’admin")


async def test_a_phone_shows_everything_in_its_width(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo.api.origin, PHONE) as chat:
        await bot_of(demo).send_message(
            READER, f"<b>{'Donaudampfschiff' * 12}</b> <pre>{'x' * 300}</pre>", parse_mode="HTML"
        )
        await bot_of(demo).send_message(
            READER, "y", reply_markup=InlineKeyboardMarkup([[*rows(*"123456789").inline_keyboard[0]] * 8])
        )
        await chat.more_than(1)
        assert not await is_wider_than_its_window(chat)
        await chat.page.get_by_role("button", name="Menu des commandes").click()
        assert not await is_wider_than_its_window(chat)
        for name in ("Sam", "Club de presse", "La revue", "Dominique"):
            await chat.look(name)
            assert not await is_wider_than_its_window(chat)
        await chat.page.set_viewport_size({"width": 320, "height": 600})
        assert not await is_wider_than_its_window(chat)
        for control in await chat.page.locator(".moves button, .line button, #seats button, #theme").all():
            box = await control.bounding_box()
            assert box is not None
            assert box["height"] >= 24  # WCAG 2.2, 2.5.8
            assert box["x"] + box["width"] <= 320


async def test_dark_follows_the_system_until_somebody_chooses(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo.api.origin, scheme="dark") as chat:
        ground = "() => getComputedStyle(document.body).backgroundColor"
        switch = chat.page.get_by_role("button", name="Mode sombre")
        dark = await chat.page.evaluate(ground)
        assert sum(map(int, dark.removeprefix("rgb(").removesuffix(")").split(","))) < 120
        await expect(switch).to_have_attribute("aria-pressed", "true")
        await switch.click()
        light = await chat.page.evaluate(ground)
        assert light != dark
        await chat.page.reload()
        await chat.rest()
        assert await chat.page.evaluate(ground) == light
        await expect(switch).to_have_attribute("aria-pressed", "false")


async def test_nothing_jumps_when_something_comes(chat: Chat, demo: Demo) -> None:
    """Head, log and field keep their places from the empty page to the last answer; waits and toasts lie above."""
    places = (
        "() => ['.chat', '#log', '#composer', '.clock'].map((id) => {"
        " const box = document.querySelector(id).getBoundingClientRect();"
        " return [box.x, box.y, box.width, box.height] })"
    )
    before = await chat.page.evaluate(places)
    await chat.say("/abonner cessez-le-feu")
    await bot_of(demo).send_chat_action(READER, "typing")
    await expect(chat.page.locator("#about")).to_have_text("Vigie écrit…")
    await chat.move("d’un jour")
    assert await chat.page.evaluate(places) == before


async def test_readmes_pictures_can_be_taken_anew(browser: Browser, demo: Demo, tmp_path: Path) -> None:
    await screenshots.take(browser, demo.api.origin, tmp_path)
    assert screenshots.sizes(tmp_path).keys() == screenshots.sizes(screenshots.FOLDER).keys()


async def test_readmes_pictures_are_small() -> None:
    assert 0 < max(screenshots.sizes(screenshots.FOLDER).values()) < 150_000
