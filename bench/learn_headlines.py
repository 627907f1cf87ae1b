"""Learn what the signs of a headline's parts count: banmian/data/headlines.txt.

Usage: python bench/learn_headlines.py [--write [--blend]] FOLDER...
Each FOLDER holds seeds/ and gold/. Without --write it only says how many headlines are parted rightly: each page
is judged by weights learned without it (and without its other layouts: pages whose names agree up to the first ``-``).
"""

import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from gold import folds, read_options, read_pages, write_weights

from banmian.headline_parts import Headline, signs, ways
from banmian.lines import Line, read_lines
from banmian.page import Seed, read_page

_FOLDS = 5
_ROUNDS = 30
_PACE = 0.1
_PULL = 0.0005
"""How strongly weights are drawn to 0, at each step."""

Lesson = tuple[list[dict[str, float]], int]
"""(the signs of each way to part a headline, which way is the right one)"""


def lessons(seed: Seed, gold: Path) -> list[Lesson]:
    """All headlines of a page that have more than one line, and whose lines the gold tells."""
    lines = read_lines(read_page(seed))
    found: list[Lesson] = []
    for article in json.loads(gold.read_text("utf-8"))["articles"]:
        owned = {n for first, last in article["lines"] for n in range(first, last + 1)}
        right = _headline([line for line in lines if line.number in owned], article)
        if right and len(right.lines()) > 1:
            every = list(ways(right.lines()))
            if right in every:
                found.append(([signs(way) for way in every], every.index(right)))
    return found


def _headline(lines: Sequence[Line], article: Mapping[str, str | None]) -> Headline | None:
    parts: list[tuple[Line, ...]] = []
    for part in ("kicker", "title", "subtitle"):
        wanted = "".join((article.get(part) or "").split())
        start = next((i for i in range(len(lines)) if wanted and _take(lines, i, wanted)), None)
        if wanted and start is None:
            return None
        parts.append(tuple(lines[start : start + _take(lines, start, wanted)]) if start is not None else ())
    return Headline(*parts) if parts[1] else None


def _take(lines: Sequence[Line], start: int, wanted: str) -> int:
    """How many lines from ``start`` on print what is wanted; 0 if they do not."""
    text = ""
    for i in range(start, len(lines)):
        text += lines[i].bare
        if text == wanted:
            return i + 1 - start
        if not wanted.startswith(text):
            break
    return 0


def learn(data: Sequence[Lesson]) -> dict[str, float]:
    """The likeliest way is to be the right one: logistic regression, averaged over the last half of the rounds."""
    count: defaultdict[str, float] = defaultdict(float)
    total: defaultdict[str, float] = defaultdict(float)
    order = list(data)
    draw = random.Random(0)
    for nth in range(_ROUNDS):
        draw.shuffle(order)
        for every, right in order:
            odds = [sum(count[name] * value for name, value in seen.items()) for seen in every]
            most = max(odds)
            sizes = [math.exp(value - most) for value in odds]
            whole = sum(sizes)
            for i, seen in enumerate(every):
                slope = (i == right) - sizes[i] / whole
                for name, value in seen.items():
                    count[name] += _PACE / (1 + nth) * (slope * value - _PULL * count[name])
        if nth >= _ROUNDS // 2:
            for name, value in count.items():
                total[name] += value / (_ROUNDS - _ROUNDS // 2)
    return dict(total)


def right(lesson: Lesson, count: Mapping[str, float]) -> bool:
    """Whether the best way by these weights is the right one."""
    every, wanted = lesson
    odds = [sum(count.get(name, 0.0) * value for name, value in seen.items()) for seen in every]
    return odds.index(max(odds)) == wanted


def main() -> None:
    """Learn from the folders named on the command line."""
    options = read_options(__doc__)
    by_page = read_pages(options.folders, lessons)
    if options.write:
        count = learn([lesson for data in by_page.values() for lesson in data])
        rows = (f"{name} {value:.2f}" for name, value in sorted(count.items()))
        write_weights("headlines", rows, blend=options.blend)
        return
    good = total = 0
    for judged, others in folds(by_page, _FOLDS):
        count = learn(others)
        good += sum(right(lesson, count) for lesson in judged)
        total += len(judged)
    print(f"{good} of {total} headlines parted rightly ({good / total:.2%}), each judged without its page")


if __name__ == "__main__":
    main()
