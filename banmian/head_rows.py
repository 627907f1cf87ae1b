"""Headlines that stand in a row, apart from their bodies, as at the end of a text flow: each is the next body's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from banmian.head_runs import Run, Share, Use, Way

_ROW = 2
"""So many make a row, at least."""
_PARTS = 3
"""Kicker, title and subtitle: blank lines part a headline into no more."""
_IN_ROW = 0.3
"""What their order counts for each, and against those that share no more than ``_SHARED`` with their body."""
_SHARED = 0.15
_LEFT_OVER = 0.3
"""What each part of a row counts that is given to no body."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The best that can be done with the first parts and bodies."""

    fit: float
    before: "_Plan | None" = None
    share: Share | None = None


def in_order(run: Run) -> Way:
    """The best way to give the parts of a run to bodies in the bodies' own order; empty if they are no row."""
    starts = [at for at in range(len(run.lines)) if at == 0 or run.parted(at)]
    count = run.page.likeness.count
    if len(starts) < _ROW or len(starts) > _PARTS * count:
        return ()
    ends = [*starts[1:], len(run.lines)]
    best = [[_Plan(0.0)] * (count + 1)]
    for n in range(1, len(starts) + 1):
        row = [_Plan(-_LEFT_OVER * n)]
        for body in range(count):
            choices = [row[-1], replace(best[n - 1][body + 1], fit=best[n - 1][body + 1].fit - _LEFT_OVER)]
            for first in range(max(n - _PARTS, 0), n):
                share = Share(Use.FAR, starts[first], ends[n - 1], body)
                before = best[first][body]
                choices.append(_Plan(before.fit + _suits(run, share), before, share))
            row.append(max(choices, key=lambda plan: plan.fit))
        best.append(row)
    shares = _shares(best[-1][-1])
    sure = len(shares) >= _ROW and all(_is_sure(run, share) for share in shares)
    return (
        _all_lines(shares, len(run.lines)) if sure and (len(shares) > _ROW or _are_apart(run, shares)) else ()
    )


def _are_apart(run: Run, shares: Sequence[Share]) -> bool:
    """Whether each headline speaks of its own body and hardly of the others': no kicker and its title."""
    likeness, bodies = run.page.likeness, [share.body for share in shares]
    for share in shares:
        words = run.words(share.first, share.end)
        others = max(likeness.share(words, body) for body in bodies if body != share.body)
        if likeness.share(words, share.body) < 2 * others:
            return False
    return True


def _is_sure(run: Run, share: Share) -> bool:
    """Whether a headline suits its body, beside which no other head lines stand."""
    others = {share.body, share.body + 1} - {run.place}
    return run.page.likeness.share(run.words(share.first, share.end), share.body) >= _SHARED and not any(
        run.page.has_heads(place) for place in others
    )


def _suits(run: Run, share: Share) -> float:
    shared = run.page.likeness.share(run.words(share.first, share.end), share.body)
    return shared + (_IN_ROW if shared >= _SHARED else -_IN_ROW)


def _shares(plan: _Plan | None) -> list[Share]:
    shares: list[Share] = []
    while plan:
        if plan.share:
            shares.append(plan.share)
        plan = plan.before
    return shares[::-1]


def _all_lines(shares: Sequence[Share], count: int) -> Way:
    """With the lines between that are nobody's."""
    way: list[Share] = []
    at = 0
    for share in shares:
        if share.first > at:
            way.append(Share(Use.NOBODY, at, share.first, -1))
        way.append(share)
        at = share.end
    if at < count:
        way.append(Share(Use.NOBODY, at, count, -1))
    return tuple(way)
