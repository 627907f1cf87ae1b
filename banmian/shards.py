"""Postings → the files that a browser fetches one by one.

A list of articles is printable ASCII: dense codes, whose last digit is one of the first ``STOPPERS`` digits.
Before an article ``!`` says that the string stands in the title, ``#`` that it is a word there. A gap follows:
how many articles lie between it and the one before. Of a word, how often it stands in the text and how many
words the text has follow; then, with ``!``, the same of the title. ``static/search.js`` reads all this.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from banmian.postings import Ints, Lengths, Postings

TITLE, WORD, LIST_END = b"!", b"#", b" "
DIGITS = bytes(code for code in range(ord("$"), ord("~") + 1) if chr(code) not in "\\<")
"""What numbers are written with; none needs an escape in a script."""
STOPPERS = 62
"""The first of the digits; only the last digit of a number is one."""
_CONTINUERS = len(DIGITS) - STOPPERS
_CHUNK = 1 << 20
"""Postings that are written at a time."""
_LEAST = 700
"""Characters of text to a shard, at least."""


Entry = tuple[str, bytes, int]
"""A key, its list, and how many articles that holds."""
Shard = tuple[str, str]
"""Keys and lists as text."""


def write_number(number: int) -> bytes:
    """One number in dense codes."""
    digits = [DIGITS[number % STOPPERS]]
    number //= STOPPERS
    while number:
        number -= 1
        digits.append(DIGITS[STOPPERS + number % _CONTINUERS])
        number //= _CONTINUERS
    return bytes(reversed(digits))


def write_list(articles: Sequence[int]) -> bytes:
    """A list of articles that says no more of them."""
    return b"".join(write_number(after - before - 1) for before, after in pairwise([-1, *articles]))


def write_lists(postings: Postings, lengths: Lengths) -> list[bytes]:
    """The list of each key."""
    written: list[bytes] = []
    first = 0
    while first < len(postings.ends):
        start = int(postings.ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(postings.ends, start + _CHUNK, "right")), first + 1)
        written += _write(postings, lengths, first, last)
        first = last
    return written


def _write(postings: Postings, lengths: Lengths, first: int, last: int) -> Iterator[bytes]:
    """The lists of keys ``first`` to ``last``."""
    start = int(postings.ends[first - 1]) if first else 0
    rows = slice(start, int(postings.ends[last - 1]))
    article = postings.articles[rows]
    if not len(article):
        return iter([b""] * (last - first))
    ends = postings.ends[first:last] - start
    opens = np.zeros(len(article), bool)
    opens[np.concatenate([[0], ends[:-1]])] = True
    gap = np.diff(article, prepend=0) - 1
    gap[opens] = article[opens]
    in_title, titled, texted = (
        postings.in_title[rows],
        postings.words_in_title[rows],
        postings.words_in_text[rows],
    )
    alone = np.repeat(np.diff(ends, prepend=0) == 1, np.diff(ends, prepend=0))
    word = ((titled + texted) > 0) & ~alone
    in_text, as_title = word & (texted > 0), word & in_title & (titled > 0)
    row = _Row(len(article))
    row.sign(TITLE, in_title)
    row.sign(WORD, word)
    row.number(gap.astype(np.int64), np.ones(len(article), bool))
    row.number(texted.astype(np.int64), word)
    row.number(lengths.text[article], in_text)
    row.number(titled.astype(np.int64), word & in_title)
    row.number(lengths.title[article], as_title)
    whole, places = row.written()
    cuts = [0, *places[ends[:-1]].tolist(), len(whole)]
    return (whole[a:z] for a, z in pairwise(cuts))


class _Row:
    """Signs and numbers, side by side for each posting."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._columns: list[NDArray[np.uint8]] = []

    def sign(self, sign: bytes, where: NDArray[np.bool_]) -> None:
        """A column that has the sign where it holds."""
        self._columns.append(np.where(where, sign[0], 0).astype(np.uint8))

    def number(self, numbers: Ints, where: NDArray[np.bool_]) -> None:
        """A column for each digit, the first digits first; 0 where a number has none."""
        digits = np.frombuffer(DIGITS, np.uint8)
        rest = numbers // STOPPERS
        columns = [np.where(where, digits[numbers % STOPPERS], 0).astype(np.uint8)]
        while True:
            more = where & (rest > 0)
            if not more.any():
                break
            columns.append(np.where(more, digits[STOPPERS + (rest - 1) % _CONTINUERS], 0).astype(np.uint8))
            rest = np.where(more, (rest - 1) // _CONTINUERS, 0)
        self._columns += reversed(columns)

    def written(self) -> tuple[bytes, Ints]:
        """(all of them, without the empty places; where each posting starts in it)"""
        table = np.column_stack(self._columns)
        filled = table != 0
        sizes = filled.sum(axis=1)
        return table[filled].tobytes(), np.cumsum(sizes) - sizes


def shard_count(characters: int) -> int:
    """How many shards an archive of so many characters has: as it grows, they get both more and larger."""
    return min(characters // _LEAST, isqrt(characters * 4)) + 1


def shard_of(key: str, count: int) -> int:
    """The number of the shard that holds the key, and all that begins with the same two characters.

    So a browser need not be told what stands where; ``static/search.js`` reckons the same.
    """
    first, second = (*map(ord, key[:2]), 0)[:2]
    mixed = (first * 0x9E3779B1 ^ second) & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x85EBCA6B & 0xFFFFFFFF
    return (mixed ^ mixed >> 13) % count


def shards(entries: Iterable[Entry], count: int) -> dict[int, Shard]:
    """Entries, in their order, as the parts of shards that they are."""
    parted: defaultdict[int, list[Entry]] = defaultdict(list)
    for prefix, same in groupby(entries, key=lambda entry: entry[0][:2]):
        parted[shard_of(prefix, count)] += same
    return {number: spell(part) for number, part in parted.items()}


def joined(parts: Iterable[Mapping[int, Shard]], count: int) -> list[Shard]:
    """The whole of each shard, from parts whose keys follow on each other."""
    keys: list[list[str]] = [[] for _ in range(count)]
    lists: list[list[str]] = [[] for _ in range(count)]
    for part in parts:
        for number, (some_keys, some_lists) in part.items():
            keys[number].append(some_keys)
            lists[number].append(some_lists)
    end = LIST_END.decode("ascii")
    return [("\n".join(rows), end.join(written)) for rows, written in zip(keys, lists, strict=True)]


def spell(shard: Sequence[Entry]) -> Shard:
    """Entries as text: of each key how many characters it shares with the one before, then the others."""
    rows = []
    before = ""
    for key, _, _ in shard:
        shared = _shared(before, key)
        rows.append(f"{shared}{key[shared:]}")
        before = key
    return "\n".join(rows), LIST_END.join([written for _, written, _ in shard]).decode("ascii")


def _shared(before: str, key: str) -> int:
    """How many characters both begin with, as far as one digit counts."""
    most = min(len(before), len(key), 9)
    while not key.startswith(before[:most]):
        most -= 1
    return most
