"""Queries of every class, drawn from articles, and an oracle that reads all of them to answer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import jieba.posseg
from corpus import readable

from banmian.cutting import plain_tokenizer
from banmian.records import Article
from banmian.search_text import fields_of
from banmian.words import fold

Words = Sequence[tuple[str, str]]
"""Each word of a paragraph and its class: n noun, nr person, ns place, nt body, …"""
Draw = Callable[[Random, Words], Sequence[str]]

Filters = Mapping[str, Sequence[str]]
"""department, reporter, paper → values of which an article has one; from, to → one day"""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PART = re.compile(r'(-?)(?:(标题|记者|部门|日期):)?(?:"([^"]+)"|(\S+))')
_TRIALS = 1000  # paragraphs that are looked at for each query; Latin words are rare


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the articles that it must find, by number."""

    kind: str
    text: str
    answer: frozenset[int]
    filters: Filters = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether engines understand it that know neither fields nor filters."""
        return self.kind not in _OWN


class Oracle:
    """Answers by the contract: an article matches when one of its fields holds each term."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._texts = ["\n".join(map(fold, fields_of(one).values())) for one in articles]
        self.characters = sum(map(len, self._texts))

    def answer(self, query: str, filters: Filters | None = None) -> frozenset[int]:
        """The numbers of all that match; terms stand apart, ``"in quotes"`` or after ``-`` to be absent."""
        parts = [
            (bool(minus), name, fold(quoted or plain)) for minus, name, quoted, plain in _PART.findall(query)
        ]
        return frozenset(
            number
            for number in range(len(self._texts))
            if all(self._holds(number, name, term) is not unwanted for unwanted, name, term in parts)
            and self._passes(number, filters or {})
        )

    def _holds(self, number: int, name: str, term: str) -> bool:
        if not name:
            return term in self._texts[number]
        one = self._articles[number]
        if name == "日期":
            first, last = term.split("..")
            return one.date is not None and first <= str(one.date)[: len(first)] <= last
        values = {"标题": (one.title,), "记者": one.reporters, "部门": one.departments}[name]
        return any(term in fold(value) for value in values)

    def _passes(self, number: int, filters: Filters) -> bool:
        one = self._articles[number]
        held = {"department": one.departments, "reporter": one.reporters, "paper": (one.paper,)}
        days = "".join(filters.get("from", "")), "".join(filters.get("to", ""))
        in_time = not any(days) or (one.date and days[0] <= str(one.date) <= (days[1] or "9"))
        return bool(in_time) and all(
            set(values) & set(held[name]) for name, values in filters.items() if name in held
        )


def draw_queries(articles: Sequence[Article], count: int, oracle: Oracle, seed: int = 1) -> list[Query]:
    """About ``count`` queries, as many of each class, each of which finds something."""
    each = -(-count // len(KINDS))
    found = (_draw(kind, articles, each, oracle, Random(f"{seed} {kind}")) for kind in KINDS)
    return [query for queries in found for query in queries]


def _draw(kind: str, articles: Sequence[Article], count: int, oracle: Oracle, draw: Random) -> list[Query]:
    found: dict[str, Query] = {}
    for _ in range(count * _TRIALS):
        if len(found) == count:
            break
        article = draw.choice(articles)
        text, filters = _ask(kind, draw, article)
        if text and text not in found and (answer := oracle.answer(text, filters)):
            found[text] = Query(kind, text, answer, filters)
    return list(found.values())


def _ask(kind: str, draw: Random, article: Article) -> tuple[str, Filters]:
    """A query that the article may answer, or none."""
    if kind in _OWN:
        return _OWN[kind](draw, article)
    candidates = _PLAIN[kind](draw, cut(_paragraph(draw, article)))
    return draw.choice(candidates) if candidates else "", {}


def _paragraph(draw: Random, article: Article) -> str:
    return draw.choice("\n".join(readable(article)).split("\n"))


@cache
def _tagger() -> Any:
    return jieba.posseg.POSTokenizer(plain_tokenizer())


@cache
def cut(paragraph: str) -> Words:
    """Words and classes as jieba finds them."""
    return [(word, tag) for word, tag in _tagger().cut(paragraph)]


# ------------------------------------------------------------ what is drawn from a paragraph


def _words(_: Random, words: Words) -> list[str]:
    return [word for word, _ in words if len(word) > 1 and _HAN.fullmatch(word)]


def _names(_: Random, words: Words) -> list[str]:
    return [word for word, tag in words if tag == "nr" and 2 <= len(word) <= 4]


def _organisations(_: Random, words: Words) -> list[str]:
    """Bodies that jieba knows, with the place or the noun before them."""
    return [
        before + word if tag_before[0] in "nj" and _HAN.fullmatch(before) else word
        for (before, tag_before), (word, tag) in pairwise([(" ", " "), *words])
        if tag == "nt" or (word[-1] in "局部会院厂校" and tag[0] == "n" and len(word) > 2)
    ]


def _across(draw: Random, words: Words) -> list[str]:
    """The end of a word and the beginning of the next."""
    pairs = [(a, b) for (a, _), (b, _) in pairwise(words) if len(a) > 1 < len(b) and _HAN.fullmatch(a + b)]
    return [a[draw.randrange(1, len(a)) :] + b[: draw.randrange(1, len(b))] for a, b in pairs]


def _phrases(draw: Random, words: Words) -> list[str]:
    runs = [run for run in _HAN.findall(_text(words)) if len(run) >= 4]
    return [_piece(draw, run, draw.randint(4, min(12, len(run)))) for run in runs]


def _characters(_: Random, words: Words) -> list[str]:
    return list("".join(_HAN.findall(_text(words))))


def _matching(pattern: str) -> Draw:
    compiled = re.compile(pattern)
    return lambda _, words: compiled.findall(_text(words))


def _several(draw: Random, words: Words) -> list[str]:
    known = sorted(set(_words(draw, words)))
    return [" ".join(draw.sample(known, draw.choice((2, 2, 3))))] if len(known) > 2 else []


def _quoted(draw: Random, words: Words) -> list[str]:
    return [f'"{phrase}"' for phrase in _phrases(draw, words)]


def _excluded(draw: Random, words: Words) -> list[str]:
    return [pair.replace(" ", " -") for pair in _several(draw, words) if pair.count(" ") == 1]


def _text(words: Words) -> str:
    return "".join(word for word, _ in words)


def _piece(draw: Random, text: str, length: int) -> str:
    start = draw.randrange(len(text) - length + 1)
    return text[start : start + length]


# ------------------------------------------------------------ what only an archive is asked


def _with_fields(draw: Random, article: Article) -> tuple[str, Filters]:
    """A word with what is known of the article."""
    day = str(article.date)[:7]
    known = [
        *(f"记者:{one}" for one in article.reporters),
        *(f"部门:{one}" for one in article.departments),
        *([f"日期:{day}..{day}"] if article.date else []),
        *(f"标题:{word}" for word in _words(draw, cut(readable(article)[0]))),
    ]
    words = _words(draw, cut(_paragraph(draw, article)))
    wanted = draw.sample(known, min(2, len(known)))
    return " ".join(dict.fromkeys([*(draw.choice(words) for _ in words[:1]), *wanted])), {}


def _filtered(draw: Random, article: Article) -> tuple[str, Filters]:
    """A word, narrowed by what the lists beside the results offer."""
    words = _words(draw, cut(_paragraph(draw, article)))
    day = str(article.date or "")
    every: Mapping[str, Sequence[str]] = {
        "department": article.departments[:1],
        "reporter": article.reporters[:1],
        "paper": [article.paper],
        "from": [day and f"{day[:8]}01"],
        "to": [day],
    }
    known = {name: values for name, values in every.items() if all(values) and values}
    chosen = draw.sample(sorted(known), min(2, len(known)))
    return draw.choice(words) if words else "", {name: known[name] for name in chosen}


_OWN: Mapping[str, Callable[[Random, Article], tuple[str, Filters]]] = {
    "fields": _with_fields,
    "filtered": _filtered,
}
_PLAIN: Mapping[str, Draw] = {
    "words": _words,
    "names": _names,
    "organisations": _organisations,
    "across words": _across,
    "phrases": _phrases,
    "characters": _characters,
    "with marks": _matching(r"[\u4e00-\u9fff]{1,4}[,;:、。《》“”()!?]+[\u4e00-\u9fff]{1,4}"),
    "Latin": _matching(r"[A-Za-z]{2,}"),
    "digits": _matching(r"\d+(?:\.\d+)?"),
    "mixed": _matching(r"[\u4e00-\u9fff]{1,3}[0-9A-Za-z.%]+[\u4e00-\u9fff]{1,3}"),
    "several": _several,
    "quoted": _quoted,
    "excluded": _excluded,
}
"""class → candidates from a paragraph"""
KINDS = (*_PLAIN, *_OWN)
"""All classes of queries."""
