"""One name for each body and person: what pages show, what an editor decides, what stays apart."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from banmian.authorities import Authorities, Authority, read_authorities
from banmian.bodies import unite
from banmian.errors import InputError
from banmian.namesakes import alike, report_namesakes
from banmian.page import find_seeds, stray_sidecars
from banmian.records import Article, Source

FILE = """\
departments:
  - name: 甲区工信局（金融局）
    aliases: [甲区工信局, 区工信局]
    former: [甲区经信局]
  - name: 甲区教育局
    aliases: 教育局
    parent: 甲区
  - name: 乙区教育局
    aliases: [教育局]
    parent: 乙区
people:
  - name: 娄琪
    aliases: [娄琦]
  - name: 王雷
  - name: 王磊
"""


def _article(*departments: str, body: str = "", file: str = "a.txt", people: Sequence[str] = ()) -> Article:
    return Article(
        id="x",
        title="标题",
        title_source="page",
        body=body,
        departments=departments,
        reporters=tuple(people),
        source=Source(file, ()),
    )


def _authorities(folder: Path, text: str) -> Authorities:
    (folder / "authorities.yaml").write_text(text, "utf-8")
    return read_authorities(folder)


def _united(*articles: Article, authorities: Authorities | None = None) -> list[tuple[str, ...]]:
    pages = unite([[article] for article in articles], authorities or Authorities())
    return [article.departments for page in pages for article in page]


# ------------------------------------------------------------ what pages show
@pytest.mark.parametrize(
    "names",
    [
        ("市财政局", "区财政局"),
        ("甲镇政府", "乙镇政府"),
        ("甲区教育局", "乙区教育局"),
        ("甲区教育局", "甲区财政局"),
        ("甲镇", "甲镇卫生院"),
        ("市市场监管局", "区市场监管局"),
    ],
)
def test_different_bodies_stay_apart(names: Sequence[str]) -> None:
    articles = [_article(name, body=f"甲区、乙区、甲镇、乙镇、{name}") for name in names]
    assert _united(*articles) == [(name,) for name in names]


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (("区工信局", "甲高新区工信局", "甲高新区工信局（金融局）"), "甲高新区工信局（金融局）"),
        (("甲高新区金融局", "甲高新区工信局（金融局）"), "甲高新区工信局（金融局）"),
        (("市文明办", "云渡市文明办"), "云渡市文明办"),
        (("东湾区财政局", "云渡市东湾区财政局", "区财政局"), "云渡市东湾区财政局"),
        (("北门街道", "北门街道办事处"), "北门街道办事处"),
        (("甲县发改委", "县发展和改革委员会", "甲县发展和改革委员会"), "甲县发展和改革委员会"),
        (("甲区党工委", "甲区（高新区）党工委"), "甲区（高新区）党工委"),
    ],
)
def test_one_body_has_its_most_complete_name_in_whatever_order(names: Sequence[str], one: str) -> None:
    for order in permutations(names):
        articles = [_article(name, body="甲高新区，云渡市东湾区，甲县") for name in order]
        assert set(_united(*articles)) == {(one,)}


def test_a_place_that_is_left_out_is_the_one_that_the_article_names() -> None:
    fuller = [_article("甲区教育局", "乙区教育局")]
    assert _united(_article("区教育局", body="乙区"), *fuller)[0] == ("乙区教育局",)
    assert _united(_article("区教育局", body="丙区"), *fuller)[0] == ("区教育局",)
    assert _united(_article("区教育局", body="甲区和乙区"), *fuller)[0] == ("区教育局",)


def test_names_of_one_article_that_turn_out_to_be_one_stand_once() -> None:
    assert _united(_article("区教育局", "甲区教育局", body="甲区"))[0] == ("甲区教育局",)


def test_papers_do_not_lend_each_other_names() -> None:
    here, there = _article("区教育局", body="甲区", file="1/a.txt"), _article("甲区教育局", file="2/a.txt")
    assert _united(here, there)[0] == ("区教育局",)


# ------------------------------------------------------------ what an editor decides
def test_the_authority_file_gives_every_body_and_person_one_name(tmp_path: Path) -> None:
    authorities = _authorities(tmp_path, FILE)
    article = _article("甲区经信局", "区工信局", "市教育局", people=["娄琦", "王磊", "娄琪"])
    renamed = authorities.rename(article)
    assert renamed.departments == ("甲区工信局（金融局）", "市教育局")
    assert renamed.reporters == ("娄琪", "王磊")


def test_a_parent_tells_namesakes_apart(tmp_path: Path) -> None:
    authorities = _authorities(tmp_path, FILE)
    assert authorities.rename(_article("教育局", body="乙区")).departments == ("乙区教育局",)
    assert authorities.rename(_article("教育局", body="丙区")).departments == ("教育局",)


def test_the_editors_name_is_taken_even_where_pages_have_a_longer_one() -> None:
    authorities = Authorities([Authority("甲区工信局")])
    longer = _article("甲区工信局（金融局）")
    assert _united(longer, authorities=authorities) == [("甲区工信局",)]


def test_the_file_may_be_missing_or_empty_and_is_no_stray_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    assert read_authorities(tmp_path).departments == ()
    for text in ("", "# 以后再写\n", "people:\n", "departments: []\n"):
        assert _authorities(tmp_path, text).people == ()
    assert [seed.name for seed in find_seeds(tmp_path)] == ["a"]
    assert stray_sidecars(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("departments: [\n", 2, "YAML"),
        ("- name: 甲\n", 1, "名称: 值"),
        ("people: []\npersons: []\n", 2, "persons"),
        ("departments: 甲局\n", 1, "- name"),
        ("departments:\n  - 甲局\n", 2, "- name"),
        ("departments:\n  - aliases: [甲]\n", 2, "name"),
        ("people:\n  - name: 甲乙\n    parent: 丙\n", 3, "parent"),
        ("people:\n  - name: [甲乙]\n", 2, "一行文字"),
        ("people:\n  - name: 甲乙\n    aliases: {甲: 乙}\n", 3, "名单"),
        ("people:\n  - name: 甲乙\n    name: 丙丁\n", 3, "两次"),
        ("people:\n  - name: 甲乙\n  - name: 甲乙\n", 3, "两条"),
        ("people:\n  - name: 甲乙\n  - name: 丙丁\n    aliases: [甲乙]\n", 3, "同时属于"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as caught:
        _authorities(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'authorities.yaml'}:{line}: ")
    assert says in str(caught.value)


# ------------------------------------------------------------ names of people
@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (["王磊", "王南", "石磊", "王桦"], []),
        (["高志强", "宋志强", "刘云峰", "刘云非"], []),
        (["王", "汪", "王磊", "王小磊"], []),
        (["娄琪", "娄琦"], [{"娄琪", "娄琦"}]),
        (["姜文", "江文"], [{"姜文", "江文"}]),
        (["石未央", "石末央"], [{"石未央", "石末央"}]),
    ],
)
def test_names_are_alike_where_one_character_sounds_or_looks_alike(
    names: list[str], pairs: list[set[str]]
) -> None:
    assert alike(names) == {frozenset(pair) for pair in pairs}


def test_likely_namesakes_are_reported_until_the_file_says_who_they_are(tmp_path: Path) -> None:
    articles = [_article(people=[name]) for name in ("娄琪", "娄琪", "娄琦", "王雷", "王磊")]
    first, second = report_namesakes(articles, Authorities())
    assert first.startswith("可能是同一人：娄琪（2 篇）、娄琦（1 篇）；")
    assert second.startswith("可能是同一人：王磊（1 篇）、王雷（1 篇）；")
    authorities = _authorities(tmp_path, FILE)
    assert report_namesakes(map(authorities.rename, articles), authorities) == []


def test_two_names_that_both_sign_often_are_two_people() -> None:
    articles = [_article(people=["王磊", "王雷"])] * 5
    assert report_namesakes(articles, Authorities()) == []


def test_a_large_archive_is_not_flooded_with_pairs() -> None:
    articles = [
        _article(people=[f"甲{char}琪", f"甲{char}琦"])
        for char in "一丁三上下中丰串久之乎乐九也书买乱予争事二于云五井"
    ]
    warnings = report_namesakes(articles, Authorities())
    assert len(warnings) == 21
    assert "还有" in warnings[-1]
