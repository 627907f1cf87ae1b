"""What the articles folder becomes: made articles follow their seeds, people's files stay."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from banmian.errors import InputError
from banmian.files import remove, write_if_changed
from banmian.records import Article, Page, Source
from banmian.store import Stored, sealed
from banmian.words import mend

_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff]+")

Made = Sequence[tuple[Page, Sequence[Article]]]
"""The articles of each page as the splitter sees them now."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update of the folder comes to: nothing is written before it is carried out."""

    kept: tuple[Stored, ...]
    """Articles that stay as they are."""
    written: tuple[tuple[Path, str], ...]
    """(file, text) of every made article, changed or not."""
    removed: tuple[Path, ...]
    """Made files that no seed asks for any more."""
    articles: tuple[Article, ...]
    """The whole archive after the update."""
    warnings: tuple[str, ...]


def plan_update(folder: Path, stored: Sequence[Stored], made: Made) -> Update:
    """Bring made articles and the folder's files together.

    Files of seeds that are gone stay, unless the same articles come from another seed now. Lines that
    a kept article claims are not made into another one, whose address then leads to the kept one.
    """
    pages = {page.file: page for page, _ in made}
    ids = {article.id for _, articles in made for article in articles}
    kept = [item for item in stored if item.edited or not _follows(item, pages, ids)]
    _refuse_twins(kept)
    outdated = _by_file(item for item in stored if not item.edited and _follows(item, pages, ids))
    kept, warnings = _find_again(kept, made)
    homes = {item.article.id: item.article.source.file for item in kept if item.article.source}
    owners = {
        (item.article.source.file, number): item.article.id
        for item in kept
        if item.article.source
        for number in item.article.source.numbers()
    }
    astray = {item.article.id: item for item in kept if item.edited and not _seed_is_there(item, pages)}
    names = {name for item in kept for name in (item.article.id, *item.article.aliases)}
    paths = {item.path for item in kept}
    led: defaultdict[str, set[str]] = defaultdict(set)  # kept id → ids of what it took over
    fresh: list[tuple[Path, Article]] = []
    for page, articles in made:
        for article in articles:
            owner = article.id if homes.get(article.id) == page.file else _owner(article, page, owners)
            if owner:
                led[owner].add(article.id)
            elif article.id in astray:
                file = astray[article.id].path.relative_to(folder).as_posix()
                warnings.append(f"版面改名：{file} 里 source 的 file 请改为 {page.file}，行号也请核对")
            else:
                new = _with_former_ids(_unique(article, names), outdated)
                names.add(new.id)
                paths.add(path := _path(folder, page, new, paths))
                fresh.append((path, new))
    texts = tuple((path, sealed(article)) for path, article in fresh)
    written = {path for path, _ in texts}
    articles = [_shown(item.article, pages, sorted(led[item.article.id] - names)) for item in kept]
    return Update(
        kept=tuple(kept),
        written=texts,
        removed=tuple(item.path for items in outdated.values() for item in items if item.path not in written),
        articles=(*articles, *(article for _, article in fresh)),
        warnings=(*warnings, *_orphans(kept, pages)),
    )


def carry_out(update: Update, folder: Path) -> int:
    """Write what changed below the articles folder and remove what is gone; the number of files touched."""
    touched = sum(write_if_changed(path, text.encode()) for path, text in update.written)
    for path in update.removed:
        remove(path, folder)
    return touched + len(update.removed)


# ------------------------------------------------------------ what stays
def _seed_is_there(item: Stored, pages: Mapping[str, Page]) -> bool:
    source = item.article.source
    return source is None or source.file in pages


def _follows(item: Stored, pages: Mapping[str, Page], ids: set[str]) -> bool:
    """Whether a made file follows its seed, or its words, which come from a seed with another name now."""
    source = item.article.source
    return source is not None and (source.file in pages or item.article.id in ids)


def _by_file(items: Iterable[Stored]) -> dict[str, list[Stored]]:
    files: defaultdict[str, list[Stored]] = defaultdict(list)
    for item in items:
        if item.article.source:
            files[item.article.source.file].append(item)
    return files


def _refuse_twins(kept: Iterable[Stored]) -> None:
    seen: dict[str, Path] = {}
    for item in kept:
        name = item.article.id
        if name in seen:
            raise InputError(item.path, f"id {name} 与 {seen[name]} 相同；请在其中一个文件里写上另一个 id", 1)
        seen[name] = item.path


def _find_again(kept: Sequence[Stored], made: Made) -> tuple[list[Stored], list[str]]:
    """(kept articles, warnings): where a changed seed has moved an article's lines, they are those of now."""
    now = {(page.file, article.id): article.source for page, articles in made for article in articles}
    found: list[Stored] = []
    warnings: list[str] = []
    for item in kept:
        source = item.article.source
        there = now.get((source.file, item.article.id)) if source else None
        if source and there and not _overlaps(source, there):
            spans = [list(span) for span in there.lines]
            warnings.append(
                f"行号变了：{item.path.name} 的 source.lines 请改为 {spans}（{source.file} 有改动）"
            )
            item = replace(item, article=replace(item.article, source=there))  # noqa: PLW2901 -- the article as of now
        found.append(item)
    return found, warnings


def _overlaps(kept: Source, made: Source) -> bool:
    """Whether an editor only took lines to an article, or away from it."""
    return kept.numbers() <= made.numbers() or made.numbers() <= kept.numbers()


def _shown(article: Article, pages: Mapping[str, Page], former: Sequence[str]) -> Article:
    """A kept article as the site shows it: a sidecar that came later completes it, taken ids lead to it."""
    page = pages.get(article.source.file) if article.source else None
    if page:
        article = replace(article, paper=article.paper or page.paper, edition=article.edition or page.edition)
        if page.issued and (not article.issued or article.issued_source == "inferred"):
            issued = page.issued.isoformat()
            article = replace(article, issued=issued, issued_precision="day", issued_source="sidecar")
    return replace(article, aliases=(*article.aliases, *former))


def _orphans(kept: Iterable[Stored], pages: Mapping[str, Page]) -> list[str]:
    """A word about seeds that are gone, if there are seeds at all."""
    gone = sorted(
        {item.article.source.file for item in kept if item.article.source and not item.edited} - pages.keys()
    )
    if not pages or not gone:
        return []
    return [
        f"缺少版面：{'、'.join(gone)} 不在 seeds 里了，它们的文章照旧保留；若不要了，请删去 articles 里同名的文件夹"
    ]


# ------------------------------------------------------------ what is made
def _owner(article: Article, page: Page, owners: Mapping[tuple[str, int], str]) -> str:
    """The kept article that has taken over most of the lines that this one would be made of."""
    numbers = article.source.numbers() & page.printed() if article.source else frozenset()
    claims = [owners[page.file, number] for number in sorted(numbers) if (page.file, number) in owners]
    return max(claims, key=claims.count) if claims and 2 * len(claims) >= len(numbers) else ""


def _unique(article: Article, names: set[str]) -> Article:
    """Two articles with the same lead: the later one gets a number."""
    name, count = article.id, 1
    while name in names:
        count += 1
        name = f"{article.id}-{count}"
    return replace(article, id=name)


def _with_former_ids(article: Article, outdated: Mapping[str, Sequence[Stored]]) -> Article:
    """The ids under which most of the article's lines, or its words, were known before."""
    if not article.source:
        return article
    numbers = article.source.numbers()
    former: set[str] = set()
    for item in outdated.get(article.source.file, ()):
        before = item.article.source.numbers() if item.article.source else frozenset()
        if 2 * len(numbers & before) > len(before):
            former |= {item.article.id, *item.article.aliases}
    for items in outdated.values():
        former |= {alias for item in items if item.article.id == article.id for alias in item.article.aliases}
    return replace(article, aliases=tuple(sorted(former - {article.id})))


def _path(folder: Path, page: Page, article: Article, paths: set[Path]) -> Path:
    """articles/PAGE/0070-标题.md: in the order of the page, to be found by its title, nobody else's."""
    first = article.source.lines[0][0] if article.source and article.source.lines else 0
    title = _NOT_IN_NAMES.sub("-", mend(article.title)).strip("-")[:24].rstrip("-")
    path = folder.joinpath(*page.name.split("/")) / f"{first:04}-{title or article.id}.md"
    return path if path not in paths else path.with_name(f"{first:04}-{article.id}.md")
