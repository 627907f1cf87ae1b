"""Pages with gold for the learners, and the files of weights that they write.

A folder that is named several times counts as often.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from banmian.page import Seed, find_seeds

Lesson = TypeVar("Lesson")
DATA = Path(__file__).parent.parent / "banmian" / "data"


def read_options(about: str | None) -> argparse.Namespace:
    """``write`` and ``folders`` from the command line."""
    arguments = argparse.ArgumentParser(description=about)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("folders", nargs="+", type=Path)
    return arguments.parse_args()


def read_pages(
    folders: Iterable[Path], read: Callable[[Seed, Path], Iterable[Lesson]]
) -> dict[str, list[Lesson]]:
    """Page → what ``read`` makes of its layouts and their gold: pages whose names agree up to the first ``-``."""
    by_page: defaultdict[str, list[Lesson]] = defaultdict(list)
    for folder in folders:
        for seed in find_seeds(folder / "seeds"):
            gold = folder / "gold" / f"{seed.path.stem}.json"
            if gold.is_file():
                by_page[seed.path.stem.split("-")[0]] += read(seed, gold)
    return dict(sorted(by_page.items()))


def folds(by_page: Mapping[str, Sequence[Lesson]], count: int) -> Iterator[tuple[list[Lesson], list[Lesson]]]:
    """(lessons to judge, lessons of all other pages to learn from), each page judged once."""
    names = list(by_page)
    for fold in range(count):
        judged = set(names[fold::count])
        yield (
            [lesson for name in names if name in judged for lesson in by_page[name]],
            [lesson for name in names if name not in judged for lesson in by_page[name]],
        )


def numbers(ranges: Sequence[Sequence[int]]) -> set[int]:
    """The lines that gold gives as ranges, first and last."""
    return {n for first, last in ranges for n in range(first, last + 1)}


def write_weights(name: str, rows: Iterable[str]) -> None:
    """Put new rows into banmian/data/NAME.txt; its remarks stay."""
    path = DATA / f"{name}.txt"
    remarks = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*remarks, *rows]) + "\n", "utf-8")
