"""The authority file: under which one name an editor wants each department and each person to stand.

It is seeds/authorities.yaml, and need not be there. README.md shows one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from banmian.addresses import department_path, person_path
from banmian.errors import InputError
from banmian.mapping import load_mapping
from banmian.page import AUTHORITIES
from banmian.records import Article
from banmian.text_files import read_text

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_KEYS = {"departments": ("name", "aliases", "former", "parent"), "people": ("name", "aliases")}


@dataclass(frozen=True, slots=True)
class Authority:
    """One body or person with every name that articles may give it."""

    name: str
    """The one under which it stands in the archive."""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    """What it was called before."""
    parent: str = ""
    """The place or body it belongs to, which tells namesakes apart: an article that means this one names it."""
    line: int = 0
    """Where in the file it stands."""


class Authorities:
    """The file's entries, to be looked up by any of their names."""

    def __init__(self, departments: Sequence[Authority] = (), people: Sequence[Authority] = ()) -> None:
        self.departments = tuple(departments)
        self.people = tuple(people)
        self._departments = _by_name(departments)
        self._people = _by_name(people)

    def is_person(self, name: str) -> bool:
        """Whether an editor has vouched for the name."""
        return name in self._people

    def rename(self, article: Article) -> Article:
        """The article with the names that the file wants."""

        def of_people(names: Iterable[str]) -> tuple[str, ...]:
            return _once(self._people[name][0].name if name in self._people else name for name in names)

        return replace(
            article,
            departments=_once(self._department(name, article) for name in article.departments),
            reporters=of_people(article.reporters),
            correspondents=of_people(article.correspondents),
            photographers=of_people(article.photographers),
        )

    def renamed(self) -> Iterator[tuple[str, str]]:
        """(address of a name, address of the one name that stands for it now)."""
        for entries, path in ((self._departments, department_path), (self._people, person_path)):
            for name, found in entries.items():
                if len(found) == 1 and found[0].name != name:
                    yield path(name), path(found[0].name)

    def _department(self, name: str, article: Article) -> str:
        entries = self._departments.get(name, [])
        if len(entries) > 1:
            text = words_of(article)
            entries = [entry for entry in entries if entry.parent in text]
        return entries[0].name if len(entries) == 1 else name


def words_of(article: Article) -> str:
    """All that an article prints but its byline."""
    return "\n".join((article.kicker, article.title, article.subtitle, article.body))


def read_authorities(seeds: Path) -> Authorities:
    """The authority file of a seeds folder; raise :class:`InputError` with the line that cannot be understood."""
    path = seeds / AUTHORITIES
    if not path.is_file():
        return Authorities()
    text = read_text(path)
    load_mapping(text, path)  # says what is wrong with the YAML itself
    entries: dict[str, list[Authority]] = {kind: [] for kind in _KEYS}
    root = yaml.compose(text, Loader=_Loader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value not in _KEYS:
            raise _wrong(path, key, f"{key.value} 不是认识的名称；可用的有 {'、'.join(_KEYS)}")
        entries[key.value] = list(_entries(value, _KEYS[key.value], path))
    for of_kind in entries.values():
        _refuse_namesakes(of_kind, path)
    return Authorities(entries["departments"], entries["people"])


def _entries(node: yaml.Node, keys: Sequence[str], path: Path) -> Iterator[Authority]:
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return
    if not isinstance(node, yaml.SequenceNode):
        raise _wrong(path, node, "要写成一条一条的，每条以“- name: 名称”开头")
    for item in node.value:
        if not isinstance(item, yaml.MappingNode):
            raise _wrong(path, item, "每条要以“- name: 名称”开头")
        values: dict[str, tuple[str, ...]] = {}
        for key, value in item.value:
            if key.value not in keys:
                raise _wrong(path, key, f"{key.value} 不是认识的名称；可用的有 {'、'.join(keys)}")
            if key.value in values:
                raise _wrong(path, key, f"{key.value} 写了两次，请留一个")
            values[key.value] = _names(key.value, value, path)
        if not values.get("name"):
            raise _wrong(path, item, "这一条没有写 name")
        yield Authority(
            name=values["name"][0],
            aliases=values.get("aliases", ()),
            former=values.get("former", ()),
            parent="".join(values.get("parent", ())),
            line=item.start_mark.line + 1,
        )


def _names(key: str, node: yaml.Node, path: Path) -> tuple[str, ...]:
    """The one name of ``name`` or ``parent``, the names of a list; one name needs no brackets."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) and key in ("aliases", "former") else [node]
    for one in nodes:
        if not isinstance(one, yaml.ScalarNode):
            what = "名单，如 [甲, 乙]" if key in ("aliases", "former") else "一行文字"
            raise _wrong(path, one, f"{key} 要写成{what}")
    return tuple("".join(one.value.split()) for one in nodes if one.value.strip())


def _refuse_namesakes(entries: Sequence[Authority], path: Path) -> None:
    """One name for two entries, unless parents tell them apart."""
    named: set[str] = set()
    for entry in entries:
        if entry.name in named:
            raise InputError(path, f"{entry.name} 写了两条，请并成一条", entry.line)
        named.add(entry.name)
    for name, owners in _by_name(entries).items():
        parents = {owner.parent for owner in owners}
        if len(owners) > 1 and (name in named or "" in parents or len(parents) < len(owners)):
            both = "、".join(owner.name for owner in owners[:2])
            what = f"{name} 同时属于 {both}；请只留一处，部门也可以各写上不同的 parent 来分辨"
            raise InputError(path, what, owners[-1].line)


def _by_name(entries: Iterable[Authority]) -> Mapping[str, list[Authority]]:
    owners: defaultdict[str, list[Authority]] = defaultdict(list)
    for entry in entries:
        for name in _once((entry.name, *entry.aliases, *entry.former)):
            owners[name].append(entry)
    return dict(owners)


def _wrong(path: Path, node: yaml.Node, what: str) -> InputError:
    return InputError(path, what, node.start_mark.line + 1)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
