"""What readers do with an article: quote it, with its source and a link that leads to the words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_render import TEMPLATES

from banmian.records import Article, Source
from banmian.records import Page as Sheet
from banmian.render import render_site

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, content in render_site([ARTICLE], [Sheet("p", LINES)], TEMPLATES):
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
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    page.keyboard.press("Escape")
    return copied


@pytest.mark.parametrize("case", ["177行写着:6:177", "处的字第170行写:120:169–178"])
def test_a_quotation_names_its_lines_and_its_link_leads_to_it(
    browser: Browser, folder: Path, serve: Callable[[Path], str], case: str
) -> None:
    text, length, lines = case.split(":")
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{serve(folder)}articles/one/index.html")
    said, citation, source, link = quote(page, text, int(length)).split("\n")
    assert text in said
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
    assert quote(page, "实现23亿元").split("\n")[2:] == ["p 第 200 行"]
    context.close()
