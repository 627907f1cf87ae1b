"""Word lists that an editor can extend, and learned weights: data/*.txt, parted by white space, # for remarks."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The words of data/NAME.txt."""
    text = files("banmian").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def weights(name: str) -> Mapping[str, float]:
    """sign → what it counts when fully there, from the two columns of data/NAME.txt."""
    text = files("banmian").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: float(row[1]) for row in rows}
