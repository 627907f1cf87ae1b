"""How far a build is, told stage by stage."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")
Watch = Callable[[str, int, int], None]
"""Told of the stage, how much of it is done, and of how much (0: not known)."""


def counted(items: Iterable[_T], stage: str, total: int, watch: Watch) -> Iterator[_T]:
    """The same things; each that was taken is told of as done."""
    watch(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        watch(stage, done, total)
