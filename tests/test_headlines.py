"""What is kicker, title and subtitle, and whether one line of a headline goes on in the next."""

import pytest

from banmian.headline_parts import read_headline
from banmian.headline_seams import seam
from banmian.lines import Line, read_lines
from banmian.records import Page


def printed(*lines: str) -> list[Line]:
    return read_lines(Page("page", lines))


@pytest.mark.parametrize(
    ("above", "below", "sign"),
    [
        ("云栖街道清理“僵", "尸车”118辆", "splits_pair"),
        ("高新区公开选聘社区工", "作者聘用人员", "tears"),
        ("渔嫂夜校开课", "渔嫂学会了上网", "repeats"),
        ("关于城东大桥", "实行交通管制的通告", "parts_document"),
    ],
)
def test_a_line_end_tells_whether_the_sentence_goes_on(above: str, below: str, sign: str) -> None:
    a, b = printed(above, below)
    assert sign in seam(a, b)
    assert sign not in seam(*printed("市政府召开会议", "部署冬季防火"))


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("云栖街道清理“僵", "尸车”118辆"), (0, 2, 0)),
        (("青屏区农业农村局", "", "一粒米卖出三种价"), (1, 1, 0)),
        (("一座桥，走了四十年", "", "——石梁村变迁记"), (0, 1, 1)),
    ],
)
def test_the_parts_of_a_headline_are_told_by_their_seams(
    lines: tuple[str, ...], parts: tuple[int, int, int]
) -> None:
    headline = read_headline(printed(*lines))
    assert (len(headline.kicker), len(headline.title), len(headline.subtitle)) == parts
