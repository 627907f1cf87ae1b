"""What was made of something is at hand when the same comes again, in this build or, if it is kept, in the next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

_MOST = 200_000
"""Results of a function; with more, those of the round before are let go."""


class Once(Generic[_P, _R]):
    """A function and what it gave in this round and the one before."""

    def __init__(self, function: Callable[_P, _R]) -> None:
        self._function = function
        self.__doc__ = function.__doc__
        self.made: dict[tuple[Any, ...], _R] = {}
        self.former: dict[tuple[Any, ...], _R] = {}

    def __call__(self, *args: _P.args, **named: _P.kwargs) -> _R:
        """What it gives, made now or before."""
        if named:
            raise TypeError("what is made once is made of what stands in order")
        try:
            return self.made[args]
        except KeyError:
            made = self.former.pop(args) if args in self.former else self._function(*args, **named)
        if len(self.made) >= _MOST:
            self.turn()
        self.made[args] = made
        return made

    def together(
        self, asked: Sequence[tuple[Any, ...]], make: Callable[[Sequence[tuple[Any, ...]]], Iterable[_R]]
    ) -> list[_R]:
        """What it gives for each of these arguments; ``make`` gives those that are not at hand, all at once."""
        missing = [args for args in dict.fromkeys(asked) if args not in self.made and args not in self.former]
        self.former |= dict(zip(missing, make(missing), strict=True)) if missing else {}
        return [self(*args) for args in asked]  # type: ignore[call-arg]

    def turn(self) -> None:
        """Begin a round: what it does not ask for is let go at the end of it."""
        self.former, self.made = self.made, {}


_ALL: dict[str, Once[Any, Any]] = {}


def made_once(function: Callable[_P, _R]) -> Once[_P, _R]:
    """Keep what a function gives, which must depend on nothing but its arguments; these must be hashable."""
    once = Once(function)
    _ALL[f"{function.__module__}.{function.__qualname__}"] = once
    return once


def turn() -> None:
    """Begin a build."""
    for once in _ALL.values():
        once.turn()


def kept() -> Mapping[str, Mapping[Any, Any]]:
    """What this build made or asked for, by the function."""
    return {name: once.made for name, once in _ALL.items()}


def keep(made: Mapping[str, Mapping[Any, Any]]) -> None:
    """Have at hand what another process made."""
    for name, once in _ALL.items():
        once.former |= made.get(name, {})
