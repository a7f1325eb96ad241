"""Who may use the bot, as the store keeps it: lists, links, and what closes and opens with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import GoneReason, NotFound
from bot.model import AccessMode, AccessRule, ChatId, ChatKind, ChatLimits, Roll, UserId
from bot.ports import SILENCE
from tests.store.making import NOW, House, draft, reader

RULE = AccessRule(AccessMode.OPEN, frozenset({UserId(99)}))
MINE, OTHER, GROUP = ChatId(42), ChatId(43), ChatId(-500)
LATER = NOW + timedelta(hours=1)
CODE = b"c" * 32


async def closed(house: House, chat_id: ChatId) -> GoneReason | None:
    (found, *_) = await house.store.destinations.of_chat(chat_id)
    return found.closed


async def known(house: House, chat_id: ChatId, rule: AccessRule = RULE) -> tuple[bool, bool]:
    """Whether the chat is blocked, and whether it is let in."""
    found = await house.store.access.acquaintance(chat_id, None, (), rule)
    return found.chat_blocked, found.chat_admitted


async def test_whoever_is_there_when_the_door_closes_stays_and_a_newcomer_does_not_enter(
    house: House,
) -> None:
    access = house.store.access
    await house.destination(MINE)
    await house.destination(ChatId(99))
    assert await access.choose(AccessMode.LIST, RULE, NOW) == 1
    assert await access.choose(AccessMode.INVITATION, RULE, NOW) is None
    assert await access.choose(AccessMode.LIST, RULE, NOW) is None
    assert await known(house, MINE) == (False, True)
    assert await known(house, OTHER) == (False, False)
    assert await closed(house, MINE) is None
    assert (await access.acquaintance(MINE, None, (), RULE)).mode is AccessMode.LIST


async def test_whoever_is_taken_off_the_list_is_closed_and_opened_again_when_let_in(house: House) -> None:
    access = house.store.access
    mine = await house.due(MINE)
    await house.destination(OTHER)
    await access.choose(AccessMode.INVITATION, RULE, NOW)
    await house.store.outbox.enqueue([draft(mine, "owed")], NOW)
    assert await access.remove(Roll.ADMITTED, MINE, RULE, NOW)
    assert await closed(house, MINE) is GoneReason.SHUT_OUT
    assert await closed(house, OTHER) is None
    assert await house.store.outbox.claim(LATER, timedelta(minutes=1), 10) == ()
    assert await house.store.destinations.claim_due(LATER + timedelta(days=2), timedelta(minutes=1), 9) == ()
    assert not await access.remove(Roll.ADMITTED, MINE, RULE, NOW)
    assert await access.add(Roll.ADMITTED, MINE, RULE, LATER)
    assert not await access.add(Roll.ADMITTED, MINE, RULE, LATER)
    assert await closed(house, MINE) is None


async def test_an_open_door_opens_for_all_that_were_shut_out_and_for_nobody_who_left(house: House) -> None:
    access = house.store.access
    await house.destination(MINE)
    gone = await house.destination(OTHER)
    await house.store.destinations.close(gone.id, GoneReason.KICKED, NOW)
    await access.choose(AccessMode.LIST, RULE, NOW)
    await access.remove(Roll.ADMITTED, MINE, RULE, NOW)
    await access.choose(AccessMode.OPEN, RULE, LATER)
    assert await closed(house, MINE) is None
    assert await closed(house, OTHER) is GoneReason.KICKED
    await access.choose(AccessMode.LIST, RULE, LATER)
    assert await known(house, OTHER) == (False, True)  # left, and was in before


async def test_the_configuration_closes_the_door_once_and_an_admins_choice_goes_before_it(
    house: House,
) -> None:
    access, strict = house.store.access, AccessRule(AccessMode.LIST, frozenset())
    await house.destination(MINE)
    assert await access.begin(RULE, NOW) is None
    assert await access.begin(strict, NOW) == 1
    assert await known(house, MINE, strict) == (False, True)
    await access.remove(Roll.ADMITTED, MINE, strict, NOW)
    assert await access.begin(strict, LATER) is None
    assert await closed(house, MINE) is GoneReason.SHUT_OUT  # not let in by a restart
    await access.choose(AccessMode.OPEN, strict, LATER)
    assert await access.begin(strict, LATER) is None
    assert await closed(house, MINE) is None


async def test_admins_are_never_closed(house: House) -> None:
    await house.destination(ChatId(99))
    await house.store.admins.invite(CODE, NOW)
    await house.store.admins.claim(CODE, UserId(98), NOW)
    await house.destination(ChatId(98))
    await house.store.access.choose(AccessMode.LIST, RULE, NOW)
    for admin in (ChatId(98), ChatId(99)):
        await house.store.access.remove(Roll.ADMITTED, admin, RULE, NOW)
        await house.store.access.add(Roll.BLOCKED, admin, RULE, NOW)
        assert await closed(house, admin) is None


async def test_a_blocked_chat_is_closed_in_all_its_topics_and_comes_back_as_it_was(house: House) -> None:
    access = house.store.access
    for thread in (None, 7):
        await house.destination(GROUP, thread)
    assert await access.add(Roll.BLOCKED, GROUP, RULE, NOW)
    found = await house.store.destinations.of_chat(GROUP)
    assert [each.closed for each in found] == [GoneReason.BARRED] * 2
    assert await known(house, GROUP) == (True, False)
    assert await access.remove(Roll.BLOCKED, GROUP, RULE, NOW)
    found = await house.store.destinations.of_chat(GROUP)
    assert [each.closed for each in found] == [None] * 2


async def test_whoever_becomes_an_admin_is_opened_and_who_no_longer_is_one_is_not(house: House) -> None:
    access = house.store.access
    await access.choose(AccessMode.LIST, RULE, NOW)
    for chat in (MINE, OTHER, ChatId(99)):
        await house.destination(chat)
    await access.begin(RULE, NOW)
    assert await closed(house, MINE) is GoneReason.SHUT_OUT
    await house.store.admins.invite(CODE, NOW)
    assert await house.store.admins.claim(CODE, UserId(MINE), NOW)
    assert await closed(house, MINE) is None
    await access.begin(AccessRule(AccessMode.OPEN, frozenset({UserId(OTHER)})), LATER)
    assert await closed(house, OTHER) is None
    assert await closed(house, ChatId(99)) is GoneReason.SHUT_OUT


async def test_nothing_but_access_opens_what_it_closed(house: House) -> None:
    """Whoever forgets to ask the gate must not begin sending again."""
    await house.destination(MINE)
    await house.store.access.add(Roll.BLOCKED, MINE, RULE, NOW)
    found, was_closed = await house.store.destinations.open(reader(MINE), "Europe/Paris", (), NOW)
    assert (found.closed, was_closed) == (GoneReason.BARRED, False)


async def test_who_is_blocked_and_has_no_access_stays_out_when_unblocked(house: House) -> None:
    access = house.store.access
    await house.destination(MINE)
    await access.add(Roll.BLOCKED, MINE, RULE, NOW)
    await access.choose(AccessMode.LIST, RULE, NOW)  # blocked when the door closes: not let in by that
    await access.remove(Roll.BLOCKED, MINE, RULE, LATER)
    assert await closed(house, MINE) is GoneReason.SHUT_OUT


async def test_a_name_becomes_a_number_once_its_bearer_comes(house: House) -> None:
    access = house.store.access
    await house.destination(MINE)
    assert await access.add(Roll.BLOCKED, "camille_b", RULE, NOW)
    assert not await access.add(Roll.BLOCKED, "camille_b", RULE, NOW)
    assert (await access.acquaintance(MINE, None, ("camille_b",), RULE)).is_named
    await access.meet(MINE, "camille_b", RULE, NOW)
    assert await known(house, MINE) == (True, False)
    assert await closed(house, MINE) is GoneReason.BARRED
    assert not (await access.acquaintance(OTHER, None, ("camille_b",), RULE)).is_named  # names change hands
    (entry,) = await access.listed(Roll.BLOCKED, 0, 10)
    assert (entry.chat_id, entry.name) == (MINE, "camille_b")
    assert await access.remove(Roll.BLOCKED, "camille_b", RULE, NOW)
    assert await closed(house, MINE) is None


async def test_a_name_of_somebody_listed_already_is_not_listed_twice(house: House) -> None:
    access = house.store.access
    await access.add(Roll.ADMITTED, MINE, RULE, NOW)
    await access.add(Roll.ADMITTED, "camille_b", RULE, NOW)
    await access.meet(MINE, "camille_b", RULE, NOW)
    assert await access.count(Roll.ADMITTED) == 1


async def test_lists_come_page_by_page_newest_first_with_titles(house: House) -> None:
    access = house.store.access
    group = reader(GROUP, kind=ChatKind.GROUP, title="Veille")
    await house.store.destinations.open(group, "Europe/Paris", (), NOW)
    for chat in (MINE, GROUP):
        await access.add(Roll.ADMITTED, chat, RULE, NOW)
    first, second = await access.listed(Roll.ADMITTED, 0, 2)
    assert (first.chat_id, first.title) == (GROUP, "Veille")
    assert await access.listed(Roll.ADMITTED, 1, 2) == (second,)
    assert await access.get(Roll.ADMITTED, second.id) == second
    with pytest.raises(NotFound):
        await access.get(Roll.BLOCKED, second.id)


@pytest.mark.parametrize(
    ("people", "until", "enter"),
    [(1, None, 1), (3, None, 3), (None, LATER, 5), (2, LATER, 2), (None, None, 5)],
)
async def test_a_link_lets_in_as_many_as_it_says(
    house: House, people: int | None, until: object, enter: int
) -> None:
    access = house.store.access
    await access.choose(AccessMode.INVITATION, RULE, NOW)
    await access.invite(CODE, people, LATER if until else None, NOW)
    entered = [await access.enter(CODE, ChatId(number), RULE, NOW) for number in range(1, 6)]
    assert entered.count(True) == enter
    assert await access.count(Roll.ADMITTED) == enter
    assert await access.enter(CODE, OTHER, RULE, LATER) is (people is None and until is None)


async def test_a_revoked_link_lets_nobody_in_and_is_listed_no_more(house: House) -> None:
    access = house.store.access
    link = await access.invite(CODE, None, None, NOW)
    assert await access.enter(CODE, MINE, RULE, NOW)
    (shown,) = await access.links(NOW)
    assert (shown.id, shown.used) == (link.id, 1)
    await access.revoke(link.id, NOW)
    assert not await access.enter(CODE, OTHER, RULE, NOW)
    assert await access.links(NOW) == ()
    assert await known(house, MINE) == (False, True)
    with pytest.raises(NotFound):
        await access.revoke(link.id, NOW)


async def test_an_unknown_code_lets_nobody_in(house: House) -> None:
    assert not await house.store.access.enter(b"x" * 32, MINE, RULE, NOW)


async def test_erasing_a_chat_does_not_lift_its_block_and_keeps_no_number(store_file: House) -> None:
    access = store_file.store.access
    await store_file.destination(MINE)
    await access.add(Roll.BLOCKED, MINE, RULE, NOW)
    await access.add(Roll.ADMITTED, MINE, RULE, NOW)
    await store_file.store.chats.erase(MINE, NOW)
    assert await known(store_file, MINE) == (True, False)
    assert await access.count(Roll.BLOCKED) == 0
    assert not await access.add(Roll.BLOCKED, MINE, RULE, NOW)
    assert await access.remove(Roll.BLOCKED, MINE, RULE, NOW)
    assert await known(store_file, MINE) == (False, False)


async def test_a_block_outlives_the_erasure_of_what_was_silent_for_long(house: House) -> None:
    await house.destination(MINE)
    await house.store.access.add(Roll.BLOCKED, MINE, RULE, NOW)
    assert await house.store.chats.erase_silent(NOW + SILENCE, ()) == 1
    assert await known(house, MINE) == (True, False)


async def test_a_group_takes_its_place_on_the_lists_along(house: House) -> None:
    group = await house.destination(GROUP)
    await house.store.access.add(Roll.ADMITTED, GROUP, RULE, NOW)
    await house.store.destinations.move(group.id, ChatId(-1_000_500))
    assert await known(house, ChatId(-1_000_500)) == (False, True)
    assert await known(house, GROUP) == (False, False)


async def test_the_revision_rises_with_what_changes_answers(house: House) -> None:
    access, seen = house.store.access, []
    link = await access.invite(CODE, None, None, NOW)
    await house.store.admins.invite(b"a" * 32, NOW)
    for change in (
        access.add(Roll.BLOCKED, MINE, RULE, NOW),
        access.add(Roll.BLOCKED, "camille_b", RULE, NOW),
        access.meet(OTHER, "camille_b", RULE, NOW),
        access.remove(Roll.BLOCKED, MINE, RULE, NOW),
        access.choose(AccessMode.INVITATION, RULE, NOW),
        access.enter(CODE, MINE, RULE, NOW),
        house.store.admins.claim(b"a" * 32, UserId(7), NOW),
    ):
        seen.append(await access.revision())
        await change
    seen.append(await access.revision())
    assert sorted(set(seen)) == seen
    await access.revoke(link.id, NOW)


async def test_limits_hold_in_every_topic_of_a_chat_also_in_those_to_come(house: House) -> None:
    access = house.store.access
    with pytest.raises(NotFound):
        await access.set_limits(GROUP, ChatLimits(1, 1))
    with pytest.raises(NotFound):
        await access.limits(GROUP)
    await house.destination(GROUP)
    await access.set_limits(GROUP, ChatLimits(50, 0))
    later = await house.destination(GROUP, 7)
    assert (later.max_topics, later.alert_cap) == (50, 0)
    assert await access.limits(GROUP) == ChatLimits(50, 0)
    await access.set_limits(GROUP, ChatLimits(None, None))
    assert await access.limits(GROUP) == ChatLimits(None, None)


async def test_an_invitation_to_administrate_can_be_looked_at_without_being_used(house: House) -> None:
    admins = house.store.admins
    await admins.invite(CODE, NOW)
    assert await admins.is_invited(CODE, NOW)
    assert not await admins.is_invited(b"x" * 32, NOW)
    assert not await admins.is_invited(CODE, NOW + timedelta(days=8))
    assert await admins.claim(CODE, UserId(7), NOW)
    assert not await admins.is_invited(CODE, NOW)


async def test_whoever_is_here_for_a_last_word_is_not_reopened_nor_closed(house: House) -> None:
    await house.destination(MINE)
    await house.store.chats.erase_for(reader(MINE, update_id=900), NOW)
    await house.store.access.choose(AccessMode.LIST, RULE, NOW)
    assert await closed(house, MINE) is None
    assert await known(house, MINE) == (False, False)
