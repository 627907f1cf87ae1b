"""Whose headline is it? Headlines and bodies of a page are matched over the whole page at once.

A headline stands behind its body, before it, in another text flow, or nowhere. Where it stands is a
habit of the page, learned from the page; what it says, shared with one body more than with the
others, overrules the habit.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from banmian import marks
from banmian.blocks import Block, Role
from banmian.headline_parts import Headline, read_headline
from banmian.likeness import Likeness
from banmian.line_signs import LABEL_WIDTH
from banmian.lines import Line
from banmian.people import is_name

BESIDE = 0.9
"""What the page's habit counts, against shared words of 0 to 1."""
OTHER_SIDE = 0.2
FAR = 0.5
"""A headline is given to a body elsewhere only if they share this much."""
ANOTHER_HEADLINE = 0.7
"""A run of head lines is parted in two only if that brings more than this."""
STRANGE = 0.34
"""A label shares less than this with the articles around it."""
_STRANGE_LABEL = 6
_SMALL_LABEL = 5.0
"""What no word betrays is no wider: beside a headline that stands behind its body; where no blank line parts it."""
_SMALL = 0.7
_UNSAID = 0.1
"""A label that no word betrays and no blank line parts is no wider than this, in characters, and beside the head
line that it stands with; and hardly anything of it is said in the articles around it."""
_MOST_LIKELY = 3
"""Bodies elsewhere on the page that a headline is held against, the likest first."""
_TWO_HEADLINES = 24
"""Two headlines have no more lines; more of them are a list."""
_NO_FIT = -9.0


@dataclass(frozen=True, slots=True)
class Matched:
    """What the head lines between bodies turned out to be."""

    headlines: dict[int, Headline]
    """body → its headline"""
    endings: dict[int, tuple[Line, ...]]
    """body → lines that end it: a signature, the body that signs a notice, verse"""
    labels: dict[int, Line]
    """body → the column label that stands over it"""


def headlines_follow(runs: Sequence[Sequence[Block]], likeness: Likeness) -> tuple[bool, ...]:
    """Whether headlines stand behind their bodies, at each run; ``runs[k]`` stands before body k.

    That is a habit of the page or of a part of it: between one run and the next it seldom changes.
    """
    votes = [_vote(run, k, likeness) for k, run in enumerate(runs)]
    votes[0] = _OPENS if _has_headline(runs[0]) else _OPENS_WITHOUT
    votes[-1] = _ENDS if _has_headline(runs[-1]) else _ENDS_WITHOUT
    so_far = {False: 0.0, True: 0.0}  # the votes for the best habits up to here, by the last of them
    steps: list[dict[bool, bool]] = []  # at each run: habit → the one before it; of equals, behind
    for vote in votes:
        before = {
            follow: so_far[True] - _CHANGES * (not follow) >= so_far[False] - _CHANGES * follow
            for follow in so_far
        }
        so_far = {
            follow: so_far[old] - _CHANGES * (old is not follow) + (vote if follow else -vote) / 2
            for follow, old in before.items()
        }
        steps.append(before)
    follows = [so_far[True] > so_far[False]]
    for before in reversed(steps[1:]):
        follows.append(before[follows[-1]])
    return tuple(reversed(follows))


def _vote(run: Sequence[Block], k: int, likeness: Likeness) -> float:
    """What speaks for the headline above a run's end and against the one below, by its words."""
    if run and run[0].flow:
        return 0.0
    text = "".join(block.bare for block in run)
    lean = likeness.share(text, k - 1) - likeness.share(text, k)
    return lean + (_LEANS if lean > _CLEAR else -_LEANS if lean < -_CLEAR else 0.0)


_CHANGES = 0.8
"""What speaks against a change of the habit from one run to the next."""
_OPENS, _OPENS_WITHOUT = -2.0, 1.0
_ENDS, _ENDS_WITHOUT = 1.5, 0.0
_LEANS, _CLEAR = 0.4, 0.1
"""What it counts that head lines share words with one neighbour, however many, and from which difference on."""


def _has_headline(run: Sequence[Block]) -> bool:
    return any(block.role is Role.HEAD for block in run)


@dataclass(frozen=True, slots=True)
class _Run:
    """Head lines between two bodies, without what ends the one and what is a label."""

    place: int
    """The number of the body below them."""
    lines: tuple[Line, ...]
    follow: bool
    """Headlines stand behind their bodies here."""
    turns: bool
    """Above here headlines stand behind their bodies, below before them: there may be two here."""

    @property
    def usual(self) -> int:
        """The body that the page's habit gives the lines to."""
        return self.place - 1 if self.follow and not self.opens_flow else self.place

    @property
    def beside(self) -> tuple[int, int]:
        """The bodies next to the lines; a flow that opens with a headline has none above."""
        return (self.place, self.place) if self.follow and self.opens_flow else (self.place - 1, self.place)

    @property
    def opens_flow(self) -> bool:
        """Whether a text flow of the page starts with the lines."""
        return self.lines[0].flow


_Given = tuple[tuple[int, tuple[Line, ...]], ...]
"""(body, lines) pairs: one way to give a run's lines away"""


def match_headlines(
    bodies: Sequence[Sequence[Block]],
    runs: Sequence[Sequence[Block]],
    likeness: Likeness,
    *,
    follows: Sequence[bool],
) -> Matched:
    """Give each run's lines to bodies: as headline, ending or label; ``follows``: by :func:`headlines_follow`."""
    endings: dict[int, tuple[Line, ...]] = {}
    labels: dict[int, Line] = {}
    heads: list[_Run] = []
    printed = Counter(line.bare for blocks in runs for block in blocks for line in block.lines)
    repeated = {bare for bare, times in printed.items() if times > 1}
    for place, (blocks, follow) in enumerate(zip(runs, follows, strict=True)):
        lines = [line for block in blocks for line in block.lines]
        named = [block.lines[0] for block in blocks if block.role is Role.LABEL]
        label = (
            lines.index(named[-1])
            if named
            else _label(lines, place, likeness, follow=follow, repeated=repeated)
        )
        if label is not None:
            below = (not follow or label == len(lines) - 1) and place < len(bodies)
            labels[place if below else max(place - 1, 0)] = lines.pop(label)
        next_body = bodies[place] if place < len(bodies) else ()
        ending = _ending(lines, bodies[place - 1], next_body, follow=follow) if place else 0
        if ending:
            endings[place - 1] = tuple(lines[:ending])
        if lines[ending:]:
            turns = follows[max(place - 1, 0)] and not follows[min(place + 1, len(runs) - 1)]
            heads.append(_Run(place, tuple(lines[ending:]), follow, turns))
    given = _assign(heads, len(bodies), likeness)
    return Matched({body: read_headline(lines) for body, lines in given.items()}, endings, labels)


def _ending(lines: Sequence[Line], body: Sequence[Block], below: Sequence[Block], *, follow: bool) -> int:
    """How many lines of a run end the body above it; ``below``: the one under it."""
    kept = 1 if follow else 0
    verse = next((n for n, line in enumerate(lines) if line.gap), 0) if body[-1].role is Role.LINES else 0
    if verse:
        return verse  # it goes on up to the blank line above the next headline
    dated = next((n for n, line in enumerate(lines[:_SIGNERS], 1) if marks.FULL_DATE.fullmatch(line.bare)), 0)
    if dated and all(len(line.bare) <= _SIGNATURE for line in lines[:dated]):
        return dated
    count = 0
    while count < len(lines) and marks.LETTER_END.fullmatch(lines[count].bare):
        count += 1
    if count or marks.LETTER_END.fullmatch(body[-1].bare):
        return min(count + 1, len(lines) - kept)
    if len(lines) > kept and _signs_notice(lines, body):
        wrapped = not marks.ORGANISATION.fullmatch(lines[0].bare)
        return 1 + wrapped
    writes = bool(lines) and marks.WRITES_IN.fullmatch(lines[0].bare) and _is_letter(body)
    named = bool(lines) and not follow and _is_named_above(lines[0].bare, body, below)
    return 1 if writes or named else 0


_SIGNERS = 4
"""No letter or notice has more lines below it."""
_SIGNATURE = 24
"""Nor longer ones, in characters."""


_NAMED = 5
"""Shorter words are named by chance, in characters."""


def _is_letter(body: Sequence[Block]) -> bool:
    return any(marks.LETTER.match(line.bare) for line in body[0].lines[:1]) or bool(
        marks.ADDRESSED.match(body[0].bare)
    )


def _is_named_above(bare: str, body: Sequence[Block], below: Sequence[Block]) -> bool:
    """Whether the text above names in full what a line names, and the text below does not: it signs the one above."""
    reports = any(marks.LEAD.match(block.bare) for block in body[:1])
    return (
        len(bare) >= _NAMED
        and not reports
        and any(bare in block.bare for block in body)
        and not any(bare in block.bare for block in below)
    )


def _signs_notice(lines: Sequence[Line], body: Sequence[Block]) -> bool:
    """Whether a notice ends with the name of the body that gives it."""
    names = [lines[0].bare, "".join(line.bare for line in lines[:2] if not line.gap or line is lines[0])]
    if not any(marks.ORGANISATION.fullmatch(name) for name in names):
        return False
    text = "".join(block.bare for block in body)
    below = "".join(line.bare for line in lines[1:])
    return bool(marks.NOTICE.search(below) or marks.NOTICE_WORDS.search(text)) and not marks.LEAD.match(text)


def _label(
    lines: Sequence[Line], place: int, likeness: Likeness, *, follow: bool, repeated: Set[str]
) -> int | None:
    """Which line of a run is a column's label, if any; ``repeated``: head lines that the page prints twice."""
    narrow = [i for i, line in enumerate(lines) if _may_be_label(line)]
    narrow = [i for i in narrow if not any(marks.SUBTITLE.match(line.bare) for line in lines[i + 1 : i + 2])]
    for i in narrow:
        bare = lines[i].bare
        if marks.COLUMN_WORDS.search(bare) or marks.MARKED_LABEL.fullmatch(bare) or bare in repeated:
            return i
    # one that no word betrays stands over the next article, or above its own headline
    last = len(lines) - 1
    for i in [last, 0] if follow and last > 0 and not lines[0].flow else range(min(len(lines), 1)):
        if i in narrow and _is_strange_label(lines, i, place, likeness, follow=follow):
            return i
    return None


def _is_strange_label(lines: Sequence[Line], i: int, place: int, likeness: Likeness, *, follow: bool) -> bool:
    """Whether the articles around a line say nothing of it, and blank lines part it from other head lines."""
    line = lines[i]
    if len(lines) == 1:
        return follow and place == 0 and _said(line, place, likeness) < STRANGE
    above, below = lines[i - 1 : i], lines[i + 1 : i + 2]
    parted = (not above or line.gap or line.flow) and all(other.gap or other.flow for other in below)
    if parted and (below or follow):
        if follow and len(line.bare) > _STRANGE_LABEL:
            return False  # rather the first or last line of the headline that stands behind its body
        return _said(line, place, likeness) < STRANGE
    beside = below or above
    small = line.width <= _SMALL_LABEL and line.width <= _SMALL * beside[0].width
    return small and not follow and i == 0 and _said(line, place, likeness) < _UNSAID


def _said(line: Line, place: int, likeness: Likeness) -> float:
    """How much of a head line the articles around it say."""
    return max(likeness.share(line.bare, body) for body in (place - 1, place))


def _may_be_label(line: Line) -> bool:
    return not (
        line.width > LABEL_WIDTH
        or line.bare[-1] in "！？!?”」：:"
        or marks.ORGANISATION.fullmatch(line.bare)
        or marks.BRACKETED.fullmatch(line.bare)
        or marks.FULL_DATE.fullmatch(line.bare)
        or marks.NOTICE.search(line.bare)
        or "，" in line.bare
        or marks.SUBTITLE.match(line.bare)
        or line.bare[-1] in "）)"
        or is_name(line.bare)
    )


def _assign(runs: Sequence[_Run], bodies: int, likeness: Likeness) -> dict[int, tuple[Line, ...]]:
    """body → its headline: the best way to give all runs away at once, no body two headlines."""
    ways = [list(_ways(run, bodies, likeness)) for run in runs]
    last = {body: n for n, choices in enumerate(ways) for way, _ in choices for body, _ in way}
    # bodies that no later run wants need not be told apart, so that few plans are left at each run
    plans: dict[frozenset[int], _Plan] = {frozenset(): _Plan(0.0)}
    for n, choices in enumerate(ways):
        found: dict[frozenset[int], _Plan] = {}
        for taken, plan in plans.items():
            for way, fit in [((), _NOBODY_S), *choices]:
                theirs = {body for body, _ in way}
                left = frozenset(body for body in taken | theirs if last[body] > n)
                known = found.get(left)
                if not taken & theirs and (known is None or plan.fit + fit > known.fit):
                    found[left] = _Plan(plan.fit + fit, plan, way)
        best = sorted(found.items(), key=lambda item: (-item[1].fit, sorted(item[0])))
        plans = dict(best[:_PLANS])
    given: dict[int, tuple[Line, ...]] = {}
    step: _Plan | None = max(plans.values(), key=lambda plan: plan.fit)
    while step:
        given.update(step.way)
        step = step.before
    return given


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is given away so far."""

    fit: float
    before: "_Plan | None" = None
    way: _Given = ()


_NOBODY_S = -1.0
"""Lines that go to no body are lost to the reader: a body that they hardly suit is better, one whose own
headline would have to give way is not."""
_PLANS = 64
"""No more are followed from run to run; pages hardly need ten."""


def _ways(run: _Run, bodies: int, likeness: Likeness) -> Iterator[tuple[_Given, float]]:
    """(way, how well it fits): the run whole to one body, or parted between two, at a blank line or where it turns.

    The bodies are its neighbours, or some like it.
    """

    def likely(lines: Sequence[Line]) -> list[int]:
        shares = likeness.alike("".join(line.bare for line in lines), FAR)
        far = sorted(shares, key=lambda body: (-shares[body], body))[:_MOST_LIKELY]
        return sorted({*far, *(body for body in run.beside if 0 <= body < bodies)})

    for way in _partings(run, likely):
        fit = _fit(run, way, likeness)
        if fit > _NO_FIT:
            yield way, fit
    row = _in_order(_parts(run.lines), likeness)
    if len(row.way) > _ROW or (len(row.way) == _ROW and _are_apart(row.way, likeness)):
        yield row.way, row.fit


def _are_apart(way: _Given, likeness: Likeness) -> bool:
    """Whether each headline speaks of its own body and hardly of the others': no kicker and its title."""
    bodies = [body for body, _ in way]
    for own, lines in way:
        words = "".join(line.bare for line in lines)
        others = max(likeness.share(words, body) for body in bodies if body != own)
        if likeness.share(words, own) < max(_SHARED, 2 * others):
            return False
    return True


def _parts(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines that no blank line parts, together."""
    starts = [at for at, line in enumerate(lines) if at == 0 or line.gap or line.flow]
    return [tuple(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


_ROW = 2
"""Headlines that stand together, apart from their bodies, are so many at least; two of them must be told by their words."""
_ROW_PARTS = 3
"""Kicker, title and subtitle: blank lines part a headline into no more."""
_IN_ROW = 0.3
"""What their order counts for each, and against those that share no more than ``_SHARED`` with their body."""
_SHARED = 0.15
_LEFT_OVER = 0.3
"""What each part of a row counts that is given to no body."""


def _in_order(parts: Sequence[tuple[Line, ...]], likeness: Likeness) -> _Plan:
    """The best way to give the parts to bodies in the bodies' own order, as at the end of a text flow."""
    count = likeness.count
    if len(parts) < _ROW or len(parts) > _ROW_PARTS * count:
        return _Plan(_NO_FIT)
    best = [[_Plan(0.0)] * (count + 1)]
    for n in range(1, len(parts) + 1):
        row = [_Plan(-_LEFT_OVER * n)]
        for body in range(count):
            choices = [row[-1], _left_over(best[n - 1][body + 1])]
            for first in range(max(n - _ROW_PARTS, 0), n):
                lines = tuple(line for part in parts[first:n] for line in part)
                share = likeness.share("".join(line.bare for line in lines), body)
                fit = share + (_IN_ROW if share >= _SHARED else -_IN_ROW)
                before = best[first][body]
                choices.append(_Plan(before.fit + fit, before, (*before.way, (body, lines))))
            row.append(max(choices, key=lambda plan: plan.fit))
        best.append(row)
    return best[-1][-1]


def _left_over(plan: _Plan) -> _Plan:
    return replace(plan, fit=plan.fit - _LEFT_OVER)


def _partings(run: _Run, likely: Callable[[Sequence[Line]], Sequence[int]]) -> Iterator[_Given]:
    for body in likely(run.lines):
        yield ((body, run.lines),)
    for at in range(1, len(run.lines) if len(run.lines) <= _TWO_HEADLINES else 0):
        if run.lines[at].gap or run.lines[at].flow or run.turns:
            upper, lower = run.lines[:at], run.lines[at:]
            yield from (((a, upper), (b, lower)) for a in likely(upper) for b in likely(lower) if a != b)


def _fit(run: _Run, way: _Given, likeness: Likeness) -> float:
    """How well a way to give the run's lines away fits words and habit."""
    total = -ANOTHER_HEADLINE * (len(way) - 1)
    for n, (body, lines) in enumerate(way):
        words = "".join(line.bare for line in lines)
        share = likeness.share(words, body)
        if body not in run.beside and share < FAR:
            return _NO_FIT
        if likeness.share(words, way[n - 1][0]) > share:
            return _NO_FIT  # these lines would rather go with the others
        total += share
        if run.turns and len(way) > 1 and body == run.place - 1 + n:
            total += BESIDE
        elif body == run.usual:
            others = (likeness.share(words, other) for other in run.beside if other != body)
            torn = share == 0 and max(others, default=0.0) >= _CLEAR
            total += OTHER_SIDE if torn or (run.opens_flow and run.follow) else BESIDE
        elif body in run.beside:
            usual = likeness.share(words, run.usual)
            total += OTHER_SIDE if share >= FAR or (usual == 0 and share >= _CLEAR) else -BESIDE
    return total
