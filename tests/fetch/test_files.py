"""Feeds that lie in files, for a person at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import FetchError, FetchProblem
from bot.fetch.files import FileOrWeb, file_url
from bot.model import Fetched, NotModified
from tests.fakes import FakeFetcher


async def test_a_file_is_read_and_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "le fanal é.xml"
    path.write_bytes(b"<rss/>")
    fetcher = FileOrWeb(FakeFetcher())
    first = await fetcher.fetch(file_url(path))
    assert isinstance(first, Fetched)
    assert first.body == b"<rss/>"
    assert isinstance(await fetcher.fetch(file_url(path), body_hash=first.body_hash), NotModified)


async def test_a_file_that_is_not_there_is_a_failed_reading(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as caught:
        await FileOrWeb(FakeFetcher()).fetch(file_url(tmp_path / "none.xml"))
    assert caught.value.problem is FetchProblem.CONNECT


async def test_the_web_is_left_to_the_web() -> None:
    web = FakeFetcher({"https://a.example/": b"a"})
    await FileOrWeb(web).fetch("https://a.example/")
    assert web.asked == ["https://a.example/"]
