"""YAML that people write: front matter and sidecars; whatever is wrong with it is said in one line."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from banmian.errors import InputError
from banmian.text_files import read_text

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_GLUED = re.compile(r"[\s-]*[A-Za-z_]+(?:：|:(?=\S))")
"""A name whose colon is full-width, or has no space behind it: to YAML no name at all."""
_ADVICE = (
    ("end of stream", "引号没有配对，请补上另一半"),
    ("flow", "括号没有配对，或括号里的逗号、引号有误；名单要写成 [甲, 乙]"),
    ("not allowed", "值里有冒号，或以“- ”开头时，请用单引号把整个值括起来；另起一项的，行首不要空格"),
    ("simple key", "这一行要写成“名称: 值”的形式，用半角冒号，后面空一格"),
    ("escape", "双引号里有反斜线，请改用单引号"),
    ("block mapping|block collection|document start", "行首的空格没有对齐，或者引号、括号后面还有字；"
     "值里有引号、括号时，请用单引号把整个值括起来"),
    ("token|alias|anchor|tag|directive|scalar|node", "值以 @、%、*、& 之类的符号开头时，请用单引号把整个值括起来"),
)  # fmt: skip
"""(words in what the YAML parser says, what to do); the first that fits is said."""
_OPENED = ("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping", "while scanning a simple key")  # fmt: skip
"""What the parser finds wrong far behind the line where it began."""


def load_mapping(text: str, path: Path | str, first_line: int = 1) -> dict[str, object]:
    """Read YAML that must be a mapping; every scalar stays the text that was written (03 stays 03).

    Errors name the line, counted from ``first_line``.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        for _, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(value, yaml.ScalarNode) and not value.style and value.value in ("~", "null"):
                value.value = ""  # as YAML has it, unless somebody wrote the sign in quotes
        meta = loader.construct_document(node) if node else {}
    except yaml.MarkedYAMLError as error:
        row, what = _explain(error, text.split("\n"))
        raise InputError(path, f"YAML 写法有误：{what}", first_line + row) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise InputError(path, "YAML 写法有误：有不能用的字符，或括号套得太深", first_line) from None
    if not isinstance(meta, dict):
        raise InputError(path, "这里要写成“名称: 值”的形式，每行一项，用半角冒号，后面空一格", first_line)
    _refuse_repeats(node, path, first_line)
    return meta


def _explain(error: yaml.MarkedYAMLError, rows: list[str]) -> tuple[int, str]:
    """(row, what to do): where the mistake was made, which may be before where the parser met it."""
    mark = (error.context in _OPENED and error.context_mark) or error.problem_mark or error.context_mark
    row = mark.line if mark else 0
    glued = next((n for n, line in enumerate(rows[: row + 1]) if _GLUED.match(line)), None)
    if glued is not None:
        return glued, "名称后面要用半角冒号，再空一格，如“title: 标题”"
    said = f"{error.context}: {error.problem}"
    advice = (advice for words, advice in _ADVICE if re.search(words, said))
    return row, next(advice, "请对照 README.md 里的例子检查这一行")


def _refuse_repeats(node: yaml.Node | None, path: Path | str, first_line: int) -> None:
    """PyYAML would silently keep the last of two values."""
    seen: set[str] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if str(key.value) in seen:
            raise InputError(path, f"{key.value} 写了两次，请留一个", first_line + key.start_mark.line)
        seen.add(str(key.value))


def read_keys(path: Path, readers: Mapping[str, Callable[[str], str]]) -> dict[str, str]:
    """A file of names with a line of text each, as their readers give them; an absent file says nothing.

    A reader's ``ValueError`` says to people what is wrong. What has no text is left out.
    """
    if not path.is_file():
        return {}
    text = read_text(path)
    found: dict[str, str] = {}
    for key, value in load_mapping(text, path).items():
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith(key)), 1)
        if key not in readers:
            raise InputError(path, f"{key} 不是认识的名称；可用的有 {'、'.join(readers)}", line)
        if not isinstance(value, str):
            raise InputError(path, f"{key} 要写成一行文字", line)
        try:
            found |= {key: readers[key](value)} if value else {}
        except ValueError as error:
            raise InputError(path, f"{key} {error}", line) from None
    return found
