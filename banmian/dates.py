"""Days: the day of an event as its report states it."""

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_DAY = datetime.timedelta(days=1)
_AHEAD = 60 * _DAY
"""A day without a year may lie this far after the issue: notices and invitations."""
_BEHIND = 45 * _DAY
"""News is of days no farther back; an earlier day is the event's only where the lead names no nearer one."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What the days of a text are reckoned from. Without a ``day`` only full dates can be read."""

    day: datetime.date | None = None
    """今年 is this day's year."""
    ahead: datetime.timedelta = _AHEAD
    """A day without a year is the last such day up to so long after ``day``."""
    exact: bool = False
    """今天 is the very ``day``."""

    @classmethod
    def of_year(cls, year: int) -> "Clock":
        """For a page that proves no more than its year."""
        return cls(datetime.date(year, 12, 31), 0 * _DAY)


@dataclass(frozen=True, slots=True)
class Event:
    """A day that a text states as its event's."""

    day: datetime.date
    phrase: str
    """The words that state it, white space out and digits narrow."""
    planned: bool
    """It may lie after the issue: 定于…, 将…, …起."""


# ------------------------------------------------------------ what states a day
_WIDE_DIGIT = re.compile("[０-９]")
_NUMBER = "(?:[0-3]?[0-9]|[一二三四五六七八九十廿]{1,3})"
YEAR = "(?:(?<![0-9])(?:19|20)[0-9]{2}|[一二][一二三四五六七八九〇零○Ｏ]{3})年"
_STATED = re.compile(
    "|".join(
        (
            rf"(?P<year>{YEAR}|[今去前明]年)?(?<![0-9])(?P<month>{_NUMBER})月(?P<date>{_NUMBER})[日号]",
            rf"(?P<which>本|这个|上个?)月(?P<of>{_NUMBER})[日号]",
            r"(?<![0-9月周至到、第每期续满共约近时留限需])(?P<alone>[12][0-9]|3[01]|[1-9])日"
            r"(?![内后均游龄历报]|前(?!往)|之[内前后])",
            r"(?P<word>日昨|昨(?:[日天晚晨夜起]|(?=[上下]午))|(?<![从此目当])前[日天晚]"
            r"|今[日天晚晨早起](?!的|之|论坛|头条|视点|说法|关注)|明[日天晚](?=起|[上下]午|将|[（(]))",
            r"(?P<week>[本这上下])(?:周|个?星期)(?P<weekday>[一二三四五六日天])(?![直共些般均])",
            r"(?<![^，,。？！?!；;、“”…])(?P<now>即日起)",
            r"(?P<vague>近日|(?<![0-9一二三四五六七八九十节假生])日前|近期|前不久|不久前|最近(?!的)|连日来)",
        )
    )
)
"""The ways of saying when, a group each; the leftmost in a text is read first."""
FULL_DATE = re.compile(rf"(?P<year>{YEAR})(?P<month>{_NUMBER})月(?P<date>{_NUMBER})日")
_YEARS_ON = {"今": 0, "去": -1, "前": -2, "明": 1}
_WEEKS_ON = {"上": -1, "本": 0, "这": 0, "下": 1}
_DAYS_BACK = {"日": 1, "昨": 1, "前": 2, "今": 0, "明": -1}
_WEEKDAYS = "一二三四五六日"
_HAN_DIGITS = "〇一二三四五六七八九"
_QUOTED = re.compile("“[^“”]*”")

# ------------------------------------------------------------ which stated days are not the event's
_NOT_EVENT = (
    (re.compile(r"(?:截[至止]|截止(?:时间|日期|日)[为是：:]*|到|至|距离?|最迟)$"), re.compile("")),
    (re.compile(r"(?:[生立建始]于|创[办建]于|每[年月]?|同比|较|比|[当同次翌历]年|农历)$"), re.compile("")),
    (
        re.compile(""),
        re.compile(r"前(?![往来去赴])|[之以][前后]|前夕|止|出生|起?(?:以来|至今)|[^，。]{0,12}来临之际"),
    ),
    (re.compile(r"(?:报|本[刊网台])[^，。]{0,2}$"), re.compile(r"[^，。]{0,8}(?:刊登|刊发|刊载|报道)")),
    (re.compile(r"本[报刊版][从自]?$"), re.compile(r"起?[^。]{0,14}(?:开设|推出|开辟|刊|连载)")),
    (re.compile("[从自]?$"), re.compile(r"起?，?本[报刊版][^。]{0,8}(?:开设|推出|开辟|刊|连载)")),
)
"""(words before, words behind): deadlines and reference days, beginnings and yearly days, an earlier report, a series
that the paper begins."""
_CITED = re.compile(r"(?:本[报刊])?[^，。]{0,3}?第?[0-9A-Z一二三四五六七八九十]{1,4}版")
"""A day before these words is that of another issue, to which a correction or the rest of a story refers."""
_REACH = 40
"""No pattern for the words around a day looks farther, in characters."""
_LEARNT = re.compile("[^。]{0,24}(?:获悉|了解到|公布|发布)")
"""近日，记者从…获悉: what was learnt may have a day of its own."""
_PLANNED_BEFORE = re.compile(
    r"(?:(?:定|将|拟)于|自|从|(?:时间|日期|公示期|期限)[^。]{0,10}|(?:报名|办理|考试|开放|施工)：)$"
)
_PLANNED_BEHIND = re.compile(r"[^。，]{0,8}起|[^。]{0,30}将")
_TIMED = re.compile(r"[0-9今去前近]年|[0-9]月|[上本]周|以来|目前|当前|眼下")
"""A lead with one of these has a time of its own: no day named further on is the event's."""
_SHOWN = re.compile("图为(?=[0-9昨今]).+")
"""When a photograph was taken says more than the sentences around it."""
_SPEAKS = re.compile("[，。！？；,;!?]")
_ENDS = re.compile("[。！？…!?□]$")
"""How a paragraph ends, □ for a quotation. A verse ends otherwise: its today is no day."""
_LABELS = 2
"""So many lines at most stand before the lead."""
_SENT = rf"(?:(?P<month>{_NUMBER})月)?(?P<date>{_NUMBER})日"
_DATELINE = re.compile(
    rf"[^，。！？]{{0,16}}(?:报|社|网)[^，。！？]{{0,14}}?{_SENT}"
    r"(?:专?电|讯|消息)(?![力视影网动信商子话器梯价费台厂站飞问])"
)
_DATELINE_AT_END = re.compile(rf"[（(][^（）()，。]{{2,12}}?{_SENT}电[）)]$")


def event_day(
    paragraphs: Sequence[str], clock: Clock, *, byline: str = "", notice: bool = False
) -> Event | None:
    """The first day that a report states as its event's; None where it states none for certain.

    Read are the lead; a paragraph that opens with a day, after a lead that only paints a scene; and the
    whole of a ``notice``, for a planned day.
    """
    texts = [plain(text) for text in paragraphs] or [""]
    labels = _labels(texts)
    byline = plain(byline) + "".join(texts[:labels])
    texts = texts[labels:]
    clock, texts[0] = _dispatch(byline, texts, clock)
    places = (*_SHOWN.findall(texts[0]), texts[0], *_after_scene(texts))
    found = next(filter(None, (_first(text, clock) for text in places)), None)
    return found or (_first("。".join(texts), clock, planned=True) if notice else None)


def plain(text: str) -> str:
    """White space out, digits narrow; what is quoted is blank, since a speaker's today is not the report's."""
    bare = _WIDE_DIGIT.sub(lambda digit: str(int(digit[0])), "".join(text.split()))
    return _QUOTED.sub(lambda quoted: "□" * len(quoted[0]), bare)


def _labels(texts: Sequence[str]) -> int:
    """How many lines that are no sentence stand before the lead: writers' names, a label, 编辑同志：."""
    first = next((n for n, text in enumerate(texts[: _LABELS + 1]) if _SPEAKS.search(text)), 0)
    return first if _ENDS.search(texts[first]) else 0


def _dispatch(byline: str, texts: Sequence[str], clock: Clock) -> tuple[Clock, str]:
    """(clock, lead): a dispatch (新华社…3月5日电) has its own today, and its day is not the event's."""
    head = _DATELINE.match(byline + texts[0])
    sent = head or _DATELINE_AT_END.search(texts[-1])
    lead = texts[0][max(0, head.end() - len(byline)) :] if head else texts[0]
    day = _resolve(sent, clock) if sent else None
    return (Clock(day, exact=True) if day else clock), lead


def _timeless(text: str) -> bool:
    return not _TIMED.search(text) and not any(match["vague"] for match in _STATED.finditer(text))


def _after_scene(texts: Sequence[str]) -> Iterator[str]:
    """The second or third paragraph, if it opens with a day and those before it tell no time."""
    for scene, text in pairwise(texts[:3]):
        if not _ENDS.search(scene) or not _timeless(scene):
            return
        if _STATED.match(text):
            yield text


def _first(text: str, clock: Clock, *, planned: bool = False) -> Event | None:
    """The event's day in one piece of text: the first near one, else the first."""
    far = None
    for match in _STATED.finditer(text):
        before, behind = around(text, match)
        if match["vague"] and not _LEARNT.match(behind):
            break
        plan = bool(_PLANNED_BEFORE.search(before))
        if match["vague"] or (planned and not plan) or not behind:
            continue
        if _is_aside(before, behind) or _CITED.match(behind):
            continue
        day = _resolve(match, clock)
        if not day:
            break
        if clock.day and day.year < clock.day.year - 1:
            continue
        event = Event(day, match[0], plan or bool(_PLANNED_BEHIND.match(behind)))
        if not clock.day or not clock.exact or day >= clock.day - _BEHIND:
            return event
        far = far or event
    return far


def full_dates(text: str) -> Iterator[tuple[datetime.date, re.Match[str]]]:
    """The days that a plain text names with their year and that are not mere deadlines or beginnings."""
    for match in FULL_DATE.finditer(text):
        day = _resolve(match, Clock())
        if day and not _is_aside(*around(text, match)):
            yield day, match


def around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """(before, behind): the words to either side of a match that tell what it means."""
    return text[max(0, match.start() - _REACH) : match.start()], text[match.end() : match.end() + _REACH]


def _is_aside(before: str, behind: str) -> bool:
    """Whether the words around a day say that it is not the event's."""
    return any(left.search(before) and right.match(behind) for left, right in _NOT_EVENT)


# ------------------------------------------------------------ words → day
def _resolve(match: re.Match[str], clock: Clock) -> datetime.date | None:
    """The day that the words mean; None where it is not to be told, or is none."""
    said = {name: words for name, words in match.groupdict().items() if words}
    try:
        if "month" in said:
            return _dated(said.get("year", ""), number(said["month"]), number(said["date"]), clock)
        return _of_today(said, clock.day) if clock.day and clock.exact else None
    except (ValueError, OverflowError):
        return None


def _dated(year: str, month: int, date: int, clock: Clock) -> datetime.date | None:
    if year and year[0] not in _YEARS_ON:
        return datetime.date(number(year[:4]), month, date)
    if not clock.day:
        return None
    if year:
        return datetime.date(clock.day.year + _YEARS_ON[year[0]], month, date)
    last = clock.day + clock.ahead
    years = [year for year in (last.year - 1, last.year) if date <= monthrange(year, month)[1]]
    return max(day for day in (datetime.date(year, month, date) for year in years) if day <= last)


def _of_today(said: Mapping[str, str], today: datetime.date) -> datetime.date:
    if "word" in said:
        return today - _DAYS_BACK[said["word"][0]] * _DAY
    if "week" in said:
        weekday = _WEEKDAYS.index(said["weekday"].replace("天", "日"))
        return today + (weekday - today.weekday() + 7 * _WEEKS_ON[said["week"]]) * _DAY
    if "now" in said:
        return today
    date = number(said.get("of") or said.get("alone") or said["date"])
    before = said["which"][0] == "上" if "which" in said else date > today.day
    first = today.replace(day=1)
    return (first - _DAY if before else first).replace(day=date)


def number(said: str) -> int:
    """A number as printed: 12, 十二, 廿二; a year digit by digit: 一九九八."""
    if said.isascii():
        return int(said)
    if len(said) == 4:
        return int("".join(str(_HAN_DIGITS.index(char)) for char in re.sub("[零○Ｏ]", "〇", said)))
    tens, ten, ones = said.replace("廿", "二十").rpartition("十")
    return (_HAN_DIGITS.index(tens or "一") * 10 if ten else 0) + (_HAN_DIGITS.index(ones) if ones else 0)
