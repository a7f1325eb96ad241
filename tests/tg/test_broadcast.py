"""`/diffuser` through the real library: markup kept, the question in place, and everybody reached."""

from __future__ import annotations

from bot.services.broadcast import APART, tend_broadcasts
from tests.conftest import Room
from tests.tg.stage import ADMIN, Stage

TEXT = "Le bot <déménage>\nlundi"


async def tap(stage: Stage, label: str) -> tuple[str, ...]:
    stage.server.people.tap(ADMIN, ADMIN, label)
    return await stage.play()


async def test_it_is_previewed_sent_counted_and_ended_in_one_message(real: Stage, room: Room) -> None:
    await real.says("/aide")
    shown, asked = await real.says(f"/diffuser {TEXT}", ADMIN, ADMIN)
    assert shown == TEXT
    assert "2 conversations" in asked
    assert await tap(real, "Envoyer") == ()
    counting = real.server.messages(ADMIN)[-1]
    assert counting.text == "Envoi en cours\u00a0: 0 sur 2"
    await tend_broadcasts(real.desk)
    await real.deliver()
    assert real.server.messages(42)[-1].text == TEXT
    room.clock.move(seconds=APART.total_seconds())
    await tend_broadcasts(real.desk)
    await real.deliver()
    found = [post for post in real.server.messages(ADMIN) if post.id == counting.id]
    assert [post.text for post in found] == ["Message envoyé à 2 conversations."]
    assert [post.text for post in real.server.messages(42)].count(TEXT) == 1


async def test_cancelled_it_changes_the_question(real: Stage) -> None:
    await real.says("/diffuser Bonjour", ADMIN, ADMIN)
    assert await tap(real, "Annuler") == ()
    assert real.server.messages(ADMIN)[-1].text == "C’est annulé\u00a0: rien n’est envoyé."
    await tend_broadcasts(real.desk)
    await real.deliver()
    assert [post.text for post in real.server.messages(ADMIN)].count("Bonjour") == 1


async def test_a_reader_may_not(real: Stage) -> None:
    assert await real.says("/diffuser Bonjour") == ("Cette commande ne vous est pas ouverte.",)
