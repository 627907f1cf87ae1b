"""What banmian remembers of the files that people wrote or changed: the seed as it was when their lines were right.

Their files are never written to, and made ones follow the seed, so it stands in a file of its own. Without
that file nothing is lost; only, lines that an editor chose cannot be followed when the seed shifts them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from banmian.errors import InputError
from banmian.files import read_bytes, remove, write_if_changed
from banmian.origins import page_part
from banmian.records import LineRanges, Source
from banmian.store import Stored

_NAME = ".remembered.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """Of the last build that had nothing to say about the lines of a file."""

    files: Mapping[str, tuple[Source, str]]
    """id → (lines as the file names them, code of what stood there)."""
    pages: Mapping[str, Sequence[str]]
    """The page's part of a code → a mark for each line of the page, empty for a blank one."""

    def code(self, item: Stored) -> str:
        """What stood in the lines that the file names; empty once they are others than those remembered."""
        source, code = self.files.get(item.article.id, (None, ""))
        return code if item.edited and source == item.article.source else ""

    def last(self, item: Stored) -> str:
        """The code that is of use still when an editor put the lines right, if the file has one of its own."""
        return self.files[item.article.id][1] if item.origin and item.article.id in self.files else ""

    def follow(self, lines: LineRanges, code: str, now: Sequence[str]) -> LineRanges | None:
        """Where the lines of the page that the code knows stand on the page of now, given by its marks.

        None if that cannot be told.
        """
        return _follow(lines, self.pages[page_part(code)], now)


def _follow(lines: LineRanges, then: Sequence[str], now: Sequence[str]) -> LineRanges | None:
    steps = SequenceMatcher(lambda mark: not mark, then, now, autojunk=False).get_opcodes()
    found: list[tuple[int, int]] = []
    for first, last in lines:
        numbers: list[int] = []
        for _, start, end, new_start, new_end in steps:
            held = range(max(first - 1, start), min(last, end))
            # what was put in between two of the lines is theirs, too
            if first <= start < last if start == end else len(held) == end - start:
                numbers += range(new_start, new_end)
            elif held and end - start == new_end - new_start:
                numbers += range(held.start + new_start - start, held.stop + new_start - start)
            elif held and new_start != new_end:
                return None  # the seed was rewritten right across an end of the lines
        if not numbers:
            return None
        found.append((numbers[0] + 1, numbers[-1] + 1))
    return tuple(found)


def read_memory(folder: Path) -> Memory:
    """What the last build wrote into the articles folder; nothing if there was none."""
    path = folder / _NAME
    if not path.exists():
        return Memory({}, {})
    try:
        data = json.loads(read_bytes(path))
        files = {
            name: (Source(file, tuple((first, last) for first, last in lines)), code)
            for name, (file, lines, code) in data["files"].items()
        }
        pages = {code: marks.split(" ") for code, marks in data["pages"].items()}
        if not all(page_part(code) in pages for _, code in files.values()):
            raise ValueError("a page is missing")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InputError(path, "程序自己的记录坏了；请删去这个文件，再生成一次") from None
    return Memory(files, pages)


def write_memory(memory: Memory, folder: Path) -> int:
    """Bring the file up to date; 1 if it was touched."""
    path = folder / _NAME
    if not memory.files:
        there = path.exists()
        remove(path, folder)
        return int(there)
    files = {name: [source.file, source.lines, code] for name, (source, code) in memory.files.items()}
    pages = {page_part(code) for _, code in memory.files.values()}
    marks = {page: " ".join(memory.pages[page]) for page in pages}
    # a line for each file and page, so that a version control shows what changed
    data = json.dumps({"files": files, "pages": marks}, ensure_ascii=False, sort_keys=True, indent=0)
    return int(write_if_changed(path, f"{data}\n".encode()))
