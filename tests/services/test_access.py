"""Who is heard, who lets whom in, and what an admin decides about one chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import (
    AccessUnclear,
    AdminsStay,
    ChatUnknown,
    GoneReason,
    LimitReached,
    LimitsUnclear,
    NobodyNamed,
    NotAllowed,
    NotFound,
    NothingKept,
    PrivateOnly,
)
from bot.model import AccessMode, ChatId, ChatKind, ChatLimits, Deed, Reader, Roll, UserId
from bot.results import (
    AccessShown,
    LimitsShown,
    LinkMade,
    LinksShown,
    Question,
    RollChanged,
    RollShown,
    Wanted,
)
from bot.services import admission, conversation, privacy, rolls, schedule, start, subscriptions, taps
from bot.services.access import ENTRANCE, Gate, Standing
from bot.services.desk import Desk
from bot.services.limits import limits
from bot.services.people import destination_of
from bot.views import actions
from tests.conftest import Room
from tests.fakes import reader
from tests.services.house import Town

ADMIN, GROUP = 99, -500
WELCOME, OUTSIDE, UNHEARD = Standing.WELCOME, Standing.OUTSIDE, Standing.UNHEARD


@pytest.fixture
def desk(room: Room) -> Desk:
    return replace(
        room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)}), contact="@vigie")
    )


def admin(**changes: object) -> Reader:
    return reader(ADMIN, **changes)


def in_group(user_id: int | None, **changes: object) -> Reader:
    who = None if user_id is None else UserId(user_id)
    return reader(GROUP, kind=ChatKind.SUPERGROUP, user_id=who, **changes)


async def deeds(desk: Desk) -> list[Deed]:
    return [line.deed for line in reversed(await desk.store.audit.latest(20))]


# --- the gate


async def test_an_open_bot_hears_everybody(desk: Desk) -> None:
    gate = Gate(desk)
    assert [await gate.standing(who) for who in (reader(1), in_group(2), in_group(None))] == [WELCOME] * 3


@pytest.mark.parametrize("mode", [AccessMode.INVITATION, AccessMode.LIST])
async def test_a_closed_bot_hears_admins_and_who_was_here_or_is_listed(desk: Desk, mode: AccessMode) -> None:
    gate = Gate(desk)
    await destination_of(desk, reader(1))
    assert await gate.standing(reader(2)) is WELCOME
    await admission.choose(desk, admin(), mode)
    assert await gate.standing(reader(1)) is WELCOME
    assert await gate.standing(reader(2)) is OUTSIDE  # also from memory
    assert await gate.standing(admin()) is WELCOME
    assert await gate.standing(in_group(ADMIN)) is OUTSIDE  # the group's own affair
    await rolls.put(desk, admin(), Roll.ADMITTED, "2")
    assert await gate.standing(reader(2)) is WELCOME
    await rolls.take_off(desk, admin(), Roll.ADMITTED, "2")
    assert await gate.standing(reader(2)) is OUTSIDE
    await admission.choose(desk, admin(), AccessMode.OPEN)
    assert await gate.standing(reader(3)) is WELCOME


async def test_a_link_lets_in_the_person_and_nobody_by_guessing(desk: Desk) -> None:
    gate = Gate(desk)
    await admission.choose(desk, admin(), AccessMode.INVITATION)
    made = await admission.make_link(desk, admin(), 1, None)
    assert len(made.payload.removeprefix(ENTRANCE)) >= 22  # 128 bits, in base64
    assert len(made.payload) <= 64
    assert await gate.standing(reader(1), ENTRANCE + "x" * 24) is OUTSIDE
    assert await gate.standing(reader(1), made.payload) is WELCOME
    assert await gate.standing(reader(1)) is WELCOME
    assert await gate.standing(reader(2), made.payload) is OUTSIDE
    assert await gate.standing(reader(1), made.payload) is WELCOME


async def test_a_link_lets_nobody_in_where_only_the_list_counts(desk: Desk) -> None:
    made = await admission.make_link(desk, admin(), None, None)
    await admission.choose(desk, admin(), AccessMode.LIST)
    assert await Gate(desk).standing(reader(1), made.payload) is OUTSIDE
    await admission.choose(desk, admin(), AccessMode.INVITATION)
    assert await Gate(desk).standing(reader(1), made.payload) is WELCOME


async def test_the_link_to_administrate_passes_a_closed_door(desk: Desk) -> None:
    gate = Gate(desk)
    await admission.choose(desk, admin(), AccessMode.LIST)
    await desk.store.admins.invite(start.code_hash("code"), desk.clock.now())
    assert await gate.standing(reader(1), "admin_other") is OUTSIDE
    assert await gate.standing(reader(1), "admin_code") is WELCOME
    await start.start(desk, reader(1), "admin_code")
    assert await gate.standing(reader(1)) is WELCOME


async def test_a_group_enters_with_whoever_has_access_and_not_with_another(desk: Desk) -> None:
    gate = Gate(desk)
    await admission.choose(desk, admin(), AccessMode.LIST)
    await rolls.put(desk, admin(), Roll.ADMITTED, "1")
    assert await gate.let_in(in_group(2)) is OUTSIDE
    assert await gate.let_in(in_group(None)) is OUTSIDE
    assert await gate.let_in(reader(2)) is OUTSIDE
    assert await gate.let_in(in_group(1)) is WELCOME
    assert await gate.standing(in_group(2)) is WELCOME
    await rolls.take_off(desk, admin(), Roll.ADMITTED, "1")
    assert await gate.standing(in_group(2)) is WELCOME  # by itself from then on


async def test_a_blocked_person_is_unheard_everywhere_and_a_blocked_group_with_everybody_in_it(
    desk: Desk,
) -> None:
    gate = Gate(desk)
    await rolls.block(desk, admin(), "1")
    assert [await gate.standing(who) for who in (reader(1), in_group(1), in_group(2))] == [
        UNHEARD,
        UNHEARD,
        WELCOME,
    ]
    await rolls.block(desk, admin(), str(GROUP))
    for person in (1, 2, ADMIN, None):
        assert await gate.standing(in_group(person)) is UNHEARD
    await rolls.unblock(desk, admin(), "1")
    assert await gate.standing(reader(1)) is WELCOME


async def test_a_name_is_met_once_and_belongs_to_a_number_from_then_on(desk: Desk) -> None:
    gate = Gate(desk)
    await admission.choose(desk, admin(), AccessMode.LIST)
    await rolls.put(desk, admin(), Roll.ADMITTED, "@Camille_B")
    assert await gate.standing(reader(1, name="somebody")) is OUTSIDE
    assert await gate.standing(reader(1, name="camille_b")) is WELCOME
    assert await gate.standing(reader(1)) is WELCOME
    assert await gate.standing(reader(2, name="camille_b")) is OUTSIDE
    await rolls.block(desk, admin(), "https://t.me/LaVeille")
    assert await gate.standing(in_group(1, chat_name="laveille")) is UNHEARD


# --- delivery


async def test_nothing_is_sent_to_who_lost_access_and_what_was_missed_comes_back(room: Room) -> None:
    town = Town(room)
    desk = room.desk = replace(room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)})))
    await town.open_paper("Le Fanal")
    await town.follow("Otan", 1)
    from tests.fakes import Item

    await admission.choose(desk, admin(), AccessMode.LIST)
    await rolls.take_off(desk, admin(), Roll.ADMITTED, "1")
    room.clock.move(minutes=5)
    await town.publish("Le Fanal", Item("L’Otan réunit ses ministres", at=room.clock.now()))
    assert await town.next_digest() == []
    await rolls.put(desk, admin(), Roll.ADMITTED, "1")
    (said,) = await town.tick()
    assert "ministres" in said


# --- what an admin does


async def test_only_admins_decide_and_links_are_not_for_a_group(desk: Desk) -> None:
    for verb in (admission.show_access, rolls.block, rolls.unblock, limits):
        with pytest.raises(NotAllowed):
            await verb(desk, reader(1), "")
    for text in ("", "lien", "invitation", "ajouter 1"):
        with pytest.raises(PrivateOnly):
            await admission.show_access(desk, in_group(ADMIN), text)
    with pytest.raises(PrivateOnly):
        await rolls.block(desk, in_group(ADMIN), "")
    for action in (
        actions.ShowAccess(),
        actions.ChooseAccess(1),
        actions.ShowLinks(),
        actions.MakeLink(1, 1),
        actions.RevokeLink(1),
        actions.ShowRoll(0, 0),
        actions.AddToRoll(0),
        actions.TakeOffRoll(0, 1),
    ):
        with pytest.raises(NotAllowed):
            await taps.press(desk, reader(1), action)
    assert await deeds(desk) == []
    assert await rolls.mode(desk) is AccessMode.OPEN


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", AccessShown),
        ("sur invitation", AccessShown),
        ("Liste", AccessShown),
        ("open", AccessShown),
        ("lien", LinkMade),
        ("link 25 personnes", LinkMade),
        ("lien 3 jours", LinkMade),
        ("lien 10 7j", LinkMade),
        ("lien 25 août", LinkMade),
        ("liens", LinksShown),
        ("ajouter @camille_b", RollChanged),
        ("retirer 12", RollChanged),
        ("ajouter", Question),
    ],
)
async def test_what_follows_acces_is_understood(desk: Desk, text: str, kind: type) -> None:
    assert isinstance(await admission.show_access(desk, admin(), text), kind)


@pytest.mark.parametrize("text", ["bonjour", "lien 0", "lien 99999999", "lien hier", "lien 10 hier", "fermé"])
async def test_what_follows_acces_and_makes_no_sense_changes_nothing(desk: Desk, text: str) -> None:
    with pytest.raises(AccessUnclear):
        await admission.show_access(desk, admin(), text)
    assert await deeds(desk) == []


@pytest.mark.parametrize(
    "text", ["ajouter Camille", "ajouter @x", "retirer 0", "ajouter --3", "ajouter " + "9" * 40]
)
async def test_nobody_is_listed_by_what_names_nobody(desk: Desk, text: str) -> None:
    with pytest.raises(NobodyNamed):
        await admission.show_access(desk, admin(), text)


async def test_limits_of_a_link_are_those_typed(desk: Desk) -> None:
    async def made(text: str) -> LinkMade:
        result = await admission.show_access(desk, admin(), f"lien {text}")
        assert isinstance(result, LinkMade)
        return result

    now = desk.clock.now()
    usual, many, dated, both = [(await made(text)).link for text in ("", "25", "7j", "10 7j")]
    assert (usual.people, usual.until) == (1, now + timedelta(days=30))
    assert (many.people, many.until) == (25, None)
    assert (dated.people, both.people) == (None, 10)
    assert dated.until == both.until
    assert dated.until is not None
    assert timedelta(days=7) < dated.until - now <= timedelta(days=8)  # the last day counts
    for link in (usual, many, dated, both):
        await admission.revoke_link(desk, admin(), link.id)
    with pytest.raises(NotFound):
        await admission.revoke_link(desk, admin(), usual.id)


async def test_closing_the_door_says_who_stays_and_only_then(desk: Desk) -> None:
    for number in (1, 2, 3):
        await destination_of(desk, reader(number))
    shown = await admission.choose_place(desk, admin(), 1)
    assert (shown.mode, shown.kept) == (AccessMode.INVITATION, 3)
    assert (await admission.choose_place(desk, admin(), 1)).kept is None
    assert (await admission.choose_place(desk, admin(), 2)).kept is None
    assert await deeds(desk) == [Deed.ACCESS_CHANGED, Deed.ACCESS_CHANGED]
    for place in (-1, 3):
        with pytest.raises(NotFound):
            await admission.choose_place(desk, admin(), place)


async def test_an_admin_cannot_be_blocked_and_deeds_are_noted_once(desk: Desk) -> None:
    with pytest.raises(AdminsStay):
        await rolls.block(desk, reader(ADMIN), str(ADMIN))
    done = [await rolls.block(desk, admin(), "1") for _ in range(2)]
    assert [each.changed for each in done if isinstance(each, RollChanged)] == [True, False]
    done = [await rolls.unblock(desk, admin(), "1") for _ in range(2)]
    assert [each.changed for each in done if isinstance(each, RollChanged)] == [True, False]
    assert await deeds(desk) == [Deed.CHAT_BLOCKED, Deed.CHAT_UNBLOCKED]
    assert all(line.subject == "" and line.about == 1 for line in await desk.store.audit.latest(9))


async def test_a_message_answered_or_forwarded_names_its_author(desk: Desk) -> None:
    blocked = await rolls.block(desk, admin(about=ChatId(7)), "")
    assert isinstance(blocked, RollChanged)
    assert blocked.who == 7
    other = await rolls.block(desk, admin(about=ChatId(7)), "8")  # what is typed goes first
    assert isinstance(other, RollChanged)
    assert other.who == 8
    asked = await taps.press(desk, admin(), actions.AddToRoll(0))
    assert isinstance(asked, Question)
    assert asked.wanted is Wanted.ADMIT
    put = await conversation.hear(desk, admin(about=ChatId(12)), "bonjour 13")
    assert isinstance(put, RollChanged)
    assert (put.who, put.roll) == (12, Roll.ADMITTED)
    await taps.press(desk, admin(), actions.AddToRoll(1))
    with pytest.raises(NobodyNamed):
        await conversation.hear(desk, admin(), "quelqu’un")
    put = await conversation.hear(desk, admin(), "@Camille_B")  # asked again
    assert isinstance(put, RollChanged)
    assert (put.who, put.roll) == ("camille_b", Roll.BLOCKED)


async def test_lists_are_turned_and_shortened_in_place(desk: Desk) -> None:
    for number in range(1, 12):
        await rolls.block(desk, admin(), str(number))
    shown = await rolls.show_roll(desk, admin(), 1, 9)
    assert isinstance(shown, RollShown)
    assert (shown.page, shown.pages, shown.total, len(shown.entries)) == (1, 2, 11, 3)
    line = shown.entries[0]
    after = await taps.press(desk, admin(), actions.TakeOffRoll(1, line.id))
    assert isinstance(after, RollShown)
    assert (after.gone, after.total) == (line, 10)
    with pytest.raises(NotFound):
        await taps.press(desk, admin(), actions.TakeOffRoll(1, line.id))
    with pytest.raises(NotFound):
        await taps.press(desk, admin(), actions.ShowRoll(2, 0))


# --- those without access


async def test_what_is_everybodys_right_makes_nothing_and_opens_nothing(desk: Desk) -> None:
    outsider = reader(1, admitted=False)
    for use in (privacy.show_data, privacy.ask_to_erase, schedule.stop):
        with pytest.raises(NothingKept):
            await use(desk, outsider, "")
    assert await privacy.show_privacy(desk, outsider, "")
    assert await desk.store.destinations.find(ChatId(1), None) is None
    await subscriptions.subscribe(desk, reader(1), "Otan")
    await rolls.block(desk, admin(), "1")
    assert b"Otan" in (await privacy.show_data(desk, outsider, "")).content
    await schedule.stop(desk, outsider, "")
    question = await privacy.ask_to_erase(desk, outsider, "")
    found = await desk.store.destinations.find(ChatId(1), None)
    assert found is not None
    assert (found.closed, found.paused) == (GoneReason.BARRED, True)
    await privacy.erase(desk, outsider, question.ask_id)
    assert await desk.store.destinations.find(ChatId(1), None) is None
    with pytest.raises(NotFound):
        await privacy.erase(desk, outsider, question.ask_id)


async def test_erasing_says_that_access_goes_as_well_where_there_is_any_to_lose(desk: Desk) -> None:
    assert not (await privacy.ask_to_erase(desk, reader(1), "")).shuts_out
    await admission.choose(desk, admin(), AccessMode.LIST)
    assert (await privacy.ask_to_erase(desk, reader(1), "")).shuts_out
    assert not (await privacy.ask_to_erase(desk, admin(), "")).shuts_out


# --- limits


async def test_limits_of_one_chat_go_before_everybodys(desk: Desk) -> None:
    await destination_of(desk, reader(1))
    shown = await limits(desk, admin(), "1")
    assert shown == LimitsShown(ChatId(1), ChatLimits(None, None), ChatLimits(30, 10), changed=False)
    await limits(desk, admin(), "1 thèmes 2")
    shown = await limits(desk, admin(), "1 Alertes 3")
    assert (shown.limits, shown.changed) == (ChatLimits(2, 3), True)
    for topic in ("Otan", "budget"):
        await subscriptions.subscribe(desk, reader(1), topic)
    with pytest.raises(LimitReached) as full:
        await subscriptions.subscribe(desk, reader(1), "Gaza")
    assert (full.value.limit, full.value.contact) == (2, "@vigie")
    shown = await limits(desk, admin(about=ChatId(1)), "défaut thèmes 5 alertes")
    assert shown.limits == ChatLimits(None, 5)
    assert await deeds(desk) == [Deed.LIMIT_CHANGED] * 3


@pytest.mark.parametrize(
    "text",
    ["1 thèmes", "1 thèmes 0", "1 thèmes 1001", "1 chats 3", "1 3", "1 alertes -1", "@camille_b thèmes 3"],
)
async def test_limits_that_make_no_sense_change_nothing(desk: Desk, text: str) -> None:
    await destination_of(desk, reader(1))
    with pytest.raises(LimitsUnclear):
        await limits(desk, admin(), text)
    assert await desk.store.access.limits(ChatId(1)) == ChatLimits(None, None)


async def test_limits_are_of_chats_that_are_known(desk: Desk) -> None:
    with pytest.raises(ChatUnknown):
        await limits(desk, admin(), "12345 thèmes 3")
