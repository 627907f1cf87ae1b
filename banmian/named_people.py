"""The people whom articles name, told by what stands around their names; rather too few than false ones."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from banmian.again import made_once
from banmian.cutting import word_classes
from banmian.markup import to_paragraphs
from banmian.records import Article
from banmian.vocabulary import vocabulary

_HAN = r"\u3400-\u9fff"
_NEVER_LAST = "收看听找遇地外内里说在以受道着了过与对向到是来去让者们处局室某员"
_LAST = rf"(?![{_NEVER_LAST}])[{_HAN}]"
_SURNAMES = vocabulary("surnames") - set("老家那和来通向从应能后空时成包广区")
"""Without those that are words more often; 后晓莉 is found in a list."""
_COMPOUND = "|".join(sorted(name for name in _SURNAMES if len(name) == 2))
_SINGLE = "".join(sorted(name for name in _SURNAMES if len(name) == 1))
_SAYS = "说|表示|指出|强调|介绍|告诉|认为|建议|坦言"
_DOTTED = rf"[{_HAN}]{{2,4}}(?:·[{_HAN}]{{1,4}}?)+(?={_SAYS}|[^{_HAN}·])"
_NAME = rf"(?:{_DOTTED}|(?:{_COMPOUND}|[{_SINGLE}])(?:[{_HAN}]{_LAST}|{_LAST}))"
_TITLE = "|".join(sorted(vocabulary("titles_of_people"), key=lambda title: (-len(title), title)))
_GOES_ON = rf"{_SAYS}|等|一行|出席|参加|主持|带领|率|深入|到|来到|赴|在|作|宣布|要求|致辞|陪同|调研|检查|看望|走访|分别|先后"
_CLOSED = rf"(?=[^{_HAN}·、]|$)"
_OPEN = rf"(?<![{_HAN}·、])"

_PATTERNS = (
    re.compile(rf"(?:{_TITLE})[：: ]?({_NAME}(?:、{_NAME})*)(?:{_CLOSED}|(?=、|{_GOES_ON}))"),
    re.compile(rf"{_OPEN}({_NAME}(?:、{_NAME}){{2,}})(?:{_CLOSED}|(?=等|出席|参加|陪同))"),
    re.compile(rf"{_OPEN}({_NAME})(?=总书记|同志|{_SAYS})"),
)
"""区领导张三、李四出席; three and more in a row, which need no title; 张三说."""
_MISTERS = re.compile(
    "先生|女士|小姐|老师|师傅|同学|大爷|大妈|大姐|大哥|大叔|大娘|奶奶|爷爷|阿姨|阿婆|秀才|第.次|某"
)
_PLACE = re.compile("街道|镇|乡|村|社区|小区|区|县|市|路|公司|集团|厂|店")
"""What shows, behind a supposed name, that it is a place's or a firm's."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person's name and where it stands; people of the same name are not told apart."""

    name: str
    articles: tuple[Article, ...]
    """In the order given."""


def find_named_people(articles: Sequence[Article]) -> list[NamedPerson]:
    """Everybody whom the text of an article names, bylines left out, in the order of first mention.

    A name of three characters that is known from one article is found wherever it stands; one of two,
    which may be part of other words, only where something around it tells that it is a name.
    """
    texts = [_text(article) for article in articles]
    shown = [_shown(text) for text in texts]
    names = set().union(*shown)
    begun = _by_beginning(names)
    opens, goes_on = _flags(pair[0] for pair in begun), _flags(pair[1] for pair in begun)
    standing = [_standing(text, begun, opens, goes_on) for text in texts]
    names -= {
        name
        for text, found in zip(texts, standing, strict=True)
        for name, end in found
        if _PLACE.match(text, end)
    }
    mentions: defaultdict[str, list[Article]] = defaultdict(list)
    for article, found, here in zip(articles, standing, shown, strict=True):
        long = (name for name, _ in found if len(name) > 2 and name in names)
        for name in dict.fromkeys([*sorted(here & names), *long]):
            mentions[name].append(article)
    return [NamedPerson(name, tuple(found)) for name, found in mentions.items()]


def _text(article: Article) -> str:
    return "\n".join([article.title, article.subtitle, *to_paragraphs(article.body)])


@made_once
def _shown(text: str) -> frozenset[str]:
    """Names that what stands around them shows to be such."""
    return frozenset(_show(text))


def _show(text: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            names = match[1].split("、")
            sure = [name for name in names if _is_name(name)]
            yield from names if len(sure) > 1 and not any(map(_MISTERS.search, names)) else sure


def _is_name(text: str) -> bool:
    """Whether it is no word and no way to call somebody; in lists, the names beside it vouch for it."""
    tag = word_classes().get(text)
    return not _MISTERS.search(text) and (tag is None or (len(text) > 2 and tag.startswith("nr")))


def _by_beginning(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The first two characters → the names that begin with them, the shortest first."""
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (len(name), name)):
        begun[name[:2]].append(name)
    return begun


def _flags(chars: Iterable[str]) -> NDArray[np.bool_]:
    """For each character whether it is one of these."""
    flags = np.zeros(sys.maxunicode + 1, bool)
    flags[list(map(ord, chars))] = True
    return flags


def _standing(
    text: str, names: Mapping[str, Sequence[str]], opens: NDArray[np.bool_], goes_on: NDArray[np.bool_]
) -> list[tuple[str, int]]:
    """(name, where it ends) wherever one of the names stands, in the order of the text.

    ``names``: by their beginnings, of which ``opens`` and ``goes_on`` flag the first and the second character.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = np.flatnonzero(opens[codes[:-1]] & goes_on[codes[1:]])
    return [
        (name, start + len(name))
        for start in places.tolist()
        for name in names.get(text[start : start + 2], ())
        if text.startswith(name, start)
    ]
