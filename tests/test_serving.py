"""`--serve`: an open page follows the files, says what is wrong with them, and no one else is let in."""

import http.client
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from banmian.build import Workshop, build
from banmian.folders import Folders

PROJECT = Path(__file__).parent.parent
SEED = "000_71d5047f74db3cd3"


def folders_in(root: Path) -> Folders:
    return Folders(*(root / name for name in ("seeds", "articles", "templates", "site")))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@dataclass(frozen=True)
class Served:
    """An archive of one page that is being served."""

    folders: Folders
    port: int

    @property
    def article(self) -> Path:
        """The file of its first article."""
        return min((self.folders.articles / SEED).iterdir())

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def ask(self, path: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
        """Status and content, with nothing done to the path on the way."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folders = folders_in(tmp_path_factory.mktemp("served"))
    folders.seeds.mkdir()
    shutil.copy(PROJECT / f"seeds/{SEED}.txt", folders.seeds)
    shutil.copytree(PROJECT / "templates", folders.templates)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    named = [
        part
        for name in ("seeds", "articles", "templates", "site")
        for part in (f"--{name}", getattr(folders, name))
    ]
    command = [sys.executable, PROJECT / "build_site.py", *named, "--serve", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout
            assert any("http://" in line for line in server.stdout)
            yield Served(folders, port)
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=10) == 0
        finally:
            server.kill()


def test_an_open_page_follows_its_article(served: Served, page: Page) -> None:
    text = served.article.read_text("utf-8")
    page.goto(served.address("articles/orwj3artw3/index.html"))
    expect(page.locator("h1")).to_contain_text("工业强区亮点多")
    served.article.write_text(text.replace("工业强区亮点多", "改过的标题"), "utf-8")
    expect(page.locator("h1")).to_contain_text("改过的标题", timeout=60_000)
    served.article.write_text(text, "utf-8")
    expect(page.locator("h1")).to_contain_text("工业强区亮点多", timeout=60_000)


def test_a_page_says_in_one_line_what_is_wrong_until_it_is_mended(served: Served, page: Page) -> None:
    text = served.article.read_text("utf-8")
    page.goto(served.address("index.html"))
    alert = page.get_by_role("alert")
    served.article.write_text(text.replace("title: ", "title: 甲: "), "utf-8")
    expect(alert).to_contain_text(f"没有更新：{served.article}:3: YAML", timeout=60_000)
    before = tree(served.folders.site)
    served.article.write_text(text.replace("kind: news", "kind: nothing"), "utf-8")
    expect(alert).to_contain_text("kind", timeout=60_000)
    assert tree(served.folders.site) == before
    served.article.write_text(text, "utf-8")
    expect(alert).to_have_count(0, timeout=60_000)


def test_a_new_page_is_all_it_takes(served: Served, page: Page) -> None:
    page.goto(served.address("index.html"))
    new = served.folders.seeds / "new.txt"
    new.write_text(
        "本报讯（记者张三） 7月1日上午，示范区召开推进会，部署下一步工作。\n\n推进会召开\n", "utf-8"
    )
    expect(page.locator("main")).to_contain_text("推进会召开", timeout=60_000)


def test_the_files_stay_as_a_build_makes_them(served: Served) -> None:
    for path, content in tree(served.folders.site).items():
        assert b"/-/live.js" not in content, path
    assert b"/-/live.js" in served.ask("/index.html")[1]
    assert b"/-/live.js" in served.ask("/")[1]


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "", "localhost@example.org"])
def test_another_name_is_not_answered(served: Served, host: str) -> None:
    assert served.ask("/index.html", host)[0] == 421
    assert served.ask("/-/changes", f"{host}:{served.port}")[0] == 421


@pytest.mark.parametrize(
    "path",
    ["/../seeds/new.txt", "/%2e%2e/templates/base.html", "/..%2ftemplates/base.html", "/data/", "/-/../../x"],
)
def test_nothing_but_the_site_is_served_and_no_lists(served: Served, path: str) -> None:
    status, content = served.ask(path)
    assert status == 404
    assert "没有这个页面" in content.decode()


def test_what_a_workshop_makes_after_changes_is_what_a_build_makes(tmp_path: Path) -> None:
    """After a seed, its sidecar, an article, the defaults and a template have changed, one after the other."""
    once = folders_in(tmp_path)
    once.seeds.mkdir()
    for name in (SEED, "004_736a836cdd19ca79"):
        shutil.copy(PROJECT / f"seeds/{name}.txt", once.seeds)
    shutil.copytree(PROJECT / "templates", once.templates)
    workshop = Workshop(once)
    workshop.build()
    edited = min((once.articles / SEED).iterdir())

    def add(path: Path, text: str) -> None:
        old = path.read_text("utf-8") if path.exists() else ""
        path.write_text(old + text, "utf-8")

    for path, text in (
        (once.seeds / f"{SEED}.yaml", "paper: 日报\n"),
        (once.seeds / "defaults.yaml", "date: 2020-07-28\n"),
        (edited, "\n又添了一段。\n"),
        (once.seeds / "004_736a836cdd19ca79.txt", "\n本报讯（记者张三） 昨日，示范区召开推进会。\n"),
        (once.templates / "base.html", "<!-- 添了 -->\n"),
    ):
        add(path, text)
        states: list[str] = []
        report = workshop.build(pages_ready=partial(states.append, path.name))
        assert report.published.written
        assert states == [path.name]
        cold = Folders(once.seeds, tmp_path / "copy", once.templates, tmp_path / f"cold-{path.name}")
        shutil.copytree(once.articles, cold.articles)
        build(cold)
        assert tree(once.site) == tree(cold.site), path
        shutil.rmtree(cold.articles)
