"""Every address that a list or its feed ever had, so that none dies: what is gone leaves something that says so.

They stand beside the articles, as the histories do, whose addresses are the articles' own affair.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from banmian.errors import InputError
from banmian.files import read_bytes, write_if_changed

_NAME = ".places.txt"
_KINDS = "columns|dates|departments|issues|pages|people|reporters|statistics"
_PLACE = re.compile(rf"(?:{_KINDS})/(?:[^/.\\][^/\\]*/)*(?:index\.html|feed\.xml|feed\.json|[a-z]+\.csv)")


def read_places(folder: Path) -> frozenset[str]:
    """Paths below the site's root that the builds before wrote into the articles folder; none if there was none."""
    path = folder / _NAME
    if not path.exists():
        return frozenset()
    try:
        rows = read_bytes(path).decode().splitlines()
    except UnicodeDecodeError:
        rows = [""]
    if not all(map(_PLACE.fullmatch, rows)):
        raise InputError(path, "程序自己的记录坏了；请删去这个文件，再生成一次")
    return frozenset(rows)


def places_among(paths: Iterable[str]) -> frozenset[str]:
    """Those of a site's files that are lists."""
    return frozenset(filter(_PLACE.fullmatch, paths))


def named_by(place: str) -> tuple[str, str]:
    """(kind of list, what it listed) as far as the path tells."""
    kind, *folders, _ = place.split("/")
    names = [name.split("~")[0] for name in folders if not name.startswith("~")]
    return kind, "-".join(names) if kind == "dates" else (names or [""])[-1]


def write_places(places: Iterable[str], folder: Path) -> None:
    """Bring the file up to date: a line for each, so that a version control shows what came."""
    if rows := "".join(f"{place}\n" for place in sorted(places)):
        write_if_changed(folder / _NAME, rows.encode())
