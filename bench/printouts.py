"""Print the fictional pages of bench/content and read them back, with gold, to learn and to measure with.

Usage: python bench/printouts.py OUT SEED [--every N]
Chromium lays each page out in boxes or in one stream of columns, with heads drawn before their bodies, behind them,
the one on a part of the page and the other on the rest, or all at the page's start or end, and prints it to PDF; every
extractor that this machine has (pdftotext as it comes and with -raw, pdfminer.six, pypdfium2, pymupdf) reads it back
(OUT/seeds), and OUT/gold says which line is whose. SEED draws the layout; the same SEED gives the same sheets. An
extraction with a line that no article prints as it stands (two columns read as one line) is left out; of the others,
each page keeps the N that come first (2).
"""

import argparse
import importlib
import importlib.util
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from chromium import launch
from newsprint import draw_look, lay_out
from typeset import Article, gold, read_content

from banmian.words import mend

_CONTENT = Path(__file__).parent / "content"
_WEEKDAYS = "一二三四五六日"
_MOVES = {"first": "prepend", "last": "append"}
_MOVE_HEADS = """where => {
    const heads = [...document.querySelectorAll(".head")];
    const boxes = heads.map((head) => head.getBoundingClientRect());
    heads.forEach((head, n) => {
        const box = boxes[n];
        const gap = document.createElement("div");
        gap.style.cssText = `height: ${box.height}px; grid-row: 2; break-inside: avoid`;
        head.replaceWith(gap);
        head.style.cssText += `; position: absolute; left: ${box.left}px; top: ${box.top}px; width: ${box.width}px`;
    });
    document.body[where](...heads);
}"""


@dataclass(frozen=True)
class Piece:
    """What an article, or the page, prints in one go: whose it is (-1: the page's), what it is, its text."""

    owner: int
    part: str
    text: str


def pieces(articles: Sequence[Article], furniture: Sequence[str]) -> list[Piece]:
    """All that is printed, in the order of the articles."""
    found = [Piece(-1, "furniture", text) for text in furniture]
    label = None
    for nth, article in enumerate(articles):
        if article.get("column") and article["column"] != label:
            found.append(Piece(-1, "label", article["column"]))
        label = article.get("column")
        for part in ("kicker", "title", "subtitle"):
            found += [Piece(nth, part, text) for text in article[part]]
        if article.get("byline_alone"):
            found.append(Piece(nth, "paragraph", article["byline_alone"]))
        byline = article.get("byline") or ""
        for text in article["body"]:
            if text.startswith("## "):
                found += [Piece(nth, "subhead", part) for part in text[3:].split("|")]
            else:
                found.append(Piece(nth, "paragraph", byline + text.removeprefix("| ")))
                byline = ""
        found += [Piece(nth, "paragraph", text) for text in article["signature"]]
        if article.get("credit"):
            found.append(Piece(nth, "credit", article["credit"]))
    return found


def furniture(sidecar: dict[str, str], draw: random.Random) -> list[str]:
    """A page header, and sometimes who made the page."""
    year, month, day = (int(part) for part in sidecar["date"].split("-"))
    paper, _, section = sidecar["paper"].partition("·")
    number = draw.randint(1, 16)
    told = [
        paper,
        draw.choice(
            (f"{year}年{month}月{day}日", f"{year} 年 {month} 月 {day} 日 星期{draw.choice(_WEEKDAYS)}")
        ),
        draw.choice((f"第 {number:02} 版", f"{number:02}", f"A{number:02}", f"第{number}版")),
    ]
    if section:
        told.append(section)
    if draw.random() < 0.6:
        told.append(
            f"责任编辑：{draw.choice('孔曹严华金魏陶姜')}{draw.choice('晓明志伟文静')}　美编：{draw.choice('戚谢邹喻')}{draw.choice('敏洁涛')}"
        )
    draw.shuffle(told)
    return told


def print_page(browser: Page, html: str, heads: str, to: Path) -> None:
    """One sheet, as tall as what is on it; ``heads`` as a look has them."""
    browser.set_content(html)
    wide = browser.evaluate("document.body.offsetWidth")
    browser.set_viewport_size({"width": wide, "height": 1000})
    if heads in _MOVES:
        browser.evaluate(_MOVE_HEADS, _MOVES[heads])
    tall = browser.evaluate("document.documentElement.scrollHeight")
    browser.pdf(path=to, width=f"{wide}px", height=f"{tall + 40}px", print_background=True)


def _pdftotext(*options: str) -> Callable[[Path], str]:
    def read(pdf: Path) -> str:
        return subprocess.run(
            ["pdftotext", *options, pdf, "-"], capture_output=True, check=True
        ).stdout.decode()

    return read


def _pdfminer(pdf: Path) -> str:
    return str(importlib.import_module("pdfminer.high_level").extract_text(pdf))


def _pdfium(pdf: Path) -> str:
    document = importlib.import_module("pypdfium2").PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _mupdf(pdf: Path) -> str:
    document = importlib.import_module("pymupdf").open(pdf)
    return "\n".join(page.get_text() for page in document)


def extractors() -> dict[str, Callable[[Path], str]]:
    """Those that are here, by name."""
    found: dict[str, Callable[[Path], str]] = {}
    if shutil.which("pdftotext"):
        found |= {"default": _pdftotext(), "raw": _pdftotext("-raw")}
    for name, package, read in (
        ("pdfminer", "pdfminer", _pdfminer),
        ("pdfium", "pypdfium2", _pdfium),
        ("mupdf", "pymupdf", _mupdf),
    ):
        if importlib.util.find_spec(package):
            found[name] = read
    return found


def _bare(text: str) -> str:
    return "".join(mend(text).split())


def find_owners(lines: Sequence[str], printed: Sequence[Piece]) -> list[tuple[Piece, bool] | None] | None:
    """Of each line: what it prints and whether it opens that (None: blank); or None where a line cannot be found.

    A line stands in the text of one article; of several places the one beside the line above's or below's is meant.
    """
    text, starts = _joined(printed)
    owner = {
        at: piece for start, piece in starts.items() for at in range(start, start + len(_bare(piece.text)))
    }
    bare = [_bare(line) for line in lines]
    places = [[m.start() for m in re.finditer(f"(?={re.escape(one)})", text)] if one else [] for one in bare]
    page = [_bare(piece.text) for piece in printed if piece.part == "furniture"]
    header = {
        n
        for n, one in enumerate(bare)
        if one and not places[n] and not re.sub("|".join(map(re.escape, page)), "", one)
    }
    if any(one and not places[n] and n not in header for n, one in enumerate(bare)):
        return None
    taken: set[int] = set()
    at: dict[int, int] = {}
    for n in sorted(range(len(bare)), key=lambda n: (len(places[n]), -len(bare[n]))):
        if not bare[n] or n in header:
            continue
        free = [place for place in places[n] if taken.isdisjoint(range(place, place + len(bare[n])))]
        if not free:
            return None
        above = next((at[i] + len(bare[i]) for i in reversed(range(n)) if i in at), 0)
        below = next((at[i] - len(bare[n]) for i in range(n + 1, len(bare)) if i in at), 0)
        at[n] = min(
            free, key=lambda place: (place not in (above, below), place not in starts, abs(place - above))
        )
        taken |= set(range(at[n], at[n] + len(bare[n])))
    return [
        (printed[0], True)
        if n in header
        else (owner[at[n]], any(place in starts for place in range(at[n], at[n] + len(one))))
        if one
        else None
        for n, one in enumerate(bare)
    ]


def _joined(printed: Sequence[Piece]) -> tuple[str, dict[int, Piece]]:
    """All that is printed, a line break between articles; where each piece starts in it."""
    text, starts = "", {}
    for before, piece in zip([None, *printed], printed, strict=False):
        if before is None or before.owner != piece.owner or piece.owner < 0:
            text += "\n"
        starts[len(text)] = piece
        text += _bare(piece.text)
    return text, starts


def tell(
    name: str, articles: Sequence[Article], owners: Sequence[tuple[Piece, bool] | None]
) -> dict[str, Any]:
    """The gold, with the lines of each part of a head."""
    seen = {n: at for n, at in enumerate(owners, 1) if at}
    starts = {n for n, (piece, first) in seen.items() if first and piece.part in ("paragraph", "credit")}
    told = gold(name, articles, [at[0].owner if at else None for at in owners], starts)
    for nth, article in enumerate(told["articles"]):
        for part in ("kicker", "title", "subtitle", "subhead"):
            article[f"{part}_lines"] = [
                [n, n] for n, (piece, _) in seen.items() if (piece.owner, piece.part) == (nth, part)
            ]
    return told


def main() -> None:
    """Print every page once."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("seed", type=int)
    arguments.add_argument("--every", type=int, default=2, metavar="N")
    options = arguments.parse_args()
    for folder in ("seeds", "gold"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    readers = extractors()
    print(
        "read back by", ", ".join(readers) or "nobody: install pdftotext, pdfminer.six, pypdfium2 or pymupdf"
    )
    draw = random.Random(options.seed)
    left_out = kept = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright).new_page()
        pdf = Path(folder, "page.pdf")
        for path in sorted(_CONTENT.glob("*.yaml")):
            sidecar, articles = read_content(path)
            header = furniture(sidecar, draw)
            look = draw_look(draw)
            print_page(browser, lay_out(articles, header, look, draw), look.heads, pdf)
            printed = pieces(articles, header)
            here = 0
            for reader in draw.sample(sorted(readers), len(readers)):
                text = readers[reader](pdf).replace("\f", "\n").replace("\r", "")
                owners = find_owners(text.splitlines(), printed)
                if owners is None:
                    left_out += 1
                    continue
                name = f"{path.stem}-{options.seed}-{reader}"
                (options.out / "seeds" / f"{name}.txt").write_text(text, "utf-8")
                (options.out / "seeds" / f"{name}.yaml").write_text(
                    yaml.safe_dump(sidecar, allow_unicode=True), "utf-8"
                )
                (options.out / "gold" / f"{name}.json").write_text(
                    json.dumps(tell(name, articles, owners), ensure_ascii=False), "utf-8"
                )
                kept, here = kept + 1, here + 1
                if here == options.every:
                    break
    print(f"{kept} pages read back, {left_out} left out")


if __name__ == "__main__":
    main()
