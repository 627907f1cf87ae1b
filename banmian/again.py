"""What was made of something is at hand when the same comes again: of a site that is served, nearly all does."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_R = TypeVar("_R")

_KEPT = 10_000
"""Results of each function."""


def made_once(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Keep what a function gives, which must depend on nothing but its arguments; these must be hashable."""
    return cast(Callable[_P, _R], lru_cache(_KEPT)(function))
