"""What admins may be told of who uses the bot."""

from __future__ import annotations

from datetime import timedelta

from bot.model import AccessLink, AccessMode, ChatId, ChatLimits, Listed, Roll
from bot.results import AccessShown, LimitsShown, LinkMade, LinksShown, Result, RollChanged, RollShown
from tests.views.samples import NOW

LONG = "<b>Veille</b> & « amis » " * 20
LINK = AccessLink(1, NOW, 3, 10, NOW + timedelta(days=30))
ENDLESS = AccessLink(2, NOW - timedelta(days=400), 0, None, None)
LISTED = (
    Listed(9, ChatId(-1001234567890), "", LONG, NOW),
    Listed(8, ChatId(42), "camille_b", "", NOW),
    Listed(7, None, "n" * 32, "", NOW),
)
ACCESS: list[Result] = [
    *(AccessShown(mode, 12, 1, 0, kept) for mode in AccessMode for kept in (None, 0, 1, 12)),
    LinkMade(LINK, "vigie_bot", "i_" + "x" * 24, AccessMode.INVITATION),
    LinkMade(ENDLESS, "", "i_" + "x" * 24, AccessMode.OPEN),
    LinksShown((), AccessMode.OPEN),
    LinksShown((LINK, ENDLESS) * 30, AccessMode.LIST, revoked=True),
    RollShown(Roll.ADMITTED, (), 0, 1, 0, AccessMode.OPEN),
    RollShown(Roll.BLOCKED, (), 0, 1, 0, AccessMode.LIST, gone=LISTED[2]),
    *(RollShown(roll, LISTED, 1, 3, 20, AccessMode.OPEN, gone=LISTED[0]) for roll in Roll),
    *(
        RollChanged(roll, who, on, changed, AccessMode.OPEN)
        for roll in Roll
        for who in (ChatId(42), "camille_b")
        for on in (True, False)
        for changed in (True, False)
    ),
    LimitsShown(ChatId(-42), ChatLimits(None, None), ChatLimits(30, 10), changed=False),
    LimitsShown(ChatId(42), ChatLimits(1, 0), ChatLimits(30, 10), changed=True),
]
