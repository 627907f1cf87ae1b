"""What bench/chain.py learns from: signs of the lines near by, and of the step from one line to the next."""

import numpy as np
from chain import Chain, Weights, best_path, learn


def page(right: list[int]) -> Chain:
    """Role 1 is told by a sign on the line below; role 2 by a sign between the line above and its own."""
    seen = np.zeros((len(right), 3), np.float32)
    seen[:, 0] = 1
    seen[1:, 1] = [role == 1 for role in right[:-1]]
    seen[1:, 2] = [role == 2 for role in right[1:]]
    n = len(right)
    nothing = np.zeros((n, 3), np.float32), np.zeros((n - 1, 3, 3), np.float32)
    return Chain(np.array(right), *nothing, seen, first_step=2)


def test_what_stands_near_a_line_and_how_it_follows_is_learned() -> None:
    draw = np.random.default_rng(1)
    pages = [page([0, *map(int, draw.integers(0, 3, 12)), 0]) for _ in range(210)]
    taught, unseen = pages[:200], pages[200:]
    weights = learn(taught, reach=1)
    nothing = Weights(0 * weights.near, 0 * weights.steps)

    def wrong(by: Weights) -> int:
        return sum(int((best_path(one, by, 1) != one.right).sum()) for one in unseen)

    assert wrong(nothing) > 40
    assert wrong(weights) == 0
    again = learn(taught, reach=1)
    assert (again.near == weights.near).all()
    assert (again.steps == weights.steps).all()
