"""Whose headline is it? The head lines between the bodies of a page are given away over the whole page at once.

A headline stands behind its body, before it, in another text flow, or nowhere; a label and a signature stand among
headlines. Every way to give a run of lines away (``head_runs``) is weighed by what is seen of it (``head_signs`` ×
data/matching.txt, learned by bench/learn_matching.py), with the side that the headline before stood on; the best
plan is taken in which no body has two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from banmian.head_rows import in_order
from banmian.head_runs import HEADLINES, PageOfRuns, Run, Share, Use, Way, ways
from banmian.head_signs import signs
from banmian.headline_parts import Headline, read_headline
from banmian.lines import Line
from banmian.vocabulary import weights

_SURE = 9.0
"""What speaks for a row of headlines that suit bodies without any, in their order."""
_PLANS = 64
"""No more are followed from run to run; pages hardly need ten."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What the head lines between bodies turned out to be."""

    headlines: dict[int, Headline]
    """body → its headline"""
    endings: dict[int, tuple[Line, ...]]
    """body → lines that end it: a signature, the body that signs a notice, verse"""
    labels: dict[int, Line]
    """body → the column label that stands over it"""


def match_headlines(page: PageOfRuns) -> Matched:
    """Give each run's lines to bodies: as headline, ending or label."""
    given = _best_plan(page)
    matched = Matched({}, {}, {})
    for run, share in given:
        lines = run.lines[share.first : share.end]
        if share.use in HEADLINES:
            matched.headlines[share.body] = read_headline(lines)
        elif share.use is Use.ENDING:
            matched.endings[share.body] = lines
        elif share.use is Use.LABEL:
            matched.labels[share.body] = lines[0]
    return matched


@dataclass(frozen=True, slots=True)
class _Choice:
    """A way to give a run away."""

    way: Way
    odds: float
    """What speaks for it."""
    headed: frozenset[int]
    """The bodies that it gives a headline."""
    sides: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is given away so far."""

    odds: float
    before: "_Plan | None" = None
    run: Run | None = None
    way: Way = ()


def sides(way: Way) -> tuple[Use, ...]:
    """On which sides of its bodies a way leaves headlines, in their order."""
    return tuple(share.use for share in way if share.use in (Use.ABOVE, Use.BELOW))


def _best_plan(page: PageOfRuns) -> list[tuple[Run, Share]]:
    choices = [_weigh(run) for run in page.runs]
    last = {body: n for n, some in enumerate(choices) for choice in some for body in choice.headed}
    # bodies that no later run wants need not be told apart, so that few plans are left at each run
    plans: dict[tuple[frozenset[int], Use | None], _Plan] = {(frozenset(), None): _Plan(0.0)}
    for n, (run, some) in enumerate(zip(page.runs, choices, strict=True)):
        found: dict[tuple[frozenset[int], Use | None], _Plan] = {}
        for (taken, side), plan in plans.items():
            for choice in some:
                if not taken.isdisjoint(choice.headed):
                    continue
                left = frozenset(body for body in taken | choice.headed if last[body] > n)
                key = left, choice.sides[-1] if choice.sides else side
                total = plan.odds + choice.odds + _changes(side, choice.sides)
                if key not in found or total > found[key].odds:
                    found[key] = _Plan(total, plan, run, choice.way)
        best = sorted(found.items(), key=lambda item: (-item[1].odds, sorted(item[0][0])))
        plans = dict(best[:_PLANS])
    given: list[tuple[Run, Share]] = []
    step: _Plan | None = max(plans.values(), key=lambda plan: plan.odds)
    while step and step.run:
        given += [(step.run, share) for share in step.way]
        step = step.before
    return given


def _weigh(run: Run) -> list[_Choice]:
    row = in_order(run)
    if row:
        return [_choice(row, _SURE), _choice((Share(Use.NOBODY, 0, len(run.lines), -1),), 0.0)]
    count = weights("matching")
    known: dict[Share, float] = {}
    choices = []
    for way in ways(run):
        for share in way:
            if share not in known:
                known[share] = sum(value * count.get(name, 0.0) for name, value in signs(run, share).items())
        choices.append(_choice(way, sum(known[share] for share in way)))
    return choices


def _choice(way: Way, odds: float) -> _Choice:
    headed = frozenset(share.body for share in way if share.use in HEADLINES)
    return _Choice(way, odds, headed, sides(way))


def _changes(before: Use | None, here: Sequence[Use]) -> float:
    """What the sides of headlines count, by the side of the one before: pages keep to their habit."""
    count, total = weights("matching"), 0.0
    for side in here:
        total += count.get(change(before, side), 0.0)
        before = side
    return total


def change(before: Use | None, side: Use) -> str:
    """The sign of a headline's side, by the side of the one before."""
    return f"{before.value if before else 'first'}/then/{side.value}"
