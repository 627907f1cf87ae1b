"""What is searched of an article, folded, with the places of its words."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import rjieba

from banmian.again import made_once
from banmian.cutting import new_tokenizer
from banmian.markup import to_paragraphs
from banmian.postings import FIELD_END, SearchText
from banmian.processes import ALONE, Crew
from banmian.records import Article
from banmian.words import fold

FIELDS = ("title", "kicker", "subtitle", "byline", "body")
Fields = dict[str, str]
"""field → text, the title first"""
Texts = tuple[str, ...]
"""The texts of the fields, in their order."""

_DOUBTFUL = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9]*[+#&._%\-][\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]*")
"""Where rjieba cuts otherwise than jieba: Latin words and numbers with a mark inside, and what is cut with them."""

_CHUNK = 250
"""Articles that a process reads at a time."""

Span = tuple[int, int]


class Cutter:
    """Cuts folded texts into words as jieba's search mode does, most of them by its faster twin."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """``names``: words that the dictionary may lack."""
        folded = sorted({fold(name) for name in names})
        self._names = folded
        self._jieba: Any = new_tokenizer(folded)
        self._rjieba = rjieba.Jieba()
        self._is_word = _IsWord()
        for name in folded:
            if len(name) > 1:
                self._rjieba.add_word(name, self._jieba.FREQ[name], None)

    def __reduce__(self) -> tuple[type["Cutter"], tuple[list[str]]]:
        """Another process makes its own: rjieba's dictionary cannot be sent."""
        return Cutter, (self._names,)

    def words(self, folded: str) -> list[Span]:
        """(start, end) of each word; marks are no words."""
        words: list[Span] = []
        done = 0
        for doubtful in _DOUBTFUL.finditer(folded):
            words += self._cut(self._rjieba, folded[done : doubtful.start()], done)
            words += self._cut(self._jieba, doubtful[0], doubtful.start())
            done = doubtful.end()
        return words + self._cut(self._rjieba, folded[done:], done)

    def _cut(self, tokenizer: Any, text: str, offset: int) -> list[Span]:
        tokens = tokenizer.tokenize(text, mode="search") if text else ()
        return [(offset + start, offset + end) for word, start, end in tokens if self._is_word[word]]


class Names:
    """The archive's own words; the same words are the same."""

    def __init__(self, names: Iterable[str]) -> None:
        self.words = tuple(sorted(set(names)))
        self._code = hashlib.sha256("\n".join(self.words).encode()).digest()

    def __reduce__(self) -> tuple[type["Names"], tuple[tuple[str, ...]]]:
        """The cutter cannot be sent."""
        return Names, (self.words,)

    def __hash__(self) -> int:
        """Of the words."""
        return hash(self._code)

    def __eq__(self, other: object) -> bool:
        """Whether the words are the same."""
        return isinstance(other, Names) and self._code == other._code

    @cached_property
    def cutter(self) -> Cutter:
        """Cuts texts with them."""
        return Cutter(self.words)


class _IsWord(dict[str, bool]):
    """Whether what was cut off is a word; most words come again and again."""

    def __missing__(self, word: str) -> bool:
        self[word] = any(map(str.isalnum, word))
        return self[word]


def read_texts(articles: Sequence[Fields], names: Iterable[str], crew: Crew = ALONE) -> list[SearchText]:
    """The text of each article; ``names``: the archive's own, which are words."""
    own = Names(names)

    def read(asked: Sequence[tuple[Texts, Names]]) -> Iterator[SearchText]:
        texts = [text for text, _ in asked]
        chunks = [texts[first : first + _CHUNK] for first in range(0, len(texts), _CHUNK)]
        return chain.from_iterable(crew.each(_read_all, own.cutter, chunks))

    return _text.together([(tuple(fields.values()), own) for fields in articles], read)


@made_once
def _text(texts: Texts, names: Names) -> SearchText:
    """The text of an article, given by its fields, the title first."""
    return _read(texts, names.cutter)


def _read_all(cutter: Cutter, articles: Sequence[Texts]) -> list[SearchText]:
    return [_read(texts, cutter) for texts in articles]


def fields_of(article: Article) -> Fields:
    """All searched fields as they are read, the title first; the body's paragraphs one a line."""
    texts = {name: str(getattr(article, name)) for name in FIELDS}
    texts["body"] = "\n".join(to_paragraphs(article.body))
    return texts


def _read(texts: Texts, cutter: Cutter) -> SearchText:
    folded = [fold(text) for text in texts]
    whole = "".join(field + FIELD_END for field in folded)
    words = np.fromiter(chain.from_iterable(cutter.words(whole)), np.int32).reshape(-1, 2)
    return SearchText(whole, len(folded[0]), words)
