"""On which side of its article a page prints a headline: a habit of the page, or of a part of it."""

from collections.abc import Sequence

from banmian.blocks import Block, Role
from banmian.likeness import Likeness


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
