"""How alike two texts of a page are, by the character pairs that they share."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise


class Likeness:
    """How much of a text's wording a body shares, in character pairs weighed by their rarity on the page."""

    def __init__(self, bodies: Sequence[str]) -> None:
        self._pairs = [set(_pairs(body)) for body in bodies]
        known = Counter(pair for pairs in self._pairs for pair in pairs)
        self._weight = {pair: math.log((len(bodies) + 1) / count) for pair, count in known.items()}
        self._unknown = math.log(len(bodies) + 1)

    def share(self, text: str, body: int) -> float:
        """0 to 1: the weight of the text's pairs that stand in the body."""
        if not 0 <= body < len(self._pairs):
            return 0.0
        return self._share(text, self._pairs[body])

    def share_of(self, text: str, other: str) -> float:
        """The same against any other text of the page."""
        return self._share(text, set(_pairs(other)))

    def _share(self, text: str, known: set[str]) -> float:
        weights = [(self._weight.get(pair, self._unknown), pair in known) for pair in _pairs(text)]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, found in weights if found) / total if total else 0.0


def _pairs(text: str) -> Iterator[str]:
    letters = [char for char in text if char.isalnum()]
    return (a + b for a, b in pairwise(letters))
