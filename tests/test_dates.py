"""The day of an event and the day of issue, case by case: what states none for certain first."""

import datetime

import pytest

from banmian.dates import Clock, Event, event_day
from banmian.issue import infer_issue, page_clock, printed_issue
from banmian.records import Page
from banmian.split import split_page
from banmian.tag import tag_page

ISSUED = datetime.date(2009, 3, 10)  # a Tuesday


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    [
        "今年年初以来，阳庙镇立足当地。",
        "近日，示范区举办讲演会。活动3月5日报名。",
        "日前，镇里的培训班结业，作品将于3月20日展出。",
        "截至2月28日，共收到412件。",
        "来自邮电局的数字表明，到2月28日，全省电话用户达到407万户。",
        "截止日期为3月31日，请抓紧。",
        "有意者请于3月30日前到三楼办公室报名。",
        "老人生于1935年3月5日，从小爱唱戏。",
        "1949年10月1日，新中国成立。",
        "每年3月12日，大家都来植树。",
        "每月10日开展一次夜查。",
        "自3月1日以来，雨水偏多。",
        "在4月23日世界读书日来临之际，馆里添了新书。",
        "“今天真高兴！”村民说。",
        "“3月1日起就不收押金了。”院长说。",
        "上周，校区通过验收。",
        "市委宣讲团12月成立。",
        "施工历时15日完成，3日内通车。",
        "2月30日，会议召开。",
        "读者王某 3月6日",
        "上周一直下雨。",
        "本报3月6日4版《初夏》一文中，热线有误。",
        "（上接3月7日A06版）判决生效的那天，他哭了。",
        "本报从今天起开设专栏。",
        "从今天起，本报推出系列报道。",
        "为抢号，老人们从前天不亮就要排队。",
        "",
    ],
)
def test_no_day(text: str) -> None:
    assert event_day([text], Clock(ISSUED, exact=True)) is None


@pytest.mark.parametrize(
    ("text", "day", "phrase"),
    [
        ("3月9日上午，开发区召开调度会。", "2009-03-09", "3月9日"),
        ("３月９日上午，开发区召开调度会。", "2009-03-09", "3月9日"),
        ("三月九日上午，开发区召开调度会。", "2009-03-09", "三月九日"),
        ("二○○九年二月二十三日，大厅开放。", "2009-02-23", "二○○九年二月二十三日"),
        ("3 月 9 日，全区动员。", "2009-03-09", "3月9日"),
        ("3月5日至7日，安监局检查码头。", "2009-03-05", "3月5日"),
        ("去年12月21日上午、22日上午，村里连开两场坝坝会。", "2008-12-21", "去年12月21日"),
        ("12月29日，市民在手机上点下确认键。", "2008-12-29", "12月29日"),
        ("今年3月2日，超市开张。", "2009-03-02", "今年3月2日"),
        ("昨日，号外正式交付。", "2009-03-09", "昨日"),
        ("市场昨天开业。", "2009-03-09", "昨天"),
        ("“睡得香！”昨晚，孩子说。", "2009-03-09", "昨晚"),
        ("前天傍晚救人的女孩，昨天照常去上课了。", "2009-03-08", "前天"),
        ("今天上午，公路合龙。", "2009-03-10", "今天"),
        ("上周五下午，学生把课堂搬到海边。", "2009-03-06", "上周五"),
        ("本月8日，课桌椅送到学校。", "2009-03-08", "本月8日"),
        ("上月27日，钢琴抬上了石阶。", "2009-02-27", "上月27日"),
        ("8日晚，舞剧首演。", "2009-03-08", "8日"),
        ("海事部门28日说，渡轮获救。", "2009-02-28", "28日"),
        ("即日起至4月5日，集中检查车辆。", "2009-03-10", "即日起"),
        ("3月15日零时起，将半幅封闭施工。", "2009-03-15", "3月15日"),
        ("自2009年3月22日零时起至5月15日24时止，封闭施工。", "2009-03-22", "2009年3月22日"),
        ("定于3月17日22:00停水。", "2009-03-17", "3月17日"),
        ("本报2月28日刊登来信。路灯已于3月2日修好。", "2009-03-02", "3月2日"),
        ("近日，记者从人社局获悉，3月20日起发放补贴。", "2009-03-20", "3月20日"),
        ("去年7月3日，他报了案。今年3月2日，法院判决。", "2009-03-02", "今年3月2日"),
        ("入春以来，近期多雨。图为3月8日，工人在修枝。", "2009-03-08", "3月8日"),
        ("本月初起火。3月5日至6日，记者走访了小区。", "2009-03-05", "3月5日"),
    ],
)
def test_days_against_the_day_of_issue(text: str, day: str, phrase: str) -> None:
    event = event_day([text], Clock(ISSUED, exact=True))
    assert event
    assert (event.day, event.phrase) == (_day(day), phrase)


@pytest.mark.parametrize(
    ("byline", "text", "day"),
    [
        ("新华社北京3月8日电（记者张三）", "展览会展出千件藏品。", None),
        ("本报讯（记者张三）", "今天，会议召开。", "2009-03-10"),
        ("新华社北京3月8日电（记者张三）", "气象台今天发布消息。", "2009-03-08"),
        ("本报云桥三月八日电", "昨晚，大雪。", "2009-03-07"),
        ("", "新华社“远帆”号3月8日电（记者张三）今天凌晨，船驶入浮冰区。", "2009-03-08"),
        ("", "气象台3月8日电视讲话。", "2009-03-08"),
        ("新华社海平3月8日电", "会议26日闭幕。", "2009-02-26"),
    ],
)
def test_a_dispatch_has_its_own_today(byline: str, text: str, day: str | None) -> None:
    event = event_day([text], Clock(ISSUED, exact=True), byline=byline)
    assert (event.day if event else None) == (_day(day) if day else None)


@pytest.mark.parametrize(
    ("paragraphs", "day"),
    [
        (["凌晨两点，院里的灯亮了。", "3月6日，分局打掉一个团伙。"], "2009-03-06"),
        (["□本报记者张三", "3月6日，分局打掉一个团伙。"], "2009-03-06"),
        (["今年以来，该镇修了广场。", "3月6日，舞台投入使用。"], None),
        (["近日，该镇办了晚会。", "3月6日，舞台投入使用。"], None),
        (["院里的灯亮了。", "舞台3月6日投入使用。"], None),
        (["旧渡口", "船早就不来了", "今天，白昼与黑夜一样长", "我坐在渡口"], None),
    ],
)
def test_the_day_may_stand_after_a_scene(paragraphs: list[str], day: str | None) -> None:
    event = event_day(paragraphs, Clock(ISSUED, exact=True))
    assert (event.day if event else None) == (_day(day) if day else None)


def test_a_notice_states_its_day_anywhere_as_a_planned_one() -> None:
    text = ["拟表彰以下同志。", "公示时间为3月12日至18日。", "3月9日"]
    event = event_day(text, Clock(ISSUED, exact=True), notice=True)
    assert event == Event(_day("2009-03-12"), "3月12日", planned=True)
    assert event_day(text, Clock(ISSUED, exact=True)) is None


def test_without_a_day_of_issue_only_what_the_page_proves_is_believed() -> None:
    assert event_day(["昨日，工人在生产。"], Clock.of_year(2020)) is None
    assert event_day(["昨日，工人在生产。3月2日，开工。"], Clock.of_year(2020)) is None
    assert event_day(["3月2日，开工。"], Clock()) is None
    full = event_day(["2020年3月2日，开工。"], Clock())
    assert full
    assert full.day == _day("2020-03-02")


@pytest.mark.parametrize(
    ("paragraphs", "lead", "day"),
    [
        (["2015年，区里与企业达成协议。", "路建成于1996年。"], "3月2日，开工。", None),
        (["2019年，全区增长6%。"], "1月9日，会议召开。", None),
        (["1949年以来变化大。", "镇上举行2020年春耕现场会。"], "3月2日，开工。", "2020-03-02"),
        (["镇上召开2020年工作会议，部署2021年任务。"], "3月2日，开工。", "2020-03-02"),
        (["镇上召开2019年度表彰会。"], "3月2日，开工。", None),
        (["该局获批2020年科普基地。"], "12月2日，开工。", "2020-12-02"),
        (["该局获批2020年科普基地。"], "1月2日，开工。", None),
        (["2020年12月30日，会议召开。"], "1月2日，开工。", "2021-01-02"),
        (["寻物启事。", "2012年9月22日"], "9月20日，开工。", "2012-09-20"),
    ],
)
def test_the_year_of_a_page_is_one_that_it_calls_its_own(
    paragraphs: list[str], lead: str, day: str | None
) -> None:
    event = event_day([lead], page_clock([paragraphs, [lead]]))
    assert (event.day if event else None) == (_day(day) if day else None)


@pytest.mark.parametrize(
    ("furniture", "day"),
    [
        (["2021 年 1 月 8 日 星期五"], "2021-01-08"),
        (["示范日报 1998年1月4日　星期日　第7版：本地新闻"], "1998-01-04"),
        (["08 本地新闻", "2021年7月14日 责任编辑：张三"], "2021-07-14"),
        (["二〇二一年一月八日 星期五"], "2021-01-08"),
        (["2021年1月9日 星期五"], None),
        (["2021年1月8日"], None),
        (["2021年1月8日（星期五）"], None),
        (["2021年1月8日 星期五", "2021年1月9日 星期六"], None),
        ([], None),
        (["03", "2023年3月19日 星期日"], "2023-03-19"),
        (["2019-05-12 星期日"], "2019-05-12"),
        (["2019年05月02日 星期四"], "2019-05-02"),
        (["A3", "2023.3.19", "责任编辑 张三"], "2023-03-19"),
        (["电话 0391-2019-05"], None),
    ],
)
def test_a_header_proves_the_day_of_issue(furniture: list[str], day: str | None) -> None:
    assert printed_issue(furniture) == (_day(day) if day else None)


def test_days_are_reckoned_from_the_page_s_header() -> None:
    lines = ("第08版 2021年1月8日 星期五", "", "本报讯（记者张三） 昨日上午，示范区召", "开项目推进会。")
    (article,) = tag_page(split_page(Page("a", lines)))
    assert (article.date, article.date_evidence) == (_day("2021-01-07"), "昨日")
    assert (article.issued, article.issued_precision, article.issued_source) == (
        "2021-01-08",
        "day",
        "inferred",
    )


@pytest.mark.parametrize(
    ("days", "text", "issue"),
    [
        ([], "", ("", "")),
        (["2020-07-10", "2020-07-01"], "", ("2020-07", "month")),
        (["2020-07-10"], "", ("2020", "year")),
        (["2020-07-10", "2020-03-01"], "", ("2020", "year")),
        (["2020-07-28", "2020-07-26"], "", ("2020", "year")),
        (["2020-12-28", "2020-12-26"], "", ("", "")),
        (["2020-12-28", "2020-12-26"], "去年以来，该局狠抓落实。", ("2021-01", "month")),
        (["2020-12-28", "2020-12-26"], "今年前三季度，该局居首位。", ("2020-12", "month")),
    ],
)
def test_an_issue_is_dated_no_closer_than_its_events_allow(
    days: list[str], text: str, issue: tuple[str, str]
) -> None:
    events = [Event(_day(day), "", planned=False) for day in days]
    assert infer_issue(events, [text]) == issue


def test_a_planned_day_tells_nothing_of_the_issue() -> None:
    assert infer_issue([Event(_day("2020-07-10"), "", planned=True)], []) == ("", "")
