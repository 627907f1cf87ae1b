"""Names, departments and titles, case by case: what must stay as it is first."""

import pytest

from banmian.departments import find_departments
from banmian.people import People, heal, read_people
from banmian.tag import derive_title


@pytest.mark.parametrize(
    ("printed", "reporters", "correspondents"),
    [
        (["本报综合消息"], [], []),
        (["本报讯（记者郭树勋）"], ["郭树勋"], []),
        (["本报讯 （记 者郭树勋）"], ["郭树勋"], []),
        (["本报讯 （记者郭", "树勋）"], ["郭树勋"], []),
        (["（记者付凯明 通", "讯员卢立明）"], ["付凯明"], ["卢立明"]),
        (["（记者刘洋 实习记", "者陈果）"], ["刘洋", "陈果"], []),
        (["本报讯(记者甲乙丙)通讯员丁戊)"], ["甲乙丙"], ["丁戊"]),
        (["本报记者 司马远 通讯员 郭", "子良"], ["司马远"], ["郭子良"]),
        (["（记者 王 磊 通讯员 宋 佳", "于晓帆）"], ["王磊"], ["宋佳", "于晓帆"]),
        (["本报记者 慕容雪 刘 洋", "通讯员 高志强"], ["慕容雪", "刘洋"], ["高志强"]),
        (["又讯（记者欧阳海", "燕）"], ["欧阳海燕"], []),
        (["本报记者 诸葛明 木呷·尔且"], ["诸葛明", "木呷·尔且"], []),
        (["（江雨桐 石", "磊）"], ["江雨桐", "石磊"], []),
        (["本报记者张三李四王小五"], ["张三", "李四", "王小五"], []),
    ],
)
def test_bylines(printed: list[str], reporters: list[str], correspondents: list[str]) -> None:
    people = read_people(printed)
    assert (list(people.reporters), list(people.correspondents), people.photographers) == (
        reporters,
        correspondents,
        (),
    )


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        (["本报记者 杨 帆 摄"], People(photographers=("杨帆",))),
        (["本报记者 宋", "崇飞 摄"], People(photographers=("宋崇飞",))),
        (["本 报 记 者", "郭树勋 摄"], People(photographers=("郭树勋",))),
        (
            ["本 报 记 者 欧", "阳海燕 通讯员 郭", "子良 摄影报道"],
            People(("欧阳海燕",), ("郭子良",), ("欧阳海燕", "郭子良")),
        ),
        (["本报记者 石 岩 通讯员 盘秀", "英 文/图"], People(("石岩",), ("盘秀英",), ("石岩", "盘秀英"))),
    ],
)
def test_credits(printed: list[str], people: People) -> None:
    assert read_people(printed, credit=True) == people


def test_a_healed_byline_keeps_its_printed_words() -> None:
    assert heal(["本报讯 （记者付凯明 通讯员娄", "琪）"]) == "本报讯 （记者付凯明 通讯员娄琪）"


@pytest.mark.parametrize(
    ("kicker", "title", "text", "found"),
    [
        ("", "蒙牛乳业亮点多", "奋力开创高质量发展新局面，统筹新型城镇化，返乡创业。", ()),
        ("", "", "某某机械（焦作）有限公司产量增长。", ()),
        (
            "示范区工信局（金融局）",
            "工业强区亮点多",
            "去年以来，示范区工信局狠抓落实。",
            ("示范区工信局（金融局）",),
        ),
        ("阳庙镇", "文创小镇人气旺", "今年以来，阳庙镇立足文化资源。该镇投资240万元。", ("阳庙镇",)),
        ("", "李万街道杨庄村征迁启动", "李万街道召开会议。", ("李万街道",)),
        ("", "第一张电子票据", "该区财政局推进改革。会议由该区财政局组织。", ("区财政局",)),
        ("", "", "苍崖县发展和改革局召开发布会。", ("苍崖县发展和改革局",)),
    ],
)
def test_departments(kicker: str, title: str, text: str, found: tuple[str, ...]) -> None:
    assert find_departments(kicker, title, [text]) == found


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("2020年12月31日上午，示范区举行开工奠基仪式。", "示范区举行开工奠基仪式"),
        ("⬅昨日，蒙牛乳业员工正在生产线上作业。", "蒙牛乳业员工正在生产线上作业"),
        ("为贯彻落实会议精神，区里举办了观摩活动。", "区里举办了观摩活动"),
        ("", "无题"),
    ],
)
def test_derived_titles(lead: str, title: str) -> None:
    assert derive_title([lead]) == title
