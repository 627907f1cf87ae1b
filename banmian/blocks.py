"""Lines → blocks: paragraphs, headlines, bylines, credits and page furniture.

The paper's typesetting is read back by one best path over the lines (Viterbi): what a line is
depends on what it follows. Costs are small numbers, the likelier the cheaper; each has its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise

from banmian import marks
from banmian.lines import Line, is_transcript, join
from banmian.records import Page


class Role(Enum):
    """What a block is on its page."""

    TEXT = "text"
    """A paragraph."""
    HEAD = "head"
    """Lines that stand by themselves: headline, subhead, label, sign-off, verse."""
    BYLINE = "byline"
    CREDIT = "credit"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    role: Role
    lines: tuple[Line, ...]

    @property
    def bare(self) -> str:
        """The text without white space."""
        return "".join(line.bare for line in self.lines)

    @property
    def text(self) -> str:
        """The text as it reads when run on."""
        return join(self.lines)

    @property
    def flow(self) -> bool:
        """Whether a text flow of the page starts with the block."""
        return self.lines[0].flow

    @property
    def gap(self) -> bool:
        """Whether a blank line stands before the block."""
        return self.lines[0].gap or self.lines[0].flow


def read_blocks(page: Page, lines: Sequence[Line]) -> list[Block]:
    """Group the page's printed lines; every line is in exactly one block, in order."""
    fixed = _fixed_roles(page, lines)
    states = _transcript_path(lines, fixed) if is_transcript(lines) else _best_path(lines, fixed)
    states = _names_over_text(lines, states)
    starts = [0, *(i for i in range(1, len(lines)) if _starts_block(lines, states, i))]
    return [
        Block(_ROLES[states[first]], tuple(lines[first:last]))
        for first, last in zip(starts, [*starts[1:], len(lines)], strict=True)
        if first < last
    ]


_FIRST, _NEXT, _HEAD, _BYLINE, _CREDIT, _FURNITURE = range(6)
_ROLES = (Role.TEXT, Role.TEXT, Role.HEAD, Role.BYLINE, Role.CREDIT, Role.FURNITURE)


def _starts_block(lines: Sequence[Line], states: Sequence[int], i: int) -> bool:
    if states[i] in (_FIRST, _FURNITURE) or _ROLES[states[i]] != _ROLES[states[i - 1]]:
        return True
    return states[i] in (_HEAD, _CREDIT, _BYLINE) and (lines[i].gap or lines[i].flow) and states[i] == _HEAD


# ------------------------------------------------------------ lines that say themselves what they are
def _fixed_roles(page: Page, lines: Sequence[Line]) -> dict[int, int]:
    fixed: dict[int, int] = {}
    names = {
        part
        for part in [page.section, *page.paper.replace("·", " ").split(), page.paper.replace("·", "")]
        if part
    }
    i = 0
    while i < len(lines):
        span = _credit_or_byline(lines, i)
        if span:
            fixed.update(dict.fromkeys(range(i, i + span[1]), span[0]))
            i += span[1]
            continue
        bare = lines[i].bare
        inside = _inside_sentence(lines, i) and fixed.get(i - 1) != _FURNITURE
        if len(bare) <= 60 and not inside and (bare in names or marks.FURNITURE.fullmatch(bare)):
            fixed[i] = _FURNITURE
        i += 1
    return fixed


def _credit_or_byline(lines: Sequence[Line], i: int) -> tuple[int, int] | None:
    """(role, number of lines) of a byline or credit that starts at line i; the longest that fits."""
    if _inside_sentence(lines, i) and not lines[i].gap:
        return None
    for count in range(min(4, len(lines) - i), 0, -1):
        rest = lines[i + 1 : i + count]
        bare = "".join(line.bare for line in lines[i : i + count])
        if len(bare) > 40 or any(line.flow for line in rest) or any(line.gap for line in rest):
            continue
        if marks.CREDIT.fullmatch(bare):
            return _CREDIT, count
        if marks.BYLINE.fullmatch(bare) and all(map(_carries_names, lines[i:], rest)):
            return _BYLINE, count
    return None


def _carries_names(before: Line, line: Line) -> bool:
    """Whether a byline goes on from one line to the next, and not over into the text below it."""
    if marks.BYLINE.fullmatch(line.bare) or before.bare.endswith(("记者", "通讯员", "记", "通讯", "通")):
        return True
    return len(line.bare) <= 2 or line.bare.endswith(("文/图", "图/文", "摄影报道")) and len(line.bare) <= 8


def _inside_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether the line before is full and its sentence unfinished."""
    before = lines[i - 1] if i else None
    if before is None or lines[i].flow or (lines[i].gap and before.gap):
        return False
    return abs(before.short) < 1.5 and (not before.stops or before.bare[-1] in "：:")


def _names_over_text(lines: Sequence[Line], states: list[int]) -> list[int]:
    """A line such as 本报记者 X 文/图 is a credit below a caption, and a byline where no text stands above."""
    fixed = list(states)
    for i, state in enumerate(states):
        over = _FURNITURE if i == 0 or lines[i].flow else fixed[i - 1]
        if state == _CREDIT and (
            over in (_HEAD, _FURNITURE) or (over == _BYLINE and fixed[i - 1] != states[i - 1])
        ):
            fixed[i] = _BYLINE
    return fixed


# ------------------------------------------------------------ the best path
def _best_path(lines: Sequence[Line], fixed: dict[int, int]) -> list[int]:
    free = (_FIRST, _NEXT, _HEAD)
    habit = gap_habit(lines)
    costs: dict[int, float] = {}
    back: list[dict[int, int]] = []
    for i, line in enumerate(lines):
        options = (fixed[i],) if i in fixed else free
        here: dict[int, float] = {}
        came: dict[int, int] = {}
        for state in options:
            own = _line_cost(line, state)
            if not costs:
                here[state] = own + (5.0 if state == _NEXT else 0.0)
                continue
            before, cost = min(
                (
                    (old, old_cost + _step_cost(lines[i - 1], line, old, state, habit))
                    for old, old_cost in costs.items()
                ),
                key=lambda pair: (pair[1], pair[0]),
            )
            here[state], came[state] = own + cost, before
        costs = here
        back.append(came)
    state = min(costs, key=lambda s: (costs[s], s)) if costs else _FIRST
    path = []
    for came in reversed(back):
        path.append(state)
        state = came.get(state, state)
    return path[::-1]


def _line_cost(line: Line, state: int) -> float:
    """How unlikely the line is to be this, seen by itself."""
    if state == _HEAD:
        return _head_cost(line)
    bare = line.bare
    opens = marks.LEAD.match(bare) or marks.CONTINUES.match(bare) or marks.CAPTION.match(bare)
    # a line alone between blank ones, and its sentence unfinished: a column break on both sides?
    loose = 0.6 if line.alone and not line.stops else 0.0
    if state == _NEXT:
        return loose + (2.0 if opens else 0.0)
    if opens:
        return -6.0
    if any(mark.match(bare) for mark in (marks.LETTER_END, marks.ANSWER, marks.LETTER, marks.ENTRY)):
        return -2.0
    if bare[-1] in "：:" and marks.ORGANISATION.fullmatch(bare[:-1]):
        return 2.0
    if line.stretched or 0.9 <= line.indent <= 3.3:
        return loose
    if 0.9 <= line.column - line.width <= 3.3:
        return 0.8 + loose  # the last lines of a column, a wider one below
    if line.stops and line.indent > 0:
        return 0.3 if bare[-1] not in "：:" else 1.5  # a paragraph of one line
    return (3.0 if line.indent > 3.5 else 1.6) + loose  # short, and goes on: why?


def _head_cost(line: Line) -> float:
    """How unlikely the line is to stand by itself."""
    bare = line.bare
    if marks.LEAD.match(bare) or marks.CAPTION.match(bare) or marks.ANSWER.match(bare) or line.width > 60:
        return 9.0
    cost = 1.0
    if bare[-1] in "。；;" or "。" in bare[:-1]:
        cost += 6.0  # headlines have no full stops
    elif bare[-1] in "：:" and marks.ORGANISATION.fullmatch(bare[:-1]):
        cost -= 0.5
    elif bare[-1] in "，,、：:":
        cost += 1.5  # seldom, and only above a second line
    if line.width > 40:
        cost += 3.0
    elif line.width > line.column_after + 1.5 and line.width > line.column + 1.5:
        cost -= 2.0  # wider than the columns around it: set over several of them
    elif line.stretched or abs(line.indent) <= 0.75:
        cost += 1.0  # as wide as body text
    elif line.short >= 3.5 and line.indent >= 3.5:
        cost -= 1.0
    elif 0.9 <= line.indent <= 3.3:
        cost += 0.5  # as wide as a paragraph's first line
    if line.alone:
        cost -= 0.5
    if marks.SUBTITLE.match(bare) and line.width > 4:
        cost -= 3.0
    if marks.NUMBERED.match(bare) and not line.stops:
        cost -= 1.5
    if marks.ENTRY.match(bare):
        cost += 2.0
    if any(bare.count(left) != bare.count(right) for left, right in ("《》", "（）", "“”")):
        cost += 1.0
    return cost


def gap_habit(lines: Sequence[Line]) -> float:
    """The share of paragraphs' ends that a blank line shows: extractors differ in this."""
    ends = [after.gap for line, after in pairwise(lines) if line.stops and line.short >= 1.4]
    return sum(ends) / len(ends) if ends else 1.0


def _step_cost(before: Line, line: Line, old: int, new: int, habit: float) -> float:  # noqa: PLR0913
    """How unlikely this line is to follow that one in these roles."""
    if new in (_FURNITURE, _BYLINE, _CREDIT):
        return 2.0 if old in (_FIRST, _NEXT) and not before.stops else 0.0
    if old == _FURNITURE:
        return 3.0 if new == _NEXT else 0.0
    in_text = old in (_FIRST, _NEXT)
    parted = line.gap or line.flow
    if new == _NEXT:
        return _going_on(before, line, indent=2.0 if old == _FIRST else 0.0) if in_text else 50.0
    if in_text:
        return _ending(before, line, habit) + (0.8 * habit if new == _HEAD and not parted else 0.0)
    if (
        new == _FIRST
        and not line.stretched
        and not 0.9 <= line.indent <= 3.3
        and not marks.LEAD.match(line.bare)
    ):
        return 1.2 + (0.0 if parted or old != _HEAD else 0.3 + 2.2 * habit)
    if old == _HEAD and new == _FIRST:
        return -0.3 if parted else 0.0 if marks.LEAD.match(line.bare) else 0.3 + 2.2 * habit
    return -0.3 if old == _HEAD and parted else 0.0


def _going_on(before: Line, line: Line, indent: float) -> float:
    """The cost of a paragraph's going on over a line end; ``indent``: what the line before lost."""
    if line.flow:
        return 4.0
    cost = 0.0
    short = before.short - (0.0 if before.stretched else indent)
    if line.bare[0] in _OPENERS:
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


_OPENERS = "（(《“‘「『【〈"


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
        cost += (0.8 if 1.2 <= line.indent <= 3.3 else 1.8) + 1.2 * habit
    return cost


def _transcript_path(lines: Sequence[Line], fixed: dict[int, int]) -> list[int]:
    """Typed pages: a line is a paragraph, unless it goes on from a long one without a full stop."""
    path: list[int] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        if i in fixed:
            path.append(fixed[i])
        elif before and path[-1] in (_FIRST, _NEXT) and before.width > 40 and not before.stops:
            path.append(_NEXT)
        else:
            path.append(_FIRST if _is_paragraph(line) else _HEAD)
    return path


def _is_paragraph(line: Line) -> bool:
    """Whether a typed line is text: by its end, its length or its opening."""
    opens = (marks.LEAD, marks.CAPTION, marks.CONTINUES, marks.ANSWER, marks.LETTER, marks.ENTRY)
    if line.width > 40 or any(mark.match(line.bare) for mark in opens):
        return True
    return line.stops and (line.bare[-1] in "。”）)…" or line.width > 30 or "。" in line.bare)


def groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Runs of blocks that are all head lines, or all not."""
    return [list(run) for _, run in groupby(blocks, key=lambda block: block.role is Role.HEAD)]
