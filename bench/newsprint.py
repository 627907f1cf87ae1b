"""Lay a fictional page out as a newspaper's in HTML, in a look drawn by lot: bench/printouts.py prints it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from typeset import Article

_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
_HEADS = ("before", "before", "before", "behind", "mixed", "first", "last")


@dataclass(frozen=True)
class Look:
    """How a page is set; lengths in px."""

    columns: int
    column: int
    gutter: int
    size: int
    """Of the body's type; the other sizes are drawn beside it."""
    title: int
    leading: float
    font: str
    centred: bool
    indent: bool
    """First lines by the style sheet; else by two wide spaces."""
    stream: bool
    """All articles run through the columns; else each has a box."""
    heads: str
    """Drawn ``before`` or ``behind`` their bodies; ``mixed``: the one up to some article, the other from there on;
    or all of them ``first`` or ``last`` on the page."""


def draw_look(draw: random.Random) -> Look:
    """One of many."""
    size = draw.choice((9, 10, 10, 11))
    return Look(
        columns=draw.randint(4, 7),
        column=draw.choice((10, 12, 13, 14, 15, 16, 18)) * size,
        gutter=draw.choice((12, 20, 30)),
        size=size,
        title=draw.choice((16, 18, 20, 24)),
        leading=draw.choice((1.3, 1.45, 1.6)),
        font=draw.choice(_FONTS),
        centred=draw.random() < 0.5,
        indent=draw.random() < 0.5,
        stream=draw.random() < 0.25,
        heads=draw.choice(_HEADS),
    )


def lay_out(articles: Sequence[Article], header: Sequence[str], look: Look, draw: random.Random) -> str:
    """The page in HTML, its header's pieces above and below."""
    boxes: list[str] = []
    behind = [look.heads == "behind"] * len(articles)
    if look.heads == "mixed":
        turn, first = draw.randint(1, len(articles)), draw.random() < 0.5
        behind = [first is (nth < turn) for nth in range(len(articles))]
    label, left = None, look.columns
    for nth, article in enumerate(articles):
        span = left if nth + 1 == len(articles) else _span(article, look.columns, left, draw)
        left = left - span or look.columns
        shown = article.get("column")
        shown, label = shown if shown != label else None, shown
        boxes.append(_box(article, shown, 1 if look.stream else span, look, behind=behind[nth]))
    pieces = [f"<span>{escape(text)}</span>" for text in header]
    top = draw.randint(1, len(pieces))
    return (
        f'<meta charset="utf-8"><style>{_style(look)}</style><header>{"".join(pieces[:top])}</header>'
        f"<main>{''.join(boxes)}</main><footer>{''.join(pieces[top:])}</footer>"
    )


def _span(article: Article, columns: int, left: int, draw: random.Random) -> int:
    length = sum(map(len, article["body"]))
    wanted = 1 if length < 150 else draw.choice((1, 2, 2)) if length < 400 else draw.choice((2, 3, columns))
    return min(left, wanted)


def _style(look: Look) -> str:
    size = look.size
    wide = look.columns * (look.column + look.gutter) + 40
    boxes = f"display: grid; grid-template-columns: repeat({look.columns}, 1fr); align-items: start"
    return f"""
        * {{ margin: 0; padding: 0; box-sizing: border-box }}
        body {{ width: {wide}px; padding: 20px; font: {size}px/{look.leading} "{look.font}"; position: relative }}
        header, footer {{ display: flex; justify-content: space-between; font-size: {size + 4}px; margin: 6px 0 }}
        main {{ {f"columns: {look.columns}" if look.stream else boxes}; gap: {look.gutter}px }}
        section {{ display: {"block" if look.stream else "grid"}; margin-bottom: 14px; min-width: 0 }}
        .picture {{ height: 60px; border: 1px solid; grid-row: 1 }}
        .label {{ font-size: {size + 3}px; grid-row: 1 }}
        .head {{ grid-row: 2; padding: 6px 0; text-align: {"center" if look.centred else "left"} }}
        .kicker, .subtitle {{ font-size: {size + 4}px }}
        .title {{ font-size: {look.title}px; font-weight: bold; line-height: 1.25 }}
        .body {{ grid-row: 3; column-gap: {look.gutter}px; text-align: justify }}
        .paragraph {{ text-indent: {"2em" if look.indent else "0"} }}
        .subhead {{ font-weight: bold; text-align: center; font-size: {size + 1}px }}
        .credit, .signature {{ text-align: right }}
    """


def _box(article: Article, label: str | None, span: int, look: Look, *, behind: bool) -> str:
    parts = [
        f'<p class="{part}">{escape(text)}</p>'
        for part in ("kicker", "title", "subtitle")
        for text in article[part]
    ]
    head = [f'<div class="head">{"".join(parts)}</div>'] if parts else []
    body = [f'<div class="body" style="columns: {span}">{"".join(_body(article, look.indent))}</div>']
    above = ['<div class="picture"></div>'] if article["kind"] == "photo" else []
    above += [f'<p class="label">{escape(label)}</p>'] if label else []
    inner = [*above, *body, *head] if behind else [*above, *head, *body]
    return f'<section style="grid-column: span {span}">{"".join(inner)}</section>'


def _body(article: Article, indent: bool) -> Iterator[str]:
    if article.get("byline_alone"):
        yield f"<p>{escape(article['byline_alone'])}</p>"
    byline = article.get("byline") or ""
    for text in article["body"]:
        if text.startswith("## "):
            yield "".join(f'<p class="subhead">{escape(part)}</p>' for part in text[3:].split("|"))
            continue
        if text.startswith("| "):
            yield f"<p>{escape(byline + text[2:])}</p>"
        else:
            yield f'<p class="paragraph">{"" if indent else "　　"}{escape(byline + text)}</p>'
        byline = ""
    for text in article["signature"]:
        yield f'<p class="signature">{escape(text)}</p>'
    if article.get("credit"):
        yield f'<p class="credit">{escape(article["credit"])}</p>'
