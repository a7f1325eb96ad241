"""No token in any line, whatever carries it."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Callable, Iterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import logs

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ODD_TOKEN = "42:short"
SECRETS = st.text(
    alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", min_size=30, max_size=45
)
TOKENS = st.builds(lambda number, secret: f"{number}:{secret}", st.integers(10**6, 10**11), SECRETS)


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """Logging is one for the whole process: put back what a test sets up."""
    root, shown = logging.getLogger(), warnings.showwarning
    kept, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    yield
    root.handlers[:] = kept
    root.setLevel(level)
    logging.captureWarnings(False)
    warnings.showwarning = shown
    for name, quiet in levels.items():
        logging.getLogger(name).setLevel(quiet)


class Carrier(Exception):
    def __init__(self, secret: str) -> None:
        super().__init__("said it")
        self.secret = secret

    def __repr__(self) -> str:
        return f"Carrier({self.secret})"

    def __str__(self) -> str:
        return f"said {self.secret}!"


def in_the_message(log: logging.Logger, token: str) -> None:
    log.error(f"polling with {token}")


def in_the_arguments(log: logging.Logger, token: str) -> None:
    log.error("%s and %r", {"token": token}, [token])


def in_an_address(log: logging.Logger, token: str) -> None:
    log.error("HTTP %s", httpx.URL(f"https://api.example/bot{token}/getMe"))


def in_an_encoded_address(log: logging.Logger, token: str) -> None:
    log.error("HTTP https://api.example/file/bot%s/documents/1", token.replace(":", "%3A"))


def in_a_traceback(log: logging.Logger, token: str) -> None:
    try:
        raise Carrier(token)
    except Carrier:
        log.exception("failed")


def in_a_chain(log: logging.Logger, token: str) -> None:
    try:
        try:
            raise Carrier(token)
        except Carrier as exc:
            raise ValueError("second") from exc
    except ValueError:
        log.exception("failed")


def in_a_context(log: logging.Logger, token: str) -> None:
    try:
        try:
            raise Carrier(f"bot{token}/sendMessage")
        except Carrier:
            raise KeyError("second")  # noqa: B904 - the implicit chain is what is tested
    except KeyError:
        log.exception("failed")


def in_a_group(log: logging.Logger, token: str) -> None:
    try:
        raise ExceptionGroup(f"group {token}", [Carrier(token)])
    except ExceptionGroup:
        log.exception("failed")


def in_a_repr(log: logging.Logger, token: str) -> None:
    log.error("%r", Carrier(token))


WAYS = [
    in_the_message,
    in_the_arguments,
    in_an_address,
    in_an_encoded_address,
    in_a_traceback,
    in_a_chain,
    in_a_context,
    in_a_group,
    in_a_repr,
]


def written(way: Callable[[logging.Logger, str], None], token: str, known: str, json_lines: bool) -> str:
    out = io.StringIO()
    logs.set_up(known, stream=out, json_lines=json_lines)
    way(logging.getLogger("bot.test"), token)
    return out.getvalue()


@pytest.mark.parametrize("json_lines", [False, True], ids=["plain", "json"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=25, deadline=None)
@given(token=TOKENS)
def test_a_token_never_appears(
    way: Callable[[logging.Logger, str], None], json_lines: bool, token: str
) -> None:
    line = written(way, token, "", json_lines)
    assert logs.REDACTED in line
    assert token.partition(":")[2] not in line


@pytest.mark.parametrize("json_lines", [False, True], ids=["plain", "json"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_configured_token_never_appears_whatever_its_shape(
    way: Callable[[logging.Logger, str], None], json_lines: bool
) -> None:
    line = written(way, ODD_TOKEN, ODD_TOKEN, json_lines)
    assert logs.REDACTED in line
    assert ODD_TOKEN not in line


def test_a_placeholder_does_not_eat_the_letters() -> None:
    assert logs.redact("a banana", "a") == "a banana"


def test_times_and_links_stay_as_they_are() -> None:
    text = "07:30, https://fanal.example/2025/03/12345678-otan, 127.0.0.1:8081"
    assert logs.redact(text, TOKEN) == text


def test_lines_are_json_with_the_traceback_as_one_field() -> None:
    lines = written(in_a_traceback, TOKEN, TOKEN, json_lines=True).splitlines()
    entry = json.loads(lines[0])
    assert len(lines) == 1
    assert (entry["level"], entry["logger"], entry["message"]) == ("error", "bot.test", "failed")
    assert "Carrier" in entry["exception"]
    assert entry["time"].endswith("+00:00")


def test_a_stack_is_a_field_too() -> None:
    def ask(log: logging.Logger, token: str) -> None:
        log.warning("here", stack_info=True)

    assert "Stack" in json.loads(written(ask, TOKEN, TOKEN, json_lines=True))["stack"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("out", "is_json"), [(Terminal(), False), (io.StringIO(), True)])
def test_a_terminal_gets_plain_lines(out: io.StringIO, is_json: bool) -> None:
    logs.set_up(TOKEN, stream=out)
    logging.getLogger("bot.test").info("hello")
    assert out.getvalue().startswith("{") is is_json
    assert "hello" in out.getvalue()


def test_standard_error_is_where_lines_go(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    logging.getLogger("bot.test").info("hello")
    shown = capsys.readouterr()
    assert "hello" in shown.err
    assert not shown.out


@pytest.mark.parametrize(
    "name", ["httpx", "httpcore.http11", "apscheduler.executors.default", "telegram.ext", "aiohttp.access"]
)
def test_chatty_libraries_say_nothing_below_a_warning(name: str) -> None:
    out = io.StringIO()
    logs.set_up(level=logging.DEBUG, stream=out, json_lines=False)
    logging.getLogger(name).info("GET /bot…")
    logging.getLogger(name).warning("careful")
    assert "GET" not in out.getvalue()
    assert "careful" in out.getvalue()


@pytest.mark.parametrize("name", ["telegram.request.BaseRequest", "telegram.Bot", "telegram.ext.ExtBot"])
def test_what_cannot_be_read_is_not_copied_into_the_log(name: str) -> None:
    out = io.StringIO()
    logs.set_up(stream=out, json_lines=False)
    logging.getLogger(name).critical("Error while parsing updates! Received data was: Otan")
    assert not out.getvalue()


def test_warnings_become_lines() -> None:
    out = io.StringIO()
    logs.set_up(stream=out, json_lines=False)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(UserWarning(f"old {TOKEN}"), UserWarning, "x.py", 1)
    assert "old [token]" in out.getvalue()
