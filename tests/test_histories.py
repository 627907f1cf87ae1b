"""What became of articles from build to build, and that no address of an article dies."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import feedparser
import pytest
from test_render import ARTICLES, PAGES, TEMPLATES, Reader, make

from banmian.build import build
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.histories import Histories, by_day, follow, read_histories, today, write_histories
from banmian.records import Article
from banmian.render import render_site

MONDAY, TUESDAY, SUNDAY = "2026-03-02", "2026-03-03", "2026-03-08"
BASE = "https://example.org/a/"


def follow_all(*builds: tuple[str, list[Article]]) -> Histories:
    histories: Histories = {}
    for day, articles in builds:
        histories = follow(histories, articles, day)
    return histories


A, B = make("a", "甲"), make("b", "乙")
CHANGED = replace(A, body="改了。")


@pytest.mark.parametrize(
    ("builds", "events"),
    [
        ([[A]], [(MONDAY, "added")]),
        ([[A], [A]], [(MONDAY, "added")]),
        ([[A], [CHANGED]], [(MONDAY, "added"), (TUESDAY, "changed")]),
        ([[A], [replace(A, aliases=("z",))]], [(MONDAY, "added")]),
        ([[A], []], [(MONDAY, "added"), (TUESDAY, "withdrawn")]),
        ([[A], [replace(B, aliases=("a",))]], [(MONDAY, "added"), (TUESDAY, "merged")]),
        ([[A], [], []], [(MONDAY, "added"), (TUESDAY, "withdrawn")]),
        ([[A], [], [A]], [(MONDAY, "added"), (TUESDAY, "withdrawn"), (SUNDAY, "added")]),
    ],
)
def test_a_build_remembers_what_it_did_and_no_more(
    builds: list[list[Article]], events: list[tuple[str, str]]
) -> None:
    history = follow_all(*zip((MONDAY, TUESDAY, SUNDAY), builds, strict=False))["a"]
    assert list(history.events) == events


def test_the_builds_of_a_day_are_one() -> None:
    histories = follow_all((MONDAY, [A, B]), (MONDAY, [CHANGED, B]), (TUESDAY, [A, B]), (TUESDAY, [CHANGED]))
    assert [(day.date, dict(day.kinds)) for day in by_day(histories)] == [
        (TUESDAY, {"changed": ("a",), "withdrawn": ("b",)}),
        (MONDAY, {"added": ("a", "b")}),
    ]


def test_what_comes_and_goes_on_one_day_is_told_once() -> None:
    histories = follow_all((MONDAY, [A]), (MONDAY, []), (MONDAY, [A]), (MONDAY, [B]))
    assert [dict(day.kinds) for day in by_day(histories)] == [{"added": ("b",), "withdrawn": ("a",)}]


def test_a_day_without_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    assert today() == MONDAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gestern")
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH"):
        today()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    histories = follow_all((MONDAY, list(ARTICLES)), (TUESDAY, []))
    write_histories(histories, tmp_path)
    assert read_histories(tmp_path) == histories


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": 1}', '{"a": ["", "", []]}', '{"a": ["", "", [["x", "y"]]]}']
)
def test_a_broken_record_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / ".history.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"\.history\.json"):
        read_histories(tmp_path)


def test_no_address_of_an_article_dies() -> None:
    """Articles that are changed, led to others, withdrawn: each address ever published has a page."""
    gone = make("gone", "撤下的")
    led = make("former", "并过去的")
    histories = follow_all((MONDAY, [*ARTICLES, gone, led]), (TUESDAY, list(ARTICLES)))
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(ARTICLES, PAGES, TEMPLATES, histories=histories)
    }
    for name in histories:
        assert f"articles/{name}/index.html" in files, name
        assert {f"articles/{name}/article.{kind}" for kind in ("json", "md")} <= files.keys()
    assert {"articles/gone/source/index.html", "articles/former/source/index.html"} <= files.keys()
    assert json.loads(files["articles/former/article.json"])["id"] == "first"
    assert json.loads(files["articles/gone/article.json"])["withdrawn"] == TUESDAY
    assert "这篇文章已撤下" in files["articles/gone/index.html"]
    assert "《撤下的》" in files["articles/gone/index.html"]
    assert "url=../../articles/first/index.html" in files["articles/former/index.html"]


def test_the_log_is_a_page_a_feed_and_a_table() -> None:
    histories = follow_all((MONDAY, [*ARTICLES, B]), (TUESDAY, list(ARTICLES)))
    files = {
        path: "" if path.endswith(".png") else text.decode()
        for path, text in render_site(ARTICLES, PAGES, TEMPLATES, BASE, histories=histories)
    }
    page = files["changes/index.html"]
    for address in Reader(page).links:
        file = unquote(urldefrag(urljoin(f"{BASE}changes/index.html", address)).url).removeprefix(BASE)
        assert file in files, address
    assert page.index("2026年3月3日") < page.index("2026年3月2日")
    assert '<a href="../articles/first/index.html">' in page
    found = feedparser.parse(files["changes/feed.xml"])
    assert not found.bozo
    assert [entry.title for entry in found.entries] == ["2026年3月3日：撤下 1 篇", "2026年3月2日：收录 7 篇"]
    assert [entry.link.split("#")[1] for entry in found.entries] == [f"d{TUESDAY}", f"d{MONDAY}"]
    assert f"{BASE}articles/first/index.html" in found.entries[1].content[0].value
    feed = json.loads(files["changes/feed.json"])
    assert [item["title"] for item in feed["items"]] == ["撤下 1 篇", "收录 7 篇"]
    assert f"收录 {BASE}articles/first/index.html" in feed["items"][1]["content_text"]
    assert feedparser.parse(files["feed.xml"]).entries[0].updated == f"{MONDAY}T00:00:00+08:00"
    assert json.loads(files["feed.json"])["items"][0]["date_modified"] == f"{MONDAY}T00:00:00+08:00"
    assert f"{BASE}articles/first/index.html</loc><lastmod>{MONDAY}</lastmod>" in files["sitemap.xml"]
    rows = list(csv.reader(io.StringIO(files["data/changes.csv"].removeprefix("\ufeff"), newline="")))
    assert rows[1] == [TUESDAY, "撤下", "b", "乙"]
    assert len(rows) == 9
    assert "<dt>收录</dt>" in files["articles/first/index.html"]


def test_a_site_built_anew_tells_the_same_and_a_build_without_change_adds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "articles").mkdir()
    article = tmp_path / "articles/a.md"

    def publish(epoch: int, site: str) -> dict[str, bytes]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        folder = tmp_path / site
        build(Folders(tmp_path / "seeds", tmp_path / "articles", TEMPLATES, folder), BASE)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    article.write_text("---\ntitle: 甲\n---\n\n正文。\n", "utf-8")
    (name,) = (json.loads(publish(1772409600, "one")["data/articles.jsonl"])["id"],)
    article.write_text("---\ntitle: 甲\n---\n\n改了。\n", "utf-8")
    changed = publish(1772496000, "one")
    memory = (tmp_path / "articles/.history.json").read_bytes()
    assert publish(1772928000, "one") == publish(1773000000, "two") == changed
    assert (tmp_path / "articles/.history.json").read_bytes() == memory
    article.unlink()
    gone = publish(1773000000, "one")
    assert "这篇文章已撤下".encode() in gone[f"articles/{name}/index.html"]


OTHER = "本报讯（记者王小明）昨日，新桥通车，两岸居民过江只要五分钟。\n\n新桥通车\n\n"
NAMED = (
    "本报讯（记者李大为）昨日，区法院公布第三批失信被执行人名单，甲某因借款十二万元到期不还，"
    "经多次传唤仍拒不履行生效判决，被依法列入，在车站的大屏上滚动播出。\n\n失信名单公布\n"
)


def archive_of(root: Path) -> Folders:
    (root / "seeds").mkdir()
    (root / "seeds/a.txt").write_text(OTHER + NAMED, "utf-8")
    return Folders(root / "seeds", root / "articles", TEMPLATES, root / "site")


def file_that_names(folders: Folders) -> Path:
    (file,) = (path for path in folders.articles.rglob("*.md") if "甲某" in path.read_text("utf-8"))
    return file


def still_said(folders: Folders, words: str) -> list[str]:
    files = {path.relative_to(folders.site).as_posix(): path for path in folders.site.rglob("*.*")}
    return [path for path, file in files.items() if words in file.read_bytes().decode(errors="replace")]


def test_an_editor_can_withdraw_an_article_and_take_it_back(tmp_path: Path) -> None:
    folders = archive_of(tmp_path)
    build(folders)
    file = file_that_names(folders)
    former = file.read_text("utf-8")
    name = former.split("id: ")[1].split("\n")[0]
    withdrawn = former.replace("title: 失信名单公布", "title: 已应要求撤下").replace(
        "---\n\n", "aliases: [former]\nwithdrawn: 应当事人要求\n---\n\n", 1
    )
    file.write_text(withdrawn, "utf-8")

    report = build(folders)
    assert (report.articles, report.warnings) == (1, ())
    assert still_said(folders, "甲某") == still_said(folders, "失信名单") == []
    for known in (name, "former"):
        page = (folders.site / f"articles/{known}/index.html").read_text("utf-8")
        assert "《已应要求撤下》" in page
        assert "编者注明：应当事人要求。" in page
    assert "第 5–7 行：<a" in (folders.site / "pages/a/index.html").read_text("utf-8")

    file.write_text(former, "utf-8")
    assert build(folders).articles == 2
    assert "甲某" in (folders.site / f"articles/{name}/index.html").read_text("utf-8")


def test_what_was_withdrawn_does_not_come_back_with_another_seed(tmp_path: Path) -> None:
    folders = archive_of(tmp_path)
    build(folders)
    file = file_that_names(folders)
    file.write_text(
        file.read_text("utf-8").replace("---\n\n", "withdrawn: 应当事人要求\n---\n\n", 1), "utf-8"
    )
    build(folders)
    (folders.seeds / "a.txt").unlink()
    (folders.seeds / "better.txt").write_text(OTHER + NAMED.replace("昨日，区", "日前，区"), "utf-8")
    report = build(folders)
    assert still_said(folders, "甲某") == []
    assert any("撤下的文章又出现了" in warning and "better" in warning for warning in report.warnings)
