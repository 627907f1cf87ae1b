"""Newspaper pages as the archive shows them: raw text in bands, one for each stretch of an article."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from banmian.addresses import page_path
from banmian.records import Article, Page

_OPENING = 200
"""So many letters of a body are shown, and what is left of the paragraph; fewer are not worth folding."""
_ROWS = 28
"""A map of so many rows can be seen at once; each of its bands has one at least."""
_TONES = 6  # the colours of bands in site.css; neighbours in the list never share one


@dataclass(frozen=True, slots=True)
class Piece:
    """An article's place on a page."""

    article: Article
    tone: int
    """Which of the bands' colours is the article's."""

    @property
    def first_line(self) -> int:
        """Where the article begins; 0 if its file does not say."""
        return first_line(self.article)

    @property
    def folded(self) -> tuple[str, str]:
        """The body, as Markdown: what is shown at once, and what a long one keeps folded."""
        body = self.article.body
        end = body.find("\n\n", _OPENING)
        return (body[:end], body[end:].strip()) if 0 <= end < len(body) - _OPENING else (body, "")


@dataclass(frozen=True, slots=True)
class Band:
    """Lines in a row that belong together."""

    piece: Piece | None
    """None where no article claims the lines."""
    lines: tuple[tuple[int, str], ...]
    """Number and text of each line."""
    withdrawn: str = ""
    """Id of the article that stood here and is no more to be read; its lines are blank."""

    @property
    def span(self) -> tuple[int, int]:
        """The numbers of the first and the last line."""
        return self.lines[0][0], self.lines[-1][0]

    @property
    def printed(self) -> list[tuple[int, str]]:
        """The lines that print something."""
        return [(number, text) for number, text in self.lines if text.strip()]

    @property
    def is_furniture(self) -> bool:
        """Whether something is printed here that belongs to no article."""
        return self.piece is None and bool(self.printed)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A newspaper page with the articles on it."""

    page: Page
    pieces: tuple[Piece, ...]
    """In the order of their first lines."""
    bands: tuple[Band, ...]
    """All lines of the page."""

    @property
    def path(self) -> str:
        """The place of the page in the site."""
        return page_path(self.page.name)

    @property
    def map(self) -> list[tuple[Band, int]]:
        """The bands that print something, and how many rows of text each is tall: the longer, the taller."""
        bands = [band for band in self.bands if band.piece or band.is_furniture]
        free = max(_ROWS - len(bands), 0)
        total = sum(len(band.lines) for band in bands)
        return [(band, 1 + free * len(band.lines) // total) for band in bands]

    @property
    def furniture(self) -> list[tuple[int, str]]:
        """The printed lines that no article claims."""
        rows = (row for band in self.bands if band.is_furniture for row in band.printed)
        return [(number, text.strip()) for number, text in rows]

    @property
    def issued(self) -> str:
        """The day of issue as far as known: the page's own, or what its articles agree on."""
        if self.page.issued:
            return self.page.issued.isoformat()
        said = {piece.article.issued for piece in self.pieces}
        return said.pop() if len(said) == 1 else ""

    @property
    def links(self) -> list[tuple[str, str]]:
        """Where the page can be seen elsewhere: label and address, addresses of the web only."""
        labelled = (("版面网页", self.page.url), ("版面 PDF", self.page.pdf))
        return [(label, url) for label, url in labelled if _is_web(url)]

    @property
    def pdf_file(self) -> str:
        """The name of the page's PDF where it is a file and no address."""
        return "" if _is_web(self.page.pdf) else self.page.pdf


def first_line(article: Article) -> int:
    """The first line of the article on its page; 0 if not known."""
    return article.source.lines[0][0] if article.source and article.source.lines else 0


def by_file(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Articles of each seed, in the order in which they stand there."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda one: (first_line(one), one.id)):
        if article.source:
            found[article.source.file].append(article)
    return dict(found)


def make_sheets(
    articles: Iterable[Article], pages: Sequence[Page], withdrawn: Iterable[Article] = ()
) -> list[Sheet]:
    """One sheet for each page, newest issue first, then by name; what was withdrawn is not to be read there."""
    on_page, gone = by_file(articles), by_file(withdrawn)
    sheets = [_make_sheet(page, on_page.get(page.file, []), gone.get(page.file, [])) for page in pages]
    sheets.sort(key=lambda sheet: sheet.page.name)
    return sorted(sheets, key=lambda sheet: sheet.issued, reverse=True)


def _make_sheet(page: Page, articles: list[Article], withdrawn: list[Article]) -> Sheet:
    pieces = tuple(Piece(article, order % _TONES) for order, article in enumerate(articles))
    owners: dict[int, Piece] = {}
    for piece in pieces:
        for number in piece.article.source.numbers() if piece.article.source else ():
            owners.setdefault(number, piece)
    gone = {
        number: article.id for article in withdrawn if article.source for number in article.source.numbers()
    }
    if gone:
        page = replace(page, lines=tuple("" if n in gone else line for n, line in enumerate(page.lines, 1)))
    return Sheet(page, pieces, tuple(_bands(page, owners, gone)))


def _bands(page: Page, owners: dict[int, Piece], withdrawn: dict[int, str]) -> Iterable[Band]:
    """Blank lines that nobody claims stand in bands of their own, so that furniture is all print."""

    def kind(row: tuple[int, str]) -> tuple[str, bool]:
        piece = owners.get(row[0])
        return (piece.article.id if piece else withdrawn.get(row[0], ""), bool(piece or row[1].strip()))

    for _, rows in groupby(enumerate(page.lines, 1), kind):
        lines = tuple(rows)
        first = lines[0][0]
        yield Band(owners.get(first), lines, "" if first in owners else withdrawn.get(first, ""))


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:  # an unbalanced bracket in the host
        return False
