"""Splitting whole pages: no line and no character is lost. How well it is done is in test_quality.py."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.authorities import read_authorities
from banmian.bodies import unite
from banmian.markup import to_paragraphs
from banmian.page import find_seeds, read_page
from banmian.records import Article, Page
from banmian.split import split_page
from banmian.store import read_articles
from banmian.tag import tag_page

PROJECT = Path(__file__).parent.parent


def test_the_articles_in_the_repository_are_what_the_seeds_give_now() -> None:
    stored = {item.article.id: item for item in read_articles(PROJECT / "articles")}
    seeds = find_seeds(PROJECT / "seeds")
    authorities = read_authorities(PROJECT / "seeds")
    for articles in unite([tag_page(split_page(read_page(seed))) for seed in seeds], authorities):
        for article in articles:
            item = stored.pop(article.id)
            assert item.edited or item.article == article, f"run build_site.py and look at {item.path}"
    assert all(item.edited for item in stored.values())


# ------------------------------------------------------------ nothing lost, on any page
def _seed_lines() -> list[str]:
    folders = (PROJECT / "seeds", PROJECT / "tests/pages/own/seeds")
    return [line for folder in folders for seed in find_seeds(folder) for line in read_page(seed).lines]


_ODD_LINES = (
    "", "   ", "本报讯（记者 王 磊 通", "讯员 宋 佳）", "本报记者 张三", "本报记者 张三 摄", "又讯（记者李四）", "→", "。", "——", "（", "“”",
    "第 02 版 要闻", "2020年1月2日 星期四", "责任编辑 张三", "图为现场。 本报记者 张三 摄", "编辑同志：", "此致", "敬礼！", "一、二、三、",
    "# 标题", "1. 一", "<script>alert(1)</script>", "{{ 7 * 7 }}", "https://example.org/", "问：", "a b c", "新华社北京1月2日电（记者张三）",
)  # fmt: skip
_LINES = st.one_of(
    st.sampled_from(_seed_lines()),
    st.sampled_from(_ODD_LINES),
    st.text(
        alphabet=st.characters(exclude_characters="\n\r", exclude_categories=("Cs", "Cc", "Cf")), max_size=30
    ),
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Runs of real lines, with anything in between."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(_REAL) - 40))
        lines += _REAL[start : start + draw(st.integers(0, 40))]
        lines += draw(st.lists(_LINES, max_size=6))
    return Page("page", tuple(lines))


_REAL = _seed_lines()


@settings(max_examples=250, deadline=None)
@given(pages())
def test_every_printed_line_is_in_one_article_or_in_the_furniture(page: Page) -> None:
    split = split_page(page)
    owners = Counter(number for draft in split.drafts for number in draft.owned)
    owners.update(split.furniture)
    assert dict(owners) == dict.fromkeys(page.printed(), 1)


@settings(max_examples=250, deadline=None)
@given(pages())
def test_every_character_of_an_article_s_lines_is_in_its_fields(page: Page) -> None:
    split = split_page(page)
    for article in tag_page(split):
        assert article.source
        owned = "".join(page.lines[number - 1] for number in article.source.numbers())
        lost = _characters(owned) - _characters(_fields(article))
        assert not lost, f"lost from {article.title}: {lost}"


def _fields(article: Article) -> str:
    heads = (article.kicker, article.title, article.subtitle, article.byline, article.credit)
    return "".join(heads) + "".join(to_paragraphs(article.body))


def _characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def test_the_same_page_gives_the_same_articles() -> None:
    for seed in find_seeds(PROJECT / "seeds"):
        page = read_page(seed)
        assert tag_page(split_page(page)) == tag_page(split_page(page))


def test_an_id_survives_a_mended_end_and_a_moved_article() -> None:
    lines = [
        "本报讯（记者张三） 7月25日上午，示范区召",
        "开项目推进会，部署下一步工作。",
        "",
        "会议要求抓好落实。",
    ]
    page = Page("a", tuple(lines))
    moved = Page("b", ("", "", *lines[:3], "会议强调，要抓好落实。"))
    (first,), (second,) = tag_page(split_page(page)), tag_page(split_page(moved))
    assert first.id == second.id


def test_a_line_that_suits_no_article_does_not_push_the_headlines_on() -> None:
    heads = ["青山水库清淤完成", "小学生走进敬老院", "菜市场重新开业", "消防队演练高楼救援", "图书馆延长开放"]
    lines = ["看清今冬青山绿水新面貌", ""]
    for n, head in enumerate(heads):
        lines += [f"本报讯（记者张三）昨日，{head}，", "市民纷纷前来观看，称赞这件事办得好。", ""]
        lines += [head, ""] if n != 1 else []  # the second headline is lost
    first, second, *others = tag_page(split_page(Page("page", tuple(lines))))
    assert (first.title, second.title_source) == (heads[0], "derived")
    assert [article.title for article in others] == heads[2:]


# ------------------------------------------------------------ headlines that stand apart
_BODIES = (
    "本报讯（记者 林夏生）昨日，城东水厂扩建工程通过验收，日供水能力提高到十二万吨，七个小区的水压问题随之解决。居民陈阿婆拧开六楼的水龙头，水流又急又清。"
    "水厂负责人说，夏天用水高峰不会再停水。",
    "本报讯（记者 杜若兰）老槐树社区的图书角本周开放，三千册旧书全部由邻居捐来。退休教师罗守正每天下午来登记借阅，孩子们放学后总要坐上一会儿。"
    "社区还准备添两张长桌。",
    "本报讯（记者 施文远）记者从县农机站获悉，今年秋收已投入收割机四百台，机收率达到九成。北坡的稻田地块小，农机手改装了窄幅割台，一天能收三十亩。"
    "农机站提醒各村提前预约。",
)
_TITLES = ("城东水厂扩建完工", "邻居捐出一个图书角", "窄幅割台收割北坡稻田")


def _columns(text: str, width: int = 14) -> list[str]:
    first = width - 2  # the indent is gone
    return [text[:first], *(text[at : at + width] for at in range(first, len(text), width))]


@pytest.mark.parametrize("count", [2, 3])
def test_headlines_in_a_row_at_the_end_go_to_the_bodies_in_their_order(count: int) -> None:
    lines = [line for body in _BODIES[:count] for line in ["", *_columns(body)]]
    lines += [line for title in _TITLES[:count] for line in ("", title)]
    articles = tag_page(split_page(Page("page", tuple(lines))))
    assert [article.title for article in articles] == list(_TITLES[:count])


def test_what_no_article_speaks_of_stands_over_the_next_as_its_column() -> None:
    lines = [_TITLES[0], "", *_columns(_BODIES[0]), "", "巷子深处"]
    for title, body in zip(_TITLES[1:], _BODIES[1:], strict=True):
        lines += ["", title, "", *_columns(body)]
    split = split_page(Page("page", tuple(lines)))
    articles = tag_page(split)
    assert [article.title for article in articles] == list(_TITLES)
    assert [article.column for article in articles] == ["", "巷子深处", ""]
    assert split.furniture == {lines.index("巷子深处") + 1}


def test_a_day_between_two_articles_dates_the_one_above_and_heads_none() -> None:
    lines = [
        _TITLES[0],
        "",
        *_columns(_BODIES[0]),
        "",
        "2021年6月1日",
        "",
        _TITLES[1],
        "",
        *_columns(_BODIES[1]),
    ]
    first, second = tag_page(split_page(Page("page", tuple(lines))))
    assert (first.title, second.title) == _TITLES[:2]
    assert first.source
    assert lines.index("2021年6月1日") + 1 in first.source.numbers()


def test_one_headline_at_either_end_does_not_turn_the_whole_page_round() -> None:
    """The first article has lost its headline, and one of another page stands at the end."""
    titled = [
        line
        for title, body in zip(_TITLES, _BODIES, strict=True)
        for line in ("", title, "", *_columns(body))
    ]
    lines = [
        *_columns("本报讯（记者 温小满）今年的第一场雪昨夜落在山里，公路养护工凌晨撒盐。"),
        *titled,
        "",
        "桥头集市",
    ]
    articles = tag_page(split_page(Page("page", tuple(lines))))
    assert [article.title for article in articles[1:]] == list(_TITLES)


def test_a_caption_takes_over_a_title_only_if_it_suits() -> None:
    def page(second: str, arrow: str = "↑") -> Page:
        first = [f"{arrow}3月2日，江心洲的渔民在修补渔网，准备开江后的第一次出船。", "本报记者 林夏生 摄"]
        return Page("page", ("渔民修网备渔忙", "", *first, "", second, "本报记者 杜若兰 摄"))

    suits = tag_page(split_page(page("↓3月3日，渔民把修好的渔网搬上船。")))
    other = tag_page(split_page(page("↓3月3日，小学生在花坛里种下薄荷。")))
    alone = tag_page(split_page(page("↓3月3日，渔民把修好的渔网搬上船。", arrow="")))
    assert [article.title_source for article in suits] == ["page", "page"]
    assert [article.title_source for article in other] == ["page", "derived"]
    assert [article.title_source for article in alone] == ["page", "derived"]


_REST = "小区里的路灯一夜之间全亮了，居民们说终于可以放心走夜路。施工的师傅说，剩下的三条巷子月底前修好。"


@pytest.mark.parametrize(
    ("opening", "byline"),
    [
        ("本报3月9日讯 （记者 王磊） ", "本报3月9日讯 （记者 王磊）"),
        ("东湖新报讯 记者王磊报道 ", "东湖新报讯 记者王磊报道"),
        ("（记者王磊） ", "（记者王磊）"),
        ("本报记者 王磊 接到来信后，", "本报记者 王磊"),
        ("□ 记者 王磊 ", "□ 记者 王磊"),
    ],
)
def test_however_a_report_opens_its_writer_is_read(opening: str, byline: str) -> None:
    lines = (*_columns(_BODIES[0]), "", *_columns(opening + _REST), "", *_columns(_BODIES[1]))
    _, article, _ = tag_page(split_page(Page("page", lines)))
    assert (article.byline, article.reporters) == (byline, ("王磊",))


def test_a_byline_below_a_full_headline_is_one_and_a_sentence_s_end_is_none() -> None:
    head = ["山里来了一位新老师把课堂搬进"]
    named = [
        *_columns(_BODIES[0]),
        "",
        *head,
        "本报记者 杜若兰 通讯员 施文远",
        *_columns("开学第一天，孩子们在竹林里上课。老师说，书本之外还有一座山可以读。"),
    ]
    sentence = "开学第一天孩子们在竹林上课一位老师带着他们认识草药，本报记者从县教育局获悉该课每周有两节。"
    told = [*_columns(_BODIES[0]), "", *_columns(sentence)]
    assert "本报记者从县教育局获悉该课每" in told
    with_names, without = (tag_page(split_page(Page("page", tuple(lines)))) for lines in (named, told))
    assert with_names[-1].reporters == ("杜若兰",)
    assert without[-1].reporters == ("林夏生",)


@pytest.mark.parametrize(
    "headline",
    [
        "统筹推进乡村振兴", "设计大赛助茶乡发展", "主编茶乡志的老人", "三审三校守牢底线", "三版茶叶标准发布", "周日茶乡游人如织",
        "扫码乘车方便市民出行", "西岭乡开通微信公众号", "通讯员培训班开班", "西岭茶园首次航摄", "为企业发展提供",
    ],
)  # fmt: skip
def test_words_of_the_trade_do_not_take_a_headline_away(headline: str) -> None:
    (article,) = tag_page(split_page(Page("page", (headline, "", *_columns(_BODIES[0])))))
    assert (article.title, article.reporters) == (headline, ("林夏生",))


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑 张三", "编辑：甲 校对：乙", "责任编辑 林夏生　版面 杜若兰", "星期二 今日4版", "A3 要闻", "三版 要闻",
        "扫一扫关注我们", "广告热线6612345", "晚报新闻热线：0371—6612345",
        "东湖日报微信公众号：donghu2019，欢迎读者扫码关注", "责任编辑 张三 组版 李四 新闻热线 6021919",
    ],
)  # fmt: skip
def test_lines_of_the_page_belong_to_no_article(line: str) -> None:
    page = split_page(Page("page", (line, "", *_columns(_BODIES[0]))))
    assert 1 in page.furniture


def test_a_letter_opens_an_article_and_a_mention_of_editors_does_not() -> None:
    story = [
        "作为一名图书编辑，他一辈子与稿子打交道，从没有出过一次",
        "大的差错。",
        "",
        "来到出版社编辑部，同事们都说他是活字典。",
    ]
    assert (
        len(tag_page(split_page(Page("page", ("老编辑的一天", "", *_columns(_BODIES[0]), "", *story))))) == 1
    )


def test_a_long_list_of_lone_lines_is_read_in_a_moment() -> None:
    lines = [line for n in range(400) for line in ("", f"第{n}家店铺在老街的东头")]
    assert tag_page(split_page(Page("page", (*_columns(_BODIES[0]), *lines))))


def test_a_headline_goes_to_the_one_body_that_it_speaks_of() -> None:
    lines = [*_columns(_BODIES[0]), "", "北坡稻香富农家", "", *_columns(_BODIES[2])]
    first, second = tag_page(split_page(Page("page", tuple(lines))))
    assert (first.title_source, second.title) == ("derived", "北坡稻香富农家")


def test_a_photograph_in_mid_sentence_does_not_cut_its_article_in_two() -> None:
    body = _columns(_BODIES[0])
    photo = ["", "图为技术员在田间查看长势。", "本报记者 王立 摄", ""]
    whole, caption = tag_page(split_page(Page("page", ("北坡稻香富农家", *body[:2], *photo, *body[2:]))))
    assert (whole.kind, caption.kind, caption.photographers) == ("news", "photo", ("王立",))
    assert whole.source
    assert whole.source.lines == ((1, 3), (8, 5 + len(body)))
    assert whole.body.count("七个小区的水压问题") == 1


def test_what_is_studied_is_a_headline_where_no_other_is_printed() -> None:
    lines = ["学习贯彻县委全会精神", *_columns(_BODIES[0])]
    assert [article.title for article in tag_page(split_page(Page("page", tuple(lines))))] == [lines[0]]


def test_the_end_of_a_headline_is_nobody_s_name() -> None:
    story = "端午将近，龙舟队的队员每天清晨都在湖上训练。队长说，今年的对手比往年强，桨要划得更齐。"
    lines = [
        *_columns(_BODIES[0]),
        "龙舟队周末下",
        "水集训",
        *_columns(story),
        "三十多名队员最大的五十八岁。",
    ]
    *_, article = tag_page(split_page(Page("page", tuple(lines))))
    assert (article.title, article.reporters) == ("龙舟队周末下 水集训", ())


def test_a_notice_s_title_names_again_who_signed_it() -> None:
    notice = [
        "为检验设施性能，定于10月24日试鸣防空警报。请市民照常工作、生活。",
        "",
        "特此通告。",
        "",
        "东湖市人民政府办公室",
        "",
        "二○○八年十月二十日",
    ]
    title = ["东湖市人民政府办公室", "关于试鸣防空警报的通告"]
    first, second = tag_page(split_page(Page("page", (*notice, "", *title, "", *_columns(_BODIES[0])))))
    assert "关于试鸣防空警报的通告" in first.title
    assert second.reporters == ("林夏生",)


def test_a_header_that_came_as_one_line_is_the_page_s_own() -> None:
    report = "本报讯（记者 张三） 昨日，示范区召开会议，部署下一步的工作。"
    lines = (
        "东湖日报 星期三 2020年1月1日 城事 A7版",
        "示范区部署工作",
        report,
        "记者 张三 2020年1月1日 城事",
    )
    page = split_page(Page("page", lines, paper="东湖日报"))
    assert page.furniture == {1}


def test_what_an_arrow_points_at_is_an_article_of_its_own_and_bullets_are_not() -> None:
    body = _columns(_BODIES[0])
    photo = _columns("◀近日，湖心岛的荷花开了第一朵，大学生们给它取名“鹿鸣一号”，纷纷前来拍照留念。")
    assert len(tag_page(split_page(Page("page", (*body, "", *photo))))) == 2
    items = ["▲一是把责任落到每一个人，事事有人", "管。", "▲二是把时限定到每一天，件件有着", "落。"]
    assert len(tag_page(split_page(Page("page", (*body, *items))))) == 1


@pytest.mark.parametrize(
    "ending",
    [
        ["（松林街道办事处供稿）"],
        ["（据东湖市公安局官方网站）"],
        ["（来源：东湖发布）"],
        ["（未完待续）"],
        ["中华人民共和国东湖海事", "局", "2019年6月28日"],
    ],
)
def test_what_ends_an_article_is_its_own(ending: list[str]) -> None:
    page = Page("page", ("街道来了新邻居", "", *_columns(_BODIES[0]), *ending))
    (article,) = tag_page(split_page(page))
    assert article.title == "街道来了新邻居"
    assert article.source
    assert article.source.numbers() >= page.printed()


def test_who_is_addressed_in_a_letter_is_not_who_made_the_page() -> None:
    letter = [
        "盼路灯早日修好",
        "编辑：",
        *_columns("我是环城东路的居民。路灯坏了一个多月，晚上出门要打手电。"),
    ]
    page = Page("page", (*_columns(_BODIES[0]), "", *letter, "", "菜价小幅回落", *_columns(_BODIES[1])))
    assert not split_page(page).furniture


def test_who_answers_readers_stands_in_the_byline_and_is_no_reporter() -> None:
    said = "本期坐诊：省农科院研究员 辜稼轩"
    lines = (
        said,
        *_columns("近来不少农户问，玉米苗叶子发红是什么缘故。原来，磷肥不足时叶子便会发红。"),
        "",
        "玉米苗“红脸”别慌",
    )
    *_, article = tag_page(split_page(Page("page", (*_columns(_BODIES[0]), "", *lines))))
    assert (article.byline, article.reporters) == (said, ())


# ------------------------------------------------------------ what openings and adverts tell
_MEETING = (
    "市里部署今年的重点工作",
    "本报讯（记者张三）昨日，市里召开会议，部署",
    "今年的重点工作，要求各级各部门认真落实好，",
    "不打折扣。",
)
_COURT = (
    "售楼小姐一句话 法院：说了就得算",
    "本报讯（记者李四）买房时售楼人员当面许诺送",
    "车位，交房时却不认账。日前，法院判令开发商",
    "交付车位一个，楼盘的广告也被责令改正。",
)


def _titles(*lines: str) -> dict[int, str]:
    """By the first line of each article."""
    articles = tag_page(split_page(Page("page", lines)))
    return {article.source.lines[0][0]: article.title for article in articles if article.source}


def test_a_report_on_what_is_sold_is_no_advert() -> None:
    page = Page("page", (*_MEETING, "", *_COURT))
    assert not split_page(page).furniture
    assert set(_titles(*page.lines)) == {1, 6}


def test_what_sells_without_a_sentence_is_an_advert() -> None:
    advert = ("江山一品", "首付八万起 钜惠全城", "样板间盛大开盘 恭候光临", "招商热线 0000-6601733")
    assert split_page(Page("page", (*_MEETING, "", *advert))).furniture == {6, 7, 8, 9}


def test_the_rest_of_a_report_from_another_page_has_a_headline() -> None:
    rest = (
        "不是终点 才是起点",
        "（上接第一版）要在实字上再下功夫，项目跟着",
        "产业走，产业跟着市场走，不搞一刀切。",
    )
    assert _titles(*_MEETING, *rest) == {1: "市里部署今年的重点工作", 5: "不是终点 才是起点"}


def test_the_day_over_a_diary_entry_opens_no_article() -> None:
    entry = ("今天走了六户人家，回来的路上鞋底脱了一只，", "乡亲们都留我吃饭，我一家也没有应下来。")
    days = ("8月3日 星期三 晴", "8月7日 星期日 阵雨", "8月11日 星期四 多云")
    diary = [line for day in days for line in (day, *entry)]
    assert set(_titles(*_MEETING, "", "第一书记的日记本", "本报通讯员 王五", *diary)) == {1, 6}
