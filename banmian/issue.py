"""The day of issue of a page that comes without one: printed in its header, or proved by its articles."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from banmian.dates import FULL_DATE, YEAR, Clock, Event, around, full_dates, number, plain

_LATE = datetime.timedelta(days=14)
"""An issue appears so long after its latest event, at most: some pages come out every other week."""

# ------------------------------------------------------------ printed
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(f"(?<![（(])(?:星期|周)([{_WEEKDAYS}])")
_HEADER_WORDS = re.compile(r"[0-9A-Z一二三四五六七八九十]版|责任?编|校对|版式|总第")
_DOTTED = re.compile(r"(?<![\d.])([12]\d{3})[-./]([01]?\d)[-./]([0-3]?\d)(?![\d.])")
"""2019-05-12, 2023.3.19."""
_BESIDE = 16
"""So many characters to either side of a header's date stand its weekday, the 版次, the editors."""


def printed_issue(furniture: Iterable[str]) -> datetime.date | None:
    """The day that the page's header prints: a full date beside its weekday, the 版次 or the editors."""
    lines = list(furniture)
    # a line end may part a page's number from its date, and may stand inside the date
    return _issue_in("|".join(lines)) or _issue_in("".join(lines))


def _issue_in(header: str) -> datetime.date | None:
    text = _DOTTED.sub(r"\1年\2月\3日", plain(header))
    found: dict[datetime.date, bool] = {}
    for day, match in full_dates(text):
        beside = text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
        weekdays = _WEEKDAY.findall(beside.replace("天", "日"))
        right = _WEEKDAYS[day.weekday()] in weekdays
        if right or (not weekdays and _HEADER_WORDS.search(beside)):
            found[day] = found.get(day, False) or right
    sure = [day for day, right in found.items() if right] or list(found)
    return sure[0] if len(sure) == 1 else None


# ------------------------------------------------------------ proved
_NAMED = re.compile(YEAR)
_PLANS_BEFORE = re.compile(
    r"(?:谋划|规划|部署|计划|力争|争取|申报|围绕|迈向|展望|从|到|至|—|-)[^，,。；、]{0,4}$"
)
_PLANS_BEHIND = re.compile(r"[^，,。；、0-9]*?(?:谋划|规划|远景|目标|力争|计划|安排|打算|中长期)")
_HELD = re.compile(r"(?:召开|举行|举办|开展|启动)[^，,。；]{0,16}$")
"""召开2020年经济工作会议: a meeting bears the year that it is held in."""
_GIVEN = re.compile(r"(?:入选|获批|获评|荣获|听取)[^，,。；]{0,16}$")
"""获批2020年科普基地: so does an award, but in spring it may be last year's."""
_LOOKS_BACK = re.compile(r"度|[^，,。]{0,6}总结(?:表彰)?(?:大会|会议)")
"""Named after the year that it looks back on."""
_SPRING_DAY = re.compile(r"(?<![年0-9])[123]月[0-9]{1,2}日")


def page_clock(articles: Iterable[Sequence[str]]) -> Clock:
    """What the days of a page without a day of issue are reckoned from, by its articles' paragraphs.

    Full dates of leads and signatures prove it; else the year in a meeting's or an award's name, unless
    the page also speaks of a later one. Any other year may be one that a story is told of.
    """
    days: set[datetime.date] = set()
    held: set[int] = set()
    given: set[int] = set()
    told: set[int] = set()
    spring = False
    for paragraphs in articles:
        texts = [plain(line) for text in paragraphs for line in text.split("\n")]
        for text in texts[:1] + [text for text in texts[1:] if FULL_DATE.fullmatch(text)]:
            days.update(day for day, _ in full_dates(text))
            spring |= bool(_SPRING_DAY.search(text))
        for year, before, behind in (found for text in texts for found in _years(text)):
            told.add(year)
            if not _LOOKS_BACK.match(behind):
                held.update({year} if _HELD.search(before) else ())
                given.update({year} if _GIVEN.search(before) else ())
    latest = max(told, default=0)
    if days:
        return Clock(max(days)) if latest <= max(days).year + 1 else Clock()
    year = max(held or (set() if spring else given), default=0)
    return Clock.of_year(year) if year and latest <= year else Clock()


def _years(text: str) -> Iterator[tuple[int, str, str]]:
    """(year, words before, words behind) for each year that a text names and plans nothing for."""
    for match in _NAMED.finditer(text):
        before, behind = around(text, match)
        if not _PLANS_BEFORE.search(before) and not _PLANS_BEHIND.match(behind):
            yield number(match[0][:4]), before, behind


_YEAR_TURNED = re.compile(r"去年(?:1月至1[0-2]月|以来|1[0-2]月底)")
_YEAR_RUNS = re.compile(r"今年(?:以来|年初以来|前三季度|1月至1[0-2]月)")


def infer_issue(events: Iterable[Event], texts: Iterable[str]) -> tuple[str, str]:
    """(issued, precision) from the events of a page and all its text; ("", "") where even the year is open.

    The month is named where two events agree in it, and where the issue cannot lie in the next.
    """
    days = [event.day for event in events if not event.planned]
    if not days:
        return "", ""
    first = max(days)
    last = first + _LATE
    agreed = sum(first - _LATE <= day for day in days) > 1
    text = plain("".join(texts))
    turned, runs = bool(_YEAR_TURNED.search(text)), bool(_YEAR_RUNS.search(text))
    if first.year < last.year and turned != runs:
        first, last = (last.replace(day=1), last) if turned else (first, first.replace(day=31))
    if (first.year, first.month) == (last.year, last.month) and agreed:
        return f"{last:%Y-%m}", "month"
    return (f"{last.year}", "year") if first.year == last.year else ("", "")
