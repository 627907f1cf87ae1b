"""The repository's own archive, built and opened in a real Chromium: over http and from a folder."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from page_types import page_types
from playwright.sync_api import Browser, Page

from banmian.article import parse_article
from banmian.build import build
from banmian.folders import Folders
from banmian.markup import to_paragraphs
from banmian.words import fold

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five seeds and the committed articles, built afresh."""
    folder = tmp_path_factory.mktemp("archive")
    build(Folders(PROJECT / "seeds", PROJECT / "articles", PROJECT / "templates", folder / "site"))
    return folder / "site"


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site) if request.param == "http" else f"{site.as_uri()}/"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page()
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield tab
    tab.close()
    assert not troubles


def holders(query: str) -> set[str]:
    """The ids of the articles that hold the string, by the articles' own files."""
    found = set()
    for path in (PROJECT / "articles").rglob("*.md"):
        article = parse_article(path.read_text("utf-8"), path)
        fields = (
            article.title,
            article.kicker,
            article.subtitle,
            article.byline,
            "".join(to_paragraphs(article.body)),
        )
        if any(fold(query) in fold(field) for field in fields):
            found.add(article.id)
    return found


@pytest.mark.parametrize(
    "query", ["桥隧工程", "郭树勋", "度重", "蒙", "5G", "５ｇ", "（高新区）", "没有这个词"]
)
def test_a_search_finds_exactly_the_articles_that_hold_the_string(root: str, tab: Page, query: str) -> None:
    tab.goto(f"{root}search/index.html")
    answer: dict[str, Any] = tab.evaluate("query => banmian.search(query, {limit: Infinity})", query)
    assert {hit["id"] for hit in answer["hits"]} == holders(query)
    assert answer["total"] == len(answer["hits"])


def test_a_reader_gets_from_home_to_an_article_by_searching(root: str, tab: Page) -> None:
    tab.goto(f"{root}index.html")
    tab.get_by_role("searchbox").fill("桥隧工程")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/index.html?q=*")
    tab.locator("main a[href*='articles/']").first.click()
    assert "精准施策抓统筹" in tab.locator("h1").inner_text()
    assert tab.get_by_text("桥隧工程").count()


def test_the_longest_article_comes_in_25_kilobytes_from_its_own_host(
    site: Path, serve: Callable[[Path], str], browser: Browser
) -> None:
    root, asked = serve(site), list[str]()
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(root + page_types(site)["articles-x"], wait_until="networkidle")
    tab.close()
    assert len(asked) > 2
    assert [url for url in asked if not url.startswith(root)] == []
    files = (site / unquote(url.removeprefix(root)) for url in asked)
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 25_000


def test_every_page_opens_without_a_script_and_fits_a_phone(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    wide = []
    for path in sorted(site.rglob("*.html")):
        tab.goto(path.as_uri())
        box = tab.locator("html").bounding_box()
        if not tab.title() or not box or tab.locator("body").evaluate("body => body.scrollWidth") > 360:
            wide.append(path.relative_to(site).as_posix())
    context.close()
    assert not wide
