"""What is seen at a place between two paragraphs of a page, where an article may end and the next begin."""

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from banmian import marks
from banmian.blocks import Block, Role
from banmian.likeness import Likeness, Pairs, pairs
from banmian.line_signs import BULLETS, LABEL_WIDTH
from banmian.lines import Line
from banmian.openings import ends_caption, names_reporters, names_writer, opens_letter, opens_report

BRIEF = 60
"""A paragraph with fewer characters says too little by itself."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page is set."""

    gaps: float
    """The share of paragraphs' ends that a blank line shows."""
    transcript: bool


@dataclass(frozen=True)
class Gap:
    """A place between two paragraphs, with the head blocks that stand there."""

    above: Block
    heads: tuple[Block, ...]
    below: Block
    after: tuple[Block, ...]
    """The two blocks after that."""
    so_far: Set[int]
    """The wording of the article above, as far as it is known to go."""
    near: Pairs
    """The wording right above."""
    opening: Pairs
    goes_on: Pairs
    """The wording of the paragraph below, and of what follows it up to the next head lines or byline."""
    length: int
    """Characters of the article above."""
    other_heads: tuple[tuple[str, ...], ...]
    """The lines of the heads before and after these, if any."""
    subheads: tuple[tuple[str, ...], ...]
    """The lines of the subheads that the article above is known to have."""
    reported: bool
    """The article above opened with a byline or dateline."""
    follow: bool
    """Headlines stand behind their bodies here."""
    page: "PageHabits"

    @cached_property
    def words(self) -> str:
        """The head lines as one text."""
        return "".join(block.bare for block in self.heads)

    @property
    def first_line(self) -> Line:
        """The first of the article that may start here."""
        above_it = self.heads if self.heads and not self.follow else (self.below,)
        return above_it[0].lines[0]

    @cached_property
    def head_lines(self) -> tuple[Line, ...]:
        """The lines of all heads."""
        return tuple(line for block in self.heads for line in block.lines)

    @cached_property
    def printed_heads(self) -> tuple[str, ...]:
        """The head lines, without white space."""
        return printed(self.heads)

    def share(self, wording: Pairs, other: Set[int]) -> float:
        """0 to 1: how much of the one the other holds; the root, since the first shared words tell the most."""
        return math.sqrt(self.page.likeness.shared(wording, other))

    @cached_property
    def suits_own(self) -> float:
        """How much of the head lines stands in the body that the page's habit gives them."""
        return self._suits(above=self.follow)

    @cached_property
    def suits_other(self) -> float:
        """How much of them stands in the body on their other side."""
        return self._suits(above=not self.follow)

    def _suits(self, *, above: bool) -> float:
        if not self.heads:
            return 0.0
        return self.share(pairs(self.words), self.so_far if above else self.opening | self.goes_on)

    @property
    def opens_report(self) -> bool:
        """Whether a byline or dateline says that a report starts below."""
        return opens_report(self.below)


@dataclass(frozen=True, slots=True)
class PageHabits:
    """What tells subheads from headlines on a page."""

    set: Habits
    likeness: Likeness
    follows: tuple[bool, ...]
    """By block: whether headlines stand behind their bodies there."""
    reports: int
    """Reports that open with a byline or dateline."""
    headed: float
    """The share of them that stand right below head lines."""
    headline: float
    """Characters of the usual head above a report; 0 where none is sure."""


# ------------------------------------------------------------ what is seen at a place
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_ABOUT = 2
"""Characters."""


def photographed(gap: Gap) -> bool:
    """Whether the one or two paragraphs below may be a caption: a credit ends them, or stands right below."""
    if gap.opens_report or gap.below.role is not Role.TEXT:
        return False
    caption = [gap.below, *gap.after]
    if len(caption) > 1 and caption[1].role is Role.TEXT and marks.CAPTION_GOES_ON.match(caption[1].bare):
        caption = caption[1:]
    return ends_caption(caption[0]) or (len(caption) > 1 and caption[1].role is Role.CREDIT)


def _points_alone(gap: Gap) -> bool:
    """Whether an arrow opens the paragraph below that opens none beside it, as bullets do."""
    arrow = marks.ARROW.match(gap.below.bare)
    return bool(arrow) and all(
        not block.bare.startswith(gap.below.bare[0]) for block in (gap.above, *gap.after)
    )


def _starts_like_a_report(gap: Gap) -> bool:
    return bool(marks.LEAD_WORDS.match(gap.below.bare)) and not gap.opens_report


def _any_line(gap: Gap, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(line.bare) for line in gap.head_lines)


def _over_columns(gap: Gap) -> bool:
    return any(line.width > max(line.column, line.column_after) + 1.5 for line in gap.head_lines)


def _parallel(gap: Gap) -> bool:
    """Whether head lines close by are cut to the same measure, as subheads are; headlines of briefs may be, too."""
    if gap.opens_report or gap.length < BRIEF:
        return False
    return bool(gap.heads) and any(_same_measure(gap.printed_heads, other) for other in gap.other_heads)


def _same_measure(head: Sequence[str], other: Sequence[str]) -> bool:
    colon = head[0].find("：")
    return (
        [len(line) for line in head] == [len(line) for line in other]
        or (0 < colon == other[0].find("："))
        or head[0][0] == other[0][0]
    )


def _same_form(head: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two heads have as many lines, each about as long."""
    return len(head) == len(other) and all(
        abs(len(a) - len(b)) <= _ABOUT for a, b in zip(head, other, strict=True)
    )


def printed(heads: Sequence[Block]) -> tuple[str, ...]:
    """The lines of head blocks, without white space."""
    return tuple(line.bare for block in heads for line in block.lines)


def _within_column(gap: Gap) -> bool:
    """Whether each head line is narrower than the columns beside it, as subheads are."""
    return all(line.width <= min(line.column, line.column_after) - 2 for line in gap.head_lines)


def _looks_like_a_label(gap: Gap) -> bool:
    return any(line.width <= LABEL_WIDTH and marks.COLUMN_WORDS.search(line.bare) for line in gap.head_lines)


def _gap_over_heads(gap: Gap) -> float:
    # where blank lines do not part paragraphs, one above head lines parts articles
    return (
        (1.0 - gap.page.set.gaps) * gap.heads[0].lines[0].gap
        if gap.heads and not gap.page.set.transcript
        else 0.0
    )


def _is_short_below(gap: Gap) -> bool:
    return len(gap.below.bare) < BRIEF / 2


def _is_hardly_begun(gap: Gap) -> bool:
    return gap.length < BRIEF


def _much_above(gap: Gap) -> float:
    return min(gap.length, 1500) / 1000


def _other_column(gap: Gap) -> float:
    if gap.page.set.transcript:
        return 0.0
    return min(abs(gap.above.lines[-1].column - gap.below.lines[0].column_after), 4.0) / 2


_SIGNS: Mapping[str, Callable[[Gap], float | bool]] = {
    "heads": lambda gap: bool(gap.heads),
    "no_heads": lambda gap: not gap.heads,
    # words: the most telling of all
    "words_of_all_above": lambda gap: gap.share(gap.opening, gap.so_far),
    "words_of_right_above": lambda gap: gap.share(gap.opening, gap.near),
    "words_of_what_follows": lambda gap: gap.share(gap.opening, gap.goes_on) if gap.goes_on else 0.3,
    "heads_suit_their_body": lambda gap: gap.suits_own,
    "heads_suit_the_other": lambda gap: gap.suits_other,
    "heads_suit_above": lambda gap: gap.suits_own * gap.follow,
    "heads_suit_below": lambda gap: gap.suits_other * gap.follow,
    # how it begins below
    "report_under_heads": lambda gap: gap.opens_report and bool(gap.heads),
    "report_without_heads": lambda gap: gap.opens_report and not gap.heads,
    "named_report_without_heads": lambda gap: not gap.heads and names_reporters(gap.below),
    "report_without_usual_heads": lambda gap: (
        (gap.opens_report and not gap.heads) * gap.page.headed * (not gap.follow)
    ),
    "no_report_as_usual": lambda gap: (
        (not gap.opens_report) * gap.page.headed * (gap.page.reports >= 3) * bool(gap.heads)
    ),
    "continued": lambda gap: bool(marks.CONTINUED.match(gap.below.bare)),
    "goes_on": lambda gap: bool(marks.CONTINUES.match(gap.below.bare)),
    "caption": lambda gap: bool(marks.CAPTION.match(gap.below.bare)),
    "bullet": lambda gap: gap.below.bare[0] in BULLETS,
    "bullet_above": lambda gap: gap.above.bare[0] in BULLETS,
    "credited": photographed,
    "credited_after_report": lambda gap: gap.reported and photographed(gap),
    "caption_goes_on": lambda gap: bool(marks.CAPTION_GOES_ON.match(gap.below.bare)) and photographed(gap),
    "credit_below": lambda gap: gap.below.role is Role.CREDIT,
    "letter": lambda gap: opens_letter(gap.below),
    "only_brackets_below": lambda gap: bool(marks.BRACKETED.fullmatch(gap.below.bare)),
    "corrects": lambda gap: bool(marks.CORRECTS.match(gap.below.bare)),
    "opens_in_brackets": lambda gap: bool(marks.OPENS_IN_BRACKETS.match(gap.below.bare)),
    "notice_below": lambda gap: bool(marks.NOTICE_WORDS.search(gap.below.bare)) and not gap.heads,
    "notice_after_report": lambda gap: (
        gap.reported and not gap.heads and bool(marks.NOTICE_WORDS.search(gap.below.bare))
    ),
    "mourns": lambda gap: bool(marks.MOURNS.search(gap.below.bare[:40])),
    "writer_below": lambda gap: names_writer(gap.below),
    "writer_below_report": lambda gap: gap.reported and names_writer(gap.below),
    "answer": lambda gap: bool(marks.ANSWER.match(gap.below.bare)),
    "starts_like_a_report": lambda gap: _starts_like_a_report(gap) and bool(gap.heads),
    "names_a_day": lambda gap: bool(_DAY.search(gap.below.bare[:30])),
    "arrow": lambda gap: bool(marks.ARROW.match(gap.below.bare)),
    "lone_arrow": _points_alone,
    "short_paragraph": _is_short_below,
    "short_after_long": lambda gap: _is_short_below(gap) * _much_above(gap),
    "short_in_other_column": lambda gap: _is_short_below(gap) * _other_column(gap),
    # how it ends above
    "writer_above": lambda gap: names_writer(gap.above),
    "writer_above_heads": lambda gap: bool(gap.heads) and names_writer(gap.above),
    "lines_above": lambda gap: gap.above.role is Role.LINES and bool(gap.heads),
    "lines_go_on": lambda gap: gap.above.role is Role.LINES and not gap.heads,
    "lines_below": lambda gap: gap.below.role is Role.LINES and bool(gap.heads),
    "lines_after_text": lambda gap: gap.below.role is Role.LINES and not gap.heads,
    "diary_day": lambda gap: (
        bool(gap.heads) and all(marks.DIARY_DAY.fullmatch(line) for line in gap.printed_heads)
    ),
    "named_column": lambda gap: any(block.role is Role.LABEL for block in gap.heads),
    "byline_above": lambda gap: gap.above.role is Role.BYLINE and not gap.heads,
    "verse_above": lambda gap: gap.above.role is Role.BYLINE and bool(gap.heads),
    "credit_above": lambda gap: ends_caption(gap.above),
    "signed_above": lambda gap: bool(marks.ENDS_ARTICLE.search(gap.above.bare)),
    "signed_off": lambda gap: (
        any(_any_line(gap, mark) for mark in (marks.FULL_DATE, marks.WRITES_IN, marks.LETTER_END))
        or (gap.above.role is Role.LINES and bool(marks.FULL_DATE.fullmatch(gap.above.lines[-1].bare)))
    ),
    "letter_ends": lambda gap: bool(marks.LETTER_END.fullmatch(gap.above.bare)),
    "no_stop_above": lambda gap: not gap.above.lines[-1].stops,
    "hardly_begun": _is_hardly_begun,
    "unfinished_beginning": lambda gap: (
        _is_hardly_begun(gap) and not gap.above.lines[-1].stops and not marks.CAPTION.match(gap.below.bare)
    ),
    "signed_beginning": lambda gap: _is_hardly_begun(gap) and bool(marks.ENDS_ARTICLE.search(gap.above.bare)),
    "long_above": _much_above,
    # how it is set
    "flow": lambda gap: any(block.flow for block in (*gap.heads[:1], gap.below)),
    "other_column": _other_column,
    "gap_over_heads": _gap_over_heads,
    "over_columns": _over_columns,
    "head_lines": lambda gap: min(len(gap.head_lines), 4) - 1 if gap.heads else 0,
    "verse": lambda gap: sum(line.width <= 12 for line in gap.head_lines) >= 4,
    # what the head lines are
    "subtitle": lambda gap: any(marks.SUBTITLE.match(line.bare) for line in gap.head_lines),
    "notice": lambda gap: bool(marks.NOTICE.search(gap.words)),
    "numbered": lambda gap: bool(marks.NUMBERED.match(gap.words)),
    "body_and_headline": lambda gap: len(gap.head_lines) > 1 and _any_line(gap, marks.ORGANISATION),
    "label": _looks_like_a_label,
    "parallel_heads": _parallel,
    "same_form": lambda gap: any(_same_form(gap.printed_heads, other) for other in gap.other_heads),
    "has_subheads": lambda gap: bool(gap.heads and gap.subheads),
    "like_its_subheads": lambda gap: (
        bool(gap.heads) and any(_same_form(gap.printed_heads, other) for other in gap.subheads)
    ),
    "as_its_subheads": lambda gap: (
        bool(gap.heads) and any(_same_measure(gap.printed_heads, other) for other in gap.subheads)
    ),
    "one_narrow_line": lambda gap: len(gap.head_lines) == 1 and _within_column(gap),
    "head_length": lambda gap: min(len(gap.words), 30) / 10,
    "shorter_than_headlines": lambda gap: 0 < len(gap.words) <= 0.6 * gap.page.headline,
    "few_reports": lambda gap: gap.page.reports < 2 and bool(gap.heads),
}


def signs(gap: Gap) -> dict[str, float]:
    """What is seen at a place, those signs that are there."""
    seen = {name: float(sign(gap)) for name, sign in _SIGNS.items()}
    return {name: value for name, value in seen.items() if value}
