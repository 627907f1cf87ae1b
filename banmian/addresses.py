"""Where everything stands in the site: paths below its root that every system, host and browser takes."""

import hashlib
import re
import unicodedata
from functools import cache
from urllib.parse import quote

from banmian.words import is_han

_LONGEST = 64  # Han take three bytes each, and file systems stop at 255
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")  # devices on Windows, whatever the folder


@cache  # the same few names come again on every page
def slug(name: str) -> str:
    """The name itself where it is safe as a folder's name, else what is safe of it, ``~`` and its hash.

    Two names never share a slug: no safe name holds ``~``, and none differs from another by case alone,
    since some file systems do not tell case.
    """
    safe = "".join(char for char in name if _is_safe(char))
    if name and safe == name and len(name) <= _LONGEST and not _RESERVED.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{safe[:40]}~{digest[:12]}"


def article_path(article_id: str) -> str:
    """The article's own page; former ids have theirs, which leads there."""
    return f"articles/{slug(article_id)}/index.html"


def data_path(article_id: str, extension: str) -> str:
    """The article as data, beside its page; ``extension``: json or md."""
    return f"articles/{slug(article_id)}/article.{extension}"


def source_path(article_id: str) -> str:
    """The article beside the lines that it was made of."""
    return f"articles/{slug(article_id)}/source/index.html"


def page_path(name: str) -> str:
    """A newspaper page, by its name, whose folders become folders."""
    return f"pages/{'/'.join(map(slug, name.split('/')))}/index.html"


LEDGER = "data/ledger.json"
"""Whose each printed line is: seed → its printed lines and those of no article, as ranges."""


def page_of(file: str) -> str:
    """The page of a seed, by its path below the seeds folder."""
    return page_path(file.removesuffix(".txt"))


def department_path(name: str) -> str:
    """All articles about a department."""
    return f"departments/{slug(name)}/index.html"


def column_path(name: str) -> str:
    """All articles of a column."""
    return f"columns/{slug(name)}/index.html"


def person_path(name: str) -> str:
    """All articles and photographs by a person, in whatever role."""
    return f"reporters/{slug(name)}/index.html"


def date_path(date: str) -> str:
    """A year, a month or a day, written YYYY, YYYY-MM or YYYY-MM-DD."""
    return f"dates/{'/'.join(map(slug, date.split('-')))}/index.html"


def issues_path(paper: str, year: str) -> str:
    """The issues of a newspaper's year; a paper without a name has the place of none."""
    return f"issues/{slug(paper)}/{year}/index.html"


def leaf_path(path: str, leaf: str) -> str:
    """A part of what stands at ``path``: ``~1``, ``~a``, which no slug is."""
    return f"{path.removesuffix('index.html')}~{leaf}/index.html"


def link(path: str, root: str) -> str:
    """The path as an address in a page from which ``root`` leads to the site's root."""
    return root + quote(path)


def root_of(path: str) -> str:
    """The way from a page to the site's root: ``""``, ``"../"``, ``"../../"``…"""
    return "../" * path.count("/")


def _is_safe(char: str) -> bool:
    if is_han(char):
        return unicodedata.is_normalized("NFC", char)  # macOS would write the other form
    return char in "-_·（）" or (char.isascii() and (char.islower() or char.isdigit()))
