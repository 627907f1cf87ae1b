"""The articles folder as it stands: what banmian made there, and what people changed.

Every made file carries a checksum in a comment of its front matter. While it fits, the file is
banmian's to rewrite; once anything in the file was changed it no longer fits, and the file is kept.
Beside it stands the code of what the article was made of, by which a kept file can be told of changes.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from banmian.again import made_once
from banmian.article import file_id, format_article, parse_article
from banmian.errors import InputError
from banmian.files import files_below, read_bytes
from banmian.records import Article

_SEAL = "# 自动生成（校验码 {}{}）。改动本文件任何一处，它就由您作主，重建不再覆盖。\n"
_ORIGIN = "，原文码 {}"
_CODE = "([0-9a-f]{16})"
_SEALED = re.compile(_SEAL.format(_CODE, f"(?:{_ORIGIN.format(_CODE)})?") + "(?=---\n)")
_REMEMBERED = re.compile(f"^#.*原文码 {_CODE}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with its file; ``edited`` when a person changed or wrote the file."""

    path: Path
    article: Article
    edited: bool
    origin: str = ""
    """The code of what the article was made of (see :mod:`banmian.origins`); empty if not known."""

    def wrong(self, key: str, what: str) -> InputError:
        """The complaint about a key of the file, with its line."""
        rows = read_bytes(self.path).decode("utf-8-sig").splitlines()
        return InputError(self.path, what, next((n for n, row in enumerate(rows, 1) if f"{key}:" in row), 1))


def read_articles(folder: Path) -> list[Stored]:
    """Every article below the folder, ordered by path."""
    return (
        [_read(path, folder, read_bytes(path)) for path in files_below(folder, ".md")]
        if folder.is_dir()
        else []
    )


@made_once
def _read(path: Path, folder: Path, content: bytes) -> Stored:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(path, "文字编码不是 UTF-8；请用记事本打开后另存为 UTF-8", line) from None
    text = text.replace("\r\n", "\n")
    article = parse_article(text, path)
    seal = _SEALED.search(text)
    edited = not seal or seal[1] != _checksum(text[: seal.start()] + text[seal.end() :], seal[2] or "")
    origin = _REMEMBERED.search(text.split("\n---\n", 1)[0])
    if not article.id:
        article = replace(article, id=file_id(path.relative_to(folder).as_posix()))
    return Stored(path, article, edited, origin[1] if origin else "")


def sealed(article: Article, origin: str = "") -> str:
    """The text of a made article's file, with the checksum that tells whether anybody changed it."""
    text = format_article(article)
    head, body = text.split("\n---\n", 1)
    seal = _SEAL.format(_checksum(text, origin), _ORIGIN.format(origin) if origin else "")
    return f"{head}\n{seal}---\n{body}"


def _checksum(text: str, origin: str) -> str:
    return hashlib.sha256((text + origin).encode()).hexdigest()[:16]
