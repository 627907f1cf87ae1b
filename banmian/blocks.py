"""Lines → blocks: paragraphs, headlines, bylines, credits and page furniture."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import chain, pairwise

from banmian import marks
from banmian.lines import Line, is_transcript, join
from banmian.people import may_be_byline
from banmian.records import Page
from banmian.roles import State, best_path, typed_path
from banmian.vocabulary import vocabulary


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
        return join(self.lines)

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
    states = _heads_below_heads(lines, _names_over_text(lines, states))
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
    return states[i] in (State.HEAD, State.ITEM) and (lines[i].gap or lines[i].flow)


# ------------------------------------------------------------ lines that say themselves what they are
def fixed_roles(page: Page, lines: Sequence[Line]) -> dict[int, State]:
    """Index of a line → what it is, for those lines whose words or form leave no choice."""
    names = {
        part
        for part in [page.section, page.paper, *page.paper.split("·"), page.paper.replace("·", "")]
        if part
    }
    fixed = {**_labels(lines), **dict.fromkeys(chain.from_iterable(_adverts(lines)), State.FURNITURE)}
    i = 0
    while i < len(lines):
        if i in fixed:
            i += 1
            continue
        if i and _ends_text(lines[i - 1], lines[i]):
            fixed[i] = State.ITEM
            i += 1
            continue
        span = _credit_or_byline(lines, i)
        if span:
            fixed.update(dict.fromkeys(range(i, i + span[1]), span[0]))
            i += span[1]
            continue
        if i and not lines[i].gap and lines[i].bare in _CREDIT_ENDS and i - 1 not in fixed:
            fixed[i] = State.NEXT
        if _is_half_quoted(lines, i):
            fixed[i] = fixed[i + 1] = State.HEAD
            i += 2
            continue
        if marks.PAGE_NUMBER.fullmatch(lines[i].bare):
            fixed[i] = State.FURNITURE
        inside = _inside_sentence(lines, i) and fixed.get(i - 1) != State.FURNITURE
        inside = inside and not _opens_header(lines[i : i + 2])
        if not inside and _belongs_to_page(lines, i, names):
            fixed[i] = State.FURNITURE
        i += 1
    for i in range(1, len(lines) - 1):  # a section's name inside a page header
        between = fixed.get(i - 1) == fixed.get(i + 1) == State.FURNITURE
        if i not in fixed and between and lines[i].width <= _SECTION and not lines[i].stops:
            fixed[i] = State.FURNITURE
    return fixed


_CREDIT_ENDS = frozenset(["报道", "摄", "影报道", "道", "供图"])
"""What a line end may leave of a credit that is run on with its caption."""


def _opens_header(lines: Sequence[Line]) -> bool:
    """Whether a paper's name stands over its day: a page header in mid-text."""
    return len(lines) > 1 and all(
        mark.fullmatch(line.bare) for mark, line in zip((marks.PAPER, marks.FURNITURE), lines, strict=True)
    )


def _ends_text(before: Line, line: Line) -> bool:
    """Whether a line below a text can only be its end: the writers in brackets, 此致, a note under a table."""
    return (
        bool(marks.TABLE_NOTE.fullmatch(line.bare))
        or bool(marks.LETTER_END.fullmatch(line.bare))
        or (before.stops and _signs_off(line))
    )


def _labels(lines: Sequence[Line]) -> dict[int, State]:
    """Heads printed upright, and the labels of campaigns."""
    found = {i: State.LABEL for i in range(len(lines)) if _names_campaign(lines, i)}
    for column in _upright(lines):
        name = "".join(line.bare for line in lines[column.start : column.stop])
        label = len(name) < _UPRIGHT or marks.COLUMN_WORDS.search(name)
        found.update(dict.fromkeys(column, State.FURNITURE if label else State.HEAD))
    return found


_CAMPAIGN_WIDTH = 16.0
"""A label that names a campaign is no wider, in characters."""


def _names_campaign(lines: Sequence[Line], i: int) -> bool:
    """Whether a line names a campaign or a series, over articles and not in a sentence."""
    line = lines[i]
    return (
        line.width <= _CAMPAIGN_WIDTH
        and bool(marks.CAMPAIGN.fullmatch(line.bare))
        and (not may_be_byline(line.text) or bool(marks.COLUMN_WORDS.search(line.bare)))
        and not _inside_sentence(lines, i)
    )


def _signs_off(line: Line) -> bool:
    """Whether a line holds nothing but the writers in brackets."""
    return bool(marks.SIGNED.fullmatch(line.bare)) and bool(
        re.search(marks.ROLE, line.bare) or may_be_byline(line.text.strip("（）()□■ "))
    )


def _is_half_quoted(lines: Sequence[Line], i: int) -> bool:
    """Whether a quotation in two lines starts here, neither of which is wide enough for a paragraph."""
    if (
        i + 1 >= len(lines)
        or lines[i + 1].gap
        or not marks.SPOKEN.fullmatch(lines[i].bare + lines[i + 1].bare)
    ):
        return False
    return all(line.width <= 0.6 * min(line.column, line.column_after) for line in lines[i : i + 2])


_SECTION = 4.0
"""版名 are no wider, in characters."""
_HEADER_LINES = 4
"""A page header or footer has no more lines."""


def _belongs_to_page(lines: Sequence[Line], i: int, names: Set[str]) -> bool:
    """Whether the line is a page header, an editors' line or another of the page's own."""

    def known(text: str) -> bool:
        return text in names or bool(marks.FURNITURE.fullmatch(text))

    line = lines[i]
    if len(line.bare) > 60:
        return False
    outer = i < _HEADER_LINES or i >= len(lines) - _HEADER_LINES
    if marks.FULL_DATE.fullmatch(line.bare):
        beside = [lines[j].bare for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        if i and any(mark.fullmatch(beside[0]) for mark in (marks.ORGANISATION, marks.WRITES_IN)):
            return False
        return outer or any(known(bare) and not marks.FULL_DATE.fullmatch(bare) for bare in beside)
    if marks.PAPER.fullmatch(line.bare) and (
        outer or any(marks.FURNITURE.fullmatch(near.bare) for near in lines[max(0, i - 1) : i + 2])
    ):
        return True
    if outer and " " in line.text and marks.PAGE_AND_SECTION.fullmatch(line.bare):
        return True
    parts = line.text.split(" ")
    return known(line.bare) or (
        known(parts[0]) and all(known(part) or marks.REACH_US.match(part) for part in parts)
    )


_UPRIGHT = 3
"""Of so many characters may be a headline; of two, between blank lines, a label."""


def _upright(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines of one character each: heads that were printed upright."""
    first = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and lines[i].bare.isalpha() and lines[i].width == 1:
            if lines[i].gap or lines[i].flow:
                first = i
            continue
        parted = i == len(lines) or lines[i].gap or lines[i].flow
        if i - first >= _UPRIGHT - parted and lines[first].gap:
            yield range(first, i)
        first = i + 1


_AD_LINES = 3
"""So many lines say that they are an advert's."""
_AD_GAP = 3
"""And they stand no farther apart."""
_AD_NAME = 8.0
"""What is sold may stand above them in a line no wider, in characters."""


def _adverts(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines that sell something and hold hardly a sentence."""
    sells = [
        i for i, line in enumerate(lines) if any(word in line.bare for word in vocabulary("advert_words"))
    ]
    run: list[int] = []
    for i in [*sells, len(lines) + _AD_GAP]:
        if run and i - run[-1] > _AD_GAP:
            if len(run) >= _AD_LINES and sum("。" in line.bare for line in lines[run[0] : run[-1] + 1]) <= 1:
                above = lines[run[0] - 1] if run[0] else None
                named = above and above.width <= _AD_NAME and not above.stops and not lines[run[0]].gap
                yield range(run[0] - bool(named), run[-1] + 1)
            run = []
        run.append(i)


def _credit_or_byline(lines: Sequence[Line], i: int) -> tuple[State, int] | None:
    """(role, number of lines) of a byline or credit that starts at line i; the longest that fits."""
    if _inside_sentence(lines, i) and not lines[i].gap:
        return None
    for count in range(min(4, len(lines) - i), 0, -1):
        rest = lines[i + 1 : i + count]
        bare = "".join(line.bare for line in lines[i : i + count])
        if len(bare) > 40 or any(line.flow for line in rest) or any(line.gap for line in rest):
            continue
        if marks.CREDIT.fullmatch(bare):
            return State.CREDIT, count
        signs = bare[0] in "（(" and i > 0 and lines[i - 1].stops
        if marks.BYLINE.fullmatch(bare) and not signs and all(map(_carries_names, lines[i:], rest)):
            return State.BYLINE, count
    return None


def _carries_names(before: Line, line: Line) -> bool:
    """Whether a byline goes on from one line to the next, and not over into the text below it."""
    if marks.BYLINE.fullmatch(line.bare) or before.bare.endswith(("记者", "通讯员", "记", "通讯", "通")):
        return True
    limit = 8 if line.bare.endswith(("文/图", "图/文", "摄影报道")) else 2
    return len(line.bare) <= limit


def _inside_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether the line before is full and its sentence unfinished."""
    before = lines[i - 1] if i else None
    if before is None or lines[i].flow or (lines[i].gap and before.gap):
        return False
    full = before.filled >= 0.75 * max(before.column, before.column_after)  # head lines seldom are
    return full and abs(before.short) < 1.5 and (not before.stops or before.bare[-1] in "：:")


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
