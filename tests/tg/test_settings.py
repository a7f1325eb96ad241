"""`/reglages` and `/langue` through the real library: in place, by whom, and in which language afterwards."""

from __future__ import annotations

import json

from bot.demo.chats import Standing
from bot.locale.house import house
from bot.model import ChatId, ChatKind
from tests.tg.stage import ADMIN, Stage

GROUP = -100_500


async def test_the_settings_are_one_message_that_changes_in_place(real: Stage) -> None:
    (first,) = await real.says("/réglages")
    assert "Longueur" in first
    for label in ("Longueur", "Titres", "‹ Retour", "Montrer les aperçus", "Médias écartés", "‹ Retour"):
        real.server.people.tap(42, 42, label)
        assert await real.play() == ()  # nothing new is said
    (post,) = real.from_bot()
    assert "les titres seuls" in post.text
    assert "premier article\u00a0: oui" in post.text


async def test_the_time_is_changed_in_the_place_of_the_subscription_and_back(real: Stage) -> None:
    await real.says("/abonner Otan")
    for label in ("Changer l’heure", "En semaine", "8 h", "8 h 15", "‹ Retour"):
        real.server.people.tap(42, 42, label)
        assert await real.play() == ()
    (post,) = real.from_bot()
    assert post.text.startswith("Otan")
    assert "8\u202fh\u202f15" in post.text
    await real.says("/abonnements")
    for label in ("Changer l’heure", "‹ Retour"):
        real.server.people.tap(42, 42, label)
        assert await real.play() == ()
    assert "1 thème" in real.from_bot()[-1].text.replace("\u00a0", " ")


async def test_a_language_is_that_of_the_chat_and_of_its_menu(real: Stage) -> None:
    (said,) = await real.says("/langue anglais")
    assert "Language: English" in said
    names = [
        [command["command"] for command in json.loads(call.params["commands"])]
        for call in real.server.calls
        if call.method == "setMyCommands"
    ]
    assert names
    assert all("settings" in each and "reglages" not in each for each in names)
    real.server.people.tap(42, 42, "Français")
    await real.play()
    destination = await real.store.destinations.find(ChatId(42), None)
    assert destination is not None
    assert destination.language == "fr"


async def test_only_a_groups_admins_change_its_settings(real: Stage) -> None:
    members = {42: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR}
    real.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP)
    (refused,) = await real.says("/reglages", GROUP, 42)
    assert refused == house("fr").NOT_IN_CHARGE
    await real.says("/reglages", GROUP, ADMIN)
    tap = real.server.people.tap(GROUP, 42, "Longueur")
    await real.play()
    assert tap.answer is not None
    assert tap.answer.alert
    tap = real.server.people.tap(GROUP, ADMIN, "Longueur")
    await real.play()
    assert tap.answer is not None
    assert not tap.answer.alert
