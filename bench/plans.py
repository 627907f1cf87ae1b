"""A conditional random field over the runs of head lines of a page, in numpy: learns what every sign counts.

What is learned is how likely each plan is that gives all runs of a page away: no body has two headlines beside it,
and on which side of its body a headline stands depends on where the one before stood. Gold may leave several ways of
a run right; the weights make all plans of right ways likely together. Slopes are followed after Kingma, Ba, Adam
(2015); weights are drawn to 0.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from banmian.head_runs import Use
from banmian.headlines import change

Floats = npt.NDArray[np.float64]

_OFTEN = 20
"""What is seen of fewer ways teaches nothing."""
_STEPS = 100
_PACE = 0.1
_PULL = 5.0
"""How strongly weights are drawn to 0, all pages together."""
_NEVER = -1e30

_KINDS: tuple[tuple[Use, ...], ...] = ((), (Use.ABOVE,), (Use.BELOW,), (Use.ABOVE, Use.BELOW))
"""Of ways: the sides of the headlines that they leave beside their run."""
_SIDES = (None, Use.ABOVE, Use.BELOW)
"""Of the headline before; None: there was none."""
_State = tuple[bool, Use | None]
_STATES: tuple[_State, ...] = tuple(product((False, True), _SIDES))
"""(the body below the run has its headline there, the side of the last headline)"""
_CHANGES = [(before, side) for before in _SIDES for side in (Use.ABOVE, Use.BELOW)]


@dataclass(frozen=True)
class Ways:
    """A run, with all ways to give it away."""

    place: int
    """The number of the body below it."""
    signs: list[dict[str, float]]
    sides: list[tuple[Use, ...]]
    """Of the headlines that a way leaves beside the run."""
    right: list[bool]


Lesson = list[Ways]
"""A page's runs."""


class _Pages:
    """All ways of all runs, as arrays; the runs of each page in rows of a table."""

    def __init__(self, lessons: Sequence[Lesson], names: Sequence[str]) -> None:
        self.names = names
        column = {name: n for n, name in enumerate(names)}
        runs = [run for lesson in lessons for run in lesson]
        every = [
            (n, kind, right or not any(run.right), signs)
            for n, run in enumerate(runs)
            for kind, right, signs in zip(run.sides, run.right, run.signs, strict=True)
        ]
        seen = [
            (way, column[name], value)
            for way, (*_, signs) in enumerate(every)
            for name, value in signs.items()
            if name in column
        ]
        self.way = np.array([way for way, _, _ in seen], np.int64)
        self.sign = np.array([sign for _, sign, _ in seen], np.int64)
        self.much = np.array([much for _, _, much in seen])
        self.right = np.array([right for _, _, right, _ in every])
        self.group = np.array([len(_KINDS) * run + _KINDS.index(kind) for run, kind, _, _ in every])
        shape = (len(lessons), max(map(len, lessons)))
        self.run = np.full(shape, -1)
        self.beside = np.zeros(shape, np.bool_)
        """The run before stands above the same body."""
        n = 0
        for page, lesson in enumerate(lessons):
            for at, run in enumerate(lesson):
                self.run[page, at] = n
                self.beside[page, at] = at > 0 and lesson[at - 1].place == run.place - 1
                n += 1
        self.count = n

    def odds(self, weights: Floats) -> Floats:
        """(ways,): what speaks for each."""
        much = self.much * weights[self.sign]
        return np.bincount(self.way, much, len(self.right)).astype(np.float64)


def learn(lessons: Sequence[Lesson]) -> dict[str, float]:
    """Sign, or change of sides → what it counts."""
    lessons = [piece for lesson in lessons for piece in _pieces(lesson)]
    often = Counter(name for lesson in lessons for run in lesson for signs in run.signs for name in signs)
    pages = _Pages(lessons, sorted(name for name, times in often.items() if times >= _OFTEN))
    split = len(pages.names)
    now, mean, square = (np.zeros(split + len(_CHANGES)) for _ in range(3))
    for nth in range(1, _STEPS + 1):
        slope = (_slope(pages, now[:split], now[split:]) - _PULL * now) / pages.count
        mean += 0.1 * (slope - mean)
        square += 0.01 * (slope * slope - square)
        pace = _PACE * min(1.0, nth / 10) * (1 - 0.9 * nth / _STEPS)
        now += pace * (mean / (1 - 0.9**nth)) / (np.sqrt(square / (1 - 0.99**nth)) + 1e-8)
    names = [*pages.names, *(change(before, side) for before, side in _CHANGES)]
    return dict(zip(names, now.tolist(), strict=True))


def _pieces(lesson: Lesson) -> Iterator[Lesson]:
    """A page, parted where its right ways do not go together: gold may give a body two headlines."""
    piece: Lesson = []
    taken = {False}  # whether the body below the run before may have its headline there
    for run in lesson:
        beside = bool(piece) and piece[-1].place == run.place - 1
        kinds = {kind for kind, good in zip(run.sides, run.right, strict=True) if good or not any(run.right)}
        taken = {
            Use.BELOW in kind
            for kind in kinds
            for before in taken
            if not (before and beside and Use.ABOVE in kind)
        }
        if not taken:
            yield piece
            piece, taken = [], {Use.BELOW in kind for kind in kinds}
        piece.append(run)
    if piece:
        yield piece


def right(lesson: Lesson, count: Mapping[str, float]) -> int:
    """How many of a page's runs the likeliest plan gives away rightly."""
    plans: dict[_State, tuple[float, int]] = {(False, None): (0.0, 0)}
    for at, run in enumerate(lesson):
        beside = at > 0 and lesson[at - 1].place == run.place - 1
        found: dict[_State, tuple[float, int]] = {}
        for signs, kind, good in zip(run.signs, run.sides, run.right, strict=True):
            odds = sum(count.get(name, 0.0) * value for name, value in signs.items())
            for (taken, side), (total, so_far) in plans.items():
                if taken and beside and Use.ABOVE in kind:
                    continue
                following, changes = _follow(kind, side)
                total_here = total + odds + sum(count.get(change(*one), 0.0) for one in changes)
                if following not in found or total_here > found[following][0]:
                    found[following] = total_here, so_far + good
        plans = found
    return max(plans.values())[1]


def _follow(kind: tuple[Use, ...], side: Use | None) -> tuple[_State, list[tuple[Use | None, Use]]]:
    """(The state behind a run, the changes of sides in it.)"""
    changes = []
    for here in kind:
        changes.append((side, here))
        side = here
    return (Use.BELOW in kind, side), changes


def _slope(pages: _Pages, weights: Floats, changes: Floats) -> Floats:
    """How fast each weight makes the plans of right ways likelier."""
    odds = pages.odds(weights)
    looks = [_expect(pages, np.where(pages.right | free, odds, _NEVER), changes) for free in (False, True)]
    (wanted, turned), (found, turned_so) = looks
    signs = np.bincount(pages.sign, pages.much * (wanted - found)[pages.way], len(weights))
    return np.concatenate([signs, turned - turned_so])


def _expect(pages: _Pages, odds: Floats, changes: Floats) -> tuple[Floats, Floats]:
    """(How likely each way is, how often each change of sides is expected), forward and backward over all pages."""
    by_kind = _log_sums(odds, pages.group, pages.count * len(_KINDS)).reshape(-1, len(_KINDS))
    here = np.where((pages.run >= 0)[..., None], by_kind[pages.run], 0.0)
    there, cost, turns = _steps(changes)
    rows, length = pages.run.shape
    forth = np.full((length + 1, rows, len(_STATES)), _NEVER)
    forth[0, :, _STATES.index((False, None))] = 0.0
    steps = []
    for at in range(length):
        step = here[:, at, None, :] + np.where(pages.beside[:, at, None, None], cost[1], cost[0])
        steps.append(step)
        came = forth[at, :, :, None] + step
        following = np.full((rows, len(_STATES)), _NEVER)
        for state in range(len(_STATES)):
            into = came[:, there == state]
            following[:, state] = _log_sum(into) if into.shape[1] else _NEVER
        forth[at + 1] = np.where((pages.run[:, at] >= 0)[:, None], following, forth[at])
    whole = _log_sum(forth[-1])
    back = np.zeros((rows, len(_STATES)))
    likely = np.zeros((pages.count, len(_KINDS)))
    turned = np.zeros(len(_CHANGES))
    for at in reversed(range(length)):
        has = pages.run[:, at] >= 0
        onward = steps[at] + back[:, there]
        chance = (
            np.exp(np.minimum(forth[at, :, :, None] + onward - whole[:, None, None], 0.0))
            * has[:, None, None]
        )
        likely[pages.run[has, at]] = chance[has].sum(1)
        turned += np.tensordot(chance.sum(0), turns, 2)
        back = np.where(has[:, None], _log_sum(onward), back)
    within = np.exp(np.minimum(odds - by_kind.reshape(-1)[pages.group], 0.0))
    return within * likely.reshape(-1)[pages.group], turned


def _steps(changes: Floats) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """By state and kind of way: the state behind; what the step counts, without and with a body in common; its changes."""
    shape = (len(_STATES), len(_KINDS))
    there, cost, turns = np.zeros(shape, np.int64), np.zeros((2, *shape)), np.zeros((*shape, len(_CHANGES)))
    for n, (taken, side) in enumerate(_STATES):
        for k, kind in enumerate(_KINDS):
            following, turned = _follow(kind, side)
            there[n, k] = _STATES.index(following)
            for one in turned:
                turns[n, k, _CHANGES.index(one)] += 1
            cost[:, n, k] = turns[n, k] @ changes
            if taken and Use.ABOVE in kind:
                cost[1, n, k] = _NEVER
    return there, cost, turns


def _log_sums(values: Floats, group: npt.NDArray[np.int64], count: int) -> Floats:
    most = np.full(count, _NEVER)
    np.maximum.at(most, group, values)
    sums = np.bincount(group, np.exp(values - most[group]), count)
    return np.where(sums > 0, most + np.log(np.maximum(sums, 1e-300)), _NEVER)


def _log_sum(values: Floats) -> Floats:
    most = values.max(-1)
    return most + np.log(np.exp(values - most[..., None]).sum(-1))  # type: ignore[no-any-return]
