"""What is seen of a line, and between a line and the next: the signs that costs and learned corrections are for.

The tables of ``roles`` say by the signs' names what a typesetter knows. How much each sign counts beyond that is
learned from pages with gold, by bench/learn_roles.py, and stands in data/roles.txt.
"""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from banmian import marks
from banmian.cutting import word_classes
from banmian.lines import NEVER_FIRST, OPENERS, Line
from banmian.people import is_name, may_be_byline

ROLES = ("FIRST", "NEXT", "HEAD", "BYLINE", "CREDIT", "FURNITURE", "ITEM", "LABEL")
"""The names of ``roles.State``, in its order."""
BULLETS = "▲△▼●○■□◆◇★☆◎※•"
_CLOCK = re.compile(r"\d[:：]\d\d")
_PHONE = re.compile(r"\d{7,}|\d{3,4}[-—]\d{7,8}")
_COMMAS = re.compile("[，；、]")
_MARKS = re.compile("[，；、。]")
_PAIRED = re.compile("[《》（）“”]")
_ASKS = re.compile("[^，。：“”]{4,20}[？！]")
"""A question or a cry, without any other mark."""
_NAMES_IN_ROW = re.compile(r"[^：:]{2,10}[：:] ?(?:\S{1,4} ){2,}\S{1,4}")
_PEOPLE_LISTED = re.compile(r"[^：:，。]{2,14}[：:](?:[\u4e00-\u9fff]{2,4}、)*[\u4e00-\u9fff]{2,4}")
_PEOPLE_ONLY = re.compile(r"(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{0,4}")
_REACHES = re.compile("电话|热线|邮箱|地址|报名|咨询|联系人|邮编")
LABEL_WIDTH = 8
"""Labels such as 读者来信 are no wider, in characters."""
KEPT = 4096
"""The costs of so many sets of signs are kept: most lines show the same as others."""


def _any(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))


_OPENS = _any(marks.LEAD, marks.CONTINUES, marks.CAPTION)
_ENTRY = _any(marks.LETTER_END, marks.ANSWER, marks.LETTER, marks.ENTRY)
"""How an entry opens: of a list, a letter, an interview."""


def opens(line: Line) -> bool:
    """Whether the line opens a report or a caption."""
    return bool(_OPENS.match(line.bare))


def lists_names(line: Line) -> bool:
    """Whether names stand in a row behind a colon, parted by spaces."""
    return bool(_NAMES_IN_ROW.fullmatch(line.text))


@lru_cache(2)  # asked of a line, and once more of the line before the next
def is_body(line: Line) -> bool:
    """Whether the line is a body's name, and nothing else."""
    return bool(marks.ORGANISATION.fullmatch(line.bare))


def names_a_body(line: Line) -> bool:
    """Whether the line is a body's name and a colon."""
    return line.bare[-1] in "：:" and bool(marks.ORGANISATION.fullmatch(line.bare[:-1]))


def is_indented(line: Line) -> bool:
    """Whether the line is as much narrower than its column as an indent makes it."""
    return line.stretched or (line.indent <= 3.3 and _lacks(line) >= 0.9)


def is_narrow(line: Line) -> bool:
    """The same, more strictly."""
    return not line.stretched and _lacks(line) >= 1.2 and line.indent <= 2.8


def unbalanced(line: Line) -> bool:
    """Whether a bracket or quotation mark lacks its other half."""
    return bool(_PAIRED.search(line.bare)) and any(
        line.bare.count(a) != line.bare.count(z) for a, z in ("《》", "（）", "“”")
    )


def _closes(line: Line, opener: str, closer: str) -> bool:
    return closer in line.bare and opener not in line.bare


def cuts_word(before: Line, line: Line) -> bool:
    """Whether the line end between the two stands inside a word of two characters."""
    return before.bare[-1] + line.bare[0] in word_classes()


def _class(word: str) -> str:
    """The first letter of a word's class: n, v, …; empty if it is no word."""
    return word_classes().get(word, "")[:1]


def _lacks(line: Line) -> float:
    return line.column_after - line.width


def _open_alone(line: Line) -> bool:
    return line.alone and not line.stops and not opens(line)


@lru_cache(KEPT)
def _shape(line: Line) -> tuple[int, str]:
    """Where the entries of a list are alike: their spaces, and the marks among their characters."""
    if line.spaced:
        return 0, ""
    return line.text.count(" "), "".join(char for char in line.bare if char in "：、（）《》")


_LINE: Mapping[str, Callable[[Line], object]] = {
    "any": lambda _: True,
    "opens": opens,
    "set_in": lambda line: line.set_in,
    "not_set_in": lambda line: line.set_in is False,
    "set_in_alone": lambda line: line.set_in and line.alone,
    "entry": lambda line: _ENTRY.match(line.bare),
    "names": lists_names,
    "body_and_colon": names_a_body,
    "indented": is_indented,
    "well_indented": lambda line: line.stretched or (_lacks(line) >= 1.6 and line.indent <= 2.4),
    "full": lambda line: line.stretched or line.fills,
    "just_full": lambda line: abs(_lacks(line)) <= 0.3,
    "over_columns": lambda line: line.width > max(line.column, line.column_after) + 1.5,
    "very_wide": lambda line: line.width > 40,
    "short": lambda line: line.short >= 3.5 and line.indent >= 3.5,
    "short_below": lambda line: line.indent > 3.5,
    "indented_above": lambda line: 0.9 <= line.column - line.width <= 3.3,
    "stops": lambda line: line.stops,
    "stops_short": lambda line: line.stops and line.indent > 0,
    "alone": lambda line: line.alone,
    "open_alone_full": lambda line: _open_alone(line) and line.short < 3,
    "open_alone_short": lambda line: _open_alone(line) and line.short >= 3,
    "tiny": lambda line: line.width <= 2 and not line.gap,
    "to_4": lambda line: line.width <= 4,
    "to_8": lambda line: line.width <= 8,
    "subtitle": lambda line: line.width > 4 and marks.SUBTITLE.match(line.bare),
    "numbered": lambda line: not line.stops and marks.NUMBERED.match(line.bare),
    "label": lambda line: line.width <= LABEL_WIDTH and marks.COLUMN_WORDS.search(line.bare),
    "bracketed": lambda line: marks.BRACKETED.fullmatch(line.bare),
    "signed": lambda line: marks.SIGNED.fullmatch(line.bare),
    "notice": lambda line: line.width <= 20 and not line.stops and marks.NOTICE.search(line.bare),
    "unbalanced": unbalanced,
    "only_closes": lambda line: _closes(line, "（", "）") or _closes(line, "“", "”"),
    "never_first": lambda line: line.bare[0] in NEVER_FIRST,
    "spoken": lambda line: marks.SPOKEN.fullmatch(line.bare),
    "asks": lambda line: _ASKS.fullmatch(line.bare),
    "plain": lambda line: line.plain,
    "commas": lambda line: line.width >= 6 and _COMMAS.search(line.bare),
    "no_marks": lambda line: line.width >= 9 and not _MARKS.search(line.bare),
    "full_stop": lambda line: "。" in line.bare or line.bare[-1] in "；;",
    "ends_comma": lambda line: line.bare[-1] in "，,、",
    "ends_colon": lambda line: line.bare[-1] in "：:",
    "letter": lambda line: marks.LETTER.match(line.bare),
    "day": lambda line: marks.FULL_DATE.fullmatch(line.bare),
    "body": is_body,
    "writes_in": lambda line: marks.WRITES_IN.fullmatch(line.bare),
    "spaced": lambda line: line.spaced,
    "halves": lambda line: not line.spaced and " " in line.text and not any(map(str.isdigit, line.bare)),
    "like_a_lead": lambda line: marks.LEAD_WORDS.match(line.bare),
    "ends_particle": lambda line: line.bare[-1] in "的了是在和",
    "verse": lambda line: line.verse,
    "name": lambda line: is_name(line.bare),
    "may_be_byline": lambda line: may_be_byline(line.text),
    "office_and_name": lambda line: " " in line.text and may_be_byline(line.text),
    "printed_again": lambda line: line.said > 1.0,
    "unsaid": lambda line: line.said <= 0.1,
    "half_said": lambda line: 0.1 < line.said <= 0.5,
    "row_of_4": lambda line: line.row >= 4,
    "row_of_7": lambda line: line.row >= 7,
    "two_halves": lambda line: line.text.count(" ") == 1 and not line.spaced,
    "bullet": lambda line: line.bare[0] in BULLETS,
    "upright": lambda line: line.width <= 1 and line.row >= 3,
    "clock": lambda line: _CLOCK.search(line.bare),
    "phone": lambda line: _PHONE.search(line.bare),
    "many_digits": lambda line: sum(map(str.isdigit, line.bare)) >= 0.3 * len(line.bare),
    "many_spaces": lambda line: line.text.count(" ") >= 2 and not line.spaced,
    "colon_inside": lambda line: "：" in line.bare[1:-1],
    "ends_digit": lambda line: line.bare[-1].isdigit(),
    "open": lambda line: not line.stops,
    "inside": lambda line: not line.alone,
    "over_8": lambda line: line.width > 8,
    "to_30": lambda line: line.width <= 30,
    "no_head": lambda line: line.width > 60 or opens(line) or marks.ANSWER.match(line.bare),
    "list_entry": lambda line: marks.ENTRY.match(line.bare),
    "closes": lambda line: _closes(line, "（", "）"),
    "series_of_4": lambda line: line.series >= 4,
    "series_of_7": lambda line: line.series >= 7,
    "series_unsaid": lambda line: line.series >= 4 and line.said <= 0.2,
    "said_above": lambda line: line.said_above >= 0.4,
    "said_below": lambda line: line.said_below >= 0.4,
    "rather_above": lambda line: line.said_above - line.said_below >= 0.3,
    "rather_below": lambda line: line.said_below - line.said_above >= 0.3,
    "not_near": lambda line: line.said_above + line.said_below <= 0.1,
    "said_elsewhere": lambda line: line.said >= 0.5 and line.said_above + line.said_below <= 0.2,
    "lists_people": lambda line: _PEOPLE_LISTED.fullmatch(line.bare),
    "people_only": lambda line: _PEOPLE_ONLY.fullmatch(line.bare),
    "ordinal": lambda line: marks.NUMBERED.match(line.bare),
    "shows": lambda line: marks.SHOWS.match(line.bare),
    "ends_noun": lambda line: _class(line.bare[-2:]) == "n",
    "ends_verb": lambda line: _class(line.bare[-2:]) == "v",
    "begins_noun": lambda line: _class(line.bare[:2]) == "n",
    "begins_verb": lambda line: _class(line.bare[:2]) == "v",
    "begins_place": lambda line: word_classes().get(line.bare[:2]) == "ns",
    "begins_digit": lambda line: line.bare[0].isdigit(),
    "begins_quote": lambda line: line.bare[0] in "“‘",
    "ends_quote": lambda line: line.bare[-1] in "”’",
    "quotes": lambda line: "“" in line.bare,
    "to_2": lambda line: line.width <= 2,
    "to_6": lambda line: line.width <= 6,
    "to_11": lambda line: line.width <= 11,
    "over_20": lambda line: line.width > 20,
    "half_a_column": lambda line: line.width <= 0.5 * line.column_after,
    "most_of_a_column": lambda line: 0.5 * line.column_after < line.width <= 0.85 * line.column_after,
    "wide_column": lambda line: line.column_after >= 22,
    "narrow_column": lambda line: line.column_after <= 11,
    "how_to_reach": lambda line: _REACHES.search(line.bare),
    "lacks_1": lambda line: abs(line.indent - 1.0) <= 0.4,
    "lacks_2": lambda line: abs(line.indent - 2.0) <= 0.4,
    "wider_than_below": lambda line: line.indent < -0.75,
}


class _Step(NamedTuple):
    """Two lines that follow each other."""

    before: Line
    line: Line
    habit: float
    """The share of the page's paragraphs that a blank line ends."""
    short: float
    """How short the line before is."""
    first_short: float
    """And how short if it lost an indent."""
    above: Set[str]
    """The signs of the line before."""
    below: Set[str]
    """Those of the line."""


_STEP: Mapping[str, Callable[[_Step], float]] = {
    "any": lambda _: True,
    "flow": lambda step: step.line.flow,
    "gap": lambda step: step.line.gap,
    "no_gap": lambda step: not step.line.gap,
    "gap_habit": lambda step: step.line.gap * step.habit,
    "no_gap_habit": lambda step: (not step.line.gap) * step.habit,
    "open_gap_habit": lambda step: (step.line.gap and not step.before.stops) * step.habit,
    "stops": lambda step: step.before.stops,
    "open": lambda step: not step.before.stops,
    "stops_gap": lambda step: step.before.stops and step.line.gap,
    "stops_no_gap": lambda step: step.before.stops and not step.line.gap,
    "open_gap": lambda step: step.line.gap and not step.before.stops,
    "open_no_gap": lambda step: not step.before.stops and not step.line.gap,
    "short": lambda step: step.short >= 1.4,
    "how_short": lambda step: min(step.short, 6.0) / 6 if step.short >= 1.4 else 0.0,
    "short_stops": lambda step: step.short >= 1.4 and step.before.stops,
    "almost_short": lambda step: 0.9 <= step.short < 1.4,
    "full_stops": lambda step: step.short < 0.9 and step.before.stops,
    "first_short": lambda step: step.first_short >= 1.4,
    "how_first_short": lambda step: min(step.first_short, 6.0) / 6 if step.first_short >= 1.4 else 0.0,
    "first_short_stops": lambda step: step.first_short >= 1.4 and step.before.stops,
    "first_almost_short": lambda step: 0.9 <= step.first_short < 1.4,
    "first_full_stops": lambda step: step.first_short < 0.9 and step.before.stops,
    "narrow": lambda step: is_narrow(step.line),
    "narrow_stops": lambda step: step.before.stops and is_narrow(step.line),
    "narrow_open": lambda step: not step.before.stops and is_narrow(step.line),
    "narrow_gap": lambda step: step.line.gap and is_narrow(step.line),
    "gaps_around": lambda step: step.before.gap and step.line.gap,
    "opens_unstopped": lambda step: not step.before.stops and "opens" in step.below,
    "as_wide": lambda step: abs(step.before.width - step.line.width) <= 0.5,
    "other_width": lambda step: abs(step.before.width - step.line.width) >= 4,
    "both_spaced": lambda step: step.before.spaced and step.line.spaced,
    "other_column": lambda step: abs(step.before.column - step.line.column_after) > 1.5,
    "in_brackets": lambda step: (
        "）" in step.line.bare and step.before.bare.rfind("（") > step.before.bare.rfind("）")
    ),
    "after_comma": lambda step: step.before.bare[-1] in "，、；",
    "after_colon": lambda step: step.before.bare[-1] in "：",
    "open_short": lambda step: step.short >= 1.4 and not step.before.stops,
    "open_no_mark": lambda step: step.before.bare[-1].isalnum() and not step.before.stops,
    "same_row": lambda step: step.before.row == step.line.row >= 4 and not step.line.gap,
    "same_shape": lambda step: _shape(step.before) == _shape(step.line) != (0, ""),
    "same_first": lambda step: step.before.bare[0] == step.line.bare[0],
    "same_last": lambda step: step.before.bare[-1] == step.line.bare[-1],
    "wider": lambda step: step.line.width >= 1.3 * step.before.width,
    "narrower": lambda step: step.before.width >= 1.3 * step.line.width,
    "after_day": lambda step: "day" in step.above,
    "after_body": lambda step: "body" in step.above,
    "after_writer": lambda step: "writes_in" in step.above,
    "into_day": lambda step: "day" in step.below,
    "into_name": lambda step: "may_be_byline" in step.below,
    "into_body": lambda step: "body" in step.below,
    "into_opening": lambda step: "opens" in step.below,
    "after_name": lambda step: "may_be_byline" in step.above,
    "after_label": lambda step: "label" in step.above,
    "as_wide_short": lambda step: abs(step.before.width - step.line.width) <= 0.5 and step.short >= 1.4,
    "both_verse": lambda step: step.before.verse and step.line.verse,
    "cuts_word": lambda step: not step.before.stops and cuts_word(step.before, step.line),
    "both_series": lambda step: min(step.before.series, step.line.series) >= 4,
    "series_gap": lambda step: min(step.before.series, step.line.series) >= 4 and step.line.gap,
    "both_list_people": lambda step: "lists_people" in step.above & step.below,
    "into_ordinal": lambda step: "ordinal" in step.below,
    "stops_ordinal": lambda step: step.before.stops and "ordinal" in step.below,
    "stops_body": lambda step: step.before.stops and "body" in step.below,
    "into_closing": lambda step: step.line.bare[0] in NEVER_FIRST,
    "both_narrow": lambda step: max(step.before.width, step.line.width) <= 0.6 * step.line.column,
}


LineSigns = tuple[str, ...]
StepSigns = tuple[tuple[str, float], ...]
"""(sign, how much of it)"""
Weights = npt.NDArray[np.float64]
"""What is added to costs; the last axis goes by role, in the order of ``ROLES``."""
REACH = 2
"""So many lines above and below a line speak of it, too."""


@lru_cache(KEPT)
def line_signs(line: Line) -> LineSigns:
    """The signs of a line by itself."""
    return tuple([name for name, sign in _LINE.items() if sign(line)])


def known_sign(role: str) -> str:
    """The sign that a line's words alone tell its role."""
    return f"known_{role}"


def step_signs(before: Line, line: Line, habit: float) -> StepSigns:
    """The signs between two lines; ``habit``: the share of paragraphs' ends that a blank line shows."""
    spare = 1.0 if line.bare[0] in OPENERS else 0.0
    short = before.short - spare
    first_short = short - (0.0 if before.stretched else 2.0)
    above, below = (frozenset(line_signs(one)) for one in (before, line))
    step = _Step(before, line, habit, short, first_short, above, below)
    return tuple([(name, float(value)) for name, sign in _STEP.items() if (value := sign(step))])


@lru_cache(KEPT)
def line_corrections(signs: LineSigns) -> Weights:
    """What the signs of a line add to the costs of the lines near it: (2 · REACH + 1, roles), from above to below."""
    learned = _learned("line")
    rows = [learned.rows[sign] for sign in signs if sign in learned.rows]
    return learned.near[rows].sum(axis=0)  # type: ignore[no-any-return]


@lru_cache(KEPT)
def step_corrections(signs: StepSigns) -> tuple[Weights, list[list[float]]]:
    """What the signs between two lines add to costs.

    Of the lines near the lower one, itself not among them, as :func:`line_corrections`; and of that one by the role
    before and the role.
    """
    learned = _learned("step")
    rows = [learned.rows[sign] for sign, _ in signs if sign in learned.rows]
    much = np.array([value for sign, value in signs if sign in learned.rows])[:, None, None]
    return (learned.near[rows] * much).sum(axis=0), (learned.pairs[rows] * much).sum(axis=0).tolist()


@dataclass(frozen=True)
class _Learned:
    """What signs add to costs; the roles are numbered as ``roles.State`` numbers them."""

    rows: Mapping[str, int]
    near: Weights
    """(signs, 2 · REACH + 1, roles)"""
    pairs: Weights
    """(signs, roles before, roles)"""


@cache
def _learned(kind: str) -> _Learned:
    """What data/roles.txt says of ``line`` or ``step``: sign, how far below the line it is seen or the role before."""
    text = files("banmian").joinpath("data", "roles.txt").read_text(encoding="utf-8")
    said = [row.split()[1:] for row in text.splitlines() if row.startswith(f"{kind} ")]
    rows = {sign: n for n, sign in enumerate(dict.fromkeys(sign for sign, *_ in said))}
    near = np.zeros((len(rows), 2 * REACH + 1, len(ROLES)))
    pairs = np.zeros((len(rows), len(ROLES), len(ROLES)))
    for sign, where, *weights in said:
        table, place = (pairs, ROLES.index(where)) if where in ROLES else (near, REACH - int(where))
        table[rows[sign], place] = [float(weight) for weight in weights]
    return _Learned(rows, near, pairs)
