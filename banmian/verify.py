"""A site held against its own word: its manifests, its links, the ledger of its lines and its search.

Nothing but the site's folder is read, so that a copy on another machine can be checked there.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from banmian.addresses import LEDGER
from banmian.dataset import from_record
from banmian.errors import InputError
from banmian.files import read_bytes
from banmian.publish import MANIFESTS, read_manifest
from banmian.records import Article, LineRanges, Source
from banmian.search_check import check_search
from banmian.wording import lines as in_words


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong with it."""

    files: int
    links: int
    lines: int
    tried: int | None
    """Strings that the search was asked for; None if it could not be tried out, for want of Node.js."""
    faults: tuple[str, ...]
    strangers: tuple[str, ...]
    """Files that no manifest lists; whoever keeps the site may have put them there."""


def verify(site: Path, jobs: int = 1) -> Verified:
    """Check a site; raise :class:`InputError` if there is none, or its data cannot be read."""
    manifests = [site / name for name in MANIFESTS]
    if not all(manifest.is_file() for manifest in manifests):
        raise InputError(site, "这里没有 banmian 生成的网站；请用 --site 指明")
    sums = dict(entry for manifest in manifests for entry in read_manifest(manifest))
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    faults = list(_files(site, sums, there))
    links, broken = _links(
        site, sorted(path for path in there & sums.keys() if path.endswith(".html")), there
    )
    articles = list(_articles(site, sorted(there & sums.keys())))
    lines, unowned = _ledger(site, articles) if LEDGER in there else (0, [f"缺少文件：{LEDGER}"])
    check = check_search(site, articles, jobs=jobs)
    return Verified(
        files=len(sums),
        links=links,
        lines=lines,
        tried=check.tried if check else None,
        faults=(*faults, *broken, *unowned, *(check.warnings() if check else ())),
        strangers=tuple(
            sorted(path for path in there - sums.keys() if path not in MANIFESTS and path[0] != ".")
        ),
    )


def _files(site: Path, sums: Mapping[str, str], there: set[str]) -> Iterator[str]:
    for path, checksum in sorted(sums.items()):
        if path not in there:
            yield f"缺少文件：{path}"
        elif hashlib.sha256(read_bytes(site / path)).hexdigest() != checksum:
            yield f"文件变了：{path}"


class _Page(HTMLParser):
    """The addresses that a page names, and the places in it that can be led to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the parser's signature
        """Of any element; canonical addresses are the public ones."""
        said = dict(attrs)
        self.ids.update(filter(None, [said.get("id")]))
        if said.get("rel") != "canonical":
            self.targets += [said[name] or "" for name in ("href", "src") if name in said]


def _links(site: Path, pages: Sequence[str], there: set[str]) -> tuple[int, list[str]]:
    """(how many links lead into the site, those that lead nowhere)."""
    asked: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    places: dict[str, set[str]] = {}
    broken: list[str] = []
    count = 0
    for path in pages:
        page = _Page()
        page.feed(read_bytes(site / path).decode(errors="replace"))
        page.close()
        places[path] = page.ids
        for target in page.targets:
            try:
                parts = urlsplit(target)
            except ValueError:
                broken.append(f"链接不成网址：{path} 里的 {target}")
                continue
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                continue
            count += 1
            file = normpath(join(path, "..", unquote(parts.path))) if parts.path else path
            if file not in there:
                broken.append(f"链接落空：{path} 里的 {target}")
            elif parts.fragment and not parts.fragment.startswith(":~:"):
                asked[file].append((unquote(parts.fragment), path))
    for file, fragments in asked.items():
        ids = places.get(file, set())
        broken += [f"链接落空：{path} 里的 {file}#{name}" for name, path in fragments if name not in ids]
    return count, broken


def _articles(site: Path, paths: Sequence[str]) -> Iterator[Article]:
    for path in paths:
        if path.startswith("data/articles") and path.endswith(".jsonl"):
            for number, row in enumerate(read_bytes(site / path).decode(errors="replace").splitlines(), 1):
                try:
                    yield from_record(json.loads(row))
                except (ValueError, TypeError, KeyError, AttributeError):
                    raise InputError(site / path, "这一行读不懂；请重新生成网站", number) from None


def _ledger(site: Path, articles: Sequence[Article]) -> tuple[int, list[str]]:
    """(printed lines, those that are nobody's or two articles')."""
    owners: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for article in articles:
        if article.source:
            owners[article.source.file].update(article.source.numbers())
    count = 0
    faults: list[str] = []
    try:
        pages = json.loads(read_bytes(site / LEDGER))
        for file, page in pages.items():
            printed, furniture = (_numbers(page[key]) for key in ("printed", "furniture"))
            count += len(printed)
            for what, wrong in (
                ("无主的行", printed - owners[file].keys() - furniture),
                (
                    "重复的行",
                    {n for n, times in owners[file].items() if times + (n in furniture) > 1} & printed,
                ),
            ):
                if wrong:
                    faults.append(f"{what}：{file} {in_words(tuple((n, n) for n in sorted(wrong)))}")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InputError(site / LEDGER, "读不懂；请重新生成网站") from None
    return count, faults


def _numbers(found: LineRanges) -> frozenset[int]:
    return Source("", found).numbers()
