"""Work for several hands: the same on many things, whose results come in their order, or one thing beside others."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from functools import partial
from itertools import chain
from typing import Any, Protocol, TypeVar

_T = TypeVar("_T")
_S = TypeVar("_S")
_R = TypeVar("_R")
_MOMENT = 0.1
"""Seconds between two looks at how far the processes are."""

Tell = Callable[[int], None]
"""Told of how many things are done."""


class Crew(Protocol):
    """Who does the work: processes of this machine, or of others (see :mod:`banmian.cluster`). All give the same."""

    @property
    def size(self) -> int:
        """How many hands there are."""

    def at_most(self, hands: int) -> "Crew":
        """No more than these: where there is little to do, to call others takes longer."""

    def each(self, work: Callable[[_S, _T], _R], shared: _S, things: Sequence[_T]) -> Iterator[_R]:
        """``work(shared, thing)`` of each; ``shared`` goes to each process once."""

    def shares(
        self, work: Callable[[_S, int, int, Tell], _R], shared: _S, tell: Tell = lambda _: None
    ) -> list[_R]:
        """``work(shared, which, of_how_many, done)`` of each share of the work, which says how many more are done.

        ``tell`` is told how many are done by all.
        """

    def beside(self, work: Callable[[_T], _R], thing: _T) -> Callable[[], _R]:
        """Begin ``work(thing)``; calling what is returned waits for the result."""


class Processes:
    """Processes of this machine."""

    def __init__(self, jobs: int = 1) -> None:
        self.size = max(jobs, 1)

    def at_most(self, hands: int) -> "Processes":
        """Fewer of them."""
        return Processes(min(self.size, hands))

    def each(self, work: Callable[[_S, _T], _R], shared: _S, things: Sequence[_T]) -> Iterator[_R]:
        """As a crew does."""
        jobs = min(self.size, len(things))
        if jobs < 2:
            yield from map(partial(work, shared), things)
            return
        with ProcessPoolExecutor(jobs, initializer=_share, initargs=(shared,)) as pool:
            yield from pool.map(partial(_work, work), things)

    def shares(
        self, work: Callable[[_S, int, int, Tell], _R], shared: _S, tell: Tell = lambda _: None
    ) -> list[_R]:
        """As a crew does."""
        if self.size < 2:
            return [work(shared, 0, 1, _counting(tell))]
        counter = multiprocessing.Value("q", 0)
        with ProcessPoolExecutor(self.size - 1, initializer=_share, initargs=((shared, counter),)) as pool:
            others = [pool.submit(_work_share, work, which, self.size) for which in range(1, self.size)]
            # this process does its own share: another one would need the memory for all that is shared, too
            own = work(shared, 0, self.size, _adding(counter, tell))
            while wait(others, _MOMENT, FIRST_EXCEPTION).not_done and not any(map(_failed, others)):
                tell(counter.value)
            return [own, *(future.result() for future in others)]

    def beside(self, work: Callable[[_T], _R], thing: _T) -> Callable[[], _R]:
        """As a crew does."""
        if self.size < 2:
            return partial(work, thing)
        pool = ProcessPoolExecutor(1)
        begun = pool.submit(work, thing)
        pool.shutdown(wait=False)
        return begun.result


ALONE = Processes()
"""This very process."""
_CHUNK = 500
"""Small things that a process is given at a time."""


def in_chunks(
    work: Callable[[None, Sequence[_T]], Iterable[_R]], crew: Crew, things: Sequence[_T]
) -> Iterator[_R]:
    """What ``work`` makes of many small things, by and by; of few it is made here."""
    chunks = [things[first : first + _CHUNK] for first in range(0, len(things), _CHUNK)]
    return chain.from_iterable(crew.at_most(len(chunks)).each(work, None, chunks))


def _counting(tell: Tell) -> Tell:
    """What tells of all that was done so far when it is told of more."""
    count = 0

    def done(more: int) -> None:
        nonlocal count
        count += more
        tell(count)

    return done


def _failed(future: Future[Any]) -> bool:
    return future.done() and future.exception() is not None


_shared: Any = None


def _share(shared: Any) -> None:
    global _shared  # noqa: PLW0603 -- a process has no other place that outlives a call
    _shared = shared


def _work(work: Callable[[Any, _T], _R], thing: _T) -> _R:
    return work(_shared, thing)


def _work_share(work: Callable[[Any, int, int, Tell], _R], which: int, hands: int) -> _R:
    shared, counter = _shared
    return work(shared, which, hands, _adding(counter))


def _adding(counter: Any, tell: Tell = lambda _: None) -> Tell:
    """Adds to what all processes have done."""

    def done(more: int) -> None:
        with counter.get_lock():
            counter.value += more
        tell(counter.value)

    return done
