"""The site: every file of it but the search index, rendered from the templates."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import jinja2

from banmian import addresses, charts, reasons, references, review, wording
from banmian.article import format_article
from banmian.assets import make_assets
from banmian.catalogue import (
    ROLES,
    Archive,
    Facet,
    by_year,
    facets,
    largest,
    make_archive,
    together,
    when,
)
from banmian.collation import collate
from banmian.dataset import changes_table, dataset_paths, make_dataset, record, to_json
from banmian.feeds import (
    Feed,
    archive_feed,
    changes_feed,
    json_feed,
    last_touched,
    moment,
    shelf_feed,
    xml_text,
)
from banmian.files import read_bytes
from banmian.histories import KINDS, Histories, by_day
from banmian.imprint import Imprint
from banmian.linked_data import news_article
from banmian.markup import manual_to_html, to_html
from banmian.paging import LEAF
from banmian.places import Places, lead, named_by
from banmian.press import File, Order, Press, environment, ready
from banmian.records import Article, Page, Review, ranges
from banmian.sheets import Sheet, first_line
from banmian.tallies import as_csv
from banmian.ways_in import ways_in


@dataclass(frozen=True, slots=True)
class Site:
    """What a site shows, and how."""

    archive: Archive
    templates: Path
    base_url: str = ""
    """The public address, where the site has one: canonical links and 404.html need it."""
    name: str = Imprint().name
    """What the archive calls itself."""
    places: Places = field(default_factory=dict)
    """Addresses that lists had before; those that have none now lead on, or say so."""

    def setting(self) -> object:
        """What every file is made of."""
        sources = [(path, read_bytes(path)) for path in sorted(self.templates.rglob("*")) if path.is_file()]
        archive = self.archive
        return sources, self.base_url, self.name, bool(archive.doubts), archive_feed(archive) is None

    def orders(self) -> Iterator[Order]:
        """Every file of the site but the search index, in a fixed order, to be made by whoever has the time.

        Making one raises :class:`InputError` with the template and its line if a template cannot be used.
        """
        environment = _environment(self.templates, self.archive)
        press = Press(environment, self.templates, self.base_url, self.name, _unlisted(self.templates))
        paths: list[str] = []
        made: dict[str, Order | None] = {}
        for order in _files(press, self.archive):
            made[order.path] = order if _FEED.search(order.path) else None
            if order.listed and order.path.endswith(".html") and order.path != "404.html":
                paths.append(order.path)
            yield order
        yield from _gone(press, self.places, made)
        if self.base_url:
            histories = self.archive.histories
            changed = {addresses.article_path(name): past.events[-1][0] for name, past in histories.items()}
            yield from _sitemaps(press, paths, changed)


def render_site(  # noqa: PLR0913 -- all that there is to show, and how
    articles: Sequence[Article],
    pages: Sequence[Page],
    templates: Path,
    base_url: str = "",
    reviews: Sequence[Review] = (),
    *,
    name: str = Imprint().name,
    histories: Histories = MappingProxyType({}),
    withdrawn: Sequence[Article] = (),
    places: Places = MappingProxyType({}),
) -> Iterator[File]:
    """Yield every file of the site but the search index, as path below its root and content, in a fixed order.

    ``reviews``: what is known of how well articles were split; it need not cover all of them.
    ``histories``: what became of articles, those that are gone among them.
    ``withdrawn``: what an editor took out of the archive; its addresses say so, and why.
    The others: as :class:`Site` has them.
    """
    archive = make_archive(articles, pages, reviews, histories, withdrawn)
    for order in Site(archive, templates, base_url, name, places).orders():
        yield order.path, order.make()


def _unlisted(templates: Path) -> frozenset[str]:
    """Templates whose pages tell search engines to pass by."""
    files = (path for path in templates.glob("*.html") if path.is_file())
    return frozenset(path.name for path in files if _UNLISTED in read_bytes(path))


def _files(press: Press, archive: Archive) -> Iterator[Order]:
    yield from map(ready, make_assets(press.templates / "static"))
    yield press.order("index.html", "home.html", "home", archive=archive)
    dataset = dataset_paths(archive.articles)
    made = cache(lambda: dict(make_dataset(archive.articles, press.base, press.name)))
    yield from (Order(path, partial(_content, made, path), archive.articles) for path in dataset)
    yield press.order("about/index.html", "about.html", "about", archive=archive, dataset=dataset)
    yield _guide(press)
    yield press.order("clippings/index.html", "clippings.html", "clippings")
    yield press.order("404.html", "404.html", "")
    yield press.order("offline/index.html", "offline.html", "")
    yield press.order("site.webmanifest", "site.webmanifest", "")
    yield _review(press, archive)
    yield Order(addresses.LEDGER, partial(_ledger, archive.sheets), archive.sheets)
    yield Order("data/review.json", partial(_review_data, archive))
    yield _search(press, archive)
    if press.base:  # these say where they stand
        yield press.order("opensearch.xml", "opensearch.xml", "")
        yield press.order("robots.txt", "robots.txt", "")
        yield from _feeds(press, archive)
    yield from _changes(press, archive)
    yield from _articles(press, archive)
    yield from ways_in(press, archive)


def _content(files: Callable[[], Mapping[str, bytes]], path: str) -> bytes:
    return files()[path]


def _ledger(sheets: Sequence[Sheet]) -> bytes:
    return to_json({sheet.page.file: _lines_of(sheet) for sheet in sheets})


def _review_data(archive: Archive) -> bytes:
    return review.to_json(archive.articles, list(archive.reviews.values())).encode()


def _lines_of(sheet: Sheet) -> dict[str, object]:
    """The page's printed lines and those of no article; its articles say themselves which are theirs."""
    every = frozenset(range(1, len(sheet.page.lines) + 1))
    own = frozenset(number for number, _ in sheet.furniture)
    return {"printed": ranges(sheet.page.printed(), every), "furniture": ranges(own, every)}


def _gone(press: Press, places: Places, made: Mapping[str, Order | None]) -> Iterator[Order]:
    """What stands where lists were: a way on, a feed or a table without entries.

    ``made``: the files that there are, feeds as they were ordered: one goes on under its former address.
    """
    for place in sorted(places.keys() - made.keys()):
        folder, _, file = place.rpartition("/")
        home = f"{folder}/index.html"
        target = lead(home, places, made)
        kind, name = named_by(place)
        feed = Feed(f"{name}（已停止更新）", home, ())
        if place.endswith(".csv"):
            yield ready((place, as_csv((), ())))
        elif _FEED.search(place):
            if not press.base:  # without a public address there are no feeds
                continue
            if going_on := made.get(f"{target.rpartition('/')[0]}/{file}"):
                yield replace(going_on, path=place)
            elif place.endswith(".json"):
                ended = json_feed(feed, press.base, press.name) | {"expired": True}
                yield ready((place, to_json(ended)))
            else:
                yield press.order(place, "feed.xml", "", feed=feed, touched={})
        elif target:
            title = named_by(target)[1]
            yield press.order(place, "redirect.html", "", stands_for=target, title=title, target=target)
        else:
            yield press.order(place, "gone.html", "", kind=kind, name=name)


def _environment(templates: Path, archive: Archive) -> jinja2.Environment:
    made = environment(templates)
    made.filters |= {
        "authors": references.authors,
        "bibtex": references.bibtex,
        "by_year": by_year,
        "collate": collate,
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
        "words": wording.words,
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
        "has_doubts": bool(archive.doubts),
        "home_feed": archive_feed(archive),
        "article_path": addresses.article_path,
        "data_path": addresses.data_path,
        "column_path": addresses.column_path,
        "date_path": addresses.date_path,
        "department_path": addresses.department_path,
        "kinds": KINDS,
        "largest": largest,
        "link": addresses.link,
        "longest": LEAF * 2,
        "page_path": addresses.page_path,
        "source_path": addresses.source_path,
        "person_path": addresses.person_path,
        "roles": ROLES,
        "shelf_feed": shelf_feed,
        "signs": reasons.SIGNS,
    }
    return made


_CHANGES = "changes/index.html"
_FEED = re.compile(r"/feed\.(?:xml|json)$")
_DAYS = 30
"""Days that the page of changes and its feed tell of."""
_UNLISTED = b'<meta name="robots" content="noindex">'
_SITEMAP = 40_000
"""Pages in one list; 50,000 and 50 MB is the limit."""


def _search(press: Press, archive: Archive) -> Order:
    departments = (name for one in archive.articles for name in dict.fromkeys(one.departments))
    reporters = (name for one in archive.articles for name in dict.fromkeys(one.reporters))
    return press.order(
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


def _guide(press: Press) -> Order:
    """The editors' guide, which README leads to as well."""
    _, guide = read_bytes(press.templates / "guide.md").decode("utf-8-sig", "replace").split("\n", 1)
    return press.order("guide/index.html", "guide.html", "", guide=manual_to_html(guide))


def _review(press: Press, archive: Archive) -> Order:
    """The worst doubts beside their lines, and how many more each newspaper page has."""
    shown, others = archive.doubts[: review.SHOWN], archive.doubts[review.SHOWN :]
    more = Counter(doubt.page.file for doubt in others)
    sheets = [(sheet, more[sheet.page.file]) for sheet in archive.sheets if sheet.page.file in more]
    return press.order("review/index.html", "review.html", "review", doubts=shown, more=sheets)


def _feeds(press: Press, archive: Archive) -> Iterator[Order]:
    """Of the whole, each department and each person."""
    shelves = (shelf_feed(shelf, archive.histories) for shelf in (*archive.departments, *archive.people))
    for feed in (archive_feed(archive), *shelves):
        if feed:
            pasts = [(one, archive.histories.get(one.id)) for one in feed.articles]
            touched = {one.id: last_touched(one, past) for one, past in pasts}
            yield press.order(feed.atom, "feed.xml", "", feed=feed, touched=touched)
            yield Order(feed.json, partial(_json_feed, feed, press, touched), (feed, touched))


def _json_feed(feed: Feed, press: Press, touched: Mapping[str, str]) -> bytes:
    return to_json(json_feed(feed, press.base, press.name, touched))


def _changes(press: Press, archive: Archive) -> Iterator[Order]:
    """What the last builds did; of all builds, a table."""
    days = by_day(archive.histories)
    feed = Feed("更新记录", _CHANGES, ()) if days else None
    yield press.order(
        _CHANGES, "changes.html", "about", days=days[:_DAYS], feed=feed, histories=archive.histories
    )
    if feed:
        yield Order("data/changes.csv", partial(changes_table, days, archive.histories))
    if feed and press.base:
        yield press.order(
            feed.atom, "changes.xml", "", days=days[:_DAYS], feed=feed, histories=archive.histories
        )
        yield ready((feed.json, to_json(changes_feed(feed, days[:_DAYS], press.base, press.name))))


def _sitemaps(press: Press, paths: Sequence[str], changed: Mapping[str, str]) -> Iterator[Order]:
    """One list of all pages; of more than search engines take in one, lists and a list of these.

    ``changed``: path → the day that an article was changed last.
    """
    parts = [paths[first : first + _SITEMAP] for first in range(0, len(paths), _SITEMAP)]
    if len(parts) == 1:
        yield press.order(
            "sitemap.xml", "sitemap.xml", "", kind="urlset", entry="url", paths=paths, changed=changed
        )
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield press.order(
        "sitemap.xml", "sitemap.xml", "", kind="sitemapindex", entry="sitemap", paths=names, changed={}
    )
    for name, part in zip(names, parts, strict=True):
        yield press.order(name, "sitemap.xml", "", kind="urlset", entry="url", paths=part, changed=changed)


def _articles(press: Press, archive: Archive) -> Iterator[Order]:
    named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for tab in archive.named.tabs:
        for person in tab.entries:
            for article in person.articles:
                named[article.id].append((person.name, tab.path))
    series = {article.id: one for one in archive.series for article in one.articles}
    sheets = {sheet.page.file: sheet for sheet in archive.sheets}
    for article in archive.articles:
        file = article.source.file if article.source else ""
        siblings = archive.files.get(file, [article])
        place = siblings.index(article)
        sheet, first = sheets.get(file), first_line(article)
        yield press.order(
            addresses.article_path(article.id),
            "article.html",
            "",
            article=article,
            named=named[article.id],
            series=series.get(article.id),
            sheet=sheet,
            first_line=first,
            siblings=[one for one in siblings if one.id != article.id],
            reprints=archive.reprints.get(article.id, ()),
            near=archive.alike[article.id],
            review=archive.reviews.get(article.id),
            history=archive.histories.get(article.id),
            previous=siblings[place - 1] if place else None,
            following=siblings[place + 1] if place + 1 < len(siblings) else None,
        )
        json, markdown = (addresses.data_path(article.id, kind) for kind in ("json", "md"))
        yield Order(json, partial(_json, article, press.base), article)
        yield Order(markdown, partial(_markdown, article), article)
        if sheet and first:
            path = addresses.source_path(article.id)
            yield press.order(path, "source.html", "pages", article=article, sheet=sheet)
    yield from _redirects(press, archive)


def _json(article: Article, base: str) -> bytes:
    return to_json(record(article, base))


def _markdown(article: Article) -> bytes:
    return format_article(article).encode()


def _redirects(press: Press, archive: Archive) -> Iterator[Order]:
    """A former id leads to its article; one in use, or led elsewhere before, does not. A withdrawn one says so."""
    taken = {article.id for article in archive.articles}
    for article in archive.articles:
        for alias in article.aliases:
            if alias not in taken:
                taken.add(alias)
                target = addresses.article_path(article.id)
                for path in (addresses.article_path(alias), addresses.source_path(alias)):
                    yield press.order(
                        path, "redirect.html", "", stands_for=target, title=article.title, target=target
                    )
                json, markdown = (addresses.data_path(alias, kind) for kind in ("json", "md"))
                yield Order(json, partial(_json, article, press.base), article)
                yield Order(markdown, partial(_markdown, article), article)
    yield from _withdrawn(press, archive, taken)


def _withdrawn(press: Press, archive: Archive, taken: Collection[str]) -> Iterator[Order]:
    """What stands at the addresses of articles that are gone, under whatever id they were known."""
    named = {name: one for one in archive.withdrawn for name in (*one.aliases, one.id)}
    for name in sorted({*archive.histories, *named} - set(taken)):
        one = named.get(name)
        history = archive.histories.get(name) or archive.histories.get(one.id if one else "")
        if not history:  # it was never to be read
            continue
        day, reason = history.events[-1][0], one.withdrawn if one else ""
        title = one.title if one else history.title
        for path in (addresses.article_path(name), addresses.source_path(name)):
            yield press.order(path, "withdrawn.html", "", id=name, title=title, day=day, reason=reason)
        gone = {"id": name, "title": title, "withdrawn": day} | ({"reason": reason} if reason else {})
        yield ready((addresses.data_path(name, "json"), to_json(gone)))
        yield ready((addresses.data_path(name, "md"), f"《{title}》已撤下。\n".encode()))
