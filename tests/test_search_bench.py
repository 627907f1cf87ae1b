"""What the search is measured by: the queries that are drawn and the oracle that answers them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus import enlarge
from queries import KINDS, Oracle, draw_queries

from banmian.records import Article
from banmian.store import read_articles

REAL = [one.article for one in read_articles(Path(__file__).parent.parent / "articles")]
ARTICLES = enlarge(REAL, len(REAL) + 10)


def test_the_oracle_answers_by_the_contract() -> None:
    def article(title: str, body: str) -> Article:
        return Article(id=title, title=title, title_source="page", body=body, date=date(2020, 1, 1))

    oracle = Oracle(
        [article("ＧＤＰ增长", "工业强区。"), article("工业", "增长 3%，强区。"), article("强", "区")]
    )
    expected = {
        "工业": {0, 1},
        "业强": {0},
        "长3%": {1},
        "gdp": {0},
        "强区": {0, 1},  # the third has it in two fields
        "增长 强区": {0, 1},
        '"增长 3%"': {1},
        "增长 -GDP": {1},
        "查无此句": set(),
    }
    assert {query: set(oracle.answer(query)) for query in expected} == expected


def test_the_oracle_knows_fields_and_filters() -> None:
    def article(title: str, day: int | None, **known: tuple[str, ...]) -> Article:
        made = Article(id=title, title=title, title_source="page", body="工业增长。", **known)  # type: ignore[arg-type]
        return replace(made, date=date(2020, 7, day) if day else None)

    oracle = Oracle(
        [
            article("工业", 1, reporters=("张三", "李四")),
            article("农业", 31, departments=("工信局", "教育局")),
            article("农民", None, reporters=("李四",)),
        ]
    )
    expected: dict[tuple[str, str, str], set[int]] = {
        ("标题:农", "", ""): {1, 2},
        ("工业 -标题:工业", "", ""): {1, 2},
        ("记者:四", "", ""): {0, 2},
        ("部门:局", "", ""): {1},
        ("日期:2020-07..2020-07", "", ""): {0, 1},
        ("工业", "reporter", "李四"): {0, 2},
        ("工业", "department", "教育局"): {1},
        ("工业", "from", "2020-07-02"): {1},
        ("工业", "to", "2020-07-02"): {0},
    }
    for (query, name, value), wanted in expected.items():
        assert set(oracle.answer(query, {name: (value,)} if name else {})) == wanted, (query, name)


def test_queries_of_every_class_are_drawn_and_find_something() -> None:
    oracle = Oracle(ARTICLES)
    queries = draw_queries(ARTICLES, 3 * len(KINDS), oracle)
    assert queries == draw_queries(ARTICLES, 3 * len(KINDS), oracle)
    assert {query.kind for query in queries} == set(KINDS)
    assert len({(query.kind, query.text) for query in queries}) == len(queries) == 3 * len(KINDS)
    assert all(query.answer == oracle.answer(query.text, query.filters) != frozenset() for query in queries)
    plain = [query for query in queries if query.is_plain]
    assert all((" " in query.text) == (query.kind in ("several", "excluded")) for query in plain)
    assert all(query.filters for query in queries if query.kind == "filtered")


def test_articles_that_lack_are_made_of_the_others_paragraphs() -> None:
    made, real = ARTICLES[len(REAL) :], ARTICLES[: len(REAL)]
    assert len(made) > 5
    assert [one.body for one in real] == [one.body for one in REAL]
    paragraphs = {row for one in REAL for row in one.body.split("\n\n")}
    assert all(set(one.body.split("\n\n")) <= paragraphs for one in made)
    assert len({one.id for one in ARTICLES}) == len(ARTICLES) == len({one.body for one in ARTICLES})
