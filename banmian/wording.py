"""How dates, lines and leads are worded on the site."""

from functools import lru_cache
from typing import Any

from banmian.addresses import date_path
from banmian.cutting import quick_tokenizer
from banmian.markup import to_paragraphs
from banmian.paging import Leaf
from banmian.records import Article, LineRanges
from banmian.sheets import Sheet

_SUMMARY = 90  # characters of the lead in lists and descriptions
_TITLE = 30
_KEPT = 10_000
"""Texts whose words are at hand: a headline stands on many pages."""


def day(date: str) -> str:
    """2020-07-20 → 2020年7月20日, 2020-07 → 2020年7月, 2020 → 2020年; anything else stays."""
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts):
        return date
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def date_steps(date: str) -> list[tuple[str, str]]:
    """The way to a date through its year and month: 2020年, 7月, 20日, each with its page."""
    ends = [end for end in (4, 7, 10) if end <= len(date)]
    labels = day(date).replace("年", "年 ").replace("月", "月 ").split()
    return [(label, date_path(date[:end])) for label, end in zip(labels, ends, strict=False)]


def leaf_title(leaf: Leaf[Any]) -> str:
    """What tells an older leaf of a list from the list itself: （第 3 页）."""
    return "" if leaf.is_newest else f"（第 {leaf.number} 页）"


def lines(ranges: LineRanges) -> str:
    """第 3–9、12 行"""
    spans = (f"{first}–{last}" if last > first else f"{first}" for first, last in ranges)
    return f"第 {'、'.join(spans)} 行"


def short(title: str) -> str:
    """A title that goes on one line."""
    return title if len(title) <= _TITLE else f"{title[:_TITLE]}……"


@lru_cache(_KEPT)
def words(text: str) -> tuple[str, ...]:
    """The text in parts between which a line may end: behind each word, but for where marks have rules of their own."""
    parts = [""]
    for word in quick_tokenizer().cut(text):
        if parts[-1][-1:].isalnum() and word[:1].isalnum():
            parts.append("")
        parts[-1] += word
    return tuple(parts)


def summary(article: Article) -> str:
    """The beginning of the body as plain text."""
    blocks = (block for block in article.body.split("\n\n") if block.strip() and not block.startswith("#"))
    text = "".join(to_paragraphs(next(blocks, "")))
    return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY].rstrip('，。、；：')}……"


def sheet_title(sheet: Sheet) -> str:
    """What the page's sidecar calls it, else the name of its file."""
    page = sheet.page
    issued = day(page.issued.isoformat()) if page.issued else ""
    edition = f"第{page.edition.removeprefix('第').removesuffix('版')}版" if page.edition else ""
    named = " ".join(part for part in (page.paper, issued, edition) if part)
    return named if page.paper else page.name
