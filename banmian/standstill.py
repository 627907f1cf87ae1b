"""What was said when an archive was built last, to be said again as long as nothing changes: then there is nothing to do."""

import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from banmian.cache import cache_file, program
from banmian.files import write_if_changed
from banmian.folders import Folders
from banmian.looks import inputs, look, state


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to say of an archive that has not changed."""

    warnings: tuple[str, ...]
    summary: str


class Standstill:
    """Knows what was said when an archive was built last."""

    def __init__(self, folders: Folders, base_url: str) -> None:
        self._folders = folders
        self._base_url = base_url
        self._file = cache_file(folders, ".json")

    def said(self) -> Said | None:
        """What there is to say again; None if anything has changed."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(self._file.read_bytes())
            now = state(map(look, (*inputs(self._folders), self._folders.site)))
            if told["state"] == self._code(now):
                return Said(tuple(told["warnings"]), told["summary"])
        return None

    def remember(self, seen: str, said: Said) -> None:
        """``seen``: the state of all four folders after the build; empty if there is none to rely on."""
        if seen:
            told = {"state": self._code(seen), "warnings": said.warnings, "summary": said.summary}
            with suppress(Exception):  # the disk may not take it
                write_if_changed(self._file, json.dumps(told, ensure_ascii=False).encode())

    def _code(self, seen: str) -> str:
        return f"{program().hex()} {seen} {self._base_url}"


def tell(said: Said, site: Path, *, quiet: bool) -> None:
    """Say it at the command line."""
    warn(said.warnings)
    if not quiet:
        print(said.summary)
        invite(site)


def warn(warnings: Iterable[str]) -> None:
    """A line for each."""
    for warning in warnings:
        print(f"警告：{warning}", file=sys.stderr)


def invite(site: Path) -> None:
    """How the site is opened."""
    print(f"打开网站：双击 {site / 'index.html'}")
