"""The archive as data: what a reader of Frictionless packages makes of it, and nothing lost on the way."""

import csv
import io
import json
from pathlib import Path

import pytest
from frictionless import Package, system, validate
from test_render import ARTICLES, make, site

from banmian import dataset
from banmian.catalogue import newest_first, when
from banmian.dataset import from_record, make_dataset, record, to_json

BASE = "https://example.org/a/"


def written(folder: Path, files: list[tuple[str, bytes]]) -> Path:
    for path, content in files:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "datapackage.json"


def test_the_package_is_valid_with_its_schema_sizes_and_checksums(tmp_path: Path) -> None:
    package = written(tmp_path, make_dataset(newest_first(ARTICLES), BASE))
    with system.use_context(trusted=True):
        report = validate(str(package))
        assert report.valid, report.flatten(["type", "message"])
        assert [resource.name for resource in Package(str(package)).resources] == [
            "articles-jsonl",
            "articles-csv",
        ]


def test_a_package_that_was_touched_is_not_valid(tmp_path: Path) -> None:
    package = written(tmp_path, make_dataset(newest_first(ARTICLES)))
    table = tmp_path / "data/articles.csv"
    table.write_bytes(table.read_bytes().replace("甲的".encode(), "乙的".encode()))
    with system.use_context(trusted=True):
        assert not validate(str(package)).valid


def test_every_article_is_in_both_forms_newest_first() -> None:
    files = site()
    lines = [json.loads(line) for line in files["data/articles.jsonl"].splitlines()]
    rows = list(csv.DictReader(io.StringIO(files["data/articles.csv"].removeprefix("\ufeff"), newline="")))
    assert [one["id"] for one in lines] == [row["id"] for row in rows]
    assert lines == [json.loads(json.dumps(record(one))) for one in newest_first(ARTICLES)]
    assert rows[0]["reporters"] == "张三、阿卜杜拉·买买提"
    assert (
        json.loads(rows[0]["source"])
        == lines[0]["source"]
        == {"file": "2020/07/三 版.A.txt", "lines": [[1, 5], [9, 9]]}
    )


def test_an_archive_without_articles_has_no_data() -> None:
    assert make_dataset([]) == []


def test_no_cell_is_a_formula() -> None:
    files = dict(make_dataset([make("a", "=1+1", kicker="－负"), make("b", "@SUM(A1)")]))
    rows = list(csv.DictReader(io.StringIO(files["data/articles.csv"].decode("utf-8-sig"), newline="")))
    assert [(row["title"], row["kicker"]) for row in rows] == [("'=1+1", "'－负"), ("'@SUM(A1)", "")]


def test_a_large_archive_has_a_file_for_each_year(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dataset, "_WHOLE", 3)
    ordered = newest_first(ARTICLES)
    files = make_dataset(ordered)
    names = [path for path, _ in files if path.endswith(".jsonl")]
    assert names == [f"data/articles-{year}.jsonl" for year in ("2020", "2019", "2018", "undated")]
    assert sum(content.count(b"\n") for path, content in files if path in names) == len(ordered)
    assert all(when(one) for one in ordered[:-1])
    with system.use_context(trusted=True):
        assert validate(str(written(tmp_path, files))).valid


def test_each_article_stands_as_data_beside_its_page() -> None:
    files = site(BASE)
    for article in ARTICLES:
        assert json.loads(files[f"articles/{article.id}/article.json"]) == json.loads(
            json.dumps(record(article, BASE))
        )
        assert f"id: {article.id}\n" in files[f"articles/{article.id}/article.md"]
    assert json.loads(files["articles/first/article.json"])["url"] == f"{BASE}articles/first/index.html"


def test_a_record_tells_all_of_its_article() -> None:
    for article in ARTICLES:
        assert from_record(json.loads(to_json(record(article)))) == article
