"""What is seen of some head lines, if they were for this or for that: the signs that data/matching.txt weighs."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from banmian import marks
from banmian.blocks import Block, Role
from banmian.cutting import word_classes
from banmian.head_runs import HEADLINES, PageOfRuns, Run, Share, Use
from banmian.headline_seams import splits
from banmian.lines import Line
from banmian.openings import is_photo, opens_letter, opens_report
from banmian.people import is_name, may_be_byline
from banmian.step_signs import cuts_word
from banmian.vocabulary import vocabulary

_SHARED, _SUITS, _STRANGE = 0.1, 0.5, 0.34
"""So much of a text's wording in another shows, proves, or is too little to show, that they belong together."""
_BRIEF, _LONG = 60, 400
"""Characters of a body."""
_NAMED = 5
"""Shorter words are named by chance, in characters."""
_NARROW, _WIDE = 12, 24
"""Signatures are no wider than the one; nothing that ends an article is wider than the other; in characters."""
_WIDTHS = (2, 4, 6, 8, 12)
_LINES = 4096
_BODIES = 256
_SHARES = 1024
_TELLING = re.compile(r"[，！？!?：:“”《》、（）()—]|\d")
"""Labels seldom have such marks."""


# ------------------------------------------------------------ what a line is like
_OF_LINE: Mapping[str, Callable[[Line], object]] = {
    "column_words": lambda line: marks.COLUMN_WORDS.search(line.bare),
    "column_name": lambda line: line.bare in vocabulary("column_endings"),
    "marked": lambda line: marks.MARKED_LABEL.fullmatch(line.bare),
    "letter_end": lambda line: marks.LETTER_END.fullmatch(line.bare),
    "day": lambda line: marks.FULL_DATE.fullmatch(line.bare),
    "writes_in": lambda line: marks.WRITES_IN.fullmatch(line.bare),
    "organisation": lambda line: marks.ORGANISATION.fullmatch(line.bare),
    "name": lambda line: is_name(line.bare),
    "byline": lambda line: not is_name(line.bare) and may_be_byline(line.text),
    "dash": lambda line: marks.SUBTITLE.match(line.bare),
    "bracketed": lambda line: marks.BRACKETED.fullmatch(line.bare),
    "notice": lambda line: marks.NOTICE.search(line.bare),
    "numbered": lambda line: marks.NUMBERED.match(line.bare),
    "like_a_lead": lambda line: marks.LEAD_WORDS.match(line.bare),
    "opens_square": lambda line: line.bare[0] == "【",
    "ends_colon": lambda line: line.bare[-1] in "：:",
    "ends_bracket": lambda line: line.bare[-1] in "）)",
    "asks": lambda line: line.bare[-1] in "！？!?",
    "comma": lambda line: "，" in line.bare,
    "full_stop": lambda line: "。" in line.bare,
    "dot": lambda line: "·" in line.bare,
    "digits": lambda line: any(map(str.isdigit, line.bare)),
    "halves": lambda line: " " in line.text and not line.spaced,
    "spaced": lambda line: line.spaced,
    "over_columns": lambda line: line.width > max(line.column, line.column_after) + 1.5,
    "over_20": lambda line: line.width > 20,
    "begins_verb": lambda line: word_classes().get(line.bare[:2], "")[:1] == "v",
    "ends_noun": lambda line: word_classes().get(line.bare[-2:], "")[:1] == "n",
    "ends_verb": lambda line: word_classes().get(line.bare[-2:], "")[:1] == "v",
}


@lru_cache(_LINES)
def _kinds_of_line(line: Line) -> tuple[str, ...]:
    width = next((f"to_{most}" for most in _WIDTHS if line.width <= most), "")
    return (*(name for name, is_so in _OF_LINE.items() if is_so(line)), *((width,) if width else ()))


# ------------------------------------------------------------ what a body is like
_OF_BODY: Mapping[str, Callable[[Sequence[Block], str], object]] = {
    "photo": lambda body, _: is_photo(body),
    "report": lambda body, _: opens_report(body[0]),
    "like_report": lambda body, _: not opens_report(body[0]) and marks.LEAD_WORDS.match(body[0].bare),
    "letter": lambda body, _: opens_letter(body[0]),
    "lines": lambda body, _: body[0].role is Role.LINES,
    "byline": lambda body, _: body[0].role is Role.BYLINE,
    "notice": lambda _, text: marks.NOTICE_WORDS.search(text),
    "brief": lambda _, text: len(text) < _BRIEF,
    "long": lambda _, text: len(text) > _LONG,
}


@lru_cache(_BODIES)
def _kinds_of_body(body: tuple[Block, ...]) -> tuple[str, ...]:
    text = "".join(block.bare for block in body)
    return tuple(name for name, is_so in _OF_BODY.items() if is_so(body, text))


@lru_cache(_SHARES)
def _share(page: PageOfRuns, words: str, body: int) -> float:
    """How much of some words stands in a body."""
    return page.likeness.share(words, body)


@dataclass(frozen=True)
class _View:
    """Some lines of a run, and what they might be for."""

    run: Run
    share: Share

    @property
    def page(self) -> PageOfRuns:
        return self.run.page

    @cached_property
    def lines(self) -> Sequence[Line]:
        return self.run.lines[self.share.first : self.share.end]

    @property
    def line(self) -> Line:
        """The first."""
        return self.run.lines[self.share.first]

    @cached_property
    def words(self) -> str:
        return self.run.words(self.share.first, self.share.end)

    @property
    def up(self) -> bool:
        """They lean to the body above."""
        return self.share.body == self.run.place - 1

    @cached_property
    def gap_over(self) -> bool:
        return self.run.parted(self.share.first)

    @cached_property
    def gap_under(self) -> bool:
        return self.run.parted(self.share.end)

    @property
    def near(self) -> bool:
        """Whether a blank line stands on their body's side."""
        return self.gap_over if self.up else self.gap_under

    @property
    def far(self) -> bool:
        """And on the other."""
        return self.gap_under if self.up else self.gap_over

    @property
    def opens(self) -> bool:
        """They are the run's first."""
        return self.share.first == 0

    @property
    def ends(self) -> bool:
        """They are its last."""
        return self.share.end == len(self.run.lines)

    @property
    def beyond(self) -> int:
        """The number of the body on the other side."""
        return self.run.place if self.up else self.run.place - 1

    @cached_property
    def above(self) -> float:
        """How much of their wording stands in the body above."""
        return _share(self.page, self.words, self.run.place - 1)

    @cached_property
    def below(self) -> float:
        """And in the one below."""
        return _share(self.page, self.words, self.run.place)

    @property
    def said(self) -> float:
        return max(self.above, self.below)

    @cached_property
    def own(self) -> float:
        """And in their own."""
        return _share(self.page, self.words, self.share.body)

    @property
    def other(self) -> float:
        """And in the one on the other side."""
        return self.below if self.up else self.above

    @property
    def body(self) -> Sequence[Block]:
        return self.page.bodies[self.share.body]

    @property
    def usual(self) -> bool:
        """It is the page's habit to print headlines on this side of their bodies."""
        return self.up == self.run.follow

    @property
    def bares_other(self) -> bool:
        """The body on the other side would have no head lines at all."""
        place = self.run.place + 1 if self.up else self.run.place - 1
        alone = self.ends if self.up else self.opens
        return alone and 0 <= self.beyond < len(self.page.bodies) and not self.page.has_heads(place)

    @cached_property
    def served(self) -> float:
        """How much of the head lines beside a body elsewhere stands in it."""
        places = (self.share.body, self.share.body + 1)
        texts = ("".join(block.bare for block in self.page.blocks[place]) for place in places)
        return max(_share(self.page, text, self.share.body) for text in texts)

    @cached_property
    def rest(self) -> float:
        """How much of the run's other lines stands in the bodies beside it, at most."""
        others = ((0, self.share.first), (self.share.end, len(self.run.lines)))
        return max(
            _share(self.page, self.run.words(first, end), body)
            for first, end in others
            for body in (self.run.place - 1, self.run.place)
        )

    @property
    def last_above(self) -> Block:
        """The last block of the body above."""
        return self.page.bodies[self.run.place - 1][-1]

    def beside(self, step: int) -> Line | None:
        """The run's line before these (-1) or after (1)."""
        at = self.share.first - 1 if step < 0 else self.share.end
        return self.run.lines[at] if 0 <= at < len(self.run.lines) else None


_Signs = Mapping[str, Callable[[_View], float | bool]]

_ANY: _Signs = {
    "always": lambda _: True,
    "several": lambda view: len(view.lines) > 1,
    "three": lambda view: len(view.lines) > 2,
    "many": lambda view: min(max(len(view.lines) - 4, 0) / 4, 2.0),
    "role_label": lambda view: len(view.lines) == 1 and view.run.roles[view.share.first] is Role.LABEL,
    "holds_label": lambda view: Role.LABEL in view.run.roles[view.share.first : view.share.end],
    "gap_over": lambda view: view.gap_over,
    "gap_under": lambda view: view.gap_under,
    "apart": lambda view: view.gap_over and view.gap_under,
    "gap_inside": lambda view: any(line.gap or line.flow for line in view.lines[1:]),
    "flow_over": lambda view: view.run.flows(view.share.first),
    "flow_under": lambda view: view.run.flows(view.share.end),
    "page_opens": lambda view: view.run.above is None,
    "page_ends": lambda view: view.run.below is None,
    "follow": lambda view: view.run.follow,
}
_HEADLINE: _Signs = {
    "shared": lambda view: view.own,
    "shared_root": lambda view: math.sqrt(view.own),  # the first shared words tell the most
    "lean": lambda view: view.own - view.other,
    "unsaid": lambda view: view.own == 0,
    "rather": lambda view: view.own - view.other >= _SHARED,
    "rather_not": lambda view: view.other - view.own >= _SHARED,
    "torn": lambda view: view.own == 0 and view.other >= _SHARED,
    "suits_other": lambda view: view.other >= _SUITS,
    "usual": lambda view: view.usual,
    "usual_flow": lambda view: view.usual and view.run.lines[0].flow,
    "gap_between": lambda view: view.near and not view.far,
    "close": lambda view: view.far and not view.near,
    "no_gaps": lambda view: not view.near and not view.far,
    "only_chance": lambda view: not view.page.has_heads(view.run.place + (-1 if view.up else 1)),
    "no_other": lambda view: not 0 <= view.beyond < len(view.page.bodies),
    "bares_other": lambda view: view.bares_other,
    "bares_strange": lambda view: view.bares_other and view.other == 0,
    "torn_above": lambda view: not view.opens and not view.gap_over,
    "torn_below": lambda view: not view.ends and not view.gap_under,
    "open_above": lambda view: view.up and not view.last_above.lines[-1].stops,
    "splits_above": lambda view: bool((line := view.beside(-1)) and splits(line, view.lines[0])),
    "splits_below": lambda view: bool((line := view.beside(1)) and splits(view.lines[-1], line)),
    "wider_than_body": lambda view: (
        max(line.width for line in view.lines)
        > (view.body[-1].lines[-1].column if view.up else view.body[0].lines[0].column_after) + 1.5
    ),
}
_FAR: _Signs = {
    "shared": lambda view: view.own,
    "suits": lambda view: view.own >= _SUITS,
    "lean": lambda view: view.own - view.said,
    "strange_here": lambda view: view.said < _SHARED,
    "bare": lambda view: view.share.body in view.page.bare,
    "notice_to_notice": lambda view: (
        view.share.body in view.page.bare
        and view.page.gives_notice(view.share.body)
        and bool(marks.NOTICE.search(view.words))
    ),
    "served": lambda view: view.served,
    "better": lambda view: view.own - view.served,
    "length": lambda view: min(len(view.words), 20) / 10,
    "near": lambda view: 1 / min(abs(view.share.body - view.run.place + 0.5), 9),
}
_ENDING: _Signs = {
    "each": lambda view: len(view.lines),
    "after_lines": lambda view: view.last_above.role is Role.LINES,
    "after_credit": lambda view: view.last_above.role is Role.CREDIT,
    "after_open": lambda view: not view.last_above.lines[-1].stops,
    "after_letter_end": lambda view: bool(marks.LETTER_END.fullmatch(view.last_above.bare)),
    "after_day": lambda view: bool(marks.FULL_DATE.fullmatch(view.last_above.lines[-1].bare)),
    "goes_on": lambda view: not view.gap_over,
    "lines_go_on": lambda view: not view.gap_over and view.last_above.role is Role.LINES,
    "cuts_word": lambda view: (
        not view.gap_over
        and not view.last_above.lines[-1].stops
        and cuts_word(view.last_above.lines[-1], view.line)
    ),
    "lean": lambda view: view.above - view.below,
    "unsaid": lambda view: view.said == 0,
    "named_above": lambda view: (
        len(view.words) >= _NAMED and view.words in view.page.texts[view.run.place - 1]
    ),
    "named_below": lambda view: (
        view.run.below is not None and len(view.words) >= 3 and view.words in view.page.texts[view.run.below]
    ),
    "all": lambda view: view.ends,
    "all_follow": lambda view: view.ends and view.run.follow,
    "parted_from_rest": lambda view: not view.ends and view.gap_under,
    "holds_day": lambda view: any(marks.FULL_DATE.fullmatch(line.bare) for line in view.lines),
    "ends_in_day": lambda view: bool(marks.FULL_DATE.fullmatch(view.lines[-1].bare)),
    "all_narrow": lambda view: all(line.width <= _NARROW for line in view.lines),
    "wide": lambda view: any(line.width > _WIDE for line in view.lines),
}
_LABEL: _Signs = {
    "up": lambda view: view.up,
    "bares_own": lambda view: (
        view.opens
        and view.ends
        and not view.page.has_heads(view.share.body if view.up else view.share.body + 1)
    ),
    "repeated": lambda view: view.words in view.page.repeated,
    "said": lambda view: view.said,
    "unsaid": lambda view: view.said <= _SHARED,
    "strange": lambda view: view.said <= _STRANGE,
    "plain": lambda view: view.said <= _STRANGE and not _TELLING.search(view.words),
    "rest_said": lambda view: view.rest,
    "rest_suits": lambda view: view.rest >= 0.3 and view.said <= _SHARED,
    "over_dash": lambda view: bool((line := view.beside(1)) and marks.SUBTITLE.match(line.bare)),
    "narrower_than_below": lambda view: bool(
        (line := view.beside(1)) and view.line.width <= 0.7 * line.width
    ),
    "wider_than_below": lambda view: bool((line := view.beside(1)) and view.line.width > line.width),
    "narrower_than_above": lambda view: bool(
        (line := view.beside(-1)) and view.line.width <= 0.7 * line.width
    ),
    "wider_than_above": lambda view: bool((line := view.beside(-1)) and view.line.width > line.width),
}
_NOBODY: _Signs = {
    "said": lambda view: view.said,
    "repeated": lambda view: view.words in view.page.repeated,
    "torn_above": lambda view: not view.opens and not view.gap_over,
    "torn_below": lambda view: not view.ends and not view.gap_under,
}
_OF: Mapping[Use, _Signs] = {
    Use.ABOVE: {**_ANY, **_HEADLINE},
    Use.BELOW: {**_ANY, **_HEADLINE},
    Use.FAR: {**_ANY, **_FAR},
    Use.ENDING: {**_ANY, **_ENDING},
    Use.LABEL: {**_ANY, **_LABEL},
    Use.NOBODY: {**_ANY, **_NOBODY},
}


def signs(run: Run, share: Share) -> dict[str, float]:
    """What is seen of some lines of a run if they are for this: use/sign → how much of it."""
    view = _View(run, share)
    seen = {name: float(sign(view)) for name, sign in _OF[share.use].items()}
    seen |= dict.fromkeys((*_lines(view), *_bodies(view)), 1.0)
    if share.use is Use.LABEL:
        seen |= dict.fromkeys(_label(view), 1.0)
    return {f"{share.use.value}/{name}": value for name, value in seen.items() if value}


def _lines(view: _View) -> Iterator[str]:
    """What the first line, the last and the only one are like."""
    kinds = _kinds_of_line(view.lines[0])
    yield from (f"first_{kind}" for kind in kinds)
    if len(view.lines) == 1:
        yield from (f"only_{kind}" for kind in kinds)
    else:
        yield from (f"last_{kind}" for kind in _kinds_of_line(view.lines[-1]))


def _bodies(view: _View) -> Iterator[str]:
    """What the body is like that they would go to, and those that they would not."""
    bodies = view.page.bodies
    if view.share.use in HEADLINES or view.share.use is Use.ENDING:
        for kind in _kinds_of_body(tuple(view.body)):
            yield f"of_{kind}"
            if view.own == 0:
                yield f"unsaid_of_{kind}"
    passed = {
        Use.FAR: (view.run.place - 1, view.run.place),
        Use.ABOVE: (view.beyond,),
        Use.BELOW: (view.beyond,),
    }
    for body in passed.get(view.share.use, ()):
        if 0 <= body < len(bodies):
            yield from (f"not_of_{kind}" for kind in _kinds_of_body(tuple(bodies[body])))


def _label(view: _View) -> Iterator[str]:
    """Where a label stands, and how wide it is; both tell more of one that no word betrays."""
    habit = "follow" if view.run.follow else "lead"
    side = "up" if view.up else "down"
    place = "lone" if view.opens and view.ends else "first" if view.opens else "last" if view.ends else "amid"
    apart = "apart" if view.gap_over and view.gap_under else "joined"
    width = next((f"to_{most}" for most in _WIDTHS if view.line.width <= most), "wider")
    yield from (place, f"{side}_{habit}_{place}", f"letters_{min(len(view.words), 10)}")
    if view.said <= _SHARED:
        yield f"unsaid_{width}"
    if view.said <= _STRANGE:
        yield from (f"strange_{apart}_{habit}_{place}", f"strange_{apart}_{width}")
        if not _TELLING.search(view.words):
            yield f"plain_{apart}_{width}"
