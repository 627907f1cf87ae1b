"""An article held against the printed lines that it was made of: which line each letter of its text comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby

from banmian.markup import to_blocks
from banmian.records import Article, Page

_SPACE = re.compile(r"\s+")
_HEADS = ("column", "kicker", "title", "subtitle")
_Origin = tuple[int, int]
"""The line of a letter and the place in the text where that line would begin."""
_NOWHERE: _Origin = (0, 0)
_KEPT = 64
"""Collations: an article's pages are made one after the other."""
_ALIGNED = 2_000
"""Longer stretches of changed letters are not held against each other: the time grows with their square."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one line gave to a passage."""

    line: int
    """0 where no line of the page has the words: a person changed or added them."""
    parts: tuple[str, ...]
    """The article's text, cut where the line has white space that the text has not."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or paragraph of the article, line by line."""

    field: str
    """``column``, ``kicker``, ``title``, ``subtitle``, ``byline``, ``subhead``, ``body`` or ``credit``."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """The whole article beside its lines."""

    passages: tuple[Passage, ...]
    strays: tuple[int, ...]
    """Printed lines of the article whose words its text has changed or has not."""

    def body_lines(self) -> str:
        """``line:letters`` of each stretch of the body, subheads too, white space not counted: ``3:17 4:16``."""
        passages = (passage for passage in self.passages if passage.field in ("subhead", "body"))
        stretches = (one for passage in passages for one in passage.stretches)
        return " ".join(f"{one.line}:{len(_bare(''.join(one.parts)))}" for one in stretches)


@lru_cache(_KEPT)
def collate(article: Article, page: Page) -> Collation:
    """Find in the text of ``article`` the lines of ``page`` that it says it was made of."""
    texts = [(field, getattr(article, field)) for field in (*_HEADS, "byline")]
    texts += [("subhead" if is_subhead else "body", text) for is_subhead, text in to_blocks(article.body)]
    texts = [(field, text) for field, text in (*texts, ("credit", article.credit)) if text]
    whole = _bare("".join(text for _, text in texts))
    heads = len(_bare("".join(text for field, text in texts if field in _HEADS)))
    own = sorted(article.source.numbers()) if article.source else []
    lines = {number: _bare(page.lines[number - 1]) for number in own if number <= len(page.lines)}
    printed = {number: words for number, words in lines.items() if words}
    places = dict(_places(printed, whole, heads))
    origins = [_NOWHERE] * len(whole)
    for number, place in places.items():
        origins[place : place + len(printed[number])] = [(number, place)] * len(printed[number])
    _claim_changed(printed, places, whole, heads, origins)
    letters = enumerate(origins)
    passages = tuple(Passage(field, tuple(_stretches(text, letters, page))) for field, text in texts)
    return Collation(passages, tuple(number for number in printed if number not in places))


def _bare(text: str) -> str:
    return "".join(text.split())


def _places(printed: dict[int, str], whole: str, heads: int) -> Iterator[tuple[int, int]]:
    """Line and where its words begin in the text: the text goes on from line to line, headings stand anywhere."""
    at = heads
    for number, words in printed.items():
        place = at if whole.startswith(words, at) else whole.find(words, 0, heads)
        place = place if place >= 0 else whole.find(words, at)
        place = place if place >= 0 else whole.find(words)
        if place >= 0:
            yield number, place
        if place >= heads:
            at = place + len(words)


def _claim_changed(
    printed: dict[int, str], places: dict[int, int], whole: str, heads: int, origins: list[_Origin]
) -> None:
    """Give changed lines the letters that they share with what no line has claimed next to their neighbours."""
    if len(places) == len(printed):
        return
    owned = groupby(enumerate(origins), key=lambda one: (one[1] == _NOWHERE, one[0] < heads))
    runs = [[place for place, _ in run] for (is_free, _), run in owned if is_free]
    begins, ends = {run[0]: run for run in runs}, {run[-1] + 1: run for run in runs}
    rows = [(found, list(run)) for found, run in groupby(printed, key=places.__contains__)]
    for nth, (found, numbers) in enumerate(rows):
        if not found:
            before = rows[nth - 1][1][-1] if nth else 0
            after = rows[nth + 1][1][0] if nth + 1 < len(rows) else 0
            beside = [
                begins.get(places[before] + len(printed[before]) if before else 0, []),
                ends.get(places[after] if after else len(whole), []),
                ends.get(heads, []),  # a headline may be printed far from its neighbours in the text
            ]
            words = "".join(printed[number] for number in numbers)
            letters = [(number, at) for number in numbers for at in range(len(printed[number]))]
            for at, place in max((_shared(words, whole, run) for run in beside), key=len):
                number, inside = letters[at]
                origins[place] = (number, place - inside)


def _shared(words: str, whole: str, run: list[int]) -> list[tuple[int, int]]:
    """Place in ``words`` and in the text of each letter that both have; nothing if that may be chance."""
    if not run or max(len(words), len(run)) > _ALIGNED:
        return []
    said = whole[run[0] : run[-1] + 1]
    blocks = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    pairs = [(a + n, run[b + n]) for a, b, size in blocks for n in range(size)]
    return pairs if 2 * len(pairs) >= min(len(words), len(said)) else []


def _stretches(text: str, letters: Iterator[tuple[int, _Origin]], page: Page) -> Iterator[Stretch]:
    """``letters``: place and origin of each letter, from the first of ``text`` on."""
    place, origin = 0, _NOWHERE
    owned: list[tuple[str, int, _Origin]] = []
    for char in text:
        if not char.isspace():
            place, origin = next(letters)
        owned.append((char, place, origin))
    for (line, begins), group in groupby(owned, key=lambda one: one[2]):
        chars, seats, _ = zip(*group, strict=True)
        said = "".join(chars)
        yield Stretch(line, tuple(_parts(said, page.lines[line - 1], seats[0] - begins)) if line else (said,))


def _parts(said: str, printed: str, first: int) -> Iterator[str]:
    """The text, cut where only the line has white space. ``first``: letters of the line before it."""
    cuts = {gap - first for gap in _gaps(printed) if gap > first} - _gaps(said)
    start = seen = 0
    for nth, char in enumerate(said):
        if seen in cuts and nth > start and not char.isspace():
            yield said[start:nth]
            start = nth
        seen += not char.isspace()
    yield said[start:]


def _gaps(text: str) -> set[int]:
    """How many letters stand before each run of white space."""
    return {len(_bare(text[: gap.start()])) for gap in _SPACE.finditer(text)}
