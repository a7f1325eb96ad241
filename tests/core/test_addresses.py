"""What people type for an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.addresses import MAX_TYPED_CHARS, addresses_of, is_address, split_name
from bot.errors import InvalidUrl


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://lefanal.example/rss", ["https://lefanal.example/rss"]),
        (" HTTP://LeFanal.example ", ["HTTP://LeFanal.example"]),
        ("lefanal.example", ["https://lefanal.example", "http://lefanal.example"]),
        (
            "www.lefanal.example/monde/",
            ["https://www.lefanal.example/monde/", "http://www.lefanal.example/monde/"],
        ),
        ("<https://lefanal.example/a_(b)>", ["https://lefanal.example/a_(b)"]),
        ("«\u00a0lefanal.example\u00a0».", ["https://lefanal.example", "http://lefanal.example"]),
        ("(https://lefanal.example/rss),", ["https://lefanal.example/rss"]),
        ("feed:https://lefanal.example/rss", ["https://lefanal.example/rss"]),
        ("feed://https://lefanal.example/rss", ["https://lefanal.example/rss"]),
        ("feed://lefanal.example/rss", ["https://lefanal.example/rss", "http://lefanal.example/rss"]),
        ("FEED:lefanal.example/rss", ["https://lefanal.example/rss", "http://lefanal.example/rss"]),
        ("//lefanal.example/rss", ["https://lefanal.example/rss", "http://lefanal.example/rss"]),
        ("lefanal.example:8080/rss", ["https://lefanal.example:8080/rss", "http://lefanal.example:8080/rss"]),
        ("[2001:db8::1]/rss", ["https://[2001:db8::1]/rss", "http://[2001:db8::1]/rss"]),
        ("https://x.example/?u=ftp://y", ["https://x.example/?u=ftp://y"]),
        ("x.example/?u=https://y", ["https://x.example/?u=https://y", "http://x.example/?u=https://y"]),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, expected: list[str]) -> None:
    assert list(addresses_of(typed)) == expected
    assert is_address(typed) or typed.startswith("//")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "  ",
            "ftp://lefanal.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "mailto:a@b.example",
        ),
        *("https://lefanal.example/a b", "Le Monde", "x" * (MAX_TYPED_CHARS + 1), "tg://resolve?domain=x"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(typed: str) -> None:
    with pytest.raises(InvalidUrl):
        addresses_of(typed)


@pytest.mark.parametrize(
    "typed", ["Le Monde", "Otan", "suisse", "", "20 Minutes", "Basta!", "l’actu du jour.", "etc."]
)
def test_a_name_is_no_address(typed: str) -> None:
    assert not is_address(typed)


@pytest.mark.parametrize(
    "typed", ["lemonde.fr", "actu.fr", "https://x", "file:///x", "localhost:80", "a.b/c"]
)
def test_an_address_is_no_name(typed: str) -> None:
    assert is_address(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://lefanal.example/rss Le  Fanal ", ("https://lefanal.example/rss", "Le Fanal")),
        ("lefanal.example Fanal", ("lefanal.example", "Fanal")),
        (" lefanal.example ", ("lefanal.example", "")),
        ("Le Monde", ("Le Monde", "")),
    ],
)
def test_a_name_may_stand_behind_an_address(typed: str, expected: tuple[str, str]) -> None:
    assert split_name(typed) == expected


@given(st.text(max_size=60))
def test_any_text_is_addresses_or_refused(text: str) -> None:
    is_address(text)
    try:
        found = addresses_of(text)
    except InvalidUrl:
        return
    assert 1 <= len(found) <= 2
    assert all(url.lower().startswith(("http://", "https://")) for url in found)
    assert addresses_of(found[0]) == (found[0],) or found[0] != found[0].strip(".,;!<>«»\"'“”()[] \t")
