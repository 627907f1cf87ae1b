"""What is seen of each line by itself: the signs that costs and learned corrections are for.

The tables of ``roles`` say by the signs' names what a typesetter knows; ``corrections`` holds what pages with gold
have taught beyond that.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from banmian import marks
from banmian.cutting import word_classes
from banmian.lines import NEVER_FIRST, Line
from banmian.people import is_name, may_be_byline
from banmian.vocabulary import vocabulary

ROLES = ("FIRST", "NEXT", "HEAD", "BYLINE", "CREDIT", "FURNITURE", "ITEM", "LABEL")
"""The names of ``roles.State``, in its order."""
BULLETS = "▲△▼●○■□◆◇★☆◎※•"
LABEL_WIDTH = 8
"""Labels such as 读者来信 are no wider, in characters."""

Mask = npt.NDArray[np.bool_]
"""(lines,): of which lines something is so."""
Floats = npt.NDArray[np.floating[Any]]
Signs = Mapping[str, Mask]
"""By the sign's name."""

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
_UNIT = re.compile("^[（(].*单位[：:]|^单位[：:]")
_REACHES = re.compile("电话|热线|邮箱|地址|报名|咨询|联系人|邮编")


def _any(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))


_OPENS = _any(marks.LEAD, marks.SIGNED_OPENING, marks.CONTINUED, marks.CONTINUES, marks.CAPTION)
_ENTRY = _any(marks.LETTER_END, marks.ANSWER, marks.LETTER, marks.CALLS_IN, marks.ENTRY)
"""How an entry opens: of a list, a letter, an interview."""


def is_indented(line: Line) -> bool:
    """Whether the line is as much narrower than its column as an indent makes it."""
    return line.stretched or (line.indent <= 3.3 and line.column_after - line.width >= 0.9)


def _names_a_body(line: Line) -> bool:
    return line.bare[-1] in "：:" and bool(marks.ORGANISATION.fullmatch(line.bare[:-1]))


def _is_unbalanced(line: Line) -> bool:
    return bool(_PAIRED.search(line.bare)) and any(
        line.bare.count(a) != line.bare.count(z) for a, z in ("《》", "（）", "“”")
    )


def _closes(line: Line, opener: str, closer: str) -> bool:
    return closer in line.bare and opener not in line.bare


def _class(word: str) -> str:
    """The first letter of a word's class: n, v, …; empty if it is no word."""
    return word_classes().get(word, "")[:1]


_WORDS: Mapping[str, Callable[[Line], object]] = {
    "opens": lambda line: _OPENS.match(line.bare),
    "entry": lambda line: _ENTRY.match(line.bare),
    "names": lambda line: _NAMES_IN_ROW.fullmatch(line.text),
    "body_and_colon": _names_a_body,
    "subtitle": lambda line: line.width > 4 and marks.SUBTITLE.match(line.bare),
    "label": lambda line: line.width <= LABEL_WIDTH and marks.COLUMN_WORDS.search(line.bare),
    "column_name": lambda line: line.bare in vocabulary("column_endings"),
    "bracketed": lambda line: marks.BRACKETED.fullmatch(line.bare),
    "signed": lambda line: marks.SIGNED.fullmatch(line.bare),
    "notice": lambda line: line.width <= 20 and not line.stops and marks.NOTICE.search(line.bare),
    "unbalanced": _is_unbalanced,
    "only_closes": lambda line: _closes(line, "（", "）") or _closes(line, "“", "”"),
    "never_first": lambda line: line.bare[0] in NEVER_FIRST,
    "spoken": lambda line: marks.SPOKEN.fullmatch(line.bare),
    "asks": lambda line: _ASKS.fullmatch(line.bare),
    "commas": lambda line: line.width >= 6 and _COMMAS.search(line.bare),
    "no_marks": lambda line: line.width >= 9 and not _MARKS.search(line.bare),
    "full_stop": lambda line: "。" in line.bare or line.bare[-1] in "；;",
    "ends_comma": lambda line: line.bare[-1] in "，,、",
    "ends_colon": lambda line: line.bare[-1] in "：:",
    "letter": lambda line: marks.LETTER.match(line.bare),
    "day": lambda line: marks.FULL_DATE.fullmatch(line.bare),
    "body": lambda line: marks.ORGANISATION.fullmatch(line.bare),
    "writes_in": lambda line: marks.WRITES_IN.fullmatch(line.bare),
    "halves": lambda line: not line.spaced and " " in line.text and not any(map(str.isdigit, line.bare)),
    "like_a_lead": lambda line: marks.LEAD_WORDS.match(line.bare),
    "ends_particle": lambda line: line.bare[-1] in "的了是在和",
    "name": lambda line: is_name(line.bare),
    "may_be_byline": lambda line: may_be_byline(line.text),
    "office_and_name": lambda line: " " in line.text and may_be_byline(line.text),
    "two_halves": lambda line: line.text.count(" ") == 1 and not line.spaced,
    "bullet": lambda line: line.bare[0] in BULLETS,
    "clock": lambda line: _CLOCK.search(line.bare),
    "phone": lambda line: _PHONE.search(line.bare),
    "many_digits": lambda line: sum(map(str.isdigit, line.bare)) >= 0.3 * len(line.bare),
    "many_spaces": lambda line: line.text.count(" ") >= 2 and not line.spaced,
    "colon_inside": lambda line: "：" in line.bare[1:-1],
    "ends_digit": lambda line: line.bare[-1].isdigit(),
    "answers": lambda line: marks.ANSWER.match(line.bare),
    "list_entry": lambda line: marks.ENTRY.match(line.bare),
    "closes": lambda line: _closes(line, "（", "）"),
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
    "unit": lambda line: _UNIT.search(line.bare),
    "entry_in_brackets": lambda line: line.bare[0] == "【",
    "signed_with_day": lambda line: marks.SIGNED_WITH_DAY.fullmatch(line.bare),
    "how_to_reach": lambda line: _REACHES.search(line.bare),
}
"""By the words and marks of a line."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The lines' attributes, each as one array over the lines; see :class:`banmian.lines.Line`."""

    width: Floats
    column: Floats
    column_after: Floats
    short: Floats
    indent: Floats
    row: Floats
    series: Floats
    said: Floats
    said_above: Floats
    said_below: Floats
    gap: Mask
    flow: Mask
    set_in: Mask
    not_set_in: Mask
    alone: Mask
    spaced: Mask
    verse: Mask
    plain: Mask
    stops: Mask
    stretched: Mask
    fills: Mask


def measure(lines: Sequence[Line]) -> Measures:
    """The lines' attributes as arrays."""

    def numbers(of: Callable[[Line], float]) -> Floats:
        return np.fromiter(map(of, lines), np.float64, len(lines))

    def truths(of: Callable[[Line], bool]) -> Mask:
        return np.fromiter(map(of, lines), np.bool_, len(lines))

    return Measures(
        width=numbers(lambda line: line.width),
        column=numbers(lambda line: line.column),
        column_after=numbers(lambda line: line.column_after),
        short=numbers(lambda line: line.short),
        indent=numbers(lambda line: line.indent),
        row=numbers(lambda line: line.row),
        series=numbers(lambda line: line.series),
        said=numbers(lambda line: line.said),
        said_above=numbers(lambda line: line.said_above),
        said_below=numbers(lambda line: line.said_below),
        gap=truths(lambda line: line.gap),
        flow=truths(lambda line: line.flow),
        set_in=truths(lambda line: line.set_in is True),
        not_set_in=truths(lambda line: line.set_in is False),
        alone=truths(lambda line: line.alone),
        spaced=truths(lambda line: line.spaced),
        verse=truths(lambda line: line.verse),
        plain=truths(lambda line: line.plain),
        stops=truths(lambda line: line.stops),
        stretched=truths(lambda line: line.stretched),
        fills=truths(lambda line: line.fills),
    )


_SHAPES: Mapping[str, Callable[[Measures, Signs], Mask]] = {
    "any": lambda at, _: np.full(at.width.shape, True),
    "set_in": lambda at, _: at.set_in,
    "not_set_in": lambda at, _: at.not_set_in,
    "set_in_alone": lambda at, _: at.set_in & at.alone,
    "indented": lambda at, _: at.stretched | ((at.indent <= 3.3) & (_lacks(at) >= 0.9)),
    "well_indented": lambda at, _: at.stretched | ((_lacks(at) >= 1.6) & (at.indent <= 2.4)),
    "full": lambda at, _: at.stretched | at.fills,
    "just_full": lambda at, _: abs(_lacks(at)) <= 0.3,
    "over_columns": lambda at, _: at.width > np.maximum(at.column, at.column_after) + 1.5,
    "very_wide": lambda at, _: at.width > 40,
    "short": lambda at, _: (at.short >= 3.5) & (at.indent >= 3.5),
    "short_below": lambda at, _: at.indent > 3.5,
    "indented_above": lambda at, _: (at.column - at.width >= 0.9) & (at.column - at.width <= 3.3),
    "stops": lambda at, _: at.stops,
    "stops_short": lambda at, _: at.stops & (at.indent > 0),
    "alone": lambda at, _: at.alone,
    "open_alone_full": lambda at, words: _open_alone(at, words) & (at.short < 3),
    "open_alone_short": lambda at, words: _open_alone(at, words) & (at.short >= 3),
    "tiny": lambda at, _: (at.width <= 2) & ~at.gap,
    "to_4": lambda at, _: at.width <= 4,
    "to_8": lambda at, _: at.width <= 8,
    "numbered": lambda at, words: ~at.stops & words["ordinal"],
    "plain": lambda at, _: at.plain,
    "spaced": lambda at, _: at.spaced,
    "verse": lambda at, _: at.verse,
    "printed_again": lambda at, _: at.said > 1.0,
    "unsaid": lambda at, _: at.said <= 0.1,
    "half_said": lambda at, _: (at.said > 0.1) & (at.said <= 0.5),
    "row_of_4": lambda at, _: at.row >= 4,
    "row_of_7": lambda at, _: at.row >= 7,
    "upright": lambda at, _: (at.width <= 1) & (at.row >= 3),
    "open": lambda at, _: ~at.stops,
    "inside": lambda at, _: ~at.alone,
    "over_8": lambda at, _: at.width > 8,
    "to_30": lambda at, _: at.width <= 30,
    "no_head": lambda at, words: (at.width > 60) | words["opens"] | words["answers"],
    "series_of_4": lambda at, _: at.series >= 4,
    "series_of_7": lambda at, _: at.series >= 7,
    "series_unsaid": lambda at, _: (at.series >= 4) & (at.said <= 0.2),
    "said_above": lambda at, _: at.said_above >= 0.4,
    "said_below": lambda at, _: at.said_below >= 0.4,
    "rather_above": lambda at, _: at.said_above - at.said_below >= 0.3,
    "rather_below": lambda at, _: at.said_below - at.said_above >= 0.3,
    "not_near": lambda at, _: at.said_above + at.said_below <= 0.1,
    "said_elsewhere": lambda at, _: (at.said >= 0.5) & (at.said_above + at.said_below <= 0.2),
    "to_2": lambda at, _: at.width <= 2,
    "to_6": lambda at, _: at.width <= 6,
    "to_11": lambda at, _: at.width <= 11,
    "over_20": lambda at, _: at.width > 20,
    "half_a_column": lambda at, _: at.width <= 0.5 * at.column_after,
    "most_of_a_column": lambda at, _: (
        (at.width > 0.5 * at.column_after) & (at.width <= 0.85 * at.column_after)
    ),
    "wide_column": lambda at, _: at.column_after >= 22,
    "narrow_column": lambda at, _: at.column_after <= 11,
    "lacks_1": lambda at, _: abs(at.indent - 1.0) <= 0.4,
    "lacks_2": lambda at, _: abs(at.indent - 2.0) <= 0.4,
    "wider_than_below": lambda at, _: at.indent < -0.75,
}
"""By the measures of lines, and what their words have shown."""


def _lacks(at: Measures) -> Floats:
    return at.column_after - at.width


def _open_alone(at: Measures, words: Signs) -> Mask:
    return at.alone & ~at.stops & ~words["opens"]


def line_signs(lines: Sequence[Line], at: Measures, known: Mapping[int, str]) -> Signs:
    """The signs of each line by itself, and ``known_…``: the role that the words of line n alone tell.

    ``at``: of the same lines.
    """
    words = {name: _mask(map(sign, lines), len(lines)) for name, sign in _WORDS.items()}
    shapes = {name: sign(at, words) for name, sign in _SHAPES.items()}
    told = {
        f"known_{role}": _mask((known.get(n) == role for n in range(len(lines))), len(lines))
        for role in ROLES
    }
    return {**words, **shapes, **told}


def _mask(said: Iterable[object], count: int) -> Mask:
    return np.fromiter(map(bool, said), np.bool_, count)


def all_of(signs: Signs, names: str) -> Mask:
    """Of which lines each of some signs is seen; ``names``: parted by spaces."""
    return reduce(np.logical_and, (signs[name] for name in names.split()))
