"""Names, departments and titles, case by case: what must stay as it is first."""

import pytest

from banmian.departments import find_departments
from banmian.people import People, heal, may_be_byline, names_after, names_first, read_people, signers
from banmian.records import Page
from banmian.split import split_page
from banmian.tag import derive_title, tag_page


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
        (["本报讯（记者 欧阳 修 王 磊）"], ["欧阳修", "王磊"], []),
        (["（记者 黄 志文）"], ["黄志文"], []),
        (["（通讯员 贾志森安然）"], [], ["贾志森", "安然"]),
        (["（通讯员 孟和巴图 相里文涛）"], [], ["孟和巴图", "相里文涛"]),
        (["（县委办 覃 章 本报记者 宋祖林）"], ["宋祖林"], ["覃章"]),
        (["校史馆 樊 篱"], ["樊篱"], []),
        (["□ 文/郎 咸"], ["郎咸"], []),
        (["本报特派记者 司徒野 发自海港城"], ["司徒野"], []),
        (["本報訊（記者林家豪）"], ["林家豪"], []),
        (["【記者蔡詠欣／南澳報導】"], ["蔡詠欣"], []),
        (["本报记者/蒲小满", "通讯员/汪 塬"], ["蒲小满"], ["汪塬"]),
        (["东湖日报记者 丁家栋 西山晚报记者 裘梦瑶"], ["丁家栋", "裘梦瑶"], []),
        (["东湖新区融媒记者 丁家栋 实习生 裘梦瑶"], ["丁家栋", "裘梦瑶"], []),
        (["□ 晨 报 记 者 丁 家 栋 裘", "瑶 王立新"], ["丁家栋", "裘瑶", "王立新"], []),
        (["（马俊高洁）"], ["马俊", "高洁"], []),
        (["（记者 丁 栋 辑）"], ["丁栋"], []),
        (["双桥农场通讯员 王立新"], [], ["王立新"]),
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
        (["本报记者 图力古", "尔 摄"], People(photographers=("图力古尔",))),
        (["记者 郦思齐 文/摄"], People(("郦思齐",), (), ("郦思齐",))),
        (["郦思齐 文 /图"], People(("郦思齐",), (), ("郦思齐",))),
        (["图/ 文 郦思齐"], People(("郦思齐",), (), ("郦思齐",))),
        (["郦 思 摄影报道"], People(("郦思",), (), ("郦思",))),
        (["（郦思齐 王立新 摄）"], People(photographers=("郦思齐", "王立新"))),
        (["本报记者 石 岩 通讯员 盘秀", "英 文/图"], People(("石岩",), ("盘秀英",), ("石岩", "盘秀英"))),
    ],
)
def test_credits(printed: list[str], people: People) -> None:
    assert read_people(printed, credit=True) == people


@pytest.mark.parametrize(
    ("printed", "reporters"),
    [
        (["全部完成。（弈 秋）"], ["弈秋"]),
        (["全部完成。（杜 英", "吕国华）"], ["杜英", "吕国华"]),
        (["全部完成。（记者 晏 清 整理）"], ["晏清"]),
        (["（下转第二版）"], []),
        (["（国际处）"], []),
        (["（安全处供稿）"], []),
        (["（单位：元）"], []),
    ],
)
def test_writers_at_a_report_s_end(printed: list[str], reporters: list[str]) -> None:
    assert list(signers(printed).reporters) == reporters


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("农博士 鹿长庚", True),
        ("石 敏", True),
        ("闻人既白", True),
        ("推进会", False),
        ("四百职工同台比绝活", False),
    ],
)
def test_a_line_of_nothing_but_a_writer(text: str, is_one: bool) -> None:
    assert may_be_byline(text) == is_one


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
        ("", "职工医院专家上井巡诊", "日前，职工医院的八位专家到井场巡诊。", ("职工医院",)),
        ("", "", "县财政局局长黄立受县政府委托作报告，县财政局还作了说明。", ("县财政局",)),
        ("", "", "4月2日，为民镇开展植树活动，为民镇党委书记参加。", ("为民镇",)),
        ("", "", "当地派出所民警赶到现场，当地派出所提醒市民。", ()),
        ("", "", "这是市消防支队今年的第三次演练。市消防支队负责。", ("市消防支队",)),
        ("", "", "笔者从县教育局获悉，招生开始。县教育局提醒家长。", ("县教育局",)),
        ("", "市住建局会同东江区综合执法局整治占道", "整治持续三天。", ("东江区综合执法局", "市住建局")),
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
        ("图为5月9日，村民在晾晒红薯粉条。", "村民在晾晒红薯粉条"),
        ("", "无题"),
    ],
)
def test_derived_titles(lead: str, title: str) -> None:
    assert derive_title([lead]) == title


def test_a_title_is_derived_from_what_a_letter_or_a_poem_says_first() -> None:
    assert derive_title(["编辑同志：", "我家住在北关，路灯坏了三个月。"]) == "我家住在北关"
    assert derive_title(["春天推开了窗\n一阵风先进来"]) == "春天推开了窗"
    assert derive_title(["（上接第一版）在月牙湾，工人们正在吊装沉箱，海面平静。"]) == "工人们正在吊装沉箱"
    assert derive_title(["“云岫香猪”通过地理标志登记评审，价格涨了。"]) == "“云岫香猪”通过地理标志登记评审"
    assert derive_title(["“水比井里的还清，”村民说。"]) == "水比井里的还清"
    assert derive_title(["●市总工会组织快递员免费体检。"]) == "市总工会组织快递员免费体检"


@pytest.mark.parametrize("printed", ["本报记者 王明/文 李华/图", "王明/文 李华/摄", "文/王明 图/李华"])
def test_who_wrote_and_who_took_the_picture(printed: str) -> None:
    assert read_people([printed]) == People(reporters=("王明",), photographers=("李华",))


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("记者应书遥 楼翎 报道晚上6点", "记者应书遥楼翎报道"),
        ("本报记者 王 磊 7月1日起", "本报记者王磊"),
        ("记者 王磊 报道称", "记者王磊"),
        ("□本报记者 王磊 李梅 一块砖", "□本报记者王磊李梅"),
        ("本报记者 王磊 接到来信", "本报记者王磊"),
        ("记者王磊整理 小区居民来电", "记者王磊整理"),
        ("本报记者 木呷·尔且 昨天", "本报记者木呷·尔且"),
        ("记者了解到", ""),
    ],
)
def test_names_that_spaces_tell_from_the_text_behind_them(text: str, byline: str) -> None:
    assert names_after(text) == len(byline)


def test_at_a_report_s_end_its_byline_s_writers_are_joined_by_those_with_a_role_alone() -> None:
    assert signers(["全部完成。（通讯员 王磊）"], named=True) == People(correspondents=("王磊",))
    assert signers(["全部完成。（王磊）"], named=True) == People()


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("（王磊） 昨日", "（王磊）"),
        ("（高新区）党工委", ""),
        ("（上图） 昨日", ""),
        ("□张永强 丰裕县至后窑的公路通了车。", "□张永强"),
        ("◎本报记者 黎 明 1月18日，农历腊月初八", "◎本报记者黎明"),
        ("段静 文 / 图 11 月 5 日，集团公司", "段静文/图"),
        ("江雪 9 月 13 日，记者来到厂里", "江雪"),
        ("李晓 说，今天不去了。", ""),
        ("平安 7月的收成好。", ""),
    ],
)
def test_a_name_without_a_role_opens_a_report_and_other_words_do_not(text: str, byline: str) -> None:
    assert names_first(text) == len(byline)


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("本报讯 白晓峰报道", People(reporters=("白晓峰",))),
        ("本报讯（丁伟 文/图）", People(reporters=("丁伟",), photographers=("丁伟",))),
        ("（林静 通讯员孙桂英）", People(reporters=("林静",), correspondents=("孙桂英",))),
        ("沙河堡车务段 陆远", People(reporters=("陆远",))),
        ("摄影报道 高 峰", People(reporters=("高峰",), photographers=("高峰",))),
    ],
)
def test_names_stand_beside_what_they_did(printed: str, people: People) -> None:
    assert read_people([printed]) == people


def test_who_is_named_without_a_role_is_what_the_page_says_elsewhere() -> None:
    lines = (
        "水库清淤完成",
        "本报讯（通讯员 王明）昨日，水库清淤完成，",
        "水面又宽了三十亩。",
        "",
        "菜市场重新开业",
        "本报讯（王明）昨日，菜市场重新开业，首日",
        "就来了三千人。",
        "",
        "图书馆延长开放",
        "本报讯（李华）昨日，图书馆延长开放，晚上",
        "九点才闭馆。",
    )
    people = [(one.reporters, one.correspondents) for one in tag_page(split_page(Page("page", lines)))]
    assert people == [((), ("王明",)), ((), ("王明",)), (("李华",), ())]
