"""Articles that were printed in parts: （一）（二）, 上中下, 之三 at the end of a headline or subtitle."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banmian.records import Article
from banmian.words import fold

_NUMBER = re.compile(
    r"(.*?)[\s·—-]*(?:[（(]([一二三四五六七八九十]{1,3}|\d{1,2}|上|中|下)[）)]|之([一二三四五六七八九十]{1,3}))$"
)
_SHORTEST = 4
"""Characters that tell one series from another."""
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九", 1)}
_THIRDS = {"上": 1, "中": 2, "下": 3}


@dataclass(frozen=True, slots=True)
class Series:
    """Two or more parts."""

    name: str
    articles: tuple[Article, ...]
    """In the order of their numbers."""

    def before(self, article: Article) -> Article | None:
        """The part before this one."""
        place = self.articles.index(article)
        return self.articles[place - 1] if place else None

    def after(self, article: Article) -> Article | None:
        """The part after this one."""
        place = self.articles.index(article) + 1
        return self.articles[place] if place < len(self.articles) else None


def find_series(articles: Iterable[Article]) -> list[Series]:
    """Parts that have their words in common, those of an earlier time first.

    ``articles``: the oldest first. Where the numbers start again, another series begins.
    """
    runs: defaultdict[tuple[str, str], list[list[tuple[int, str, Article]]]] = defaultdict(list)
    for article in articles:
        part = _part(article)
        if part:
            number, name = part
            found = runs[article.paper, fold(name)]
            if not found or number <= found[-1][-1][0]:
                found.append([])
            found[-1].append((number, name, article))
    return list(_series(run for found in runs.values() for run in found))


def _series(runs: Iterable[list[tuple[int, str, Article]]]) -> Iterator[Series]:
    for run in runs:
        if len(run) > 1:
            yield Series(run[0][1], tuple(article for _, _, article in run))


def _part(article: Article) -> tuple[int, str] | None:
    """(which part, of what)"""
    for text in (article.title, article.subtitle, article.kicker):
        match = _NUMBER.fullmatch(text)
        if match and len(match[1].strip("— ")) >= _SHORTEST:
            return _value(match[2] or match[3]), match[1].strip("— ")
    return None


def _value(numeral: str) -> int:
    """十二 → 12, 3 → 3, 下 → 3."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral in _THIRDS:
        return _THIRDS[numeral]
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
