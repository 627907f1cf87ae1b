"""The search is tried out at every build: strings of the articles are asked of the shipped script, in Node.js."""

import re
from pathlib import Path

import pytest

from banmian.records import Article
from banmian.render import render_site
from banmian.search import build_index
from banmian.search_check import Check, check_search
from banmian.store import read_articles

PROJECT = Path(__file__).parent.parent
ARTICLES = [item.article for item in read_articles(PROJECT / "articles")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written(ARTICLES, tmp_path)


def written(articles: list[Article], folder: Path) -> Path:
    for path, data in [*render_site(articles, [], PROJECT / "templates"), *build_index(articles)]:
        if path.startswith(("search/", "static/")):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    return folder


def tried(site: Path, articles: list[Article] = ARTICLES, *, thorough: bool = True) -> Check:
    check = check_search(site, articles, thorough=thorough)
    assert check
    return check


def test_every_article_is_found_by_strings_of_its_own(site: Path) -> None:
    assert tried(site) == Check(2 * len(ARTICLES), ())
    assert tried(site, thorough=False) == Check(len(ARTICLES), ())


def test_strings_with_quotation_marks_are_tried_too(tmp_path: Path) -> None:
    body = '他说"好"，又说"不好"。标题:"很好"，日期：-记者:"某"。' * 20
    articles = [Article(id="marks", title='"好"不好', title_source="page", body=body)]
    site = written(articles, tmp_path)
    assert tried(site, articles).missed == ()
    for shard in site.glob("search/*/[0-9]*.js"):
        shard.write_text(shard.read_text("utf-8").replace('\\"', "?"), "utf-8")
    assert tried(site, articles).missed


def test_a_script_that_does_not_run_is_told_as_that(site: Path) -> None:
    (site / "static/search.js").write_text("throw new Error('broken off')", "utf-8")
    check = tried(site)
    assert (check.tried, check.missed) == (0, ())
    assert "broken off" in next(check.warnings())


def test_what_is_not_in_the_index_is_missed(site: Path) -> None:
    shard = max((path for path in site.glob("search/*/[0-9]*.js")), key=lambda path: path.stat().st_size)
    shard.unlink()
    check = tried(site)
    assert 0 < len(check.missed) < check.tried
    assert f"{check.tried} 处里有 {len(check.missed)} 处" in next(check.warnings())


def test_what_is_found_and_does_not_hold_the_string_is_told(site: Path) -> None:
    text = next(site.glob("search/texts/*.js"))
    text.write_text(re.sub(r'("(?:title|body)":)"[^"]*"', r'\1""', text.read_text("utf-8")), "utf-8")
    assert tried(site).missed


def test_a_site_without_the_search_is_not_tried(tmp_path: Path) -> None:
    assert check_search(tmp_path, ARTICLES) is None
