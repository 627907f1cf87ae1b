"""Learn what signs count beyond the tables of banmian/roles.py: banmian/data/roles.txt.

Usage: python bench/learn_roles.py [--write [--blend]] FOLDER...
Each FOLDER holds seeds/ and gold/. A conditional random field (chain.py) starts from the tables. Without --write it
says how many lines are wrong before and after, each page judged by corrections learned without it and without its
other layouts (pages whose names agree up to the first ``-``).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from chain import NEVER, Chain, Floats, Weights, best_path, learn
from gold import brief, folds, numbers, read_options, read_pages, write_weights

from banmian.corrections import REACH
from banmian.known_lines import fixed_roles
from banmian.line_signs import Signs, line_signs, measure
from banmian.lines import Line, is_transcript, read_lines
from banmian.page import Seed, read_page
from banmian.roles import State, choices, gap_habit, line_costs, step_costs, text_flow
from banmian.step_signs import Steps, step_signs

_FOLDS = 4
_LEAST = 0.03
"""Smaller corrections are left out."""
_OFTEN = 10
"""What is seen on fewer lines teaches nothing."""


@dataclass(frozen=True)
class _Lesson:
    """The lines of a page with what they are, and all that is seen of them."""

    right: list[State]
    choices: list[tuple[State, ...]]
    seen: Signs
    between: Steps
    steps: list[Sequence[Sequence[float]]]
    """What these cost by the tables."""


def read_lessons(seed: Seed, gold: Path) -> Iterator[_Lesson]:
    """The page's lesson; none of typed pages, and where the gold does not say where paragraphs start."""
    page = read_page(seed)
    printed = read_lines(page)
    said = json.loads(gold.read_text("utf-8"))
    if is_transcript(printed) or not any(article.get("paragraph_lines") for article in said["articles"]):
        return
    known = fixed_roles(page, printed)
    labels = _labels(said)
    own = numbers(said.get("furniture", []))  # what is not known to be the page's own teaches nothing
    through = [
        i
        for i in text_flow(printed, known)
        if i in known or printed[i].number not in own or printed[i].bare in labels
    ]
    lines = [printed[i] for i in through]
    fixed = {n: known[i] for n, i in enumerate(through) if i in known}
    at, habit = measure(lines), gap_habit(lines)
    seen = line_signs(lines, at, {i: role.name for i, role in fixed.items()})
    yield _Lesson(
        _right(lines, fixed, said),
        [
            (fixed[i],) if i in fixed else choices(line, lines[i - 1] if i else None)
            for i, line in enumerate(lines)
        ],
        seen,
        step_signs(lines, at, seen, habit),
        [step_costs(before, line, habit) for before, line in pairwise(lines)],
    )


def _right(
    lines: Sequence[Line], fixed: Mapping[int, State], said: Mapping[str, list[dict[str, object]]]
) -> list[State]:
    owner = {n: a for a in said["articles"] for n in numbers(a["lines"])}
    starts = {n for a in said["articles"] for n in a.get("paragraph_lines", [])}
    heads = _heads(lines, owner)
    labels = _labels(said)
    right: list[State] = []
    for i, line in enumerate(lines):
        may_be = choices(line, lines[i - 1] if i else None)
        if i in fixed:
            right.append(fixed[i])
        elif line.number not in owner and line.bare in labels and State.LABEL in may_be:
            right.append(State.LABEL)
        elif line.number in heads or line.number not in owner:
            right.append(State.HEAD)
        else:
            new = line.number in starts or not right or right[-1] not in (State.FIRST, State.NEXT)
            item = new and State.ITEM in may_be and _goes_no_further(lines, i, owner, starts | heads)
            below_head = bool(right) and right[-1] in (State.HEAD, State.LABEL)
            if item and below_head and State.BYLINE in may_be:
                right.append(State.BYLINE)
            else:
                right.append(State.ITEM if item else State.FIRST if new else State.NEXT)
    return right


def _labels(said: Mapping[str, Sequence[Mapping[str, object]]]) -> set[str]:
    """The column labels of a page's articles, as :attr:`Line.bare`."""
    return {"".join(str(article.get("column") or "").split()) for article in said["articles"]}


def _goes_no_further(lines: Sequence[Line], i: int, owner: Mapping[int, object], starts: Set[int]) -> bool:
    """Whether a paragraph is this one line."""
    below = lines[i + 1].number if i + 1 < len(lines) else 0
    return below in starts or owner.get(below) is not owner[lines[i].number]


def _heads(lines: Sequence[Line], owner: Mapping[int, dict[str, object]]) -> set[int]:
    """The lines that print a part of their article's head, or a subhead."""
    found = set()
    for line in lines:
        article = owner.get(line.number, {})
        starts = {*article.get("paragraph_lines", []), *article.get("paragraph_lines_optional", [])}
        keys = ("kicker_lines", "title_lines", "subtitle_lines", "subhead_lines")
        if any(line.number in numbers(article.get(key, [])) for key in keys):
            found.add(line.number)
        elif line.number not in starts and len(line.bare) > 1:
            texts = [article.get(key) for key in ("kicker", "title", "subtitle")] + list(
                article.get("subheads", [])
            )
            if any(line.bare in "".join(text.split()) for text in texts if text):
                found.add(line.number)
    return found


@dataclass(frozen=True)
class _Signs:
    """The signs that are seen often, in order: each stands in the column of its place."""

    line: list[str]
    step: list[str]


def _frequent(lessons: Sequence[_Lesson]) -> _Signs:
    line, step = Counter[str](), Counter[str]()
    for lesson in lessons:
        line.update({sign: int(mask.sum()) for sign, mask in lesson.seen.items()})
        step.update({sign: np.count_nonzero(much) for sign, much in lesson.between.items()})
    return _Signs(
        *(sorted(sign for sign, times in count.items() if times >= _OFTEN) for count in (line, step))
    )


def _chain(lesson: _Lesson, signs: _Signs) -> Chain:
    costs = line_costs(lesson.seen)
    own = np.full(costs.shape, NEVER, np.float32)
    for i, may_be in enumerate(lesson.choices):
        own[i, list(may_be)] = costs[i, list(may_be)]
    own[0, State.NEXT] = NEVER
    seen = np.zeros((len(own), len(signs.line) + len(signs.step)), np.float32)
    for n, sign in enumerate(signs.line):
        seen[:, n] = lesson.seen[sign]
    for n, sign in enumerate(signs.step, len(signs.line)):
        seen[1:, n] = lesson.between[sign]
    return Chain(np.array(lesson.right), own, np.array(lesson.steps, np.float32), seen, len(signs.line))


def _rows(weights: Weights, signs: _Signs) -> Iterator[str]:
    """The rows of data/roles.txt; what a sign of a step says of its own line is said by the role before."""
    every = [*(("line", sign) for sign in signs.line), *(("step", sign) for sign in signs.step)]
    near = weights.near.reshape(2 * REACH + 1, len(every), len(State))
    steps = weights.steps.reshape(len(signs.step), len(State), len(State))
    for n, (kind, sign) in enumerate(every):
        for k in range(-REACH, REACH + 1):
            if kind == "line" or k:
                yield from _row(kind, sign, f"{k:+d}" if k else "0", near[k + REACH, n])
        if kind == "step":
            for before in State:
                own = near[REACH, n]
                yield from _row(kind, sign, before.name, steps[n - len(signs.line), before] + own)


def _row(kind: str, sign: str, where: str, taken_off: Floats) -> Iterator[str]:
    costs = [0.0 if abs(weight) < _LEAST else round(-float(weight), 2) for weight in taken_off]
    if any(costs):
        yield " ".join([kind, sign, where, *map(brief, costs)])


def _wrong(lessons: Sequence[_Lesson], signs: _Signs, weights: Weights) -> int:
    """Lines whose state is not the right one."""
    return sum(
        int((best_path(_chain(one, signs), weights, REACH) != np.array(one.right)).sum()) for one in lessons
    )


def main() -> None:
    """Learn from the folders named on the command line."""
    options = read_options(__doc__)
    by_page = read_pages(options.folders, read_lessons)
    every = [lesson for data in by_page.values() for lesson in data]
    if options.write:
        signs = _frequent(every)
        rows = _rows(learn([_chain(one, signs) for one in every], REACH), signs)
        write_weights("roles", rows, len(State), blend=options.blend)
        return
    before = after = 0
    for judged, others in folds(by_page, _FOLDS):
        signs = _frequent(others)
        weights = learn([_chain(one, signs) for one in others], REACH)
        before += _wrong(judged, signs, Weights(0 * weights.near, 0 * weights.steps))
        after += _wrong(judged, signs, weights)
    total = sum(len(lesson.right) for lesson in every)
    print(
        f"of {total} lines wrong: {before} by the tables, {after} with corrections, each judged without its page"
    )


if __name__ == "__main__":
    main()
