"""The archive as data for other programs: JSON lines, a table, and a description of both in the form of Frictionless."""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from banmian.addresses import article_path, link
from banmian.catalogue import when
from banmian.histories import KINDS, Day, Histories
from banmian.imprint import Imprint
from banmian.records import Article, Source
from banmian.spreadsheet import cell, to_csv

_WHOLE = 20_000
"""Articles that stand in one file; beyond, each year has its own, since many hosts take no file above 100 MB."""
_KINDS = ("jsonl", "csv")

_FIELDS = {
    "id": ("string", "编号，也是网址的一部分"),
    "url": ("string", "网页的网址；网站没有公开的网址时，是网站文件夹里的位置"),
    "title": ("string", "标题"),
    "title_source": ("string", "page：版面上印着；derived：由正文归纳"),
    "kicker": ("string", "引题（肩题）"),
    "subtitle": ("string", "副题"),
    "column": ("string", "栏目"),
    "kind": ("string", "news：文章；photo：图片说明"),
    "date": ("date", "事件日期，文中没有写明的没有"),
    "date_evidence": ("string", "文中说明事件日期的字样"),
    "issued": ("string", "刊发日期，YYYY-MM-DD、YYYY-MM 或 YYYY"),
    "issued_precision": ("string", "刊发日期精确到 day、month 还是 year"),
    "issued_source": ("string", "刊发日期出自 sidecar（版面资料）还是 inferred（推定）"),
    "paper": ("string", "报名"),
    "edition": ("string", "版次"),
    "byline": ("string", "印着的电头"),
    "credit": ("string", "印着的图片署名"),
    "reporters": ("array", "记者"),
    "correspondents": ("array", "通讯员"),
    "photographers": ("array", "摄影"),
    "departments": ("array", "文章主要写的部门"),
    "source": ("object", "出自哪个版面（file）的哪些行（lines，从 1 数起，含首尾）"),
    "aliases": ("array", "用过的旧编号"),
    "body": ("string", "正文，Markdown"),
}
"""Name → (type in a table schema, meaning), in order."""


def record(article: Article, base: str = "") -> dict[str, object]:
    """An article by the names of its front matter, None for what is not known; ``base``: the site's public address."""
    values = {name: getattr(article, name) for name in _FIELDS if name != "url"}
    source = article.source
    values |= {
        "url": link(article_path(article.id), base),
        "date": article.date.isoformat() if article.date else None,
        "source": {"file": source.file, "lines": source.lines} if source else None,
    }
    return {name: None if values[name] == "" else values[name] for name in _FIELDS}


def from_record(said: Mapping[str, Any]) -> Article:
    """The article of a record, without what no record has; ``ValueError`` and the like if it is none."""
    known: dict[str, Any] = {
        field.name: said[field.name] for field in fields(Article) if said.get(field.name)
    }
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in known.items()
    }
    if "date" in values:
        values["date"] = datetime.date.fromisoformat(values["date"])
    if source := values.get("source"):
        values["source"] = Source(source["file"], tuple((first, last) for first, last in source["lines"]))
    return Article(**{"body": "", **values})


def dataset_paths(articles: Sequence[Article]) -> list[str]:
    """Where the data files are to stand, the description last; none without articles."""
    tables = [f"data/{name}.{kind}" for name, _ in _parts(articles) for kind in _KINDS] if articles else []
    return [*tables, *(["datapackage.json"] if tables else [])]


def make_dataset(
    articles: Sequence[Article], base: str = "", name: str = Imprint().name
) -> list[tuple[str, bytes]]:
    """The data files, (path, content), as :func:`dataset_paths` has them; ``articles``: newest first."""
    if not articles:
        return []
    made = [file for name, part in _parts(articles) for file in _tables(name, part, base)]
    package = {
        "name": "banmian",
        "title": f"{name}：报纸版面文字档案",
        **({"homepage": base} if base else {}),
        "resources": [_resource(path, content) for path, content in made],
    }
    return [*made, ("datapackage.json", to_json(package))]


def to_json(data: object) -> bytes:
    """A JSON file that people can read, too."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _parts(articles: Sequence[Article]) -> list[tuple[str, Sequence[Article]]]:
    if len(articles) <= _WHOLE:
        return [("articles", articles)]
    years = groupby(articles, lambda one: when(one)[:4] or "undated")
    return [(f"articles-{year}", list(part)) for year, part in years]


def _tables(name: str, articles: Sequence[Article], base: str) -> Iterator[tuple[str, bytes]]:
    records = [record(article, base) for article in articles]
    lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records)
    yield f"data/{name}.jsonl", lines.encode()
    yield f"data/{name}.csv", to_csv(_FIELDS, ([_cell(value) for value in one.values()] for one in records))


def changes_table(days: Sequence[Day], histories: Histories) -> bytes:
    """Everything that became of every article, the newest first."""
    rows = (
        (day.date, KINDS[kind], name, cell(histories[name].title))
        for day in days
        for kind, names in day.kinds.items()
        for name in names
    )
    return to_csv(("日期", "事项", "编号", "标题"), rows)


def _cell(value: object) -> str:
    """A list by 、, an object as JSON."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return cell("、".join(value) if isinstance(value, tuple) else str(value or ""))


def _resource(path: str, content: bytes) -> dict[str, object]:
    name, extension = path.removeprefix("data/").split(".")
    is_table = extension == "csv"
    return {
        "name": f"{name}-{extension}",
        "path": path,
        "type": "table",
        "format": extension,
        "mediatype": "text/csv" if is_table else "application/jsonl",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [_field(name, is_table) for name in _FIELDS], "primaryKey": ["id"]},
    }


def _field(name: str, is_table: bool) -> dict[str, object]:
    kind, meaning = _FIELDS[name]
    if is_table and kind == "array":
        kind, meaning = "string", f"{meaning}；不止一个时以顿号隔开"
    needed = name in ("id", "url", "title", "title_source", "kind")
    return {"name": name, "type": kind, "description": meaning} | (
        {"constraints": {"required": True}} if needed else {}
    )
