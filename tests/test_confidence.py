"""How sure an article's splitting is: a verdict for each, with reasons that people can read."""

from pathlib import Path

from hypothesis import given, settings
from test_splitting import pages

from banmian import confidence, gaps
from banmian.confidence import judge_page
from banmian.page import find_seeds, read_page
from banmian.reasons import SIGNS, question
from banmian.records import DOUBTFUL, Aspect, Page, Verdict
from banmian.split import split_page
from banmian.tag import tag_page
from banmian.vocabulary import weights

SEEDS = Path(__file__).parent.parent / "seeds"
REPORTS = (
    "本报讯（记者张三） 7月25日上午，示范区在公园召开防汛推进会，部署下一步防汛工作，要求抓好落实。",
    "",
    "示范区召开防汛推进会",
    "",
    "本报讯（记者李四） 7月26日下午，宁郭镇举行职工运动会，二十支代表队参加了全部比赛项目。",
    "",
    "宁郭镇举行职工运动会",
)


def judge(*lines: str) -> list[Verdict]:
    return judge_page(split_page(Page("page", lines)))


def aspect(verdict: Verdict, name: str) -> Aspect:
    return next(one for one in verdict.aspects if one.name == name)


def test_every_sign_can_be_said_in_chinese() -> None:
    ends = {"opens_page", "ends_page", "nothing_inside"}
    assert SIGNS.keys() == {*gaps._SIGNS, *confidence._SIGNS, *ends}


def test_every_sign_of_a_headline_has_its_weight() -> None:
    assert weights("confidence").keys() == {"always", *confidence._SIGNS}


def test_every_article_of_a_page_has_a_verdict() -> None:
    for seed in find_seeds(SEEDS):
        split = split_page(read_page(seed))
        verdicts = {verdict.source: verdict for verdict in judge_page(split)}
        for article in tag_page(split):
            verdict = verdicts.pop(article.source)  # type: ignore[arg-type]
            assert [one.name for one in verdict.aspects] == ["start", "end", "inside", "headline"]
            assert all(question(one) for one in verdict.aspects)
        assert not verdicts


def test_few_articles_that_are_right_are_called_doubtful() -> None:
    verdicts = [verdict for seed in find_seeds(SEEDS) for verdict in judge_page(split_page(read_page(seed)))]
    assert sum(bool(verdict.doubts) for verdict in verdicts) <= len(verdicts) / 10


def test_plain_reports_are_sure_and_say_what_opened_them() -> None:
    first, second = judge(*REPORTS)
    assert not first.doubts
    assert not second.doubts
    assert aspect(first, "start").speaks_for == ("opens_page",)
    assert aspect(second, "start").speaks_for[0] == "report_under_heads"
    assert aspect(second, "start").line == aspect(first, "end").line == 5
    assert aspect(second, "end").speaks_for == ("ends_page",)
    assert aspect(second, "inside").speaks_for == ("nothing_inside",)


def test_an_article_is_as_sure_as_its_weakest_aspect() -> None:
    for verdict in judge(*REPORTS):
        assert verdict.sure == verdict.weakest.sure == min(one.sure for one in verdict.aspects)


def test_a_headline_of_many_uneven_lines_is_doubtful() -> None:
    odd = ("（快讯）", "推进", "示范区防汛推进会昨日在公园召开要求各村镇抓好落实", "推进会")
    sure, odd_one = judge(*REPORTS)[0], judge(*REPORTS[:2], *odd, *REPORTS[3:])[0]
    assert aspect(odd_one, "headline").sure < DOUBTFUL < aspect(sure, "headline").sure
    assert {"many_lines", "uneven_lines", "bracketed"} & {*aspect(odd_one, "headline").against}
    assert aspect(odd_one, "headline").line >= 3


def test_an_article_without_a_headline_says_so_and_names_the_one_it_might_have_had() -> None:
    alone = judge(REPORTS[0])[0]
    assert "unprinted" in aspect(alone, "headline").against
    assert alone.rival == ""
    other = "本报讯（记者李四） 7月26日下午，宁郭镇召开防汛推进会，二十个村参加，镇长作了动员。"
    first, second = judge(*REPORTS[:4], other, "", "宁郭镇召开防汛推进会")
    assert (first.rival, second.rival) == ("宁郭镇召开防汛推进会", "示范区召开防汛推进会")


def test_a_headline_that_says_nothing_of_its_article_is_less_sure() -> None:
    right, wrong = judge(*REPORTS)[0], judge(*REPORTS[:2], "图书馆夜间延长开放", *REPORTS[3:])[0]
    assert "strange" in aspect(wrong, "headline").against
    assert aspect(wrong, "headline").sure < aspect(right, "headline").sure


def test_a_place_that_was_passed_over_is_named() -> None:
    (verdict,) = judge(REPORTS[0], "", "近日，文昌街道的居民们自发清理了河道两岸的垃圾。")
    inside = aspect(verdict, "inside")
    assert inside.line == 3
    assert "no_heads" in inside.speaks_for


@settings(max_examples=100, deadline=None)
@given(pages())
def test_any_page_can_be_judged(page: Page) -> None:
    split = split_page(page)
    verdicts = judge_page(split)
    assert len(verdicts) == len(split.drafts)
    for verdict in verdicts:
        for one in verdict.aspects:
            assert 0 <= one.sure <= 1
            assert 1 <= one.line <= len(page.lines)
            assert {*one.speaks_for, *one.against} <= SIGNS.keys()
