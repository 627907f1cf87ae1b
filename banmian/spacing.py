"""The spaces of a page's text: which the setting put in and which mean something, and lines run on."""

import re
from collections.abc import Sequence
from itertools import pairwise

_LATIN = re.compile(r"[A-Za-z]")
_ADDRESS = re.compile(r"(?:www\.|://|@)\S*$")
_ADDRESS_OPENS = 3
"""Before a line end, so many characters may belong to what tells an address."""
_PAIR = re.compile(r"(?<![\x21-\x7e])(?=([^\x21-\x7e\s] ?[^\x21-\x7e\s]))")
_TAKES_NO_SPACE = re.compile(r"[^\w\s]|\d")
_SPREAD = 3
"""Fewer letters apart are words or names."""


def letter_spaced(text: str) -> bool:
    """Whether the line was spaced out letter by letter to fill its column.

    Spaces beside digits and Latin letters do not count: many extractors put one there.
    """
    if text.count(" ") < _SPREAD:
        return False
    pairs = _PAIR.findall(text)
    parted = sum(" " in pair for pair in pairs)
    return parted >= _SPREAD and parted >= 0.7 * len(pairs)


def running(text: str) -> str:
    """Body text without the spaces that justification put in; those between words stay."""
    return _respace(text, keep_at_marks=False)


def standing(text: str) -> str:
    """A headline, byline or credit: as :func:`running`, but a space beside a mark parts two halves."""
    return _respace(text, keep_at_marks=True)


_NAMES_IN_ROW = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff])(?: (?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]))*"
)
_LONE_PAIR = re.compile(r"(?<!\S)([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?!\S)")


def _respace(text: str, *, keep_at_marks: bool) -> str:
    if letter_spaced(text):
        spread = re.sub(r" (?= )", "", text)
        return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", spread)
    tokens = text.split(" ")
    if _NAMES_IN_ROW.fullmatch(text):
        return _LONE_PAIR.sub(r"\1\2", text)
    kept = tokens[0]
    for before, after in pairwise(tokens):
        kept += (" " if _parts(before, after, keep_at_marks) else "") + after
    return kept


def _parts(before: str, after: str, keep_at_marks: bool) -> bool:
    """Whether the space between two tokens means something."""
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True
    if _TAKES_NO_SPACE.match(left) or _TAKES_NO_SPACE.match(right):
        return (
            keep_at_marks
            and not (left.isdigit() or right.isdigit())
            and left not in "（《"
            and right not in "）》，。"
        )
    words = re.search(r"\w+$", before), re.match(r"\w+", after)
    return all(word and len(word[0]) > 1 for word in words)


def join(lines: Sequence[str]) -> str:
    """The lines of one paragraph as running text, line ends healed."""
    text = ""
    address = False  # whether the text so far ends in one
    for line in lines:
        piece = running(line)
        latin = text and _LATIN.match(text[-1]) and _LATIN.match(piece[0])
        seam = max(len(text) - _ADDRESS_OPENS, 0)
        text += (" " if latin and not address else "") + piece
        address = (address and " " not in piece) or bool(_ADDRESS.search(text, seam))
    return text
