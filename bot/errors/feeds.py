"""Why an address could not be read: weather, from which a feed backs off."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from bot.errors.root import BotError


class FetchProblem(StrEnum):
    """Why an address could not be read."""

    REFUSED_ADDRESS = "refused_address"
    BAD_URL = "bad_url"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    CUT_OFF = "cut_off"
    HTTP_STATUS = "http_status"
    BLOCKED = "blocked"  # 401, 403, 451: the publisher says no
    GONE = "gone"  # 410
    BAD_ENCODING = "bad_encoding"
    HOST_PAUSED = "host_paused"  # not asked: its host answered 429 a moment ago
    NOT_A_FEED = "not_a_feed"
    PARSER_FAILED = "parser_failed"
    UNWANTED = "unwanted"  # the publisher has asked not to be read: nobody was asked


class FeedError(BotError):
    """A feed that could not be read this time."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"{url}: {detail}")
        self.url = url


class FetchError(FeedError):
    """The bytes could not be had. `retry_after` is what the publisher asked for, if it did.

    `by` names the protection service that refused in its place ("cloudflare"), if one did.
    """

    def __init__(
        self,
        url: str,
        problem: FetchProblem,
        status: int | None = None,
        retry_after: timedelta | None = None,
        detail: str = "",
        by: str = "",
    ) -> None:
        super().__init__(url, " ".join(filter(None, [problem.value, str(status or ""), by, detail])))
        self.problem = problem
        self.status = status
        self.retry_after = retry_after
        self.by = by


class ParseError(FeedError):
    """The bytes are not a feed."""

    def __init__(self, url: str, detail: str, problem: FetchProblem = FetchProblem.NOT_A_FEED) -> None:
        super().__init__(url, detail)
        self.problem = problem
