"""The addresses of lists: none that was ever published dies."""

import json
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from test_render import TEMPLATES

from banmian.build import Workshop, build
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.places import add_places, named_by, read_places


def folders_in(root: Path, site: str = "site") -> Folders:
    (root / "seeds").mkdir(exist_ok=True)
    return Folders(root / "seeds", root / "articles", TEMPLATES, root / site)


def write(root: Path, **keys: str) -> None:
    rows = "".join(f"{name}: {value}\n" for name, value in keys.items())
    (root / "articles").mkdir(exist_ok=True)
    (root / "articles/a.md").write_text(f"---\nid: a\ntitle: 甲\n{rows}---\n\n正文。\n", "utf-8")


def addresses(site: Path) -> set[str]:
    """All that has an address but the search's data."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.*")
        if path.relative_to(site).parts[0] != "search"
    }


def test_a_list_that_is_gone_leaves_a_page_that_leads_on(tmp_path: Path) -> None:
    write(tmp_path, departments="[旧名局]", reporters="[张三]", column="旧栏目", date="2020-07-01")
    build(folders_in(tmp_path))
    before = addresses(tmp_path / "site")
    write(tmp_path, departments="[新名局]", reporters="[李四]", date="2021-08-02")
    build(folders_in(tmp_path))
    assert before <= addresses(tmp_path / "site")
    for place, name, index in (
        ("departments/旧名局", "旧名局", "../../departments/index.html"),
        ("reporters/张三", "张三", "../../reporters/index.html"),
        ("columns/旧栏目", "旧栏目", "../../columns/index.html"),
        ("dates/2020/07", "2020-07", "../../../dates/index.html"),
    ):
        page = (tmp_path / "site" / place / "index.html").read_text("utf-8")
        assert f"“{name}”以前在这里有一页" in page
        assert f'href="{index}"' in page
        assert "noindex" in page
    again = build(folders_in(tmp_path))
    assert (again.published.written, again.published.removed) == (0, 0)
    build(folders_in(tmp_path, "anew"))
    assert addresses(tmp_path / "anew") == addresses(tmp_path / "site")


def test_feeds_and_tables_stay_readable(tmp_path: Path) -> None:
    write(tmp_path, departments="[旧名局]", reporters="[张三]", issued="2020-07-01")
    base = "https://example.org/archive/"
    build(folders_in(tmp_path), base)
    before = addresses(tmp_path / "site")
    assert {
        "departments/旧名局/feed.xml",
        "reporters/张三/feed.json",
        "statistics/2020/reporters.csv",
    } <= before
    write(tmp_path, departments="[新名局]", issued="2021-08-02")
    build(folders_in(tmp_path), base)
    assert before <= addresses(tmp_path / "site")
    found = feedparser.parse((tmp_path / "site/departments/旧名局/feed.xml").read_text("utf-8"))
    assert not found.bozo
    assert (found.feed.title, found.entries) == ("旧名局（已停止更新） · 版面", [])
    feed = json.loads((tmp_path / "site/reporters/张三/feed.json").read_bytes())
    assert (feed["expired"], feed["items"]) == (True, [])
    assert len((tmp_path / "site/statistics/2020/reporters.csv").read_text("utf-8-sig").splitlines()) == 1


def test_a_name_that_an_editor_put_in_place_of_another_is_led_to(tmp_path: Path) -> None:
    write(tmp_path, departments="[旧名局]", reporters="[张三]")
    build(folders_in(tmp_path))
    (tmp_path / "seeds/authorities.yaml").write_text(
        "departments:\n- name: 新名局\n  former: [旧名局]\npeople:\n- name: 李四\n  aliases: [张三]\n",
        "utf-8",
    )
    build(folders_in(tmp_path))
    for old, new in (("departments/旧名局", "departments/新名局"), ("reporters/张三", "reporters/李四")):
        page = (tmp_path / f"site/{old}/index.html").read_text("utf-8")
        assert f'content="0; url=../../{quote(new)}/index.html"' in page


def test_feeds_go_on_under_a_new_name_and_through_a_build_without_an_address(tmp_path: Path) -> None:
    base = "https://example.org/archive/"
    write(tmp_path, departments="[旧名局]", issued="2020-07-01")
    build(folders_in(tmp_path), base)
    (tmp_path / "seeds/authorities.yaml").write_text(
        "departments:\n- name: 新名局\n  former: [旧名局]\n", "utf-8"
    )
    build(folders_in(tmp_path), base)
    for file in ("feed.xml", "feed.json"):
        former, now = (tmp_path / f"site/departments/{name}/{file}" for name in ("旧名局", "新名局"))
        assert former.read_bytes() == now.read_bytes()
    build(folders_in(tmp_path))
    assert not list((tmp_path / "site/departments").rglob("feed.*"))
    (tmp_path / "seeds/site.yaml").write_text(f"name: 某报档案\nbase-url: {base}\n", "utf-8")
    build(folders_in(tmp_path))
    assert (tmp_path / "site/departments/旧名局/feed.xml").is_file()
    assert ">某报档案</a></p>" in (tmp_path / "site/index.html").read_text("utf-8")


def test_a_page_that_moved_is_led_to_ever_after(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    text = "本报讯（记者王小明）昨日，新桥通车，两岸居民过江只要五分钟。\n\n新桥通车\n"
    (tmp_path / "seeds/a.txt").write_text(text, "utf-8")
    build(folders)
    for was, now in (("a", "b"), ("b", "2020/c")):
        (tmp_path / f"seeds/{now}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / f"seeds/{was}.txt").rename(tmp_path / f"seeds/{now}.txt")
        Workshop(folders).build(pages_ready=lambda: None)
        build(folders)
        page = (tmp_path / "site/pages/a/index.html").read_text("utf-8")
        assert f'content="0; url=../../pages/{now}/index.html"' in page


def test_names_that_come_and_go_while_one_edits_leave_nothing(tmp_path: Path) -> None:
    workshop = Workshop(folders_in(tmp_path))
    for name in ("市", "市住", "市住建局"):
        write(tmp_path, departments=f"[{name}]")
        workshop.build(pages_ready=lambda: None)
    assert not (tmp_path / "articles/.places.txt").exists()
    workshop.build()
    assert not (tmp_path / "site/departments/市住/index.html").exists()
    assert "departments/市住建局/index.html" in read_places(tmp_path / "articles")


def test_a_list_that_comes_back_is_a_list_again(tmp_path: Path) -> None:
    for name in ("甲局", "乙局", "甲局"):
        write(tmp_path, departments=f"[{name}]")
        build(folders_in(tmp_path))
    assert "没有这一页了" not in (tmp_path / "site/departments/甲局/index.html").read_text("utf-8")
    assert "没有这一页了" in (tmp_path / "site/departments/乙局/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("departments/教育局/index.html", ("departments", "教育局")),
        ("departments/教育局/~2/index.html", ("departments", "教育局")),
        ("departments/长~0123456789ab/index.html", ("departments", "长")),
        ("dates/2020/07/20/index.html", ("dates", "2020-07-20")),
        ("people/~a/index.html", ("people", "")),
        ("pages/2020/三版/index.html", ("pages", "三版")),
        ("pages/index.html", ("pages", "")),
        ("departments/教育局/feed.xml", ("departments", "教育局")),
        ("statistics/2020/reporters.csv", ("statistics", "2020")),
    ],
)
def test_what_a_place_listed_is_told_by_its_path(place: str, named: tuple[str, str]) -> None:
    assert add_places({}, [place, "index.html", "articles/a/index.html", "dates/2020/days.json"], {}) == {
        place: ""
    }
    assert named_by(place) == named


@pytest.mark.parametrize(
    "row", ["../../etc/index.html", "dates/../../index.html", "/dates/index.html", "x", "dates/\\/index.html"]
)
def test_a_broken_record_is_one_clear_line(tmp_path: Path, row: str) -> None:
    (tmp_path / ".places.txt").write_text(f"dates/index.html\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=r"\.places\.txt"):
        read_places(tmp_path)


def test_a_record_in_another_encoding_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / ".places.txt").write_bytes("dates/教/index.html\n".encode("gb18030"))
    with pytest.raises(InputError, match=r"\.places\.txt"):
        read_places(tmp_path)
