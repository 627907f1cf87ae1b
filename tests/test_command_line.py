"""The command line as people use it: in a process of its own, on folders of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path

import bagit
import pytest

PROJECT = Path(__file__).parent.parent


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PROJECT / "build_site.py", *map(str, arguments)],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1600000000", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive that has been built once."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "seeds").mkdir()
    for name in ("000_71d5047f74db3cd3.txt", "004_736a836cdd19ca79.txt"):
        shutil.copy(PROJECT / "seeds" / name, folder / "seeds")
    shutil.copytree(PROJECT / "templates", folder / "templates")
    assert run(*build_in(folder)).returncode == 0
    return folder


@pytest.fixture
def archive(built: Path, tmp_path: Path) -> list[object]:
    """A copy of it; gives the arguments that build it again."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return build_in(tmp_path)


def build_in(folder: Path) -> list[object]:
    """The arguments that build an archive in a folder of its own."""
    return [
        part for name in ("seeds", "articles", "templates", "site") for part in (f"--{name}", folder / name)
    ]


def test_the_summary_says_what_was_done_and_how_to_open_it(archive: list[object], tmp_path: Path) -> None:
    done = run(*archive)
    assert done.returncode == 0
    assert done.stderr == ""
    for part in (
        "版面 2 个，文章 21 篇",
        "归纳的 3 篇",
        "改过的 0 篇",
        "写入 0 个",
        "警告 0 条",
        "待核 0 篇",
        str(tmp_path / "site/index.html"),
    ):
        assert part in done.stdout
    assert "004_736a836cdd19ca79.txt 第 85、125–127 行" in done.stdout


def test_the_summary_names_the_worst_doubts(archive: list[object], tmp_path: Path) -> None:
    heads = "（通讯员\n王五）\n推进会\n示范区昨日召开推进会部署下一步工作要求抓好落实\n"
    for n in range(7):
        report = f"本报讯（记者张三） 7月{n + 1}日上午，示范区召开推进会，部署下一步工作，要求抓好落实。\n\n"
        (tmp_path / f"seeds/doubt-{n}.txt").write_text(report + heads, "utf-8")
    done = run(*archive)
    assert done.returncode == 0
    assert "待核 7 篇" in done.stdout
    worst = [line for line in done.stdout.splitlines() if "》doubt-" in line]
    assert len(worst) == 5
    assert re.fullmatch(r"　\d+%《.+》doubt-0\.txt 第 1–6 行：标题、引题、副题对不对", worst[0])


def test_the_summary_says_what_came_of_new_pages(archive: list[object], tmp_path: Path) -> None:
    for n in range(5):
        report = f"本报讯（记者张三） 7月{n + 1}日上午，示范区召开第{n}次推进会，部署下一步工作。\n\n"
        (tmp_path / f"seeds/new-{n}.txt").write_text(f"{report}示范区召开第{n}次推进会\n", "utf-8")
    done = run(*archive)
    told = [line for line in done.stdout.splitlines() if "新收" in line]
    assert told == [*(f"新收 new-{n}.txt：1 篇" for n in range(3)), "另外新收版面 2 个，2 篇"]
    assert re.search(r"^　\d+%《.*第2次推进会.*》第 1–3 行", done.stdout, re.MULTILINE)
    assert "新收" not in run(*archive).stdout


def test_quiet_says_nothing(archive: list[object]) -> None:
    done = run(*archive, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--serve", "99999"],
        ["--base-url", "foo"],
        ["--unknown"],
        ["extra"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("seeds/empty.txt", b"", r"empty\.txt:1: .*空"),
        ("seeds/bad.txt", b"\xff\xfe\xff", r"bad\.txt:1: .*UTF-8"),
        ("seeds/000_71d5047f74db3cd3.yaml", b"date: yesterday\n", r"000_71d5047f74db3cd3\.yaml:1: date"),
        ("seeds/000_71d5047f74db3cd3.yaml", b"paper: a\npaper: [\n", r"000_71d5047f74db3cd3\.yaml:\d: YAML"),
        ("seeds/site.yaml", b"name: a\nbase-url: example.org\n", r"site\.yaml:2: base-url .*https"),
        ("seeds/site.yaml", b"nam: a\n", r"site\.yaml:1: nam .*name"),
        ("articles/new.md", "---\ntitle: 甲: 乙\n---\n".encode(), r"new\.md:2: YAML"),
        ("articles/new.md", b"no front matter", r"new\.md:1: .*---"),
        ("articles/new.md", b"\xff", r"new\.md:1: .*UTF-8"),
        ("templates/home.html", b"{{ nothing_known }}", r"home\.html:1: "),
        ("templates/home.html", b"\n{% if %}", r"home\.html:2: "),
    ],
)
def test_bad_input_gives_one_line_and_leaves_the_site_alone(
    archive: list[object], tmp_path: Path, file: str, content: bytes, says: str
) -> None:
    before = tree(tmp_path / "site") | tree(tmp_path / "articles")
    (tmp_path / file).write_bytes(content)
    done = run(*archive)
    after = tree(tmp_path / "site") | tree(tmp_path / "articles")
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.search(says, done.stderr)
    assert done.stderr.count("\n") == 1
    assert after == before | ({file.removeprefix("articles/"): after["new.md"]} if "articles" in file else {})


@pytest.mark.parametrize("name", ["seeds", "templates"])
def test_a_missing_folder_is_named(archive: list[object], tmp_path: Path, name: str) -> None:
    before = tree(tmp_path / "site")
    shutil.rmtree(tmp_path / name)
    done = run(*archive)
    assert done.returncode == 1
    assert done.stderr.startswith(str(tmp_path / name))
    assert done.stderr.count("\n") == 1
    assert tree(tmp_path / "site") == before


def test_an_unreadable_file_is_named(archive: list[object], tmp_path: Path) -> None:
    before = tree(tmp_path / "site")
    (tmp_path / "seeds/loop.txt").symlink_to("loop.txt")  # not even root can read it
    done = run(*archive)
    assert done.returncode == 1
    assert "loop.txt: " in done.stderr
    assert done.stderr.count("\n") == 1
    assert tree(tmp_path / "site") == before


def test_what_is_no_file_is_named(archive: list[object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "seeds/pipe.txt")
    done = run(*archive)
    assert done.returncode == 1
    assert "pipe.txt: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_error_in_another_process_is_one_line_too(archive: list[object], tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"seeds/many-{n}.txt").write_text("本报讯（记者张三） 近日，示范区召开会议。\n", "utf-8")
    (tmp_path / "seeds/many-7.txt").write_bytes(b"")
    done = run(*archive, "--jobs", 2)
    assert done.returncode == 1
    assert "many-7.txt:1: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_with_other_files_is_never_written_into(archive: list[object], tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/thesis.txt").write_text("years of work")
    done = run(*archive, "--site", tmp_path / "documents")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert tree(tmp_path / "documents").keys() == {"thesis.txt"}


def test_what_the_site_no_longer_has_is_removed_and_nothing_else(
    archive: list[object], tmp_path: Path
) -> None:
    (tmp_path / "site/CNAME").write_text("example.org")
    (tmp_path / "seeds/004_736a836cdd19ca79.txt").unlink()
    shutil.rmtree(tmp_path / "articles/004_736a836cdd19ca79")
    assert run(*archive).returncode == 0
    assert len((tmp_path / "site/data/articles.jsonl").read_text("utf-8").splitlines()) == 11
    pages = [path.read_text("utf-8") for path in (tmp_path / "site/articles").glob("*/index.html")]
    assert sum("这篇文章已撤下" in page for page in pages) == len(pages) - 11 == 10
    assert (tmp_path / "site/CNAME").read_text() == "example.org"


def test_warnings_fail_a_strict_build_only(archive: list[object], tmp_path: Path) -> None:
    first = min((tmp_path / "articles/000_71d5047f74db3cd3").iterdir())
    first.write_text(first.read_text("utf-8").replace("[[1, 68]]", "[[1, 60]]"), "utf-8")
    done, strict = run(*archive), run(*archive, "--strict", "--quiet")
    assert (done.returncode, strict.returncode) == (0, 1)
    assert "000_71d5047f74db3cd3.txt 第 61–68 行" in done.stderr
    assert done.stderr == strict.stderr


def test_the_same_input_gives_the_same_bytes_anywhere(archive: list[object], tmp_path: Path) -> None:
    part = (PROJECT / "seeds/002_5b264fb300413083.txt").read_text("utf-8").splitlines()[:80]
    for n in range(40):  # enough pages, and articles, for two processes
        (tmp_path / f"seeds/many-{n}.txt").write_text("\n".join(part), "utf-8")
    other = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "seeds", other / "seeds")
    assert run(*archive, "--jobs", 2, PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Shanghai").returncode == 0
    done = run(
        *archive, "--seeds", other / "seeds", "--articles", other / "articles", "--site", other / "site", "--jobs", 1,
        PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="UTC",
    )  # fmt: skip
    assert done.returncode == 0
    assert len(list((other / "articles").rglob("*.md"))) >= 100
    assert tree(tmp_path / "articles") == tree(other / "articles")
    assert tree(tmp_path / "site") == tree(other / "site")


def test_the_site_is_a_bag_whose_manifests_check(archive: list[object], tmp_path: Path) -> None:
    assert run(*archive).returncode == 0
    there = tree(tmp_path / "site")
    listed = []
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        listed += (tmp_path / "site" / name).read_text("utf-8").splitlines()
    assert there.pop("tagmanifest-sha256.txt")
    assert sorted(listed) == sorted(f"{there[path]}  {path}" for path in there)
    bagit.Bag(str(tmp_path / "site")).validate()


def test_an_empty_archive_is_a_normal_build(archive: list[object], tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = run(
        *archive, "--seeds", tmp_path / "nothing", "--articles", tmp_path / "none", "--site", tmp_path / "new"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "new/index.html").is_file()


def test_serve_answers_until_it_is_stopped(archive: list[object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(PROJECT / "build_site.py"), *map(str, archive), "--serve", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout
            assert any("http://" in line for line in server.stdout)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.html", timeout=10) as answer:
                assert "版面" in answer.read().decode()
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/no/such/page.html", timeout=10)
            assert "版面" in caught.value.read().decode()
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=10) == 0
        finally:
            server.kill()


@pytest.mark.parametrize(("name", "inside"), [("site", "articles/x"), ("articles", "seeds"), ("site", ".")])
def test_folders_do_not_stand_in_each_other(
    archive: list[object], tmp_path: Path, name: str, inside: str
) -> None:
    before = tree(tmp_path)
    done = run(*archive, f"--{name}", tmp_path / inside)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert tree(tmp_path) == before


def test_a_sidecar_without_a_page_is_announced(archive: list[object], tmp_path: Path) -> None:
    (tmp_path / "seeds/nothing.yaml").write_text("paper: 日报\n", "utf-8")
    assert "nothing.yaml" in run(*archive).stderr
