"""What there is to check: articles that may be split wrongly, the least sure first, each beside its raw lines."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banmian.reasons import SIGNS, question
from banmian.records import DOUBTFUL, Article, Page, Review, Verdict
from banmian.sheets import first_line

SHOWN = 100
"""Articles that the page shows beside their lines; of the others it says where they are."""
_AROUND = 3
"""Lines before and after an article that show what it was cut from."""
_NEAR = 5
"""Lines before and after the doubtful place."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the raw text."""

    number: int
    text: str
    own: bool
    """The article's, as it was split."""
    here: bool
    """The doubtful place."""


Stretch = tuple[Row, ...]
"""Lines in a row."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article for a person to check."""

    article: Article
    file: str
    """Its file below the articles folder."""
    verdict: Verdict
    page: Page

    @property
    def near(self) -> Stretch:
        """The lines around the doubtful place."""
        here = self.verdict.weakest.line
        return _rows(self.page, self.verdict, (here - _NEAR, here + _NEAR))

    @property
    def whole(self) -> list[Stretch]:
        """All lines of the article, with some before and after."""
        spans = ((first - _AROUND, last + _AROUND) for first, last in self.verdict.source.lines)
        return [_rows(self.page, self.verdict, span) for span in _joined(spans)]


def doubtful(articles: Sequence[Article], reviews: Sequence[Review]) -> list[tuple[Article, Verdict]]:
    """Articles that somebody should look at, the least sure first, then by their place."""
    by_id = {article.id: article for article in articles}
    found = [
        (by_id[review.article], review.verdict) for review in reviews if review.verdict and review.doubtful
    ]
    return sorted(found, key=lambda pair: (pair[1].sure, pair[1].source.file, first_line(pair[0])))


def make_doubts(articles: Sequence[Article], pages: Sequence[Page], reviews: Sequence[Review]) -> list[Doubt]:
    """The same, each with its file and its page."""
    by_file = {page.file: page for page in pages}
    files = {review.article: review.file for review in reviews}
    return [
        Doubt(article, files[article.id], verdict, by_file[verdict.source.file])
        for article, verdict in doubtful(articles, reviews)
    ]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _rows(page: Page, verdict: Verdict, span: tuple[int, int]) -> Stretch:
    """The lines of a span, as far as the page has them."""
    own, here = verdict.source.numbers(), verdict.weakest.line
    numbers = range(max(span[0], 1), min(span[1], len(page.lines)) + 1)
    return tuple(Row(n, page.lines[n - 1], n in own, n == here) for n in numbers)


# ------------------------------------------------------------ for other programs
def to_json(articles: Sequence[Article], reviews: Iterable[Review]) -> str:
    """All that is known of how sure articles are, one a line: the least sure first, the checked last."""
    by_id = {article.id: article for article in articles}
    order = sorted(reviews, key=lambda one: (one.verdict.sure if one.verdict else 2.0, one.file))
    rows = [json.dumps(_entry(one, by_id[one.article]), ensure_ascii=False) for one in order]
    return "\n".join((f'{{"doubtful_below": {DOUBTFUL}, "articles": [', ",\n".join(rows), "]}", ""))


def _entry(review: Review, article: Article) -> dict[str, object]:
    entry: dict[str, object] = {"id": article.id, "title": article.title, "file": review.file}
    if not review.verdict:
        return entry | {"checked": True}
    weakest = review.verdict.weakest
    return entry | {
        "checked": False,
        "sure": weakest.sure,
        "weakest": weakest.name,
        "question": question(weakest),
        "source": {"file": review.verdict.source.file, "lines": review.verdict.source.lines},
        "headline": {"source": article.title_source, "rival": review.verdict.rival},
        "aspects": {
            aspect.name: {
                "sure": aspect.sure,
                "line": aspect.line,
                "for": {key: SIGNS[key] for key in aspect.speaks_for},
                "against": {key: SIGNS[key] for key in aspect.against},
            }
            for aspect in review.verdict.aspects
        },
    }
