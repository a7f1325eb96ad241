"""The real use cases through the real library: the table is wired to what it says."""

from __future__ import annotations

from bot.locale.house import house
from bot.locale.talk import talk
from bot.model import ChatId
from bot.tg.handlers import Uses
from tests.tg.stage import ADMIN, Stage


async def tap(stage: Stage, label: str) -> tuple[str, ...]:
    stage.server.people.tap(42, 42, label)
    return await stage.play()


async def test_a_topic_is_followed_listed_and_dropped_by_its_button(real: Stage) -> None:
    (said,) = await real.says("/abonner cessez-le-feu")
    assert "cessez-le-feu" in said
    (listed,) = await real.says("/abonnements")
    assert "cessez-le-feu" in listed
    real.server.people.tap(42, 42, talk("fr").CANCEL)
    (dropped,) = await real.play()
    assert "cessez-le-feu" in dropped


async def test_a_bare_word_is_asked_about_and_confirmed_once(real: Stage) -> None:
    await real.says("Otan")
    label = talk("fr").follow_button("otan")[:5]
    (followed,) = await tap(real, label)
    assert "otan" in followed.lower()
    first = real.server.room.taps[-1].post_id
    again = real.server.people.tap(42, 42, label, first)
    assert await real.play() == ()
    assert again.answer is not None
    assert again.answer.alert


async def test_a_command_without_its_word_takes_the_next_message(real: Stage) -> None:
    await real.says("/abonner")
    (said,) = await real.says("Otan")
    assert "otan" in said.lower()
    destination = await real.store.destinations.find(ChatId(42), None)
    assert destination is not None
    assert len(await real.store.destinations.subscriptions(destination.id)) == 1


async def test_courtesy_is_answered_with_courtesy(real: Stage) -> None:
    assert await real.says("merci") == (talk("fr").THANKS,)


async def test_every_readers_command_is_answered(real: Stage) -> None:
    for command in Uses().commands:
        said = await real.says(f"/{command.name}")
        assert said
        assert house("fr").SOMETHING_ELSE not in said


async def test_feeds_are_for_admins(real: Stage) -> None:
    assert await real.says("/flux") == (house("fr").NOT_ALLOWED,)
    assert await real.says("/flux", ADMIN, ADMIN) != (house("fr").NOT_ALLOWED,)


async def test_whoever_comes_back_finds_the_topics_again(real: Stage) -> None:
    await real.says("/abonner Otan")
    real.server.people.block(42)
    await real.play()
    real.server.people.unblock(42)
    (said,) = await real.play()
    assert "otan" in said.lower()
