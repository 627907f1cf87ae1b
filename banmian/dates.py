"""Days: the day of an event as its report states it, and the issue's day as far as a page tells it."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable

_DAY = datetime.timedelta(days=1)
_AHEAD = 60 * _DAY
"""A day without a year may lie this far after the issue: notices and invitations."""

_NUMBERED = re.compile(
    r"(?P<year>(?:\d{4}|今|去|前|明)年)?(?P<month>\d{1,2}月)(?P<day>\d{1,2})日|(?P<which>本月|上月|上个月)(?P<of>\d{1,2})日"
    r"|(?<![\d月至、])(?P<alone>\d{1,2})日(?=上午|下午|凌晨|清晨|早|晚|中午|，|,)"
    r"|(?P<word>昨日|昨天|昨晚|昨晨|今日|今天|今晨|前日|前天|日昨)"
    r"|(?P<week>上周|上星期|本周|这周)(?P<weekday>[一二三四五六日天])"
)
_NOT_EVENT = re.compile(r"(?:截至|截止|截止到|自|自从|生于|成立于|始于|同比|较)(?:目前|到)?$")
_BACK = {"昨": 1, "日昨": 1, "前": 2, "今": 0}
_WEEKDAYS = "一二三四五六日"
_PLANNED = re.compile(r"(?:时间|定于|将于|日期|公示期|期限)[^。]{0,10}$")

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年?(?P<rest>\d{1,2}月\d{1,2}日|\d{1,2}月|第?[一二三四]季度|上半年|下半年|度|底)?"
)
_FUTURE = re.compile(r"[^，。；、]*?(?:谋划|规划|远景|目标|力争|计划|安排|打算|中长期)")
_REACHES = re.compile(r"(?:到|至|力争|力争到|围绕|—|-)$")


def event_day(
    text: str, issued: datetime.date | None, year: int | None, *, notice: bool = False
) -> tuple[datetime.date | None, str]:
    """(day, phrase) of the first day that the text names; (None, "") where it names none for certain.

    ``issued``: the day of issue, against which 昨日 or 3月5日 are read; ``year``: of a page without it.
    ``notice``: the day must be a planned one (定于…, 时间为…).
    """
    for match in _NUMBERED.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        if _NOT_EVENT.search(before) or (notice and not _PLANNED.search(before)):
            continue
        day = _resolve(match, issued, year)
        return (day, match[0]) if day and _EARLIEST <= day.year <= _LATEST else (None, "")
    return None, ""


def _resolve(match: re.Match[str], issued: datetime.date | None, year: int | None) -> datetime.date | None:
    try:
        if match["month"]:
            return _with_year(match["year"], int(match["month"][:-1]), int(match["day"]), issued, year)
        if issued is None:
            return None
        if match["word"]:
            return issued - _BACK.get(match["word"][:2], _BACK.get(match["word"][0], 0)) * _DAY
        if match["week"]:
            monday = issued - issued.weekday() * _DAY - (7 * _DAY if match["week"][0] == "上" else 0 * _DAY)
            return monday + _WEEKDAYS.index(match["weekday"].replace("天", "日")) * _DAY
        number = int(match["of"] or match["alone"])
        earlier = (match["which"] or "")[:1] == "上" or (not match["which"] and number > issued.day)
        first = issued.replace(day=1)
        return ((first - _DAY) if earlier else first).replace(day=number)
    except (ValueError, OverflowError):
        return None


_EARLIEST, _LATEST = 1800, 2200
"""No newspaper speaks of an event outside these years."""


def _with_year(
    said: str | None, month: int, day: int, issued: datetime.date | None, year: int | None
) -> datetime.date | None:
    if said and said[0].isdigit():
        return datetime.date(int(said[:4]), month, day)
    base = issued.year if issued else year
    if base is None:
        return None
    if said:
        return datetime.date(base + {"今": 0, "去": -1, "前": -2, "明": 1}[said[0]], month, day)
    if issued is None:
        return datetime.date(base, month, day)
    if (month, day) == (2, 29):
        return datetime.date(base, month, day)
    near = [datetime.date(y, month, day) for y in (base - 1, base, base + 1)]
    return max(d for d in near if d <= issued + _AHEAD)


def likely_year(text: str) -> int | None:
    """The year that a page without a day of issue speaks from: the latest that it names often.

    Years that something is planned for do not count.
    """
    weight: Counter[int] = Counter()
    for match in _YEAR.finditer(text):
        rest = match["rest"] or ""
        ahead = _FUTURE.match(text[match.end() : match.end() + 8]) or _REACHES.search(
            text[: match.start()][-4:]
        )
        if "年" not in match[0] or (ahead and "日" not in rest):
            continue
        weight[int(match[1])] += 5 if "日" in rest else 3 if rest and rest not in "度底" else 1
    if not weight:
        return None
    most = max(weight.values())
    return max(year for year, count in weight.items() if 2 * count >= most)


def infer_issue(days: Iterable[datetime.date]) -> tuple[str, str]:
    """(issued, precision) from the events' days of a page; ("", "") where even the year is open.

    An issue appears in the days after its latest event: the month is certain early in it, the year
    unless it is ending.
    """
    latest = max(days, default=None)
    if latest is None:
        return "", ""
    after = latest + 7 * _DAY
    if latest.month == after.month:
        return f"{latest:%Y-%m}", "month"
    if (latest + _DAY).year == after.year:
        return f"{after.year:04}", "year"
    return "", ""
