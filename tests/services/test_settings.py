"""`/reglages`, and that everything chosen there is really so."""

from __future__ import annotations

from datetime import time
from itertools import product

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from bot.errors import NotFound
from bot.model import Length, QuietHours, QuietMode, Slot, TopicId
from bot.results import DigestOnDemand, Question, QuietSet
from bot.results.settings import NONE, Page, Setting, SettingsShown
from bot.services import conversation, follow, reading, settings, taps
from bot.services.follow import prepare_follow_ups
from bot.views import actions
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

WEEK, WEEKEND = frozenset(range(5)), frozenset((5, 6))
TEXT = (
    "L’accord a été donné à Djeddah mardi soir par la délégation ukrainienne. "
    "Le cessez-le-feu durerait trente jours, sur terre et en mer. "
    "Washington doit soumettre le cessez-le-feu à Moscou dans la semaine. "
    "Le Kremlin demande les détails du cessez-le-feu avant de répondre. "
    "Les Européens saluent ce cessez-le-feu, qu’ils réclamaient depuis un mois."
)
TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", TEXT, link="https://le-fanal.example/truce")
TOLD = "L’accord a été donné à Djeddah, en Arabie saoudite. Moscou n’a pas encore répondu à la proposition."
FIRST = Item("Kiev accepte un cessez-le-feu de trente jours à Djeddah", TOLD, "https://le-fanal.example/1")
AGAIN = Item(
    "Kiev accepte un cessez-le-feu de trente jours à Djeddah, Moscou réserve sa réponse",
    TOLD + " Vladimir Poutine recevra jeudi l’émissaire Steve Witkoff, annonce Dmitri Peskov depuis Koursk.",
    "https://la-tribune.example/2",
)


async def chosen(room: Room, setting: Setting, value: int, part: int = 0) -> SettingsShown:
    result = await taps.press(room.desk, reader(), actions.ChooseSetting(setting, value, part))
    assert isinstance(result, SettingsShown)
    return result


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    for name in ("Le Fanal", "La Tribune"):
        slug = name.lower().replace(" ", "-")
        await town.open_paper(name, Item("Météo", "Du vent.", link=f"https://{slug}.example/0"))
    return town


async def outlet(town: Town, name: str) -> int:
    feeds = await town.room.store.feeds.list_feeds()
    return next(feed.id for feed in feeds if feed.outlet == name)


# --- choosing


async def test_times_of_the_week_and_of_the_weekend_are_apart(room: Room) -> None:
    both = await chosen(room, Setting.WEEKEND, 10 * 60)
    assert both.times.slots == (Slot(time(7, 30), WEEK), Slot(time(10), WEEKEND))
    assert both.page is Page.TIMES
    week = await chosen(room, Setting.WEEKEND, NONE)
    assert week.times.slots == (Slot(time(7, 30), WEEK),)
    with pytest.raises(NotFound):  # some digest is left
        await chosen(room, Setting.WEEKDAYS, NONE)
    same = await chosen(room, Setting.WEEKEND, 7 * 60 + 30)
    assert same.times.slots == (Slot(time(7, 30), frozenset(range(7))),)
    assert same.times.next_at == room.clock.now().replace(hour=6, minute=30)


async def test_times_may_be_chosen_under_a_topic(room: Room) -> None:
    topic = TopicId(7)
    opened = await taps.press(room.desk, reader(), actions.OpenTimes(Page.WEEKDAYS, 9, topic))
    assert isinstance(opened, SettingsShown)
    assert (opened.page, opened.hour, opened.back_to) == (Page.WEEKDAYS, 8, topic)
    done = await taps.press(room.desk, reader(), actions.ChooseTime(Setting.WEEKDAYS, 495, topic))
    assert isinstance(done, SettingsShown)
    assert (done.page, done.back_to, done.fresh) == (Page.TIMES, topic, False)
    assert done.times.slots == (Slot(time(7, 30), WEEKEND), Slot(time(8, 15), WEEK))


@pytest.mark.parametrize(
    "action",
    [
        actions.OpenTimes(Page.QUIET_FROM, 0, TopicId(7)),
        actions.OpenTimes(99, 0, TopicId(7)),
        actions.ChooseTime(Setting.LANGUAGE, 1, TopicId(7)),
        actions.ChooseTime(Setting.WEEKDAYS, 1441, TopicId(7)),
    ],
)
async def test_nothing_but_times_is_chosen_under_a_topic(room: Room, action: actions.Action) -> None:
    before = await settings.show_settings(room.desk, reader(), "")
    with pytest.raises(NotFound):
        await taps.press(room.desk, reader(), action)
    assert await settings.show_settings(room.desk, reader(), "") == before


async def test_every_choice_is_kept_and_shown(room: Room) -> None:
    assert (await chosen(room, Setting.QUIET_FROM, 23 * 60)).quiet == QuietHours(23 * 60, 7 * 60)
    assert (await chosen(room, Setting.QUIET_TO, 6 * 60)).quiet == QuietHours(23 * 60, 6 * 60)
    assert (await chosen(room, Setting.QUIET_MODE, 1)).chosen.quiet_mode is QuietMode.HOLD
    assert (await chosen(room, Setting.NO_QUIET, 0)).quiet == QuietHours(0, 0)
    assert (await chosen(room, Setting.ALERTS, 0)).max_alerts == 0
    assert (await chosen(room, Setting.LENGTH, 2)).chosen.length is Length.FULL
    assert (await chosen(room, Setting.PREVIEWS, 1)).chosen.previews
    english = await chosen(room, Setting.LANGUAGE, 1)
    assert (english.language, english.language_set) == ("en", True)
    zone = await chosen(room, Setting.ZONE, 3)
    assert zone.times.zone == settings.LIKELY_ZONES[3]
    assert (3, "America/Toronto") in zone.zones
    main = await settings.show_settings(room.desk, reader(), "")
    assert (main.fresh, main.chosen, main.language) == (True, zone.chosen, "en")


async def test_tapping_twice_or_two_at_once_comes_to_what_the_button_says(room: Room) -> None:
    assert (await chosen(room, Setting.PREVIEWS, 1)) == (await chosen(room, Setting.PREVIEWS, 1))


@pytest.mark.parametrize(
    ("typed", "language"), [("anglais", "en"), ("English", "en"), (" Français ", "fr"), ("fr", "fr")]
)
async def test_a_language_is_named_in_either(room: Room, typed: str, language: str) -> None:
    result = await settings.set_language(room.desk, reader(), typed)
    assert (result.language, result.language_set, result.page) == (language, True, Page.LANGUAGE)


@pytest.mark.parametrize("typed", ["", "klingon"])
async def test_another_language_shows_the_choice(room: Room, typed: str) -> None:
    result = await settings.set_language(room.desk, reader(), typed)
    assert (result.language, result.language_set, result.page) == ("fr", False, Page.LANGUAGE)


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize("value", [-1, 1441, 10**6])
async def test_a_value_that_there_is_not_changes_nothing(room: Room, setting: Setting, value: int) -> None:
    before = await settings.show_settings(room.desk, reader(), "")
    if setting is not Setting.NO_QUIET:
        with pytest.raises(NotFound):
            await chosen(room, setting, value)
        assert await settings.show_settings(room.desk, reader(), "") == before


@trying(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-3, 40), st.integers(-3, 50))
async def test_any_page_is_shown_or_not_active(room: Room, page: int, part: int) -> None:
    try:
        shown = await settings.open_page(room.desk, reader(), page, part)
    except NotFound:
        assert page not in list(Page)
    else:
        assert shown.page == page


async def test_what_is_written_is_taken_from_the_next_message(room: Room) -> None:
    for setting, kind in (
        (Setting.WEEKDAYS, Question),
        (Setting.ZONE, Question),
        (Setting.QUIET_TO, QuietSet),
    ):
        asked = await taps.press(room.desk, reader(), actions.WriteSetting(setting))
        assert isinstance(asked, kind)
    heard = await conversation.hear(room.desk, reader(), "21h-6h")
    assert isinstance(heard, QuietSet)
    with pytest.raises(NotFound):
        await taps.press(room.desk, reader(), actions.WriteSetting(Setting.LENGTH))


async def test_hours_are_picked_before_minutes(room: Room) -> None:
    asked = await taps.press(room.desk, reader(), actions.OpenSettings(Page.WEEKDAYS, 8))
    assert isinstance(asked, SettingsShown)
    assert asked.hour == 7


async def test_media_are_listed_by_name_page_by_page(room: Room) -> None:
    empty = await settings.open_page(room.desk, reader(), Page.OUTLETS, 3)
    assert (empty.outlets, empty.part, empty.parts) == ((), 0, 1)
    for number, name in product((1, 2), "ÉDCBAFGHI"):
        await room.store.feeds.add(f"https://{name}.example/{number}", name, "", room.clock.now())
    first = await settings.open_page(room.desk, reader(), Page.OUTLETS, 0)
    assert [each.outlet for each in first.outlets] == list("ABCDÉFGH")
    last = await settings.open_page(room.desk, reader(), Page.OUTLETS, 9)
    assert ([each.outlet for each in last.outlets], last.part, last.parts) == (["I"], 1, 2)


# --- what is chosen is so


async def digests_by_chat(town: Town) -> dict[int, str]:
    """What each chat is told next; they leave in any order."""
    before = len(town.sender.sent)
    await town.next_digest()
    return {int(sent.destination.chat_id): sent.text for sent in town.sender.sent[before:]}


async def test_length_is_how_much_a_digest_shows(town: Town) -> None:
    lengths = {}
    for chat, length in enumerate(Length, 1001):
        who = await town.follow("cessez-le-feu", chat)
        await settings.choose(town.room.desk, who, Setting.LENGTH, list(Length).index(length), 0)
    await town.publish("Le Fanal", TRUCE)
    said = await digests_by_chat(town)
    assert len(said) == 3
    for chat, length in enumerate(Length, 1001):
        lengths[length] = len(said[chat])
        assert "trente jours" in said[chat]
    assert lengths[Length.TITLES] < lengths[Length.BRIEF] < lengths[Length.FULL]
    assert "Djeddah" not in said[1001]
    asked = await reading.read_digest(town.room.desk, reader(1001), "")
    assert isinstance(asked, DigestOnDemand)
    assert asked.digest.cards[0].summary == ()


async def test_previews_show_the_first_article_of_digests_and_alerts(town: Town) -> None:
    for chat in (1001, 1002):
        await town.alert("cessez-le-feu", chat)
    await settings.choose(town.room.desk, reader(1002), Setting.PREVIEWS, 1, 0)
    await town.publish("Le Fanal", TRUCE)
    await town.tick()
    await town.publish("La Tribune", Item("Cessez-le-feu : l’Otan attend", "Le cessez-le-feu divise l’Otan."))
    await town.next_digest()
    previews = [(sent.destination.chat_id, sent.message.preview) for sent in town.sender.sent]
    assert {shown for chat, shown in previews if chat == 1001} == {False}
    assert {shown for chat, shown in previews if chat == 1002} == {True}
    assert len(previews) >= 4


async def leave_out(town: Town, name: str, chat_id: int = 1001) -> SettingsShown:
    return await settings.choose(
        town.room.desk, reader(chat_id), Setting.LEAVE_OUT, await outlet(town, name), 0
    )


async def test_a_medium_left_out_is_in_no_digest_and_no_alert_of_that_chat(town: Town) -> None:
    for chat in (1001, 1002):
        await town.alert("cessez-le-feu", chat)
    shown = await leave_out(town, "Le Fanal")
    assert [(each.outlet, each.left_out) for each in shown.outlets] == [
        ("La Tribune", False),
        ("Le Fanal", True),
    ]
    await town.publish("Le Fanal", TRUCE)
    await town.tick()
    await town.next_digest()
    assert {sent.destination.chat_id for sent in town.sender.sent} == {1002}
    asked = await reading.read_digest(town.room.desk, reader(), "48h")
    assert isinstance(asked, DigestOnDemand)
    assert asked.digest.cards == ()
    await settings.choose(town.room.desk, reader(), Setting.TAKE_BACK, await outlet(town, "Le Fanal"), 0)
    again = await reading.read_digest(town.room.desk, reader(), "48h")
    assert isinstance(again, DigestOnDemand)
    assert len(again.digest.cards) == 1


async def test_a_story_is_told_by_the_others_and_counted_without(town: Town) -> None:
    for chat in (1001, 1002):
        await town.follow("cessez-le-feu", chat)
    await leave_out(town, "Le Fanal")
    await town.publish("Le Fanal", FIRST)
    await town.publish("La Tribune", AGAIN)
    said = await digests_by_chat(town)
    assert "Le Fanal" not in said[1001]
    assert "La Tribune" in said[1001]
    assert "Le Fanal" in said[1002]
    asked = await reading.read_digest(town.room.desk, reader(), "48h")
    assert isinstance(asked, DigestOnDemand)
    (card,) = asked.digest.cards
    assert (card.newsrooms, [source.outlet for source in card.sources]) == (1, ["La Tribune"])
    opened = await reading.open_card(town.room.desk, reader(), card.story_id, asked.at)
    assert [source.outlet for source in opened.card.sources] == ["La Tribune"]


async def test_a_story_that_only_a_medium_left_out_goes_on_with_is_no_news(town: Town) -> None:
    for chat in (1001, 1002):
        await town.follow("cessez-le-feu", chat)
    await leave_out(town, "La Tribune")
    await town.publish("Le Fanal", FIRST)
    assert len(await town.next_digest()) == 2
    await town.publish("La Tribune", AGAIN)
    await town.next_digest()
    followed_up = [sent.destination.chat_id for sent in town.sender.sent[2:]]
    assert followed_up == [1002]


async def test_a_followed_story_does_not_go_on_by_who_is_left_out(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", FIRST)
    asked = await reading.read_digest(town.room.desk, reader(), "")
    assert isinstance(asked, DigestOnDemand)
    await follow.follow_story(town.room.desk, reader(), asked.digest.cards[0].story_id, asked.at)
    await leave_out(town, "La Tribune")
    await town.publish("La Tribune", AGAIN)
    town.room.clock.move(hours=4)
    assert await prepare_follow_ups(town.room.desk) == 0
    assert await prepare_follow_ups(town.room.desk) == 0  # and it is not looked at for ever
