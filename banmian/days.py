"""On this day: articles by the day of the year, in a script for each month that the front page fetches one of."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from banmian.addresses import article_path
from banmian.catalogue import when
from banmian.records import Article

_A_DAY = 6
"""Articles shown of a day, from as many years as there are."""


def days_of_months(articles: Iterable[Article]) -> Iterator[tuple[str, bytes]]:
    """(path, script) of each of the twelve months; ``articles``: newest first.

    A script sets ``banmianDays``: day → [path, title, date] of each article.
    """
    days: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if len(when(article)) == len("2020-07-20"):
            days[when(article)[5:]].append(article)
    for month in range(1, 13):
        shown = {
            day[3:]: [[article_path(one.id), one.title, when(one)] for one in _from_all_years(days[day])]
            for day in sorted(days)
            if day[:2] == f"{month:02}"
        }
        script = f"window.banmianDays = {json.dumps(shown, ensure_ascii=False)};\n"
        yield f"data/days/{month:02}.js", script.encode()


def _from_all_years(articles: list[Article]) -> list[Article]:
    """The first of each year, then the second of each …, as many as are shown; newest first again."""
    seen: defaultdict[str, int] = defaultdict(int)
    ranked: list[tuple[int, int]] = []
    for place, article in enumerate(articles):
        year = when(article)[:4]
        ranked.append((seen[year], place))
        seen[year] += 1
    return [articles[place] for place in sorted(place for _, place in sorted(ranked)[:_A_DAY])]
