"""Work for other processes: the same on many things, whose results come in their order, or one thing beside others."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from functools import partial
from typing import Any, TypeVar

_T = TypeVar("_T")
_S = TypeVar("_S")
_R = TypeVar("_R")
_MOMENT = 0.1
"""Seconds between two looks at how far the processes are."""


def each(work: Callable[[_S, _T], _R], shared: _S, things: Iterable[_T], jobs: int) -> Iterator[_R]:
    """``work(shared, thing)`` of each; ``shared`` goes to each process once."""
    if jobs < 2:
        yield from map(partial(work, shared), things)
        return
    with ProcessPoolExecutor(jobs, initializer=_share, initargs=(shared,)) as pool:
        yield from pool.map(partial(_work, work), things)


def shares(
    work: Callable[[_S, int, int, Callable[[int], None]], _R],
    shared: _S,
    jobs: int,
    tell: Callable[[int], None],
) -> list[_R]:
    """``work(shared, which, jobs, done)`` for each share of the work, which says how many things are done more.

    ``tell`` is told how many are done by all.
    """
    if jobs < 2:
        count = 0

        def done(more: int) -> None:
            nonlocal count
            count += more
            tell(count)

        return [work(shared, 0, 1, done)]
    counter = multiprocessing.Value("q", 0)
    with ProcessPoolExecutor(jobs, initializer=_share, initargs=((shared, counter),)) as pool:
        futures = [pool.submit(_work_share, work, which, jobs) for which in range(jobs)]
        while wait(futures, _MOMENT, FIRST_EXCEPTION).not_done and not any(map(_failed, futures)):
            tell(counter.value)
        return [future.result() for future in futures]


def _failed(future: Future[Any]) -> bool:
    return future.done() and future.exception() is not None


def _work_share(work: Callable[[Any, int, int, Callable[[int], None]], _R], which: int, jobs: int) -> _R:
    shared, counter = _shared

    def done(more: int) -> None:
        with counter.get_lock():
            counter.value += more

    return work(shared, which, jobs, done)


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
