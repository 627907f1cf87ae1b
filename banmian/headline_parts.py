"""What is kicker, title and subtitle among the lines of one headline.

Type size is lost in the text, so it is told by widths, blank lines, marks and words. Every way to part the
lines is weighed (``_SIGNS`` × data/headlines.txt, learned by bench/learn_headlines.py); the best is taken.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from banmian import marks
from banmian.cutting import word_classes
from banmian.headline_seams import seam
from banmian.lines import Line
from banmian.spacing import standing
from banmian.vocabulary import weights


@dataclass(frozen=True, slots=True)
class Headline:
    """The lines above (or below) an article, by their parts."""

    kicker: tuple[Line, ...] = ()
    title: tuple[Line, ...] = ()
    subtitle: tuple[Line, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """All lines, in order."""
        return tuple(sorted(self.kicker + self.title + self.subtitle, key=lambda line: line.number))


def read_headline(lines: Sequence[Line]) -> Headline:
    """The likeliest way to part the lines; of equals, the one with the most title."""
    return max(ways(lines), key=lambda way: (_odds(way), len(way.title)))


def doubt(headline: Headline) -> float:
    """0 to 1: how likely another way to part the lines is, measured by the weights alone."""
    odds = [_odds(way) for way in ways(headline.lines())]
    return 1 - 1 / sum(math.exp(min(other - _odds(headline), _MOST)) for other in odds) if odds else 0.0


_MOST = 30.0
_MOST_LINES = 12
"""What has more lines is a list, and no headline of parts."""


def ways(lines: Sequence[Line]) -> Iterator[Headline]:
    """All ways to part lines into a kicker, a title and a subtitle; a title there always is."""
    if len(lines) > _MOST_LINES:
        yield Headline(title=tuple(lines))
        return
    end = _end_of_title(lines)
    for first in range(end):
        for last in range(first + 1, end + 1):
            yield Headline(tuple(lines[:first]), tuple(lines[first:last]), tuple(lines[last:]))


def _end_of_title(lines: Sequence[Line]) -> int:
    """How many lines stand above those that are a subtitle by their form: in brackets, or 《…》之三."""
    end = len(lines)
    while end > 1 and any(
        form.fullmatch(lines[end - 1].bare) for form in (marks.BRACKETED, marks.INSTALMENT)
    ):
        end -= 1
    return end


def _odds(way: Headline) -> float:
    count = weights("headlines")
    return sum(value * count.get(name, 0.0) for name, value in signs(way).items())


# ------------------------------------------------------------ what is seen
_LEADS_ON = ("——", "强调", "指出", "提出", "：", ":", "，")
"""How a line ends that the next goes on from."""
_TAKES_UP = "为给与和获在"
"""How a line opens that goes on with the sentence of the line above."""
_TAIL_WIDTH = 3.0
"""So little may be left over of a headline for its last line."""
_STEP = 1.4
_KICKER_WIDTH = 11.0
"""A narrower line above a still narrower one is rather the first half of a title, in characters."""
_ABOUT = 1.0
"""Lines whose widths differ by no more are of one measure, in characters."""


def _cuts_word(before: Line, line: Line) -> bool:
    """Whether the line end between the two stands inside a word, or leaves hardly anything over."""
    words = word_classes()
    a, z = before.bare, line.bare
    return line.width <= _TAIL_WIDTH or any(
        word in words for word in (a[-1] + z[0], a[-2:] + z[0], a[-1] + z[:2])
    )


def _parted(line: Line) -> bool:
    return line.gap or line.flow


def _steps_down(before: Line, line: Line) -> bool:
    """Whether a line is followed by one so much narrower that its type will be larger: a kicker above a title."""
    return before.width >= max(_STEP * line.width, _KICKER_WIDTH) and not _cuts_word(before, line)


def _steps_up(before: Line, line: Line) -> bool:
    """The same the other way: a subtitle below a title."""
    return line.width >= max(_STEP * before.width, _KICKER_WIDTH) and not _cuts_word(before, line)


def _widest(part: Sequence[Line]) -> float:
    return max(line.width for line in part)


def _ratio(part: Sequence[Line], other: Sequence[Line]) -> float:
    """Logarithm of how much wider the one part is than the other."""
    return math.log(_widest(part) / _widest(other)) if part and other else 0.0


def _inner(way: Headline) -> list[tuple[Line, Line]]:
    """The pairs of lines that stand in one part."""
    return [pair for part in (way.kicker, way.title, way.subtitle) for pair in pairwise(part)]


def _names_body(line: Line) -> bool:
    return bool(marks.ORGANISATION.fullmatch(line.bare.rstrip("：:")))


def _halves(line: Line) -> bool:
    return " " in standing(line.text)


def _any(part: Sequence[Line], fits: Callable[[Line], object]) -> bool:
    return any(fits(line) for line in part)


def _opens_with(part: Sequence[Line], fits: Callable[[str], object]) -> bool:
    return bool(part) and bool(fits(part[0].bare))


def _says(line: Line) -> bool:
    return any(mark in line.bare for mark in "，；！？")


_SPEAKS = re.compile("强调|要求|出席|主持|讲话|指出|致辞|作报告")


def _ends(way: Headline) -> Iterator[tuple[str, Line, Line]]:
    """(where, the line above, the line below) of each line end in the headline."""
    yield from (("inside", a, b) for a, b in _inner(way))
    if way.kicker:
        yield "below_kicker", way.kicker[-1], way.title[0]
    if way.subtitle:
        yield "above_subtitle", way.title[-1], way.subtitle[0]


def signs(way: Headline) -> dict[str, float]:
    """What speaks for a way to part a headline, and against it; only what is there."""
    seen = {name: value for name, sign in _SIGNS.items() if (value := float(sign(way)))}
    ends = Counter(f"{name}_{where}" for where, a, b in _ends(way) for name in seam(a, b))
    return seen | {name: float(count) for name, count in ends.items()}


def _notice(way: Headline) -> bool:
    return bool(marks.NOTICE.search(way.title[-1].bare))


def _full(part: Sequence[Line]) -> int:
    """How many lines fill their column."""
    return sum(line.fills for line in part)


_SIGNS: Mapping[str, Callable[[Headline], float]] = {
    # how many
    "kicker": lambda way: bool(way.kicker),
    "kicker_lines": lambda way: max(len(way.kicker) - 1, 0),
    "title_lines": lambda way: len(way.title) - 1,
    "long_title": lambda way: max(len(way.title) - 2, 0),
    "subtitle": lambda way: bool(way.subtitle),
    "subtitle_lines": lambda way: max(len(way.subtitle) - 1, 0),
    "all_three": lambda way: bool(way.kicker and way.subtitle),
    # where blank lines stand
    "gap_below_kicker": lambda way: bool(way.kicker) and _parted(way.title[0]),
    "gap_above_subtitle": lambda way: bool(way.subtitle) and _parted(way.subtitle[0]),
    "gap_inside": lambda way: sum(_parted(line) for _, line in _inner(way)),
    "gap_inside_title": lambda way: sum(map(_parted, way.title[1:])),
    # widths: small type holds more characters
    "kicker_wider": lambda way: _ratio(way.kicker, way.title),
    "kicker_much_wider": lambda way: _ratio(way.kicker, way.title) > 0.3,
    "kicker_narrower": lambda way: _ratio(way.kicker, way.title) < -0.3,
    "subtitle_wider": lambda way: _ratio(way.subtitle, way.title),
    "subtitle_much_wider": lambda way: _ratio(way.subtitle, way.title) > 0.3,
    "subtitle_narrower": lambda way: _ratio(way.subtitle, way.title) < -0.3,
    "one_measure": lambda way: sum(abs(a.width - b.width) <= _ABOUT for a, b in _inner(way)),
    "other_measure": lambda way: sum(abs(math.log(a.width / b.width)) for a, b in _inner(way)),
    "other_measure_in_title": lambda way: sum(
        abs(math.log(a.width / b.width)) for a, b in pairwise(way.title)
    ),
    "steps_down_from_kicker": lambda way: bool(way.kicker) and _steps_down(way.kicker[-1], way.title[0]),
    "steps_down_in_title": lambda way: any(_steps_down(a, b) for a, b in pairwise(way.title)),
    "steps_up_to_subtitle": lambda way: bool(way.subtitle) and _steps_up(way.title[-1], way.subtitle[0]),
    "steps_up_in_title": lambda way: any(_steps_up(a, b) for a, b in pairwise(way.title)),
    "short_kicker": lambda way: bool(way.kicker) and _widest(way.kicker) < _KICKER_WIDTH,
    "no_gap_below_kicker": lambda way: bool(way.kicker) and not _parted(way.title[0]),
    "no_gap_above_subtitle": lambda way: bool(way.subtitle) and not _parted(way.subtitle[0]),
    "no_gap_in_title": lambda way: sum(not _parted(line) for line in way.title[1:]),
    "cuts_word": lambda way: sum(_cuts_word(a, b) for a, b in _inner(way)),
    "parts_word_below_kicker": lambda way: bool(way.kicker) and _cuts_word(way.kicker[-1], way.title[0]),
    "parts_word_above_subtitle": lambda way: (
        bool(way.subtitle) and _cuts_word(way.title[-1], way.subtitle[0])
    ),
    # marks
    "dash_opens_subtitle": lambda way: _opens_with(way.subtitle, marks.SUBTITLE.match),
    "dash_elsewhere": lambda way: _any(
        (*way.kicker, *way.title), lambda line: marks.SUBTITLE.match(line.bare)
    ),
    "dash_inside_subtitle": lambda way: _any(way.subtitle[1:], lambda line: marks.SUBTITLE.match(line.bare)),
    "brackets_subtitle": lambda way: _any(way.subtitle, lambda line: marks.BRACKETED.fullmatch(line.bare)),
    "brackets_elsewhere": lambda way: _any(
        (*way.kicker, *way.title), lambda line: marks.BRACKETED.fullmatch(line.bare)
    ),
    "kicker_leads_on": lambda way: bool(way.kicker) and way.kicker[-1].bare.endswith(_LEADS_ON),
    "title_leads_on": lambda way: bool(way.subtitle) and way.title[-1].bare.endswith(_LEADS_ON),
    "kicker_asks": lambda way: bool(way.kicker) and way.kicker[-1].bare[-1] in "？！?!",
    "kicker_says": lambda way: _any(way.kicker, _says),
    "title_says": lambda way: _any(way.title, _says),
    "subtitle_says": lambda way: _any(way.subtitle, _says),
    "kicker_halves": lambda way: _any(way.kicker, _halves),
    "title_halves": lambda way: _any(way.title, _halves),
    "subtitle_halves": lambda way: _any(way.subtitle, _halves),
    "kicker_quotes": lambda way: _any(way.kicker, lambda line: "“" in line.bare),
    "title_quotes": lambda way: _any(way.title, lambda line: "“" in line.bare),
    "kicker_spaced": lambda way: _any(way.kicker, lambda line: line.spaced),
    "title_spaced": lambda way: _any(way.title, lambda line: line.spaced),
    "subtitle_spaced": lambda way: _any(way.subtitle, lambda line: line.spaced),
    # words
    "kicker_names_body": lambda way: len(way.kicker) == 1 and _names_body(way.kicker[0]),
    "kicker_names_body_of_notice": lambda way: (
        len(way.kicker) == 1
        and _names_body(way.kicker[0])
        and _any(way.title, lambda line: marks.NOTICE.search(line.bare))
    ),
    "kicker_acts_in_title": lambda way: bool(way.kicker) and way.title[0].bare[0] in _TAKES_UP,
    "title_opens_with_body": lambda way: len(way.title) > 1 and _names_body(way.title[0]),
    "title_is_body": lambda way: len(way.title) == 1 and _names_body(way.title[0]),
    "body_and_colon": lambda way: _opens_with(way.title, lambda bare: bare[-1] in "：:"),
    "kicker_meets": lambda way: _any(way.kicker, lambda line: marks.MEETING.search(line.bare)),
    "title_meets": lambda way: (
        bool(way.subtitle) and _any(way.title, lambda line: marks.MEETING.search(line.bare))
    ),
    "kicker_counts": lambda way: _any(way.kicker, lambda line: any(map(str.isdigit, line.bare))),
    "subtitle_counts": lambda way: _any(way.subtitle, lambda line: any(map(str.isdigit, line.bare))),
    "title_gives_notice": lambda way: _any(way.title, lambda line: marks.NOTICE.search(line.bare)),
    "kicker_above_notice": lambda way: bool(way.kicker) and _notice(way),
    "kicker_is_body_alone": lambda way: (
        len(way.kicker) == 1 and bool(marks.ORGANISATION.fullmatch(way.kicker[0].bare)) and not _notice(way)
    ),
    "title_opens_with_body_alone": lambda way: (
        len(way.title) > 1 and bool(marks.ORGANISATION.fullmatch(way.title[0].bare)) and not _notice(way)
    ),
    "kicker_ends_dash": lambda way: bool(way.kicker) and way.kicker[-1].bare.endswith("—"),
    "kicker_ends_colon": lambda way: bool(way.kicker) and way.kicker[-1].bare[-1] in "：:",
    "subtitle_tells_speech": lambda way: _any(way.subtitle, lambda line: _SPEAKS.search(line.bare)),
    "title_goes_on_with_speech": lambda way: _any(way.title[1:], lambda line: _SPEAKS.search(line.bare)),
    "kicker_to_6": lambda way: bool(way.kicker) and _widest(way.kicker) <= 6,
    "title_to_4": lambda way: _widest(way.title) <= 4,
    "title_width": lambda way: min(_widest(way.title), 30.0) / 10,
    "kicker_width": lambda way: min(_widest(way.kicker), 30.0) / 10 if way.kicker else 0.0,
    "subtitle_width": lambda way: min(_widest(way.subtitle), 30.0) / 10 if way.subtitle else 0.0,
    "title_fills_column": lambda way: _full(way.title),
    "kicker_fills_column": lambda way: _full(way.kicker),
    "subtitle_fills_column": lambda way: _full(way.subtitle),
    "kicker_gives_notice": lambda way: _any(way.kicker, lambda line: marks.NOTICE.search(line.bare)),
}
