"""How alike texts of a page are, by the character pairs that they share."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cached_property, lru_cache
from itertools import accumulate, chain, repeat

Pairs = frozenset[int]
"""Two letters each, as one number: numbers are made and found sooner than strings."""
_MARKS = re.compile(r"[\W_]+")
_KEPT = 1024
"""So many texts' pairs are kept: a paragraph or headline is held against one text after another."""
_ROUNDING = 1e-9
"""Sums of the same weights in another order differ by less than this factor."""


@lru_cache(_KEPT)
def pairs(text: str) -> Pairs:
    """The pairs of neighbouring letters of a text; marks do not count."""
    letters = memoryview(_MARKS.sub("", text).encode("utf-32-le", "surrogatepass"))
    odd = len(letters) % 8  # bytes; a letter has four
    return frozenset(
        chain(letters[: len(letters) - odd].cast("Q"), letters[4 : len(letters) - 4 + odd].cast("Q"))
    )


class Likeness:
    """How much of a text's wording another shares, in character pairs weighed by their rarity on the page."""

    def __init__(self, bodies: Sequence[str]) -> None:
        self.bodies = [pairs(body) for body in bodies]
        known = Counter(chain.from_iterable(self.bodies))
        weight = {count: math.log((len(bodies) + 1) / count) for count in set(known.values())}
        self._weight = {pair: weight[count] for pair, count in known.items()}
        self._unknown = math.log(len(bodies) + 1)

    @property
    def count(self) -> int:
        """How many bodies there are."""
        return len(self.bodies)

    def share(self, text: str, body: int) -> float:
        """0 to 1: the weight of the text's pairs that stand in the body."""
        return self.shared(pairs(text), self.bodies[body]) if 0 <= body < len(self.bodies) else 0.0

    def shared(self, wording: Pairs, other: Set[int]) -> float:
        """The same for the pairs of any two texts of the page."""
        total = self._sum(wording)
        return self._sum(wording & other) / total if total else 0.0

    def alike(self, text: str, least: float) -> dict[int, float]:
        """body → how much of the text it shares, for the bodies that share so much at least."""
        wording = pairs(text)
        order = sorted(wording, key=self._weigh)
        # a body that holds none but the commonest pairs cannot share enough
        enough = least * self._sum(wording) * (1 - _ROUNDING)
        telling = order[bisect_left(list(accumulate(map(self._weigh, order))), enough) :]
        near = {body for pair in telling for body in self._holders[pair]}
        shares = {body: self.shared(wording, self.bodies[body]) for body in sorted(near)}
        return {body: share for body, share in shares.items() if share >= least}

    @cached_property
    def _holders(self) -> Mapping[int, Sequence[int]]:
        """pair → the bodies that hold it."""
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for body, held in enumerate(self.bodies):
            for pair in held:
                holders[pair].append(body)
        return holders

    def _weigh(self, pair: int) -> float:
        return self._weight.get(pair, self._unknown)

    def _sum(self, wording: Set[int]) -> float:
        # fsum: the same sum in whatever order a set gives its members
        return math.fsum(map(self._weight.get, wording, repeat(self._unknown)))
