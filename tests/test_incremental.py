"""No cache changes what comes out: whatever was edited since, a build gives what a build from nothing gives."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from kill import tree
from test_render import TEMPLATES

from banmian.build import Workshop
from banmian.cache import Cache
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.printing import Coder
from banmian.processes import Processes
from banmian.records import Article, Source

PROJECT = Path(__file__).parent.parent
SEEDS = sorted((PROJECT / "seeds").glob("*.txt"))
WORDS = "城镇 道路 学校 医院 工程 农田 企业 社区".split()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    for name in ("seeds", "articles"):
        (tmp_path / name).mkdir()
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return Folders(tmp_path / "seeds", tmp_path / "articles", tmp_path / "templates", tmp_path / "site")


def cold(folders: Folders, scratch: Path) -> dict[str, str]:
    """The site that a build without a cache makes of the same seeds and articles, in an empty folder."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for name in ("seeds", "articles", "templates"):
        shutil.copytree(getattr(folders, name), scratch / name)
    copy = Folders(scratch / "seeds", scratch / "articles", scratch / "templates", scratch / "site")
    Workshop(copy, "https://example.org/a/").build()
    return tree(copy.site) | {f"articles/.{name}": code for name, code in tree(copy.articles).items()}


def made_by(draw: random.Random) -> str:
    return "".join(f"{draw.choice(WORDS)}{draw.choice(WORDS)}有了新变化。" for _ in range(draw.randint(1, 4)))


def add_seed(folders: Folders, draw: random.Random) -> None:
    seed = draw.choice(SEEDS)
    name = f"{draw.randint(1, 4)}-{seed.stem}"
    (folders.seeds / f"{name}.txt").write_bytes(seed.read_bytes())
    if draw.random() < 0.5:
        day = f"20{draw.randint(10, 20)}-03-{draw.randint(10, 28)}"
        (folders.seeds / f"{name}.yaml").write_text(f"paper: 甲报\ndate: {day}\n", "utf-8")


def take_seed(folders: Folders, draw: random.Random) -> None:
    for seed in draw.sample(there := sorted(folders.seeds.glob("*.txt")), min(len(there), 1)):
        seed.unlink()
        seed.with_suffix(".yaml").unlink(missing_ok=True)


def rename_seed(folders: Folders, draw: random.Random) -> None:
    for seed in draw.sample(there := sorted(folders.seeds.glob("*.txt")), min(len(there), 1)):
        seed.rename(seed.with_name(f"r{draw.randint(1, 99)}-{seed.name[-20:]}"))


def correct_seed(folders: Folders, draw: random.Random) -> None:
    for seed in draw.sample(there := sorted(folders.seeds.glob("*.txt")), min(len(there), 1)):
        lines = seed.read_text("utf-8", errors="replace").split("\n")
        place = draw.randrange(len(lines))
        lines[place : place + draw.randint(0, 1)] = [made_by(draw)]
        seed.write_text("\n".join(lines), "utf-8")


def write_article(folders: Folders, draw: random.Random) -> None:
    name = f"own{draw.randint(1, 3)}"
    (folders.articles / f"{name}.md").write_text(
        f"---\nid: {name}\ntitle: {made_by(draw)}\ndate: 2019-0{draw.randint(1, 9)}-01\n"
        f"departments: [{draw.choice(WORDS)}局]\nreporters: [张三]\n---\n\n{made_by(draw)}\n",
        "utf-8",
    )


def correct_article(folders: Folders, draw: random.Random) -> None:
    for path in draw.sample(there := sorted(folders.articles.rglob("*.md")), min(len(there), 1)):
        path.write_text(f"{path.read_text('utf-8')}\n{made_by(draw)}\n", "utf-8")


def withdraw_article(folders: Folders, draw: random.Random) -> None:
    for path in draw.sample(there := sorted(folders.articles.rglob("*.md")), min(len(there), 1)):
        text = path.read_text("utf-8")
        path.write_text(text.replace("\n---\n", "\nwithdrawn: 应要求撤下\n---\n", 1), "utf-8")


def delete_article(folders: Folders, draw: random.Random) -> None:
    for path in draw.sample(there := sorted(folders.articles.rglob("*.md")), min(len(there), 1)):
        path.unlink()


def change_template(folders: Folders, draw: random.Random) -> None:
    path = folders.templates / draw.choice(("article.html", "source.html", "department.html"))
    path.write_text(f"{path.read_text('utf-8')}{{# {draw.random()} #}}<!-- {draw.randint(1, 9)} -->", "utf-8")


def name_archive(folders: Folders, draw: random.Random) -> None:
    (folders.seeds / "site.yaml").write_text(f"name: {draw.choice(WORDS)}档案\n", "utf-8")


def damage_site(folders: Folders, draw: random.Random) -> None:
    for path in draw.sample(there := sorted(folders.site.rglob("*.html")), min(len(there), 2)):
        path.unlink() if draw.random() < 0.5 else path.write_text("坏了", "utf-8")


EDITS: tuple[Callable[[Folders, random.Random], None], ...] = (
    add_seed,
    add_seed,
    take_seed,
    rename_seed,
    correct_seed,
    write_article,
    correct_article,
    withdraw_article,
    delete_article,
    change_template,
    name_archive,
    damage_site,
)


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_come_out_as_from_nothing(
    seed: int, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    draw = random.Random(seed)
    cache = Cache(tmp_path / "cache")
    done: list[str] = []
    add_seed(folders, draw)
    for _ in range(4):
        Workshop(folders, "https://example.org/a/", Processes(draw.randint(1, 2)), cache).build()
        site = tree(folders.site) | {
            f"articles/.{name}": code for name, code in tree(folders.articles).items()
        }
        expected = cold(folders, tmp_path / "cold")
        assert sorted(site) == sorted(expected), done
        assert [path for path in site if site[path] != expected[path]] == [], done
        for edit in draw.choices(EDITS, k=draw.randint(1, 3)):
            edit(folders, draw)
            done.append(edit.__name__)


def test_equal_things_have_equal_codes_in_every_process() -> None:
    ask = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from banmian.printing import Coder\nfrom banmian.records import Article, Source\n"
        "one = Article(id='a', title=''.join(['标', '题']), body='甲', departments=('乙', ''.join('乙')), title_source='page',"
        " source=Source('x.txt', ((1, 2),)))\n"
        "print(Coder(b'1').code({'article': one, 'others': [one, one], 'text': 'a' * 3}).hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", ask, PROJECT],
            env={**os.environ, "PYTHONHASHSEED": str(n)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for n in (1, 2)
    }
    one, other = (
        Article(
            id="a",
            title="标题",
            body="甲",
            departments=("乙", "乙"),
            title_source="page",
            source=Source("x.txt", lines),
        )
        for lines in (((1, 2),), ((1, 3),))
    )
    shown = {"article": one, "others": [one, one], "text": "aaa"}
    assert said == {Coder(b"1").code(shown).hex()}
    assert Coder(b"2").code(shown) != Coder(b"1").code(shown) != Coder(b"1").code({**shown, "article": other})


@pytest.fixture
def run(folders: Folders, tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Builds as a user does; (exit code, output, complaints)."""
    (folders.seeds / "a.txt").write_bytes(SEEDS[0].read_bytes())
    command = [sys.executable, str(PROJECT / "build_site.py")]
    for name in ("seeds", "articles", "templates", "site"):
        command += [f"--{name}", str(getattr(folders, name))]

    def run(*more: str) -> tuple[int, str, str]:
        environment = {**os.environ, "BANMIAN_CACHE": str(tmp_path / "user")}
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=False, env=environment)
        return done.returncode, done.stdout, done.stderr

    return run


def times(folder: Path) -> Mapping[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_nothing_changed_is_said_and_nothing_is_written(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    time.sleep(0.05)  # the seed is older than a disk's clock is coarse
    assert run()[0] == 0
    (kept,) = (tmp_path / "user").glob("*.json")
    assert json.loads(kept.read_text("utf-8"))["summary"].startswith("版面 1 个")
    before = times(tmp_path)
    code, said, _ = run()
    assert code == 0
    assert "写入 0 个，删除 0 个" in said
    assert "新收" not in said
    assert times(tmp_path) == before


def test_whatever_changed_is_seen(folders: Folders, run: Callable[..., tuple[int, str, str]]) -> None:
    time.sleep(0.05)
    run()
    page = folders.site / "index.html"
    for change in (
        page.unlink,
        lambda: page.write_text("坏了", "utf-8"),
        lambda: (folders.templates / "home.html").write_text("<p>{{ archive_name }}</p>", "utf-8"),
    ):
        change()
        assert run()[0] == 0
        assert "版面" in page.read_text("utf-8")
    (folders.articles / "b.md").write_text("没有开头", "utf-8")
    assert run()[0] == 1
    (folders.articles / "b.md").unlink()
    assert run("--base-url", "https://example.org")[0] == 0
    assert "https://example.org" in (folders.site / "sitemap.xml").read_text("utf-8")


def test_what_is_written_while_a_build_is_at_work_stays_and_is_shown(folders: Folders) -> None:
    (folders.seeds / "a.txt").write_bytes(SEEDS[0].read_bytes())
    Workshop(folders).build()
    (folders.seeds / "a.txt").write_bytes(SEEDS[0].read_bytes() + "\n完\n".encode())
    file = min(folders.articles.rglob("*.md"))
    written = f"{file.read_text('utf-8')}\n刚刚补上的一句。\n"
    times_told: list[str] = []

    def write(stage: str, *_: int) -> None:
        if stage == "生成网页" and not times_told:
            times_told.append(stage)
            file.write_text(written, "utf-8")

    Workshop(folders).build(write)
    assert times_told
    assert file.read_text("utf-8") == written
    assert any(
        "刚刚补上的一句" in page.read_text("utf-8") for page in folders.site.glob("articles/*/index.html")
    )


def test_whoever_never_stops_writing_is_told(folders: Folders) -> None:
    (folders.articles / "a.md").write_text("---\ntitle: 甲\n---\n\n正文。\n", "utf-8")
    Workshop(folders).build()
    before = tree(folders.site)
    count = iter(range(100))

    def write(*_: object) -> None:
        (folders.articles / "a.md").write_text(f"---\ntitle: 甲{next(count)}\n---\n\n正文。\n", "utf-8")

    with pytest.raises(InputError, match=r"a\.md: 生成的时候这个文件被改动了"):
        Workshop(folders).build(write)
    assert tree(folders.site) == before


def test_a_cache_that_cannot_be_used_is_as_good_as_none(
    folders: Folders, run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    run()
    before = tree(folders.site)
    for kept in (tmp_path / "user").iterdir():
        kept.write_bytes(kept.read_bytes()[:40] + b"\0garbage")
    (folders.site / "index.html").unlink()
    assert run()[0] == 0
    assert tree(folders.site) == before
    shutil.rmtree(tmp_path / "user")
    (tmp_path / "user").write_text("no folder")
    (folders.site / "index.html").unlink()
    assert run()[0] == 0
    assert tree(folders.site) == before


def test_old_caches_go_and_files_of_others_stay(tmp_path: Path) -> None:
    old, theirs = tmp_path / f"{'0' * 16}.pickle", tmp_path / "diary.txt"
    for path in (old, theirs):
        path.write_text("x")
        os.utime(path, (0, 0))
    Cache(tmp_path / f"{'1' * 16}.pickle").save({})
    assert not old.exists()
    assert theirs.exists()
