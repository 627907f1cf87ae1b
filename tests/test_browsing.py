"""Ways through the archive: lists in leaves, directories by pinyin, charts and calendars."""

import csv
import datetime

import pytest
from test_render import TEMPLATES, make

from banmian.charts import month_weeks, timeline, tint, year_map
from banmian.directory import make_directory
from banmian.holdings import make_volumes, missing_days
from banmian.named_people import find_named_people
from banmian.paging import LEAF, leaves
from banmian.pinyin import person_order, reading_order
from banmian.records import Page, Source
from banmian.render import render_site
from banmian.series import find_series
from banmian.sheets import make_sheets


def test_old_leaves_keep_their_content_when_newer_articles_come() -> None:
    for count in range(5 * LEAF):
        before = leaves("x/index.html", range(count)[::-1])
        after = leaves("x/index.html", range(count + 1)[::-1])
        assert [entry for leaf in before for entry in leaf.entries] == list(range(count)[::-1])
        assert all(len(leaf.entries) == LEAF for leaf in before[1:])
        assert len(before[0].entries) < 2 * LEAF
        former = {leaf.path: leaf.entries for leaf in before[1:]}
        assert former.items() <= {leaf.path: leaf.entries for leaf in after}.items()


def test_articles_without_a_date_leave_old_leaves_alone() -> None:
    def shown(undated: int) -> dict[str, bytes]:
        articles = [make(f"a{n}", issued=f"{1800 + n}", departments=("教育局",)) for n in range(3 * LEAF)]
        articles += [make(f"u{n}", departments=("教育局",)) for n in range(undated)]
        return {path: content for path, content in render_site(articles, (), TEMPLATES) if "/~1/" in path}

    few = shown(0)
    assert "departments/教育局/~1/index.html" in few
    for count in (1, LEAF, 2 * LEAF):
        assert few.items() <= shown(count).items()


def test_a_long_list_can_be_walked_from_the_newest_to_the_oldest_and_back() -> None:
    articles = [
        make(f"a{n}", issued=f"{1900 + n}", departments=("教育局",), paper="报") for n in range(3 * LEAF + 5)
    ]
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(articles, (), TEMPLATES)
    }
    shown = ["", "~2/", "~1/"]
    pages = [files[f"departments/教育局/{leaf}index.html"] for leaf in shown]
    assert [page.count('class="item"') for page in pages] == [LEAF + 5, LEAF, LEAF]
    assert 'rel="next" href="../../departments/%E6%95%99%E8%82%B2%E5%B1%80/~2/index.html"' in pages[0]
    assert 'rel="next" href="../../../departments/%E6%95%99%E8%82%B2%E5%B1%80/~1/index.html"' in pages[1]
    assert 'rel="prev" href="../../../departments/%E6%95%99%E8%82%B2%E5%B1%80/index.html"' in pages[1]
    assert 'rel="prev"' not in pages[0]
    assert 'rel="next"' not in pages[2]


def test_names_stand_in_the_order_of_pinyin_and_surnames_are_read_as_surnames() -> None:
    names = ["张三", "闫五", "单二", "章三", "安宁", "张九", "单位"]
    assert sorted(names, key=person_order) == ["安宁", "单二", "单位", "闫五", "张九", "张三", "章三"]
    assert sorted(["重庆路小学", "市教育局", "昌平区"], key=reading_order) == [
        "昌平区",
        "重庆路小学",
        "市教育局",
    ]


def test_a_directory_has_a_page_for_each_letter_once_it_is_long() -> None:
    few = make_directory("x/index.html", ["张三", "3M", "安宁", "ann", "AI"], person_order)
    assert [(tab.label, tab.entries) for tab in few.tabs] == [
        ("A", ("AI", "ann", "安宁")),
        ("Z", ("张三",)),
        ("#", ("3M",)),
    ]
    assert few.is_whole
    many = make_directory("x/index.html", [f"王{n}" for n in range(301)] + ["李四"], person_order)
    assert [(tab.label, tab.path, len(tab.entries)) for tab in many.tabs] == [
        ("L", "x/~l/index.html", 1),
        ("W", "x/~w/index.html", 300),
        ("W2", "x/~w2/index.html", 1),
    ]


def test_a_timeline_spans_from_first_to_last_and_tells_what_it_leaves_out() -> None:
    chart = timeline(["2019-11-02", "2020-02", "2020-02-29", "2020", ""])
    assert chart
    assert [(bar.name, bar.count, bar.x, bar.height) for bar in chart.bars] == [
        ("2019-11", 1, 0.0, 50.0),
        ("2020-02", 2, 75.0, 100.0),
    ]
    assert chart.left_out == 1
    years = timeline(["1998-01-01", "2020"])
    assert years
    assert (years.first, years.last, years.left_out) == ("1998", "2020", 0)
    assert timeline(["2020-01-01", "2020-01-02"]) is None
    assert chart.marks == (("2020", 50.0),)
    assert [year for year, _ in years.marks] == ["2000", "2005", "2010", "2015"]
    assert years.marks[0][1] == round(100 * 2 / 23, 2)


def test_every_day_of_a_year_has_one_cell_in_its_week() -> None:
    leap = year_map("2020", {}, 0)  # began on a Wednesday
    assert leap.paths[0].startswith("M00 20v9")
    assert leap.paths[0].count("M") == 366
    assert leap.width == 530
    assert leap.months[:3] == ((1, 0), (2, 40), (3, 80))
    lacking = year_map("2020", {}, 0, days("2020-01-01"))
    assert lacking.lacking == "M-4 20.5h8v8h-8z"
    assert lacking.paths[0].count("M") == 365
    assert [tint(count, 8) for count in (0, 1, 2, 3, 8)] == [0, 1, 1, 2, 4]


def test_a_month_stands_in_its_weeks() -> None:
    weeks = list(month_weeks("2021-02"))
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == ("2021-02-01", "2021-02-28", 4)
    assert next(month_weeks("2020-02"))[:6] == ["", "", "", "", "", "2020-02-01"]


def test_the_tally_counts_by_issue_and_leaves_nothing_to_a_spreadsheet() -> None:
    articles = [
        make("a", issued="2020-07-28", reporters=("张三", "=1+1"), departments=("教育局",)),
        make("b", issued="2020", reporters=("张三",), photographers=("李四",)),
        make("c", issued="2021-01-02", date=datetime.date(2020, 12, 31), reporters=("张三",)),
        make("d", date=datetime.date(2020, 7, 1), reporters=("李四",)),
        make("e", reporters=("张三",)),
    ]
    files = dict(render_site(articles, (), TEMPLATES))
    rows = list(csv.reader(files["statistics/2020/reporters.csv"].decode("utf-8-sig").splitlines()))
    assert rows[0] == ["身份", "姓名", "合计", *(f"2020-{month:02}" for month in range(1, 13))]
    july = {(row[0], row[1]): (row[2], row[9]) for row in rows[1:]}
    assert july == {
        ("记者", "张三"): ("2", "1"),
        ("记者", "'=1+1"): ("1", "1"),
        ("记者", "李四"): ("1", "1"),
        ("摄影", "李四"): ("1", "0"),
    }
    whole = files["statistics/reporters.csv"].decode("utf-8-sig").splitlines()
    assert whole[:2] == ["身份,姓名,合计,2020,2021", "记者,张三,4,2,1"]
    assert "教育局" in files["statistics/2020/index.html"].decode()
    assert "教育局" not in files["statistics/2021/index.html"].decode()


def days(*texts: str) -> list[datetime.date]:
    return [datetime.date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("held", "lacking"),
    [
        # a weekly paper, and one that comes every other week
        (["2020-07-07", "2020-07-14", "2020-07-21", "2020-08-04", "2020-08-11"], ["2020-07-28"]),
        (
            ["2020-01-01", "2020-01-15", "2020-01-29", "2020-02-12", "2020-03-11", "2020-03-25"],
            ["2020-02-26"],
        ),
        # no rhythm, and too few to show one
        (["2020-01-01", "2020-01-08", "2020-02-05", "2020-04-01", "2020-07-08"], []),
        (["2020-07-07", "2020-07-14", "2020-07-28"], []),
        # nobody counts the issues of a year's silence
        (
            [
                "2018-01-02",
                "2018-01-09",
                "2018-01-16",
                "2018-01-23",
                "2020-01-07",
                "2020-01-14",
                "2020-01-21",
                "2020-01-28",
            ],
            [],
        ),
    ],
)
def test_issues_are_missed_where_the_others_show_a_rhythm(held: list[str], lacking: list[str]) -> None:
    assert missing_days(days(*held)) == days(*lacking)


def test_a_daily_paper_misses_single_days_but_not_the_sundays_it_never_had() -> None:
    july = [datetime.date(2020, 7, n) for n in range(1, 32)]
    august = [day + datetime.timedelta(days=31) for day in july]
    held = [day for day in (*july, *august) if day.weekday() != 6]
    gone = days("2020-07-15", "2020-07-16")
    assert missing_days([day for day in held if day not in gone]) == gone


def test_the_archive_shows_what_it_holds_and_lacks() -> None:
    def page(day: int, edition: str) -> Page:
        return Page(
            f"{day}-{edition}",
            ("一行",),
            paper="示范日报",
            issued=datetime.date(2020, 7, day),
            edition=edition,
        )

    pages = [page(day, edition) for day in (1, 2, 3) for edition in ("01", "02", "03")]
    pages += [page(4, "02"), page(5, "第01版"), page(5, "04"), Page("无日期", ("一行",))]
    (volume,) = make_volumes(make_sheets((), pages))
    assert [(issue.day.day, issue.count, issue.lacking) for issue in volume.issues] == [
        (1, 3, ()),
        (2, 3, ()),
        (3, 3, ()),
        (4, 1, ("01", "03")),
        (5, 2, ("02", "03")),
    ]
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site((), pages, TEMPLATES)
    }
    assert "另有 1 个版面不知道是哪一天出版的" in files["issues/index.html"]
    shown = files["issues/示范日报/2020/index.html"]
    assert "缺 01、03 版" in shown
    assert 'href="#d2020-07-04"' in shown


def test_the_map_of_a_page_can_be_seen_at_once_and_the_longest_article_is_its_tallest_band() -> None:
    page = Page("p", ("一行",) * 1000 + ("", "责任编辑"))
    spans = [(1, 600), (601, 990), (991, 1000)]
    articles = [make(f"a{n}", source=Source("p.txt", (span,))) for n, span in enumerate(spans)]
    (sheet,) = make_sheets(articles, [page])
    assert [rows for _, rows in sheet.map] == [15, 10, 1, 1]
    crowded = [make(f"a{n}", source=Source("p.txt", ((n, n),))) for n in range(1, 41)]
    (sheet,) = make_sheets(crowded, [Page("p", ("一行",) * 40)])
    assert [rows for _, rows in sheet.map] == [1] * 40


def named(*bodies: str) -> dict[str, list[str]]:
    articles = [make(f"a{n}", body=body) for n, body in enumerate(bodies)]
    return {one.name: [article.id for article in one.articles] for one in find_named_people(articles)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区领导万英奎、侯建华、吕沛出席会议。", ["万英奎", "侯建华", "吕沛"]),
        ("副区长计成、宣东海、桂长林出席。", ["计成", "宣东海", "桂长林"]),
        ("党工委书记王家鹏到企业调研，王家鹏强调要抓落实。", ["王家鹏"]),
        ("获奖的是：苗建敏、卞青山、欧阳佩。", ["卞青山", "欧阳佩", "苗建敏"]),
        ("教授伊琳娜·萨福诺娃说，这很好。", ["伊琳娜·萨福诺娃"]),
        ("申屠越在会上说，书记东方亮说得对。", ["东方亮"]),
        # words, places, firms and ways to call people are no names
        ("李万、宁郭、苏家作三地。李万街道、宁郭镇、苏家作乡。", []),
        ("居民高兴地告诉记者，书记包揽了家务，主任张女士说。", []),
        ("有白菜、黄瓜、金针菇；学生路远、公交班次少。", []),
        ("除沿线单位和居民车辆外，禁止通行。", []),
    ],
)
def test_people_are_told_by_what_stands_around_their_names(text: str, names: list[str]) -> None:
    assert sorted(named(text)) == sorted(names)


def test_a_name_known_from_one_article_is_found_in_others_if_it_is_long_enough() -> None:
    found = named("书记王家鹏、区长吕沛出席。", "会上，王家鹏同吕沛布置工作。", "吕沛说，先这样。")
    assert found == {"王家鹏": ["a0", "a1"], "吕沛": ["a0", "a2"]}


def test_the_index_of_people_leads_to_the_articles_and_back() -> None:
    body = "区领导万英奎、侯建华出席。"
    articles = [make(f"a{n}", f"第{n}篇", body=body, issued=f"202{n}") for n in range(4)]
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(articles, (), TEMPLATES)
    }
    index = files["people/index.html"].split('id="p-万英奎"')[1]
    assert [title for title in ("第3篇", "第2篇", "第1篇", "第0篇") if title in index] == [
        "第3篇",
        "第2篇",
        "第1篇",
        "第0篇",
    ]
    assert "另外 1 篇" in index
    assert "people/index.html#p-万英奎" in files["articles/a0/index.html"]


def test_parts_of_a_series_lead_to_each_other() -> None:
    articles = [
        make("two", "讲话解读（二）", issued="2020-01-02", subtitle="抓落实"),
        make("one", "开篇", issued="2020-01-01", subtitle="——讲话解读（一）"),
        make("twelve", "讲话解读之十二", issued="2020-01-05"),
        make("again", "讲话解读（一）", issued="2020-03-01"),
        make("other", "讲话解读(3)", issued="2020-01-03", paper="别的报"),
        make("short", "稿（一）", issued="2020-01-01"),
    ]
    (series,) = find_series(sorted(articles, key=lambda one: one.issued))
    assert [article.id for article in series.articles] == ["one", "two", "twelve"]
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(articles, (), TEMPLATES)
    }
    two = files["articles/two/index.html"]
    assert '<a href="../../articles/one/index.html" class="before">' in two
    assert '<a href="../../articles/twelve/index.html" class="after">' in two
    assert "连载" not in files["articles/again/index.html"]


def test_a_column_has_its_page() -> None:
    articles = [
        make("a", column="岁末年初比比看"),
        make("b", column="岁末年初比比看"),
        make("c", column="安全"),
    ]
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(articles, (), TEMPLATES)
    }
    assert files["columns/岁末年初比比看/index.html"].count('class="item"') == 2
    assert "columns/%E5%AE%89%E5%85%A8/index.html" in files["articles/c/index.html"]
    assert files["columns/index.html"].count(" 篇</span></li>") == 2
