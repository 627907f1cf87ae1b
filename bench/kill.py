"""Builds that are killed at any moment: the site is the former one or the next one, whole, and the next build succeeds.

Usage: python bench/kill.py [--count N] [--seed N]
An editor's article says one thing and another in turns; each build is ended by SIGKILL at a random moment. What
then stands in the site's folder is held against both whole sites, and a build that is left alone against the right one.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_TITLES = ("第一个标题", "第二个标题")


def tree(folder: Path) -> dict[str, str]:
    """Path → checksum of all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Archive:
    """An archive of one page and one article that an editor wrote."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self._root = root
        (root / "seeds").mkdir()
        seed = min((_ROOT / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
        (root / "seeds/a.txt").write_bytes(seed.read_bytes())
        (root / "articles").mkdir()

    def write(self, title: str) -> None:
        """What the editor writes."""
        self.text = f"---\nid: own\ntitle: {title}\ndepartments: [区文化馆]\n---\n\n正文。\n"
        (self._root / "articles/own.md").write_text(self.text, "utf-8")

    def build(self, kill_after: float | None = None) -> float:
        """Run a build, or the first seconds of one; how long it took."""
        folders = [
            part for name in ("seeds", "articles", "site") for part in (f"--{name}", str(self._root / name))
        ]
        start = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, str(_ROOT / "build_site.py"), *folders, "--quiet"],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1772409600"},
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            _, said = process.communicate(timeout=kill_after)
            assert process.returncode == 0, said.decode()
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        return time.monotonic() - start


def try_out(root: Path, count: int, seed: int) -> list[str]:
    """Kill so many builds; what was wrong."""
    draw = random.Random(seed)
    archive = Archive(root)
    whole = []
    for title in _TITLES * 2:  # the second time the history of changes is what it will stay
        archive.write(title)
        took = archive.build()
        whole.append(tree(archive.site))
    whole = whole[2:]
    wrong = []
    for nth in range(count):
        wanted = nth % 2
        archive.write(_TITLES[wanted])
        after = draw.uniform(0.0, took * 1.1)
        archive.build(after)
        if tree(archive.site) not in whole:
            wrong.append(f"killed after {after:.3f} s: the site is neither the former nor the next")
        if (root / "articles/own.md").read_text("utf-8") != archive.text:
            wrong.append(f"killed after {after:.3f} s: the editor's file was touched")
        if nth % 4 == 3:
            archive.build()
            if tree(archive.site) != whole[wanted]:
                wrong.append(f"the build after the one killed after {after:.3f} s gave another site")
            left = [path.name for path in root.iterdir() if path.name not in ("seeds", "articles", "site")]
            wrong += [f"left behind: {name}" for name in left]
    return wrong


def main() -> None:
    """Try as often as asked for; exit 1 if anything was wrong."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = try_out(Path(folder), options.count, options.seed)
    print("\n".join([*wrong, f"{options.count} builds killed, {len(wrong)} times something was wrong"]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
