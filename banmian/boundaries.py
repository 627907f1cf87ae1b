"""Where one article ends and the next begins, told by bylines, captions, flows and the words around head lines.

Between any two paragraphs of a page an article may end. What is seen there (``_SIGNS``) is weighed with
data/boundaries.txt, learned by bench/learn_boundaries.py from pages with gold; the sum is the logarithm
of the odds that two articles meet, so that every decision can say how sure it is, and why.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median

from banmian import marks
from banmian.blocks import Block, Role
from banmian.headline_habit import headlines_follow
from banmian.likeness import Likeness, Pairs, pairs
from banmian.line_signs import BULLETS, LABEL_WIDTH
from banmian.lines import Line
from banmian.people import may_be_byline, names_first
from banmian.vocabulary import weights

_NEAR, _OPENING, _GOES_ON = 400, 300, 500
"""Characters above and below a place that are held against each other."""
_WRITTEN_IN = (marks.LETTER, marks.ADDRESSED, marks.CALLS_IN)
_CERTAIN = 9.0
_KEPT = 1024
"""So many blocks are read once only: each is asked about from several places."""
_BRIEF = 60
"""A paragraph with fewer characters says too little by itself."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page is set."""

    gaps: float
    """The share of paragraphs' ends that a blank line shows."""
    transcript: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """An article's start: how sure it is, and what speaks most for it and against it."""

    odds: float
    """Logarithm of the odds; 0 is even."""
    signs: tuple[tuple[str, float], ...]
    """(sign, what it counts), the weightiest first."""
    line: int = 0
    """The first line of what starts or would start; 0 for none."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The bodies of a page, and the head blocks between them."""

    bodies: list[list[Block]]
    runs: list[list[Block]]
    """``runs[k]`` stands before ``bodies[k]``; the last run follows all."""
    cuts: list[Cut]
    """``cuts[k]``: why ``bodies[k]`` starts an article; for the first there is nothing to decide."""
    passed: list[Cut]
    """``passed[k]``: the likeliest place inside ``bodies[k]`` at which another could have started."""


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
    next_heads: str
    """The next head lines below, where there are none here; as one text."""
    subheads: tuple[tuple[str, ...], ...]
    """The lines of the subheads that the article above is known to have."""
    reported: bool
    """The article above opened with a byline or dateline."""
    follow: bool
    """Headlines stand behind their bodies here."""
    page: "_PageHabits"

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
        return _printed(self.heads)

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
class _PageHabits:
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


@lru_cache(_KEPT)
def opens_report(block: Block) -> bool:
    """Whether a byline or dateline says that a report starts with the block."""
    return (
        block.role is Role.BYLINE
        or any(mark.match(block.bare) for mark in (marks.LEAD, marks.SIGNED_OPENING, marks.CONTINUED))
        or _opens_with_names(block)
    )


def _names_reporters(block: Block) -> bool:
    """Whether a report of the paper's own says who reports; agencies' telegrams may share a headline."""
    opening = marks.LEAD.match(block.bare)
    if opening and opening[0][-1] == "讯":
        return marks.byline_end(block.bare) > opening.end()
    return bool(opening and opening[0][0] in "（(" and "电" not in opening[0]) or _opens_with_names(block)


def _opens_with_names(block: Block) -> bool:
    """Whether a paragraph opens with the writers' names, and nothing but spaces or brackets around them."""
    return block.role is Role.TEXT and names_first(" ".join(line.text for line in block.lines[:2])) > 0


def _names_writer(block: Block) -> bool:
    """Whether a line of nothing but a name, or an office and a name, stands by itself."""
    return block.role is Role.LINES and len(block.lines) == 1 and may_be_byline(block.lines[0].text)


def _ends_caption(block: Block) -> bool:
    return block.role is Role.CREDIT or block.credit_tail is not None


def _photographed(gap: Gap) -> bool:
    """Whether the one or two paragraphs below may be a caption: a credit ends them, or stands right below."""
    if gap.opens_report or gap.below.role is not Role.TEXT:
        return False
    caption = [gap.below, *gap.after]
    if len(caption) > 1 and caption[1].role is Role.TEXT and marks.CAPTION_GOES_ON.match(caption[1].bare):
        caption = caption[1:]
    return _ends_caption(caption[0]) or (len(caption) > 1 and caption[1].role is Role.CREDIT)


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


def _next_heads_lean(gap: Gap) -> float:
    """How much more of the next head lines stands right below this place than above it; below 0: how much less."""
    if not gap.next_heads:
        return 0.0
    words = pairs(gap.next_heads)
    return gap.share(words, gap.opening | gap.goes_on) - gap.share(words, gap.so_far)


def _over_columns(gap: Gap) -> bool:
    return any(line.width > max(line.column, line.column_after) + 1.5 for line in gap.head_lines)


def _parallel(gap: Gap) -> bool:
    """Whether head lines close by are cut to the same measure, as subheads are; headlines of briefs may be, too."""
    if gap.opens_report or gap.length < _BRIEF:
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


def _printed(heads: Sequence[Block]) -> tuple[str, ...]:
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
    return len(gap.below.bare) < _BRIEF / 2


def _is_hardly_begun(gap: Gap) -> bool:
    return gap.length < _BRIEF


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
    "next_heads_suit_below": lambda gap: max(_next_heads_lean(gap), 0.0),
    "next_heads_suit_above": lambda gap: max(-_next_heads_lean(gap), 0.0),
    "next_headlines_suit_below": lambda gap: max(_next_heads_lean(gap), 0.0) * gap.follow,
    "next_headlines_suit_above": lambda gap: max(-_next_heads_lean(gap), 0.0) * gap.follow,
    # how it begins below
    "report_under_heads": lambda gap: gap.opens_report and bool(gap.heads),
    "report_without_heads": lambda gap: gap.opens_report and not gap.heads,
    "named_report_without_heads": lambda gap: not gap.heads and _names_reporters(gap.below),
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
    "credited": _photographed,
    "credited_after_report": lambda gap: gap.reported and _photographed(gap),
    "caption_goes_on": lambda gap: bool(marks.CAPTION_GOES_ON.match(gap.below.bare)) and _photographed(gap),
    "credit_below": lambda gap: gap.below.role is Role.CREDIT,
    "letter": lambda gap: any(mark.match(gap.below.bare) for mark in _WRITTEN_IN),
    "only_brackets_below": lambda gap: bool(marks.BRACKETED.fullmatch(gap.below.bare)),
    "corrects": lambda gap: bool(marks.CORRECTS.match(gap.below.bare)),
    "opens_in_brackets": lambda gap: bool(marks.OPENS_IN_BRACKETS.match(gap.below.bare)),
    "notice_below": lambda gap: bool(marks.NOTICE_WORDS.search(gap.below.bare)) and not gap.heads,
    "notice_after_report": lambda gap: (
        gap.reported and not gap.heads and bool(marks.NOTICE_WORDS.search(gap.below.bare))
    ),
    "notice_heads_next": lambda gap: bool(marks.NOTICE.search(gap.next_heads)),
    "notice_heads_next_behind": lambda gap: gap.follow and bool(marks.NOTICE.search(gap.next_heads)),
    "mourns": lambda gap: bool(marks.MOURNS.search(gap.below.bare[:40])),
    "writer_below": lambda gap: _names_writer(gap.below),
    "writer_below_report": lambda gap: gap.reported and _names_writer(gap.below),
    "answer": lambda gap: bool(marks.ANSWER.match(gap.below.bare)),
    "starts_like_a_report": lambda gap: _starts_like_a_report(gap) and bool(gap.heads),
    "names_a_day": lambda gap: bool(_DAY.search(gap.below.bare[:30])),
    "arrow": lambda gap: bool(marks.ARROW.match(gap.below.bare)),
    "lone_arrow": _points_alone,
    "short_paragraph": _is_short_below,
    "short_after_long": lambda gap: _is_short_below(gap) * _much_above(gap),
    "short_in_other_column": lambda gap: _is_short_below(gap) * _other_column(gap),
    # how it ends above
    "writer_above": lambda gap: _names_writer(gap.above),
    "writer_above_heads": lambda gap: bool(gap.heads) and _names_writer(gap.above),
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
    "credit_above": lambda gap: _ends_caption(gap.above),
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


def _weigh(gap: Gap) -> Cut:
    if gap.above.role is Role.BYLINE and not gap.heads and gap.below.role is not Role.BYLINE:
        return Cut(-_CERTAIN, (("byline_above", -_CERTAIN),))
    if marks.ADDRESSED.match(gap.below.bare):
        return Cut(_CERTAIN, (("letter", _CERTAIN),))
    if marks.CONTINUED.match(gap.below.bare):
        return Cut(_CERTAIN, (("continued", _CERTAIN),))
    if gap.above.role is Role.CREDIT and gap.below.role is Role.TEXT:
        return Cut(_CERTAIN, (("credit_above", _CERTAIN),))
    if (
        not (gap.heads or gap.above.lines[-1].stops)
        and marks.SHOWS.match(gap.below.bare)
        and _photographed(gap)
    ):
        return Cut(_CERTAIN, (("credited", _CERTAIN),))
    counts = {name: value * weights("boundaries").get(name, 0.0) for name, value in signs(gap).items()}
    order = sorted(counts.items(), key=lambda item: (-abs(item[1]), item[0]))
    return Cut(sum(count for _, count in order) + weights("boundaries")["always"], tuple(order))


# ------------------------------------------------------------ the decision over the page
def part(blocks: Sequence[Block], habits: Habits) -> Parted:
    """Part the blocks of a page into articles' bodies and the head lines between them."""
    bodies: list[list[Block]] = []
    runs: list[list[Block]] = [[]]
    cuts: list[Cut] = []
    passed: list[Cut] = []
    weighed: list[Cut] = []

    def decide(gap: Gap) -> bool:
        weighed.append(replace(_weigh(gap), line=gap.first_line.number))
        return weighed[-1].odds > 0

    for heads, block, starts in walk(blocks, habits, decide):
        if starts:
            runs[-1] += heads
            bodies.append([block])
            runs.append([])
            cuts.append(weighed[-1] if weighed else _FIRST)
            passed.append(_NEVER)
        else:
            bodies[-1] += [*heads, block]
            passed[-1] = max(passed[-1], weighed[-1], key=lambda cut: cut.odds)
    last = max((i for i, block in enumerate(blocks) if not block.is_head), default=-1)
    runs[-1] += blocks[last + 1 :]
    return Parted(bodies, runs, cuts, passed)


def resume(parted: Parted, *, follows: Sequence[bool]) -> Parted:
    """Join what a photograph with its caption parts in mid-sentence.

    ``follows``: at which runs headlines stand behind their bodies, so that the photograph's place is before the whole.
    """
    bodies, runs = [*parted.bodies], [*parted.runs]
    cuts, passed = [*parted.cuts], [*parted.passed]
    for k in range(len(bodies) - 2, 0, -1):
        before, photo, after = bodies[k - 1 : k + 2]
        follow = follows[k]
        if runs[k + 1] or (follow and runs[k]) or not _resumes(before, photo, after):
            continue
        bodies[k - 1] = [*before, *after]
        passed[k - 1] = max(passed[k - 1], passed[k + 1], key=lambda cut: cut.odds)
        for row in (bodies, runs, cuts, passed):
            del row[k + 1]
        if follow:
            bodies[k - 1], bodies[k] = bodies[k], bodies[k - 1]
            cuts[k - 1], cuts[k] = cuts[k], cuts[k - 1]
            passed[k - 1], passed[k] = passed[k], passed[k - 1]
    return Parted(bodies, runs, cuts, passed)


def _resumes(before: Sequence[Block], photo: Sequence[Block], after: Sequence[Block]) -> bool:
    broken, rest = before[-1], after[0]
    return (
        is_photo(photo)
        and not is_photo(before)
        and not is_photo(after)
        and broken.role is rest.role is Role.TEXT
        and not broken.lines[-1].stops
        and not opens_report(rest)
    )


def is_photo(body: Sequence[Block]) -> bool:
    """Whether it is a photograph's caption."""
    return any(
        block.role is Role.CREDIT
        or (block.role is Role.TEXT and (marks.CAPTION.match(block.bare) or block.credit_tail))
        for block in body
    )


_FIRST = Cut(_CERTAIN, ())
_NEVER = Cut(-_CERTAIN, ())


def walk(
    blocks: Sequence[Block], habits: Habits, decide: Callable[[Gap], bool]
) -> Iterator[tuple[list[Block], Block, bool]]:
    """(head blocks, the block below them, whether an article starts with it) from the page's first to its last.

    ``decide`` is asked at each place in turn; what it says of one place is known at the next.
    """
    texts = [i for i, block in enumerate(blocks) if not block.is_head]
    if not texts:
        return
    page = _read_page(blocks, texts, habits)
    so_far = set(page.likeness.bodies[0])
    tail, length, reported = blocks[texts[0]].bare, len(blocks[texts[0]].bare), opens_report(blocks[texts[0]])
    yield list(blocks[: texts[0]]), blocks[texts[0]], True
    heads = [_printed(blocks[a + 1 : z]) for a, z in pairwise(texts)]
    subheads: tuple[tuple[str, ...], ...] = ()
    for nth, (above, below) in enumerate(pairwise(texts), 1):
        opening, goes_on = _words_below(blocks, below)
        gap = Gap(
            above=blocks[above],
            heads=tuple(blocks[above + 1 : below]),
            below=blocks[below],
            after=tuple(blocks[below + 1 : below + 3]),
            so_far=so_far,
            near=pairs(tail[-_NEAR:]),
            opening=pairs(opening),
            goes_on=pairs(goes_on),
            length=length,
            other_heads=_neighbours(heads, nth - 1) if heads[nth - 1] else (),
            next_heads="" if heads[nth - 1] else "".join(_next_heads(heads, nth)),
            subheads=subheads,
            reported=reported,
            follow=page.follows[below],
            page=page,
        )
        starts = decide(gap)
        yield list(gap.heads), gap.below, starts
        subheads = () if starts else (*subheads, gap.printed_heads) if gap.heads else subheads
        if starts:
            so_far, tail, length, reported = set(), "", 0, gap.opens_report
        so_far |= page.likeness.bodies[nth]
        tail = (tail + gap.below.bare)[-_NEAR:]
        length += len(gap.below.bare)


_CLOSE = 12
"""Paragraphs between two subheads."""


def _neighbours(heads: Sequence[tuple[str, ...]], at: int) -> tuple[tuple[str, ...], ...]:
    """The nearest head lines on either side."""
    before = next(filter(None, reversed(heads[max(0, at - _CLOSE) : at])), ())
    after = next(filter(None, heads[at + 1 : at + 1 + _CLOSE]), ())
    return tuple(filter(None, (before, after)))


def _next_heads(heads: Sequence[tuple[str, ...]], at: int) -> tuple[str, ...]:
    return next(filter(None, heads[at : at + _CLOSE]), ())


def _words_below(blocks: Sequence[Block], at: int) -> tuple[str, str]:
    """How the text below a place opens, and how it goes on up to the next head lines or byline."""
    goes_on = ""
    for block in (blocks[i] for i in range(at + 1, len(blocks))):
        if len(goes_on) >= _GOES_ON or block.is_head or opens_report(block):
            break
        goes_on += block.bare
    opening = blocks[at].bare
    return (opening if len(opening) >= _BRIEF else (opening + goes_on)[:200])[:_OPENING], goes_on


def _read_page(blocks: Sequence[Block], texts: Sequence[int], habits: Habits) -> _PageHabits:
    starts = [
        blocks[below - 1].is_head
        for above, below in pairwise(texts)
        if opens_report(blocks[below]) and not opens_report(blocks[above])
    ]
    return _PageHabits(
        set=habits,
        likeness=Likeness([blocks[i].bare for i in texts]),
        follows=_follows(blocks),
        reports=len(starts),
        headed=(sum(starts) + 1) / (len(starts) + 2),
        headline=_usual_headline(blocks, texts),
    )


def _usual_headline(blocks: Sequence[Block], texts: Sequence[int]) -> float:
    sure = [
        sum(len(block.bare) for block in blocks[above + 1 : below])
        for above, below in pairwise([-1, *texts])
        if below > above + 1 and (above < 0 or opens_report(blocks[below]))
    ]
    return median(sure) if sure else 0.0


def _follows(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """By block: whether headlines stand behind their bodies, told by those articles whose start nobody can miss."""
    bodies: list[str] = []
    places: list[int] = []
    runs: list[list[Block]] = [[]]
    before: Block | None = None
    for block in blocks:
        places.append(max(len(bodies) - 1, 0))
        if block.is_head:
            runs[-1].append(block)
            continue
        flow = block.flow or any(head.flow for head in runs[-1])
        reports = opens_report(block) and not (before and before.role is Role.BYLINE)
        if before is None or flow or reports or marks.CAPTION.match(block.bare) or _ends_caption(before):
            places[-1] = len(bodies)
            bodies.append("")
            runs.append([])
        else:
            runs[-1].clear()
        bodies[-1] += block.bare
        before = block
    follows = headlines_follow(runs, Likeness(bodies))
    return tuple(follows[place] for place in places)
