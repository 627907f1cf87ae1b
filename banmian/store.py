"""The articles folder: what banmian made there follows the seeds, what people changed is theirs.

Every made file carries a checksum in a comment of its front matter. While it fits, the file is
banmian's to rewrite; once anything in the file was changed it no longer fits, and the file is kept.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from banmian.article import format_article, parse_article
from banmian.errors import InputError, read_bytes
from banmian.records import Article, Page
from banmian.words import mend

_SEAL = re.compile(r"^# 自动生成（校验码 ([0-9a-f]{16})）.*\n", re.M)
_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with its file; ``edited`` when a person changed or wrote the file."""

    path: Path
    article: Article
    edited: bool


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
    gone: tuple[str, ...]
    """Seeds that made articles name and that are no longer there."""


def read_articles(folder: Path) -> list[Stored]:
    """Every article below the folder, ordered by path."""
    if not folder.is_dir():
        return []
    return [
        _read(path)
        for path in sorted(folder.rglob("*.md"), key=lambda path: path.relative_to(folder).as_posix())
    ]


def _read(path: Path) -> Stored:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(path, "文字编码不是 UTF-8；请用记事本打开后另存为 UTF-8", line) from None
    text = text.replace("\r\n", "\n")
    article = parse_article(text, path)
    seal = _SEAL.search(text)
    edited = not seal or seal[1] != _checksum(_SEAL.sub("", text, count=1))
    return Stored(path, article if article.id else replace(article, id=_id_from(path.stem)), edited)


def _id_from(stem: str) -> str:
    """The id of an article that was written by hand without one: from its file's name."""
    return "h" + hashlib.sha256(stem.encode()).hexdigest()[:9]


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sealed(article: Article) -> str:
    """The text of a made article's file, with the checksum that tells whether anybody changed it."""
    text = format_article(article)
    head, body = text.split("\n---\n", 1)
    seal = f"# 自动生成（校验码 {_checksum(text)}）。改动本文件任何一处，它就由您作主，重建不再覆盖。"
    return f"{head}\n{seal}\n---\n{body}"


def plan_update(
    folder: Path, stored: Sequence[Stored], made: Sequence[tuple[Page, Sequence[Article]]]
) -> Update:
    """Bring made articles and the folder's files together.

    ``made``: the articles of each page as the splitter sees them now. Files of pages that are not
    among them stay. Lines that an edited article claims are not made into another one.
    """
    pages = {page.file for page, _ in made}
    kept = [
        item
        for item in stored
        if item.edited or not item.article.source or item.article.source.file not in pages
    ]
    outdated = [item for item in stored if item not in kept]
    claimed = {
        (item.article.source.file, number)
        for item in kept
        if item.article.source
        for number in item.article.source.numbers()
    }
    taken = {name: item.path for item in kept for name in (item.article.id, *item.article.aliases)}
    _refuse_twins(kept)
    fresh: list[tuple[Path, Article]] = []
    for page, articles in made:
        for article in articles:
            if _claimed(article, page, claimed):
                continue
            new = _with_former_ids(_unique(article, taken), outdated)
            taken[new.id] = folder / page.name
            fresh.append((_path(folder, page, new), new))
    texts = tuple((path, sealed(article)) for path, article in fresh)
    files = {path for path, _ in texts}
    return Update(
        kept=tuple(kept),
        written=texts,
        removed=tuple(item.path for item in outdated if item.path not in files),
        articles=tuple([item.article for item in kept] + [article for _, article in fresh]),
        gone=tuple(sorted({item.article.source.file for item in kept if item.article.source} - pages)),
    )


def _refuse_twins(kept: Iterable[Stored]) -> None:
    seen: dict[str, Path] = {}
    for item in kept:
        if item.article.id in seen:
            raise InputError(
                item.path,
                f"id {item.article.id} 与 {seen[item.article.id]} 相同；请在其中一个文件里写上另一个 id",
            )
        seen[item.article.id] = item.path


def _claimed(article: Article, page: Page, claimed: set[tuple[str, int]]) -> bool:
    """Whether an edited article has taken over the lines that this one would be made of."""
    if not article.source:
        return False
    numbers = article.source.numbers() & page.printed()
    gone = sum((page.file, number) in claimed for number in numbers)
    return 2 * gone >= max(len(numbers), 1)


def _unique(article: Article, taken: dict[str, Path]) -> Article:
    """Two articles with the same lead: the later one gets a number."""
    name, count = article.id, 1
    while name in taken:
        count += 1
        name = f"{article.id}-{count}"
    return replace(article, id=name)


def _with_former_ids(article: Article, outdated: Sequence[Stored]) -> Article:
    """The ids under which most of the article's lines were known before."""
    if not article.source:
        return article
    numbers = article.source.numbers()
    former: list[str] = []
    for item in outdated:
        source = item.article.source
        same_page = source and source.file == article.source.file
        if source and same_page and 2 * len(numbers & source.numbers()) > len(source.numbers()):
            former += [item.article.id, *item.article.aliases]
    return replace(article, aliases=tuple(sorted({name for name in former if name != article.id})))


def _path(folder: Path, page: Page, article: Article) -> Path:
    """articles/PAGE/0070-标题.md: in the order of the page, and to be found by its title."""
    first = article.source.lines[0][0] if article.source and article.source.lines else 0
    title = _NOT_IN_NAMES.sub("-", mend(article.title)).strip("-")[:24].rstrip("-")
    return folder.joinpath(*page.name.split("/")) / f"{first:04}-{title or article.id}.md"


def carry_out(update: Update, folder: Path) -> int:
    """Write what changed below the articles folder and remove what is gone; the number of files touched."""
    touched = sum(write_if_changed(path, text.encode()) for path, text in update.written)
    for path in update.removed:
        remove(path, folder)
    return touched + len(update.removed)


def remove(path: Path, folder: Path) -> None:
    """Remove a file, and the folders above it, up to ``folder``, that it leaves empty."""
    try:
        path.unlink(missing_ok=True)
        for above in path.parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()
    except OSError as error:
        raise InputError(path, f"删不了这个文件（{error.strerror}）；请检查权限") from None


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, and only if its content differs; whether it was written."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".banmian-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(path, f"写不了这个文件（{error.strerror}）；请检查权限和磁盘空间") from None
    return True
