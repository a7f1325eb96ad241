"""What an admin types behind /acces and /limites, in either language, as people type it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import LimitsUnclear
from bot.french.orders import LinkOrder, Order, Verb, parse_limits, parse_link, parse_order, parse_party
from bot.model import AccessMode, ChatLimits

TODAY = date(2025, 3, 13)
NOTHING = ChatLimits(None, None)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", Order(Verb.SHOW)),
        ("  ", Order(Verb.SHOW)),
        ("Ouvert", Order(Verb.MODE, mode=AccessMode.OPEN)),
        ("OUVERT À TOUS", Order(Verb.MODE, mode=AccessMode.OPEN)),
        ("sur invitation", Order(Verb.MODE, mode=AccessMode.INVITATION)),
        ("by list", Order(Verb.MODE, mode=AccessMode.LIST)),
        ("lien", Order(Verb.LINK)),
        ("Lien 10 7j", Order(Verb.LINK, "10 7j")),
        ("links", Order(Verb.LINKS)),
        ("ajouter  @Camille_B", Order(Verb.ADD, "@Camille_B")),
        ("remove -100123", Order(Verb.REMOVE, "-100123")),
        ("fermé", None),
    ],
)
def test_an_order_is_a_verb_with_the_rest(text: str, order: Order | None) -> None:
    assert parse_order(text) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", LinkOrder(None, None)),
        ("25", LinkOrder(25, None)),
        ("25 personnes", LinkOrder(25, None)),
        ("1 person", LinkOrder(1, None)),
        ("25 août", LinkOrder(None, date(2025, 8, 25))),
        ("jusqu’au 25 août", LinkOrder(None, date(2025, 8, 25))),
        ("7j", LinkOrder(None, date(2025, 3, 20))),
        ("3 jours", LinkOrder(None, date(2025, 3, 16))),
        ("10 7j", LinkOrder(10, date(2025, 3, 20))),
        ("10 personnes jusqu’au 25 août", LinkOrder(10, date(2025, 8, 25))),
        ("0", None),
        ("10001", None),
        ("-3", None),
        ("10 hier", None),
        ("beaucoup", None),
    ],
)
def test_a_link_is_for_people_until_a_day_or_both(text: str, order: LinkOrder | None) -> None:
    assert parse_link(text, TODAY) == order


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("42", 42),
        (" -1001234567890 ", -1001234567890),
        ("@Camille_B", "camille_b"),
        ("https://t.me/Camille_B/", "camille_b"),
        ("t.me/LaVeille", "laveille"),
        ("0", None),
        ("Camille", None),
        ("@été2025", None),
        ("@x", None),
        ("42 43", None),
        ("9" * 19, None),
        ("٤٢", 42),
        ("", None),
    ],
)
def test_a_party_is_a_number_or_a_name(text: str, who: object) -> None:
    assert parse_party(text) == who


@pytest.mark.parametrize(
    ("text", "had", "limits"),
    [
        ("thèmes 50", NOTHING, ChatLimits(50, None)),
        ("50 thèmes", NOTHING, ChatLimits(50, None)),
        ("alertes 0", ChatLimits(50, None), ChatLimits(50, 0)),
        ("Topics 5 alerts 6", NOTHING, ChatLimits(5, 6)),
        ("3 alertes 4 themes", NOTHING, ChatLimits(4, 3)),
        ("thèmes défaut", ChatLimits(5, 6), ChatLimits(None, 6)),
        ("défaut alertes", ChatLimits(5, 6), ChatLimits(5, None)),
    ],
)
def test_limits_are_named_in_any_order_and_what_is_not_named_stays(
    text: str, had: ChatLimits, limits: ChatLimits
) -> None:
    assert parse_limits(text, had) == limits


@pytest.mark.parametrize(
    "text", ["", "thèmes", "thèmes 0", "50", "thèmes x", "thèmes 1001", "a 3", "alertes -1"]
)
def test_limits_that_make_no_sense_are_said_to(text: str) -> None:
    with pytest.raises(LimitsUnclear):
        parse_limits(text, NOTHING)


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    parse_order(text)
    parse_link(text, TODAY)
    parse_party(text)
    try:
        parse_limits(text, NOTHING)
    except LimitsUnclear:
        return
