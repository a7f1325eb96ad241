"""Which agency an article is copied from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.agency import after_dateline, agency, before_signature


@pytest.mark.parametrize(
    ("title", "text", "author", "expected"),
    [
        ("", "PARIS (AFP) – Le budget est prêt.", "", "AFP"),
        ("", "Bruxelles, le 12 mars 2026 (Belga) - Le budget est prêt.", "", "Belga"),
        ("", "Le budget est prêt. (Keystone-ATS)", "", "ATS"),
        ("", "Le budget est prêt, avec AFP", "", "AFP"),
        ("", "Le budget est prêt.\nBercy se tait.\n(avec Reuters)", "", "Reuters"),
        ("Le budget est prêt (ats)", "", "", "ATS"),
        ("", "", "Le Fanal avec AFP", "AFP"),
        ("", "Le budget est prêt, a dit à l’AFP une source proche.", "Anne Mapin", ""),
        ("", "Détruite en 70 (ap. J.-C.)", "", ""),
        ("", "", "", ""),
    ],
)
def test_an_agency_is_known_by_its_signature(title: str, text: str, author: str, expected: str) -> None:
    assert agency(title, text, author) == expected


@given(st.text(max_size=300))
def test_what_is_left_stands_in_the_text(text: str) -> None:
    assert text.endswith(after_dateline(text))
    assert text.startswith(before_signature(text))
