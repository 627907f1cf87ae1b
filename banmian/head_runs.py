"""The head lines between two bodies, and the ways to give them away: to the one above, the one below, to one elsewhere
on the page, to a column as its label, or to nobody."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from banmian import marks
from banmian.blocks import Block, Role
from banmian.likeness import Likeness
from banmian.lines import Line


class Use(Enum):
    """What some head lines are for."""

    ABOVE = "above"
    """The headline of the body above them."""
    BELOW = "below"
    """The headline of the body below them."""
    FAR = "far"
    """The headline of a body elsewhere."""
    ENDING = "ending"
    """The last lines of the body above: a signature, a day, verse."""
    LABEL = "label"
    """The label of the column that a body stands in."""
    NOBODY = "nobody"


HEADLINES = (Use.ABOVE, Use.BELOW, Use.FAR)


class Share(NamedTuple):
    """Some lines of a run and what they are for."""

    use: Use
    first: int
    end: int
    """The lines from ``first`` to before ``end``."""
    body: int
    """Whose they are; -1 for nobody's."""


Way = tuple[Share, ...]
"""One way to give all lines of a run away, in their order."""


@dataclass(frozen=True, eq=False)
class Run:
    """Head lines between two bodies of a page."""

    place: int
    """The number of the body below them."""
    lines: tuple[Line, ...]
    roles: tuple[Role, ...]
    """Of each line."""
    page: "PageOfRuns"

    @property
    def above(self) -> int | None:
        """The number of the body above, if any."""
        return self.place - 1 if self.place else None

    @property
    def below(self) -> int | None:
        """The number of the body below, if any."""
        return self.place if self.place < len(self.page.bodies) else None

    @property
    def follow(self) -> bool:
        """Whether headlines stand behind their bodies here, as far as the page's habit tells."""
        return self.page.follows[self.place]

    def words(self, first: int, end: int) -> str:
        """Some lines as one text."""
        return "".join(line.bare for line in self.lines[first:end])

    def parted(self, at: int) -> bool:
        """Whether a blank line or a new flow stands before a line; or, behind the last, before the body below."""
        if at < len(self.lines):
            return self.lines[at].gap or self.lines[at].flow
        if self.below is None:
            return True
        return self.page.bodies[self.below][0].gap

    def names_column(self, at: int) -> bool:
        """Whether words say that a line is a label."""
        return self.roles[at] is Role.LABEL or bool(marks.COLUMN_WORDS.search(self.lines[at].bare))

    def flows(self, at: int) -> bool:
        """Whether a text flow starts there."""
        if at < len(self.lines):
            return self.lines[at].flow
        return self.below is not None and self.page.bodies[self.below][0].flow


@dataclass(frozen=True, eq=False)
class PageOfRuns:
    """The bodies of a page with the head lines between them."""

    bodies: Sequence[Sequence[Block]]
    blocks: Sequence[Sequence[Block]]
    """``blocks[k]`` stand before body k; the last follow all."""
    likeness: Likeness
    """Of the bodies."""
    follows: Sequence[bool]
    """By run: whether the page's habit is to have headlines behind their bodies there."""

    @cached_property
    def runs(self) -> list[Run]:
        """Those with any lines."""
        return [
            Run(
                place,
                tuple(line for block in blocks for line in block.lines),
                tuple(block.role for block in blocks for _ in block.lines),
                self,
            )
            for place, blocks in enumerate(self.blocks)
            if blocks
        ]

    @cached_property
    def repeated(self) -> Set[str]:
        """Head lines that the page prints more than once."""
        printed = Counter(line.bare for run in self.runs for line in run.lines)
        return {bare for bare, times in printed.items() if times > 1}

    @cached_property
    def bare(self) -> list[int]:
        """The bodies without head lines beside them."""
        return [k for k in range(len(self.bodies)) if not (self.blocks[k] or self.blocks[k + 1])]

    def gives_notice(self, body: int) -> bool:
        """Whether a body words a notice."""
        return bool(marks.NOTICE_WORDS.search(self.texts[body]))

    @cached_property
    def texts(self) -> list[str]:
        """The bodies as texts."""
        return ["".join(block.bare for block in body) for body in self.bodies]

    def has_heads(self, place: int) -> bool:
        """Whether head lines stand before a body, or behind the last."""
        return 0 <= place < len(self.blocks) and bool(self.blocks[place])


_ELSEWHERE = 0.5
"""A headline is held against a body elsewhere only if they share this much."""
_NEAR = 0.15
"""Or so much, where no head lines stand beside it."""
_MOST_LIKELY = 3
"""Bodies elsewhere on the page that a headline is held against, the likest first."""
_MOST_LINES = 24
"""More lines are a list, and are not parted."""
_CLOSE = 6
"""Where there are no more lines, they may be parted in two headlines at any line."""
_KEPT = 1024
"""So many lines are looked at once only; the ways of a run share them."""
_ENDING = 6
"""No more lines end a body."""
_LABEL_WIDTH = 16.0
"""No label is wider, in characters."""


def ways(run: Run) -> Iterator[Way]:
    """All ways that are worth weighing."""
    count = len(run.lines)
    may_end = run.above is not None and count <= _MOST_LINES
    for ending in range(min(count, _ENDING) + 1 if may_end else 1):
        start = (Share(Use.ENDING, 0, ending, run.place - 1),) if ending else ()
        yield from ((*start, *rest) for rest in _rest(run, ending))


def _rest(run: Run, first: int) -> Iterator[Way]:
    """What the lines may be that do not end the body above."""
    count = len(run.lines)
    if first == count:
        yield ()
        return
    for turn in range(first, count + 1):
        if turn in (first, count) or _may_turn(run, turn):
            yield from (
                (*upper, *lower)
                for upper in _leaning(run, Use.ABOVE, first, turn)
                for lower in _leaning(run, Use.BELOW, turn, count)
            )
            yield from (
                (*upper, far)
                for far in _far(run, turn, count)
                for upper in _leaning(run, Use.ABOVE, first, turn)
            )
            if turn != count:
                yield from (
                    (far, *lower)
                    for far in _far(run, first, turn)
                    for lower in _leaning(run, Use.BELOW, turn, count)
                )


def _may_turn(run: Run, at: int) -> bool:
    return len(run.lines) <= _MOST_LINES and (
        run.parted(at)
        or len(run.lines) <= _CLOSE
        or run.roles[at] is Role.LABEL
        or run.roles[at - 1] is Role.LABEL
    )


def _leaning(run: Run, use: Use, first: int, end: int) -> Iterator[Way]:
    """What lines may be that lean to one body: its headline, with a label or without, or nobody's."""
    body = run.above if use is Use.ABOVE else run.below
    if first == end:
        yield ()
    if first == end or body is None:
        return
    is_day = all(marks.FULL_DATE.fullmatch(line.bare) for line in run.lines[first:end])
    if not is_day:
        yield (Share(use, first, end, body),)
    if is_day or use is Use.ABOVE or first == 0 or end - first == 1:
        yield (Share(Use.NOBODY, first, end, -1),)
    for at in dict.fromkeys((first, end - 1)):
        if run.lines[at].width <= _LABEL_WIDTH:
            label = Share(Use.LABEL, at, at + 1, body)
            if end - first > 1:
                rest = Share(use, at + 1, end, body) if at == first else Share(use, first, at, body)
                yield (label, rest) if at == first else (rest, label)
            elif run.names_column(at) or not _bares(run, body):
                yield (label,)


def _bares(run: Run, body: int) -> bool:
    """Whether a body would have a label and no headline if the run's only line were one."""
    return len(run.lines) == 1 and not any(
        run.page.has_heads(place) for place in (body, body + 1) if place != run.place
    )


@lru_cache(_KEPT)
def _far(run: Run, first: int, end: int) -> tuple[Share, ...]:
    """Whose headline elsewhere some lines may be."""
    words, page = run.words(first, end), run.page
    if first == end or marks.FULL_DATE.fullmatch(words):
        return ()
    shares = page.likeness.alike(words, _ELSEWHERE)
    likely = sorted(shares, key=lambda body: (-shares[body], body))[:_MOST_LIKELY]
    notice = bool(marks.NOTICE.search(words))
    for body in page.bare:
        share = page.likeness.share(words, body)
        if body not in likely and (share >= _NEAR or (notice and page.gives_notice(body))):
            likely.append(body)
    beside = (run.place - 1, run.place)
    return tuple(Share(Use.FAR, first, end, body) for body in likely if body not in beside)
