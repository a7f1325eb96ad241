from __future__ import annotations

import pytest

from bot.fetch.blockers import blocker_of, is_challenge


@pytest.mark.parametrize(
    ("headers", "page", "service"),
    [
        ({"cf-mitigated": "challenge"}, b"", "cloudflare"),
        ({"Server": "cloudflare", "cf-ray": "8a"}, b"<h1>Forbidden</h1>nginx", ""),
        ({"Server": "cloudflare"}, b"<title>Just a moment...</title>", "cloudflare"),
        ({"Server": "cloudflare"}, b"<title>Attention Required! | Cloudflare</title>", "cloudflare"),
        ({"Server": "cloudflare"}, b"error code: 1020", "cloudflare"),
        ({"x-datadome": "protected"}, b"", "datadome"),
        ({"Server": "DataDome"}, b"", "datadome"),
        ({}, b"<script src='https://ct.captcha-delivery.com/c.js'>", "datadome"),
        ({"Server": "AkamaiGHost"}, b"", "akamai"),
        ({"Server": "nginx"}, b"https://errors.edgesuite.net/18.2d", "akamai"),
        ({}, b"Request unsuccessful. Incapsula incident ID: 7", "imperva"),
        ({"x-amzn-waf-action": "challenge"}, b"", "aws"),
        ({"x-sucuri-block": "1"}, b"", "sucuri"),
        ({"x-vercel-mitigated": "deny"}, b"", "vercel"),
        ({"Server": "nginx"}, b"<h1>403 Forbidden</h1>", ""),
        ({}, b"", ""),
    ],
)
def test_a_service_is_named_only_by_the_marks_of_its_own_refusals(
    headers: dict[str, str], page: bytes, service: str
) -> None:
    assert blocker_of(headers, page) == service


def test_some_services_say_so_whatever_the_status() -> None:
    assert is_challenge({"cf-mitigated": "challenge"})
    assert not is_challenge({"x-datadome": "protected"})
