"""Feeds, the list of pages and what robots are told: read as their readers read them."""

import json
from datetime import date
from urllib.parse import quote
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import feedparser
import pytest
from test_render import ARTICLES, PAGES, TEMPLATES, make, site

from banmian import render
from banmian.addresses import department_path, person_path
from banmian.histories import follow
from banmian.render import render_site

BASE = "https://example.org/a&b/"
FIRST, SECOND, HOSTILE = ARTICLES[:3]


def addresses(text: str) -> list[str]:
    return [
        str(one.text)
        for one in ElementTree.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_without_a_public_address_there_are_no_feeds_and_no_list_of_pages() -> None:
    assert not [path for path in site() if path.endswith((".xml", "feed.json", "robots.txt"))]
    assert "订阅" not in site()["index.html"]


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        ("index.html", ["first", "no-page", "second", "hostile", "year-only"]),
        (department_path("教育局"), ["first", "second"]),
        (person_path("张三"), ["first", "second"]),
    ],
)
def test_both_forms_of_a_feed_hold_the_newest_first_and_nothing_undated(page: str, ids: list[str]) -> None:
    files = site(BASE)
    folder = page.removesuffix("index.html")
    found = feedparser.parse(files[f"{folder}feed.xml"])
    read = json.loads(files[f"{folder}feed.json"])
    assert not found.bozo
    assert found.version == "atom10"
    links = [f"{BASE}articles/{id}/index.html" for id in ids]
    assert [entry.link for entry in found.entries] == [entry.id for entry in found.entries] == links
    assert [item["url"] for item in read["items"]] == links
    assert found.feed.link == read["home_page_url"] == BASE + quote(page)
    assert {one.href for one in found.feed.links if one.rel == "self"} == {f"{BASE}{quote(folder)}feed.xml"}
    assert f'title="{found.feed.title}"' in files[page]
    assert "订阅" in files[page].split("<main")[1]


def test_entries_say_who_wrote_when_about_what() -> None:
    entry = feedparser.parse(site(BASE)["feed.xml"]).entries[0]
    assert entry.title == FIRST.title
    assert [author.name for author in entry.authors] == ["张三", "阿卜杜拉·买买提", "李四"]
    assert [tag.term for tag in entry.tags] == list(FIRST.departments)
    assert entry.updated == "2020-07-20T00:00:00+08:00"
    assert entry.content[0].value == "<p>第一段说的是一件事。</p>\n<p>第二段说的是另一件事。</p>"


def test_hostile_words_stay_words_in_a_feed() -> None:
    files = dict(render_site([make("a", "x\ufffe\x0b<b>]]>&", issued="2020")], PAGES, TEMPLATES, BASE))
    (entry,) = ElementTree.fromstring(files["feed.xml"]).iter("{http://www.w3.org/2005/Atom}entry")
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == "x<b>]]>&"
    hostile = feedparser.parse(site(BASE)["feed.xml"], sanitize_html=False).entries[3]
    assert "<script" not in hostile.content[0].value


def test_an_undated_archive_has_no_feed() -> None:
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site([make("a")], (), TEMPLATES, BASE)
    }
    assert "feed.xml" not in files
    assert "feed.xml" not in files["index.html"]


def test_the_list_holds_every_page_that_search_engines_are_to_know() -> None:
    files = site(BASE)
    listed = addresses(files["sitemap.xml"])
    pages = [path for path in files if path.endswith(".html")]
    hidden = {path for path in pages if '<meta name="robots" content="noindex">' in files[path]}
    assert sorted(listed) == sorted(BASE + quote(path) for path in pages if path not in {*hidden, "404.html"})
    assert {path for path in pages if 'http-equiv="refresh"' in files[path]} < hidden
    assert {"index.html", "articles/first/index.html", "changes/index.html"} <= set(pages) - hidden


def test_a_long_list_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_SITEMAP", 10)
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(ARTICLES, PAGES, TEMPLATES, BASE)
    }
    parts = [address.removeprefix(BASE) for address in addresses(files["sitemap.xml"])]
    found = [addresses(files[part]) for part in parts]
    assert [len(part) for part in found[:-1]] == [10] * (len(parts) - 1)
    assert [one for part in found for one in part] == addresses(site(BASE)["sitemap.xml"])


def test_robots_may_read_everything_and_find_the_list() -> None:
    robots = RobotFileParser()
    robots.parse(site(BASE)["robots.txt"].splitlines())
    assert robots.can_fetch("*", f"{BASE}articles/first/index.html")
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]


def test_what_came_last_stands_first_however_old_it_is() -> None:
    old, new = make("old", "旧闻", date=date(1998, 1, 1)), make("new", "新闻", date=date(2021, 1, 1))
    histories = follow(follow({}, [new], "2026-03-02"), [new, old], "2026-03-03")
    files = dict(render_site([old, new], [], TEMPLATES, BASE, histories=histories, name="示范区报"))
    found = feedparser.parse(files["feed.xml"])
    assert [entry.title for entry in found.entries] == ["旧闻", "新闻"]
    assert found.feed.title == "最新文章 · 示范区报"
