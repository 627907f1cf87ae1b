"""The search's data: what the search page is given, and lunr's own index beside it."""

import datetime
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lunr.index import Index

from banmian.records import Article
from banmian.search import build_index
from banmian.words import fold


def make(id: str, title: str = "标题", body: str = "正文。", **keys: object) -> Article:
    return Article(id=id, title=title, title_source="page", body=body, **keys)  # type: ignore[arg-type]


ARTICLES = (
    make("old", "防汛工作", "区工信局召开会议。\n\n部署防汛。", date=datetime.date(2019, 7, 1)),
    make("new", "区工信局\u2028</script>", "𠀀字 GDP 增长 <b>", issued="2020-07", departments=("区工信局",)),
    make("undated", kicker="引题", subtitle="副题", byline="本报讯（记者甲乙丙）", reporters=("甲乙丙",)),
)


@cache
def files(articles: tuple[Article, ...] = ARTICLES) -> dict[str, str]:
    return {path: content.decode() for path, content in build_index(articles)}


def called(script: str) -> tuple[str, Any]:
    """What a data file puts, under which name."""
    name, data = script.removeprefix("banmian.put(").removesuffix(")\n").split(",", 1)
    return json.loads(name), json.loads(data)


def entries(articles: tuple[Article, ...] = ARTICLES) -> list[dict[str, object]]:
    """All articles as the page gets them."""
    data = dict(called(script) for path, script in files(articles).items() if path.startswith("search/"))
    return [entry for name in data["manifest"]["shards"] for entry in data[name]]


def lunr_hits(word: str, articles: tuple[Article, ...] = ARTICLES) -> list[str]:
    return [hit["ref"] for hit in Index.load(files(articles)["data/lunr.json"]).search(word)]


def test_the_manifest_names_every_file() -> None:
    made = files()
    name, manifest = called(made["search/manifest.js"])
    assert name == "manifest"
    shards = {f"search/{shard}.js" for shard in manifest["shards"]}
    assert set(made) == {"search/manifest.js", "data/lunr.json", *shards}


def test_articles_come_newest_first_with_the_date_as_far_as_known() -> None:
    assert [(entry["id"], entry["date"]) for entry in entries()] == [
        ("new", "2020-07"),
        ("old", "2019-07-01"),
        ("undated", ""),
    ]


def test_the_body_is_what_a_reader_sees() -> None:
    body = entries((make("a", body="## 小标题\n\n**粗**体 &lt;x>\n\n- 甲\n- 乙"),))[0]["body"]
    assert body == "小标题\n粗体 <x>\n甲\n乙"


def test_no_data_file_can_close_a_script_or_break_a_line() -> None:
    for path, script in files().items():
        assert not {"<", "\u2028"} & set(script), path
    assert entries()[0]["title"] == "区工信局\u2028</script>"


def test_borders_count_utf16_units_of_the_folded_fields() -> None:
    for entry in entries():
        fields = (str(entry[name]) for name in ("title", "kicker", "subtitle", "byline", "body"))
        text = "\n".join(map(fold, fields))
        assert len(str(entry["borders"])) == len(text.encode("utf-16-le")) // 2


def test_borders_are_those_of_words() -> None:
    entry = entries((make("a", "防汛工作，会议"),))[0]
    assert str(entry["borders"])[:7] == "1212012"  # a mark is no word


def test_names_of_the_archive_are_words() -> None:
    named = (*ARTICLES, make("b", body="记者甲乙丙到区工信局采访。"))
    assert set(lunr_hits("区工信局", named)) == {"old", "new", "b"}
    assert set(lunr_hits("甲乙丙", named)) == {"undated", "b"}


def test_lunr_finds_words_and_puts_titles_first() -> None:
    assert lunr_hits("防汛") == ["old"]
    assert lunr_hits("会议") == ["old"]
    assert lunr_hits("区工信局") == ["new", "old"]
    assert lunr_hits("gdp") == ["new"]


def test_lunr_gets_its_words_in_the_order_that_its_javascript_demands() -> None:
    """By UTF-16 unit, where U+20000 comes before U+FA0E; by code point it does not."""
    data = json.loads(files((make("a", body="𠀀，﨎，中文"),))["data/lunr.json"])
    words = [word for word, _ in data["invertedIndex"]]
    assert {"𠀀", "﨎"} <= set(words)
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))
    assert data["pipeline"] == []


def test_shards_stay_small_and_lose_nothing() -> None:
    many = tuple(make(f"a{n}", body="中文正文，" * 400) for n in range(60))
    sizes = [len(script.encode()) for path, script in files(many).items() if path.startswith("search/texts-")]
    assert len(sizes) > 3
    assert max(sizes) < 100_000
    assert sorted(str(entry["id"]) for entry in entries(many)) == sorted(one.id for one in many)


def test_an_empty_archive_has_an_empty_index() -> None:
    assert entries(()) == []
    assert lunr_hits("防汛", ()) == []


def test_lunr_is_left_out_where_no_browser_would_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banmian.search._LUNR_LIMIT", 2)
    assert "data/lunr.json" not in dict(build_index(ARTICLES))


def test_the_same_articles_give_the_same_bytes_in_any_order() -> None:
    assert list(build_index(ARTICLES)) == list(build_index(ARTICLES[::-1]))


def test_names_of_one_archive_do_not_reach_the_next() -> None:
    body = make("b", body="记者甲乙丙到场。")
    before = list(build_index([body]))
    list(build_index([*ARTICLES, body]))
    assert list(build_index([body])) == before


def test_the_temporary_folder_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    list(build_index(ARTICLES))
    assert not list(tmp_path.iterdir())
