"""The search's files: the index in shards, the text of each article, and a manifest that a browser reads first.

``static/search.js`` looks a string up in the one or two shards that may hold it, and reads texts only to show
them or where the index leaves a doubt. All files are classic scripts, which a page may load from file:// too.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, fields
from itertools import chain
from unicodedata import normalize

import numpy as np

from banmian.addresses import article_path, link
from banmian.catalogue import newest_first, when
from banmian.lunr_index import BOOSTS, K1, B, lunr_index
from banmian.markup import to_blocks
from banmian.postings import LONGEST, Corpus, Range, SearchText
from banmian.processes import ALONE, Crew
from banmian.records import Article
from banmian.references import authors, bibtex, gbt_2025, ris
from banmian.search_text import FIELDS, Fields, fields_of, read_texts
from banmian.shards import Shard, joined, shard_count, shards, write_list, write_lists
from banmian.suggestions import Part, frequent_words, parts, suggest
from banmian.twins import twins
from banmian.words import MENDED, fold, mend

_CARDS = 128
"""Articles whose cards, or whose references, are in one file."""
_MONTH = len("2020-07")
_LUNR_LIMIT = 5000  # articles; beyond, lunr's index is tens of megabytes that no browser would want
_ADDRESS = "\0"
FACETS = {"department": "\x01", "reporter": "\x02", "kind": "\x03", "paper": "\x04"}
"""By what a search can be narrowed, and what stands before its values among the keys."""

File = tuple[str, bytes]
"""path below the site's root, content"""


@dataclass(frozen=True, slots=True)
class _Card:
    """What a list says of an article; ``search.js`` has the same names."""

    id: str
    url: str
    title: str
    date: str
    departments: tuple[str, ...]
    reporters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shown(_Card):
    """The same and its text."""

    kicker: str
    subtitle: str
    byline: str
    body: str
    """Paragraphs, one a line: folding takes the line ends out again."""
    subheads: tuple[int, ...]
    """Which of these lines are subheads, from 0."""
    credit: str
    """To be shown, not searched."""

    def fields(self) -> Fields:
        """What is searched."""
        return {name: getattr(self, name) for name in FIELDS}

    def card(self) -> dict[str, object]:
        """What a list says of it."""
        return {field.name: getattr(self, field.name) for field in fields(_Card)}


@dataclass(frozen=True, slots=True)
class _Reference:
    """What an export says of it, with a null character for the address, which the browser knows.

    ``search-export.js`` has the same names.
    """

    id: str
    url: str
    title: str
    kind: str
    authors: tuple[str, ...]
    departments: tuple[str, ...]
    date: str
    issued: str
    paper: str
    edition: str
    printed: str
    """How the printed article is cited, for a site without an address."""
    online: str
    bib: str
    ris: str


def build_index(articles: Sequence[Article], crew: Crew = ALONE) -> Iterator[File]:
    """Yield all data files of the search, as path below the site's root and content."""
    ordered = numbered(articles)
    shown = [_shown(article) for article in ordered]
    own_words = {name for one in ordered for name in _own_words(one)}
    texts = read_texts([one.fields() for one in shown], own_words, crew)
    by_id = {one.id: text for one, text in zip(ordered, texts, strict=True)}
    lunr = crew.beside(_lunr, by_id) if len(ordered) <= _LUNR_LIMIT else None
    words = frequent_words(texts)
    counted = {*words, *map(fold, own_words)}
    count = shard_count(sum(len(text.folded) for text in texts))
    found = list(_list_ranges(texts, count, counted, crew))
    facets = _facets(ordered)
    keys = (
        (FACETS[facet] + value, lists.encode(), 0)
        for facet in facets
        for value, lists in sorted(facets[facet])
    )
    made = joined([shards(keys, count), *(part for part, _ in found)], count)
    held = {key: number for _, some in found for key, number in some.items()}
    suggested = list(parts(suggest(ordered, texts, words, held)))
    references = [asdict(_reference(article)) for article in ordered]
    others = map(_json, (*references, *suggested, facets))
    version = _version(chain(map("\n".join, made), others))
    spelled = twins(held)
    yield _script("search/manifest.js", "manifest", _manifest(ordered, texts, version, count, spelled))
    yield "search/folding.js", _call("folding.put", *_folding())
    for number, shard in enumerate(made):
        yield _script(f"search/{version}/{number}.js", f"{version}/{number}", shard)
    for number, one in enumerate(shown):
        yield _script(f"search/texts/{number}.js", f"texts/{number}", asdict(one))
    for first in range(0, len(shown), _CARDS):
        cards = [one.card() for one in shown[first : first + _CARDS]]
        for kind, said in (("cards", cards), ("references", references[first : first + _CARDS])):
            name = f"{version}/{kind}-{first // _CARDS}"
            yield _script(f"search/{name}.js", name, said)
    for facet, rows in facets.items():
        for name, column in ((facet, 0), (f"{facet}-lists", 1)):  # a query for a name needs no lists
            yield _script(f"search/{version}/{name}.js", f"{version}/{name}", [row[column] for row in rows])
    yield _script(f"search/{version}/twins.js", f"{version}/twins", " ".join(spelled))
    yield from _suggestions(suggested, f"{version}/suggest")
    if lunr:
        yield "data/lunr.json", lunr()


def _lunr(texts: Mapping[str, SearchText]) -> bytes:
    return _json(lunr_index(texts)).encode()


def numbered(articles: Sequence[Article]) -> list[Article]:
    """The articles in the order of their numbers: a new one is the last, so that the others keep theirs."""
    return newest_first(articles)[::-1]


def _suggestions(files: Sequence[Part], name: str) -> Iterator[File]:
    yield _script(f"search/{name}.js", name, [begun for begun, _ in files])
    for number, (_, rows) in enumerate(files):
        yield _script(f"search/{name}-{number}.js", f"{name}-{number}", rows)


_Listed = tuple[dict[int, Shard], dict[str, int]]
"""Parts of the shards; by how many articles all characters are held, and what may be suggested."""


def _list_ranges(texts: Sequence[SearchText], count: int, counted: Set[str], crew: Crew) -> Iterator[_Listed]:
    if texts:
        corpus = Corpus(texts)
        ranges = list(corpus.ranges())
        yield from crew.each(_list_range, (corpus, count, counted), ranges)


def _list_range(shared: tuple[Corpus, int, Set[str]], part: Range) -> _Listed:
    """Of all keys that begin with one of these characters."""
    corpus, count, counted = shared
    keys = (
        zip(
            corpus.spell(postings.keys),
            write_lists(postings, corpus.lengths),
            np.diff(postings.ends, prepend=0).tolist(),
            strict=True,
        )
        for postings in corpus.postings(part)
    )
    entries = sorted(chain.from_iterable(keys))
    held = {key: number for key, _, number in entries if len(key) == 1 or key in counted}
    return shards(entries, count), held


def _facets(articles: Sequence[Article]) -> dict[str, list[tuple[str, str]]]:
    """facet → (value, the list of its articles), the commonest first."""
    held: dict[str, defaultdict[str, list[int]]] = {facet: defaultdict(list) for facet in FACETS}
    for number, article in enumerate(articles):
        for facet, values in _values(article).items():
            for value in dict.fromkeys(values):
                held[facet][value].append(number)
    return {
        facet: [
            (value, write_list(numbers).decode("ascii"))
            for value, numbers in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        ]
        for facet, found in held.items()
    }


def _values(article: Article) -> dict[str, tuple[str, ...]]:
    return {
        "department": article.departments,
        "reporter": article.reporters,
        "kind": (article.kind,),
        "paper": (article.paper,) if article.paper else (),
    }


def _own_words(article: Article) -> Iterator[str]:
    """The names that the article is tagged with; the dictionary may lack them."""
    yield from article.departments
    yield from article.reporters
    yield from article.correspondents
    yield from article.photographers


def _shown(article: Article) -> _Shown:
    return _Shown(
        id=article.id,
        url=link(article_path(article.id), ""),
        **fields_of(article),
        subheads=tuple(_subheads(article.body)),
        credit=article.credit,
        date=when(article),
        departments=article.departments,
        reporters=article.reporters,
    )


def _subheads(body: str) -> Iterator[int]:
    line = 0
    for is_subhead, text in to_blocks(body):
        if is_subhead:
            yield line
        line += text.count("\n") + 1  # verse keeps its lines


def _reference(article: Article) -> _Reference:
    return _Reference(
        id=article.id,
        url=link(article_path(article.id), ""),
        title=article.title,
        kind=article.kind,
        authors=authors(article),
        departments=article.departments,
        date=when(article),
        issued=article.issued,
        paper=article.paper,
        edition=article.edition,
        printed=gbt_2025(article),
        online=gbt_2025(article, _ADDRESS),
        bib=bibtex(article, _ADDRESS),
        ris=ris(article, _ADDRESS),
    )


def _manifest(
    articles: Sequence[Article],
    texts: Sequence[SearchText],
    version: str,
    shards: int,
    spelled: Sequence[str],
) -> dict[str, object]:
    titles = sum(int((text.words[:, 0] < text.title).sum()) for text in texts)
    words = sum(len(text.words) for text in texts)
    count = max(len(texts), 1)
    return {
        "version": version,
        "articles": len(articles),
        "shards": shards,
        "months": _months(map(when, articles)),
        "longest": LONGEST,
        "twins": " ".join(row for row in spelled if row[0] in row[1:]),
        "cards": _CARDS,
        "k1": K1,
        "b": B,
        "boosts": list(BOOSTS.values()),
        "averages": [titles / count, (words - titles) / count],
    }


def _months(dates: Iterable[str]) -> list[list[str | int]]:
    """Each month, in order, with how many articles have no day of it, its first day, its second, and so on.

    ``dates``: of the articles, ascending: days, months, years or "".
    """
    months: dict[str, Counter[int]] = defaultdict(Counter)
    for date in dates:
        months[date[:_MONTH]][int(date[_MONTH + 1 :] or 0)] += 1
    return [[month, *(days[day] for day in range(max(days) + 1))] for month, days in months.items()]


def _version(parts: Iterator[str]) -> str:
    """From the content: a browser that kept an old manifest must not mix old and new files."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:8]


def _folding() -> tuple[str, str, str, str]:
    """What :func:`fold` does and neither NFKC nor lower case would, so that the page need not have a copy of it.

    Characters that are mended, then, by commas, what they become; the same of those whose case is folded another
    way than browsers know (ß, the final sigma).
    """
    mended = {char: mend(char) for char in map(chr, sorted(MENDED))}
    mended = {char: to for char, to in mended.items() if normalize("NFKC", to) != normalize("NFKC", char)}
    lower = (char for char in map(chr, range(0x10000)) if char.lower() == char == normalize("NFKC", char))
    cased = {char: char.casefold() for char in lower if char.casefold() != char}
    return "".join(mended), ",".join(mended.values()), "".join(cased), ",".join(cased.values())


def _script(path: str, name: str, data: object) -> File:
    return path, _call("banmian.put", name, data)


def _call(function: str, *arguments: object) -> bytes:
    """A classic script, the one form of data that a page may load from file:// as well."""
    return f"{function}({','.join(map(_json, arguments))})\n".encode()


def _json(data: object) -> str:
    """JSON that is also JavaScript and can hold no tag, whatever the articles hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
