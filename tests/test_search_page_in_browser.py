"""What stands around the results in a real Chromium: facets, chart, lit hits, export, states, print."""

import csv
import datetime
import io
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bibtexparser
import pytest
import rispy
from playwright.sync_api import Browser, Locator, Page, expect
from test_search_in_browser import count, open_search, write_site

from banmian.catalogue import when
from banmian.markup import to_paragraphs
from banmian.records import Article
from banmian.references import authors, gbt_2025
from banmian.words import fold

FORMULA = '=HYPERLINK("http://example.org/","点我"), 一'
TEX = "100% {的 A_B & C\\D # $ ~ ^} 报道"
TITLES = (FORMULA, TEX, "区工信局召开会议", "-5℃ 寒潮", "＋新变化")
HIT = Article(
    id="lit",
    title="区工信局与 GDP",
    title_source="page",
    kicker="引题说区工 信局",
    byline="本报讯",
    body="会议由区**工信**局召开，ｇｄｐ 增长。\n\n第二段又说 区工信局。\n\n## 区工信局小标题",
    date=datetime.date(2020, 12, 30),
    issued="2020-12-31",
    paper="甲报",
    credit="区工信局供图",
)


def articles() -> Iterator[Article]:
    """Some undated, some known by their year alone; years, papers and kinds unevenly mixed."""
    for n in range(70):
        dated = n % 5 != 0
        year, month = 2018 + n // 7 % 3, 1 + n % 12
        yield Article(
            id=f"a{n}",
            title=TITLES[n] if n < len(TITLES) else f"标题{n}",
            title_source="derived" if n % 9 == 0 else "page",
            body=f"正文里有报道，第{n}篇。",
            kind="photo" if n % 4 == 0 else "news",
            date=datetime.date(year, month, 1 + n % 28) if dated else None,
            issued=f"{year}-{month:02}-28" if dated else (str(year) if n % 10 else ""),
            paper=("甲报", "乙报", "")[n % 3],
            edition="03" if n % 2 else "",
            departments=("区工信局", "区教育局")[: n % 3],
            reporters=("张三", "李 and 四")[: n % 4 % 3],
            photographers=("王五",) if n % 4 == 0 else (),
        )
    yield HIT


ARTICLES = tuple(articles())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(ARTICLES, tmp_path_factory.mktemp("档案 page"))


@pytest.fixture(scope="module", params=["http", "file"])
def home(request: pytest.FixtureRequest, folder: Path, serve: Callable[[Path], str]) -> str:
    return serve(folder) if request.param == "http" else f"{folder.as_uri()}/"


@pytest.fixture(scope="module")
def disk(folder: Path) -> str:
    return f"{folder.as_uri()}/"


def holding(word: str) -> list[Article]:
    return [one for one in ARTICLES if any(fold(word) in fold(text) for text in (one.title, one.body))]


def total(found: Sequence[Article]) -> str:
    return f"共 {len(found)} 篇"


def boxes(page: Page, facet: str) -> dict[str, int]:
    """What a facet offers, by the value of each box."""
    rows = page.locator(f"[data-facet={facet}] label")
    pairs = rows.evaluate_all(
        "rows => rows.map(row => [row.control.value, +row.querySelector('.count').textContent])"
    )
    return dict(pairs)


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"[data-facet={facet}] input[value='{value}']")


# Facets


def test_each_facet_counts_what_it_would_give(page: Page, home: str) -> None:
    open_search(page, home, f"?q={quote('报道')}")
    found = holding("报道")
    count(page, total(found))
    expect(box(page, "paper", "甲报")).to_be_visible()
    assert boxes(page, "kind") == Counter(one.kind for one in found)
    assert boxes(page, "paper") == Counter(one.paper for one in found if one.paper)
    periods = Counter(when(one)[:4] for one in found) + Counter(
        when(one)[:7] for one in found if len(when(one)) > 4
    )
    assert boxes(page, "date") == {period: n for period, n in periods.items() if period}
    expect(page.locator("[data-facet=kind]")).to_contain_text("图片")


def test_several_facets_and_several_values_narrow_at_once(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    found = holding("报道")
    box(page, "date", "2018").check()
    box(page, "date", "2020").check()
    found = [one for one in found if when(one)[:4] in ("2018", "2020")]
    count(page, total(found))
    box(page, "kind", "photo").check()
    box(page, "paper", "乙报").check()
    left = [one for one in found if one.kind == "photo" and one.paper == "乙报"]
    assert left
    count(page, total(left))
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    assert boxes(page, "kind") == Counter(one.kind for one in found if one.paper == "乙报")
    page.get_by_role("button", name="2020年各月").click()
    month = next(when(one)[:7] for one in left if len(when(one)) > 4 and when(one).startswith("2020"))
    box(page, "date", month).check()
    expect(box(page, "date", "2020")).not_to_be_checked()
    expect(box(page, "date", "2018")).to_be_checked()
    count(page, total([one for one in left if when(one).startswith(("2018", month))]))


def test_a_facet_of_one_value_is_not_shown(page: Page, tmp_path: Path) -> None:
    few = [one for one in ARTICLES if one.paper == "甲报" and when(one)[:7] == "2018-01"]
    assert few
    open_search(page, f"{write_site(few, tmp_path).as_uri()}/", "?q=%E6%AD%A3")
    count(page, total(few))
    assert not page.locator("[data-facet=paper], [data-facet=date], #chart").count()
    assert page.locator("[data-facet]").count() < 4


# Chips and the address


def test_what_is_chosen_stands_above_the_results_and_can_be_taken_out(page: Page, home: str) -> None:
    question = f"?q={quote('报道')}&date=2018&paper={quote('乙报')}&kind=photo&from=2018-02-01"
    open_search(page, home, question)
    chips = page.locator("#chips button")
    expect(chips).to_have_text(
        ["去掉2018年2月1日起 ×", "去掉2018年 ×", "去掉图片 ×", "去掉乙报 ×", "清除筛选"]
    )
    chips.first.click()
    expect(chips.first).to_be_focused()
    page.locator("#chips button", has_text="图片").click()
    left = [one for one in holding("报道") if when(one)[:4] == "2018" and one.paper == "乙报"]
    count(page, total(left))
    assert "from=" not in page.url
    assert "kind=" not in page.url
    page.get_by_role("button", name="清除筛选").click()
    count(page, total(holding("报道")))
    expect(chips).to_have_count(0)
    page.go_back()
    count(page, total(left))
    expect(box(page, "paper", "乙报")).to_be_checked()


# Chart


def bars(page: Page) -> dict[str, int]:
    labels = page.locator(".bars button").evaluate_all("all => all.map(one => one.ariaLabel)")
    return {label.split(" ")[0]: int(label.split(" ")[1]) for label in labels}


def month(year: int, number: int) -> str:
    return f"{year}年{number}月"


def test_bars_count_the_hits_of_each_month_and_a_tap_narrows_to_one(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    found = [one for one in holding("报道") if len(when(one)) > 4]
    expect(page.locator(".bars button")).to_have_count(36)
    shown = bars(page)
    counts = Counter(month(int(when(one)[:4]), int(when(one)[5:7])) for one in found)
    assert {label: n for label, n in shown.items() if n} == counts
    assert [*shown] == [month(year, number) for year in (2018, 2019, 2020) for number in range(1, 13)]
    label, most = counts.most_common(1)[0]
    expect(page.locator("#chart figcaption")).to_contain_text(f"最多，{most} 篇；另有")
    bar = page.get_by_role("button", name=f"{label} {most} 篇", exact=True)
    bar.click()
    expect(bar).to_have_attribute("aria-pressed", "true")
    assert page.locator(".bars [aria-pressed=true]").count() == 1
    assert bars(page) == shown  # it counts without its own choice
    bar.click()
    count(page, total(holding("报道")))


def test_a_drag_over_the_bars_chooses_a_range(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    first, last = page.locator(".bars button").nth(13), page.locator(".bars button").nth(25)
    start, end = first.bounding_box(), last.bounding_box()
    assert start
    assert end
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 30)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 30, steps=5)
    expect(page.locator(".bars [aria-pressed=true]")).to_have_count(13)
    page.mouse.up()
    expect(page.get_by_label("从")).to_have_value("2019-02-01")
    expect(page.get_by_label("到")).to_have_value("2020-02-29")
    inside = [
        one for one in holding("报道") if "2019-02" <= when(one)[:7] <= "2020-02" and len(when(one)) > 4
    ]
    count(page, total(inside))
    expect(page.locator(".bars [aria-pressed=true]")).to_have_count(13)
    page.go_back()
    count(page, total(holding("报道")))


def test_the_bars_are_walked_and_chosen_by_keys(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    page.locator(".bars button").first.focus()
    for key in ("End", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    expect(page.get_by_label("从")).to_have_value("2020-09-01")
    expect(page.get_by_label("到")).to_have_value("2020-11-30")
    expect(page.locator(".bars button:focus")).to_have_attribute(
        "aria-label", f"2020年9月 {bars(page)['2020年9月']} 篇"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_label("到")).to_have_value("2020-09-30")
    page.keyboard.press("Escape")
    expect(page.get_by_label("到")).to_have_value("")
    assert page.locator(".bars button[tabindex='0']").count() == 1


def test_a_selection_that_runs_over_the_bars_chooses_nothing(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    expect(page.locator(".bars button")).to_have_count(36)
    caption, plot = (page.locator(part).bounding_box() for part in ("#chart figcaption", ".bars"))
    assert caption
    assert plot
    page.mouse.move(caption["x"] + 5, caption["y"] + 5)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] / 2, plot["y"] + 30, steps=5)
    page.mouse.up()
    expect(page.get_by_label("从")).to_have_value("")
    count(page, total(holding("报道")))


def test_a_date_is_asked_for_when_it_is_typed_to_its_end(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    count(page, total(holding("报道")))
    steps = page.evaluate("history.length")
    page.locator("#from").focus()
    page.keyboard.type("05032019")
    expect(page.locator("#from")).to_have_value("2019-05-03")
    count(page, total([one for one in holding("报道") if when(one) >= "2019-05-03"]))
    assert page.evaluate("history.length") == steps + 1


def test_a_date_that_cannot_be_read_is_told(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道 日期:去年')}")
    count(page, "日期要写成 2020-07、2020-07-20 或 2018..2020")


def test_nothing_moves_while_one_types(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报')}")
    places = "['#chart', '.findings', '.results'].map(one => document.querySelector(one).getBoundingClientRect().y)"
    expect(page.locator(".bars button")).to_have_count(36)
    before = page.evaluate(places)
    for query in ("报道", "报道龘", "报道"):
        page.locator("#q").fill(query)
        expect(page).to_have_title(f"{query} · 检索 · 版面")
        expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
        assert page.evaluate(places) == before


def test_a_long_archive_has_a_bar_for_each_year(page: Page, tmp_path: Path) -> None:
    old = [
        Article(id=f"y{year}", title="事", title_source="page", body="正文", issued=str(year))
        for year in (1949, 1978, 2020)
    ]
    open_search(page, f"{write_site(old, tmp_path).as_uri()}/")
    expect(page.locator(".bars button")).to_have_count(72)
    assert {label: n for label, n in bars(page).items() if n} == {"1949年": 1, "1978年": 1, "2020年": 1}
    page.get_by_role("button", name="1978年 1 篇").click()
    count(page, "共 1 篇")
    expect(page.get_by_label("到")).to_have_value("1978-12-31")


# Hits in the article


def lit(page: Page) -> list[str]:
    """The text of every hit, folded."""
    script = "[...CSS.highlights.get('hit')].map(String)"
    return [fold(text) for text in page.evaluate(script)]


def stands(term: str) -> int:
    fields = (HIT.kicker, HIT.title, HIT.subtitle, HIT.byline, "".join(to_paragraphs(HIT.body)))
    return sum(fold(field).count(term) for field in fields)


def test_opening_a_result_lights_the_hits_and_leads_from_one_to_the_next(page: Page, home: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.split("/")[-1].split("?")[0]))
    open_search(page, home, f"?q={quote('区工信局 GDP')}")
    page.set_viewport_size({"width": 800, "height": 300})
    fetched.clear()
    page.locator("#hits a", has_text="GDP").click()
    place = page.locator(".hits [role=status]")
    every = stands("区工信局") + stands("gdp")
    assert every == 7
    expect(place).to_have_text(f"1/{every}")
    assert Counter(lit(page)) == {"区工信局": stands("区工信局"), "gdp": stands("gdp")}
    assert "search.js" not in fetched
    page.keyboard.press("p")
    expect(place).to_have_text(f"{every}/{every}")
    assert (
        page.evaluate("[...CSS.highlights.get('hit-here')][0].startContainer.parentElement.tagName") == "H2"
    )
    expect(page.locator(".body h2")).to_be_in_viewport()
    page.get_by_role("button", name="下一处").click()
    expect(place).to_have_text(f"1/{every}")
    expect(page.locator(".kicker")).to_be_in_viewport()
    page.keyboard.press("/")
    page.keyboard.type("np")
    expect(place).to_have_text(f"1/{every}")
    page.get_by_role("button", name="不再标出").click()
    expect(place).to_have_count(0)
    assert page.evaluate("CSS.highlights.size") == 0
    assert page.url.endswith("articles/lit/index.html")


@pytest.mark.parametrize("can_highlight", [True, False])
def test_hits_run_across_bold_type_blanks_and_paragraphs(
    browser: Browser, disk: str, can_highlight: bool
) -> None:
    """Where the browser cannot highlight, they are wrapped."""
    page = browser.new_page()
    if not can_highlight:
        page.add_init_script("Object.defineProperty(CSS, 'highlights', {value: undefined})")
    for term in ("区工信局", "gdp增长。第二段", "局召开", "信局小"):
        page.goto("about:blank")
        page.goto(f"{disk}articles/lit/index.html#hit={quote(term)}")
        expect(page.locator(".hits [role=status]")).to_have_text(f"1/{stands(term)}")
        if can_highlight:
            assert lit(page) == [term] * stands(term)
            continue
        assert fold("".join(page.locator("mark").all_text_contents())) == term * stands(term)
        assert fold("".join(page.locator("mark.here").all_text_contents())) == term
        page.keyboard.press("Escape")
        assert not page.locator("mark").count()
    page.close()


def test_an_article_reached_otherwise_fetches_none_of_it(page: Page, disk: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.split("/")[-1]))
    page.goto(f"{disk}articles/lit/index.html")
    assert not {"fold.js", "folding.js", "hits.js", "search.js"} & set(fetched)


@pytest.mark.parametrize("path", ["articles/lit/index.html", "index.html", "dates/index.html"])
def test_a_slash_leads_to_the_search_box_on_every_page(page: Page, disk: str, path: str) -> None:
    page.goto(disk + path)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("1/2")
    expect(page.get_by_role("searchbox")).to_have_value("1/2")


# Export


def exported(page: Page, name: str) -> tuple[str, str]:
    """The suggested name and the text of what is saved."""
    if not page.locator("#save").is_visible():
        page.get_by_text("导出", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def in_order(page: Page) -> list[Article]:
    """All results of 报道, as the page has them."""
    answer: dict[str, Any] = page.evaluate("banmian.search('报道', {limit: Infinity})")
    known = {one.id: one for one in ARTICLES}
    return [known[hit["id"]] for hit in answer["hits"]]


def test_the_whole_list_is_exported_as_a_table(page: Page, home: str) -> None:
    open_search(page, home, f"?q={quote('报道')}")
    name, text = exported(page, "表格")
    assert name == "检索结果.csv"
    assert text.startswith("\ufeff标题,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    found = in_order(page)
    assert len(found) > 60
    for row, one in zip(rows, found, strict=True):
        assert row["标题"].removeprefix("'") == one.title
        assert row["标题"][0] not in "=+-@＋"
        assert (row["日期"], row["刊发日期"], row["报纸"]) == (when(one), one.issued, one.paper)
        assert row["作者"].split("、") == ([*authors(one)] or [""])
        assert row["网址"] == (f"{home}articles/{one.id}/index.html" if home.startswith("http") else "")
    assert exported(page, "表格")[1] == text


def test_references_are_worded_as_on_the_articles_pages(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    _, text = exported(page, "GB/T 7714")
    assert text.splitlines() == [f"[{n}] {gbt_2025(one)}" for n, one in enumerate(in_order(page), 1)]


def test_bibtex_can_be_read_again(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    _, text = exported(page, "BibTeX")
    entries = {entry["ID"]: entry for entry in bibtexparser.loads(text).entries}
    found = in_order(page)
    assert len(entries) == len(found)
    for one in found:
        entry = entries[one.id]
        assert (entry["ENTRYTYPE"], entry["entrysubtype"]) == ("article", "newspaper")
        names = [f"{{{name}}}" for name in authors(one)]
        assert entry.get("author", "") == " and ".join(names)
        assert (entry.get("journal", ""), entry.get("date", "")) == (one.paper, one.issued)
    assert entries["a5"]["title"] == "{标题5}"
    said = r"{100\% \textbraceleft{}的 A\_B \& C\textbackslash{}D \# \$ \textasciitilde{} \textasciicircum{}\textbraceright{} 报道}"
    assert entries["a1"]["title"] == said


def test_ris_can_be_read_again(page: Page, home: str) -> None:
    open_search(page, home, f"?q={quote('报道')}")
    _, text = exported(page, "RIS")
    for entry, one in zip(rispy.loads(text), in_order(page), strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry["title"] == one.title
        assert entry.get("authors", []) == [*authors(one)]
        assert entry.get("secondary_title", "") == one.paper
        assert entry.get("year", "") == one.issued[:4]
        assert entry.get("date", "").strip("/").replace("/", "-") == one.issued
        assert ("urls" in entry) is home.startswith("http")


def test_says_so_when_an_export_fails(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.route("**/references-*", lambda route: route.abort())
    open_search(page, f"{folder.as_uri()}/", f"?q={quote('报道')}")
    page.get_by_text("导出", exact=True).click()
    page.get_by_role("button", name="RIS").click()
    count(page, "导出所需的文件没有全部载入，请再试一次。")
    page.close()


# States


def test_without_a_network_it_says_so_and_tries_again_by_itself(
    browser: Browser, folder: Path, serve: Callable[[Path], str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_search(page, serve(folder))
    expect(page.locator(".bars button")).to_have_count(36)
    context.set_offline(True)
    page.locator("#q").fill("报道")
    count(page, "现在没有联网，检索所需的文件取不到；连上以后会自动再试。")
    expect(page.get_by_role("button", name="重试")).to_be_visible()
    context.set_offline(False)
    count(page, total(holding("报道")))
    context.close()


def test_many_results_come_with_advice_and_none_at_all_with_a_word(page: Page, tmp_path: Path) -> None:
    same = [Article(id=f"m{n}", title="事", title_source="page", body="正文") for n in range(201)]
    open_search(page, f"{write_site(same, tmp_path / 'many').as_uri()}/", f"?q={quote('正文')}")
    count(page, "共 201 篇；再加一个词，或者筛选，可以少一些")
    open_search(page, f"{write_site([], tmp_path / 'none').as_uri()}/")
    count(page, "档案里还没有文章")
    expect(page.locator("#hint")).to_be_hidden()


def test_a_site_built_anew_under_an_open_page_is_searched_anew(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page()  # of its own: that a file is gone is said in the console

    def made(year: int, count: int) -> list[Article]:
        days = [datetime.date(year, 1 + n % 2, n + 1) for n in range(count)]
        return [
            Article(id=f"d{day}", title="事", title_source="page", body=f"桥隧{day}，乙丙丁", date=day)
            for day in days
        ]

    site = write_site(made(2021, 12), tmp_path)
    open_search(page, serve(site), f"?q={quote('桥隧')}")
    count(page, "共 12 篇")
    shutil.rmtree(site / "search")
    write_site(made(2020, 3) + made(2021, 12), tmp_path)
    page.locator("#q").fill("乙丙丁")
    count(page, "共 15 篇")
    expect(page.locator(".bars button")).to_have_count(14)  # not the one of the former archive
    page.close()


def test_what_changed_meanwhile_is_noticed_though_the_days_are_the_same(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    """A newspaper page puts dozens of articles on one day."""
    day = datetime.date(2021, 3, 1)
    made = [
        Article(
            id=f"n{n:02}", title=f"事{n}", title_source="page", body="桥隧" if n % 2 else "河道", date=day
        )
        for n in range(60)
    ]
    page = browser.new_page()  # of its own: that a file is gone is said in the console
    site = write_site(made, tmp_path)
    open_search(page, serve(site), f"?q={quote('桥隧')}")
    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator("#hits > li")).to_have_count(10)
    shutil.rmtree(site / "search")
    write_site([one for one in made if one.id != "n58"], tmp_path)
    former = page.evaluate("searchFiles.index.version")
    page.locator("#more").click()
    page.wait_for_function("former => searchFiles.index.version !== former", arg=former)
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    for title in page.locator("#hits .headline").all_inner_texts():
        assert int(title.removeprefix("事")) % 2, title
    count(page, "共 30 篇")
    page.get_by_text("导出", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert len(Path(saved.value.path()).read_text("utf-8-sig").splitlines()) == 31
    page.close()


def test_as_many_as_one_wants_to_read_are_printed(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    page.evaluate("() => { window.print = () => document.body.classList.add('printed'); }")
    page.locator("summary", has_text="导出").click()
    page.get_by_role("button", name="打印").click()
    expect(page.locator("body.printed #hits > li")).to_have_count(min(100, len(holding("报道"))))


def test_the_keys_for_printing_print_as_many(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    count(page, total(holding("报道")))
    page.evaluate("() => { window.print = () => document.body.classList.add('printed'); }")
    page.keyboard.press("Control+p")
    expect(page.locator("body.printed #hits > li")).to_have_count(min(100, len(holding("报道"))))


def test_a_long_list_is_fetched_when_it_is_opened(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    many = [
        Article(id=f"m{n}", title="事", title_source="page", body="正文", reporters=(f"记{n // 2}",))
        for n in range(1002)
    ]
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    home = serve(write_site(many, tmp_path))
    open_search(page, home, f"?q={quote('正文')}")
    count(page, "共 1002 篇；再加一个词，或者筛选，可以少一些")
    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator("#hits > li")).to_have_count(10)
    page.locator("#more").click()
    expect(page.locator("#hits > li")).to_have_count(20)
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    assert not [url for url in asked if url.endswith("/reporter.js")]
    page.locator(".group summary", has_text="记者").click()
    expect(page.locator("[data-facet=reporter] li")).to_have_count(101)
    expect(page.locator("[data-facet=reporter] li").last).to_have_text("还有 401 个，可以检索“记者:姓名”")
    expect(page.locator("#hits > li")).to_have_count(20)  # what is in sight stays
    page.locator("#q").fill("查无此句")
    count(page, "没有找到“查无此句”")
    page.locator("#q").fill("事")
    box(page, "reporter", "记0").check()
    count(page, "共 2 篇")
    page.reload()
    expect(box(page, "reporter", "记0")).to_be_checked()  # a list with a choice is open
    page.close()


def test_coming_back_from_an_article_finds_the_list_as_it_was(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}")
    page.locator("#more").scroll_into_view_if_needed()
    expect(page.locator("#hits > li")).to_have_count(10)
    page.locator("#more").click()
    expect(page.locator("#hits > li")).to_have_count(20)
    link = page.locator("#hits .headline a").nth(17)
    link.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    page.evaluate("link => link.click()", link.element_handle())
    page.wait_for_url("**/articles/**")
    page.go_back()
    expect(page.locator("#hits > li")).to_have_count(20)
    page.wait_for_function(f"Math.abs(scrollY - {top}) < 5")


def test_when_nothing_is_near_there_is_advice(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('龘靐')}")
    count(page, "没有找到“龘靐”")
    links = page.locator("#near a")
    expect(links).to_have_text(["日期", "部门", "记者"])
    links.first.click()
    expect(page).to_have_url(f"{disk}dates/index.html")


def test_print_gives_the_question_and_the_list(page: Page, disk: str) -> None:
    open_search(page, disk, f"?q={quote('报道')}&date=2018")
    found = [one for one in holding("报道") if when(one).startswith("2018")]
    count(page, total(found))
    page.emulate_media(media="print")
    expect(page.locator("#asked")).to_have_text(f"检索“报道”，2018年，共 {len(found)} 篇，以下是前 4 篇")
    expect(page.locator("#hits > li").last).to_be_visible()
    for hidden in (".search-box", ".chart", ".facets", ".bar", "#more", "#chips", "#count"):
        expect(page.locator(hidden)).to_be_hidden()
