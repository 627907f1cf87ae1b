"""How alike texts of a page are, by the character pairs that they share."""

import math
from collections import Counter
from collections.abc import Sequence, Set
from operator import add

Pairs = frozenset[str]


def pairs(text: str) -> Pairs:
    """The pairs of neighbouring letters of a text; marks do not count."""
    letters = "".join(filter(str.isalnum, text))
    return frozenset(map(add, letters, letters[1:]))


class Likeness:
    """How much of a text's wording another shares, in character pairs weighed by their rarity on the page."""

    def __init__(self, bodies: Sequence[str]) -> None:
        self.bodies = [pairs(body) for body in bodies]
        known = Counter(pair for body in self.bodies for pair in body)
        self._weight = {pair: math.log((len(bodies) + 1) / count) for pair, count in known.items()}
        self._unknown = math.log(len(bodies) + 1)

    @property
    def count(self) -> int:
        """How many bodies there are."""
        return len(self.bodies)

    def share(self, text: str, body: int) -> float:
        """0 to 1: the weight of the text's pairs that stand in the body."""
        return self.shared(pairs(text), self.bodies[body]) if 0 <= body < len(self.bodies) else 0.0

    def shared(self, wording: Pairs, other: Set[str]) -> float:
        """The same for the pairs of any two texts of the page."""
        total = self._sum(wording)
        return self._sum(wording & other) / total if total else 0.0

    def _sum(self, wording: Pairs) -> float:
        # fsum: the same sum in whatever order a set gives its members
        return math.fsum(self._weight.get(pair, self._unknown) for pair in wording)
