"""When each article came into the archive, was changed and was withdrawn: what a build knows of those before it.

It stands beside the articles, so that a site built anew from them tells the same. Without the file
nothing is lost but the past.
"""

import datetime
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from banmian.again import made_once
from banmian.article import formatted
from banmian.errors import InputError
from banmian.files import read_bytes, write_if_changed
from banmian.records import Article

_NAME = ".history.json"
_EPOCH = "SOURCE_DATE_EPOCH"
KINDS = {"added": "收录", "changed": "修改", "merged": "并入他篇", "withdrawn": "撤下"}
_GONE = ("merged", "withdrawn")


@dataclass(frozen=True, slots=True)
class History:
    """What became of an article."""

    title: str
    """The last that it had."""
    digest: str
    """Of all that readers see of it."""
    events: tuple[tuple[str, str], ...]
    """(day as YYYY-MM-DD, one of ``KINDS``), the oldest first; never empty."""

    @property
    def is_withdrawn(self) -> bool:
        """Whether the archive has it no more."""
        return self.events[-1][1] in _GONE

    def then(self, day: str, kind: str) -> "History":
        """With one more event; what is changed on a day is changed once, and not if it came on that day."""
        last_day, last_kind = self.events[-1]
        if kind == "changed" and day == last_day and last_kind not in _GONE:
            return self
        return replace(self, events=(*self.events, (day, kind)))


Histories = Mapping[str, History]
"""Article's id → what became of it."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day's builds did."""

    date: str
    kinds: Mapping[str, tuple[str, ...]]
    """Kind → ids; kinds in the order of ``KINDS``, those that happened."""


def today() -> str:
    """The day that changes are dated by: of SOURCE_DATE_EPOCH where it is set. Nothing else of banmian asks a clock."""
    given = os.environ.get(_EPOCH)
    try:
        seconds = float(given) if given else None
        now = datetime.datetime.fromtimestamp(seconds, datetime.UTC) if seconds is not None else None
    except (ValueError, OverflowError, OSError):
        raise InputError(_EPOCH, "要写成从 1970 年算起的秒数") from None
    return (now or datetime.datetime.now()).date().isoformat()


def follow(
    before: Histories, articles: Iterable[Article], day: str, hidden: Mapping[str, str] = MappingProxyType({})
) -> Histories:
    """The histories with what this build adds, changes, merges and withdraws; the same again if it does nothing.

    ``hidden``: id → the title under which an article that an editor withdrew is to be spoken of.
    """
    articles = list(articles)
    led = {alias for article in articles for alias in article.aliases}
    now = {article.id: _follow(before.get(article.id), article, day) for article in articles}
    for name, past in before.items():
        if name not in now:
            gone = "merged" if name in led else "withdrawn"
            kept = past if past.is_withdrawn else past.then(day, gone)
            now[name] = replace(kept, title=hidden.get(name, kept.title))
    return dict(sorted(now.items()))


def _follow(past: History | None, article: Article, day: str) -> History:
    digest = _digest(article)
    if not past:
        return History(article.title, digest, ((day, "added"),))
    if past.is_withdrawn:
        past = past.then(day, "added")
    elif digest != past.digest:
        past = past.then(day, "changed")
    return replace(past, title=article.title, digest=digest)


@made_once
def _digest(article: Article) -> str:
    """Of all that readers see of it."""
    seen = formatted(replace(article, source=None, aliases=()))
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def by_day(histories: Histories) -> list[Day]:
    """What happened on each day, the newest first."""
    days: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, history in histories.items():
        for day, kind in dict(history.events).items():  # what is done and undone on one day ends as it ended
            days[day][kind].append(name)
    return [
        Day(day, {kind: tuple(days[day][kind]) for kind in KINDS if kind in days[day]})
        for day in sorted(days, reverse=True)
    ]


def read_histories(folder: Path) -> Histories:
    """What the builds before wrote into the articles folder; nothing if there was none."""
    path = folder / _NAME
    if not path.exists():
        return {}
    try:
        data = json.loads(read_bytes(path))
        found = {
            name: History(str(title), str(digest), tuple((str(day), str(kind)) for day, kind in events))
            for name, (title, digest, events) in data.items()
        }
        if not all(one.events and {kind for _, kind in one.events} <= KINDS.keys() for one in found.values()):
            raise ValueError("an article without a past")
    except (ValueError, TypeError, AttributeError):
        raise InputError(path, "程序自己的记录坏了；请删去这个文件，再生成一次") from None
    return found


def write_histories(histories: Histories, folder: Path) -> None:
    """Bring the file up to date: a line for each article, so that a version control shows what changed."""
    if histories:
        rows = (
            f"{json.dumps(name)}: {json.dumps((one.title, one.digest, one.events), ensure_ascii=False)}"
            for name, one in histories.items()
        )
        write_if_changed(folder / _NAME, "".join(("{\n", ",\n".join(rows), "\n}\n")).encode())
