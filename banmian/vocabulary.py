"""Word lists that an editor can extend: data/*.txt, words parted by white space, # for remarks."""

from functools import cache
from importlib.resources import files


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The words of data/NAME.txt."""
    text = files("banmian").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
