"""Learn what the signs of head lines count when they are given to articles: banmian/data/matching.txt.

Usage: python bench/learn_matching.py [--write [--blend]] FOLDER...
Each FOLDER holds seeds/ and gold/. Without --write it only says how many runs of head lines are given away rightly:
each page is judged by weights learned without it (and without its other layouts: pages whose names agree up to the
first ``-``).
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from gold import folds, numbers, read_options, read_pages, write_weights
from plans import Lesson, Ways, learn, right

from banmian.blocks import Block
from banmian.head_runs import PageOfRuns, Run, Share, Use, Way, ways
from banmian.head_signs import signs
from banmian.headlines import sides
from banmian.lines import Line
from banmian.page import Seed, read_page
from banmian.split import part_page

_FOLDS = 4
_LEAST = 0.005
"""Smaller weights are left out."""

Given = tuple[str, int | None]
"""(what a line is, whose); None: anybody's"""
_NOBODY: Given = ("nobody", -1)
_KINDS = {Use.ENDING: "ending", Use.LABEL: "label", Use.NOBODY: "nobody"}


def lessons(seed: Seed, gold: Path) -> Iterator[Lesson]:
    """All runs of a page that can be given away rightly, with all ways to do it."""
    _, page = part_page(read_page(seed))
    if page.bodies:
        answers = _Answers(page, json.loads(gold.read_text("utf-8"))["articles"])
        yield [_weighed(run, answers) for run in page.runs]


def _weighed(run: Run, answers: "_Answers") -> Ways:
    wanted = [answers.right(line, run) for line in run.lines]
    seen: dict[Share, dict[str, float]] = {}
    every = list(ways(run))
    for share in (share for way in every for share in way):
        if share not in seen:
            seen[share] = signs(run, share)
    return Ways(
        place=run.place,
        signs=[_sum([seen[share] for share in way]) for way in every],
        sides=[sides(way) for way in every],
        right=[_agrees(_given(way, len(run.lines)), wanted) for way in every],
    )


def _sum(counts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    for count in counts:
        for name, value in count.items():
            total[name] += value
    return dict(total)


def _given(way: Way, count: int) -> list[Given]:
    """By line."""
    given: list[Given] = [_NOBODY] * count
    for share in way:
        for at in range(share.first, share.end):
            given[at] = _KINDS.get(share.use, "headline"), share.body
    return given


def _agrees(given: Sequence[Given], wanted: Sequence[Given]) -> bool:
    """A line that is no article's may pass for a label; whose label it is, gold does not always tell."""
    return all(
        one == other
        or (other[0] == "label" and other[1] is None and one[0] != "headline")
        or (one[0] == "label" and other == _NOBODY)
        for one, other in zip(given, wanted, strict=True)
    )


class _Answers:
    """Whose each head line of a page is, by its gold."""

    def __init__(self, page: PageOfRuns, articles: Sequence[Mapping[str, Any]]) -> None:
        self._articles = articles
        self._owner = {n: k for k, article in enumerate(articles) for n in numbers(article["lines"])}
        self._of_body = [self._article(body) for body in page.bodies]
        self._columns = {_bare(article.get("column")) for article in articles}

    def _article(self, body: Sequence[Block]) -> int | None:
        """Whose most lines of a body are."""
        owners = Counter(self._owner.get(line.number) for block in body for line in block.lines)
        owners.pop(None, None)
        return owners.most_common(1)[0][0] if owners else None

    def right(self, line: Line, run: Run) -> Given:
        """What a line is, and whose."""
        owner = self._owner.get(line.number)
        if owner is None:
            return self._label(line, run)
        bodies = [body for body, article in enumerate(self._of_body) if article == owner]
        if not bodies:
            return _NOBODY
        body = min(bodies, key=lambda body: (abs(body - run.place + 0.4), body))
        return ("ending" if body == run.above and not self._heads(line, owner) else "headline"), body

    def _label(self, line: Line, run: Run) -> Given:
        if line.bare not in self._columns:
            return _NOBODY
        named = [
            body for body in (run.above, run.below) if body is not None and self._column(body) == line.bare
        ]
        return "label", (named[0] if len(named) == 1 else None)

    def _column(self, body: int) -> str:
        article = self._of_body[body]
        return "" if article is None else _bare(self._articles[article].get("column"))

    def _heads(self, line: Line, owner: int) -> bool:
        """Whether a line prints a part of its article's head."""
        article = self._articles[owner]
        parts = ("kicker", "title", "subtitle")
        printed = {n for part in parts for n in numbers(article.get(f"{part}_lines") or [])}
        if printed:
            return line.number in printed
        return any(line.bare in _bare(article.get(part)) for part in parts)


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def main() -> None:
    """Learn from the folders named on the command line."""
    options = read_options(__doc__)
    by_page = read_pages(options.folders, lessons)
    if options.write:
        count = learn([lesson for data in by_page.values() for lesson in data])
        kept = {name: value for name, value in sorted(count.items()) if abs(value) >= _LEAST}
        rows = (f"{name} {value:.2f}" for name, value in kept.items())
        write_weights("matching", rows, blend=options.blend)
        return
    good = total = 0
    for judged, others in folds(by_page, _FOLDS):
        count = learn(others)
        for lesson in judged:
            good += right(lesson, count)
            total += len(lesson)
    print(f"{good} of {total} runs given away rightly ({good / total:.2%}), each judged without its page")


if __name__ == "__main__":
    main()
