"""How many articles under each name in each month or year: 用稿统计, as tables and as CSV."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banmian.pinyin import reading_order
from banmian.records import Article
from banmian.spreadsheet import cell, to_csv

SHOWN = 60
"""Rows of a table on a page; the CSV file has them all."""
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One name."""

    name: str
    total: int
    """With those that fall into none of the columns."""
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Names by time, those with most articles first."""

    columns: tuple[str, ...]
    """YYYY-MM or YYYY, ascending."""
    rows: tuple[Row, ...]

    @property
    def most(self) -> int:
        """The largest count in a cell."""
        return max((max(row.counts) for row in self.rows), default=0)


def published(article: Article) -> str:
    """The issue as far as known, else the day of the event: YYYY-MM-DD, YYYY-MM, YYYY or nothing."""
    return article.issued or (article.date.isoformat() if article.date else "")


def months_of(year: str) -> list[str]:
    """The columns of a year."""
    return [f"{year}-{month:02}" for month in range(1, 13)]


def last_years(articles: Iterable[Article]) -> list[str]:
    """The columns of the whole archive: its years, of very many the last."""
    return sorted({published(article)[:4] for article in articles} - {""})[-_COLUMNS:]


def tabulate(articles: Iterable[Article], key: str, columns: Sequence[str]) -> Table:
    """Count the articles under each name that stands under ``key``."""
    width = len(columns[0]) if columns else 0
    place = {column: n for n, column in enumerate(columns)}
    totals: Counter[str] = Counter()
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(columns))
    for article in articles:
        column = place.get(published(article)[:width])
        for name in dict.fromkeys(getattr(article, key)):
            totals[name] += 1
            if column is not None:
                counts[name][column] += 1
    order = sorted(totals, key=lambda name: (-totals[name], reading_order(name)))
    return Table(tuple(columns), tuple(Row(name, totals[name], tuple(counts[name])) for name in order))


def as_csv(columns: Sequence[str], tables: Iterable[tuple[str, Table]]) -> bytes:
    """Labelled tables with these columns as CSV, one below the other."""
    rows = ((label, cell(row.name), row.total, *row.counts) for label, table in tables for row in table.rows)
    return to_csv(("身份", "姓名", "合计", *columns), rows)
