"""Reading seeds: any encoding that newspapers come in, sidecars, and one clear line for what is wrong."""

import datetime
from pathlib import Path

import pytest

from banmian.errors import InputError
from banmian.page import find_seeds, read_page
from banmian.records import Page

TEXT = "本报讯（记者张三）\r\n近日，示范区召开会议。\r\n"


def _read(folder: Path) -> Page:
    (seed,) = find_seeds(folder)
    return read_page(seed)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    assert _read(tmp_path).lines == ("本报讯（记者张三）", "近日，示范区召开会议。")


def test_radicals_and_control_characters_are_mended(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("⼈⺠⽇报\x00\ufffe\u200b\x85\u202e社\n⸺⼀⼾农家\n", "utf-8")
    assert _read(tmp_path).lines == ("人民日报社", "——一户农家")


def test_a_sidecar_speaks_for_its_page_and_defaults_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    (tmp_path / "b.txt").write_text("乙", "utf-8")
    (tmp_path / "defaults.yaml").write_text("paper: 日报\nedition: 01\n", "utf-8")
    (tmp_path / "b.yaml").write_text("date: 2020-07-20\nedition: 03\n", "utf-8")
    first, second = (read_page(seed) for seed in find_seeds(tmp_path))
    assert (first.paper, first.edition, first.issued) == ("日报", "01", None)
    assert (second.paper, second.edition, second.issued) == ("日报", "03", datetime.date(2020, 7, 20))


def test_defaults_hold_for_sub_folders_too_and_the_nearest_is_believed(tmp_path: Path) -> None:
    (tmp_path / "2020/07").mkdir(parents=True)
    (tmp_path / "2020/07/a.txt").write_text("甲", "utf-8")
    (tmp_path / "defaults.yaml").write_text("paper: 日报\nsection: 要闻\n", "utf-8")
    (tmp_path / "2020/defaults.yaml").write_text("paper: 晚报\n", "utf-8")
    page = _read(tmp_path)
    assert (page.paper, page.section) == ("晚报", "要闻")


def test_seeds_of_sub_folders_keep_their_path(tmp_path: Path) -> None:
    (tmp_path / "2020/07").mkdir(parents=True)
    (tmp_path / "2020/07/a.b.txt").write_text("甲", "utf-8")
    (tmp_path / "Z.TXT").write_text("乙", "utf-8")
    assert [read_page(seed).file for seed in find_seeds(tmp_path)] == ["2020/07/a.b.txt", "Z.txt"]


@pytest.mark.parametrize(
    ("name", "data", "where", "says"),
    [
        ("a.txt", b"", "a.txt:1: ", "空"),
        ("a.txt", b" \n\t\n", "a.txt:1: ", "空"),
        ("a.txt", b"\xff\n\xff\xff\xff", "a.txt:1: ", "UTF-8"),
        ("a.txt", b"\0" * 64, "a.txt:1: ", "NUL"),
        ("a.txt", "甲\n乙\n".encode() + b"\0" * 64, "a.txt:", "NUL"),
        ("a.yaml", "paper 日报".encode(), "a.yaml:1: ", "名称: 值"),
        ("a.yaml", "paper: 日报\ndate: 昨天\n".encode(), "a.yaml:2: ", "2020-07-20"),
        ("a.yaml", "paper: 日报\ndate: 9999-07-20\n".encode(), "a.yaml:2: ", "9999"),
        ("a.yaml", "paper: 日报\n\nauthor: 甲\n".encode(), "a.yaml:3: ", "author"),
        ("a.yaml", b"paper: [\n", "a.yaml:2: ", "YAML"),
        ("a.yaml", b"\xff\xff", "a.yaml:1: ", "UTF-8"),
        ("defaults.yaml", b"paper: {a: b}\n", "defaults.yaml:1: ", "paper"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, name: str, data: bytes, where: str, says: str
) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        _read(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}/{where}")
    assert says in str(caught.value)


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(InputError, match="nowhere"):
        find_seeds(Path("nowhere"))
