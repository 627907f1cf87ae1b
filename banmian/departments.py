"""The bodies that an article is chiefly about: offices, bureaus, towns; not companies.

There is no list of names, only of what names are made of (data/*.txt). What ends like a body's name is one, as far back as nouns reach.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from banmian.cutting import plain_tokenizer, word_classes
from banmian.vocabulary import vocabulary

_TAIL = re.compile("|".join(sorted(vocabulary("department_endings"), key=lambda tail: (-len(tail), tail))))
_SECOND_NAME = re.compile(r"[（(][\u4e00-\u9fff]{2,8}[局委办][）)]")
_BEFORE_NAMES = "该据在为对从到将与由被"
_LONGEST = 24
"""Characters of a name before its last word."""
_PLACES = ("镇", "乡", "街道")
_CLAUSE = re.compile(r"[\u4e00-\u9fff]{1,300}")  # jieba is slow on longer runs, and no clause is longer

_NOUNS = frozenset(
    ["n", "ns", "nt", "nz", "nr", "nrt", "nrfg", "ng", "j", "l", "b", "vn", "an", "s", "zg", "q", "f", ""]
)
"""jieba's classes that a name is made of; "" is a word that its dictionary lacks, as many names are."""
_IN_NAMES = vocabulary("department_words")
_NOT_IN_NAMES = vocabulary("department_stops")
_NO_BODIES = vocabulary("not_departments")

IN_KICKER, IN_TITLE, SIGNED, NAMED, ACTS, IN_LEAD, CHIEF = 10.0, 4.0, 5.0, 1.0, 1.5, 1.0, 2.5
"""Evidence that an article is about a body, and how much of it is needed."""
_ANAPHORA = re.compile(r"该(局|委|办|街道|镇|乡|中心|部|队|会|院)")


def find_departments(
    kicker: str, title: str, paragraphs: Sequence[str], signature: str = ""
) -> tuple[str, ...]:
    """Up to two bodies that the article is chiefly about, by their names as the article gives them."""
    score: defaultdict[str, float] = defaultdict(float)
    for text, weight in ((kicker, IN_KICKER), (title, IN_TITLE), (signature, SIGNED)):
        for name, _ in names_in(text):
            score[name] += weight
    for n, paragraph in enumerate(paragraphs):
        for name, start in names_in(paragraph):
            acts = start == 0 or paragraph[start - 1] in "，。；：“该,;:"
            score[name] += NAMED + ACTS * acts + IN_LEAD * (n == 0)
    for tail in _ANAPHORA.findall("".join(paragraphs)):
        meant = [name for name in score if name.rstrip("）)").split("（")[0].endswith(tail)]
        if meant:
            score[max(meant, key=lambda name: (score[name], name))] += NAMED
    merged = _merge(score)
    best = max(merged.values(), default=0.0)
    chief = [name for name, value in merged.items() if value >= CHIEF and value >= 0.6 * best]
    return tuple(sorted(chief, key=lambda name: (-merged[name], name))[:2])


def names_in(text: str) -> Iterator[tuple[str, int]]:
    """(name, where it starts) of the bodies in a text, in order."""
    for clause in _CLAUSE.finditer(text):
        if not _TAIL.search(clause[0]):
            continue
        words = list(plain_tokenizer().cut(clause[0]))
        ends = list(accumulate(map(len, words)))
        last_words = {end: n for n, end in enumerate(ends)}
        for tail in _TAIL.finditer(clause[0]):
            if tail.end() not in last_words:
                continue
            last = last_words[tail.end()]
            start = _start(words, ends, last, tail)
            name = clause[0][start : tail.end()]
            if name in _NO_BODIES or len(name) < 3:
                continue
            second = _SECOND_NAME.match(text, clause.start() + tail.end())
            yield name + (second[0] if second else ""), clause.start() + start


def _start(words: Sequence[str], ends: Sequence[int], last: int, tail: re.Match[str]) -> int:
    """Where the name that ends with word ``last`` begins: at its first noun in an unbroken row."""
    classes = word_classes()
    if tail[0] in _PLACES and len(words[last]) > 1 and words[last] != tail[0] and words[last] in classes:
        return tail.end()  # 回乡, 山乡: a word of the dictionary, no place
    first = last
    while (
        first
        and ends[last] - ends[first] < _LONGEST
        and (_belongs(words[first - 1], classes) or (words[first - 1] in "和与" and first - 1))
    ):
        first -= 1
    while first < last and words[first] in "和与":
        first += 1
    start = ends[first] - len(words[first])
    if words[first] not in classes and words[first][0] in _BEFORE_NAMES:
        return start + 1  # jieba took a preposition for a part of a name that it does not know
    whose = words[first - 1] if first else ""
    return start - 1 if len(whose) == 2 and whose[0] in _BEFORE_NAMES and whose[1] in "区县市省" else start


def _belongs(word: str, classes: Mapping[str, str]) -> bool:
    if word in _NOT_IN_NAMES:
        return False
    return word in _IN_NAMES or classes.get(word, "") in _NOUNS


def _merge(score: Mapping[str, float]) -> dict[str, float]:
    """Shorter forms of a name count for the longest one (财政局 for 某区财政局)."""
    merged: dict[str, float] = {}
    for name in sorted(score, key=lambda name: (-len(name), name)):
        longer = next((other for other in merged if name in other or name.rstrip("）)") in other), name)
        merged[longer] = merged.get(longer, 0.0) + score[name]
    return merged
