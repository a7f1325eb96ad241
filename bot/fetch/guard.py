"""No way in: which addresses may be read at all.

Feed addresses come from people, and redirects from anybody. What is judged is therefore not the name in the address
but the socket address that the connection is about to be made to, at every hop: a literal in any spelling, a name
that resolves inwards and a name that changes its answer all end there. No socket is made for a refused address.

The lists are our own (IANA special-purpose registries, RFC 6890): what `ipaddress` calls global differs between
Python versions and takes in multicast and IPv6 forms that carry a private IPv4 address.
"""

from __future__ import annotations

import errno
import re
import socket
import unicodedata
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from bot.errors import FetchProblem, InvalidUrl

# Opened by `allow_private_networks`, for feeds on one's own machine or network.
_PRIVATE_V4 = tuple(
    map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
)
_PRIVATE_V6 = tuple(map(IPv6Network, ("::1/128", "fc00::/7")))
# Never opened: no feed lives there.
_NEVER_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this host
            "100.100.100.200/32",  # metadata of a cloud
            "168.63.129.16/32",  # the same, in public disguise
            "169.254.0.0/16",  # link-local, where most metadata services are
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",  # relay to 6to4
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")  # all else in IPv6 is special
_NEVER_V6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # Teredo and protocol assignments
            "2001:db8::/32",
            "2002::/16",  # 6to4, carries any IPv4 address
            "3fff::/20",
            "fd00:ec2::254/128",  # metadata of a cloud, in private disguise
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # how networks without IPv4 reach it: judged by the address inside
_ISATAP = 0x5EFE  # third last group but one of an interface id that carries IPv4

_SCHEMES = frozenset({"http", "https"})
_PORTS = frozenset({80, 443, 8000, 8080, 8443})  # where the web is; other ports belong to other services
_INWARD_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain")

_DOTS = {0x3002: ".", 0xFF61: ".", 0xFF0E: "."}  # RFC 3490, 3.1
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
AddressInfo = tuple[Any, Any, Any, Any, Any]


class RefusedAddress(OSError):
    """No socket was made. One text for all, so that the reason survives when every address of a name is refused."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "refused address")


def check_url(url: str, allow_private: bool) -> None:
    """Raises `InvalidUrl` for an address that is refused as it is written, before any look-up of its name."""
    try:
        parts = urlsplit(url)
        host, port = _plain(parts.hostname or ""), parts.port
    except ValueError as exc:
        raise InvalidUrl(url) from exc
    # A backslash is a slash to browsers and a letter to others; what cannot be printed is seen by nobody.
    if parts.scheme.lower() not in _SCHEMES or not url.isprintable() or any(char in url for char in " \\"):
        raise InvalidUrl(url)
    if not host or ("[" in parts.netloc) != (":" in host) or (":" not in host and "%" in host):
        raise InvalidUrl(url)
    if parts.username is not None or parts.password is not None:
        raise InvalidUrl(url, FetchProblem.REFUSED_ADDRESS)
    if port == 0 or not (allow_private or port is None or port in _PORTS):
        raise InvalidUrl(url, FetchProblem.REFUSED_ADDRESS)
    if _is_refused_host(host, allow_private):
        raise InvalidUrl(url, FetchProblem.REFUSED_ADDRESS)


def is_refused(address: str, allow_private: bool) -> bool:
    """Whether no connection may be made to this IP address; what is no IP address is refused."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(ip, IPv4Address):
        return _is_refused_v4(ip, allow_private)
    return _is_refused_v6(ip, allow_private)


def guarded_socket(allow_private: bool) -> Callable[[AddressInfo], socket.socket]:
    """A socket factory for aiohttp's connector; raises `RefusedAddress` instead of making a forbidden socket."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if is_refused(str(address[0]), allow_private):
            raise RefusedAddress
        return socket.socket(family, kind, protocol)

    return make


def _plain(host: str) -> str:
    """The host as resolvers see it: full-width and circled letters, other scripts' dots, a final dot put right.

    Raises `ValueError` for a name of more than one reading.
    """
    name = unicodedata.normalize("NFKC", host).translate(_DOTS).casefold().rstrip(".")
    if any(unicodedata.category(char) in _UNSEEN for char in name):
        raise ValueError(host)
    return name


def _is_refused_host(host: str, allow_private: bool) -> bool:
    if ":" in host:
        return is_refused(host, allow_private)
    last = host.rpartition(".")[2]
    if not _NUMERIC.fullmatch(last):
        return not allow_private and last in _INWARD_NAMES
    try:  # decimal, octal, hexadecimal and short forms, as the system's own resolver reads them
        address = socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return True  # no top-level domain is a number
    return is_refused(address, allow_private)


def _is_refused_v4(ip: IPv4Address, allow_private: bool) -> bool:
    if any(ip in network for network in _NEVER_V4):
        return True
    return not allow_private and any(ip in network for network in _PRIVATE_V4)


def _is_refused_v6(ip: IPv6Address, allow_private: bool) -> bool:
    if ip.ipv4_mapped is not None:
        return _is_refused_v4(ip.ipv4_mapped, allow_private)
    if ip in _NAT64:
        return _is_refused_v4(IPv4Address(int(ip) & 0xFFFF_FFFF), allow_private)
    if any(ip in network for network in _NEVER_V6) or (int(ip) >> 32) & 0xFFFF == _ISATAP:
        return True
    if any(ip in network for network in _PRIVATE_V6):
        return not allow_private
    return ip not in _GLOBAL_V6
