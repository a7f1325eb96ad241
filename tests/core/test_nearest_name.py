"""Which command was meant by one that does not exist."""

from __future__ import annotations

import pytest

from bot.core.nearest_name import nearest_name

NAMES = ("abonner", "subscribe", "desabonner", "abonnements", "digest", "une", "stop", "start", "pause")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abonne", "abonner"),
        ("abboner", "abonner"),
        ("suscribe", "subscribe"),
        ("desaboner", "desabonner"),
        ("abonnement", "abonnements"),
        ("digset", "digest"),
        ("abo", "abonner"),
        ("pauses", "pause"),
        ("abonnerotan", "abonner"),
        ("", None),
        ("ab", None),
        ("xyz", None),
        ("42", None),
        ("unetelle", None),
        ("unes", "une"),
        ("a" * 4096, None),
    ],
)
def test_what_was_meant(typed: str, meant: str | None) -> None:
    assert nearest_name(typed, NAMES) == meant


def test_nothing_is_near_to_no_names() -> None:
    assert nearest_name("abonne", ()) is None
