"""What the articles folder becomes: made articles follow their seeds, people's files stay."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from banmian.errors import InputError
from banmian.files import remove, write_if_changed
from banmian.markup import to_paragraphs
from banmian.records import Article, Page, Source
from banmian.store import Stored, sealed
from banmian.words import fold, mend

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
    outdated = [item for item in stored if not item.edited and _follows(item, pages, ids)]
    old = {item.path for item in outdated}
    kept, moved = _find_again([item for item in stored if item.path not in old], made)
    _refuse_twins(kept)
    fresh, led = _fresh(folder, kept, outdated, made)
    names = {article.id for _, article in fresh}
    texts = tuple((path, sealed(article)) for path, article in fresh)
    shown = [_shown(item.article, pages, sorted(led[item.article.id] - names)) for item in kept]
    return Update(
        kept=tuple(kept),
        written=texts,
        removed=tuple(sorted(old - {path for path, _ in texts})),
        articles=(*shown, *(article for _, article in fresh)),
        warnings=(*moved, *_orphans(kept, pages)),
    )


def _fresh(
    folder: Path, kept: Sequence[Stored], outdated: Sequence[Stored], made: Made
) -> tuple[list[tuple[Path, Article]], Mapping[str, set[str]]]:
    """(files and articles to write, kept id → ids of what that article took over)."""
    pages = {page.file for page, _ in made}
    homes = {item.article.id: item.article.source.file for item in kept if item.article.source}
    owners = _owners(kept)
    aliases = {alias: item.path for item in kept for alias in item.article.aliases}
    names = {name for item in kept for name in (item.article.id, *item.article.aliases)}
    paths = {item.path for item in kept}
    former = _Former(outdated)
    homes_before = {
        item.article.id: item.article.source.file
        for item in outdated
        if item.article.source and item.article.source.file in pages
    }
    led: defaultdict[str, set[str]] = defaultdict(set)
    fresh: list[tuple[Path, Article]] = []
    for page, articles in made:
        for article in articles:
            owner = article.id if homes.get(article.id) == page.file else _owner(article, page, owners)
            if owner:
                led[owner].add(article.id)
            elif article.id in aliases:
                what = f"aliases 里的 {article.id} 是《{article.title}》现在的编号；请去掉"
                raise InputError(aliases[article.id], what, 1)
            else:
                new = former.names(_unique(article, names, homes_before))
                names.add(new.id)
                paths.add(path := _path(folder, page, new, paths))
                fresh.append((path, new))
    return fresh, led


def carry_out(update: Update, folder: Path) -> int:
    """Write what changed below the articles folder and remove what is gone; the number of files touched."""
    touched = sum(write_if_changed(path, text.encode()) for path, text in update.written)
    for path in update.removed:
        remove(path, folder)
    return touched + len(update.removed)


# ------------------------------------------------------------ what stays
def _follows(item: Stored, pages: Mapping[str, Page], ids: set[str]) -> bool:
    """Whether a made file follows its seed, or its words, which come from a seed with another name now."""
    source = item.article.source
    return source is not None and (source.file in pages or item.article.id in ids)


def _refuse_twins(kept: Iterable[Stored]) -> None:
    seen: dict[str, Path] = {}
    for item in kept:
        name = item.article.id
        if name in seen:
            raise InputError(item.path, f"id {name} 与 {seen[name]} 相同；请在其中一个文件里写上另一个 id", 1)
        seen[name] = item.path


def _find_again(kept: Sequence[Stored], made: Made) -> tuple[list[Stored], list[str]]:
    """(kept articles, warnings): where a seed was changed or renamed, their lines are those of now."""
    pages = {page.file: page for page, _ in made}
    now = {(page.file, article.id): article.source for page, articles in made for article in articles}
    anywhere = {article.id: article.source for _, articles in made for article in articles}
    found: list[Stored] = []
    warnings: list[str] = []
    for item in kept:
        source, name = item.article.source, item.article.id
        there = source and (now.get((source.file, name)) if source.file in pages else anywhere.get(name))
        page = pages.get(source.file) if source else None
        elsewhere = source and there and source.file != there.file
        if source and there and (elsewhere or not (_overlaps(source, there) or _stands(item.article, page))):
            lines = [list(span) for span in there.lines]
            warnings.append(f"版面有变：{item.path.name} 的 source 请改为 file: {there.file}，lines: {lines}")
            found.append(replace(item, article=replace(item.article, source=there)))
        else:
            found.append(item)
    for item in found:
        _check_range(item, pages)
    return found, warnings


def _check_range(item: Stored, pages: Mapping[str, Page]) -> None:
    source = item.article.source
    page = pages.get(source.file) if source else None
    if source and page and source.lines and source.lines[-1][1] > len(page.lines):
        rows = item.path.read_text("utf-8-sig").splitlines()
        line = next((n for n, row in enumerate(rows, 1) if "lines:" in row), 1)
        raise InputError(
            item.path, f"source.lines 超出了 {page.file} 的 {len(page.lines)} 行；请改正行号", line
        )


def _stands(article: Article, page: Page | None) -> bool:
    """Whether the article's text begins and ends in the lines that it claims: then they are an editor's word."""
    text = to_paragraphs(article.body)
    if not page or not article.source or not text:
        return False
    numbers = sorted(number for number in article.source.numbers() if number <= len(page.lines))
    lines = fold("".join(page.lines[number - 1] for number in numbers))
    return fold(text[0])[:_ENDS] in lines and fold(text[-1])[-_ENDS:] in lines


_ENDS = 12
"""So many characters tell where a text begins and ends."""


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
def _owners(kept: Iterable[Stored]) -> dict[tuple[str, int], str]:
    """(seed, line) → the kept article that claims it."""
    sources = [(item.article.id, item.article.source) for item in kept if item.article.source]
    return {(source.file, number): name for name, source in sources for number in source.numbers()}


def _owner(article: Article, page: Page, owners: Mapping[tuple[str, int], str]) -> str:
    """The kept article that has taken over most of the lines that this one would be made of."""
    numbers = article.source.numbers() & page.printed() if article.source else frozenset()
    claims = [owners[page.file, number] for number in sorted(numbers) if (page.file, number) in owners]
    return max(claims, key=claims.count) if claims and 2 * len(claims) >= len(numbers) else ""


def _unique(article: Article, names: set[str], homes: Mapping[str, str]) -> Article:
    """Two articles with the same lead: the one that came later gets a number.

    ``homes``: id → the seed that it has belonged to so far.
    """
    file = article.source.file if article.source else ""
    name, count = article.id, 1
    while name in names or homes.get(name, file) != file:
        count += 1
        name = f"{article.id}-{count}"
    return replace(article, id=name)


class _Former:
    """The ids under which articles were known before."""

    def __init__(self, outdated: Iterable[Stored]) -> None:
        self._by_file: defaultdict[str, list[Article]] = defaultdict(list)
        self._by_id = {item.article.id: item.article.aliases for item in outdated}
        for item in outdated:
            if item.article.source:
                self._by_file[item.article.source.file].append(item.article)

    def names(self, article: Article) -> Article:
        """The article with the ids that had most of its lines, or its words, as aliases."""
        former = set(self._by_id.get(article.id, ()))
        if article.source:
            numbers = article.source.numbers()
            for other in self._by_file[article.source.file]:
                before = other.source.numbers() if other.source else frozenset()
                if 2 * len(numbers & before) > len(before):
                    former |= {other.id, *other.aliases}
        return replace(article, aliases=tuple(sorted(former - {article.id})))


def _path(folder: Path, page: Page, article: Article, paths: set[Path]) -> Path:
    """articles/PAGE/0070-标题.md: in the order of the page, to be found by its title, nobody else's."""
    first = article.source.lines[0][0] if article.source and article.source.lines else 0
    title = _NOT_IN_NAMES.sub("-", mend(article.title)).strip("-")[:24].rstrip("-")
    path = folder.joinpath(*page.name.split("/")) / f"{first:04}-{title or article.id}.md"
    return path if path not in paths else path.with_name(f"{first:04}-{article.id}.md")
