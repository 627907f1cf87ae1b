"""An article's file: what is written is read back, and what is wrong is named with its line."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.article import format_article, parse_article
from banmian.errors import InputError
from banmian.records import Article, Source
from banmian.words import mend

_words = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=20
).map(lambda text: " ".join(mend(text).split()))
_names = st.lists(_words.filter(bool), max_size=3, unique=True).map(tuple)


@given(
    st.builds(
        Article,
        id=st.from_regex(r"[a-z2-7]{10}", fullmatch=True),
        title=_words.filter(bool),
        title_source=st.sampled_from(["page", "derived"]),
        body=st.just("第一段。\n\n## 小标题\n\n---\n\n第二段: 有冒号。"),
        kicker=_words,
        date=st.none() | st.dates(),
        issued=st.sampled_from(["", "2020", "2020-07", "2020-07-20"]),
        reporters=_names.map(
            lambda names: tuple(dict.fromkeys(filter(None, (name.replace(" ", "") for name in names))))
        ),
        departments=_names,
        source=st.none() | st.just(Source("a b.txt", ((1, 3), (7, 7)))),
    )
)
def test_what_is_written_is_read_back(article: Article) -> None:
    again = parse_article(format_article(article), "a.md")
    precision = {"": "", "2020": "year", "2020-07": "month", "2020-07-20": "day"}[article.issued]
    assert again == Article(
        **{name: getattr(article, name) for name in Article.__slots__ if name != "issued_precision"},
        issued_precision=precision,
    )


def test_a_file_written_by_hand_needs_no_more_than_a_title() -> None:
    article = parse_article("---\ntitle: 安全生产\n---\n正文。\n", "a.md")
    assert (article.title, article.title_source, article.body, article.id) == (
        "安全生产",
        "page",
        "正文。",
        "",
    )


def test_values_stay_the_text_that_was_written() -> None:
    text = "---\ntitle: 2020\nedition: 03\nkicker: yes\ndate: 2020-07-20\nreporters: 甲、乙，丙\nissued: 2020-07\n---\n"
    article = parse_article(text, "a.md")
    assert (article.title, article.edition, article.kicker) == ("2020", "03", "yes")
    assert article.date == datetime.date(2020, 7, 20)
    assert article.reporters == ("甲", "乙", "丙")
    assert article.issued_precision == "month"


def test_notepad_s_line_ends_and_marks_do_no_harm() -> None:
    text = "\ufeff---\r\ntitle: 安全生产: 再部署\r\n---\r\n\r\n正文。\r\n".replace(
        "安全生产: 再部署", "'安全生产: 再部署'"
    )
    assert parse_article(text, "a.md").title == "安全生产: 再部署"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("没有信息的正文", 1, "---"),
        ("---\ntitle: 甲\n", 1, "没有配对"),
        ("---\nid: abc\n---\n", 1, "title"),
        ("---\ntitle: 安全生产: 再部署\n---\n", 2, "冒号"),
        ("---\ntitle: 甲\ntilte: 乙\n---\n", 3, "tilte"),
        ("---\ntitle: 甲\n\ndate: 7月20日\n---\n", 4, "2020-07-20"),
        ("---\ntitle: 甲\nissued: 2020-13\n---\n", 3, "2020-07"),
        ("---\ntitle: 甲\ntitle: 乙\n---\n", 3, "两次"),
        ("---\ntitle: 甲\nkind: foto\n---\n", 3, "photo"),
        ("---\ntitle: 甲\nid: ../x\n---\n", 3, "小写字母"),
        ("---\ntitle: 甲\nid: con\n---\n", 3, "保留名"),
        ("---\ntitle: 甲\naliases: [../x]\n---\n", 3, "小写字母"),
        ("---\ntitle: 甲\nsource: a.txt\n---\n", 3, "lines"),
        ("---\ntitle: 甲\nsource: {file: a.txt, lines: [[3, 1]]}\n---\n", 3, "lines"),
        ("---\ntitle: 甲\nsource: {file: a.txt, lines: [12, 34]}\n---\n", 3, "lines"),
        ("---\ntitle: 甲\nreporters: {a: b}\n---\n", 3, "名单"),
        ("---\ntitle: [甲]\n---\n", 2, "一行文字"),
        ("---\n- 甲\n---\n", 2, "名称: 值"),
        ("---\ntitle: 甲\nkicker: [\n---\n", 4, "括号没有配对"),
        ("---\nreporters: [甲\ntitle: 甲\n---\n", 2, "括号没有配对"),
        ("---\nkicker: '甲\ntitle: 甲\n---\n", 2, "引号没有配对"),
        ("---\ntitle: '甲'乙\n---\n", 2, "还有字"),
        ("---\ntitle: *x\n---\n", 2, "符号开头"),
        ("---\ntitle: 甲\nkicker：乙\n---\n", 3, "半角冒号"),
        ("---\ntitle:甲\nkicker: 乙\n---\n", 2, "半角冒号"),
        ("---\ntitle: 甲\nkicker 乙\nkind: news\n---\n", 3, "名称: 值"),
        ("---\ntitle: 甲\nsource:\n  file: a\n lines: []\n---\n", 5, "没有对齐"),
        ('---\ntitle: "甲\\q"\n---\n', 2, "反斜线"),
        ("---\ntitle: 甲\n[乙]: 丙\n---\n", 3, "README"),
        ("---\ntitle: 甲\nissued: 0001-07\n---\n", 3, "0001"),
        ("---\ntitle: 甲\nissued: 9999\n---\n", 3, "9999"),
        ("---\ntitle: 甲\nsource: {file: a.txt, lines: [[5, 9], [1, 5]]}\n---\n", 3, "重复的行"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_article(text, "a.md")
    message = str(caught.value)
    assert message.startswith(f"a.md:{line}: ")
    assert says in message
    assert "\n" not in message
    assert not re.search("[a-z]+ [a-z]+ [a-z]+", message), "no English of a library's"
