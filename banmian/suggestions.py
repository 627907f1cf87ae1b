"""What the search page suggests while one types: people, departments, frequent words, each with its pinyin."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import rjieba
from pypinyin import lazy_pinyin

from banmian.catalogue import by_department, by_person
from banmian.cutting import word_classes
from banmian.postings import LONGEST, SearchText
from banmian.records import Article
from banmian.vocabulary import vocabulary
from banmian.words import fold

_WORDS = 2000
"""Frequent words that are suggested."""
_TOPICS = ("n", "v", "j", "l", "i")
"""How jieba's classes of words begin that say what a title is about: nouns, verbs, short forms, idioms."""
_OF_A_LETTER = 1000
"""Suggestions that begin with one letter; a reader gets to see the commonest of them."""
_PART = 10_000
"""Bytes of a file, about; what begins with one letter is not parted."""

Row = tuple[str, str, int, str]
"""text, kind, count, sounds: what ``static/suggest.js`` reads"""
Part = tuple[str, list[Row]]
"""Letters and characters that suggestions begin with, and these suggestions."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered, and how it is typed."""

    text: str
    kind: str
    """记者, 通讯员, 摄影, 部门 or 词."""
    count: int
    """Articles that it finds when chosen."""
    sounds: tuple[tuple[str, ...], ...]
    """Pinyin of each folded character, of a mark nothing; parted where typing may begin."""

    def row(self) -> Row:
        """Sounds parted by blanks, by commas where typing may begin."""
        return self.text, self.kind, self.count, ",".join(map(" ".join, self.sounds))

    def beginnings(self) -> Iterator[tuple[str, str]]:
        """(letter, character) wherever typing may begin."""
        chars = iter(fold(self.text))
        for word in self.sounds:
            spelled = [(sound[0], char) for sound, char in zip(word, chars, strict=False) if sound]
            yield from spelled[:1]


def frequent_words(texts: Sequence[SearchText]) -> list[str]:
    """What two titles or more are about, folded, the commonest first."""
    counts: Counter[str] = Counter()
    for text in texts:
        spans = text.words[text.words[:, 0] < text.title].tolist()
        counts.update({text.folded[start:end] for start, end in spans})
    classes = word_classes()
    topics = [
        word
        for word, count in counts.items()
        if count > 1 and 1 < len(word) <= LONGEST and classes.get(word, "").startswith(_TOPICS)
    ]
    return sorted(topics, key=lambda word: (-counts[word], word))[:_WORDS]


def suggest(
    articles: Sequence[Article], texts: Sequence[SearchText], words: Sequence[str], held: Mapping[str, int]
) -> list[Suggestion]:
    """All suggestions, those that find most first.

    ``held``: how many articles hold a name or word, as far as it is a key of the index.
    """
    named = [*_people(articles, texts, held), *_departments(articles)]
    known = {fold(one.text) for one in named}
    known |= {
        part
        for word in words
        for part in _substrings(word, range(2, len(word)))
        if held.get(part) == held[word]  # it stands nowhere else
    }
    frequent = (Suggestion(word, "词", held[word], (_sounds(word),)) for word in words if word not in known)
    return sorted((*named, *frequent), key=lambda one: (-one.count, one.text, one.kind))


def _people(
    articles: Sequence[Article], texts: Sequence[SearchText], held: Mapping[str, int]
) -> Iterator[Suggestion]:
    """Those whose names can be found: the credit of a photograph is not searched."""
    folded = {article.id: text.folded for article, text in zip(articles, texts, strict=True)}
    for person in by_person(articles):
        name = fold(person.name)
        count = held.get(name) or sum(name in folded[one.id] for one in person.everything())
        if name and count:
            yield Suggestion(person.name, person.parts[0].name, count, (_person_sounds(name),))


def _departments(articles: Sequence[Article]) -> Iterator[Suggestion]:
    """Each with the articles of all whose names hold its own, as ``部门:`` finds them."""
    shelves = by_department(articles)
    names = {fold(shelf.name): shelf.name for shelf in shelves}
    sizes = set(map(len, names))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for shelf in shelves:
        for part in _substrings(fold(shelf.name), sizes) & names.keys():
            found[part].update(one.id for one in shelf.articles)
    cutter = rjieba.Jieba()
    for name, ids in found.items():
        words = map(_sounds, cutter.cut(name))
        yield Suggestion(names[name], "部门", len(ids), tuple(words))


def _substrings(text: str, sizes: Iterable[int]) -> set[str]:
    return {text[start : start + size] for size in sizes for start in range(len(text) - size + 1)}


def _sounds(folded: str) -> tuple[str, ...]:
    spelled = lazy_pinyin(folded, errors=list)  # type: ignore[arg-type]  # a list is fine by its documentation
    return tuple(sound if sound.isalnum() else "" for sound in spelled)


def _person_sounds(folded: str) -> tuple[str, ...]:
    reading = _surnames().get(folded[0])
    return (reading, *_sounds(folded)[1:]) if reading else _sounds(folded)


@cache
def _surnames() -> dict[str, str]:
    """Surnames that do not sound as the character mostly does."""
    return {row[0]: row[2:] for row in vocabulary("surname_readings")}


def parts(suggestions: Sequence[Suggestion]) -> Iterator[Part]:
    """Files of suggestions by the letter that they begin with; ``suggestions``: in the order of :func:`suggest`."""
    letters: defaultdict[str, defaultdict[Row, str]] = defaultdict(lambda: defaultdict(str))
    for one in suggestions:
        for letter, char in one.beginnings():
            rows = letters[letter]
            if one.row() in rows or len(rows) < _OF_A_LETTER:
                rows[one.row()] += letter + char
    begun: set[str] = set()
    held: dict[Row, None] = {}
    for letter in sorted(letters):
        begun.update(*letters[letter].values())
        held.update(dict.fromkeys(letters[letter]))
        if sum(len(str(row).encode()) for row in held) > _PART:
            yield "".join(sorted(begun)), list(held)
            begun, held = set(), {}
    if held:
        yield "".join(sorted(begun)), list(held)
