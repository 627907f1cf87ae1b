"""Learn what signs count beyond the tables of banmian/roles.py: banmian/data/roles.txt.

Usage: python bench/learn_roles.py [--write] FOLDER...
Each FOLDER holds seeds/ and gold/. An averaged structured perceptron starts from the tables and is corrected
at every line that the best path gets wrong. Without --write it says how many lines are wrong before and after,
each page judged by corrections learned without it and without its other layouts (pages whose names agree up to
the first ``-``).
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from gold import folds, read_options, read_pages, write_weights

from banmian.known_lines import fixed_roles
from banmian.lines import Line, is_transcript, read_lines
from banmian.page import Seed, read_page
from banmian.roles import (
    Costs,
    State,
    cheapest_path,
    choices,
    gap_habit,
    line_cost,
    step_costs,
    text_flow,
)
from banmian.signs import LineSigns, StepSigns, line_signs, step_signs

_FOLDS = 4
_ROUNDS = 8
_PACE = 0.03
"""What one mistake changes."""
_MARGIN = 1.0
"""The right path must be cheaper than any other by this for each line in which they differ."""
_LEAST = 0.03
"""Smaller corrections are left out."""

Corrections = dict[tuple[str, ...], float]


@dataclass(frozen=True)
class _Lesson:
    """The lines of a page with what they are, and all that is seen of them."""

    right: list[State]
    choices: list[tuple[State, ...]]
    own: list[Costs]
    seen: list[LineSigns]
    steps: list[Sequence[Costs]]
    """From each line to the next, as ``between``."""
    between: list[StepSigns]


def read_lessons(seed: Seed, gold: Path) -> Iterator[_Lesson]:
    """The page's lesson; none of typed pages, and where the gold does not say where paragraphs start."""
    page = read_page(seed)
    printed = read_lines(page)
    said = json.loads(gold.read_text("utf-8"))
    if is_transcript(printed) or not any(article.get("paragraph_lines") for article in said["articles"]):
        return
    known = fixed_roles(page, printed)
    labels = _labels(said)
    own = _numbers(said.get("furniture", []))  # what is not known to be the page's own teaches nothing
    through = [
        i
        for i in text_flow(printed, known)
        if i in known or printed[i].number not in own or printed[i].bare in labels
    ]
    lines = [printed[i] for i in through]
    fixed = {n: known[i] for n, i in enumerate(through) if i in known}
    habit = gap_habit(lines)
    seen = [line_signs(line) for line in lines]
    yield _Lesson(
        _right(lines, fixed, said),
        [
            (fixed[i],) if i in fixed else choices(line, lines[i - 1] if i else None)
            for i, line in enumerate(lines)
        ],
        [[line_cost(frozenset(signs), state) for state in State] for signs in seen],
        seen,
        [step_costs(before, line, habit) for before, line in pairwise(lines)],
        [step_signs(before, line, habit) for before, line in pairwise(lines)],
    )


def _right(
    lines: Sequence[Line], fixed: Mapping[int, State], said: Mapping[str, list[dict[str, object]]]
) -> list[State]:
    owner = {n: a for a in said["articles"] for n in _numbers(a["lines"])}
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
        if any(line.number in _numbers(article.get(key, [])) for key in keys):
            found.add(line.number)
        elif line.number not in starts and len(line.bare) > 1:
            texts = [article.get(key) for key in ("kicker", "title", "subtitle")] + list(
                article.get("subheads", [])
            )
            if any(line.bare in "".join(text.split()) for text in texts if text):
                found.add(line.number)
    return found


def _numbers(ranges: Sequence[Sequence[int]]) -> set[int]:
    return {n for first, last in ranges for n in range(first, last + 1)}


def best(lesson: _Lesson, learned: Corrections, margin: float = 0.0) -> list[State]:
    """The cheapest path; ``margin``: what a wrong state is cheaper than it is."""
    own = [
        [
            cost
            + sum(learned.get((sign, state.name), 0.0) for sign in seen)
            - margin * (state is not right and len(may_be) > 1)
            for state, cost in zip(State, costs, strict=True)
        ]
        for right, may_be, costs, seen in zip(
            lesson.right, lesson.choices, lesson.own, lesson.seen, strict=True
        )
    ]
    steps = zip(lesson.steps, (_corrections(between, learned) for between in lesson.between), strict=True)
    return cheapest_path(lesson.choices, own, steps)


def _corrections(between: StepSigns, learned: Corrections) -> list[list[float]]:
    """What is learned of the signs between two lines, by the state before and the state."""
    return [
        [
            sum(learned.get((sign, old.name, new.name), 0.0) * value for sign, value in between)
            for new in State
        ]
        for old in State
    ]


def learn(lessons: Sequence[_Lesson]) -> Corrections:
    """Averaged over all rounds; the order of the pages is drawn from a fixed seed."""
    learned: defaultdict[tuple[str, ...], float] = defaultdict(float)
    sums: defaultdict[tuple[str, ...], float] = defaultdict(float)
    order = list(lessons)
    draw = random.Random(0)
    now = 1
    for _ in range(_ROUNDS):
        draw.shuffle(order)
        for lesson in order:
            taken = best(lesson, learned, _MARGIN)
            for path, sign_of_change in ((lesson.right, -1.0), (taken, 1.0)):
                for key, value in _signs_along(lesson, path, taken):
                    learned[key] += sign_of_change * _PACE * value
                    sums[key] += sign_of_change * _PACE * value * now
            now += 1
    averaged = {key: round(value - sums[key] / now, 2) for key, value in learned.items()}
    return {key: value for key, value in sorted(averaged.items()) if abs(value) >= _LEAST}


def _signs_along(
    lesson: _Lesson, path: Sequence[State], taken: Sequence[State]
) -> list[tuple[tuple[str, ...], float]]:
    """What is seen where the taken path differs from the right one, for the states of one of them."""
    found: list[tuple[tuple[str, ...], float]] = []
    right = lesson.right
    for i, state in enumerate(path):
        if taken[i] != right[i]:
            found += [((sign, state.name), 1.0) for sign in lesson.seen[i]]
        if i and (taken[i] != right[i] or taken[i - 1] != right[i - 1]):
            found += [((sign, path[i - 1].name, state.name), value) for sign, value in lesson.between[i - 1]]
    return found


def wrong(lessons: Sequence[_Lesson], learned: Corrections) -> int:
    """Lines whose state is not the right one."""
    return sum(a is not z for one in lessons for a, z in zip(best(one, learned), one.right, strict=True))


def main() -> None:
    """Learn from the folders named on the command line."""
    options = read_options(__doc__)
    by_page = read_pages(options.folders, read_lessons)
    every = [lesson for data in by_page.values() for lesson in data]
    if options.write:
        rows = (f"{' '.join(key)} {value:.2f}" for key, value in learn(every).items())
        write_weights("roles", rows)
        return
    before = after = 0
    for judged, others in folds(by_page, _FOLDS):
        before += wrong(judged, {})
        after += wrong(judged, learn(others))
    total = sum(len(lesson.right) for lesson in every)
    print(
        f"of {total} lines wrong: {before} by the tables, {after} with corrections, each judged without its page"
    )


if __name__ == "__main__":
    main()
