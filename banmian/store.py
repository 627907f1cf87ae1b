"""The articles folder as it stands: what banmian made there, and what people changed.

Every made file carries a checksum in a comment of its front matter. While it fits, the file is
banmian's to rewrite; once anything in the file was changed it no longer fits, and the file is kept.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from banmian.article import article_id, format_article, parse_article
from banmian.errors import InputError
from banmian.files import files_below, read_bytes
from banmian.markup import to_paragraphs
from banmian.records import Article

_SEAL = "# 自动生成（校验码 {}）。改动本文件任何一处，它就由您作主，重建不再覆盖。\n"
_SEALED = re.compile(re.escape(_SEAL).replace(r"\{\}", "([0-9a-f]{16})") + "(?=---\n)")


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with its file; ``edited`` when a person changed or wrote the file."""

    path: Path
    article: Article
    edited: bool


def read_articles(folder: Path) -> list[Stored]:
    """Every article below the folder, ordered by path."""
    return [_read(path) for path in files_below(folder, ".md")] if folder.is_dir() else []


def _read(path: Path) -> Stored:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(path, "文字编码不是 UTF-8；请用记事本打开后另存为 UTF-8", line) from None
    text = text.replace("\r\n", "\n")
    article = parse_article(text, path)
    seal = _SEALED.search(text)
    edited = not seal or seal[1] != _checksum(text[: seal.start()] + text[seal.end() :])
    if not article.id:
        article = replace(article, id=article_id(to_paragraphs(article.body) or [article.title]))
    return Stored(path, article, edited)


def sealed(article: Article) -> str:
    """The text of a made article's file, with the checksum that tells whether anybody changed it."""
    text = format_article(article)
    head, body = text.split("\n---\n", 1)
    return f"{head}\n{_SEAL.format(_checksum(text))}---\n{body}"


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
