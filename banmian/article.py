"""An article's Markdown form: YAML front matter between ``---`` lines, then the body."""

import datetime
import hashlib
import re
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from banmian.again import made_once
from banmian.errors import InputError
from banmian.mapping import load_mapping
from banmian.records import Article, Source
from banmian.words import fold, mend

_FENCE = re.compile(r"---[ \t]*")
_ID_WORDS = 48
"""Characters of the lead that make the id: enough to tell articles apart, few enough to survive a mended end."""
_PEOPLE = ("reporters", "correspondents", "photographers")
_LISTS = (*_PEOPLE, "departments", "aliases")
_ORDER = (
    "id", "title", "title_source", "kicker", "subtitle", "column", "kind", "date", "date_evidence",
    "issued", "issued_precision", "issued_source", "paper", "edition", "byline", "credit",
    *_LISTS[:-1], "source", "aliases", "withdrawn",
)  # fmt: skip
_EMPTY: tuple[object, ...] = ("", [])
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""No folder on Windows may be called so."""
_MOST_LINES = 10**7
_YEARS_OF_PRINT = range(1600, 2201)
"""Newspapers appear since 1605; a year outside is a slip of the keyboard."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Lists stand on one line, where an editor takes them in at a glance."""


_Dumper.add_representer(
    list, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def article_id(paragraphs: Sequence[str]) -> str:
    """Ten letters and digits from the words of the lead; marks and spacing do not count."""
    words = ""
    for paragraph in paragraphs:
        words += "".join(char for char in fold(paragraph) if char.isalnum())
        if len(words) >= _ID_WORDS // 3:
            break
    return _short(words[:_ID_WORDS])


def file_id(file: str) -> str:
    """The id of an article that names none: it stays while the file, given by its path, keeps its name."""
    return _short(fold(file))


def _short(words: str) -> str:
    return b32encode(hashlib.sha256(words.encode()).digest())[:10].decode().lower()


@made_once
def format_article(article: Article) -> str:
    """The text of the article's file; empty keys are left out."""
    return formatted(article)


def formatted(article: Article) -> str:
    """The same, not to be kept."""
    meta: dict[str, object] = {}
    for key in _ORDER:
        value = getattr(article, key)
        if isinstance(value, Source):
            meta[key] = {"file": value.file, "lines": [list(pair) for pair in value.lines]}
        elif value:
            meta[key] = list(value) if isinstance(value, tuple) else value
    head = yaml.dump(meta, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{head}---\n\n{article.body.strip()}\n"


def parse_article(text: str, path: Path | str) -> Article:
    """Read an article's file; raise :class:`InputError` with file and line for what is wrong.

    Only ``title`` is asked of an article written by hand; without ``id`` that stays empty.
    """
    lines = [mend(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if not lines or not _FENCE.fullmatch(lines[0]):
        raise InputError(path, "文件要以单独一行 --- 开头，后面写 title: 等信息，再以一行 --- 结束", 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        raise InputError(path, "开头的 --- 没有配对的结束行，请在信息与正文之间补上一行 ---", 1)
    head = "\n".join(lines[1:end])
    meta = load_mapping(head, path, first_line=2)
    return _checked(meta, "\n".join(lines[end + 1 :]).strip(), path, lines)


def parse_date(text: str) -> datetime.date | None:
    """YYYY-MM-DD → the day; None for anything else."""
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def parse_issue(text: str) -> datetime.date:
    """The day of issue; ``ValueError`` says to people what is wrong with it."""
    day = parse_date(text)
    if not day:
        raise ValueError("要写成 2020-07-20 这样的日期")
    if day.year not in _YEARS_OF_PRINT:
        raise ValueError(f"的年份 {day.year:04} 不会是报纸的出版年份；请改正")
    return day


def _checked(meta: Mapping[str, object], body: str, path: Path | str, lines: list[str]) -> Article:
    """The article that the front matter describes; a wrong key or value is named with its line."""

    def wrong(key: str, what: str) -> InputError:
        at = next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(f"{key}:")), 1)
        return InputError(path, f"{key} {what}", at)

    values: dict[str, Any] = {"id": "", "title_source": "page", "body": body}
    for key, value in meta.items():
        if key not in _READERS:
            raise wrong(key, f"不是认识的名称；可用的有 {'、'.join(_ORDER)}")
        if value in _EMPTY:
            continue
        try:
            values[key] = _READERS[key](value)
        except ValueError as error:
            raise wrong(key, str(error)) from None
    if not values.get("title"):
        raise wrong("title", "没有写，每篇文章都要有标题")
    if "issued" in values:
        precision = ("year", "month", "day")[values["issued"].count("-")]
        if values.setdefault("issued_precision", precision) != precision:
            raise wrong("issued_precision", f"与 issued 不一致，应为 {precision}")
    return Article(**values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("要写成一行文字")
    return " ".join(mend(value).split())


def _choice(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"只能是 {' 或 '.join(choices)}")
        return str(value)

    return read


def _day(value: object) -> datetime.date:
    day = parse_date(_text(value))
    if not day:
        raise ValueError("要写成 2020-07-20 这样的日期")
    return day


def _issued(value: object) -> str:
    text = _text(value)
    whole = (text + "-01-01")[:10]
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text) or not parse_date(whole):
        raise ValueError("要写成 2020-07-20、2020-07 或 2020")
    parse_issue(whole)
    return text


def _id(value: object) -> str:
    text = _text(value)
    if not _ID.fullmatch(text) or _RESERVED.fullmatch(text):
        raise ValueError("只能用小写字母、数字和连字符，不超过 64 个，且不能是 con、nul 这类系统保留名")
    return text


def _names(value: object) -> tuple[str, ...]:
    """A list, or one line with the names separated by 、 or commas."""
    items = re.split("[、，,;；]", value) if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError("要写成 [甲, 乙] 这样的名单")
    return tuple(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))


def _people(value: object) -> tuple[str, ...]:
    """Names without inner spaces, but for those in Latin letters."""
    return tuple(name if name.isascii() else "".join(name.split()) for name in _names(value))


def _aliases(value: object) -> tuple[str, ...]:
    return tuple(map(_id, _names(value)))


def _pair(value: object) -> list[str]:
    if not isinstance(value, list) or not all(
        isinstance(number, str) and number.isdecimal() for number in value
    ):
        raise ValueError("no pair of line numbers")
    return value


def _source(value: object) -> Source:
    complaint = ValueError("要写成 file: 版面.txt 和 lines: [[起, 止], …]")
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("file"), str)
        or set(value) - {"file", "lines"}
    ):
        raise complaint
    try:
        pairs = sorted((int(first), int(last)) for first, last in map(_pair, value.get("lines") or []))
    except (TypeError, ValueError):
        raise complaint from None
    if not all(1 <= first <= last <= _MOST_LINES for first, last in pairs):
        raise complaint
    for before, after in pairwise(pairs):
        if after[0] <= before[1]:
            raise ValueError(f"的 lines 里 {list(before)} 和 {list(after)} 有重复的行；每行只写一次")
    return Source(value["file"], tuple(pairs))


_READERS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(_ORDER, _text),
    **dict.fromkeys(_LISTS, _names),
    **dict.fromkeys(_PEOPLE, _people),
    "id": _id,
    "aliases": _aliases,
    "title_source": _choice("page", "derived"),
    "kind": _choice("news", "photo"),
    "date": _day,
    "issued": _issued,
    "issued_precision": _choice("day", "month", "year"),
    "issued_source": _choice("sidecar", "inferred"),
    "source": _source,
}
