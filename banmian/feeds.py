"""Feeds of what came into the archive last; each article says when the archive changed it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from banmian.addresses import article_path, link
from banmian.catalogue import Archive, Shelf, newest_first, when
from banmian.histories import KINDS, Day, Histories, History
from banmian.markup import to_html
from banmian.records import Article
from banmian.references import authors
from banmian.wording import summary

_ENTRIES = 20
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest articles of a page that lists them."""

    title: str
    page: str
    """Path of the page."""
    articles: tuple[Article, ...]
    """Those that came last first, and of one day the newest; none undated."""

    @property
    def atom(self) -> str:
        """Path of the Atom form, beside the page."""
        return f"{self.page.removesuffix('index.html')}feed.xml"

    @property
    def json(self) -> str:
        """Path of the JSON form."""
        return f"{self.page.removesuffix('index.html')}feed.json"


def archive_feed(archive: Archive) -> Feed | None:
    """Of everything."""
    return _feed("最新文章", "index.html", archive.articles, archive.histories)


def shelf_feed(shelf: Shelf, histories: Histories = MappingProxyType({})) -> Feed | None:
    """Of a department or a person."""
    return _feed(shelf.name, shelf.path, newest_first(shelf.everything()), histories)


def _feed(title: str, page: str, articles: Sequence[Article], histories: Histories) -> Feed | None:
    """None if all are undated."""

    def came(article: Article) -> str:
        return histories[article.id].events[0][0] if article.id in histories else ""

    dated = sorted((article for article in articles if when(article)), key=came, reverse=True)
    return Feed(title, page, tuple(dated[:_ENTRIES])) if dated else None


def moment(article: Article) -> str:
    """The day of the article as feeds want it; of a month or year that is all that is known, the first day."""
    return f"{f'{when(article)}-01-01'[:10]}T00:00:00+08:00"


def last_touched(article: Article, past: History | None) -> str:
    """When the archive took the article in or changed it last, if it knows; else the article's own day."""
    return f"{past.events[-1][0]}T00:00:00+08:00" if past else moment(article)


def xml_text(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return _NO_XML.sub("", text)


def json_feed(
    feed: Feed, base: str, archive: str, touched: Mapping[str, str] = MappingProxyType({})
) -> dict[str, object]:
    """In the form of JSON Feed 1.1.

    ``base``: the public address of the site; ``archive``: its name; ``touched``: id → last change.
    """
    items = [_item(article, base) | {"date_modified": touched[article.id]} for article in feed.articles]
    return _in_json(feed, base, archive, items)


def changes_feed(feed: Feed, days: Iterable[Day], base: str, archive: str) -> dict[str, object]:
    """The same of what builds did, an item a day; each names the articles by their addresses."""
    page = link(feed.page, base)
    items: list[dict[str, object]] = [
        {
            "id": f"{page}#d{day.date}",
            "url": f"{page}#d{day.date}",
            "title": "，".join(f"{KINDS[kind]} {len(ids)} 篇" for kind, ids in day.kinds.items()),
            "content_text": "\n".join(
                f"{KINDS[kind]} {link(article_path(name), base)}"
                for kind, ids in day.kinds.items()
                for name in ids[:_ENTRIES]
            ),
            "date_published": f"{day.date}T00:00:00Z",
        }
        for day in days
    ]
    return _in_json(feed, base, archive, items)


def _in_json(feed: Feed, base: str, archive: str, items: list[dict[str, object]]) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.title} · {archive}",
        "home_page_url": link(feed.page, base),
        "feed_url": link(feed.json, base),
        "language": "zh-Hans",
        "items": items,
    }


def _item(article: Article, base: str) -> dict[str, object]:
    address = link(article_path(article.id), base)
    return {
        "id": address,
        "url": address,
        "title": article.title,
        "content_html": to_html(article.body),
        "summary": summary(article),
        "date_published": moment(article),
        "authors": [{"name": name} for name in authors(article)],
        "tags": list(article.departments),
    }
