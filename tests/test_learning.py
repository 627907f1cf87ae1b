"""What the benches learn from: signs of the lines near by and of the step from one line to the next (chain.py); signs of
the ways to give head lines away, and the side that the headline before stood on (plans.py); what of former weights stays (gold.py)."""

import numpy as np
import plans
from chain import Chain, Weights, best_path, learn
from gold import mean

from banmian.head_runs import Use
from banmian.headlines import change


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


def runs(behind: list[bool]) -> plans.Lesson:
    """A page whose headlines stand behind their bodies or before them; of every second one a word tells which."""
    return [
        plans.Ways(
            place=place,
            signs=[{"above/always": 1.0, **told}, {"below/always": 1.0}, {"nobody/always": 1.0}],
            sides=[(Use.ABOVE,), (Use.BELOW,), ()],
            right=[above, not above, False],
        )
        for place, above in enumerate(behind, 1)
        for told in [{f"above/{'suits' if above else 'strange'}": 1.0} if place % 2 else {}]
    ]


def test_the_side_of_a_headline_is_told_by_words_and_by_the_one_before() -> None:
    draw = np.random.default_rng(2)
    pages = [runs([bool(draw.integers(2))] * 8) for _ in range(60)]
    count = plans.learn(pages)
    assert count["above/suits"] > 0 > count["above/strange"]
    assert count[change(Use.ABOVE, Use.ABOVE)] > count[change(Use.ABOVE, Use.BELOW)]
    assert sum(plans.right(one, {}) for one in pages) < 60 * 8
    assert all(plans.right(one, count) == 8 for one in pages)
    assert plans.learn(pages) == count


def test_no_plan_gives_a_body_two_headlines() -> None:
    page = runs([False, True])  # both would be the one body's
    for run in page:
        run.signs[:] = [{"above/suits": 1.0}, {"below/suits": 1.0}, {}]
    assert plans.right(page, {"above/suits": 1.0, "below/suits": 1.0}) == 1


def test_gold_that_gives_a_body_two_headlines_is_learned_from_run_by_run() -> None:
    """Body 1 has its headline below the run above it, and above the run below it; what all ways show tells nothing."""
    pages = [runs([False, True]) for _ in range(30)]
    for run in (run for page in pages for run in page):
        for signs in run.signs:
            signs["any/shown"] = 1.0
    count = plans.learn(pages)
    assert abs(count["any/shown"]) < 0.01
    assert count["nobody/always"] < 0


def test_of_two_files_of_weights_the_mean_of_each_row_stays() -> None:
    rows = ["line alone -2 1 .50", "line alone +1 0 .02", "step wraps NEXT .10 0"]
    former = ["line alone -2 0 -.50", "line bullet 0 -1 .30"]
    assert list(mean(rows, former, 2)) == [
        "line alone -2 .50 0",
        "line alone +1 0 .01",
        "step wraps NEXT .05 0",
        "line bullet 0 -.50 .15",
    ]
