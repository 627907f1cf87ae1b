"""Lines → blocks: paragraphs, headlines, bylines, credits and page furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

from banmian import marks
from banmian.known_lines import fixed_roles
from banmian.lines import Line, is_transcript
from banmian.records import Page
from banmian.roles import State, best_path, typed_path
from banmian.spacing import join


class Role(Enum):
    """What a block is on its page."""

    TEXT = "text"
    """A paragraph."""
    HEAD = "head"
    """Lines of a headline or a subhead."""
    LABEL = "label"
    """A column's name over its articles."""
    LINES = "lines"
    """Lines of a text that stand each by itself: verse, a list, a signature."""
    BYLINE = "byline"
    CREDIT = "credit"
    FURNITURE = "furniture"


@dataclass(frozen=True)
class Block:
    """Lines that belong together."""

    role: Role
    lines: tuple[Line, ...]

    @cached_property
    def bare(self) -> str:
        """The text without white space."""
        return "".join(line.bare for line in self.lines)

    @cached_property
    def credit_tail(self) -> re.Match[str] | None:
        """The photographer's name that is run on at its end."""
        return marks.credit_tail(self.bare)

    @property
    def text(self) -> str:
        """The text as it reads when run on."""
        return join([line.text for line in self.lines])

    @property
    def is_head(self) -> bool:
        """Whether it stands above or below a text, or between two."""
        return self.role in (Role.HEAD, Role.LABEL)

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
    fixed = fixed_roles(page, lines)
    states = (typed_path if is_transcript(lines) else best_path)(lines, fixed)
    states = _verse_between_verse(lines, _heads_below_heads(lines, _names_over_text(lines, states)))
    starts = [i for i in range(len(lines)) if i == 0 or _starts_block(lines, states, i)]
    blocks: list[Block] = []
    broken: int | None = None  # the paragraph that a page header or number stands in
    for first, last in pairwise([*starts, len(lines)]):
        block = Block(_ROLES[states[first]], tuple(lines[first:last]))
        if broken is not None and states[first] is State.NEXT:
            blocks[broken] = Block(Role.TEXT, blocks[broken].lines + block.lines)
            continue
        if block.role is not Role.FURNITURE:
            broken = len(blocks) if block.role is Role.TEXT else None
        blocks.append(block)
    return blocks


_ROLES = {
    State.FIRST: Role.TEXT,
    State.NEXT: Role.TEXT,
    State.HEAD: Role.HEAD,
    State.BYLINE: Role.BYLINE,
    State.CREDIT: Role.CREDIT,
    State.FURNITURE: Role.FURNITURE,
    State.ITEM: Role.LINES,
    State.LABEL: Role.LABEL,
}


def _starts_block(lines: Sequence[Line], states: Sequence[State], i: int) -> bool:
    if states[i] in (State.FIRST, State.FURNITURE, State.LABEL) or _ROLES[states[i]] != _ROLES[states[i - 1]]:
        return True
    if states[i] is State.ITEM and any(
        marks.LETTER_END.fullmatch(line.bare) for line in lines[i - 1 : i + 1]
    ):
        return True  # 此致 and 敬礼 stand in lines of their own
    if states[i] is State.ITEM and lines[i - 1].alone and lines[i].alone:
        return False  # couplets, each between blank lines
    return states[i] in (State.HEAD, State.ITEM) and (lines[i].gap or lines[i].flow)


_SUBTITLE_LINES = 3
"""Between a headline and what follows it so many lines are rather its own than verse."""


def _heads_below_heads(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """A few lines that stand by themselves below a headline, and above another or a report, are a part of it."""
    fixed = list(states)
    first = 0
    for i in range(len(states) + 1):
        if i < len(states) and states[i] is State.ITEM:
            continue
        over = fixed[first - 1] if first else State.FURNITURE
        under = states[i] if i < len(states) else State.FURNITURE
        opens = i < len(states) and (
            under in (State.HEAD, State.LABEL) or bool(marks.LEAD.match(lines[i].bare))
        )
        if 0 < i - first <= _SUBTITLE_LINES and over is State.HEAD and opens:
            fixed[first:i] = [State.HEAD] * (i - first)
        first = i + 1
    return fixed


WRAPPED = 2
"""A verse that does not fit its column takes no more lines."""


def _verse_between_verse(lines: Sequence[Line], states: Sequence[State]) -> list[State]:
    """Lines between lines of verse that end no sentence are verse, too, unless one was only wrapped."""
    fixed = list(states)
    first = 0
    for i in range(len(states)):
        if states[i] in (State.FIRST, State.NEXT):
            continue
        between = first and fixed[first - 1] is states[i] is State.ITEM
        if between and i - first > WRAPPED and not any(line.stops for line in lines[first:i]):
            fixed[first:i] = [State.ITEM] * (i - first)
        first = i + 1
    return fixed


def _names_over_text(lines: Sequence[Line], states: list[State]) -> list[State]:
    """A line such as 本报记者 X 文/图 is a credit below a caption, and a byline where no text stands above."""
    fixed = list(states)
    for i, state in enumerate(states):
        over = State.FURNITURE if i == 0 or lines[i].flow else fixed[i - 1]
        if state == State.CREDIT and (
            over in (State.HEAD, State.FURNITURE) or (over == State.BYLINE and fixed[i - 1] != states[i - 1])
        ):
            fixed[i] = State.BYLINE
    return fixed
