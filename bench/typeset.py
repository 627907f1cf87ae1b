"""Set the fictional pages of bench/content as page text, with gold, to learn and to measure with.

Usage: python bench/typeset.py OUT SEED
Each page is set in frames of changing width, with headlines before or behind their bodies, with or without blank
lines, with column breaks, indents lost and lines justified, as extractors give such pages (OUT/seeds), and
OUT/gold says which line is whose. SEED draws the layout; the same SEED gives the same pages.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from banmian.words import width

_CONTENT = Path(__file__).parent / "content"
_COLUMNS = (9.5, 13, 13, 14, 15, 15, 16, 17, 17, 18, 19)
_CAPTIONS = (7, 10, 13, 18, 24, 33)
_HEIGHTS = (18, 25, 32, 40, 60)
_TOKEN = re.compile(r"[A-Za-z0-9.,:/@_\-]+[%％]?|.")
_NOT_FIRST = "，。、；：！？”’）》〉】』」%％"
_NOT_LAST = "（《“‘『「【〈"
_INDENT = 2

Article = dict[str, Any]


@dataclass
class _Sheet:
    """A page in the making: its lines, whose they are (None: blank, -1: the page's own), which start paragraphs."""

    lines: list[str] = field(default_factory=list)
    owners: list[int | None] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)

    def put(self, text: str, owner: int, *, start: bool = False) -> None:
        self.lines.append(text)
        self.owners.append(owner)
        if start:
            self.starts.add(len(self.lines))

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")
            self.owners.append(None)


def set_paragraph(text: str, column: float, draw: random.Random) -> Iterator[str]:
    """The lines of a paragraph: marks kept off line ends, the indent lost, room given to borders or letters."""
    tokens = _TOKEN.findall(text.replace("\u3000", " "))
    line: list[str] = []
    room = column - _INDENT
    indent = _INDENT
    for n, token in enumerate(tokens):
        if line and sum(map(width, line)) + width(token) > room:
            if token[0] in _NOT_FIRST and draw.random() < 0.7:
                yield "".join([*line, token]).strip()
                line, room, indent = [], column, 0
                continue
            kept: list[str] = []
            while len(line) > 1 and (line[-1] in _NOT_LAST or (token[0] in _NOT_FIRST and not kept)):
                kept.insert(0, line.pop())
            yield _justify(line, column - indent, draw)
            line, room, indent = kept, column, 0
        line.append(token)
        if n == len(tokens) - 1:
            yield "".join(line).strip()


def _justify(tokens: Sequence[str], column: float, draw: random.Random) -> str:
    left = column - sum(map(width, tokens))
    if left > 1.5 and draw.random() < 0.8:
        return " ".join(part for token in tokens for part in ([token] if token.isascii() else token))
    text = tokens[0]
    for before, after in pairwise(tokens):
        border = before[-1].isascii() != after[0].isascii()
        text += (" " if border and (left >= 0.5 or draw.random() < 0.5) else "") + after
    return text.strip()


def set_page(articles: Sequence[Article], draw: random.Random) -> _Sheet:
    """The page's articles one below the other, pictures last, in one to three text flows."""
    sheet = _Sheet()
    follow, gaps = draw.random() < 0.6, draw.random() < 0.8
    flows = set(draw.sample(range(1, len(articles)), draw.choice((0, 0, 1, 2))))
    label = None
    for nth, article in enumerate(articles):
        first = len(sheet.lines)
        if nth not in flows:
            sheet.blank()
        if article.get("column") and article["column"] != label:
            sheet.put(article["column"], -1)
            sheet.blank()
        label = article.get("column")
        heads = [article[key] for key in ("kicker", "title", "subtitle") if article[key]]
        if not follow:
            _set_heads(sheet, heads, nth)
        _set_body(sheet, article, nth, gaps, draw)
        if follow:
            sheet.blank()
            _set_heads(sheet, heads, nth)
        if nth in flows or nth == 0:
            sheet.lines[first] = " " + sheet.lines[first]
    return sheet


def _set_heads(sheet: _Sheet, heads: Sequence[Sequence[str]], owner: int) -> None:
    for part in heads:
        for text in part:
            sheet.put(text, owner)
        sheet.blank()


def _set_body(sheet: _Sheet, article: Article, owner: int, gaps: bool, draw: random.Random) -> None:
    column = draw.choice(_CAPTIONS if article["kind"] == "photo" else _COLUMNS)
    height = draw.choice(_HEIGHTS)
    if article.get("byline_alone"):
        sheet.put(article["byline_alone"], owner)
    byline = article.get("byline") or ""
    printed = 0
    for text in article["body"]:
        alone = text.startswith(("## ", "| "))
        if gaps:
            sheet.blank()
        lines = text[2:].strip("# ").split("|") if alone else set_paragraph(byline + text, column, draw)
        byline = byline if alone else ""
        for n, line in enumerate(lines):
            printed += 1
            if n and gaps and printed % height == 0:
                sheet.blank()
            sheet.put(line.strip(), owner, start=n == 0 and not text.startswith("## "))
    for text in article["signature"]:
        sheet.put(text, owner, start=True)
    if article.get("credit"):
        sheet.put(article["credit"], owner)


def gold(
    name: str, articles: Sequence[Article], owners: Sequence[int | None], starts: Set[int]
) -> dict[str, Any]:
    """What the page holds, in the form that tests/score.py reads: whose each line is, which start paragraphs."""
    told = []
    for nth, article in enumerate(articles):
        own = [n for n, owner in enumerate(owners, 1) if owner == nth]
        texts = [text.removeprefix("| ") for text in article["body"]]
        keys = (
            "kind",
            "column",
            "reporters",
            "correspondents",
            "photographers",
            "departments",
            "byline",
            "credit",
        )
        told.append(
            {key: article.get(key) for key in keys}
            | {key: " ".join(article[key]) or None for key in ("kicker", "title", "subtitle")}
            | {
                "id": nth + 1,
                "date": str(article["event"]) if article.get("event") else None,
                "subheads": [
                    text[3:].replace("|", " ") for text in article["body"] if text.startswith("## ")
                ],
                "lines": [[n, n] for n in own],
                "body_start": texts[0][:12],
                "body_end": (article["signature"] or texts)[-1][-12:],
                "paragraph_lines": [n for n in own if n in starts],
            }
        )
    page = [[n, n] for n, owner in enumerate(owners, 1) if owner == -1]
    return {"page": f"{name}.txt", "articles": told, "furniture": page}


def read_content(path: Path) -> tuple[dict[str, str], list[Article]]:
    """(sidecar, articles) of a page of bench/content, lists where there may be several, pictures last."""
    said = yaml.safe_load(path.read_text("utf-8"))
    lists = (
        "kicker",
        "title",
        "subtitle",
        "body",
        "signature",
        "reporters",
        "correspondents",
        "photographers",
        "departments",
    )
    for article in said["articles"]:
        for key in lists:
            value = article.get(key) or []
            article[key] = [str(one).strip() for one in ([value] if isinstance(value, str) else value)]
        article["body"][-1] += article.get("signed") or ""
        article["kind"] = "photo" if article["kind"] == "photo" else "news"
    articles = sorted(said["articles"], key=lambda article: article["kind"] == "photo")
    return {"paper": said["paper"], "date": str(said["date"])}, articles


def main() -> None:
    """Set every page once."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("seed", type=int)
    options = arguments.parse_args()
    out, seed = options.out, options.seed
    draw = random.Random(seed)
    for folder in ("seeds", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for path in sorted(_CONTENT.glob("*.yaml")):
        sidecar, articles = read_content(path)
        sheet, name = set_page(articles, draw), f"{path.stem}-{seed}"
        (out / "seeds" / f"{name}.txt").write_text("\n".join(sheet.lines) + "\n", "utf-8")
        (out / "seeds" / f"{name}.yaml").write_text(yaml.safe_dump(sidecar, allow_unicode=True), "utf-8")
        (out / "gold" / f"{name}.json").write_text(
            json.dumps(gold(name, articles, sheet.owners, sheet.starts), ensure_ascii=False), "utf-8"
        )


if __name__ == "__main__":
    main()
