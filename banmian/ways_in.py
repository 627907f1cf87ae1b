"""The pages that lead to articles: by date, department, person, column, newspaper page and issue, and the tallies."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from banmian.catalogue import ROLES, Archive, Shelf, largest, newest_first, when
from banmian.days import days_of_months
from banmian.directory import Directory, make_directory
from banmian.paging import lasting, leaves
from banmian.pinyin import SortKey, person_order, reading_order
from banmian.press import Order, Press, ready
from banmian.records import Article
from banmian.tallies import SHOWN, as_csv, last_years, months_of, published, tabulate

_T = TypeVar("_T")
_LARGEST = 60
"""Shelves that the directory of a long list shows."""


def ways_in(press: Press, archive: Archive) -> Iterator[Order]:
    """Every page that lists articles, in a fixed order."""
    yield from _sheets(press, archive)
    yield from _issues(press, archive)
    busiest = max((count for year in archive.dates for count in year.counts().values()), default=0)
    yield press.order("dates/index.html", "dates.html", "dates", archive=archive, busiest=busiest)
    yield from _dates(press, archive.dates, above=())
    departments, people = (largest(shelves, _LARGEST) for shelves in (archive.departments, archive.people))
    yield from _shelves(press, "department", archive.departments, reading_order, most=departments)
    yield from _shelves(press, "reporter", archive.people, person_order, most=people)
    yield from _shelves(press, "column", archive.columns, reading_order, series=archive.series)
    yield from _directory(press, "people", archive.named)
    yield from _statistics(press, archive)
    yield from map(ready, days_of_months(archive.articles))


def _shelves(
    press: Press, kind: str, shelves: Sequence[Shelf], order: Callable[[str], SortKey], **context: object
) -> Iterator[Order]:
    """The pages of all shelves of a kind, and their directory, which shows what else is given."""
    section = f"{kind}s"
    for shelf in shelves:
        articles = lasting(newest_first(shelf.everything()), when)
        yield from _leaves(press, shelf.path, articles, f"{kind}.html", section, shelf=shelf)
    directory = make_directory(f"{section}/index.html", shelves, lambda shelf: order(shelf.name))
    yield from _directory(press, section, directory, **context)


def _statistics(press: Press, archive: Archive) -> Iterator[Order]:
    """用稿统计 of the whole archive and of each of its years."""
    years: defaultdict[str, list[Article]] = defaultdict(list)
    for article in archive.articles:
        years[published(article)[:4]].append(article)
    years.pop("", None)
    yield from _tallies(press, "", sorted(years), archive.articles, last_years(archive.articles))
    for year, articles in sorted(years.items()):
        yield from _tallies(press, year, [], articles, months_of(year))


def _tallies(
    press: Press, year: str, years: Sequence[str], articles: Sequence[Article], columns: Sequence[str]
) -> Iterator[Order]:
    folder = f"statistics/{year}".rstrip("/")
    people = {role: tabulate(articles, role, columns) for role in ROLES}
    yield press.order(
        f"{folder}/index.html",
        "statistics.html",
        "reporters",
        year=year,
        years=years,
        shown=SHOWN,
        published=[published(article) for article in articles],
        people=people,
        departments=tabulate(articles, "departments", columns),
    )
    table = as_csv(columns, [(ROLES[role], table) for role, table in people.items()])
    yield ready((f"{folder}/reporters.csv", table))


def _leaves(
    press: Press, path: str, entries: Sequence[object], template: str, section: str, **context: object
) -> Iterator[Order]:
    """A list on as many pages as it takes."""
    for leaf in leaves(path, entries):
        yield press.order(leaf.path, template, section, "", leaf=leaf, **context)


def _directory(press: Press, section: str, directory: Directory[_T], **context: object) -> Iterator[Order]:
    """A directory's own page, and those of its tabs where it is long."""
    template = f"{section}.html"
    yield press.order(directory.path, template, section, "", directory=directory, tab=None, **context)
    for tab in () if directory.is_whole else directory.tabs:
        yield press.order(tab.path, template, section, "", directory=directory, tab=tab, **context)


def _sheets(press: Press, archive: Archive) -> Iterator[Order]:
    sheets = lasting(archive.sheets, lambda sheet: sheet.issued)
    yield from _leaves(press, "pages/index.html", sheets, "pages.html", "pages")
    for sheet in archive.sheets:
        reviews = {
            piece.article.id: archive.reviews[piece.article.id]
            for piece in sheet.pieces
            if piece.article.id in archive.reviews
        }
        yield press.order(sheet.path, "page.html", "pages", sheet=sheet, reviews=reviews)


def _issues(press: Press, archive: Archive) -> Iterator[Order]:
    dated = sum(issue.count for volume in archive.volumes for issue in volume.issues)
    undated = len(archive.sheets) - dated
    papers = [
        (paper, list(volumes)) for paper, volumes in groupby(archive.volumes, lambda volume: volume.paper)
    ]
    busiest = max((count for volume in archive.volumes for count in volume.counts().values()), default=0)
    yield press.order(
        "issues/index.html", "issues.html", "pages", papers=papers, undated=undated, busiest=busiest
    )
    for volume in archive.volumes:
        held = {issue.day.isoformat(): issue for issue in volume.issues}
        yield press.order(volume.path, "volume.html", "pages", volume=volume, held=held)


def _dates(press: Press, shelves: Sequence[Shelf], above: tuple[Shelf, ...]) -> Iterator[Order]:
    """Years, their months, their days: each with those above it for the way back."""
    for shelf in shelves:
        yield from _leaves(press, shelf.path, shelf.articles, "date.html", "dates", shelf=shelf, above=above)
        yield from _dates(press, shelf.parts, (*above, shelf))
