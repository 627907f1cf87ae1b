"""The site: every file of it but the search index, rendered from the templates."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
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
from banmian.dataset import changes_table, make_dataset, record, to_json
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
from banmian.press import File, Press, Prints, environment
from banmian.records import Article, Page, Review, ranges
from banmian.sheets import Sheet, first_line
from banmian.tallies import as_csv
from banmian.ways_in import ways_in


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
    prints: Prints | None = None,
) -> Iterator[File]:
    """Yield every file of the site as path below its root and content, in a fixed order.

    ``base_url`` is the public address, where the site has one: canonical links and 404.html need it.
    ``name``: what the archive calls itself.
    ``reviews``: what is known of how well articles were split; it need not cover all of them.
    ``histories``: what became of articles, those that are gone among them.
    ``withdrawn``: what an editor took out of the archive; its addresses say so, and why.
    ``places``: addresses that lists had before; those that have none now lead on, or say so.
    ``prints``: of the build before; what is made of the same is not made again.
    Raise :class:`InputError` with the template and its line if a template cannot be used.
    """
    archive = make_archive(articles, pages, reviews, histories, withdrawn)
    press = Press(_environment(templates, archive), templates, base_url, name, prints)
    if prints:
        sources = [(path, read_bytes(path)) for path in sorted(templates.rglob("*")) if path.is_file()]
        prints.turn((sources, base_url, name, bool(archive.doubts), archive_feed(archive) is None))
    paths = []
    made: dict[str, bytes] = {}
    for path, content in _files(press, archive):
        made[path] = content if _FEED.search(path) else b""
        if path.endswith(".html") and path != "404.html" and _UNLISTED not in content:
            paths.append(path)
        yield path, content
    yield from _gone(press, places, made)
    if base_url:
        changed = {addresses.article_path(name): past.events[-1][0] for name, past in histories.items()}
        yield from _sitemaps(press, paths, changed)


def _files(press: Press, archive: Archive) -> Iterator[File]:
    yield from make_assets(press.templates / "static")
    yield press.make("index.html", "home.html", "home", archive=archive)
    dataset = make_dataset(archive.articles, press.base, press.name)
    yield from dataset
    paths = [path for path, _ in dataset]
    yield press.make("about/index.html", "about.html", "about", archive=archive, dataset=paths)
    yield _guide(press)
    yield press.make("clippings/index.html", "clippings.html", "clippings")
    yield press.make("404.html", "404.html", "")
    yield press.make("offline/index.html", "offline.html", "")
    yield press.make("site.webmanifest", "site.webmanifest", "")
    yield _review(press, archive)
    yield addresses.LEDGER, to_json({sheet.page.file: _ledger(sheet) for sheet in archive.sheets})
    yield "data/review.json", review.to_json(archive.articles, list(archive.reviews.values())).encode()
    yield _search(press, archive)
    if press.base:  # these say where they stand
        yield press.make("opensearch.xml", "opensearch.xml", "")
        yield press.make("robots.txt", "robots.txt", "")
        yield from _feeds(press, archive)
    yield from _changes(press, archive)
    yield from _articles(press, archive)
    yield from ways_in(press, archive)


def _ledger(sheet: Sheet) -> dict[str, object]:
    """The page's printed lines and those of no article; its articles say themselves which are theirs."""
    every = frozenset(range(1, len(sheet.page.lines) + 1))
    own = frozenset(number for number, _ in sheet.furniture)
    return {"printed": ranges(sheet.page.printed(), every), "furniture": ranges(own, every)}


def _gone(press: Press, places: Places, made: Mapping[str, bytes]) -> Iterator[File]:
    """What stands where lists were: a way on, a feed or a table without entries.

    ``made``: the files that there are, feeds with their content: one goes on under its former address.
    """
    for place in sorted(places.keys() - made.keys()):
        folder, _, file = place.rpartition("/")
        home = f"{folder}/index.html"
        target = lead(home, places, made)
        kind, name = named_by(place)
        feed = Feed(f"{name}（已停止更新）", home, ())
        if place.endswith(".csv"):
            yield place, as_csv((), ())
        elif _FEED.search(place):
            if not press.base:  # without a public address there are no feeds
                continue
            if going_on := made.get(f"{target.rpartition('/')[0]}/{file}"):
                yield place, going_on
            elif place.endswith(".json"):
                yield place, to_json(json_feed(feed, press.base, press.name) | {"expired": True})
            else:
                yield press.make(place, "feed.xml", "", feed=feed, touched={})
        elif target:
            title = named_by(target)[1]
            yield press.make(place, "redirect.html", "", stands_for=target, title=title, target=target)
        else:
            yield press.make(place, "gone.html", "", kind=kind, name=name)


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


def _guide(press: Press) -> File:
    """The editors' guide, which README leads to as well."""
    _, guide = read_bytes(press.templates / "guide.md").decode("utf-8-sig", "replace").split("\n", 1)
    return press.make("guide/index.html", "guide.html", "", guide=manual_to_html(guide))


def _review(press: Press, archive: Archive) -> File:
    """The worst doubts beside their lines, and how many more each newspaper page has."""
    shown, others = archive.doubts[: review.SHOWN], archive.doubts[review.SHOWN :]
    more = Counter(doubt.page.file for doubt in others)
    sheets = [(sheet, more[sheet.page.file]) for sheet in archive.sheets if sheet.page.file in more]
    return press.make("review/index.html", "review.html", "review", doubts=shown, more=sheets)


def _feeds(press: Press, archive: Archive) -> Iterator[File]:
    """Of the whole, each department and each person."""
    shelves = (shelf_feed(shelf, archive.histories) for shelf in (*archive.departments, *archive.people))
    for feed in (archive_feed(archive), *shelves):
        if feed:
            pasts = [(one, archive.histories.get(one.id)) for one in feed.articles]
            touched = {one.id: last_touched(one, past) for one, past in pasts}
            yield press.make(feed.atom, "feed.xml", "", feed=feed, touched=touched)
            yield feed.json, to_json(json_feed(feed, press.base, press.name, touched))


def _changes(press: Press, archive: Archive) -> Iterator[File]:
    """What the last builds did; of all builds, a table."""
    days = by_day(archive.histories)
    feed = Feed("更新记录", _CHANGES, ()) if days else None
    yield press.make(
        _CHANGES, "changes.html", "about", days=days[:_DAYS], feed=feed, histories=archive.histories
    )
    if feed:
        yield "data/changes.csv", changes_table(days, archive.histories)
    if feed and press.base:
        yield press.make(
            feed.atom, "changes.xml", "", days=days[:_DAYS], feed=feed, histories=archive.histories
        )
        yield feed.json, to_json(changes_feed(feed, days[:_DAYS], press.base, press.name))


def _sitemaps(press: Press, paths: Sequence[str], changed: Mapping[str, str]) -> Iterator[File]:
    """One list of all pages; of more than search engines take in one, lists and a list of these.

    ``changed``: path → the day that an article was changed last.
    """
    parts = [paths[first : first + _SITEMAP] for first in range(0, len(paths), _SITEMAP)]
    if len(parts) == 1:
        yield press.make(
            "sitemap.xml", "sitemap.xml", "", kind="urlset", entry="url", paths=paths, changed=changed
        )
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield press.make(
        "sitemap.xml", "sitemap.xml", "", kind="sitemapindex", entry="sitemap", paths=names, changed={}
    )
    for name, part in zip(names, parts, strict=True):
        yield press.make(name, "sitemap.xml", "", kind="urlset", entry="url", paths=part, changed=changed)


def _articles(press: Press, archive: Archive) -> Iterator[File]:
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
        yield press.make(
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
        yield press.once(json, article, partial(_json, article, press.base))
        yield press.once(markdown, article, partial(_markdown, article))
        if sheet and first:
            path = addresses.source_path(article.id)
            yield press.make(path, "source.html", "pages", article=article, sheet=sheet)
    yield from _redirects(press, archive)


def _json(article: Article, base: str) -> bytes:
    return to_json(record(article, base))


def _markdown(article: Article) -> bytes:
    return format_article(article).encode()


def _redirects(press: Press, archive: Archive) -> Iterator[File]:
    """A former id leads to its article; one in use, or led elsewhere before, does not. A withdrawn one says so."""
    taken = {article.id for article in archive.articles}
    for article in archive.articles:
        for alias in article.aliases:
            if alias not in taken:
                taken.add(alias)
                target = addresses.article_path(article.id)
                for path in (addresses.article_path(alias), addresses.source_path(alias)):
                    yield press.make(
                        path, "redirect.html", "", stands_for=target, title=article.title, target=target
                    )
                json, markdown = (addresses.data_path(alias, kind) for kind in ("json", "md"))
                yield press.once(json, article, partial(_json, article, press.base))
                yield press.once(markdown, article, partial(_markdown, article))
    yield from _withdrawn(press, archive, taken)


def _withdrawn(press: Press, archive: Archive, taken: Collection[str]) -> Iterator[File]:
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
            yield press.make(path, "withdrawn.html", "", id=name, title=title, day=day, reason=reason)
        gone = {"id": name, "title": title, "withdrawn": day} | ({"reason": reason} if reason else {})
        yield addresses.data_path(name, "json"), to_json(gone)
        yield addresses.data_path(name, "md"), f"《{title}》已撤下。\n".encode()
