"""The work on a Dask cluster, whose processes read and write the same folders and run the same banmian."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any, TypeVar

from banmian.cache import program
from banmian.errors import InputError
from banmian.processes import Tell

_T = TypeVar("_T")
_S = TypeVar("_S")
_R = TypeVar("_R")
_PATIENCE = 20
"""Seconds in which a scheduler must answer, and have somebody to work."""


class Cluster:
    """The workers of a scheduler. What one that dies had to do, another does again."""

    def __init__(self, address: str, hands: int | None = None, client: Any = None) -> None:
        """Raise :class:`InputError` if nobody works there, or not with this version of the program."""
        self.address = address
        self._client = client or _connect(address)
        self._hands = hands

    @property
    def size(self) -> int:
        """How many threads work there now."""
        there: int = sum(self._client.nthreads().values())
        return max(1, there if self._hands is None else min(there, self._hands))

    def at_most(self, hands: int) -> "Cluster":
        """Fewer of them."""
        return Cluster(self.address, hands if self._hands is None else min(hands, self._hands), self._client)

    def each(self, work: Callable[[_S, _T], _R], shared: _S, things: Sequence[_T]) -> Iterator[_R]:
        """As a crew does."""
        held = self._hold(shared)
        futures = [self._client.submit(work, held, thing, pure=False) for thing in things]
        for place, future in enumerate(futures):
            yield future.result()
            futures[place] = None  # the cluster need keep it no longer

    def shares(
        self, work: Callable[[_S, int, int, Tell], _R], shared: _S, tell: Tell = lambda _: None
    ) -> list[_R]:
        """As a crew does; here each share is told of as a whole."""
        held, hands = self._hold(shared), self.size
        futures = [
            self._client.submit(_share, work, held, which, hands, pure=False) for which in range(hands)
        ]
        done, results = 0, []
        for future in futures:
            count, result = future.result()
            done += count
            tell(done)
            results.append(result)
        return results

    def beside(self, work: Callable[[_T], _R], thing: _T) -> Callable[[], _R]:
        """As a crew does."""
        begun: Callable[[], _R] = self._client.submit(work, self._hold(thing), pure=False).result
        return begun

    def close(self) -> None:
        """Let go of the scheduler; the cluster works on for others."""
        self._client.close()

    def _hold(self, shared: object) -> Any:
        """What all workers need, as a task of its own: should the one that has it die, it is made again."""
        return self._client.submit(_same, shared, pure=False)


def _connect(address: str) -> Any:
    try:
        distributed: Any = import_module("distributed")  # few have it, and fewer need it
    except ImportError:
        what = "这台电脑没有装 Dask；请运行 .venv/bin/pip install --editable '.[cluster]'"
        raise InputError("--scheduler", what) from None
    with ExitStack() as undo:
        try:
            client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
            undo.callback(client.close)
            client.wait_for_workers(1, timeout=_PATIENCE)
            theirs = set(client.run(program).values())
        except (OSError, ValueError, TypeError) as error:
            said = str(error).splitlines()[0] if str(error) else "没有回音"
            what = f"连不上集群，或集群里没有工作进程（{said}）；请检查地址，并在每台机器上运行 dask worker"
            raise InputError(f"--scheduler {address}", what) from None
        except ImportError:
            theirs = set()
        if theirs != {program()}:
            what = "集群里的 banmian、它用的包或 Python 与这里的版本不同；请在每台机器上装同一个版本"
            raise InputError(f"--scheduler {address}", what)
        undo.pop_all()
    return client


def _same(shared: _T) -> _T:
    return shared


def _share(work: Callable[[Any, int, int, Tell], _R], shared: Any, which: int, hands: int) -> tuple[int, _R]:
    """(how many were done, result)."""
    count = 0

    def done(more: int) -> None:
        nonlocal count
        count += more

    result = work(shared, which, hands, done)
    return count, result
