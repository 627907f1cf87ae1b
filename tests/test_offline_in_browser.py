"""A site that was visited over http and is read again without a network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from test_search_in_browser import write_site

from banmian.records import Article
from banmian.render import render_site

PROJECT = Path(__file__).parent.parent
ARTICLES = [
    Article(id="one", title="第一篇", title_source="page", body="看过的正文。"),
    Article(id="two", title="第二篇", title_source="page", body="没有看过的正文。"),
]
CONTROLLED = """() => new Promise(done => {
    if (navigator.serviceWorker.controller) done();
    else navigator.serviceWorker.addEventListener("controllerchange", () => done());
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(ARTICLES, tmp_path_factory.mktemp("offline"))
    for path, content in render_site(ARTICLES, [], PROJECT / "templates"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_what_was_seen_is_there_without_a_network(
    browser: Browser, site: Path, serve: Callable[[Path], str]
) -> None:
    home = serve(site)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{home}search/index.html?q=看过")
    expect(page.locator("#count")).to_have_text("共 2 篇")
    page.evaluate(CONTROLLED)
    page.goto(f"{home}articles/one/index.html")
    page.goto(f"{home}search/index.html?q=看过")
    expect(page.locator("#count")).to_have_text("共 2 篇")
    context.set_offline(True)
    page.goto(f"{home}articles/one/index.html")
    expect(page.locator("h1")).to_have_text("第一篇")
    page.goto(f"{home}search/index.html?q=看过")
    expect(page.locator("#count")).to_have_text("共 2 篇")
    page.goto(f"{home}articles/two/index.html")
    expect(page.locator("h1")).to_have_text("现在没有联网")
    assert page.locator("main a").evaluate("link => link.href") == f"{home}index.html"
    context.set_offline(False)
    page.go_back()
    page.goto(f"{home}articles/two/index.html")
    expect(page.locator("h1")).to_have_text("第二篇")
    context.close()


def test_it_can_be_installed(browser: Browser, site: Path, serve: Callable[[Path], str]) -> None:
    page = browser.new_page()
    page.goto(f"{serve(site)}index.html")
    page.wait_for_selector("link[rel=manifest]", state="attached")
    read = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert not read["errors"]
    assert "版面" in read["data"]
    page.close()
