"""What is seen between each line and the next: signs as those of ``line_signs``, but each may hold by degrees."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np

from banmian.cutting import tears, word_classes
from banmian.line_signs import Floats, Mask, Measures, Signs
from banmian.lines import NEVER_FIRST, OPENERS, Line

Steps = Mapping[str, Floats]
"""By the sign's name: (lines - 1,), how much of it is seen, from 0 to 1."""
_SHAPE = frozenset("：、（）《》")


def cuts_word(before: Line, line: Line) -> bool:
    """Whether the line end between the two stands inside a word of two characters."""
    return before.bare[-1] + line.bare[0] in word_classes()


def in_brackets(before: Line, line: Line) -> bool:
    """Whether the line closes a bracket that the one before has opened."""
    return "）" in line.bare and before.bare.rfind("（") > before.bare.rfind("）")


def _shape(line: Line) -> tuple[int, str]:
    """Where the entries of a list are alike: their spaces, and the marks among their characters."""
    if line.spaced:
        return 0, ""
    return line.text.count(" "), "".join(char for char in line.bare if char in _SHAPE)


def _alike(before: Line, line: Line) -> bool:
    return before.spaced == line.spaced and _shape(before) == _shape(line) != (0, "")


_WORDS: Mapping[str, Callable[[Line, Line], bool]] = {
    "in_brackets": in_brackets,
    "after_comma": lambda before, _: before.bare[-1] in "，、；",
    "after_colon": lambda before, _: before.bare[-1] == "：",
    "open_no_mark": lambda before, _: not before.stops and before.bare[-1].isalnum(),
    "same_shape": _alike,
    "same_first": lambda before, line: before.bare[0] == line.bare[0],
    "same_last": lambda before, line: before.bare[-1] == line.bare[-1],
    "cuts_word": lambda before, line: not before.stops and cuts_word(before, line),
    "tears": lambda before, line: not before.stops and tears(before.bare, line.bare),
    "into_closing": lambda _, line: line.bare[0] in NEVER_FIRST,
    "into_opener": lambda _, line: line.bare[0] in OPENERS,
}
"""By the words and marks of a line and the next."""


@dataclass(frozen=True, slots=True)
class _Between:
    """Each line but the last with the next; all arrays are (lines - 1,)."""

    before: Measures
    line: Measures
    habit: float
    """The share of the page's paragraphs that a blank line ends."""
    short: Floats
    """How short the line before is."""
    first_short: Floats
    """And how short if it lost an indent."""
    above: Signs
    """The signs of the line before."""
    below: Signs
    """Those of the line."""

    @property
    def stops(self) -> Mask:
        return self.before.stops

    @property
    def open(self) -> Mask:
        return ~self.before.stops

    @property
    def gap(self) -> Mask:
        return self.line.gap

    @property
    def narrow(self) -> Mask:
        """Whether the line is narrower than its column, as an indent makes it."""
        lacks = self.line.column_after - self.line.width
        return ~self.line.stretched & (lacks >= 1.2) & (self.line.indent <= 2.8)

    @property
    def as_wide(self) -> Mask:
        return abs(self.before.width - self.line.width) <= 0.5

    @property
    def in_series(self) -> Mask:
        return np.minimum(self.before.series, self.line.series) >= 4


def _degree(short: Floats) -> Floats:
    return np.where(short >= 1.4, np.minimum(short, 6.0) / 6, 0.0)


_SHAPES: Mapping[str, Callable[[_Between], Mask | Floats]] = {
    "any": lambda step: np.full(step.short.shape, True),
    "flow": lambda step: step.line.flow,
    "gap": lambda step: step.gap,
    "no_gap": lambda step: ~step.gap,
    "gap_habit": lambda step: step.gap * step.habit,
    "no_gap_habit": lambda step: ~step.gap * step.habit,
    "open_gap_habit": lambda step: (step.gap & step.open) * step.habit,
    "stops": lambda step: step.stops,
    "open": lambda step: step.open,
    "stops_gap": lambda step: step.stops & step.gap,
    "stops_no_gap": lambda step: step.stops & ~step.gap,
    "open_gap": lambda step: step.gap & step.open,
    "open_no_gap": lambda step: step.open & ~step.gap,
    "short": lambda step: step.short >= 1.4,
    "how_short": lambda step: _degree(step.short),
    "short_stops": lambda step: (step.short >= 1.4) & step.stops,
    "almost_short": lambda step: (step.short >= 0.9) & (step.short < 1.4),
    "full_stops": lambda step: (step.short < 0.9) & step.stops,
    "first_short": lambda step: step.first_short >= 1.4,
    "how_first_short": lambda step: _degree(step.first_short),
    "first_short_stops": lambda step: (step.first_short >= 1.4) & step.stops,
    "first_almost_short": lambda step: (step.first_short >= 0.9) & (step.first_short < 1.4),
    "first_full_stops": lambda step: (step.first_short < 0.9) & step.stops,
    "narrow": lambda step: step.narrow,
    "narrow_stops": lambda step: step.stops & step.narrow,
    "narrow_open": lambda step: step.open & step.narrow,
    "narrow_gap": lambda step: step.gap & step.narrow,
    "gaps_around": lambda step: step.before.gap & step.gap,
    "opens_unstopped": lambda step: step.open & step.below["opens"],
    "as_wide": lambda step: step.as_wide,
    "other_width": lambda step: abs(step.before.width - step.line.width) >= 4,
    "both_spaced": lambda step: step.before.spaced & step.line.spaced,
    "other_column": lambda step: abs(step.before.column - step.line.column_after) > 1.5,
    "open_short": lambda step: (step.short >= 1.4) & step.open,
    "same_row": lambda step: (step.before.row == step.line.row) & (step.line.row >= 4) & ~step.gap,
    "wider": lambda step: step.line.width >= 1.3 * step.before.width,
    "narrower": lambda step: step.before.width >= 1.3 * step.line.width,
    "after_day": lambda step: step.above["day"],
    "after_body": lambda step: step.above["body"],
    "after_writer": lambda step: step.above["writes_in"],
    "into_day": lambda step: step.below["day"],
    "into_name": lambda step: step.below["may_be_byline"],
    "into_body": lambda step: step.below["body"],
    "into_opening": lambda step: step.below["opens"],
    "after_name": lambda step: step.above["may_be_byline"],
    "after_label": lambda step: step.above["label"],
    "as_wide_short": lambda step: step.as_wide & (step.short >= 1.4),
    "both_verse": lambda step: step.before.verse & step.line.verse,
    "both_series": lambda step: step.in_series,
    "series_gap": lambda step: step.in_series & step.gap,
    "both_list_people": lambda step: step.above["lists_people"] & step.below["lists_people"],
    "into_ordinal": lambda step: step.below["ordinal"],
    "stops_ordinal": lambda step: step.stops & step.below["ordinal"],
    "stops_body": lambda step: step.stops & step.below["body"],
    "both_narrow": lambda step: np.maximum(step.before.width, step.line.width) <= 0.6 * step.line.column,
}
"""By the measures and signs of a line and the next."""


def step_signs(lines: Sequence[Line], at: Measures, signs: Signs, habit: float) -> Steps:
    """The signs between each line and the next.

    ``at``, ``signs``: of the same lines. ``habit``: the share of paragraphs' ends that a blank line shows.
    """
    words = {
        name: np.array([sign(before, line) for before, line in pairwise(lines)], np.bool_)
        for name, sign in _WORDS.items()
    }
    before, line = _rows(at, slice(0, -1)), _rows(at, slice(1, None))
    printed = _threes(lines)
    words["joins_elsewhere"] = np.array(
        [_joins(before, line, printed) for before, line in pairwise(lines)], np.bool_
    )
    short = before.short - words.pop("into_opener")  # a bracket may not end a line
    step = _Between(
        before,
        line,
        habit,
        short,
        short - np.where(before.stretched, 0.0, 2.0),
        {name: mask[:-1] for name, mask in signs.items()},
        {name: mask[1:] for name, mask in signs.items()},
    )
    seen = {**words, **{name: sign(step) for name, sign in _SHAPES.items()}}
    return {name: much.astype(np.float64) for name, much in seen.items()}


def _threes(lines: Sequence[Line]) -> Set[str]:
    """All that is printed inside lines, three characters at a time."""
    return {line.bare[i : i + 3] for line in lines for i in range(len(line.bare) - 2)}


def _joins(before: Line, line: Line, printed: Set[str]) -> bool:
    """Whether what stands around a line end stands together elsewhere on the page."""
    around = before.bare[-2:] + line.bare[:2]
    return around[:3] in printed or around[-3:] in printed


def _rows(at: Measures, rows: slice) -> Measures:
    return Measures(**{field.name: getattr(at, field.name)[rows] for field in fields(at)})
