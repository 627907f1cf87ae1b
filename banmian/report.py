"""What a build did and found, for people to be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from banmian.publish import Published
from banmian.records import Article, Review, Verdict
from banmian.search_check import Check
from banmian.sheets import by_file
from banmian.store import Stored


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a seed that the archive did not know."""

    file: str
    articles: tuple[tuple[Article, Verdict | None], ...]
    """In the order of the page, each with how sure it is."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and found."""

    pages: int
    articles: int
    derived: int
    """Articles whose title no page prints."""
    kept: int
    """Article files that people changed or wrote."""
    touched: int
    """Article files written or removed."""
    published: Published
    furniture: tuple[tuple[str, str], ...]
    """(seed, lines) that belong to the page and to no article."""
    doubtful: tuple[tuple[Article, Verdict], ...]
    """Articles for a person to check, the least sure first."""
    added: tuple[Added, ...]
    """What came of new seeds."""
    check: Check | None
    """How the search answered; None if it was not tried out, since nothing changed or there is no Node.js."""
    warnings: tuple[str, ...]
    seen: str
    """The state that the folders are in (see :mod:`banmian.looks`); empty if others wrote there meanwhile."""

    def repeated(self) -> "Report":
        """What a build would report that finds nothing changed since this one."""
        own = tuple(self.check.warnings()) if self.check else ()
        return replace(
            self,
            touched=0,
            published=replace(self.published, written=0, removed=0),
            added=(),
            check=None,
            warnings=tuple(warning for warning in self.warnings if warning not in own),
        )


def find_added(
    stored: Iterable[Stored], articles: Iterable[Article], reviews: Iterable[Review]
) -> Iterator[Added]:
    """The seeds of which nothing was known, and their articles in order."""
    seeds = {item.article.source.file for item in stored if item.article.source}
    ids = {name for item in stored for name in (item.article.id, *item.article.aliases)}
    verdicts = {review.article: review.verdict for review in reviews}
    for file, found in sorted(by_file(articles).items()):
        if file not in seeds and ids.isdisjoint(article.id for article in found):  # not known by another name
            yield Added(file, tuple((article, verdicts.get(article.id)) for article in found))
