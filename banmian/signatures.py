"""Who signs a letter or gives a notice: lines that look like a byline or a kicker, and belong to what stands above."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from banmian import marks
from banmian.lines import Line
from banmian.people import may_be_byline

_LETTER_LINES = 60
"""A letter from its 编辑同志： to who signs it is no longer, in lines."""


def signatures(lines: Sequence[Line]) -> Iterator[int]:
    """Who signs a letter, or gives a notice, below its text."""
    letter = -_LETTER_LINES
    for i, (before, line) in enumerate(pairwise(lines), 1):
        if marks.LETTER.fullmatch(before.bare):
            letter = i
        if not before.stops or line.stops:
            continue
        if i - letter < _LETTER_LINES and (may_be_byline(line.text) or marks.WRITES_IN.fullmatch(line.bare)):
            letter = -_LETTER_LINES
            yield i
        elif marks.ORGANISATION.fullmatch(line.bare) and _gives_notice(lines, i):
            yield i


def _gives_notice(lines: Sequence[Line], i: int) -> bool:
    """Whether a body's name signs what stands above it: a day follows, or it was just said how to reach it."""
    dated = i + 1 < len(lines) and marks.FULL_DATE.fullmatch(lines[i + 1].bare)
    return bool(dated) or bool(
        marks.REACHED_AT.search("".join(line.bare for line in lines[max(i - 2, 0) : i]))
    )
