from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FetchProblem, InvalidUrl
from bot.fetch.guard import RefusedAddress, check_url, guarded_socket, is_refused

ALWAYS, PRIVATE, NEVER = "always refused", "private", "public"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", PRIVATE),
        ("127.255.255.254", PRIVATE),
        ("10.0.0.1", PRIVATE),
        ("10.255.255.255", PRIVATE),
        ("172.16.0.1", PRIVATE),
        ("172.31.255.255", PRIVATE),
        ("192.168.1.1", PRIVATE),
        ("100.64.0.1", PRIVATE),
        ("100.127.255.255", PRIVATE),
        ("::1", PRIVATE),
        ("fc00::1", PRIVATE),
        ("fdff:ffff::1", PRIVATE),
        ("::ffff:127.0.0.1", PRIVATE),
        ("::ffff:10.0.0.1", PRIVATE),
        ("::ffff:7f00:1", PRIVATE),
        ("64:ff9b::127.0.0.1", PRIVATE),
        ("64:ff9b::c0a8:101", PRIVATE),
        ("0.0.0.0", ALWAYS),
        ("0.1.2.3", ALWAYS),
        ("169.254.169.254", ALWAYS),
        ("169.254.0.1", ALWAYS),
        ("168.63.129.16", ALWAYS),
        ("100.100.100.200", ALWAYS),
        ("192.0.0.192", ALWAYS),
        ("192.0.2.1", ALWAYS),
        ("192.88.99.1", ALWAYS),
        ("198.18.0.1", ALWAYS),
        ("198.19.255.255", ALWAYS),
        ("198.51.100.7", ALWAYS),
        ("203.0.113.9", ALWAYS),
        ("224.0.0.1", ALWAYS),
        ("239.255.255.255", ALWAYS),
        ("240.0.0.1", ALWAYS),
        ("255.255.255.255", ALWAYS),
        ("::", ALWAYS),
        ("::127.0.0.1", ALWAYS),
        ("::ffff:0.0.0.0", ALWAYS),
        ("::ffff:169.254.169.254", ALWAYS),
        ("::ffff:0:127.0.0.1", ALWAYS),
        ("64:ff9b::169.254.169.254", ALWAYS),
        ("64:ff9b:1::1", ALWAYS),
        ("100::1", ALWAYS),
        ("2001::1", ALWAYS),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", ALWAYS),
        ("2001:db8::1", ALWAYS),
        ("2002:7f00:1::", ALWAYS),
        ("2002:808:808::1", ALWAYS),
        ("2a01:e0a::200:5efe:127.0.0.1", ALWAYS),
        ("3fff::1", ALWAYS),
        ("5f00::1", ALWAYS),
        ("fd00:ec2::254", ALWAYS),
        ("fe80::1", ALWAYS),
        ("fe80::1%eth0", ALWAYS),
        ("fec0::1", ALWAYS),
        ("ff02::1", ALWAYS),
        ("ff0e::1", ALWAYS),
        ("localhost", ALWAYS),
        ("", ALWAYS),
        ("8.8.8.8", NEVER),
        ("1.1.1.1", NEVER),
        ("172.15.255.255", NEVER),
        ("172.32.0.1", NEVER),
        ("100.63.255.255", NEVER),
        ("100.128.0.1", NEVER),
        ("192.167.255.255", NEVER),
        ("223.255.255.255", NEVER),
        ("::ffff:8.8.8.8", NEVER),
        ("64:ff9b::8.8.8.8", NEVER),
        ("2a00:1450:4007:80e::200e", NEVER),
        ("2606:4700::6810:85e5", NEVER),
    ],
)
def test_every_kind_of_address_is_judged(address: str, kind: str) -> None:
    assert is_refused(address, allow_private=False) == (kind != NEVER)
    assert is_refused(address, allow_private=True) == (kind == ALWAYS)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_inside_ipv6(ip: object) -> None:
    for form in (f"::ffff:{ip}", f"64:ff9b::{ip}"):
        assert is_refused(form, allow_private=False) == is_refused(str(ip), allow_private=False)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_opening_private_networks_opens_nothing_else(ip: object) -> None:
    if not is_refused(str(ip), allow_private=False):
        assert not is_refused(str(ip), allow_private=True)


def test_no_socket_is_made_for_a_refused_address() -> None:
    make = guarded_socket(allow_private=False)
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", 80)),
        (socket.AF_INET6, ("fe80::1%lo", 80, 0, 1)),
        (socket.AF_INET6, ("::ffff:10.0.0.1", 80, 0, 0)),
    ):
        with pytest.raises(RefusedAddress):
            make((family, socket.SOCK_STREAM, 6, "", address))


def test_a_socket_is_made_for_a_public_address() -> None:
    with guarded_socket(allow_private=False)(
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))
    ) as made:
        assert made.family == socket.AF_INET


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://lefanal.example/rss", FetchProblem.BAD_URL),
        ("file:///etc/passwd", FetchProblem.BAD_URL),
        ("gopher://lefanal.example", FetchProblem.BAD_URL),
        ("javascript:alert(1)", FetchProblem.BAD_URL),
        ("//lefanal.example/rss", FetchProblem.BAD_URL),
        ("lefanal.example/rss", FetchProblem.BAD_URL),
        ("https:///rss", FetchProblem.BAD_URL),
        ("https://", FetchProblem.BAD_URL),
        ("", FetchProblem.BAD_URL),
        ("https://lefanal.example:99999/", FetchProblem.BAD_URL),
        ("https://lefanal.example:port/", FetchProblem.BAD_URL),
        ("https://[::1/", FetchProblem.BAD_URL),
        ("https://lefanal.example/a b", FetchProblem.BAD_URL),
        ("https://lefanal.example/a\r\nHost: x", FetchProblem.BAD_URL),
        ("https://moi@lefanal.example/", FetchProblem.REFUSED_ADDRESS),
        ("https://moi:secret@lefanal.example/", FetchProblem.REFUSED_ADDRESS),
        ("https://lefanal.example:22/", FetchProblem.REFUSED_ADDRESS),
        ("https://lefanal.example:6379/", FetchProblem.REFUSED_ADDRESS),
        ("https://lefanal.example:0/", FetchProblem.REFUSED_ADDRESS),
        ("http://127.0.0.1/rss", FetchProblem.REFUSED_ADDRESS),
        ("http://[::1]:8080/rss", FetchProblem.REFUSED_ADDRESS),
        ("http://localhost/rss", FetchProblem.REFUSED_ADDRESS),
        ("http://LOCALHOST./rss", FetchProblem.REFUSED_ADDRESS),
        ("http://box.local/rss", FetchProblem.REFUSED_ADDRESS),
        ("http://metadata.google.internal/", FetchProblem.REFUSED_ADDRESS),
    ],
)
def test_an_address_is_refused_as_written(url: str, problem: FetchProblem) -> None:
    with pytest.raises(InvalidUrl) as caught:
        check_url(url, allow_private=False)
    assert caught.value.problem is problem


INWARD = (
    *("127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "１２７.0.0.1", "①②⑦.0.0.1", "127.0.0.1.", "127.0.0.1。"),
    *(
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0X7F.0.0.1",
        "0177.0.0.1",
        "0177.0.0.01",
        "127.1",
        "127.0.1",
    ),
    *(
        "0",
        "00",
        "0x0",
        "10.1",
        "0xa.1",
        "012.1",
        "192.168.257",
        "0xC0A80101",
        "３２３２２３５７７７",
        "172.1048577",
    ),
    *("2852039166", "0xa9fea9fe", "169.254.43518", "0251.0376.0251.0376", "1684301000"),
    *(
        "ｌｏｃａｌｈｏｓｔ",
        "ⓛocalhost",
        "localhost。",
        "LOCALHOST",
        "a.localhost",
        "routeur．lan",
        "x.internal。",
    ),
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]"),
    *("[::127.0.0.1]", "[::]", "[fe80::1%25lo]", "[::1%25lo]", "[fc00::1]", "[fec0::1]", "[64:ff9b::7f00:1]"),
    *(
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::5efe:7f00:1]",
        "[::ffff:0:7f00:1]",
    ),
    *("256.0.0.1", "1.2.3.4.5", "127.0.0.1.1", "99999999999", "0x", "lefanal.example.0x7f"),
)


@pytest.mark.parametrize("host", INWARD)
def test_an_inner_host_is_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(InvalidUrl) as caught:
        check_url(f"http://{host}/rss", allow_private=False)
    assert caught.value.problem is FetchProblem.REFUSED_ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "http://lefanal.example\\@127.0.0.1/",
        "http://127.0.0.1\\.lefanal.example/",
        "http:\\\\127.0.0.1/",
        "http://127.0.0.1%2f.lefanal.example/",
        "http://%31%32%37.0.0.1/",
        "http://l\u200bocalhost/",
        "http://loc\u00adalhost/",
        "http://lefanal.example\u00a0/",
        "http://lefanal\u2028.example/",
        "http://\ud800.example/",
        "http://lefanal.example/\x7f",
        "http://[v1.a]/",
        "http://[127.0.0.1]/",
        "http://lefanal.example/a\tb",
        "http://\t127.0.0.1/",
        "\nhttp://127.0.0.1/",
    ],
)
def test_an_address_of_two_readings_is_none(url: str) -> None:
    for allow_private in (False, True):
        with pytest.raises(InvalidUrl):
            check_url(url, allow_private)


@pytest.mark.parametrize("host", ["134744072", "0x08080808", "8.8.2056", "８.８.８.８"])
def test_a_public_address_is_public_in_every_spelling(host: str) -> None:
    check_url(f"http://{host}/", allow_private=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://lefanal.example/rss",
        "HTTP://lefanal.example:8080",
        "http://8.8.8.8/rss",
        "https://été.example/rss",
    ],
)
def test_ordinary_addresses_pass(url: str) -> None:
    check_url(url, allow_private=False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:49152/rss", "http://localhost:1/", "http://[fd12::1]/"])
def test_private_networks_can_be_opened(url: str) -> None:
    check_url(url, allow_private=True)


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "http://moi@127.0.0.1/", "ftp://127.0.0.1/"])
def test_some_addresses_stay_refused_when_private_networks_are_open(url: str) -> None:
    with pytest.raises(InvalidUrl):
        check_url(url, allow_private=True)
