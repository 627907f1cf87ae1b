"""What is seen where one line of a headline ends and the next begins: whether they were one sentence, wrapped."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from banmian.cutting import quick_tokenizer, tears, word_classes
from banmian.lines import Line
from banmian.marks import NOTICE_TITLE

_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"))
_MUCH = 0.75
"""A line that is shorter than another by this factor is much shorter."""
_SAYS_LITTLE = frozenset("，。、“”：《》（）的和与在")
_KEPT = 4096


@lru_cache(_KEPT)
def seam(above: Line, below: Line) -> tuple[str, ...]:
    """The signs of a line end, first among them the classes of the words around it, such as ``n_v``."""
    words = _words(above.bare), _words(below.bare)
    classes = f"{_class(words[0][-1])}_{_class(words[1][0])}"
    return (classes, *(name for name, sign in _SIGNS.items() if sign(above, below)))


@lru_cache(_KEPT)
def splits(above: Line, below: Line) -> bool:
    """Whether a line end surely stands inside a sentence."""
    return any(_SIGNS[name](above, below) for name in ("tears", "splits_pair", "parts_document"))


@lru_cache(_KEPT)
def _words(bare: str) -> list[str]:
    return quick_tokenizer().cut(bare)


def _class(word: str) -> str:
    """Noun, verb, adjective, number (m), another word (f), or none."""
    kind = word_classes().get(word, "")[:1]
    if word[-1].isdigit():
        return "m"
    return kind if kind in {"", "n", "v", "a", "m"} else "f"


def _splits_pair(above: Line, below: Line) -> bool:
    return any(
        above.bare.count(opener) > above.bare.count(closer)
        and below.bare.count(closer) > below.bare.count(opener)
        for opener, closer in _PAIRS
    )


def _parts_document(above: Line, below: Line) -> bool:
    """Whether a notice's title, such as 关于……的通告, stands in both lines."""
    title = NOTICE_TITLE.search(above.bare + below.bare)
    return title is not None and title.start() < len(above.bare) and not NOTICE_TITLE.search(above.bare)


def _repeats(above: Line, below: Line) -> bool:
    return not _SAYS_LITTLE.issuperset(set(_words(above.bare)) & set(_words(below.bare)))


_SIGNS: Mapping[str, Callable[[Line, Line], object]] = {
    "tears": lambda above, below: tears(above.bare, below.bare),
    "splits_pair": _splits_pair,
    "parts_document": _parts_document,
    "wraps": lambda above, below: below.width <= above.width + 0.5 and above.fills,
    "shorter": lambda above, below: below.width <= _MUCH * above.width,
    "longer": lambda above, below: above.width <= _MUCH * below.width,
    "spaced_otherwise": lambda above, below: above.spaced is not below.spaced,
    "repeats": _repeats,
}
