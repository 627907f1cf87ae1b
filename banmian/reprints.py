"""The same text printed twice, word for word or nearly so."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from banmian.again import made_once
from banmian.markup import to_paragraphs
from banmian.processes import ALONE, Crew, in_chunks
from banmian.records import Article

Runs = NDArray[np.uint64]

_RUN = 8
"""Letters in a row: few runs of so many stand in two texts by chance."""
_SAMPLE = 64
"""So many runs stand for a text: those with the smallest hashes, the same ones wherever the text is printed."""
_SAME = 0.7
"""The share of both texts' runs that is in both."""
_SHORTEST = 20
"""Runs; shorter texts may well say the same without being the same."""
_COMMON = 64
"""A run that more articles hold is a formula."""
_MARKS = re.compile(r"[\W_]+")
_FACTORS = np.array([0x9E3779B97F4A7C15 * 3**nth % 2**64 for nth in range(_RUN)], np.uint64)


def find_reprints(articles: Sequence[Article], crew: Crew = ALONE) -> dict[str, tuple[Article, ...]]:
    """Article's id → the others that print its text, in the given order; those that none does are left out."""
    samples = _sample.together([(article,) for article in articles], partial(in_chunks, _sample_all, crew))
    runs = np.concatenate(samples) if samples else np.zeros(0, np.uint64)
    of = np.repeat(np.arange(len(samples)), list(map(len, samples)))
    _, run, held = np.unique(runs, return_inverse=True, return_counts=True)
    several = (held[run] > 1) & (held[run] <= _COMMON)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    own: defaultdict[int, list[int]] = defaultdict(list)
    for number, which in zip(of[several].tolist(), run[several].tolist(), strict=True):
        holders[which].append(number)
        own[number].append(which)
    found: dict[str, tuple[Article, ...]] = {}
    for number in sorted(own):
        sample = samples[number]
        shared = Counter(other for which in own[number] for other in holders[which] if other != number)
        near = sorted(other for other, runs in shared.items() if runs >= _SAME / 2 * len(sample))
        same = [other for other in near if _likeness(sample, samples[other]) >= _SAME]
        if same:
            found[articles[number].id] = tuple(articles[other] for other in same)
    return found


@made_once
def _sample(article: Article) -> Runs:
    """The smallest hashes of its runs, ascending."""
    text = _MARKS.sub("", "".join(to_paragraphs(article.body)))
    if len(text) < _SHORTEST + _RUN:
        return np.zeros(0, np.uint64)
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    hashes = (sliding_window_view(letters, _RUN) * _FACTORS).sum(axis=1, dtype=np.uint64)
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _FACTORS[0]  # else the order of hashes is that of letters
    return np.unique(hashes)[:_SAMPLE]


def _sample_all(_: None, asked: Sequence[tuple[Article]]) -> list[Runs]:
    return [_sample(article) for (article,) in asked]


def _likeness(one: Runs, other: Runs) -> float:
    smallest = np.union1d(one, other)[:_SAMPLE]
    return float(np.isin(smallest, np.intersect1d(one, other)).mean())
