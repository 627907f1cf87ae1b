"""Articles counted over time, as geometry that the templates draw: bars, a year of days, months as calendars."""

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_MONTHS = 60
"""A longer time is drawn by years: bars of months would be too thin to see."""
_MARKS = 6
"""So many years have room below a chart on a phone."""
_ROUND = (1, 2, 5, 10, 20, 50)
_LEVELS = 4  # the tints in site.css


@dataclass(frozen=True, slots=True)
class Bar:
    """How many there are in one month or year; x and height are in percent of the chart."""

    name: str
    """YYYY-MM or YYYY."""
    count: int
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts from the first month or year to the last."""

    first: str
    last: str
    most: int
    bars: tuple[Bar, ...]
    """Those with something in them."""
    marks: tuple[tuple[str, float], ...]
    """Years, or round ones, and where each begins, in percent of the chart."""
    left_out: int
    """How many are not dated as closely as that."""


def timeline(dates: Iterable[str]) -> Timeline | None:
    """Dates as far as known (YYYY-MM-DD, YYYY-MM, YYYY or nothing) → their chart; None if one bar says it all."""
    known = [date for date in dates if date]
    years = {date[:4] for date in known}
    if not known:
        return None
    span = int(max(years)) - int(min(years)) + 1
    length = 7 if span * 12 <= _MONTHS else 4
    counts = Counter(date[:length] for date in known if len(date) >= length)
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    steps = _step(last) - _step(first) + 1
    most = max(counts.values())
    bars = tuple(
        Bar(
            name,
            count,
            round(100 * (_step(name) - _step(first)) / steps, 2),
            round(85 / steps, 2),
            round(100 * count / most, 1),
        )
        for name, count in sorted(counts.items())
    )
    return Timeline(first, last, most, bars, tuple(_marks(first, last)), len(known) - counts.total())


def _marks(first: str, last: str) -> Iterator[tuple[str, float]]:
    steps = _step(last) - _step(first) + 1
    years = range(int(first[:4]), int(last[:4]) + 1)
    distance = next((one for one in _ROUND if len(years) <= _MARKS * one), 100)
    for year in years:
        x = 100 * (_step(f"{year:04}-01"[: len(first)]) - _step(first)) / steps
        if year % distance == 0 and 0 <= x <= 100 - 50 / _MARKS:  # the last ones have no room
            yield f"{year:04}", round(x, 2)


def _step(name: str) -> int:
    """Months or years since the beginning of time."""
    year, _, month = name.partition("-")
    return int(year) * 12 + int(month) if month else int(year)


def tint(count: int, most: int) -> int:
    """How strongly a cell is tinted, 0 (nothing there) to 4 (the most)."""
    return -(-count * _LEVELS // most) if most else 0


@dataclass(frozen=True, slots=True)
class YearMap:
    """A year of days in weeks: columns 10 apart, Monday on top."""

    width: int
    paths: tuple[str, ...]
    """Strokes, 9 wide, for each tint."""
    lacking: str
    """Outlines of the days on which something is to be expected and nothing is here."""
    months: tuple[tuple[int, int], ...]
    """Each month's number and the column that it begins in."""


def year_map(
    year: str, counts: Mapping[str, int], most: int, lacking: Iterable[datetime.date] = ()
) -> YearMap:
    """``counts``: YYYY-MM-DD → how many articles, all of the year. ``most``: of any day of any year."""
    expected = frozenset(lacking)
    outlines: list[str] = []
    months: list[tuple[int, int]] = []
    start = datetime.date(int(year), 1, 1)
    shift = start.weekday()
    cells: list[list[str]] = [[] for _ in range(_LEVELS + 1)]
    length = 366 if calendar.isleap(start.year) else 365
    for n in range(length):
        week, weekday = divmod(n + shift, 7)
        day = start + datetime.timedelta(n)
        if day.day == 1:
            months.append((day.month, week * 10))
        if day in expected:
            outlines.append(f"M{week * 10 - 4} {weekday}0.5h8v8h-8z")
        else:
            cells[tint(counts.get(day.isoformat(), 0), most)].append(f"M{week}0 {weekday}0v9")
    width = (length + shift + 6) // 7 * 10
    return YearMap(width, tuple(map("".join, cells)), "".join(outlines), tuple(months))


def month_weeks(month: str) -> Iterator[list[str]]:
    """The weeks of YYYY-MM from Monday to Sunday as days YYYY-MM-DD; empty where another month's stand."""
    year, number = map(int, month.split("-"))
    for week in calendar.Calendar().monthdayscalendar(year, number):
        yield [f"{month}-{day:02}" if day else "" for day in week]
