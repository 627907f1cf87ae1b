"""One body under one name: what the articles of an archive show of each other's names.

区工信局, 甲区工信局 and 甲区工信局（金融局） are one where the pages say so: a second name in brackets,
an office's word at the end or a short form changes nothing; a place that is left out is found again where the
article names it. 市财政局 and 区财政局 stay apart, and so do 甲镇政府 and 乙镇政府.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from banmian.authorities import Authorities, words_of
from banmian.departments import abbreviated
from banmian.records import Article

_HAN = r"[\u4e00-\u9fff]"
_PLACE = re.compile(
    rf"({_HAN}{{0,8}}?(?:省|市(?![场政容民])|县|(?<!社)区(?!域)|旗|镇(?!区)|乡(?![村镇])|街道))(?:（{_HAN}{{1,8}}）)?"
)
"""A place at the head of a name, or only its rank (市, 区), with its own second name."""
_BRACKET = re.compile(rf"（({_HAN}{{1,8}})）")
_OFFICE = re.compile("(?<=街道)(?:办事处|办)$|(?<=[镇乡])(?:人民)?政府$")
_LEAST = 3
"""Characters of a name that can stand for a longer one."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A body as one of its names gives it."""

    places: tuple[str, ...]
    core: str
    seconds: tuple[str, ...]
    """Other names of the same office, from brackets at the end."""

    @property
    def key(self) -> str:
        return "".join(self.places) + self.core

    def other_names(self) -> Iterator[str]:
        """The key under each of the other names."""
        return ("".join(self.places) + second for second in self.seconds)

    def shorter(self) -> Iterator[tuple[str, str]]:
        """(name, place left out) for each way to leave out the head of the name."""
        for core in (self.core, *self.seconds):
            for n, place in enumerate(self.places):
                rest = "".join(self.places[n + 1 :]) + core
                rank = "街道" if place.endswith("街道") else place[-1]
                for form in (rank + rest, rest):
                    if len(form) >= _LEAST and len(place) > 1:
                        yield form, place


def unite(pages: Sequence[Sequence[Article]], authorities: Authorities) -> list[list[Article]]:
    """The articles of each page with one name for each department, the most complete that is known.

    Names are compared within a paper, or within a folder of pages whose paper is not known. The outcome
    does not depend on the order of the pages.
    """
    renamed = [[authorities.rename(article) for article in articles] for articles in pages]
    fixed = {entry.name for entry in authorities.departments}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for article in (article for articles in renamed for article in articles):
        names[_scope(article)].update(article.departments)
    known = {scope: _Known(found | fixed, fixed) for scope, found in names.items()}
    return [
        [
            replace(article, departments=tuple(dict.fromkeys(known[_scope(article)].names(article))))
            for article in articles
        ]
        for articles in renamed
    ]


def _scope(article: Article) -> str:
    folder = article.source.file.rpartition("/")[0] if article.source else ""
    return article.paper or f"/{folder}"


class _Known:
    """The bodies of one paper."""

    def __init__(self, names: Iterable[str], fixed: set[str]) -> None:
        """``names``: all that articles use; ``fixed``: those that an editor decided on."""
        bodies = {name: _read(name) for name in names}
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for body in bodies.values():
            for other in body.other_names():
                owners[other].add(body.key)
        self._fixed = fixed
        self._keys = {
            name: next(iter(owners[body.key])) if len(owners[body.key]) == 1 else body.key
            for name, body in bodies.items()
        }
        self._best: dict[str, str] = {}
        for name in sorted(names, key=lambda name: (name in fixed, len(name), name)):
            self._best[self._keys[name]] = name
        self._longer: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for name, body in bodies.items():
            for form, place in body.shorter():
                self._longer[form].add((self._keys[name], place))

    def names(self, article: Article) -> Iterator[str]:
        """The article's departments by the most complete names that its own words allow."""
        text = words_of(article)
        for name in article.departments:
            yield name if name in self._fixed else self._best.get(self._whole(self._keys[name], text), name)

    def _whole(self, key: str, text: str) -> str:
        """The one fuller name whose place the article names, or the name as it is."""
        found = {longer for longer, place in self._longer[key] if place in text and longer != key}
        within = {
            shorter for longer in found for shorter in found if longer.endswith(shorter) and longer != shorter
        }
        left = found - within
        return left.pop() if len(left) == 1 else key


def _read(name: str) -> _Body:
    places: list[str] = []
    rest = name.replace("(", "（").replace(")", "）")
    while (place := _PLACE.match(rest)) and len(rest) - place.end() >= 2:
        places.append(place[1])
        rest = rest[place.end() :]
    core = _OFFICE.sub("", abbreviated("".join((*places, _BRACKET.sub("", rest)))))
    head = "".join(places)
    if not core.startswith(head) or len(core) <= len(head):  # 甲镇政府: the office is the place itself
        places, core = places[:-1], "".join(places[-1:])
    else:
        core = core[len(head) :]
    return _Body(tuple(places), core, tuple(_BRACKET.findall(rest)))
