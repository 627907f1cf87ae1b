"""What each line of a page is, read back from the typesetting by one best path over the lines.

What a line is depends on what it follows, so all lines are decided at once (Viterbi). Costs are small
numbers, the likelier the cheaper; the tables below hold what a typesetter knows, each with its reason, and
``corrections`` what pages with gold have taught beyond that.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

import numpy as np

from banmian import marks
from banmian.corrections import correct
from banmian.line_signs import LABEL_WIDTH, Floats, Signs, all_of, is_indented, line_signs, measure
from banmian.lines import OPENERS, Line
from banmian.people import may_be_byline
from banmian.step_signs import cuts_word, in_brackets, step_signs


class State(IntEnum):
    """What a line is on its page."""

    FIRST = 0
    """The first line of a paragraph, or its only one."""
    NEXT = 1
    """Any other line of a paragraph."""
    HEAD = 2
    """It stands by itself above or below a text: a line of a headline or a subhead."""
    BYLINE = 3
    CREDIT = 4
    FURNITURE = 5
    ITEM = 6
    """It stands by itself inside a text: a line of verse or of a list, a signature, the day under a letter."""
    LABEL = 7
    """A column's name over its articles."""


Costs = Sequence[float]
"""By state."""
_TEXT = (State.FIRST, State.NEXT)
_NEVER = 50.0
_FREE = (State.FIRST, State.NEXT, State.HEAD, State.ITEM, State.LABEL)


_LISTS_BELOW = ("如下：", "如下:", "名单：", "名单:")


def choices(line: Line, before: Line | None = None) -> tuple[State, ...]:
    """What a line may be that does not say itself what it is, below the line before."""
    if line.bare.endswith(_LISTS_BELOW):
        return _TEXT
    if line.stops:
        return (State.FIRST, State.NEXT, State.HEAD)
    if may_be_byline(line.text) and not (before and _cut_from(before, line)):
        return (*_FREE, State.BYLINE)
    if line.width > LABEL_WIDTH:
        return (State.FIRST, State.NEXT, State.HEAD, State.ITEM)
    return _FREE


def _cut_from(before: Line, line: Line) -> bool:
    """Whether what may be a name is the rest of a headline, cut in mid-word: 周末下, 水集训."""
    together = not (line.gap or line.flow or before.stops) and " " not in line.text
    return together and cuts_word(before, line)


def best_path(lines: Sequence[Line], fixed: Mapping[int, State]) -> list[State]:
    """The cheapest state for each line; ``fixed`` holds those that are known by their words alone."""
    through = text_flow(lines, fixed)
    flow = [lines[i] for i in through]
    if not flow:
        return [State.FURNITURE] * len(lines)
    at, habit = measure(flow), gap_habit(flow)
    seen = line_signs(flow, at, {n: fixed[i].name for n, i in enumerate(through) if i in fixed})
    own, learned = correct(seen, step_signs(flow, at, seen, habit))
    path = cheapest_path(
        [(fixed[i],) if i in fixed else choices(lines[i], lines[i - 1] if i else None) for i in through],
        (own + line_costs(seen)).tolist(),
        zip(
            (step_costs(before, line, habit) for before, line in pairwise(flow)),
            learned.tolist(),
            strict=True,
        ),
    )
    states = dict(zip(through, path, strict=True))
    return [states.get(i, State.FURNITURE) for i in range(len(lines))]


def text_flow(lines: Sequence[Line], fixed: Mapping[int, State]) -> list[int]:
    """The lines without the page headers and numbers that stand in mid-sentence."""
    through: list[int] = []
    for i in range(len(lines)):
        cut = bool(through) and not lines[through[-1]].stops and through[-1] not in fixed
        if not (cut and fixed.get(i) is State.FURNITURE):
            through.append(i)
    return through


def cheapest_path(
    may_be: Sequence[Sequence[State]],
    own: Iterable[Costs],
    steps: Iterable[tuple[Sequence[Costs], Sequence[Costs]]],
) -> list[State]:
    """The states whose costs are the least together.

    ``may_be``: the states that each line may have. ``own``: what each state costs a line. ``steps``: for all
    lines but the first, what it costs by the state before and the state, in two parts that add up.
    """
    if not may_be:
        return []
    own = iter(own)
    first = next(own)
    costs = {state: first[state] + (_NEVER if state is State.NEXT else 0.0) for state in may_be[0]}
    back: list[dict[State, State]] = []
    for states, here, (known, learned) in zip(may_be[1:], own, steps, strict=True):
        came: dict[State, State] = {}
        totals: dict[State, float] = {}
        for state in states:
            totals[state] = math.inf
            for old, so_far in costs.items():
                total = so_far + (known[old][state] + learned[old][state])
                if total < totals[state]:
                    totals[state], came[state] = total, old
            totals[state] += here[state]
        costs = totals
        back.append(came)
    path = [min(costs, key=lambda state: (costs[state], state))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def typed_path(lines: Sequence[Line], fixed: Mapping[int, State]) -> list[State]:
    """The same for typed pages: a line is a paragraph, unless it goes on from a long one without an end."""
    path: list[State] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        if i in fixed:
            path.append(fixed[i])
        elif before and path[-1] in _TEXT and before.width > 40 and not before.stops and not line.set_in:
            path.append(State.NEXT)
        else:
            path.append(State.FIRST if _is_typed_paragraph(line) else State.HEAD)
    return path


def _is_typed_paragraph(line: Line) -> bool:
    """Whether a typed line is text: by its end, its length or its opening."""
    opens = (
        marks.LEAD,
        marks.CONTINUED,
        marks.CAPTION,
        marks.CONTINUES,
        marks.ANSWER,
        marks.LETTER,
        marks.ENTRY,
    )
    if line.set_in or line.width > 40 or any(mark.match(line.bare) for mark in opens):
        return True
    return line.stops and (line.bare[-1] in "。”）)…" or line.width > 30 or "。" in line.bare)


def gap_habit(lines: Sequence[Line]) -> float:
    """The share of paragraphs' ends that a blank line shows: extractors differ in this."""
    ends = [after.gap for line, after in pairwise(lines) if line.stops and line.short >= 1.4]
    return sum(ends) / len(ends) if ends else 1.0


# ------------------------------------------------------------ a line by itself
_Rules = tuple[tuple[str, float], ...]
"""(signs that must all be seen, what they cost); the signs are those of ``line_signs``"""


_FIRST_RULES: _Rules = (  # the first that fits
    ("never_first", 9.0),
    ("opens", -6.0),
    ("set_in_alone open to_30", 1.0),  # a headline?
    ("set_in", -4.0),
    ("not_set_in", 3.0),
    ("entry", -2.0),
    ("names", -2.0),
    ("signed", -1.0),
    ("body_and_colon", 2.0),
    ("indented", 0.0),
    ("indented_above", 0.8),  # a column's last lines, a wider one below
    ("stops_short ends_colon", 1.5),
    ("stops_short", 0.3),  # a one-line paragraph
    ("short_below", 3.0),  # short, and goes on: why?
    ("any", 1.6),
)
_HEAD_WORDS: _Rules = (  # the first that fits
    ("full_stop", 6.0),  # headlines have no full stops
    ("body_and_colon", -0.5),
    ("ends_comma", 1.5),  # seldom, and only above a second line
    ("ends_colon", 1.5),
)
_HEAD_WIDTH: _Rules = (  # the first that fits
    ("very_wide", 3.0),
    ("over_columns", -2.0),
    ("full", 1.0),  # as wide as body text
    ("short", -1.0),
    ("indented", 0.5),  # as wide as a paragraph's first line
)
_HEAD_SIGNS: _Rules = (  # all that fit
    ("never_first", 9.0),
    ("spoken", 3.0),
    ("plain", -2.0),
    ("asks alone", -1.5),
    ("names", 4.0),
    ("no_head", 9.0),
    ("set_in inside over_8", 4.0),
    ("alone", -0.5),
    ("tiny", 2.0),  # rather a word's end
    ("subtitle", -3.0),
    ("numbered", -1.5),
    ("list_entry", 2.0),
    ("label", -1.0),
    ("bracketed", -1.5),
    ("notice", -0.5),
    ("unbalanced", 1.0),
    ("closes", 3.0),
    ("commas inside", 0.8),  # three lines of text in four
    ("no_marks", -0.6),
    ("signed", 3.0),
)
_NEXT_WORDS: _Rules = (("opens", 2.0), ("letter", 2.0))  # the first that fits
_LOOSE: _Rules = (("open_alone_full", 0.6), ("open_alone_short", 1.8))
"""A line alone between blank ones, and its sentence unfinished: a column break on both sides?"""


def line_costs(seen: Signs) -> Floats:
    """(lines, states): how unlikely each line is to be each, by the signs that are seen of it."""
    loose = _first(_LOOSE, seen)
    costs = np.zeros((len(loose), len(State)))
    costs[:, State.FIRST] = _first(_FIRST_RULES, seen) + loose
    costs[:, State.NEXT] = loose + _first(_NEXT_WORDS, seen) + 4.0 * seen["set_in"]
    costs[:, State.HEAD] = (
        1.0 + _first(_HEAD_WORDS, seen) + _first(_HEAD_WIDTH, seen) + _all(_HEAD_SIGNS, seen)
    )
    costs[:, [State.ITEM, State.LABEL, State.BYLINE]] = _RARE
    return costs


_RARE = 2.0
"""Before anything is learned of them, verse, lists, signatures and labels are this much less likely than headlines."""


def _first(rules: _Rules, seen: Signs) -> Floats:
    return np.select([all_of(seen, signs) for signs, _ in rules], [cost for _, cost in rules], 0.0)


def _all(rules: _Rules, seen: Signs) -> Floats:
    return sum((all_of(seen, signs) * cost for signs, cost in rules), np.zeros(len(seen["any"])))


# ------------------------------------------------------------ a line after another
def step_costs(before: Line, line: Line, habit: float) -> Sequence[Sequence[float]]:
    """By the state of the line before and that of this one: how unlikely the one is to follow the other."""
    ends = _ending(before, line, habit)
    # where blank lines do not part paragraphs, they part articles
    ends_over_head = ends + (0.8 * habit if not _parted(line) else habit - 1.0 if before.stops else 0.0)
    unfinished = 0.0 if before.stops else 2.0
    opens = _opens_report(line)
    first = 0.0 if opens or is_indented(line) else 1.5
    if _parted(line):
        over, first_below_head = -0.3, first - 0.3
    else:
        over, first_below_head = 0.0, first + (0.0 if opens else 0.3 + 2.2 * habit)

    def below_text(indent: float) -> list[float]:
        goes_on = _going_on(before, line, indent)
        return [ends, goes_on, ends_over_head, unfinished, unfinished, unfinished, ends, ends_over_head]

    below_line = [first, _NEVER, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    return [  # in the order of the states
        below_text(2.0),
        below_text(0.0),
        [first_below_head, _NEVER, over, 0.0, 0.0, 0.0, over, over],
        below_line,
        below_line,
        [0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],  # a page header in mid-paragraph
        below_line,
        below_line,
    ]


def _opens_report(line: Line) -> bool:
    return any(mark.match(line.bare) for mark in (marks.LEAD, marks.CONTINUED))


def _parted(line: Line) -> bool:
    return line.gap or line.flow


def _going_on(before: Line, line: Line, indent: float) -> float:
    """The cost of a paragraph's going on over a line end; ``indent``: what the line before lost."""
    if line.flow:
        return 4.0
    if "）" in line.bare[:_IN_BRACKETS] and in_brackets(before, line):
        return 0.0
    cost = _PHOTO_PARTS if not before.stops and marks.SHOWS.match(line.bare) else 0.0
    short = before.short - (0.0 if before.stretched else indent)
    if line.bare[0] in OPENERS:
        short -= 2.0  # a bracket may not end a line
    if short >= 1.4:
        cost += 2.5 if before.stops else 1.5 + min(short, 6.0) / 3
        cost += _CLOSED if before.stops and line.gap else 0.0
    elif before.stops and line.gap:
        cost += 0.6 if line.fills else 1.6
    if not before.stops and line.width >= 2 * before.width:
        cost += _WIDENS
    narrow = not line.stretched and 1.2 <= line.indent <= 2.8
    if narrow and (before.stops or short >= 0.9):
        cost += 0.8
    if line.gap:
        # one line alone before a column's end is rare; so is a narrow line at a column's head
        cost += (0.8 if indent and before.gap else 0.0) + (0.8 if narrow else 0.0)
    return cost


_PHOTO_PARTS = 8.0
"""The words that open a caption open a sentence."""
_WIDENS = 3.0
"""No frame is twice as wide as the one that its paragraph started in."""
_CLOSED = 3.0
"""A sentence that ends in mid-line above a blank one has ended its paragraph."""
_IN_BRACKETS = 16
"""A bracket that the line before opened is closed within so many characters."""


@lru_cache(1)  # asked for all roles of one step
def _ending(before: Line, line: Line, habit: float) -> float:
    """The cost of a paragraph's ending at a line end."""
    if line.flow:
        return 0.0
    if not before.stops and (_opens_report(line) or marks.CAPTION.match(line.bare)):
        # what stands right above a report and ends no sentence is a headline; a photograph may part a sentence
        return 4.0 if before.short >= 1.4 or _opens_report(line) else 1.0
    cost = 0.0 if before.stops else 4.0
    if before.short >= 1.4:
        cost -= 0.5 if before.stops else 0.8 + (1.2 if line.gap else 0.0)
    elif before.stops and not line.gap:
        cost += (0.8 if is_indented(line) else 1.8) + 1.2 * habit
    return cost
