"""The same work on many things, by several processes; the results come in the order of the things."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, TypeVar

_T = TypeVar("_T")
_S = TypeVar("_S")
_R = TypeVar("_R")


def each(work: Callable[[_S, _T], _R], shared: _S, things: Iterable[_T], jobs: int) -> Iterator[_R]:
    """``work(shared, thing)`` of each; ``shared`` goes to each process once."""
    if jobs < 2:
        yield from map(partial(work, shared), things)
        return
    with ProcessPoolExecutor(jobs, initializer=_share, initargs=(shared,)) as pool:
        yield from pool.map(partial(_work, work), things)


_shared: Any = None


def _share(shared: Any) -> None:
    global _shared  # noqa: PLW0603 -- a process has no other place that outlives a call
    _shared = shared


def _work(work: Callable[[Any, _T], _R], thing: _T) -> _R:
    return work(_shared, thing)
