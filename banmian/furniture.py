"""What belongs to the page and to no article: headers, editors' lines, page numbers, adverts."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from banmian import marks
from banmian.cutting import tears
from banmian.lines import Line
from banmian.people import is_name
from banmian.records import Page
from banmian.vocabulary import vocabulary

_HEADER_LINES = 4
"""A page header or footer has no more lines."""

_SECTION = 4
"""A header beside paper and day has no longer names of sections, in characters."""


def names_of(page: Page) -> set[str]:
    """The names of the paper and its section, as headers print them."""
    names = [page.section, page.paper, *page.paper.split("·"), page.paper.replace("·", "")]
    return set(filter(None, names))


def belongs_to_page(lines: Sequence[Line], i: int, names: Set[str]) -> bool:
    """Whether line i is a page header, an editors' line or another of the page's own; ``names``: see :func:`names_of`."""

    def known(text: str) -> bool:
        return text in names or bool(marks.FURNITURE.fullmatch(text)) or _names_editors(text)

    line = lines[i]
    if len(line.bare) > 60:
        return False
    outer = i < _HEADER_LINES or i >= len(lines) - _HEADER_LINES
    if marks.FULL_DATE.fullmatch(line.bare):
        if _signs(lines[max(0, i - 2) : i]):
            return False
        beside = [lines[j].bare for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        return outer or any(known(bare) and not marks.FULL_DATE.fullmatch(bare) for bare in beside)
    if marks.PAPER.fullmatch(line.bare) and (
        outer or any(marks.FURNITURE.fullmatch(near.bare) for near in lines[max(0, i - 1) : i + 2])
    ):
        return True
    over_day = i + 1 < len(lines) and bool(marks.FULL_DATE.fullmatch(lines[i + 1].bare))
    if (outer or over_day) and " " in line.text and marks.PAGE_AND_SECTION.fullmatch(line.bare):
        return True
    parts = line.text.split(" ")
    return (
        known(line.bare)
        or (known(parts[0]) and all(known(part) or marks.REACH_US.match(part) for part in parts))
        or (
            outer and _names_day(parts, names) and all(known(part) or len(part) <= _SECTION for part in parts)
        )
    )


def _signs(above: Sequence[Line]) -> bool:
    """Whether somebody signs in the last of these lines, or in all of them together."""
    texts = ["".join(line.bare for line in above[k:]) for k in range(len(above))]
    return any(mark.fullmatch(text) for text in texts for mark in (marks.ORGANISATION, marks.WRITES_IN))


def _names_day(parts: Sequence[str], names: Set[str]) -> bool:
    """Whether a line has the paper's name and the day, as a header does that came as one line."""
    return not names.isdisjoint(parts) and any(map(marks.FULL_DATE.fullmatch, parts))


def _names_editors(text: str) -> bool:
    """Whether a text says who made the page: by a colon, by two such words, or by nothing but names beside one."""
    if not marks.EDITORS.fullmatch(text) or text.rstrip("：:") == "编辑":  # 编辑： opens a letter
        return False
    names = list(filter(None, marks.EDITS.split(text)))
    certain = "：" in text or ":" in text or len(marks.EDITS.findall(text)) > 1
    return certain or (bool(names) and all(map(_may_be_names, names)))


def _may_be_names(text: str) -> bool:
    return is_name(text) or any(is_name(text[:size]) and _may_be_names(text[size:]) for size in (2, 3, 4))


def opens_header(lines: Sequence[Line]) -> bool:
    """Whether a paper's name stands over its day: a page header in mid-text."""
    return len(lines) > 1 and all(
        mark.fullmatch(line.bare) for mark, line in zip((marks.PAPER, marks.FURNITURE), lines, strict=True)
    )


_SELLS = re.compile("|".join(map(re.escape, sorted(vocabulary("advert_words")))))
_AD_LINES = 3
"""So many lines say that they are an advert's."""
_AD_GAP = 3
"""And they stand no farther apart."""
_AD_NAME = 8.0
"""What is sold may stand above them in a line no wider, in characters."""


def adverts(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines that sell something and hold hardly a sentence."""
    sells = [i for i, line in enumerate(lines) if _SELLS.search(line.bare)]
    run: list[int] = []
    for i in [*sells, len(lines) + _AD_GAP]:
        if run and i - run[-1] > _AD_GAP:
            if len(run) >= _AD_LINES and not _reads_on(lines[run[0] : run[-1] + 1]):
                above = lines[run[0] - 1] if run[0] else None
                named = above and above.width <= _AD_NAME and not above.stops and not lines[run[0]].gap
                yield range(run[0] - bool(named), run[-1] + 1)
            run = []
        run.append(i)


def _reads_on(lines: Sequence[Line]) -> bool:
    """Whether lines hold a report's opening, more than one sentence, or words that their ends cut."""
    return (
        any(marks.LEAD.match(line.bare) for line in lines)
        or sum("。" in line.bare for line in lines) > 1
        or any(_runs_on(line, below) for line, below in pairwise(lines))
    )


def _runs_on(line: Line, below: Line) -> bool:
    """Whether a word goes on in the line below; prices and days that meet there are no word."""
    return not (line.stops or below.bare[0].isdigit()) and tears(line.bare, below.bare)
