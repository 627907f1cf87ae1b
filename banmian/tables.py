"""Tables and lists: rows of things with figures, of names with places, of cells."""

import re
from collections.abc import Iterator, Sequence

from banmian import marks
from banmian.lines import Line
from banmian.roles import State

_ROW_ITEMS = 4
"""Fewer things in a row may be a headline that counts something."""


def table_lines(lines: Sequence[Line]) -> dict[int, State]:
    """The lines of tables and lists, which nothing but their likeness tells from headlines."""
    found: dict[int, State] = {}
    for table in _tables(lines):
        found |= dict.fromkeys(table, State.FIRST)
    run: dict[int, State] = {}
    items = 0
    for block in _blocks(lines):
        tiled = _tile("".join(lines[i].bare for i in block))
        if not tiled and items >= _ROW_ITEMS:
            found |= run
        if not tiled:
            run, items = {}, 0
            continue
        items += len(tiled)
        at = 0
        for i in block:
            opens = i == block.start or (at in tiled and lines[i - 1].bare[-1] not in "，、；")
            run[i] = State.FIRST if opens else State.NEXT
            at += len(lines[i].bare)
    return found | run if items >= _ROW_ITEMS else found


_TABLE_ROWS = 3
_CELLS = range(3, 9)
_CELL = range(2, 9)
"""Characters of the longest cell of a row."""
_SAYS = re.compile("[，。；！？、]")


def _tables(lines: Sequence[Line]) -> Iterator[range]:
    """Rows of figures, one a line, and the row of words that heads them."""
    first = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and i > first and _cells(lines[i]) == _cells(lines[first]) > 0:
            continue
        if i - first >= _TABLE_ROWS:
            yield range(first - (first > 0 and _heads_table(lines[first - 1], lines[first])), i)
        first = i


def _cells(line: Line) -> int:
    """How many cells a row of figures has; 0 if it is something else."""
    cells = line.text.split()
    has_figures = any(char.isdigit() for cell in cells[1:] for char in cell)
    is_row = len(cells) in _CELLS and has_figures and not line.spaced and not _SAYS.search(line.bare)
    return len(cells) if is_row and max(map(len, cells)) in _CELL else 0


def _heads_table(line: Line, row: Line) -> bool:
    return not line.spaced and not _SAYS.search(line.bare) and len(line.text.split()) == _cells(row)


def _tile(text: str) -> set[int]:
    """Where the things begin of which a text is nothing but a row; none if it is something else."""
    starts = set()
    at = 0
    while at < len(text):
        item = marks.ROW_ITEM.match(text, at)
        if not item:
            return set()
        starts.add(at)
        at = item.end()
    return starts


def _blocks(lines: Sequence[Line]) -> Iterator[range]:
    """The lines between blank ones."""
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].gap or lines[i].flow:
            yield range(first, i)
            first = i
