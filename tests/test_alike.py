"""Articles alike and the same text printed twice: found among many, and nothing that chance brings together."""

import random
import time
from dataclasses import replace

from banmian.alike import find_alike
from banmian.records import Article
from banmian.reprints import find_reprints

BRIDGE = (
    "沁泉湖大桥工程昨日开工，施工单位组织设备和人员进场。大桥全长两公里，连接沁泉湖南岸与北岸，工期十八个月。"
)
BRIDGE_OPENS = (
    "经过十八个月施工，沁泉湖大桥昨日通车。大桥使南岸居民去北岸的路程缩短一半，群众在桥上合影留念。"
)
SCHOOL = "区第一小学举行运动会，学生参加了跑步、跳绳和拔河比赛，家长和教师到场观看，校长为获奖班级颁发证书。"
CLINIC = "卫生院医生到敬老院义诊，为老人测量血压和血糖，讲解用药知识，并建立健康档案，受到老人欢迎。"


def article(name: str, body: str) -> Article:
    return Article(id=name, title=name, title_source="page", body=body)


def test_articles_on_one_thing_are_alike_and_it_is_said_what_they_share() -> None:
    alike = find_alike(
        [
            article("开工", BRIDGE),
            article("运动会", SCHOOL),
            article("通车", BRIDGE_OPENS),
            article("义诊", CLINIC),
        ]
    )
    assert [one.article.id for one in alike["开工"]] == ["通车"]
    assert [one.article.id for one in alike["通车"]] == ["开工"]
    assert "大桥" in alike["开工"][0].words
    assert alike["运动会"] == alike["义诊"] == ()


def test_a_text_printed_twice_is_found_though_a_few_words_differ() -> None:
    body = f"{BRIDGE}\n\n{SCHOOL}"
    again = body.replace("昨日", "近日").replace("\n\n", "").replace("，", ",", 1)
    articles = [
        article("甲", body),
        article("乙", CLINIC),
        article("丙", again),
        article("短", "图为现场。"),
        article("又短", "图为现场。"),
    ]
    found = find_reprints(articles)
    assert {name: [one.id for one in others] for name, others in found.items()} == {
        "甲": ["丙"],
        "丙": ["甲"],
    }


def test_a_quotation_makes_no_reprint() -> None:
    assert (
        find_reprints([article("甲", SCHOOL + BRIDGE + CLINIC), article("乙", BRIDGE_OPENS + BRIDGE)]) == {}
    )


def test_the_work_grows_with_the_archive_not_with_its_square() -> None:
    rng = random.Random(5)
    words = ["".join(rng.choices("工农商学兵路桥河湖山城镇村校厂店", k=4)) for _ in range(3000)]

    def seconds(count: int) -> float:
        bodies = ["，".join(rng.choices(words, k=80)) for _ in range(count)]
        articles = [replace(article(str(n), body)) for n, body in enumerate(bodies)]
        start = time.process_time()
        find_alike(articles)
        find_reprints(articles)
        return time.process_time() - start

    seconds(50)  # loads the dictionary
    assert seconds(1600) < 9 * seconds(400)
