"""Postings → the files that a browser fetches one by one.

A list of articles is printable ASCII: dense codes, whose last digit is one of the first ``STOPPERS`` digits.
Before an article ``!`` says that the string stands in the title, ``#`` that it is a word there. A gap follows:
how many articles lie between it and the one before. Of a word, how often it stands in the text and how many
words the text has follow; then, with ``!``, the same of the title. ``static/search.js`` reads all this.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

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


Entry = tuple[str, bytes, int]
"""A key, its list, and how many articles that holds."""


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


def shards(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Entries in their order, parted into shards of about ``size`` bytes; a long list has a shard of its own."""
    shard: list[Entry] = []
    held = 0
    for entry in entries:
        cost = len(entry[1]) + 6
        if shard and held + cost > size:
            yield shard
            shard, held = [], 0
        shard.append(entry)
        held += cost
    if shard:
        yield shard


def spell(shard: Sequence[Entry]) -> tuple[str, str]:
    """(keys, lists) of a shard as text: of each key how many characters it shares with the one before, then the others."""
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


def separators(first_and_last: Sequence[tuple[str, str]]) -> list[str]:
    """The shortest beginning of each shard's first key that tells it from the last key of the shard before."""
    found = [""] if first_and_last else []
    for (_, before), (first, _) in pairwise(first_and_last):
        shared = 0
        while shared < min(len(before), len(first)) and before[shared] == first[shared]:
            shared += 1
        found.append(first[: shared + 1])
    return found
