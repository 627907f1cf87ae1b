"""Lines and paragraphs read back from the typesetting."""

import pytest

from banmian import roles
from banmian.blocks import Role, read_blocks
from banmian.line_signs import line_signs, measure
from banmian.lines import is_transcript, read_lines
from banmian.records import Page
from banmian.spacing import join, running, standing


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("双河乡老鹰岩村 田应贵", "双河乡老鹰岩村 田应贵"),
        ("Hello world", "Hello world"),
        ("实 现 销 售 收 入 23 亿 元 ， 同 比 增 长", "实现销售收入23亿元，同比增长"),
        ("示范区 （高新区） 党工委书记、管", "示范区（高新区）党工委书记、管"),
        ("地 2019 年发展质量被评为“四星级”，", "地2019年发展质量被评为“四星级”，"),
        ("盘志高、彭 娟、覃永富", "盘志高、彭娟、覃永富"),
        ("性执法、以罚代管等现 象 发", "性执法、以罚代管等现象发"),
    ],
)
def test_spaces_of_justification_go_and_others_stay(printed: str, text: str) -> None:
    assert running(printed) == text


def test_the_space_between_the_halves_of_a_headline_stays() -> None:
    assert standing("招大引强质量高 “筑巢引凤”模式新") == "招大引强质量高 “筑巢引凤”模式新"
    assert standing("“ 一 企 一 策 ” 送 来 及 时 雨") == "“一企一策”送来及时雨"
    assert standing("28 个单位交出成绩单 领走任务书") == "28个单位交出成绩单 领走任务书"


PAGE = Page(
    "page",
    (
        " 本报讯（记者张三）去年以来，",
        "示范区有关部门以建设为重点，坚持",
        "两手抓、两促进，勇于担当、务实重",
        "干，狠抓各项重点工作落实。",
        "",
        "“引金”入区狠抓税源，金融业",
        "贡献率持续提升。该局助力全区去年",
        "",  # a column's end, in mid-sentence
        "新引进各类金融机构，截至目前该区",
        "金融业税收贡献同比增长百分之六十",
        "二点五。其中，增长较快",
        "",  # no full stop, and a paragraph's end all the same: short, and an indented line below
        "扎实做好疫情防控，有序推进复",
        "工复产。该局一是提前筹谋企业复工",
        "复产，制定了我市首个审批流程。",
        "",
        "立足发展高质量",
        "工业强区亮点多",
    ),
)


def test_paragraphs_are_whole_and_headlines_apart() -> None:
    blocks = read_blocks(PAGE, read_lines(PAGE))
    assert [(block.role, block.lines[0].number) for block in blocks] == [
        (Role.TEXT, 1), (Role.TEXT, 6), (Role.TEXT, 13), (Role.HEAD, 17),
    ]  # fmt: skip
    assert blocks[1].text.startswith("“引金”入区狠抓税源，金融业贡献率持续提升。")
    assert "新引进各类金融机构" in blocks[1].text


def test_latin_words_keep_their_space_over_a_line_end_and_addresses_do_not() -> None:
    lines = read_lines(Page("page", ("访问 open", "data 网站", "www.exam", "ple.org 查询")))
    assert join([line.text for line in lines[:2]]) == "访问 open data 网站"
    assert join([line.text for line in lines[2:]]) == "www.example.org 查询"


def test_indents_that_were_kept_open_paragraphs_and_nothing_else_does() -> None:
    lines = (
        "宁郭镇举行春季运动会",
        "\u3000\u30003月4日，宁郭镇春季运动会在镇中心小学操场",
        "开幕，二十支代表队的三百名选手参加比赛。",
        "\u3000\u3000比赛设篮球、拔河、跳绳等八个项目，历时三天",
        "结束，共有十二人打破纪录。",
        "大沙河新添两座桥",
        "\u3000\u3000近日，大沙河上的两座人行桥完工，市民过河不再",
        "绕行。",
        "\u3000\u3000两座桥各长六十米。",
    )
    blocks = read_blocks(Page("page", lines), read_lines(Page("page", lines)))
    assert [(block.role, block.lines[0].number) for block in blocks] == [
        (Role.HEAD, 1), (Role.TEXT, 2), (Role.TEXT, 4), (Role.HEAD, 6), (Role.TEXT, 7), (Role.TEXT, 9),
    ]  # fmt: skip


def test_the_parts_of_a_line_torn_between_two_marks_are_as_wide_as_the_whole() -> None:
    """Where marks stand close together, extractors read one printed line as two."""
    page = Page(
        "page",
        (
            "昨天一早，西关里小区的居民发现，",
            "用了三十一年的锅炉房熄了火。取代",
            "它的，是埋在草坪下的热泵机组，往",
            "年这时候都要烧煤。",
            "“往年窗台上一层黑灰，干净。",
            "”住",
            "在二号楼的谷翠英说，屋里的温度比",
            "从前高了三度，费用却一点也没有涨",
            "，大家都很满意。",
        ),
    )
    lines = read_lines(page)
    assert lines[4].width == lines[5].width == 15.5
    assert not lines[4].stops
    assert [block.lines[0].number for block in read_blocks(page, lines)] == [1, 5]


def test_typed_pages_have_a_paragraph_a_line() -> None:
    lines = (
        "区人大召开会议",
        "本报讯(记者李四)昨日,区人大召开会议,听取工作报告。会议由王五主持。",
        "会议指出,今年工作取得成绩。大家要继续努力,再创佳绩。",
        "区财政局优化服务",
        "本报讯(记者赵六)连日来,区财政局优化服务流程,受到好评。",
        "下一步,该局将继续改进作风。",
    )
    blocks = read_blocks(Page("page", lines), read_lines(Page("page", lines)))
    assert [block.role for block in blocks] == [
        Role.HEAD,
        Role.TEXT,
        Role.TEXT,
        Role.HEAD,
        Role.TEXT,
        Role.TEXT,
    ]


def test_a_page_is_typed_if_most_of_it_stands_in_lines_wider_than_any_column() -> None:
    report = (
        "本报讯(记者李四)昨日,区人大召开会议,听取工作报告。会议由王五主持,大家踊跃发言,建言献策,气氛热烈" * 2
    )
    verse = tuple(f"第{n}行诗写给秋天" for n in "一二三四五六七八九十")
    assert is_transcript(read_lines(Page("page", (report, "", report, "", *verse))))
    assert not is_transcript(read_lines(Page("page", ("听取工作报告，大家踊跃发言，气", "氛热烈。") * 9)))


@pytest.mark.parametrize("line", ["扫一扫，关注我们", "扫码看视频", "扫一扫二维码"])
def test_a_notice_beside_a_code_is_the_page_s_own_and_a_sentence_about_one_is_not(line: str) -> None:
    said = (
        "本报讯（记者濮阳春晓）",
        "扫一扫包装箱上的二维码，种植",
        "户是谁、施的什么肥、哪天采",
        "收，一看便知。",
    )
    page = Page("page", (*said, "", line))
    roles = {row.number: block.role for block in read_blocks(page, read_lines(page)) for row in block.lines}
    assert [roles[2], roles[6]] == [Role.TEXT, Role.FURNITURE]


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("王建军 李 梅 赵国庆 陈 浩", "王建军 李梅 赵国庆 陈浩"),
        ("李 梅 陈 浩 王建军", "李梅 陈浩 王建军"),
        ("严防旱涝 急转", "严防旱涝 急转"),
        ("春 天 来 了 花 开 了", "春天来了花开了"),
    ],
)
def test_names_in_a_row_stay_apart(text: str, reads: str) -> None:
    assert standing(text) == reads


@pytest.mark.parametrize(
    "line", ["视觉" * 60 + "！", "日报" * 60 + "！", "组版" * 60, "喜迎" * 60, "（" * 200]
)
def test_no_line_takes_for_ever_to_read(line: str) -> None:
    text = ("会议要求抓好落实各项工作任务并部署下一", "步重点工作要求各级各部门认真贯彻落实好")
    page = Page("page", (*text, line, "2020年1月1日", "正文。"))
    assert sum(len(block.lines) for block in read_blocks(page, read_lines(page))) == 5


def test_a_page_number_and_a_header_do_not_break_a_paragraph() -> None:
    text = (
        "本报讯（记者张三）昨日，市里召开会议，部署",
        "今年的重点工作，要求各级各部门认真落实好，",
        "不打折扣。",
    )
    header = ("— 2 —", "东湖日报", "2020年1月1日 星期三")
    page = Page("page", (*text[:1], *header, *text[1:]))
    first, *rest = [
        block for block in read_blocks(page, read_lines(page)) if block.role is not Role.FURNITURE
    ]
    assert not rest
    assert [line.number for line in first.lines] == [1, 5, 6]


def test_couplets_between_blank_lines_are_one_text_of_lines() -> None:
    text = (
        "春节前夕，本报向读者征集马年春联，共收到来稿四百",
        "余件，现择优选登部分作品，与各位读者共赏新春之",
        "乐。",
    )
    couplets = (
        "骏马奔腾开胜景",
        "山花烂漫报新春",
        "一路春风马蹄疾",
        "万家灯火酒杯深",
        "门对青崖春不老",
        "窗含碧水福长流",
    )
    page = Page("page", (*text, *(part for line in couplets for part in ("", line)), "", *text))
    blocks = read_blocks(page, read_lines(page))
    assert [(block.role, len(block.lines)) for block in blocks] == [
        (Role.TEXT, 3),
        (Role.LINES, 6),
        (Role.TEXT, 3),
    ]


def test_upright_heads_and_campaigns_are_known() -> None:
    text = (
        "本报讯（记者张三）昨日，市里召开会议，部署",
        "今年的重点工作，要求各级各部门认真落实好，",
        "不打折扣。",
    )
    page = Page("page", (*text, "", "走基层·听民声", "", "雨", "夜", "守", "堤", "人", "", *text))
    found = {line.text: block.role for block in read_blocks(page, read_lines(page)) for line in block.lines}
    assert found["雨"] is Role.HEAD
    assert found["走基层·听民声"] is Role.LABEL


def test_the_tables_of_roles_name_signs_that_there_are() -> None:
    tables = [value for name, value in vars(roles).items() if name.isupper() and _is_table(value)]
    named = {sign for table in tables for names, _ in table for sign in names.split()}
    assert named
    assert named <= set(line_signs([], measure([]), {}))


def _is_table(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(rule, tuple) and isinstance(rule[0], str) for rule in value
    )


PROSE = (
    "本报讯（记者张三）昨日，市里召开会议，部署",
    *["今年的重点工作，要求各级各部门认真落实好，"] * 6,
    "不打折扣。",
)
STANZAS = (
    ("渡口的石级上", "有人在数水纹", "一圈一圈地数"),
    ("数到对岸，就算春天", "数到自己", "就算秋天", "谁也没有说破"),
)


def _verse(*groups: tuple[str, ...]) -> list[str]:
    """Which lines are told to be verse; a blank line parts the groups."""
    printed = tuple(line for group in groups for line in ("", *group))
    return [line.bare for line in read_lines(Page("page", printed)) if line.verse]


def test_stanzas_between_blank_lines_are_verse() -> None:
    assert _verse(PROSE, *STANZAS, PROSE) == [line for stanza in STANZAS for line in stanza]


def test_headlines_between_blank_lines_are_no_stanzas() -> None:
    heads = (("早开工一天", "早受益一年"), ("老市场搬进新楼", "菜价一分没涨", "——城西农贸市场见闻"))
    assert _verse(PROSE, *heads, PROSE) == []
    assert _verse(PROSE, STANZAS[0], PROSE) == []
    assert _verse(PROSE, *(PROSE[1:5] for _ in range(3)), PROSE) == []
