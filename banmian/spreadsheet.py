"""CSV as spreadsheets in Chinese read it."""

import csv
import io
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"(?=\s*[=+\-@＝＋－＠])|(?=[\t\r\n])")


def to_csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A table with a byte order mark, without which Excel takes it for another encoding."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(heads)
    writer.writerows(rows)
    return table.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text
