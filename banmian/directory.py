"""Names to be looked up by letter: on one page as long as they are few, then on a page for each letter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from banmian.addresses import leaf_path
from banmian.pinyin import SortKey, initial

_T = TypeVar("_T")
_ONE_PAGE = 300
"""Names that a reader still scrolls through."""


@dataclass(frozen=True, slots=True)
class Tab(Generic[_T]):
    """The names under one letter; of very many, the first, second … part."""

    label: str
    """A, or A2 for a second part."""
    path: str
    entries: tuple[_T, ...]


@dataclass(frozen=True, slots=True)
class Directory(Generic[_T]):
    """All names in the order of pinyin."""

    path: str
    tabs: tuple[Tab[_T], ...]

    @property
    def size(self) -> int:
        """How many names there are."""
        return sum(len(tab.entries) for tab in self.tabs)

    @property
    def is_whole(self) -> bool:
        """Whether all tabs stand on the directory's own page."""
        return all(tab.path == self.path for tab in self.tabs)


def make_directory(path: str, entries: Iterable[_T], order: Callable[[_T], SortKey]) -> Directory[_T]:
    """Put entries under their letters; what opens with no letter comes last, under #."""
    keyed = sorted(((order(entry), entry) for entry in entries), key=lambda one: _place(one[0]))
    whole = len(keyed) <= _ONE_PAGE
    tabs: list[Tab[_T]] = []
    for letter, group in groupby(keyed, lambda one: initial(one[0])):
        found = tuple(entry for _, entry in group)
        for part, start in enumerate(range(0, len(found), _ONE_PAGE), 1):
            label = letter if part == 1 else f"{letter}{part}"
            place = path if whole else leaf_path(path, label.lower().replace("#", "other"))
            tabs.append(Tab(label, place, found[start : start + _ONE_PAGE]))
    return Directory(path, tuple(tabs))


def _place(order: SortKey) -> tuple[bool, SortKey]:
    return initial(order) == "#", order
