"""Who refuses: the publisher, or a protection service in front of it. Named for the admin's sake, never got round.

That a site stands behind a service does not mean that the service refuses: the mark must be one that it leaves on
its own refusals, in the headers or in the page that comes with them.
"""

from __future__ import annotations

from collections.abc import Mapping

PAGE_BYTES = 32_768  # of a refusal that are looked at: the marks stand near its start

_BY_HEADER = {
    "cf-mitigated": "cloudflare",
    "x-vercel-mitigated": "vercel",
    "x-datadome": "datadome",
    "x-dd-b": "datadome",
    "x-sucuri-block": "sucuri",
    "x-amzn-waf-action": "aws",
}
# Of a refusal of its own, by what its page says: https://developers.cloudflare.com/fundamentals/reference/,
# and the pages themselves.
_BY_PAGE = (
    (
        "cloudflare",
        (b"cf-error-details", b"challenge-platform", b"cf-chl-", b"attention required! | cloudflare"),
    ),
    ("cloudflare", (b"<title>just a moment...</title>", b"error code: 1015", b"error code: 1020")),
    ("datadome", (b"captcha-delivery.com",)),
    ("akamai", (b"errors.edgesuite.net", b"/_sec/cp_challenge", b"bm-verify")),
    ("imperva", (b"_incapsula_resource", b"incapsula incident")),
    ("perimeterx", (b"px-captcha", b"_pxhd")),
)
# Servers that are the service's own machine and answer 403 for nobody else.
_BY_SERVER = {"datadome": "datadome", "akamaighost": "akamai", "sucuri": "sucuri"}


def blocker_of(headers: Mapping[str, str], page: bytes = b"") -> str:
    """The protection service that refuses in the publisher's place, or ""; `page` is what came with the refusal."""
    for name, service in _BY_HEADER.items():
        if name in headers:
            return service
    text = page.lower()
    for service, marks in _BY_PAGE:
        if any(mark in text for mark in marks):
            return service
    server = headers.get("Server", "").lower()
    return next((service for mark, service in _BY_SERVER.items() if mark in server), "")


def is_challenge(headers: Mapping[str, str]) -> bool:
    """Whether the service itself says that it refused, whatever the status."""
    return any(name in headers for name in ("cf-mitigated", "x-vercel-mitigated", "x-amzn-waf-action"))
