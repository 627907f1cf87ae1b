"""Which articles speak of the same, by the words that few others have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from banmian.again import made_once
from banmian.cutting import quick_tokenizer
from banmian.markup import to_paragraphs
from banmian.processes import ALONE, Crew, in_chunks
from banmian.records import Article

_TELLING = 40
"""So many words of an article tell what it speaks of."""
_RARE = 64
"""A word that more articles hold leads to none of them: the work grows with the archive, not with its square."""
_CLOSE = 0.15
"""Articles that share less, as the cosine of their words' weights, have little in common."""
_FEWEST = 2
"""One word in common is chance."""
_NAMES = re.compile(r"n|vn|[ijl]")
"""jieba's tags of words that name a thing: nouns, abbreviations, set phrases."""
_SHOWN = 4
_ONE = 1 << 20
_CHUNK = 20_000
"""Words of articles that are held against all others at a time."""
_WORDS_SHOWN = 4
_ONE = 1 << 20
_CHUNK = 20_000
"""Words of articles that are held against all others at a time."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Another article, and why it is named."""

    article: Article
    words: tuple[str, ...]
    """What both speak of, the rarest first."""


Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the most telling words of the articles count: rows in the order of the articles."""

    articles: Ints
    words: Ints
    values: Ints
    """In units of 1/_ONE: whole numbers add up to the same in any order, on any machine."""


def find_alike(articles: Sequence[Article], crew: Crew = ALONE) -> dict[str, tuple[Alike, ...]]:
    """Article's id → the articles nearest to it, the nearest first; among equals the given order stays."""
    texts = _words.together([(article,) for article in articles], partial(in_chunks, _words_of_all, crew))
    spelled = sorted({word for words in texts for word in words.splitlines()})
    weights = _weigh(texts, {word: n for n, word in enumerate(spelled)})
    nearest = _nearest(weights, len(articles))
    ends = np.searchsorted(weights.articles, np.arange(len(articles) + 1)).tolist()
    words, values = weights.words.tolist(), weights.values.tolist()
    own = [dict(zip(words[start:end], values[start:end], strict=True)) for start, end in pairwise(ends)]
    return {
        article.id: tuple(
            Alike(articles[other], tuple(spelled[word] for word in _shared(own[n], own[other])))
            for other in nearest[n]
        )
        for n, article in enumerate(articles)
    }


@made_once
def _words(article: Article) -> str:
    """One a line, as often as they are there."""
    text = "\n".join((article.title, *to_paragraphs(article.body)))
    return "\n".join(
        word for word, kind in quick_tokenizer().tag(text) if len(word) > 1 and _NAMES.match(kind)
    )


def _words_of_all(_: None, asked: Sequence[tuple[Article]]) -> list[str]:
    return [_words(article) for (article,) in asked]


def _weigh(texts: Sequence[str], number: Mapping[str, int]) -> _Weights:
    """The most telling words of each article, by tf–idf; a word that one article alone holds ties it to none.

    ``number``: of each word, in the order of the words.
    """
    held = [
        np.unique(np.array([number[word] for word in words.splitlines()], np.int64), return_counts=True)
        for words in texts
    ]
    sizes = [len(words) for words, _ in held]
    articles = np.repeat(np.arange(len(held)), sizes)
    words, counts = map(np.concatenate, zip(*held, strict=True)) if held else (articles, articles)
    known = np.bincount(words, minlength=len(number))
    ties = (known[words] > 1) & (known[words] < len(held))
    articles, words, counts = articles[ties], words[ties], counts[ties]
    told = (1 + np.log(counts)) * np.log(len(held) / known[words])
    order = np.lexsort((words, -told, articles))
    order = order[_places(articles) < _TELLING]
    articles, words, told = articles[order], words[order], told[order]
    lengths = np.sqrt(np.bincount(articles, told**2, len(held)))
    return _Weights(articles, words, np.rint(_ONE * told / lengths[articles]).astype(np.int64))


def _places(groups: Ints) -> Ints:
    """The place of each in its group; groups are ascending."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    sizes = np.diff(starts, append=len(groups))
    return np.arange(len(groups)) - np.repeat(starts, sizes)


def _nearest(weights: _Weights, count: int) -> list[list[int]]:
    """The nearest articles of each, by the words that few hold."""
    held = np.bincount(weights.words, minlength=1)
    rare = np.flatnonzero(held[weights.words] <= _RARE)
    by_word = rare[np.argsort(weights.words[rare], kind="stable")]
    ends = np.cumsum(np.bincount(weights.words[rare], minlength=len(held)))
    found: list[list[int]] = [[] for _ in range(count)]
    for first in range(0, len(rare), _CHUNK):
        part = rare[first : first + _CHUNK]
        if first:  # what stands across an end belongs to the part before
            part = part[weights.articles[part] != weights.articles[rare[first - 1]]]
        last = rare[first + _CHUNK :]
        if len(part) and len(last):
            part = np.concatenate([part, last[weights.articles[last] == weights.articles[part[-1]]]])
        sizes = held[weights.words[part]]
        starts = np.repeat(ends[weights.words[part]] - np.cumsum(sizes), sizes)
        other = by_word[starts + np.arange(len(starts))]
        here = np.repeat(part, sizes)
        pair = weights.articles[here] * count + weights.articles[other]
        order = np.argsort(pair, kind="stable")
        pair, product = pair[order], (weights.values[here] * weights.values[other])[order]
        begins = np.flatnonzero(np.diff(pair, prepend=-1))
        if not len(begins):
            continue
        scores = np.add.reduceat(product, begins)
        shared = np.diff(begins, append=len(pair))
        one, near = np.divmod(pair[begins], count)
        close = (scores >= _CLOSE * _ONE**2) & (shared >= _FEWEST) & (one != near)
        one, near, scores = one[close], near[close], scores[close]
        order = np.lexsort((near, -scores, one))
        order = order[_places(one[order]) < _SHOWN]
        for article, nearest in zip(one[order].tolist(), near[order].tolist(), strict=True):
            found[article].append(nearest)
    return found


def _shared(one: Mapping[int, int], other: Mapping[int, int]) -> list[int]:
    both = sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))
    return both[:_WORDS_SHOWN]
