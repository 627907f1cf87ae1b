"""Which issues of each newspaper the archive holds, and which it lacks as far as the rhythm of the others shows."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from banmian.addresses import issues_path
from banmian.pinyin import reading_order
from banmian.sheets import Sheet

_EDITION = re.compile(r"第?([A-Za-z]?)0*(\d{1,3})版?")
_REPEATS = 3
"""How often a distance must come back to be a rhythm."""
_PAUSE = datetime.timedelta(days=366)
"""What lies longer without an issue is no gap in a row but two rows."""
_WEEK = datetime.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Issue:
    """The pages that the archive holds of one day's paper."""

    day: datetime.date
    sheets: tuple[Sheet, ...]
    """In the order of their editions."""
    lacking: tuple[str, ...]
    """Editions between the first and the last, or up to the usual last, that are not here."""

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sheets)


@dataclass(frozen=True, slots=True)
class Volume:
    """A newspaper's year."""

    paper: str
    year: str
    issues: tuple[Issue, ...]
    lacking: tuple[datetime.date, ...]
    """Days on which an issue is to be expected and none is here."""

    @property
    def path(self) -> str:
        """The volume's page in the site."""
        return issues_path(self.paper, self.year)

    @property
    def months(self) -> list[str]:
        """The months with something held or lacking, YYYY-MM."""
        return sorted({day.isoformat()[:7] for day in (*self.lacking, *(one.day for one in self.issues))})

    def counts(self) -> dict[str, int]:
        """YYYY-MM-DD → how many articles stand in the pages held of that day's paper."""
        return {
            issue.day.isoformat(): sum(len(sheet.pieces) for sheet in issue.sheets) for issue in self.issues
        }


def make_volumes(sheets: Iterable[Sheet]) -> list[Volume]:
    """Volumes by newspaper in the order of pinyin, then by year; only of pages whose day of issue is known."""
    papers: defaultdict[str, defaultdict[datetime.date, list[Sheet]]] = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        if len(sheet.issued) == len("2020-07-28"):
            papers[sheet.page.paper][datetime.date.fromisoformat(sheet.issued)].append(sheet)
    return [
        volume for paper in sorted(papers, key=reading_order) for volume in _volumes(paper, papers[paper])
    ]


def _volumes(paper: str, days: dict[datetime.date, list[Sheet]]) -> Iterator[Volume]:
    issues: defaultdict[int, list[Issue]] = defaultdict(list)
    for issue in _issues(days):
        issues[issue.day.year].append(issue)
    lacking: defaultdict[int, list[datetime.date]] = defaultdict(list)
    for day in missing_days(sorted(days)):
        lacking[day.year].append(day)
    for year in sorted({*issues, *lacking}):
        yield Volume(paper, f"{year:04}", tuple(issues[year]), tuple(lacking[year]))


def missing_days(days: Sequence[datetime.date]) -> list[datetime.date]:
    """The days on which an issue is to be expected between issues that came at a steady distance of weeks.

    ``days``: those of the issues held, ascending. Each weekday has its own rhythm, so that a paper may
    come daily, on some days of the week or every other week; where none shows, nothing is expected.
    """
    runs: list[list[datetime.date]] = []
    for day in days:
        if not runs or day - runs[-1][-1] > _PAUSE:
            runs.append([])
        runs[-1].append(day)
    found: list[datetime.date] = []
    for run in runs:
        for weekday in range(7):
            found += _missing_between([day for day in run if day.weekday() == weekday])
    return sorted(found)


def _missing_between(days: Sequence[datetime.date]) -> Iterator[datetime.date]:
    distances = Counter((later - earlier) // _WEEK for earlier, later in pairwise(days))
    if not distances:
        return
    step, times = min(distances.items(), key=lambda item: (-item[1], item[0]))
    if times < max(_REPEATS, distances.total() / 2):
        return
    for earlier, later in pairwise(days):
        day = earlier + step * _WEEK
        while day < later:
            yield day
            day += step * _WEEK


def _issues(days: dict[datetime.date, list[Sheet]]) -> Iterator[Issue]:
    numbered = {day: _editions(sheets) for day, sheets in days.items()}
    last: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for editions in numbered.values():
        for part, numbers in editions.items():
            last[part][max(numbers)] += 1
    usual = {part: _usual(counts) for part, counts in last.items()}
    for day in sorted(days):
        lacking = [
            f"{part}{number:02}"
            for part, numbers in sorted(numbered[day].items())
            for number in range(1, max(*numbers, usual[part]) + 1)
            if number not in numbers
        ]
        ordered = sorted(days[day], key=lambda sheet: (_edition(sheet) or ("~", 0), sheet.page.name))
        yield Issue(day, tuple(ordered), tuple(lacking))


def _usual(lasts: Counter[int]) -> int:
    """The last edition that most issues have; 0 if none is usual."""
    number, times = min(lasts.items(), key=lambda item: (-item[1], item[0]))
    return number if times >= max(_REPEATS, lasts.total() / 2) else 0


def _editions(sheets: Iterable[Sheet]) -> dict[str, set[int]]:
    """Part of the paper (A, B, mostly none) → the numbers of its pages."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for part, number in filter(None, map(_edition, sheets)):
        found[part].add(number)
    return dict(found)


def _edition(sheet: Sheet) -> tuple[str, int] | None:
    match = _EDITION.fullmatch(sheet.page.edition)
    return (match[1].upper(), int(match[2])) if match else None
