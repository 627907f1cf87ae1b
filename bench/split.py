"""How fast pages are split and tagged on one core beside the target, and how the time grows with a page's lines.

Usage: python bench/split.py [--rounds N]
Growth is the time of a page 2, 4 and 8 times as long over that of the short one; a step that takes
time in proportion to the lines stays near 2, 4 and 8, a quadratic one goes to 4, 16 and 64.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from banmian.confidence import judge_page
from banmian.page import find_seeds, read_page
from banmian.records import Page
from banmian.split import split_page
from banmian.tag import tag_page

_T = TypeVar("_T")
_PROJECT = Path(__file__).parent.parent
_FOLDERS = (_PROJECT / "seeds", *sorted((_PROJECT / "tests" / "pages").glob("*/seeds")))
_TARGET = 20
"""Pages a second."""
_SHORT = 200
"""Lines of the page whose growth is measured; long enough for several articles."""
_TIMES = (1, 2, 4, 8)
_STARTS = 5
"""Places in the lines of all pages at which pages of each length are cut."""
_LONG = 1000
"""Lines of the shortest page that repeats one thing; a step that grows with their square shows only here."""


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor time of some work: the least of several rounds, since all else only adds to it."""

    def once() -> float:
        start = process_time()
        work()
        return process_time() - start

    return min(once() for _ in range(rounds))


def cut_pages(pages: Sequence[Page], length: int) -> Iterator[Page]:
    """Pages of a length, each of other lines: runs of all pages' lines, read on from the end to the start."""
    lines = [line for page in pages for line in (*page.lines, "")]
    for n in range(_STARTS):
        start = n * len(lines) // _STARTS
        around = (*lines[start:], *lines[:start])
        yield replace(pages[0], lines=tuple(islice(around, length)))


# ------------------------------------------------------------ pages of one thing over and over
def _words(draw: Random, count: int) -> str:
    return "".join(chr(draw.randrange(0x4E00, 0x5B00)) for _ in range(count))


def _caption(draw: Random) -> list[str]:
    text = f"▲图为{_words(draw, 11)}"
    return ["", _words(draw, 9), "", text, f"{_words(draw, 12)}。", f"本报记者 王{_words(draw, 2)} 摄"]


def _brief(draw: Random) -> list[str]:
    return ["", _words(draw, 9), "", f"本报讯 {_words(draw, 12)}，", f"{_words(draw, 12)}。"]


def _paragraph(draw: Random) -> list[str]:
    return ["", _words(draw, 15), *(_words(draw, 17) for _ in range(4)), f"{_words(draw, 9)}。"]


def _stanza(draw: Random) -> list[str]:
    return ["", *(_words(draw, draw.randint(4, 9)) for _ in range(4))]


_KINDS: Mapping[str, Callable[[Random], list[str]]] = {
    "captions": _caption,
    "credited lines": lambda draw: [f"▲图为{_words(draw, 9)}。本报记者 王{_words(draw, 2)} 摄"],
    "credits": lambda draw: [f"本报记者 王{_words(draw, 2)} 摄"],
    "briefs": _brief,
    "prose": _paragraph,
    "verse": _stanza,
    "head lines": lambda draw: ["", _words(draw, 9)],
    "a list": lambda draw: ["", _words(draw, 11)],
    "letters": lambda draw: [_words(draw, 1)],
    "addresses": lambda _: ["https://www.example.org/page"],
    "one mark": lambda _: ["（" * 12],
}


def repeat(kind: str, length: int) -> Page:
    """A page of one thing over and over, each time in other words."""
    draw = Random(0)
    lines: list[str] = []
    while len(lines) < length:
        lines += _KINDS[kind](draw)
    return Page(kind, tuple(lines[:length]))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds

    sets = {folder: [read_page(seed) for seed in find_seeds(folder)] for folder in _FOLDERS}
    pages = [page for those in sets.values() for page in those]
    make_articles(pages)  # a warm start: vocabularies read, patterns compiled
    spent = {folder: seconds(partial(make_articles, those), rounds) for folder, those in sets.items()}
    for folder, those in sets.items():
        print(_speed(str(folder.relative_to(_PROJECT)), those, spent[folder]))
    print(_speed("all", pages, sum(spent.values())))

    print(f"\ntime over that of {_SHORT} lines{'':10}" + "".join(f"{f'×{times}':>8}" for times in _TIMES))
    longer = [list(cut_pages(pages, _SHORT * times)) for times in _TIMES]
    split = [[split_page(page) for page in same] for same in longer]
    print(_growth("split", [seconds(partial(_each, split_page, same), rounds) for same in longer]))
    print(_growth("tag", [seconds(partial(_each, tag_page, same), rounds) for same in split]))

    print(f"\ntime over that of {_LONG} lines{'':9}" + "".join(f"{f'×{times}':>8}" for times in _TIMES))
    for kind in _KINDS:
        print(_growth(kind, [seconds(partial(_judge, repeat(kind, _LONG * times)), 1) for times in _TIMES]))


def make_articles(pages: Sequence[Page]) -> None:
    """What a build does with pages before it writes."""
    for page in pages:
        tag_page(split_page(page))


def _judge(page: Page) -> None:
    split = split_page(page)
    tag_page(split)
    judge_page(split)


def _each(step: Callable[[_T], object], items: Sequence[_T]) -> None:
    for item in items:
        step(item)


def _speed(name: str, pages: Sequence[Page], spent: float) -> str:
    speed = len(pages) / spent
    lines = round(mean(len(page.printed()) for page in pages))
    return f"{name:24}{len(pages):3} pages of {lines:3} lines: {speed:5.1f} a second, {speed / _TARGET:.2f} of the target"


def _growth(name: str, spent: Sequence[float]) -> str:
    return f"{name:34}" + "".join(f"{time / spent[0]:8.2f}" for time in spent)


if __name__ == "__main__":
    main()
