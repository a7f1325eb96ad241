"""What buttons of who may use the bot do."""

from __future__ import annotations

from typing import assert_never

from bot.model import Reader
from bot.results import Result
from bot.services import admission, rolls
from bot.services.desk import Desk
from bot.views import actions


async def press(desk: Desk, reader: Reader, action: actions.OfAccess) -> Result:
    """Do it. Raises `NotFound` where what it spoke of is gone."""
    match action:
        case actions.ShowAccess():
            return await admission.open_access(desk, reader)
        case actions.ChooseAccess(mode):
            return await admission.choose_place(desk, reader, mode)
        case actions.ShowLinks():
            return await admission.show_links(desk, reader)
        case actions.MakeLink(people, days):
            return await admission.make_usual_link(desk, reader, people, days)
        case actions.RevokeLink(link_id):
            return await admission.revoke_link(desk, reader, link_id)
        case actions.ShowRoll(roll, page):
            return await rolls.show_roll(desk, reader, roll, page)
        case actions.AddToRoll(roll):
            return await rolls.ask(desk, reader, roll)
        case actions.TakeOffRoll(roll, entry_id):
            return await rolls.take_off_line(desk, reader, roll, entry_id)
        case _:
            assert_never(action)
