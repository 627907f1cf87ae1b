"""Whether nothing has changed since the build before, told by names, sizes and times alone: then there is nothing to do."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from banmian.cache import cache_file, program
from banmian.files import write_if_changed
from banmian.folders import Folders

_SECOND = 10**9
_TICK = _SECOND // 50
"""Nanoseconds in which a disk may give two states of a file the same time; some count in seconds."""

LOCK = ".lock"
"""In the articles folder while a build is at work; says nothing of them."""

Look = Mapping[str, tuple[int, int]]
"""Path → (size in bytes, time in nanoseconds)"""


_NO_LOOK = (-1, 0)


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to say of an archive that has not changed."""

    warnings: tuple[str, ...]
    summary: str


def look(folder: Path) -> Look:
    """Every file below a folder, hidden ones too."""
    found: dict[str, tuple[int, int]] = {}
    left = [os.fspath(folder)]
    while left:
        here = left.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:  # whoever reads it says so
            found[here] = _NO_LOOK
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                left.append(entry.path)
            elif entry.name != LOCK:
                try:
                    there = entry.stat()
                    found[entry.path] = there.st_size, there.st_mtime_ns
                except OSError:
                    found[entry.path] = _NO_LOOK
    return found


def is_settled(looks: Iterable[Look]) -> bool:
    """Whether every file is so old that no change to come can go unnoticed."""
    now = time.time_ns()
    times = (changed for seen in looks for _, changed in seen.values())
    return all(now - changed > (_TICK if changed % _SECOND else 2 * _SECOND) for changed in times)


def state(looks: Iterable[Look]) -> str:
    """A code of all that was looked at."""
    digest = hashlib.sha256()
    for seen in looks:
        rows = (f"{path}\0{size} {changed}\n" for path, (size, changed) in sorted(seen.items()))
        digest.update("".join((*rows, "\n")).encode(errors="surrogateescape"))
    return digest.hexdigest()


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


def inputs(folders: Folders) -> tuple[Path, Path, Path]:
    """The folders that are read, in the order of :func:`state`."""
    return folders.seeds, folders.templates, folders.articles
