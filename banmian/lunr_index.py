"""A standard lunr index of the archive, for whoever wants to load it in lunr; and what the search ranks by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.idf import idf
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.token_set import TokenSet
from lunr.vector import Vector

from banmian.postings import SearchText

BOOSTS = {"title": 10, "text": 1}
"""lunr's fields; a word in the title outweighs any number in the text."""
K1, B = 1.2, 0.75
_NOTHING: dict[str, Any] = {}
"""What lunr keeps of a word in a field beside that it is there: one for all."""


def lunr_index(texts: Mapping[str, SearchText]) -> dict[str, Any]:
    """lunr's serialised form of the articles' words by id; no pipeline, whose trimmer would take every Chinese word away."""
    if not texts:  # lunr would divide by their number
        return _serialised(Index({}, {}, TokenSet(), list(BOOSTS), Pipeline()))
    builder = _Builder()
    builder.k1(K1)
    builder.b(B)
    for field, boost in BOOSTS.items():
        builder.field(field, boost)
    for key, text in texts.items():
        words: dict[str, list[str]] = {field: [] for field in BOOSTS}
        for start, end in text.words.tolist():
            words["title" if start < text.title else "text"].append(text.folded[start:end])
        builder.add_words(key, words)
    return _serialised(builder.build())


class _Builder(Builder):  # type: ignore[misc]  # lunr has no types
    """lunr's own for many words that are cut already: lunr would copy each, and seek a place for each of its weights."""

    def add_words(self, key: str, words: Mapping[str, Sequence[str]]) -> None:
        """What ``add`` does; ``words``: of each field."""
        self._documents[key] = {}
        self.document_count += 1
        for field, cut in words.items():
            counts = Counter(cut)
            self.field_term_frequencies[str(FieldRef(key, field))] = counts
            self.field_lengths[str(FieldRef(key, field))] = len(cut)
            for word in counts:
                posting = self.inverted_index.get(word)
                if posting is None:
                    posting = {name: {} for name in BOOSTS} | {"_index": self.term_index}
                    self.inverted_index[word] = posting
                    self.term_index += 1
                posting[field][key] = _NOTHING

    def _create_field_vectors(self) -> None:
        rarity = {word: idf(posting, self.document_count) for word, posting in self.inverted_index.items()}
        self.field_vectors = {}
        for ref, counts in self.field_term_frequencies.items():
            field = FieldRef.from_string(ref).field_name
            share = self.field_lengths[ref] / self.average_field_length[field]
            norm = K1 * (1 - B + B * share)
            weights = {
                self.inverted_index[word]["_index"]: round(
                    rarity[word] * ((K1 + 1) * count) / (norm + count) * BOOSTS[field], 3
                )
                for word, count in counts.items()
            }
            self.field_vectors[ref] = Vector(list(chain.from_iterable(sorted(weights.items()))))
        self.field_term_frequencies.clear()  # half of all that it holds

    def _create_token_set(self) -> None:
        self.token_set = TokenSet()  # is not among what is serialised


def _serialised(index: Index) -> dict[str, Any]:
    """Words in the order of UTF-16 units: lunr.js refuses any other, and lunr.py sorts by code point."""
    data: dict[str, Any] = index.serialize()
    data["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return data
