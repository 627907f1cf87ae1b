"""Where one article ends and the next begins, told by bylines, captions, flows and the words around head lines.

Between any two paragraphs of a page an article may end. What is seen there (see :mod:`banmian.gaps`) is weighed with
data/boundaries.txt, learned by bench/learn_boundaries.py from pages with gold; the sum is the logarithm
of the odds that two articles meet, so that every decision can say how sure it is, and why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from banmian import marks
from banmian.blocks import Block, Role
from banmian.gaps import BRIEF, Gap, Habits, PageHabits, photographed, printed, signs
from banmian.headline_habit import headlines_follow
from banmian.likeness import Likeness, pairs
from banmian.openings import ends_caption, is_photo, opens_report
from banmian.vocabulary import weights

_NEAR, _OPENING, _GOES_ON = 400, 300, 500
"""Characters above and below a place that are held against each other."""
_CERTAIN = 9.0


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
        and photographed(gap)
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
    heads = [printed(blocks[a + 1 : z]) for a, z in pairwise(texts)]
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


def _words_below(blocks: Sequence[Block], at: int) -> tuple[str, str]:
    """How the text below a place opens, and how it goes on up to the next head lines or byline."""
    goes_on = ""
    for block in (blocks[i] for i in range(at + 1, len(blocks))):
        if len(goes_on) >= _GOES_ON or block.is_head or opens_report(block):
            break
        goes_on += block.bare
    opening = blocks[at].bare
    return (opening if len(opening) >= BRIEF else (opening + goes_on)[:200])[:_OPENING], goes_on


def _read_page(blocks: Sequence[Block], texts: Sequence[int], habits: Habits) -> PageHabits:
    starts = [
        blocks[below - 1].is_head
        for above, below in pairwise(texts)
        if opens_report(blocks[below]) and not opens_report(blocks[above])
    ]
    return PageHabits(
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
        if before is None or flow or reports or marks.CAPTION.match(block.bare) or ends_caption(before):
            places[-1] = len(bodies)
            bodies.append("")
            runs.append([])
        else:
            runs[-1].clear()
        bodies[-1] += block.bare
        before = block
    follows = headlines_follow(runs, Likeness(bodies))
    return tuple(follows[place] for place in places)
