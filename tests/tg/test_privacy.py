"""`/donnees` and *Tout effacer* through the real library: a document arrives, and the last word leaves."""

from __future__ import annotations

import json

from bot.demo.chats import Standing
from bot.locale.house import house
from bot.locale.privacy import privacy
from bot.model import ChatId, ChatKind
from bot.services.digests import prepare_due
from tests.conftest import Room
from tests.fakes import Item
from tests.services.house import Town
from tests.tg.stage import ADMIN, Stage

GROUP = -100_500
ERASE, KEEP = privacy("fr").ERASE, privacy("fr").KEEP
LAST_WORD = privacy("fr").ERASED.split(".", maxsplit=1)[0]
STALE = house("fr").STALE_BUTTON


async def followed(stage: Stage, chat_id: int) -> list[str]:
    found = await stage.store.destinations.find(ChatId(chat_id), None)
    subscriptions = [] if found is None else await stage.store.destinations.subscriptions(found.id)
    return [each.topic.query for each in subscriptions]


async def kept(stage: Stage, chat_id: int = 42) -> bytes | None:
    return await stage.store.chats.export(ChatId(chat_id), stage.desk.clock.now())


# --- what is kept --------------------------------------------------------------------------------------------


async def test_the_data_arrive_as_a_document_that_holds_all_of_it(real: Stage, room: Room) -> None:
    town = Town(room)
    await town.open_paper("Fanal", Item("Rien de neuf"))
    await real.says("/abonner dockers")
    await real.says("/alerte Otan 3")
    await real.says("/horaire 8:15 lun-ven")
    await real.says("/silence 23h-6h")
    await real.says("/abonner")  # a question that waits for its word
    await town.publish("Fanal", Item("Grève des dockers au Havre", "Le port du Havre est bloqué."))
    room.clock.move(days=1, hours=2)
    await prepare_due(room.desk)
    await real.deliver()
    real.server.people.tap(42, 42, "1")
    await real.play()
    real.server.people.tap(42, 42, "Suivre")
    await real.play()

    await real.says("/données")
    document = real.server.messages(42)[-1].upload
    assert document is not None
    assert document.name.endswith(".json")
    data = json.loads(document.content)
    assert (data["format"], data["chat_id"]) == ("vigie-chat", 42)
    assert {row["typed"] for row in data["subscriptions"]} == {"dockers", "Otan"}
    assert [row["alert_at"] for row in data["subscriptions"] if row["typed"] == "Otan"] == [3]
    (place,) = data["destinations"]
    assert place["slots"] == [["08:15:00", [0, 1, 2, 3, 4]]]
    assert (place["quiet_from"], place["quiet_to"]) == (23 * 60, 6 * 60)
    assert [row["story"] for row in data["told"]] == ["Grève des dockers au Havre"]
    assert len(data["digests"]) >= 1
    assert [row["story_id"] for row in data["follows"]] == [data["told"][0]["story_id"]]
    assert {"subscribe"} <= {row["kind"] for row in data["asks"]}
    assert {"answer", "digest"} <= {row["kind"] for row in data["outbox"]}


async def test_a_group_is_handed_its_own_data_by_its_admins_alone_and_names_nobody(real: Stage) -> None:
    members = {42: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR}
    real.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP)
    await real.says("/abonner Otan")
    await real.says("/abonner budget", GROUP, ADMIN)
    assert await real.says("/donnees", GROUP, 42) == (house("fr").NOT_IN_CHARGE,)
    await real.says("/donnees", GROUP, ADMIN)
    document = real.server.messages(GROUP)[-1].upload
    assert document is not None
    assert [row["typed"] for row in json.loads(document.content)["subscriptions"]] == ["budget"]
    assert b"Otan" not in document.content
    assert b"Alix" not in document.content


# --- what is erased ------------------------------------------------------------------------------------------


async def test_it_is_asked_once_then_all_of_it_is_gone_and_a_last_word_still_leaves(real: Stage) -> None:
    await real.says("/abonner Otan")
    await real.says("/abonner budget")
    (asked,) = await real.says("/oublier")
    assert "2 thèmes" in asked
    assert await followed(real, 42) == ["Otan", "budget"]  # nothing before it is confirmed
    tap = real.server.people.tap(42, 42, ERASE)
    assert await real.play() == ()  # said in the place of the question
    assert tap.answer is not None
    assert not tap.answer.alert
    assert real.server.messages(42)[-1].text.startswith(LAST_WORD)
    assert not real.server.messages(42)[-1].buttons
    assert await kept(real) is None
    assert await real.store.chats.list_chats() == ()


async def test_a_double_tap_erases_once_and_is_answered_twice(real: Stage) -> None:
    await real.says("/abonner Otan")
    await real.says("/oublier")
    question = real.server.messages(42)[-1].id
    first = real.server.people.tap(42, 42, ERASE, question)
    second = real.server.people.tap(42, 42, ERASE, question)
    assert await real.play() == ()
    assert first.answer is not None
    assert second.answer is not None
    assert (second.answer.text, second.answer.alert) == (STALE, True)
    assert await kept(real) is None


async def test_a_tap_on_an_old_question_erases_nothing_of_who_began_again(real: Stage) -> None:
    await real.says("/abonner Otan")
    await real.says("/oublier")
    question = real.server.messages(42)[-1].id
    real.server.people.tap(42, 42, ERASE, question)
    await real.play()
    await real.says("/abonner budget")
    late = real.server.people.press(42, 42, question, "v1:erase:1")
    await real.play()
    assert late.answer is not None
    assert late.answer.text == STALE
    assert await followed(real, 42) == ["budget"]


async def test_to_keep_it_changes_nothing(real: Stage) -> None:
    await real.says("/abonner Otan")
    await real.says("/oublier")
    real.server.people.tap(42, 42, KEEP)
    await real.play()
    assert await followed(real, 42) == ["Otan"]


async def test_in_a_group_only_its_admins_erase_it(real: Stage) -> None:
    members = {42: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR}
    real.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP)
    await real.says("/abonner Otan", GROUP, ADMIN)
    await real.says("/abonner budget")
    assert await real.says("/oublier", GROUP, 42) == (house("fr").NOT_IN_CHARGE,)
    await real.says("/oublier", GROUP, ADMIN)
    refused = real.server.people.tap(GROUP, 42, ERASE)
    assert await real.play() == ()
    assert refused.answer is not None
    assert refused.answer.alert
    assert await followed(real, GROUP) == ["Otan"]
    real.server.people.tap(GROUP, ADMIN, ERASE)
    await real.play()
    assert real.server.messages(GROUP)[-1].text.startswith(LAST_WORD)
    assert await kept(real, GROUP) is None
    assert await followed(real, 42) == ["budget"]


async def test_a_question_of_another_chat_erases_nothing(real: Stage) -> None:
    await real.says("/abonner Otan", ADMIN, ADMIN)
    await real.says("/oublier", ADMIN, ADMIN)
    theirs = next(button.action for row in real.server.messages(ADMIN)[-1].buttons for button in row)
    await real.says("/abonner budget")
    tap = real.server.people.press(42, 42, real.server.messages(42)[-1].id, theirs)
    await real.play()
    assert tap.answer is not None
    assert tap.answer.text == STALE
    assert await followed(real, 42) == ["budget"]
    assert await followed(real, ADMIN) == ["Otan"]
