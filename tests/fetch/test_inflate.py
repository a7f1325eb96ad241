from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetch.inflate import BadEncoding, Body, TooMuch, Truncated

TEXT = b"Le texte d'un flux. " * 200


def read(data: bytes, encoding: str = "gzip", max_bytes: int = 10_000, step: int = 7) -> bytes:
    body = Body(encoding, max_bytes)
    for start in range(0, len(data), step):
        body.feed(data[start : start + step])
    return body.finish()


@given(st.binary(max_size=2_000), st.integers(1, 500), st.sampled_from(["gzip", "deflate", ""]))
def test_what_was_packed_is_unpacked_however_it_arrives(raw: bytes, step: int, encoding: str) -> None:
    packed = {"gzip": gzip.compress(raw), "deflate": zlib.compress(raw), "": raw}[encoding]
    if encoding or not raw.startswith(b"\x1f\x8b"):
        assert read(packed, encoding, step=step + 1) == raw


def test_gzip_is_recognised_unannounced_and_plain_text_announced_as_gzip() -> None:
    assert read(gzip.compress(TEXT), "") == TEXT
    assert read(TEXT, "gzip") == TEXT


def test_several_members_are_one_body_and_padding_is_dropped() -> None:
    assert read(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", step=10_000) == b"ab"


@pytest.mark.parametrize("step", [1_000, 1_000_000])
def test_both_sizes_have_a_cap(step: int) -> None:
    with pytest.raises(TooMuch):
        read(gzip.compress(b"\0" * 10_000_000), step=step)
    with pytest.raises(TooMuch):
        read(b"x" * 10_001, "", step=step)
    with pytest.raises(TooMuch):
        read(b"\x1f\x8b" + b"\0" * 20_000, max_bytes=1_000, step=20_002)


def test_a_stream_that_ends_early_is_truncated() -> None:
    with pytest.raises(Truncated):
        read(gzip.compress(TEXT)[:-9])


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, br"])
def test_codings_that_were_not_asked_for_are_refused(encoding: str) -> None:
    with pytest.raises(BadEncoding):
        Body(encoding, 100)


def test_bytes_that_are_not_what_they_say_are_refused() -> None:
    with pytest.raises(BadEncoding):
        read(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xffgarbage garbage garbage")


def test_an_empty_body_is_empty() -> None:
    assert read(b"") == b""
