"""How well pages are split may only rise; the pages of our own are fair, one trouble each."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from quality import SETS, fallen, measure, raised, read_pins, report_fallen

from banmian.page import Seed, find_seeds, read_page
from banmian.split import split_page
from banmian.tag import tag_page

OWN = SETS["own"]
PRINTED = sorted(OWN.printed.iterdir()) if OWN.printed else []


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls(name: str) -> None:
    falls = report_fallen(name, read_pins()[name])
    assert not falls, "\n" + "\n".join(falls)


@pytest.mark.parametrize("name", SETS)
def test_every_figure_of_a_set_is_pinned(name: str) -> None:
    pins = read_pins()[name]
    assert measure(name).figures.keys() == pins["at_least"].keys() | pins["at_most"].keys()


def test_a_figure_that_is_worse_or_gone_has_fallen() -> None:
    pins = {"at_least": {"title_exact": 0.9, "para_f1": 0.5}, "at_most": {"novel": 0.1}}
    assert fallen({"title_exact": 0.9, "para_f1": 0.5, "novel": 0.1}, pins) == {}
    assert set(fallen({"title_exact": 0.89, "novel": 0.2}, pins)) == {"title_exact", "para_f1", "novel"}


def test_raising_never_lowers_a_pin() -> None:
    pins = {
        "at_least": {"title_exact": 0.9, "date_exact": 0.5},
        "at_most": {"novel": 0.1, "subheads_extra": 0.0},
    }
    figures = {"title_exact": 0.8, "date_exact": 2 / 3, "novel": 0.2, "subheads_extra": 3.0, "para_f1": 0.29}
    now = raised(figures, pins)
    assert now["at_least"] == {"title_exact": 0.9, "date_exact": 0.6666, "para_f1": 0.29}
    assert now["at_most"] == {"novel": 0.1, "subheads_extra": 0.0}
    assert set(fallen(figures, now)) == {"title_exact", "novel", "subheads_extra"}


# ------------------------------------------------------------ the pages of our own
@pytest.mark.parametrize("gold", sorted(OWN.gold.iterdir()), ids=lambda path: path.stem)
def test_gold_gives_every_line_to_one_article_or_to_the_page(gold: Path) -> None:
    told = json.loads(gold.read_text("utf-8"))
    lines = (OWN.seeds / told["page"]).read_text("utf-8").split("\n")
    spans = [*told["furniture"], *(span for article in told["articles"] for span in article["lines"])]
    owned = Counter(
        number for first, last in spans for number in range(first, last + 1) if lines[number - 1].strip()
    )
    assert dict(owned) == {number: 1 for number, line in enumerate(lines, 1) if line.strip()}


@pytest.mark.parametrize("seed", find_seeds(OWN.seeds), ids=lambda seed: seed.name)
def test_every_line_of_the_page_is_accounted_for(seed: Seed) -> None:
    page = read_page(seed)
    split = split_page(page)
    owners = Counter(
        number for article in tag_page(split) if article.source for number in article.source.numbers()
    )
    owners = Counter({number: count for number, count in owners.items() if page.lines[number - 1].strip()})
    owners.update(split.furniture)
    assert dict(owners) == dict.fromkeys(page.printed(), 1)


@pytest.mark.parametrize("printed", PRINTED, ids=lambda path: path.stem)
def test_radicals_come_out_as_the_ideographs_that_the_eye_sees(printed: Path) -> None:
    (seed,) = (seed for seed in find_seeds(OWN.seeds) if seed.path.name == printed.name)
    assert _radicals(seed.path.read_text("utf-8"))
    assert not _radicals(printed.read_text("utf-8"))

    page = read_page(seed)
    assert page.lines == tuple(printed.read_text("utf-8").splitlines())
    articles = tag_page(split_page(page))
    assert not _radicals("".join(map(repr, articles)))


def _radicals(text: str) -> set[str]:
    return {char for char in text if "RADICAL" in unicodedata.name(char, "")}
