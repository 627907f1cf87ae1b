"""What hostile seeds and articles come to in a browser: text, on pages that run nothing and ask for nothing elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request
from test_render import TEMPLATES

from banmian.build import build
from banmian.errors import InputError
from banmian.folders import Folders

HIT = "window.hit=1"
ATTACKS = (
    f"<script>{HIT}</script>",
    f"<img src=x onerror={HIT}>",
    f'"><svg onload={HIT}>',
    f"</title></textarea><script>{HIT}</script>",
    f"[点我](javascript:{HIT})",
    f"<javascript:{HIT}>",
    "{{ 7*7 }}{% raise %}{# #}",
    "'; " + HIT + "; //",
    "]]>--><!--",
    "\u2028</script>",
)
SEED = "\n".join(
    [
        *(f"本报讯（记者 张三）{attack}昨日，区工信局召开会议，研究部署下一步的工作。" for attack in ATTACKS),
        "",
        f"区工信局 {ATTACKS[0]} 开会",
        "",
        "反向\u202e文字\u2066和零宽\u200b字符\u200d、空字符\0、响铃\x07都在这一段里，一个字也没有少，也没有多。",
    ]
)
NAMES = ("../../..", "CON", "nul.txt", "a/b\\c", "<b>", "..", "长" * 300, "LPT1", "名.", " ")
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages in every encoding and articles that mean harm, and the site of them."""
    root = tmp_path_factory.mktemp("hostile")
    seeds = root / "seeds"
    seeds.mkdir()
    (seeds / "utf-8.txt").write_text(SEED, "utf-8")
    (seeds / "gb.txt").write_bytes(SEED.replace("\u2066", "").encode("gb18030"))
    (seeds / "utf-16.txt").write_bytes("\ufeff".encode("utf-16-le") + SEED.encode("utf-16-le"))
    (seeds / "utf-8.yaml").write_text(
        f"paper: '{ATTACKS[0]}'\nurl: 'javascript:{HIT}'\ndate: 2020-01-02\n", "utf-8"
    )
    articles = root / "articles"
    articles.mkdir()
    for number, (name, attack) in enumerate(zip(NAMES, ATTACKS, strict=True)):
        quoted = [text.replace("'", "''").replace("\u2028", "") for text in (attack, name)]
        (articles / f"{number}.md").write_text(
            f"---\ntitle: '{quoted[0]} {quoted[1]}'\nkicker: '{quoted[0]}'\ncolumn: '{quoted[1].strip() or '栏'}'\n"
            f"departments: ['{quoted[1].strip() or '局'}']\nreporters: ['{quoted[0]}', '{quoted[1].strip() or '某'}']\n"
            f"date: 2020-01-0{number % 9 + 1}\n---\n\n{attack}\n\n## {attack}\n\n> {attack}\n",
            "utf-8",
        )
    build(Folders(seeds, articles, TEMPLATES, root / "site"), "https://example.org/")
    return root


def test_nothing_is_written_elsewhere_and_every_name_is_safe(root: Path) -> None:
    assert {path.name for path in root.iterdir()} == {"seeds", "articles", "site"}
    assert not list(root.parent.glob("*.html"))
    for folder in ("articles", "site"):
        for path in (root / folder).rglob("*"):
            assert not RESERVED.fullmatch(path.name), path
            assert not re.search(r'[<>:"|?*\\\x00-\x1f]|[ .]$', path.name), path
            assert len(path.name.encode()) <= 255, path


def test_every_page_says_what_it_may_load_and_has_no_script_of_its_own(root: Path) -> None:
    for path in (root / "site").rglob("*.html"):
        text = path.read_text("utf-8")
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert "default-src 'none'" in policy
        assert not re.search(r"unsafe|\*|https?:", policy)
        inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", text)
        assert set(inline) <= {' type="application/ld+json"'}, path
        assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', text)), path


@pytest.fixture
def watched(page: Page) -> Callable[[], list[str]]:
    """What a page did that it should not."""
    seen: list[str] = []

    def ask(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    def send(asked: Request) -> None:
        if not asked.url.startswith(("file:", "data:")):
            seen.append(asked.url)

    page.on("dialog", ask)
    page.on("request", send)
    return lambda: seen + (["hit"] if page.evaluate("'hit' in window") else [])


def test_no_page_runs_or_asks_for_anything(root: Path, page: Page, watched: Callable[[], list[str]]) -> None:
    pages = sorted({*(root / "site").rglob("*.html")} - {root / "site/404.html"})  # which is for hosts
    assert len(pages) > 60
    for path in pages:
        page.goto(path.as_uri())
        assert watched() == [], path
        for link in page.locator("a[href^='javascript' i]").all():
            raise AssertionError(link)


def test_a_script_that_got_in_would_not_run(root: Path, browser: Browser) -> None:
    page = browser.new_page()  # it will complain
    page.goto((root / "site/index.html").as_uri())
    refused = page.evaluate(
        """() => new Promise((told) => {
            addEventListener("securitypolicyviolation", ({ violatedDirective }) => told(violatedDirective));
            const script = document.createElement("script");
            script.textContent = "window.hit = 1";
            document.body.append(script);
            setTimeout(() => told(""), 1000);
        })"""
    )
    assert refused.startswith("script-src")
    assert not page.evaluate("'hit' in window")
    page.close()


def test_the_search_shows_what_it_found_as_text(
    root: Path, page: Page, watched: Callable[[], list[str]]
) -> None:
    for query in (ATTACKS[0], "window.hit", "{{ 7*7 }}", '"><svg'):
        page.goto(
            f"{(root / 'site/search/index.html').as_uri()}?q={query.replace('%', '%25').replace('#', '%23')}"
        )
        page.locator("#hits li").first.wait_for()
        assert watched() == []


def test_half_a_character_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_bytes(
        "\ufeff第一行\n第\ud800二行\n".encode("utf-16-le", "surrogatepass")
    )
    folders = Folders(tmp_path / "seeds", tmp_path / "articles", TEMPLATES, tmp_path / "site")
    with pytest.raises(InputError, match=r"a\.txt:2: 文字编码认不出来"):
        build(folders)
    assert not folders.site.exists()
