"""Which articles speak of the same, by the words that few others have."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banmian.again import made_once
from banmian.cutting import quick_tokenizer
from banmian.markup import to_paragraphs
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
_WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """Another article, and why it is named."""

    article: Article
    words: tuple[str, ...]
    """What both speak of, the rarest first."""


Weights = Mapping[str, float]
"""word → how much it tells; the squares add up to 1"""


def find_alike(articles: Sequence[Article]) -> dict[str, tuple[Alike, ...]]:
    """Article's id → the articles nearest to it, the nearest first; among equals the given order stays."""
    weights = _weigh([_words(article) for article in articles])
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(weights):
        for word in words:
            holders[word].append(number)
    rare = {word: numbers for word, numbers in holders.items() if len(numbers) <= _RARE}
    return {
        article.id: tuple(
            Alike(articles[other], _shared(weights[number], weights[other]))
            for other in _nearest(number, weights, rare)
        )
        for number, article in enumerate(articles)
    }


@made_once
def _words(article: Article) -> Counter[str]:
    text = "\n".join((article.title, *to_paragraphs(article.body)))
    return Counter(word for word, kind in quick_tokenizer().tag(text) if len(word) > 1 and _NAMES.match(kind))


def _weigh(counts: Sequence[Counter[str]]) -> list[Weights]:
    """The most telling words of each article, by tf–idf; a word that one article alone holds ties it to none."""
    known = Counter(word for words in counts for word in words)
    weights: list[Weights] = []
    for words in counts:
        told = {
            word: (1 + math.log(count)) * math.log(len(counts) / known[word])
            for word, count in words.items()
            if 1 < known[word] < len(counts)
        }
        kept = sorted(told, key=lambda word: (-told[word], word))[:_TELLING]
        length = math.sqrt(math.fsum(told[word] ** 2 for word in kept))
        weights.append({word: told[word] / length for word in kept})
    return weights


def _nearest(number: int, weights: Sequence[Weights], rare: Mapping[str, Sequence[int]]) -> list[int]:
    scores: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    for word, weight in weights[number].items():
        for other in rare.get(word, ()):
            scores[other] += weight * weights[other][word]
            shared[other] += 1
    near = (one for one in scores if one != number and scores[one] >= _CLOSE and shared[one] >= _FEWEST)
    return sorted(near, key=lambda other: (-scores[other], other))[:_SHOWN]


def _shared(one: Weights, other: Weights) -> tuple[str, ...]:
    both = sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))
    return tuple(both[:_WORDS_SHOWN])
