"""The lines of a page as they were typeset: their width, their spacing, the columns they stand in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import NamedTuple

from banmian.columns import OVER, UNDER, Columns, mode
from banmian.likeness import pairs
from banmian.marks import CAPTION, CREDIT, credit_tail
from banmian.records import Page
from banmian.spacing import letter_spaced
from banmian.verse import NARROW, find_verse
from banmian.words import simplified, width

STOPS = "。！？!?…"
CLOSERS = "”’\"'）)】」』》〉"
_ENDS_SENTENCE = re.compile(rf"[{STOPS}][{re.escape(CLOSERS)}]*(?:[（(][^（）()]{{1,24}}[）)])?$|[：:]$")
_FLOWS = 3
"""A page has this many text flows, or few more; and this many indents, if it has kept them."""
_SPACE = 0.25
"""What a space inside a line adds, in full-width characters."""
_MOST_FREE = 3.0
"""Longer words than that are cut."""
_NARROWEST = 6.0
"""No column is narrower."""
_PLAIN = 0.6
"""Two lines that are no wider than this share of the page's columns are no paragraph."""
_RAGGED = 1.4
"""A line that is short by so much has not been filled."""
_FULL = 0.75
"""So much wider or narrower than its column a full line is."""
_STRETCHED = 3.25
"""Letters spaced out over a line leave no more of it free."""
_NEAR = 13
"""What stands as many lines off, or more, is not near."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line that prints something; another that prints the same is not the same line."""

    number: int
    text: str
    """As it stands, white space at the ends off and each run of white space one space."""
    bare: str
    """The text without any white space, the trade's words simplified: what patterns are matched against."""
    width: float
    """In full-width characters, without letter-spacing."""
    free: float
    """What may have had to stay free at its end, since the next line opens with what cannot be cut, and beside
    its digits, in full-width characters."""
    gap: bool
    """A blank line stands before it."""
    flow: bool
    """A text flow of the page starts here: the extractor left a space before it."""
    set_in: bool | None
    """Whether a paragraph's indent stands before it; None on a page whose text has lost its indents."""
    column: float
    """Width of the column that ends with this line, in full-width characters."""
    column_after: float
    """Width of the column that starts with this line."""
    alone: bool
    """Blank lines stand before and behind it."""
    spaced: bool
    """The line was spaced out letter by letter."""
    verse: bool
    """It stands in a row of narrow lines that no mark ends, or in one of several stanzas."""
    plain: bool
    """It stands between blank lines with one to three others, all narrow or without any mark of a sentence."""
    stops: bool
    """A sentence ends with the line, or a caption with its credit."""
    stretched: bool
    """Letter-spacing made the line fill its column; a headline's letters stand apart, too."""
    filled: float
    """Its width with what had to stay free; as wide as the column at most."""
    short: float
    """How much narrower than its column the line is, be it the column that ends or that starts here."""
    indent: float
    """How much narrower than the column that it starts: 2 where an indent was."""
    row: int = field(kw_only=True, default=1)
    """How many lines stand together, this among them, that neither fill their column nor end a sentence."""
    series: int = field(kw_only=True, default=1)
    """How many narrow lines follow each other, blank lines between them or not, this among them, that end no sentence."""
    said: float
    """The share of its character pairs that other lines of the page hold; above 1 if the whole line stands there again."""
    said_above: float
    """The share that the lines right above hold."""
    said_below: float
    """The share that the lines right below hold."""

    @property
    def fills(self) -> bool:
        """Whether it is as wide as the column that it starts."""
        return abs(self.indent) <= _FULL


class _Printed(NamedTuple):
    """A line as it stands, before the columns are known."""

    number: int
    text: str
    bare: str
    gap: bool
    """A blank line stands before it."""
    lead: float
    """The white space before it, in full-width characters."""
    spaced: bool
    width: float


def read_lines(page: Page) -> list[Line]:
    """The printed lines of a page, in order."""
    found = list(_printed(page))
    bare = [line.bare for line in found]
    widths = [line.width for line in found]
    flows = [line.lead == 0.5 for line in found]  # one space; where many lines have it, it means nothing
    flows = flows if sum(flows) <= max(_FLOWS, len(found) // 50) else [False] * len(found)
    set_in = [1.0 <= line.lead <= 2.5 for line in found]
    keeps_indents = sum(set_in) >= max(_FLOWS, len(found) // 50)
    # a line alone between blank ones is seldom a column's
    alone = [line.gap and (i + 1 == len(found) or found[i + 1].gap) for i, line in enumerate(found)]
    common = mode([(w, 1.0) for w, lone in zip(widths, alone, strict=True) if not lone])

    parted = [line.gap or flow for line, flow in zip(found, flows, strict=True)]
    groups = _groups(parted)
    plain, framed = _read_groups(groups, bare, widths, common)
    verse = find_verse(bare, widths, groups)
    inner = [
        i
        for i, line in enumerate(found)
        if i not in verse and not alone[i] and not line.spaced and line.width >= _NARROWEST
    ]
    frames = [i for i in range(1, len(bare)) if CREDIT.fullmatch(bare[i - 1]) or CAPTION.match(bare[i])]
    columns = Columns(inner, widths, framed, frames, common)
    above = [columns.above(i) for i in range(len(found))]
    below = [columns.below(i) for i in range(len(found))]

    free = [_free(line.text, after.bare) for line, after in pairwise(found)]
    free += [_free(line.text, "") for line in found[-1:]]
    torn: set[int] = set()  # the lines that go on in the next one
    for whole in _torn(bare, widths, parted, above, below):
        torn.update(whole[:-1])
        widths[whole.start : whole.stop] = [_joined_width(widths[whole.start : whole.stop])] * len(whole)
        free[whole.start : whole.stop] = [free[whole[-1]]] * len(whole)

    said, said_above, said_below = _said(bare), _said_before(bare), _said_before(bare[::-1])[::-1]
    lines: list[Line] = []
    for i, line in enumerate(found):
        least = min(above[i], below[i])
        stretched = line.spaced and widths[i] + free[i] >= least - _STRETCHED
        filled = max(widths[i], min(widths[i] + free[i], least))
        lines.append(
            Line(
                number=line.number,
                text=line.text,
                bare=line.bare,
                width=widths[i],
                free=free[i],
                gap=line.gap and i > 0,
                flow=flows[i] or i == 0,
                set_in=set_in[i] if keeps_indents else None,
                column=above[i],
                column_after=below[i],
                alone=alone[i],
                spaced=line.spaced,
                verse=i in verse,
                plain=i in plain,
                stops=i not in torn and bool(_ENDS_SENTENCE.search(line.bare) or credit_tail(line.bare)),
                stretched=stretched,
                filled=filled,
                short=0.0 if stretched else least - filled,
                indent=below[i] - filled,
                said=said[i],
                said_above=said_above[i],
                said_below=said_below[i],
            )
        )
    for row in _rows(lines):
        lines[row.start : row.stop] = [replace(lines[i], row=len(row)) for i in row]
    for series in _series(lines):
        lines[series.start : series.stop] = [replace(lines[i], series=len(series)) for i in series]
    return lines


def _printed(page: Page) -> Iterator[_Printed]:
    gap = False
    for number, raw in enumerate(page.lines, 1):
        text = " ".join(raw.split())
        if text:
            lead = sum(1.0 if space == "\u3000" else 0.5 for space in raw[: len(raw) - len(raw.lstrip())])
            bare, spaced = simplified("".join(text.split())), letter_spaced(text)
            wide = width(bare) + (0.0 if spaced else _SPACE * text.count(" "))
            yield _Printed(number, text, bare, gap, lead, spaced, wide)
        gap = not text


NEVER_FIRST = "，。、；：！？”’）》〉」』】%％"
"""Marks that only go on with what stands before them."""
OPENERS = "（(《“‘「『【〈"
"""Marks that do not end a line."""
_SAVED = 0.5
"""Where two marks meet, one of them takes up half its width."""


def _joined_width(widths: Sequence[float]) -> float:
    """Of the parts of one printed line, torn where two marks meet, in full-width characters."""
    return sum(widths) - _SAVED * (len(widths) - 1)


def _torn(
    bare: Sequence[str],
    widths: Sequence[float],
    parted: Sequence[bool],
    above: Sequence[float],
    below: Sequence[float],
) -> Iterator[range]:
    """The lines that were printed as one: where marks stand close together, extractors read two lines.

    ``above``, ``below``: the widths of the columns that end and start with each line.
    """
    start = 0
    for i in range(1, len(bare) + 1):
        if i < len(bare) and not parted[i]:
            closes = bare[i][0] in NEVER_FIRST
            whole = _joined_width(widths[start : i + 1])
            room = max(above[i - 1], below[i]) + UNDER - whole
            meet = bare[i - 1][-1] in NEVER_FIRST and bare[i][0] in OPENERS
            if room >= 0 and (closes or (meet and room <= UNDER + OVER)):
                continue
        if i - start > 1:
            yield range(start, i)
        start = i


def _read_groups(
    groups: Sequence[range], bare: Sequence[str], widths: Sequence[float], common: float
) -> tuple[set[int], dict[int, float]]:
    """(plain lines, line → the width of its frame), told by the lines that stand together; see :class:`Line`."""
    plain: set[int] = set()
    framed: dict[int, float] = {}
    for group in groups:
        text = "".join(bare[i] for i in group)
        marked = any(mark in text for mark in "，。；")
        narrow = "。" not in text and all(widths[i] <= _PLAIN * common for i in group)
        if 2 <= len(group) <= 4 and (narrow or (not marked and text[-1] not in STOPS)):
            plain.update(group)
        frame = max((widths[i] for i in group[1:-1]), default=0.0)
        if marked and frame >= _NARROWEST and all(-OVER <= frame - widths[i] <= UNDER for i in group[1:-1]):
            framed.update(dict.fromkeys(group, frame))
    return plain, framed


def _rows(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines, no blank line between them, that neither fill their column nor end a sentence."""
    start = 0
    for i in range(len(lines) + 1):
        ends = i == len(lines) or lines[i].stops or lines[i].short < _RAGGED
        if ends or lines[i].gap or lines[i].flow:
            if i - start > 1:
                yield range(start, i)
            start = i + ends


def _series(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of narrow lines that end no sentence, blank lines between them or not."""
    start = 0
    for i in range(len(lines) + 1):
        if i == len(lines) or lines[i].stops or lines[i].width > NARROW * lines[i].column_after:
            if i - start > 1:
                yield range(start, i)
            start = i + 1


def _said_before(bare: Sequence[str]) -> list[float]:
    """The share of each line's character pairs that the few lines before it hold."""
    last: dict[int, int] = {}
    shares: list[float] = []
    for i, text in enumerate(bare):
        wording = pairs(text)
        near = [pair for pair in wording if last.get(pair, -_NEAR) > i - _NEAR]
        shares.append(len(near) / max(len(wording), 1))
        last.update(dict.fromkeys(wording, i))
    return shares


def _said(bare: Sequence[str]) -> list[float]:
    """The share of each line's character pairs that others of the lines hold, and 1 more for a line printed twice."""
    printed = Counter(bare)
    wordings = [pairs(text) for text in bare]
    known = Counter(chain.from_iterable(wordings))
    alone = {pair for pair, times in known.items() if times == 1}
    return [
        (len(wording) - len(wording & alone)) / max(len(wording), 1) + (printed[text] > 1)
        for text, wording in zip(bare, wordings, strict=True)
    ]


_UNCUT = re.compile(r"[（《“‘「『【〈]*(?:[\dA-Za-z.,:/@_\-]+[%％℃]?|.)[，。、；：！？”’）》〉」』】%％]*")
_BORDER = re.compile(r"[\dA-Za-z](?=[\u3400-\u9fff])|[\u3400-\u9fff](?=[\dA-Za-z])")


def _free(text: str, next_: str) -> float:
    uncut = _UNCUT.match(next_)
    kept = max(width(uncut[0]) - 1.0, 0.0) if uncut else 0.0
    return min(kept, _MOST_FREE) + _SPACE * len(_BORDER.findall(text))


def _groups(starts: Sequence[bool]) -> list[range]:
    """The runs of lines that no blank line parts."""
    firsts = [i for i, start in enumerate(starts) if start or i == 0]
    return [range(a, z) for a, z in pairwise([*firsts, len(starts)])]


def is_transcript(lines: Sequence[Line]) -> bool:
    """Whether each line holds a whole paragraph, as people type pages, and not a column's width."""
    text = [line for line in lines if line.width > 12]
    whole = sum(line.stops for line in text)  # of a column's lines, one in ten ends a sentence
    wide = sum(line.width for line in lines if line.width > _WIDEST)
    typed = wide >= _MOSTLY * sum(line.width for line in lines)
    return bool(lines) and (typed or whole >= max(3, 0.75 * len(text)))


_WIDEST = 40
"""No column is wider, in characters."""
_MOSTLY = 0.6
"""Of a typed page's text so much stands in wider lines, measured by their width."""
