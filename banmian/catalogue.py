"""The archive's ways in: articles by date, by department and by person, in the order readers expect."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from banmian.addresses import column_path, date_path, department_path, person_path
from banmian.alike import Alike, find_alike
from banmian.directory import Directory, make_directory
from banmian.histories import Histories
from banmian.holdings import Volume, make_volumes
from banmian.named_people import NamedPerson, find_named_people
from banmian.pinyin import person_order, reading_order
from banmian.processes import ALONE, Crew
from banmian.records import Article, Page, Review
from banmian.reprints import find_reprints
from banmian.review import Doubt, make_doubts
from banmian.series import Series, find_series
from banmian.sheets import Sheet, by_file, first_line, make_sheets

ROLES = {"reporters": "记者", "correspondents": "通讯员", "photographers": "摄影"}
UNDATED = "日期不详"
_MOST_TOGETHER = 12


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles under one name: a department, a person, a year, a month, a day."""

    name: str
    path: str
    articles: tuple[Article, ...] = ()
    """Those that stand here and in none of the parts."""
    parts: tuple["Shelf", ...] = ()
    """A year's months, a month's days, a person's roles."""

    def everything(self) -> list[Article]:
        """All articles of the shelf and its parts, each once, in the shelf's order."""
        found = {article.id: article for article in self.articles}
        for part in self.parts:
            found.update((article.id, article) for article in part.everything())
        return list(found.values())

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.everything())

    def days(self) -> dict[str, "Shelf"]:
        """The days of a year or a month, by their names."""
        if not self.parts:
            return {self.name: self} if len(self.name) == len("2020-07-20") else {}
        return {day: shelf for part in self.parts for day, shelf in part.days().items()}

    def counts(self) -> dict[str, int]:
        """How many articles each day of a year or a month has."""
        return {day: shelf.count for day, shelf in self.days().items()}


@dataclass(frozen=True, slots=True)
class Archive:
    """All there is to show, in order."""

    articles: tuple[Article, ...]
    """Newest first."""
    sheets: tuple[Sheet, ...]
    volumes: tuple[Volume, ...]
    dates: tuple[Shelf, ...]
    departments: tuple[Shelf, ...]
    people: tuple[Shelf, ...]
    columns: tuple[Shelf, ...]
    """栏目, by their names."""
    series: tuple[Series, ...]
    named: Directory[NamedPerson]
    """Whom the articles name."""
    files: dict[str, list[Article]]
    """The articles of each seed, whether or not its page is here."""
    reviews: dict[str, Review]
    """Article's id → what there is to check of it."""
    doubts: tuple[Doubt, ...]
    """Articles for a person to check, the least sure first."""
    histories: Histories
    """Of these articles and of those withdrawn."""
    withdrawn: tuple[Article, ...]
    """What an editor took out, and prints of it: not to be read anywhere."""
    alike: dict[str, tuple[Alike, ...]]
    """Article's id → those that speak of the same; not those that print the same text."""
    reprints: dict[str, tuple[Article, ...]]
    """Article's id → the others that print its text, if there are any."""

    @property
    def years(self) -> list[Shelf]:
        """The dates without the undated."""
        return [shelf for shelf in self.dates if shelf.name != UNDATED]

    @property
    def papers(self) -> list[str]:
        """The newspapers that the articles and pages name."""
        named = {one.paper for one in self.articles} | {sheet.page.paper for sheet in self.sheets}
        return sorted(named - {""}, key=reading_order)


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which a search can be narrowed, and how many articles have it."""

    name: str
    count: int


def make_archive(  # noqa: PLR0913 -- all that is known
    articles: Sequence[Article],
    pages: Sequence[Page],
    reviews: Sequence[Review] = (),
    histories: Histories = MappingProxyType({}),
    withdrawn: Sequence[Article] = (),
    *,
    crew: Crew = ALONE,
) -> Archive:
    """Put everything on its shelves."""
    ordered = newest_first(articles)
    reprints = find_reprints(ordered, crew)
    sheets = make_sheets(ordered, pages, withdrawn)
    return Archive(
        articles=tuple(ordered),
        sheets=tuple(sheets),
        volumes=tuple(make_volumes(sheets)),
        dates=tuple(by_date(ordered)),
        departments=tuple(by_department(ordered)),
        people=tuple(by_person(ordered)),
        columns=tuple(by_column(ordered)),
        series=tuple(find_series(reversed(ordered))),
        named=make_directory(
            "people/index.html", find_named_people(ordered), lambda person: person_order(person.name)
        ),
        files=by_file(ordered),
        reviews={review.article: review for review in reviews},
        doubts=tuple(make_doubts(ordered, [sheet.page for sheet in sheets], reviews)),
        histories=histories,
        withdrawn=tuple(withdrawn),
        alike={
            name: tuple(one for one in near if one.article not in reprints.get(name, ()))
            for name, near in find_alike(ordered, crew).items()
        },
        reprints=reprints,
    )


def when(article: Article) -> str:
    """The day of the event, else the issue as far as known: YYYY-MM-DD, YYYY-MM, YYYY or nothing."""
    return article.date.isoformat() if article.date else article.issued


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """By date downwards; on one day by page and place on the page. The undated come last."""
    placed = sorted(
        articles, key=lambda one: (one.source.file if one.source else "", first_line(one), one.id)
    )
    return sorted(placed, key=when, reverse=True)


def by_date(articles: Iterable[Article]) -> list[Shelf]:
    """Years, newest first, with their months and days; the undated in a shelf of their own at the end."""
    ordered = newest_first(articles)
    shelves = _by_prefix(ordered, 0)
    undated = tuple(article for article in ordered if not when(article))
    return [*shelves, Shelf(UNDATED, date_path("undated"), undated)] if undated else shelves


def _by_prefix(articles: list[Article], depth: int) -> list[Shelf]:
    """Articles that are dated this deep, one shelf for each year (0), month (1) or day (2)."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        steps = [step for step in when(article).split("-") if step]
        if len(steps) > depth:
            groups["-".join(steps[: depth + 1])].append(article)
    return [
        Shelf(
            name=prefix,
            path=date_path(prefix),
            articles=tuple(article for article in group if when(article) == prefix),
            parts=tuple(_by_prefix(group, depth + 1)),
        )
        for prefix, group in groups.items()
    ]


def by_department(articles: Iterable[Article]) -> list[Shelf]:
    """Departments in the order of :func:`reading_order`, each newest first."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in newest_first(articles):
        for name in dict.fromkeys(article.departments):
            groups[name].append(article)
    return [
        Shelf(name, department_path(name), tuple(groups[name])) for name in sorted(groups, key=reading_order)
    ]


def by_column(articles: Iterable[Article]) -> list[Shelf]:
    """Columns in the order of :func:`reading_order`, each newest first."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in newest_first(articles):
        if article.column:
            groups[article.column].append(article)
    return [Shelf(name, column_path(name), tuple(groups[name])) for name in sorted(groups, key=reading_order)]


def by_person(articles: Iterable[Article]) -> list[Shelf]:
    """People in the order of :func:`person_order`, with a part for each role that they have."""
    groups: defaultdict[str, defaultdict[str, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for article in newest_first(articles):
        for role, label in ROLES.items():
            for name in dict.fromkeys(getattr(article, role)):
                groups[name][label].append(article)
    return [_person(name, groups[name]) for name in sorted(groups, key=person_order)]


def _person(name: str, roles: dict[str, list[Article]]) -> Shelf:
    path = person_path(name)
    parts = (Shelf(label, path, tuple(roles[label])) for label in ROLES.values() if label in roles)
    return Shelf(name, path, parts=tuple(parts))


def by_year(articles: Iterable[Article]) -> list[tuple[str, list[Article]]]:
    """Articles that are in order already, cut where the year changes; the undated have none."""
    return [(year, list(group)) for year, group in groupby(articles, lambda one: when(one)[:4])]


def largest(shelves: Iterable[Shelf], limit: int) -> list[Shelf]:
    """The shelves with most articles, the fullest first; among equals the given order stays."""
    return sorted(shelves, key=lambda shelf: -shelf.count)[:limit]


def facets(names: Iterable[str]) -> list[Facet]:
    """Each name once with its count, the commonest first."""
    counts = Counter(names)
    order = sorted(counts, key=lambda name: (-counts[name], reading_order(name)))
    return [Facet(name, counts[name]) for name in order]


def together(articles: Iterable[Article], key: str, but: str = "") -> list[Facet]:
    """The commonest names under a key of these articles, each with how many have it."""
    return facets(
        name for article in articles for name in dict.fromkeys(getattr(article, key)) if name != but
    )[:_MOST_TOGETHER]
