"""Work for other processes: the same on many things, whose results come in their order, or one thing beside others."""

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


def beside(work: Callable[[_T], _R], thing: _T, jobs: int) -> Callable[[], _R]:
    """Begin ``work(thing)`` in a process of its own; calling what is returned waits for the result."""
    if jobs < 2:
        return partial(work, thing)
    pool = ProcessPoolExecutor(1)
    begun = pool.submit(work, thing)
    pool.shutdown(wait=False)
    return begun.result


_shared: Any = None


def _share(shared: Any) -> None:
    global _shared  # noqa: PLW0603 -- a process has no other place that outlives a call
    _shared = shared


def _work(work: Callable[[Any, _T], _R], thing: _T) -> _R:
    return work(_shared, thing)
