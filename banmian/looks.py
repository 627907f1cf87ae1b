"""What folders look like from outside, by names, sizes and times: whether anything in them has changed."""

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from banmian.folders import Folders

_SECOND = 10**9
_TICK = _SECOND // 50
"""Nanoseconds in which a disk may give two states of a file the same time; some count in seconds."""

LOCK = ".lock"
"""In the articles folder while a build is at work; says nothing of them."""

Look = Mapping[str, tuple[int, int]]
"""Path → (size in bytes, time in nanoseconds)"""
_NO_LOOK = (-1, 0)


def inputs(folders: Folders) -> tuple[Path, Path, Path]:
    """The folders that are read, in the order of :func:`state`."""
    return folders.seeds, folders.templates, folders.articles


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
