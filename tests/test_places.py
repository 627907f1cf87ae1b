"""The addresses of lists: none that was ever published dies."""

from pathlib import Path

import pytest
from test_render import TEMPLATES

from banmian.build import Folders, build
from banmian.errors import InputError
from banmian.places import named_by, places_among, read_places


def folders_in(root: Path, site: str = "site") -> Folders:
    (root / "seeds").mkdir(exist_ok=True)
    return Folders(root / "seeds", root / "articles", TEMPLATES, root / site)


def write(root: Path, **keys: str) -> None:
    rows = "".join(f"{name}: {value}\n" for name, value in keys.items())
    (root / "articles").mkdir(exist_ok=True)
    (root / "articles/a.md").write_text(f"---\nid: a\ntitle: 甲\n{rows}---\n\n正文。\n", "utf-8")


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_a_list_that_is_gone_leaves_a_page_that_leads_on(tmp_path: Path) -> None:
    write(tmp_path, departments="[旧名局]", reporters="[张三]", column="旧栏目", date="2020-07-01")
    build(folders_in(tmp_path))
    before = pages(tmp_path / "site")
    write(tmp_path, departments="[新名局]", reporters="[李四]", date="2021-08-02")
    build(folders_in(tmp_path))
    assert before <= pages(tmp_path / "site")
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
    assert pages(tmp_path / "anew") == pages(tmp_path / "site")


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
    ],
)
def test_what_a_place_listed_is_told_by_its_path(place: str, named: tuple[str, str]) -> None:
    assert places_among([place, "index.html", "articles/a/index.html", "dates/2020/days.json"]) == {place}
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
