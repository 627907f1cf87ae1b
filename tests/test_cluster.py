"""The same bytes from a Dask cluster of several processes, though one of them is killed in mid-build."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest
from kill import tree
from test_render import TEMPLATES

from banmian.build import Workshop
from banmian.cluster import Cluster
from banmian.errors import InputError
from banmian.folders import Folders

PROJECT = Path(__file__).parent.parent
EPOCH = "1772409600"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    options = {"n_workers": 3, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster:  # type: ignore[no-untyped-call]
        yield cluster


def archive(root: Path) -> Folders:
    """The five pages of the repository."""
    (root / "articles").mkdir(parents=True)
    shutil.copytree(PROJECT / "seeds", root / "seeds")
    return Folders(root / "seeds", root / "articles", TEMPLATES, root / "site")


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    here, there = archive(tmp_path / "here"), archive(tmp_path / "there")
    Workshop(here).build()
    killed: list[int] = []

    def kill(stage: str, done: int, _: int) -> None:
        if (stage, done) in (("拆分版面", 3), ("编制索引", 0)):
            victim: int = list(cluster.workers.values())[-1].pid
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    Workshop(there, crew=Cluster(cluster.scheduler_address)).build(kill)
    assert len(killed) == 2
    for name in ("articles", "site"):
        assert tree(getattr(there, name)) == tree(getattr(here, name))


def test_the_command_line_builds_on_a_cluster(cluster: Any, tmp_path: Path) -> None:
    folders = archive(tmp_path)
    command = [sys.executable, str(PROJECT / "build_site.py"), "--scheduler", cluster.scheduler_address]
    for name in ("seeds", "articles", "site"):
        command += [f"--{name}", str(getattr(folders, name))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "版面" in done.stdout
    assert (folders.site / "search/manifest.js").is_file()


def test_a_template_that_is_wrong_is_told_as_ever(cluster: Any, tmp_path: Path) -> None:
    folders = archive(tmp_path)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    folders = Folders(folders.seeds, folders.articles, tmp_path / "templates", folders.site)
    (folders.templates / "article.html").write_text("\n{% for %}", "utf-8")
    with pytest.raises(InputError, match=r"article\.html:2: 模板有误"):
        Workshop(folders, crew=Cluster(cluster.scheduler_address)).build()
    assert not folders.site.exists()


def test_nobody_at_the_address_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banmian.cluster._PATIENCE", 1)
    with pytest.raises(InputError, match="连不上集群"):
        Cluster("tcp://127.0.0.1:9")
    with pytest.raises(InputError, match="连不上集群"):
        Cluster("nonsense://")
