"""Whatever happens in mid-build, the site is the former one or the next one, whole, and nothing of others is lost."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from test_render import TEMPLATES

import banmian.build
import banmian.swap
from banmian.build import Workshop, build
from banmian.cache import Cache
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.press import ready
from banmian.printing import print_file
from banmian.publish import Published, publish
from banmian.swap import staged
from banmian.verify import verify

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from kill import tree, try_out

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "articles").mkdir()
    made = Folders(tmp_path / "seeds", tmp_path / "articles", TEMPLATES, tmp_path / "site")
    write(made, "甲")
    build(made)
    return made


def write(folders: Folders, title: str) -> None:
    (folders.articles / "a.md").write_text(f"---\nid: a\ntitle: {title}\n---\n\n正文。\n", "utf-8")


def test_builds_that_are_killed_leave_a_whole_site(tmp_path: Path) -> None:
    assert try_out(tmp_path, 4, 3) == []


def test_a_disk_that_takes_no_more_leaves_the_former_site(folders: Folders) -> None:
    before = tree(folders.site)
    write(folders, "乙" * 3000)
    command = [sys.executable, str(ROOT / "build_site.py"), "--quiet"]
    for name in ("seeds", "articles", "site"):
        command += [f"--{name}", str(getattr(folders, name))]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "磁盘空间" in done.stderr
    assert tree(folders.site) == before
    assert sorted(path.name for path in folders.site.parent.iterdir()) == ["articles", "seeds", "site"]
    build(folders)
    assert "乙乙乙" in (folders.site / "articles/a/index.html").read_text("utf-8")


def test_a_site_is_open_to_whoever_serves_it(folders: Folders, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build_site.py"), "--quiet"]
    for name in ("seeds", "articles"):
        command += [f"--{name}", str(getattr(folders, name))]
    closed = tmp_path / "closed/site"
    subprocess.run(["sh", "-c", 'umask 077; exec "$@"', "sh", *command, "--site", str(closed)], check=True)
    assert tree(closed) == tree(folders.site)
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (closed, *closed.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_what_others_put_into_the_site_stays(folders: Folders) -> None:
    (folders.site / ".git/refs/tags").mkdir(parents=True)
    (folders.site / ".git/HEAD").write_text("ref")
    (folders.site / "CNAME").write_text("example.org")
    (folders.site / "articles/notes.txt").write_text("x")
    (folders.site.parent / "scans").mkdir()
    (folders.site / "articles/scans").symlink_to("../../scans")
    write(folders, "乙")
    assert build(folders).published.written
    assert (folders.site / ".git/refs/tags").is_dir()
    for name in (".git/HEAD", "CNAME", "articles/notes.txt"):
        assert (folders.site / name).is_file()
    assert (folders.site / "articles/scans").readlink() == Path("../../scans")


def test_a_link_to_the_site_stays_a_link(folders: Folders, tmp_path: Path) -> None:
    folders.site.rename(tmp_path / "www")
    folders.site.symlink_to(tmp_path / "www")
    write(folders, "乙")
    build(folders)
    assert folders.site.is_symlink()
    assert "乙" in (tmp_path / "www/articles/a/index.html").read_text("utf-8")


def test_a_site_that_was_set_aside_when_a_build_was_killed_comes_back(folders: Folders) -> None:
    before = tree(folders.site)
    folders.site.rename(folders.site.with_name(".site.old"))
    (folders.site.with_name(".site.new") / "articles").mkdir(parents=True)
    report = build(folders)
    assert (report.published.written, tree(folders.site)) == (0, before)
    assert sorted(path.name for path in folders.site.parent.iterdir()) == ["articles", "seeds", "site"]


def test_a_second_build_at_the_same_time_says_so(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banmian.build, "_PATIENCE", 0.05)
    with FileLock(folders.articles / ".lock"), pytest.raises(InputError, match="另一个 banmian"):
        build(folders)


def put(site: Path, files: Mapping[str, bytes]) -> Published:
    with staged(site) as stage:
        made = {path: print_file(ready((path, content)), b"", {}, stage) for path, content in files.items()}
        return publish(stage, made)


def test_unchanged_files_are_not_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"a.html": b"a", "b.html": b"b", "c/d.html": b"d"})
    kept = (site / "a.html").stat()
    done = put(site, {"a.html": b"a", "b.html": b"B"})
    assert (site / "a.html").stat().st_ino == kept.st_ino
    assert (done.written, done.removed) == (2, 1)  # b and the list of what is not data
    assert not (site / "c").exists()


@pytest.fixture
def cached(folders: Folders, tmp_path: Path) -> Workshop:
    return Workshop(folders, cache=Cache(tmp_path / "cache/0123456789abcdef.pickle"))


def inodes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_former_site_waits_as_links_and_takes_the_next_one_s_place(
    folders: Folders, cached: Workshop, tmp_path: Path
) -> None:
    spare = tmp_path / "cache/0123456789abcdef.site"
    for title in ("乙", "丙", "丁"):
        write(folders, title)
        assert cached.build().published.written
        now = inodes(folders.site)
        assert inodes(spare).items() < now.items()  # no byte twice
        site = tree(folders.site)
        fresh = Folders(folders.seeds, folders.articles, folders.templates, tmp_path / title)
        build(fresh)
        assert tree(fresh.site) == site
        assert not [path for path in folders.site.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert sorted(path.name for path in folders.site.parent.iterdir() if path.name[0] == ".") == []


def test_whatever_becomes_of_the_spare_the_site_is_whole(
    folders: Folders, cached: Workshop, tmp_path: Path
) -> None:
    spare = tmp_path / "cache/0123456789abcdef.site"
    write(folders, "乙")
    cached.build()
    (folders.site / "CNAME").write_text("example.org")
    next(path for path in spare.iterdir() if path.is_file()).unlink()
    next(path for path in spare.iterdir() if path.is_dir()).rename(spare / "elsewhere")
    (spare / ".git").mkdir()  # a build was killed before it moved on
    (spare / ".git/HEAD").write_text("ref")
    write(folders, "丙")
    cached.build()
    assert (folders.site / "CNAME").read_text() == "example.org"
    assert (folders.site / ".git/HEAD").read_text() == "ref"
    assert not (folders.site / "elsewhere").exists()
    assert not verify(folders.site, 1).faults
    shutil.rmtree(spare)
    spare.write_text("")
    write(folders, "丁")
    cached.build()
    assert not verify(folders.site, 1).faults


def test_a_disk_without_links_keeps_no_spare(
    folders: Folders, cached: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    write(folders, "乙")
    cached.build()
    assert "乙" in (folders.site / "articles/a/index.html").read_text("utf-8")
    assert not (tmp_path / "cache/0123456789abcdef.site").exists()


def test_a_spare_that_cannot_take_the_site_s_place_is_done_without(
    folders: Folders, cached: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folders, "乙")
    cached.build()
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.suffix == ".site":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(banmian.swap, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    write(folders, "丙")
    cached.build()
    assert "丙" in (folders.site / "articles/a/index.html").read_text("utf-8")
    assert not verify(folders.site, 1).faults
