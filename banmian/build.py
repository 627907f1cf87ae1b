"""The main job: seeds → articles → site, and what there is to say about it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from banmian.page import Seed, find_seeds, read_page
from banmian.publish import Published, former_files, publish
from banmian.records import Article, Page, ranges
from banmian.render import render_site
from banmian.search import build_index
from banmian.split import split_page
from banmian.store import carry_out, plan_update, read_articles
from banmian.tag import tag_page

_T = TypeVar("_T")
Watch = Callable[[str, int, int], None]
"""Told of the stage, how much of it is done, and of how much (0: not known)."""

_PAGES_A_PROCESS = 16
"""Fewer pages are split sooner than another process is started."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything is."""

    seeds: Path
    articles: Path
    templates: Path
    site: Path


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did and found."""

    pages: int
    articles: int
    derived: int
    """Articles whose title no page prints."""
    kept: int
    """Article files that people changed or wrote."""
    touched: int
    """Article files written or removed."""
    published: Published
    furniture: tuple[tuple[str, str], ...]
    """(seed, lines) that belong to the page and to no article."""
    warnings: tuple[str, ...]


def build(folders: Folders, base_url: str = "", jobs: int = 1, watch: Watch = lambda *_: None) -> Report:
    """Bring the articles folder and the site up to date with the seeds.

    Everything is read, made and checked before the first file is written.
    """
    former_files(folders.site)  # fails before any work if the site cannot stand there
    seeds = find_seeds(folders.seeds)
    stored = read_articles(folders.articles)
    made = list(_counted(_split_all(seeds, jobs), "拆分版面", len(seeds), watch))
    update = plan_update(folders.articles, stored, [(page, articles) for page, articles, _ in made])
    pages = [page for page, _, _ in made]
    texts = {page.file: page for page in pages}
    warnings = tuple(_warnings(made, update.articles, update.gone, texts))
    site = list(
        _counted(render_site(update.articles, pages, folders.templates, base_url), "生成网页", 0, watch)
    ) + list(_counted(build_index(update.articles), "编制索引", 0, watch))
    touched = carry_out(update, folders.articles)
    published = publish(folders.site, site)
    claimed = _claims(update.articles)
    return Report(
        pages=len(pages),
        articles=len(update.articles),
        derived=sum(article.title_source == "derived" for article in update.articles),
        kept=sum(item.edited for item in update.kept),
        touched=touched,
        published=published,
        furniture=tuple(
            (page.file, _lines(page.printed() - claimed[page.file].keys(), page))
            for page in pages
            if page.printed() - claimed[page.file].keys()
        ),
        warnings=warnings,
    )


def _make(seed: Seed) -> tuple[Page, list[Article], frozenset[int]]:
    """A page, its articles and its furniture; what depends on one seed and on nothing else."""
    page = read_page(seed)
    split = split_page(page)
    return page, tag_page(split), split.furniture


def _split_all(seeds: Sequence[Seed], jobs: int) -> Iterator[tuple[Page, list[Article], frozenset[int]]]:
    workers = min(jobs, len(seeds) // _PAGES_A_PROCESS)
    if workers < 2:
        yield from map(_make, seeds)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_make, seeds, chunksize=8)


def _counted(items: Iterable[_T], stage: str, total: int, watch: Watch) -> Iterator[_T]:
    watch(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        watch(stage, done, total)


# ------------------------------------------------------------ what people should know
def _claims(articles: Iterable[Article]) -> dict[str, Counter[int]]:
    claims: dict[str, Counter[int]] = {}
    for article in articles:
        if article.source:
            claims.setdefault(article.source.file, Counter()).update(article.source.numbers())
    return claims


def _warnings(
    made: Sequence[tuple[Page, list[Article], frozenset[int]]],
    articles: Sequence[Article],
    gone: Sequence[str],
    pages: dict[str, Page],
) -> Iterator[str]:
    claims = _claims(articles)
    for page, _, furniture in made:
        claimed = claims.get(page.file, Counter())
        lost = page.printed() - furniture - claimed.keys()
        twice = frozenset(number for number, count in claimed.items() if count > 1) & page.printed()
        if lost:
            yield f"无主的行：{page.file} 第 {_lines(lost, page)} 行不在任何文章里；请在某篇文章的 source.lines 里补上"
        if twice:
            yield f"重复的行：{page.file} 第 {_lines(twice, page)} 行同时在两篇文章里；请从一篇的 source.lines 里去掉"
        if not claimed:
            yield f"没有文章：{page.file} 里没有认出文章；请检查文字是否完整"
    for article in articles:
        source = article.source
        if (
            source
            and source.file in pages
            and source.lines
            and source.lines[-1][1] > len(pages[source.file].lines)
        ):
            page = pages[source.file]
            yield f"越界的行：文章 {article.id}《{article.title}》的 source.lines 超出了 {page.file} 的 {len(page.lines)} 行"
    if pages and gone:
        yield f"缺少版面：{'、'.join(gone)} 不在 seeds 里了；它们的文章照旧保留"


def _lines(numbers: frozenset[int] | set[int], page: Page) -> str:
    spans = ranges(frozenset(numbers), page.printed())
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
