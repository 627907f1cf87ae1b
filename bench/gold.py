"""Pages with gold for the learners, and the files of weights that they write.

A folder that is named several times counts as often.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from banmian.page import Seed, find_seeds

Lesson = TypeVar("Lesson")
DATA = Path(__file__).parent.parent / "banmian" / "data"


def read_options(about: str | None) -> argparse.Namespace:
    """``write``, ``blend`` and ``folders`` from the command line."""
    arguments = argparse.ArgumentParser(description=about)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument(
        "--blend", action="store_true", help="with --write: half of the former weights stay"
    )
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


def write_weights(name: str, rows: Iterable[str], columns: int = 1, *, blend: bool = False) -> None:
    """Put new rows of names and so many numbers into banmian/data/NAME.txt; its remarks stay.

    ``blend``: the mean of these and of what stands there, so that what pages taught that are not among those of now
    is not forgotten.
    """
    path = DATA / f"{name}.txt"
    lines = path.read_text("utf-8").splitlines()
    remarks = [line for line in lines if line.startswith("#")]
    former = [line for line in lines if line and not line.startswith("#")]
    kept = mean(rows, former, columns) if blend else rows
    path.write_text("\n".join([*remarks, *kept]) + "\n", "utf-8")


def mean(rows: Iterable[str], former: Iterable[str], columns: int) -> Iterator[str]:
    """The mean of each row of both; what one lacks is 0 there."""
    both = [
        {tuple(row.split()[:-columns]): row.split()[-columns:] for row in some} for some in (rows, former)
    ]
    for names in dict.fromkeys(chain.from_iterable(both)):
        pairs = zip(*(one.get(names, ["0"] * columns) for one in both), strict=True)
        numbers = [round((float(one) + float(other)) / 2, 2) for one, other in pairs]
        if any(numbers):
            yield " ".join([*names, *map(brief, numbers)])


def brief(number: float) -> str:
    """Two places behind the point, and no 0 before it."""
    return f"{number:.2f}".replace("0.", ".", 1) if number else "0"
