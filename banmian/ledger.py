"""The ledger of lines: every printed line of every page is some article's, or is listed as the page's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from banmian.records import Article, Page, ranges


@dataclass(frozen=True, slots=True)
class Account:
    """Whose the lines of one page are."""

    page: Page
    owners: Mapping[int, tuple[str, ...]]
    """printed line → the files of the articles that claim it"""
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
        own = {files[0] for files in self.owners.values() if len(files) == 1}
        shared: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for line, files in self.owners.items():
            shared[files].add(line)
        for files, lines in sorted(shared.items()):
            if len(files) > 1:
                where = f"{name} 第 {_spans(frozenset(lines), self.page)} 行同时在 {'、'.join(files)} 里"
                merged = [file for file in files if file not in own]
                hint = f"；若已并成一篇，请删去 {'、'.join(merged)}" if 0 < len(merged) < len(files) else ""
                yield f"重复的行：{where}；请从其中一个的 source.lines 里去掉{hint}"


def accounts(
    pages: Iterable[tuple[Page, frozenset[int]]], articles: Iterable[tuple[str, Article]]
) -> list[Account]:
    """The account of each page, given with the lines that the splitter took for its own.

    ``articles``: each with its file below the articles folder.
    """
    claims: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, article in articles:
        if article.source:
            for number in article.source.numbers():
                claims[article.source.file][number].append(name)
    return [
        Account(page, {line: tuple(claimed[line]) for line in page.printed() & claimed.keys()}, furniture)
        for page, furniture in pages
        for claimed in (claims[page.file],)
    ]


def _spans(numbers: frozenset[int], page: Page) -> str:
    spans = ranges(numbers, page.printed())
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
