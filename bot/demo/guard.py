"""Who may talk to the servers of the demo: this machine, and no page of another site that a browser here has open.

The servers listen on loopback only. A site can still make a browser call them: by a name of its own that it lets
point to 127.0.0.1 (DNS rebinding), which the Host header gives away, or by a form, which the Origin header does.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
# Nothing is fetched from elsewhere, nothing inline is run, and nobody may put the page into a frame.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what was not asked under a name of this machine, or was asked by another site's page."""
    host = request.headers.get("Host", "")
    if _name(f"//{host}") not in OWN_NAMES:
        raise web.HTTPForbidden(text="Host: only this machine's own names are answered")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        raise web.HTTPForbidden(text="Origin: another site may not ask")
    return await handler(request)


def check_is_own_page(request: web.Request) -> None:
    """Refuse an act that no page of ours asked for: browsers name the origin of every POST."""
    if request.headers.get("Origin") is None:
        raise web.HTTPForbidden(text="Origin: missing")


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
