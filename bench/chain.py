"""A conditional random field over a page's lines, in numpy: learns what every sign adds to what a role costs.

Source: Lafferty, McCallum, Pereira, Conditional Random Fields (2001), with a margin, weights drawn to 0, signs left
out at random, Adam's steps, and the average of all weights but those of the first third.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_ROUNDS = 8
_PAGES = 8
"""So many are learned from at once."""
_PACE = 0.02
_MARGIN = 1.0
"""The right path must be cheaper than any other by this for each line in which they differ."""
_LEFT_OUT = 0.4
"""The share of what is seen near a line that is left out at each look, so that no sign is relied upon alone."""
_PULL = 3e-4
"""How strongly weights are drawn to 0."""
_UNIT = 100.0
"""Lines; by so many the slopes are divided."""
NEVER = 1e4
"""What a role costs that may not be."""


@dataclass(frozen=True)
class Chain:
    """A page: n lines, s roles."""

    right: npt.NDArray[np.intp]
    """(n,)"""
    own: Floats
    """(n, s): what each role costs a line before anything is learned; NEVER where it may not be."""
    steps: Floats
    """(n - 1, s, s): what it costs by the role before and the role."""
    seen: Floats
    """(n, signs): what is seen of a line and of the step to it from the one above."""
    first_step: int
    """The signs from this one on are those of the step."""


@dataclass(frozen=True)
class Weights:
    """What is taken off the costs."""

    near: Floats
    """((2 · reach + 1) · signs, s): by the signs of the lines ``reach`` above to ``reach`` below."""
    steps: Floats
    """(signs of a step, s · s)"""


def window(seen: Floats, reach: int) -> Floats:
    """(n, (2 · reach + 1) · signs): each line's signs with those of the lines near it, from above to below."""
    padded = np.pad(seen, ((reach, reach), (0, 0)))
    return np.concatenate([padded[k : k + len(seen)] for k in range(2 * reach + 1)], axis=1)


def best_path(chain: Chain, weights: Weights, reach: int) -> npt.NDArray[np.intp]:
    """(n,): the cheapest roles."""
    own, steps = _scores(chain, weights, window(chain.seen, reach))
    score, back = own[0], []
    for here, step in zip(own[1:], steps, strict=True):
        ways = score[:, None] + step
        back.append(ways.argmax(0))
        score = ways.max(0) + here
    path = [int(score.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return np.array(path[::-1])


def _scores(chain: Chain, weights: Weights, near: Floats) -> tuple[Floats, Floats]:
    roles = chain.own.shape[1]
    steps = (chain.seen[1:, chain.first_step :] @ weights.steps).reshape(-1, roles, roles)
    return near @ weights.near - chain.own, steps - chain.steps


def learn(chains: Sequence[Chain], reach: int) -> Weights:
    """The weights that make the right paths likely; pages and signs are drawn from a fixed seed."""
    draw = np.random.default_rng(0)
    signs, roles = chains[0].seen.shape[1], chains[0].own.shape[1]
    near = _Parameters(((2 * reach + 1) * signs, roles))
    steps = _Parameters((signs - chains[0].first_step, roles * roles))
    rounds = -(-len(chains) // _PAGES)
    last = _ROUNDS * rounds
    for nth in range(last):
        if nth % rounds == 0:
            order = draw.permutation(len(chains))
        looks = [
            _slopes(chains[page], Weights(near.now, steps.now), reach, draw)
            for page in order[nth % rounds :: rounds]
        ]
        pace = _PACE * min(1.0, nth / 50) * (1 - 0.95 * nth / last)
        for one, slopes in zip((near, steps), zip(*looks, strict=True), strict=True):
            one.descend(sum(slopes, _PULL * one.now), pace)
            if nth >= last // 3:
                one.total += one.now
    count = last - last // 3
    return Weights(near.total / count, steps.total / count)


class _Parameters:
    """Weights on their way down, after Kingma, Ba, Adam (2015)."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.now, self.total, self._mean, self._square = (np.zeros(shape, np.float32) for _ in range(4))
        self._steps = 0

    def descend(self, slope: Floats, pace: float) -> None:
        """Go one step down."""
        self._steps += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.001 * (slope * slope - self._square)
        mean = self._mean / (1 - 0.9**self._steps)
        square = self._square / (1 - 0.999**self._steps)
        self.now -= pace * mean / (np.sqrt(square) + 1e-8)


def _slopes(chain: Chain, weights: Weights, reach: int, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """How fast each weight makes the page's right path less likely."""
    near = window(chain.seen, reach)
    near *= (draw.random(near.shape, dtype=np.float32) > _LEFT_OUT) / np.float32(1 - _LEFT_OUT)
    own, steps = _scores(chain, weights, near)
    lines = np.arange(len(own))
    own[lines, chain.right] -= _MARGIN
    forth = own.astype(np.float64)
    for i in lines[1:]:
        forth[i] += _log_sum(forth[i - 1][:, None] + steps[i - 1], 0)
    back = np.zeros_like(forth)
    for i in lines[-2::-1]:
        back[i] = _log_sum(steps[i] + (own[i + 1] + back[i + 1]), 1)
    alone = _shares(forth + back)
    pairs = _shares(
        (forth[:-1, :, None] + steps + (own[1:] + back[1:])[:, None, :]).reshape(len(own) - 1, -1)
    )
    alone[lines, chain.right] -= 1
    pairs[lines[:-1], chain.right[:-1] * own.shape[1] + chain.right[1:]] -= 1
    return (
        near.T @ (alone / _UNIT).astype(np.float32),
        chain.seen[1:, chain.first_step :].T @ (pairs / _UNIT).astype(np.float32),
    )


def _log_sum(values: npt.NDArray[np.float64], axis: int) -> npt.NDArray[np.float64]:
    most = values.max(axis)
    return most + np.log(np.exp(values - np.expand_dims(most, axis)).sum(axis))  # type: ignore[no-any-return]


def _shares(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    sizes = np.exp(values - values.max(1, keepdims=True))
    return sizes / sizes.sum(1, keepdims=True)  # type: ignore[no-any-return]
