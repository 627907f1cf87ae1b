"""Names of writers that are so alike that one may be a slip for the other; nothing is merged here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import combinations

from banmian.authorities import Authorities
from banmian.page import AUTHORITIES
from banmian.records import Article
from banmian.vocabulary import vocabulary

_ESTABLISHED = 5
"""Articles under a name that make it a person's own: a slip is not made so often."""
_MOST = 20
"""Pairs that are told of in one build."""


def report_namesakes(articles: Iterable[Article], authorities: Authorities) -> list[str]:
    """A warning for each pair of names that may be one person's, the ones with most articles first."""
    count = Counter(
        name
        for article in articles
        for name in {*article.reporters, *article.correspondents, *article.photographers}
    )
    pairs = [
        sorted(pair, key=lambda name: (-count[name], name))
        for pair in alike(count)
        if min(count[name] for name in pair) < _ESTABLISHED and not all(map(authorities.is_person, pair))
    ]
    pairs.sort(key=lambda pair: (-count[pair[0]] - count[pair[1]], pair))
    warnings = [
        f"可能是同一人：{more}（{count[more]} 篇）、{less}（{count[less]} 篇）；"
        f"若是，请在 seeds 的 {AUTHORITIES} 里 people 下写“- name: {more}”和“aliases: [{less}]”；若不是，各写一条 name"
        for more, less in pairs[:_MOST]
    ]
    rest = len(pairs) - _MOST
    return [*warnings, f"可能是同一人的还有 {rest} 对，处理完上面的再列出"] if rest > 0 else warnings


def alike(names: Collection[str]) -> set[frozenset[str]]:
    """Pairs of names that differ in one character, for one that sounds or looks like it."""
    buckets: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in names:
        for key in _wildcards(name):
            buckets[key].append(name)
    return {frozenset(pair) for bucket in buckets.values() for pair in combinations(sorted(bucket), 2)}


def _wildcards(name: str) -> Iterator[tuple[str, str, str]]:
    """The name with each of its characters in turn given as what it is alike to."""
    for n, char in enumerate(name if len(name) > 1 else ""):
        for group in _groups().get(char, ()):
            yield name[:n], group, name[n + 1 :]


@cache
def _groups() -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for group in sorted(vocabulary("characters_alike")):
        for char in group:
            groups[char].append(group)
    return dict(groups)
