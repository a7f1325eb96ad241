"""The library's application, set up as this house uses it.

No job queue (ticks are ours), no rate limiter (the sender's is stricter), no updater (`polling` confirms only what is
handled), no persistence, and nothing kept in the library's dictionaries: all state is in the store.
"""

from __future__ import annotations

import ipaddress
import ssl
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from httpx import create_ssl_context
from telegram.ext import Application, ApplicationBuilder, CallbackContext, ExtBot
from telegram.request import HTTPXRequest

from bot.tg.connections import SpreadRequest
from bot.tg.processor import ChatByChat
from bot.tg.sender import CONNECT_S, POOL_S, READ_S, UPLOAD_S, WRITE_S

BASE_URL = "https://api.telegram.org/bot"
BASE_FILE_URL = "https://api.telegram.org/file/bot"
CONNECTIONS = 80  # at most: the courier's 64 where no limit is set, and some for answers to taps

Nothing = dict[Any, Any]  # the library's own stores, which stay empty
Context = CallbackContext[ExtBot[None], Nothing, Nothing, Nothing]
Telegram = Application[ExtBot[None], Context, Nothing, Nothing, Nothing, None]


def build_application(
    token: str, base_url: str = BASE_URL, base_file_url: str = BASE_FILE_URL, read_s: float = READ_S
) -> Telegram:
    """An application that talks to that address; nothing is connected yet."""
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(base_file_url)
        .request(
            SpreadRequest(
                partial(request_for, base_url, read_s=read_s, secured=secured(base_url)), CONNECTIONS
            )
        )
        .get_updates_request(request_for(base_url, 1, read_s))
        .updater(None)
        .job_queue(None)
        .concurrent_updates(ChatByChat())
        .build()
    )


def secured(base_url: str) -> ssl.SSLContext | bool:
    """What checks Telegram's certificate, for all pools together: reading the authorities takes its time."""
    return create_ssl_context() if urlsplit(base_url).scheme == "https" else True


def request_for(
    base_url: str, connections: int, read_s: float = READ_S, secured: ssl.SSLContext | bool = True
) -> HTTPXRequest:
    """The library's HTTP client, with the timeouts that `sender` explains."""
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_S,
        pool_timeout=POOL_S,
        write_timeout=WRITE_S,
        read_timeout=read_s,
        media_write_timeout=UPLOAD_S,
        httpx_kwargs={
            "trust_env": not is_loopback(base_url),  # a proxy of the environment cannot reach ourselves
            "verify": secured,
        },
    )


def is_loopback(url: str) -> bool:
    """Whether the address is this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
