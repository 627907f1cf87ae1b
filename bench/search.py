"""How exact, light and fast the search is beside other engines for static sites, on the same articles in one run.

Usage: python bench/search.py [--articles FOLDER] [--size 3000] [--queries 300] [--engines banmian,pagefind,…]
                              [--rounds 3] [--out FOLDER]
Without a folder the articles are People's Daily, January 1998; where --size asks for more than there are, their
paragraphs are shuffled into more, and the results say so. Prints a table; OUT/search-SIZE.md and .svg keep it.

recall, precision, exact: against an oracle that reads every article; exact is a query whose answer has neither more
    nor less. How the peers are set up is in search/peers.js; fields and filters they are not asked for.
first query: bodies of all that a page opened with the query loads, gzip where that is smaller, code included; of
    banmian the whole search page with snippets, of Pagefind a bare page with excerpts, of the others no texts.
cold: from opening that page, nothing in the cache, to its first results, at 10 Mbit/s and 60 ms a request.
warm: a query asked again, to results: of banmian on the page itself, of the others to the first ten in hand.
build: time and peak memory of writing the index with all processors, as the site's build does; of articles in
    memory for banmian, of HTML pages for Pagefind. What is compared in time is built by turns, the least counts.
"""

import argparse
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import mean, median
from tempfile import gettempdir

import jinja2
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from asking import Asked, ask_all
from chromium import launch
from corpus import enlarge, january
from engines import ENGINES, PACKAGES, Built, build_all, install, write_pages, write_sources
from queries import KINDS, Oracle, Query, draw_queries

from banmian.store import read_articles

_HERE = Path(__file__).parent
Figures = dict[str, float]
"""what → how much"""

_ARTICLE = 600  # characters, to which the size of an index is related
_TARGETS: Mapping[int, Sequence[float]] = {  # size → as many figures as are named below
    3_000: (100, 100, 100, 30, 60, 400, 16, 0.3, 500, 2.5),
    30_000: (100, 100, 100, 60, 150, 450, 25, 0.3, 1500, 2.3),
    100_000: (100, 100, 100, 100, 250, 500, 50, 0.3, 4000, 2.3),
}
_AIMED_AT = (
    "recall, %", "precision, %", "exact, %", "first query, median kB", "first query, p95 kB", "cold, median ms",
    "warm, p95 ms", "build, × Pagefind", "build, peak MB", "index, kB per 600 characters",
)  # fmt: skip
_CHARTED = ("exact, %", "first query, median kB", "cold, median ms")


def understood(name: str, queries: Sequence[Query]) -> list[Query]:
    """What the engine is asked: fields and filters only where it knows them."""
    return [query for query in queries if query.is_plain or ENGINES[name].is_archive]


def figures(asked: Asked, built: Built, queries: Sequence[Query], characters: int) -> Figures:
    """What is said of an engine, in the order of the table."""
    pairs = [(answer, query.answer) for answer, query in zip(asked.answers, queries, strict=True)]
    thousands = [size / 1000 for size in asked.cold_bytes]
    each = 1000 * characters / _ARTICLE
    return {
        "recall, %": 100 * mean(len(found & wanted) / len(wanted) for found, wanted in pairs),
        "precision, %": 100 * mean(len(found & wanted) / len(found) for found, wanted in pairs if found),
        "exact, %": 100 * mean(found == wanted for found, wanted in pairs),
        "first query, median kB": median(thousands),
        "first query, p95 kB": _p95(thousands),
        "requests, median": median(asked.cold_requests),
        "cold, median ms": median(asked.cold_times),
        "warm, p95 ms": _p95(asked.warm_times),
        "build, s": built.seconds,
        "build, processor, s": built.processor,
        "build, peak MB": built.megabytes,
        "index, kB per 600 characters": built.index / each,
        "texts, kB per 600 characters": built.texts / each,
    }


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[len(values) * 95 // 100]


def relate(rows: Mapping[str, Figures]) -> None:
    """Add what only a comparison tells: times over Pagefind's, bytes over the first engine's."""
    first = next(iter(rows.values()))
    for row in rows.values():
        row[f"first query, × {next(iter(rows))}"] = (
            row["first query, median kB"] / first["first query, median kB"]
        )
        if "pagefind" in rows:
            for what in ("build", "build, processor"):
                row[f"{what}, × Pagefind"] = row[f"{what}, s"] / rows["pagefind"][f"{what}, s"]


def to_markdown(rows: Mapping[str, Figures], size: int) -> list[str]:
    """Every figure of every engine beside the target."""
    targets = dict(zip(_AIMED_AT, _TARGETS.get(size, ()), strict=False))
    lines = _table("target", *rows)
    for what in next(iter(rows.values())):
        target = f"{'' if '%' in what else '≤ '}{targets[what]:,}" if what in targets else ""
        lines.append(_row(what, target, *(_figure(row[what]) for row in rows.values())))
    return lines


def by_class(asked: Mapping[str, Asked], queries: Sequence[Query]) -> list[str]:
    """How many queries of each class every engine answers exactly."""
    lines = _table(*asked)
    for kind in KINDS:
        exact = [
            [
                answer == query.answer
                for answer, query in zip(one.answers, understood(name, queries), strict=True)
                if query.kind == kind
            ]
            for name, one in asked.items()
        ]
        if count := max(map(len, exact)):
            lines.append(
                _row(f"{kind} ({count})", *(_figure(100 * mean(one)) if one else "–" for one in exact))
            )
    return lines


def _table(*columns: str) -> list[str]:
    return [_row("", *columns), _row("---", *["---:"] * len(columns))]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == round(value) else f"{value:.3g}"


def to_chart(title: str, rows: Mapping[str, Figures]) -> str:
    """Bars of what readers notice: how much is answered exactly, what is loaded first, how long it takes."""
    surroundings = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = surroundings.from_string((_HERE / "search/chart.svg").read_text("utf-8"))
    return template.render(title=title, panels=_CHARTED, rows=rows, figure=_figure)


def _say(what: str) -> None:
    print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print and write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--articles", type=Path)
    arguments.add_argument("--size", type=int, default=3000)
    arguments.add_argument("--queries", type=int, default=300)
    arguments.add_argument("--engines", type=lambda text: text.split(","), default=list(ENGINES))
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--out", type=Path, default=_HERE / "results")
    options = arguments.parse_args()

    cache = Path(gettempdir()) / "banmian-bench"
    cache.mkdir(exist_ok=True)
    packages = install(cache)
    root = cache / f"work-{options.size}"
    rmtree(root, ignore_errors=True)
    root.mkdir()

    load = os.getloadavg()[1]
    _say("read articles, draw queries")
    real = [one.article for one in read_articles(options.articles)] if options.articles else january(cache)
    articles = enlarge(real, options.size)
    oracle = Oracle(articles)
    queries = draw_queries(articles, options.queries, oracle)
    write_sources(articles, root)
    _say("build")
    built = build_all(options.engines, options.rounds, root, packages)
    write_pages(options.engines, articles, root, packages)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        version = browser.version
        asked = {
            name: ask_all(name, understood(name, queries), root, browser, _say) for name in options.engines
        }
        browser.close()
    _say("")

    rows = {
        name: figures(
            one, built[ENGINES[name].index_of or name], understood(name, queries), oracle.characters
        )
        for name, one in asked.items()
    }
    relate(rows)
    source = options.articles or "People's Daily, January 1998"
    made = (
        f"; {len(articles) - len(real):,} are synthetic: shuffled paragraphs"
        if len(articles) > len(real)
        else ""
    )
    title = f"Search of {len(articles):,} articles"
    report = [
        f"# {title}",
        "",
        f"{source}, {oracle.characters // len(articles)} characters an article{made}. {len(queries)} queries. "
        f"Chromium {version}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}; {', '.join(PACKAGES)}.",
        "",
        *to_markdown(rows, options.size),
        "",
        "Queries answered exactly, by class, %:",
        "",
        *by_class(asked, queries),
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / f"search-{options.size}.md").write_text("\n".join(report) + "\n", "utf-8")
    (options.out / f"search-{options.size}.svg").write_text(to_chart(title, rows), "utf-8")
    print("\n".join(report))


if __name__ == "__main__":
    main()
