"""References on an article's page in a real Chromium: copied and saved by a click."""

import datetime
from pathlib import Path

import rispy
from playwright.sync_api import Page, expect
from test_render import ARTICLES
from test_site_in_browser import folder, home

from banmian.references import gbt_2015, gbt_2025

__all__ = ["folder", "home"]
ADDRESS = "https://example.org/some/folder/site/articles/first/index.html"


def pasted(page: Page) -> str:
    """What a paste brings."""
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press("Control+v")
    return page.get_by_role("searchbox").input_value()


def test_references_are_copied_and_say_so(page: Page, home: str) -> None:
    page.goto(home + "articles/first/index.html")
    page.get_by_role("button", name="复制 GB/T 7714—2025").click()
    expect(page.get_by_role("status").first).to_have_text("已复制")
    assert pasted(page) == gbt_2025(ARTICLES[0], ADDRESS)
    page.get_by_text("其他引用格式").click()
    page.get_by_role("button", name="复制 GB/T 7714—2015").click()
    today = datetime.datetime.now().astimezone().date().isoformat()
    assert pasted(page) == gbt_2015(ARTICLES[0], ADDRESS).replace("引用日期", today)


def test_a_closed_clipboard_is_gone_around(page: Page, home: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(home + "articles/first/index.html")
    page.get_by_role("button", name="复制 GB/T 7714—2025").click()
    expect(page.get_by_role("status").first).to_have_text("已复制")
    assert pasted(page) == gbt_2025(ARTICLES[0], ADDRESS)


def test_references_are_saved_as_files(page: Page, home: str) -> None:
    page.goto(home + "articles/first/index.html")
    page.get_by_text("其他引用格式").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 RIS").click()
    assert download.value.suggested_filename == "first.ris"
    (record,) = rispy.loads(Path(download.value.path()).read_text("utf-8"))
    assert (record["title"], record["urls"]) == ("甲的标题 分两行印：副题", [ADDRESS])
