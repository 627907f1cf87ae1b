"""The site: every file of it but the search index, rendered from the templates."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import jinja2
import rcssmin
import rjsmin

from banmian import addresses, charts, reasons, references, review, wording
from banmian.article import format_article
from banmian.catalogue import (
    ROLES,
    Archive,
    Facet,
    Shelf,
    by_year,
    facets,
    largest,
    make_archive,
    newest_first,
    together,
    when,
)
from banmian.dataset import make_dataset, record, to_json
from banmian.directory import Directory, make_directory
from banmian.feeds import archive_feed, json_feed, moment, shelf_feed, xml_text
from banmian.files import read_bytes
from banmian.linked_data import news_article
from banmian.markup import to_html
from banmian.named_people import NamedPerson
from banmian.paging import LEAF, leaves
from banmian.pinyin import Order, person_order, reading_order
from banmian.press import File, Press, environment
from banmian.records import Article, Page, Review
from banmian.sheets import first_line
from banmian.tallies import SHOWN, last_years, months_of, published, tabulate, to_csv

_T = TypeVar("_T")


def render_site(
    articles: Sequence[Article],
    pages: Sequence[Page],
    templates: Path,
    base_url: str = "",
    reviews: Sequence[Review] = (),
) -> Iterator[File]:
    """Yield every file of the site as path below its root and content, in a fixed order.

    ``base_url`` is the public address, where the site has one: canonical links and 404.html need it.
    ``reviews``: what is known of how well articles were split; it need not cover all of them.
    Raise :class:`InputError` with the template and its line if a template cannot be used.
    """
    archive = make_archive(articles, pages, reviews)
    press = Press(_environment(templates, archive), templates, base_url)
    paths = []
    for path, content in _files(press, archive):
        if path.endswith(".html") and path != "404.html" and _UNLISTED not in content:
            paths.append(path)
        yield path, content
    if base_url:
        yield from _sitemaps(press, paths)


def _files(press: Press, archive: Archive) -> Iterator[File]:
    yield from _assets(press.templates / "static")
    yield press.make("index.html", "home.html", "home")
    dataset = make_dataset(archive.articles, press.base)
    yield from dataset
    yield press.make("about/index.html", "about.html", "about", dataset=[path for path, _ in dataset])
    yield press.make("404.html", "404.html", "")
    yield _review(press, archive)
    yield "data/review.json", review.to_json(archive.articles, archive.reviews.values()).encode()
    yield _search(press, archive)
    if press.base:  # these say where they stand
        yield press.make("opensearch.xml", "opensearch.xml", "")
        yield press.make("robots.txt", "robots.txt", "")
        yield from _feeds(press, archive)
    people = make_directory("people/index.html", archive.named, lambda one: person_order(one.name))
    yield from _articles(press, archive, people)
    yield from _sheets(press, archive)
    yield from _issues(press, archive)
    yield press.make("dates/index.html", "dates.html", "dates")
    yield from _dates(press, archive.dates, above=())
    for shelf in archive.departments:
        yield from _leaves(press, shelf.path, shelf.articles, "department.html", "departments", shelf=shelf)
    yield from _directory(
        press, "departments", _by_name(archive.departments, reading_order, "departments/index.html")
    )
    for shelf in archive.people:
        works = newest_first(shelf.everything())
        yield from _leaves(press, shelf.path, works, "reporter.html", "reporters", shelf=shelf)
    yield from _directory(press, "reporters", _by_name(archive.people, person_order, "reporters/index.html"))
    yield from _directory(press, "people", people)
    yield from _statistics(press, archive)


def _environment(templates: Path, archive: Archive) -> jinja2.Environment:
    made = environment(templates)
    made.filters |= {
        "authors": references.authors,
        "bibtex": references.bibtex,
        "by_year": by_year,
        "csl": references.csl,
        "date_steps": wording.date_steps,
        "day": wording.day,
        "gbt_2015": references.gbt_2015,
        "gbt_2025": references.gbt_2025,
        "grade": reasons.grade,
        "percent": reasons.percent,
        "question": reasons.question,
        "ris": references.ris,
        "leaf_title": wording.leaf_title,
        "lines": wording.lines,
        "moment": moment,
        "news_article": news_article,
        "sheet_title": wording.sheet_title,
        "summary": wording.summary,
        "to_html": to_html,
        "when": when,
        "xml_text": xml_text,
    }
    made.filters |= {
        "month_weeks": charts.month_weeks,
        "timeline": lambda articles: charts.timeline(map(when, articles)),
        "timeline_of": charts.timeline,
        "tint": charts.tint,
        "together": together,
        "year_map": charts.year_map,
    }
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    made.globals |= {
        "accessed": references.ACCESSED,
        "archive": archive,
        "archive_feed": archive_feed,
        "article_path": addresses.article_path,
        "data_path": addresses.data_path,
        "date_path": addresses.date_path,
        "department_path": addresses.department_path,
        "largest": largest,
        "link": addresses.link,
        "longest": LEAF * 2,
        "page_path": addresses.page_path,
        "person_path": addresses.person_path,
        "roles": ROLES,
        "shelf_feed": shelf_feed,
        "signs": reasons.SIGNS,
    }
    return made


_UNLISTED = b'<meta name="robots" content="noindex">'
_SITEMAP = 40_000
"""Pages in one list; 50,000 and 50 MB is the limit."""

_SHORTER: Mapping[str, Callable[[bytes], bytes]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
"""Comments and blanks are a third of what a browser would have to fetch."""


_TOGETHER = "static/searching.js", ("fold.js", "search.js", "search-page.js")
"""What the search page starts with, in one file: each more would be fetched in a round of its own."""


def _assets(folder: Path) -> Iterator[File]:
    made: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            shorten = _SHORTER.get(path.suffix, bytes)
            made[path.relative_to(folder).as_posix()] = shorten(read_bytes(path))
    whole, parts = _TOGETHER
    yield from ((f"static/{name}", content) for name, content in made.items())
    yield whole, b"\n".join(made[part] for part in parts if part in made)


def _search(press: Press, archive: Archive) -> File:
    departments = (name for one in archive.articles for name in dict.fromkeys(one.departments))
    reporters = (name for one in archive.articles for name in dict.fromkeys(one.reporters))
    return press.make(
        "search/index.html",
        "search.html",
        "search",
        years=[Facet(shelf.name, shelf.count) for shelf in archive.years],
        departments=facets(departments),
        reporters=facets(reporters),
        kinds=facets(one.kind for one in archive.articles),
        papers=facets(one.paper for one in archive.articles if one.paper),
        months=len({when(one)[:7] for one in archive.articles} - {""}),
    )


def _review(press: Press, archive: Archive) -> File:
    """The worst doubts beside their lines, and how many more each newspaper page has."""
    shown, others = archive.doubts[: review.SHOWN], archive.doubts[review.SHOWN :]
    more = Counter(doubt.page.file for doubt in others)
    sheets = [(sheet, more[sheet.page.file]) for sheet in archive.sheets if sheet.page.file in more]
    return press.make("review/index.html", "review.html", "review", doubts=shown, more=sheets)


def _feeds(press: Press, archive: Archive) -> Iterator[File]:
    """Of the whole, each department and each person."""
    shelves = (shelf_feed(shelf) for shelf in (*archive.departments, *archive.people))
    for feed in (archive_feed(archive), *shelves):
        if feed:
            yield press.make(feed.atom, "feed.xml", "", feed=feed)
            yield feed.json, to_json(json_feed(feed, press.base))


def _sitemaps(press: Press, paths: Sequence[str]) -> Iterator[File]:
    """One list of all pages; of more than search engines take in one, lists and a list of these."""
    parts = [paths[first : first + _SITEMAP] for first in range(0, len(paths), _SITEMAP)]
    if len(parts) == 1:
        yield press.make("sitemap.xml", "sitemap.xml", "", kind="urlset", entry="url", paths=paths)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield press.make("sitemap.xml", "sitemap.xml", "", kind="sitemapindex", entry="sitemap", paths=names)
    for name, part in zip(names, parts, strict=True):
        yield press.make(name, "sitemap.xml", "", kind="urlset", entry="url", paths=part)


def _articles(press: Press, archive: Archive, people: Directory[NamedPerson]) -> Iterator[File]:
    named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for tab in people.tabs:
        for person in tab.entries:
            for article in person.articles:
                named[article.id].append((person.name, tab.path))
    sheets = {sheet.page.file: sheet for sheet in archive.sheets}
    for article in archive.articles:
        file = article.source.file if article.source else ""
        siblings = archive.files.get(file, [article])
        place = siblings.index(article)
        yield press.make(
            addresses.article_path(article.id),
            "article.html",
            "",
            article=article,
            named=named[article.id],
            body=to_html(article.body),
            sheet=sheets.get(file),
            first_line=first_line(article),
            previous=siblings[place - 1] if place else None,
            following=siblings[place + 1] if place + 1 < len(siblings) else None,
        )
        yield addresses.data_path(article.id, "json"), to_json(record(article, press.base))
        yield addresses.data_path(article.id, "md"), format_article(article).encode()
    yield from _redirects(press, archive)


def _redirects(press: Press, archive: Archive) -> Iterator[File]:
    """A former id leads to its article; an id that is in use, or was led elsewhere before, does not."""
    taken = {article.id for article in archive.articles}
    for article in archive.articles:
        for alias in article.aliases:
            if alias not in taken:
                taken.add(alias)
                target = addresses.article_path(article.id)
                path = addresses.article_path(alias)
                yield press.make(path, "redirect.html", "", stands_for=target, article=article, target=target)


def _statistics(press: Press, archive: Archive) -> Iterator[File]:
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
) -> Iterator[File]:
    folder = f"statistics/{year}".rstrip("/")
    people = {role: tabulate(articles, role, columns) for role in ROLES}
    yield press.make(
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
    yield f"{folder}/reporters.csv", to_csv((ROLES[role], table) for role, table in people.items())


def _leaves(
    press: Press, path: str, entries: Sequence[object], template: str, section: str, **context: object
) -> Iterator[File]:
    """A list on as many pages as it takes."""
    for leaf in leaves(path, entries):
        yield press.make(leaf.path, template, section, "", leaf=leaf, **context)


def _by_name(shelves: Sequence[Shelf], order: Callable[[str], Order], path: str) -> Directory[Shelf]:
    return make_directory(path, shelves, lambda shelf: order(shelf.name))


def _directory(press: Press, section: str, directory: Directory[_T]) -> Iterator[File]:
    """A directory's own page, and those of its tabs where it is long."""
    template = f"{section}.html"
    yield press.make(directory.path, template, section, directory=directory, tab=None)
    for tab in () if directory.is_whole else directory.tabs:
        yield press.make(tab.path, template, section, directory=directory, tab=tab)


def _sheets(press: Press, archive: Archive) -> Iterator[File]:
    yield from _leaves(press, "pages/index.html", archive.sheets, "pages.html", "pages")
    for sheet in archive.sheets:
        yield press.make(sheet.path, "page.html", "pages", sheet=sheet)


def _issues(press: Press, archive: Archive) -> Iterator[File]:
    dated = sum(issue.count for volume in archive.volumes for issue in volume.issues)
    undated = len(archive.sheets) - dated
    papers = [
        (paper, list(volumes)) for paper, volumes in groupby(archive.volumes, lambda volume: volume.paper)
    ]
    yield press.make("issues/index.html", "issues.html", "pages", papers=papers, undated=undated)
    for volume in archive.volumes:
        held = {issue.day.isoformat(): issue for issue in volume.issues}
        yield press.make(volume.path, "volume.html", "pages", volume=volume, held=held)


def _dates(press: Press, shelves: Sequence[Shelf], above: tuple[Shelf, ...]) -> Iterator[File]:
    """Years, their months, their days: each with those above it for the way back."""
    for shelf in shelves:
        yield from _leaves(press, shelf.path, shelf.articles, "date.html", "dates", shelf=shelf, above=above)
        yield from _dates(press, shelf.parts, (*above, shelf))
