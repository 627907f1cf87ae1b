"""What a build says and shows at the command line, while it works and at its end."""

import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from banmian.build import Workshop
from banmian.cache import Cache, cache_file
from banmian.cluster import Cluster
from banmian.errors import InputError
from banmian.folders import Folders
from banmian.processes import Processes
from banmian.progress import Watch
from banmian.reasons import percent, question
from banmian.records import DOUBTFUL
from banmian.report import Report
from banmian.serving import News, changes, serving
from banmian.standstill import Said, Standstill, invite, warn
from banmian.verify import verify
from banmian.wording import lines, short

_WORST = 5
"""Doubtful articles that the summary names."""
_MOST_FAULTS = 50
"""Faults of a site that are named."""
_NEWEST = 3
"""New seeds whose articles the summary names."""


def build(options: Namespace, folders: Folders, standstill: Standstill) -> int:
    """Build as the command line says; 0: built, 1: not built (or warnings with --strict)."""
    try:
        crew = Cluster(options.scheduler) if options.scheduler else Processes(options.jobs)
        workshop = Workshop(folders, options.base_url, crew, Cache(cache_file(folders, ".pickle")))
        with _progress(quiet=options.quiet) as watch:
            report = workshop.build(watch, strict=options.strict)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    warn(report.warnings)
    if not options.quiet:
        print(_summary(report))
        invite(options.site)
    again = report.repeated()
    standstill.remember(report.seen, Said(again.warnings, _summary(again)))
    if options.strict and not report.check:
        print("警告：没有找到 Node.js，检索没有自检", file=sys.stderr)
    if options.serve is not None and _serve(workshop, folders, options.serve, quiet=options.quiet):
        return 1
    return 1 if options.strict and (report.warnings or not report.check) else 0


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Watch]:
    """A bar for each stage, on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bars:
        stages: dict[str, TaskID] = {}

        def watch(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total or None)
            bars.update(stages[stage], completed=done)

        yield watch


def check(site: Path, jobs: int) -> int:
    """Verify a site and say what is wrong with it; 0: nothing."""
    try:
        found = verify(site, jobs)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    for fault in found.faults[:_MOST_FAULTS]:
        print(f"有误：{fault}", file=sys.stderr)
    tried = f"检索试了 {found.tried} 处" if found.tried is not None else "检索没有试（没有 Node.js）"
    print(f"查了 {found.files} 个文件、{found.links} 个链接、版面上的 {found.lines} 行；{tried}。")
    if found.strangers:
        print(f"清单以外的文件 {len(found.strangers)} 个：{'、'.join(found.strangers[:_NEWEST])}")
    print(f"有误的地方 {len(found.faults)} 处；请重新生成网站" if found.faults else "没有发现错误。")
    return 1 if found.faults else 0


def _summary(report: Report) -> str:
    said = [
        f"版面 {report.pages} 个，文章 {report.articles} 篇；"
        f"其中标题由正文归纳的 {report.derived} 篇，人工写的和改过的 {report.kept} 篇",
        f"文章文件改动 {report.touched} 个；网站共 {report.published.files} 个文件，"
        f"写入 {report.published.written} 个，删除 {report.published.removed} 个",
        *(
            [f"检索自检：试了 {report.check.tried} 处，查得不对的 {len(report.check.missed)} 处"]
            if report.check
            else []
        ),
        *_news(report),
        *_doubts(report),
        *(f"版面附属文字：{seed} 第 {spans} 行" for seed, spans in report.furniture),
        f"警告 {len(report.warnings)} 条",
    ]
    return "\n".join(said)


def _news(report: Report) -> Iterator[str]:
    """What came of new seeds: each article, how sure it is, and what may be wrong with it."""
    for one in report.added[:_NEWEST]:
        yield f"新收 {one.file}：{len(one.articles)} 篇"
        for article, verdict in one.articles:
            where = lines(article.source.lines) if article.source else ""
            sure = percent(verdict.sure) if verdict else ""
            doubt = f"：{question(verdict.weakest)}" if verdict and verdict.sure < DOUBTFUL else ""
            yield f"　{sure}《{short(article.title)}》{where}{doubt}"
    if more := report.added[_NEWEST:]:
        yield f"另外新收版面 {len(more)} 个，{sum(len(one.articles) for one in more)} 篇"


def _doubts(report: Report) -> Iterator[str]:
    """How many articles want checking, and the worst of them."""
    yield f"待核 {len(report.doubtful)} 篇" + ("，见网站的“待核”页" if report.doubtful else "")
    for article, verdict in report.doubtful[:_WORST]:
        where = f"{verdict.source.file} {lines(verdict.source.lines)}"
        yield f"　{percent(verdict.sure)}《{short(article.title)}》{where}：{question(verdict.weakest)}"


def _serve(workshop: Workshop, folders: Folders, port: int, *, quiet: bool) -> int:
    """Serve the site and keep it up to date until the user interrupts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell may have it ignored
    with ExitStack() as stack:
        try:
            news = stack.enter_context(serving(folders.site, port))
        except OSError as error:
            what = f"端口用不了（{error.strerror}）；请换一个，例如 --serve {port % 65000 + 1}"
            print(f"--serve {port}: {what}", file=sys.stderr)
            return 1
        stack.enter_context(suppress(KeyboardInterrupt))
        print(f"网站在 http://127.0.0.1:{port}/ ，改了文件会自动更新；按 Ctrl+C 停止", flush=True)
        folders.articles.mkdir(parents=True, exist_ok=True)
        for _ in changes((folders.seeds, folders.articles, folders.templates)):
            _renew(workshop, news, quiet=quiet)
    print()
    return 0


def _renew(workshop: Workshop, news: News, *, quiet: bool) -> None:
    """Build again, and say what came of it here and in the open pages."""
    began = time.monotonic()
    took = 0.0

    def pages_ready() -> None:
        nonlocal took
        took = time.monotonic() - began
        news.tell()

    try:
        report = workshop.build(pages_ready=pages_ready)
    except InputError as error:
        print(error, file=sys.stderr)
        news.tell(str(error))
        return
    news.tell()
    warn(report.warnings)
    if not quiet and report.published.written:
        for line in _news(report):
            print(line)
        print(
            f"已更新：文章 {report.articles} 篇，写入 {report.published.written} 个文件，网页用了 {took:.1f} 秒",
            flush=True,
        )
