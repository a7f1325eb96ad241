"""Pages of a list, whatever number an old button names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.paging import Page, page_of


@pytest.mark.parametrize(
    ("total", "wanted", "page"),
    [
        (0, 0, Page(0, 1, 0, 0)),
        (0, 3, Page(0, 1, 0, 0)),
        (8, 0, Page(0, 1, 0, 8)),
        (9, 1, Page(1, 2, 8, 9)),
        (9, 7, Page(1, 2, 8, 9)),
        (9, -1, Page(0, 2, 0, 8)),
    ],
    ids=["nothing", "far in nothing", "one that is full", "the last", "beyond the last", "before the first"],
)
def test_the_page_that_is_wanted_or_the_nearest(total: int, wanted: int, page: Page) -> None:
    assert page_of(total, wanted, 8) == page


@given(st.integers(0, 200), st.integers(1, 20))
def test_all_pages_together_are_the_list(total: int, size: int) -> None:
    items = list(range(total))
    pages = [page_of(total, n, size) for n in range(page_of(total, 0, size).count)]
    assert [item for page in pages for item in items[page.start : page.end]] == items
