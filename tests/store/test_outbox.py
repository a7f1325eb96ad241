"""`Outbox`: nothing owed is lost, nothing passes what is in doubt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import GoneReason
from bot.model import (
    Attachment,
    Button,
    ChatId,
    DestinationId,
    Draft,
    Edit,
    Editing,
    How,
    Kind,
    Message,
    OfDraft,
    OfMessage,
    OfStory,
    OutboxId,
    Owed,
    Part,
    Reply,
    Replying,
    Seq,
    StoryId,
    Target,
    UserId,
)
from bot.ports import AlertsDecided
from tests.store.making import NOW, House, at, draft, told

FULL = Message(
    "<b>Été</b> &amp; « suite »",
    ((Button("Oui", "a:1"), Button("Lire", url="https://fanal.example/1")), (Button("Non", "a:0"),)),
    silent=True,
    ask=True,
    attachment=Attachment("export.json", b"\x00\xff{}", "application/json"),
    asked=UserId(7),
)


async def _owe(house: House, *drafts: Draft) -> None:
    await house.store.outbox.enqueue(drafts, NOW)


async def _one(house: House, minutes: float = 0) -> Owed:
    (owed,) = await house.claims(at(minutes=minutes))
    return owed


@pytest.mark.parametrize("message", [FULL, Message("court")], ids=["full", "bare"])
async def test_a_message_comes_out_as_it_went_in(house: House, message: Message) -> None:
    made = await house.destination()
    (id_,) = await house.store.outbox.enqueue([Draft(made.id, Kind.ANSWER, "k", message)], NOW)
    owed = await _one(house)
    assert (owed.id, owed.message, owed.destination, owed.kind) == (id_, message, made, Kind.ANSWER)
    assert (owed.attempts, owed.doubts, owed.created_at, owed.digest_id) == (0, 0, NOW, None)


async def test_a_known_key_is_never_owed_twice(house: House) -> None:
    made = await house.destination()
    assert (
        len(await house.store.outbox.enqueue([draft(made, "a"), draft(made, "a"), draft(made, "b")], NOW))
        == 2
    )
    owed = await _one(house)
    await house.store.outbox.mark_sent(owed, 1, NOW)
    assert await house.store.outbox.enqueue([draft(made, "a")], NOW) == ()
    unknown = Draft(DestinationId(77), Kind.ANSWER, "c", Message("x"))
    assert await house.store.outbox.enqueue([unknown], NOW) == ()
    assert await house.store.outbox.backlog() == 1


async def test_kinds_pass_in_their_order_one_row_a_destination(house: House) -> None:
    made = [await house.destination(n) for n in range(1, 5)]
    kinds = (Kind.BROADCAST, Kind.DIGEST, Kind.ALERT, Kind.ANSWER)
    for destination, kind in zip(made, kinds, strict=True):
        await _owe(house, draft(destination, f"{kind}", kind), draft(destination, f"{kind} 2", kind))
    assert [each.message.html[3:-4] for each in await house.claims(limit=3)] == ["answer", "alert", "digest"]
    assert await house.keys_claimed() == ["broadcast"]
    assert await house.claims() == ()


async def test_an_answer_passes_before_its_chats_older_digest(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "digest"), draft(made, "answer", Kind.ANSWER))
    assert await house.keys_claimed() == ["answer"]


async def test_a_kind_keeps_its_order_and_waits_for_none_but_itself(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "d1"), draft(made, "d2"))
    first = await _one(house)
    await house.store.outbox.defer(first, at(minutes=10))
    assert await house.claims(at(minutes=9)) == ()
    await _owe(house, draft(made, "b", Kind.BROADCAST))
    assert (await _one(house, 9)).message.html == "<b>b</b>"
    assert await house.claims(at(minutes=9)) == ()
    assert await house.keys_claimed(at(minutes=10)) == []  # the broadcast is on its way
    assert (await house.claims(at(minutes=20)))[0].kind is Kind.BROADCAST  # and in doubt by now


async def test_what_is_owed_later_waits_behind_the_deferred_head_of_its_kind(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "d1"))
    await house.store.outbox.defer(await _one(house), at(minutes=10))
    await _owe(house, draft(made, "d2"))
    assert await house.claims(at(minutes=9)) == ()
    assert await house.store.outbox.next_at() == at(minutes=10)
    assert await house.keys_claimed(at(minutes=10)) == ["d1"]


async def test_a_deferred_row_is_not_counted_as_doubtful(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"))
    assert await house.store.outbox.defer(await _one(house), at(minutes=2))
    assert await house.claims(at(minutes=1)) == ()
    again = await _one(house, 2)
    assert (again.attempts, again.doubts) == (1, 0)


async def test_nothing_passes_a_row_in_doubt(house: House) -> None:
    made, other = await house.destination(1), await house.destination(2)
    await _owe(house, draft(made, "d1"), draft(made, "d2"))
    assert await house.store.outbox.doubt(await _one(house), at(minutes=10))
    await _owe(house, draft(made, "answer", Kind.ANSWER), draft(other, "other"))
    assert await house.keys_claimed(at(minutes=9)) == ["other"]
    again = await _one(house, 10)
    assert (again.message.html, again.attempts, again.doubts) == ("<b>d1</b>", 1, 1)
    await house.store.outbox.mark_sent(again, 1, at(minutes=10))
    assert "answer" in await house.keys_claimed(at(minutes=10))


async def test_a_claim_that_nobody_answers_is_in_doubt_when_its_lease_ends(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"), draft(made, "answer", Kind.ANSWER))
    first = await _one(house)
    assert await house.claims(at(minutes=4)) == ()
    again = await _one(house, 5)
    assert (again.id, again.doubts, again.attempts) == (first.id, 1, 1)
    assert again.token != first.token


async def test_an_answer_after_somebody_else_claimed_the_row_is_refused(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"))
    first = await _one(house)
    second = await _one(house, 5)
    outbox = house.store.outbox
    assert not await outbox.mark_sent(first, 1, NOW)
    assert not await outbox.defer(first, NOW)
    assert not await outbox.doubt(first, NOW)
    assert not await outbox.bury(first, "x")
    assert await outbox.mark_sent(second, 2, NOW)
    assert not await outbox.mark_sent(second, 2, NOW)
    assert await outbox.backlog() == 0


async def test_telegrams_late_word_counts_until_somebody_else_claims_the_row(house: House) -> None:
    made, other = await house.destination(1), await house.destination(2)
    await _owe(house, draft(made, "a"))
    late = await _one(house)
    await _owe(house, draft(other, "b"))
    assert (
        await house.store.outbox.claim(at(minutes=6), at(minutes=5) - NOW, 9, busy=[made.id, other.id]) == ()
    )
    assert await house.store.outbox.mark_sent(late, 1, at(minutes=7))
    assert await house.keys_claimed(at(minutes=8)) == ["b"]


async def test_doubt_about_a_row_already_in_doubt_is_counted_once(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"))
    late = await _one(house)
    await house.store.outbox.claim(at(minutes=6), at(minutes=5) - NOW, 9, busy=[made.id])
    assert await house.store.outbox.doubt(late, at(minutes=7))
    assert (await _one(house, 7)).doubts == 1


async def test_a_buried_row_is_never_tried_again_and_holds_nobody_up(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"), draft(made, "b"))
    assert await house.store.outbox.bury(await _one(house), "can't parse entities")
    assert await house.keys_claimed() == ["b"]
    assert await house.store.outbox.enqueue([draft(made, "a")], NOW) == ()


async def test_busy_destinations_get_nothing(house: House) -> None:
    ada, bob = await house.destination(1), await house.destination(2)
    await _owe(house, draft(ada, "a"), draft(bob, "b"))
    (owed,) = await house.store.outbox.claim(NOW, at(minutes=5) - NOW, 9, busy={ada.id})
    assert owed.destination.id == bob.id


async def test_a_message_that_telegram_took_while_its_chat_closed_is_sent(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"), draft(made, "b"))
    owed = await _one(house)
    await house.store.destinations.close(made.id, GoneReason.KICKED, NOW)
    assert not await house.store.outbox.defer(owed, NOW)
    assert not await house.store.outbox.doubt(owed, NOW)
    assert await house.store.outbox.mark_sent(owed, 4, NOW)
    assert await house.store.outbox.next_at() is None


async def test_the_next_instant_is_when_a_claim_may_bring_something(house: House) -> None:
    outbox = house.store.outbox
    made = await house.destination()
    assert await outbox.next_at() is None
    await _owe(house, draft(made, "a"), draft(made, "b"))
    assert await outbox.next_at() == NOW
    owed = await _one(house)
    assert await outbox.next_at() == at(minutes=5)  # when the claim is given up
    await outbox.defer(owed, at(minutes=2))
    assert await outbox.next_at() == at(minutes=2)
    await outbox.doubt(await _one(house, 2), at(minutes=9))
    await _owe(house, draft(made, "answer", Kind.ANSWER))
    assert await outbox.next_at() == at(minutes=9)
    assert await outbox.backlog() == 3
    await outbox.mark_sent(await _one(house, 9), 1, at(minutes=9))
    assert await outbox.next_at() == NOW


async def test_of_two_rows_in_doubt_after_a_merge_the_older_goes_first(house: House) -> None:
    old, newcomer = await house.destination(-5), await house.destination(-1005)
    await _owe(house, draft(old, "a"), draft(newcomer, "b"))
    for owed in await house.claims():
        await house.store.outbox.doubt(owed, at(minutes=1))
    await house.store.destinations.move(old.id, newcomer.chat_id)
    first = await _one(house, 1)
    assert first.message.html == "<b>a</b>"
    assert await house.claims(at(minutes=2)) == ()
    await house.store.outbox.mark_sent(first, 1, NOW)
    assert await house.keys_claimed(at(minutes=2)) == ["b"]


async def test_unknown_rows_are_ignored(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"))
    owed = await _one(house)
    ghost = Owed(OutboxId(77), owed.token, made, Kind.ANSWER, owed.message, 0, 0, NOW)
    assert not await house.store.outbox.mark_sent(ghost, 1, NOW)


# --- what edits or answers an earlier message ----------------------------------------------------------------

PHOTO = Message("Carte", attachment=Attachment("carte.png", b"png", "image/png", as_photo=True))


async def test_a_photo_comes_out_as_it_went_in(house: House) -> None:
    made = await house.destination()
    await _owe(house, Draft(made.id, Kind.ALERT, "k", PHOTO))
    assert (await _one(house)).message == PHOTO


@pytest.mark.parametrize("target", [OfDraft("first"), OfStory(StoryId(5), How.ALERT)], ids=repr)
@pytest.mark.parametrize("kind", [Kind.ALERT, Kind.ANSWER])
async def test_what_concerns_a_message_waits_until_that_one_is_sent(
    house: House, target: Target, kind: Kind
) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "first", Kind.ALERT, [StoryId(5)]))
    reply = Draft(made.id, kind, "reply", Message("x"), way=Reply(target))
    edit = Draft(made.id, kind, "edit", Message("y"), way=Edit(target, Part.CAPTION, or_new=False))
    await _owe(house, reply, edit)
    first = await _one(house)
    assert first.way is None
    assert await house.claims() == ()
    assert await house.store.outbox.defer(first, at(minutes=1))
    assert await house.claims() == ()
    assert await house.store.outbox.next_at() == at(minutes=1)
    first = await _one(house, 1)
    assert await house.store.outbox.mark_sent(first, 777, at(minutes=1))
    second = await _one(house, 1)
    assert second.way == Replying(777)
    assert await house.store.outbox.mark_sent(second, 778, at(minutes=1))
    assert (await _one(house, 1)).way == Editing(777, Part.CAPTION, or_new=False)


async def test_what_concerns_a_message_that_never_left_is_told_so(house: House) -> None:
    made, other = await house.destination(1), await house.destination(2)
    await _owe(house, draft(made, "first", Kind.ALERT), draft(other, "theirs", Kind.ALERT))
    for n, key in enumerate(("first", "unknown", "theirs")):  # another chat's message is none
        await _owe(house, Draft(made.id, Kind.ANSWER, f"e{n}", Message("x"), way=Edit(OfDraft(key))))
    await _owe(house, Draft(made.id, Kind.ANSWER, "r", Message("x"), way=Reply(OfDraft("first"))))
    first = next(each for each in await house.claims() if each.destination == made)
    await house.store.outbox.bury(first, "refused")
    ways = []
    for _ in range(4):
        owed = await _one(house)
        ways.append(owed.way)
        await house.store.outbox.bury(owed, "seen")
    assert ways == [*[Editing(None, Part.TEXT, or_new=True)] * 3, None]


async def test_a_story_told_long_ago_is_found_by_what_was_told(house: House) -> None:
    made = await house.destination()
    alert = draft(made, "alert", Kind.ALERT, [StoryId(5), StoryId(6)])
    await house.store.destinations.commit_alerts(
        AlertsDecided((alert,), tuple((made.id, told(story, how=How.ALERT)) for story in (5, 6)), Seq(1)), NOW
    )
    await house.store.outbox.mark_sent(await _one(house), 41, NOW)
    await house.store.house.prune(at(days=40), timedelta(days=90))  # its row is gone, what was told stays
    for story, how in ((6, How.ALERT), (6, How.DIGEST)):
        key = f"{story}{how}"
        await _owe(
            house, Draft(made.id, Kind.ALERT, key, Message("x"), way=Edit(OfStory(StoryId(story), how)))
        )
    first = await _one(house, 60 * 24 * 40)
    assert first.way == Editing(41, Part.TEXT, or_new=True)
    await house.store.outbox.mark_sent(first, 41, at(days=40))
    assert (await _one(house, 60 * 24 * 40)).way == Editing(None, Part.TEXT, or_new=True)


async def test_a_message_named_by_its_id_is_waited_for_by_nobody(house: House) -> None:
    made = await house.destination()
    await _owe(house, Draft(made.id, Kind.ANSWER, "e", Message("x"), way=Edit(OfMessage(9), Part.BUTTONS)))
    assert (await _one(house)).way == Editing(9, Part.BUTTONS, or_new=True)


# --- a group that moves, a clock that is set back ------------------------------------------------------------


async def test_a_message_follows_its_group_at_once(house: House) -> None:
    made = await house.destination(-5)
    await _owe(house, draft(made, "a"), draft(made, "b"))
    assert await house.store.outbox.redirect(await _one(house), ChatId(-1005), NOW)
    again = await _one(house)
    assert (again.message.html, again.destination.id, again.destination.chat_id) == (
        "<b>a</b>",
        made.id,
        -1005,
    )


async def test_who_refuses_us_is_closed_with_all_that_is_owed(house: House) -> None:
    made = await house.destination()
    await _owe(house, draft(made, "a"), draft(made, "b"))
    assert await house.store.outbox.turn_away(await _one(house), GoneReason.KICKED, NOW)
    assert (await house.store.destinations.get(made.id)).closed is GoneReason.KICKED
    assert await house.store.outbox.backlog() == 0


async def test_a_clock_that_is_set_back_keeps_nothing_in_its_old_future(house: House) -> None:
    first, second, third = [await house.destination(n) for n in (1, 2, 3)]
    await house.store.outbox.enqueue([draft(first, "future"), draft(first, "behind")], at(days=1))
    await _owe(house, draft(second, "deferred"), draft(third, "sent later"))
    for owed in await house.claims():
        await house.store.outbox.defer(owed, at(days=1) if owed.destination == second else at(minutes=2))
    assert await house.store.outbox.bring_forward(at(minutes=10)) == 3
    (later,) = await house.claims(at(minutes=2))
    assert later.destination == third
    assert set(await house.keys_claimed(at(minutes=10))) >= {"future", "deferred"}
    assert await house.store.outbox.bring_forward(at(minutes=10)) == 0
