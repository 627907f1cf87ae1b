"""The search page in a real Chromium, over http and from a disk, against an oracle that reads every article."""

import datetime
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lunr.index import Index
from playwright.sync_api import Browser, Page, expect

from banmian.markup import from_text, to_paragraphs
from banmian.records import Article
from banmian.render import render_site
from banmian.search import build_index
from banmian.words import fold

PROJECT = Path(__file__).parent.parent
Query = tuple[str, dict[str, object]]

ATTACK = "<script>window.hit=1</script><img src=x onerror=window.hit=1>"
ODDITIES = (
    "ｶﾞｽ e\u0301té ΣΑΣ ＧＤＰ ﬁ Ⅻ ㈱ ½ İ ẞ",
    "⾦⽇⻓ 𠮷野家 👨‍👩‍👧 A\u030a",
    "两 段 空\u3000白\u00a0字",
    "__proto__ constructor",
    ATTACK,
)


def chunks() -> Iterator[Article]:
    """The seeds' own text, cut anywhere, with all fields in use."""
    for seed in sorted((PROJECT / "seeds").glob("*.txt")):
        lines = [line for line in seed.read_text("utf-8").splitlines() if line.strip()]
        for first in range(0, len(lines), 24):
            number = first // 24
            heads = (*lines[first : first + 4], "", "", "", "")
            yield Article(
                id=f"{seed.stem[:3]}-{number}",
                title=heads[0].strip(),
                title_source="page",
                kicker=heads[1].strip() if number % 3 else "",
                subtitle=heads[2].strip() if number % 2 else "",
                byline=heads[3].strip() if number % 4 else "",
                body="\n\n".join(map(from_text, lines[first + 4 : first + 24])),
                date=datetime.date(2018 + number % 4, 1 + number % 12, 1 + number % 28)
                if number % 3
                else None,
                issued=("2020", "2020-07", "2020-07-20", "")[number % 4],
                departments=("区工信局", "区教育局", "__proto__")[: number % 4],
                reporters=("张三", "李四")[: number % 3],
            )


def oddities() -> Iterator[Article]:
    rng = random.Random(5)
    alphabet = "".join(ODDITIES) + "中文字词，。 \u0301\u3099가각"
    for number in range(50):
        noise = "".join(rng.choices(alphabet, k=rng.randint(1, 60)))
        yield Article(
            id=f"odd-{number}",
            title=ODDITIES[number % len(ODDITIES)],
            title_source="derived",
            subtitle=noise[:10],
            body=f"{from_text(noise)}\n\n## {from_text(noise[::-1])}\n\n**粗**体[链接](https://example.org/)",
            departments=(ATTACK,) if number == 4 else (),
        )


ARTICLES = (*chunks(), *oddities())


@cache
def folded_fields(article: Article) -> tuple[str, ...]:
    heads = (article.title, article.kicker, article.subtitle, article.byline)
    return tuple(map(fold, (*heads, "".join(to_paragraphs(article.body)))))


def is_found(article: Article, query: str) -> bool:
    """The oracle: each term stands in one of the fields."""
    terms = map(fold, query.split())
    return all(any(term in field for field in folded_fields(article)) for term in terms)


def period(article: Article) -> tuple[str, str]:
    known = article.date.isoformat() if article.date else article.issued
    return known + "0000-01-01"[len(known) :], known + "9999-12-31"[len(known) :]


def passes(article: Article, filters: dict[str, Any]) -> bool:
    first, last = period(article)
    named = (("department", article.departments), ("reporter", article.reporters))
    return (
        all(not filters.get(key) or set(filters[key]) & set(names) for key, names in named)
        and filters.get("from", "0000") <= first
        and last <= filters.get("to", "9999-99")
        and (bool(article.date or article.issued) or not {"from", "to"} & set(filters))
    )


def pieces(rng: random.Random) -> str:
    """A string of some article, as anybody might type it."""
    article = rng.choice(ARTICLES)
    field = rng.choice((article.title, article.kicker, article.byline, *to_paragraphs(article.body) * 3))
    start = rng.randrange(max(len(field), 1))
    text = field[start : start + rng.randint(1, 12)]
    wide = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    return rng.choice((str, str.upper, lambda one: one.translate(wide), fold))(text)


def queries() -> list[Query]:
    rng = random.Random(7)
    filters: list[dict[str, object]] = [
        {"department": ["区工信局"]},
        {"department": ["__proto__", ATTACK]},
        {"reporter": ["李四"], "department": []},
        {"from": "2020-07-10", "to": "2020-07-31"},
        {"from": "2019-05-05"},
        {"to": "2020-06-30", "reporter": ["张三", "没有此人"]},
    ]
    single = [pieces(rng) for _ in range(400)]
    joined = [f"{pieces(rng)[:3]} {pieces(rng)[:2]}" for _ in range(80)]
    across = [fold(folded_fields(article)[-1])[n : n + 8] for article in ARTICLES[:60] for n in (5, 17, 29)]
    nowhere = [
        "查无此句",
        "，，，",
        "龘",
        "gdpp",
        "\n",
        "工\n信",
        "甲\x1c乙",
        "甲\ufeff乙",
        "\u200b",
        "区工\u200b信局",
    ]
    asked = [query for query in single + joined + across + nowhere if any(map(fold, query.split()))]
    return [(query, {}) for query in asked] + [(query, one) for query in asked[::6] for one in filters]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(ARTICLES, tmp_path_factory.mktemp("档案 site"))


def write_site(articles: Sequence[Article], root: Path) -> Path:
    for path, content in [*render_site(articles, [], PROJECT / "templates"), *build_index(articles)]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="module", params=["http", "file"])
def home(request: pytest.FixtureRequest, folder: Path, serve: Callable[[Path], str]) -> str:
    """The address of the site's root, once over http and once on the disk."""
    return serve(folder) if request.param == "http" else f"{folder.as_uri()}/"


def open_search(page: Page, home: str, query: str = "") -> None:
    page.goto(f"{home}search/index.html{query}")
    expect(page.locator("#count")).not_to_be_empty()


def ask(page: Page, asked: Sequence[Query], limit: str = "Infinity") -> list[dict[str, Any]]:
    script = (
        f"asked => Promise.all(asked.map(([q, filters]) => banmian.search(q, {{filters, limit: {limit}}})))"
    )
    answers: list[dict[str, Any]] = page.evaluate(script, asked)
    return answers


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


# The search itself


def test_finds_all_that_the_oracle_finds_and_nothing_else(page: Page, home: str) -> None:
    open_search(page, home)
    asked = queries()
    for (query, filters), answer in zip(asked, ask(page, asked), strict=True):
        expected = {one.id for one in ARTICLES if is_found(one, query) and passes(one, filters)}
        assert set(ids(answer)) == expected, (query, filters)
        assert answer["total"] == len(answer["hits"]) == len(expected)


def test_terms_may_be_left_out_quoted_or_asked_of_a_field(page: Page, home: str) -> None:
    open_search(page, home)
    department, reporter = "区工信局", "李四"

    def in_july(one: Article) -> bool:
        return passes(one, {"from": "2020-07-01", "to": "2020-07-31"})

    asked: dict[str, Callable[[Article], bool]] = {
        "工作 -会议": lambda one: is_found(one, "工作") and not is_found(one, "会议"),
        "工作 -工作部署查无此句": lambda one: is_found(one, "工作"),
        "-会议": lambda one: not is_found(one, "会议"),
        '"会 议" 示范区': lambda one: is_found(one, "会议 示范区"),
        '"会议': lambda one: is_found(one, '"会议'),
        "标题:示范": lambda one: fold("示范") in fold(one.title),
        "标题：示范 -标题:示范区": lambda one: (
            fold("示范") in fold(one.title) and "示范区" not in fold(one.title)
        ),
        "部门:工信": lambda one: department in one.departments,
        f"工作 -记者:{reporter}": lambda one: is_found(one, "工作") and reporter not in one.reporters,
        "记者:查无此人": lambda one: is_found(one, "记者:查无此人"),
        "日期:2020-07..2020-12 工作": lambda one: (
            is_found(one, "工作") and passes(one, {"from": "2020-07-01", "to": "2020-12-31"})
        ),
        "工作 -日期:2020": lambda one: (
            is_found(one, "工作") and not passes(one, {"from": "2020-01-01", "to": "2020-12-31"})
        ),
        "-日期:2000..": lambda one: not passes(one, {"from": "2000-01-01"}),
        **dict.fromkeys(
            ("日期:2020-7", "日期:2020年7月", "日期:2020.07至2020/7/31", "日期: 2020-07"), in_july
        ),
        "日期:2020..2019": lambda one: passes(one, {"from": "2019-01-01", "to": "2020-12-31"}),
        "日期:2019-2020": lambda one: passes(one, {"from": "2019-01-01", "to": "2020-12-31"}),
        "“会 议” 示范区": lambda one: is_found(one, "会议 示范区"),
        "日期:2019": lambda one: passes(one, {"from": "2019-01-01", "to": "2019-12-31"}),
    }
    for (query, oracle), answer in zip(
        asked.items(), ask(page, [(query, {}) for query in asked]), strict=True
    ):
        assert set(ids(answer)) == {one.id for one in ARTICLES if oracle(one)}, query
    assert sum(any(map(oracle, ARTICLES)) for oracle in asked.values()) >= 8


def test_only_what_is_needed_is_fetched(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    rng = random.Random(5)
    chars = [chr(code) for code in range(0x4E00, 0x5000)]
    many = [_dated(f"a{n}", "标题", "".join(rng.choices(chars, k=200)), 2000) for n in range(300)]
    page = browser.new_page()
    fetched: list[str] = []
    home = serve(write_site(many, tmp_path))
    page.on("request", lambda request: fetched.append(request.url))
    query = fold(folded_fields(many[7])[-1])[50:56]
    page.goto(f"{home}search/index.html?q={query}")
    count(page, "共 1 篇")
    data = [url for url in fetched if "/search/" in url and url.split("?")[0].endswith(".js")]
    assert len(data) < 12 < len(list((tmp_path / "search").rglob("*.js"))) / 20
    page.close()


def test_a_long_phrase_of_many_articles_is_read_from_the_index(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    phrase = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    many = [
        replace(_dated(f"a{n}", "标题", f"第{n}篇说{phrase}。", 2000), reporters=(f"记者{n % 60}",))
        for n in range(200)
    ]
    page = browser.new_page()
    fetched: list[str] = []
    home = serve(write_site(many, tmp_path))
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{home}search/index.html?q={phrase}")
    count(page, "共 200 篇")
    expect(page.locator("[data-facet=reporter] li")).to_have_count(60)
    assert len(fetched) < 40
    page.close()


def test_the_oracle_is_asked_about_something() -> None:
    """Strings that stand somewhere, strings that stand nowhere, and filters that let through a part."""
    sizes = [sum(is_found(one, query) for one in ARTICLES) for query, filters in queries() if not filters]
    assert len(sizes) > 500
    assert sum(size > 0 for size in sizes) > 400
    assert sum(size == 0 for size in sizes) > 20
    assert any(0 < sum(passes(one, filters) for one in ARTICLES) < len(ARTICLES) for _, filters in queries())


def test_folds_every_character_as_python_does(page: Page, home: str) -> None:
    """Characters that Python's Unicode does not know yet are the browser's business on both sides."""
    open_search(page, home)
    script = "last => Array.from({length: last + 1}, (_, code) => banmian.fold(String.fromCodePoint(code))).join('\\n')"
    folded = page.evaluate(script, sys.maxunicode).split("\n")
    chars = map(chr, range(sys.maxunicode + 1))
    known = {
        char: one
        for char, one in zip(chars, folded, strict=True)
        if unicodedata.category(char) not in ("Cn", "Cs")
    }
    assert len(known) > 280_000
    assert [char for char, one in known.items() if one != fold(char)] == []


def test_folds_strings_as_python_does(page: Page, home: str) -> None:
    """Marks compose, sigmas end words, and white space and controls go before or after that."""
    open_search(page, home)
    rng = random.Random(11)
    marks = "\u0301\u0327\u030a\u0345\u3099\u309a\u093c\u0334\u05bf\uff9e\uff9f\u200d\ufe0f"
    pool = f"{marks * 3}eEσΣςİIßẞǅﬁÅäｶハ가각⾦⻓⺠中字1２.·'- \t\n\r\x0b\x1c\x85\u00a0\u3000\ufeff\u200b\u00a8\ufdfa𠮷𝐀"
    texts = ["".join(rng.choices(pool, k=rng.randint(1, 9))) for _ in range(20_000)]
    folded = page.evaluate("texts => texts.map(banmian.fold)", texts)
    assert [text for text, one in zip(texts, folded, strict=True) if one != fold(text)] == []


def test_a_hit_says_what_the_contract_says(page: Page, home: str, folder: Path) -> None:
    open_search(page, home)
    for answer in ask(page, [("区", {}), ("script", {})]):
        for hit in answer["hits"]:
            article = next(one for one in ARTICLES if one.id == hit["id"])
            assert set(hit) == {"id", "url", "title", "date", "departments", "reporters", "snippet"}
            assert hit["title"] == article.title
            assert hit["date"] == (article.date.isoformat() if article.date else article.issued)
            assert (hit["departments"], hit["reporters"]) == (
                list(article.departments),
                list(article.reporters),
            )
            assert (folder / hit["url"]).is_file()


def test_limit_cuts_the_hits_and_not_the_total(page: Page, home: str) -> None:
    open_search(page, home)
    everything = ask(page, [("，", {})])[0]
    assert everything["total"] > 40
    assert ids(ask(page, [("，", {})], "3")[0]) == ids(everything)[:3]
    assert ids(ask(page, [("，", {})], "undefined")[0]) == ids(everything)[:20]
    assert ask(page, [("，", {})], "0")[0] == {"total": everything["total"], "hits": []}


def test_no_query_asks_for_nothing_unless_filters_do(page: Page, home: str) -> None:
    open_search(page, home)
    nothing, blank, narrow = ask(page, [("", {}), (" \u3000\u200b", {}), ("", {"reporter": ["李四"]})])
    assert nothing == blank == {"total": 0, "hits": []}
    assert set(ids(narrow)) == {one.id for one in ARTICLES if "李四" in one.reporters}


def test_snippets_show_the_first_hit_of_the_body(page: Page, home: str) -> None:
    open_search(page, home)
    rng = random.Random(3)
    for article in rng.sample(ARTICLES[: len(list(chunks()))], 30):
        body = fold("".join(to_paragraphs(article.body)))
        start = rng.randrange(len(body) - 6)
        term = body[start : start + 6]
        hit = next(hit for hit in ask(page, [(term, {})])[0]["hits"] if hit["id"] == article.id)
        assert term in fold(hit["snippet"])
        assert len(hit["snippet"]) <= 62


def test_words_come_in_lunrs_order(page: Page, home: str, folder: Path) -> None:
    """lunr and the page count alike wherever jieba cut the word out; across-word hits come after."""
    open_search(page, home)
    lunr = Index.load((folder / "data/lunr.json").read_text("utf-8"))
    words = random.Random(2).sample(sorted(lunr.inverted_index), 300)
    same = 0
    for word, answer in zip(words, ask(page, [(word, {}) for word in words]), strict=True):
        scores = {hit["ref"]: hit["score"] for hit in lunr.query(_query(lunr, word))}
        ours = [scores.get(id, 0.0) for id in ids(answer)]
        assert set(scores) <= set(ids(answer)), word
        same += all(before >= after - 0.002 for before, after in pairwise(ours))
    assert same >= 0.99 * len(words)


def _query(lunr: Index, word: str) -> Any:
    query = lunr.create_query()
    query.term(word)
    return query


def test_across_word_hits_come_last_and_equals_newest_first(browser: Browser, tmp_path: Path) -> None:
    """中国人民 holds 国人 across two words."""
    articles = [
        _dated("across-old", "某事", "中国人民。", 2001),
        _dated("across-new", "某事", "中国人民。", 2002),
        _dated("across-title", "中国人民", "正文。", 2000),
        _dated("word-old", "某事", "国人 来了。", 1990),
        _dated("word-new", "某事", "国人 来了。", 1991),
        _dated("word-title", "国人", "正文。", 1980),
        _dated("word+word", "某事", "国人 来了。会议。", 1970),
        _dated("across+title", "会议", "中国人民。", 2003),
    ]
    page = browser.new_page()
    open_search(page, f"{write_site(articles, tmp_path).as_uri()}/")
    one, two = ask(page, [("国人", {}), ("国人 会议", {})])
    expected = ["word-title", "word-new", "word-old", "across-title", "across-new", "across-old"]
    assert [id for id in ids(one) if "+" not in id] == expected
    assert ids(two) == ["word+word", "across+title"]
    page.close()


def _dated(id: str, title: str, body: str, year: int) -> Article:
    return Article(id=id, title=title, title_source="page", body=body, date=datetime.date(year, 1, 1))


# The page


def count(page: Page, text: str) -> None:
    expect(page.locator("#count")).to_have_text(text)


def expected_count(query: str, **filters: object) -> str:
    return f"共 {sum(is_found(one, query) and passes(one, filters) for one in ARTICLES)} 篇"


def test_results_appear_while_one_types(page: Page, home: str) -> None:
    open_search(page, home)
    count(page, f"可检索 {len(ARTICLES)} 篇文章")
    expect(page.locator("#hint")).to_be_visible()
    page.locator("#q").press_sequentially("记者")
    count(page, expected_count("记者"))
    expect(page.locator("#hint")).to_be_hidden()
    for marked in page.locator("#hits .item").all():
        assert "记者" in {fold(one) for one in marked.locator("mark").all_text_contents()}
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "记者"
    page.locator("#q").fill("")
    count(page, f"可检索 {len(ARTICLES)} 篇文章")


def test_input_of_half_a_syllable_is_no_query_and_is_not_lost(page: Page, home: str) -> None:
    open_search(page, home)
    page.locator("#q").focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "ji", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(200)
    count(page, f"可检索 {len(ARTICLES)} 篇文章")
    assert page.locator("#q").input_value() == "ji"
    client.send("Input.insertText", {"text": "记者"})
    count(page, expected_count("记者"))
    assert page.locator("#q").input_value() == "记者"


def test_the_address_keeps_the_question(page: Page, home: str) -> None:
    open_search(page, home, "?q=%E8%AE%B0%E8%80%85&department=%E5%8C%BA%E6%95%99%E8%82%B2%E5%B1%80&sort=date")
    count(page, expected_count("记者", department=["区教育局"]))
    expect(page.locator("#q")).to_have_value("记者")
    expect(page.get_by_role("checkbox", name="区教育局")).to_be_checked()
    page.get_by_role("checkbox", name="区教育局").uncheck()
    count(page, expected_count("记者"))
    page.go_back()
    count(page, expected_count("记者", department=["区教育局"]))
    page.go_forward()
    count(page, expected_count("记者"))
    assert page.title() == "记者 · 检索 · 版面"


def test_search_boxes_elsewhere_lead_here(page: Page, home: str) -> None:
    page.goto(f"{home}index.html")
    page.get_by_role("searchbox").fill("记者")
    page.get_by_role("searchbox").press("Enter")
    count(page, expected_count("记者"))


def test_facets_count_and_narrow(page: Page, home: str) -> None:
    open_search(page, home, "?q=%E8%AE%B0%E8%80%85")
    found = [one for one in ARTICLES if is_found(one, "记者")]
    for name in ("区工信局", "__proto__"):
        label = page.locator("[data-facet=department] li", has_text=name)
        expect(label.locator(".count")).to_have_text(str(sum(name in one.departments for one in found)))
    page.get_by_role("checkbox", name="__proto__").check()
    count(page, expected_count("记者", department=["__proto__"]))
    page.get_by_role("checkbox", name="李四").check()
    count(page, expected_count("记者", department=["__proto__"], reporter=["李四"]))
    page.get_by_role("button", name="清除筛选").click()
    count(page, expected_count("记者"))
    expect(page.get_by_role("button", name="清除筛选")).to_be_hidden()


def test_a_range_of_days_narrows(page: Page, home: str) -> None:
    open_search(page, home, "?q=%E8%AE%B0%E8%80%85")
    page.get_by_label("从").fill("2020-07-05")
    count(page, expected_count("记者", **{"from": "2020-07-05"}))
    page.get_by_label("到").fill("2020-12-31")
    count(page, expected_count("记者", **{"from": "2020-07-05", "to": "2020-12-31"}))


def test_back_leads_to_the_questions_before(page: Page, home: str) -> None:
    open_search(page, home)
    for query in ("记者", "会议"):
        page.locator("#q").fill("")
        page.locator("#q").press_sequentially(query, delay=250)
        page.keyboard.press("Enter")
        count(page, expected_count(query))
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    for query in ("会议", "记者"):
        page.go_back()
        expect(page.locator("#q")).to_have_value(query)
        count(page, expected_count(query))


def test_the_box_has_the_keyboard_on_arrival(page: Page, home: str) -> None:
    open_search(page, home, "?q=%E8%AE%B0%E8%80%85")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hits a").first).to_be_focused()


def test_sorts_by_date(page: Page, home: str) -> None:
    open_search(page, home, "?q=%E8%AE%B0%E8%80%85")
    relevant = page.locator("#hits time").evaluate_all("times => times.map(time => time.dateTime)")
    page.get_by_label("排列").select_option("最新的在前")
    page.wait_for_url("**sort=date**")
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    newest = page.locator("#hits time").evaluate_all("times => times.map(time => time.dateTime)")
    assert newest == sorted(newest, reverse=True) != relevant


def test_long_lists_come_by_the_page(page: Page, home: str) -> None:
    open_search(page, home, "?q=%EF%BC%8C")
    total = sum(is_found(one, "，") for one in ARTICLES)
    expect(page.locator("#hits > li")).to_have_count(4)
    page.locator("#hits > li").last.scroll_into_view_if_needed()
    expect(page.locator("#hits > li")).to_have_count(10)
    page.get_by_role("button", name="再显示 10 篇").click()
    expect(page.locator("#hits > li")).to_have_count(20)
    expect(page.locator("#hits > li:nth-child(11) a")).to_be_focused()
    for shown in [*range(30, total, 10), total]:
        page.locator("#more").click()
        expect(page.locator("#hits > li")).to_have_count(shown)
    expect(page.locator("#more")).to_be_hidden()


def test_the_keyboard_does_it_all(page: Page, home: str) -> None:
    open_search(page, home)
    page.locator("#q").blur()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("，")
    count(page, expected_count("，"))
    for n in range(1, 12):
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#hits > li:nth-child({n}) a")).to_be_focused()
    for _ in range(11):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    page.keyboard.type("1/2")
    expect(page.locator("#q")).to_have_value("1/2")
    page.locator("#q").fill("记者")
    count(page, expected_count("记者"))
    page.keyboard.press("ArrowDown")
    target = page.locator("#hits a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}{str(target).removeprefix('../')}")


def test_says_so_when_nothing_is_found_and_offers_parts(page: Page, home: str) -> None:
    open_search(page, home)
    page.locator("#q").fill("龘龘区工信局查无此句")
    count(page, "没有找到“龘龘区工信局查无此句”")
    expect(page.locator("#hits > li")).to_have_count(0)
    expect(page.get_by_role("heading", name="含有其中一部分的文章")).to_be_visible()
    longest = page.locator("#near .parts a").first
    part = longest.inner_text()
    assert part in "龘龘区工信局查无此句"
    assert any(is_found(one, part) for one in ARTICLES)
    longest.click()
    count(page, expected_count(part))
    whole = folded_fields(ARTICLES[0])[-1][:14]
    page.locator("#q").fill(f"{whole[:6]}龘{whole[7:]}")
    expect(page.locator("#near .parts a").first).to_have_text(whole[7:])
    expect(page.locator("#near .headline").first).to_have_text(ARTICLES[0].title)
    page.locator("#q").fill("龘")
    count(page, "没有找到“龘”")
    expect(page.locator("#near")).to_contain_text("可以换一个说法")
    expect(page.locator("#near .parts")).to_have_count(0)


def test_says_so_when_only_the_filters_leave_nothing(page: Page, home: str) -> None:
    open_search(page, home, "?q=%E8%AE%B0%E8%80%85&department=%E6%97%A0")
    found = sum(is_found(one, "记者") for one in ARTICLES)
    count(page, f"所选范围内没有，全部文章中有 {found} 篇")
    expect(page.locator("#near")).to_be_hidden()
    page.get_by_role("button", name="清除筛选").click()
    count(page, f"共 {found} 篇")


def test_nothing_that_articles_bring_runs(page: Page, home: str) -> None:
    open_search(page, home, "?q=script")
    count(page, expected_count("script"))
    expect(page.locator("#hits .headline").first).to_have_text(ATTACK)
    expect(page.get_by_role("checkbox", name=ATTACK)).to_be_visible()
    page.locator("#q").fill(ATTACK + "<b>")
    expect(page.locator("#hits > li")).to_have_count(0)
    assert page.evaluate("window.hit") is None


def test_says_so_when_a_file_is_missing_and_tries_again(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.route("**/search/texts/*.js*", lambda route: route.abort())
    page.goto(f"{folder.as_uri()}/search/index.html?q=%E8%AE%B0%E8%80%85")
    count(page, "检索所需的文件没有找到，请看看网站的文件夹是否完整。")
    assert page.evaluate("banmian.search('记者').catch(error => error.message)").endswith("cannot be loaded")
    page.unroute("**/search/texts/*.js*")
    page.get_by_role("button", name="重试").click()
    count(page, expected_count("记者"))
    expect(page.get_by_role("button", name="重试")).to_be_hidden()
    page.close()


def test_without_scripts_the_page_leads_to_the_indexes(browser: Browser, home: str, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}search/index.html")
    links = page.locator("noscript a")
    assert links.all_inner_texts() == ["日期", "部门", "记者"]
    for link in links.all():
        assert (folder / "search" / str(link.get_attribute("href"))).is_file()
    context.close()


@pytest.mark.parametrize(
    "query", ["", "?q=%E8%AE%B0%E8%80%85", "?q=%E9%BE%98%E5%8C%BA%E5%B7%A5%E4%BF%A1%E5%B1%80"]
)
def test_a_phone_has_no_sideways_scroll(browser: Browser, home: str, query: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_search(page, home, query)
    page.locator("#facets").evaluate("facets => (facets.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
