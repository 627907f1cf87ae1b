"""Every address that a list or its feed ever had, so that none dies: what is gone leads on, or says so.

They stand beside the articles, as the histories do, whose addresses are the articles' own affair.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from banmian.errors import InputError
from banmian.files import read_bytes, write_if_changed

_NAME = ".places.txt"
_LEADS_TO = "\t"
_KINDS = "columns|dates|departments|issues|pages|people|reporters|statistics"
_PLACE = re.compile(rf"(?:{_KINDS})/(?:[^/.\\][^/\\]*/)*(?:index\.html|feed\.xml|feed\.json|[a-z]+\.csv)")


Places = Mapping[str, str]
"""Path below the site's root → the path that took its place; empty if none did."""


def read_places(folder: Path) -> Places:
    """What the builds before wrote into the articles folder; nothing if there was none."""
    path = folder / _NAME
    if not path.exists():
        return {}
    try:
        rows = [row.partition(_LEADS_TO) for row in read_bytes(path).decode().splitlines()]
    except UnicodeDecodeError:
        rows = [("", "", "")]
    if not all(_PLACE.fullmatch(place) and (not sign or _PLACE.fullmatch(to)) for place, sign, to in rows):
        raise InputError(path, "程序自己的记录坏了；请删去这个文件，再生成一次")
    return {place: to for place, _, to in rows}


def add_places(before: Places, paths: Iterable[str], moved: Mapping[str, str]) -> Places:
    """With those of a site's files that are lists; ``moved``: path → the one that took its place just now."""
    known = dict.fromkeys(filter(_PLACE.fullmatch, paths), "") | dict(before)
    return known | {place: to for place, to in moved.items() if place in before}


def lead(place: str, places: Places, made: Collection[str]) -> str:
    """Where a place leads now, over as many moves as there were; empty if nowhere."""
    seen = {place}
    while (place := places.get(place, "")) and place not in seen:
        if place in made:
            return place
        seen.add(place)
    return ""


def named_by(place: str) -> tuple[str, str]:
    """(kind of list, what it listed) as far as the path tells."""
    kind, *folders, _ = place.split("/")
    names = [name.split("~")[0] for name in folders if not name.startswith("~")]
    return kind, "-".join(names) if kind == "dates" else (names or [""])[-1]


def write_places(places: Places, folder: Path) -> None:
    """Bring the file up to date: a line for each, so that a version control shows what came."""
    if rows := "".join(f"{place}{_LEADS_TO * bool(to)}{to}\n" for place, to in sorted(places.items())):
        write_if_changed(folder / _NAME, rows.encode())
