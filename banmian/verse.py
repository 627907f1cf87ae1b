"""Which lines are verse: rows of narrow lines that no mark ends, and stanzas, one below the other."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from banmian.marks import BYLINE, COLUMN_WORDS, CREDIT

NARROW = 0.85
"""Verse, lists and heads are rather narrower than the column, by this factor."""
_MARKS = frozenset("，。；、：！？（）")
_ROW = 6
"""Fewer lines in a row may be a headline, with what stands above and below it."""
_STANZA = 3
"""Headlines of so many lines do not stand below each other."""
_LABEL = 6
_TITLE_BELOW = 0.6
"""A last line that is narrower than the others by this factor is rather the headline below a poem."""
_AUTHOR = 3
"""A poem's first line is longer, in characters; a shorter one is its writer's name."""


def find_verse(bare: Sequence[str], widths: Sequence[float], groups: Sequence[range]) -> set[int]:
    """The lines that are verse; prose fills its lines.

    ``bare``, ``widths``: of each line, as :class:`banmian.lines.Line` has them; ``groups``: of lines that no blank
    line parts.
    """
    widest = median(widths) if widths else 0.0
    found = {n for group in groups for run in _runs(group, bare, widths, widest) for n in run}
    return found | {n for poem in _stanzas(groups, bare, widths, widest) for n in poem}


def _runs(group: range, bare: Sequence[str], widths: Sequence[float], widest: float) -> Iterator[range]:
    """Long rows of lines that are narrow and hold hardly a mark, or else of all widths."""
    start = group.start
    for i in range(group.start, group.stop + 1):
        ends = i == group.stop or _ends(bare[i])
        full = i < group.stop and widths[i] > widest - 0.5
        if not (ends or full):
            continue
        named = start < group.stop and len(bare[start]) <= _AUTHOR
        run = range(start + named, i - 1 if full else i)  # a paragraph starts with the line before a full one
        start = i + ends
        if len(run) < _ROW:
            continue
        marked = sum(not _MARKS.isdisjoint(bare[n]) for n in run)
        most = max(widths[n] for n in run)
        narrow = most <= NARROW * widest and marked <= 0.2 * len(run)
        ragged = _ragged(run, widths) and marked <= 0.7 * len(run)
        if widths[run[-1]] <= _TITLE_BELOW * median(widths[n] for n in run):
            run = run[:-1]
        if len(run) >= _ROW and (narrow or (ragged and len(run) > _ROW)):
            yield run


def _stanzas(
    groups: Sequence[range], bare: Sequence[str], widths: Sequence[float], widest: float
) -> Iterator[range]:
    """Groups of narrow lines below each other."""
    is_stanza = [
        len(group) >= _STANZA
        and not any(_ends(bare[n]) for n in group)
        and (max(widths[n] for n in group) <= NARROW * widest or _ragged(group, widths))
        for group in groups
    ]
    for (one, other), (first, second) in zip(pairwise(groups), pairwise(is_stanza), strict=True):
        if first and second:
            yield range(one.start, other.stop)


def _ragged(run: range, widths: Sequence[float]) -> bool:
    """Whether few lines are as wide as the widest."""
    most = max(widths[n] for n in run)
    return sum(most - widths[n] <= 0.75 for n in run) <= 0.35 * len(run)


def _ends(bare: str) -> bool:
    """Whether no line of verse is like this."""
    return bare[-1] in _MARKS or "。" in bare or _stands_apart(bare)


def _stands_apart(bare: str) -> bool:
    return any(mark.fullmatch(bare) for mark in (CREDIT, BYLINE)) or bool(
        len(bare) <= _LABEL and COLUMN_WORDS.search(bare)
    )
