"""Learn what the signs of an article's start count: banmian/data/boundaries.txt.

Usage: python bench/learn_boundaries.py [--write] FOLDER...
Each FOLDER holds seeds/ and gold/. Without --write it only says how well the signs do: each page is judged
by weights learned without it (and without its other layouts: pages whose names agree up to the first ``-``).
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from gold import folds, read_options, read_pages, write_weights

from banmian.blocks import Block, Role, read_blocks
from banmian.boundaries import Gap, Habits, signs, walk
from banmian.lines import is_transcript, read_lines
from banmian.page import Seed, read_page
from banmian.roles import gap_habit

_FOLDS = 5
_PULL = 1.0
"""Ridge: how strongly weights are drawn to 0."""
_ROUNDS = 40

Sample = tuple[dict[str, float], bool]
"""(signs at a place, whether an article starts there)"""


def samples(seed: Seed, gold: Path) -> list[Sample]:
    """All places of a page at which an article may start."""
    page = read_page(seed)
    articles = json.loads(gold.read_text("utf-8"))["articles"]
    owner = {
        number: article["id"]
        for article in articles
        for first, last in article["lines"]
        for number in range(first, last + 1)
    }
    lines = read_lines(page)
    blocks = [block for block in read_blocks(page, lines) if block.role is not Role.FURNITURE]
    heads = {article["id"]: _head(article) for article in articles}
    found: list[Sample] = []

    def decide(gap: Gap) -> bool:
        above, below = (_owner(block, owner) for block in (gap.above, gap.below))
        if (
            above and below and gap.above.bare not in heads[above]
        ):  # a headline taken for text teaches nothing
            found.append(({"always": 1.0, **signs(gap)}, above != below))
        return above != below

    for _ in walk(blocks, Habits(gap_habit(lines), is_transcript(lines)), decide):
        pass
    return found


def _head(article: Mapping[str, Any]) -> str:
    parts = (article.get(key) or "" for key in ("kicker", "title", "subtitle"))
    return "".join("".join(parts).split())


def _owner(block: Block, owner: dict[int, object]) -> object:
    return owner.get(block.lines[0].number)


def learn(data: Sequence[Sample], names: Sequence[str]) -> list[float]:
    """Logistic regression with a ridge, by Newton's method."""
    rows = [([seen.get(name, 0.0) for name in names], starts) for seen, starts in data]
    count = [0.0] * len(names)
    for _ in range(_ROUNDS):
        slope = [-_PULL * value for value in count]
        bend = [[_PULL * (i == j) for j in range(len(names))] for i in range(len(names))]
        for row, starts in rows:
            here = [(i, value) for i, value in enumerate(row) if value]
            sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(count[i] * value for i, value in here)))))
            for i, value in here:
                slope[i] += value * (starts - sure)
                for j, other in here:
                    bend[i][j] += sure * (1 - sure) * value * other
        step = _solve(bend, slope)
        count = [value + more for value, more in zip(count, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return count


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivots; the matrix is small."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, len(rows)):
            factor = rows[r][i] / rows[i][i]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    solved = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        known = sum(rows[i][j] * solved[j] for j in range(i + 1, len(rows)))
        solved[i] = (rows[i][-1] - known) / rows[i][i]
    return solved


def main() -> None:
    """Learn from the folders named on the command line."""
    options = read_options(__doc__)
    by_page = read_pages(options.folders, samples)
    names = sorted({name for data in by_page.values() for seen, _ in data for name in seen})
    wrong = total = 0
    for judged, others in folds(by_page, _FOLDS):
        count = dict(zip(names, learn(others, names), strict=True))
        total += len(judged)
        for seen, starts in judged:
            wrong += (sum(count[name] * value for name, value in seen.items()) > 0) != starts
    print(f"{wrong} of {total} places wrong ({wrong / total:.2%}), each judged without its page")
    if options.write:
        count = dict(zip(names, learn([s for data in by_page.values() for s in data], names), strict=True))
        write_weights("boundaries", (f"{name} {count[name]:.2f}" for name in names))


if __name__ == "__main__":
    main()
