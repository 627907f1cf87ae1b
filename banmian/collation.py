"""An article held against the printed lines that it was made of: which line each letter of its text comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from banmian.again import made_once
from banmian.markup import to_paragraphs
from banmian.records import Article, Page

_SPACE = re.compile(r"\s+")
_HEADS = ("column", "kicker", "title", "subtitle")


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
    """``column``, ``kicker``, ``title``, ``subtitle``, ``byline``, ``body`` or ``credit``."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """The whole article beside its lines."""

    passages: tuple[Passage, ...]
    strays: tuple[int, ...]
    """Printed lines of the article whose words its text has not."""

    def body_lines(self) -> str:
        """``line:letters`` of each stretch of the body, white space not counted: ``3:17 4:16``."""
        stretches = (one for passage in self.passages if passage.field == "body" for one in passage.stretches)
        return " ".join(f"{one.line}:{len(_bare(''.join(one.parts)))}" for one in stretches)


@made_once
def collate(article: Article, page: Page) -> Collation:
    """Find in the text of ``article`` the lines of ``page`` that it says it was made of."""
    texts = [(field, getattr(article, field)) for field in (*_HEADS, "byline")]
    texts += [("body", paragraph) for paragraph in to_paragraphs(article.body)]
    texts = [(field, text) for field, text in (*texts, ("credit", article.credit)) if text]
    whole = _bare("".join(text for _, text in texts))
    heads = len(_bare("".join(text for field, text in texts if field in _HEADS)))
    own = sorted(article.source.numbers()) if article.source else []
    lines = {number: _bare(page.lines[number - 1]) for number in own if number <= len(page.lines)}
    printed = {number: words for number, words in lines.items() if words}
    places = dict(_places(printed, whole, heads))
    givers = [0] * len(whole)
    for number, place in places.items():
        givers[place : place + len(printed[number])] = [number] * len(printed[number])
    letters = iter(givers)
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


def _stretches(text: str, givers: Iterator[int], page: Page) -> Iterator[Stretch]:
    """``givers``: the line of each letter, from the first of ``text`` on."""
    giver = 0
    owned: list[tuple[str, int]] = []
    for char in text:
        giver = giver if char.isspace() else next(givers)
        owned.append((char, giver))
    for line, group in groupby(owned, key=lambda one: one[1]):
        said = "".join(char for char, _ in group)
        yield Stretch(line, tuple(_parts(said, page.lines[line - 1])) if line else (said,))


def _parts(said: str, printed: str) -> Iterator[str]:
    """The text, cut where only the line has white space."""
    if not _SPACE.search(printed.strip()):
        yield said
        return
    first = _bare(printed).find(_bare(said))
    cuts = {gap - first for gap in _gaps(printed) if gap > first >= 0} - _gaps(said)
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
