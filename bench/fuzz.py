"""Hostile pages, front matter and bodies, by the ten thousand: nothing may fail, hang, or lose a character.

Usage: python bench/fuzz.py [--count N] [--seed N]
Pages are cut, shuffled and spliced from the seeds with fragments that mean something to HTML, Markdown, YAML,
Jinja and to the splitter itself. What fails is printed with the input's number; the same number gives it again.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from banmian.article import format_article, parse_article
from banmian.confidence import judge_page
from banmian.errors import InputError
from banmian.markup import to_html, to_paragraphs
from banmian.page import find_seeds, read_page
from banmian.records import Page
from banmian.split import split_page
from banmian.tag import tag_page
from banmian.words import mend

_ROOT = Path(__file__).parent.parent
_SLOW = 1.0
"""Seconds for one page."""
_FRAGMENTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title>", "<!--", "]]>", "&lt;", "&#0;", "{{ 7*7 }}", "{% raw %}",
    "{#", "[x](javascript:alert(1))", "![x](http://example.org/x.png)", "`", "```", "***", "# ", "## ", "- ", "1. ", "> ", "---", "===",
    "\\", "\u0000", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800".encode("utf-8", "replace").decode(), "\u3000", "\t", "⻓", "⽇", "𠮷",
    "本报讯", "（记者", "）", "记者", "通讯员", "摄", "图为", "又讯", "——", "①", "（上接第一版）", "编辑同志：", "责编", "2020年13月45日",
    "２０２０年２月３０日", "昨日", "《", "》", "“", "”", "：", "，" * 40, "1" * 60, "字" * 120, "../../etc/passwd", "con", "C:\\", "|", "'", '"',
    "title: [", "id: ../x", "source: {file: a, lines: [[1, 2]]}", "date: 2020-02-30", "!!python/object:os.system", "&a *a", "? :", "null", "~",
)  # fmt: skip


def pages(draw: random.Random, printed: Sequence[str]) -> Page:
    """One page of lines that were printed somewhere, out of order and spoiled."""
    lines: list[str] = []
    while len(lines) < 5 or draw.random() < 0.97:
        start = draw.randrange(len(printed))
        lines += printed[start : start + draw.choice((1, 1, 2, 5, 20))]
    for _ in range(draw.randrange(30)):
        at = draw.randrange(len(lines))
        line = lines[at]
        cut = draw.randrange(len(line) + 1)
        lines[at] = draw.choice((
            line[:cut], line[cut:], "", line[::-1], " ".join(line), line * 2,
            line[:cut] + draw.choice(_FRAGMENTS) + line[cut:], draw.choice(_FRAGMENTS),
        ))  # fmt: skip
    return Page("page", tuple(map(mend, lines)))


def check_page(page: Page) -> None:
    """Split, tag, write, read and show it; every printed character is in one article or is the page's own."""
    split = split_page(page)
    articles = tag_page(split)
    judge_page(split)
    owners = Counter(n for draft in split.drafts for n in draft.owned)
    shared = [n for n, count in owners.items() if count > 1]
    assert not shared, f"lines {shared} in two articles"
    assert owners.keys() | split.furniture == page.printed(), (
        "a line is in no article and is not the page's own"
    )
    for article in articles:
        text = format_article(article)
        again = parse_article(text, "a.md")
        assert again == article, "read otherwise than written"
        said = Counter(
            "".join(
                (
                    article.kicker, article.title, article.subtitle, article.byline, article.credit,
                    *to_paragraphs(article.body),
                )
            ).replace(" ", "")
        )  # fmt: skip
        own = Counter(
            char
            for number in (article.source.numbers() if article.source else ())
            for char in "".join(page.lines[number - 1].split())
        )
        lost = own - said
        assert not lost, f"lost {dict(lost)}"
        _check_html(to_html(article.body))


def check_front_matter(draw: random.Random, text: str) -> None:
    """A file that somebody spoiled is an article, or one clear complaint."""
    for _ in range(draw.randrange(1, 6)):
        cut, end = sorted(draw.randrange(len(text) + 1) for _ in range(2))
        text = text[:cut] + draw.choice(("", draw.choice(_FRAGMENTS), "\n")) + text[draw.choice((cut, end)) :]
    try:
        article = parse_article(text, "a.md")
    except InputError as error:
        if "\n" in str(error):
            raise
        return
    _check_html(to_html(article.body))
    assert parse_article(format_article(article), "a.md") == article, "read otherwise than written"


class _Elements(HTMLParser):
    allowed = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong a br hr".split())

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        assert tag in self.allowed, f"<{tag}> got through"
        for name, value in attrs:
            address = "".join(char for char in value or "" if char > " ").lower()
            assert name in ("href", "title", "start"), f"{name}= got through"
            assert name != "href" or not address.startswith(("javascript:", "data:", "vbscript:")), address


def _check_html(text: str) -> None:
    reader = _Elements()
    reader.feed(text)
    reader.close()


def trials(seed: int, numbers: Iterable[int]) -> Iterator[tuple[str, int, Callable[[], None]]]:
    """(what, number, check) of each input."""
    printed = [line for page in map(read_page, find_seeds(_ROOT / "seeds")) for line in page.lines]
    files = [path.read_text("utf-8") for path in sorted((_ROOT / "articles").rglob("*.md"))]
    for number in numbers:
        draw = random.Random(f"{seed}-{number}")
        if number % 4:
            text = draw.choice(files)
            yield "front matter", number, lambda draw=draw, text=text: check_front_matter(draw, text)  # type: ignore[misc]
        else:
            page = pages(draw, printed)
            yield "page", number, lambda page=page: check_page(page)  # type: ignore[misc]


def main() -> None:
    """Try as many inputs as asked for; exit 1 if anything failed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    failed: Counter[str] = Counter()
    slowest: Mapping[str, float] = {}
    for what, number, check in trials(options.seed, range(options.count)):
        start = time.perf_counter()
        try:
            check()
        except Exception as error:
            failed[what] += 1
            print(f"{what} {number}: {type(error).__name__}: {str(error)[:200]}", flush=True)
        took = time.perf_counter() - start
        slowest = {**slowest, what: max(took, slowest.get(what, 0.0))}
        if took > _SLOW:
            failed[what] += 1
            print(f"{what} {number}: {took:.1f} s", flush=True)
    slow = ", ".join(f"{what} {took:.2f} s" for what, took in slowest.items())
    print(f"{options.count} inputs, {failed.total()} failed; slowest: {slow}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
