"""Ways through the archive: lists in leaves, directories by pinyin, charts and calendars."""

import csv
import datetime

from test_render import TEMPLATES, make

from banmian.charts import month_weeks, timeline, tint, year_map
from banmian.directory import make_directory
from banmian.paging import LEAF, leaves
from banmian.pinyin import person_order, reading_order
from banmian.render import render_site


def test_old_leaves_keep_their_content_when_newer_articles_come() -> None:
    for count in range(5 * LEAF):
        before = leaves("x/index.html", range(count)[::-1])
        after = leaves("x/index.html", range(count + 1)[::-1])
        assert [entry for leaf in before for entry in leaf.entries] == list(range(count)[::-1])
        assert all(len(leaf.entries) == LEAF for leaf in before[1:])
        assert len(before[0].entries) < 2 * LEAF
        former = {leaf.path: leaf.entries for leaf in before[1:]}
        assert former.items() <= {leaf.path: leaf.entries for leaf in after}.items()


def test_a_long_list_can_be_walked_from_the_newest_to_the_oldest_and_back() -> None:
    articles = [
        make(f"a{n}", issued=f"{1900 + n}", departments=("教育局",), paper="报") for n in range(3 * LEAF + 5)
    ]
    files = {path: text.decode() for path, text in render_site(articles, (), TEMPLATES)}
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


def test_every_day_of_a_year_has_one_cell_in_its_week() -> None:
    leap = year_map("2020", {})  # began on a Wednesday
    assert leap.paths[0].startswith("M00 20v9")
    assert leap.paths[0].count("M") == 366
    assert leap.width == 530
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
