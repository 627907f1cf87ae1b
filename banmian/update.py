"""What the articles folder becomes: made articles follow their seeds, people's files stay."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from banmian.files import remove, write_if_changed
from banmian.kept import find_again, find_changes, refuse_twins, report_orphans, report_texts
from banmian.memory import Memory, read_memory, write_memory
from banmian.origins import Made, Origins, page_part
from banmian.records import Article, Page, Source
from banmian.store import Stored, sealed
from banmian.words import mend

_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff]+")


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
    memory: Memory
    """Of the kept articles, for the next update."""
    moved: Mapping[str, str]
    """Seeds that are known by another name now: path below the seeds folder → path of now."""
    warnings: tuple[str, ...]

    @property
    def files(self) -> list[Path]:
        """The file of each article, in the order of ``articles``."""
        return [*(item.path for item in self.kept), *(path for path, _ in self.written)]


def plan_update(folder: Path, stored: Sequence[Stored], made: Made) -> Update:
    """Bring made articles and the folder's files together.

    Files of seeds that are gone stay, unless the same articles come from another seed now. Lines that
    a kept article claims are not made into another one, whose address then leads to the kept one.
    """
    origins = Origins(made)
    pages = origins.pages
    ids = {article.id for _, articles in made for article in articles}
    outdated = [item for item in stored if not item.edited and _follows(item, pages, ids)]
    old = {item.path for item in outdated}
    kept = [item for item in stored if item.path not in old]
    refuse_twins(kept, outdated)
    memory = read_memory(folder)
    as_written = kept
    kept, moved = find_again(folder, as_written, origins, memory)
    settled = [
        now
        for was, now in zip(as_written, kept, strict=True)
        if now.article.id not in moved or now.article.source != was.article.source
    ]  # of a file whose lines cannot be found nothing more can be told
    remembered = {item.article.id: memory.code(item) or memory.last(item) for item in as_written}
    changes = find_changes(folder, settled, origins, remembered)
    fresh, led = _fresh(folder, kept, outdated, made)
    names = {article.id for _, article in fresh}
    texts = tuple(
        (path, sealed(article, origins.code(article.source) if article.source else ""))
        for path, article in fresh
    )
    shown = [_shown(item.article, pages, sorted(led[item.article.id] - names)) for item in kept]
    return Update(
        kept=tuple(kept),
        written=texts,
        removed=tuple(sorted(old - {path for path, _ in texts})),
        articles=(*shown, *(article for _, article in fresh)),
        moved=_moved(stored, origins),
        memory=_remember(as_written, moved.keys() | changes.keys(), origins, memory),
        warnings=(
            *moved.values(),
            *changes.values(),
            *report_texts(folder, settled, origins),
            *report_orphans(folder, kept, pages),
        ),
    )


def _moved(stored: Iterable[Stored], origins: Origins) -> dict[str, str]:
    gone = [
        (item.article.source.file, item.origin)
        for item in stored
        if item.origin and item.article.source and item.article.source.file not in origins.pages
    ]
    return {file: now for file, origin in gone if (now := origins.file_of(origin))}


def _remember(kept: Iterable[Stored], told: Collection[str], origins: Origins, before: Memory) -> Memory:
    """What is now right is remembered; of what the editors are told (ids) they have yet to judge."""
    files: dict[str, tuple[Source, str]] = {}
    pages = dict(before.pages)
    for item in kept:
        name, source = item.article.id, item.article.source
        if not item.edited or not source or not source.lines:
            continue
        if source.file in origins.pages and name not in told:
            files[name] = source, origins.code(source)
            pages[page_part(files[name][1])] = origins.marks(source.file)
        elif code := before.code(item):
            files[name] = source, code
    return Memory(files, pages)


def _fresh(
    folder: Path, kept: Sequence[Stored], outdated: Sequence[Stored], made: Made
) -> tuple[list[tuple[Path, Article]], Mapping[str, set[str]]]:
    """(files and articles to write, kept id → ids of what that article took over)."""
    pages = {page.file for page, _ in made}
    homes = {item.article.id: item.article.source for item in kept if item.article.source}
    owners = _owners(kept)
    aliases = {alias: item for item in kept for alias in item.article.aliases}
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
        printed = page.printed() if owners else frozenset()
        for article in articles:
            if _is_home(homes.get(article.id), article):
                continue
            if owner := _owner(article, page.file, printed, owners):
                led[owner].add(article.id)
            elif article.id in aliases:
                what = f"aliases 里的 {article.id} 是《{article.title}》现在的编号；请去掉"
                raise aliases[article.id].wrong("aliases", what)
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
    return touched + len(update.removed) + write_memory(update.memory, folder)


def _follows(item: Stored, pages: Mapping[str, Page], ids: set[str]) -> bool:
    """Whether a made file follows its seed, or its words, which come from a seed with another name now."""
    source = item.article.source
    return source is not None and (source.file in pages or item.article.id in ids)


def _shown(article: Article, pages: Mapping[str, Page], former: Sequence[str]) -> Article:
    """A kept article as the site shows it: a sidecar that came later completes it, taken ids lead to it."""
    page = pages.get(article.source.file) if article.source else None
    if page:
        article = replace(article, paper=article.paper or page.paper, edition=article.edition or page.edition)
        if page.issued and (not article.issued or article.issued_source == "inferred"):
            issued = page.issued.isoformat()
            article = replace(article, issued=issued, issued_precision="day", issued_source="sidecar")
    return replace(article, aliases=(*article.aliases, *former))


# ------------------------------------------------------------ what is made
def _owners(kept: Iterable[Stored]) -> dict[tuple[str, int], str]:
    """(seed, line) → the kept article that claims it."""
    sources = [(item.article.id, item.article.source) for item in kept if item.article.source]
    return {(source.file, number): name for name, source in sources for number in source.numbers()}


def _is_home(kept: Source | None, article: Article) -> bool:
    """Whether the kept article of the same id is the same article: its lines are, as far as it names any."""
    source = article.source
    if not kept or not source or kept.file != source.file:
        return False
    return not kept.lines or not kept.numbers().isdisjoint(source.numbers())


def _owner(
    article: Article, file: str, printed: frozenset[int], owners: Mapping[tuple[str, int], str]
) -> str:
    """The kept article that has taken over most of the lines that this one would be made of."""
    numbers = article.source.numbers() & printed if article.source else frozenset()
    claims = [owners[file, number] for number in sorted(numbers) if (file, number) in owners]
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
        self._by_file: defaultdict[str, list[tuple[Article, frozenset[int]]]] = defaultdict(list)
        self._by_id = {item.article.id: item.article.aliases for item in outdated}
        for item in outdated:
            if source := item.article.source:
                self._by_file[source.file].append((item.article, source.numbers()))

    def names(self, article: Article) -> Article:
        """The article with the ids that had most of its lines, or its words, as aliases."""
        former = set(self._by_id.get(article.id, ()))
        if article.source:
            numbers = article.source.numbers()
            for other, before in self._by_file[article.source.file]:
                if 2 * len(numbers & before) > len(before):
                    former |= {other.id, *other.aliases}
        return replace(article, aliases=tuple(sorted(former - {article.id})))


def _path(folder: Path, page: Page, article: Article, paths: set[Path]) -> Path:
    """articles/PAGE/0070-标题.md: in the order of the page, to be found by its title, nobody else's."""
    first = article.source.lines[0][0] if article.source and article.source.lines else 0
    title = _NOT_IN_NAMES.sub("-", mend(article.title)).strip("-")[:24].rstrip("-")
    path = folder.joinpath(*page.name.split("/")) / f"{first:04}-{title or article.id}.md"
    return path if path not in paths else path.with_name(f"{first:04}-{article.id}.md")
