"""Errors that the loopback server has no way to provoke."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.errors import DoubtfulSend, NotSent, PolledElsewhere, RetryLater
from bot.tg.translate import delivery_error, period


def caused(error: TelegramError, cause: BaseException | None) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (httpx.PoolTimeout("full"), NotSent),
        (httpx.ConnectTimeout("slow"), NotSent),
        (httpx.ReadTimeout("slow"), DoubtfulSend),
        (httpx.WriteTimeout("slow"), DoubtfulSend),
        (None, DoubtfulSend),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_a_timeout_is_doubtful_unless_nothing_had_left(
    cause: BaseException | None, expected: type[Exception]
) -> None:
    assert type(delivery_error(caused(TimedOut(), cause))) is expected


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (httpx.ConnectError("refused"), NotSent),
        (httpx.ProxyError("no"), NotSent),
        (httpx.InvalidURL("odd"), NotSent),
        (httpx.ReadError("cut"), DoubtfulSend),
        (httpx.WriteError("cut"), DoubtfulSend),
        (httpx.RemoteProtocolError("cut"), DoubtfulSend),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_a_broken_line_is_doubtful_unless_nothing_had_left(
    cause: BaseException, expected: type[Exception]
) -> None:
    assert type(delivery_error(caused(NetworkError("httpx"), cause))) is expected


def test_another_poller_is_known() -> None:
    assert type(delivery_error(Conflict("terminated by other getUpdates request"))) is PolledElsewhere


def test_an_error_of_no_kind_is_doubtful() -> None:
    assert type(delivery_error(TelegramError("Invalid server response"))) is DoubtfulSend


def test_a_flood_says_how_long() -> None:
    error = delivery_error(RetryAfter(7))
    assert isinstance(error, RetryLater)
    assert error.after == timedelta(seconds=7)


@pytest.mark.parametrize("value", [7, timedelta(seconds=7)])
def test_a_period_is_read_in_both_of_its_shapes(value: int | timedelta) -> None:
    assert period(value) == timedelta(seconds=7)
