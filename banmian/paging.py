"""Long lists in leaves that keep their content: they are counted from the oldest, and only the last one grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from banmian.addresses import leaf_path

_T = TypeVar("_T")
LEAF = 60
"""Entries of a leaf; the newest, which waits for the next to fill, has up to twice as many, less one."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[_T]):
    """Some entries of a list, in the list's order."""

    path: str
    entries: tuple[_T, ...]
    number: int
    """1: the oldest."""
    newest: str
    """The path of the list itself, where its newest entries stand."""
    newer: str
    """The path of the leaf before this one; empty if this is the newest."""
    older: str

    @property
    def oldest(self) -> str:
        """The path of the leaf with the oldest entries, where there are several."""
        return leaf_path(self.newest, "1")

    @property
    def is_newest(self) -> bool:
        """Whether it stands in the list's own place."""
        return self.path == self.newest


def lasting(entries: Sequence[_T], date: Callable[[_T], str]) -> Sequence[_T]:
    """A list, newest entries first, in an order whose leaves last.

    Where there are several, what has no date comes first: at the end, each that comes would move all others.
    """
    if len(entries) < 2 * LEAF:
        return entries
    return sorted(entries, key=lambda entry: date(entry) != "")


def leaves(path: str, entries: Sequence[_T]) -> list[Leaf[_T]]:
    """The leaves of a list that is in order, newest entries first; there is at least one."""
    full = max(len(entries) // LEAF - 1, 0)
    paths = [*(leaf_path(path, str(number)) for number in range(1, full + 1)), path]
    found: list[Leaf[_T]] = []
    for n, place in enumerate(paths):
        end = len(entries) - n * LEAF
        start = end - LEAF if n < full else 0
        found.append(
            Leaf(
                place,
                tuple(entries[start:end]),
                n + 1,
                path,
                paths[n + 1] if n < full else "",
                paths[n - 1] if n else "",
            )
        )
    return found[::-1]
