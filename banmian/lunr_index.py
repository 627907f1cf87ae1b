"""A standard lunr index of the archive, for whoever wants to load it in lunr; and what the search ranks by."""

from collections.abc import Mapping
from typing import Any

from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.token_set import TokenSet

from banmian.postings import SearchText

BOOSTS = {"title": 10, "text": 1}
"""lunr's fields; a word in the title outweighs any number in the text."""
K1, B = 1.2, 0.75


def lunr_index(texts: Mapping[str, SearchText]) -> dict[str, Any]:
    """lunr's serialised form of the articles' words by id; no pipeline, whose trimmer would take every Chinese word away."""
    if not texts:  # lunr would divide by their number
        return _serialised(Index({}, {}, TokenSet(), list(BOOSTS), Pipeline()))
    builder = Builder()
    builder.k1(K1)
    builder.b(B)
    for field, boost in BOOSTS.items():
        builder.field(field, boost)
    for key, text in texts.items():
        words: dict[str, list[str]] = {field: [] for field in BOOSTS}
        for start, end in text.words.tolist():
            words["title" if start < text.title else "text"].append(text.folded[start:end])
        builder.add({"id": key, **words})
    return _serialised(builder.build())


def _serialised(index: Index) -> dict[str, Any]:
    """Words in the order of UTF-16 units: lunr.js refuses any other, and lunr.py sorts by code point."""
    data: dict[str, Any] = index.serialize()
    data["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return data
