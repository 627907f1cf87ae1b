"""The search index: article texts for the search page's own engine, and a standard lunr index beside them.

``static/search.js`` finds strings in the texts themselves, so that no cut of words can lose any; words
only decide which articles come first. It scores them as lunr does, from the figures in the manifest.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from unicodedata import normalize

from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.token_set import TokenSet

from banmian.addresses import article_path, link
from banmian.catalogue import newest_first, when
from banmian.cutting import new_tokenizer
from banmian.markup import to_paragraphs
from banmian.records import Article
from banmian.words import fold, mend

_FIELDS = ("title", "kicker", "subtitle", "byline", "body")
_GROUPS = {"title": _FIELDS[:1], "head": _FIELDS[1:4], "body": _FIELDS[4:]}  # lunr's fields
_BOOSTS = {"title": 10, "head": 2, "body": 1}  # a word in the title outweighs any number in the body
_K1, _B = 1.2, 0.75
_SHARD = 64 * 1024  # bytes of article records in a file
_LUNR_LIMIT = 5000  # articles; beyond, lunr's index is tens of megabytes that no browser would want

File = tuple[str, bytes]
"""path below the site's root, content"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the search page knows of an article; ``search.js`` has the same names."""

    id: str
    url: str
    title: str
    kicker: str
    subtitle: str
    byline: str
    body: str
    """Paragraphs, one a line: folding takes the line ends out again."""
    date: str
    departments: tuple[str, ...]
    reporters: tuple[str, ...]
    borders: str
    """A digit for each UTF-16 unit of the folded fields, which stand one a line in the order of the
    class: 1 where a word starts, 2 where a word ends, 3 for both, else 0."""
    lengths: tuple[int, ...]
    """How many words each of lunr's fields has."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of an article, folded and cut into words."""

    text: str
    """As a reader sees it."""
    folded: str
    spans: tuple[tuple[int, int], ...]
    """Where words stand in the folded text; they may overlap."""

    def words(self) -> list[str]:
        return [self.folded[start:end] for start, end in self.spans]

    def borders(self) -> str:
        marks = [0] * len(self.folded)
        for start, end in self.spans:
            marks[start] |= 1
            marks[end - 1] |= 2
        return "".join(_units(char, mark) for char, mark in zip(self.folded, marks, strict=True))


_Fields = dict[str, _Field]
"""the fields of one article by their names"""


def build_index(articles: Sequence[Article]) -> Iterator[File]:
    """Yield all data files of the search, as path below the site's root and content."""
    ordered = newest_first(articles)
    tokenizer = new_tokenizer(fold(name) for article in ordered for name in _names(article))
    fields = {article.id: _fields(article, tokenizer) for article in ordered}
    entries = [_entry(article, fields[article.id]) for article in ordered]
    shards = [(_shard_name(shard), shard) for shard in _shards(_json(asdict(entry)) for entry in entries)]
    yield _data_file("manifest", _json(_manifest(entries, [name for name, _ in shards])))
    for name, shard in shards:
        yield _data_file(name, shard)
    if len(ordered) <= _LUNR_LIMIT:
        yield "data/lunr.json", _json(_lunr_index(fields)).encode()


def _names(article: Article) -> Iterator[str]:
    yield from article.departments
    yield from article.reporters
    yield from article.correspondents
    yield from article.photographers


def _fields(article: Article, tokenizer: Any) -> _Fields:
    texts = {name: getattr(article, name) for name in _FIELDS}
    texts["body"] = "\n".join(to_paragraphs(article.body))
    return {name: _field(text, tokenizer) for name, text in texts.items()}


def _field(text: str, tokenizer: Any) -> _Field:
    """Marks are no words."""
    folded = fold(text)
    found = tokenizer.tokenize(folded, mode="search")
    spans = tuple((start, end) for word, start, end in found if any(map(str.isalnum, word)))
    return _Field(text, folded, spans)


def _units(char: str, mark: int) -> str:
    """The mark of a character, spread over two units where UTF-16 needs two."""
    return f"{mark & 1}{mark & 2}" if char > "\uffff" else str(mark)


def _entry(article: Article, fields: _Fields) -> _Entry:
    return _Entry(
        id=article.id,
        url=link(article_path(article.id), ""),
        **{name: field.text for name, field in fields.items()},
        date=when(article),
        departments=article.departments,
        reporters=article.reporters,
        borders="0".join(field.borders() for field in fields.values()),
        lengths=tuple(sum(len(fields[name].spans) for name in names) for names in _GROUPS.values()),
    )


def _manifest(entries: Sequence[_Entry], shards: list[str]) -> dict[str, object]:
    count = max(len(entries), 1)
    return {
        "shards": shards,
        "mend": _mendings(),
        "cases": _cases(),
        "k1": _K1,
        "b": _B,
        "boosts": list(_BOOSTS.values()),
        "averages": [sum(entry.lengths[n] for entry in entries) / count for n in range(len(_GROUPS))],
    }


def _mendings() -> list[tuple[str, str]]:
    """What :func:`mend` changes and NFKC alone would not, so that the page need not have a copy of it."""
    chars = [chr(code) for code in range(0x10000)]
    return [(char, mend(char)) for char in chars if normalize("NFKC", mend(char)) != normalize("NFKC", char)]


def _cases() -> list[tuple[str, str]]:
    """What case folding changes and lower case would not (ß, the final sigma): browsers know only the latter."""
    lower = (chr(code) for code in range(0x10000) if chr(code).lower() == chr(code))
    return [(char, char.casefold()) for char in lower if char.casefold() != char]


def _shards(records: Iterable[str]) -> Iterator[str]:
    """JSON lists of about the same size."""
    shard: list[str] = []
    size = 0
    for record in records:
        shard.append(record)
        size += len(record.encode())
        if size >= _SHARD:
            yield f"[{','.join(shard)}]"
            shard, size = [], 0
    if shard:
        yield f"[{','.join(shard)}]"


def _shard_name(shard: str) -> str:
    """From the content: a browser that kept an old manifest must not mix old and new files."""
    return f"texts-{hashlib.sha256(shard.encode()).hexdigest()[:12]}"


def _data_file(name: str, data: str) -> File:
    """A classic script, the one form of data that a page may load from file:// as well."""
    return f"search/{name}.js", f'banmian.put("{name}",{data})\n'.encode()


def _json(data: object) -> str:
    """JSON that is also JavaScript and can hold no tag, whatever the articles hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _lunr_index(articles: Mapping[str, _Fields]) -> dict[str, Any]:
    """lunr's serialised form; no pipeline, whose trimmer would take every Chinese word away."""
    if not articles:  # lunr would divide by their number
        return _serialised(Index({}, {}, TokenSet(), list(_GROUPS), Pipeline()))
    builder = Builder()
    builder.k1(_K1)
    builder.b(_B)
    for group, boost in _BOOSTS.items():
        builder.field(group, boost)
    for key, fields in articles.items():
        words = {
            group: [word for name in names for word in fields[name].words()]
            for group, names in _GROUPS.items()
        }
        builder.add({"id": key, **words})
    return _serialised(builder.build())


def _serialised(index: Index) -> dict[str, Any]:
    """Words in the order of UTF-16 units: lunr.js refuses any other, and lunr.py sorts by code point."""
    data: dict[str, Any] = index.serialize()
    data["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return data
