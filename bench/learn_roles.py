"""Learn what signs count beyond the tables of banmian/roles.py: banmian/data/roles.txt.

Usage: python bench/learn_roles.py [--write] FOLDER...
Each FOLDER holds seeds/ and gold/. An averaged structured perceptron starts from the tables and is corrected
at every line that the best path gets wrong. Without --write it says how many lines are wrong before and after,
each page judged by corrections learned without it and without its other layouts (pages whose names agree up to
the first ``-``).
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from banmian.blocks import fixed_roles
from banmian.lines import Line, is_transcript, read_lines
from banmian.page import Seed, find_seeds, read_page
from banmian.roles import State, choices, gap_habit, line_cost, step_costs
from banmian.signs import line_signs, step_signs

_DATA = Path(__file__).parent.parent / "banmian" / "data" / "roles.txt"
_FOLDS = 4
_ROUNDS = 5
_PACE = 0.01
"""What one mistake changes."""
_MARGIN = 1.0
"""The right path must be cheaper than any other by this for each line in which they differ."""
_LEAST = 0.03
"""Smaller corrections are left out."""

Corrections = dict[tuple[str, ...], float]


@dataclass(frozen=True)
class _Lesson:
    """A page with what its lines are, and all that is seen of them."""

    right: list[State]
    fixed: Mapping[int, State]
    choices: list[tuple[State, ...]]
    own: list[dict[State, float]]
    steps: list[Sequence[Sequence[float]]]
    seen: list[list[str]]
    between: list[list[tuple[str, float]]]


def read_lesson(seed: Seed, gold: Path) -> _Lesson | None:
    """None for typed pages, and where the gold does not say where paragraphs start."""
    page = read_page(seed)
    lines = read_lines(page)
    said = json.loads(gold.read_text("utf-8"))
    if is_transcript(lines) or not any(article.get("paragraph_lines") for article in said["articles"]):
        return None
    fixed = fixed_roles(page, lines)
    habit = gap_habit(lines)
    pairs = list(pairwise(lines))
    return _Lesson(
        _right(lines, fixed, said),
        fixed,
        [(fixed[i],) if i in fixed else choices(line) for i, line in enumerate(lines)],
        [{state: line_cost(frozenset(line_signs(line)), state) for state in State} for line in lines],
        [[], *(step_costs(x, y, habit) for x, y in pairs)],
        [line_signs(line) for line in lines],
        [[], *(step_signs(x, y, habit) for x, y in pairs)],
    )


def _right(
    lines: Sequence[Line], fixed: Mapping[int, State], said: dict[str, list[dict[str, object]]]
) -> list[State]:
    owner = {n: a for a in said["articles"] for n in _numbers(a["lines"])}
    starts = {n for a in said["articles"] for n in a.get("paragraph_lines", [])}
    heads = _heads(lines, owner)
    labels = {"".join(str(a.get("column") or "").split()) for a in said["articles"]}
    right: list[State] = []
    for i, line in enumerate(lines):
        may_be = choices(line)
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
    costs: dict[State, float] = {}
    back: list[dict[State, State]] = []
    for i, right in enumerate(lesson.right):
        here: dict[State, float] = {}
        came: dict[State, State] = {}
        for state in lesson.choices[i]:
            own = lesson.own[i][state] + sum(learned.get((sign, state.name), 0.0) for sign in lesson.seen[i])
            own -= margin * (state is not right and i not in lesson.fixed)
            if not costs:
                here[state] = own + 50.0 * (state is State.NEXT)
                continue
            steps = lesson.steps[i]
            cost, came[state] = min(
                (
                    total
                    + steps[old][state]
                    + sum(
                        learned.get((sign, old.name, state.name), 0.0) * value
                        for sign, value in lesson.between[i]
                    ),
                    old,
                )
                for old, total in costs.items()
            )
            here[state] = own + cost
        costs = here
        back.append(came)
    path = [min(costs, key=lambda state: (costs[state], state))]
    for came in reversed(back[1:]):
        path.append(came[path[-1]])
    return path[::-1]


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
            found += [((sign, state.name), 1.0) for sign in lesson.seen[i] if i not in lesson.fixed]
        if i and (taken[i] != right[i] or taken[i - 1] != right[i - 1]):
            found += [((sign, path[i - 1].name, state.name), value) for sign, value in lesson.between[i]]
    return found


def wrong(lessons: Sequence[_Lesson], learned: Corrections) -> int:
    """Lines whose state is not the right one."""
    return sum(a is not z for one in lessons for a, z in zip(best(one, learned), one.right, strict=True))


def main() -> None:
    """Learn from the folders named on the command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("folders", nargs="+", type=Path)
    options = arguments.parse_args()
    by_page: defaultdict[str, list[_Lesson]] = defaultdict(list)
    for folder in options.folders:
        for seed in find_seeds(folder / "seeds"):
            gold = folder / "gold" / f"{seed.path.stem}.json"
            lesson = read_lesson(seed, gold) if gold.is_file() else None
            if lesson:
                by_page[seed.path.stem.split("-")[0]].append(lesson)
    pages = sorted(by_page)
    every = [lesson for page in pages for lesson in by_page[page]]
    if not options.write:
        before = after = 0
        for fold in range(_FOLDS):
            judged = [lesson for page in pages[fold::_FOLDS] for lesson in by_page[page]]
            others = [
                lesson for n, page in enumerate(pages) if n % _FOLDS != fold for lesson in by_page[page]
            ]
            before += wrong(judged, {})
            after += wrong(judged, learn(others))
        total = sum(len(lesson.right) for lesson in every)
        print(
            f"of {total} lines wrong: {before} by the tables, {after} with corrections, each judged without its page"
        )
        return
    remarks = [line for line in _DATA.read_text("utf-8").splitlines() if line.startswith("#")]
    rows = [f"{' '.join(key)} {value:.2f}" for key, value in learn(every).items()]
    _DATA.write_text("\n".join([*remarks, *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
