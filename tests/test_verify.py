"""A site that tells what is wrong with it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from test_render import TEMPLATES

from banmian.build import build
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.verify import verify

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("archive")
    build(Folders(ROOT / "seeds", root / "articles", TEMPLATES, root / "site"))
    return root / "site"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "elsewhere"))


def test_a_sound_site_is_sound_wherever_it_stands(site: Path) -> None:
    (site / "CNAME").write_text("example.org")
    found = verify(site)
    assert found.faults == ()
    assert found.strangers == ("CNAME",)
    assert found.links > 1000
    assert found.lines == sum(
        bool(line.strip())
        for seed in (ROOT / "seeds").glob("*.txt")
        for line in seed.read_text("utf-8").split("\n")
    )


def lose_a_page(site: Path) -> str:
    (site / "about/index.html").unlink()
    return "缺少文件：about/index.html"


def change_a_page(site: Path) -> str:
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("about/index.html", "about/index.htm"), "utf-8")
    return "链接落空：index.html 里的 about/index.htm"


def lose_a_line(site: Path) -> str:
    ledger = site / "data/ledger.json"
    pages = json.loads(ledger.read_bytes())
    (name, page) = next((name, page) for name, page in pages.items() if page["furniture"])
    first = page["furniture"].pop(0)[0]
    ledger.write_text(json.dumps(pages), "utf-8")
    return f"无主的行：{name} 第 {first}"


def claim_a_line_twice(site: Path) -> str:
    ledger = site / "data/ledger.json"
    pages = json.loads(ledger.read_bytes())
    name = min(pages)
    pages[name]["furniture"] = [[1, 1]]
    ledger.write_text(json.dumps(pages), "utf-8")
    return f"重复的行：{name} 第 1 行"


def lose_part_of_the_search(site: Path) -> str:
    for shard in (site / "search").glob("????????/[0-9]*.js"):
        shard.write_text("")
    return "检索自检"


@pytest.mark.parametrize(
    "spoil", [lose_a_page, change_a_page, lose_a_line, claim_a_line_twice, lose_part_of_the_search]
)
def test_what_is_wrong_is_named(site: Path, spoil: Callable[[Path], str]) -> None:
    said = spoil(site)
    assert any(fault.startswith(said) for fault in verify(site).faults)


def test_a_folder_without_a_site_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有 banmian 生成的网站"):
        verify(tmp_path)
