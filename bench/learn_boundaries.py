"""Learn what the signs of an article's start count: banmian/data/boundaries.txt.

Usage: python bench/learn_boundaries.py [--write [--blend]] FOLDER...
Each FOLDER holds seeds/ and gold/. Without --write it only says how well the signs do: each page is judged
by weights learned without it (and without its other layouts: pages whose names agree up to the first ``-``).
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from gold import folds, read_options, read_pages, write_weights

from banmian.blocks import Block, Role, read_blocks
from banmian.boundaries import walk
from banmian.gaps import Gap, Habits, signs
from banmian.lines import is_transcript, read_lines
from banmian.page import Seed, read_page
from banmian.roles import gap_habit

_FOLDS = 5
_PULL = 1.0
"""Ridge: how strongly weights are drawn to 0."""
_ROUNDS = 40
_SURE = 30.0
_NO_STEP = 1e-4

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
    seen = np.array([[signs_.get(name, 0.0) for name in names] for signs_, _ in data])
    starts = np.array([starts for _, starts in data])
    count = np.zeros(len(names))
    for _ in range(_ROUNDS):
        sure = 1 / (1 + np.exp(-np.clip(seen @ count, -_SURE, _SURE)))
        slope = seen.T @ (starts - sure) - _PULL * count
        bend = (seen * (sure * (1 - sure))[:, None]).T @ seen + _PULL * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        count += step
        if np.abs(step).max() < _NO_STEP:
            break
    return count.tolist()  # type: ignore[no-any-return]


def main() -> None:
    """Learn from the folders named on the command line."""
    options = read_options(__doc__)
    by_page = read_pages(options.folders, samples)
    names = sorted({name for data in by_page.values() for seen, _ in data for name in seen})
    if options.write:
        count = learn([sample for data in by_page.values() for sample in data], names)
        rows = (f"{name} {weight:.2f}" for name, weight in zip(names, count, strict=True))
        write_weights("boundaries", rows, blend=options.blend)
        return
    wrong = total = 0
    for judged, others in folds(by_page, _FOLDS):
        weights = dict(zip(names, learn(others, names), strict=True))
        total += len(judged)
        for seen, starts in judged:
            wrong += (sum(weights[name] * value for name, value in seen.items()) > 0) != starts
    print(f"{wrong} of {total} places wrong ({wrong / total:.2%}), each judged without its page")


if __name__ == "__main__":
    main()
