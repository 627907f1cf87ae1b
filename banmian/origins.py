"""What an article was made of, as a short code in its file: so what becomes of that later can be told.

A file that an editor changed keeps its code. The first half fits as long as the text of the article's lines
and the splitter's parting of them are what they were, the other half as long as nothing on the page changes.
"""

import hashlib
from collections.abc import Sequence

from banmian.records import Article, Page, Source

Made = Sequence[tuple[Page, Sequence[Article]]]
"""The articles of each page as the splitter sees them now."""

_HALF = 8
"""Digits: chance lets one change in four billion pass."""
_MARK = 4
"""Digits: lines are told apart by their neighbours, too."""


class Origins:
    """The pages and the splitting of now, to hold the codes of then against."""

    def __init__(self, made: Made) -> None:
        self.pages = {page.file: page for page, _ in made}
        self._codes = {file: _digest(*map(_bare, page.lines)) for file, page in self.pages.items()}
        self._files = {code: file for file, code in self._codes.items()}
        self._sources = {
            page.file: [article.source for article in articles if article.source] for page, articles in made
        }
        self._makers = {
            file: {number: source for source in sources for number in source.numbers()}
            for file, sources in self._sources.items()
        }
        self._places: dict[tuple[str, str], Source] = {}
        for page, articles in made:
            for article in articles:
                if article.source:
                    self._places.setdefault((article.id, page.file), article.source)
                    self._places.setdefault((article.id, ""), article.source)

    def place(self, name: str, file: str = "") -> Source | None:
        """Where the splitter makes an article with this id, on this page or on any."""
        return self._places.get((name, file))

    def file_of(self, then: str) -> str:
        """Where the page of the code stands now, under whatever name; empty if it was changed or is gone."""
        return self._files.get(page_part(then), "")

    def same_page(self, file: str, then: str) -> bool:
        """Whether nothing on the page has changed."""
        return self._codes[file] == page_part(then)

    def same_text(self, source: Source, then: str) -> bool:
        """Whether the lines have the text of the code, and are split as they were."""
        return self.code(source)[:_HALF] == then[:_HALF]

    def code(self, source: Source) -> str:
        """Sixteen digits: the text of the lines with its parting, then the whole page."""
        return _digest(*map(self._text, (source, *self.made(source)))) + self._codes[source.file]

    def made(self, source: Source) -> list[Source]:
        """What the splitter makes of the lines now."""
        makers = self._makers[source.file]
        return list(dict.fromkeys(makers[n] for n in sorted(source.numbers()) if n in makers))

    def marks(self, file: str) -> list[str]:
        """A short mark for each line of the page, empty for a blank one: to find lines again by."""
        return [_digest(line)[:_MARK] if line else "" for line in map(_bare, self.pages[file].lines)]

    def find(self, file: str, then: str) -> Source | None:
        """The article on the page that the splitter still makes as the code has it."""
        return next((source for source in self._sources[file] if self.same_text(source, then)), None)

    def _text(self, source: Source) -> str:
        lines = self.pages[source.file].lines
        return "".join(_bare(lines[n - 1]) for n in sorted(source.numbers()) if n <= len(lines))


def page_part(code: str) -> str:
    """The half of a code that stands for the whole page."""
    return code[_HALF:]


def _bare(line: str) -> str:
    """White space comes and goes with the extractor."""
    return "".join(line.split())


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:_HALF]
