"""Which articles hold a string: for every key the list of them, with what ranks them.

Keys are all characters, all pairs of neighbours, the words of three characters and more that stand in two
articles, and the strings up to ``LONGEST`` that stand in ``COMMON``. So what is no key stands in few articles,
and the articles that hold all keys inside of it hardly ever lack it. Numbers only; nothing here knows of files.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST = 16
"""Characters of a key; a row of bits must hold as many."""
COMMON, COMMON_SHARE = 16, 1 / 1000
"""What stands in so many articles, and in this share of them, is a key."""
FIELD_END = "\n"
"""Stands after each field of a text; no key runs across it."""
_RANGES, _SMALL, _LARGE = 16, 200_000, 3_000_000
"""About so many ranges of keys are listed one by one, none of much fewer or more places."""

_BITS = 63
"""Of a number, its sign not counted."""

Range = tuple[int, int]
"""Characters of the alphabet, from the first up to the last, which is not in it."""

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SearchText:
    """What of an article is searched."""

    folded: str
    """Its folded fields, the title first, each with ``FIELD_END`` behind it."""
    title: int
    """Characters of the title."""
    words: Small
    """words × (start, end) in the folded text; words may overlap."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Keys of one length with their articles, in the order of the keys."""

    keys: Small
    """keys × characters, as numbers of the alphabet."""
    ends: Ints
    """Where each key's articles end in the arrays below."""
    articles: Small
    """Ascending for each key."""
    in_title: Flags
    """Whether the string stands in the title."""
    words_in_title: Small
    words_in_text: Small
    """How often it is a word of the title, and of the other fields."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Words of each article: in its title, and in its other fields."""

    title: Ints
    text: Ints


class Corpus:
    """The texts of all articles as one row of numbers."""

    def __init__(self, texts: Sequence[SearchText]) -> None:
        """``texts``: in the order of the articles' numbers."""
        whole = "".join(text.folded for text in texts)
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
        used = np.zeros(sys.maxunicode + 1, bool)
        used[codes] = True
        self._codes = np.flatnonzero(used).astype(np.uint32)
        """The alphabet: all characters."""
        ranks = np.cumsum(used, dtype=np.int32) - 1
        self._ids: Small = ranks[codes]
        self._end = int(ranks[ord(FIELD_END)])
        self._common = max(COMMON, int(len(texts) * COMMON_SHARE))
        sizes = np.array([len(text.folded) for text in texts], np.int64)
        starts = np.cumsum(sizes) - sizes
        self._article: Small = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
        titles = np.array([text.title for text in texts], np.int64)
        changes = np.zeros(len(codes), np.int8)
        changes[starts] += 1
        changes[starts + titles] -= 1
        self._in_title = np.cumsum(changes, dtype=np.int8).astype(bool)
        words = np.array([len(text.words) for text in texts], np.int64)
        first, last = (np.concatenate([text.words for text in texts]) + np.repeat(starts, words)[:, None]).T
        size = last - first
        self._words = np.zeros(len(codes), np.uint16)
        """A bit for each length of a word that starts there."""
        for length in range(1, LONGEST + 1):
            self._words[first[size == length]] |= np.uint16(1 << (length - 1))
        in_title = np.bincount(self._article[first[self._in_title[first]]], minlength=len(texts))
        self.lengths = Lengths(in_title, words - in_title)

    def spell(self, keys: Small) -> list[str]:
        """The keys as strings."""
        count, size = keys.shape
        text = self._codes[keys].tobytes().decode("utf-32-le", "surrogatepass")
        return [text[at : at + size] for at in range(0, count * size, size)]

    def ranges(self) -> Iterator[Range]:
        """Parts of the alphabet, the one after the other, that begin about as many keys each."""
        counts = np.bincount(self._ids, minlength=len(self._codes))
        most = min(max(len(self._ids) // _RANGES, _SMALL), _LARGE)
        first = 0
        while first < len(counts):
            last = max(int(np.searchsorted(np.cumsum(counts[first:]), most)), 1) + first
            yield first, last
            first = last

    def postings(self, part: Range) -> Iterator[Postings]:
        """All keys that begin with one of these characters: those of one character, of two, and so on."""
        first, last = part
        places = np.flatnonzero((self._ids >= first) & (self._ids < last) & (self._ids != self._end))
        keys = self._ids[places].astype(np.int64)
        spelled: Small = np.arange(len(self._codes), dtype=np.int32)[:, None]
        for size in range(1, LONGEST + 1):
            if not len(places):
                return
            places, keys = _sorted(places, keys)
            new_key = _changes(keys)
            group = np.cumsum(new_key) - 1
            before, char = np.divmod(keys[new_key], len(self._codes))
            spelled = (
                spelled[char] if size == 1 else np.column_stack([spelled[before], char.astype(np.int32)])
            )
            listed = self._list(size, places, group, new_key, spelled)
            held = np.diff(listed.ends, prepend=0)
            common = held >= self._common
            words = np.add.reduceat(listed.words_in_title + listed.words_in_text, listed.ends - held) > 0
            yield listed if size <= 2 else _only(listed, common | (words & (held > 1)))
            opens_word = np.zeros(len(held), bool)
            if size < LONGEST:
                opens_word[group[(self._words[places] >> np.uint16(size)) > 0]] = True
            places, keys = self._longer(size, places, group, common | (opens_word & (held > 1)))

    def _list(self, size: int, places: Ints, group: Ints, new_key: Flags, spelled: Small) -> Postings:
        """``places``: of all occurrences, by key; ``group``: which key each belongs to."""
        article = self._article[places]
        starts = np.flatnonzero(new_key | _changes(article))
        titled = self._in_title[places]
        word = ((self._words[places] >> np.uint16(size - 1)) & np.uint16(1)).astype(np.int32)
        in_title = np.add.reduceat(word * titled, starts)
        return Postings(
            spelled,
            np.cumsum(np.bincount(group[starts])),
            article[starts],
            np.logical_or.reduceat(titled, starts),
            in_title,
            np.add.reduceat(word, starts) - in_title,
        )

    def _longer(self, size: int, places: Ints, group: Ints, wanted: Flags) -> tuple[Ints, Ints]:
        """(places, keys) one character longer; all pairs, else what the wanted keys begin."""
        if size > 1:
            begins = wanted[group]
            places, group = places[begins], group[begins]
        inside = places + size < len(self._ids)
        places, group = places[inside], group[inside]
        following = self._ids[places + size]
        inside = following != self._end
        return places[inside], group[inside] * len(self._codes) + following[inside]


def _sorted(places: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """Both by their keys, and what is equal in its order: as one number each, since numpy is quickest at these."""
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > _BITS:
        order = np.argsort(keys, kind="stable")
        return places[order], keys[order]
    numbered = np.sort((keys << bits) | np.arange(len(keys)))
    return places[numbered & ((1 << bits) - 1)], numbered >> bits


def _changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    new = np.ones(len(values), bool)
    new[1:] = values[1:] != values[:-1]
    return new


def _only(listed: Postings, wanted: NDArray[np.bool_]) -> Postings:
    """The wanted keys and their articles."""
    held = np.diff(listed.ends, prepend=0)
    rows = np.repeat(wanted, held)
    return Postings(
        listed.keys[wanted],
        np.cumsum(held[wanted]),
        listed.articles[rows],
        listed.in_title[rows],
        listed.words_in_title[rows],
        listed.words_in_text[rows],
    )
