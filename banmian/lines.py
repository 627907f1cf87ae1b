"""The lines of a page as they were typeset: their width, their spacing, the columns they stand in."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from statistics import median

from banmian.likeness import pairs
from banmian.marks import BYLINE, CAPTION, COLUMN_WORDS, CREDIT, credit_tail
from banmian.records import Page
from banmian.words import simplified, width

STOPS = "。！？!?…"
CLOSERS = "”’\"'）)】」』》〉"
_ENDS_SENTENCE = re.compile(rf"[{STOPS}][{re.escape(CLOSERS)}]*(?:[（(][^（）()]{{1,24}}[）)])?$|[：:]$")
_LATIN = re.compile(r"[A-Za-z]")
_ADDRESS = re.compile(r"(?:www\.|://|@)\S*$")
_ADDRESS_OPENS = 3
"""Before a line end, so many characters may belong to what tells an address."""
_PAIR = re.compile(r"(?<![\x21-\x7e])(?=([^\x21-\x7e\s] ?[^\x21-\x7e\s]))")
_TAKES_NO_SPACE = re.compile(r"[^\w\s]|\d")

_OVER, _UNDER = 0.5, 1.0
"""Full lines are this much wider or narrower than their column: marks that may not open or close a line,
numbers that may not be cut."""
_FLOWS = 3
"""A page has this many text flows, or few more; and this many indents, if it has kept them."""
_SPACE = 0.25
"""What a space inside a line adds, in full-width characters."""
_MOST_FREE = 3.0
"""Longer words than that are cut."""
_REACH = 18
"""How many lines to either side tell the width of a column."""
_ENOUGH = 3
"""So many lines of one frame tell its column."""
_FADE = 0.94
"""A line tells less of a column the farther away it stands: columns change with the article."""
_FADED = [_FADE**nth for nth in range(_REACH)]
_NARROWEST = 6.0
"""No column is narrower."""
_PLAIN = 0.6
"""Two lines that are no wider than this share of the page's columns are no paragraph."""
_USUAL = 0.85
"""The page's commonest column is taken where it has this much of another's weight."""
_RAGGED = 1.4
"""A line that is short by so much has not been filled."""
_AGREE = 2.5
"""Less weight than three near lines have is no column."""


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
    """It stands in a row of narrow lines that no mark ends."""
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
    said: float
    """The share of its character pairs that other lines of the page hold; above 1 if the whole line stands there again."""


def read_lines(page: Page) -> list[Line]:
    """The printed lines of a page, in order."""
    found: list[tuple[int, str, bool, float]] = []
    gap = False
    for number, raw in enumerate(page.lines, 1):
        text = " ".join(raw.split())
        if text:
            lead = raw[: len(raw) - len(raw.lstrip())]
            found.append((number, text, gap, sum(1.0 if space == "\u3000" else 0.5 for space in lead)))
        gap = not text
    flows = [lead == 0.5 for *_, lead in found]  # one space; where many lines have it, it means nothing
    flows = flows if sum(flows) <= max(_FLOWS, len(found) // 50) else [False] * len(found)
    set_in = [1.0 <= lead <= 2.5 for *_, lead in found]
    keeps_indents = sum(set_in) >= max(_FLOWS, len(found) // 50)
    bare = [simplified("".join(text.split())) for _, text, _, _ in found]
    spaced = [letter_spaced(text) for _, text, _, _ in found]
    widths = [
        width(bare[i]) + (0.0 if spaced[i] else _SPACE * text.count(" "))
        for i, (_, text, _, _) in enumerate(found)
    ]
    # a line alone between blank ones is seldom a column's
    alone = [found[i][2] and (i + 1 == len(found) or found[i + 1][2]) for i in range(len(found))]
    common = _mode([(w, 1.0) for w, lone in zip(widths, alone, strict=True) if not lone])

    parted = [gap or flow for (_, _, gap, _), flow in zip(found, flows, strict=True)]
    plain, framed = _read_groups(_groups(parted), bare, widths, common)
    verse = _verses(bare, widths, parted)
    inner = [
        i
        for i, lone in enumerate(alone)
        if i not in verse and not lone and not spaced[i] and widths[i] >= _NARROWEST
    ]

    frames = [i for i in range(1, len(bare)) if CREDIT.fullmatch(bare[i - 1]) or CAPTION.match(bare[i])]
    columns = _Columns(inner, widths, framed, frames, common)
    said = _said(bare)
    lines: list[Line] = []
    for i, (number, text, gap, _) in enumerate(found):
        free = _free(text, bare[i + 1] if i + 1 < len(found) else "")
        ends, starts = columns.above(i), columns.below(i)
        stretched = spaced[i] and widths[i] + free >= min(ends, starts) - 3.25
        filled = max(widths[i], min(widths[i] + free, ends, starts))
        lines.append(
            Line(
                number=number,
                text=text,
                bare=bare[i],
                width=widths[i],
                free=free,
                gap=gap and i > 0,
                flow=flows[i] or i == 0,
                set_in=set_in[i] if keeps_indents else None,
                column=ends,
                column_after=starts,
                alone=alone[i],
                spaced=spaced[i],
                verse=i in verse,
                plain=i in plain,
                stops=bool(_ENDS_SENTENCE.search(bare[i]) or credit_tail(bare[i])),
                stretched=stretched,
                filled=filled,
                short=0.0 if stretched else min(ends, starts) - filled,
                indent=starts - filled,
                said=said[i],
            )
        )
    for row in _rows(lines):
        lines[row.start : row.stop] = [replace(lines[i], row=len(row)) for i in row]
    return lines


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
        if marked and frame >= _NARROWEST and all(-_OVER <= frame - widths[i] <= _UNDER for i in group[1:-1]):
            framed.update(dict.fromkeys(group, frame))
    return plain, framed


class _Columns:
    """The widths of a page's columns, told by the lines near each line."""

    def __init__(
        self,
        inner: Sequence[int],
        widths: Sequence[float],
        framed: Mapping[int, float],
        frames: Sequence[int],
        common: float,
    ) -> None:
        """``inner``: the lines that tell; ``framed``: lines whose frame is known; ``frames``: where some start."""
        self._inner, self._widths, self._framed = inner, widths, framed
        self._frames, self._common = frames, common
        self._modes: dict[tuple[int, ...], float] = {}  # neighbouring lines look at the same ones

    def above(self, i: int) -> float:
        """Width of the column that ends with line i, in full-width characters."""
        upto = bisect_right(self._inner, i)
        return self._column(i, self._inner[max(0, upto - _REACH) : upto][::-1])

    def below(self, i: int) -> float:
        """Width of the column that starts with it."""
        start = bisect_left(self._inner, i)
        return self._column(i, self._inner[start : start + _REACH])

    def _column(self, i: int, near: Sequence[int]) -> float:
        if i in self._framed:
            return self._framed[i]
        key = tuple(_within_frame(near, i, self._frames))
        if key not in self._modes:
            faded = [(self._widths[j], weight) for j, weight in zip(key, _FADED, strict=False)]
            self._modes[key] = _mode(faded, self._common)
        return self._modes[key]


def _rows(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines, no blank line between them, that neither fill their column nor end a sentence."""
    start = 0
    for i in range(len(lines) + 1):
        ends = i == len(lines) or lines[i].stops or lines[i].short < _RAGGED
        if ends or lines[i].gap or lines[i].flow:
            if i - start > 1:
                yield range(start, i)
            start = i + ends


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


def _within_frame(near: Sequence[int], i: int, frames: Sequence[int]) -> Sequence[int]:
    """The lines near line i without those of other frames, if enough are left; ``frames``: where some start."""
    nth = bisect_right(frames, i)
    first = frames[nth - 1] if nth else 0
    last = frames[nth] if nth < len(frames) else math.inf
    left = [j for j in near if first <= j < last]
    return left if len(left) >= _ENOUGH else near


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
    widths = sorted((line.width for line in lines), reverse=True)
    text = [line for line in lines if line.width > 12]
    whole = sum(line.stops for line in text)  # of a column's lines, one in ten ends a sentence
    return bool(widths) and (widths[len(widths) // 3] > 60 or whole >= max(3, 0.75 * len(text)))


_MARKS = frozenset("，。；、：！？（）")
_VERSE = 6
"""Fewer lines in a row may be a headline, with what stands above and below it."""
_LABEL = 6
_TITLE_BELOW = 0.6
"""A last line that is narrower than the others by this factor is rather the headline below a poem."""
_AUTHOR = 3
"""A poem's first line is longer, in characters; a shorter one is its writer's name."""
_VERSE_WIDTH = 0.85
"""Verse is narrower than the page's columns, by this factor."""


def _stands_apart(bare: str) -> bool:
    return any(mark.fullmatch(bare) for mark in (CREDIT, BYLINE)) or bool(
        len(bare) <= _LABEL and COLUMN_WORDS.search(bare)
    )


def _verses(bare: Sequence[str], widths: Sequence[float], parted: Sequence[bool]) -> set[int]:
    """The lines that are verse: rows of lines that no mark ends.

    They are narrow and hold hardly a mark, or else of all widths; prose fills its lines.
    """
    found: set[int] = set()
    widest = median(widths) if widths else 0.0
    start = 0
    for i in range(len(bare) + 1):
        ends = i == len(bare) or bare[i][-1] in _MARKS or "。" in bare[i] or _stands_apart(bare[i])
        full = i < len(bare) and widths[i] > widest - 0.5
        if not (ends or full or parted[i]):
            continue
        named = start < len(bare) and len(bare[start]) <= _AUTHOR
        run = range(start + named, i - 1 if full else i)  # a paragraph starts with the line before a full one
        start = i + ends
        if len(run) < _VERSE:
            continue
        marked = sum(not _MARKS.isdisjoint(bare[n]) for n in run)
        most = max(widths[n] for n in run)
        alike = sum(most - widths[n] <= 0.75 for n in run)
        narrow = most <= _VERSE_WIDTH * widest and marked <= 0.2 * len(run)
        ragged = alike <= 0.35 * len(run) and marked <= 0.7 * len(run)
        if widths[run[-1]] <= _TITLE_BELOW * median(widths[n] for n in run):
            run = run[:-1]
        if len(run) >= _VERSE and (narrow or (ragged and len(run) > _VERSE)):
            found.update(run)
    return found


def _mode(widths: Sequence[tuple[float, float]], common: float = 0.0) -> float:
    """The width with the most weight around it; ``common`` where little agrees. Ties go to the wider.

    ``widths``: (width, weight) pairs.
    """

    if common:  # where hardly any line differs, there is nothing to choose
        usual = sum(weight for width_, weight in widths if -_OVER <= common - width_ <= _UNDER)
        if usual >= _USUAL * sum(weight for _, weight in widths):
            return common
    total: defaultdict[float, float] = defaultdict(float)
    for width_, weight in widths:
        total[width_] += weight
    sums = dict.fromkeys((*total, common), 0.0)
    for width_, weight in total.items():
        low, high = width_ - _OVER, width_ + _UNDER
        for column in sums:
            if low <= column <= high:
                sums[column] += weight
    # of two, rather the wider: many lines are short of their column, none is wider
    best = max(total, key=lambda column: (sums[column] * column**0.5, column), default=0.0)
    most = sums.get(best, 0.0)
    if common and sums[common] >= _USUAL * most:
        return common
    return best if most >= _AGREE or not common else common


_SPREAD = 3
"""Fewer letters apart are words or names."""


def letter_spaced(text: str) -> bool:
    """Whether the line was spaced out letter by letter to fill its column.

    Spaces beside digits and Latin letters do not count: many extractors put one there.
    """
    if text.count(" ") < _SPREAD:
        return False
    pairs = _PAIR.findall(text)
    parted = sum(" " in pair for pair in pairs)
    return parted >= _SPREAD and parted >= 0.7 * len(pairs)


def running(text: str) -> str:
    """Body text without the spaces that justification put in; those between words stay."""
    return _respace(text, keep_at_marks=False)


def standing(text: str) -> str:
    """A headline, byline or credit: as :func:`running`, but a space beside a mark parts two halves."""
    return _respace(text, keep_at_marks=True)


_NAMES_IN_ROW = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff])(?: (?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]))*"
)
_LONE_PAIR = re.compile(r"(?<!\S)([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?!\S)")


def _respace(text: str, *, keep_at_marks: bool) -> str:
    if letter_spaced(text):
        spread = re.sub(r" (?= )", "", text)
        return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", spread)
    tokens = text.split(" ")
    if _NAMES_IN_ROW.fullmatch(text):
        return _LONE_PAIR.sub(r"\1\2", text)
    kept = tokens[0]
    for before, after in pairwise(tokens):
        kept += (" " if _parts(before, after, keep_at_marks) else "") + after
    return kept


def _parts(before: str, after: str, keep_at_marks: bool) -> bool:
    """Whether the space between two tokens means something."""
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True
    if _TAKES_NO_SPACE.match(left) or _TAKES_NO_SPACE.match(right):
        return (
            keep_at_marks
            and not (left.isdigit() or right.isdigit())
            and left not in "（《"
            and right not in "）》，。"
        )
    words = re.search(r"\w+$", before), re.match(r"\w+", after)
    return all(word and len(word[0]) > 1 for word in words)


def join(lines: Sequence[Line]) -> str:
    """The lines of one paragraph as running text, line ends healed."""
    text = ""
    address = False  # whether the text so far ends in one
    for line in lines:
        piece = running(line.text)
        latin = text and _LATIN.match(text[-1]) and _LATIN.match(piece[0])
        seam = max(len(text) - _ADDRESS_OPENS, 0)
        text += (" " if latin and not address else "") + piece
        address = (address and " " not in piece) or bool(_ADDRESS.search(text, seam))
    return text
