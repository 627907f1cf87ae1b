"""How sure the splitting of each article is, and why: its start, its end, what lies between, its headline.

The odds of starts and ends are those that banmian.boundaries weighed when it parted the page. What is seen of
a headline (``_SIGNS``) is weighed with data/confidence.txt, learned by bench/learn_confidence.py from pages
with gold. An article is as sure as the weakest of the four: where one is wrong, the article is.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from banmian.boundaries import Cut
from banmian.headline_parts import doubt
from banmian.likeness import Likeness
from banmian.lines import Line
from banmian.records import Aspect, Source, Verdict, ranges
from banmian.spacing import standing
from banmian.split import Draft, SplitPage
from banmian.vocabulary import weights

_TELLING = 0.25
"""A sign that counts less, in log odds, is no reason worth giving."""
_REASONS = 3
"""More of them on one side nobody reads."""
_SUITING = 0.6
"""A headline that shares more than this (see ``_suits``) suits its body, one that shares less is strange to it."""
_SECOND = 0.2
"""A headline that shares less than this with a body would not be its own even in the second place."""
_BESIDE = 0.3
"""What it counts for a second headline to belong to the next article, against shared words of 0 to 1."""


@dataclass(frozen=True, slots=True)
class Head:
    """A headline as it was read, held against the body that it was given to."""

    draft: Draft
    shared: float
    """0 to 1: how much of its wording stands in the body."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines, in order."""
        return self.draft.headline.lines()

    @property
    def title(self) -> tuple[Line, ...]:
        """The lines that are neither kicker nor subtitle."""
        return self.draft.headline.title


# ------------------------------------------------------------ what is seen of a headline
def _suits(head: Head) -> float:
    return math.sqrt(head.shared)  # the first shared words tell the most


def _uneven(head: Head) -> bool:
    widths = [line.width for line in head.title]
    return bool(widths) and max(widths) > 1.5 * min(widths)


_SIGNS: Mapping[str, Callable[[Head], float | bool]] = {
    "unprinted": lambda head: not head.title,
    "suits": lambda head: max(_suits(head) - _SUITING, 0.0),
    "strange": lambda head: max(_SUITING - _suits(head), 0.0) if head.title else 0.0,
    # any of its lines may be another part of it than it was taken for, or no part at all
    "under_label": lambda head: head.draft.label is not None,
    "kicker": lambda head: bool(head.draft.headline.kicker),
    "parts_apart": lambda head: any(line.gap for line in head.lines[1:]),
    "many_lines": lambda head: min(max(len(head.lines) - 1, 0), 4),
    "uneven_lines": _uneven,
    "other_parting": lambda head: doubt(head.draft.headline),
    "long_title": lambda head: sum(len(line.bare) for line in head.title) > 24,
    "bracketed": lambda head: any(line.bare[0] in "（(" for line in head.lines),
}


def signs(head: Head) -> dict[str, float]:
    """What is seen of a headline, those signs that are there."""
    seen = {name: float(sign(head)) for name, sign in _SIGNS.items()}
    return {name: value for name, value in seen.items() if value}


def read_heads(drafts: Sequence[Draft], likeness: Likeness) -> list[Head]:
    """The headline of each draft, held against its body."""
    return [Head(draft, likeness.share(_words(draft), k)) for k, draft in enumerate(drafts)]


def likeness_of(drafts: Iterable[Draft]) -> Likeness:
    """How alike the drafts' texts are, headlines not counted."""
    return Likeness(["".join(block.bare for block in draft.blocks) for draft in drafts])


def _words(draft: Draft) -> str:
    return "".join(line.bare for line in draft.headline.lines())


# ------------------------------------------------------------ the verdict on each article
def judge_page(split: SplitPage) -> list[Verdict]:
    """A verdict on each draft of the page, in their order."""
    likeness = likeness_of(split.drafts)
    printed = split.page.printed()
    rivals = _rivals(split.drafts, likeness)
    verdicts: list[Verdict] = []
    for k, head in enumerate(read_heads(split.drafts, likeness)):
        source = Source(split.page.file, ranges(head.draft.owned, printed))
        aspects = (*_parting(split, k), _headline(head))
        verdicts.append(Verdict(source, aspects, rivals[k]))
    return verdicts


def _parting(split: SplitPage, k: int) -> tuple[Aspect, Aspect, Aspect]:
    """Start, end and inside of draft k."""
    parted = split.parted
    first, last = (split.drafts[k].blocks[end].lines[end].number for end in (0, -1))
    start = _aspect("start", parted.cuts[k], first) if k else Aspect("start", 1.0, first, ("opens_page",), ())
    end = Aspect("end", 1.0, last, ("ends_page",), ())
    if k + 1 < len(parted.cuts):
        end = _aspect("end", parted.cuts[k + 1], last)
    passed = parted.passed[k]
    if not passed.line:
        return start, end, Aspect("inside", 1.0, first, ("nothing_inside",), ())
    opposite = Cut(-passed.odds, tuple((name, -count) for name, count in passed.signs), passed.line)
    return start, end, _aspect("inside", opposite, first)


def _aspect(name: str, cut: Cut, line: int) -> Aspect:
    """``line``: where to look if the cut does not say."""
    return Aspect(name, _chance(cut.odds), cut.line or line, *_reasons(dict(cut.signs)))


def _headline(head: Head) -> Aspect:
    count = weights("confidence")
    counts = {name: value * count.get(name, 0.0) for name, value in signs(head).items()}
    lines = head.lines or head.draft.blocks[0].lines
    sure = _chance(sum(counts.values()) + count["always"])
    return Aspect("headline", sure, lines[0].number, *_reasons(counts))


def _chance(odds: float) -> float:
    """Log odds → 0 to 1; rounded, so that every machine orders articles alike."""
    return round(1 / (1 + math.exp(-odds)), 3)


def _reasons(counts: Mapping[str, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(signs for, signs against), the weightiest first."""
    order = sorted(counts, key=lambda name: (-abs(counts[name]), name))
    speaks_for = [name for name in order if counts[name] >= _TELLING]
    against = [name for name in order if counts[name] <= -_TELLING]
    return tuple(speaks_for[:_REASONS]), tuple(against[:_REASONS])


def _rivals(drafts: Sequence[Draft], likeness: Likeness) -> list[str]:
    """For each draft the headline that it would have had in the second place, if any."""
    shares: list[dict[int, float]] = [
        {} for _ in drafts
    ]  # of the headlines beside each draft, and of those like it
    for j, draft in enumerate(drafts):
        if draft.headline.title:
            words = _words(draft)
            beside = {k: likeness.share(words, k) for k in (j - 1, j + 1) if 0 <= k < len(drafts)}
            for k, share in (beside | likeness.alike(words, _SECOND)).items():
                shares[k][j] = share
    return [_rival(drafts, k, shared) for k, shared in enumerate(shares)]


def _rival(drafts: Sequence[Draft], k: int, shares: Mapping[int, float]) -> str:
    """``shares``: headline → what draft k has of its wording."""
    own = drafts[k].headline
    suits = {
        j: share + _BESIDE * (abs(j - k) == 1) for j, share in shares.items() if drafts[j].headline != own
    }
    best = max(suits, key=lambda j: (suits[j], -j), default=k)
    if best == k or shares[best] < _SECOND:
        return ""
    return " ".join(standing(line.text) for line in drafts[best].headline.title)
