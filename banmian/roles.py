"""What each line of a page is, read back from the typesetting by one best path over the lines.

What a line is depends on what it follows, so all lines are decided at once (Viterbi). Costs are small
numbers, the likelier the cheaper; the tables below hold what a typesetter knows, each with its reason, and
``signs.corrections`` what pages with gold have taught beyond that.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise

from banmian import marks
from banmian.lines import Line
from banmian.people import may_be_byline
from banmian.signs import (
    ASKS,
    NEVER_FIRST,
    OPENERS,
    corrections,
    is_entry,
    is_indented,
    line_signs,
    lists_names,
    names_a_body,
    opens,
    step_signs,
    unbalanced,
)


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


_TEXT = (State.FIRST, State.NEXT)
_NEVER = 50.0
LABEL_WIDTH = 8
"""Labels such as 读者来信 are no wider, in characters."""


_FREE = (State.FIRST, State.NEXT, State.HEAD, State.ITEM, State.LABEL)


def choices(line: Line) -> tuple[State, ...]:
    """What a line may be that does not say itself what it is."""
    if line.stops:
        return (State.FIRST, State.NEXT, State.HEAD)
    if may_be_byline(line.text):
        return (*_FREE, State.BYLINE)
    if line.width > LABEL_WIDTH:
        return (State.FIRST, State.NEXT, State.HEAD, State.ITEM)
    return _FREE


def best_path(lines: Sequence[Line], fixed: Mapping[int, State]) -> list[State]:
    """The cheapest state for each line; ``fixed`` holds those that are known by their words alone."""
    habit = gap_habit(lines)
    costs: dict[State, float] = {}
    back: list[dict[State, State]] = []
    for i, line in enumerate(lines):
        states = (fixed[i],) if i in fixed else choices(line)
        own = _line_costs(line, states)
        if not costs:
            costs = {state: own[state] + (_NEVER if state is State.NEXT else 0.0) for state in states}
            back.append({})
            continue
        between = _step_costs(lines[i - 1], line, tuple(costs), states, habit)
        came = {
            state: min(costs, key=lambda old: (costs[old] + between[old][state], old)) for state in states
        }
        costs = {state: own[state] + costs[came[state]] + between[came[state]][state] for state in states}
        back.append(came)
    path = [min(costs, key=lambda state: (costs[state], state))] if costs else []
    for came in reversed(back[1:]):
        path.append(came[path[-1]])
    return path[::-1]


def _line_costs(line: Line, states: Sequence[State]) -> list[float]:
    """By state, with the corrections; only ``states`` are filled in."""
    costs = [0.0] * len(State)
    learned, _ = corrections()
    seen = [learned[sign] for sign in line_signs(line) if sign in learned]
    for state in states:
        costs[state] = line_cost(line, state) + sum(weights[state] for weights in seen)
    return costs


def _step_costs(
    before: Line, line: Line, olds: Sequence[State], states: Sequence[State], habit: float
) -> list[list[float]]:
    """By state before and state, with the corrections."""
    costs = [[0.0] * len(State) for _ in State]
    _, learned = corrections()
    seen = [(learned[sign], value) for sign, value in step_signs(before, line, habit) if sign in learned]
    for old in olds:
        for state in states:
            correction = sum(weights[old][state] * value for weights, value in seen)
            costs[old][state] = step_cost(before, line, old, state, habit) + correction
    return costs


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
    opens = (marks.LEAD, marks.CAPTION, marks.CONTINUES, marks.ANSWER, marks.LETTER, marks.ENTRY)
    if line.set_in or line.width > 40 or any(mark.match(line.bare) for mark in opens):
        return True
    return line.stops and (line.bare[-1] in "。”）)…" or line.width > 30 or "。" in line.bare)


def gap_habit(lines: Sequence[Line]) -> float:
    """The share of paragraphs' ends that a blank line shows: extractors differ in this."""
    ends = [after.gap for line, after in pairwise(lines) if line.stops and line.short >= 1.4]
    return sum(ends) / len(ends) if ends else 1.0


# ------------------------------------------------------------ a line by itself
_Rule = tuple[Callable[[Line], object], float]


_FIRST_RULES: tuple[_Rule, ...] = (  # the first that fits
    (lambda line: line.bare[0] in NEVER_FIRST, 9.0),
    (opens, -6.0),
    (lambda line: line.set_in and line.alone and not line.stops and line.width <= 30, 1.0),  # a headline?
    (lambda line: line.set_in, -4.0),
    (lambda line: line.set_in is False, 3.0),
    (is_entry, -2.0),
    (lambda line: marks.SIGNED.fullmatch(line.bare), -1.0),
    (names_a_body, 2.0),
    (is_indented, 0.0),
    (lambda line: 0.9 <= line.column - line.width <= 3.3, 0.8),  # a column's last lines, a wider one below
    (lambda line: line.stops and line.indent > 0 and line.bare[-1] not in "：:", 0.3),  # a one-line paragraph
    (lambda line: line.stops and line.indent > 0, 1.5),
    (lambda line: line.indent > 3.5, 3.0),  # short, and goes on: why?
    (lambda _: True, 1.6),
)
_HEAD_WORDS: tuple[_Rule, ...] = (  # the first that fits
    (lambda line: line.bare[-1] in "。；;" or "。" in line.bare, 6.0),  # headlines have no full stops
    (names_a_body, -0.5),
    (lambda line: line.bare[-1] in "，,、：:", 1.5),  # seldom, and only above a second line
)
_HEAD_WIDTH: tuple[_Rule, ...] = (  # the first that fits
    (lambda line: line.width > 40, 3.0),
    (lambda line: line.width > max(line.column, line.column_after) + 1.5, -2.0),  # set over several columns
    (lambda line: line.stretched or abs(line.indent) <= 0.75, 1.0),  # as wide as body text
    (lambda line: line.short >= 3.5 and line.indent >= 3.5, -1.0),
    (is_indented, 0.5),  # as wide as a paragraph's first line
)
_HEAD_SIGNS: tuple[_Rule, ...] = (  # all that fit
    (lambda line: line.bare[0] in NEVER_FIRST, 9.0),
    (lambda line: marks.SPOKEN.fullmatch(line.bare), 3.0),
    (lambda line: line.plain, -2.0),
    (lambda line: line.alone and ASKS.fullmatch(line.bare), -1.5),
    (lists_names, 4.0),
    (lambda line: opens(line) or marks.ANSWER.match(line.bare) or line.width > 60, 9.0),
    (lambda line: line.set_in and line.width > 8 and not line.alone, 4.0),
    (lambda line: line.alone, -0.5),
    (lambda line: line.width <= 2 and not line.gap, 2.0),  # rather a word's end
    (lambda line: marks.SUBTITLE.match(line.bare) and line.width > 4, -3.0),
    (lambda line: marks.NUMBERED.match(line.bare) and not line.stops, -1.5),
    (lambda line: marks.ENTRY.match(line.bare), 2.0),
    (lambda line: line.width <= 8 and marks.COLUMN_WORDS.search(line.bare), -1.0),
    (lambda line: marks.BRACKETED.fullmatch(line.bare), -1.5),
    (lambda line: line.width <= 20 and not line.stops and marks.NOTICE.search(line.bare), -0.5),
    (unbalanced, 1.0),
    (lambda line: line.bare.find("）") >= 0 and "（" not in line.bare, 3.0),
    (
        lambda line: line.width >= 6 and not line.alone and any(mark in line.bare for mark in "，；、"),
        0.8,
    ),  # three lines of text in four
    (lambda line: line.width >= 9 and not any(mark in line.bare for mark in "，；、。"), -0.6),
    (lambda line: marks.SIGNED.fullmatch(line.bare), 3.0),
)


def line_cost(line: Line, state: State) -> float:
    """How unlikely the line is to be this, seen by itself."""
    if state is State.HEAD:
        signs = sum(cost for fits, cost in _HEAD_SIGNS if fits(line))
        return 1.0 + _first(_HEAD_WORDS, line) + _first(_HEAD_WIDTH, line) + signs
    # a line alone between blank ones, and its sentence unfinished: a column break on both sides?
    loose = (0.6 if line.short < 3 else 1.8) if line.alone and not line.stops and not opens(line) else 0.0
    if state is State.NEXT:
        return (
            loose + (2.0 if opens(line) or marks.LETTER.match(line.bare) else 0.0) + 4.0 * bool(line.set_in)
        )
    if state in (State.ITEM, State.LABEL, State.BYLINE):
        return _RARE
    return _first(_FIRST_RULES, line) + loose if state is State.FIRST else 0.0


_RARE = 2.0
"""Before anything is learned of them, verse, lists, signatures and labels are this much less likely than headlines."""


def _first(rules: Sequence[_Rule], line: Line) -> float:
    return next((cost for fits, cost in rules if fits(line)), 0.0)


# ------------------------------------------------------------ a line after another
def step_cost(before: Line, line: Line, old: State, new: State, habit: float) -> float:
    """How unlikely this line is to follow that one in these states."""
    if new not in _FREE:
        return 2.0 if old in _TEXT and not before.stops else 0.0
    if old in _TEXT:
        if new is State.NEXT:
            return _going_on(before, line, indent=2.0 if old is State.FIRST else 0.0)
        cost = _ending(before, line, habit)
        if new in (State.HEAD, State.LABEL):
            # where blank lines do not part paragraphs, they part articles
            cost += 0.8 * habit if not _parted(line) else habit - 1.0 if before.stops else 0.0
        return cost
    if old is State.FURNITURE:
        return 3.0 if new is State.NEXT else 0.0  # a page header in mid-paragraph
    return _NEVER if new is State.NEXT else _opening(line, old, new, habit)


def _parted(line: Line) -> bool:
    return line.gap or line.flow


def _opening(line: Line, old: State, new: State, habit: float) -> float:
    """The cost of a new paragraph or head line below a head line, byline or credit."""
    cost = 0.0 if is_indented(line) or new is not State.FIRST or marks.LEAD.match(line.bare) else 1.5
    if old is State.HEAD and _parted(line):
        return cost - 0.3
    if old is State.HEAD and new is State.FIRST and not marks.LEAD.match(line.bare):
        cost += 0.3 + 2.2 * habit
    return cost


def _going_on(before: Line, line: Line, indent: float) -> float:
    """The cost of a paragraph's going on over a line end; ``indent``: what the line before lost."""
    if line.flow:
        return 4.0
    if before.bare.rfind("（") > before.bare.rfind("）") and "）" in line.bare[:_IN_BRACKETS]:
        return 0.0
    cost = 0.0
    short = before.short - (0.0 if before.stretched else indent)
    if line.bare[0] in OPENERS:
        short -= 2.0  # a bracket may not end a line
    if short >= 1.4:
        cost += 2.5 if before.stops else 1.5 + min(short, 6.0) / 3
    elif before.stops and line.gap:
        cost += 0.6 if abs(line.indent) <= 0.75 else 1.6
    narrow = not line.stretched and 1.2 <= line.indent <= 2.8
    if narrow and (before.stops or short >= 0.9):
        cost += 0.8
    if line.gap:
        # one line alone before a column's end is rare; so is a narrow line at a column's head
        cost += (0.8 if indent and before.gap else 0.0) + (0.8 if narrow else 0.0)
    return cost


_IN_BRACKETS = 16
"""A bracket that the line before opened is closed within so many characters."""


def _ending(before: Line, line: Line, habit: float) -> float:
    """The cost of a paragraph's ending at a line end."""
    if line.flow:
        return 0.0
    if not before.stops and (marks.LEAD.match(line.bare) or marks.CAPTION.match(line.bare)):
        return 4.0  # what stands right above a report and ends no sentence is a headline
    cost = 0.0 if before.stops else 4.0
    if before.short >= 1.4:
        cost -= 0.5 if before.stops else 0.8 + (1.2 if line.gap else 0.0)
    elif before.stops and not line.gap:
        cost += (0.8 if is_indented(line) else 1.8) + 1.2 * habit
    return cost
