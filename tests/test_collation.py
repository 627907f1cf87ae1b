"""An article beside its lines: every line is found in the text, and what tidying took out is told."""

import random
import time
from dataclasses import replace
from pathlib import Path

from banmian.collation import Collation, collate
from banmian.markup import to_paragraphs
from banmian.page import find_seeds, read_page
from banmian.records import Article, Page, Source
from banmian.store import read_articles

ROOT = Path(__file__).parent.parent

PAGE = Page(
    "p",
    (
        " 本报讯 （记 者张三） 7月",
        "20日，区里召开会议。",
        "",
        "会议要求，实 现 23 亿 元的",
        "别的文章",
        "目标。",
        "两行的标题",
        "在后面",
    ),
)


def article(body: str) -> Article:
    return Article(
        id="a",
        title="两行的标题 在后面",
        title_source="page",
        byline="本报讯（记者张三）",
        body=body,
        source=Source("p.txt", ((1, 4), (6, 8))),
    )


def lines_of(collation: Collation) -> list[list[tuple[int, tuple[str, ...]]]]:
    return [[(one.line, one.parts) for one in passage.stretches] for passage in collation.passages]


def test_each_passage_tells_its_lines_and_the_spaces_that_went() -> None:
    found = collate(article("7月20日，区里召开会议。\n\n会议要求，实现23亿元的目标。"), PAGE)
    assert lines_of(found) == [
        [(7, ("两行的标题 ",)), (8, ("在后面",))],
        [(1, ("本报讯", "（记", "者张三）"))],
        [(1, ("7月",)), (2, ("20日，区里召开会议。",))],
        [(4, ("会议要求，实", "现", "23", "亿", "元的")), (6, ("目标。",))],
    ]
    assert found.strays == ()
    assert found.body_lines() == "1:2 2:11 4:12 6:3"


def test_what_a_person_changed_is_told_on_both_sides() -> None:
    found = collate(article("7月20日，区里召开会议。\n\n会议要求，实现24亿元的目标。"), PAGE)
    assert found.strays == (4,)
    assert lines_of(found)[3] == [
        (4, ("会议要求，实", "现", "2")),
        (0, ("4",)),
        (4, ("亿", "元的")),
        (6, ("目标。",)),
    ]
    assert found.body_lines() == "1:2 2:11 4:8 0:1 4:3 6:3"


def test_other_words_are_no_change_of_a_line_and_a_long_change_takes_no_time() -> None:
    found = collate(article("7月20日，区里召开会议。\n\n另写的一句话，与原来无关。目标。"), PAGE)
    assert lines_of(found)[3] == [(0, ("另写的一句话，与原来无关。",)), (6, ("目标。",))]
    started = time.process_time()
    lines = tuple("甲乙" * 9 + "丙" for _ in range(3_000))
    one = replace(article("乙甲" * 30_000), source=Source("p.txt", ((1, 3_000),)))
    assert len(collate(one, Page("p", lines)).strays) == 3_000
    assert time.process_time() - started < 5


def test_a_changed_headline_is_found_though_it_is_printed_behind_the_body() -> None:
    changed = replace(article("7月20日，区里召开会议。\n\n会议要求，实现23亿元的目标。"), title="二行的标题")
    page = Page("p", PAGE.lines[:7])
    assert lines_of(collate(changed, page))[0] == [(0, ("二",)), (7, ("行的标题",))]


def test_every_line_of_the_archive_is_found_and_no_letter_is_lost_or_moved() -> None:
    pages = {page.file: page for page in map(read_page, find_seeds(ROOT / "seeds"))}
    for stored in read_articles(ROOT / "articles"):
        one = stored.article
        assert one.source
        page = pages[one.source.file]
        found = collate(one, page)
        assert not found.strays, one.title
        said = ["".join(part for s in passage.stretches for part in s.parts) for passage in found.passages]
        texts = [
            one.column,
            one.kicker,
            one.title,
            one.subtitle,
            one.byline,
            *to_paragraphs(one.body),
            one.credit,
        ]
        assert said == [text for text in texts if text]
        counted = sum(int(pair.split(":")[1]) for pair in found.body_lines().split())
        assert counted == len(
            "".join("".join(to_paragraphs(one.body)).split())
        )  # by which quotations are placed
        for stretch in (s for passage in found.passages for s in passage.stretches if s.line):
            bare = "".join("".join(stretch.parts).split())
            assert bare in "".join(page.lines[stretch.line - 1].split())


def test_any_lines_and_any_text_can_be_held_together() -> None:
    rng = random.Random(3)
    for _ in range(300):
        page = Page(
            "p", tuple("".join(rng.choices("甲乙 \u3000。.*(", k=rng.randint(0, 6))) for _ in range(6))
        )
        body = "".join(rng.choices("甲乙丙 。", k=12)).strip() or "甲"
        collation = collate(article(body), page)
        assert collation.passages
