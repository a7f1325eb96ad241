"""Which part of a list a page shows: buttons remember a number, and the list may have shrunk since."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` of `count`, from 0: the items from `start` to before `end`."""

    number: int
    count: int
    start: int
    end: int


def page_of(total: int, wanted: int, size: int) -> Page:
    """The page that is wanted, the last where there are not so many; of nothing one, which is empty."""
    count = max(1, -(-total // size))
    number = min(max(wanted, 0), count - 1)
    return Page(number, count, number * size, min((number + 1) * size, total))
