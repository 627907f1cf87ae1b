"""Suggestions under the search box, and the twins of what is typed, in a real Chromium."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from test_search_in_browser import write_site

from banmian.records import Article
from banmian.store import read_articles

PROJECT = Path(__file__).parent.parent
ATTACK = "<img src=x onerror=window.hit=1>"


def article(id: str, title: str, body: str, **keys: object) -> Article:
    day = datetime.date(2020, 1, 1)
    return Article(id=id, title=title, title_source="page", body=body, date=day, **keys)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hostile = article("x", ATTACK, f"记者{ATTACK}", reporters=(ATTACK,))
    archive = [item.article for item in read_articles(PROJECT / "articles")]
    return write_site([*archive, hostile], tmp_path_factory.mktemp("site"))


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The search page, which may not complain."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_search(page, folder)
    yield page
    page.close()
    assert not complaints


def open_search(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/search/index.html")
    expect(page.locator("#count")).to_contain_text("可检索")


def options_of(page: Page) -> Locator:
    return page.get_by_role("listbox", name="提示").get_by_role("option")


def asked(page: Page) -> str | None:
    query: str | None = page.evaluate("new URLSearchParams(location.search).get('q')")
    return query


def shown(page: Page, term: str) -> None:
    """Waits until the results are those of the term."""
    page.wait_for_function(
        "term => document.title.startsWith(`${term} ·`) && !document.querySelector('[aria-busy]')", arg=term
    )


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("guoshuxun", "郭树勋", "记者"),
        ("GSX", "郭树勋", "记者"),
        ("guosh", "郭树勋", "记者"),
        ("郭sx", "郭树勋", "记者"),
        ("会议 郭", "郭树勋", "记者"),
        ("sfqgxj", "示范区工信局（金融局）", "部门"),
        ("gongxinju", "示范区工信局（金融局）", "部门"),
        ("工信局(金", "示范区工信局（金融局）", "部门"),
        ("gxjjrj", "示范区工信局（金融局）", "部门"),
        ("shifanq", "示范区", "词"),
        ("<img", ATTACK, "记者"),
    ],
)
def test_characters_and_pinyin_lead_to_names_departments_and_words(
    page: Page, typed: str, text: str, kind: str
) -> None:
    page.locator("#q").fill(typed)
    first = options_of(page).first
    expect(first).to_contain_text(text)
    expect(first.locator(".count")).to_contain_text(kind)
    assert page.evaluate("window.hit") is None


def test_a_suggestion_finds_as_much_as_it_says(page: Page) -> None:
    script = """async () => {
        const begun = await banmian.piece("suggest");
        const rows = (await Promise.all(begun.map((_, n) => banmian.piece(`suggest-${n}`)))).flat();
        const query = ([text, kind]) => (kind === "部门" ? "部门:" : "") + text.replace(/ /g, "");
        const found = await Promise.all(rows.map((row) => banmian.search(query(row), { limit: 0 })));
        return rows.map(([text, kind, count], n) => [text, kind, count, found[n].total]);
    }"""
    suggested = page.evaluate(script)
    assert {kind for _, kind, _, _ in suggested} >= {"记者", "通讯员", "部门", "词"}
    assert [one for one in suggested if one[2] != one[3]] == []


def test_the_keyboard_chooses(page: Page) -> None:
    box, options = page.locator("#q"), options_of(page)
    box.press_sequentially("会议 gong")
    expect(box).to_have_role("combobox")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.nth(1).get_attribute("id")))
    page.keyboard.press("ArrowUp")
    chosen = options.first.inner_text().splitlines()[0]
    page.keyboard.press("Enter")
    expect(box).to_have_value(f"会议 {chosen}")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#hits mark").first).to_be_visible()
    expect(box).to_be_focused()
    assert asked(page) == f"会议 {chosen}"


def test_the_keyboard_searches_and_moves_on_as_without_suggestions(page: Page) -> None:
    box, options = page.locator("#q"), options_of(page)
    box.press_sequentially("示范")
    expect(options.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    assert asked(page) == "示范"
    box.press_sequentially("区")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("示范区")
    shown(page, "示范区")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hits a").first).to_be_focused()
    box.fill("示范")
    expect(options.first).to_be_visible()
    shown(page, "示范")
    for _ in range(options.count() + 1):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#hits a").first).to_be_focused()
    expect(options).to_have_count(0)


def test_input_of_half_a_syllable_suggests_nothing(page: Page) -> None:
    page.locator("#q").focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "guo", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(200)
    expect(options_of(page)).to_have_count(0)
    client.send("Input.insertText", {"text": "郭"})
    expect(options_of(page).first).to_contain_text("郭树勋")


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("部门:kfzs", "部门:示范区开放招商和投资服务中心"),
        ("会议 -guosx", "会议 -郭树勋"),
        ("记者：gsx", "记者：郭树勋"),
    ],
)
def test_a_name_is_suggested_behind_what_says_where_it_stands(page: Page, typed: str, chosen: str) -> None:
    page.locator("#q").press_sequentially(typed)
    options_of(page).first.click()
    expect(page.locator("#q")).to_have_value(chosen)


def test_a_finger_chooses_on_a_small_screen(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_search(page, folder)
    page.locator("#q").press_sequentially("sfq")
    department = options_of(page).filter(has_text="开放招商和投资服务中心")
    expect(department).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    department.tap()
    expect(page.locator("#q")).to_have_value("部门:示范区开放招商和投资服务中心")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#count")).to_have_text("共 2 篇")
    context.close()


def test_nothing_is_fetched_before_it_is_needed(
    browser: Browser, folder: Path, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[1]))
    page.goto(f"{serve(folder)}search/index.html?q=%E4%BC%9A%E8%AE%AE")
    expect(page.locator("#hits a").first).to_be_visible()
    assert not {"twins.js", "suggest.js"} & set(fetched)
    page.locator("#q").fill("gsx")
    expect(options_of(page).first).to_be_visible()
    assert fetched.count("suggest.js") == 2  # the script, and what it reads
    assert len([name for name in fetched if name.startswith("suggest-")]) == 1
    page.close()


# Twins

SIMPLIFIED = article("s", "中国经济", "头发复杂，他说：里面。")
TRADITIONAL = article("t", "中國經濟", "頭髮複雜，後來發展，他說：裡面，皇后。")


def test_what_is_spelled_otherwise_is_offered_beside_what_was_found(browser: Browser, tmp_path: Path) -> None:
    write_site([SIMPLIFIED, TRADITIONAL], tmp_path)
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'search/index.html').as_uri()}?q={quote('经济 -部门:无')}")
    expect(page.locator("#count")).to_have_text("共 1 篇")
    expect(page.locator("#also")).to_have_text("也有写作“經濟” 1 篇")
    page.locator("#also a").click()
    expect(page.locator("#hits .headline")).to_have_text("中國經濟")
    expect(page.locator("#also")).to_have_text("也有写作“经济” 1 篇")
    page.locator("#q").fill("杂，他说")
    expect(page.locator("#also")).to_be_hidden()
    page.close()


def test_what_stands_in_the_title_alone_comes_with_the_beginning_of_the_text(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    open_search(page, write_site([article("s", "标题里的词", "正文从这里开始，没有它。")], tmp_path))
    answer = page.evaluate("query => banmian.search(query)", "题里的")
    assert [hit["snippet"] for hit in answer["hits"]] == ["正文从这里开始，没有它。"]
    page.close()


def test_what_has_the_right_pairs_and_not_the_string_is_no_twin(browser: Browser, tmp_path: Path) -> None:
    scraps = [article(f"x{n}", "他", f"領導{n}，導不{n}，不是{n}") for n in range(4)]
    page = browser.new_page()
    open_search(page, write_site([*scraps, article("s", "他", "领导不是这样")], tmp_path))
    answer = page.evaluate("query => banmian.search(query)", "領導不是")
    assert [hit["id"] for hit in answer["hits"]] == ["s"]
    page.close()


@pytest.mark.parametrize(
    ("archive", "expected"),
    [
        (
            [SIMPLIFIED],
            {
                "中國經濟": ("s", "中国经济"),
                "裏面": ("s", "里面"),
                "頭髮 複雜": ("s", "头发 复杂"),
                "标题:經濟": ("s", "经济"),
                "头发 -中國": ("", ""),
                "中國人": ("", ""),
                "中国 -雜": ("", ""),
                "-雜": ("", ""),
            },
        ),
        (
            [TRADITIONAL],
            {
                "头发复杂": ("t", "頭髮複雜"),
                "发展": ("t", "發展"),
                "后来": ("t", "後來"),
                "皇后": ("t", ""),
            },
        ),
        ([SIMPLIFIED, TRADITIONAL], {"中国": ("s", ""), "中國": ("t", ""), "发展": ("t", "發展")}),
    ],
)
def test_what_no_article_holds_is_looked_for_in_the_other_characters(
    browser: Browser, tmp_path: Path, archive: list[Article], expected: dict[str, tuple[str, str]]
) -> None:
    page = browser.new_page()
    open_search(page, write_site(archive, tmp_path))
    for typed, (id, twins) in expected.items():
        answer = page.evaluate("query => banmian.search(query)", typed)
        assert [hit["id"] for hit in answer["hits"]] == [id] * bool(id), typed
        page.locator("#q").fill(typed)
        said = "按" + "".join(f"“{twin}”" for twin in twins.split()) + "检索，" if twins else ""
        expect(page.locator("#count")).to_have_text(f"{said}共 1 篇" if id else f"没有找到“{typed}”")
        for term in (twins or typed).split() if id else ():
            expect(page.locator("#hits mark", has_text=term).first).to_be_visible()
    page.close()
