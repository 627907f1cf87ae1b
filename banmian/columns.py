"""How wide the columns of a page are, told by the lines that fill them."""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

OVER, UNDER = 0.5, 1.0
"""Full lines are this much wider or narrower than their column: marks that may not open or close a line,
numbers that may not be cut."""
_REACH = 18
"""How many lines to either side tell the width of a column."""
_ENOUGH = 3
"""So many lines of one frame tell its column."""
_FADE = 0.94
"""A line tells less of a column the farther away it stands: columns change with the article."""
_FADED = [_FADE**nth for nth in range(_REACH)]
_USUAL = 0.85
"""The page's commonest column is taken where it has this much of another's weight."""
_AGREE = 2.5
"""Less weight than three near lines have is no column."""


class Columns:
    """The widths of a page's columns, told by the lines near each line."""

    def __init__(
        self,
        inner: Sequence[int],
        widths: Sequence[float],
        framed: Mapping[int, float],
        frames: Sequence[int],
        common: float,
    ) -> None:
        """``inner``: the lines that tell; ``framed``: lines whose frame is known; ``frames``: where some start."""
        self._inner, self._widths, self._framed = inner, widths, framed
        self._frames, self._common = frames, common
        self._modes: dict[tuple[int, ...], float] = {}  # neighbouring lines look at the same ones

    def above(self, i: int) -> float:
        """Width of the column that ends with line i, in full-width characters."""
        upto = bisect_right(self._inner, i)
        return self._column(i, self._inner[max(0, upto - _REACH) : upto][::-1])

    def below(self, i: int) -> float:
        """Width of the column that starts with it."""
        start = bisect_left(self._inner, i)
        return self._column(i, self._inner[start : start + _REACH])

    def _column(self, i: int, near: Sequence[int]) -> float:
        if i in self._framed:
            return self._framed[i]
        key = tuple(_within_frame(near, i, self._frames))
        if key not in self._modes:
            faded = [(self._widths[j], weight) for j, weight in zip(key, _FADED, strict=False)]
            self._modes[key] = mode(faded, self._common)
        return self._modes[key]


def _within_frame(near: Sequence[int], i: int, frames: Sequence[int]) -> Sequence[int]:
    """The lines near line i without those of other frames, if enough are left; ``frames``: where some start."""
    nth = bisect_right(frames, i)
    first = frames[nth - 1] if nth else 0
    last = frames[nth] if nth < len(frames) else math.inf
    left = [j for j in near if first <= j < last]
    return left if len(left) >= _ENOUGH else near


def mode(widths: Sequence[tuple[float, float]], common: float = 0.0) -> float:
    """The width with the most weight around it; ``common`` where little agrees. Ties go to the wider.

    ``widths``: (width, weight) pairs.
    """

    if common:  # where hardly any line differs, there is nothing to choose
        usual = sum(weight for width_, weight in widths if -OVER <= common - width_ <= UNDER)
        if usual >= _USUAL * sum(weight for _, weight in widths):
            return common
    total: defaultdict[float, float] = defaultdict(float)
    for width_, weight in widths:
        total[width_] += weight
    sums = dict.fromkeys((*total, common), 0.0)
    for width_, weight in total.items():
        low, high = width_ - OVER, width_ + UNDER
        for column in sums:
            if low <= column <= high:
                sums[column] += weight
    # of two, rather the wider: many lines are short of their column, none is wider
    best = max(total, key=lambda column: (sums[column] * column**0.5, column), default=0.0)
    most = sums.get(best, 0.0)
    if common and sums[common] >= _USUAL * most:
        return common
    return best if most >= _AGREE or not common else common
