"""The ledger of lines: every printed line of every page is some article's, or is listed as the page's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from banmian.records import Article, Page, ranges


@dataclass(frozen=True, slots=True)
class Account:
    """Whose the lines of one page are."""

    page: Page
    owners: Mapping[int, tuple[Article, ...]]
    """line → the articles that claim it"""
    expected: frozenset[int]
    """The lines that the splitter took for the page's own."""

    def furniture(self) -> str:
        """The lines that no article claims, as people write them; empty if there are none."""
        return _spans(self.page.printed() - self.owners.keys(), self.page)

    def warnings(self) -> Iterator[str]:
        """What does not add up, and what to do."""
        name = self.page.file
        lost = self.page.printed() - self.expected - self.owners.keys()
        if not self.owners:
            yield f"没有文章：{name} 里没有认出文章；请检查文字是否完整"
        elif lost:
            yield f"无主的行：{name} 第 {_spans(lost, self.page)} 行不在任何文章里；请在某篇文章的 source.lines 里补上"
        twice = {line: articles for line, articles in self.owners.items() if len(articles) > 1}
        if twice:
            titles = sorted({f"《{article.title}》" for articles in twice.values() for article in articles})
            lines = _spans(frozenset(twice), self.page)
            yield f"重复的行：{name} 第 {lines} 行同时在{'、'.join(titles)}里；请从其中一篇的 source.lines 里去掉"


def accounts(pages: Iterable[tuple[Page, frozenset[int]]], articles: Iterable[Article]) -> list[Account]:
    """The account of each page, given with the lines that the splitter took for its own."""
    claims: defaultdict[str, defaultdict[int, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        if article.source:
            for number in article.source.numbers():
                claims[article.source.file][number].append(article)
    return [
        Account(page, {line: tuple(owners) for line, owners in claims[page.file].items()}, furniture)
        for page, furniture in pages
    ]


def _spans(numbers: frozenset[int], page: Page) -> str:
    spans = ranges(numbers, page.printed())
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
