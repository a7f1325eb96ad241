"""Every conversation goes as its file says, to the last space."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.play import difference, files, play
from tests.conversations.script import read_turns, write_turns
from tests.conversations.stage import Prepared


@pytest.fixture(scope="module")
def prepared() -> Iterator[Prepared]:
    database = Prepared()
    yield database
    database.close()


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
async def test_the_conversation_goes_as_written(prepared: Prepared, file: Path) -> None:
    if said := difference(file, await play(prepared, file)):
        pytest.fail(said, pytrace=False)


def test_there_are_conversations() -> None:
    assert len(files()) >= 60


def test_a_file_is_written_as_it_was_read(tmp_path: Path) -> None:
    for file in files():
        copy = tmp_path / file.name
        copy.write_text(write_turns(read_turns(file)), encoding="utf-8")
        assert copy.read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
