"""What readers do with an article: quote it, with its source and a link that leads to the words."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_render import TEMPLATES

from banmian.records import Article, Source
from banmian.records import Page as Sheet
from banmian.render import render_site
from banmian.search import build_index

LINES = (*(f"第{n}行写着，这一处的字" for n in range(1, 200)), "实 现23亿元的目标。")
BODY = (
    "".join("".join(line.split()) for line in LINES[:150])
    + "\n\n"
    + "".join("".join(line.split()) for line in LINES[150:])
)
ARTICLE = Article(
    id="one",
    title="很长的文章",
    title_source="page",
    body=BODY,
    issued="2020-07-21",
    paper="示范日报",
    source=Source("p.txt", ((1, 200),)),
)
SHORT = Article(
    id="two",
    title="短的文章 两行",
    title_source="page",
    body="## 小标题\n\n短的第一段。\n\n短的第二段。",
    date=datetime.date(2020, 7, 20),
    byline="本报讯（记者 张三）",
    credit="李四 摄",
    reporters=("张三",),
    departments=("区文化馆",),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    both = [ARTICLE, SHORT]
    for path, content in (*render_site(both, [Sheet("p", LINES)], TEMPLATES), *build_index(both)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


SELECT = """([text, length]) => {
  for (const one of document.querySelectorAll('.story .body p')) {
    const at = one.textContent.indexOf(text);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(one.firstChild, at, one.firstChild, at + length);
  }
}"""


def quote(page: Page, text: str, length: int = 0) -> str:
    page.evaluate(SELECT, [text, length or len(text)])
    page.get_by_role("button", name="引用这一句").press("Enter")
    page.get_by_role("button", name="复制引文").click()
    page.get_by_text("已复制").wait_for()
    assert not page.locator(".quote-offer").is_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    page.keyboard.press("Escape")
    return copied


@pytest.mark.parametrize("case", ["177行写着:6:176–177", "处的字第170行写:120:169–179"])
def test_a_quotation_names_its_lines_and_its_link_leads_to_it(
    browser: Browser, folder: Path, serve: Callable[[Path], str], case: str
) -> None:
    text, length, lines = case.split(":")
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{serve(folder)}articles/one/index.html")
    said, citation, source, link = quote(page, text, int(length)).split("\n")
    assert text in said
    assert said.startswith("“这一处的字第")  # whole clauses, as the link has them
    assert said.endswith("行写着”")
    assert "示范日报" in citation
    assert source == f"p 第 {lines} 行"
    found = context.new_page()
    found.goto(link)
    found.wait_for_function("scrollY > 1000")
    context.close()


def test_a_page_on_a_disk_has_no_link_for_others_and_quotes_all_the_same(
    browser: Browser, folder: Path
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/articles/one/index.html")
    assert page.get_by_role("button", name="引用这一句").count() == 0
    assert quote(page, "实现23亿元").split("\n")[2:] == ["p 第 199–200 行"]
    context.close()


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, folder: Path, serve: Callable[[Path], str]) -> str:
    return serve(folder) if request.param == "http" else f"{folder.as_uri()}/"


def test_what_a_reader_picks_is_bound_with_contents_and_sources_and_can_be_taken_out(
    page: Page, home: str
) -> None:
    for name in ("one", "two"):
        page.goto(f"{home}articles/{name}/index.html")
        page.get_by_role("button", name="收进剪报本").click()
        assert page.get_by_role("button", name="从剪报本取出").is_visible()
    page.get_by_role("complementary").get_by_role("link", name="剪报本").click()
    contents = page.locator("#clippings-contents a")
    contents.first.wait_for()
    assert contents.all_inner_texts() == ["很长的文章", "短的文章 两行"]
    second = page.locator(".clipping").nth(1)
    assert second.locator(".body > *").all_inner_texts() == ["小标题", "短的第一段。", "短的第二段。"]
    assert second.locator(".body h3").count() == 1
    assert second.locator("cite").inner_text().startswith("张三. 短的文章 两行[N]")
    page.get_by_role("button", name="取出：很长的文章").click()
    page.reload()
    assert contents.all_inner_texts() == ["短的文章 两行"]
    page.locator(".clipping").get_by_role("link", name="短的文章 两行").click()
    page.get_by_role("button", name="从剪报本取出").click()
    assert page.get_by_role("button", name="收进剪报本").is_visible()
    page.goto(f"{home}clippings/index.html")
    assert page.get_by_role("status").get_by_text("剪报本是空的").is_visible()


@pytest.mark.parametrize(
    "shelf", ["departments/区文化馆", "reporters/张三", "dates/2020/07", "dates/2020/07/20"]
)
def test_a_shelf_is_bound_from_the_files_of_the_search(page: Page, home: str, shelf: str) -> None:
    page.goto(f"{home}{shelf}/index.html")
    page.get_by_role("link", name="集成剪报").click()
    page.locator(".clipping").first.wait_for()
    titles = page.locator("#clippings-contents a").all_inner_texts()
    assert titles == ["短的文章 两行", "很长的文章"][: 2 if shelf.endswith("07") else 1]
    first = page.locator(".clipping").first
    assert first.locator(".body > *").all_inner_texts() == ["小标题", "短的第一段。", "短的第二段。"]
    assert first.locator("h3").all_inner_texts() == ["小标题"]
    assert first.get_by_text("李四 摄").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_text("短的第二段。").is_visible()
    assert not page.get_by_role("button").locator("visible=true").count()
