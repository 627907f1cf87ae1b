"""Learn what the signs of a rightly read headline count (banmian/data/confidence.txt), and measure verdicts.

Usage: python bench/learn_confidence.py [--write [--blend]] FOLDER...
Each FOLDER holds seeds/ and gold/. With --write the weights are first learned from the articles whose body was
split rightly. Then all verdicts are held against gold: of how sure articles are how many wrong.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent))

from gold import read_options, write_weights
from learn_boundaries import learn
from score import load_gold, ok_title

from banmian.confidence import judge_page, likeness_of, read_heads, signs
from banmian.page import find_seeds, read_page
from banmian.records import DOUBTFUL, Article
from banmian.split import split_page
from banmian.tag import tag_page
from banmian.vocabulary import weights

_BANDS = (0.0, 0.3, 0.5, DOUBTFUL, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True)
class Judged:
    """An article and what gold says of it."""

    signs: dict[str, float]
    body: bool
    """Its lines are right, those of the headline aside."""
    right: bool
    """Its lines and its title are right."""
    sure: float


def judged(folder: Path) -> Iterator[Judged]:
    """Every article of the folder's pages."""
    gold = {page.name: page for page in load_gold(folder / "gold", [folder / "seeds"])}
    for seed in find_seeds(folder / "seeds"):
        if seed.path.stem in gold:
            split = split_page(read_page(seed))
            articles = {article.source: article for article in tag_page(split)}
            heads = read_heads(split.drafts, likeness_of(split.drafts))
            for head, verdict in zip(heads, judge_page(split), strict=True):
                numbers = {line.number for line in head.lines}
                right = _against(gold[seed.path.stem], articles[verdict.source], numbers)
                yield Judged({"always": 1.0, **signs(head)}, *right, verdict.sure)


def _against(page: Any, article: Article, heads: set[int]) -> tuple[bool, bool]:
    """(body right, all right) by the gold article that has most of the lines."""
    assert article.source
    lines = article.source.numbers() & page.nonblank
    true = max(page.arts, key=lambda one: len(lines & one["_lines"]) / len(lines | one["_lines"]))
    shared = page.shared.get(true["id"], set())
    body = lines - heads - true["_head"] - shared == set(true["_body"]) - heads - shared
    title = ok_title(true, SimpleNamespace(title=article.title, title_source=article.title_source))
    return body, lines - shared == true["_lines"] - shared and title


def relearn(data: Sequence[Judged], *, blend: bool = False) -> None:
    """Learn from these articles; the remarks of the file stay."""
    samples = [(one.signs, one.right) for one in data if one.body]
    names = sorted({name for seen, _ in samples for name in seen})
    rows = [f"{name} {count:.2f}" for name, count in zip(names, learn(samples, names), strict=True)]
    write_weights("confidence", rows, blend=blend)
    weights.cache_clear()


def main() -> None:
    """Learn and measure as the command line says."""
    options = read_options(__doc__)
    if options.write:
        relearn([one for folder in options.folders for one in judged(folder)], blend=options.blend)
    data = [one for folder in options.folders for one in judged(folder)]
    for low, high in pairwise(_BANDS):
        band = [one for one in data if low <= one.sure < high]
        wrong = sum(not one.right for one in band)
        print(f"sure {low:.2f} to {high:.2f}: {len(band):4} articles, {wrong:3} wrong")


if __name__ == "__main__":
    main()
