"""The search's data: what the search page is given, and lunr's own index beside it."""

import datetime
import json
import random
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jieba.posseg
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.index import Index

from banmian.cutting import new_tokenizer, plain_tokenizer, word_classes
from banmian.lunr_index import lunr_index
from banmian.markup import to_paragraphs
from banmian.postings import COMMON, _sorted
from banmian.records import Article
from banmian.search import build_index
from banmian.search_text import Cutter, fields_of, read_texts
from banmian.shards import DIGITS, STOPPERS, shard_of, write_list, write_number
from banmian.store import read_articles
from banmian.words import fold

PROJECT = Path(__file__).parent.parent


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


def entries(articles: tuple[Article, ...] = ARTICLES) -> list[dict[str, Any]]:
    """What the page shows of all articles, by their numbers."""
    paths = [path for path in files(articles) if path.startswith("search/texts/")]
    return [called(files(articles)[f"search/texts/{number}.js"])[1] for number in range(len(paths))]


def manifest(articles: tuple[Article, ...] = ARTICLES) -> dict[str, Any]:
    data: dict[str, Any] = called(files(articles)["search/manifest.js"])[1]
    return data


def keys(articles: tuple[Article, ...] = ARTICLES) -> dict[str, str]:
    """All keys of the index with their lists, read as the page reads them."""
    return {key: written for shard in shards(articles) for key, written in shard.items()}


def shards(articles: tuple[Article, ...] = ARTICLES) -> list[dict[str, str]]:
    version, count = manifest(articles)["version"], manifest(articles)["shards"]
    return [read(*called(files(articles)[f"search/{version}/{number}.js"])[1]) for number in range(count)]


def read(rows: str, lists: str) -> dict[str, str]:
    found, before = {}, ""
    for row, written in zip(rows.split("\n") if rows else (), lists.split(" ") if rows else (), strict=True):
        before = before[: int(row[0])] + row[1:]
        found[before] = written
    return found


def lunr_hits(word: str, articles: tuple[Article, ...] = ARTICLES) -> list[str]:
    return [hit["ref"] for hit in Index.load(files(articles)["data/lunr.json"]).search(word)]


def test_every_file_puts_itself_under_its_own_name() -> None:
    for path, script in files().items():
        if path.startswith("search/") and path != "search/folding.js":
            assert path == f"search/{called(script)[0]}.js"


def test_articles_are_numbered_by_date_and_keep_it_as_far_as_known() -> None:
    assert [(entry["id"], entry["date"]) for entry in entries()] == [
        ("undated", ""),
        ("old", "2019-07-01"),
        ("new", "2020-07"),
    ]
    assert manifest()["months"] == [["", 1], ["2019-07", 0, 1], ["2020-07", 1]]


def test_every_character_and_every_pair_is_a_key_and_no_key_crosses_a_field() -> None:
    found = keys()
    for entry in entries():
        for name in ("title", "kicker", "subtitle", "byline", "body"):
            text = fold(str(entry[name]))
            assert {*text, *map("".join, pairwise(text))} <= set(found)
    assert "作区" not in found  # 防汛工作 ends the title, 区工信局 opens the body


def test_lists_say_where_the_title_holds_a_string_and_how_often_it_is_a_word() -> None:
    many = tuple(
        make(f"a{n}", "防汛" if n else "标题", "防汛，防汛。会议", date=datetime.date(2020, 1, n + 1))
        for n in range(3)
    )
    number = [write_number(n).decode() for n in range(4)]
    texts = number[2] + number[3]  # twice a word of the text, which has three words
    titles = number[1] + number[1]
    assert keys(many)["防汛"] == f"#{number[0]}{texts}" + f"!#{number[0]}{texts}{titles}" * 2
    assert keys(many)["汛,"] == number[0] * 3


def test_long_strings_are_keys_only_where_they_stand_often() -> None:
    body = "一二三四五六七八九十"
    assert "二三四五六七八九" in keys(tuple(make(f"a{n}", body=body) for n in range(COMMON)))
    assert "二三四五六七八九" not in keys(tuple(make(f"a{n}", body=body) for n in range(COMMON - 1)))


@given(st.lists(st.integers(0, 10**7), unique=True, max_size=50))
def test_numbers_and_lists_can_be_read_again(articles: list[int]) -> None:
    ordered = sorted(articles)
    read, value, last = [], 0, -1
    for digit in map(DIGITS.index, write_list(ordered)):
        if digit < STOPPERS:
            last += value * STOPPERS + digit + 1
            read.append(last)
            value = 0
        else:
            value = value * (len(DIGITS) - STOPPERS) + digit - STOPPERS + 1
    assert read == ordered


def holders(written: str) -> Iterator[tuple[int, bool, tuple[int, int]]]:
    """(article, whether its title holds the string, how often it is a word of the text and of the title)"""
    code, article = iter(written), -1
    for sign in code:
        signs = sign
        while signs[-1] in "!#":
            signs += next(code)
        digit, marks = signs[-1], signs[:-1]

        def number(digit: str) -> int:
            value = 0
            while (place := DIGITS.index(digit.encode())) >= STOPPERS:
                value = value * (len(DIGITS) - STOPPERS) + place - STOPPERS + 1
                digit = next(code)
            return value * STOPPERS + place

        article += number(digit) + 1
        texted = number(next(code)) if "#" in marks else 0
        words = texted and number(next(code))
        assert texted <= words or not texted
        titled = number(next(code)) if marks == "!#" else 0
        words = titled and number(next(code))
        assert titled <= words or not titled
        yield article, "!" in marks, (texted, titled)


def test_a_list_names_the_articles_that_hold_its_key_in_whatever_portions_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = tuple(one.article for one in read_articles(PROJECT / "articles"))
    found = keys(articles)
    texts = [
        [fold(str(entry[name])) for name in ("title", "kicker", "subtitle", "byline", "body")]
        for entry in entries(articles)
    ]
    read = {key: list(holders(written)) for key, written in found.items() if key[0] >= " "}
    for key, listed in read.items():
        fields = [(n, key in text[0]) for n, text in enumerate(texts) if any(key in field for field in text)]
        assert [(n, in_title) for n, in_title, _ in listed] == fields, key
    assert max(texted for listed in read.values() for *_, (texted, _) in listed) > 1
    assert max(titled for listed in read.values() for *_, (_, titled) in listed) > 0
    whole = files(articles)
    monkeypatch.setattr("banmian.shards._CHUNK", 3)
    monkeypatch.setattr("banmian.postings._SMALL", 100)
    assert {path: content.decode() for path, content in build_index(articles)} == whole


def test_words_are_cut_as_jieba_cuts_them() -> None:
    names = ["区工信局", "王家鹏", "5G办"]
    cutter, jieba = Cutter(names), new_tokenizer(map(fold, names))
    bodies = [to_paragraphs(item.article.body) for item in read_articles(PROJECT / "articles")]
    texts = [fold(text) for paragraphs in bodies for text in paragraphs]
    texts += [
        "5g办的3.5%和a-b_c+d",
        "3.14159是pi",
        "-5℃~8.5℃",
        "王家鹏a.b.c区工信局",
        "0.5亿元/年",
        "café№5·中",
        "",
    ]
    for text in texts:
        words = {
            (start, end)
            for word, start, end in jieba.tokenize(text, mode="search")
            if any(map(str.isalnum, word))
        }
        assert set(cutter.words(text)) == words, text


def test_the_body_is_what_a_reader_sees() -> None:
    body = entries((make("a", body="## 小标题\n\n**粗**体 &lt;x>\n\n- 甲\n- 乙"),))[0]["body"]
    assert body == "小标题\n粗体 <x>\n甲\n乙"


def test_no_data_file_can_close_a_script_or_break_a_line() -> None:
    for path, script in files().items():
        assert not {"<", "\u2028"} & set(script), path
    assert entries()[-1]["title"] == "区工信局\u2028</script>"


def test_names_of_the_archive_are_words() -> None:
    named = (*ARTICLES, make("b", body="记者甲乙丙到区工信局采访。"))
    assert set(lunr_hits("区工信局", named)) == {"old", "new", "b"}
    assert set(lunr_hits("甲乙丙", named)) == {"undated", "b"}


def test_lunr_finds_words_and_puts_titles_first() -> None:
    assert lunr_hits("防汛") == ["old"]
    assert lunr_hits("会议") == ["old"]
    assert lunr_hits("区工信局") == ["new", "old"]
    assert lunr_hits("gdp") == ["new"]


def test_the_lunr_index_is_the_one_that_lunr_makes() -> None:
    texts = {
        one.id: text
        for one, text in zip(ARTICLES, read_texts(list(map(fields_of, ARTICLES)), ()), strict=True)
    }
    builder = Builder()
    builder.field("title", 10)
    builder.field("text", 1)
    for key, text in texts.items():
        words: dict[str, list[str]] = {"title": [], "text": []}
        for start, end in text.words.tolist():
            words["title" if start < text.title else "text"].append(text.folded[start:end])
        builder.add({"id": key, **words})
    made = builder.build().serialize()
    made["invertedIndex"].sort(key=lambda entry: entry[0].encode("utf-16-be"))
    assert json.dumps(lunr_index(texts)) == json.dumps(made)


def test_lunr_gets_its_words_in_the_order_that_its_javascript_demands() -> None:
    """By UTF-16 unit, where U+20000 comes before U+FA0E; by code point it does not."""
    data = json.loads(files((make("a", body="𠀀，﨎，中文"),))["data/lunr.json"])
    words = [word for word, _ in data["invertedIndex"]]
    assert {"𠀀", "﨎"} <= set(words)
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))
    assert data["pipeline"] == []


def test_shards_stay_small_and_a_key_stands_where_it_is_looked_for() -> None:
    rng = random.Random(3)
    chars = [chr(code) for code in range(0x4E00, 0x5200)]
    many = tuple(make(f"a{n}", body="".join(rng.choices(chars, k=300))) for n in range(200))
    found = shards(many)
    assert len(found) > 50
    version = manifest(many)["version"]
    assert max(len(files(many)[f"search/{version}/{n}.js"]) for n in range(len(found))) < 20_000
    for number, shard in enumerate(found):
        assert {shard_of(key, len(found)) for key in shard} == {number}
        assert all(shard_of(key + "人", len(found)) == number for key in shard if len(key) > 1)


def test_an_empty_archive_has_an_empty_index() -> None:
    assert entries(()) == []
    assert keys(()) == {}
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


def test_keys_that_no_number_holds_with_their_places_are_sorted_all_the_same() -> None:
    keys = np.array([2**60, 5, 2**60, 1], np.int64)
    places, ordered = _sorted(np.arange(len(keys)), keys)
    assert (places.tolist(), ordered.tolist()) == ([3, 1, 0, 2], [1, 5, 2**60, 2**60])


def test_words_have_the_classes_that_jiebas_tagger_gives_them() -> None:
    assert word_classes() == jieba.posseg.POSTokenizer(plain_tokenizer()).word_tag_tab
