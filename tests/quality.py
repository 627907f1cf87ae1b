"""How well pages are split: measured on what a build writes, held against quality.json and the targets.

Usage: python tests/quality.py [--raise] [--errors]
Prints every figure of every set beside its target and exits with 1 if one has fallen below its pin.
--raise pins what is better than its pin now; no pin is ever lowered. --errors also prints all that
counted as wrong. What the figures mean is in score.py.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from score import score

from banmian.authorities import read_authorities, words_of
from banmian.bodies import unite
from banmian.page import find_seeds, read_page
from banmian.records import Article
from banmian.split import split_page
from banmian.tag import tag_page
from banmian.update import carry_out, plan_update
from banmian.words import fold

HERE = Path(__file__).parent
PROJECT = HERE.parent
PINS = HERE / "quality.json"
_PAGES = HERE / "pages"
_GRAIN = 10_000
"""Pins are kept to 1/_GRAIN, on the lenient side."""

Figures = dict[str, float]
Pins = dict[str, dict[str, Figures]]
"""set → ``at_least`` and ``at_most`` → figure → pin"""


@dataclass(frozen=True, slots=True)
class PageSet:
    """Pages whose articles are known."""

    seeds: Path
    gold: Path
    printed: Path | None = None
    """Texts that the scorer reads in place of the seeds of the same name: what the eye sees."""

    def texts(self) -> list[Path]:
        """Where the scorer finds the pages' texts, the first that has one believed."""
        return [folder for folder in (self.printed, self.seeds) if folder]


SETS = {
    "five": PageSet(PROJECT / "seeds", _PAGES / "five/gold"),
    "other": PageSet(_PAGES / "other/seeds", _PAGES / "other/gold"),
    "pdf": PageSet(_PAGES / "pdf/seeds", _PAGES / "pdf/gold"),
    "own": PageSet(_PAGES / "own/seeds", _PAGES / "own/gold", _PAGES / "own/printed"),
}

_TARGETS: dict[str, tuple[float | None, ...]] = {  # in the order of SETS
    "article_exact": (1.00, 0.97, 0.95, 0.95),
    "title_exact": (0.98, 0.95, 0.93, 0.93),
    "kicker_exact": (0.95, 0.90, 0.88, 0.85),
    "subtitle_exact": (0.95, 0.90, 0.88, 0.85),
    "boundary_f1": (1.00, 0.98, 0.97, 0.97),
    "body_end_f1": (1.00, 0.98, 0.97, 0.97),
    "reporters_f1": (1.00, 0.98, 0.97, 0.97),
    "correspondents_f1": (1.00, 0.98, 0.97, 0.97),
    "photographers_f1": (1.00, 0.98, 0.97, 0.97),
    "date_exact": (0.98, 0.97, 0.96, 0.95),
    "departments_recall": (1.00, 0.95, 0.94, 0.92),
    "departments_foreign": (0.0, 0.0, 0.0, 0.0),
    "subheads_recall": (1.00, 0.95, 0.93, 0.95),
    "conservation": (1.00, 1.00, 1.00, 1.00),
    "novel": (0.0, 0.0, 0.0, 0.0),
    "paragraphs_broken": (0.01, 0.02, 0.03, 0.02),
    "para_f1": (0.98, None, None, None),
}

_AT_MOST = (
    "novel",
    "paragraphs_broken",
    "departments_foreign",
    "kicker_extra",
    "subtitle_extra",
    "subheads_extra",
)
_AT_LEAST = (
    "article_exact", "line_f1", "boundary_f1", "body_end_f1", "title_exact", "title_printed", "title_null",
    "kicker_exact", "subtitle_exact", "subheads_recall", "reporters_f1", "correspondents_f1", "photographers_f1",
    "departments_recall", "date_exact", "kind_exact", "column_exact", "conservation", "conservation_raw", "para_f1",
)  # fmt: skip
_SHOWN_BY = {
    "line_f1": ("line_f1", "article_exact"),
    "title_printed": ("title_exact",),
    "title_null": ("title_exact",),
    "departments_foreign": ("departments_foreign",),
    "conservation_raw": ("conservation",),
}
"""figure → the scorer's errors that explain it, where they do not have its name"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a set of pages comes to now."""

    figures: Figures
    pages: Mapping[str, Mapping[str, Any]]
    """page → the scorer's figures for it"""
    errors: Sequence[Mapping[str, Any]]
    """All that the scorer counted as wrong."""

    def explain(self, figure: str) -> list[str]:
        """The articles that a figure suffers from."""
        metrics = _SHOWN_BY.get(figure, (figure.rpartition("_")[0], figure))
        return [_line(error) for error in self.errors if error["metric"] in metrics]


def _line(error: Mapping[str, Any]) -> str:
    article = f" #{error['article']}" if error["article"] else ""
    return f"{error['page']}{article} {error['metric']}: {error['detail']}"


@cache
def measure(name: str) -> Measured:
    """Split and tag the pages of a set as a build does, and score the files that it would write."""
    these = SETS[name]
    pages = [read_page(seed) for seed in find_seeds(these.seeds)]
    tagged = [tag_page(split_page(page)) for page in pages]
    foreign = [error for articles in tagged for article in articles for error in _foreign(article)]
    united = unite(tagged, read_authorities(these.seeds))
    with tempfile.TemporaryDirectory() as folder:
        made = list(zip(pages, united, strict=True))
        carry_out(plan_update(Path(folder), [], made), Path(folder))
        result = score(these.gold, Path(folder), these.texts())
    figures = {key: result["total"][key] for key in (*_AT_LEAST, *_AT_MOST) if key in result["total"]}
    figures["departments_foreign"] = len(foreign)
    known = {key: float(value) for key, value in figures.items() if value is not None}
    return Measured(known, result["pages"], [*result["errors"], *foreign])


def _foreign(article: Article) -> Iterator[dict[str, str]]:
    """Departments by names that the article does not print."""
    words = fold(words_of(article))
    for name in article.departments:
        if fold(name) not in words:
            page = article.source.file if article.source else ""
            yield {"page": page, "article": article.title, "metric": "departments_foreign", "detail": name}


def read_pins() -> Pins:
    """What must not fall any more."""
    pins: Pins = json.loads(PINS.read_text("utf-8")) if PINS.exists() else {}
    return pins


def fallen(figures: Figures, pins: Mapping[str, Figures]) -> dict[str, tuple[float, float]]:
    """figure → (measured, pinned) of those that are worse than pinned; one that is gone counts as worst."""
    low = {
        key: (figures.get(key, 0.0), pin)
        for key, pin in pins.get("at_least", {}).items()
        if figures.get(key, 0.0) < pin
    }
    high = {
        key: (figures.get(key, math.inf), pin)
        for key, pin in pins.get("at_most", {}).items()
        if figures.get(key, math.inf) > pin
    }
    return low | high


def report_fallen(name: str, pins: Mapping[str, Figures]) -> list[str]:
    """What has fallen in a set, each figure with the articles that it suffers from."""
    measured = measure(name)
    return [
        "\n    ".join((f"{name}: {key} is {value:.4f}, pinned at {pin}", *measured.explain(key)))
        for key, (value, pin) in fallen(measured.figures, pins).items()
    ]


def raised(figures: Figures, pins: Mapping[str, Figures]) -> dict[str, Figures]:
    """The pins of a set after what is better now has been pinned; none is lowered."""
    low, high = pins.get("at_least", {}), pins.get("at_most", {})
    slack = 1e-6  # of a grain: 0.29 * 100 is 28.999…
    return {
        "at_least": low
        | {
            key: max(low.get(key, 0.0), math.floor(figures[key] * _GRAIN + slack) / _GRAIN)
            for key in _AT_LEAST
            if key in figures
        },
        "at_most": high
        | {
            key: min(high.get(key, math.inf), math.ceil(figures[key] * _GRAIN - slack) / _GRAIN)
            for key in _AT_MOST
            if key in figures
        },
    }


# ------------------------------------------------------------ the table
def _table() -> Iterator[str]:
    yield f"{'':20}" + "".join(f"{name:<16}" for name in SETS)
    for figure in dict.fromkeys((*_TARGETS, *_AT_LEAST, *_AT_MOST)):
        targets = _TARGETS.get(figure, (None,) * len(SETS))
        cells = [
            _cell(figure, measure(name).figures.get(figure), target)
            for name, target in zip(SETS, targets, strict=True)
        ]
        yield (f"{figure:20}" + "".join(f"{cell:<16}" for cell in cells)).rstrip()


def _cell(figure: str, value: float | None, target: float | None) -> str:
    """A value, how it stands to its target, and a cross where it misses it."""
    if value is None:
        return "-"
    shown = f"{value:.0f}" if figure.endswith(("_extra", "_foreign")) else f"{value:.4f}"
    if target is None:
        return shown
    at_most = figure in _AT_MOST
    missed = value > target if at_most else value < target
    sign = (">" if at_most else "<") if missed else ("≤" if at_most else "≥")
    return f"{shown} {sign} {target:g}{' ✗' if missed else ''}"


def _page_table(name: str) -> Iterator[str]:
    columns = ("articles_gold", "articles_out", "article_exact", "title_exact", "body_end_f1", "para_f1")
    yield f"{name:20}" + "".join(f"{column:15}" for column in columns).rstrip()
    for page, figures in measure(name).pages.items():
        yield (f"{page[:19]:20}" + "".join(f"{_short(figures[column]):15}" for column in columns)).rstrip()


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def main() -> int:
    """Measure, print, and pin what has risen."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--raise", action="store_true", dest="pin", help="pin what is better now")
    arguments.add_argument("--errors", action="store_true", help="print all that counted as wrong")
    options = arguments.parse_args()
    pins = read_pins()
    print("\n".join(_table()))
    for name in SETS:
        print("", *_page_table(name), sep="\n")
    if options.errors:
        print("", *(f"{name}: {_line(error)}" for name in SETS for error in measure(name).errors), sep="\n")
    worse = [text for name in SETS for text in report_fallen(name, pins.get(name, {}))]
    if worse:
        print("\nbelow the pins of quality.json:", *worse, sep="\n")
    if options.pin:
        new = {name: raised(measure(name).figures, pins.get(name, {})) for name in SETS}
        PINS.write_text(json.dumps(new, indent=2) + "\n", "utf-8")
        print(f"\n{PINS.name} {'unchanged' if new == pins else 'raised'}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
