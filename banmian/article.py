"""An article's Markdown form: YAML front matter between ``---`` lines, then the body."""

import dataclasses
import datetime
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import yaml

from banmian.errors import InputError
from banmian.records import Article, Source

_FENCE = re.compile(r"---[ \t]*")
_LISTS = ("reporters", "correspondents", "photographers", "departments", "aliases")
_ORDER = (
    "id", "title", "title_source", "kicker", "subtitle", "column", "kind", "date", "date_evidence",
    "issued", "issued_precision", "issued_source", "paper", "edition", "byline", "credit",
    *_LISTS[:-1], "source", "aliases",
)  # fmt: skip
_CHOICES = {
    "title_source": ("page", "derived"),
    "kind": ("news", "photo"),
    "issued_precision": ("day", "month", "year"),
    "issued_source": ("sidecar", "inferred"),
}
_ISSUED = {
    "day": re.compile(r"\d{4}-\d\d-\d\d"),
    "month": re.compile(r"\d{4}-\d\d"),
    "year": re.compile(r"\d{4}"),
}
_EMPTY: tuple[object, ...] = ("", "~", "null", [])
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_Complaint = Callable[[str, str], InputError]
"""key, what is wrong → the error, which knows the file and the key's line"""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Lists stand on one line, where an editor takes them in at a glance."""


_Dumper.add_representer(
    list, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def format_article(article: Article) -> str:
    """The text of the article's file; empty keys are left out."""
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

    Only ``title`` is asked of an article written by hand; ``id`` then comes from the caller.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines or not _FENCE.fullmatch(lines[0]):
        raise InputError(path, "文件要以单独一行 --- 开头，后面写 title: 等信息，再以一行 --- 结束", 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        raise InputError(path, "开头的 --- 没有配对的结束行，请在信息与正文之间补上一行 ---", 1)
    head = "\n".join(lines[1:end])
    meta = load_mapping(head, path, first_line=2)
    return _checked(meta, "\n".join(lines[end + 1 :]).strip(), path, lines)


def load_mapping(text: str, path: Path | str, first_line: int = 1) -> dict[str, object]:
    """Read YAML that must be a mapping; every scalar stays the text that was written (03 stays 03).

    Errors name the line, counted from ``first_line``.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise InputError(path, "这里要写成“名称: 值”的形式，每行一项", first_line)
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                what = (
                    "名称要写成一个词"
                    if not isinstance(key, yaml.ScalarNode)
                    else f"{key.value} 写了两次，请留一个"
                )
                raise InputError(path, what, first_line + key.start_mark.line)
            seen.add(key.value)
        meta: dict[str, object] = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        what = f"YAML 写法有误（{error.problem}）：值里有冒号或引号时，请用单引号把整个值括起来"
        raise InputError(path, what, line) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        what = (str(error).splitlines() or ["无法读取"])[0]
        raise InputError(path, f"YAML 写法有误（{what}）", first_line) from None
    if not isinstance(meta, dict):
        raise InputError(path, "这里要写成“名称: 值”的形式，每行一项", first_line)
    _refuse_repeats(node, path, first_line)
    return meta


def _refuse_repeats(node: yaml.MappingNode | None, path: Path | str, first_line: int) -> None:
    """PyYAML would silently keep the last of two values."""
    seen: set[str] = set()
    for key, _ in node.value if node else ():
        if key.value in seen:
            raise InputError(path, f"{key.value} 写了两次，请留一个", first_line + key.start_mark.line)
        seen.add(key.value)


def parse_date(text: str) -> datetime.date | None:
    """YYYY-MM-DD → the day; None for anything else."""
    try:
        return datetime.date.fromisoformat(text) if _ISSUED["day"].fullmatch(text) else None
    except ValueError:
        return None


def _checked(meta: Mapping[str, object], body: str, path: Path | str, lines: list[str]) -> Article:
    def wrong(key: str, what: str) -> InputError:
        at = next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(f"{key}:")), 1)
        return InputError(path, f"{key} {what}", at)

    values: dict[str, object] = {"body": body}
    for key, value in meta.items():
        if key not in _ORDER:
            raise wrong(key, f"不是认识的名称；可用的有 {'、'.join(_ORDER)}")
        if value in _EMPTY:
            continue
        if key in _LISTS:
            values[key] = _names(key, value, wrong)
        elif key == "source":
            values[key] = _source(value, wrong)
        elif not isinstance(value, str):
            raise wrong(key, "要写成一行文字")
        elif key == "date":
            values[key] = parse_date(value.strip()) or _raise(wrong(key, "要写成 2020-07-20 这样的日期"))
        else:
            values[key] = " ".join(value.split())
        if key in _CHOICES and values[key] not in _CHOICES[key]:
            raise wrong(key, f"只能是 {' 或 '.join(_CHOICES[key])}")
    if not values.get("title"):
        raise wrong("title", "没有写，每篇文章都要有标题")
    if not _ID.fullmatch(str(values.setdefault("id", "0"))):
        raise wrong("id", "只能用小写字母、数字和连字符")
    _check_issued(values, wrong)
    values.setdefault("title_source", "page")
    known = {field.name for field in dataclasses.fields(Article)}
    return Article(**{key: value for key, value in values.items() if key in known})  # type: ignore[arg-type]


def _check_issued(values: dict[str, object], wrong: _Complaint) -> None:
    issued = str(values.get("issued", ""))
    if not issued:
        return
    precision = next((name for name, shape in _ISSUED.items() if shape.fullmatch(issued)), None)
    if precision is None or values.setdefault("issued_precision", precision) != precision:
        raise wrong("issued", "要写成 2020-07-20、2020-07 或 2020，并与 issued_precision 一致")


def _names(key: str, value: object, wrong: _Complaint) -> tuple[str, ...]:
    items = (
        value
        if isinstance(value, list)
        else re.split("[、，,;；]", value)
        if isinstance(value, str)
        else [None]
    )
    if not all(isinstance(item, str) for item in items):
        raise wrong(key, "要写成 [甲, 乙] 这样的名单")
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _source(value: object, wrong: _Complaint) -> Source:
    complaint = wrong("source", "要写成 file: 版面.txt 和 lines: [[起, 止], …]")
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("file"), str)
        or set(value) - {"file", "lines"}
    ):
        raise complaint
    try:
        pairs = sorted((int(first), int(last)) for first, last in value.get("lines") or [])
    except (TypeError, ValueError):
        raise complaint from None
    if not all(1 <= first <= last for first, last in pairs):
        raise complaint
    return Source(value["file"], tuple(pairs))


def _raise(error: InputError) -> NoReturn:
    raise error
